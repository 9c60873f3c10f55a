//! What is made of an assessment once and drawn in many frames: fifty thousand lines are not put into words again each time.

use crate::app::place::View;
use crate::assessment::Assessment;
use crate::report::{self, Page};
use std::sync::{Arc, Weak};

/// Something made of an assessment and of what the reader chose, kept until either is another.
pub struct Made<T, K = ()> {
    of: Weak<Assessment>,
    chosen: Option<K>,
    what: Option<Arc<T>>,
}

impl<T, K> Default for Made<T, K> {
    fn default() -> Self {
        Self {
            of: Weak::new(),
            chosen: None,
            what: None,
        }
    }
}

impl<T> Made<T> {
    /// What `makes` gives for this assessment; made anew only where it was made of another one.
    pub fn of(
        &mut self,
        assessment: &Arc<Assessment>,
        makes: impl FnOnce(&Assessment) -> T,
    ) -> Arc<T> {
        self.by(assessment, &(), |assessment, ()| makes(assessment))
    }
}

impl<T, K: PartialEq + Clone> Made<T, K> {
    /// The same of an assessment and a choice.
    pub fn by(
        &mut self,
        assessment: &Arc<Assessment>,
        choice: &K,
        makes: impl FnOnce(&Assessment, &K) -> T,
    ) -> Arc<T> {
        // The weak handle keeps the place from being given to another assessment.
        let known = self.what.as_ref().filter(|_| {
            self.of.as_ptr() == Arc::as_ptr(assessment) && self.chosen.as_ref() == Some(choice)
        });
        if let Some(known) = known {
            return Arc::clone(known);
        }
        let fresh = Arc::new(makes(assessment, choice));
        self.of = Arc::downgrade(assessment);
        self.chosen = Some(choice.clone());
        self.what = Some(Arc::clone(&fresh));
        fresh
    }
}

/// The pages of the views that only show them, each put into words when it is first looked at.
#[derive(Default)]
pub struct Pages {
    all: Vec<(View, Made<Page>)>,
}

impl Pages {
    /// The page of a view; `None` where the view makes its own, by what the reader chose there.
    pub fn of(&mut self, view: View, assessment: &Arc<Assessment>) -> Option<Arc<Page>> {
        let page_of = match view {
            View::Overview => report::overview,
            View::Position => report::position,
            View::System => report::system,
            View::Elective => report::elective,
            View::Changes => report::changes,
            View::Findings => report::findings,
            View::Savings | View::Workbook => return None,
        };
        let known = self.all.iter().position(|(own, _)| *own == view);
        let place = known.unwrap_or_else(|| {
            self.all.push((view, Made::default()));
            self.all.len() - 1
        });
        let (_, page) = self.all.get_mut(place)?;
        Some(page.of(assessment, page_of))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::judge;
    use crate::plan::example::clean_case;
    use crate::policy::Policy;

    #[test]
    fn it_is_made_once_for_each_assessment() {
        let one = Arc::new(judge(clean_case(), Vec::new(), &Policy::default()));
        let other = Arc::new(judge(clean_case(), Vec::new(), &Policy::default()));
        let mut times = 0;
        let mut made = Made::default();
        for assessment in [&one, &one, &other, &other, &one] {
            made.of(assessment, |_| times += 1);
        }
        assert_eq!(times, 3);
    }

    #[test]
    fn each_view_has_its_own_page_and_keeps_it() {
        let one = Arc::new(judge(clean_case(), Vec::new(), &Policy::default()));
        let mut pages = Pages::default();
        for view in View::ALL {
            let first = pages.of(view, &one);
            let again = pages.of(view, &one);
            assert_eq!(
                first.is_none(),
                matches!(view, View::Savings | View::Workbook)
            );
            if let (Some(first), Some(again)) = (first, again) {
                assert!(Arc::ptr_eq(&first, &again));
            }
        }
        let overview = pages.of(View::Overview, &one).unwrap();
        assert_eq!(*overview, report::overview(&one));
    }

    #[test]
    fn another_choice_of_the_same_assessment_is_made_anew() {
        let one = Arc::new(judge(clean_case(), Vec::new(), &Policy::default()));
        let mut times = 0;
        let mut made: Made<(), u8> = Made::default();
        for choice in [1, 1, 2, 2, 1] {
            made.by(&one, &choice, |_, _| times += 1);
        }
        assert_eq!(times, 3);
    }
}
