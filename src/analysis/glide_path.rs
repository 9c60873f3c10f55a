//! How long a list may be for enough of it to be within 18 weeks, what fall and what capacity that takes, and whether the
//! plan has them. A range and not a point: the list that fits depends on who is booked first, which no plan says.

use super::flows::{Flows, Rate, flows};
use super::month_ends::{ordinal, weeks_between};
use super::published::own_totals;
use super::sustainable::Queue;
use super::{WithinOutlook, within_18};
use crate::plan::{Elective, Month, Pathways, Plan, Share, Sourced, Weeks};
use crate::policy::{Policy, WithinStandard};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

const EIGHTEEN: f64 = 18.0;

#[derive(Debug, Clone, PartialEq)]
pub struct GlidePath {
    /// The list now: the last actual, else published, else planned before the year.
    pub now: (Month, Sourced<u64>),
    /// The month the share is asked for, and the share.
    pub at: Month,
    pub share: Share,
    /// The list planned for that month.
    pub planned: Option<Sourced<u64>>,
    /// Joining a week.
    pub demand: Rate,
    /// Leaving a week, as seen lately and as planned.
    pub stopped: Option<Rate>,
    pub planned_stops: Option<Rate>,
    /// Taken off a week without treatment, as planned, else as seen lately.
    pub removed: Option<Rate>,
    /// Where the share is met: served as chance has it, and strictly in turn.
    pub list_needed: (f64, f64),
    /// Where 18 weeks could be promised to nearly everybody for good.
    pub sustainable: (f64, f64),
    queue: Queue,
    /// Months from now to then.
    pub months: u32,
    pub weeks: f64,
}

impl GlidePath {
    /// The monthly fall that reaches the longer and the shorter of the lists needed; negative where the list may grow.
    pub fn required_fall(&self) -> (f64, f64) {
        let now = self.now.1.value as f64;
        let of = |list: f64| (now - list) / f64::from(self.months.max(1));
        (of(self.list_needed.1), of(self.list_needed.0))
    }

    pub fn planned_fall(&self) -> Option<f64> {
        let planned = self.planned.as_ref()?.value as f64;
        Some((self.now.1.value as f64 - planned) / f64::from(self.months.max(1)))
    }

    /// Pathways a week that must be stopped for the longer and the shorter of the lists needed: what joins and the fall,
    /// less what is taken off without treatment.
    pub fn stops_needed(&self) -> (f64, f64) {
        let now = self.now.1.value as f64;
        let of = |list: f64| {
            let leaving = self.demand.per_week + (now - list) / self.weeks.max(1.0);
            (leaving - self.removals()).max(0.0)
        };
        (of(self.list_needed.1), of(self.list_needed.0))
    }

    /// Clock stops a week that bring the list, within so many weeks, to the largest size that can be kept.
    pub fn stops_for_relief(&self, weeks: f64) -> f64 {
        let leaving = self.queue.relief_capacity(weeks).max(self.queue.demand);
        (leaving - self.removals()).max(0.0)
    }

    /// What is planned to leave a week, less what joins.
    pub fn planned_spare(&self) -> Option<f64> {
        let stops = self.planned_stops.as_ref()?.per_week;
        Some(stops + self.removals() - self.demand.per_week)
    }

    fn removals(&self) -> f64 {
        self.removed.as_ref().map_or(0.0, |rate| rate.per_week)
    }

    /// How many times its largest sustainable size the list is.
    pub fn times_sustainable(&self) -> Share {
        let times = self.now.1.value as f64 / self.sustainable.1.max(1.0);
        Share(Decimal::try_from(times).unwrap_or_default())
    }

    /// The sustainable list in whole pathways.
    pub fn sustainable_pathways(&self) -> (u64, u64) {
        (whole(self.sustainable.0), whole(self.sustainable.1))
    }

    /// Whole pathways that join a week.
    pub fn joining(&self) -> u64 {
        whole(self.demand.per_week)
    }

    /// Whether the planned list is one at which the share can be met.
    pub fn plan_fits(&self) -> bool {
        let planned = self.planned.as_ref();
        planned.is_some_and(|planned| planned.value as f64 <= self.list_needed.1)
    }
}

fn whole(pathways: f64) -> u64 {
    Decimal::try_from(pathways.round())
        .ok()
        .and_then(|pathways| pathways.to_u64())
        .unwrap_or(0)
}

/// `None` without a list and what joins it.
pub fn glide_path(plan: &Plan, policy: &Policy) -> Option<GlidePath> {
    let flows: Flows = flows(plan);
    let demand = flows.demand().filter(|rate| rate.per_week > 0.0)?;
    let now = list_now(plan)?;
    let (at, share) = asked(plan, policy, now.0);
    let months = u32::try_from(ordinal(at) - ordinal(now.0))
        .ok()
        .filter(|months| *months > 0)?;
    let queue = Queue {
        demand: demand.per_week,
        capacity: flows
            .planned_stops()
            .or_else(|| flows.stopped())
            .map_or(0.0, |rate| rate.per_week),
        size: now.1.value as f64,
        target_wait: EIGHTEEN,
    };
    Some(GlidePath {
        planned: planned_list(plan, at),
        list_needed: list_needed(demand.per_week, share.0.to_f64()?)?,
        sustainable: queue.sustainable_size(),
        queue,
        weeks: weeks_between(now.0, at),
        now,
        at,
        share,
        stopped: flows.stopped(),
        planned_stops: flows.planned_stops(),
        removed: flows.removed(),
        demand,
        months,
    })
}

/// What the year asks of the plan; the constitutional share by the end of the year where it asks for none.
fn asked(plan: &Plan, policy: &Policy, now: Month) -> (Month, Share) {
    let outlooks = within_18(plan, policy);
    let of_plan = match outlooks.as_slice() {
        [only] => only.required.map(|share| (only.standard.month(), share)),
        several => together(plan, several),
    };
    let year = plan
        .year
        .as_ref()
        .map_or(now.next().financial_year(), |year| year.value);
    let of_year = || {
        let standard = policy.within_18_weeks(year)?;
        Some((standard.month(), standard.required(None)?))
    };
    of_plan
        .or_else(of_year)
        .unwrap_or((year.last_month(), WithinStandard::constitutional()))
}

/// What is asked of several bodies together: of each its own share, by the size of its planned list.
fn together(plan: &Plan, outlooks: &[WithinOutlook]) -> Option<(Month, Share)> {
    let elective = plan.elective.as_ref()?;
    let at = outlooks.first()?.standard.month();
    let (mut within, mut all) = (Decimal::ZERO, Decimal::ZERO);
    for outlook in outlooks {
        let own = Elective {
            trajectories: elective
                .trajectories
                .iter()
                .filter(|own| own.organisation == outlook.organisation)
                .cloned()
                .collect(),
            ..Elective::default()
        };
        let list = own.total(Weeks::LIST).remove(&at)?.plan?;
        let list = Decimal::from(list.value);
        within += outlook.required?.0 * list;
        all += list;
    }
    Some((at, Share(within.checked_div(all)?)))
}

/// Pathways on the list at which this share of it is within 18 weeks, at so many joining a week (Little's law).
///
/// Served as chance has it, waits fall off evenly: a share p within 18 weeks is a mean wait of 18 / ln(1 / (1 - p)).
/// Served strictly in turn, nobody waits longer than T: p is 18 / T. Real lists lie between.
fn list_needed(demand: f64, share: f64) -> Option<(f64, f64)> {
    if !(0.01..1.0).contains(&share) {
        return None;
    }
    let by_chance = EIGHTEEN / -(1.0 - share).ln();
    let in_turn = EIGHTEEN / share;
    Some((demand * by_chance, demand * in_turn))
}

fn list_now(plan: &Plan) -> Option<(Month, Sourced<u64>)> {
    let planned = plan
        .elective
        .as_ref()
        .map(|elective| elective.total(Weeks::LIST))
        .unwrap_or_default();
    let actual = planned
        .iter()
        .rev()
        .find_map(|(month, both)| Some((*month, both.actual.clone()?)));
    let published = own_totals(plan, Pathways::Incomplete).pop_last();
    let first = || {
        planned
            .iter()
            .find_map(|(month, both)| Some((*month, both.plan.clone()?)))
    };
    // The later of the two is the list as it is.
    match (actual, published) {
        (Some(actual), Some(published)) if published.0 > actual.0 => Some(published),
        (Some(actual), _) => Some(actual),
        (None, Some(published)) => Some(published),
        (None, None) => first(),
    }
}

fn planned_list(plan: &Plan, at: Month) -> Option<Sourced<u64>> {
    let list = plan.elective.as_ref()?.total(Weeks::LIST);
    list.get(&at)?.plan.clone()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example_waits::moving;
    use crate::plan::{FinancialYear, Organisation, PlanActual, Trajectory};
    use std::collections::BTreeMap;

    #[test]
    fn the_list_needed_is_a_range_between_chance_and_turn() {
        // 100 a week, half within 18 weeks: 18 / ln 2 = 25.97 and 36 weeks of demand.
        let (low, high) = list_needed(100.0, 0.5).unwrap();
        assert!((low - 2_596.851_07).abs() < 1e-4 && (high - 3_600.0).abs() < 1e-9);
        assert_eq!(list_needed(100.0, 1.0), None);
    }

    #[test]
    fn the_planned_fall_stands_beside_the_required_one() {
        let path = glide_path(&moving(1_050, Some(50)), &Policy::default()).unwrap();
        assert_eq!((path.now.1.value, path.months), (10_000, 12));
        assert!((path.planned_fall().unwrap() - 100.0).abs() < 1e-9);
        // 92 in 100 within 18 weeks at 229.5 a week: 19.57 weeks of demand in turn are 4,490.
        let (least, most) = path.required_fall();
        assert!(least > 455.0 && least < 462.0 && most > least);
        // What joins and the fall, less the 50 removals a month, a week.
        let (stops, _) = path.stops_needed();
        let removed = 600.0 / path.weeks;
        let by_hand = path.demand.per_week + 12.0 * least / path.weeks - removed;
        assert!((stops - by_hand).abs() < 0.1, "{stops} {by_hand}");
        // 1,050 stops and 50 removals a month against 1,000 starts.
        let spare = path.planned_spare().unwrap();
        assert!((spare - 1_200.0 / path.weeks).abs() < 0.1, "{spare}");
        assert!(path.times_sustainable().0 > Decimal::TWO);
    }

    #[test]
    fn of_several_bodies_the_share_asked_is_weighed_by_their_lists() {
        let march = |year| Month { year, month: 3 };
        let body = |name: &str, list: u64, over: u64| {
            [(Weeks::LIST, list), (Weeks(18), over)].map(|(measure, count)| {
                let of = |count| Some(Sourced::new(count, Vec::new()));
                let seen = PlanActual {
                    plan: None,
                    actual: of(count),
                };
                let planned = PlanActual {
                    plan: of(count),
                    actual: None,
                };
                Trajectory {
                    measure,
                    organisation: Some(Organisation::named(name)),
                    specialty: None,
                    months: BTreeMap::from([(march(2026), seen), (march(2027), planned)]),
                }
            })
        };
        let plan = Plan {
            year: Some(Sourced::new(FinancialYear(2026), Vec::new())),
            elective: Some(Elective {
                // 62% and 50% within 18 weeks: 69% and 65% are asked.
                trajectories: [
                    body("Ash NHS Trust", 1_000, 380),
                    body("Elm NHS Trust", 3_000, 1_500),
                ]
                .concat(),
                ..Elective::default()
            }),
            ..Plan::default()
        };
        let asked = asked(&plan, &Policy::default(), march(2026));
        assert_eq!(asked, (march(2027), Share::percent(66)));
    }

    #[test]
    fn without_what_joins_it_no_list_can_be_asked_for() {
        let plan = crate::plan::example::clean_plan();
        assert_eq!(glide_path(&plan, &Policy::default()), None);
    }
}
