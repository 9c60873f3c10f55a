//! Columns of codes: cost centres, accounts and projects by number. They look like amounts, and are none.

use super::grid::Grid;
use super::region::Region;
use super::table::Column;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// Fewer numbers may be of one length by chance.
const CODES_MIN: usize = 3;
/// A code under a header that says nothing has at least as many digits.
const DIGITS_MIN: usize = 4;

/// Marks the columns of codes, where another column says that it holds the plan: numbers of one length that stand among
/// words, under a header of codes or again and again under one that is not of money.
pub(super) fn mark(grid: &Grid<'_>, region: &Region, columns: &mut [Column]) {
    let planned = |column: &Column| {
        column.is_value() && (column.facets.basis.is_some() || column.facets.unit.is_some())
    };
    if !columns.iter().any(planned) {
        return;
    }
    let among_words = |columns: &[Column], at: usize| {
        let beside = [at.checked_sub(1), Some(at + 1)];
        let mut beside = beside.into_iter().flatten();
        beside.all(|at| {
            columns
                .get(at)
                .is_none_or(|other| other.is_text() || other.codes)
        })
    };
    // A code may stand beside another.
    for _ in 0..2 {
        for at in 0..columns.len() {
            let Some(column) = columns.get(at) else {
                continue;
            };
            let fits =
                is_open(column) && among_words(columns, at) && holds_codes(grid, region, column);
            if let Some(column) = columns.get_mut(at).filter(|_| fits) {
                column.codes = true;
                column.role = None;
            }
        }
    }
}

/// Whether the header says nothing that figures of a plan are headed with.
fn is_open(column: &Column) -> bool {
    let own = &column.own;
    column.is_value()
        && !own.text.is_empty()
        && own.role.is_none()
        && column.facets.basis.is_none()
        && own.unit.is_none()
        && column.facets.month.is_none()
        && column.facets.quarter.is_none()
        && own.year.is_none()
        && !own.annual
        && !column.facets.full_year_effect
        && column.facets.recurrent.is_none()
        && !own.total
        && own.weeks.is_none()
}

fn holds_codes(grid: &Grid<'_>, region: &Region, column: &Column) -> bool {
    let numbers: Vec<Decimal> = region
        .rows
        .iter()
        .filter_map(|row| grid.number(*row, column.index))
        .collect();
    let digits = |number: &Decimal| {
        (number.fract().is_zero() && *number > Decimal::ZERO)
            .then(|| number.trunc().normalize().to_string().len())
    };
    let Some(length) = numbers.first().and_then(digits) else {
        return false;
    };
    let alike = numbers.iter().all(|number| digits(number) == Some(length));
    let different: BTreeSet<&Decimal> = numbers.iter().collect();
    let repeated = different.len() * 3 <= numbers.len() * 2;
    let said = column
        .own
        .says("cc; code; codes; cost centre; cost center; subj; nominal; gl");
    numbers.len() >= CODES_MIN && alike && (said || (length >= DIGITS_MIN && repeated))
}
