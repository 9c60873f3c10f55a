//! Workbooks that forecast the year and plan it nowhere, as a report late in the year does: the forecast stands where the
//! plan would, and is told as one.

use super::balance::{TableFacts, owners, stated_result};
use super::gather::ROUNDED_LINES;
use super::header::Basis;
use super::position::{Fact, Period};
use crate::plan::{LineKind, Money};
use std::collections::BTreeSet;

/// The facts with the forecast in the plan's place; `None` where a plan is stated, or no forecast.
pub(super) fn instead_of_a_plan(tables: &[TableFacts]) -> Option<Vec<TableFacts>> {
    let told: Vec<TableFacts> = tables.iter().map(|facts| year_of_months(facts)).collect();
    if any_result(&told) {
        return None;
    }
    let planned: Vec<TableFacts> = told.into_iter().map(planned).collect();
    any_result(&planned).then_some(planned)
}

fn any_result(tables: &[TableFacts]) -> bool {
    tables.iter().any(|facts| {
        let mut owners = owners(facts).into_iter();
        owners.any(|owner| stated_result(facts, &owner).is_some())
    })
}

fn is_of_year(fact: &Fact, basis: Basis) -> bool {
    (fact.period, fact.basis, fact.to_date) == (Period::Year, basis, false)
}

fn planned(facts: TableFacts) -> TableFacts {
    let turn = |fact: Fact| {
        let basis = if is_of_year(&fact, Basis::Forecast) {
            Basis::Plan
        } else {
            fact.basis
        };
        Fact { basis, ..fact }
    };
    facts.into_iter().map(turn).collect()
}

/// A column that says nothing but that it is the year, beside months that were and are forecast, and holds their sum, is
/// the forecast.
fn year_of_months(facts: &[Fact]) -> TableFacts {
    let result = |kind: LineKind| matches!(kind, LineKind::Surplus | LineKind::AdjustedSurplus);
    let column = |fact: &Fact| fact.value.cells.first().map(|cell| cell.column);
    let is_sum = |year: &&Fact| {
        let months = facts.iter().filter(|fact| {
            fact.row == year.row
                && fact.whose == year.whose
                && matches!(fact.period, Period::Month(_))
                && !fact.to_date
        });
        let told: Vec<&Fact> = months.collect();
        let numbers: BTreeSet<Period> = told.iter().map(|fact| fact.period).collect();
        let as_it_goes = told
            .iter()
            .all(|fact| matches!(fact.basis, Basis::Actual | Basis::Forecast));
        let sum: Money = told.iter().map(|fact| fact.value.value).sum();
        let tolerance = Money::from_pounds(year.unit.digit() * ROUNDED_LINES);
        as_it_goes
            && told.len() == 12
            && numbers.len() == 12
            && sum.agrees_with(year.value.value, tolerance)
    };
    let years = facts
        .iter()
        .filter(|fact| result(fact.kind) && is_of_year(fact, Basis::Plan));
    let columns: BTreeSet<u32> = years.filter(is_sum).filter_map(column).collect();
    let turn = |fact: &Fact| {
        let own = column(fact).is_some_and(|at| columns.contains(&at));
        let mut fact = fact.clone();
        if own && is_of_year(&fact, Basis::Plan) {
            fact.basis = Basis::Forecast;
        }
        fact
    };
    facts.iter().map(turn).collect()
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::read;
    use crate::plan::Money;

    #[test]
    fn a_forecast_alone_stands_for_the_plan_and_is_said_to_be_one() {
        let drawn = "Oak NHS Trust forecast outturn 2025/26, £m\n\n|Forecast\nIncome|100\nPay|-80\nNon-pay|-34\nSurplus/(deficit)|-14";
        let position = read(&[("Forecast", drawn)]).position.unwrap();
        assert!(position.is_forecast);
        assert_eq!(
            position.declared.unwrap().value,
            Money::from_pounds(-14_000_000)
        );
        let beside = drawn
            .replace("|Forecast\n", "|Forecast|Plan\n")
            .replace("|-14", "|-14|-9");
        let position = read(&[("Forecast", &beside)]).position.unwrap();
        assert!(!position.is_forecast);
        assert_eq!(
            position.declared.unwrap().value,
            Money::from_pounds(-9_000_000)
        );
    }

    #[test]
    fn the_year_beside_months_that_were_and_are_forecast_is_their_forecast() {
        let names = [
            "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar",
        ];
        let drawn = |gone: usize| {
            let head = |(at, name): (usize, &&str)| {
                let year = if at < 9 { 25 } else { 26 };
                format!(
                    "{name}-{year} {}",
                    if at < gone { "actual" } else { "forecast" }
                )
            };
            let heads: Vec<String> = names.iter().enumerate().map(head).collect();
            let line = |label: &str, each: i64| {
                format!("{label}|{}{}", format!("{each}|").repeat(12), each * 12)
            };
            format!(
                "Oak NHS Trust position by month, £000\n\n|{}|Full year\n{}\n{}\n{}\n{}",
                heads.join("|"),
                line("Income", 100),
                line("Pay", -70),
                line("Non-pay", -32),
                line("Surplus/(deficit)", -2)
            )
        };
        let position = read(&[("Month 6", &drawn(6))]).position.unwrap();
        assert!(position.is_forecast);
        assert_eq!(
            position.declared.unwrap().value,
            Money::from_pounds(-24_000)
        );
        let own = &position.organisations[0];
        assert_eq!(own.reported, 6);
        assert!(own.monthly.iter().all(Option::is_none));
    }
}
