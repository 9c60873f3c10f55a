//! One table, one unit: a column that states none is read in the unit of the columns it adds up to, and a target in the
//! unit that makes it a target of the lines beside it.

use super::grid::Grid;
use super::region::Region;
use super::table::Column;
use crate::plan::{Money, Sourced, Unit};
use rust_decimal::Decimal;

/// A target is in another unit than it was read in if it is further than this from the lines, and nearer than
/// `NEAR` when it is read in the other.
const FAR: u32 = 200;
const NEAR: u32 = 5;

/// Months and quarters that state no unit, beside a year that does: the unit in which they add up to it.
pub(super) fn of_phases(
    grid: &Grid<'_>,
    region: &Region,
    columns: &mut [Column],
    table: Option<Unit>,
) {
    let silent = |column: &Column, months: bool| {
        column.is_value()
            && column.facets.unit.is_none()
            && if months {
                column.facets.month.is_some()
            } else {
                column.facets.quarter.is_some()
            }
    };
    let years: Vec<(u32, Unit)> = columns
        .iter()
        .filter(|column| {
            column.is_value() && column.facets.month.is_none() && column.facets.quarter.is_none()
        })
        .filter_map(|column| Some((column.index, column.facets.unit?)))
        .collect();
    for months in [true, false] {
        let parts: Vec<u32> = columns
            .iter()
            .filter(|column| silent(column, months))
            .map(|column| column.index)
            .collect();
        let found = years
            .iter()
            .find_map(|(year, unit)| scale(grid, region, *year, &parts, *unit));
        let Some(unit) = found.filter(|unit| Some(*unit) != table) else {
            continue;
        };
        for column in columns
            .iter_mut()
            .filter(|column| parts.contains(&column.index))
        {
            column.facets.unit = Some(unit);
        }
    }
}

/// The unit of the parts, if in most rows they add up to the whole when read in it.
fn scale(grid: &Grid<'_>, region: &Region, whole: u32, parts: &[u32], unit: Unit) -> Option<Unit> {
    if parts.len() < 2 {
        return None;
    }
    [Unit::Thousands, Unit::Pounds, Unit::Millions]
        .into_iter()
        .find(|candidate| {
            let (mut rows, mut agree) = (0_usize, 0_usize);
            for row in &region.rows {
                let Some(total) = grid
                    .number(*row, whole)
                    .and_then(|total| Money::quoted(total, unit))
                    .filter(|total| !total.is_zero())
                else {
                    continue;
                };
                let sum: Money = parts
                    .iter()
                    .filter_map(|part| Money::quoted(grid.number(*row, *part)?, *candidate))
                    .sum();
                rows += 1;
                let tolerance = Money::from_pounds(total.abs().pounds() / Decimal::from(20));
                agree += usize::from(sum.agrees_with(total, tolerance));
            }
            rows >= 2 && agree * 2 > rows
        })
}

/// The unit of all money columns that state one, if they state the same.
pub(super) fn of_columns(columns: &[Column]) -> Option<Unit> {
    let mut stated = columns
        .iter()
        .filter(|column| column.is_value())
        .filter_map(|column| column.facets.unit);
    let first = stated.next()?;
    stated.all(|other| other == first).then_some(first)
}

/// The target in the unit that makes it comparable with the lines it is the target of.
pub(super) fn of_target(target: Sourced<Money>, lines: Money) -> Sourced<Money> {
    let within = |value: Money, times: u32| {
        let times = Decimal::from(times);
        let (value, lines) = (value.pounds().abs(), lines.pounds().abs());
        match (value.checked_mul(times), lines.checked_mul(times)) {
            (Some(value_up), Some(lines_up)) => value_up >= lines && lines_up >= value,
            _ => true,
        }
    };
    if lines.is_zero() || target.value.is_zero() || within(target.value, FAR) {
        return target;
    }
    let pounds = target.value.pounds();
    let thousand = Decimal::ONE_THOUSAND;
    [
        pounds.checked_mul(thousand),
        pounds.checked_div(thousand),
        pounds
            .checked_mul(thousand)
            .and_then(|pounds| pounds.checked_mul(thousand)),
        pounds
            .checked_div(thousand)
            .and_then(|pounds| pounds.checked_div(thousand)),
    ]
    .into_iter()
    .flatten()
    .map(Money::from_pounds)
    .find(|value| within(*value, NEAR))
    .map_or(target.clone(), |value| Sourced::new(value, target.cells))
}
