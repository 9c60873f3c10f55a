//! Whether the long waits land: the whole plan's pathways against the national deadline in force.

use crate::plan::{Elective, FinancialYear, Month, PlanActual, Sourced, Weeks};
use crate::policy::{Allowance, Deadline, Policy};
use std::collections::BTreeMap;

/// One measure over the months, and where it stands at its deadline.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasureOutlook {
    pub measure: Weeks,
    pub months: BTreeMap<Month, PlanActual>,
    /// In force when a plan for this year was submitted; `None` where the policy has none.
    pub deadline: Option<Deadline>,
    /// The month the plan is judged at: the deadline, or the last month given where the deadline has passed before.
    pub judged_at: Option<Month>,
    pub landing: Landing,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Landing {
    /// Nobody is planned (or seen) to wait longer at the deadline.
    Lands { plan: Sourced<u64> },
    /// Planned to miss.
    PlannedMiss { plan: Sourced<u64> },
    /// Planned to land, or not planned at all, and missed as it happened.
    ActualMiss {
        plan: Option<Sourced<u64>>,
        actual: Sourced<u64>,
    },
    /// What the workbook would have to hold.
    CannotSay { missing: &'static str },
}

/// Every measure of the plan, those that bind in its year first.
pub fn elective(
    elective: &Elective,
    year: Option<FinancialYear>,
    policy: &Policy,
) -> Vec<MeasureOutlook> {
    let mut measures = elective.measures();
    let binding = year.map_or(&[][..], Policy::binding_measures);
    measures.sort_by_key(|measure| {
        (
            binding
                .iter()
                .position(|bound| bound == measure)
                .unwrap_or(binding.len()),
            *measure,
        )
    });
    measures
        .into_iter()
        .map(|measure| outlook(elective.total(measure), measure, year, policy))
        .collect()
}

fn outlook(
    months: BTreeMap<Month, PlanActual>,
    measure: Weeks,
    year: Option<FinancialYear>,
    policy: &Policy,
) -> MeasureOutlook {
    let year = year.or_else(|| {
        months
            .keys()
            .next_back()
            .map(|month| month.financial_year())
    });
    let deadline = year.and_then(|year| policy.deadline(measure, year));
    let judged_at = deadline.and_then(|deadline| judged_at(&months, deadline.month));
    let landing = landing(&months, deadline, judged_at);
    MeasureOutlook {
        measure,
        months,
        deadline,
        judged_at,
        landing,
    }
}

fn judged_at(months: &BTreeMap<Month, PlanActual>, deadline: Month) -> Option<Month> {
    let (first, last) = (*months.keys().next()?, *months.keys().next_back()?);
    if deadline < first {
        return Some(last);
    }
    months.contains_key(&deadline).then_some(deadline)
}

fn landing(
    months: &BTreeMap<Month, PlanActual>,
    deadline: Option<Deadline>,
    at: Option<Month>,
) -> Landing {
    let Some(deadline) = deadline else {
        return Landing::CannotSay {
            missing: "a national deadline for this measure",
        };
    };
    if deadline.allowed != Allowance::None {
        return Landing::CannotSay {
            missing: "the size of the whole waiting list",
        };
    }
    let Some(given) = at.and_then(|month| months.get(&month)) else {
        return Landing::CannotSay {
            missing: "a figure for the month of the deadline",
        };
    };
    match (given.plan.clone(), given.actual.clone()) {
        (Some(plan), _) if plan.value > 0 => Landing::PlannedMiss { plan },
        (plan, Some(actual)) if actual.value > 0 => Landing::ActualMiss { plan, actual },
        (Some(plan), _) => Landing::Lands { plan },
        (None, Some(actual)) => Landing::Lands { plan: actual },
        (None, None) => Landing::CannotSay {
            missing: "a figure for the month of the deadline",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{cell, clean_plan};

    fn outlooks(change: impl FnOnce(&mut PlanActual)) -> Vec<MeasureOutlook> {
        let mut plan = clean_plan();
        let waits = plan.elective.as_mut().unwrap();
        change(
            waits.trajectories[0]
                .months
                .get_mut(&Month {
                    year: 2024,
                    month: 3,
                })
                .unwrap(),
        );
        elective(waits, Some(FinancialYear(2023)), &Policy::default())
    }

    #[test]
    fn zero_in_march_lands() {
        assert!(matches!(outlooks(|_| ())[0].landing, Landing::Lands { .. }));
    }

    #[test]
    fn pathways_planned_at_the_deadline_are_a_planned_miss() {
        let result = outlooks(|march| march.plan = Some(Sourced::at(40, cell("Waits!N5"))));
        assert!(matches!(&result[0].landing, Landing::PlannedMiss { plan } if plan.value == 40));
    }

    #[test]
    fn actuals_above_a_plan_of_zero_are_a_miss_as_it_happened() {
        let result = outlooks(|march| march.actual = Some(Sourced::at(1_587, cell("Waits!N6"))));
        assert!(
            matches!(&result[0].landing, Landing::ActualMiss { actual, .. } if actual.value == 1_587)
        );
    }

    #[test]
    fn a_blank_at_the_deadline_is_no_zero() {
        let result = outlooks(|march| march.plan = None);
        assert!(matches!(result[0].landing, Landing::CannotSay { .. }));
    }
}
