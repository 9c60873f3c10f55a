//! What is made of an assessment once and drawn in many frames: fifty thousand lines are not put into words again each time.

use crate::assessment::Assessment;
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
    /// What `make` makes of this assessment; made anew only where it was made of another one.
    pub fn of(
        &mut self,
        assessment: &Arc<Assessment>,
        make: impl FnOnce(&Assessment) -> T,
    ) -> Arc<T> {
        self.by(assessment, &(), |assessment, ()| make(assessment))
    }
}

impl<T, K: PartialEq + Clone> Made<T, K> {
    /// The same of an assessment and a choice.
    pub fn by(
        &mut self,
        assessment: &Arc<Assessment>,
        choice: &K,
        make: impl FnOnce(&Assessment, &K) -> T,
    ) -> Arc<T> {
        // The weak handle keeps the place from being given to another assessment.
        let known = self.what.as_ref().filter(|_| {
            self.of.as_ptr() == Arc::as_ptr(assessment) && self.chosen.as_ref() == Some(choice)
        });
        if let Some(known) = known {
            return Arc::clone(known);
        }
        let made = Arc::new(make(assessment, choice));
        self.of = Arc::downgrade(assessment);
        self.chosen = Some(choice.clone());
        self.what = Some(Arc::clone(&made));
        made
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
