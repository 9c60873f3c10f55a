//! Two submissions of one plan: what changed in meaning, not in cells. Lines are matched by reference and name, wherever
//! they stand, so that inserted rows and columns are no change. Comparing B with A is the negative of comparing A with B.

mod matching;
mod movement;
mod past;
mod schemes;
#[cfg(test)]
mod tests;

pub use movement::{LinesBefore, Movement, MovementStep};
pub use past::{PastChange, PastMonth, past_changes, past_months};
pub use schemes::{SchemeChange, SchemeSide, What};

use crate::plan::{Money, Month, Plan, Sourced, Weeks};

/// What changed from one submission to the next; money as later less earlier, so that an improved position is positive.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Comparison {
    /// Declared position, step by step; `None` where either declares none.
    pub position: Option<Movement>,
    /// All savings lines, step by step; `None` where either holds none.
    pub savings: Option<Movement>,
    /// Stated savings target, earlier and later.
    pub target: Option<(Sourced<Money>, Sourced<Money>)>,
    /// Savings with no scheme behind them, earlier and later; `None` where either holds no savings.
    pub unidentified: Option<(Sourced<Money>, Sourced<Money>)>,
    /// Schemes that were added, went, or changed; the largest change first.
    pub schemes: Vec<SchemeChange>,
    /// Planned long waits that changed, by measure and month.
    pub waits: Vec<WaitChange>,
    /// Figures of months already past that are not what they were.
    pub past: Vec<PastChange>,
    /// Months already past whose planned position is not what it was.
    pub past_months: Vec<PastMonth>,
}

/// The whole plan's pathways planned for the end of a month, then and now.
#[derive(Debug, Clone, PartialEq)]
pub struct WaitChange {
    pub measure: Weeks,
    pub month: Month,
    pub before: Sourced<u64>,
    pub now: Sourced<u64>,
}

impl Comparison {
    /// Whether the two say the same.
    pub fn is_empty(&self) -> bool {
        let moved = |movement: &Option<Movement>| {
            movement
                .as_ref()
                .is_some_and(|movement| !movement.steps.is_empty())
        };
        let differs = |pair: &Option<(Sourced<Money>, Sourced<Money>)>| {
            pair.as_ref()
                .is_some_and(|(before, now)| before.value != now.value)
        };
        !moved(&self.position)
            && !moved(&self.savings)
            && !differs(&self.target)
            && !differs(&self.unidentified)
            && self.schemes.is_empty()
            && self.waits.is_empty()
            && self.past.is_empty()
            && self.past_months.is_empty()
    }

    /// How much more of the savings has no scheme behind it now; negative where it is less.
    pub fn unidentified_growth(&self) -> Option<Money> {
        let (before, now) = self.unidentified.as_ref()?;
        Some(now.value - before.value)
    }
}

/// What changed from `before` to `now`.
pub fn compare(before: &Plan, now: &Plan) -> Comparison {
    let savings = before.savings.as_ref().zip(now.savings.as_ref());
    let matched = savings.map(|(before, now)| matching::lines(before, now));
    Comparison {
        position: movement::position(before, now),
        savings: savings
            .zip(matched.as_ref())
            .map(|((before, now), matched)| movement::savings(before, now, matched)),
        target: savings
            .and_then(|(before, now)| Some((before.target.clone()?, now.target.clone()?))),
        unidentified: savings.map(|(before, now)| (before.unidentified(), now.unidentified())),
        schemes: matched.map_or_else(Vec::new, |matched| schemes::changes(&matched)),
        waits: waits(before, now),
        past: past_changes(before, now),
        past_months: past_months(before, now),
    }
}

fn waits(before: &Plan, now: &Plan) -> Vec<WaitChange> {
    let (Some(before), Some(now)) = (&before.elective, &now.elective) else {
        return Vec::new();
    };
    let mut changes = Vec::new();
    for measure in now.measures() {
        let earlier = before.total(measure);
        for (month, later) in now.total(measure) {
            let planned = earlier.get(&month).and_then(|both| both.plan.clone());
            if let (Some(before), Some(now)) = (planned, later.plan)
                && before.value != now.value
            {
                changes.push(WaitChange {
                    measure,
                    month,
                    before,
                    now,
                });
            }
        }
    }
    changes
}
