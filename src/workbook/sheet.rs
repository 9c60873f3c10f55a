//! One tab: its cells by row and column. Knows nothing of how they came here.

use super::cell::{Cell, written};
use super::cell_notes;
use super::cells::{Cells, Held, Packed, in_column};
use super::plain::PlainRow;
use super::tables::Tables;
use super::text_table::TextTable;
use super::{Area, CellNote, CellRef, SheetAddress, Visibility, limits};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::Arc;

/// One tab. Rows and columns are counted from zero; empty cells are absent.
#[derive(Debug, Clone)]
pub struct Sheet {
    pub address: Arc<SheetAddress>,
    pub visibility: Visibility,
    /// Merged areas; the value stands in the top left cell only.
    pub merges: Vec<Area>,
    /// Rows and columns that nobody sees.
    pub hidden: Hidden,
    /// What people wrote on cells, filled or not, from the top down and from left to right.
    pub notes: Vec<CellNote>,
    cells: Cells,
    tables: Arc<Tables>,
    /// In place of the cells, where the sheet is a large table of plain text.
    text: Option<Arc<TextTable>>,
}

/// Hidden rows and columns, counted from zero, each run by its first and last. Filtered rows are hidden too.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hidden {
    pub rows: Vec<(u32, u32)>,
    pub columns: Vec<(u32, u32)>,
}

impl Hidden {
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.columns.is_empty()
    }

    pub fn holds(&self, row: u32, column: u32) -> bool {
        let within = |runs: &[(u32, u32)], at: u32| {
            let next = runs.partition_point(|(first, _)| *first <= at);
            let run = next.checked_sub(1).and_then(|index| runs.get(index));
            run.is_some_and(|(_, last)| at <= *last)
        };
        within(&self.rows, row) || within(&self.columns, column)
    }

    /// Takes a row in; rows come from the top down.
    pub(super) fn add_row(&mut self, row: u32) {
        let has_room = self.rows.len() < limits::HIDDEN_RUNS;
        match self.rows.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(row) => *last = row,
            Some((_, last)) if *last >= row => {}
            _ if has_room => self.rows.push((row, row)),
            _ => {}
        }
    }

    /// Takes a run of columns in; runs come from left to right.
    pub(super) fn add_columns(&mut self, first: u32, last: u32) {
        let follows = self
            .columns
            .last()
            .is_none_or(|(_, before)| *before < first);
        if follows && first <= last && self.columns.len() < limits::HIDDEN_RUNS {
            self.columns.push((first, last));
        }
    }
}

/// The filled cells of one row, from left to right.
#[derive(Debug, Clone, Copy)]
pub struct Row<'c, 't> {
    cells: &'c [Packed],
    tables: &'t Tables,
}

/// A sheet's cells without the blank texts, as they stand or with columns for rows.
#[derive(Debug, Clone)]
pub struct Arranged<'a> {
    cells: Cow<'a, Cells>,
    tables: &'a Tables,
}

impl Sheet {
    /// An empty tab.
    pub fn new(address: Arc<SheetAddress>, visibility: Visibility) -> Self {
        Self::of(
            address,
            visibility,
            Vec::new(),
            Cells::default(),
            Arc::default(),
        )
    }

    pub(super) fn of(
        address: Arc<SheetAddress>,
        visibility: Visibility,
        merges: Vec<Area>,
        cells: Cells,
        tables: Arc<Tables>,
    ) -> Self {
        Self {
            address,
            visibility,
            merges,
            hidden: Hidden::default(),
            notes: Vec::new(),
            cells,
            tables,
            text: None,
        }
    }

    pub(super) fn set_text(&mut self, text: TextTable) {
        self.text = Some(Arc::new(text));
    }

    /// The rows from this one on as text, where the sheet is kept so: far quicker than its cells, which are there all the same.
    pub fn plain_rows(&self, from: u32) -> Option<impl Iterator<Item = PlainRow<'_>>> {
        Some(self.text.as_ref()?.plain_rows(from))
    }

    /// The same sheet as cells, however it is kept.
    #[cfg(test)]
    pub(crate) fn as_cells(&self) -> Self {
        Self {
            address: Arc::clone(&self.address),
            ..self.text.as_ref().map_or(self, |text| text.whole()).clone()
        }
    }

    /// How many rows of a sheet that is kept as text have become cells.
    #[cfg(test)]
    pub(crate) fn rows_made(&self) -> u32 {
        self.text.as_ref().map_or(0, |text| text.rows_made())
    }

    /// Puts a cell in its place, in the stead of any that was there. Meant for few cells: readers put theirs in one go.
    pub fn insert(&mut self, row: u32, column: u32, cell: Cell<'_>) {
        if let Some(text) = self.text.take() {
            let whole = text.whole();
            self.cells = whole.cells.clone();
            self.tables = Arc::clone(&whole.tables);
        }
        let tables = Arc::make_mut(&mut self.tables);
        if let Some(packed) = tables.packed(column, cell) {
            self.cells.put_all(vec![(row, packed, None)]);
        }
    }

    pub fn cell(&self, row: u32, column: u32) -> Option<Cell<'_>> {
        self.row(row).get(column)
    }

    /// Formula text without the leading `=`, as evidence only: formulas are never evaluated.
    pub fn formula(&self, row: u32, column: u32) -> Option<&str> {
        Some(self.tables.text(self.cells.formula(row, column)?))
    }

    /// The notes on a cell, in the order of the file.
    pub fn notes_on(&self, row: u32, column: u32) -> &[CellNote] {
        cell_notes::within(&self.notes, (row, column), (row, column))
    }

    /// The notes on the cells of a row, from left to right.
    pub fn notes_in(&self, row: u32) -> &[CellNote] {
        cell_notes::within(&self.notes, (row, 0), (row, u32::MAX))
    }

    pub fn formula_count(&self) -> usize {
        self.cells.formula_count()
    }

    /// The columns of a row that hold formulas, with their texts, from left to right.
    pub fn formulas_in(&self, row: u32) -> impl Iterator<Item = (u32, &str)> {
        let formulas = self.cells.formulas_in(row);
        formulas.map(|(column, text)| (column, self.tables.text(text)))
    }

    /// The cells of a row; none where it is empty.
    pub fn row(&self, row: u32) -> Row<'_, '_> {
        match self.text.as_ref().and_then(|text| text.cells_of(row)) {
            Some(made) => made.row_of(made.cells.row(row)),
            None => self.row_of(self.cells.row(row)),
        }
    }

    /// The rows that hold anything, from the top down.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = (u32, Row<'_, '_>)> + Clone {
        let of_cells = self.cells.rows();
        let of_cells = of_cells.map(|(row, cells)| (row, self.row_of(cells)));
        of_cells.chain(self.text_rows(0))
    }

    /// The same from this row on.
    pub fn rows_from(&self, row: u32) -> impl DoubleEndedIterator<Item = (u32, Row<'_, '_>)> {
        let of_cells = self.cells.rows_from(row);
        let of_cells = of_cells.map(|(row, cells)| (row, self.row_of(cells)));
        of_cells.chain(self.text_rows(row))
    }

    /// Rows of plain text as cells; a sheet has one or the other.
    fn text_rows(&self, from: u32) -> impl DoubleEndedIterator<Item = (u32, Row<'_, '_>)> + Clone {
        self.text_numbers(from).map(|row| (row, self.row(row)))
    }

    fn text_numbers(&self, from: u32) -> impl DoubleEndedIterator<Item = u32> + Clone {
        let text = self.text.iter();
        text.flat_map(move |text| text.row_numbers_from(from))
    }

    pub fn row_numbers(&self) -> impl DoubleEndedIterator<Item = u32> + Clone {
        self.cells.row_numbers().chain(self.text_numbers(0))
    }

    fn row_of<'a>(&'a self, cells: &'a [Packed]) -> Row<'a, 'a> {
        Row {
            cells,
            tables: &self.tables,
        }
    }

    /// The cells without the blank texts; `turned` reads columns as rows.
    pub fn arranged(&self, turned: bool) -> Arranged<'_> {
        if let Some(text) = &self.text {
            return text.whole().arranged(turned);
        }
        let texts = &self.tables.texts;
        let is_blank = |cell: &Packed| matches!(cell.held(), Held::Text(id) if texts.is_blank(id));
        let has_blanks = texts.has_blanks()
            && self
                .cells
                .rows()
                .any(|(_, cells)| cells.iter().any(is_blank));
        let cells = if has_blanks {
            Cow::Owned(self.cells.only(|cell| !is_blank(&cell)))
        } else {
            Cow::Borrowed(&self.cells)
        };
        Arranged {
            cells: if turned {
                Cow::Owned(cells.turned())
            } else {
                cells
            },
            tables: &self.tables,
        }
    }

    pub fn name(&self) -> &str {
        &self.address.sheet
    }

    /// The address of a cell of this sheet, from zero-based row and column.
    pub fn at(&self, row: u32, column: u32) -> CellRef {
        CellRef::new(Arc::clone(&self.address), row, column)
    }

    /// The smallest area that holds every filled cell; `None` on an empty sheet.
    pub fn used(&self) -> Option<Area> {
        if let Some(text) = &self.text {
            return text.used();
        }
        let mut rows = self.cells.row_numbers();
        let first_row = rows.next()?;
        let last_row = rows.next_back().unwrap_or(first_row);
        let columns = |end: fn(&[Packed]) -> Option<&Packed>| {
            let cells = self.cells.rows().filter_map(move |(_, cells)| end(cells));
            cells.map(|cell| cell.column)
        };
        Some(Area {
            first_row,
            first_column: columns(<[Packed]>::first).min()?,
            last_row,
            last_column: columns(<[Packed]>::last).max()?,
        })
    }

    /// Makes cells of a sheet that is kept as text.
    pub fn cell_count(&self) -> usize {
        match &self.text {
            Some(text) => text.whole().cell_count(),
            None => self.cells.count(),
        }
    }
}

impl<'c, 't> Row<'c, 't> {
    pub fn get(self, column: u32) -> Option<Cell<'t>> {
        Some(self.tables.cell(in_column(self.cells, column)?))
    }

    /// The cells with their columns.
    pub fn iter(
        self,
    ) -> impl DoubleEndedIterator<Item = (u32, Cell<'t>)> + ExactSizeIterator + Clone + use<'c, 't>
    {
        let tables = self.tables;
        self.cells
            .iter()
            .map(move |cell| (cell.column, tables.cell(*cell)))
    }

    /// The texts with their columns, trimmed, blank ones left out.
    pub fn texts(self) -> impl Iterator<Item = (u32, &'t str)> + Clone + use<'c, 't> {
        let tables = self.tables;
        self.cells.iter().filter_map(move |cell| {
            let Held::Text(id) = cell.held() else {
                return None;
            };
            Some((cell.column, tables.texts.get(id).and_then(written)?))
        })
    }

    /// The columns of the filled cells.
    pub fn columns(self) -> impl DoubleEndedIterator<Item = u32> + ExactSizeIterator + use<'c, 't> {
        self.cells.iter().map(|cell| cell.column)
    }

    /// The cells from this column on.
    pub fn from_column(self, column: u32) -> Self {
        let at = self.cells.partition_point(|cell| cell.column < column);
        Self {
            cells: self.cells.get(at..).unwrap_or_default(),
            tables: self.tables,
        }
    }

    pub fn len(self) -> usize {
        self.cells.len()
    }

    pub fn is_empty(self) -> bool {
        self.cells.is_empty()
    }

    pub fn first_column(self) -> Option<u32> {
        self.cells.first().map(|cell| cell.column)
    }
}

impl<'a> Arranged<'a> {
    pub fn row_numbers(&self) -> impl DoubleEndedIterator<Item = u32> + Clone {
        self.cells.row_numbers()
    }

    pub fn row(&self, row: u32) -> Row<'_, 'a> {
        Row {
            cells: self.cells.row(row),
            tables: self.tables,
        }
    }

    pub fn cell(&self, row: u32, column: u32) -> Option<Cell<'a>> {
        self.row(row).get(column)
    }

    /// The texts of which this holds with their rows and columns, from the top down and from left to right. It is asked once
    /// of each text, however many cells say it.
    pub fn texts_where(
        &self,
        fits: impl Fn(&str) -> bool,
    ) -> impl Iterator<Item = (u32, u32, &'a str)> {
        let texts = &self.tables.texts;
        let mut known: Vec<Option<bool>> = vec![None; texts.count()];
        let rows = self.cells.rows();
        let cells = rows.flat_map(|(row, cells)| cells.iter().map(move |cell| (row, cell)));
        cells.filter_map(move |(row, cell)| {
            let Held::Text(id) = cell.held() else {
                return None;
            };
            let is_told = || texts.get(id).and_then(written).filter(|text| fits(text));
            let known = known.get_mut(id as usize)?;
            if *known.get_or_insert_with(|| is_told().is_some()) {
                Some((row, cell.column, texts.get(id).and_then(written)?))
            } else {
                None
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::cell::Value;
    use super::*;

    fn sheet(cells: &[(u32, u32, &str)]) -> Sheet {
        let address = SheetAddress::new("plan.xlsx", "CIP");
        let mut sheet = Sheet::new(Arc::new(address), Visibility::Visible);
        for (row, column, text) in cells {
            sheet.insert(*row, *column, Cell::new(Value::Text(text)));
        }
        sheet
    }

    #[test]
    fn cells_are_found_wherever_they_were_put() {
        let mut sheet = sheet(&[(4, 2, "b"), (1, 7, "a"), (4, 1, "c")]);
        let bold = Cell {
            format: Some("0.0%"),
            bold: true,
            ..Cell::new(Value::Number(0.25))
        };
        sheet.insert(4, 2, bold);
        assert_eq!(sheet.cell(4, 2), Some(bold));
        assert_eq!(sheet.cell(1, 7).and_then(Cell::text), Some("a"));
        assert_eq!(sheet.cell(1, 6), None);
        assert_eq!(
            sheet
                .row(4)
                .iter()
                .map(|(column, _)| column)
                .collect::<Vec<_>>(),
            [1, 2]
        );
        assert_eq!(
            sheet.used().map(|used| used.to_string()).as_deref(),
            Some("B2:H5")
        );
        assert_eq!(sheet.cell_count(), 3);
        assert_eq!(sheet.row(4).from_column(2).first_column(), Some(2));
        assert!(sheet.row(4).from_column(3).is_empty());
        assert_eq!(sheet.row(4).columns().collect::<Vec<_>>(), [1, 2]);
        assert_eq!(sheet.row(4).texts().collect::<Vec<_>>(), [(1, "c")]);
    }

    #[test]
    fn texts_are_found_by_what_they_say() {
        let sheet = sheet(&[(0, 1, "a:"), (0, 2, "b"), (3, 0, " a: "), (3, 4, " ")]);
        let arranged = sheet.arranged(false);
        let found = arranged.texts_where(|text| text.ends_with(':'));
        assert_eq!(found.collect::<Vec<_>>(), [(0, 1, "a:"), (3, 0, "a:")]);
    }

    #[test]
    fn hidden_runs_grow_row_by_row() {
        let mut hidden = Hidden::default();
        for row in [3, 4, 5, 9] {
            hidden.add_row(row);
        }
        hidden.add_columns(1, 2);
        assert_eq!(hidden.rows, [(3, 5), (9, 9)]);
        assert!(hidden.holds(4, 0) && hidden.holds(0, 2));
        assert!(!hidden.holds(6, 3) && !hidden.holds(10, 0));
    }

    #[test]
    fn blank_texts_are_left_out_of_the_arrangement() {
        let sheet = sheet(&[(0, 0, "\u{a0} "), (2, 1, "a"), (2, 3, " ")]);
        let arranged = sheet.arranged(false);
        assert_eq!(arranged.row_numbers().collect::<Vec<_>>(), [2]);
        assert_eq!(arranged.row(2).len(), 1);
        let turned = sheet.arranged(true);
        assert_eq!(turned.cell(1, 2).and_then(Cell::text), Some("a"));
        assert_eq!(turned.row_numbers().collect::<Vec<_>>(), [1]);
    }
}
