//! Run rate, by one definition: the position to date, divided by the months gone and multiplied by twelve, is the straight
//! line; what each remaining month must be is the plan less the position to date, divided by the months left.

use super::{Support, elapsed, income_to_date, year_to_date};
use crate::plan::{LineKind, Money, OrganisationPosition, Position, Share, Sourced};
use crate::review::Assumptions;
use rust_decimal::Decimal;

/// One body's year so far, or that of all together. Surplus positive.
#[derive(Debug, Clone, PartialEq)]
pub struct RunRate {
    /// `None` for all organisations together.
    pub organisation: Option<String>,
    /// Months gone, 1 to 11.
    pub months: u8,
    pub to_date: Sourced<Money>,
    pub plan_to_date: Option<Sourced<Money>>,
    pub plan: Sourced<Money>,
    pub forecast: Option<Sourced<Money>>,
    /// Income or allocation of the year, for shares.
    pub turnover: Option<Money>,
    /// And of the months gone.
    pub income_to_date: Option<Money>,
}

impl RunRate {
    /// To date ÷ months gone × 12.
    pub fn straight_line(&self) -> Money {
        let twelve = self
            .to_date
            .value
            .pounds()
            .saturating_mul(Decimal::from(12));
        Money::from_pounds(twelve / Decimal::from(self.months.max(1)))
    }

    /// Straight line less plan: negative where the plan is missed at this rate.
    pub fn gap(&self) -> Money {
        self.straight_line() - self.plan.value
    }

    pub fn gap_of_turnover(&self) -> Option<Share> {
        self.gap().share_of(self.turnover?)
    }

    /// An average month so far.
    pub fn each_month(&self) -> Money {
        Money::from_pounds(self.to_date.value.pounds() / Decimal::from(self.months.max(1)))
    }

    /// What each remaining month must be for the year to end on plan.
    pub fn needed_each_month(&self) -> Money {
        let left = Decimal::from(12_u8.saturating_sub(self.months).max(1));
        Money::from_pounds((self.plan.value - self.to_date.value).pounds() / left)
    }

    /// How much better than an average month so far each remaining month must be; negative where it may be worse.
    pub fn improvement(&self) -> Money {
        self.needed_each_month() - self.each_month()
    }
}

/// A row for each organisation that reports where its year stands, worst gap first, and one for all together where all
/// report and the same months have gone. Support is taken out in even twelfths of the whole, where the reviewer says so.
pub fn run_rates(
    position: &Position,
    support: Option<&Support>,
    assumptions: &Assumptions,
) -> Vec<RunRate> {
    let mut rates: Vec<RunRate> = position.organisations.iter().filter_map(of_body).collect();
    rates.sort_by_key(RunRate::gap);
    let all = whole(position, &rates).map(|whole| {
        match support.filter(|_| assumptions.without_support) {
            Some(support) => without(whole, support),
            None => whole,
        }
    });
    match (all, rates.len()) {
        (Some(all), 1) => vec![RunRate {
            organisation: rates.first().and_then(|only| only.organisation.clone()),
            ..all
        }],
        (Some(all), _) => {
            rates.push(all);
            rates
        }
        (None, _) => rates,
    }
}

fn of_body(position: &OrganisationPosition) -> Option<RunRate> {
    let year = year_to_date(position)?;
    let months = elapsed(position)?;
    let turnover: Money = position
        .lines
        .iter()
        .filter(|line| matches!(line.kind, LineKind::Income | LineKind::Allocation))
        .filter_map(|line| Some(line.plan.as_ref()?.value))
        .sum();
    Some(RunRate {
        organisation: Some(position.organisation.name.clone()),
        months,
        to_date: year.result.actual_to_date.clone()?,
        plan_to_date: year.result.plan_to_date.clone(),
        plan: year.plan(),
        forecast: year.result.forecast.clone(),
        turnover: turnover.is_positive().then_some(turnover),
        income_to_date: income_to_date(position),
    })
}

fn whole(position: &Position, rates: &[RunRate]) -> Option<RunRate> {
    let first = rates.first()?;
    let all = rates.len() == position.organisations.len()
        && rates.iter().all(|rate| rate.months == first.months);
    if !all {
        return None;
    }
    let optional = |of: &dyn Fn(&RunRate) -> Option<Sourced<Money>>| {
        let parts: Option<Vec<Sourced<Money>>> = rates.iter().map(of).collect();
        parts.map(|parts| parts.iter().sum())
    };
    // A system's base is its allocation alone: the incomes of its providers come out of it.
    let turnover = position
        .base
        .as_ref()
        .map(|base| base.value.value)
        .or_else(|| first.turnover.filter(|_| rates.len() == 1));
    // What a body plans to date is known; of the base of several, the part of the year gone.
    let gone = Share(Decimal::from(first.months) / Decimal::from(12));
    let income_to_date = match rates {
        [only] => only.income_to_date,
        _ => turnover.map(|turnover| turnover * gone),
    };
    Some(RunRate {
        organisation: None,
        months: first.months,
        to_date: rates.iter().map(|rate| &rate.to_date).sum(),
        plan_to_date: optional(&|rate| rate.plan_to_date.clone()),
        plan: rates.iter().map(|rate| &rate.plan).sum(),
        forecast: optional(&|rate| rate.forecast.clone()),
        turnover,
        income_to_date,
    })
}

fn without(mut rate: RunRate, support: &Support) -> RunRate {
    let so_far = support.by_month(rate.months);
    rate.to_date.value = rate.to_date.value - so_far;
    if let Some(planned) = &mut rate.plan_to_date {
        planned.value = planned.value - so_far;
    }
    rate.plan.value = rate.plan.value - support.amount.value;
    if let Some(forecast) = &mut rate.forecast {
        forecast.value = forecast.value - support.amount.value;
    }
    rate
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case_in_year, pounds};

    fn rates(to_date: i64) -> Vec<RunRate> {
        let case = clean_case_in_year().with_position(|position| {
            position.organisations[0].lines[4].actual_to_date = Some(pounds(to_date, "I&E!R48"));
        });
        run_rates(
            case.plan.position.as_ref().unwrap(),
            None,
            &Assumptions::default(),
        )
    }

    #[test]
    fn three_million_behind_after_six_months_of_breakeven() {
        let [rate] = rates(-3_000_000).try_into().unwrap();
        assert_eq!(rate.months, 6);
        // 3 ÷ 6 × 12 = 6 behind, 3% of £200m; 0.5 a month so far, and 0.5 a month better than nothing from now on.
        assert_eq!(rate.straight_line(), Money::from_pounds(-6_000_000));
        assert_eq!(rate.gap(), Money::from_pounds(-6_000_000));
        assert_eq!(
            rate.gap_of_turnover().map(|share| share.0.round_dp(6)),
            Some(Share::percent(-3).0)
        );
        assert_eq!(rate.each_month(), Money::from_pounds(-500_000));
        assert_eq!(rate.needed_each_month(), Money::from_pounds(500_000));
        assert_eq!(rate.improvement(), Money::from_pounds(1_000_000));
    }

    /// North Central London, month 2 of 2023/24: a straight line of −£235.9m means −£39.3m after two months.
    #[test]
    fn two_months_times_six() {
        let rate = RunRate {
            organisation: None,
            months: 2,
            to_date: pounds(-39_316_667, "I&E!R48"),
            plan_to_date: None,
            plan: pounds(0, "I&E!P48"),
            forecast: None,
            turnover: None,
            income_to_date: None,
        };
        let millions = rate.straight_line().pounds() / Decimal::from(1_000_000);
        assert_eq!(millions.round_dp(1), Decimal::new(-2359, 1));
    }

    #[test]
    fn without_support_the_year_so_far_loses_its_part_of_it() {
        let case = clean_case_in_year();
        let support = Support {
            amount: pounds(12_000_000, "Notes!B2"),
            shown: crate::analysis::SupportShown::Assumed,
        };
        let assumptions = Assumptions {
            without_support: true,
            ..Assumptions::default()
        };
        let position = case.plan.position.as_ref().unwrap();
        let [rate] = run_rates(position, Some(&support), &assumptions)
            .try_into()
            .unwrap();
        assert_eq!(rate.to_date.value, Money::from_pounds(-6_000_000));
        assert_eq!(rate.plan.value, Money::from_pounds(-12_000_000));
        assert_eq!(rate.gap(), Money::ZERO);
    }
}
