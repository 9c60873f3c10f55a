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
        self.read_from(0, 0, |column, field, _behind| take(column, field))
    }

    /// The same from the byte on at which the field of this column begins, each with the byte behind it.
    #[inline]
    fn read_from(
        self,
        mut at: usize,
        mut column: u32,
        mut take: impl FnMut(u32, Plain<'t>, usize),
    ) -> Result<(), NotPlain> {
        let bytes = self.line.as_bytes();
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
            let filled = if is_whole && !is_code && (1..=DIGITS).contains(&(end - at)) {
                Some(Plain::Count(number))
            } else {
                let (field, behind) = self.field(at).ok_or(NotPlain)?;
                end = behind;
                worded(field)?
            };
            if let Some(field) = filled {
                take(column, field, end);
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

/// Takes the fields of one row after another.
pub trait TakeFields<'t> {
    /// A row begins, and has the fields before this column in common with the last one; all others are to be forgotten.
    fn begin(&mut self, column: u32);

    /// A filled field, from left to right.
    fn take(&mut self, column: u32, field: Plain<'t>);
}

/// Reads rows one after another. Extracts are sorted, so that most rows name the same bodies as the one before: the texts
/// that both begin with are read once.
#[derive(Debug, Default)]
pub struct PlainReader<'t> {
    before: &'t str,
    /// Behind each text that the row before began with: the byte and the column of the next field.
    begins: Vec<(usize, u32)>,
}

impl<'t> PlainReader<'t> {
    /// Where it fails, what was handed over of the row is worth nothing.
    #[inline]
    pub fn read(
        &mut self,
        row: PlainRow<'t>,
        fields: &mut impl TakeFields<'t>,
    ) -> Result<(), NotPlain> {
        let common = common(self.before.as_bytes(), row.line.as_bytes());
        let kept = self.begins.iter().take_while(|(byte, _)| *byte <= common);
        self.begins.truncate(kept.count());
        let (at, column) = self.begins.last().copied().unwrap_or_default();
        fields.begin(column);
        let begins = &mut self.begins;
        let mut only_texts = true;
        let read = row.read_from(at, column, |column, field, behind| {
            only_texts &= matches!(field, Plain::Text(_));
            if only_texts {
                begins.push((behind + 1, column + 1));
            }
            fields.take(column, field);
        });
        self.before = row.line;
        if read.is_err() {
            *self = Self::default();
        }
        read
    }
}

/// Bytes that both begin with.
fn common(one: &[u8], other: &[u8]) -> usize {
    const STEP: usize = 16;
    let ((steps, _), (others, _)) = (one.as_chunks::<STEP>(), other.as_chunks::<STEP>());
    let same = steps
        .iter()
        .zip(others)
        .take_while(|(own, other)| own == other);
    let begun = same.count() * STEP;
    let rests = one.iter().skip(begun).zip(other.iter().skip(begun));
    begun + rests.take_while(|(own, other)| own == other).count()
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

    #[derive(Default)]
    struct Whole<'t>(Vec<(u32, Plain<'t>)>, Vec<u32>);

    impl<'t> TakeFields<'t> for Whole<'t> {
        fn begin(&mut self, column: u32) {
            self.0.retain(|(own, _)| *own < column);
            self.1.push(column);
        }

        fn take(&mut self, column: u32, field: Plain<'t>) {
            self.0.push((column, field));
        }
    }

    #[test]
    fn a_row_that_begins_as_the_one_before_is_read_as_if_alone() {
        let lines = [
            "Q01,\"Alder, East\",RAA,Part_2,C_100,1,2,3",
            "Q01,\"Alder, East\",RAA,Part_2,C_101,1,2,4",
            "Q01,\"Alder, East\",RAA,Part_2,C_101,1,2,4",
            "Q01,\"Alder, East\",RAAB,,C_101,,2,4",
            "Q01,\"Alder, East\"",
            "Q01,\"Alder, East\",1.5,2",
            "Q01,\"Alder, East\",7,2",
            "",
            "Q01,\"Alder, East\",7,2",
            "Q01,\"Alder, East\",7,X",
        ];
        let mut reader = PlainReader::default();
        let mut whole = Whole::default();
        for (row, line) in (0..).zip(lines) {
            let came = reader.read(PlainRow::new(row, line, b','), &mut whole);
            assert_eq!(came.map(|()| whole.0.clone()), read(line), "{line}");
        }
        assert_eq!(whole.1, [0, 4, 5, 2, 1, 1, 0, 0, 0, 2]);
    }

    #[test]
    fn what_is_no_count_and_no_text_is_left_to_the_cells() {
        for line in ["1.5", "a,62%", "01/04/2025", "\"1,240\"", "\"a \"\"b\"\"\""] {
            assert_eq!(read(line), Err(NotPlain), "{line}");
        }
    }
}
