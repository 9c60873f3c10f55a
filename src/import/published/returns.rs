//! Which sheets are published returns: those laid out like one, but for those of which the reviewer says otherwise.

use super::{Layout, layout};
use crate::import::locate::{is_of_same_table, mark_of};
use crate::review::{Change, KindRead, Mapping, TableMark};
use crate::workbook::{Sheet, Visibility};

/// What tells a published sheet.
pub(in crate::import) struct Returns<'m> {
    /// Tables that the reviewer takes for something else.
    denied: Vec<&'m TableMark>,
}

impl<'m> Returns<'m> {
    pub(in crate::import) fn of(mapping: &'m Mapping) -> Self {
        let denied = mapping
            .corrections
            .iter()
            .filter(|one| matches!(one.change, Change::Kind(kind) if kind != KindRead::Published));
        Self {
            denied: denied.map(|one| &one.table).collect(),
        }
    }

    /// How the sheet is laid out, where everybody sees it and it is a published one.
    pub(in crate::import) fn layout(&self, sheet: &Sheet) -> Option<Layout> {
        if sheet.visibility != Visibility::Visible {
            return None;
        }
        let layout = layout(sheet)?;
        let denied = |own: TableMark| self.denied.iter().any(|one| is_of_same_table(&own, one));
        let is_denied = !self.denied.is_empty() && mark(sheet, &layout).is_some_and(denied);
        (!is_denied).then_some(layout)
    }
}

/// What the table of a published sheet is known by, in this file and in next month's.
pub(in crate::import) fn mark(sheet: &Sheet, layout: &Layout) -> Option<TableMark> {
    Some(mark_of(sheet, layout.area(sheet)?))
}
