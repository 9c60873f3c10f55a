//! The records of an xlsb, looked at beside its reader, which knows neither number formats nor the error a formula
//! came to. Knows only the few records that say so.

use super::compound::{u16_at, u32_at};
use super::limits;
use super::package::Package;
use super::sheet_scan::each_tag;
use super::style_table::StyleTable;
use std::collections::HashMap;
use std::io::{self, BufRead, Read as _};

/// The part that says where the sheets are kept.
pub(super) const RELATIONS: &str = "xl/_rels/workbook.bin.rels";

const ROW: u16 = 0x0000;
const ERROR: u16 = 0x0003;
const LAST_VALUE: u16 = 0x000A;
const FORMULA_ERROR: u16 = 0x000B;
const FONT: u16 = 0x002B;
const FORMAT: u16 = 0x002C;
const STYLE: u16 = 0x002F;
/// Cells without a column of their own, right of the one before: some programs write them, and the reader passes over them.
const SHORT: std::ops::RangeInclusive<u16> = 0x000C..=0x0013;
const SHEET_DATA: u16 = 0x0091;
const SHEET_DATA_END: u16 = 0x0092;
const SHEET: u16 = 0x009C;
const STYLES: u16 = 0x0269;
const STYLES_END: u16 = 0x026A;
/// The relation of a sheet that has none.
const NO_RELATION: u32 = u32::MAX;

/// Reads one record after another.
pub(super) struct Records<R> {
    source: R,
    body: Vec<u8>,
}

impl<R: BufRead> Records<R> {
    pub(super) fn new(source: R) -> Self {
        Self {
            source,
            body: Vec::with_capacity(256),
        }
    }

    /// Kind and body of the next record; `None` at the end, or where the rest makes no sense.
    pub(super) fn next(&mut self) -> Option<(u16, &[u8])> {
        let kind = self.number(2)?;
        let length = u64::from(self.number(4)?);
        self.body.clear();
        if length > limits::RUN_BYTES {
            return None;
        }
        let read = (&mut self.source).take(length).read_to_end(&mut self.body);
        let is_whole = read.is_ok_and(|read| read as u64 == length);
        is_whole.then_some((u16::try_from(kind).ok()?, &self.body))
    }

    /// A number of at most so many bytes, seven bits in each.
    fn number(&mut self, most: u32) -> Option<u32> {
        let mut number = 0;
        for place in 0..most {
            let byte = one_byte(&mut self.source).ok()??;
            number |= u32::from(byte & 0x7F) << (7 * place);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some(number)
    }
}

fn one_byte(source: &mut impl BufRead) -> io::Result<Option<u8>> {
    let first = source.fill_buf()?.first().copied();
    if first.is_some() {
        source.consume(1);
    }
    Ok(first)
}

/// The list of styles; empty where the package has none.
pub(super) fn styles(package: &mut Package<'_>) -> StyleTable {
    let mut table = StyleTable::default();
    let Some(source) = package.bytes("xl/styles.bin") else {
        return table;
    };
    let mut records = Records::new(source);
    let mut is_in_styles = false;
    while let Some((kind, body)) = records.next() {
        match kind {
            FORMAT => {
                if let (Some(id), Some(code)) = (u16_at(body, 0), wide_text(body, 2)) {
                    table.add_format(id, code);
                }
            }
            FONT => table.add_font(u16_at(body, 4).unwrap_or_default()),
            STYLES => is_in_styles = true,
            STYLES_END => break,
            STYLE if is_in_styles => table.add_style(
                u16_at(body, 2).unwrap_or_default(),
                u16_at(body, 4).unwrap_or_default(),
            ),
            _ => {}
        }
    }
    table
}

/// The part of each sheet that has one, in the order of the tabs.
pub(super) fn sheet_parts(package: &mut Package<'_>) -> Vec<Option<String>> {
    let mut targets = HashMap::new();
    each_tag(package, RELATIONS, |tag| {
        if let (Some(id), Some(target)) = (tag.attribute("Id"), tag.attribute("Target")) {
            let path = match target.strip_prefix('/') {
                Some(absolute) => absolute.to_owned(),
                None => format!("xl/{target}"),
            };
            targets.insert(id.to_owned(), path);
        }
    });
    sheet_ids(package)
        .iter()
        .map(|id| targets.get(id).cloned())
        .collect()
}

/// The relation of each sheet that has one, in the order of the tabs.
pub(super) fn sheet_ids(package: &mut Package<'_>) -> Vec<String> {
    let Some(source) = package.bytes("xl/workbook.bin") else {
        return Vec::new();
    };
    let mut ids = Vec::new();
    let mut records = Records::new(source);
    while let Some((kind, body)) = records.next() {
        if kind == SHEET && u32_at(body, 8) != Some(NO_RELATION) {
            ids.push(wide_text(body, 8).unwrap_or_default());
        }
    }
    ids
}

/// A text of two bytes a letter behind its length.
pub(super) fn wide_text(body: &[u8], at: usize) -> Option<String> {
    let length = usize::try_from(u32_at(body, at)?).ok()?;
    let from = at.checked_add(4)?;
    let letters = body.get(from..from.checked_add(length.checked_mul(2)?)?)?;
    let units: Vec<u16> = letters
        .chunks_exact(2)
        .filter_map(|pair| u16_at(pair, 0))
        .collect();
    Some(String::from_utf16_lossy(&units))
}

/// What the records say of one cell beside its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub at: (u32, u32),
    pub style: usize,
    /// The number of the error it shows.
    pub error: Option<u8>,
}

/// The cells of one sheet in the order of the file, walked in step with the reader.
pub(super) struct Marks<R> {
    records: Records<R>,
    is_in_cells: bool,
    row: u32,
    /// Formulas that came to an error, which the reader passes over.
    pub failed: Vec<Mark>,
    /// Cells in a form that is not read.
    pub n_short: u64,
}

impl<R: BufRead> Marks<R> {
    pub(super) fn new(source: R) -> Self {
        Self {
            records: Records::new(source),
            is_in_cells: false,
            row: 0,
            failed: Vec::new(),
            n_short: 0,
        }
    }

    /// The next cell that the reader stops at; `None` behind the last one.
    pub(super) fn next(&mut self) -> Option<Mark> {
        loop {
            let (kind, body) = self.records.next()?;
            match kind {
                SHEET_DATA => self.is_in_cells = true,
                SHEET_DATA_END => return None,
                _ if !self.is_in_cells => {}
                ROW => self.row = u32_at(body, 0)?,
                kind if SHORT.contains(&kind) => self.n_short += 1,
                0x0002..=LAST_VALUE | FORMULA_ERROR => {
                    let Some(mark) = mark(kind, self.row, body) else {
                        continue;
                    };
                    if kind != FORMULA_ERROR {
                        return Some(mark);
                    }
                    if self.failed.len() as u64 <= limits::CELLS {
                        self.failed.push(mark);
                    }
                }
                _ => {}
            }
        }
    }
}

fn mark(kind: u16, row: u32, body: &[u8]) -> Option<Mark> {
    let is_error = matches!(kind, ERROR | FORMULA_ERROR);
    Some(Mark {
        at: (row, u32_at(body, 0)?),
        // Three bytes; the fourth holds flags.
        style: usize::try_from(u32_at(body, 4)? & 0x00FF_FFFF).ok()?,
        error: body.get(8).copied().filter(|_| is_error),
    })
}

/// The word Excel shows for an error's number.
pub(super) fn error_word(number: u8) -> &'static str {
    match number {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _ => "#ERROR",
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(crate) fn record(kind: u16, body: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let [low, high] = kind.to_le_bytes();
        if kind < 0x80 {
            bytes.push(low);
        } else {
            bytes.push(low | 0x80);
            bytes.push((high << 1) | (low >> 7));
        }
        let mut length = body.len();
        while length >= 0x80 {
            bytes.push(u8::try_from(length & 0x7F).unwrap() | 0x80);
            length >>= 7;
        }
        bytes.push(u8::try_from(length).unwrap());
        bytes.extend(body);
        bytes
    }

    /// Column, style and what follows them.
    pub(crate) fn cell(kind: u16, column: u32, style: u32, rest: &[u8]) -> Vec<u8> {
        let mut body = column.to_le_bytes().to_vec();
        body.extend(style.to_le_bytes());
        body.extend(rest);
        record(kind, &body)
    }

    #[test]
    fn marks_follow_the_cells_and_keep_failed_formulas() {
        let sheet = [
            cell(0x0002, 9, 9, &[0; 4]),
            record(SHEET_DATA, &[]),
            record(ROW, &[4, 0, 0, 0, 0, 0, 0, 0]),
            cell(0x0005, 1, 0x0100_0002, &[0; 8]),
            cell(0x0001, 2, 7, &[]),
            cell(FORMULA_ERROR, 3, 2, &[0x17, 0, 0]),
            cell(ERROR, 4, 1, &[0x2A]),
            record(0x0010, &[0; 12]),
            record(0x0011, &[0; 8]),
            record(SHEET_DATA_END, &[]),
        ]
        .concat();
        let mut marks = Marks::new(&sheet[..]);
        let number = marks.next().unwrap();
        assert_eq!((number.at, number.style, number.error), ((4, 1), 2, None));
        let error = marks.next().unwrap();
        assert_eq!((error.at, error.error), ((4, 4), Some(0x2A)));
        assert_eq!(marks.next(), None);
        assert_eq!((marks.failed.len(), marks.n_short), (1, 2));
        assert_eq!(error_word(marks.failed[0].error.unwrap()), "#REF!");
    }

    #[test]
    fn a_record_that_breaks_off_is_the_end() {
        let whole = record(0x0192, &[7; 300]);
        assert!(Records::new(&whole[..whole.len() - 1]).next().is_none());
        let mut records = Records::new(&whole[..]);
        assert_eq!(
            records.next().map(|(kind, body)| (kind, body.len())),
            Some((0x0192, 300))
        );
        assert!(records.next().is_none());
    }
}
