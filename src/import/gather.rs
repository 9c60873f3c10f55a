//! Lines, totals and targets of all savings tables → the plan's savings.

use super::grid::Grid;
use super::kind::Kind;
use super::page::{Found, Page};
use super::table::Column;
use super::target::{self, Stated};
use super::{balancing, missing_by_body, one_unit, roll_up, spoken, target_proved, units};
use crate::plan::{
    FinancialYear, Money, Organisation, OrganisationKind, Plan, Saving, Savings, Sourced,
    StatedTotal, Unit,
};
use rust_decimal::Decimal;

/// Figures that each are rounded by half a unit leave their sum off by no more than this.
pub(super) const ROUNDED_LINES: Decimal = Decimal::from_parts(6, 0, 0, false, 0);

/// A label, its figure and a remark.
const LOOSE_CELLS_MAX: usize = 3;

/// The savings of the plan, each line counted once.
pub(super) fn savings(
    found: &mut [Found<'_, '_>],
    pages: &[Page<'_>],
    (year, owner): (Option<FinancialYear>, Option<&Organisation>),
    plan: &mut Plan,
) -> Option<Savings> {
    let mut savings = Savings::default();
    let mut stated: Vec<Stated> = Vec::new();
    for found in found.iter_mut() {
        let Some(read) = &mut found.savings else {
            continue;
        };
        stated.extend(target::of_table(&read.targets, read.organisation.as_ref()));
        if found.repeat_of.is_none() {
            read.taken = read.lines.iter().map(|line| line.value.value).sum();
            for total in &mut read.totals {
                running(total, &savings.lines, &read.lines);
            }
            if savings.lines.is_empty() {
                savings.lines = std::mem::take(&mut read.lines);
            } else {
                savings.lines.append(&mut read.lines);
            }
            plan.stated_totals.extend(read.totals.iter().cloned());
        }
    }
    let mut unlisted = roll_up::strays(found, &savings.lines);
    if unlisted.is_empty() {
        unlisted = missing_by_body::lines(found, pages, owner, year, &savings.lines);
    }
    savings.lines.extend(unlisted);
    if savings.lines.is_empty() {
        return None;
    }
    let found = &*found;
    stated.extend(target::column_targets(found, year));
    for (at, page) in pages.iter().enumerate() {
        let taken = |row: u32, column: u32| is_taken(found, at, row, column);
        let unit = page_unit(found, at, page);
        let organisation = page
            .organisation
            .clone()
            .filter(|organisation| organisation.kind != OrganisationKind::System);
        let header = |row: u32, column: u32| header_of(found, at, row, column);
        stated.extend(target::loose(
            &page.grid,
            &header,
            &taken,
            unit,
            year,
            organisation.as_ref(),
        ));
        // Only the table stands on its side: labels around it have their figures to their right as ever.
        if page.grid.reads_across() {
            // A line of the sheet that holds little is none of the table's.
            let in_table = |row: u32, column: u32| {
                let of_page = found.iter().filter(|one| one.page == at);
                taken(column, row)
                    && of_page
                        .filter_map(|one| one.table.column(row))
                        .any(|own| own.numbers + own.texts + own.dates > LOOSE_CELLS_MAX)
            };
            stated.extend(target::loose(
                &Grid::new(page.grid.sheet),
                &|_, _| None,
                &in_table,
                unit,
                year,
                organisation.as_ref(),
            ));
        }
    }
    let whole = savings.total();
    let lines = whole.value;
    for total in &mut plan.stated_totals {
        covers_all(total, &whole);
    }
    (savings.target, savings.organisation_targets) = target::choose(&stated, &savings.lines);
    savings.target = savings
        .target
        .map(|target| one_unit::of_target(target, lines))
        .or_else(|| spoken::target(pages, year, lines))
        .or_else(|| proved_target(found, pages, lines));
    balancing::mark(&mut savings);
    savings.target_in_position = target::in_position(&savings, plan.position.as_ref());
    Some(savings)
}

/// A total below the last of several tables may be of all of them.
fn covers_all(total: &mut StatedTotal, whole: &Sourced<Money>) {
    let tolerance = Money::from_pounds(total.unit.digit() * ROUNDED_LINES);
    let is_own = total
        .stated
        .value
        .agrees_with(total.recomputed.value, tolerance);
    if !is_own && total.stated.value.agrees_with(whole.value, tolerance) {
        total.recomputed = whole.clone();
    }
}

/// A total may be of all lines above it: those of earlier tables, and those of its own table that stand before it.
fn running(total: &mut StatedTotal, earlier: &[Saving], own: &[Saving]) {
    let Some(at) = total.stated.cells.first() else {
        return;
    };
    let above = own.iter().filter(|line| line.source.row < at.row);
    let sum: Sourced<Money> = earlier.iter().chain(above).map(|line| &line.value).sum();
    covers_all(total, &sum);
}

/// A target that no label states, and that the lines and what is missing prove.
fn proved_target(
    found: &[Found<'_, '_>],
    pages: &[Page<'_>],
    lines: Money,
) -> Option<Sourced<Money>> {
    pages.iter().enumerate().find_map(|(at, page)| {
        let is_line = |row: u32| {
            found.iter().any(|found| {
                found.page == at
                    && ((found.fixed.is_left_out()
                        || matches!(found.verdict.kind, Kind::Position | Kind::Elective))
                        && found.table.region.holds_row(row)
                        || found
                            .savings
                            .as_ref()
                            .is_some_and(|read| read.line_rows.binary_search(&row).is_ok()))
            })
        };
        target_proved::proved(&page.grid, &is_line, page_unit(found, at, page), lines)
    })
}

/// The column of the table in which a cell stands.
pub(super) fn header_of<'f>(
    found: &'f [Found<'_, '_>],
    page: usize,
    row: u32,
    column: u32,
) -> Option<&'f Column> {
    found
        .iter()
        .filter(|found| found.page == page && found.table.region.holds_row(row))
        .find_map(|found| found.table.column(column))
}

/// Whether a cell is in a table of schemes or of long waits, where a label is a name.
pub(super) fn is_taken(found: &[Found<'_, '_>], page: usize, row: u32, column: u32) -> bool {
    found.iter().any(|found| {
        found.page == page
            && (matches!(found.verdict.kind, Kind::Savings | Kind::Elective)
                || found.fixed.is_left_out())
            && found.table.region.columns.contains(&column)
            && found.table.region.holds_row(row)
    })
}

/// The unit of figures on a sheet outside its tables.
pub(super) fn page_unit(found: &[Found<'_, '_>], at: usize, page: &Page<'_>) -> Option<Unit> {
    units::stated(&page.head).or_else(|| {
        let mut tables = found.iter().filter(|found| found.page == at);
        tables.find_map(|found| {
            found
                .table
                .unit
                .or_else(|| {
                    found
                        .table
                        .columns
                        .iter()
                        .find_map(|column| column.facets.unit)
                })
                .or(found.table.assumed)
        })
    })
}
