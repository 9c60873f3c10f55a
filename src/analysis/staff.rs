//! What the staff plan of the whole plan says: where it begins and ends, and where it stands now.

use crate::plan::{FinancialYear, Month, Plan, Sourced, StaffKind, StaffSeries};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Planned staff at the first and the last month of the plan's year.
#[derive(Debug, Clone, PartialEq)]
pub struct StaffMoves {
    pub first: Month,
    pub start: Sourced<Decimal>,
    pub last: Month,
    pub end: Sourced<Decimal>,
}

/// Planned and actual staff of one body in the latest month that has both.
#[derive(Debug, Clone, PartialEq)]
pub struct StaffNow<'a> {
    pub series: &'a StaffSeries,
    pub month: Month,
    pub planned: &'a Sourced<Decimal>,
    pub actual: &'a Sourced<Decimal>,
}

/// The totals of each body; where a body has none, its substantive, bank and agency staff, else its groups: never a part
/// beside its whole.
fn wholes(plan: &Plan) -> Vec<&StaffSeries> {
    let name = |series: &StaffSeries| series.organisation.as_ref().map(|body| body.name.clone());
    let bodies: BTreeSet<Option<String>> = plan.workforce.iter().map(name).collect();
    let several = bodies.len() > 1;
    bodies
        .iter()
        // A total of the whole plan stands beside its bodies.
        .filter(|body| !several || body.is_some())
        .flat_map(|body| {
            let own: Vec<&StaffSeries> = plan
                .workforce
                .iter()
                .filter(|series| name(series) == *body)
                .collect();
            let of = |kinds: &[StaffKind]| -> Vec<&StaffSeries> {
                let fits = own.iter().filter(|series| kinds.contains(&series.kind));
                fits.copied().collect()
            };
            let total = of(&[StaffKind::Total]);
            if let Some(first) = total.first() {
                return vec![*first];
            }
            let paid = of(&[StaffKind::Substantive, StaffKind::Bank, StaffKind::Agency]);
            if paid
                .iter()
                .any(|series| series.kind == StaffKind::Substantive)
            {
                return paid;
            }
            of(&[StaffKind::Group])
        })
        .collect()
}

/// `None` without a planned month at both ends of the year for every part that counts.
pub fn staff_moves(plan: &Plan) -> Option<StaffMoves> {
    let year = plan.year.as_ref()?.value;
    let wholes = wholes(plan);
    let mut months: BTreeMap<Month, Vec<&Sourced<Decimal>>> = BTreeMap::new();
    for series in &wholes {
        let opening = opening(series, year);
        for (month, value) in opening.into_iter().chain(&series.planned) {
            if month.financial_year() == year || *month == before_the(year) {
                months.entry(*month).or_default().push(value);
            }
        }
    }
    months.retain(|_, parts| parts.len() == wholes.len());
    let sum = |parts: &[&Sourced<Decimal>]| {
        let cells = parts.iter().flat_map(|part| part.cells.to_vec());
        let cells: Vec<_> = cells.collect();
        Sourced::new(parts.iter().map(|part| part.value).sum(), cells)
    };
    let (first, start) = months.first_key_value()?;
    let (last, end) = months.last_key_value()?;
    // A month or two show no trend.
    (months.len() >= 2 && last.number_in_year() >= 10 && last.financial_year() == year).then(|| {
        StaffMoves {
            first: *first,
            start: sum(start),
            last: *last,
            end: sum(end),
        }
    })
}

/// The March in which the year before ends.
fn before_the(year: FinancialYear) -> Month {
    year.previous().last_month()
}

/// What was in post in the March before, where the workbook gives it as an actual.
fn opening(series: &StaffSeries, year: FinancialYear) -> Option<(&Month, &Sourced<Decimal>)> {
    let before = before_the(year);
    let planned = series.planned.contains_key(&before);
    series.actual.get_key_value(&before).filter(|_| !planned)
}

/// Each body's latest month with both figures.
pub fn staff_now(plan: &Plan) -> Vec<StaffNow<'_>> {
    wholes(plan)
        .into_iter()
        .filter_map(|series| {
            let mut months = series.actual.iter().rev();
            let (month, actual, planned) = months
                .find_map(|(month, actual)| Some((*month, actual, series.planned.get(month)?)))?;
            Some(StaffNow {
                series,
                month,
                planned,
                actual,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::clean_case_in_year;

    #[test]
    fn a_total_stands_for_its_parts_and_the_parts_for_a_missing_total() {
        let mut plan = clean_case_in_year().plan;
        let mut agency = plan.workforce[0].clone();
        agency.kind = StaffKind::Agency;
        plan.workforce.push(agency);
        let moves = staff_moves(&plan).unwrap();
        assert_eq!(
            (moves.start.value, moves.start.cells.len()),
            (Decimal::from(3_000), 1)
        );
        plan.workforce[0].kind = StaffKind::Substantive;
        let moves = staff_moves(&plan).unwrap();
        assert_eq!(
            (moves.start.value, moves.start.cells.len()),
            (Decimal::from(6_000), 2)
        );
    }

    #[test]
    fn the_march_before_is_where_the_year_begins() {
        let mut plan = clean_case_in_year().plan;
        let march = Month {
            year: 2023,
            month: 3,
        };
        let before = Sourced::new(Decimal::from(3_100), Vec::new());
        plan.workforce[0].actual.insert(march, before);
        let moves = staff_moves(&plan).unwrap();
        assert_eq!(
            (moves.first, moves.start.value),
            (march, Decimal::from(3_100))
        );
    }
}
