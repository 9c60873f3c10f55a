//! A large table of plain text that stays text: where its rows begin is known, and cells are made of those rows alone that
//! somebody looks at. A national extract of 90 MB would fill twice that as cells, of which a reader sees a few hundred.

use super::assemble::Assembly;
use super::builder::Builder;
use super::cell_ref::SheetAddress;
use super::plain::PlainRow;
use super::text_layout::{Layout, is_filled};
use super::watch::Watch;
use super::{Area, Sheet, read_csv};
use calamine::SheetVisible;
use std::fmt;
use std::sync::{Arc, OnceLock};

/// Rows that become cells at once.
const BLOCK: u32 = 256;

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
        is_filled(self.line(row).as_bytes(), self.delimiter)
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
        (from..self.row_count()).filter_map(|row| {
            let line = self.line(row);
            is_filled(line.as_bytes(), self.delimiter)
                .then(|| PlainRow::new(row, line, self.delimiter))
        })
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

    #[cfg(test)]
    pub(super) fn rows_made(&self) -> u32 {
        let blocks = self.blocks.iter().filter(|block| block.get().is_some());
        let whole = self.whole.get().map_or(0, |_| self.row_count());
        whole + u32::try_from(blocks.count()).unwrap() * BLOCK
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
        assert!(table("\"a \"\"b\"\"\",1\n").is_some());
    }

    #[test]
    fn how_far_rows_reach_is_told_from_what_they_hold() {
        for (text, area) in [
            ("a,1,,", "A1:B1"),
            (",a, ,\n,,b", "B1:C2"),
            ("\"x,y\",,\"\"", "A1:A1"),
            ("\" \",\",\"", "B1:B1"),
        ] {
            let used = table(text).unwrap().used().map(|used| used.to_string());
            assert_eq!(used.as_deref(), Some(area), "{text}");
        }
        assert_eq!(table(",,\n").unwrap().used(), None);
    }
}
