//! A row of plain text, field by field, without a cell for each: counts and texts, which are nearly all that an extract holds.

/// A field that is not blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plain<'t> {
    Text(&'t str),
    /// Digits alone.
    Count(u64),
}

/// One row of a sheet that is kept as text.
#[derive(Debug, Clone, Copy)]
pub struct PlainRow<'t> {
    /// Counted from zero.
    pub row: u32,
    line: &'t str,
    delimiter: u8,
}

/// A field holds something else, such as a date or an amount: the row's cells tell what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotPlain;

/// Digits that are exact as a number of a cell.
const DIGITS: usize = 15;

impl<'t> PlainRow<'t> {
    pub(super) fn new(row: u32, line: &'t str, delimiter: u8) -> Self {
        Self {
            row,
            line,
            delimiter,
        }
    }

    /// Hands over each filled field with its column, from left to right.
    #[inline]
    pub fn read(self, mut take: impl FnMut(u32, Plain<'t>)) -> Result<(), NotPlain> {
        let bytes = self.line.as_bytes();
        let (mut at, mut column) = (0, 0);
        while let Some(first) = bytes.get(at) {
            if *first == self.delimiter {
                at += 1;
                column += 1;
                continue;
            }
            let (mut end, mut number) = (at, 0_u64);
            while let Some(digit) = bytes.get(end).map(|byte| byte.wrapping_sub(b'0'))
                && digit < 10
            {
                number = number.wrapping_mul(10).wrapping_add(u64::from(digit));
                end += 1;
            }
            let is_whole = bytes.get(end).is_none_or(|byte| *byte == self.delimiter);
            let is_code = *first == b'0' && end - at > 1;
            if is_whole && !is_code && (1..=DIGITS).contains(&(end - at)) {
                take(column, Plain::Count(number));
            } else {
                let (field, behind) = self.field(at).ok_or(NotPlain)?;
                if let Some(text) = worded(field)? {
                    take(column, text);
                }
                end = behind;
            }
            // Behind the sign that ends the field, or behind the row.
            at = end + 1;
            column += 1;
        }
        Ok(())
    }

    /// The field that begins at this byte, without its quotes, and the byte behind it; `None` where quotes stand within it.
    fn field(self, at: usize) -> Option<(&'t str, usize)> {
        let rest = self.line.get(at..)?;
        if let Some(inner) = rest.strip_prefix('"') {
            let end = inner.find('"')?;
            let behind = at + end + 2;
            let next = self.line.as_bytes().get(behind);
            return (next != Some(&b'"')).then_some((inner.get(..end)?, behind));
        }
        let end = rest.find(char::from(self.delimiter)).unwrap_or(rest.len());
        Some((rest.get(..end)?, at + end))
    }
}

/// A text; nothing where it is blank.
fn worded(field: &str) -> Result<Option<Plain<'_>>, NotPlain> {
    if super::read_csv::is_text(field) {
        return Ok(Some(Plain::Text(field)));
    }
    if field.trim().is_empty() {
        return Ok(None);
    }
    match super::read_csv::count(field) {
        Some(count) => Ok(Some(Plain::Count(count))),
        None => Err(NotPlain),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Vec<(u32, Plain<'_>)>, NotPlain> {
        let mut found = Vec::new();
        PlainRow::new(0, line, b',').read(|column, field| found.push((column, field)))?;
        Ok(found)
    }

    #[test]
    fn counts_and_texts_stand_in_their_columns() {
        use Plain::{Count, Text};
        let line = "RAA,\"Alder, East\",,0012,52+,0,,17, ,\"8\"";
        assert_eq!(
            read(line).unwrap(),
            [
                (0, Text("RAA")),
                (1, Text("Alder, East")),
                (3, Text("0012")),
                (4, Text("52+")),
                (5, Count(0)),
                (7, Count(17)),
                (9, Count(8)),
            ]
        );
        assert_eq!(read(",,,"), Ok(Vec::new()));
    }

    #[test]
    fn what_is_no_count_and_no_text_is_left_to_the_cells() {
        for line in ["1.5", "a,62%", "01/04/2025", "\"1,240\"", "\"a \"\"b\"\"\""] {
            assert_eq!(read(line), Err(NotPlain), "{line}");
        }
    }
}
