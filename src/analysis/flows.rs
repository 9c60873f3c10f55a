//! What comes on to a waiting list and what leaves it, month by month: clock starts, clock stops, removals. From the plan's
//! own measures by their names, and from the published returns of new and completed pathways.

use super::month_ends::weeks_between;
use super::nature::{is_any, says, words};
use super::published::own_totals;
use crate::plan::{Cells, Month, MonthlyMeasure, Pathways, Plan, Sourced};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use std::collections::BTreeMap;

/// Months that a rate is taken over: a year holds every season once.
const RATE_MONTHS: usize = 12;
/// Fewer make no rate.
const RATE_MONTHS_MIN: usize = 3;

/// Pathways by month.
pub type Counts = BTreeMap<Month, Sourced<u64>>;

/// Pathways that join and leave a list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ListMovement {
    pub starts: Counts,
    pub stops: Counts,
    /// Taken off without treatment, where given.
    pub removals: Counts,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Flows {
    pub planned: ListMovement,
    /// Actual of the plan's own sheets, else published.
    pub seen: ListMovement,
}

/// Pathways a week over some months.
#[derive(Debug, Clone, PartialEq)]
pub struct Rate {
    pub per_week: f64,
    pub from: Month,
    pub to: Month,
    pub cells: Cells,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Start,
    Stop,
    /// A part of the stops, given by how treatment ended.
    StopAdmitted,
    StopOther,
    Removal,
}

pub fn flows(plan: &Plan) -> Flows {
    let own = |way: Way, pick: Pick| total(plan, way, pick);
    let movement = |pick: Pick| ListMovement {
        starts: own(Way::Start, pick),
        stops: stops(plan, pick),
        removals: own(Way::Removal, pick),
    };
    let mut flows = Flows {
        planned: movement(|measure| &measure.planned),
        seen: movement(|measure| &measure.actual),
    };
    let published = published(plan);
    if flows.seen.starts.is_empty() {
        flows.seen.starts = published.starts;
    }
    if flows.seen.stops.is_empty() {
        flows.seen.stops = published.stops;
    }
    flows
}

impl Flows {
    /// Joining a week: as planned for the year, else as seen lately.
    pub fn demand(&self) -> Option<Rate> {
        rate(&self.planned.starts).or_else(|| rate(&self.seen.starts))
    }

    /// Treated or otherwise stopped a week, as seen lately.
    pub fn stopped(&self) -> Option<Rate> {
        rate(&self.seen.stops)
    }

    /// The same as planned for the year.
    pub fn planned_stops(&self) -> Option<Rate> {
        rate(&self.planned.stops)
    }

    /// Taken off without treatment a week: as planned for the year, else as seen lately.
    pub fn removed(&self) -> Option<Rate> {
        rate(&self.planned.removals).or_else(|| rate(&self.seen.removals))
    }
}

/// Over the last year of months, as far as given.
fn rate(counts: &Counts) -> Option<Rate> {
    let latest: Vec<(&Month, &Sourced<u64>)> = counts.iter().rev().take(RATE_MONTHS).collect();
    if latest.len() < RATE_MONTHS_MIN {
        return None;
    }
    let weeks: f64 = latest
        .iter()
        .map(|(month, _)| weeks_between(before(**month), **month))
        .sum();
    let sum: u64 = latest.iter().map(|(_, count)| count.value).sum();
    Some(Rate {
        per_week: sum as f64 / weeks,
        from: *latest.last()?.0,
        to: *latest.first()?.0,
        cells: latest
            .iter()
            .rev()
            .flat_map(|(_, count)| count.cells.clone())
            .collect(),
    })
}

pub(super) fn before(month: Month) -> Month {
    if month.month == 1 {
        Month {
            year: month.year.saturating_sub(1),
            month: 12,
        }
    } else {
        Month {
            year: month.year,
            month: month.month - 1,
        }
    }
}

type Pick = fn(&MonthlyMeasure) -> &BTreeMap<Month, Sourced<Decimal>>;

/// Of the plan as a whole where a line is of nobody in particular, else of all bodies together.
fn total(plan: &Plan, way: Way, pick: Pick) -> Counts {
    let of_way = || {
        plan.measures
            .iter()
            .filter(|measure| self::way(&measure.name) == Some(way) && !pick(measure).is_empty())
    };
    let whole = of_way().any(|measure| measure.organisation.is_none());
    let mut sums = Counts::new();
    for measure in of_way().filter(|measure| !whole || measure.organisation.is_none()) {
        for (month, value) in pick(measure) {
            let Some(count) = value.value.round().to_u64() else {
                continue;
            };
            add(&mut sums, *month, count, &value.cells);
        }
    }
    sums
}

fn add(sums: &mut Counts, month: Month, count: u64, cells: &Cells) {
    let sum = sums.entry(month).or_default();
    sum.value = sum.value.saturating_add(count);
    sum.cells.append(cells);
}

/// All stops where one line gives them, else admitted and other ones where both are given.
fn stops(plan: &Plan, pick: Pick) -> Counts {
    let all = total(plan, Way::Stop, pick);
    if !all.is_empty() {
        return all;
    }
    let (admitted, other) = (
        total(plan, Way::StopAdmitted, pick),
        total(plan, Way::StopOther, pick),
    );
    both(&admitted, &other)
}

/// The months that both have: one of them alone is no total.
fn both(one: &Counts, other: &Counts) -> Counts {
    let mut sums = Counts::new();
    for (month, count) in one {
        if let Some(more) = other.get(month) {
            add(&mut sums, *month, count.value, &count.cells);
            add(&mut sums, *month, more.value, &more.cells);
        }
    }
    sums
}

fn published(plan: &Plan) -> ListMovement {
    let of = |pathways: Pathways| own_totals(plan, pathways);
    ListMovement {
        starts: of(Pathways::New),
        stops: both(&of(Pathways::Admitted), &of(Pathways::NonAdmitted)),
        removals: Counts::new(),
    }
}

/// Which way a measure's name says pathways go.
fn way(name: &str) -> Option<Way> {
    let all = words(name);
    let all: Vec<&String> = all.iter().collect();
    let says = |phrase: &[&str]| says(&all, phrase);
    if says(&["clock", "start|starts"])
        || says(&["new", "rtt", "period|periods|pathway|pathways"])
        || says(&["new", "pathway|pathways"])
        || says(&["addition|additions", "to"])
    {
        Some(Way::Start)
    } else if says(&["non", "admitted"]) && says(&["completed|stop|stops"]) {
        Some(Way::StopOther)
    } else if says(&["admitted"]) && says(&["completed|stop|stops"]) {
        Some(Way::StopAdmitted)
    } else if says(&["clock", "stop|stops"]) || says(&["completed", "pathway|pathways"]) {
        Some(Way::Stop)
    } else if all
        .iter()
        .any(|word| is_any(word, &["removal", "removals", "removed", "rott"]))
    {
        Some(Way::Removal)
    } else {
        None
    }
}

/// A month of a plan in which what joins and what leaves is not what the list does.
#[derive(Debug, Clone, PartialEq)]
pub struct RollForward {
    pub from: Month,
    pub to: Month,
    pub opening: u64,
    pub closing: u64,
    pub starts: u64,
    pub stops: u64,
    /// `None` where the plan gives none.
    pub removals: Option<u64>,
    /// Opening and closing list, then what moves it.
    pub cells: Cells,
}

impl RollForward {
    /// Pathways that leave the list without being stopped or removed in the plan; negative where the list is longer than
    /// its own movements make it.
    pub fn unexplained(&self) -> i64 {
        let of = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        of(self.opening) + of(self.starts)
            - of(self.stops)
            - of(self.removals.unwrap_or(0))
            - of(self.closing)
    }

    /// Whether what is left without a reason is no more than rounding and late correction.
    pub fn is_close(&self) -> bool {
        Decimal::from(self.unexplained().unsigned_abs()) <= NOTICED * Decimal::from(self.opening)
    }
}

/// The part of the opening list up to which a difference is rounding and late correction.
const NOTICED: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// The longest stretch of months that have the list at both ends and every movement between; planned figures alone.
pub fn roll_forward(plan: &Plan) -> Option<RollForward> {
    let list = plan.elective.as_ref()?.total(crate::plan::Weeks::LIST);
    let moved = flows(plan).planned;
    let closing = |month: Month| list.get(&month).and_then(|both| both.plan.as_ref());
    // The list before the first planned month is as it was, where the plan shows it so.
    let opening = |month: Month| {
        let both = list.get(&before(month))?;
        both.plan.as_ref().or(both.actual.as_ref())
    };
    let whole: Vec<Month> = moved
        .starts
        .keys()
        .copied()
        .filter(|month| {
            moved.stops.contains_key(month)
                && closing(*month).is_some()
                && opening(*month).is_some()
        })
        .collect();
    let (first, end) = (*whole.first()?, *whole.last()?);
    let gaps = std::iter::successors(Some(first), |month| Some(month.next()))
        .take_while(|month| *month <= end)
        .any(|month| !whole.contains(&month));
    if gaps {
        return None;
    }
    let sum = |counts: &Counts| -> u64 {
        whole
            .iter()
            .filter_map(|month| counts.get(month))
            .map(|count| count.value)
            .sum()
    };
    let (from, to) = (opening(first)?, closing(end)?);
    let mut cells = from.cells.clone();
    cells.extend(to.cells.iter().cloned());
    for counts in [&moved.starts, &moved.stops, &moved.removals] {
        let of_month = whole.iter().filter_map(|month| counts.get(month));
        cells.extend(of_month.flat_map(|count| count.cells.clone()));
    }
    Some(RollForward {
        from: first,
        to: end,
        opening: from.value,
        closing: to.value,
        starts: sum(&moved.starts),
        stops: sum(&moved.stops),
        removals: (!moved.removals.is_empty()).then(|| sum(&moved.removals)),
        cells,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::clean_plan;
    use crate::plan::example_waits::moving;

    #[test]
    fn names_say_which_way_pathways_go() {
        for (name, way) in [
            ("RTT clock starts", Some(Way::Start)),
            ("New RTT pathways", Some(Way::Start)),
            ("Completed non-admitted pathways", Some(Way::StopOther)),
            ("Completed admitted pathways", Some(Way::StopAdmitted)),
            ("Total RTT clock stops", Some(Way::Stop)),
            ("Validation removals", Some(Way::Removal)),
            ("Day cases", None),
        ] {
            assert_eq!(self::way(name), way, "{name}");
        }
    }

    #[test]
    fn what_joins_and_leaves_is_what_the_list_does() {
        // 10,000 + 12 × 1,000 − 12 × 1,050 − 12 × 50 = 8,800.
        let rolled = roll_forward(&moving(1_050, Some(50))).unwrap();
        assert_eq!((rolled.opening, rolled.closing), (10_000, 8_800));
        assert_eq!(rolled.unexplained(), 0);
        assert_eq!(
            roll_forward(&moving(1_050, None)).unwrap().unexplained(),
            600
        );
        assert_eq!(
            roll_forward(&moving(1_200, None)).unwrap().unexplained(),
            -1_200
        );
        assert_eq!(roll_forward(&clean_plan()), None);
    }

    #[test]
    fn a_rate_is_pathways_a_week_over_the_year() {
        let rate = flows(&moving(1_050, None)).demand().unwrap();
        // 12,000 in 366 days.
        assert!((rate.per_week - 12_000.0 / (366.0 / 7.0)).abs() < 1e-9);
    }
}
