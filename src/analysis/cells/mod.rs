//! Two workbooks cell by cell: what stands otherwise, matched through inserted and removed rows and columns. Says nothing
//! of meaning: `compare` does that. A workbook beside itself has no changes.

mod align;
mod grid;
mod sheets;
#[cfg(test)]
mod tests;

use crate::workbook::{CellRef, Value, Workbook, decimal_from_float};
use align::Aligned;
use grid::Grid;
use std::sync::Arc;

/// What stands otherwise in the later of two workbooks.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CellChanges {
    /// Sheets that differ, in the order of the later workbook; what only the earlier one has comes last.
    pub sheets: Vec<SheetChanges>,
}

/// One sheet then and now.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SheetChanges {
    /// Its name then; `None` where it is new.
    pub before: Option<Arc<str>>,
    /// Its name now; `None` where it is gone.
    pub now: Option<Arc<str>>,
    /// Rows and columns that only the later one has, zero-based there.
    pub rows_added: Vec<u32>,
    pub columns_added: Vec<u32>,
    /// Rows and columns that only the earlier one has, zero-based there.
    pub rows_gone: Vec<u32>,
    pub columns_gone: Vec<u32>,
    /// Cells of rows and columns that both have, and whose values differ; in reading order.
    pub cells: Vec<CellChange>,
}

/// A cell whose value is another, or that is filled in only one of the two.
#[derive(Debug, Clone, PartialEq)]
pub struct CellChange {
    /// Where it stands in the earlier workbook, filled or not.
    pub before: CellRef,
    /// Where it stands in the later one.
    pub now: CellRef,
    pub kind: CellChangeKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CellChangeKind {
    Value,
    /// Filled now.
    Filled,
    /// Empty now.
    Emptied,
    /// A formula then, a typed value now; the value may be the same.
    Typed,
    /// A typed value then, a formula now; the value may be the same.
    Calculated,
}

impl CellChanges {
    pub fn is_empty(&self) -> bool {
        self.sheets.is_empty()
    }

    pub fn cells(&self) -> impl Iterator<Item = &CellChange> {
        self.sheets.iter().flat_map(|sheet| &sheet.cells)
    }

    pub fn count(&self, kind: CellChangeKind) -> usize {
        self.cells().filter(|cell| cell.kind == kind).count()
    }
}

impl SheetChanges {
    fn is_empty(&self) -> bool {
        self.before.is_some()
            && self.now.is_some()
            && self.before == self.now
            && self.rows_added.is_empty()
            && self.columns_added.is_empty()
            && self.rows_gone.is_empty()
            && self.columns_gone.is_empty()
            && self.cells.is_empty()
    }
}

/// What stands otherwise in `now` than in `before`.
pub fn compare_cells(before: &Workbook, now: &Workbook) -> CellChanges {
    let old: Vec<Grid<'_>> = before.sheets.iter().map(Grid::of).collect();
    let new: Vec<Grid<'_>> = now.sheets.iter().map(Grid::of).collect();
    let (pairs, gone, added) = sheets::pairs(&old, &new);
    let mut found: Vec<(usize, SheetChanges)> = Vec::new();
    for (was, is) in pairs {
        if let (Some(before), Some(now)) = (old.get(was), new.get(is)) {
            found.push((is, sheet(before, now)));
        }
    }
    for at in added {
        if let Some(now) = new.get(at) {
            found.push((
                at,
                SheetChanges {
                    now: Some(Arc::clone(&now.sheet.address.sheet)),
                    ..SheetChanges::default()
                },
            ));
        }
    }
    found.sort_by_key(|(place, _)| *place);
    let mut sheets: Vec<SheetChanges> = found.into_iter().map(|(_, changes)| changes).collect();
    sheets.extend(gone.into_iter().filter_map(|at| {
        Some(SheetChanges {
            before: Some(Arc::clone(&old.get(at)?.sheet.address.sheet)),
            ..SheetChanges::default()
        })
    }));
    sheets.retain(|sheet| !sheet.is_empty());
    CellChanges { sheets }
}

fn sheet(before: &Grid<'_>, now: &Grid<'_>) -> SheetChanges {
    let Aligned { rows, columns } = align::align(before, now);
    let mut changes = SheetChanges {
        before: Some(Arc::clone(&before.sheet.address.sheet)),
        now: Some(Arc::clone(&now.sheet.address.sheet)),
        rows_added: rows.added,
        rows_gone: rows.gone,
        columns_added: columns.added,
        columns_gone: columns.gone,
        cells: Vec::new(),
    };
    let formulas = before.sheet.formula_count() + now.sheet.formula_count() > 0;
    for (old_row, new_row) in &rows.pairs {
        let (old, new) = (before.sheet.row(*old_row), now.sheet.row(*new_row));
        for (old_column, new_column) in &columns.pairs {
            let (was, is) = (old.get(*old_column), new.get(*new_column));
            let kind = match (was, is) {
                (None, None) => continue,
                (None, Some(_)) => CellChangeKind::Filled,
                (Some(_), None) => CellChangeKind::Emptied,
                (Some(was), Some(is)) => {
                    let calculated = |grid: &Grid<'_>, row, column| {
                        formulas && grid.sheet.formula(row, column).is_some()
                    };
                    let then = calculated(before, *old_row, *old_column);
                    let later = calculated(now, *new_row, *new_column);
                    match (then, later) {
                        (true, false) => CellChangeKind::Typed,
                        (false, true) => CellChangeKind::Calculated,
                        _ if is_same(was.value, is.value) => continue,
                        _ => CellChangeKind::Value,
                    }
                }
            };
            changes.cells.push(CellChange {
                before: before.sheet.at(*old_row, *old_column),
                now: now.sheet.at(*new_row, *new_column),
                kind,
            });
        }
    }
    changes
}

/// Numbers are the same where the reader sees the same decimal: Excel's last bits differ from one calculation to another.
fn is_same(one: Value<'_>, other: Value<'_>) -> bool {
    match (one, other) {
        (Value::Number(a), Value::Number(b)) | (Value::Date(a), Value::Date(b)) => {
            a.to_bits() == b.to_bits() || decimal_from_float(a) == decimal_from_float(b)
        }
        (Value::Text(a), Value::Text(b)) => a.trim() == b.trim(),
        _ => one == other,
    }
}
