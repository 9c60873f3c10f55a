//! "Reviewed by NAME on DATE": who signs a plan off as read, and fingerprints of what it was read from, so that anybody can
//! tell later whether it is still the same.

use super::{About, Differences, Id, Review, SCHEMA, Signed, Steps};
use crate::policy::Policy;
use crate::workbook::{Workbook, fingerprint};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SignOff {
    pub id: Id,
    #[serde(flatten)]
    pub by: Signed,
    pub read: ReadAs,
    #[serde(skip_serializing_if = "Steps::is_empty")]
    pub steps: Steps,
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// What a plan was read from and judged by. All fingerprints are SHA-256 in hexadecimal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReadAs {
    /// The bytes of each workbook, by its file name.
    pub workbooks: BTreeMap<String, String>,
    /// What the review decides: corrections, accepted findings, questions, comments, choices.
    pub decisions: String,
    /// The settings that differ from their defaults.
    pub policy: String,
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

impl SignOff {
    pub fn new(read: ReadAs, by: Signed) -> Self {
        Self {
            id: by.id(),
            by,
            read,
            ..Self::default()
        }
    }
}

impl ReadAs {
    pub fn of<'w>(
        workbooks: impl IntoIterator<Item = &'w Workbook>,
        review: &Review,
        policy: &Policy,
    ) -> Self {
        let changed = policy.changed().into_iter();
        let changed: Vec<String> = changed
            .map(|entry| format!("{} = {}", entry.name, entry.value.join("; ")))
            .collect();
        Self {
            workbooks: workbooks
                .into_iter()
                .map(|book| (book.name.to_string(), book.fingerprint.clone()))
                .collect(),
            decisions: review.fingerprint(),
            policy: fingerprint(changed.join("\n").as_bytes()),
            rest: Map::default(),
        }
    }

    /// What is otherwise now, each in a few words; empty where nothing is. A file that goes by another name is the same.
    pub fn since(&self, now: &Self) -> Vec<String> {
        let bytes =
            |read: &Self| -> BTreeSet<String> { read.workbooks.values().cloned().collect() };
        let (then, read) = (bytes(self), bytes(now));
        let mut since = Vec::new();
        for (name, own) in &self.workbooks {
            if read.contains(own) {
                continue;
            }
            since.push(if now.workbooks.contains_key(name) {
                format!("{name} has changed")
            } else {
                format!("{name} is not among the files read")
            });
        }
        for (name, own) in &now.workbooks {
            if !then.contains(own) && !self.workbooks.contains_key(name) {
                since.push(format!("{name} has been added"));
            }
        }
        if self.decisions != now.decisions {
            since.push("decisions of the review have changed".to_owned());
        }
        if self.policy != now.policy {
            since.push("it is judged by another policy".to_owned());
        }
        since
    }
}

impl Review {
    /// Of all that was decided, in whatever order it was written: sign-offs, the names a plan goes by
    /// and what is compared in a chart are no decisions.
    fn fingerprint(&self) -> String {
        let mut decided = Self::default();
        decided.merge(self);
        decided.schema = SCHEMA;
        decided.plan = About::default();
        decided.sign_offs.clear();
        decided.differences = Differences::default();
        let text = serde_json::to_string(&decided).unwrap_or_default();
        fingerprint(text.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{Comment, Decision, Moment, ReviewHistory, Seen, Step, Subject};

    fn by(who: &str, minute: i64) -> Signed {
        Signed::new(who, Moment::at(minute * 60_000))
    }

    fn book(name: &str, bytes: &str) -> Workbook {
        Workbook {
            name: name.into(),
            fingerprint: bytes.to_owned(),
            ..Workbook::default()
        }
    }

    fn read(books: &[Workbook], review: &Review) -> ReadAs {
        ReadAs::of(books, review, &Policy::default())
    }

    fn comment(text: &str, minute: i64) -> Decision {
        let signed = by("Ben", minute);
        let comment = Comment::new(text, Subject::default(), Seen::default(), signed);
        Decision::Comment(Box::new(comment))
    }

    #[test]
    fn the_same_bytes_and_decisions_are_the_same_under_another_name_and_order() {
        let (mut one, mut other) = (Review::default(), Review::default());
        for decision in [comment("a", 1), comment("b", 2)] {
            one.apply(&decision);
        }
        for decision in [comment("b", 2), comment("a", 1)] {
            other.apply(&decision);
        }
        other.plan.names.insert("Fell".to_owned());
        let then = read(&[book("v1.xlsx", "11")], &one);
        assert!(
            then.since(&read(&[book("copy.xlsx", "11")], &other))
                .is_empty()
        );
    }

    #[test]
    fn what_changed_is_named() {
        let mut review = Review::default();
        let then = read(&[book("v1.xlsx", "11"), book("b.xlsx", "22")], &review);
        review.apply(&comment("a", 1));
        let mut policy = Policy::default();
        policy.set("one-off-share", &["40%".to_owned()]).unwrap();
        let books = [book("v1.xlsx", "33"), book("c.xlsx", "44")];
        let now = ReadAs::of(&books, &review, &policy);
        assert_eq!(
            then.since(&now),
            [
                "b.xlsx is not among the files read",
                "v1.xlsx has changed",
                "c.xlsx has been added",
                "decisions of the review have changed",
                "it is judged by another policy"
            ]
        );
    }

    #[test]
    fn signing_changes_no_decision_and_is_undone_and_redone() {
        let mut history = ReviewHistory::default();
        history.decide(comment("a", 1));
        let books = [book("v1.xlsx", "11")];
        let then = read(&books, history.now());
        let signed = SignOff::new(then.clone(), by("Ann", 2));
        history.decide(Decision::SignOff(Box::new(signed.clone())));
        assert!(then.since(&read(&books, history.now())).is_empty());
        history.undo();
        assert!(history.now().sign_offs.is_empty());
        history.redo();
        assert_eq!(history.now().sign_offs, std::slice::from_ref(&signed));
        let withdrawn = Step::withdraw(by("Ann", 3));
        history.decide(Decision::Follow(signed.id, Box::new(withdrawn)));
        assert!(history.now().sign_offs[0].steps.is_withdrawn());
    }

    #[test]
    fn two_peoples_signatures_are_both_kept_and_come_back_from_the_file() {
        let sign = |who: &str| {
            let mut review = Review::default();
            let sign_off = SignOff::new(read(&[book("v1.xlsx", "11")], &review), by(who, 1));
            review.apply(&Decision::SignOff(Box::new(sign_off)));
            review
        };
        let mut both = sign("Ann");
        both.merge(&sign("Ben"));
        assert_eq!(both.sign_offs.len(), 2);
        let text = serde_json::to_string(&both).unwrap();
        let again: Review = serde_json::from_str(&text).unwrap();
        assert_eq!(again, both);
        assert_eq!(again.schema, SCHEMA);
    }
}
