//! Before a screen is shared: names of schemes and owners are hidden in every plan that is open or opened meanwhile, and shown
//! again. It holds until the window is closed.

use super::shell::App;
use crate::assessment::{Assessment, Names};
use std::sync::Arc;

impl App {
    pub(super) fn hide_or_show_names(&mut self) {
        self.hides_names = !self.hides_names;
        self.overlay = None;
        self.forget_what_was_told();
        for plan in &mut self.plans {
            plan.assessment = as_shown(Arc::clone(&plan.assessment), self.hides_names);
        }
        if self.presentation.is_some() {
            let pages = self.pages_to_present();
            if let Some(presentation) = &mut self.presentation {
                presentation.show_instead(pages, self.hides_names);
            }
        }
    }

    /// What is opened meanwhile hides its names too.
    pub(super) fn as_shown(&self, assessment: Arc<Assessment>) -> Arc<Assessment> {
        as_shown(assessment, self.hides_names)
    }

    pub fn hides_names(&self) -> bool {
        self.hides_names
    }
}

fn as_shown(assessment: Arc<Assessment>, hides: bool) -> Arc<Assessment> {
    if assessment.names.are_hidden() == hides {
        return assessment;
    }
    let names = if hides {
        Names::hidden(&assessment.case, &assessment.workbooks)
    } else {
        Names::default()
    };
    Arc::new(Assessment {
        names,
        ..Assessment::clone(&assessment)
    })
}
