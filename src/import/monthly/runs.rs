//! What figures say together that none says alone: days of a month are one month, and a row of figures that runs from the
//! years before into the plan's year and stops is what happened.

use super::super::text::name_key;
use super::Fact;
use crate::plan::{FinancialYear, Month, Sourced};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// A month has at least four weeks, and no month is given four times otherwise.
const DAYS_MIN: usize = 4;

type Series = (String, String);

fn series(fact: &Fact) -> Series {
    let body = fact.organisation.as_ref().map(|body| name_key(&body.name));
    (name_key(&fact.named.name), body.unwrap_or_default())
}

pub(super) fn told(facts: Vec<Fact>, year: Option<FinancialYear>) -> Vec<Fact> {
    let mut facts = by_month(facts);
    if let Some(year) = year {
        happened(&mut facts, year);
    }
    facts
}

/// Days or weeks of one row, or of one column, as their mean: a month's sum of patients who wait each day is nobody's
/// number. Nobody plans days.
fn by_month(facts: Vec<Fact>) -> Vec<Fact> {
    let mut groups: BTreeMap<(Series, Month, bool), Vec<Fact>> = BTreeMap::new();
    let mut order: Vec<(Series, Month, bool)> = Vec::new();
    for fact in facts {
        let key = (series(&fact), fact.month, fact.actual);
        if !groups.contains_key(&key) {
            order.push(key.clone());
        }
        groups.entry(key).or_default().push(fact);
    }
    let daily: BTreeSet<Series> = groups
        .iter()
        .filter(|(_, facts)| are_days(facts))
        .map(|((series, ..), _)| series.clone())
        .collect();
    let mut told = Vec::new();
    for key in order {
        let Some(facts) = groups.remove(&key) else {
            continue;
        };
        if daily.contains(&key.0) {
            told.extend(mean(facts));
        } else {
            told.extend(facts);
        }
    }
    told
}

/// In one row under columns of days, or in one column beside rows of days.
fn are_days(facts: &[Fact]) -> bool {
    let places: Vec<(u32, u32)> = facts
        .iter()
        .filter_map(|fact| fact.value.cells.first())
        .map(|cell| (cell.row, cell.column))
        .collect();
    let Some(first) = places.first() else {
        return false;
    };
    facts.len() >= DAYS_MIN
        && (places.iter().all(|place| place.0 == first.0)
            || (places.iter().all(|place| place.1 == first.1) && all_differ(facts)))
}

fn all_differ(facts: &[Fact]) -> bool {
    let days: BTreeSet<i64> = facts.iter().filter_map(|fact| fact.day).collect();
    days.len() == facts.len()
}

fn mean(facts: Vec<Fact>) -> Option<Fact> {
    let days = Decimal::from(facts.len());
    let sum: Decimal = facts.iter().map(|fact| fact.value.value).sum();
    let cells: Vec<_> = facts
        .iter()
        .flat_map(|fact| fact.value.cells.iter().cloned())
        .collect();
    let mut first = facts.into_iter().next()?;
    first.value = Sourced::new(sum.checked_div(days)?, cells);
    first.named.name = format!("{}, mean of the month's days", first.named.name);
    if first.unsaid {
        first.actual = true;
        first.unsaid = false;
    }
    Some(first)
}

/// A history that goes on into the plan's year without a word and does not reach its end was not planned.
fn happened(facts: &mut [Fact], year: FinancialYear) {
    let mut ends: BTreeMap<Series, (Month, Month)> = BTreeMap::new();
    for fact in facts.iter().filter(|fact| fact.unsaid) {
        let ends = ends.entry(series(fact)).or_insert((fact.month, fact.month));
        ends.0 = ends.0.min(fact.month);
        ends.1 = ends.1.max(fact.month);
    }
    let begun = |(first, last): &(Month, Month)| {
        first.financial_year() < year && last.financial_year() <= year && *last < year.last_month()
    };
    for fact in facts.iter_mut().filter(|fact| fact.unsaid) {
        if ends.get(&series(fact)).is_some_and(begun) {
            fact.actual = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::read;
    use crate::plan::{Month, MonthlyMeasure};
    use rust_decimal::Decimal;

    const MAY: Month = Month {
        year: 2025,
        month: 5,
    };

    fn measures(drawn: &str) -> Vec<MonthlyMeasure> {
        let plan = "Oldmere NHS Trust plan 2025/26 £000\n\nLine|Plan 2025/26\nIncome|600\nPay|-400\nNon-pay|-210\nSurplus/(deficit)|-10";
        read(&[("I&E", plan), ("Data", drawn)]).measures
    }

    #[test]
    fn a_history_that_runs_into_the_year_and_stops_is_what_happened() {
        let measures = measures(
            "Oldmere NHS Trust emergency care\n\nMonth|Attendances|Beds occupied\nFeb-25|9000|600\nMar-25|9100|601\nApr-25|9200|602\nMay-25|9300|603",
        );
        assert_eq!(
            (measures[0].actual.len(), measures[0].planned.len()),
            (4, 0)
        );
    }

    #[test]
    fn a_year_to_its_end_is_planned_after_what_happened() {
        let months = "Feb-25|Mar-25|Apr-25|May-25|Jun-25|Jul-25|Aug-25|Sep-25|Oct-25|Nov-25|Dec-25|Jan-26|Feb-26|Mar-26";
        let values = vec!["9000"; 14].join("|");
        let measures = measures(&format!(
            "Oldmere NHS Trust\n\nMeasure|{months}\nA&E attendances|{values}"
        ));
        assert_eq!(
            (measures[0].actual.len(), measures[0].planned.len()),
            (2, 12)
        );
    }

    #[test]
    fn days_of_a_month_are_its_mean_and_were_not_planned() {
        let days = "1 May 2025|2 May 2025|3 May 2025|4 May 2025|1 Jun 2025|2 Jun 2025|3 Jun 2025|4 Jun 2025|1 Jul 2025|2 Jul 2025|3 Jul 2025|4 Jul 2025";
        let measures = measures(&format!(
            "Daily discharge situation report\n\nMetric|{days}\n\
             Patients who no longer meet the criteria to reside|90|100|110|104|1|2|3|4|5|6|7|8"
        ));
        let [one] = measures.as_slice() else {
            panic!("{measures:?}")
        };
        assert!(
            one.name.ends_with("mean of the month's days"),
            "{}",
            one.name
        );
        assert_eq!(one.actual[&MAY].value, Decimal::from(101));
        assert_eq!(one.actual[&MAY].cells.len(), 4);
        assert!(one.planned.is_empty());
    }

    #[test]
    fn rows_of_one_figure_with_a_target_beside_it_are_series() {
        let row = |month: &str, metric: &str, value: &str| {
            format!("{month}|Oldmere NHS Trust|{metric}|{value}|78%\n")
        };
        let rows: String = ["Feb-25", "Mar-25", "Apr-25"]
            .iter()
            .flat_map(|month| {
                [
                    row(month, "A&E attendances", "9000"),
                    row(month, "A&E 4 hour performance", "0.7"),
                ]
            })
            .collect();
        let measures = measures(&format!("Month|Organisation|Metric|Value|Target\n{rows}"));
        assert_eq!(measures.len(), 2, "{measures:?}");
        let share = &measures[1];
        assert_eq!(share.actual.len(), 3);
        assert_eq!(share.target.as_ref().unwrap().value, Decimal::new(78, 2));
    }
}
