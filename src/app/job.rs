//! Work off the UI thread: the only place of the window where threads start. Results come back over a channel.

use crate::assessment::{Assessment, assess};
use crate::policy::Policy;
use crate::review::Review;
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
    /// A file was opened; `replaces` where it was a plan already open.
    Opened {
        assessment: Arc<Assessment>,
        replaces: Option<PlanId>,
        /// `None` for a sample, which has no file to come back to.
        path: Option<PathBuf>,
    },
    /// The reviewer decided something; dropped if the plan is closed by then.
    Reassessed {
        assessment: Arc<Assessment>,
        plan: PlanId,
    },
    FilesChosen(Vec<PathBuf>),
    TargetChosen(PathBuf),
    NothingChosen,
    Written(PathBuf),
    Failed(String),
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
        }
    }

    /// Results that arrived since the last frame; files in the order they were asked for.
    pub fn finished(&mut self) -> Vec<Outcome> {
        let arrived: Vec<(u64, Outcome)> = self.receiver.try_iter().collect();
        for (id, _) in &arrived {
            self.running.retain(|job| job.id != *id);
        }
        let mut all = std::mem::take(&mut self.waiting);
        all.extend(arrived);
        all.sort_by_key(|(id, _)| *id);
        let opening = self.running.iter().filter(|job| job.watch.is_some());
        let earliest = opening.map(|job| job.id).min().unwrap_or(u64::MAX);
        let (waiting, ready) = all
            .into_iter()
            .partition(|(id, outcome)| matches!(outcome, Outcome::Opened { .. }) && *id > earliest);
        self.waiting = waiting;
        ready.into_iter().map(|(_, outcome)| outcome).collect()
    }

    /// Jobs worth telling of, oldest first.
    pub fn under_way(&self) -> impl Iterator<Item = &Running> {
        self.running.iter().filter(|job| !job.label.is_empty())
    }

    pub fn cancel(&self) {
        for watch in self.running.iter().filter_map(|job| job.watch.as_ref()) {
            watch.cancel();
        }
    }

    pub fn open(&mut self, path: PathBuf, review: Review, replaces: Option<PlanId>) {
        let watch = Watch::default();
        let label = format!("Opening {}", file_name(&path));
        let reader = self.reader.clone();
        self.start(label, Some(watch.clone()), move || {
            let workbook = match reader {
                Some(program) => workbook::open_in_child(&program, &path, &watch)?,
                None => workbook::open(&path, &watch)?,
            };
            Ok(Outcome::Opened {
                assessment: judged(vec![workbook], &review),
                replaces,
                path: Some(path),
            })
        });
    }

    /// Opens one of the workbooks that come with the app.
    pub fn open_sample(&mut self, index: usize) {
        let Some(sample) = samples::SAMPLES.get(index) else {
            return;
        };
        let watch = Watch::default();
        let label = format!("Opening {}", sample.file_name);
        self.start(label, Some(watch.clone()), move || {
            let path = Path::new(sample.file_name);
            let workbook = workbook::read(sample.file_name, path, sample.bytes.to_vec(), &watch)?;
            Ok(Outcome::Opened {
                assessment: judged(vec![workbook], &Review::default()),
                replaces: None,
                path: None,
            })
        });
    }

    /// Judges the workbooks again after the reviewer decided something.
    pub fn reassess(&mut self, workbooks: Arc<[Workbook]>, review: Review, plan: PlanId) {
        self.start("Reading the plan again".to_owned(), None, move || {
            Ok(Outcome::Reassessed {
                assessment: judged(workbooks, &review),
                plan,
            })
        });
    }

    /// The system's dialog for opening; without one on this machine it ends as if cancelled.
    pub fn choose_files(&mut self) {
        self.dialog(|| {
            let chosen = rfd::FileDialog::new()
                .set_title("Open a plan")
                .add_filter("Workbooks", &["xlsx", "xlsm", "xlsb", "xls", "ods", "csv"])
                .add_filter("All files", &["*"])
                .pick_files();
            chosen.map_or(Outcome::NothingChosen, Outcome::FilesChosen)
        });
    }

    pub fn choose_target(&mut self, file_name: String) {
        self.dialog(move || {
            let chosen = rfd::FileDialog::new()
                .set_title("Save the board pack")
                .set_file_name(file_name)
                .add_filter("PDF", &["pdf"])
                .save_file();
            chosen.map_or(Outcome::NothingChosen, Outcome::TargetChosen)
        });
    }

    /// Writes with `write`, which gets the path; the sentence of its error is shown as it stands.
    pub fn export(
        &mut self,
        path: PathBuf,
        write: impl FnOnce(&Path) -> anyhow::Result<()> + Send + 'static,
    ) {
        let label = format!("Writing {}", file_name(&path));
        self.start(label, None, move || {
            write(&path)?;
            Ok(Outcome::Written(path))
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

    fn start(
        &mut self,
        label: String,
        watch: Option<Watch>,
        work: impl FnOnce() -> anyhow::Result<Outcome> + Send + 'static,
    ) {
        let id = self.register(label, watch);
        let (sender, ctx) = (self.sender.clone(), self.ctx.clone());
        let started = thread::Builder::new()
            .name(format!("job {id}"))
            .spawn(move || {
                let outcome = outcome_of(work);
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

fn judged(workbooks: impl Into<Arc<[Workbook]>>, review: &Review) -> Arc<Assessment> {
    let workbooks = workbooks.into();
    let is_sample = workbooks
        .iter()
        .all(|workbook| samples::is_sample(&workbook.fingerprint));
    let mut assessment = assess(workbooks, review, &Policy::default());
    assessment.is_sample = is_sample;
    Arc::new(assessment)
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
        let opened = |path: &str| Outcome::Opened {
            assessment: judged(Vec::<Workbook>::new(), &Review::default()),
            replaces: None,
            path: Some(PathBuf::from(path)),
        };
        jobs.send(second, opened("second.xlsx"));
        assert!(jobs.finished().is_empty());
        jobs.send(first, opened("first.xlsx"));
        let order: Vec<PathBuf> = jobs
            .finished()
            .into_iter()
            .filter_map(|outcome| match outcome {
                Outcome::Opened { path, .. } => path,
                _ => None,
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
        jobs.open(PathBuf::from("/no/such/plan.xlsx"), Review::default(), None);
        assert_eq!(jobs.under_way().count(), 1);
        let (_, outcome) = jobs.receiver.recv().unwrap();
        assert!(matches!(outcome, Outcome::Failed(message) if message.contains("plan.xlsx")));
    }
}
