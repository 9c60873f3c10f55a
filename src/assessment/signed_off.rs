//! Who signed the plan off, and whether it is still what they signed.

use super::{Assessment, Names};
use crate::plan::Standing;
use crate::review::{ReadAs, SignOff};
use crate::workbook::Workbook;

/// A sign-off that was not taken back.
#[derive(Debug, Clone, PartialEq)]
pub struct SignedOff {
    pub sign_off: SignOff,
    /// What has changed since, each in a few words; empty where the plan is as it was signed.
    pub since: Vec<String>,
}

impl SignedOff {
    pub fn is_current(&self) -> bool {
        self.since.is_empty()
    }

    /// `Reviewed by A Jones on 30 Nov 2026`; once something has changed, that, and what.
    pub fn in_words(&self, names: &Names) -> String {
        let by = names.signed(&self.sign_off.by);
        let who = match by.who.as_str() {
            "" => "an unnamed reviewer",
            who => who,
        };
        if self.is_current() {
            format!("Reviewed by {who} on {}", by.when.day())
        } else {
            format!(
                "Signed off by {who} on {} before these changes: {}",
                by.when.day(),
                names.text(&self.since.join("; "))
            )
        }
    }
}

impl Assessment {
    /// What the plan as it stands is read from and judged by. An earlier submission beside it is not part of it.
    pub fn read_as(&self) -> ReadAs {
        let beside = |book: &&Workbook| {
            let mut returns = self.case.returns.iter();
            returns.any(|one| {
                one.workbook == book.name
                    && matches!(one.standing, Standing::Earlier | Standing::SameAs(_))
            })
        };
        let books = self.workbooks.iter().filter(|book| !beside(book));
        ReadAs::of(books, &self.review, &self.policy)
    }

    /// Those of the plan as it stands; without any, the last that was given before it changed.
    pub fn signed_off(&self) -> Vec<&SignedOff> {
        let current: Vec<&SignedOff> = self.signed.iter().filter(|one| one.is_current()).collect();
        if current.is_empty() {
            self.signed.last().into_iter().collect()
        } else {
            current
        }
    }

    /// The same as one sentence without a full stop, names hidden where they are; `None` where nobody signed.
    pub fn signed_off_in_words(&self) -> Option<String> {
        let all: Vec<String> = self
            .signed_off()
            .into_iter()
            .map(|one| one.in_words(&self.names))
            .collect();
        (!all.is_empty()).then(|| all.join(". "))
    }

    pub(super) fn find_signed(&self) -> Vec<SignedOff> {
        let mut all: Vec<&SignOff> = self
            .review
            .sign_offs
            .iter()
            .filter(|own| !own.steps.is_withdrawn())
            .collect();
        if all.is_empty() {
            return Vec::new();
        }
        all.sort_by_key(|own| &own.by.when);
        let now = self.read_as();
        all.into_iter()
            .map(|own| SignedOff {
                sign_off: own.clone(),
                since: own.read.since(&now),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::judge;
    use crate::plan::example::clean_case;
    use crate::policy::Policy;
    use crate::review::{Comment, Decision, Moment, Review, Seen, Signed, Subject};

    #[test]
    fn a_sign_off_stands_until_something_changes_and_then_says_what() {
        let fresh = judge(clean_case(), Vec::new(), &Policy::default());
        assert_eq!(fresh.signed_off_in_words(), None);
        let by = |who: &str, minute: i64| Signed::new(who, Moment::at(minute * 60_000));
        let mut review = Review::default();
        let sign = SignOff::new(fresh.read_as(), by("A Jones", 1));
        review.apply(&Decision::SignOff(Box::new(sign)));
        let signed = fresh.reviewed(&review);
        assert_eq!(
            signed.signed_off_in_words().as_deref(),
            Some("Reviewed by A Jones on 1 Jan 1970")
        );
        let text = |text: &str, minute| {
            let about = Subject::default();
            Comment::new(text, about, Seen::default(), by("B Khan", minute))
        };
        review.apply(&Decision::Comment(Box::new(text("Why?", 2))));
        let changed = signed.reviewed(&review);
        assert_eq!(
            changed.signed_off_in_words().as_deref(),
            Some(
                "Signed off by A Jones on 1 Jan 1970 before these changes: decisions of the review have changed"
            )
        );
        let again = SignOff::new(changed.read_as(), by("B Khan", 3));
        review.apply(&Decision::SignOff(Box::new(again)));
        assert_eq!(
            changed.reviewed(&review).signed_off_in_words().as_deref(),
            Some("Reviewed by B Khan on 1 Jan 1970")
        );
    }
}
