//! Where the rows of a large table of plain text begin, and how far they reach: told in one look over its bytes, many at a
//! time, since an extract has 90 million of them. Text that is not as regular as this needs has no layout.

use super::{Area, limits};
use memchr::{memchr2, memchr3};

/// A longer row may hold a text or a column that no Excel sheet has.
const LINE_BYTES: usize = 16_000;

pub(super) struct Layout {
    /// Where each row begins, blank ones included, and at the end where the text ends.
    pub(super) starts: Vec<u32>,
    rows: Option<(u32, u32)>,
    columns: Option<(u32, u32)>,
}

/// A row of the text.
struct Line<'t> {
    /// Without the sign that ends it.
    inner: &'t [u8],
    /// The byte behind that sign.
    end: usize,
    /// Signs that part its fields.
    separators: u32,
}

impl Layout {
    /// `None` for text that is left to the general reader.
    pub(super) fn of(text: &str, delimiter: u8) -> Option<Self> {
        let bytes = text.as_bytes();
        // Places in the text are kept in four bytes each.
        u32::try_from(bytes.len()).ok()?;
        let mut layout = Self {
            starts: vec![0],
            rows: None,
            columns: None,
        };
        let (mut begun, mut fields) = (0, 0_u64);
        while begun < bytes.len() {
            let line = line(bytes, begun, delimiter)?;
            if line.inner.len() > LINE_BYTES {
                return None;
            }
            if is_filled(line.inner, delimiter) {
                let row = u32::try_from(layout.starts.len()).ok()? - 1;
                layout.take(row, &line, delimiter);
                fields += u64::from(line.separators) + 1;
            }
            begun = line.end;
            layout.starts.push(u32::try_from(begun).ok()?);
        }
        let fits = layout.starts.len() <= limits::ROWS as usize && fields <= limits::CELLS;
        fits.then_some(layout)
    }

    fn take(&mut self, row: u32, line: &Line<'_>, delimiter: u8) {
        self.rows = Some(self.rows.map_or((row, row), |(first, _)| (first, row)));
        let is_told = |byte: u8| byte != b'"' && !byte.is_ascii_whitespace();
        let begins_at_once = match line.inner {
            [b'"', first, ..] => is_told(*first),
            [first, ..] => is_told(*first) && *first != delimiter,
            [] => false,
        };
        // Most rows begin in the first column and reach no further than those before.
        let is_within = |(first, last)| first == 0 && line.separators <= last;
        if begins_at_once && self.columns.is_some_and(is_within) {
            return;
        }
        let Some((first, last)) = reach(line.inner, delimiter) else {
            return;
        };
        self.columns = Some(self.columns.map_or((first, last), |(least, most)| {
            (least.min(first), most.max(last))
        }));
    }

    pub(super) fn used(&self) -> Option<Area> {
        let ((first_row, last_row), (first_column, last_column)) = self.rows.zip(self.columns)?;
        Some(Area {
            first_row,
            first_column,
            last_row,
            last_column,
        })
    }
}

/// Whether a row holds anything but blanks. What parts fields is a text like any other within quotes.
pub(super) fn is_filled(line: &[u8], delimiter: u8) -> bool {
    let is_told = |byte: &u8| *byte != delimiter && *byte != b'"' && !byte.is_ascii_whitespace();
    line.iter().any(is_told) || (line.contains(&b'"') && reach(line, delimiter).is_some())
}

/// The row that begins at this byte. A line end within quotes does not end it.
fn line(bytes: &[u8], begun: usize, delimiter: u8) -> Option<Line<'_>> {
    let rest = bytes.get(begun..)?;
    let (mut at, mut separators) = (0, 0);
    loop {
        // Here a field begins.
        if rest.get(at) == Some(&b'"') {
            at = behind_quoted(rest, at + 1)?;
            if rest.get(at) == Some(&delimiter) {
                separators += 1;
                at += 1;
                continue;
            }
        } else {
            let behind = rest.get(at..)?;
            let stop = memchr3(b'\n', b'\r', b'"', behind).unwrap_or(behind.len());
            let plain = behind.get(..stop)?;
            separators += count(plain, delimiter);
            at += stop;
            if rest.get(at) == Some(&b'"') {
                // Quotes stand around whole fields only.
                if plain.last() != Some(&delimiter) {
                    return None;
                }
                continue;
            }
        }
        let length = match rest.get(at..)? {
            [] => 0,
            [b'\n', ..] | [b'\r'] => 1,
            [b'\r', b'\n', ..] => 2,
            _ => return None,
        };
        return Some(Line {
            inner: rest.get(..at)?,
            end: begun + at + length,
            separators,
        });
    }
}

/// The byte behind the quote that closes the field whose inside begins here; `None` where none does, or where a line ends
/// within it as only other readers take it.
fn behind_quoted(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += memchr2(b'"', b'\r', bytes.get(at..)?)?;
        match bytes.get(at..)? {
            [b'"', b'"', ..] => at += 2,
            [b'"', ..] => return Some(at + 1),
            _ => return None,
        }
    }
}

/// How often the sign stands there.
pub(super) fn count(bytes: &[u8], sign: u8) -> u32 {
    // Few enough at once to be counted in one byte, of which a processor adds up many side by side.
    let some = bytes.chunks(usize::from(u8::MAX));
    some.map(|some| u32::from(some.iter().map(|byte| u8::from(*byte == sign)).sum::<u8>()))
        .sum()
}

/// The first and the last column that hold anything.
fn reach(line: &[u8], delimiter: u8) -> Option<(u32, u32)> {
    let (mut open, mut column) = (false, 0);
    let mut found = None;
    for byte in line {
        match *byte {
            b'"' => open = !open,
            sign if sign == delimiter && !open => column += 1,
            sign if sign.is_ascii_whitespace() => {}
            _ => found = Some((found.map_or(column, |(first, _)| first), column)),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn irregular_text_has_no_layout() {
        let long = format!("{},1\n", "a".repeat(LINE_BYTES));
        for text in [
            "a\"b,1",
            "\"a\"b,1",
            "\"a,1",
            "a,1\rb,2\n",
            "a,\"b\r\nc\"\n",
            "a,1\r\r\n",
            &long,
        ] {
            assert!(Layout::of(text, b',').is_none(), "{text}");
        }
        let text = "\"a \"\"b\"\"\",1\r\n,\"c\nd\",\r\n\"\"\r";
        assert_eq!(Layout::of(text, b',').unwrap().starts, [0, 13, 22, 25]);
    }

    #[test]
    fn signs_are_counted_however_many_there_are() {
        for length in [0, 1, 254, 255, 256, 511, 2_000] {
            let bytes = vec![b','; length];
            assert_eq!(count(&bytes, b',') as usize, length);
            assert_eq!(count(&bytes, b';'), 0);
        }
    }

    proptest! {
        /// What the reader of tables makes of the text is what its layout says.
        #[test]
        fn the_layout_is_that_of_the_records(parts in proptest::collection::vec(proptest::sample::select(vec![
            "a", "b c", " ", "1", ",", ",", ",", "\n", "\r\n", "\"x\"", "\"x,y\"", "\"p\nq\"", "\"\"", "\"say \"\"no\"\"\"", "\"", "\r",
        ]), 0..60)) {
            let text = parts.concat();
            let Some(layout) = Layout::of(&text, b',') else { return Ok(()) };
            let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let records: Vec<csv::ByteRecord> = reader.byte_records().map(Result::unwrap).collect();
            let lines = layout.starts.windows(2).map(|ends| &text[ends[0] as usize..ends[1] as usize]);
            // Blank lines are rows of a sheet and no records.
            let filled: Vec<&str> = lines.filter(|line| !matches!(*line, "\n" | "\r\n" | "\r")).collect();
            prop_assert_eq!(filled.len(), records.len());
            let is_told = |byte: &u8| *byte != b'"' && !byte.is_ascii_whitespace();
            let mut columns: Option<(usize, usize)> = None;
            for record in &records {
                for (column, field) in record.iter().enumerate() {
                    if field.iter().any(is_told) {
                        columns = Some(columns.map_or((column, column), |(first, last)| (first.min(column), last.max(column))));
                    }
                }
            }
            let used = layout.used().map(|used| (used.first_column as usize, used.last_column as usize));
            prop_assert_eq!(used, columns);
        }
    }
}
