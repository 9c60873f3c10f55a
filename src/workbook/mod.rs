//! Excel files as addressed cells: sparse, typed, with formula text, number format and visibility.
//! Knows nothing of plans.

mod biff;
mod builder;
mod cell_ref;
mod child;
mod compound;
mod error;
mod format;
mod iso_date;
mod limits;
mod macro_sheets;
mod open;
mod package;
mod read;
mod read_ods;
mod read_xls;
mod read_xlsb;
mod read_xlsx;
mod refusal;
#[cfg(test)]
mod sample_package;
pub mod samples;
mod serve;
mod several;
mod sheet_scan;
mod tags;
mod watch;
mod wire;
mod xlsx_formulas;

pub use cell_ref::{Area, CellRef, SheetAddress, column_name};
pub use child::open_in_child;
pub use error::OpenError;
pub use open::{open, read};
pub use serve::{READ_ARGUMENT, serve};
pub use several::{ENDINGS, files_of, side_by_side};
pub use watch::Watch;

use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// An opened file. Sheets stand in the order of the tabs, hidden ones included.
#[derive(Debug, Clone, Default)]
pub struct Workbook {
    /// File name without folders, as shown to the reader.
    pub name: Arc<str>,
    /// Where it was opened from; never shown on the board's screen.
    pub path: PathBuf,
    /// SHA-256 of the file's bytes, lower-case hexadecimal.
    pub fingerprint: String,
    pub sheets: Vec<Sheet>,
    /// What could not be read, in sentences, with the cell where there is one.
    pub notes: Vec<ReadNote>,
}

/// Something in the file that could not be read; the rest was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadNote {
    pub message: String,
    pub cell: Option<CellRef>,
}

/// One tab. Cells are keyed by zero-based row, then zero-based column; empty cells are absent.
#[derive(Debug, Clone)]
pub struct Sheet {
    pub address: Arc<SheetAddress>,
    pub visibility: Visibility,
    pub rows: BTreeMap<u32, BTreeMap<u32, Cell>>,
    /// Merged areas; the value stands in the top left cell only.
    pub merges: Vec<Area>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Visibility {
    #[default]
    Visible,
    Hidden,
    /// Cannot be unhidden from Excel's menus.
    VeryHidden,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    pub value: Value,
    /// Formula text without the leading `=`, as evidence only: formulas are never evaluated.
    pub formula: Option<Arc<str>>,
    /// Number format code, such as `#,##0.0,"k"`; `None` for General or where the format cannot be read.
    pub format: Option<Arc<str>>,
    pub bold: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Text(Arc<str>),
    /// As stored; always finite.
    Number(f64),
    /// Excel serial day in the 1900 system (1904 files are shifted on reading); always finite.
    Date(f64),
    Bool(bool),
    /// `#REF!`, `#N/A`, …
    Error(Arc<str>),
    /// A formula that was never calculated: its value is unknown, which is not zero.
    NotCalculated,
}

impl Cell {
    /// A plain cell without formula, format or weight.
    pub fn new(value: Value) -> Self {
        Self {
            value,
            formula: None,
            format: None,
            bold: false,
        }
    }

    /// The text of a text cell, trimmed; `None` for anything else and for blank text.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text.trim()).filter(|text| !text.is_empty()),
            _ => None,
        }
    }

    /// The stored number as the reader sees it: the shortest decimal text of the float,
    /// so that `0.1` is 0.1. `None` for text, dates and numbers beyond a decimal's range.
    pub fn decimal(&self) -> Option<Decimal> {
        match self.value {
            Value::Number(number) => decimal_from_float(number),
            _ => None,
        }
    }
}

/// A float as the decimal of its shortest text, after the last digit Excel itself keeps (the 15th).
pub fn decimal_from_float(number: f64) -> Option<Decimal> {
    let text = format!("{number:.14e}");
    Decimal::from_scientific(&text)
        .ok()
        .map(|decimal| decimal.normalize())
}

impl Sheet {
    pub fn cell(&self, row: u32, column: u32) -> Option<&Cell> {
        self.rows.get(&row)?.get(&column)
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
        let first_row = *self.rows.keys().next()?;
        let last_row = *self.rows.keys().next_back()?;
        let first_column = *self
            .rows
            .values()
            .filter_map(|row| row.keys().next())
            .min()?;
        let last_column = *self
            .rows
            .values()
            .filter_map(|row| row.keys().next_back())
            .max()?;
        Some(Area {
            first_row,
            first_column,
            last_row,
            last_column,
        })
    }

    pub fn cell_count(&self) -> usize {
        self.rows.values().map(BTreeMap::len).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_float_becomes_the_decimal_the_reader_sees() {
        assert_eq!(decimal_from_float(0.1).unwrap().to_string(), "0.1");
        assert_eq!(decimal_from_float(1_240.0).unwrap().to_string(), "1240");
        assert_eq!(decimal_from_float(0.1 + 0.2).unwrap().to_string(), "0.3");
        assert_eq!(
            decimal_from_float(-42_000_000.5).unwrap().to_string(),
            "-42000000.5"
        );
        assert_eq!(decimal_from_float(1e300), None);
    }
}
