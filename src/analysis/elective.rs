//! Whether the long waits land: the whole plan's pathways against the national deadline in force.

use crate::plan::{Declared, Elective, FinancialYear, Month, PlanActual, Share, Sourced, Weeks};
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
    /// What the deadline was moved to after plans had been submitted to it: shown beside, judged by never.
    pub later: Vec<Deadline>,
    /// The first month after the deadline from which on nobody is planned to wait longer.
    pub cleared_from: Option<Month>,
    /// What the workbook says in words: that it misses, or ends later than the deadline.
    pub declared: Option<Declared>,
}

/// The last month of a measure that has both its plan and its actual, where more waited than was planned.
#[derive(Debug, Clone, PartialEq)]
pub struct AbovePlan<'o> {
    pub measure: Weeks,
    pub month: Month,
    pub plan: &'o Sourced<u64>,
    pub actual: &'o Sourced<u64>,
    /// Pathways more than planned.
    pub above: u64,
    /// Whether that is beyond what the policy lets pass with a note.
    pub is_far: bool,
}

impl MeasureOutlook {
    /// The last month that has both a plan and an actual.
    pub fn latest(&self) -> Option<(Month, &Sourced<u64>, &Sourced<u64>)> {
        let mut months = self.months.iter().rev();
        months
            .find_map(|(month, given)| Some((*month, given.plan.as_ref()?, given.actual.as_ref()?)))
    }

    pub fn above_plan(&self, policy: &Policy) -> Option<AbovePlan<'_>> {
        let (month, plan, actual) = self.latest()?;
        let above = actual.value.checked_sub(plan.value)?;
        (above > 0).then(|| AbovePlan {
            measure: self.measure,
            month,
            plan,
            actual,
            above,
            is_far: policy.in_year.waits_far_above(plan.value, above),
        })
    }
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
        .map(|measure| {
            let outlook = outlook(elective.total(measure), &list, measure, year, policy);
            MeasureOutlook {
                declared: declared_miss(elective, &outlook),
                ..outlook
            }
        })
        .collect()
}

/// The sentence that says the end comes later than the deadline, or not at all.
fn declared_miss(elective: &Elective, outlook: &MeasureOutlook) -> Option<Declared> {
    let deadline = outlook.deadline.as_ref()?.month;
    let is_miss = |said: &&Declared| {
        said.measure == outlook.measure
            && if said.misses {
                said.by.is_none_or(|by| by >= deadline)
            } else {
                said.by.is_some_and(|by| by > deadline)
            }
    };
    elective.declared.iter().find(is_miss).cloned()
}

/// The first month after this one from which on none are planned, where the plan goes on that far.
fn cleared_from(months: &BTreeMap<Month, PlanActual>, deadline: Month) -> Option<Month> {
    let planned = |(month, given): (&Month, &PlanActual)| {
        Some((*month, given.plan.as_ref().map(|plan| plan.value)?))
    };
    let after: Vec<(Month, u64)> = months
        .range(deadline..)
        .filter_map(planned)
        .filter(|(month, _)| *month > deadline)
        .collect();
    let still = after
        .iter()
        .rposition(|(_, plan)| *plan > 0)
        .map_or(0, |at| at + 1);
    after.get(still).map(|(month, _)| *month)
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
    let judged_at = deadline
        .as_ref()
        .and_then(|deadline| judged_at(&months, deadline.month, year));
    let list = judged_at.and_then(|month| list.get(&month));
    let landing = landing(&months, list, deadline.as_ref(), judged_at);
    let allowed = match (&landing, deadline.as_ref().map(|deadline| deadline.allowed)) {
        (Landing::ActualMiss { .. }, Some(Allowance::ShareOfList(share))) => {
            list.and_then(seen).map(|list| part(&list, share))
        }
        (_, Some(Allowance::ShareOfList(share))) => {
            list.and_then(intended).map(|list| part(&list, share))
        }
        _ => None,
    };
    let is_miss = matches!(landing, Landing::PlannedMiss { .. });
    MeasureOutlook {
        measure,
        later: deadline
            .as_ref()
            .map_or_else(Vec::new, |deadline| policy.later_moves(deadline)),
        cleared_from: deadline
            .as_ref()
            .filter(|_| is_miss)
            .and_then(|deadline| cleared_from(&months, deadline.month)),
        months,
        deadline,
        judged_at,
        allowed,
        landing,
        declared: None,
    }
}

/// A deadline that had passed before the plan's year began binds to the end of it.
fn judged_at(
    months: &BTreeMap<Month, PlanActual>,
    deadline: Month,
    year: Option<FinancialYear>,
) -> Option<Month> {
    let (first, last) = (*months.keys().next()?, *months.keys().next_back()?);
    let begins = year.map_or(first, |year| year.month(1).max(first));
    if deadline < begins && last >= begins {
        return Some(last);
    }
    months.contains_key(&deadline).then_some(deadline)
}

fn landing(
    months: &BTreeMap<Month, PlanActual>,
    list: Option<&PlanActual>,
    deadline: Option<&Deadline>,
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
    // None is within any share, whatever the list.
    let over =
        |value: &Sourced<u64>, limit: Option<u64>| Some(value.value > 0 && value.value > limit?);
    match (given.plan.clone(), given.actual.clone()) {
        (Some(plan), actual) => match (over(&plan, planned_limit), actual) {
            (Some(true), _) => Landing::PlannedMiss { plan },
            (None, _) => no_list,
            (Some(false), Some(actual)) => match over(&actual, actual_limit) {
                Some(true) => Landing::ActualMiss {
                    plan: Some(plan),
                    actual,
                },
                None if planned_limit.is_none() => no_list,
                _ => Landing::Lands { plan },
            },
            (Some(false), None) => Landing::Lands { plan },
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
    fn a_deadline_before_the_plans_year_binds_at_its_end() {
        let given = |value| PlanActual {
            plan: Some(Sourced::new(value, Vec::new())),
            actual: None,
        };
        let march = |year| Month { year, month: 3 };
        let of = |measure, values: [u64; 2]| crate::plan::Trajectory {
            measure,
            organisation: None,
            specialty: None,
            months: [march(2026), march(2027)]
                .into_iter()
                .zip(values.map(given))
                .collect(),
        };
        let waits = Elective {
            trajectories: vec![of(Weeks(52), [200, 80]), of(Weeks::LIST, [9_000, 8_500])],
            ..Elective::default()
        };
        let found = elective(&waits, Some(FinancialYear(2026)), &Policy::default());
        assert_eq!(found[0].judged_at, Some(march(2027)));
        assert!(matches!(&found[0].landing, Landing::Lands { plan } if plan.value == 80));
    }

    #[test]
    fn without_the_list_a_share_of_it_cannot_be_judged() {
        // Nobody is within any share.
        assert!(matches!(of_list(0, None).landing, Landing::Lands { .. }));
        assert!(matches!(
            of_list(91, None).landing,
            Landing::CannotSay { missing } if missing.contains("waiting list")
        ));
    }

    #[test]
    fn a_plan_that_clears_a_year_late_says_when_and_what_the_deadline_became() {
        let mut plan = clean_plan();
        let waits = plan.elective.as_mut().unwrap();
        let months = &mut waits.trajectories[0].months;
        let given = |value| PlanActual {
            plan: Some(Sourced::at(value, cell("Waits!N5"))),
            actual: None,
        };
        let at = |year, month| Month { year, month };
        months.insert(at(2024, 3), given(40));
        months.insert(at(2024, 6), given(12));
        months.insert(at(2025, 3), given(0));
        let result = elective(waits, Some(FinancialYear(2023)), &Policy::default());
        assert!(matches!(result[0].landing, Landing::PlannedMiss { .. }));
        assert_eq!(result[0].cleared_from, Some(at(2025, 3)));
        assert_eq!(result[0].later[0].month, at(2024, 9));
    }

    #[test]
    fn a_sentence_is_a_declared_miss_only_where_it_ends_after_the_deadline() {
        let said = |by, misses| {
            let mut plan = clean_plan();
            let waits = plan.elective.as_mut().unwrap();
            waits.declared.push(Declared {
                measure: Weeks(65),
                by: Some(by),
                misses,
                words: "said".to_owned(),
                cell: cell("Waits!A9"),
            });
            elective(waits, Some(FinancialYear(2023)), &Policy::default())[0]
                .declared
                .is_some()
        };
        let march = |year| Month { year, month: 3 };
        assert!(said(march(2024), true) && said(march(2025), false));
        assert!(!said(march(2024), false));
    }

    #[test]
    fn a_blank_at_the_deadline_is_no_zero() {
        let result = outlooks(|march| march.plan = None);
        assert!(matches!(result[0].landing, Landing::CannotSay { .. }));
    }
}
