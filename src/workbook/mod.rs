//! Excel files as addressed cells: sparse, typed, with formula text, number format and visibility.
//! Knows nothing of plans.

mod assemble;
mod biff;
mod biff12;
mod biff_styles;
mod builder;
mod cell;
mod cell_notes;
mod cell_ref;
mod cells;
mod child;
mod compound;
mod decode;
mod error;
mod format;
mod iso_date;
mod limits;
mod load;
mod macro_sheets;
mod notes;
mod ods_row;
mod ods_styles;
mod one_pass;
mod open;
mod package;
mod piece;
mod places;
mod plain;
mod ranges;
mod read;
mod read_csv;
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
mod shared_formulas;
mod shared_texts;
mod sheet;
mod sheet_faults;
mod sheet_scan;
mod stamp;
mod style_runs;
mod style_table;
mod tables;
mod tags;
mod text_layout;
mod text_table;
mod texts;
mod upkeep;
mod utf16;
mod watch;
mod xlsx_formulas;

pub use cell::{Cell, Value, decimal_from_float};
pub use cell_notes::CellNote;
pub use cell_ref::{Area, CellRef, SheetAddress, column_name, column_number, place_from_a1};
pub use child::open_in_child;
pub use error::OpenError;
pub use open::{fingerprint, open, read};
pub use plain::{NotPlain, Plain, PlainReader, PlainRow, TakeFields};
pub use ranges::{Range, ranges};
pub use serve::{READ_ARGUMENT, serve};
pub use several::{ENDINGS, files_of, side_by_side};
pub use sheet::{Arranged, Hidden, Row, Sheet};
pub use stamp::FileStamp;
pub use upkeep::Upkeep;
pub use watch::Watch;

use serde::{Deserialize, Serialize};
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
    /// When the file was saved; `None` for what is no file, such as a sample.
    pub stamp: Option<FileStamp>,
    pub sheets: Vec<Sheet>,
    /// `None` where the format does not tell, or the reader does not ask.
    pub upkeep: Option<Upkeep>,
    /// What could not be read, in sentences, with the cell where there is one.
    pub notes: Vec<ReadNote>,
}

/// Something in the file that could not be read; the rest was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadNote {
    pub message: String,
    pub cell: Option<CellRef>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Visibility {
    #[default]
    Visible,
    Hidden,
    /// Cannot be unhidden from Excel's menus.
    VeryHidden,
}
