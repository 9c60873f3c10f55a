//! Tables in long form, a row for each thing and month: which column holds the months, whatever it is headed, and that
//! "in month" over one of its figures is the figure of the row's own month and no sum so far.

use super::grid::Grid;
use super::header::{Facets, Role};
use super::long_form::are_periods;
use super::periods;
use super::region::Region;
use super::table::{Column, Table};
use super::text::{one_line, words};
use crate::plan::{FinancialYear, Month};
use crate::workbook::{Cell, Value};
use rust_decimal::prelude::ToPrimitive as _;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Fewer months than this may be the months of something else.
const MONTHS_MIN: usize = 3;
/// As many rows tell how a table is laid out.
const ROWS_COMPARED: usize = 2_000;

/// Gives the months their role, and takes "in month" for what it is in rows of a month each.
pub(super) fn settle(grid: &Grid<'_>, region: &Region, columns: &mut [Column]) {
    // Months across are no rows of a month each.
    if columns.iter().any(|column| {
        column.own.month.is_some() && column.role != Some(Role::Month) && column.is_numeric()
    }) {
        return;
    }
    let named = columns
        .iter()
        .find(|column| column.role == Some(Role::Month))
        .map(|column| column.index);
    let months = match named {
        Some(column) => Some(column).filter(|column| is_long(grid, region, columns, *column)),
        None => columns
            .iter()
            .filter(|column| may_hold_months(column))
            .map(|column| column.index)
            .find(|column| is_long(grid, region, columns, *column)),
    };
    let Some(months) = months else {
        return;
    };
    for column in columns {
        if column.index == months {
            column.role = Some(Role::Month);
        } else if is_of_the_month(&column.facets) {
            column.facets.to_date = false;
            column.own.to_date = false;
        }
    }
}

/// The rows of other financial years than the plan's, where a table holds several: a month of last year is none of this.
pub(super) fn of_other_years(
    table: &Table<'_, '_>,
    year: Option<FinancialYear>,
) -> HashSet<u32> {
    let Some(year) = year else {
        return HashSet::new();
    };
    let mut others = HashSet::new();
    for column in &table.columns {
        let told = |row: &u32| {
            let cell = table.grid.cell(*row, column.index)?;
            if column.role == Some(Role::Month) || column.dates > 0 {
                month_of(cell).map(Month::financial_year)
            } else {
                year_alone(cell.text()?)
            }
        };
        let rows = || table.region.rows.iter();
        if rows().filter_map(told).any(|own| own == year) {
            others.extend(rows().filter(|row| told(row).is_some_and(|own| own != year)));
        }
    }
    others
}

/// "2024/25", and nothing else.
fn year_alone(text: &str) -> Option<FinancialYear> {
    let years = periods::years(text);
    match years.as_slice() {
        [only] if words(text).len() <= 2 => Some(*only),
        _ => None,
    }
}

/// "InMonthPlan", "Current month actual"; a sum so far says so.
fn is_of_the_month(facets: &Facets) -> bool {
    facets.to_date
        && facets.says("in month; current month")
        && !facets.says("ytd; year to date; to date")
        && periods::up_to(&words(&facets.text)).is_none()
}

/// Days, or numbers and words that may name months.
fn may_hold_months(column: &Column) -> bool {
    let only = |count: usize| count > 0 && count == column.numbers + column.texts + column.dates;
    let named = matches!(
        column.role,
        Some(
            Role::Name
                | Role::Organisation
                | Role::OrganisationCode
                | Role::Owner
                | Role::Status
                | Role::Recurrence
        )
    );
    !named && (only(column.dates) || only(column.numbers) || only(column.texts))
}

/// Whether every row is of a month, the months follow each other, and what the rows are of comes back month by month: a
/// list of schemes has dates too, and each scheme once.
fn is_long(grid: &Grid<'_>, region: &Region, columns: &[Column], months: u32) -> bool {
    if !are_periods(grid, &region.rows, months) {
        return false;
    }
    let labels: Vec<u32> = columns
        .iter()
        .filter(|column| {
            column.index != months
                && column.role != Some(Role::Note)
                && (column.is_text() || column.role == Some(Role::Reference))
        })
        .map(|column| column.index)
        .collect();
    let mut things: BTreeMap<String, usize> = BTreeMap::new();
    let mut seen: BTreeSet<u32> = BTreeSet::new();
    let mut rows = 0_usize;
    for row in region.rows.iter().take(ROWS_COMPARED) {
        let Some(cell) = grid.spread(*row, months) else {
            continue;
        };
        let Some(at) = place_of(cell) else {
            return false;
        };
        seen.insert(at);
        rows += 1;
        let mut thing = String::new();
        for column in &labels {
            thing.push_str(&grid.label(*row, *column).map(|label| one_line(&label)).unwrap_or_default());
            thing.push('|');
        }
        *things.entry(thing).or_default() += 1;
    }
    let in_turn = seen
        .iter()
        .zip(seen.iter().skip(1))
        .all(|(one, next)| next - one == 1);
    seen.len() >= MONTHS_MIN && in_turn && things.len() * MONTHS_MIN <= rows
}

/// Months counted on, so that those that follow each other differ by one.
fn place_of(cell: Cell<'_>) -> Option<u32> {
    let month = month_of(cell)?;
    Some(u32::from(month.year) * 12 + u32::from(month.month))
}

/// The month of a day, of "Apr-25" or "2025-04-01", or of 202504 or 20250401.
fn month_of(cell: Cell<'_>) -> Option<Month> {
    let named = match cell.value {
        Value::Date(serial) => return Month::from_excel_serial(serial),
        Value::Text(text) => periods::month(&words(text)),
        Value::Number(_) => {
            let number = super::grid::number(cell)?.to_u32()?;
            periods::month(&[number.to_string()])
        }
        _ => None,
    }?;
    let year = named.calendar_year?;
    let financial = FinancialYear(if named.number <= 9 { year } else { year.saturating_sub(1) });
    Some(financial.month(named.number))
}
