//! Makes pieces of a workbook from what a reader meets: shares texts, keeps the bounds, writes the notes.
//! The same for every file format; does not hold the cells it has passed on.

use super::cells::{Held, Packed, StyleId};
use super::notes::Notes;
use super::piece::{Batch, Note, Piece, Sink};
use super::places::Places;
use super::refusal::Refusal;
use super::shared_texts::SharedTexts;
use super::tables::Style;
use super::texts::{TextId, TextIds};
use super::watch::Watch;
use super::{Area, CellRef, Hidden, SheetAddress, Upkeep, Visibility, iso_date, limits};
use calamine::{DataType, SheetVisible};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// Days between 1 January 1900 and 1 January 1904 in Excel's count.
const DAYS_TO_1904: f64 = 1_462.0;
/// The day after 31 December 9999.
const DAYS_END: f64 = 2_958_466.0;

/// Cells between two looks at the wish to stop.
const CELLS_BETWEEN_LOOKS: u64 = 1_024;

/// A workbook in the making.
pub(super) struct Builder<'w> {
    pub watch: &'w Watch,
    /// Whether the file counts days from 1904.
    pub from_1904: bool,
    sink: &'w mut dyn Sink,
    workbook: Arc<str>,
    tabs: Vec<Arc<SheetAddress>>,
    /// Where the cells of the open tab stand.
    places: Places,
    /// Cells of the open tab that the reader gives the text of another.
    strays: BTreeSet<(u32, u32)>,
    /// What has not been passed on yet.
    batch: Batch,
    notes: Notes,
    texts: TextIds,
    styles: HashMap<Style, StyleId>,
    n_cells: u64,
    /// The same before the open tab.
    n_cells_before: u64,
    /// Cells that the watch has not been told of.
    n_unsaid: u64,
    n_sheets_lost: usize,
}

/// What stands beside the value of a cell.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Dress {
    pub formula: Option<TextId>,
    pub style: StyleId,
}

impl<'w> Builder<'w> {
    pub(super) fn new(workbook: Arc<str>, watch: &'w Watch, sink: &'w mut dyn Sink) -> Self {
        Self {
            watch,
            from_1904: false,
            sink,
            workbook,
            tabs: Vec::new(),
            places: Places::default(),
            strays: BTreeSet::new(),
            batch: Batch::default(),
            notes: Notes::default(),
            texts: TextIds::default(),
            styles: HashMap::new(),
            n_cells: 0,
            n_cells_before: 0,
            n_unsaid: 0,
            n_sheets_lost: 0,
        }
    }

    /// Opens the next tab; `false`, with a note, where a tab of this name was read already.
    pub(super) fn start_sheet(
        &mut self,
        name: &str,
        visible: SheetVisible,
    ) -> Result<bool, Refusal> {
        if self.tabs.iter().any(|tab| *tab.sheet == *name) {
            self.note(format!(
                "Two sheets are named “{name}”: only one of them was read. Give each its own name in Excel."
            ));
            return Ok(false);
        }
        self.flush()?;
        self.pass(Piece::Tab {
            name: name.to_owned(),
            visibility: match visible {
                SheetVisible::Visible => Visibility::Visible,
                SheetVisible::Hidden => Visibility::Hidden,
                SheetVisible::VeryHidden => Visibility::VeryHidden,
            },
        })?;
        self.places = Places::default();
        self.n_cells_before = self.n_cells;
        self.strays.clear();
        self.tabs.push(Arc::new(SheetAddress::new(
            Arc::clone(&self.workbook),
            name,
        )));
        Ok(true)
    }

    fn pass(&mut self, piece: Piece<'_>) -> Result<(), Refusal> {
        // A piece made here fits those before it, so that it can only be that nobody waits for it.
        self.sink
            .take(piece)
            .map_err(|_unwanted| Refusal::Cancelled)
    }

    fn flush(&mut self) -> Result<(), Refusal> {
        if self.batch.is_empty() {
            return Ok(());
        }
        let batch = std::mem::replace(&mut self.batch, Batch::with_room());
        self.pass(Piece::Cells(batch))
    }

    /// Passes on what comes behind all cells so far.
    pub(super) fn pass_behind(&mut self, piece: Piece<'_>) -> Result<(), Refusal> {
        self.flush()?;
        self.pass(piece)
    }

    /// Keeps the merged areas that lie on the grid.
    pub(super) fn set_merges(&mut self, merges: Vec<Area>) -> Result<(), Refusal> {
        if merges.is_empty() {
            return Ok(());
        }
        self.pass(Piece::Merges(merges))
    }

    /// Keeps which rows and columns of the open tab nobody sees.
    pub(super) fn set_hidden(&mut self, hidden: Hidden) -> Result<(), Refusal> {
        if hidden.is_empty() {
            return Ok(());
        }
        self.pass(Piece::Hidden(hidden))
    }

    /// Says how the workbook is kept.
    pub(super) fn set_upkeep(&mut self, upkeep: Upkeep) -> Result<(), Refusal> {
        self.pass(Piece::Upkeep(upkeep))
    }

    /// Leaves out the texts of these cells of the open tab.
    pub(super) fn expect_strays(&mut self, strays: BTreeSet<(u32, u32)>) {
        self.strays = strays;
    }

    /// Puts one value into the open sheet. Blank text is no cell, nor is a number that is none.
    pub(super) fn put(
        &mut self,
        (row, column): (u32, u32),
        value: &impl DataType,
        dress: Dress,
    ) -> Result<(), Refusal> {
        self.count_cell()?;
        if !self.is_on_grid(row, column) {
            return Ok(());
        }
        match self.value(row, column, value)? {
            Some(held) => self.insert(row, column, held, dress),
            None => Ok(()),
        }
    }

    /// Puts a text of the file's own list, which is looked up once however many cells show it.
    pub(super) fn put_shared<'t>(
        &mut self,
        (row, column): (u32, u32),
        text: &'t str,
        dress: Dress,
        known: &mut SharedTexts<'t>,
    ) -> Result<(), Refusal> {
        self.count_cell()?;
        if !self.is_on_grid(row, column) {
            return Ok(());
        }
        if self.strays.contains(&(row, column)) {
            let clause = "its text has no proper number in the file; the cell was left out";
            self.note_cell(row, column, clause);
            return Ok(());
        }
        let held = match known.get(text) {
            Some(id) => Some(Held::Text(id)),
            None => self.text(row, column, text)?,
        };
        let Some(held) = held else {
            return Ok(());
        };
        if let Held::Text(id) = held
            && text.len() <= limits::TEXT_CHARS
        {
            known.set(text, id);
        }
        self.insert(row, column, held, dress)
    }

    /// Puts a cell whose value is not in the file.
    pub(super) fn put_unknown(
        &mut self,
        (row, column): (u32, u32),
        held: Held,
        dress: Dress,
    ) -> Result<(), Refusal> {
        self.count_cell()?;
        if self.is_on_grid(row, column) {
            self.insert(row, column, held, dress)
        } else {
            Ok(())
        }
    }

    /// Counts one more cell of the file; fails once in a while when the reading is no longer wanted.
    pub(super) fn count_cell(&mut self) -> Result<(), Refusal> {
        self.count_cells(1)
    }

    /// The same of many.
    pub(super) fn count_cells(&mut self, count: u64) -> Result<(), Refusal> {
        self.n_unsaid += count;
        if self.n_unsaid < CELLS_BETWEEN_LOOKS {
            return Ok(());
        }
        self.watch.add_cells(std::mem::take(&mut self.n_unsaid))
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

    fn insert(&mut self, row: u32, column: u32, held: Held, dress: Dress) -> Result<(), Refusal> {
        if !self.places.add(row, column) {
            self.note_cell(
                row,
                column,
                "the file gives this cell twice; the later value is shown",
            );
        }
        let cell = Packed::new(column, dress.style, held);
        self.put_behind(row, cell, dress.formula)
    }

    /// Puts a cell that lies on the grid and comes after all others of its sheet.
    #[inline]
    pub(super) fn put_behind(
        &mut self,
        row: u32,
        cell: Packed,
        formula: Option<TextId>,
    ) -> Result<(), Refusal> {
        self.n_cells += 1;
        if self.n_cells > limits::CELLS {
            return Err(Refusal::too_large(format!(
                "The workbook holds more than {} million filled cells.",
                limits::CELLS / 1_000_000
            )));
        }
        self.batch.push(row, cell, formula);
        if self.batch.is_full() {
            self.flush()?;
        }
        Ok(())
    }

    /// Forgets the cells of the open tab, which is read anew.
    pub(super) fn begin_anew(&mut self) -> Result<(), Refusal> {
        self.batch.forget_cells();
        self.n_cells = self.n_cells_before;
        self.pass(Piece::Anew)
    }

    fn value(
        &mut self,
        row: u32,
        column: u32,
        data: &impl DataType,
    ) -> Result<Option<Held>, Refusal> {
        if let Some(text) = data.get_string() {
            return self.text(row, column, text);
        }
        if let Some(number) = data
            .get_float()
            .or(data.get_int().map(|whole| whole as f64))
        {
            return Ok(self.finite(row, column, number).map(Held::Number));
        }
        if let Some(date) = data.get_datetime() {
            let Some(serial) = self.finite(row, column, date.as_f64()) else {
                return Ok(None);
            };
            // A duration is a length of time.
            return Ok(Some(if date.is_datetime() {
                self.day(serial)
            } else {
                Held::Number(serial)
            }));
        }
        if let Some(truth) = data.get_bool() {
            return Ok(Some(Held::Bool(truth)));
        }
        if let Some(error) = data.get_error() {
            return Ok(Some(Held::Error(self.share(&error.to_string())?)));
        }
        if let Some(written) = data.get_datetime_iso() {
            return match iso_date::serial_day(written) {
                Some(serial) => Ok(Some(Held::Date(serial))),
                None => self.text(row, column, written),
            };
        }
        if let Some(written) = data.get_duration_iso() {
            return match iso_date::days(written) {
                Some(days) => Ok(Some(Held::Number(days))),
                None => self.text(row, column, written),
            };
        }
        Ok(None)
    }

    /// What a finite number is in a cell dressed as a date. Excel shows no date before its first or after its last.
    pub(super) fn day(&self, serial: f64) -> Held {
        // Below one it is a time of day, which both systems count alike.
        let shift = if self.from_1904 && serial >= 1.0 {
            DAYS_TO_1904
        } else {
            0.0
        };
        if (0.0..DAYS_END - shift).contains(&serial) {
            Held::Date(serial + shift)
        } else {
            Held::Number(serial)
        }
    }

    fn text(&mut self, row: u32, column: u32, text: &str) -> Result<Option<Held>, Refusal> {
        if text.is_empty() {
            return Ok(None);
        }
        // A text of no more bytes than that has no more characters either.
        let end = match text.len() {
            0..=limits::TEXT_CHARS => None,
            _ => text.char_indices().nth(limits::TEXT_CHARS),
        };
        let kept = match end {
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
        Ok(Some(Held::Text(self.share(kept)?)))
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
    pub(super) fn share(&mut self, text: &str) -> Result<TextId, Refusal> {
        match self.texts.id(text) {
            Some((known, false)) => Ok(known),
            new => self.pass_new(new.map(|(id, _is_new)| id), text),
        }
    }

    /// Passes on a text of the file's own list, which will not come again.
    pub(super) fn pass_text(&mut self, text: &str) -> Result<TextId, Refusal> {
        let id = self.texts.next(text);
        self.pass_new(id, text)
    }

    fn pass_new(&mut self, id: Option<TextId>, text: &str) -> Result<TextId, Refusal> {
        match id {
            Some(id) if self.texts.bytes() <= limits::TEXT_BYTES => {
                self.batch.push_text(text);
                if self.batch.is_full() {
                    self.flush()?;
                }
                Ok(id)
            }
            _ => Err(Refusal::too_large(format!(
                "The workbook holds more than {} MB of text.",
                limits::TEXT_BYTES >> 20
            ))),
        }
    }

    /// The number of a way to dress a cell; no format is General.
    pub(super) fn style(&mut self, format: Option<&str>, bold: bool) -> Result<StyleId, Refusal> {
        let style = Style {
            format: format.map(str::to_owned),
            bold,
        };
        if style == Style::default() {
            return Ok(0);
        }
        if let Some(known) = self.styles.get(&style) {
            return Ok(*known);
        }
        let next = StyleId::try_from(self.styles.len() + 1)
            .ok()
            .filter(|id| *id < Packed::STYLES)
            .ok_or_else(|| Refusal::damaged("it has more styles than Excel can keep"))?;
        self.batch.styles.push(style.clone());
        self.styles.insert(style, next);
        Ok(next)
    }

    /// Remarks on the workbook as a whole.
    pub(super) fn note(&mut self, message: String) {
        self.notes.push(Note {
            message,
            cell: None,
        });
    }

    /// Remarks that a sheet holds no figures that can be read.
    pub(super) fn note_left_out(&mut self, name: &str) {
        self.note(format!(
            "Sheet “{name}” is a macro or dialogue sheet and was left out."
        ));
    }

    /// Remarks on the open sheet; a clause without a full stop.
    pub(super) fn note_sheet(&mut self, clause: &str) {
        if let Some(tab) = self.tabs.last() {
            let message = format!("Sheet “{}”: {clause}.", tab.sheet);
            self.note(message);
        }
    }

    /// Remarks on one cell of the open sheet; a clause without a full stop.
    pub(super) fn note_cell(&mut self, row: u32, column: u32, clause: &str) {
        if let Some(tab) = self.tabs.last() {
            let cell = CellRef::new(Arc::clone(tab), row, column);
            let message = format!("{cell}: {clause}.");
            self.notes.push(Note {
                message,
                cell: Some((self.tabs.len() - 1, row, column)),
            });
        }
    }

    /// Remarks that the open sheet could not be read to its end.
    pub(super) fn lose_sheet(&mut self, why: &str) {
        self.n_sheets_lost += 1;
        let kept = match self.places.count() {
            0 => "nothing of it could be read".to_owned(),
            1 => "only one cell of it could be read".to_owned(),
            n => format!("only the first {n} cells of it could be read"),
        };
        self.note_sheet(&format!("{kept} ({why})"));
    }

    /// Passes on the last cells and gives the remarks; fails where there is no sheet, or none that could be read.
    pub(super) fn finish(mut self) -> Result<Vec<Note>, Refusal> {
        self.watch.add_cells(self.n_unsaid)?;
        self.flush()?;
        self.batch = Batch::default();
        if self.tabs.is_empty() {
            return Err(Refusal::damaged("it has no sheets"));
        }
        if self.n_cells == 0 && self.n_sheets_lost == self.tabs.len() {
            let why = self.notes.first().map(|why| why.trim_end_matches('.'));
            return Err(Refusal::damaged(why.unwrap_or("no sheet can be read")));
        }
        Ok(self.notes.finish())
    }
}
