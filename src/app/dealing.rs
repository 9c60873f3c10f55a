//! How the open workbooks are dealt out to plans: what the reader decided is kept between runs, and can be taken back.

use super::act::Way;
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

    /// Takes the last decision about the dealing back, or makes it again.
    pub(super) fn deal_again(&mut self, way: Way) {
        let at = self.next_step();
        let now = self.settings.dealing.clone();
        let (dealing, text) = match way {
            Way::Back => (
                self.deals.back(at, now),
                "Taken back: the workbooks are dealt out as before",
            ),
            Way::Forward => (
                self.deals.forward(at, now),
                "Decided again: the workbooks are dealt out as you chose",
            ),
        };
        if let Some(dealing) = dealing {
            self.settings.dealing = dealing.clone();
            self.jobs.dealing = dealing;
            self.message = Some(Message {
                text: text.to_owned(),
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
        let at = self.next_step();
        let before = std::mem::replace(&mut self.settings.dealing, dealing.clone());
        self.deals.keep(at, before);
        for plan in &mut self.plans {
            plan.review.forget_undone();
            plan.places.forget_future();
        }
        self.jobs.dealing = dealing;
        self.message = Some(Message {
            text: told,
            adverse: false,
            offer: Some(Command::UndoDealing),
        });
        self.jobs.open(Vec::new(), self.known(), Whole::Always);
    }
}
