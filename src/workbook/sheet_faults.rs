//! What the reader of xlsx sheets takes without complaint and gives back as something else. Looked for in the tags.

use super::limits;
use super::sheet_scan::position;
use super::tags::Tag;
use std::collections::BTreeSet;

/// The reader takes `ZZZZZZZ1` for another address.
const WILD_PLACES: &str = "it was not written by Excel and has cells at impossible addresses, which may show in the wrong place";
/// The reader ends a value at a remark or literal section.
const CUT_VALUES: &str = "it was not written by Excel and has remarks inside its cells; values may be cut there, so check the figures";
const STRAY_TEXTS: &str = "some of its cells ask for a text of no proper number; what they show may be another cell's text";
/// Bytes that do not add up to their checksum are given all the same.
const CORRUPT: &str = "its bytes were changed after it was saved, as when a copy goes wrong; open it in Excel, save it again, and check the figures";
const NO_SHEET: &str = "the part kept for it is no sheet";

/// A cell whose value is the number of a text, and its place where its address can be read.
#[derive(Debug, Clone, Copy)]
struct TextCell(Option<(u32, u32)>);

/// Collects faults over one sheet.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fault seen or a place the scan is in; none excludes another"
)]
pub(super) struct Faults {
    is_in_cells: bool,
    has_cells: bool,
    has_wild_places: bool,
    has_cut_values: bool,
    has_stray_texts: bool,
    is_corrupt: bool,
    /// The open cell, where its value is the number of a text.
    text_cell: Option<TextCell>,
    is_in_number: bool,
    /// Cells whose text the reader would take from another.
    pub strays: BTreeSet<(u32, u32)>,
}

impl Faults {
    /// Whether the text before the next tag is to be looked at.
    pub(super) fn wants_text(&self) -> bool {
        self.is_in_number
    }

    pub(super) fn is_in_cells(&self) -> bool {
        self.is_in_cells
    }

    /// Whether the reader may count the cells otherwise.
    pub(super) fn has_cut_values(&self) -> bool {
        self.has_cut_values
    }

    pub(super) fn meet(&mut self, text: &[u8], tag: Tag<'_>) {
        if self.is_in_number {
            self.is_in_number = false;
            self.check_number(text.trim_ascii());
        }
        match tag.name() {
            b"sheetData" => {
                self.is_in_cells = !tag.is_closed();
                self.has_cells = true;
            }
            b"/sheetData" => self.is_in_cells = false,
            b"row" => self.has_wild_places |= tag.attribute("r").is_some_and(is_wild_row),
            b"c" => {
                self.has_wild_places |= is_wild(tag.bytes());
                let is_text = tag.attribute("t") == Some("s") && !tag.is_closed();
                self.text_cell = is_text.then(|| TextCell(tag.attribute("r").and_then(position)));
            }
            b"v" => self.is_in_number = self.text_cell.is_some() && !tag.is_closed(),
            name if name.starts_with(b"!") && self.is_in_cells => self.has_cut_values = true,
            _ => {}
        }
    }

    fn check_number(&mut self, number: &[u8]) {
        // Twenty digits are more than any number of texts.
        if number.iter().all(u8::is_ascii_digit) && (1..20).contains(&number.len()) {
            return;
        }
        match self.text_cell.take().and_then(|TextCell(place)| place) {
            Some(at) if self.strays.len() < limits::BAD_CELLS => {
                self.strays.insert(at);
            }
            _ => self.has_stray_texts = true,
        }
    }

    /// The part ended as one whose bytes are not those that were packed.
    pub(super) fn end_corrupt(&mut self) {
        self.is_corrupt = true;
    }

    /// Clauses for the notes.
    pub(super) fn clauses(&self) -> Vec<&'static str> {
        [
            (self.has_wild_places, WILD_PLACES),
            (self.has_cut_values, CUT_VALUES),
            (self.has_stray_texts, STRAY_TEXTS),
            (self.is_corrupt, CORRUPT),
            (!self.has_cells && !self.is_corrupt, NO_SHEET),
        ]
        .into_iter()
        .filter_map(|(is_so, clause)| is_so.then_some(clause))
        .collect()
    }
}

/// A row below the last row of any sheet.
fn is_wild_row(number: &str) -> bool {
    number
        .parse::<u32>()
        .map_or(number.len() > 7, |row| row > limits::ROWS)
}

/// Whether an address has more letters or digits than any on the grid.
fn is_wild(cell: &[u8]) -> bool {
    let Some(address) = cell.strip_prefix(br#"c r=""#) else {
        return false;
    };
    let letters = address
        .iter()
        .take_while(|byte| byte.is_ascii_alphabetic())
        .count();
    let digits = address
        .iter()
        .skip(letters)
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    letters > 3 || digits > 7
}

#[cfg(test)]
mod tests {
    use super::super::sample_package::read_package;
    use super::*;

    #[test]
    fn an_address_past_any_grid_is_wild() {
        assert!(is_wild(br#"c r="ZZZZZZZ1" s="3""#));
        assert!(is_wild(br#"c r="A99999999999""#));
        assert!(!is_wild(br#"c r="XFD1048576" s="1048576""#));
        assert!(!is_wild(b"c"));
        assert!(is_wild_row("4294967295") && is_wild_row("99999999999") && is_wild_row("1048577"));
        assert!(!is_wild_row("1048576") && !is_wild_row(""));
    }

    #[test]
    fn a_text_of_no_proper_number_is_left_out_and_told() {
        let book = read_package(
            "",
            r#"<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="s"><v>-1</v></c><c r="C1" t="s"><v>abc</v></c><c r="D1"><v>2</v></c></row>"#,
        );
        assert_eq!(book.sheets[0].cell_count(), 2);
        let told: Vec<_> = book
            .notes
            .iter()
            .filter_map(|note| note.cell.as_ref())
            .map(ToString::to_string)
            .collect();
        assert_eq!(told, ["Plan!B1", "Plan!C1"], "{:?}", book.notes);
    }
}
