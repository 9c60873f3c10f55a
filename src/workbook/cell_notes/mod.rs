//! What people wrote on cells beside their values: Excel's notes and comments. Knows no format of a file.

mod binary;
mod ods;
mod part;
#[cfg(test)]
mod tests;
mod xlsx;

pub(super) use ods::OpenNote;
pub(super) use xlsx::Notes;

use super::builder::Builder;
use super::limits;
use super::piece::Piece;
use super::refusal::Refusal;
use serde::{Deserialize, Serialize};

/// One note on a cell; a thread of comments is as many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellNote {
    pub row: u32,
    pub column: u32,
    /// Never blank.
    pub text: String,
    /// `None` where the file does not say.
    pub author: Option<String>,
    /// Somebody closed the thread it stands in.
    pub is_resolved: bool,
}

/// What programs write in place of a name.
const NOBODY: [&str; 3] = ["author", "unknown author", "unknown"];

impl CellNote {
    /// `None` where nothing is written. A text that begins with its author's name, as Excel's notes do, loses it.
    fn new((row, column): (u32, u32), text: &str, author: Option<&str>) -> Option<Self> {
        let author = author.map(str::trim).filter(|name| !name.is_empty());
        let text = text.replace("_x000D_", "").replace("\r\n", "\n");
        let mut text = text.trim();
        if let Some(rest) = author.and_then(|name| text.strip_prefix(name)) {
            text = rest.trim_start().strip_prefix(':').unwrap_or(text).trim();
        }
        let is_named = |name: &&str| !NOBODY.contains(&name.to_lowercase().as_str());
        (!text.is_empty()).then(|| Self {
            row,
            column,
            text: text.to_owned(),
            author: author.filter(is_named).map(str::to_owned),
            is_resolved: false,
        })
    }
}

/// Those from one place to another, both included; `notes` are sorted by place.
pub(super) fn within(notes: &[CellNote], first: (u32, u32), last: (u32, u32)) -> &[CellNote] {
    let at = |note: &CellNote| (note.row, note.column);
    let from = notes.partition_point(|note| at(note) < first);
    let to = notes.partition_point(|note| at(note) <= last);
    notes.get(from..to).unwrap_or_default()
}

/// The notes of a workbook on their way from its file, of which no more are kept than its readers can bear.
#[derive(Debug)]
pub(super) struct Gathered {
    /// Of the open sheet.
    notes: Vec<CellNote>,
    n_left_out: usize,
    /// Bytes of text that may still come, over all sheets.
    left: usize,
}

impl Default for Gathered {
    fn default() -> Self {
        Self {
            notes: Vec::new(),
            n_left_out: 0,
            left: limits::CELL_NOTE_BYTES,
        }
    }
}

impl Gathered {
    pub(super) fn add(&mut self, mut note: CellNote, builder: &mut Builder<'_>) {
        if note.row >= limits::ROWS || note.column >= limits::COLUMNS {
            builder.note_sheet(&format!(
                "a note on a cell in row {}, column {} was left out: no Excel sheet reaches that far",
                u64::from(note.row) + 1,
                u64::from(note.column) + 1
            ));
            return;
        }
        if let Some((end, _)) = note.text.char_indices().nth(limits::TEXT_CHARS) {
            note.text.truncate(end);
            builder.note_cell(
                note.row,
                note.column,
                "the note on it is longer than Excel shows; it was cut",
            );
        }
        match self.left.checked_sub(note.text.len()) {
            Some(left) if self.notes.len() < limits::CELL_NOTES => {
                self.left = left;
                self.notes.push(note);
            }
            _ => self.n_left_out += 1,
        }
    }

    /// Gives the notes of the open sheet away.
    pub(super) fn pass(&mut self, builder: &mut Builder<'_>) -> Result<(), Refusal> {
        if std::mem::take(&mut self.n_left_out) > 0 {
            builder
                .note_sheet("it has more notes on cells than can be kept; the last were left out");
        }
        if self.notes.is_empty() {
            return Ok(());
        }
        builder.pass_behind(Piece::CellNotes(std::mem::take(&mut self.notes)))
    }
}
