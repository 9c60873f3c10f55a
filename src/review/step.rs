//! What happened to an entry after it was written: answered, closed, taken back. Steps are only ever added, so that two
//! copies of a file are merged by keeping the steps of both.

use super::{Id, Signed};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// One change to an entry; only what it changes is set. A step of a newer version keeps what is not known here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Step {
    pub id: Id,
    #[serde(flatten)]
    pub by: Signed,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// Who is to answer from now on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<bool>,
    /// The last steps its writer had seen.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub follows: BTreeSet<Id>,
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

impl Step {
    fn by(by: Signed) -> Self {
        Self {
            id: by.id(),
            by,
            ..Self::default()
        }
    }

    pub fn answer(text: impl Into<String>, by: Signed) -> Self {
        Self {
            answer: Some(text.into()),
            ..Self::by(by)
        }
    }

    pub fn assign(owner: impl Into<String>, due: impl Into<String>, by: Signed) -> Self {
        Self {
            owner: Some(owner.into()),
            due: Some(due.into()),
            ..Self::by(by)
        }
    }

    pub fn close(by: Signed) -> Self {
        Self {
            closed: Some(true),
            ..Self::by(by)
        }
    }

    pub fn reopen(by: Signed) -> Self {
        Self {
            closed: Some(false),
            ..Self::by(by)
        }
    }

    pub fn withdraw(by: Signed) -> Self {
        Self {
            withdrawn: Some(true),
            ..Self::by(by)
        }
    }

    /// Whether two steps say different things about the same part of an entry.
    fn disagrees(&self, other: &Self) -> bool {
        fn differ<T: PartialEq>(one: Option<&T>, other: Option<&T>) -> bool {
            one.is_some() && other.is_some() && one != other
        }
        differ(self.answer.as_ref(), other.answer.as_ref())
            || differ(self.owner.as_ref(), other.owner.as_ref())
            || differ(self.due.as_ref(), other.due.as_ref())
            || differ(self.closed.as_ref(), other.closed.as_ref())
            || differ(self.withdrawn.as_ref(), other.withdrawn.as_ref())
    }
}

/// The steps of an entry, in the order they were taken.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Steps(Vec<Step>);

impl Steps {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Step> {
        self.0.iter()
    }

    pub(super) fn retain(&mut self, keep: impl FnMut(&Step) -> bool) {
        self.0.retain(keep);
    }

    /// Adds a step after all that are known here; the same step twice changes nothing.
    pub(super) fn add(&mut self, step: &Step) {
        if self.0.iter().any(|known| known.id == step.id) {
            return;
        }
        let mut step = step.clone();
        step.follows = self
            .last()
            .into_iter()
            .map(|last| last.id.clone())
            .collect();
        self.0.push(step);
        self.sort();
    }

    /// The steps of both; which file came first makes no difference.
    pub(super) fn merge(&mut self, other: &Self) {
        for step in &other.0 {
            if !self.0.contains(step) {
                self.0.push(step.clone());
            }
        }
        self.sort();
    }

    fn sort(&mut self) {
        self.0.sort_by_key(|step| {
            let text = serde_json::to_string(step).unwrap_or_default();
            (step.by.when.clone(), step.id.clone(), text)
        });
    }

    /// The steps that no other follows: one, unless two people went on from the same place.
    fn last(&self) -> Vec<&Step> {
        let followed: BTreeSet<&Id> = self.0.iter().flat_map(|step| &step.follows).collect();
        self.0
            .iter()
            .filter(|step| !followed.contains(&step.id))
            .collect()
    }

    pub fn answers(&self) -> impl Iterator<Item = (&str, &Signed)> {
        self.0
            .iter()
            .filter_map(|step| Some((step.answer.as_deref()?, &step.by)))
    }

    /// Who was named last.
    pub fn owner(&self) -> Option<&str> {
        self.0.iter().rev().find_map(|step| step.owner.as_deref())
    }

    /// The day that was named last.
    pub fn due(&self) -> Option<&str> {
        self.0.iter().rev().find_map(|step| step.due.as_deref())
    }

    pub fn is_closed(&self) -> bool {
        let said = self.0.iter().rev().find_map(|step| step.closed);
        said.unwrap_or_default()
    }

    pub fn is_withdrawn(&self) -> bool {
        let said = self.0.iter().rev().find_map(|step| step.withdrawn);
        said.unwrap_or_default()
    }

    /// Who went on from the same place and said something else; nobody after somebody has looked at both.
    pub fn conflict(&self) -> Option<(&Signed, &Signed)> {
        let last = self.last();
        let pairs = last
            .iter()
            .enumerate()
            .flat_map(|(at, one)| last.iter().skip(at + 1).map(move |other| (*one, *other)));
        let mut pairs = pairs.filter(|(one, other)| one.disagrees(other));
        pairs.next().map(|(one, other)| (&one.by, &other.by))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::Moment;

    fn by(who: &str, minute: i64) -> Signed {
        Signed::new(who, Moment::at(minute * 60_000))
    }

    #[test]
    fn two_answers_from_the_same_place_are_both_kept_and_told_until_someone_saw_both() {
        let mut ours = Steps::default();
        ours.add(&Step::answer("Yes", by("Ann", 1)));
        let mut theirs = Steps::default();
        theirs.add(&Step::answer("No", by("Ben", 2)));
        ours.merge(&theirs);
        assert_eq!(ours.answers().count(), 2);
        let (one, other) = ours.conflict().unwrap();
        assert_eq!((one.who.as_str(), other.who.as_str()), ("Ann", "Ben"));
        ours.add(&Step::close(by("Ann", 3)));
        assert_eq!(ours.conflict(), None);
        assert!(ours.is_closed());
    }

    #[test]
    fn one_answer_after_the_other_is_no_conflict() {
        let mut steps = Steps::default();
        steps.add(&Step::answer("Perhaps", by("Ann", 1)));
        steps.add(&Step::answer("Yes", by("Ben", 2)));
        assert_eq!(steps.conflict(), None);
    }
}
