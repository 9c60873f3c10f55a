//! What the window does when the file behind a plan changes: it says so, and waits to be asked for more.

use super::file_watch::{Change, Watched};
use super::job::{PlanId, file_name};
use super::shell::{App, Message, OpenPlan};
use crate::assessment::Assessment;
use crate::workbook::FileStamp;
use egui::Context;
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
            let is_of = |plan: &&mut OpenPlan| {
                plan.id == news.plan && stamp(&plan.assessment) == Some(news.opened)
            };
            if let Some(plan) = self.plans.iter_mut().find(is_of) {
                plan.change = news.change;
            }
        }
    }

    /// To be called whenever a plan is opened, read again or closed.
    pub(super) fn watch_files(&self) {
        self.files
            .watch(self.plans.iter().filter_map(watched).collect());
    }

    pub(super) fn dismiss_change(&mut self) {
        if let Some(plan) = self.plan_mut() {
            plan.change = None;
        }
    }

    /// Shows a plan that was opened, or read again, with what the reviewer decided before and meanwhile.
    pub(super) fn take_opened(&mut self, assessment: Arc<Assessment>, replaces: Option<PlanId>) {
        let known = self.plans.iter().find(|plan| Some(plan.id) == replaces);
        let is_the_same = known.is_some_and(|plan| has_same_files(&plan.assessment, &assessment));
        let is_overtaken = known.is_some_and(|plan| *plan.review.now() != assessment.review);
        self.place(assessment, replaces);
        if is_overtaken {
            self.reassess();
        }
        if is_the_same {
            self.message = Some(Message {
                text: "The file was read again. Nothing in it has changed.".to_owned(),
                adverse: false,
                offer: None,
            });
        }
    }
}

fn has_same_files(before: &Assessment, after: &Assessment) -> bool {
    let prints = |assessment: &Assessment| -> Vec<String> {
        let books = assessment.workbooks.iter();
        books.map(|book| book.fingerprint.clone()).collect()
    };
    prints(before) == prints(after)
}

fn watched(plan: &OpenPlan) -> Option<Watched> {
    Some(Watched {
        plan: plan.id,
        path: plan.assessment.workbooks.first()?.path.clone(),
        stamp: stamp(&plan.assessment)?,
    })
}

/// The saving that is on screen.
pub(super) fn stamp(assessment: &Assessment) -> Option<FileStamp> {
    assessment.workbooks.first()?.stamp
}

/// What to say of the plan's file; `None` as long as it is as it was opened.
pub(super) fn change_notice(plan: &OpenPlan) -> Option<String> {
    let path = &plan.assessment.workbooks.first()?.path;
    let name = file_name(path);
    Some(match plan.change.as_ref()? {
        Change::SavedAgain { when } => {
            let when = if when.is_empty() {
                String::new()
            } else {
                format!(" {when}")
            };
            format!("{name} was saved again{when}. What you see is the file as it was opened.")
        }
        Change::Gone => format!(
            "{name} is no longer where it was opened: it was moved, renamed or deleted, or its drive is disconnected. \
             What you see is the file as it was read."
        ),
    })
}
