//! A large table of plain text that stays text: where its rows begin is known, and cells are made of those rows alone that
//! somebody looks at. A national extract of 90 MB would fill twice that as cells, of which a reader sees a few hundred.

use super::assemble::Assembly;
use super::builder::Builder;
use super::cell_ref::SheetAddress;
use super::plain::PlainRow;
use super::watch::Watch;
use super::{Area, Sheet, limits, read_csv};
use calamine::SheetVisible;
use std::fmt;
use std::sync::{Arc, OnceLock};

/// Rows that become cells at once.
const BLOCK: u32 = 256;
/// A longer row may hold a text or a column that no Excel sheet has.
const LINE_BYTES: usize = 16_000;

pub(super) struct TextTable {
    address: Arc<SheetAddress>,
    text: String,
    delimiter: u8,
    /// Where each row begins, blank ones included, and at the end where the text ends.
    starts: Vec<u32>,
    used: Option<Area>,
    blocks: Vec<OnceLock<Sheet>>,
    /// All rows as cells, once they are wanted together.
    whole: OnceLock<Sheet>,
}

impl fmt::Debug for TextTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = self.starts.len().saturating_sub(1);
        write!(f, "TextTable({}, {rows} rows)", self.address.sheet)
    }
}

impl TextTable {
    /// `None` for text that is not as regular as this needs: the general reader takes it.
    pub(super) fn new(address: Arc<SheetAddress>, text: String, delimiter: u8) -> Option<Self> {
        let layout = Layout::of(&text, delimiter)?;
        let rows = u32::try_from(layout.starts.len()).ok()?.checked_sub(1)?;
        Some(Self {
            address,
            text,
            delimiter,
            used: layout.used(),
            starts: layout.starts,
            blocks: (0..rows.div_ceil(BLOCK)).map(|_| OnceLock::new()).collect(),
            whole: OnceLock::new(),
        })
    }

    /// Whether the text is regular enough.
    pub(super) fn takes(text: &str, delimiter: u8) -> bool {
        Layout::of(text, delimiter).is_some()
    }

    fn row_count(&self) -> u32 {
        u32::try_from(self.starts.len().saturating_sub(1)).unwrap_or(u32::MAX)
    }

    /// The text of rows from the first up to the second.
    fn rows_text(&self, from: u32, to: u32) -> &str {
        let start = |row: u32| self.starts.get(row as usize).copied().unwrap_or_default() as usize;
        self.text.get(start(from)..start(to)).unwrap_or_default()
    }

    fn line(&self, row: u32) -> &str {
        let line = self.rows_text(row, row + 1);
        let line = line.strip_suffix('\n').unwrap_or(line);
        line.strip_suffix('\r').unwrap_or(line)
    }

    fn is_filled(&self, row: u32) -> bool {
        is_filled(self.line(row), self.delimiter)
    }

    /// Filled rows from this one on.
    pub(super) fn row_numbers_from(
        &self,
        row: u32,
    ) -> impl DoubleEndedIterator<Item = u32> + Clone {
        (row..self.row_count()).filter(|row| self.is_filled(*row))
    }

    /// The filled rows as text.
    pub(super) fn plain_rows(&self, from: u32) -> impl Iterator<Item = PlainRow<'_>> {
        self.row_numbers_from(from)
            .map(|row| PlainRow::new(row, self.line(row), self.delimiter))
    }

    pub(super) fn used(&self) -> Option<Area> {
        self.used
    }

    /// The sheet of cells in which a row stands, made where it is not there yet.
    pub(super) fn cells_of(&self, row: u32) -> Option<&Sheet> {
        if let Some(whole) = self.whole.get() {
            return Some(whole);
        }
        let block = self.blocks.get((row / BLOCK) as usize)?;
        let from = row / BLOCK * BLOCK;
        Some(block.get_or_init(|| self.made(from, (from + BLOCK).min(self.row_count()))))
    }

    /// All cells.
    pub(super) fn whole(&self) -> &Sheet {
        self.whole.get_or_init(|| self.made(0, self.row_count()))
    }

    fn made(&self, from: u32, to: u32) -> Sheet {
        let mut assembly = Assembly::new(Arc::clone(&self.address.workbook));
        let watch = Watch::default();
        let mut builder = Builder::new(Arc::clone(&self.address.workbook), &watch, &mut assembly);
        let text = self.rows_text(from, to);
        let read = builder
            .start_sheet(&self.address.sheet, SheetVisible::Visible)
            .and_then(|_| read_csv::rows(text, from, self.delimiter, &mut builder))
            .and_then(|()| builder.finish());
        let sheets = match read {
            Ok(_) => assembly.finish(Vec::new()).map(|(sheets, _)| sheets),
            // The text was looked through before it was taken: nothing in it can be refused.
            Err(_refusal) => None,
        };
        let made = sheets.and_then(|sheets| sheets.into_iter().next());
        made.unwrap_or_else(|| Sheet::new(Arc::clone(&self.address), super::Visibility::Visible))
    }
}

/// Whether a row holds anything but blanks.
fn is_filled(line: &str, delimiter: u8) -> bool {
    line.bytes()
        .any(|byte| byte != delimiter && byte != b'"' && !byte.is_ascii_whitespace())
}

/// Where rows begin, and how far they reach.
struct Layout {
    starts: Vec<u32>,
    rows: Option<(u32, u32)>,
    columns: Option<(u32, u32)>,
}

impl Layout {
    fn of(text: &str, delimiter: u8) -> Option<Self> {
        let end = u32::try_from(text.len()).ok()?;
        let mut layout = Self {
            starts: vec![0],
            rows: None,
            columns: None,
        };
        let (mut begun, mut fields) = (0, 0_u64);
        while begun < text.len() {
            let line = record(text.get(begun..)?)?;
            let inner = line.strip_suffix('\n').unwrap_or(line);
            let inner = inner.strip_suffix('\r').unwrap_or(inner);
            if inner.len() > LINE_BYTES || inner.contains('\r') {
                return None;
            }
            let quoted = inner.contains('"');
            if quoted && !is_regular(inner, delimiter) {
                return None;
            }
            if is_filled(inner, delimiter) {
                let row = u32::try_from(layout.starts.len()).ok()? - 1;
                layout.take(row, inner, (delimiter, quoted));
                fields += u64::from(separators(inner.as_bytes(), delimiter)) + 1;
            }
            begun += line.len();
            layout.starts.push(u32::try_from(begun).ok()?.min(end));
        }
        let fits = layout.starts.len() <= limits::ROWS as usize && fields <= limits::CELLS;
        fits.then_some(layout)
    }

    fn take(&mut self, row: u32, line: &str, (sign, quoted): (u8, bool)) {
        self.rows = Some(self.rows.map_or((row, row), |(first, _)| (first, row)));
        let trimmed = line.trim_end_matches(char::from(sign));
        let is_simple = !quoted
            && !line.starts_with(|c: char| c == char::from(sign) || c.is_ascii_whitespace())
            && !trimmed.ends_with(|c: char| c.is_ascii_whitespace());
        let reach = if is_simple {
            Some((0, separators(trimmed.as_bytes(), sign)))
        } else {
            reach(line.as_bytes(), sign)
        };
        let Some((first, last)) = reach else { return };
        self.columns = Some(self.columns.map_or((first, last), |(least, most)| {
            (least.min(first), most.max(last))
        }));
    }

    fn used(&self) -> Option<Area> {
        let ((first_row, last_row), (first_column, last_column)) = self.rows.zip(self.columns)?;
        Some(Area {
            first_row,
            first_column,
            last_row,
            last_column,
        })
    }
}

fn separators(line: &[u8], delimiter: u8) -> u32 {
    let mut count = 0;
    for byte in line {
        count += u32::from(*byte == delimiter);
    }
    count
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

/// The first row with the sign that ends it; one within quotes does not.
fn record(text: &str) -> Option<&str> {
    let mut end = 0;
    let mut open = false;
    loop {
        let rest = text.get(end..)?;
        let line = rest
            .find('\n')
            .map_or(rest, |at| rest.get(..=at).unwrap_or(rest));
        if line.contains('"') {
            open ^= line.bytes().filter(|byte| *byte == b'"').count() % 2 == 1;
        }
        end += line.len();
        if !open || end >= text.len() {
            return (!open).then_some(text.get(..end)?);
        }
        if end > LINE_BYTES {
            return None;
        }
    }
}

/// Whether quotes stand around whole fields only.
fn is_regular(line: &str, delimiter: u8) -> bool {
    let mut rest = line.as_bytes();
    loop {
        rest = if let [b'"', inner @ ..] = rest {
            let Some(behind) = behind_quoted(inner) else {
                return false;
            };
            behind
        } else {
            let end = rest.iter().position(|byte| *byte == delimiter);
            let (field, behind) = rest.split_at(end.unwrap_or(rest.len()));
            if field.contains(&b'"') {
                return false;
            }
            behind
        };
        match rest {
            [] => return true,
            [sign, next @ ..] if *sign == delimiter => rest = next,
            _ => return false,
        }
    }
}

/// What follows the quote that closes a field.
fn behind_quoted(mut inner: &[u8]) -> Option<&[u8]> {
    loop {
        let at = inner.iter().position(|byte| *byte == b'"')?;
        let behind = inner.get(at + 1..)?;
        match behind {
            [b'"', next @ ..] => inner = next,
            _ => return Some(behind),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Option<TextTable> {
        let address = Arc::new(SheetAddress::new("extract.csv", "extract"));
        TextTable::new(address, text.to_owned(), b',')
    }

    #[test]
    fn rows_are_found_whatever_ends_them_and_made_block_by_block() {
        let rows: Vec<String> = (0..600)
            .map(|row| format!("R{row},\"a, b\",{row}"))
            .collect();
        let table = table(&format!(
            "{}\r\n\r\n,,\r\n\"two\nlines\",,7",
            rows.join("\n")
        ))
        .unwrap();
        let used = table.used().map(|used| used.to_string());
        assert_eq!(used.as_deref(), Some("A1:C603"));
        assert_eq!(
            table.row_numbers_from(598).collect::<Vec<_>>(),
            [598, 599, 602]
        );
        let sheet = table.cells_of(300).unwrap();
        assert_eq!(
            sheet.row_numbers().collect::<Vec<_>>(),
            (256..512).collect::<Vec<_>>()
        );
        assert_eq!(
            sheet.cell(300, 1).and_then(super::super::Cell::text),
            Some("a, b")
        );
        let last = table.cells_of(602).unwrap().cell(602, 0);
        assert_eq!(last.and_then(super::super::Cell::text), Some("two\nlines"));
        assert_eq!(table.whole().cell_count(), 600 * 3 + 2);
    }

    #[test]
    fn irregular_text_is_left_to_the_general_reader() {
        for text in ["a\"b,1", "\"a\"b,1", "\"a,1", "a,1\rb,2\n"] {
            assert!(table(text).is_none(), "{text}");
        }
        let long = format!("{},1\n", "a".repeat(LINE_BYTES));
        assert!(table(&long).is_none());
        assert!(table("\"a \"\"b\"\"\",1\n").is_some());
    }

    #[test]
    fn how_far_rows_reach_is_told_from_what_they_hold() {
        for (text, area) in [
            ("a,1,,", "A1:B1"),
            (",a, ,\n,,b", "B1:C2"),
            ("\"x,y\",,\"\"", "A1:A1"),
        ] {
            let used = table(text).unwrap().used().map(|used| used.to_string());
            assert_eq!(used.as_deref(), Some(area), "{text}");
        }
        assert_eq!(table(",,\n").unwrap().used(), None);
    }
}
