//! Whose figures an account's columns and rows hold, where a heading or a group header says so.

use super::position::Whose;
use super::table::{Column, Table};
use super::text::{has_any, padded, words};
use super::vocabulary::line_kind;
use super::{names, sums};
use crate::plan::OrganisationKind;

/// Whose figures follow, if the row is a heading that names an organisation or the system.
pub(super) fn headed_by(table: &Table<'_, '_>, row: u32) -> Option<Whose> {
    let mut cells = table
        .grid
        .row(row)
        .iter()
        .filter(|(column, _)| table.region.columns.contains(column));
    let text = cells.next()?.1.text()?;
    let named = names::in_title(text);
    // "Fen Community NHS Trust" is a body, whatever "community" is called in an account.
    let whole_name = named
        .as_ref()
        .is_some_and(|one| one.name.len() == text.trim().len());
    if cells.next().is_some() || words(text).len() > 8 || (line_kind(text).is_some() && !whole_name)
    {
        return None;
    }
    match named {
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
        .flat_map(|column| &column.groups)
        .any(|group| names::is_organisation(group));
    column.groups.iter().find_map(|group| {
        if names::is_organisation(group) {
            Some(Whose::One(names::labelled(group)))
        } else if bodies && names::is_whole(group) {
            Some(Whose::Whole)
        } else {
            None
        }
    })
}

pub(super) fn has_total_column(table: &Table<'_, '_>) -> bool {
    let named = |column: &Column| column.is_value() && names::is_whole(&column.own.text);
    table.columns.iter().any(named) || sum_column(table).is_some()
}

/// Whether the column is the total of those beside it, by its name or because they add up to it.
pub(super) fn is_total_column(table: &Table<'_, '_>, column: &Column) -> bool {
    names::is_whole(&column.own.text) || sum_column(table) == Some(column.index)
}

/// The column to which all others without a period or basis of their own add up.
fn sum_column(table: &Table<'_, '_>) -> Option<u32> {
    let columns: Vec<u32> = table
        .columns
        .iter()
        .filter(|column| {
            let facets = &column.facets;
            column.is_value()
                && facets.month.is_none()
                && facets.quarter.is_none()
                && facets.basis.is_none()
                && !facets.to_date
        })
        .map(|column| column.index)
        .collect();
    // Where a name says which is the total, figures need not.
    sums::of_the_others(table.grid, &table.region.rows, &columns)
}

/// Whether a column under one body's title is a part of that body: it does not read like a body, or it does only by
/// the word hospital and the columns of a provider add up.
pub(super) fn is_site(table: &Table<'_, '_>, header: &str, default: &Whose) -> bool {
    let provider = matches!(default, Whose::One(one) if one.kind == OrganisationKind::Provider);
    !names::is_organisation(header)
        || (provider && sum_column(table).is_some() && names::in_header(header).is_none())
}
