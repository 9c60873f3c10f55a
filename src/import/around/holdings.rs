//! Tables of reserves and provisions: what each holds at the year's start, what is taken from it, what is left.

use super::rows::{is_money, labelled, positive, setting};
use crate::import::table::{Column, Table};
use crate::import::text::has_any;
use crate::plan::{Holding, Organisation};

/// Empty where the table is of something else.
pub(super) fn read(table: &Table<'_, '_>, default: Option<&Organisation>) -> Vec<Holding> {
    let said = setting(table);
    if !has_any(
        &said,
        "reserve; reserves; provision; provisions; contingency; deferred income; balance sheet flexibility; earmarked",
    ) {
        return Vec::new();
    }
    // "Opening 1 April" names a day and is no month's column.
    let columns: Vec<&Column> = table
        .columns
        .iter()
        .filter(|column| column.is_value())
        .collect();
    let find = |phrases: &'static str| -> Option<&Column> {
        columns
            .iter()
            .copied()
            .find(|column| has_any(&column.facets.padded, phrases))
    };
    let opening = find(
        "opening; b f; brought forward; at start; start of year; 1 april; at 1 april; balance at start",
    );
    let closing = find(
        "closing; c f; carried forward; year end; end of year; 31 march; at 31 march; left; remaining; balance at end",
    );
    let released = find(
        "release; released; releases; utilised; utilisation; used; use; drawdown; drawn down; applied; taken; movement; \
         reversed; in year",
    );
    let known = [opening, released, closing].iter().flatten().count();
    if known < 2 || (opening.is_none() && closing.is_none()) || !is_money(table, &columns) {
        return Vec::new();
    }
    let indexes: Vec<u32> = [opening, released, closing]
        .into_iter()
        .flatten()
        .map(|column| column.index)
        .collect();
    let rows = labelled(table, &indexes);
    let all_totals = rows.iter().all(|row| row.is_total);
    rows.into_iter()
        .filter(|row| all_totals || !row.is_total)
        .map(|row| {
            let of = |column: Option<&Column>| {
                column.and_then(|column| table.money(row.row, column.index))
            };
            Holding {
                organisation: default.cloned(),
                label: row.label,
                opening: of(opening),
                released: of(released).map(positive),
                closing: of(closing),
            }
        })
        .collect()
}
