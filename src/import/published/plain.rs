//! A row of a published table, whichever way its sheet is kept: as cells, or as plain text of which a national extract has
//! 180,000 rows. Both say the same; a test holds them to it.

use super::columns::Columns;
use super::line::{Line, whole};
use crate::plan::{Month, WeekBands};
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
    /// The counts by week; `None` without columns of weeks, or where one of them is withheld.
    fn bands(self, columns: &Columns) -> Option<WeekBands>;
}

impl<'s> Fields<'s> for Line<'s> {
    fn text(self, column: u32) -> Option<&'s str> {
        Line::text(self, column)
    }

    fn count(self, column: u32) -> Option<u64> {
        Line::count(self, column)
    }

    fn month(self, column: u32) -> Option<Month> {
        Line::month(self, column)
    }

    fn at(self, column: u32) -> CellRef {
        Line::at(self, column)
    }

    fn line(self) -> Line<'s> {
        self
    }

    fn bands(self, columns: &Columns) -> Option<WeekBands> {
        let reach = usize::from(*columns.bands.values().max()?);
        let mut counts = vec![0_u32; reach + 1];
        let mut any = false;
        for (column, cell) in self.cells() {
            let Some(week) = columns.week(column) else {
                continue;
            };
            if cell.text().is_some() {
                return None;
            }
            let Some(count) = whole(cell) else {
                continue;
            };
            any = true;
            if let Some(slot) = counts.get_mut(usize::from(week)) {
                *slot = slot.saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
            }
        }
        any.then(|| WeekBands::new(counts, columns.open))
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

    fn bands(self, columns: &Columns) -> Option<WeekBands> {
        let (first, weeks) = columns.weekly();
        let from = first as usize;
        let counts = self.scratch.counts.get(from..).unwrap_or_default();
        let texts = self.scratch.texts.get(from..).unwrap_or_default();
        let reach = usize::from(weeks.iter().flatten().copied().max()?);
        let mut bands = vec![0_u32; reach + 1];
        let mut any = false;
        for ((week, count), text) in weeks.iter().zip(counts).zip(texts) {
            let Some(week) = week else { continue };
            if text.is_some() {
                return None;
            }
            let Some(count) = count else { continue };
            any = true;
            if let Some(slot) = bands.get_mut(usize::from(*week)) {
                *slot = slot.saturating_add(u32::try_from(*count).unwrap_or(u32::MAX));
            }
        }
        any.then(|| WeekBands::new(bands, columns.open))
    }
}
