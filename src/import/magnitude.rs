//! The unit of tables that state none: that of the other tables of the plan, or what the size of the figures allows.

use super::kind::Kind;
use super::page::Found;
use crate::plan::Unit;
use rust_decimal::Decimal;

/// No savings plan of an NHS body is smaller than this many pounds, nor an account.
const PLAN_MIN_POUNDS: i64 = 100_000;
const ACCOUNT_MIN_POUNDS: i64 = 5_000_000;
/// As many rows show how large the figures are.
const ROWS_MAX: usize = 500;

pub(super) fn assume_units(found: &mut [Found<'_, '_>]) {
    let silent = |one: &Found<'_, '_>| is_money(one) && stated(one).is_none();
    if !found.iter().any(silent) {
        return;
    }
    let known: Vec<(Kind, Unit, Decimal)> = found
        .iter()
        .filter(|one| is_money(one))
        .filter_map(|one| {
            let unit = stated(one)?;
            Some((
                one.verdict.kind,
                unit,
                pounds(Figures::of(one).largest, unit),
            ))
        })
        .collect();
    for one in found.iter_mut().filter(|one| silent(one)) {
        let figures = Figures::of(one);
        let by_size = by_size(&figures, one.verdict.kind);
        let others: Vec<&(Kind, Unit, Decimal)> = known
            .iter()
            .filter(|(kind, ..)| *kind == one.verdict.kind)
            .collect();
        let largest = others.iter().map(|(.., size)| *size).max();
        let far = |unit: Unit| apart(pounds(figures.largest, unit), largest.unwrap_or_default());
        // Where the other lists all state the same unit, and it brings the figures nearer to theirs and not above them.
        let said = others
            .first()
            .map(|(_, unit, _)| *unit)
            .filter(|unit| others.iter().all(|(_, other, _)| other == unit))
            .filter(|unit| Some(pounds(figures.largest, *unit)) <= largest)
            .filter(|unit| far(*unit) < far(by_size));
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

fn is_money(found: &Found<'_, '_>) -> bool {
    matches!(found.verdict.kind, Kind::Savings | Kind::Position)
}

/// The unit that the table or any of its columns states.
fn stated(found: &Found<'_, '_>) -> Option<Unit> {
    let columns = &found.table.columns;
    let of_columns = || columns.iter().find_map(|column| column.facets.unit);
    found.table.unit.or_else(of_columns)
}

fn pounds(number: Decimal, unit: Unit) -> Decimal {
    number.checked_mul(unit.pounds()).unwrap_or(Decimal::MAX)
}

/// How many times the larger of two sizes is the smaller.
fn apart(one: Decimal, other: Decimal) -> Decimal {
    let (low, high) = if one < other {
        (one, other)
    } else {
        (other, one)
    };
    high.checked_div(low).unwrap_or(Decimal::MAX)
}

/// How large the figures of a table are.
#[derive(Default)]
struct Figures {
    largest: Decimal,
    numbers: usize,
    /// With a part behind the point.
    fractions: usize,
}

impl Figures {
    fn of(found: &Found<'_, '_>) -> Self {
        let table = &found.table;
        let mut figures = Self::default();
        for row in table.region.rows.iter().take(ROWS_MAX) {
            for column in table.columns.iter().filter(|column| column.is_value()) {
                if let Some(number) = table.grid.number(*row, column.index) {
                    figures.largest = figures.largest.max(number.abs());
                    figures.numbers += 1;
                    figures.fractions += usize::from(!number.fract().is_zero());
                }
            }
        }
        figures
    }
}

/// The largest figure must be at least a plan's size; the smallest unit that makes it so.
fn by_size(figures: &Figures, kind: Kind) -> Unit {
    let least = Decimal::from(if kind == Kind::Savings {
        PLAN_MIN_POUNDS
    } else {
        ACCOUNT_MIN_POUNDS
    });
    let largest = figures.largest;
    let broken = figures.fractions * 2 > figures.numbers && largest < Decimal::ONE_THOUSAND;
    if largest >= least {
        Unit::Pounds
    } else if pounds(largest, Unit::Thousands) >= least && !broken {
        Unit::Thousands
    } else {
        Unit::Millions
    }
}
