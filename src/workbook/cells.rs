//! The filled cells of one sheet in flat memory: 16 bytes each, row after row. Texts and styles are numbers here;
//! what they say stands in the tables of the workbook.

use super::texts::TextId;

/// Number of a style; 0 is plain.
pub(super) type StyleId = u32;

/// What a cell holds, its text by number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Held {
    Text(TextId),
    Number(f64),
    Date(f64),
    Bool(bool),
    Error(TextId),
    NotCalculated,
}

/// A cell in its row: column, style and content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Packed {
    content: u64,
    pub column: u32,
    /// The kind in the lowest bits, the style above them.
    tail: u32,
}

const KIND_BITS: u32 = 3;

impl Packed {
    pub(super) const BYTES: usize = 16;
    pub(super) const STYLES: u32 = 1 << (u32::BITS - KIND_BITS);

    pub(super) fn new(column: u32, style: StyleId, held: Held) -> Self {
        let (kind, content) = match held {
            Held::Text(text) => (0, u64::from(text)),
            Held::Number(number) => (1, number.to_bits()),
            Held::Date(serial) => (2, serial.to_bits()),
            Held::Bool(truth) => (3, u64::from(truth)),
            Held::Error(text) => (4, u64::from(text)),
            Held::NotCalculated => (5, 0),
        };
        Self {
            content,
            column,
            tail: (style << KIND_BITS) | kind,
        }
    }

    pub(super) fn style(self) -> StyleId {
        self.tail >> KIND_BITS
    }

    pub(super) fn held(self) -> Held {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the content of a text is its number, of 32 bits"
        )]
        let text = self.content as TextId;
        match self.tail & ((1 << KIND_BITS) - 1) {
            0 => Held::Text(text),
            1 => Held::Number(f64::from_bits(self.content)),
            2 => Held::Date(f64::from_bits(self.content)),
            3 => Held::Bool(self.content != 0),
            4 => Held::Error(text),
            _ => Held::NotCalculated,
        }
    }

    pub(super) fn to_bytes(self) -> [u8; Self::BYTES] {
        let all = u128::from(self.content)
            | (u128::from(self.column) << 64)
            | (u128::from(self.tail) << 96);
        all.to_le_bytes()
    }

    pub(super) fn from_bytes(bytes: [u8; Self::BYTES]) -> Self {
        let all = u128::from_le_bytes(bytes);
        #[expect(
            clippy::cast_possible_truncation,
            reason = "each field takes its own bits"
        )]
        Self {
            content: all as u64,
            column: (all >> 64) as u32,
            tail: (all >> 96) as u32,
        }
    }
}

/// Where the cells of a row begin; they end where the next row's begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct RowStart {
    row: u32,
    start: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct FormulaAt {
    row: u32,
    column: u32,
    text: TextId,
}

/// Cells by row, then column.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Cells {
    rows: Vec<RowStart>,
    filled: Vec<Packed>,
    formulas: Vec<FormulaAt>,
}

/// A cell with its row and the text of the formula behind it.
pub(super) type Entry = (u32, Packed, Option<TextId>);

impl Cells {
    /// Puts a cell behind all others; gives it back where it does not belong there.
    #[inline]
    pub(super) fn push(&mut self, entry: Entry) -> Result<(), Entry> {
        let (row, cell, formula) = entry;
        let is_behind = match (self.rows.last(), self.filled.last()) {
            (Some(last), Some(before)) => (last.row, before.column) < (row, cell.column),
            _ => true,
        };
        let Some(start) = u32::try_from(self.filled.len()).ok().filter(|_| is_behind) else {
            return Err(entry);
        };
        if self.rows.last().is_none_or(|last| last.row != row) {
            self.rows.push(RowStart { row, start });
        }
        self.filled.push(cell);
        self.formulas.extend(formula.map(|text| FormulaAt {
            row,
            column: cell.column,
            text,
        }));
        Ok(())
    }

    /// Puts cells where they belong; of two at one place the later stays.
    pub(super) fn put_all(&mut self, entries: Vec<Entry>) {
        let mut late: Vec<Entry> = entries
            .into_iter()
            .filter_map(|entry| self.push(entry).err())
            .collect();
        if late.is_empty() {
            return;
        }
        let mut all: Vec<Entry> = self
            .rows()
            .flat_map(|(row, cells)| cells.iter().map(move |cell| (row, *cell)))
            .map(|(row, cell)| (row, cell, self.formula(row, cell.column)))
            .collect();
        all.append(&mut late);
        let place = |entry: &Entry| (entry.0, entry.1.column);
        // Keeps the order of arrival among those at one place, here the last first.
        all.reverse();
        all.sort_by_key(place);
        all.dedup_by_key(|entry| place(entry));
        *self = Self::default();
        for entry in all {
            // Sorted and without equals, each belongs behind the one before it.
            self.push(entry).unwrap_or_default();
        }
    }

    pub(super) fn shrink_to_fit(&mut self) {
        self.rows.shrink_to_fit();
        self.filled.shrink_to_fit();
        self.formulas.shrink_to_fit();
    }

    pub(super) fn count(&self) -> usize {
        self.filled.len()
    }

    /// The number of the row at this place among the filled ones, and its cells.
    fn nth(&self, index: usize) -> Option<(u32, &[Packed])> {
        let start = self.rows.get(index)?;
        let end = self
            .rows
            .get(index + 1)
            .map_or(self.filled.len(), |next| next.start as usize);
        Some((start.row, self.filled.get(start.start as usize..end)?))
    }

    /// Place of a row among the filled ones, or where it would be.
    fn find(&self, row: u32) -> Result<usize, usize> {
        // Most sheets have few blank rows: where there are none before it, or all of them, the place is known at once.
        let mut end = self.rows.len();
        if let Some(guess) = self
            .rows
            .first()
            .and_then(|first| row.checked_sub(first.row))
            && let Some(found) = self.rows.get(guess as usize)
        {
            if found.row == row {
                return Ok(guess as usize);
            }
            end = guess as usize;
            let blank = found.row.saturating_sub(row);
            if let Some(before) = guess.checked_sub(blank)
                && self.rows.get(before as usize).map(|start| start.row) == Some(row)
            {
                return Ok(before as usize);
            }
        }
        let before = self.rows.get(..end).unwrap_or(&self.rows);
        before.binary_search_by_key(&row, |start| start.row)
    }

    pub(super) fn row(&self, row: u32) -> &[Packed] {
        let found = self.find(row).ok().and_then(|index| self.nth(index));
        found.map_or(&[], |(_, cells)| cells)
    }

    pub(super) fn rows(&self) -> impl DoubleEndedIterator<Item = (u32, &[Packed])> + Clone {
        (0..self.rows.len()).filter_map(|index| self.nth(index))
    }

    /// The filled rows from this one on.
    pub(super) fn rows_from(&self, row: u32) -> impl DoubleEndedIterator<Item = (u32, &[Packed])> {
        let from = self.find(row).unwrap_or_else(|place| place);
        (from..self.rows.len()).filter_map(|index| self.nth(index))
    }

    pub(super) fn row_numbers(&self) -> impl DoubleEndedIterator<Item = u32> + Clone {
        self.rows.iter().map(|start| start.row)
    }

    pub(super) fn formula(&self, row: u32, column: u32) -> Option<TextId> {
        let at = self
            .formulas
            .binary_search_by_key(&(row, column), |own| (own.row, own.column));
        Some(self.formulas.get(at.ok()?)?.text)
    }

    pub(super) fn formula_count(&self) -> usize {
        self.formulas.len()
    }

    /// The columns of a row that hold formulas, with their texts, from left to right.
    pub(super) fn formulas_in(&self, row: u32) -> impl Iterator<Item = (u32, TextId)> {
        let from = self.formulas.partition_point(|own| own.row < row);
        let formulas = self.formulas.get(from..).unwrap_or_default().iter();
        formulas
            .take_while(move |own| own.row == row)
            .map(|own| (own.column, own.text))
    }

    /// The cells that are wanted, without their formulas.
    pub(super) fn only(&self, is_wanted: impl Fn(Packed) -> bool) -> Self {
        let mut kept = Self::default();
        for (row, cells) in self.rows() {
            for cell in cells.iter().filter(|cell| is_wanted(**cell)) {
                // They come in their order, so that each belongs behind the one before it.
                kept.push((row, *cell, None)).unwrap_or_default();
            }
        }
        kept
    }

    /// Columns for rows, without the formulas.
    pub(super) fn turned(&self) -> Self {
        let mut cells: Vec<(u32, Packed)> = self
            .rows()
            .flat_map(|(row, cells)| {
                cells.iter().map(move |cell| {
                    (
                        cell.column,
                        Packed {
                            column: row,
                            ..*cell
                        },
                    )
                })
            })
            .collect();
        cells.sort_by_key(|(row, cell)| (*row, cell.column));
        let mut turned = Self::default();
        for (row, cell) in cells {
            // Sorted, each belongs behind the one before it.
            turned.push((row, cell, None)).unwrap_or_default();
        }
        turned
    }
}

/// The cell of a row that stands in a column.
pub(super) fn in_column(cells: &[Packed], column: u32) -> Option<Packed> {
    let (first, last) = (cells.first()?.column, cells.last()?.column);
    // From either end it is no farther than its column, so that only as many cells are looked at as blanks lie between.
    let most = column.checked_sub(first)? as usize;
    let least = (cells.len() - 1).saturating_sub(last.checked_sub(column)? as usize);
    let near = cells.get(least..cells.len().min(most + 1))?;
    let at = near.binary_search_by_key(&column, |cell| cell.column);
    near.get(at.ok()?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(column: u32, number: f64) -> Packed {
        Packed::new(column, 7, Held::Number(number))
    }

    #[test]
    fn a_cell_takes_sixteen_bytes_and_keeps_everything() {
        assert_eq!(size_of::<Packed>(), Packed::BYTES);
        for held in [
            Held::Text(u32::MAX),
            Held::Number(-0.25),
            Held::Date(45_748.0),
            Held::Bool(true),
            Held::Error(3),
            Held::NotCalculated,
        ] {
            let cell = Packed::new(16_383, Packed::STYLES - 1, held);
            assert_eq!(cell.held(), held);
            assert_eq!((cell.column, cell.style()), (16_383, Packed::STYLES - 1));
            assert_eq!(Packed::from_bytes(cell.to_bytes()), cell);
        }
    }

    #[test]
    fn cells_out_of_order_find_their_place_and_the_later_of_two_stays() {
        let mut cells = Cells::default();
        cells.put_all(vec![
            (4, number(2, 1.0), Some(9)),
            (4, number(7, 2.0), Some(8)),
            (1, number(3, 3.0), None),
            (4, number(2, 4.0), None),
            (4, number(2, 5.0), None),
        ]);
        assert_eq!(cells.row_numbers().collect::<Vec<_>>(), [1, 4]);
        assert_eq!(cells.row(4), [number(2, 5.0), number(7, 2.0)]);
        assert_eq!(cells.formula(4, 2), None);
        assert_eq!(cells.formula(4, 7), Some(8));
        assert_eq!(cells.row(2), []);
        assert_eq!(cells.rows_from(2).count(), 1);
        assert_eq!(cells.count(), 3);
    }

    #[test]
    fn a_cell_is_found_by_its_column_whatever_lies_between() {
        let filled = [3, 4, 7, 8, 9, 20];
        let cells = filled.map(|column| number(column, f64::from(column)));
        for column in 0..30 {
            let found = in_column(&cells, column).map(|cell| cell.column);
            assert_eq!(found, filled.contains(&column).then_some(column));
        }
        assert_eq!(in_column(&[], 0), None);
    }

    #[test]
    fn turned_twice_is_as_before() {
        let mut cells = Cells::default();
        cells.put_all(vec![
            (0, number(5, 1.0), None),
            (3, number(0, 2.0), None),
            (3, number(5, 3.0), None),
        ]);
        let turned = cells.turned();
        assert_eq!(turned.row(5), [number(0, 1.0), number(3, 3.0)]);
        assert_eq!(turned.turned(), cells);
    }
}
