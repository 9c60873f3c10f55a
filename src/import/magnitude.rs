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
    let silent_ones: Vec<(&Found<'_, '_>, Figures)> = found
        .iter()
        .filter(|one| silent(one))
        .map(|one| (one, Figures::of(one)))
        .collect();
    let sizes: Vec<(Unit, Decimal)> = silent_ones
        .iter()
        .map(|own| (size_among(own, &silent_ones), own.1.largest))
        .collect();
    for (one, (by_size, size)) in found.iter_mut().filter(|one| silent(one)).zip(sizes) {
        let others: Vec<&(Kind, Unit, Decimal)> = known
            .iter()
            .filter(|(kind, ..)| *kind == one.verdict.kind)
            .collect();
        let largest = others.iter().map(|(.., size)| *size).max();
        let far = |unit: Unit| apart(pounds(size, unit), largest.unwrap_or_default());
        // Where the other lists all state the same unit, and it brings the figures nearer to theirs and not above them.
        let said = others
            .first()
            .map(|(_, unit, _)| *unit)
            .filter(|unit| others.iter().all(|(_, other, _)| other == unit))
            .filter(|unit| Some(pounds(size, *unit)) <= largest)
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

impl Figures {
    /// Whether most have a part behind the point.
    fn are_broken(&self) -> bool {
        self.fractions * 2 > self.numbers
    }
}

/// The unit that the size of the figures says. The list of a small division is in the unit of the large one's of the same form,
/// where neither states any, unless it is written otherwise or would be next to nothing beside it.
fn size_among(
    (one, own): &(&Found<'_, '_>, Figures),
    silent: &[(&Found<'_, '_>, Figures)],
) -> Unit {
    let kind = one.verdict.kind;
    let is_sister = |(other, figures): &&(&Found<'_, '_>, Figures)| {
        kind == Kind::Savings
            && other.verdict.kind == kind
            && figures.largest > own.largest
            && figures.are_broken() == own.are_broken()
            && apart(own.largest, figures.largest) <= Decimal::ONE_HUNDRED
            && one.table.has_headers_of(&other.table, 0)
    };
    let sisters = silent.iter().filter(is_sister).map(|(_, figures)| figures);
    by_size(
        sisters.max_by_key(|figures| figures.largest).unwrap_or(own),
        kind,
    )
}

/// The largest figure must be at least a plan's size; the smallest unit that makes it so.
fn by_size(figures: &Figures, kind: Kind) -> Unit {
    let least = Decimal::from(if kind == Kind::Savings {
        PLAN_MIN_POUNDS
    } else {
        ACCOUNT_MIN_POUNDS
    });
    let largest = figures.largest;
    let broken = figures.are_broken() && largest < Decimal::ONE_THOUSAND;
    if largest >= least {
        Unit::Pounds
    } else if pounds(largest, Unit::Thousands) >= least && !broken {
        Unit::Thousands
    } else {
        Unit::Millions
    }
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{pounds, read};

    #[test]
    fn a_small_sheet_is_in_the_unit_of_the_large_one_beside_it() {
        let head = "Scheme|R/NR|Q1|Q2|Q3|Q4";
        let plan = read(&[
            (
                "Surgery",
                &format!(
                    "Oak NHS Trust CIP 2025/26\n\n{head}\nLists|R|10|20|30|140\nBank|NR|25|25|25|25"
                ),
            ),
            (
                "Medicine",
                &format!("Oak NHS Trust CIP 2025/26\n\n{head}\nBeds|R|7|7|7|7\nDrugs|NR|0|1|2|3"),
            ),
        ]);
        assert_eq!(plan.savings.unwrap().total().value, pounds(334_000));
    }

    #[test]
    fn a_small_list_of_another_form_or_next_to_nothing_has_a_unit_of_its_own() {
        let total = |head: &str, rows: &str| {
            let plan = read(&[
                (
                    "Trust",
                    "Oak NHS Trust CIP 2025/26\n\nScheme|R/NR|Plan\nLists|R|9000000\nBank|NR|8000000",
                ),
                (
                    "Charity",
                    &format!("Oak NHS Trust savings 2025/26\n\n{head}\n{rows}"),
                ),
            ]);
            plan.savings.unwrap().total().value - pounds(17_000_000)
        };
        assert_eq!(
            total("Scheme|Lead|R/NR|Saving", "Post|AB|R|700\nPrint|CD|R|400"),
            pounds(1_100_000)
        );
        assert_eq!(
            total("Scheme|R/NR|Plan", "Post|R|700\nPrint|R|400"),
            pounds(1_100_000)
        );
        assert_eq!(
            total("Scheme|R/NR|Plan", "Post|R|95000\nPrint|R|90000"),
            pounds(185_000)
        );
    }

    #[test]
    fn a_sheet_written_in_millions_stays_so() {
        let plan = read(&[
            (
                "Trust",
                "Oak NHS Trust CIP 2025/26\n\nScheme|R/NR|Plan\nLists|R|1200\nBank|NR|800",
            ),
            (
                "Board",
                "Oak NHS ICB QIPP 2025/26\n\nScheme|R/NR|Plan\nDrugs|R|1.5\nPackages|R|2.5",
            ),
        ]);
        assert_eq!(plan.savings.unwrap().total().value, pounds(6_000_000));
    }
}
