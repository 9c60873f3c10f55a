//! What is made of an assessment once and drawn in many frames: fifty thousand lines are not put into words again each time.

use crate::assessment::Assessment;
use std::sync::{Arc, Weak};

/// Something made of an assessment, kept until another assessment takes its place.
pub struct Made<T> {
    of: Weak<Assessment>,
    what: Option<Arc<T>>,
}

impl<T> Default for Made<T> {
    fn default() -> Self {
        Self {
            of: Weak::new(),
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
        // The weak handle keeps the place from being given to another assessment.
        let known = self
            .what
            .as_ref()
            .filter(|_| self.of.as_ptr() == Arc::as_ptr(assessment));
        if let Some(known) = known {
            return Arc::clone(known);
        }
        let fresh = Arc::new(make(assessment));
        self.of = Arc::downgrade(assessment);
        self.what = Some(Arc::clone(&fresh));
        fresh
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
}
