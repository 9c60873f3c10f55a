//! A table as plain text → one sheet. What separates its columns is told from the text itself; numbers, percentages and
//! dates are taken as Excel in Britain takes them, save that a code never becomes a number.

use super::builder::{Builder, Dress};
use super::cells::{Held, Packed};
use super::piece::{Piece, TextPart};
use super::refusal::Refusal;
use super::text_layout::{Layout, count as count_of};
use super::texts::TextId;
use super::watch::Stage;
use super::{decode, limits};
use calamine::{Data, SheetVisible};
use csv::{ByteRecord, Position, ReaderBuilder};

/// Rows from which the separator is told.
const ROWS_LOOKED_AT: usize = 50;
/// Text looked at for it.
const BYTES_LOOKED_AT: usize = 1 << 18;
/// Text that is shorter becomes cells at once.
const KEPT_AS_TEXT: usize = 4 << 20;
/// Bytes of it passed on at once.
const TEXT_PART: usize = 1 << 20;
/// Excel cuts the name of a tab there.
const NAME_CHARS: usize = 31;

/// Whether the text has columns at all.
pub(super) fn is_table(bytes: &[u8]) -> bool {
    let head = bytes.get(..BYTES_LOOKED_AT).unwrap_or(bytes);
    // An even number of bytes, so that no pair of them is cut.
    delimiter(&decode::decode(head)).is_some()
}

pub(super) fn read(name: &str, bytes: &[u8], builder: &mut Builder<'_>) -> Result<(), Refusal> {
    builder.watch.enter(Stage::Opening);
    let text = decode::decode(bytes);
    let Some(delimiter) = delimiter(&text) else {
        return Err(Refusal::NotAWorkbook(
            "This is a text file without columns.".to_owned(),
        ));
    };
    builder.watch.enter(Stage::Reading);
    builder.watch.expect_sheets(1);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let tab: String = stem.chars().take(NAME_CHARS).collect();
    builder.start_sheet(&tab, SheetVisible::Visible)?;
    if text.len() >= KEPT_AS_TEXT && Layout::of(&text, delimiter).is_some() {
        pass_on(&text, delimiter, builder)?;
    } else {
        rows(&text, 0, delimiter, builder)?;
    }
    builder.watch.sheet_read();
    Ok(())
}

/// Passes on a table that stays text, part by part.
fn pass_on(text: &str, delimiter: u8, builder: &mut Builder<'_>) -> Result<(), Refusal> {
    let mut rest = text;
    while !rest.is_empty() {
        let (part, behind) = rest.split_at(rest.floor_char_boundary(TEXT_PART));
        rest = behind;
        builder.pass_behind(Piece::Text(TextPart {
            delimiter,
            bytes: text.len() as u64,
            text: part,
        }))?;
        // As many cells as there may be: progress is told in cells.
        let fields = count_of(part.as_bytes(), delimiter);
        builder.count_cells(u64::from(fields))?;
    }
    Ok(())
}

/// The rows of a text, the first of which has this number.
pub(super) fn rows(
    text: &str,
    first: u32,
    delimiter: u8,
    builder: &mut Builder<'_>,
) -> Result<(), Refusal> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let percent = Dress {
        style: builder.style(Some("0.0%"), false)?,
        ..Dress::default()
    };
    let mut above = Above::default();
    let mut record = ByteRecord::new();
    let mut next = u64::from(first);
    while reader
        .read_byte_record(&mut record)
        .map_err(|error| Refusal::damaged(error.to_string()))?
    {
        let began = record.position().map_or(0, Position::byte);
        let began = usize::try_from(began).unwrap_or(usize::MAX);
        let row = next + blank_lines(text.as_bytes(), began);
        next = row + 1;
        let row = u32::try_from(row).unwrap_or(u32::MAX);
        if row >= limits::ROWS {
            builder.note_sheet("it has more rows than a sheet of Excel; the rest was left out");
            break;
        }
        builder.count_cells(record.len() as u64)?;
        for (column, field) in (0_u32..).zip(&record) {
            if field.is_empty() {
                continue;
            }
            if let Some(count) = digits(field).filter(|_| column < limits::COLUMNS) {
                builder.put_behind(
                    row,
                    Packed::new(column, Dress::default().style, Held::Number(count)),
                    None,
                )?;
                continue;
            }
            let Ok(field) = std::str::from_utf8(field) else {
                continue;
            };
            put((row, column), field, percent, &mut above, builder)?;
        }
    }
    Ok(())
}

/// Puts a field where it belongs, which is behind all others.
fn put(
    at: (u32, u32),
    field: &str,
    percent: Dress,
    above: &mut Above,
    builder: &mut Builder<'_>,
) -> Result<(), Refusal> {
    if field.is_empty() {
        return Ok(());
    }
    let (row, column) = at;
    let plain = Dress::default();
    let is_on_grid = column < limits::COLUMNS;
    match value(field) {
        Some(Written::Number(number)) if is_on_grid => {
            let cell = Packed::new(column, plain.style, Held::Number(number));
            builder.put_behind(row, cell, None)
        }
        Some(Written::Number(number)) => builder.put(at, &Data::Float(number), plain),
        Some(Written::Percent(number)) => builder.put(at, &Data::Float(number), percent),
        Some(Written::Date(iso)) => builder.put(at, &Data::DateTimeIso(iso), plain),
        None if field.trim().is_empty() => Ok(()),
        None if is_on_grid && field.len() <= limits::TEXT_CHARS => {
            let text = Held::Text(above.id(column, field, builder)?);
            builder.put_behind(row, Packed::new(column, plain.style, text), None)
        }
        None => builder.put(at, &Data::String(field.to_owned()), plain),
    }
}

/// The last text of each column: extracts are sorted, so that the next is often the same.
#[derive(Default)]
struct Above(Vec<Option<(String, TextId)>>);

impl Above {
    fn id(
        &mut self,
        column: u32,
        text: &str,
        builder: &mut Builder<'_>,
    ) -> Result<TextId, Refusal> {
        let column = column as usize;
        if self.0.len() <= column {
            self.0.resize(column + 1, None);
        }
        let Some(last) = self.0.get_mut(column) else {
            return builder.share(text);
        };
        if let Some((known, id)) = last
            && known == text
        {
            return Ok(*id);
        }
        let id = builder.share(text)?;
        let (known, own) = last.get_or_insert_default();
        known.clear();
        known.push_str(text);
        *own = id;
        Ok(id)
    }
}

/// How many blank lines stand from this byte on: rows in Excel, but passed over by the reader, which stops behind the first
/// sign of a line end.
fn blank_lines(text: &[u8], from: usize) -> u64 {
    let begun = from.checked_sub(1).and_then(|last| text.get(last));
    let mut rest = text.get(from..).unwrap_or_default();
    if begun == Some(&b'\r') {
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
    let mut lines = 0;
    loop {
        rest = match rest {
            [b'\r', b'\n', after @ ..] | [b'\r' | b'\n', after @ ..] => after,
            _ => return lines,
        };
        lines += 1;
    }
}

/// What separates the columns: the sign that gives most rows the same number of columns, two or more.
fn delimiter(text: &str) -> Option<u8> {
    let mut end = text.len().min(BYTES_LOOKED_AT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text.get(..end)?;
    [b',', b'\t', b';', b'|']
        .into_iter()
        .filter_map(|delimiter| Some((agreement(head, delimiter)?, delimiter)))
        // Of equals the first, which is the commonest.
        .min_by_key(|((rows, columns), _)| std::cmp::Reverse((*rows, *columns)))
        .map(|(_, delimiter)| delimiter)
}

/// How many rows have the commonest number of columns, and that number.
fn agreement(head: &str, delimiter: u8) -> Option<(usize, usize)> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(head.as_bytes());
    let mut counts = std::collections::BTreeMap::<usize, usize>::new();
    for record in reader.byte_records().take(ROWS_LOOKED_AT) {
        let columns = record.ok()?.len();
        if columns >= 2 {
            *counts.entry(columns).or_default() += 1;
        }
    }
    let (columns, rows) = counts
        .into_iter()
        .max_by_key(|(columns, rows)| (*rows, *columns))?;
    Some((rows, columns))
}

/// Whether a field is text, and neither blank nor anything else.
pub(super) fn is_text(field: &str) -> bool {
    value(field).is_none() && !field.trim().is_empty()
}

/// A count, where the field is digits alone.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "digits alone, few enough to be exact"
)]
pub(super) fn count(field: &str) -> Option<u64> {
    digits(field.as_bytes()).map(|count| count as u64)
}

#[derive(Debug, PartialEq)]
enum Written {
    Number(f64),
    Percent(f64),
    /// `2025-04-01`
    Date(String),
}

/// What a field is beside text: `1,240`, `(950)`, `£1.50`, `62%`, `01/04/2025`, `2025-04-01`.
fn value(field: &str) -> Option<Written> {
    if let Some(number) = digits(field.as_bytes()) {
        return Some(Written::Number(number));
    }
    let text = field.trim();
    let first = text.bytes().next()?;
    // Most fields are told by their first sign.
    if !(first.is_ascii_digit() || matches!(first, b'-' | b'+' | b'(' | b'.' | 0xC2)) {
        return None;
    }
    if let Some(percent) = text.strip_suffix('%') {
        return number(percent.trim_end()).map(|number| Written::Percent(number / 100.0));
    }
    number(text)
        .map(Written::Number)
        .or_else(|| date(text).map(Written::Date))
}

/// Most numbers of an extract are counts: digits alone, few enough to be exact, without a leading zero.
fn digits(field: &[u8]) -> Option<f64> {
    const DIGITS: usize = 15;
    if field.len() > DIGITS || (field.len() > 1 && field.starts_with(b"0")) {
        return None;
    }
    let mut number: u64 = 0;
    for byte in field {
        let digit = byte.wrapping_sub(b'0');
        if digit >= 10 {
            return None;
        }
        number = number * 10 + u64::from(digit);
    }
    (!field.is_empty()).then_some(number as f64)
}

/// Digits with a point and groups of three. `0012` is a code, and so is `5E7`; sixteen digits are no amount.
fn number(text: &str) -> Option<f64> {
    let (text, bracketed) = match text
        .strip_prefix('(')
        .and_then(|text| text.strip_suffix(')'))
    {
        Some(inner) => (inner, true),
        None => (text, false),
    };
    let (text, minus) = match text.strip_prefix('-') {
        Some(rest) => (rest, true),
        None => (text.strip_prefix('+').unwrap_or(text), false),
    };
    let text = text.strip_prefix('£').unwrap_or(text);
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let grouped = whole.contains(',');
    let is_written = are_digits(first)
        && are_digits(fraction)
        && !(first.is_empty() && (fraction.is_empty() || grouped))
        && (!grouped || first.len() <= 3)
        && groups.all(|group| group.len() == 3 && are_digits(group))
        && !(first.len() > 1 && first.starts_with('0'))
        && whole.len() <= 20;
    if !is_written {
        return None;
    }
    if whole.bytes().filter(u8::is_ascii_digit).count() > 15 {
        return None;
    }
    let number: f64 = if grouped {
        text.replace(',', "").parse().ok()?
    } else {
        text.parse().ok()?
    };
    Some(if minus || bracketed { -number } else { number })
}

/// A day as Britain or ISO writes it.
fn date(text: &str) -> Option<String> {
    if !text.contains(['/', '-']) {
        return None;
    }
    let text = text.strip_suffix(" 00:00:00").unwrap_or(text);
    let parts: Vec<&str> = text.split(['/', '-']).collect();
    let [first, month, last] = parts.as_slice() else {
        return None;
    };
    let (year, day) = match (first.len(), last.len()) {
        (4, 1..=2) => (first, last),
        (1..=2, 4) if text.contains('/') => (last, first),
        _ => return None,
    };
    let (year, month, day): (u16, u8, u8) =
        (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    let is_day = (1..=12).contains(&month) && (1..=31).contains(&day);
    is_day.then(|| format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::super::{Sheet, Value, Watch, read};
    use super::*;
    use std::path::Path;

    fn sheet(bytes: &[u8]) -> Sheet {
        let book = read(
            "extract.csv",
            Path::new("extract.csv"),
            bytes.to_vec(),
            &Watch::default(),
        )
        .unwrap();
        assert_eq!(book.sheets.len(), 1);
        book.sheets.into_iter().next().unwrap()
    }

    fn at(sheet: &Sheet, row: u32, column: u32) -> Option<Value<'_>> {
        sheet.cell(row, column).map(|cell| cell.value)
    }

    #[test]
    fn a_table_of_any_separator_opens_as_one_sheet() {
        for separator in [",", ";", "\t", "|"] {
            let text = ["Trust;Plan;Start", "Alder, East;12.5;01/04/2025"].map(|row| {
                row.split(';')
                    .map(|field| format!("\"{field}\""))
                    .collect::<Vec<_>>()
                    .join(separator)
            });
            let sheet = sheet(text.join("\r\n").as_bytes());
            assert_eq!(sheet.name(), "extract");
            assert_eq!(at(&sheet, 1, 0), Some(Value::Text("Alder, East")));
            assert_eq!(at(&sheet, 1, 1), Some(Value::Number(12.5)));
            assert_eq!(at(&sheet, 1, 2), Some(Value::Date(45_748.0)));
        }
    }

    #[test]
    fn rows_are_counted_as_excel_counts_them() {
        let sheet = sheet(b"a,b\n\n\"two\nlines\",1\nc,2\n\nd,3");
        assert_eq!(sheet.row_numbers().collect::<Vec<_>>(), [0, 2, 3, 5]);
        assert_eq!(at(&sheet, 2, 0), Some(Value::Text("two\nlines")));
    }

    #[test]
    fn a_code_is_no_number_and_a_blank_is_no_zero() {
        for code in ["0012", "5E7", "R1H", "1234567890123456", "1,24", "-", "52+"] {
            assert_eq!(value(code), None, "{code}");
        }
        assert_eq!(value("(1,240)"), Some(Written::Number(-1_240.0)));
        assert_eq!(value("£1,240.50"), Some(Written::Number(1_240.5)));
        assert_eq!(value("62%"), Some(Written::Percent(0.62)));
        assert_eq!(value("0.5"), Some(Written::Number(0.5)));
        let sheet = sheet(b"a,b,c\n1,,3\n");
        assert_eq!(at(&sheet, 1, 1), None);
    }

    #[test]
    fn text_without_columns_is_no_table() {
        assert!(!is_table(b"Dear colleague\nthis is a letter\n"));
        assert!(is_table(b"Trust,Scheme\nRXX,Beds\n"));
    }
}
