//! Which sheets are published returns: those laid out like one, but for those of which the reviewer says otherwise.

use super::{Layout, layout};
use crate::import::locate::{is_of_same_table, mark_of};
use crate::review::{Change, KindRead, Mapping, TableMark};
use crate::workbook::{Sheet, SheetAddress, Visibility, Workbook};
use std::sync::Arc;

/// The published sheets, each with its layout.
pub(in crate::import) struct Returns(Vec<(Arc<SheetAddress>, Layout)>);

impl Returns {
    pub(in crate::import) fn of(mapping: &Mapping, workbooks: &[Workbook]) -> Self {
        let denied = mapping
            .corrections
            .iter()
            .filter(|one| matches!(one.change, Change::Kind(kind) if kind != KindRead::Published));
        // Tables that the reviewer takes for something else.
        let denied: Vec<&TableMark> = denied.map(|one| &one.table).collect();
        let sheets = workbooks.iter().flat_map(|workbook| &workbook.sheets);
        let published = sheets.filter_map(|sheet| {
            let layout = published(sheet, &denied)?;
            Some((Arc::clone(&sheet.address), layout))
        });
        Self(published.collect())
    }

    /// How the sheet, one of these workbooks, is laid out, where it is a published one.
    pub(in crate::import) fn layout(&self, sheet: &Sheet) -> Option<&Layout> {
        let own = |(address, _): &&(_, _)| Arc::ptr_eq(address, &sheet.address);
        self.0.iter().find(own).map(|(_, layout)| layout)
    }
}

/// The layout of a sheet that everybody sees and that is a published one.
fn published(sheet: &Sheet, denied: &[&TableMark]) -> Option<Layout> {
    if sheet.visibility != Visibility::Visible {
        return None;
    }
    let layout = layout(sheet)?;
    let is_one = |own: TableMark| denied.iter().any(|one| is_of_same_table(&own, one));
    let is_denied = !denied.is_empty() && mark(sheet, &layout).is_some_and(is_one);
    (!is_denied).then_some(layout)
}

/// What the table of a published sheet is known by, in this file and in next month's.
pub(in crate::import) fn mark(sheet: &Sheet, layout: &Layout) -> Option<TableMark> {
    Some(mark_of(sheet, layout.area(sheet)?))
}
