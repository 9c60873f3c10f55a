//! What the window does when a file behind a plan changes: it says so, and waits to be asked for more.

use super::file_watch::{Change, Watched};
use super::job::{PlanId, file_name};
use super::opening::{self, Opening, Whole};
use super::shell::{App, Message, OpenPlan};
use crate::assessment::Assessment;
use crate::review::ReviewHistory;
use crate::workbook::Workbook;
use egui::Context;
use std::path::PathBuf;
use std::sync::Arc;

impl App {
    /// Takes in what was noticed since the last frame.
    pub(super) fn heed_files(&mut self, ctx: &Context) {
        let is_focused = ctx.input(|input| input.focused);
        if is_focused && !self.was_focused {
            self.files.look_now();
        }
        self.was_focused = is_focused;
        for news in self.files.news() {
            let file = &news.file;
            let Some(plan) = self.plans.iter_mut().find(|plan| plan.id == file.plan) else {
                continue;
            };
            // Another saving may be on screen by now.
            if !watched(plan).any(|known| known == *file) {
                continue;
            }
            match news.change {
                Some(change) => plan.changes.insert(file.path.clone(), change),
                None => plan.changes.remove(&file.path),
            };
        }
    }

    /// To be called whenever a plan is opened, read again or closed.
    pub(super) fn watch_files(&self) {
        self.files
            .watch(self.plans.iter().flat_map(watched).collect());
    }

    pub(super) fn dismiss_change(&mut self) {
        if let Some(plan) = self.plan_mut() {
            plan.changes.clear();
        }
    }

    /// Shows the plans that files made, with what the reviewer decided before and meanwhile.
    pub(super) fn take_opening(&mut self, opening: Opening) {
        if let Some(text) = opening::told(&opening) {
            self.message = Some(Message {
                text,
                adverse: true,
                offer: None,
            });
        }
        self.settings.remember_all(&opening.paths);
        // Something else was opened meanwhile: the two may belong together.
        let met = !opening.paths.is_empty()
            && self
                .plans
                .iter()
                .any(|plan| !plan.assessment.is_sample && !opening.beside.contains(&plan.id));
        if !opening.plans.is_empty() {
            self.listing.is_shown = false;
        }
        for opened in opening.plans {
            self.take_plan(opened.assessment, &opened.replaces);
            if let Some(kept) = opened.kept {
                self.take_kept(*kept);
            }
        }
        if met {
            self.jobs.open(Vec::new(), self.known(), Whole::Always);
        }
    }

    fn take_plan(&mut self, assessment: Arc<Assessment>, replaces: &[PlanId]) {
        let known = self.plans.iter().find(|plan| replaces.contains(&plan.id));
        let is_the_same = known.is_some_and(|plan| has_same_files(&plan.assessment, &assessment));
        let decided = known
            .filter(|_| replaces.len() == 1)
            .map(|plan| plan.review.now().clone());
        let Some(decided) = decided else {
            // Plans that turn out to be one go on under what was decided about each.
            let review = ReviewHistory::starting_from(assessment.review.clone());
            self.place(assessment, replaces);
            if let Some(plan) = self.plan_mut().filter(|_| replaces.len() > 1) {
                plan.review = review;
            }
            return;
        };
        if decided.reads_as(&assessment.review) {
            // What was noted meanwhile is taken in as well.
            self.place(Arc::new(assessment.reviewed(&decided)), replaces);
        } else {
            self.place(assessment, replaces);
            self.reassess();
        }
        if is_the_same && self.message.is_none() {
            self.message = Some(Message {
                text: "The file was read again. Nothing in it has changed.".to_owned(),
                adverse: false,
                offer: None,
            });
        }
    }
}

impl OpenPlan {
    /// Before another assessment is shown: forgets the changes of files that are read again in it.
    pub(super) fn keep_changes_of(&mut self, next: &Assessment) {
        let mut changes = std::mem::take(&mut self.changes);
        changes.retain(|path, _| {
            let stamp = |workbooks: &[Workbook]| {
                let found = workbooks.iter().find(|workbook| workbook.path == *path);
                found.and_then(|workbook| workbook.stamp)
            };
            stamp(&self.assessment.workbooks) == stamp(&next.workbooks)
        });
        self.changes = changes;
    }
}

fn has_same_files(before: &Assessment, after: &Assessment) -> bool {
    let prints = |assessment: &Assessment| -> Vec<String> {
        let books = assessment.workbooks.iter();
        books.map(|book| book.fingerprint.clone()).collect()
    };
    prints(before) == prints(after)
}

fn watched(plan: &OpenPlan) -> impl Iterator<Item = Watched> {
    plan.assessment.workbooks.iter().filter_map(|workbook| {
        Some(Watched {
            plan: plan.id,
            path: workbook.path.clone(),
            stamp: workbook.stamp?,
        })
    })
}

/// The files a plan was read from; none for a sample that comes with the app.
pub(super) fn files(plan: &OpenPlan) -> Vec<PathBuf> {
    watched(plan).map(|file| file.path).collect()
}

/// What to say of the plan's files, and whether reading them again helps; `None` as long as they are as they were opened.
pub(super) fn change_notice(plan: &OpenPlan) -> Option<(String, bool)> {
    let saved: Vec<_> = plan
        .changes
        .iter()
        .filter_map(|(path, change)| match change {
            Change::SavedAgain { when } => Some((path, when)),
            Change::Gone => None,
        })
        .collect();
    let text = match saved.as_slice() {
        [] => {
            let (gone, _) = plan.changes.first_key_value()?;
            let name = file_name(gone);
            return Some((
                format!(
                    "{name} is no longer where it was opened: it was moved, renamed or deleted, or its drive is \
                     disconnected. What you see is the file as it was read."
                ),
                false,
            ));
        }
        [(path, when)] => {
            let when = if when.is_empty() {
                String::new()
            } else {
                format!(" {when}")
            };
            let name = file_name(path);
            format!("{name} was saved again{when}. What you see is the file as it was opened.")
        }
        several => format!(
            "{} files of this plan were saved again. What you see are the files as they were opened.",
            several.len()
        ),
    };
    Some((text, true))
}
