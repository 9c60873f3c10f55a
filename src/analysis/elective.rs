//! Whether the long waits land: the whole plan's pathways against the national deadline in force.

use crate::plan::{Elective, FinancialYear, Month, PlanActual, Share, Sourced, Weeks};
use crate::policy::{Allowance, Deadline, Policy};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
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
    /// Pathways that may wait longer at that month, where the limit is a share of the list: with the cells of the list.
    pub allowed: Option<Sourced<u64>>,
    pub landing: Landing,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Landing {
    /// Nobody, or no more than allowed, is planned (or seen) to wait longer at the deadline.
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
    let list = elective.total(Weeks::LIST);
    measures
        .into_iter()
        .map(|measure| outlook(elective.total(measure), &list, measure, year, policy))
        .collect()
}

fn outlook(
    months: BTreeMap<Month, PlanActual>,
    list: &BTreeMap<Month, PlanActual>,
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
    let list = judged_at.and_then(|month| list.get(&month));
    let landing = landing(&months, list, deadline, judged_at);
    let allowed = match (&landing, deadline.map(|deadline| deadline.allowed)) {
        (Landing::ActualMiss { .. }, Some(Allowance::ShareOfList(share))) => {
            list.and_then(seen).map(|list| part(&list, share))
        }
        (_, Some(Allowance::ShareOfList(share))) => {
            list.and_then(intended).map(|list| part(&list, share))
        }
        _ => None,
    };
    MeasureOutlook {
        measure,
        months,
        deadline,
        judged_at,
        allowed,
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
    list: Option<&PlanActual>,
    deadline: Option<Deadline>,
    at: Option<Month>,
) -> Landing {
    let Some(deadline) = deadline else {
        return Landing::CannotSay {
            missing: "a national deadline for this measure",
        };
    };
    let nothing_given = Landing::CannotSay {
        missing: "a figure for the month of the deadline",
    };
    let limit = |list: Option<Sourced<u64>>| match deadline.allowed {
        Allowance::None => Some(0),
        Allowance::ShareOfList(share) => Some(part(&list?, share).value),
    };
    let Some(given) = at.and_then(|month| months.get(&month)) else {
        return nothing_given;
    };
    let no_list = Landing::CannotSay {
        missing: "the size of the whole waiting list",
    };
    let planned_limit = limit(list.and_then(intended));
    let actual_limit = limit(list.and_then(seen));
    let over = |value: &Sourced<u64>, limit: Option<u64>| Some(value.value > limit?);
    match (given.plan.clone(), given.actual.clone()) {
        (Some(plan), actual) => match (over(&plan, planned_limit), actual) {
            (Some(true), _) => Landing::PlannedMiss { plan },
            (None, _) => no_list,
            (Some(false), Some(actual)) if over(&actual, actual_limit) == Some(true) => {
                Landing::ActualMiss {
                    plan: Some(plan),
                    actual,
                }
            }
            (Some(false), _) => Landing::Lands { plan },
        },
        (None, Some(actual)) => match over(&actual, actual_limit) {
            Some(true) => Landing::ActualMiss { plan: None, actual },
            Some(false) => Landing::Lands { plan: actual },
            None => no_list,
        },
        (None, None) => nothing_given,
    }
}

/// The list as planned, else as it was.
fn intended(list: &PlanActual) -> Option<Sourced<u64>> {
    list.plan.clone().or_else(|| list.actual.clone())
}

/// The list as it was, else as planned.
fn seen(list: &PlanActual) -> Option<Sourced<u64>> {
    list.actual.clone().or_else(|| list.plan.clone())
}

/// Whole pathways that are no more than this share of the list.
fn part(list: &Sourced<u64>, share: Share) -> Sourced<u64> {
    let part = (Decimal::from(list.value) * share.0).floor();
    Sourced::new(part.to_u64().unwrap_or(0), list.cells.clone())
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

    /// 52 weeks in 2025/26, when 1% of the list may wait longer.
    fn of_list(over: u64, list: Option<u64>) -> MeasureOutlook {
        let march = Month {
            year: 2026,
            month: 3,
        };
        let of = |measure, value, at: &str| crate::plan::Trajectory {
            measure,
            organisation: None,
            specialty: None,
            months: BTreeMap::from([(
                march,
                PlanActual {
                    plan: Some(Sourced::at(value, cell(at))),
                    actual: None,
                },
            )]),
        };
        let mut waits = Elective {
            trajectories: vec![of(Weeks(52), over, "Waits!N5")],
            ..Elective::default()
        };
        waits
            .trajectories
            .extend(list.map(|list| of(Weeks::LIST, list, "Waits!N4")));
        let mut found = elective(&waits, Some(FinancialYear(2025)), &Policy::default());
        assert_eq!(found.len(), 1);
        found.remove(0)
    }

    #[test]
    fn a_hundredth_of_the_list_may_wait_a_year() {
        assert!(matches!(
            of_list(90, Some(9_000)).landing,
            Landing::Lands { .. }
        ));
        let miss = of_list(91, Some(9_000));
        assert!(matches!(&miss.landing, Landing::PlannedMiss { plan } if plan.value == 91));
        let allowed = miss.allowed.unwrap();
        assert_eq!(
            (allowed.value, allowed.cells),
            (90, cell("Waits!N4").into())
        );
    }

    #[test]
    fn without_the_list_a_share_of_it_cannot_be_judged() {
        assert!(matches!(
            of_list(91, None).landing,
            Landing::CannotSay { missing } if missing.contains("waiting list")
        ));
    }

    #[test]
    fn a_blank_at_the_deadline_is_no_zero() {
        let result = outlooks(|march| march.plan = None);
        assert!(matches!(result[0].landing, Landing::CannotSay { .. }));
    }
}
