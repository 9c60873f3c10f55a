//! The unit of tables that state none: that of the other tables of the plan, or what the size of the figures allows.

use super::kind::Kind;
use super::page::Found;
use crate::plan::Unit;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// No savings plan of an NHS body is smaller than this many pounds, nor an account.
const PLAN_MIN_POUNDS: i64 = 100_000;
const ACCOUNT_MIN_POUNDS: i64 = 5_000_000;
/// As many rows show how large the figures are.
const ROWS_MAX: usize = 500;

pub(super) fn assume_units(found: &mut [Found<'_, '_>]) {
    let known: Vec<(Kind, Unit, Decimal)> = found.iter().filter_map(stated).collect();
    for one in found
        .iter_mut()
        .filter(|found| matches!(found.verdict.kind, Kind::Savings | Kind::Position))
    {
        if one.table.unit.is_some()
            || one
                .table
                .columns
                .iter()
                .any(|column| column.facets.unit.is_some())
        {
            continue;
        }
        let kind = one.verdict.kind;
        let others = known.iter().filter(|(of, ..)| *of == kind);
        let units: BTreeSet<Unit> = others.clone().map(|(_, unit, _)| *unit).collect();
        let by_size = by_size(one);
        let largest = largest(one);
        // Nearest to the other lists in size, where those all state the same unit.
        let said = units.first().copied().filter(|unit| {
            let in_unit = |unit: Unit| pounds(largest, unit);
            let far = |value: Decimal| {
                let size = others
                    .clone()
                    .map(|(.., size)| *size)
                    .max()
                    .unwrap_or_default();
                let (low, high) = if value < size {
                    (value, size)
                } else {
                    (size, value)
                };
                high.checked_div(low).unwrap_or(Decimal::MAX)
            };
            units.len() == 1 && far(in_unit(*unit)) < far(in_unit(by_size))
        });
        let (unit, why) = match said {
            Some(unit) => (unit, "the other lists say"),
            None => (by_size, "the size of the figures says"),
        };
        one.table.assumed = Some(unit);
        one.verdict.evidence.push(format!(
            "no unit is stated where it is not in the number format; {why} {}",
            unit.label()
        ));
    }
}

/// What kind of table it is, the unit it states, and its largest figure in pounds.
fn stated(found: &Found<'_, '_>) -> Option<(Kind, Unit, Decimal)> {
    let table = &found.table;
    let of_columns = || {
        let mut columns = table.columns.iter().filter(|column| column.is_value());
        columns.find_map(|column| column.facets.unit)
    };
    let unit = table.unit.or_else(of_columns)?;
    Some((found.verdict.kind, unit, pounds(largest(found), unit)))
}

fn pounds(number: Decimal, unit: Unit) -> Decimal {
    number.checked_mul(unit.pounds()).unwrap_or(Decimal::MAX)
}

fn largest(found: &Found<'_, '_>) -> Decimal {
    let table = &found.table;
    let rows = table.region.rows.iter().take(ROWS_MAX);
    rows.flat_map(|row| {
        let columns = table.columns.iter().filter(|column| column.is_value());
        columns.filter_map(|column| table.grid.number(*row, column.index))
    })
    .map(|number| number.abs())
    .max()
    .unwrap_or_default()
}

/// The largest figure must be at least a plan's size; the smallest unit that makes it so.
fn by_size(found: &Found<'_, '_>) -> Unit {
    let table = &found.table;
    let mut largest = Decimal::ZERO;
    let mut fractions = 0_usize;
    let mut numbers = 0_usize;
    for row in table.region.rows.iter().take(ROWS_MAX) {
        for column in table.columns.iter().filter(|column| column.is_value()) {
            if let Some(number) = table.grid.number(*row, column.index) {
                largest = largest.max(number.abs());
                numbers += 1;
                fractions += usize::from(!number.fract().is_zero());
            }
        }
    }
    let least = Decimal::from(if found.verdict.kind == Kind::Savings {
        PLAN_MIN_POUNDS
    } else {
        ACCOUNT_MIN_POUNDS
    });
    if largest >= least {
        Unit::Pounds
    } else if largest * Decimal::ONE_THOUSAND >= least
        && !(fractions * 2 > numbers && largest < Decimal::ONE_THOUSAND)
    {
        Unit::Thousands
    } else {
        Unit::Millions
    }
}
