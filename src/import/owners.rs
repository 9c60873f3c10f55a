//! Whose figures an account's columns and rows hold, where a heading or a group header says so.

use super::names;
use super::position::Whose;
use super::table::{Column, Table};
use super::text::{has_any, padded, words};
use super::vocabulary::line_kind;
use crate::plan::OrganisationKind;

/// Whose figures follow, if the row is a heading that names an organisation or the system.
pub(super) fn headed_by(table: &Table<'_, '_>, row: u32) -> Option<Whose> {
    let mut cells = table
        .grid
        .row(row)
        .iter()
        .filter(|(column, _)| table.region.columns.contains(column));
    let text = cells.next()?.1.text()?;
    if cells.next().is_some() || words(text).len() > 8 || line_kind(text).is_some() {
        return None;
    }
    match names::in_title(text) {
        Some(one) if one.kind == OrganisationKind::System => Some(Whose::Whole),
        Some(one) => Some(Whose::One(one)),
        None => has_any(
            &padded(&words(text)),
            "system; group; consolidated; combined",
        )
        .then_some(Whose::Whole),
    }
}

/// The body in the group header, where the groups are bodies.
pub(super) fn named_above(table: &Table<'_, '_>, column: &Column) -> Option<Whose> {
    if column.group.is_empty() || column.group == column.own.text {
        return None;
    }
    let bodies = table
        .columns
        .iter()
        .any(|column| names::is_organisation(&column.group));
    if names::is_organisation(&column.group) {
        Some(Whose::One(names::labelled(&column.group)))
    } else if bodies && names::is_whole(&column.group) {
        Some(Whose::Whole)
    } else {
        None
    }
}

pub(super) fn has_total_column(table: &Table<'_, '_>) -> bool {
    table
        .columns
        .iter()
        .any(|column| column.is_value() && names::is_whole(&column.own.text))
}
