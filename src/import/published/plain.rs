//! A row of a published table, whichever way its sheet is kept: as cells, or as plain text of which a national extract has
//! 180,000 rows. Both say the same; a test holds them to it.

use super::columns::Columns;
use super::line::{Line, whole};
use crate::plan::Month;
use crate::workbook::{CellRef, NotPlain, Plain, PlainRow, Sheet};

/// What is asked of a row.
pub(super) trait Fields<'s>: Copy {
    fn text(self, column: u32) -> Option<&'s str>;
    /// Whole pathways.
    fn count(self, column: u32) -> Option<u64>;
    fn month(self, column: u32) -> Option<Month>;
    fn at(self, column: u32) -> CellRef;
    /// The row's cells, for what only they can tell.
    fn line(self) -> Line<'s>;
    fn row(self) -> u32;
    /// Puts the counts by week into `counts`; `false` without columns of weeks, or where one of them is withheld.
    fn weeks(self, columns: &Columns, counts: &mut Vec<u32>) -> bool;
}

impl<'s> Fields<'s> for Line<'s> {
    fn text(self, column: u32) -> Option<&'s str> {
        Self::text(self, column)
    }

    fn count(self, column: u32) -> Option<u64> {
        Self::count(self, column)
    }

    fn month(self, column: u32) -> Option<Month> {
        Self::month(self, column)
    }

    fn at(self, column: u32) -> CellRef {
        Self::at(self, column)
    }

    fn line(self) -> Self {
        self
    }

    fn row(self) -> u32 {
        self.row
    }

    fn weeks(self, columns: &Columns, counts: &mut Vec<u32>) -> bool {
        if !begin(columns, counts) {
            return false;
        }
        let mut any = false;
        for (column, cell) in self.cells() {
            let Some(week) = columns.week(column) else {
                continue;
            };
            if cell.text().is_some() {
                return false;
            }
            let Some(count) = whole(cell) else {
                continue;
            };
            any = true;
            put(counts, week, count);
        }
        any
    }
}

/// Room for every week, with nobody in it; `false` where the table has no weeks.
fn begin(columns: &Columns, counts: &mut Vec<u32>) -> bool {
    counts.clear();
    let Some(reach) = columns.reach() else {
        return false;
    };
    counts.resize(usize::from(reach) + 1, 0);
    true
}

fn put(counts: &mut [u32], week: u16, count: u64) {
    if let Some(slot) = counts.get_mut(usize::from(week)) {
        *slot = slot.saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
    }
}

/// The fields of one row by column, filled anew for each.
pub(super) struct Scratch<'s> {
    texts: Vec<Option<&'s str>>,
    counts: Vec<Option<u64>>,
}

/// A row read into the scratch.
#[derive(Clone, Copy)]
pub(super) struct PlainLine<'s, 'r> {
    sheet: &'s Sheet,
    row: u32,
    scratch: &'r Scratch<'s>,
}

impl<'s> Scratch<'s> {
    /// With room for the columns of this sheet.
    pub(super) fn of(sheet: &Sheet) -> Self {
        let width = sheet.used().map_or(0, |used| used.last_column as usize + 1);
        Self {
            texts: vec![None; width],
            counts: vec![None; width],
        }
    }

    /// Fails where the row holds what only its cells can tell.
    pub(super) fn read<'r>(
        &'r mut self,
        sheet: &'s Sheet,
        row: PlainRow<'s>,
    ) -> Result<PlainLine<'s, 'r>, NotPlain> {
        self.texts.fill(None);
        self.counts.fill(None);
        let (texts, counts) = (&mut self.texts, &mut self.counts);
        row.read(|column, field| match field {
            Plain::Text(text) => {
                if let Some(slot) = texts.get_mut(column as usize) {
                    *slot = Some(text);
                }
            }
            Plain::Count(count) => {
                if let Some(slot) = counts.get_mut(column as usize) {
                    *slot = Some(count);
                }
            }
        })?;
        Ok(PlainLine {
            sheet,
            row: row.row,
            scratch: self,
        })
    }
}

impl<'s> Fields<'s> for PlainLine<'s, '_> {
    fn text(self, column: u32) -> Option<&'s str> {
        *self.scratch.texts.get(column as usize)?
    }

    fn count(self, column: u32) -> Option<u64> {
        *self.scratch.counts.get(column as usize)?
    }

    fn month(self, column: u32) -> Option<Month> {
        self.line().month(column)
    }

    fn at(self, column: u32) -> CellRef {
        self.sheet.at(self.row, column)
    }

    fn line(self) -> Line<'s> {
        Line::of(self.sheet, self.row)
    }

    fn row(self) -> u32 {
        self.row
    }

    fn weeks(self, columns: &Columns, counts: &mut Vec<u32>) -> bool {
        if !begin(columns, counts) {
            return false;
        }
        let (first, weeks) = columns.weekly();
        let from = first as usize;
        let given = self.scratch.counts.get(from..).unwrap_or_default();
        let texts = self.scratch.texts.get(from..).unwrap_or_default();
        let mut columns = weeks.iter().zip(texts);
        if columns.any(|(week, text)| week.is_some() && text.is_some()) {
            return false;
        }
        let mut any = false;
        for (week, count) in weeks.iter().zip(given) {
            if let (Some(week), Some(count)) = (week, count) {
                any = true;
                put(counts, *week, *count);
            }
        }
        any
    }
}
