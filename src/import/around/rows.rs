//! The labelled rows of a small table, headings told from figures.

use crate::import::position::label_column;
use crate::import::table::{Column, Table};
use crate::import::text::{padded, words};
use crate::import::vocabulary;
use crate::plan::{Money, Sourced};

/// One row that has a label.
pub(super) struct LabelledRow {
    pub(super) row: u32,
    pub(super) label: String,
    /// The row with nothing but words above it, under which it stands.
    pub(super) heading: String,
    pub(super) is_total: bool,
}

/// Rows with a label and at least one figure in these columns, in order.
pub(super) fn labelled(table: &Table<'_, '_>, columns: &[u32]) -> Vec<LabelledRow> {
    let Some(names) = label_column(table) else {
        return Vec::new();
    };
    let mut heading = String::new();
    let mut rows = Vec::new();
    for row in &table.region.rows {
        let Some(label) = table.grid.label(*row, names.index) else {
            continue;
        };
        let filled = columns
            .iter()
            .any(|column| table.grid.number(*row, *column).is_some());
        if filled {
            rows.push(LabelledRow {
                row: *row,
                is_total: vocabulary::total(&padded(&words(&label))),
                label,
                heading: heading.clone(),
            });
        } else {
            heading = label;
        }
    }
    rows
}

/// Columns of money that are neither shares, months, nor differences.
pub(super) fn money_columns<'t>(table: &'t Table<'_, '_>) -> Vec<&'t Column> {
    use crate::import::header::Basis;
    table
        .columns
        .iter()
        .filter(|column| {
            let facets = &column.facets;
            column.is_value()
                && facets.month.is_none()
                && facets.quarter.is_none()
                && facets.basis != Some(Basis::Variance)
                && facets.weeks.is_none()
        })
        .collect()
}

/// Whether anything around the figures says that they are money.
pub(super) fn is_money(table: &Table<'_, '_>, columns: &[&Column]) -> bool {
    let pound = |column: &&Column| {
        column.facets.unit.is_some()
            || table.region.rows.iter().any(|row| {
                table
                    .grid
                    .cell(*row, column.index)
                    .and_then(|cell| cell.format)
                    .is_some_and(|format| crate::import::units::shown(format).pound_sign)
            })
    };
    table.unit.is_some()
        || table.fixed_unit.is_some()
        || table.assumed.is_some()
        || columns.iter().any(pound)
}

/// What the title, the sheet's name and the headers say, as words.
pub(super) fn setting(table: &Table<'_, '_>) -> String {
    padded(&words(&format!(
        "{} | {} | {}",
        table.grid.sheet.name(),
        table.title,
        table
            .columns
            .iter()
            .map(|column| column.own.text.as_str())
            .collect::<Vec<_>>()
            .join(" | ")
    )))
}

pub(super) fn positive(value: Sourced<Money>) -> Sourced<Money> {
    value.map(Money::abs)
}

pub(super) fn negative(value: Sourced<Money>) -> Sourced<Money> {
    value.map(|money| -money.abs())
}
