//! Where the published waits of the plan's own body lead: its list over time, projected to the deadlines that bind.

use super::month_ends::{month_at, ordinal};
use super::projection::{CannotProject, FARTHEST, Projection, STUDIED, project};
use super::published::{is_own, own_by};
use super::spc::{Improvement, Observed, Settings, SpcChart, spc};
use super::wait_series::{WaitCounts, WaitSeries};
use super::{Clearance, Cohort, clearance, cohort};
use crate::plan::{
    FinancialYear, Month, Organisation, Pathways, Plan, PublishedBy, PublishedHistory, Waits,
    Weeks, histories,
};
use crate::policy::{Allowance, Deadline, Policy};
use rust_decimal::prelude::ToPrimitive as _;
use std::collections::BTreeMap;

/// One list and what lies ahead of it.
#[derive(Debug, Clone, PartialEq)]
pub struct WaitsAhead {
    /// Whose list it is: a body's name, or "19 organisations".
    pub whose: Whose,
    pub series: WaitSeries,
    /// The measures that bind in the year and can be projected.
    pub measures: Vec<MeasureAhead>,
    /// The part of the list that has waited 18 weeks or less, in per cent, against the standard.
    pub within_18_weeks: Option<SpcChart>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    Body(String),
    /// All bodies published together, and how many in the last month.
    Together(usize),
}

#[derive(Debug, Clone, PartialEq)]
pub struct MeasureAhead {
    pub threshold: Weeks,
    /// The month projected to: the deadline, or the end of the year where that has passed or is too far off.
    pub to: Month,
    /// Where `to` is the deadline.
    pub deadline: Option<Deadline>,
    pub projection: Result<Projection, CannotProject>,
    pub cohort: Option<Cohort>,
    /// Of that cohort, over the last three months as far as counted and closed to newcomers.
    pub clearance: Option<Clearance>,
}

impl MeasureAhead {
    /// Pathways that may still wait at the deadline; `None` without one.
    pub fn may_remain(&self, ahead: &WaitsAhead) -> Option<f64> {
        Some(match self.deadline.as_ref()?.allowed {
            Allowance::None => 0.0,
            Allowance::ShareOfList(share) => {
                ahead.series.latest()?.1.total.value as f64 * share.0.to_f64()?
            }
        })
    }
}

/// The constitutional standard: 92 in 100 wait 18 weeks or less.
const STANDARD: f64 = 92.0;

/// Fewer months make no chart.
const FEWEST_MONTHS: usize = 3;

/// Months over which clearance is measured.
const CLEARANCE_MONTHS: i32 = 3;

/// `None` unless a month of incomplete pathways is published for the plan's own bodies, or three months for one other body
/// or for all together.
pub fn waits_ahead(plan: &Plan, policy: &Policy) -> Option<WaitsAhead> {
    let (whose, series) = subject(plan)?;
    let (latest, _) = series.latest()?;
    let year = plan
        .year
        .as_ref()
        .map_or(latest.next().financial_year(), |year| year.value);
    let measures = Policy::binding_measures(year)
        .iter()
        .filter(|measure| STUDIED.contains(measure))
        .map(|measure| ahead(&series, latest, *measure, year, policy))
        .collect();
    let settings = Settings {
        target: Some(STANDARD),
        ..Settings::by(&policy.waits, "within 18 weeks", Improvement::Increase)
    };
    Some(WaitsAhead {
        whose,
        measures,
        within_18_weeks: spc(&within_18_weeks(&series), &settings)
            .filter(|_| series.months.len() >= FEWEST_MONTHS),
        series,
    })
}

/// The plan's own bodies, the one body published, or all together.
fn subject(plan: &Plan) -> Option<(Whose, WaitSeries)> {
    let mut all = histories(&plan.published);
    let by = own_by(plan, &all);
    all.retain(|history| history.pathways == Pathways::Incomplete);
    let of_one = |history: &PublishedHistory<'_>| {
        let name = history.organisation.name.clone();
        (Whose::Body(name), WaitSeries::of(history))
    };
    let own = |body: &Organisation| is_own(plan, body);
    let of_plan: Vec<_> = all
        .iter()
        .filter(|history| Some(history.by) == by && own(history.organisation))
        .collect();
    if let Some(by) = by.filter(|_| !of_plan.is_empty()) {
        return match of_plan.as_slice() {
            [one] => Some(of_one(one)),
            _ => together(plan, by, &own),
        };
    }
    let long: Vec<_> = all
        .iter()
        .filter(|history| history.months.len() >= FEWEST_MONTHS)
        .collect();
    match long.as_slice() {
        [one] => Some(of_one(one)),
        [first, ..] => together(plan, first.by, &|_| true)
            .filter(|(_, series)| series.months.len() >= FEWEST_MONTHS),
        [] => None,
    }
}

/// Months that lack one of the bodies of the others are left out: their sum is of something else.
fn together(
    plan: &Plan,
    by: PublishedBy,
    is_part: &dyn Fn(&Organisation) -> bool,
) -> Option<(Whose, WaitSeries)> {
    let returns: Vec<(Option<Month>, Vec<&Waits>)> = plan
        .published
        .iter()
        .filter(|waits| waits.pathways == Pathways::Incomplete && waits.by == by)
        .map(|waits| {
            let bodies = waits.organisations.iter();
            let parts = bodies.filter(|body| is_part(&body.organisation));
            (waits.month, parts.map(|body| &body.waits).collect())
        })
        .collect();
    let bodies = returns
        .iter()
        .map(|(_, parts)| parts.len())
        .max()
        .filter(|bodies| *bodies > 0)?;
    let months: BTreeMap<Month, WaitCounts> = returns
        .into_iter()
        .filter(|(_, parts)| parts.len() == bodies)
        .filter_map(|(month, parts)| {
            let whole = Waits::of_all(parts.into_iter());
            Some((month?, WaitCounts::from(&whole)))
        })
        .collect();
    Some((Whose::Together(bodies), WaitSeries { months }))
}

fn within_18_weeks(series: &WaitSeries) -> Observed {
    Observed::published(series.months.iter().filter_map(|(month, counts)| {
        let over = counts.longer_than(18)? as f64;
        Some((*month, 100.0 - 100.0 * over / counts.total.value as f64))
    }))
}

fn ahead(
    series: &WaitSeries,
    latest: Month,
    threshold: Weeks,
    year: FinancialYear,
    policy: &Policy,
) -> MeasureAhead {
    let is_near =
        |month: Month| (1..=i32::from(FARTHEST)).contains(&(ordinal(month) - ordinal(latest)));
    let deadline = policy
        .deadline(threshold, year)
        .filter(|deadline| is_near(deadline.month));
    let to = deadline.as_ref().map_or_else(
        || latest.next().financial_year().last_month(),
        |deadline| deadline.month,
    );
    let cohort_at = |month: Month| cohort(series.months.get(&month)?, month, threshold, to);
    let earlier = (1..=CLEARANCE_MONTHS)
        .rev()
        .filter(|back| !(0..*back).any(|month| series.breaks_at(ordinal(latest) - month)))
        .find_map(|back| {
            cohort_at(month_at(ordinal(latest) - back)?).filter(|then| then.is_closed)
        });
    let now = cohort_at(latest);
    MeasureAhead {
        threshold,
        to,
        deadline,
        projection: project(series, threshold, to),
        clearance: earlier
            .zip(now)
            .and_then(|(earlier, now)| clearance(&earlier, &now)),
        cohort: now,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{PublishedOrganisation, PublishedWaits, Sourced};

    /// A list that shrinks by one in twenty a month, from April 2023 on.
    fn published(bodies: &[&str], months: usize) -> Vec<PublishedWaits> {
        let first = Month {
            year: 2023,
            month: 4,
        };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a count"
        )]
        let of = |value: f64| Sourced::new(value as u64, Vec::new());
        std::iter::successors(Some((first, 1.0)), |(month, left)| {
            Some((month.next(), left * 0.95))
        })
        .take(months)
        .map(|(month, left)| PublishedWaits {
            pathways: Pathways::Incomplete,
            by: PublishedBy::Commissioner,
            month: Some(month),
            organisations: bodies
                .iter()
                .map(|name| PublishedOrganisation {
                    organisation: Organisation::named(*name),
                    waits: Waits {
                        total: of(100_000.0),
                        within_18_weeks: Some(of(60_000.0)),
                        over: BTreeMap::from([
                            (Weeks(52), of(6_000.0 * left)),
                            (Weeks(65), of(2_000.0 * left)),
                        ]),
                        ..Waits::default()
                    },
                    stated_total: None,
                    specialties: Vec::new(),
                })
                .collect(),
        })
        .collect()
    }

    fn of(bodies: &[&str], months: usize) -> Option<WaitsAhead> {
        let plan = Plan {
            published: published(bodies, months),
            ..Plan::default()
        };
        waits_ahead(&plan, &Policy::default())
    }

    #[test]
    fn one_body_is_projected_to_the_deadline_of_the_year() {
        let ahead = of(&["NHS ANYWHERE ICB"], 6).unwrap();
        assert_eq!(ahead.whose, Whose::Body("NHS ANYWHERE ICB".to_owned()));
        let [measure, ..] = ahead.measures.as_slice() else {
            panic!("no measure")
        };
        let march = Month {
            year: 2024,
            month: 3,
        };
        assert_eq!((measure.threshold, measure.to), (Weeks(65), march));
        assert!(measure.deadline.is_some());
        let projection = measure.projection.as_ref().unwrap();
        assert_eq!(projection.path.len(), 6);
        assert!(projection.at_deadline().unwrap().expected < projection.now as f64);
        assert!(measure.clearance.is_some());
    }

    #[test]
    fn several_bodies_are_taken_together_and_too_few_months_are_nothing() {
        let ahead = of(&["NHS HERE ICB", "NHS THERE ICB"], 6).unwrap();
        assert_eq!(ahead.whose, Whose::Together(2));
        assert_eq!(ahead.series.latest().unwrap().1.total.value, 200_000);
        assert_eq!(of(&["NHS ANYWHERE ICB"], 2), None);
    }

    fn own(bodies: &[&str], months: usize) -> Option<WaitsAhead> {
        let mut published = published(&["ASH NHS TRUST", "ELM NHS TRUST", "OAK NHS TRUST"], months);
        for waits in &mut published {
            waits.by = PublishedBy::Provider;
        }
        let plan = Plan {
            organisations: bodies
                .iter()
                .map(|name| Organisation::named(*name))
                .collect(),
            elective: Some(crate::plan::Elective::default()),
            published,
            ..Plan::default()
        };
        waits_ahead(&plan, &Policy::default())
    }

    #[test]
    fn of_the_plans_own_bodies_one_month_tells_who_will_have_waited_too_long() {
        let ahead = own(&["Ash NHS Trust"], 1).unwrap();
        assert_eq!(ahead.whose, Whose::Body("ASH NHS TRUST".to_owned()));
        assert!(ahead.measures[0].cohort.is_some());
        assert_eq!(
            ahead.measures[0].projection,
            Err(CannotProject::TooLittleHistory)
        );
        assert_eq!(ahead.within_18_weeks, None);
    }

    #[test]
    fn several_own_bodies_are_added_up_and_the_others_are_not() {
        let ahead = own(&["Ash NHS Trust", "Oak NHS Trust"], 6).unwrap();
        assert_eq!(ahead.whose, Whose::Together(2));
        assert_eq!(ahead.series.latest().unwrap().1.total.value, 200_000);
        assert!(ahead.measures[0].projection.is_ok());
    }
}
