//! What the staff plan says: where it begins and ends, where it stands now, and what is to be saved on pay beside it.

use super::nature::saves_pay;
use crate::plan::{
    FinancialYear, Money, Month, Organisation, Plan, Saving, Sourced, StaffKind, StaffSeries,
};
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
    moves(plan.year.as_ref()?.value, &wholes(plan))
}

impl StaffMoves {
    /// Whole-time equivalents fewer at the end than at the start; negative where there are more.
    pub fn fall(&self) -> Sourced<Decimal> {
        let cells = self.start.cells.iter().chain(&self.end.cells).cloned();
        Sourced::new(self.start.value - self.end.value, cells.collect::<Vec<_>>())
    }
}

/// What a body is to save on pay, beside the staff it plans.
#[derive(Debug, Clone, PartialEq)]
pub struct PayAndStaff {
    /// `None` for all bodies together.
    pub organisation: Option<Organisation>,
    /// Savings on pay that have a scheme behind them.
    pub pay: Sourced<Money>,
    pub moves: StaffMoves,
    /// What the schemes themselves say they take out; `None` where none says it.
    pub named: Option<Sourced<Decimal>>,
}

impl PayAndStaff {
    /// Pounds of pay to be saved for each whole-time equivalent that goes; `None` where none goes.
    pub fn each(&self) -> Option<Money> {
        let fall = self.moves.fall().value;
        let each = self.pay.value.pounds().checked_div(fall)?;
        (fall > Decimal::ZERO && self.pay.value.is_positive()).then(|| Money::from_pounds(each))
    }
}

/// A row for each body that plans its staff, and one for all of them last where there are several. Of these lines, those
/// that name no body count in the last row alone.
pub fn pay_and_staff(plan: &Plan, lines: &[&Saving]) -> Vec<PayAndStaff> {
    let Some(year) = plan.year.as_ref().map(|year| year.value) else {
        return Vec::new();
    };
    let wholes = wholes(plan);
    let on_pay: Vec<&Saving> = lines
        .iter()
        .copied()
        .filter(|line| saves_pay(line) && !line.is_unidentified())
        .collect();
    let row = |organisation: Option<Organisation>, moves: StaffMoves, own: &[&Saving]| {
        let staff: Vec<_> = own.iter().filter_map(|line| line.staff.as_ref()).collect();
        let cells: Vec<_> = staff.iter().flat_map(|own| own.cells.to_vec()).collect();
        let sum = staff.iter().map(|own| own.value).sum();
        PayAndStaff {
            organisation,
            pay: own.iter().map(|line| &line.value).sum(),
            moves,
            named: (!staff.is_empty()).then(|| Sourced::new(sum, cells)),
        }
    };
    let bodies: BTreeSet<&Organisation> = wholes
        .iter()
        .filter_map(|series| series.organisation.as_ref())
        .collect();
    let mut rows: Vec<PayAndStaff> = bodies
        .iter()
        .filter(|_| bodies.len() > 1)
        .filter_map(|body| {
            let series: Vec<&StaffSeries> = wholes
                .iter()
                .copied()
                .filter(|series| series.organisation.as_ref() == Some(*body))
                .collect();
            let own: Vec<&Saving> = on_pay
                .iter()
                .copied()
                .filter(|line| {
                    let whose = line.organisation.as_ref();
                    whose.is_some_and(|whose| whose.is_same_body(body))
                })
                .collect();
            Some(row(Some((*body).clone()), moves(year, &series)?, &own))
        })
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.pay.value));
    rows.extend(moves(year, &wholes).map(|moves| row(None, moves, &on_pay)));
    rows
}

fn moves(year: FinancialYear, wholes: &[&StaffSeries]) -> Option<StaffMoves> {
    let mut months: BTreeMap<Month, Vec<&Sourced<Decimal>>> = BTreeMap::new();
    for series in wholes {
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
    fn pay_is_set_beside_the_staff_of_its_body_and_of_all() {
        let mut plan = clean_case_in_year().plan;
        let year = plan.year.as_ref().unwrap().value;
        let oak = Organisation::named("Oak NHS Trust");
        let elm = Organisation::named("Elm NHS Trust");
        let first = plan.workforce[0].clone();
        let series = |body: &Organisation, start: i64, end: i64| {
            let at = |value: i64| Sourced::new(Decimal::from(value), Vec::new());
            StaffSeries {
                organisation: Some(body.clone()),
                kind: StaffKind::Total,
                planned: [(year.month(1), at(start)), (year.month(12), at(end))].into(),
                actual: BTreeMap::new(),
                ..first.clone()
            }
        };
        plan.workforce = vec![series(&oak, 1_000, 960), series(&elm, 500, 505)];
        let mut line = plan.savings.as_ref().unwrap().lines[0].clone();
        line.name = "Agency staff".to_owned();
        line.unidentified.clear();
        line.value.value = Money::from_pounds(2_000_000);
        line.staff = Some(Sourced::new(Decimal::from(30), Vec::new()));
        let of = |body: Option<&Organisation>| Saving {
            organisation: body.cloned(),
            ..line.clone()
        };
        let mut lines = [of(Some(&oak)), of(Some(&elm)), of(None)];
        lines[1].value.value = Money::from_pounds(1_000_000);
        let rows = pay_and_staff(&plan, &lines.iter().collect::<Vec<_>>());
        let told: Vec<_> = rows
            .iter()
            .map(|row| (row.pay.value.pounds(), row.moves.fall().value, row.each()))
            .collect();
        let million = Decimal::from(1_000_000);
        // 2m for 40 posts is 50,000 each; of all, 5m for 35 posts.
        assert_eq!(
            told[0],
            (
                million * Decimal::TWO,
                Decimal::from(40),
                Some(Money::from_pounds(50_000))
            )
        );
        assert_eq!(told[1], (million, Decimal::from(-5), None));
        assert_eq!(
            (told[2].0, told[2].1),
            (million * Decimal::from(5), Decimal::from(35))
        );
        assert_eq!(rows[2].named.as_ref().unwrap().value, Decimal::from(90));
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
