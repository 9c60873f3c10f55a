//! Between which two bars of a chart a reader looks at the difference: what is looked at, and nothing of what is so.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Two bars of one chart, by the names they are remembered by.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default)]
pub struct Between {
    pub from: String,
    pub to: String,
}

/// At most one difference for each chart; `None` where the one a chart shows of itself was taken away.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Differences(BTreeMap<String, Option<Between>>);

impl Differences {
    /// What was chosen for a chart; `None` where nothing was.
    pub fn of(&self, chart: &str) -> Option<Option<&Between>> {
        self.0.get(chart).map(Option::as_ref)
    }

    pub(super) fn set(&mut self, chart: &str, between: Option<Between>) {
        self.0.insert(chart.to_owned(), between);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Everything of both. A chart has one difference, so that of two the greater stands, whichever copy comes first.
    pub(super) fn merge(&mut self, other: &Self) {
        for (chart, between) in &other.0 {
            match self.0.entry(chart.clone()) {
                Entry::Vacant(free) => {
                    free.insert(between.clone());
                }
                Entry::Occupied(mut own) if own.get() < between => {
                    own.insert(between.clone());
                }
                Entry::Occupied(_) => {}
            }
        }
    }

    /// What is on disk, with what was chosen here since `base`.
    pub(super) fn rebased(&self, base: &Self, disk: &Self) -> Self {
        let mut all = disk.clone();
        let changed =
            |(chart, between): &(&String, &Option<Between>)| base.0.get(*chart) != Some(*between);
        for (chart, between) in self.0.iter().filter(changed) {
            all.set(chart, between.clone());
        }
        for chart in base.0.keys().filter(|chart| !self.0.contains_key(*chart)) {
            all.0.remove(chart);
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{Decision, Review};

    fn between(from: &str, to: &str) -> Between {
        Between {
            from: from.to_owned(),
            to: to.to_owned(),
        }
    }

    fn review(chart: &str, between: impl Into<Option<Between>>) -> Review {
        let mut review = Review::default();
        review.apply(&Decision::Compare(chart.to_owned(), between.into()));
        review
    }

    #[test]
    fn a_difference_comes_back_from_the_file_as_does_one_taken_away() {
        let mut own = review("bridge", between("Declared", "Without"));
        own.apply(&Decision::Compare("years".to_owned(), None));
        let text = serde_json::to_string(&own).unwrap();
        let again: Review = serde_json::from_str(&text).unwrap();
        assert_eq!(again, own);
        assert_eq!(
            again.differences.of("bridge").flatten(),
            Some(&between("Declared", "Without"))
        );
        assert_eq!(again.differences.of("years"), Some(None));
        assert_eq!(again.differences.of("walk"), None);
        assert!(!own.is_blank());
    }

    #[test]
    fn two_copies_become_one_whichever_comes_first() {
        let one = review("bridge", between("a", "b"));
        let other = review("bridge", between("a", "c"));
        let (mut left, mut right) = (one.clone(), other.clone());
        left.merge(&other);
        right.merge(&one);
        assert_eq!(left, right);
        let mut again = left.clone();
        again.merge(&other);
        assert_eq!(again, left);
    }

    #[test]
    fn the_last_choice_of_the_one_who_saves_stands_beside_what_others_chose() {
        let base = review("bridge", between("a", "b"));
        let mut disk = base.clone();
        disk.apply(&Decision::Compare(
            "walk".to_owned(),
            Some(between("x", "y")),
        ));
        let own = review("bridge", None);
        let saved = own.rebased(&base, &disk);
        assert_eq!(saved.differences.of("bridge"), Some(None));
        assert!(saved.differences.of("walk").flatten().is_some());
        let untouched = base.rebased(&base, &own);
        assert_eq!(untouched.differences.of("bridge"), Some(None));
        let taken_back = Review::default().rebased(&base, &base);
        assert_eq!(taken_back.differences.of("bridge"), None);
    }

    #[test]
    fn looking_at_a_difference_does_not_undo_a_sign_off() {
        use crate::policy::Policy;
        use crate::review::ReadAs;
        let read = |review: &Review| ReadAs::of([], review, &Policy::default());
        let then = read(&Review::default());
        let now = read(&review("bridge", between("a", "b")));
        assert!(then.since(&now).is_empty());
    }
}
