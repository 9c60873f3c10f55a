//! Whether the plan survives its year: the position added up month by month as declared, without savings that have no
//! scheme behind them, and at the policy's delivery rates; and the month in which each first leaves the plan.

use super::{Course, Support, course, delivery, line_delivery, line_months, so_far};
use crate::plan::{Money, Plan, Position, Saving, Sourced};
use crate::policy::Policy;
use crate::review::Assumptions;

/// Twelve month ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Endurance {
    /// April first.
    pub months: Vec<MonthEnd>,
    /// Months whose actual position stands in place of the plan; 0 where none is known.
    pub closed: u8,
    /// Whether each of these months is known by itself; else only what they come to.
    pub actual_by_month: bool,
    /// Whether the workbook gives the position by month; else the lines start at nil and show the distance from plan.
    pub by_month: bool,
    /// Savings without months, or delivered late in months not known: they count in March only.
    pub in_march: Money,
    pub leaves: Leaves,
}

/// The position added up from April to the end of a month, with the cells of that month.
#[derive(Debug, Clone, PartialEq)]
pub struct MonthEnd {
    /// 1 is April.
    pub number: u8,
    pub plan: Sourced<Money>,
    /// The plan, with actuals in place of it for the months behind.
    pub declared: Sourced<Money>,
    pub without_unidentified: Sourced<Money>,
    /// `None` unless most of the savings state a status or a risk.
    pub usual: Option<Sourced<Money>>,
}

/// The first month end at which a line is further below the plan than the policy lets pass; 1 is April.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Leaves {
    pub declared: Option<u8>,
    pub without_unidentified: Option<u8>,
    pub usual: Option<u8>,
}

/// `None` where neither the position nor the savings are by month: there is nothing to lay along the year.
pub fn endurance(
    plan: &Plan,
    policy: &Policy,
    support: Option<&Support>,
    assumptions: &Assumptions,
) -> Option<Endurance> {
    let position = plan.position.as_ref()?;
    let declared = position.declared.as_ref()?;
    let savings = plan.savings.as_ref()?;
    let planned = by_month(position, declared, policy);
    let phased = savings.lines.iter().any(|line| line.phasing.is_some());
    if planned.is_none() && !phased {
        return None;
    }
    let support = support.filter(|_| assumptions.without_support);
    let so_far = so_far(position).unwrap_or_default();
    let (closed, adverse) = (so_far.months, so_far.adverse);
    let rated = delivery(savings, policy, closed).is_rated();
    let mut short = Shortfalls::default();
    for line in &savings.lines {
        short.add(line, policy, closed);
    }
    // Without planned months the lines show the distance from plan, and a month as it was is no distance.
    let gone = if planned.is_some() {
        actual_months(position, closed, policy)
    } else {
        Vec::new()
    };
    let mut was = Money::ZERO;
    let mut months = Vec::new();
    let (mut so_far, mut unidentified, mut usual) = (Money::ZERO, Money::ZERO, Money::ZERO);
    for (at, number) in (0..12).zip(1..=12_u8) {
        let month = planned.as_ref().and_then(|planned| planned.get(at));
        so_far += month.map_or(Money::ZERO, |month| month.value);
        let mut plan = Sourced::new(
            so_far,
            month.map(|month| month.cells.clone()).unwrap_or_default(),
        );
        if let Some(support) = support.filter(|_| planned.is_some()) {
            plan.value = plan.value - support.by_month(number);
        }
        let declared = match gone.get(at) {
            Some(actual) if number < closed => {
                was += actual.value;
                let taken = support.map_or(Money::ZERO, |support| support.by_month(number));
                Sourced::new(was - taken, actual.cells.clone())
            }
            _ if closed > 0 && number >= closed => plan.clone() - adverse.clone(),
            _ => plan.clone(),
        };
        // Each point with the cells of its own month: those of all months before would say less.
        let less = |sum: &mut Money, list: &[Sourced<Money>; 12]| {
            let part = list.get(at).cloned().unwrap_or_default();
            *sum += part.value;
            let mut cells = part.cells;
            cells.extend(declared.cells.iter().cloned());
            Sourced::new(declared.value - *sum, cells)
        };
        months.push(MonthEnd {
            number,
            without_unidentified: less(&mut unidentified, &short.unidentified),
            usual: rated.then(|| less(&mut usual, &short.usual)),
            declared: declared.clone(),
            plan,
        });
    }
    let tolerance = policy.in_year.position_tolerance.value;
    let leaves = |of: &dyn Fn(&MonthEnd) -> Option<Money>| {
        let below =
            |month: &&MonthEnd| of(month).is_some_and(|value| month.plan.value - value > tolerance);
        months.iter().find(below).map(|month| month.number)
    };
    Some(Endurance {
        leaves: Leaves {
            declared: leaves(&|month| Some(month.declared.value)),
            without_unidentified: leaves(&|month| Some(month.without_unidentified.value)),
            usual: leaves(&|month| Some(month.usual.as_ref()?.value)),
        },
        months,
        closed,
        actual_by_month: !gone.is_empty(),
        by_month: planned.is_some(),
        in_march: short.in_march,
    })
}

/// What each month ahead brings less than planned.
#[derive(Default)]
struct Shortfalls {
    unidentified: [Sourced<Money>; 12],
    usual: [Sourced<Money>; 12],
    in_march: Money,
}

impl Shortfalls {
    fn add(&mut self, line: &Saving, policy: &Policy, closed: u8) {
        let own = line_delivery(line, policy, closed);
        // Months in which a scheme costs are in what the line comes to: what is missing is missed where it saves. A line
        // that is a cost misses nothing.
        let months: Vec<(u8, &Sourced<Money>)> = line
            .phasing
            .iter()
            .flat_map(line_months)
            .filter(|(month, value)| *month > closed && value.value.is_positive())
            .collect();
        let ahead: Money = months.iter().map(|(_, value)| value.value).sum();
        if !own.ahead.is_positive() {
            // Nothing is left to be missed.
        } else if ahead.is_zero() {
            let short = own.shortfall_ahead();
            self.put(12, &line.value, short, line.is_unidentified(), own.ahead);
            self.in_march += own.ahead;
        } else {
            // The months as they stand, unless they make another sum than what is ahead.
            let as_planned = ahead.agrees_with(own.ahead, Money::from_pounds(1));
            for (month, value) in months {
                let due = if as_planned {
                    value.value
                } else {
                    own.ahead * value.value.share_of(ahead).unwrap_or_default()
                };
                let missing = own.rate.map_or(Money::ZERO, |rate| due - due * rate);
                self.put(month, value, missing, line.is_unidentified(), due);
            }
        }
        // Where no actual position holds it, what was not delivered so far is missing at the year's end.
        if closed == 0 && !own.behind.is_zero() {
            self.put(12, &line.value, own.behind, false, Money::ZERO);
            self.in_march += own.behind.abs();
        }
    }

    fn put(
        &mut self,
        month: u8,
        of: &Sourced<Money>,
        short: Money,
        unidentified: bool,
        whole: Money,
    ) {
        let at = usize::from(month).saturating_sub(1);
        if let Some(slot) = self.usual.get_mut(at)
            && !short.is_zero()
        {
            slot.value += short;
            slot.cells.extend(of.cells.iter().cloned());
        }
        if let Some(slot) = self.unidentified.get_mut(at).filter(|_| unidentified) {
            slot.value += whole;
            slot.cells.extend(of.cells.iter().cloned());
        }
    }
}

/// The position of each month gone as it was; none unless every organisation gives it.
fn actual_months(position: &Position, closed: u8, policy: &Policy) -> Vec<Sourced<Money>> {
    let tolerance = policy.in_year.position_tolerance.value;
    let all: Option<Vec<Course<'_>>> = position
        .organisations
        .iter()
        .map(|own| course(own, tolerance).filter(|course| course.gone == closed))
        .collect();
    let Some(all) = all else { return Vec::new() };
    (0..usize::from(closed))
        .map(|at| {
            all.iter()
                .filter_map(|own| own.months.get(at).copied())
                .sum()
        })
        .collect()
}

/// The planned position of each month, where every organisation gives its twelve and they make the declared position.
fn by_month(
    position: &Position,
    declared: &Sourced<Money>,
    policy: &Policy,
) -> Option<Vec<Sourced<Money>>> {
    let bodies = &position.organisations;
    if bodies.is_empty() {
        return None;
    }
    let months: Option<Vec<Sourced<Money>>> = (0..12)
        .map(|at| {
            let parts: Option<Vec<&Sourced<Money>>> = bodies
                .iter()
                .map(|own| own.monthly.get(at)?.as_ref())
                .collect();
            Some(parts?.into_iter().sum())
        })
        .collect();
    let months = months?;
    let year: Money = months.iter().map(|month| month.value).sum();
    year.agrees_with(declared.value, policy.in_year.position_tolerance.value)
        .then_some(months)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case, clean_case_in_year, pounds};
    use crate::plan::{Case, Phasing};

    fn of(case: &Case) -> Endurance {
        endurance(
            &case.plan,
            &Policy::default(),
            None,
            &Assumptions::default(),
        )
        .unwrap()
    }

    /// £1.2m a month of deficit, and £6m of unidentified savings in even months from October.
    fn case() -> Case {
        let mut case = clean_case().with_unidentified(6_000_000, 12);
        case = case.with_savings(|savings| {
            let months = std::array::from_fn(|at| (at >= 6).then(|| pounds(1_000_000, "CIP!N12")));
            savings.lines[2].phasing = Some(Phasing::Months(Box::new(months)));
        });
        case.with_position(|position| {
            position.declared = Some(pounds(-14_400_000, "I&E!P48"));
            position.organisations[0].surplus = pounds(-14_400_000, "I&E!P48");
            position.organisations[0].monthly =
                std::array::from_fn(|_| Some(pounds(-1_200_000, "I&E!C48")));
        })
    }

    #[test]
    fn the_plan_is_left_when_the_savings_that_nobody_has_found_are_due() {
        let read = of(&case());
        assert!(read.by_month);
        let at = |month: usize| read.months[month - 1].without_unidentified.value;
        // September 6 × −1.2; October one more and 1.0 of unidentified savings; March −14.4 − 6.0.
        assert_eq!(at(6), Money::from_pounds(-7_200_000));
        assert_eq!(at(7), Money::from_pounds(-9_400_000));
        assert_eq!(at(12), Money::from_pounds(-20_400_000));
        assert_eq!(read.leaves.declared, None);
        assert_eq!(read.leaves.without_unidentified, Some(7));
        // At 95% the £8m of schemes lose £33k a month: £133k by the end of July.
        assert_eq!(read.leaves.usual, Some(4));
        let usual = read.months[11].usual.as_ref().unwrap().value;
        assert_eq!(usual.pounds().round_dp(2), (-20_800_000).into());
    }

    #[test]
    fn months_in_which_savings_cost_better_no_line() {
        // £6m unidentified that begin with £1m of cost in October, and £2m to be spent in July.
        let case = case().with_savings(|savings| {
            let months: [i64; 12] = [0, 0, 0, 0, 0, 0, -1, 0, 1, 2, 2, 2];
            let month = |at: usize| Some(pounds(months[at] * 1_000_000, "CIP!N12"));
            savings.lines[2].phasing = Some(Phasing::Months(Box::new(std::array::from_fn(month))));
            let mut cost = crate::plan::example::scheme("Set-up costs", -2_000_000, 13);
            let spent = |at: usize| (at == 3).then(|| pounds(-2_000_000, "CIP!K13"));
            cost.phasing = Some(Phasing::Months(Box::new(std::array::from_fn(spent))));
            savings.lines.push(cost);
        });
        let read = of(&case);
        for month in &read.months {
            let declared = month.declared.value;
            assert!(month.without_unidentified.value <= declared, "{month:?}");
            assert!(month.usual.as_ref().unwrap().value <= declared, "{month:?}");
        }
        assert_eq!(read.in_march, Money::ZERO);
        the_ends_are_the_headline(&case);
    }

    #[test]
    fn the_ends_of_the_lines_are_the_headline() {
        the_ends_are_the_headline(&case());
    }

    fn the_ends_are_the_headline(case: &Case) {
        let read = of(case);
        let headline = crate::analysis::headline(&case.plan, &Policy::default());
        let last = read.months.last().unwrap();
        assert_eq!(
            last.without_unidentified.value,
            headline.without_unidentified.unwrap().value
        );
        let usual = headline.usual_delivery.unwrap().position;
        assert!(
            last.usual
                .as_ref()
                .unwrap()
                .value
                .agrees_with(usual, Money::from_pounds(1))
        );
    }

    #[test]
    fn actuals_stand_in_place_of_the_plan_for_the_months_behind() {
        let case = clean_case_in_year().with_position(|position| {
            let result = &mut position.organisations[0].lines[4];
            result.actual_to_date = Some(pounds(-3_000_000, "I&E!R48"));
        });
        let read = of(&case);
        assert_eq!(read.closed, 6);
        assert!(
            !read.by_month,
            "no months of the position: distance from plan"
        );
        assert_eq!(read.months[4].declared.value, Money::ZERO);
        assert_eq!(
            read.months[5].declared.value,
            Money::from_pounds(-3_000_000)
        );
        assert_eq!(read.leaves.declared, Some(6));
        // Half of £8m is ahead, at 95%: £0.2m more.
        let usual = read.months[11].usual.as_ref().unwrap().value;
        assert_eq!(usual.pounds().round_dp(2), (-3_200_000).into());
    }

    #[test]
    fn months_as_they_were_stand_on_no_line_that_shows_the_distance_from_plan() {
        // A deficit of £1m a month, to the pound as planned; the plan is not by month.
        let case = clean_case_in_year().with_position(|position| {
            position.declared = Some(pounds(-12_000_000, "I&E!P48"));
            let own = &mut position.organisations[0];
            own.surplus = pounds(-12_000_000, "I&E!P48");
            own.monthly = Default::default();
            own.course = std::array::from_fn(|_| Some(pounds(-1_000_000, "I&E!T48")));
            own.lines[4] = crate::plan::example::position_line(
                "Surplus/(deficit)",
                crate::plan::LineKind::Surplus,
                -12_000_000,
                48,
            );
        });
        let read = of(&case);
        assert!(!read.by_month && !read.actual_by_month);
        assert_eq!(read.closed, 6);
        assert!(
            read.months
                .iter()
                .all(|month| month.declared.value.is_zero())
        );
        assert_eq!(read.leaves.declared, None);
    }

    #[test]
    fn savings_without_months_count_in_march() {
        let case = case().with_savings(|savings| savings.lines[2].phasing = None);
        let read = of(&case);
        assert_eq!(read.in_march, Money::from_pounds(6_000_000));
        assert_eq!(read.leaves.without_unidentified, Some(12));
    }

    #[test]
    fn nothing_by_month_is_nothing_to_draw() {
        let case = clean_case().with_savings(|savings| {
            for line in &mut savings.lines {
                line.phasing = None;
            }
        });
        assert_eq!(
            endurance(
                &case.plan,
                &Policy::default(),
                None,
                &Assumptions::default()
            ),
            None
        );
    }
}
