//! Collects cells into sheets: shares texts, keeps the bounds, writes the notes. The same for every file format.

use super::refusal::Refusal;
use super::watch::Watch;
use super::{Area, Cell, ReadNote, Sheet, SheetAddress, Value, Visibility, iso_date, limits};
use calamine::{DataType, SheetVisible};
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// Days between 1 January 1900 and 1 January 1904 in Excel's count.
const DAYS_TO_1904: f64 = 1_462.0;
/// The day after 31 December 9999.
const DAYS_END: f64 = 2_958_466.0;

/// A workbook in the making.
pub(super) struct Builder<'w> {
    pub watch: &'w Watch,
    /// Whether the file counts days from 1904.
    pub from_1904: bool,
    workbook: Arc<str>,
    sheets: Vec<Sheet>,
    notes: Vec<ReadNote>,
    n_notes_left_out: usize,
    texts: HashSet<Arc<str>>,
    text_bytes: u64,
    n_cells: u64,
    n_sheets_lost: usize,
}

/// What stands beside the value of a cell.
#[derive(Debug, Clone, Default)]
pub(super) struct Dress {
    pub formula: Option<Arc<str>>,
    pub format: Option<Arc<str>>,
    pub bold: bool,
}

impl<'w> Builder<'w> {
    pub(super) fn new(workbook: Arc<str>, watch: &'w Watch) -> Self {
        Self {
            watch,
            from_1904: false,
            workbook,
            sheets: Vec::new(),
            notes: Vec::new(),
            n_notes_left_out: 0,
            texts: HashSet::new(),
            text_bytes: 0,
            n_cells: 0,
            n_sheets_lost: 0,
        }
    }

    /// Opens the next tab; `false`, with a note, where a tab of this name was read already.
    pub(super) fn start_sheet(&mut self, name: &str, visible: SheetVisible) -> bool {
        if self.sheets.iter().any(|sheet| sheet.name() == name) {
            self.note(format!(
                "Two sheets are named “{name}”: only one of them was read. Give each its own name in Excel."
            ));
            return false;
        }
        let address = SheetAddress::new(Arc::clone(&self.workbook), name);
        self.sheets.push(Sheet {
            address: Arc::new(address),
            visibility: match visible {
                SheetVisible::Visible => Visibility::Visible,
                SheetVisible::Hidden => Visibility::Hidden,
                SheetVisible::VeryHidden => Visibility::VeryHidden,
            },
            rows: BTreeMap::new(),
            merges: Vec::new(),
        });
        true
    }

    /// Keeps the merged areas that lie on the grid.
    pub(super) fn set_merges(&mut self, merges: Vec<Area>) {
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.merges = merges;
        }
    }

    /// Puts one value into the open sheet. Blank text is no cell, nor is a number that is none.
    pub(super) fn put(
        &mut self,
        (row, column): (u32, u32),
        value: &impl DataType,
        dress: Dress,
    ) -> Result<(), Refusal> {
        self.watch.cell_read()?;
        if !self.is_on_grid(row, column) {
            return Ok(());
        }
        match self.value(row, column, value)? {
            Some(value) => self.insert(row, column, value, dress),
            None => Ok(()),
        }
    }

    /// Puts a cell whose value is not in the file.
    pub(super) fn put_unknown(
        &mut self,
        (row, column): (u32, u32),
        value: Value,
        dress: Dress,
    ) -> Result<(), Refusal> {
        self.watch.cell_read()?;
        if self.is_on_grid(row, column) {
            self.insert(row, column, value, dress)
        } else {
            Ok(())
        }
    }

    fn is_on_grid(&mut self, row: u32, column: u32) -> bool {
        let is_on_grid = row < limits::ROWS && column < limits::COLUMNS;
        if !is_on_grid {
            self.note_sheet(&format!(
                "a cell in row {}, column {} was left out: no Excel sheet reaches that far",
                u64::from(row) + 1,
                u64::from(column) + 1
            ));
        }
        is_on_grid
    }

    fn insert(&mut self, row: u32, column: u32, value: Value, dress: Dress) -> Result<(), Refusal> {
        self.n_cells += 1;
        if self.n_cells > limits::CELLS {
            return Err(Refusal::too_large(format!(
                "The workbook holds more than {} million filled cells.",
                limits::CELLS / 1_000_000
            )));
        }
        let cell = Cell {
            value,
            formula: dress.formula,
            format: dress.format,
            bold: dress.bold,
        };
        let Some(sheet) = self.sheets.last_mut() else {
            return Ok(());
        };
        let earlier = sheet.rows.entry(row).or_default().insert(column, cell);
        if earlier.is_some() {
            self.note_cell(
                row,
                column,
                "the file gives this cell twice; the later value is shown",
            );
        }
        Ok(())
    }

    fn value(
        &mut self,
        row: u32,
        column: u32,
        data: &impl DataType,
    ) -> Result<Option<Value>, Refusal> {
        if let Some(text) = data.get_string() {
            return self.text(row, column, text);
        }
        if let Some(number) = data
            .get_float()
            .or(data.get_int().map(|whole| whole as f64))
        {
            return Ok(self.finite(row, column, number).map(Value::Number));
        }
        if let Some(date) = data.get_datetime() {
            let Some(serial) = self.finite(row, column, date.as_f64()) else {
                return Ok(None);
            };
            // Below one it is a time of day, which both systems count alike.
            let shift = if self.from_1904 && serial >= 1.0 {
                DAYS_TO_1904
            } else {
                0.0
            };
            // A duration is a length of time, and Excel shows no date before its first or after its last.
            let is_date = date.is_datetime() && (0.0..DAYS_END - shift).contains(&serial);
            return Ok(Some(if is_date {
                Value::Date(serial + shift)
            } else {
                Value::Number(serial)
            }));
        }
        if let Some(truth) = data.get_bool() {
            return Ok(Some(Value::Bool(truth)));
        }
        if let Some(error) = data.get_error() {
            return Ok(Some(Value::Error(self.share(&error.to_string())?)));
        }
        if let Some(written) = data.get_datetime_iso() {
            return match iso_date::serial_day(written) {
                Some(serial) => Ok(Some(Value::Date(serial))),
                None => self.text(row, column, written),
            };
        }
        if let Some(written) = data.get_duration_iso() {
            return match iso_date::days(written) {
                Some(days) => Ok(Some(Value::Number(days))),
                None => self.text(row, column, written),
            };
        }
        Ok(None)
    }

    fn text(&mut self, row: u32, column: u32, text: &str) -> Result<Option<Value>, Refusal> {
        if text.is_empty() {
            return Ok(None);
        }
        let kept = match text.char_indices().nth(limits::TEXT_CHARS) {
            Some((end, _)) => {
                self.note_cell(
                    row,
                    column,
                    "the text is longer than a cell of Excel can hold; it was cut",
                );
                text.get(..end).unwrap_or(text)
            }
            None => text,
        };
        Ok(Some(Value::Text(self.share(kept)?)))
    }

    fn finite(&mut self, row: u32, column: u32, number: f64) -> Option<f64> {
        if number.is_finite() {
            return Some(number);
        }
        self.note_cell(
            row,
            column,
            "the number is not one (infinite or undefined); the cell was left out",
        );
        None
    }

    /// One copy of each text, whatever the number of cells that show it.
    pub(super) fn share(&mut self, text: &str) -> Result<Arc<str>, Refusal> {
        if let Some(shared) = self.texts.get(text) {
            return Ok(Arc::clone(shared));
        }
        self.text_bytes += text.len() as u64;
        if self.text_bytes > limits::TEXT_BYTES {
            return Err(Refusal::too_large(format!(
                "The workbook holds more than {} MB of text.",
                limits::TEXT_BYTES >> 20
            )));
        }
        let shared: Arc<str> = text.into();
        self.texts.insert(Arc::clone(&shared));
        Ok(shared)
    }

    /// Remarks on the workbook as a whole.
    pub(super) fn note(&mut self, message: String) {
        self.push_note(ReadNote {
            message,
            cell: None,
        });
    }

    /// Remarks on the open sheet; a clause without a full stop.
    pub(super) fn note_sheet(&mut self, clause: &str) {
        if let Some(name) = self.sheets.last().map(Sheet::name) {
            let message = format!("Sheet “{name}”: {clause}.");
            self.note(message);
        }
    }

    /// Remarks on one cell of the open sheet; a clause without a full stop.
    pub(super) fn note_cell(&mut self, row: u32, column: u32, clause: &str) {
        if let Some(cell) = self.sheets.last().map(|sheet| sheet.at(row, column)) {
            let message = format!("{cell}: {clause}.");
            self.push_note(ReadNote {
                message,
                cell: Some(cell),
            });
        }
    }

    /// Remarks that the open sheet could not be read to its end.
    pub(super) fn lose_sheet(&mut self, why: &str) {
        self.n_sheets_lost += 1;
        let read = self.sheets.last().map_or(0, Sheet::cell_count);
        let kept = match read {
            0 => "nothing of it could be read".to_owned(),
            1 => "only one cell of it could be read".to_owned(),
            n => format!("only the first {n} cells of it could be read"),
        };
        self.note_sheet(&format!("{kept} ({why})"));
    }

    fn push_note(&mut self, note: ReadNote) {
        if self.notes.len() < limits::NOTES {
            self.notes.push(note);
        } else {
            self.n_notes_left_out += 1;
        }
    }

    /// The sheets and the remarks; fails where there is no sheet, or none that could be read.
    pub(super) fn finish(mut self) -> Result<(Vec<Sheet>, Vec<ReadNote>), Refusal> {
        if self.sheets.is_empty() {
            return Err(Refusal::damaged("it has no sheets"));
        }
        if self.n_cells == 0 && self.n_sheets_lost == self.sheets.len() {
            let why = self
                .notes
                .first()
                .map(|note| note.message.trim_end_matches('.'));
            return Err(Refusal::damaged(why.unwrap_or("no sheet can be read")));
        }
        if self.n_notes_left_out > 0 {
            let message = format!(
                "{} more remarks like these were left out.",
                self.n_notes_left_out
            );
            self.notes.push(ReadNote {
                message,
                cell: None,
            });
        }
        Ok((self.sheets, self.notes))
    }
}
