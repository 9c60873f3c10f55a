//! How the open workbooks are dealt out to plans: what the reader decided is kept between runs, and can be taken back.

use super::command::Command;
use super::opening::Whole;
use super::shell::{App, Message};
use crate::review::Dealing;
use std::path::{Path, PathBuf};

impl App {
    /// Reads one workbook of the plan as a plan of its own.
    pub(super) fn keep_apart(&mut self, path: &Path) {
        let name = super::job::file_name(path);
        let mut dealing = self.settings.dealing.clone();
        dealing.keep_apart(path);
        self.deal(dealing, format!("{name} is kept apart"));
    }

    /// Reads the plan on screen and another open one as one plan.
    pub(super) fn read_together(&mut self, others: &[PathBuf]) {
        let Some(plan) = self.plan() else {
            return;
        };
        let mut paths: Vec<PathBuf> = plan
            .assessment
            .workbooks
            .iter()
            .map(|workbook| workbook.path.clone())
            .collect();
        paths.extend(others.iter().cloned());
        let mut dealing = self.settings.dealing.clone();
        dealing.read_together(&paths);
        self.deal(dealing, "Read together".to_owned());
    }

    /// Takes the last decision about the dealing back.
    pub(super) fn undo_dealing(&mut self) {
        if let Some(before) = self.dealt.pop() {
            self.settings.dealing = before.clone();
            self.jobs.dealing = before;
            self.message = Some(Message {
                text: "Taken back: the workbooks are dealt out as before".to_owned(),
                adverse: false,
                offer: None,
            });
            self.jobs.open(Vec::new(), self.known(), Whole::Always);
        }
    }

    fn deal(&mut self, dealing: Dealing, told: String) {
        self.overlay = None;
        if dealing == self.settings.dealing {
            return;
        }
        self.dealt.push(std::mem::replace(
            &mut self.settings.dealing,
            dealing.clone(),
        ));
        self.jobs.dealing = dealing;
        self.message = Some(Message {
            text: told,
            adverse: false,
            offer: Some(Command::UndoDealing),
        });
        self.jobs.open(Vec::new(), self.known(), Whole::Always);
    }
}
