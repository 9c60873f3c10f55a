//! Accounts with income and expenditure side by side and one area of spending a row: what is left stands in a column of its
//! own, and the last row sums them all. "Acute | Allocation | Planned spend | Under/(over) spend".

use super::account_rows::row_of;
use super::account_signs::give_signs;
use super::header::Basis;
use super::position::{Fact, Period, Whose, label_column, labels, lines_down};
use super::table::{Column, Table};
use super::text::has_any;
use super::vocabulary::line_kind;
use crate::plan::{FinancialYear, LineKind, Money, Sourced};

/// Two rows may agree by chance.
const ROWS_MIN: usize = 3;
const ROWS_MAX: usize = 400;

/// The columns of such an account.
pub(super) struct Crossed {
    pub(super) income: u32,
    spending: u32,
    left: u32,
}

/// The figures of the table, if it is such an account: its income as a whole, what each area spends, and what is left.
pub(super) fn facts(
    table: &Table<'_, '_>,
    year: Option<FinancialYear>,
    default: &Whose,
) -> Option<Vec<Fact>> {
    let crossed = of(table, year)?;
    let labels = label_column(table);
    let income = table.column(crossed.income)?;
    let mut facts = Vec::new();
    for row in &table.region.rows {
        let Some(down) = row_of(table, labels, *row, true, year) else {
            continue;
        };
        let Some(kind) = down.kind else {
            continue;
        };
        let mut push = |kind: LineKind, label: &str, column: u32, turn: bool| {
            let Some(value) = table.money(*row, column) else {
                return;
            };
            facts.push(Fact {
                whose: down.whose.clone().unwrap_or_else(|| default.clone()),
                kind,
                label: label.to_owned(),
                period: Period::Year,
                basis: Basis::Plan,
                to_date: false,
                value: if turn { cost(value) } else { value },
                unit: table.unit_of(*row, column),
                row: *row,
            });
        };
        if kind.is_result() {
            let earned = line_kind(&income.own.text).unwrap_or(LineKind::Income);
            push(earned, &income.own.text, crossed.income, false);
            push(kind, &down.label, crossed.left, false);
        } else {
            let spent = match kind {
                LineKind::Income | LineKind::Allocation => LineKind::Other,
                other => other,
            };
            push(spent, &down.label, crossed.spending, true);
        }
    }
    if table.sign.is_none() {
        give_signs(&mut facts);
    }
    Some(facts)
}

/// Whether a column is headed as income or as expenditure alone.
pub(super) fn is_side(column: &Column) -> bool {
    is_income(column) || is_spending(column)
}

/// Whether a column is income or expenditure of its own beside a column of the other: no row of it is a result.
pub(super) fn is_one_side(table: &Table<'_, '_>, column: &Column) -> bool {
    let other = |fits: fn(&Column) -> bool| table.columns.iter().any(fits);
    (is_income(column) && other(is_spending)) || (is_spending(column) && other(is_income))
}

/// The columns of the table, if it is such an account.
pub(super) fn of(table: &Table<'_, '_>, year: Option<FinancialYear>) -> Option<Crossed> {
    let result = |label: &&str| line_kind(label).is_some_and(LineKind::is_result);
    if !lines_down(table) || !labels(table).iter().any(result) {
        return None;
    }
    let planned = |column: &&Column| {
        let facets = &column.facets;
        let elsewhen = matches!((facets.year, year), (Some(own), Some(year)) if own != year)
            || facets.month.is_some()
            || facets.quarter.is_some();
        !elsewhen
            && !matches!(
                column.facets.basis,
                Some(Basis::Actual | Basis::Forecast | Basis::Aside)
            )
            && !column.facets.to_date
    };
    let mut columns = table.columns.iter().filter(planned);
    let income = columns.clone().find(|column| is_income(column))?.index;
    let spending = columns.clone().find(|column| is_spending(column))?.index;
    let left = columns.find(|column| {
        column.is_value()
            && ![income, spending].contains(&column.index)
            && is_left(table, (income, spending), column.index)
    })?;
    Some(Crossed {
        income,
        spending,
        left: left.index,
    })
}

/// The rows of such an account that sum the areas.
pub(super) fn sums(table: &Table<'_, '_>) -> Vec<u32> {
    let Some(labels) = label_column(table) else {
        return Vec::new();
    };
    let sums = table.region.rows.iter().filter(|row| {
        let label = table.grid.text(**row, labels.index);
        label.and_then(line_kind).is_some_and(LineKind::is_result)
    });
    sums.copied().collect()
}

fn is_income(column: &Column) -> bool {
    column.is_value()
        && column.facets.basis != Some(Basis::Variance)
        && matches!(
            line_kind(&column.own.text),
            Some(LineKind::Income | LineKind::Allocation)
        )
        && !column.own.says(SPENDING)
}

fn is_spending(column: &Column) -> bool {
    column.is_value()
        && column.facets.basis != Some(Basis::Variance)
        && column.own.says(SPENDING)
        && !has_any(
            &column.own.padded,
            "income; allocation; cost improvement; under; over",
        )
}

const SPENDING: &str = "spend; spending; expenditure; costs; commitments; outgoings";

/// Whether a column is income less spending in nearly all rows that give the three.
fn is_left(table: &Table<'_, '_>, (income, spending): (u32, u32), column: u32) -> bool {
    let (mut seen, mut agree) = (0_usize, 0_usize);
    for row in table.region.rows.iter().take(ROWS_MAX) {
        let money = |column| table.money(*row, column).map(|money| money.value);
        let (Some(income), Some(spent), Some(left)) =
            (money(income), money(spending), money(column))
        else {
            continue;
        };
        let unit = Money::from_pounds(table.unit_of(*row, column).pounds());
        seen += 1;
        agree += usize::from((income - spent.abs()).agrees_with(left, unit));
    }
    seen >= ROWS_MIN && agree * 5 >= seen * 4
}

/// Spending takes from the result, however it is printed.
fn cost(value: Sourced<Money>) -> Sourced<Money> {
    if value.value.is_positive() {
        -value
    } else {
        value
    }
}
