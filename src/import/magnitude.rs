//! The unit of tables that state none: that of the other tables of the plan, or what the size of the figures allows.

use super::kind::Kind;
use super::page::Found;
use crate::plan::Unit;
use rust_decimal::Decimal;

/// No savings plan of an NHS body is smaller than this many pounds, nor an account.
const PLAN_MIN_POUNDS: i64 = 100_000;
const ACCOUNT_MIN_POUNDS: i64 = 5_000_000;

pub(super) fn assume_units(found: &mut [Found<'_, '_>]) {
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
        let unit = by_size(one);
        one.table.assumed = Some(unit);
        one.verdict.evidence.push(format!("no unit is stated where it is not in the number format; the size of the figures says {}", unit.label()));
    }
}

/// The largest figure must be at least a plan's size; the smallest unit that makes it so.
fn by_size(found: &Found<'_, '_>) -> Unit {
    let table = &found.table;
    let mut largest = Decimal::ZERO;
    let mut fractions = 0_usize;
    let mut numbers = 0_usize;
    for row in table.region.rows.iter().take(500) {
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
