//! Labelled figures outside the tables that were read: "Control total £m: -42.0".

use super::words::item_kind;
use crate::import::beside;
use crate::import::gather::{header_of, page_unit};
use crate::import::grid::Grid;
use crate::import::header::{Basis, Facets};
use crate::import::kind::Kind;
use crate::import::page::{Found, Page};
use crate::import::text::one_line;
use crate::import::{boxes, grid, names, units};
use crate::plan::{FinancialYear, Item, ItemKind, Money, Organisation, Sourced, When};

const LABEL_MAX: usize = 90;

pub(super) fn items(
    found: &[Found<'_, '_>],
    (at, page): (usize, &Page<'_>),
    year: Option<FinancialYear>,
    default: Option<&Organisation>,
) -> Vec<Item> {
    let grid = &page.grid;
    let sheet_unit = page_unit(found, at, page);
    let mut items = Vec::new();
    for row in grid.row_numbers() {
        let cells = grid.row(row);
        // Most labels stand in tables: asking where one stands is cheaper than asking what it says.
        let labels = cells
            .texts()
            .filter(|(column, _)| !is_read(found, at, row, *column))
            .map(|(column, text)| (column, one_line(text)))
            .filter(|(_, label)| label.len() <= LABEL_MAX);
        for (column, label) in labels {
            let Some(kind) = item_kind(&label) else {
                continue;
            };
            let said = Facets::of(&label);
            let spoken = matches!(said.basis, Some(Basis::Actual | Basis::Variance))
                || said.to_date
                || said.percent && kind != ItemKind::Contingency;
            let Some(when) = when(&said, year, kind).filter(|_| !spoken) else {
                continue;
            };
            if let Some(value) = figure(found, at, grid, (row, column), &label, sheet_unit, year) {
                items.push(Item {
                    organisation: default.filter(|_| !names::is_whole(&label)).cloned(),
                    value: signed(kind, value, &label),
                    kind,
                    label,
                    when,
                });
            }
        }
    }
    items
}

/// The figure to the right of a label, or right under it.
fn figure(
    found: &[Found<'_, '_>],
    at: usize,
    grid: &Grid<'_>,
    (row, column): (u32, u32),
    label: &str,
    sheet_unit: Option<crate::plan::Unit>,
    year: Option<FinancialYear>,
) -> Option<Sourced<Money>> {
    let header = |own: u32| header_of(found, at, row, own);
    let beside = beside::figure(grid.row(row).from_column(column + 1), &header, year)
        .map(|found| (row, found.column, found.cell, found.unit));
    let (row, column, cell, unit) = beside.or_else(|| {
        let (below, cell) = boxes::under(grid, row, column)?;
        Some((below, column, cell, None))
    })?;
    if is_read(found, at, row, column) {
        return None;
    }
    let percent = cell
        .format
        .is_some_and(|format| units::shown(format).percent);
    let unit = units::stored(cell, unit.or_else(|| units::stated(label)).or(sheet_unit));
    // A bare number that nothing says to be money is none.
    let number = grid::number(cell).filter(|_| !percent)?;
    Some(Sourced::at(
        Money::quoted(number, unit?)?,
        grid.at(row, column),
    ))
}

/// Whether a cell stands in a table whose rows were read for what they are.
fn is_read(found: &[Found<'_, '_>], page: usize, row: u32, column: u32) -> bool {
    found.iter().any(|one| {
        one.page == page
            && (one.verdict.kind != Kind::Other || one.around > 0 || one.fixed.is_left_out())
            && one.table.region.columns.binary_search(&column).is_ok()
            && (one.table.region.holds_row(row) || one.table.region.header.contains(&row))
    })
}

/// Of a year beside the plan's, or at a month's end; `None` where the label speaks of a year far off.
fn when(said: &Facets, year: Option<FinancialYear>, kind: ItemKind) -> Option<When> {
    if let (ItemKind::Cash, Some(month)) = (kind, said.month) {
        return Some(When::MonthEnd(month.number));
    }
    let offset = match (said.year, year) {
        (Some(own), Some(year)) => i32::from(own.0) - i32::from(year.0),
        _ => 0,
    };
    i8::try_from(offset)
        .ok()
        .filter(|offset| (-1..=3).contains(offset))
        .map(When::Year)
}

/// Signs as the plan has them, whichever way the workbook prints them.
pub(super) fn signed(kind: ItemKind, value: Sourced<Money>, label: &str) -> Sourced<Money> {
    match kind {
        ItemKind::GrossRisk | ItemKind::NetRisk | ItemKind::OneOffCost => {
            value.map(|money| -money.abs())
        }
        ItemKind::ControlTotal | ItemKind::Underlying | ItemKind::WithoutSupport => {
            crate::import::account_signs::signed(value, label, crate::plan::LineKind::Surplus)
        }
        ItemKind::FullYearEffect | ItemKind::Cash | ItemKind::Growth => value,
        _ => value.map(Money::abs),
    }
}
