//! Whether enough of the list is within 18 weeks: stated shares, else the list and those over 18 weeks, against what the
//! plan's year asks of a body that stood where it did.

use crate::plan::{
    Cells, Elective, FinancialYear, Month, Organisation, PlannedShare, Share, Sourced, Weeks,
};
use crate::policy::{Policy, WithinRequirement};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// One body's share within 18 weeks over the months, and where it stands in the month asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct WithinOutlook {
    /// `None` for the whole plan.
    pub organisation: Option<Organisation>,
    pub months: BTreeMap<Month, PlannedShare>,
    /// Where it stood before the year; `None` where the plan does not say.
    pub baseline: Option<(Month, Sourced<Share>)>,
    pub requirement: WithinRequirement,
    pub required: Share,
    pub landing: WithinLanding,
}

#[derive(Debug, Clone, PartialEq)]
pub enum WithinLanding {
    Lands {
        plan: Sourced<Share>,
    },
    PlannedMiss {
        plan: Sourced<Share>,
    },
    /// No figure is given for the month asked for.
    CannotSay,
}

/// Every body whose share is known, in the plan's order; none in a year that asked for no share.
pub fn within_18(
    elective: &Elective,
    year: Option<FinancialYear>,
    policy: &Policy,
) -> Vec<WithinOutlook> {
    let Some((year, requirement)) =
        year.and_then(|year| Some((year, policy.within_18_weeks(year)?)))
    else {
        return Vec::new();
    };
    let stated = elective
        .within_18_weeks
        .iter()
        .map(|own| (own.organisation.clone(), own.months.clone()));
    let mut all: Vec<(Option<Organisation>, BTreeMap<Month, PlannedShare>)> = stated.collect();
    if all.is_empty() {
        let derived = derived(elective);
        if !derived.is_empty() {
            all.push((None, derived));
        }
    }
    all.into_iter()
        .map(|(organisation, months)| outlook(organisation, months, year, requirement))
        .collect()
}

fn outlook(
    organisation: Option<Organisation>,
    months: BTreeMap<Month, PlannedShare>,
    year: FinancialYear,
    requirement: WithinRequirement,
) -> WithinOutlook {
    // What was seen last before the year; where only planned figures reach back, the last of them.
    let before = || months.range(..year.month(1)).rev();
    let baseline = before()
        .find_map(|(month, both)| Some((*month, both.actual.clone()?)))
        .or_else(|| before().find_map(|(month, both)| Some((*month, both.plan.clone()?))));
    let required = requirement.required(baseline.as_ref().map(|(_, share)| share.value));
    let given = months.get(&requirement.month);
    let share = given.and_then(|both| both.plan.clone().or_else(|| both.actual.clone()));
    let landing = match share {
        Some(plan) if plan.value >= required => WithinLanding::Lands { plan },
        Some(plan) => WithinLanding::PlannedMiss { plan },
        None => WithinLanding::CannotSay,
    };
    WithinOutlook {
        organisation,
        months,
        baseline,
        requirement,
        required,
        landing,
    }
}

/// One less the part that waits longer, in each month that has both the list and those over 18 weeks.
fn derived(elective: &Elective) -> BTreeMap<Month, PlannedShare> {
    let list = elective.total(Weeks::LIST);
    let share = |over: Option<&Sourced<u64>>, list: Option<&Sourced<u64>>| {
        let (over, list) = (over?, list?);
        let part = Decimal::from(over.value).checked_div(Decimal::from(list.value))?;
        let cells: Cells = over.cells.iter().chain(&list.cells).cloned().collect();
        Some(Sourced::new(Share(Decimal::ONE - part), cells))
    };
    elective
        .total(Weeks(18))
        .into_iter()
        .filter_map(|(month, over)| {
            let list = list.get(&month)?;
            Some((
                month,
                PlannedShare {
                    plan: share(over.plan.as_ref(), list.plan.as_ref()),
                    actual: share(over.actual.as_ref(), list.actual.as_ref()),
                },
            ))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::cell;
    use crate::plan::{PlanActual, ShareTrajectory, Trajectory};

    fn month(year: u16, month: u8) -> Month {
        Month { year, month }
    }

    fn stated(before: i64, march: i64) -> WithinOutlook {
        let of = |percent: i64, at| Some(Sourced::at(Share::percent(percent), cell(at)));
        let elective = Elective {
            within_18_weeks: vec![ShareTrajectory {
                organisation: None,
                months: BTreeMap::from([
                    (
                        month(2026, 3),
                        PlannedShare {
                            plan: None,
                            actual: of(before, "Waits!B3"),
                        },
                    ),
                    (
                        month(2027, 3),
                        PlannedShare {
                            plan: of(march, "Waits!N3"),
                            actual: None,
                        },
                    ),
                ]),
            }],
            ..Elective::default()
        };
        within_18(&elective, Some(FinancialYear(2026)), &Policy::default()).remove(0)
    }

    #[test]
    fn a_body_is_asked_for_seven_points_more_than_it_had() {
        let outlook = stated(63, 69);
        assert_eq!(outlook.required, Share::percent(70));
        assert!(matches!(outlook.landing, WithinLanding::PlannedMiss { .. }));
        assert!(matches!(
            stated(63, 70).landing,
            WithinLanding::Lands { .. }
        ));
    }

    #[test]
    fn the_share_follows_from_the_list_and_those_over_eighteen_weeks() {
        let of = |measure, value| Trajectory {
            measure,
            organisation: None,
            specialty: None,
            months: BTreeMap::from([(
                month(2026, 3),
                PlanActual {
                    plan: Some(Sourced::new(value, Vec::new())),
                    actual: None,
                },
            )]),
        };
        let elective = Elective {
            trajectories: vec![of(Weeks(18), 350), of(Weeks::LIST, 1_000)],
            ..Elective::default()
        };
        let outlook = within_18(&elective, Some(FinancialYear(2025)), &Policy::default()).remove(0);
        assert!(
            matches!(&outlook.landing, WithinLanding::Lands { plan } if plan.value == Share::percent(65))
        );
    }

    #[test]
    fn no_share_was_asked_in_a_year_of_long_waits() {
        let elective = Elective::default();
        assert!(within_18(&elective, Some(FinancialYear(2023)), &Policy::default()).is_empty());
    }
}
