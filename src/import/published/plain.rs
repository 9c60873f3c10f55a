//! A row of a published table, whichever way its sheet is kept: as cells, or as plain text of which a national extract has
//! 180,000 rows. Both say the same; a test holds them to it.

use super::super::number_runs::{NumberRuns, RowRuns, is_number_in_text};
use super::columns::Columns;
use super::line::{Line, whole};
use crate::plan::Month;
use crate::workbook::{CellRef, NotPlain, Plain, PlainReader, PlainRow, Sheet, TakeFields};

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
    reader: PlainReader<'s>,
    row: Row<'s>,
}

/// What the reader hands over.
struct Row<'s> {
    texts: Vec<Option<&'s str>>,
    counts: Vec<Option<u64>>,
    /// The first column of weeks, and the week of each from there on.
    first: u32,
    weeks: Vec<Option<u16>>,
    /// Counts by week.
    counted: Vec<u32>,
    has_weeks: bool,
    /// Whether a text stands where a count by week should.
    is_withheld: bool,
    numbers: RowRuns,
}

/// A row read into the scratch.
#[derive(Clone, Copy)]
pub(super) struct PlainLine<'s, 'r> {
    sheet: &'s Sheet,
    at: u32,
    row: &'r Row<'s>,
}

impl<'s> Scratch<'s> {
    /// With room for the columns of this sheet.
    pub(super) fn of(sheet: &Sheet, columns: &Columns) -> Self {
        let width = sheet.used().map_or(0, |used| used.last_column as usize + 1);
        let (first, weeks) = columns.weekly();
        let mut counted = Vec::new();
        begin(columns, &mut counted);
        Self {
            reader: PlainReader::default(),
            row: Row {
                texts: vec![None; width],
                counts: vec![None; width],
                first,
                weeks: weeks.to_vec(),
                counted,
                has_weeks: false,
                is_withheld: false,
                numbers: RowRuns::default(),
            },
        }
    }

    /// Fails where the row holds what only its cells can tell. The columns of its numbers are added to `numbers`.
    pub(super) fn read<'r>(
        &'r mut self,
        sheet: &'s Sheet,
        row: PlainRow<'s>,
        numbers: &mut NumberRuns,
    ) -> Result<PlainLine<'s, 'r>, NotPlain> {
        self.reader.read(row, &mut self.row)?;
        numbers.push(row.row, &self.row.numbers);
        Ok(PlainLine {
            sheet,
            at: row.row,
            row: &self.row,
        })
    }
}

impl Row<'_> {
    fn week(&self, column: u32) -> Option<u16> {
        let at = column.checked_sub(self.first)?;
        self.weeks.get(at as usize).copied().flatten()
    }
}

impl<'s> TakeFields<'s> for Row<'s> {
    fn begin(&mut self, column: u32) {
        let from = column as usize;
        self.texts.get_mut(from..).unwrap_or_default().fill(None);
        for (first, last) in self.numbers.from(column) {
            let own = first as usize..=last as usize;
            self.counts.get_mut(own).unwrap_or_default().fill(None);
        }
        self.numbers.forget_from(column);
        self.counted.fill(0);
        self.has_weeks = false;
        self.is_withheld = false;
    }

    #[inline]
    fn take(&mut self, column: u32, field: Plain<'s>) {
        match field {
            Plain::Count(count) => {
                self.numbers.push(column);
                if let Some(week) = self.week(column) {
                    self.has_weeks = true;
                    put(&mut self.counted, week, count);
                }
                if let Some(slot) = self.counts.get_mut(column as usize) {
                    *slot = Some(count);
                }
            }
            Plain::Text(text) => {
                self.is_withheld |= self.week(column).is_some();
                if is_number_in_text(text) {
                    self.numbers.push(column);
                }
                if let Some(slot) = self.texts.get_mut(column as usize) {
                    *slot = Some(text);
                }
            }
        }
    }
}

impl<'s> Fields<'s> for PlainLine<'s, '_> {
    fn text(self, column: u32) -> Option<&'s str> {
        *self.row.texts.get(column as usize)?
    }

    fn count(self, column: u32) -> Option<u64> {
        *self.row.counts.get(column as usize)?
    }

    fn month(self, column: u32) -> Option<Month> {
        self.line().month(column)
    }

    fn at(self, column: u32) -> CellRef {
        self.sheet.at(self.at, column)
    }

    fn line(self) -> Line<'s> {
        Line::of(self.sheet, self.at)
    }

    fn row(self) -> u32 {
        self.at
    }

    fn weeks(self, columns: &Columns, counts: &mut Vec<u32>) -> bool {
        if self.row.is_withheld {
            begin(columns, counts);
            return false;
        }
        counts.clear();
        counts.extend_from_slice(&self.row.counted);
        self.row.has_weeks
    }
}
