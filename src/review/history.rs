//! A review with every step back and forward: what was decided, in order, none of it lost until the plan is closed.

use super::{Decision, Review};

/// The review as it stands, and what was decided before and undone since.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReviewHistory {
    now: Review,
    /// Each decision beside the review as it was before it, oldest first.
    past: Vec<(Decision, Review)>,
    /// Undone decisions beside the review as it was with them, the next to redo last.
    future: Vec<(Decision, Review)>,
}

impl ReviewHistory {
    /// Starts from a review that was kept; what led to it cannot be undone.
    pub fn starting_from(review: Review) -> Self {
        Self {
            now: review,
            ..Self::default()
        }
    }

    pub fn now(&self) -> &Review {
        &self.now
    }

    /// Takes a decision in; one that changes nothing leaves no step. What was undone can then no longer be redone.
    pub fn decide(&mut self, decision: Decision) {
        let before = self.now.clone();
        self.now.apply(&decision);
        if self.now != before {
            self.past.push((decision, before));
            self.future.clear();
        }
    }

    /// Takes the last decision back and returns it.
    pub fn undo(&mut self) -> Option<&Decision> {
        let (decision, before) = self.past.pop()?;
        let with = std::mem::replace(&mut self.now, before);
        self.future.push((decision, with));
        self.future.last().map(|(decision, _)| decision)
    }

    /// Takes the last decision that was undone in again and returns it.
    pub fn redo(&mut self) -> Option<&Decision> {
        let (decision, with) = self.future.pop()?;
        let before = std::mem::replace(&mut self.now, with);
        self.past.push((decision, before));
        self.past.last().map(|(decision, _)| decision)
    }

    /// Something was decided elsewhere since: what was undone can no longer be redone.
    pub fn forget_undone(&mut self) {
        self.future.clear();
    }

    /// Takes in what a colleague wrote to the file since it was `base`: into every step, so that taking one's own decision
    /// back does not take back theirs.
    pub fn absorb(&mut self, base: &Review, disk: &Review) {
        let steps = self.past.iter_mut().chain(&mut self.future);
        for review in steps.map(|(_, review)| review).chain([&mut self.now]) {
            *review = review.rebased(base, disk);
        }
    }

    /// What the next undo would take back.
    pub fn to_undo(&self) -> Option<&Decision> {
        self.past.last().map(|(decision, _)| decision)
    }

    /// What the next redo would take in again.
    pub fn to_redo(&self) -> Option<&Decision> {
        self.future.last().map(|(decision, _)| decision)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::Correction;
    use crate::workbook::{CellRef, SheetAddress};
    use std::sync::Arc;

    fn declare(label: &str) -> Decision {
        let sheet = Arc::new(SheetAddress::new("plan.xlsx", "Plan"));
        let cell = CellRef::new(sheet, 6, 1);
        Decision::Correct(Box::new(Correction::declared_position(&cell, label)))
    }

    #[test]
    fn every_step_back_can_be_taken_forward_again() {
        let mut history = ReviewHistory::default();
        history.decide(declare("Reported"));
        history.decide(declare("Adjusted"));
        let end = history.now().clone();
        assert_eq!(history.undo(), Some(&declare("Adjusted")));
        assert_eq!(history.undo(), Some(&declare("Reported")));
        assert_eq!(history.undo(), None);
        assert_eq!(history.now(), &Review::default());
        assert_eq!(history.redo(), Some(&declare("Reported")));
        assert_eq!(history.redo(), Some(&declare("Adjusted")));
        assert_eq!(history.redo(), None);
        assert_eq!(history.now(), &end);
    }

    #[test]
    fn the_same_decision_twice_is_one_step() {
        let mut history = ReviewHistory::default();
        history.decide(declare("Reported"));
        history.decide(declare("Reported"));
        history.undo();
        assert_eq!(history.to_undo(), None);
    }

    #[test]
    fn taking_back_ones_own_note_leaves_a_colleagues() {
        let question = |who: &str| {
            let by = crate::review::Signed::new(who, crate::review::Moment::at(0));
            crate::review::Question::new("Why?", by)
        };
        let mut history = ReviewHistory::default();
        history.decide(Decision::Ask(Box::new(question("Ann"))));
        let base = history.now().clone();
        let mut disk = base.clone();
        disk.questions.push(question("Ben"));
        history.absorb(&base, &disk);
        history.undo();
        let left: Vec<_> = history
            .now()
            .questions
            .iter()
            .map(|own| &own.by.who)
            .collect();
        assert_eq!(left, ["Ben"]);
        // Written again, the file loses the one that was taken back, and only that.
        let written = history.now().rebased(&disk, &disk);
        assert_eq!(written.questions, [question("Ben")]);
    }

    #[test]
    fn a_new_decision_forgets_what_was_undone() {
        let mut history = ReviewHistory::default();
        history.decide(declare("Reported"));
        history.undo();
        history.decide(declare("Adjusted"));
        assert_eq!(history.to_redo(), None);
    }
}
