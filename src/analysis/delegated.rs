//! How the budgets delegated to a commissioning body fare beside its own: pharmacy, optometry and dental care.

use crate::plan::{LineKind, Money, OrganisationPosition, PositionLine, Sourced};

/// Better than plan is positive; the forecast for the year where given, else the actual to date.
#[derive(Debug, Clone)]
pub struct Delegated<'a> {
    /// Each delegated budget and how far it is from plan.
    pub budgets: Vec<(&'a PositionLine, Sourced<Money>)>,
    /// All other lines together.
    pub others: Sourced<Money>,
    /// Whether these are forecasts for the whole year.
    pub forecast: bool,
}

impl Delegated<'_> {
    pub fn total(&self) -> Money {
        self.budgets.iter().map(|(_, gap)| gap.value).sum()
    }
}

/// `None` where no delegated budget stands beside its forecast or its actual.
pub fn delegated(position: &OrganisationPosition) -> Option<Delegated<'_>> {
    of(position, forecast)
        .map(|(budgets, others)| Delegated {
            budgets,
            others,
            forecast: true,
        })
        .or_else(|| {
            of(position, to_date).map(|(budgets, others)| Delegated {
                budgets,
                others,
                forecast: false,
            })
        })
}

type Gaps<'a> = (Vec<(&'a PositionLine, Sourced<Money>)>, Sourced<Money>);

fn of(
    position: &OrganisationPosition,
    gap: fn(&PositionLine) -> Option<Sourced<Money>>,
) -> Option<Gaps<'_>> {
    let gaps = || {
        position
            .lines
            .iter()
            .filter_map(|line| Some((line, gap(line)?)))
    };
    let budgets: Vec<_> = gaps()
        .filter(|(line, _)| line.kind == LineKind::Delegated)
        .collect();
    let own = gaps().filter(|(line, _)| !line.kind.is_total() && line.kind != LineKind::Delegated);
    let mut others: Vec<Sourced<Money>> = own.map(|(_, gap)| gap).collect();
    others.sort_by_key(|gap| gap.value);
    (!budgets.is_empty()).then(|| (budgets, others.iter().sum()))
}

/// The telling cell first. Costs are negative, so a smaller cost is a larger number.
fn forecast(line: &PositionLine) -> Option<Sourced<Money>> {
    Some(line.forecast.clone()? - line.plan.clone()?)
}

fn to_date(line: &PositionLine) -> Option<Sourced<Money>> {
    Some(line.actual_to_date.clone()? - line.plan_to_date.clone()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case_in_year, pounds};

    #[test]
    fn a_smaller_cost_is_better_than_plan() {
        let mut position = clean_case_in_year().plan.position.unwrap();
        let lines = &mut position.organisations[0].lines;
        lines[3].forecast = Some(pounds(-600_000, "I&E!S40"));
        lines[1].forecast = Some(pounds(-141_000_000, "I&E!S20"));
        let delegated = delegated(&position.organisations[0]).unwrap();
        assert_eq!(delegated.total(), Money::from_pounds(400_000));
        assert_eq!(delegated.others.value, Money::from_pounds(-1_000_000));
        assert!(delegated.forecast);
    }

    #[test]
    fn without_a_forecast_the_actual_to_date_tells() {
        let mut position = clean_case_in_year().plan.position.unwrap();
        for line in &mut position.organisations[0].lines {
            line.forecast = None;
        }
        assert!(!delegated(&position.organisations[0]).unwrap().forecast);
    }
}
