//! Whether enough of the list is within 18 weeks: stated shares, else those of the specialties by the size of their lists,
//! else the list and those over 18 weeks, against what the plan's year asks of a body that stood where it did.

use super::within_18_parts::{OfBody, from_counts, from_specialties};
use crate::plan::{
    Cells, Elective, FinancialYear, Month, Organisation, Pathways, Plan, PlannedShare, Share,
    Sourced, histories,
};
use crate::policy::{Policy, WithinStandard};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// One body's share within 18 weeks over the months, and where it stands in the month asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct WithinOutlook {
    /// `None` for the whole plan.
    pub organisation: Option<Organisation>,
    pub months: BTreeMap<Month, PlannedShare>,
    /// Where it stood before the year; `None` where nothing says so.
    pub baseline: Option<StoodAt>,
    pub standard: WithinStandard,
    /// `None` where it follows from a baseline that is not known.
    pub required: Option<Share>,
    pub landing: WithinLanding,
}

/// Where a body stood, and who says so.
#[derive(Debug, Clone, PartialEq)]
pub struct StoodAt {
    pub share: Sourced<Share>,
    /// `None` where the policy gives it.
    pub month: Option<Month>,
    pub by: SaidBy,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaidBy {
    Policy,
    Plan,
    Publication,
}

#[derive(Debug, Clone, PartialEq)]
pub enum WithinLanding {
    Lands {
        plan: Sourced<Share>,
    },
    PlannedMiss {
        plan: Sourced<Share>,
    },
    /// Planned to land, or not planned at all, and missed as it happened.
    ActualMiss {
        actual: Sourced<Share>,
    },
    /// What is asked of every body is planned; whether it is enough depends on where this one stood, which nothing says.
    DependsOnBaseline {
        plan: Sourced<Share>,
    },
    /// No figure is given for the month asked for.
    CannotSay,
}

impl WithinOutlook {
    /// The best a body may have stood at for the planned share to be all that is asked.
    pub fn enough_from(&self) -> Option<Share> {
        let WithinLanding::DependsOnBaseline { plan } = &self.landing else {
            return None;
        };
        let gain = self.standard.gain?;
        Some(Share((plan.value.0 - gain.0).max(Decimal::ZERO)))
    }

    /// Percentage points of the list by which the month asked for falls short, as a part of one; negative where it does not.
    fn short_by(&self) -> Option<Decimal> {
        let share = match &self.landing {
            WithinLanding::Lands { plan }
            | WithinLanding::PlannedMiss { plan }
            | WithinLanding::DependsOnBaseline { plan } => plan,
            WithinLanding::ActualMiss { actual } => actual,
            WithinLanding::CannotSay => return None,
        };
        Some(self.required?.0 - share.value.0)
    }
}

/// Every body whose share is known, the furthest short first; none in a year that asked for no share.
pub fn within_18(plan: &Plan, policy: &Policy) -> Vec<WithinOutlook> {
    let Some((elective, year)) = plan.elective.as_ref().zip(plan.year.as_ref()) else {
        return Vec::new();
    };
    let Some(standard) = policy.within_18_weeks(year.value) else {
        return Vec::new();
    };
    let mut all: Vec<WithinOutlook> = bodies(elective)
        .into_iter()
        .map(|(organisation, months)| {
            let baseline = baseline(plan, organisation.as_ref(), &months, year.value, policy);
            outlook(organisation, months, standard, baseline)
        })
        .collect();
    all.sort_by_key(|own| std::cmp::Reverse(own.short_by()));
    all
}

/// What is stated of a body goes before what follows from its specialties.
fn bodies(elective: &Elective) -> Vec<OfBody> {
    let mut all: Vec<OfBody> = elective
        .within_18_weeks
        .iter()
        .filter(|own| own.specialty.is_none())
        .map(|own| (own.organisation.clone(), own.months.clone()))
        .collect();
    for (organisation, months) in from_specialties(elective) {
        let known = all.iter().any(|(own, _)| match (own, &organisation) {
            (Some(own), Some(other)) => own.is_same_body(other),
            (one, other) => one.is_none() && other.is_none(),
        });
        if !known {
            all.push((organisation, months));
        }
    }
    if all.is_empty() {
        all = from_counts(elective);
    }
    all
}

/// As the policy says; else what was seen last before the year, in the plan or published; else the last that was planned.
fn baseline(
    plan: &Plan,
    organisation: Option<&Organisation>,
    months: &BTreeMap<Month, PlannedShare>,
    year: FinancialYear,
    policy: &Policy,
) -> Option<StoodAt> {
    let owner = Organisation::named(plan.name.clone());
    let body = organisation.unwrap_or(&owner);
    if let Some(share) = policy.baseline_18_weeks(Some(body)) {
        return Some(StoodAt {
            share: Sourced::new(share, Cells::default()),
            month: None,
            by: SaidBy::Policy,
        });
    }
    let before = || months.range(..year.month(1)).rev();
    let said = |month: &Month, share: Sourced<Share>, by| StoodAt {
        share,
        month: Some(*month),
        by,
    };
    before()
        .find_map(|(month, both)| Some(said(month, both.actual.clone()?, SaidBy::Plan)))
        .or_else(|| published(plan, body, year))
        .or_else(|| {
            before().find_map(|(month, both)| Some(said(month, both.plan.clone()?, SaidBy::Plan)))
        })
}

/// The last month before the year that was published of this body.
fn published(plan: &Plan, body: &Organisation, year: FinancialYear) -> Option<StoodAt> {
    let histories = histories(&plan.published);
    let own = histories.iter().find(|history| {
        history.pathways == Pathways::Incomplete && history.organisation.is_same_body(body)
    })?;
    own.months
        .range(..year.month(1))
        .rev()
        .find_map(|(month, body)| {
            let within = body.waits.within_18_weeks.as_ref()?;
            let total = &body.waits.total;
            let share = Decimal::from(within.value).checked_div(Decimal::from(total.value))?;
            let cells: Cells = within.cells.iter().chain(&total.cells).cloned().collect();
            Some(StoodAt {
                share: Sourced::new(Share(share), cells),
                month: Some(*month),
                by: SaidBy::Publication,
            })
        })
}

fn outlook(
    organisation: Option<Organisation>,
    months: BTreeMap<Month, PlannedShare>,
    standard: &WithinStandard,
    baseline: Option<StoodAt>,
) -> WithinOutlook {
    let required = standard.required(baseline.as_ref().map(|stood| stood.share.value));
    let given = months.get(&standard.month()).cloned().unwrap_or_default();
    let depends = baseline.is_none() && standard.gain.is_some();
    let landing = match (given.plan, given.actual, required) {
        (Some(plan), _, Some(required)) if plan.value < required => {
            WithinLanding::PlannedMiss { plan }
        }
        (_, Some(actual), Some(required)) if actual.value < required => {
            WithinLanding::ActualMiss { actual }
        }
        // Nobody is asked to go beyond the constitution, wherever they stood.
        (Some(plan), _, Some(_)) | (None, Some(plan), Some(_))
            if depends && plan.value < WithinStandard::constitutional() =>
        {
            WithinLanding::DependsOnBaseline { plan }
        }
        (Some(plan), _, Some(_)) | (None, Some(plan), Some(_)) => WithinLanding::Lands { plan },
        _ => WithinLanding::CannotSay,
    };
    WithinOutlook {
        organisation,
        months,
        baseline,
        standard: standard.clone(),
        required,
        landing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::cell;
    use crate::plan::{
        PlanActual, PublishedBy, PublishedOrganisation, PublishedWaits, ShareTrajectory,
        Trajectory, Waits, Weeks,
    };

    fn month(year: u16, month: u8) -> Month {
        Month { year, month }
    }

    fn plan(year: u16, elective: Elective) -> Plan {
        Plan {
            name: "Westmoor NHS Trust".to_owned(),
            year: Some(Sourced::new(FinancialYear(year), Vec::new())),
            elective: Some(elective),
            ..Plan::default()
        }
    }

    /// Planned for March 2027, and seen in March 2026 where given.
    fn stated(before: Option<i64>, march: i64) -> Plan {
        let of = |percent: i64, at| Some(Sourced::at(Share::percent(percent), cell(at)));
        let planned = PlannedShare {
            plan: of(march, "Waits!N3"),
            actual: None,
        };
        let mut months = BTreeMap::from([(month(2027, 3), planned)]);
        if let Some(before) = before {
            let seen = PlannedShare {
                plan: None,
                actual: of(before, "Waits!B3"),
            };
            months.insert(month(2026, 3), seen);
        }
        plan(
            2026,
            Elective {
                within_18_weeks: vec![ShareTrajectory {
                    organisation: None,
                    specialty: None,
                    months,
                }],
                ..Elective::default()
            },
        )
    }

    fn outlook(plan: &Plan, policy: &Policy) -> WithinOutlook {
        within_18(plan, policy).remove(0)
    }

    #[test]
    fn a_body_is_asked_for_seven_points_more_than_it_had() {
        let miss = outlook(&stated(Some(63), 69), &Policy::default());
        assert_eq!(miss.required, Some(Share::percent(70)));
        assert!(matches!(miss.landing, WithinLanding::PlannedMiss { .. }));
        let lands = outlook(&stated(Some(63), 70), &Policy::default());
        assert!(matches!(lands.landing, WithinLanding::Lands { .. }));
    }

    #[test]
    fn the_policys_baseline_goes_before_the_plans() {
        let mut policy = Policy::default();
        policy
            .set("baseline-18-weeks", &["60.5%".to_owned()])
            .unwrap();
        let outlook = outlook(&stated(Some(63), 69), &policy);
        assert_eq!(outlook.required, Some(Share::percent(Decimal::new(675, 1))));
        assert_eq!(outlook.baseline.unwrap().by, SaidBy::Policy);
    }

    #[test]
    fn a_plan_without_a_past_stands_where_it_was_published() {
        let mut plan = stated(None, 69);
        plan.published.push(PublishedWaits {
            pathways: Pathways::Incomplete,
            by: PublishedBy::Provider,
            month: Some(month(2026, 1)),
            organisations: vec![PublishedOrganisation {
                organisation: Organisation::named("WESTMOOR NHS TRUST"),
                waits: Waits {
                    total: Sourced::at(1_000, cell("P!A1")),
                    within_18_weeks: Some(Sourced::at(640, cell("P!B1"))),
                    ..Waits::default()
                },
                stated_total: None,
                specialties: Vec::new(),
            }],
        });
        let outlook = outlook(&plan, &Policy::default());
        let stood = outlook.baseline.unwrap();
        assert_eq!(
            (stood.by, stood.month, stood.share.value),
            (
                SaidBy::Publication,
                Some(month(2026, 1)),
                Share::percent(64)
            )
        );
        assert_eq!(outlook.required, Some(Share::percent(71)));
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
        let outlook = outlook(&plan(2025, elective), &Policy::default());
        assert!(
            matches!(&outlook.landing, WithinLanding::DependsOnBaseline { plan } if plan.value == Share::percent(65))
        );
    }

    #[test]
    fn no_share_was_asked_in_a_year_of_long_waits() {
        let plan = plan(2023, Elective::default());
        assert!(within_18(&plan, &Policy::default()).is_empty());
    }

    #[test]
    fn without_a_baseline_the_least_asked_of_anybody_may_not_be_enough() {
        let depends = outlook(&stated(None, 69), &Policy::default());
        assert!(matches!(
            depends.landing,
            WithinLanding::DependsOnBaseline { .. }
        ));
        // 7 points more are 69 from 62 or less.
        assert_eq!(depends.enough_from(), Some(Share::percent(62)));
        let below = outlook(&stated(None, 64), &Policy::default());
        assert!(matches!(below.landing, WithinLanding::PlannedMiss { .. }));
    }

    #[test]
    fn nobody_is_asked_for_more_than_the_constitution() {
        let miss = outlook(&stated(Some(88), 91), &Policy::default());
        assert_eq!(miss.required, Some(Share::percent(92)));
    }

    #[test]
    fn the_body_furthest_short_comes_first() {
        let mut plan = stated(Some(63), 70);
        let waits = plan.elective.as_mut().unwrap();
        let mut worse = waits.within_18_weeks[0].clone();
        worse.organisation = Some(Organisation::named("Ash NHS Trust"));
        let march = worse.months.get_mut(&month(2027, 3)).unwrap();
        march.plan.as_mut().unwrap().value = Share::percent(66);
        waits.within_18_weeks.push(worse);
        let all = within_18(&plan, &Policy::default());
        let names: Vec<Option<&str>> = all
            .iter()
            .map(|own| own.organisation.as_ref().map(|own| own.name.as_str()))
            .collect();
        assert_eq!(names, [Some("Ash NHS Trust"), None]);
    }
}
