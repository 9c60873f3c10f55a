//! Back and forward over everything that was decided, whether about one plan or about which workbooks make one: the last first,
//! whatever it was about.

use super::act::Way;
use super::shell::App;
use crate::review::Dealing;

/// How workbooks were dealt out before each decision about it and after each that was taken back, with its place in the order
/// of all steps.
#[derive(Debug, Default)]
pub struct Deals {
    past: Vec<(u64, Dealing)>,
    future: Vec<(u64, Dealing)>,
}

impl Deals {
    /// Keeps what was before a decision made at this place.
    pub fn keep(&mut self, at: u64, before: Dealing) {
        self.past.push((at, before));
        self.future.clear();
    }

    /// What was before the last decision; what is now can then be had again.
    pub fn back(&mut self, at: u64, now: Dealing) -> Option<Dealing> {
        let (_, before) = self.past.pop()?;
        self.future.push((at, now));
        Some(before)
    }

    /// What was taken back last; what is now can then be taken back to.
    pub fn forward(&mut self, at: u64, now: Dealing) -> Option<Dealing> {
        let (_, again) = self.future.pop()?;
        self.past.push((at, now));
        Some(again)
    }

    fn last(&self, way: Way) -> Option<u64> {
        let side = match way {
            Way::Back => &self.past,
            Way::Forward => &self.future,
        };
        side.last().map(|(at, _)| *at)
    }

    /// A decision about a plan was made: what was taken back about the dealing is gone.
    pub fn forget_future(&mut self) {
        self.future.clear();
    }
}

/// Where the steps of one plan stand among all.
#[derive(Debug, Default)]
pub struct Places {
    past: Vec<u64>,
    future: Vec<u64>,
}

impl Places {
    pub fn decided(&mut self, at: u64) {
        self.past.push(at);
        self.future.clear();
    }

    /// A decision about the dealing was made: what was taken back about the plan is gone.
    pub fn forget_future(&mut self) {
        self.future.clear();
    }

    fn go(&mut self, way: Way, at: u64) {
        match way {
            Way::Back => {
                self.past.pop();
                self.future.push(at);
            }
            Way::Forward => {
                self.future.pop();
                self.past.push(at);
            }
        }
    }

    fn last(&self, way: Way) -> Option<u64> {
        match way {
            Way::Back => self.past.last().copied(),
            Way::Forward => self.future.last().copied(),
        }
    }
}

impl App {
    /// The place of the next step among all.
    pub(super) fn next_step(&mut self) -> u64 {
        self.steps += 1;
        self.steps
    }

    /// One step the way: of the dealing where that is later than what was decided about the plan on screen.
    pub(super) fn go_step(&mut self, way: Way) {
        let dealing = self.deals.last(way);
        let own = self.plan().and_then(|plan| {
            let any = match way {
                Way::Back => plan.review.to_undo(),
                Way::Forward => plan.review.to_redo(),
            };
            any.map(|_| plan.places.last(way).unwrap_or_default())
        });
        if dealing.is_some() && dealing > own {
            self.deal_again(way);
            return;
        }
        let at = self.next_step();
        if let Some(plan) = self.plan_mut().filter(|_| own.is_some()) {
            plan.places.go(way, at);
        }
        self.step(way);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn apart(file: &str) -> Dealing {
        let mut dealing = Dealing::default();
        dealing.keep_apart(Path::new(file));
        dealing
    }

    #[test]
    fn the_dealing_goes_back_and_forward_and_a_new_decision_forgets_what_was_taken_back() {
        let mut deals = Deals::default();
        deals.keep(1, Dealing::default());
        deals.keep(2, apart("a"));
        assert_eq!(deals.back(3, apart("b")), Some(apart("a")));
        assert_eq!(deals.back(4, apart("a")), Some(Dealing::default()));
        assert_eq!(deals.back(5, Dealing::default()), None);
        assert_eq!(
            (deals.last(Way::Back), deals.last(Way::Forward)),
            (None, Some(4))
        );
        assert_eq!(deals.forward(6, Dealing::default()), Some(apart("a")));
        assert_eq!(deals.last(Way::Forward), Some(3));
        deals.keep(7, apart("a"));
        assert_eq!(deals.forward(8, Dealing::default()), None);
    }
}
