//! Lists of savings that go on over the page of a paper, under the same headers and without the heading of their section.

use super::table::Table;
use super::text::{has_any, padded, words};
use super::{pages, rows};

/// Whether a table goes on with the list of the one before it, on the next page of a paper: the same headers again under
/// a title that says so, or with what is brought forward.
pub(super) fn goes_on_from(table: &Table<'_, '_>, before: &Table<'_, '_>) -> bool {
    let titled = has_any(
        &padded(&words(&table.title)),
        "continued; continuation; cont; contd; cont d; continues",
    );
    let brought = || {
        let first = table.region.rows.first();
        first.is_some_and(|row| pages::is_carried(&rows::label(table, *row)))
    };
    table.has_headers_of(before, 0) && (titled || brought())
}
