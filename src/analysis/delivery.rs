//! What the savings lines deliver at the policy's rates: the lower of what status and risk let expect. What has been
//! delivered already counts as it is, and the rates are for what is still to come. A cost among the savings counts in full:
//! money that is to be spent is not saved by spending it late.

use super::line_months;
use crate::plan::{Money, Risk, Saving, Savings, Share, Status};
use crate::policy::Policy;

/// All lines, by status.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Delivery {
    /// Savings in the order of the ladder; lines that state no status last; statuses without lines are left out.
    pub by_status: Vec<StatusDelivery>,
    /// Lines below nil, of whatever status: no rate relieves them.
    pub costs: StatusDelivery,
    /// Value of the savings that state neither status nor risk, counted in full.
    pub unrated: Money,
    /// How much worse the position to date is than planned, beyond what its savings missed; negative where it is better,
    /// nil where no position to date is given.
    pub besides: Money,
}

/// The lines of one status.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StatusDelivery {
    pub status: Option<Status>,
    pub planned: Money,
    /// How many lines.
    pub lines: usize,
    /// Delivered in the months behind, where the workbook says.
    pub done: Money,
    /// Planned for the months ahead; the whole year where nothing is said of the months behind.
    pub ahead: Money,
    /// Of that, what the rates let expect.
    pub expected_ahead: Money,
    /// Planned for the months behind and not delivered then.
    pub behind: Money,
    /// The part of `ahead` that must be delivered to land the plan, if all other statuses deliver at their rates;
    /// `None` where nothing is ahead.
    pub needed: Option<Share>,
}

impl StatusDelivery {
    pub fn expected(&self) -> Money {
        self.done + self.expected_ahead
    }

    /// What the rates take from the months ahead.
    pub fn shortfall_ahead(&self) -> Money {
        self.ahead - self.expected_ahead
    }

    /// Of what is ahead; `None` where nothing is.
    pub fn rate(&self) -> Option<Share> {
        self.expected_ahead.share_of(self.ahead)
    }
}

impl Delivery {
    pub fn planned(&self) -> Money {
        self.sum(|own| own.planned)
    }

    pub fn expected(&self) -> Money {
        self.sum(StatusDelivery::expected)
    }

    pub fn shortfall_ahead(&self) -> Money {
        self.sum(StatusDelivery::shortfall_ahead)
    }

    /// Whether most of the savings state a status or a risk, so that rates say something of them.
    pub fn is_rated(&self) -> bool {
        let savings: Money = self.by_status.iter().map(|own| own.planned).sum();
        savings.is_positive() && self.unrated + self.unrated <= savings
    }

    /// Planned for the months behind and not delivered then; negative where more was delivered.
    pub fn behind(&self) -> Money {
        self.sum(|own| own.behind)
    }

    /// The part of everything ahead with a scheme behind it that must be delivered to land the plan, if savings without
    /// a scheme deliver nothing and costs come in full; `None` where nothing with a scheme is ahead. Above 1 the plan
    /// cannot be landed.
    pub fn needed_of_schemes(&self) -> Option<Share> {
        let schemes = |own: &&StatusDelivery| own.status != Some(Status::Unidentified);
        let ahead: Money = self
            .by_status
            .iter()
            .filter(schemes)
            .map(|own| own.ahead)
            .sum();
        let to_find = self.planned() - self.done() + self.besides - self.costs.ahead;
        to_find.share_of(ahead).filter(|_| ahead.is_positive())
    }

    /// The same savings where the position to date is so much worse than planned: landing the plan makes that up as well.
    pub fn with_position_to_date(mut self, adverse: Money) -> Self {
        self.besides = adverse - self.behind();
        self.settle();
        self
    }

    /// Delivered in the months behind.
    pub fn done(&self) -> Money {
        self.sum(|own| own.done)
    }

    /// Planned for the months ahead.
    pub fn ahead(&self) -> Money {
        self.sum(|own| own.ahead)
    }

    /// What the rates let expect of all months ahead.
    pub fn rate_ahead(&self) -> Option<Share> {
        self.sum(|own| own.expected_ahead).share_of(self.ahead())
    }

    /// What each status must deliver if all others deliver at their rates.
    fn settle(&mut self) {
        let short = self.planned() - self.expected() + self.besides;
        for own in &mut self.by_status {
            let alone = (own.expected_ahead + short).share_of(own.ahead);
            own.needed = alone.filter(|_| own.ahead.is_positive());
        }
    }

    /// Over savings and costs.
    fn sum(&self, of: impl Fn(&StatusDelivery) -> Money) -> Money {
        self.by_status.iter().chain([&self.costs]).map(of).sum()
    }
}

impl StatusDelivery {
    fn add(&mut self, line: &Saving, own: LineDelivery) {
        self.planned += line.value.value;
        self.lines += 1;
        self.done += own.done;
        self.ahead += own.ahead;
        self.expected_ahead += own.expected_ahead;
        self.behind += own.behind;
    }
}

/// One line at its rate: what was done, what is ahead, and what of that is to be expected.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LineDelivery {
    pub done: Money,
    pub ahead: Money,
    pub expected_ahead: Money,
    pub behind: Money,
    /// What is to be expected of `ahead`; all of it where it is a cost. `None` where a saving states neither status nor
    /// risk.
    pub rate: Option<Share>,
}

/// `closed` months are behind, for which the position's actuals stand: of a line that reports nothing, what was planned in
/// them is taken as done, since whatever it fell short by is in those actuals.
pub fn line_delivery(line: &Saving, policy: &Policy, closed: u8) -> LineDelivery {
    let value = line.value.value;
    let planned_behind = || -> Money {
        let months = line.phasing.iter().flat_map(line_months);
        let behind = months.filter(|(month, _)| *month <= closed);
        behind.map(|(_, value)| value.value).sum()
    };
    let (done, ahead, behind) = match (&line.actual_to_date, &line.plan_to_date) {
        (Some(actual), Some(plan)) => (actual.value, value - plan.value, plan.value - actual.value),
        // Without a plan to date nothing says which part of the year is behind: what is not delivered is ahead.
        (Some(actual), None) => (actual.value, value - actual.value, Money::ZERO),
        (None, _) => {
            let behind = planned_behind();
            (behind, value - behind, Money::ZERO)
        }
    };
    // More than the year's saving was delivered already: what the line is to give back comes in full as well.
    let in_full = line.is_cost() || ahead.is_negative();
    let rate = if in_full {
        Some(Share::percent(100))
    } else {
        delivery_rate(line, policy)
    };
    LineDelivery {
        done,
        ahead,
        expected_ahead: rate.map_or(ahead, |rate| ahead * rate),
        behind,
        rate,
    }
}

impl LineDelivery {
    /// What the rate takes from the months ahead.
    pub fn shortfall_ahead(self) -> Money {
        self.ahead - self.expected_ahead
    }
}

/// All lines at the policy's rates.
pub fn delivery(savings: &Savings, policy: &Policy, closed: u8) -> Delivery {
    delivery_of(savings.lines.iter(), policy, closed)
}

/// Some lines at the policy's rates.
pub fn delivery_of<'a>(
    lines: impl Iterator<Item = &'a Saving>,
    policy: &Policy,
    closed: u8,
) -> Delivery {
    let steps = Status::ALL.into_iter().map(Some).chain([None]);
    let mut by_status: Vec<StatusDelivery> = steps
        .map(|status| StatusDelivery {
            status,
            ..StatusDelivery::default()
        })
        .collect();
    let mut costs = StatusDelivery::default();
    let mut unrated = Money::ZERO;
    for line in lines {
        let own = line_delivery(line, policy, closed);
        if own.rate.is_none() {
            unrated += line.value.value;
        }
        let mut steps = by_status.iter_mut();
        if line.is_cost() {
            costs.add(line, own);
        } else if let Some(sum) = steps.find(|known| known.status == line.step()) {
            sum.add(line, own);
        }
    }
    by_status.retain(|own| own.lines > 0);
    let mut delivery = Delivery {
        by_status,
        costs,
        unrated,
        besides: Money::ZERO,
    };
    delivery.settle();
    delivery
}

/// The lower of what status and risk let expect; `None` where the line states neither.
pub fn delivery_rate(line: &Saving, policy: &Policy) -> Option<Share> {
    let by_status = line.step().map(|status| policy.delivery_rate(status));
    let by_risk = line
        .risk
        .as_ref()
        .and_then(|stated| stated.risk)
        .map(|risk| {
            // A risk caps at the rate of the status that is as firm.
            policy.delivery_rate(match risk {
                Risk::Low => Status::FullyDeveloped,
                Risk::Medium => Status::InProgress,
                Risk::High => Status::Opportunity,
            })
        });
    match (by_status, by_risk) {
        (Some(status), Some(risk)) => Some(status.min(risk)),
        (status, risk) => status.or(risk),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_plan, pounds, scheme};
    use crate::plan::{StatedRisk, StatedStatus};
    use rust_decimal::Decimal;

    fn line(status: Status, value: i64, row: u32) -> Saving {
        let mut line = scheme("Scheme", value, row);
        line.status = Some(StatedStatus {
            status: Some(status),
            word: status.label().to_owned(),
            cell: line.source.clone(),
        });
        line
    }

    fn savings(lines: Vec<Saving>) -> Savings {
        Savings {
            lines,
            ..clean_plan().savings.unwrap()
        }
    }

    /// Humber and North Yorkshire, month 5 of 2024/25: 70% fully developed, 13% in progress, 17% opportunity.
    /// 70 × 0.95 + 13 × 0.80 + 17 × 0.50 = 66.5 + 10.4 + 8.5 = 85.4.
    #[test]
    fn the_mix_of_humber_and_north_yorkshire_delivers_854_of_a_thousand() {
        let mix = savings(vec![
            line(Status::FullyDeveloped, 70_000_000, 10),
            line(Status::InProgress, 13_000_000, 11),
            line(Status::Opportunity, 17_000_000, 12),
        ]);
        let delivery = delivery(&mix, &Policy::default(), 0);
        assert_eq!(delivery.expected(), Money::from_pounds(85_400_000));
        // 14.6 short: in progress would have to bring 10.4 + 14.6 = 25.0 of its 13.
        let needed = delivery.by_status[1].needed.unwrap();
        assert_eq!(needed.0.round_dp(4), Decimal::new(19_231, 4));
        assert_eq!(
            delivery.needed_of_schemes(),
            Some(Share::percent(100)),
            "with no unidentified savings everything must be delivered"
        );
    }

    #[test]
    fn what_was_delivered_counts_as_it_is_and_the_rate_is_for_the_rest() {
        let mut own = line(Status::Opportunity, 1_000, 10);
        own.plan_to_date = Some(pounds(400, "CIP!U10"));
        own.actual_to_date = Some(pounds(300, "CIP!V10"));
        let read = line_delivery(&own, &Policy::default(), 0);
        // 300 done, 600 ahead at 50%.
        assert_eq!(
            (read.done, read.ahead, read.expected_ahead, read.behind),
            (
                Money::from_pounds(300),
                Money::from_pounds(600),
                Money::from_pounds(300),
                Money::from_pounds(100)
            )
        );
    }

    #[test]
    fn the_lower_of_status_and_risk_counts() {
        let mut own = line(Status::FullyDeveloped, 1_000, 10);
        own.risk = Some(StatedRisk {
            risk: Some(Risk::High),
            word: "High".to_owned(),
            cell: own.source.clone(),
        });
        assert_eq!(
            delivery_rate(&own, &Policy::default()),
            Some(Share::percent(50))
        );
        own.status = None;
        own.risk = None;
        assert_eq!(delivery_rate(&own, &Policy::default()), None);
    }

    #[test]
    fn to_land_the_plan_what_was_lost_beside_the_savings_is_made_up_too() {
        let mut own = line(Status::InProgress, 1_000, 10);
        own.plan_to_date = Some(pounds(400, "CIP!U10"));
        own.actual_to_date = Some(pounds(300, "CIP!V10"));
        let delivery = delivery(&savings(vec![own]), &Policy::default(), 0);
        // 700 to be found in months that plan 600.
        let needed = delivery.needed_of_schemes().unwrap();
        assert_eq!(needed.0.round_dp(4), Decimal::new(11_667, 4));
        // The position is 250 behind, 100 of it the savings: 150 more.
        let delivery = delivery.with_position_to_date(Money::from_pounds(250));
        assert_eq!(delivery.besides, Money::from_pounds(150));
        let needed = delivery.needed_of_schemes().unwrap();
        assert_eq!(needed.0.round_dp(4), Decimal::new(14_167, 4));
        assert_eq!(delivery.by_status[0].needed, Some(needed));
    }

    #[test]
    fn a_cost_among_the_savings_counts_in_full() {
        let mix = savings(vec![
            line(Status::Opportunity, 1_000, 10),
            line(Status::InProgress, -200, 11),
        ]);
        let delivery = delivery(&mix, &Policy::default(), 0);
        // 1,000 at 50%, less all of the 200.
        assert_eq!(delivery.planned(), Money::from_pounds(800));
        assert_eq!(delivery.expected(), Money::from_pounds(300));
        assert_eq!(delivery.shortfall_ahead(), Money::from_pounds(500));
        assert_eq!(
            delivery.by_status.len(),
            1,
            "the cost is no scheme in progress"
        );
        assert_eq!(delivery.by_status[0].rate(), Some(Share::percent(50)));
        // To land 800 with 200 to be spent, everything must be delivered.
        assert_eq!(delivery.needed_of_schemes(), Some(Share::percent(100)));
        assert_eq!(delivery.by_status[0].needed, Some(Share::percent(100)));
    }

    #[test]
    fn a_cost_without_status_leaves_the_savings_rated() {
        let mut cost = line(Status::InProgress, -600, 11);
        cost.status = None;
        let mix = savings(vec![line(Status::FullyDeveloped, 1_000, 10), cost]);
        let delivery = delivery(&mix, &Policy::default(), 0);
        assert!(delivery.is_rated());
        assert_eq!(delivery.unrated, Money::ZERO);
        assert_eq!(delivery.expected(), Money::from_pounds(350));
    }

    #[test]
    fn what_more_than_the_years_saving_was_delivered_is_not_kept_by_a_rate() {
        let mut own = line(Status::Opportunity, 1_000, 10);
        own.actual_to_date = Some(pounds(1_200, "CIP!V10"));
        let read = line_delivery(&own, &Policy::default(), 0);
        assert_eq!(read.ahead, Money::from_pounds(-200));
        assert_eq!(read.shortfall_ahead(), Money::ZERO);
    }

    #[test]
    fn savings_without_a_scheme_cannot_be_made_up_by_the_schemes_alone() {
        let case = crate::plan::example::clean_case().with_unidentified(2_000_000, 12);
        let delivery = delivery(&case.plan.savings.unwrap(), &Policy::default(), 0);
        // £8m of schemes for a plan of £10m.
        assert_eq!(delivery.needed_of_schemes(), Some(Share::percent(125)));
    }
}
