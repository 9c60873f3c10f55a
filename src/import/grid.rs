//! One sheet as rows of filled cells, read down or across, with merged values spread. Knows nothing of plans.

use super::typed;
use crate::plan::Unit;
use crate::workbook::{Arranged, Cell, CellRef, Row, Sheet, Value, decimal_from_float};
use rust_decimal::Decimal;
use std::collections::HashMap;

/// Merged areas beyond this many cells are left unspread: no header needs them, and hostile files have them.
const MERGED_CELLS_MAX: u64 = 100_000;

/// A sheet seen as it stands, or turned so that its columns are rows.
pub(super) struct Grid<'a> {
    pub(super) sheet: &'a Sheet,
    turned: bool,
    cells: Arranged<'a>,
    /// Cell inside a merged area → the cell that holds its value.
    merged: HashMap<(u32, u32), (u32, u32)>,
}

impl<'a> Grid<'a> {
    pub(super) fn new(sheet: &'a Sheet) -> Self {
        Self::build(sheet, false)
    }

    pub(super) fn turned(sheet: &'a Sheet) -> Self {
        Self::build(sheet, true)
    }

    fn build(sheet: &'a Sheet, turned: bool) -> Self {
        let mut merged = HashMap::new();
        let mut budget = MERGED_CELLS_MAX;
        for area in &sheet.merges {
            let height = u64::from(area.last_row.saturating_sub(area.first_row)) + 1;
            let width = u64::from(area.last_column.saturating_sub(area.first_column)) + 1;
            let Some(rest) = budget.checked_sub(height.saturating_mul(width)) else {
                continue;
            };
            budget = rest;
            let turn = |row, column| if turned { (column, row) } else { (row, column) };
            for row in area.first_row..=area.last_row {
                for column in area.first_column..=area.last_column {
                    merged.insert(turn(row, column), turn(area.first_row, area.first_column));
                }
            }
        }
        Self {
            sheet,
            turned,
            cells: sheet.arranged(turned),
            merged,
        }
    }

    pub(super) fn row_numbers(&self) -> impl DoubleEndedIterator<Item = u32> {
        self.cells.row_numbers()
    }

    pub(super) fn row(&self, row: u32) -> Row<'_, 'a> {
        self.cells.row(row)
    }

    pub(super) fn cell(&self, row: u32, column: u32) -> Option<Cell<'a>> {
        self.cells.cell(row, column)
    }

    /// The cell, or the one whose merged area covers it.
    pub(super) fn spread(&self, row: u32, column: u32) -> Option<Cell<'a>> {
        self.cell(row, column).or_else(|| {
            let (row, column) = *self.merged.get(&(row, column))?;
            self.cell(row, column)
        })
    }

    /// Whether the cell is part of a merged area, which says how far its value reaches.
    pub(super) fn is_merged(&self, row: u32, column: u32) -> bool {
        self.merged.contains_key(&(row, column))
    }

    /// The texts of which this holds, with their rows and columns, in reading order; asked once of each text.
    pub(super) fn texts_where(
        &self,
        fits: impl Fn(&str) -> bool,
    ) -> impl Iterator<Item = (u32, u32, &'a str)> {
        self.cells.texts_where(fits)
    }

    pub(super) fn text(&self, row: u32, column: u32) -> Option<&'a str> {
        self.cell(row, column)?.text()
    }

    /// What a label cell says, merged areas spread; numbers as written, so that schemes numbered 1, 2, 3 have references.
    pub(super) fn label(&self, row: u32, column: u32) -> Option<String> {
        let cell = self.spread(row, column)?;
        match cell.value {
            Value::Text(text) => Some(super::text::one_line(text)).filter(|text| !text.is_empty()),
            Value::Number(number) => decimal_from_float(number).map(|number| number.to_string()),
            Value::Bool(told) => Some(if told { "TRUE" } else { "FALSE" }.to_owned()),
            _ => None,
        }
    }

    pub(super) fn number(&self, row: u32, column: u32) -> Option<Decimal> {
        number(self.cell(row, column)?)
    }

    pub(super) fn at(&self, row: u32, column: u32) -> CellRef {
        let (row, column) = self.place(row, column);
        self.sheet.at(row, column)
    }

    /// Whether the sheet's columns are the rows here.
    pub(super) fn reads_across(&self) -> bool {
        self.turned
    }

    /// Row and column as they stand on the sheet.
    pub(super) fn place(&self, row: u32, column: u32) -> (u32, u32) {
        if self.turned {
            (column, row)
        } else {
            (row, column)
        }
    }
}

/// The number in a cell, typed as text or not.
pub(super) fn number(cell: Cell<'_>) -> Option<Decimal> {
    match cell.value {
        Value::Number(_) => cell.decimal(),
        Value::Text(text) => typed::amount(text).map(|(number, _)| number),
        _ => None,
    }
}

/// Whether a cell holds a number, typed as text or not.
pub(super) fn is_number(cell: Cell<'_>) -> bool {
    // Well within a decimal's range, where no conversion is needed to know.
    const PLAIN: std::ops::Range<f64> = 1e-6..1e15;
    match cell.value {
        Value::Number(number) if number == 0.0 || PLAIN.contains(&number.abs()) => true,
        _ => number(cell).is_some(),
    }
}

/// A dash typed in place of a figure: nothing is planned.
pub(super) fn is_nil(cell: Cell<'_>) -> bool {
    cell.text().is_some_and(|text| {
        text.chars()
            .all(|c| matches!(c, '-' | '−' | '–' | '—' | '‒' | '£'))
            && text != "£"
    })
}

/// The `k` or `m` behind a typed amount such as `£1.2m`.
pub(super) fn typed_unit(cell: Cell<'_>) -> Option<Unit> {
    typed::amount(cell.text()?)?.1
}

/// A number that someone typed as text: `1,240`, `(950)`, `£1 240`, `−3`, or as a ledger prints it, `14,431.00-`. Percentages
/// and words are none.
pub(super) fn number_in_text(text: &str) -> Option<Decimal> {
    let mut digits = String::with_capacity(text.len());
    let trimmed = text.trim().trim_start_matches('£');
    let bracketed = trimmed.starts_with('(') && trimmed.ends_with(')');
    let (trimmed, trailing) = match trimmed.strip_suffix(['-', '−']) {
        Some(rest) if rest.ends_with(|last: char| last.is_ascii_digit()) => (rest, true),
        _ => (trimmed, false),
    };
    let mut negative = bracketed || trailing;
    for c in trimmed.chars() {
        match c {
            '0'..='9' | '.' => digits.push(c),
            '-' | '−' | '–' if digits.is_empty() && !negative => negative = true,
            ',' | '£' | ' ' | '\u{a0}' => {}
            '(' | ')' if bracketed => {}
            _ => return None,
        }
    }
    let grouped = trimmed
        .split(',')
        .skip(1)
        .all(|group| group.chars().take_while(char::is_ascii_digit).count() == 3);
    // "£000" is a unit.
    if !grouped || !digits.starts_with(|c: char| c.is_ascii_digit()) || digits == "000" {
        return None;
    }
    let number: Decimal = digits.parse().ok()?;
    Some(if negative { -number } else { number })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dash_is_nil_and_a_unit_is_not() {
        let nil = |text: &str| is_nil(Cell::new(Value::Text(text)));
        assert!(nil("-") && nil(" \u{2013} ") && nil("£-"));
        assert!(!nil("£") && !nil("n/a") && !nil("-1"));
    }

    #[test]
    fn a_number_is_one_where_it_can_be_read() {
        for value in [0.0, -0.0, 1e-30, 1e-7, -3.5, 1e15, 1e28, -1e29, 1e300] {
            let cell = Cell::new(Value::Number(value));
            assert_eq!(is_number(cell), number(cell).is_some(), "{value}");
        }
        assert!(is_number(Cell::new(Value::Text("1,240"))));
        assert!(!is_number(Cell::new(Value::Text("Beds"))));
    }

    #[test]
    fn typed_numbers_are_read_and_words_are_not() {
        let read = |text| number_in_text(text).map(|number| number.to_string());
        assert_eq!(read("1,240").as_deref(), Some("1240"));
        assert_eq!(read("(950)").as_deref(), Some("-950"));
        assert_eq!(read("£1.5").as_deref(), Some("1.5"));
        assert_eq!(read("£(6.5)").as_deref(), Some("-6.5"));
        assert_eq!(read("-12").as_deref(), Some("-12"));
        assert_eq!(read("14,431.00-").as_deref(), Some("-14431.00"));
        assert_eq!(read("-12-"), None);
        assert_eq!(read("-"), None);
        assert_eq!(read("12%"), None);
        assert_eq!(read("M1"), None);
        assert_eq!(read("2023-24"), None);
        assert_eq!(read("1,2"), None);
        assert_eq!(read("£000"), None);
        assert_eq!(read(""), None);
    }
}
