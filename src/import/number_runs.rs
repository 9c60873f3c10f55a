//! Where the numbers of a sheet stand, row by row: noted while the rows are read, so that the account of the numbers need not
//! read them again. A national extract has millions.

use super::ledger::is_number;
use crate::workbook::{Cell, Row, Value};

/// Numbers in neighbouring columns of a row, in reading order.
#[derive(Debug, Default)]
pub(super) struct NumberRuns(Vec<(u32, u32, u32)>);

/// The same of one row: the first column and the last of each run.
#[derive(Debug, Default)]
pub(super) struct RowRuns(Vec<(u32, u32)>);

impl NumberRuns {
    pub(super) fn push(&mut self, row: u32, runs: &RowRuns) {
        let runs = runs.0.iter();
        self.0
            .extend(runs.map(|(first, last)| (row, *first, *last)));
    }

    /// Row, first column and last column of each run.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, u32, u32)> + '_ {
        self.0.iter().copied()
    }
}

impl RowRuns {
    pub(super) fn of_cells(cells: Row<'_, '_>) -> Self {
        let mut runs = Self::default();
        for (column, cell) in cells.iter() {
            if is_number(cell) {
                runs.push(column);
            }
        }
        runs
    }

    /// Takes in the number that comes behind all others.
    #[inline]
    pub(super) fn push(&mut self, column: u32) {
        match self.0.last_mut() {
            Some((_, last)) if *last + 1 == column => *last = column,
            _ => self.0.push((column, column)),
        }
    }

    /// The runs from this column on, cut where it lies within one.
    pub(super) fn from(&self, column: u32) -> impl Iterator<Item = (u32, u32)> + '_ {
        let runs = self.0.iter().filter(move |(_, last)| *last >= column);
        runs.map(move |(first, last)| ((*first).max(column), *last))
    }

    pub(super) fn forget_from(&mut self, column: u32) {
        self.0.retain(|(first, _)| *first < column);
        if let Some((_, last)) = self.0.last_mut() {
            *last = (*last).min(column.saturating_sub(1));
        }
    }
}

/// Whether a field of plain text that is no count is a number all the same, as a cell of it would be.
#[inline]
pub(super) fn is_number_in_text(text: &str) -> bool {
    // No number begins with a letter; most texts do.
    !text.starts_with(|c: char| c.is_ascii_alphabetic()) && is_number(Cell::new(Value::Text(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_anew_is_forgotten_from_its_column_on() {
        let mut runs = RowRuns::default();
        for column in [1, 2, 3, 7, 9, 10] {
            runs.push(column);
        }
        assert_eq!(runs.from(2).collect::<Vec<_>>(), [(2, 3), (7, 7), (9, 10)]);
        runs.forget_from(3);
        assert_eq!(runs.0, [(1, 2)]);
        runs.push(3);
        runs.forget_from(0);
        assert_eq!(runs.0, []);
        runs.push(0);
        assert_eq!(runs.from(0).collect::<Vec<_>>(), [(0, 0)]);
    }
}
