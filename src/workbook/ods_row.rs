//! One row of an ods as its tags tell it: cells with their repeats, values, formulas and texts.

use super::builder::{Builder, Dress};
use super::cell_notes::OpenNote;
use super::cells::{Held, StyleId};
use super::read_ods::repeats;
use super::refusal::Refusal;
use super::tags::{Tag, unescaped};
use super::{CellNote, limits};
use calamine::Data;

/// Texts are kept a little past what a cell can hold, so that the rest is known to be cut.
const TEXT_BYTES: usize = 4 * limits::TEXT_CHARS + 8;

#[derive(Debug)]
pub(super) struct Row {
    pub repeats: u32,
    style: Option<String>,
    cells: Vec<Cell>,
    open: Option<Cell>,
    next_column: u32,
    /// Open elements whose text is no part of the cell: remarks and drawings.
    aside: u32,
    is_in_paragraph: bool,
    note: Option<OpenNote>,
    notes: Vec<CellNote>,
}

#[derive(Debug, Default)]
pub(super) struct Cell {
    pub column: u32,
    pub repeats: u32,
    pub style: Option<String>,
    /// Rows and columns it reaches over.
    pub spanned: (u32, u32),
    kind: Option<String>,
    value: Option<String>,
    is_error: bool,
    formula: Option<String>,
    text: String,
    n_paragraphs: u32,
}

impl Row {
    pub(super) fn new(repeats: u32, style: Option<&str>) -> Self {
        Self {
            repeats,
            style: style.map(str::to_owned),
            cells: Vec::new(),
            open: None,
            next_column: 0,
            aside: 0,
            is_in_paragraph: false,
            note: None,
            notes: Vec::new(),
        }
    }

    /// Takes in a tag of the row and the text before it.
    pub(super) fn meet(&mut self, text: &[u8], tag: Tag<'_>) {
        if self.is_in_paragraph && self.aside == 0 {
            self.add_text(&unescaped(&String::from_utf8_lossy(text)));
        }
        let is_aside = |name: &[u8]| {
            matches!(
                name,
                b"annotation" | b"frame" | b"custom-shape" | b"g" | b"control"
            )
        };
        if let Some(note) = &mut self.note {
            note.meet(text, tag);
        }
        match (tag.name(), tag.ends()) {
            (_, Some(name)) if is_aside(name) => {
                self.aside = self.aside.saturating_sub(1);
                if name == b"annotation" {
                    self.end_note();
                }
            }
            (name, None) if is_aside(name) && !tag.is_closed() => {
                if name == b"annotation" && self.aside == 0 {
                    self.note = Some(OpenNote::new(tag));
                }
                self.aside += 1;
            }
            _ if self.aside > 0 => {}
            (b"table-cell" | b"covered-table-cell", _) => self.open_cell(tag),
            (_, Some(b"table-cell" | b"covered-table-cell")) => self.end_cell(),
            (b"p" | b"h", _) => self.open_paragraph(!tag.is_closed()),
            (_, Some(b"p" | b"h")) => self.is_in_paragraph = false,
            (b"s", _) => {
                let most = u32::try_from(limits::TEXT_CHARS + 1).unwrap_or(u32::MAX);
                let blanks = usize::try_from(repeats(tag, "c", most)).unwrap_or(1);
                self.push(&" ".repeat(blanks));
            }
            (b"tab", _) => self.push("\t"),
            (b"line-break", _) => self.push("\n"),
            _ => {}
        }
    }

    fn open_cell(&mut self, tag: Tag<'_>) {
        self.end_cell();
        let named = |name| tag.attribute(name).map(|text| unescaped(text).into_owned());
        let kind = named("value-type");
        let value = match kind.as_deref() {
            Some("date") => named("date-value"),
            Some("time") => named("time-value"),
            Some("boolean") => named("boolean-value"),
            Some("string") => named("string-value"),
            _ => named("value"),
        };
        let count = repeats(tag, "number-columns-repeated", limits::COLUMNS);
        let says_error = br#"calcext:value-type="error""#;
        self.open = Some(Cell {
            column: self.next_column,
            repeats: count,
            style: named("style-name"),
            spanned: (
                repeats(tag, "number-rows-spanned", limits::ROWS),
                repeats(tag, "number-columns-spanned", limits::COLUMNS),
            ),
            value,
            is_error: tag
                .bytes()
                .windows(says_error.len())
                .any(|piece| piece == says_error),
            kind,
            formula: named("formula"),
            text: String::new(),
            n_paragraphs: 0,
        });
        self.next_column = self.next_column.saturating_add(count);
        if tag.is_closed() {
            self.end_cell();
        }
    }

    /// The row itself does not know its number.
    fn end_note(&mut self) {
        let column = self.open.as_ref().map(|cell| cell.column);
        if let (Some(note), Some(column)) = (self.note.take(), column)
            && self.notes.len() < limits::CELL_NOTES
        {
            self.notes.extend(note.end((0, column)));
        }
    }

    fn end_cell(&mut self) {
        self.is_in_paragraph = false;
        if let Some(cell) = self.open.take()
            && cell.is_filled()
        {
            self.cells.push(cell);
        }
    }

    fn open_paragraph(&mut self, has_content: bool) {
        if let Some(cell) = &mut self.open {
            cell.n_paragraphs += 1;
            if cell.n_paragraphs > 1 {
                self.push("\n");
            }
            self.is_in_paragraph = has_content;
        }
    }

    /// Blanks and line ends of the file count as one blank.
    fn add_text(&mut self, text: &str) {
        let Some(cell) = &mut self.open else {
            return;
        };
        for sign in text.chars() {
            if cell.text.len() > TEXT_BYTES {
                return;
            }
            if !sign.is_ascii_whitespace() {
                cell.text.push(sign);
            } else if !cell.text.is_empty() && !cell.text.ends_with([' ', '\n']) {
                cell.text.push(' ');
            }
        }
    }

    fn push(&mut self, text: &str) {
        if let Some(cell) = &mut self.open
            && cell.text.len() <= TEXT_BYTES
        {
            cell.text.push_str(text);
        }
    }

    /// The style of the cells that name none, the filled cells, and the notes on any; those as on a first row.
    pub(super) fn into_parts(mut self) -> (Option<String>, Vec<Cell>, Vec<CellNote>) {
        self.end_cell();
        (self.style, self.cells, self.notes)
    }
}

impl Cell {
    fn is_filled(&self) -> bool {
        self.value.is_some()
            || self.formula.is_some()
            || self.kind.is_some()
            || !self.text.is_empty()
            || self.spanned.0.max(self.spanned.1) > 1
    }

    /// The length of its text as often as it is shown.
    pub(super) fn text_bytes(&self) -> u64 {
        let value = self.value.as_ref().map_or(0, String::len);
        (value + self.text.len()) as u64 * u64::from(self.repeats)
    }

    /// Reads the value once, however often the cell is repeated.
    pub(super) fn ready(
        self,
        row: u32,
        style: StyleId,
        builder: &mut Builder<'_>,
    ) -> Result<ReadyCell, Refusal> {
        let formula = match self.formula.as_deref() {
            Some(text) if !text.is_empty() => Some(builder.share(plain_formula(text))?),
            _ => None,
        };
        let content = self.content(row, formula.is_some(), builder)?;
        Ok(ReadyCell {
            first: self.column,
            end: self
                .column
                .saturating_add(self.repeats)
                .min(limits::COLUMNS),
            content,
            dress: Dress { formula, style },
        })
    }

    fn content(
        &self,
        row: u32,
        has_formula: bool,
        builder: &mut Builder<'_>,
    ) -> Result<Content, Refusal> {
        let written = self
            .value
            .as_deref()
            .filter(|_| !(self.is_error && self.value.as_deref() == Some("")));
        match (self.kind.as_deref(), written) {
            (Some("date"), Some(day)) => Ok(Content::Read(Data::DateTimeIso(day.to_owned()))),
            (Some("time"), Some(time)) => Ok(Content::Read(Data::DurationIso(time.to_owned()))),
            (Some("boolean"), Some(truth)) => {
                let truth = truth.eq_ignore_ascii_case("true");
                Ok(Content::Known(Held::Bool(truth)))
            }
            (Some("string"), text) => {
                self.text_content(row, text.unwrap_or(&self.text), has_formula, builder)
            }
            (Some("float" | "percentage" | "currency"), Some(number)) => {
                if let Ok(number) = number.trim().parse::<f64>() {
                    return Ok(Content::Read(Data::Float(number)));
                }
                builder.note_cell(
                    row,
                    self.column,
                    "the number could not be read; the cell was left out",
                );
                Ok(Content::Nothing)
            }
            // A formula whose result is not in the file.
            (None, None) if has_formula && self.text.is_empty() => {
                Ok(Content::Known(Held::NotCalculated))
            }
            _ => self.text_content(row, &self.text, has_formula, builder),
        }
    }

    fn text_content(
        &self,
        row: u32,
        text: &str,
        has_formula: bool,
        builder: &mut Builder<'_>,
    ) -> Result<Content, Refusal> {
        if text.is_empty() {
            return Ok(Content::Nothing);
        }
        if self.is_error || (has_formula && is_error_word(text)) {
            return Ok(Content::Known(Held::Error(builder.share(text)?)));
        }
        let kept = match text.char_indices().nth(limits::TEXT_CHARS) {
            Some((end, _)) => {
                builder.note_cell(
                    row,
                    self.column,
                    "the text is longer than a cell of Excel can hold; it was cut",
                );
                text.get(..end).unwrap_or(text)
            }
            None => text,
        };
        Ok(Content::Known(Held::Text(builder.share(kept)?)))
    }
}

/// A cell to be put as often as it is repeated.
pub(super) struct ReadyCell {
    first: u32,
    end: u32,
    content: Content,
    dress: Dress,
}

enum Content {
    Nothing,
    Known(Held),
    Read(Data),
}

impl ReadyCell {
    pub(super) fn put(&self, row: u32, builder: &mut Builder<'_>) -> Result<(), Refusal> {
        for column in self.first..self.end {
            let (at, dress) = ((row, column), self.dress);
            match &self.content {
                Content::Nothing => break,
                Content::Known(held) => builder.put_unknown(at, *held, dress)?,
                Content::Read(data) => builder.put(at, data, dress)?,
            }
        }
        Ok(())
    }
}

/// Without the name of the language it is written in: `of:=[.C4]*2`.
fn plain_formula(text: &str) -> &str {
    let start = text.find('=').filter(|at| {
        let before = text.get(..*at).unwrap_or_default();
        before.is_empty() || before.ends_with(':')
    });
    match start {
        Some(at) => text.get(at + 1..).unwrap_or(text),
        None => text,
    }
}

/// Files that Excel wrote keep the error of a formula as its text.
fn is_error_word(text: &str) -> bool {
    let is_excels = text.starts_with('#') && (text.ends_with(['!', '?']) || text == "#N/A");
    is_excels
        || text
            .strip_prefix("Err:")
            .is_some_and(|number| number.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_loses_the_name_of_its_language_alone() {
        assert_eq!(plain_formula("of:=[.C4]*2"), "[.C4]*2");
        assert_eq!(plain_formula("=A1=B1"), "A1=B1");
        assert_eq!(plain_formula("A1=B1"), "A1=B1");
    }

    #[test]
    fn the_errors_of_excel_and_libreoffice_are_known() {
        assert!(is_error_word("#REF!") && is_error_word("#N/A") && is_error_word("Err:502"));
        assert!(!is_error_word("#1 priority") && !is_error_word("Err: see notes"));
    }
}
