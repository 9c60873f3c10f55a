//! Where reviews are kept: privately in the user's data folder, or beside the workbook. The only part that knows files.
//! A file is never replaced by less than it held: what stands there is read and merged first, and what cannot be read is
//! put aside.

use super::{About, Likeness, Review, SCHEMA};
use crate::disk;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// How the name of a review beside its workbook ends.
const BESIDE: &str = ".planproof-review.json";

/// A review of this size was not written by hand and not by this program.
const LARGEST: u64 = 32 * 1024 * 1024;

/// A review as it was found, and where it is to be kept.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Kept {
    pub review: Review,
    /// Where it was found; `None` where there is none yet.
    pub path: Option<PathBuf>,
    /// What there is to say of the files, in sentences.
    pub told: Vec<String>,
}

#[derive(Debug, Error)]
pub enum KeepError {
    #[error(
        "Your notes could not be saved: {why}. They are still here; try again, or keep them elsewhere: {path}"
    )]
    NotWritten { why: String, path: String },
    #[error(
        "The review file was written by a newer version of Planproof and was left alone. Your notes are still here; install the newer version to save them: {path}"
    )]
    Newer { path: String },
}

/// The user's own folder of reviews.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shelf {
    /// `None` keeps nothing privately.
    folder: Option<PathBuf>,
}

/// What reading one file came to.
enum Read {
    Review(Box<Review>),
    Missing,
    Damaged,
    Newer,
}

impl Shelf {
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: Some(folder.into()),
        }
    }

    /// In the data folder that the system gives this program.
    pub fn of_user() -> Self {
        Self {
            folder: data_folder().map(|folder| folder.join("reviews")),
        }
    }

    /// The reviews of this plan, private and beside the workbook, as one.
    pub fn open(&self, plan: &About) -> Kept {
        let mut found: Vec<(Likeness, bool, PathBuf, Review)> = Vec::new();
        let mut told = Vec::new();
        let private = self
            .folder
            .iter()
            .map(|folder| (folder.clone(), ".json", false));
        let beside = plan.files.iter().filter_map(|file| {
            let folder = Path::new(file).parent()?;
            // A sample has no folder; the one the program was started in is not its own.
            (folder != Path::new("")).then(|| (folder.to_owned(), BESIDE, true))
        });
        for (folder, end, is_beside) in private.chain(beside) {
            for path in files(&folder, end) {
                match read(&path) {
                    Read::Review(review) => {
                        if let Some(likeness) = plan.likeness(&review.plan) {
                            found.push((likeness, is_beside, path, *review));
                        }
                    }
                    Read::Damaged if is_of(&path, plan) => told.push(format!(
                        "A review file is damaged and could not be read; it is left as it is and will be put aside before anything is saved: {}",
                        path.display()
                    )),
                    Read::Newer if is_of(&path, plan) => told.push(format!(
                        "A review file was written by a newer version of Planproof and could not be read: {}",
                        path.display()
                    )),
                    Read::Missing | Read::Damaged | Read::Newer => {}
                }
            }
        }
        found.sort_by(|one, other| (one.0, !one.1, &one.2).cmp(&(other.0, !other.1, &other.2)));
        let path = found.first().map(|(_, _, path, _)| path.clone());
        let mut all = found.into_iter().map(|(_, _, _, review)| review);
        let mut review = all.next().unwrap_or_default();
        for other in all {
            review.merge(&other);
        }
        Kept { review, path, told }
    }

    /// Where a new review of this plan is kept privately.
    pub fn private(&self, plan: &About) -> Option<PathBuf> {
        Some(
            self.folder
                .as_ref()?
                .join(format!("{}.json", plan.file_stem())),
        )
    }

    /// Where a new review is kept beside the workbook; `None` for a plan that has no file.
    pub fn beside(plan: &About) -> Option<PathBuf> {
        let file = Path::new(plan.files.iter().next_back()?);
        let stem = file.file_stem()?.to_string_lossy();
        let folder = file.parent().filter(|folder| *folder != Path::new(""))?;
        Some(folder.join(format!("{stem}{BESIDE}")))
    }

    /// Where what is being typed is kept until it is sent; always private.
    fn draft(&self, plan: &About) -> Option<PathBuf> {
        let folder = self.folder.as_ref()?.parent()?.join("drafts");
        Some(folder.join(format!("{}.json", plan.file_stem())))
    }

    /// What was being typed when the program last ended; empty text where nothing was.
    pub fn read_draft(&self, plan: &About) -> String {
        let text = self.draft(plan).map(fs::read_to_string);
        text.and_then(Result::ok).unwrap_or_default()
    }

    /// Keeps what is being typed; empty text removes it.
    pub fn keep_draft(&self, plan: &About, text: &str) -> io::Result<()> {
        let Some(path) = self.draft(plan) else {
            return Ok(());
        };
        if text.is_empty() {
            return match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
                _ => Ok(()),
            };
        }
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        disk::replace(&path, text.as_bytes())
    }
}

/// Writes `now` to `path`. What a colleague wrote there since it was `base` is merged in; gives back what the file now
/// holds, and what there is to say.
pub fn keep(path: &Path, base: &Review, now: &Review) -> Result<Kept, KeepError> {
    let shown = || path.display().to_string();
    let not_written = |error: &io::Error| KeepError::NotWritten {
        why: disk::reason(error),
        path: shown(),
    };
    let mut told = Vec::new();
    let review = match read(path) {
        Read::Review(disk) => now.rebased(base, &disk),
        Read::Missing => now.clone(),
        Read::Newer => return Err(KeepError::Newer { path: shown() }),
        Read::Damaged => {
            let aside = put_aside(path).map_err(|error| not_written(&error))?;
            told.push(format!(
                "The review file was damaged and was put aside as {}. A new one was begun.",
                aside.display()
            ));
            now.clone()
        }
    };
    let text = serde_json::to_string_pretty(&review)
        .map_err(|error| not_written(&io::Error::other(error)))?;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| not_written(&error))?;
    }
    disk::replace(path, format!("{text}\n").as_bytes()).map_err(|error| not_written(&error))?;
    Ok(Kept {
        review,
        path: Some(path.to_owned()),
        told,
    })
}

/// The first free name beside the damaged file.
fn put_aside(path: &Path) -> io::Result<PathBuf> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let free = (1..1000)
        .map(|number| path.with_file_name(format!("{name}.damaged-{number}")))
        .find(|aside| !aside.exists())
        .ok_or_else(|| io::Error::other("too many damaged files stand beside it"))?;
    fs::rename(path, &free)?;
    Ok(free)
}

fn files(folder: &Path, end: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let ends = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_else(|| OsStr::new(""));
        let name = name.to_string_lossy();
        name.ends_with(end) && !name.starts_with('.')
    };
    let mut all: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(ends)
        .collect();
    all.sort();
    all
}

/// Whether a file that cannot be read has the name that a review of this plan would have.
fn is_of(path: &Path, plan: &About) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = Shelf::beside(plan);
    name == format!("{}.json", plan.file_stem()) || beside.as_deref() == Some(path)
}

fn read(path: &Path) -> Read {
    let Ok(about) = fs::metadata(path) else {
        return Read::Missing;
    };
    if about.len() > LARGEST {
        return Read::Damaged;
    }
    let Ok(text) = fs::read_to_string(path) else {
        return Read::Damaged;
    };
    match serde_json::from_str::<Review>(&text) {
        Ok(review) => Read::Review(Box::new(review.renewed())),
        Err(_) if schema(&text) > u64::from(SCHEMA) => Read::Newer,
        Err(_) => Read::Damaged,
    }
}

fn schema(text: &str) -> u64 {
    let value: Option<serde_json::Value> = serde_json::from_str(text).ok();
    let schema = value
        .as_ref()
        .and_then(|value| value.get("schema")?.as_u64());
    schema.unwrap_or_default()
}

/// The folder the system gives this program for its data, the same as the window's settings are in.
pub fn data_folder() -> Option<PathBuf> {
    let variable = |name| {
        std::env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    if cfg!(windows) {
        variable("APPDATA").map(|folder| folder.join("planproof").join("data"))
    } else if cfg!(target_os = "macos") {
        variable("HOME").map(|home| home.join("Library/Application Support/planproof"))
    } else {
        variable("XDG_DATA_HOME")
            .or_else(|| variable("HOME").map(|home| home.join(".local/share")))
            .map(|folder| folder.join("planproof"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{Moment, Question, Signed};
    use std::collections::BTreeSet;

    fn folder(name: &str) -> PathBuf {
        let folder =
            std::env::temp_dir().join(format!("planproof-shelf-{name}-{}", std::process::id()));
        _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    fn plan(folder: &Path, file: &str, fingerprint: &str) -> About {
        let one = |text: &str| BTreeSet::from([text.to_owned()]);
        About {
            names: one("Tamarside ICS"),
            years: one("2023/24"),
            files: one(&folder.join(file).display().to_string()),
            fingerprints: one(fingerprint),
            ..About::default()
        }
    }

    fn asking(plan: &About, who: &str) -> Review {
        let by = Signed::new(who, Moment::at(0));
        Review {
            plan: plan.clone(),
            questions: vec![Question::new("Why?", by)],
            ..Review::default()
        }
    }

    #[test]
    fn a_review_is_found_again_for_next_months_version_of_the_workbook() {
        let folder = folder("month");
        let shelf = Shelf::at(folder.join("reviews"));
        let first = plan(&folder, "v1.xlsx", "11");
        let path = shelf.private(&first).unwrap();
        let written = asking(&first, "Ann");
        keep(&path, &Review::default(), &written).unwrap();
        let kept = shelf.open(&plan(&folder, "v2.xlsx", "22"));
        assert_eq!((kept.path, kept.review), (Some(path), written));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_colleagues_note_written_meanwhile_is_kept() {
        let folder = folder("colleague");
        let about = plan(&folder, "v1.xlsx", "11");
        let path = Shelf::beside(&about).unwrap();
        let base = asking(&about, "Ann");
        keep(&path, &Review::default(), &base).unwrap();
        let mut theirs = base.clone();
        theirs.merge(&asking(&about, "Ben"));
        keep(&path, &base, &theirs).unwrap();
        // Ann, who has not seen Ben's, takes her own back.
        let mut ours = base.clone();
        ours.questions.clear();
        let written = keep(&path, &base, &ours).unwrap().review;
        assert_eq!(written.questions, asking(&about, "Ben").questions);
        assert_eq!(Shelf::default().open(&about).review, written);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_damaged_file_is_put_aside_and_told_and_never_overwritten() {
        let folder = folder("damaged");
        let about = plan(&folder, "v1.xlsx", "11");
        let path = Shelf::beside(&about).unwrap();
        fs::write(&path, "{ \"waivers\": [ half").unwrap();
        let opened = Shelf::default().open(&about);
        assert!(opened.told[0].contains("damaged") && opened.review.is_blank());
        let kept = keep(&path, &Review::default(), &asking(&about, "Ann")).unwrap();
        assert!(kept.told[0].contains("damaged-1"));
        let aside = folder.join("v1.planproof-review.json.damaged-1");
        assert_eq!(fs::read_to_string(aside).unwrap(), "{ \"waivers\": [ half");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_file_of_a_newer_version_that_cannot_be_read_is_left_alone() {
        let folder = folder("newer");
        let about = plan(&folder, "v1.xlsx", "11");
        let path = Shelf::beside(&about).unwrap();
        fs::write(&path, r#"{"schema": 9, "waivers": {"kept": "otherwise"}}"#).unwrap();
        let refused = keep(&path, &Review::default(), &asking(&about, "Ann"));
        assert!(matches!(refused, Err(KeepError::Newer { .. })));
        assert!(fs::read_to_string(&path).unwrap().contains("otherwise"));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn what_a_newer_version_wrote_survives_being_read_and_written() {
        let text = r#"{"schema":2,"plan":{"names":["A"],"tier":1},"questions":[{"id":"q","text":"Why?","who":"Ann","when":"2026-01-01T00:00:00.000Z","votes":3,"about":{"cells":[{"sheet":"S","cell":"A1","shape":"x"}]},"steps":[{"id":"s","who":"Ben","when":"","delegated":"Cy"}]}],"scenarios":[{"rate":"80%"}]}"#;
        let review: Review = serde_json::from_str(text).unwrap();
        let again = serde_json::to_value(&review).unwrap();
        let of = |path: &str| again.pointer(path).map(ToString::to_string);
        assert_eq!(of("/schema").as_deref(), Some("2"));
        assert_eq!(of("/plan/tier").as_deref(), Some("1"));
        assert_eq!(of("/questions/0/votes").as_deref(), Some("3"));
        assert_eq!(of("/questions/0/who").as_deref(), Some("\"Ann\""));
        assert_eq!(
            of("/questions/0/about/cells/0/shape").as_deref(),
            Some("\"x\"")
        );
        assert_eq!(
            of("/questions/0/steps/0/delegated").as_deref(),
            Some("\"Cy\"")
        );
        assert_eq!(of("/scenarios/0/rate").as_deref(), Some("\"80%\""));
    }

    #[test]
    fn a_draft_is_kept_until_it_is_sent() {
        let folder = folder("draft");
        let shelf = Shelf::at(folder.join("reviews"));
        let about = plan(&folder, "v1.xlsx", "11");
        shelf.keep_draft(&about, "half a sen").unwrap();
        assert_eq!(shelf.read_draft(&about), "half a sen");
        shelf.keep_draft(&about, "").unwrap();
        assert_eq!(shelf.read_draft(&about), "");
        fs::remove_dir_all(folder).unwrap();
    }
}
