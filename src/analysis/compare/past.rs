//! Figures of months already past that a later submission gives differently: what happened does not change, so somebody
//! corrected it or somebody is mistaken.

use crate::plan::{Month, Plan, Sourced, Weeks};

/// Pathways that are said to have waited at the end of a month, then and now.
#[derive(Debug, Clone, PartialEq)]
pub struct PastChange {
    /// Whose; `None` for the whole plan's.
    pub organisation: Option<String>,
    pub specialty: Option<String>,
    pub measure: Weeks,
    pub month: Month,
    pub before: Sourced<u64>,
    pub now: Sourced<u64>,
}

/// Actual long waits that the later plan gives otherwise than the earlier one, by body, specialty and month.
pub fn past_changes(before: &Plan, now: &Plan) -> Vec<PastChange> {
    let (Some(before), Some(now)) = (&before.elective, &now.elective) else {
        return Vec::new();
    };
    let mut changes = Vec::new();
    for own in &now.trajectories {
        let Some(was) = before.trajectories.iter().find(|was| {
            was.measure == own.measure
                && was.organisation == own.organisation
                && was.specialty == own.specialty
        }) else {
            continue;
        };
        for (month, is) in &own.months {
            let earlier = was.months.get(month).and_then(|both| both.actual.clone());
            if let (Some(before), Some(now)) = (earlier, is.actual.clone())
                && before.value != now.value
            {
                changes.push(PastChange {
                    organisation: own.organisation.as_ref().map(|body| body.name.clone()),
                    specialty: own.specialty.clone(),
                    measure: own.measure,
                    month: *month,
                    before,
                    now,
                });
            }
        }
    }
    changes
}
