//! Work off the UI thread: beside `file_watch`, the only place of the window where threads start. Results come back
//! over a channel.

use super::comparing::ComparedPairs;
use super::opening::{self, Basis, Known, Opened, Opening, Whole};
use super::saving::Saved;
use crate::assessment::{Assessment, Step, assess, assess_kept};
use crate::policy::Policy;
use crate::review::{About, Dealing, Kept, Review, Shelf, keep};
use crate::workbook::{self, Watch, Workbook, samples};
use anyhow::Context as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

/// Which opened plan a result belongs to; stays the same when others are closed.
pub type PlanId = u64;

/// What came of a job.
#[derive(Debug)]
pub enum Outcome {
    /// Files were opened, and dealt out to the plans they make.
    Opened(Opening),
    /// The review was written.
    Kept {
        plan: PlanId,
        kept: Box<Kept>,
    },
    /// The review could not be written.
    NotKept {
        plan: PlanId,
        text: String,
    },
    /// What is being typed was kept, or there was nothing to keep it in.
    DraftKept,
    /// The reviewer decided something; dropped if the plan is closed by then.
    Reassessed {
        assessment: Arc<Assessment>,
        plan: PlanId,
    },
    /// More files than are opened at once: they are to be listed.
    Many(Vec<PathBuf>),
    /// One more of the files that are being listed; the job goes on.
    Surveyed(Box<Step>),
    SurveyEnded,
    /// The workbooks of two submissions, cell by cell.
    CellsCompared {
        plan: PlanId,
        pairs: Box<ComparedPairs>,
    },
    FilesChosen(Vec<PathBuf>),
    TargetChosen(Saved, PathBuf),
    NothingChosen,
    Written(Saved, PathBuf),
    Failed(String),
}

/// What was kept of a plan that is opened.
#[derive(Debug, Default)]
pub struct Found {
    pub review: Kept,
    /// What was being typed when the program last ended.
    pub draft: String,
}

/// A job under way.
#[derive(Debug)]
pub struct Running {
    id: u64,
    /// "Opening plan.xlsx"; empty where the user sees it anyway, as with a dialog.
    pub label: String,
    pub watch: Option<Watch>,
}

#[derive(Debug)]
pub struct Jobs {
    ctx: egui::Context,
    sender: Sender<(u64, Outcome)>,
    receiver: Receiver<(u64, Outcome)>,
    running: Vec<Running>,
    /// Files that were read before one that was asked for earlier.
    waiting: Vec<(u64, Outcome)>,
    next: u64,
    /// The program that reads files in a process of its own; without it they are read in this one.
    reader: Option<PathBuf>,
    /// Where reviews are kept; nowhere in tests.
    pub reviews: Shelf,
    /// What plans are judged by.
    pub policy: Policy,
    /// What was decided about which workbooks make one plan.
    pub dealing: Dealing,
}

impl Jobs {
    pub fn new(ctx: &egui::Context, reader: Option<PathBuf>) -> Self {
        let (sender, receiver) = channel();
        Self {
            ctx: ctx.clone(),
            sender,
            receiver,
            running: Vec::new(),
            waiting: Vec::new(),
            next: 0,
            reader,
            reviews: Shelf::default(),
            policy: Policy::default(),
            dealing: Dealing::default(),
        }
    }

    /// Results that arrived since the last frame; files in the order they were asked for.
    pub fn finished(&mut self) -> Vec<Outcome> {
        let arrived: Vec<(u64, Outcome)> = self.receiver.try_iter().collect();
        // What was cancelled has had its answer; what still comes of it is not wanted.
        let (arrived, _late): (Vec<_>, Vec<_>) = arrived
            .into_iter()
            .partition(|(id, _)| self.running.iter().any(|job| job.id == *id));
        for (id, outcome) in &arrived {
            if !matches!(outcome, Outcome::Surveyed(_)) {
                self.running.retain(|job| job.id != *id);
            }
        }
        let mut all = std::mem::take(&mut self.waiting);
        all.extend(arrived);
        all.sort_by_key(|(id, _)| *id);
        let opening = self.running.iter().filter(|job| job.watch.is_some());
        let earliest = opening.map(|job| job.id).min().unwrap_or(u64::MAX);
        let (waiting, ready) = all
            .into_iter()
            .partition(|(id, outcome)| matches!(outcome, Outcome::Opened(_)) && *id > earliest);
        self.waiting = waiting;
        ready.into_iter().map(|(_, outcome)| outcome).collect()
    }

    /// Jobs worth telling of, oldest first.
    pub fn under_way(&self) -> impl Iterator<Item = &Running> {
        self.running.iter().filter(|job| !job.label.is_empty())
    }

    /// Ends what can be ended, at once: a drive that does not answer keeps only its own thread.
    pub fn cancel(&mut self) {
        let (cancelled, running) = std::mem::take(&mut self.running)
            .into_iter()
            .partition::<Vec<_>, _>(|job| job.watch.is_some());
        self.running = running;
        for job in cancelled {
            if let Some(watch) = &job.watch {
                watch.cancel();
            }
            let id = self.register(String::new(), None);
            let text = format!("{} was cancelled. What was open is as it was.", job.label);
            self.send(id, Outcome::Failed(text));
        }
    }

    /// Opens files and folders beside the plans that are open already. Without paths, what is open is dealt out anew.
    pub fn open(&mut self, paths: Vec<PathBuf>, known: Vec<Known>, whole: Whole) {
        let watch = Watch::default();
        let label = match paths.as_slice() {
            [] => "Putting the plans together".to_owned(),
            [only] => format!("Opening {}", file_name(only)),
            several => format!("Opening {} files", several.len()),
        };
        let (reviews, policy) = (self.reviews.clone(), self.policy.clone());
        let (reader, dealing) = (self.reader.clone(), self.dealing.clone());
        self.start(label, Some(watch.clone()), move || {
            let basis = Basis {
                known: &known,
                reviews: &reviews,
                policy: &policy,
                dealing: &dealing,
            };
            opening::open(&paths, &basis, whole, reader.as_deref(), &watch)
        });
    }

    /// Opens one of the workbooks that come with the app.
    pub fn open_sample(&mut self, index: usize) {
        let Some(sample) = samples::SAMPLES.get(index) else {
            return;
        };
        let watch = Watch::default();
        let (reviews, policy) = (self.reviews.clone(), self.policy.clone());
        let label = format!("Opening {}", sample.file_name);
        self.start(label, Some(watch.clone()), move || {
            let path = Path::new(sample.file_name);
            let workbook = workbook::read(sample.file_name, path, sample.bytes.to_vec(), &watch)?;
            let (assessment, review) = assess_kept([workbook].into(), &reviews, &policy);
            let draft = reviews.read_draft(&assessment.about());
            let kept = Box::new(Found { review, draft });
            Ok(Outcome::Opened(Opening {
                plans: vec![Opened {
                    assessment: Arc::new(assessment),
                    replaces: Vec::new(),
                    kept: Some(kept),
                }],
                ..Opening::default()
            }))
        });
    }

    /// Judges the workbooks again after the reviewer decided something.
    pub fn reassess(&mut self, workbooks: Arc<[Workbook]>, review: Review, plan: PlanId) {
        let policy = self.policy.clone();
        self.start("Reading the plan again".to_owned(), None, move || {
            Ok(Outcome::Reassessed {
                assessment: judged(workbooks, &review, &policy),
                plan,
            })
        });
    }

    /// Writes the review; `base` is what the file held when it was last read or written.
    pub fn keep(&mut self, plan: PlanId, path: PathBuf, base: Review, now: Review) {
        self.start(String::new(), None, move || {
            Ok(match keep(&path, &base, &now) {
                Ok(kept) => Outcome::Kept {
                    plan,
                    kept: Box::new(kept),
                },
                Err(error) => Outcome::NotKept {
                    plan,
                    text: error.to_string(),
                },
            })
        });
    }

    pub fn keep_draft(&mut self, about: About, text: String) {
        let reviews = self.reviews.clone();
        self.start(String::new(), None, move || {
            reviews
                .keep_draft(&about, &text)
                .context("What you are typing could not be kept")?;
            Ok(Outcome::DraftKept)
        });
    }

    /// The system's dialog for opening; without one on this machine it ends as if cancelled.
    pub fn choose_files(&mut self) {
        self.dialog(|| {
            let chosen = rfd::FileDialog::new()
                .set_title("Open a plan")
                .add_filter("Workbooks", &workbook::ENDINGS)
                .add_filter("All files", &["*"])
                .pick_files();
            chosen.map_or(Outcome::NothingChosen, Outcome::FilesChosen)
        });
    }

    /// The system's dialog for a folder.
    pub fn choose_folder(&mut self) {
        self.dialog(|| {
            let chosen = rfd::FileDialog::new()
                .set_title("Open a folder of plans")
                .pick_folders();
            chosen.map_or(Outcome::NothingChosen, Outcome::FilesChosen)
        });
    }

    pub fn choose_target(&mut self, what: Saved, file_name: String) {
        self.dialog(move || {
            let chosen = rfd::FileDialog::new()
                .set_title(what.title())
                .set_file_name(file_name)
                .add_filter(what.kind(), &[what.ending()])
                .save_file();
            chosen.map_or(Outcome::NothingChosen, |path| {
                Outcome::TargetChosen(what, path)
            })
        });
    }

    /// Writes with `write`, which gets the path; the sentence of its error is shown as it stands.
    pub fn export(
        &mut self,
        what: Saved,
        path: PathBuf,
        write: impl FnOnce(&Path) -> anyhow::Result<()> + Send + 'static,
    ) {
        let label = format!("Writing {}", file_name(&path));
        self.start(label, None, move || {
            write(&path)?;
            Ok(Outcome::Written(what, path))
        });
    }

    fn dialog(&mut self, ask: impl FnOnce() -> Outcome + Send + 'static) {
        if cfg!(target_os = "macos") {
            // Dialogs of macOS belong to the main thread, where it runs its own event loop.
            let id = self.register(String::new(), None);
            self.send(id, ask());
        } else {
            self.start(String::new(), None, move || Ok(ask()));
        }
    }

    fn register(&mut self, label: String, watch: Option<Watch>) -> u64 {
        self.next += 1;
        // The frame after this one tells of the job.
        self.ctx.request_repaint();
        self.running.push(Running {
            id: self.next,
            label,
            watch,
        });
        self.next
    }

    fn send(&self, id: u64, outcome: Outcome) {
        // The receiver lives as long as the sender: both are in this struct.
        if self.sender.send((id, outcome)).is_ok() {
            self.ctx.request_repaint();
        }
    }

    pub(super) fn reader(&self) -> Option<PathBuf> {
        self.reader.clone()
    }

    pub(super) fn start(
        &mut self,
        label: String,
        watch: Option<Watch>,
        work: impl FnOnce() -> anyhow::Result<Outcome> + Send + 'static,
    ) {
        self.start_telling(label, watch, move |_| work());
    }

    /// The same for work that tells of its steps before it ends.
    pub(super) fn start_telling(
        &mut self,
        label: String,
        watch: Option<Watch>,
        work: impl FnOnce(&(dyn Fn(Outcome) + Sync)) -> anyhow::Result<Outcome> + Send + 'static,
    ) {
        let id = self.register(label, watch);
        let (sender, ctx) = (self.sender.clone(), self.ctx.clone());
        let started = thread::Builder::new()
            .name(format!("job {id}"))
            .spawn(move || {
                let (teller, told) = (sender.clone(), ctx.clone());
                let tell = move |outcome| {
                    if teller.send((id, outcome)).is_ok() {
                        told.request_repaint();
                    }
                };
                let outcome = outcome_of(|| work(&tell));
                // The window may have been closed meanwhile; then nobody waits.
                if sender.send((id, outcome)).is_ok() {
                    ctx.request_repaint();
                }
            })
            .context(
                "This computer could not start another task. Close other programs and try again",
            );
        if let Err(error) = started {
            self.send(id, Outcome::Failed(format!("{error:#}")));
        }
    }
}

/// Runs the work; an error or a panic becomes a sentence.
fn outcome_of(work: impl FnOnce() -> anyhow::Result<Outcome>) -> Outcome {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(error)) => Outcome::Failed(format!("{error:#}")),
        Err(panic) => {
            let why = panic
                .downcast_ref::<String>()
                .map(String::as_str)
                .or_else(|| panic.downcast_ref::<&str>().copied())
                .unwrap_or("no reason given");
            Outcome::Failed(format!(
                "This is a fault of Planproof, not of your file. Nothing was changed. Please report it: {why}"
            ))
        }
    }
}

fn judged(
    workbooks: impl Into<Arc<[Workbook]>>,
    review: &Review,
    policy: &Policy,
) -> Arc<Assessment> {
    Arc::new(assess(workbooks.into(), review, policy))
}

/// What was kept of a plan, and what was being typed about it.
pub fn found(plan: &Assessment, shelf: &Shelf) -> Found {
    let about = plan.about();
    Found {
        review: shelf.open(&about),
        draft: shelf.read_draft(&about),
    }
}

/// The last part of a path, for messages.
pub fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_in_a_job_becomes_a_message() {
        let outcome = outcome_of(|| panic!("index 7"));
        let Outcome::Failed(message) = outcome else {
            panic!("{outcome:?}");
        };
        assert!(message.contains("index 7") && message.contains("Nothing was changed"));
    }

    #[test]
    fn files_open_in_the_order_given_whichever_is_read_first() {
        let mut jobs = Jobs::new(&egui::Context::default(), None);
        let first = jobs.register("Opening first.xlsx".to_owned(), Some(Watch::default()));
        let second = jobs.register("Opening second.xlsx".to_owned(), Some(Watch::default()));
        let opened = |path: &str| {
            Outcome::Opened(Opening {
                paths: vec![PathBuf::from(path)],
                ..Opening::default()
            })
        };
        jobs.send(second, opened("second.xlsx"));
        assert!(jobs.finished().is_empty());
        jobs.send(first, opened("first.xlsx"));
        let order: Vec<PathBuf> = jobs
            .finished()
            .into_iter()
            .flat_map(|outcome| match outcome {
                Outcome::Opened(opening) => opening.paths,
                _ => Vec::new(),
            })
            .collect();
        assert_eq!(
            order,
            [PathBuf::from("first.xlsx"), PathBuf::from("second.xlsx")]
        );
    }

    #[test]
    fn an_error_in_a_job_is_shown_as_its_sentence() {
        let outcome = outcome_of(|| anyhow::bail!("The disk is full"));
        assert!(matches!(outcome, Outcome::Failed(message) if message == "The disk is full"));
    }

    #[test]
    fn a_file_that_is_missing_ends_as_a_message_and_not_as_a_plan() {
        let mut jobs = Jobs::new(&egui::Context::default(), None);
        jobs.open(
            vec![PathBuf::from("/no/such/plan.xlsx")],
            Vec::new(),
            Whole::IfFew,
        );
        assert_eq!(jobs.under_way().count(), 1);
        let (_, outcome) = jobs.receiver.recv().unwrap();
        assert!(matches!(outcome, Outcome::Failed(message) if message.contains("plan.xlsx")));
    }
}
