//! The part of an xlsb that holds the notes on the cells of a sheet, record by record.

use super::part::Legacy;
use crate::workbook::biff12::{Records, wide_text};
use crate::workbook::compound::u32_at;
use crate::workbook::refusal::Refusal;
use crate::workbook::{Watch, column_name, limits};
use std::io::BufRead;

const END: u16 = 0x0275;
const AUTHOR: u16 = 0x0278;
const NOTE: u16 = 0x027B;
const NOTE_END: u16 = 0x027C;
const TEXT: u16 = 0x027D;

/// The notes of a part, and whether it was there to its end.
pub(super) fn notes(source: impl BufRead, watch: &Watch) -> Result<(Vec<Legacy>, bool), Refusal> {
    let mut records = Records::new(source);
    let (mut authors, mut found): (Vec<String>, Vec<Legacy>) = (Vec::new(), Vec::new());
    let mut open: Option<Legacy> = None;
    while let Some((kind, body)) = records.next() {
        watch.check()?;
        match kind {
            AUTHOR if authors.len() < limits::CELL_NOTES => {
                authors.push(wide_text(body, 0).unwrap_or_default());
            }
            NOTE => open = Some(begun(body, &authors)),
            TEXT => {
                if let Some(note) = &mut open {
                    // Behind a byte that tells of its looks.
                    note.text = wide_text(body, 1).unwrap_or_default();
                }
            }
            NOTE_END if found.len() < limits::CELL_NOTES => found.extend(open.take()),
            END => return Ok((found, true)),
            _ => {}
        }
    }
    Ok((found, false))
}

/// The number of the author, then the first and last row and column.
fn begun(body: &[u8], authors: &[String]) -> Legacy {
    let author = u32_at(body, 0).and_then(|at| authors.get(usize::try_from(at).ok()?));
    let place = u32_at(body, 4).zip(u32_at(body, 12));
    let place = place.filter(|(_, column)| *column < limits::COLUMNS);
    Legacy {
        place: place.map_or_else(String::new, |(row, column)| {
            format!("{}{}", column_name(column), u64::from(row) + 1)
        }),
        text: String::new(),
        author: author.cloned().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::biff12::tests::record;

    fn wide(text: &str) -> Vec<u8> {
        let units: Vec<u16> = text.encode_utf16().collect();
        let mut bytes = u32::try_from(units.len()).unwrap().to_le_bytes().to_vec();
        bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
        bytes
    }

    fn note(author: u32, row: u32, column: u32, text: &str) -> Vec<u8> {
        let mut head = Vec::new();
        for number in [author, row, row, column, column] {
            head.extend(number.to_le_bytes());
        }
        head.extend([0; 16]);
        let text = [vec![1], wide(text), vec![1, 0, 0, 0, 0, 0, 0, 0]].concat();
        [
            record(NOTE, &head),
            record(TEXT, &text),
            record(NOTE_END, &[]),
        ]
        .concat()
    }

    fn read(bytes: &[u8]) -> (Vec<Legacy>, bool) {
        notes(bytes, &Watch::default()).unwrap()
    }

    #[test]
    fn notes_come_with_their_cells_and_authors() {
        let bytes = [
            record(0x0274, &[]),
            record(AUTHOR, &wide("Jo Brown")),
            note(0, 4, 2, "no scheme yet: £2m"),
            note(7, u32::MAX, 3, "far down"),
            note(0, 0, u32::MAX, "far right"),
            record(END, &[]),
        ]
        .concat();
        let (found, is_whole) = read(&bytes);
        assert!(is_whole);
        let said: Vec<(&str, &str, &str)> = found
            .iter()
            .map(|note| (&*note.place, &*note.author, &*note.text))
            .collect();
        assert_eq!(
            said,
            [
                ("C5", "Jo Brown", "no scheme yet: £2m"),
                ("D4294967296", "", "far down"),
                ("", "Jo Brown", "far right")
            ]
        );
        // Cut anywhere, it gives what came whole, and is not taken for the end.
        for end in 0..bytes.len() - 1 {
            let (cut, is_whole) = read(&bytes[..end]);
            assert!(
                !is_whole && cut.len() <= 3 && found.starts_with(&cut),
                "{end}"
            );
        }
    }

    #[test]
    fn a_text_that_claims_more_letters_than_there_are_is_none() {
        let long = [vec![1], u32::MAX.to_le_bytes().to_vec(), vec![65, 0]].concat();
        let bytes = [
            record(NOTE, &[0; 36]),
            record(TEXT, &long),
            record(NOTE_END, &[]),
        ]
        .concat();
        let (found, _) = read(&bytes);
        assert_eq!(
            found,
            [Legacy {
                place: "A1".to_owned(),
                ..Legacy::default()
            }]
        );
    }
}
