//! Which places of a tab are filled, at two bytes a cell: the cells themselves have been passed on.

use std::collections::HashSet;

/// The places of the cells met so far.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// Row, and where its columns begin.
    rows: Vec<(u32, usize)>,
    columns: Vec<u16>,
    /// Those that came after one that stands behind them.
    late: HashSet<(u32, u32)>,
}

impl Places {
    /// Whether the place was free until now. Columns are those of the grid.
    pub(super) fn add(&mut self, row: u32, column: u32) -> bool {
        let short = u16::try_from(column).unwrap_or(u16::MAX);
        match self.rows.last() {
            Some((last, _)) if *last == row && self.columns.last() < Some(&short) => {
                self.columns.push(short);
                true
            }
            Some((last, _)) if *last >= row => {
                !self.holds(row, short) && self.late.insert((row, column))
            }
            _ => {
                self.rows.push((row, self.columns.len()));
                self.columns.push(short);
                true
            }
        }
    }

    fn holds(&self, row: u32, column: u16) -> bool {
        let Ok(index) = self.rows.binary_search_by_key(&row, |(own, _)| *own) else {
            return false;
        };
        let start = self.rows.get(index).map_or(0, |(_, start)| *start);
        let end = self
            .rows
            .get(index + 1)
            .map_or(self.columns.len(), |(_, start)| *start);
        let columns = self.columns.get(start..end).unwrap_or_default();
        columns.binary_search(&column).is_ok()
    }

    pub(super) fn count(&self) -> usize {
        self.columns.len() + self.late.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_free_once() {
        let mut places = Places::default();
        let mut add = |row, column| places.add(row, column);
        assert!(add(3, 1) && add(3, 4) && add(7, 0));
        assert!(!add(7, 0) && !add(3, 4));
        assert!(add(3, 2) && !add(3, 2), "late, but free until now");
        assert!(add(0, 0) && add(7, 1) && !add(0, 0));
        assert_eq!(places.count(), 6);
    }
}
