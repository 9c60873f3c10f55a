//! Where a cell is: workbook, sheet, row and column, as the reader would say it.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::fmt::Write as _;
use std::sync::Arc;

/// A tab of a named file; shared by all the references into it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SheetAddress {
    /// File name without folders.
    pub workbook: Arc<str>,
    pub sheet: Arc<str>,
    /// Whether other workbooks are read beside this one, so that an address has to name the file.
    pub among_several: bool,
}

impl SheetAddress {
    /// A sheet of a workbook that stands alone.
    pub fn new(workbook: impl Into<Arc<str>>, sheet: impl Into<Arc<str>>) -> Self {
        Self {
            workbook: workbook.into(),
            sheet: sheet.into(),
            among_several: false,
        }
    }

    /// As it stands before the `!` of an address: `Savings`, `'CIP plan'`, `'[Plan v2.xlsx]CIP plan'`.
    fn write_quoted(&self, out: &mut impl fmt::Write, always: bool) -> fmt::Result {
        let name = &self.sheet;
        let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            && !name.starts_with(|c: char| c.is_ascii_digit())
            && !name.is_empty();
        if plain && !always && !self.among_several {
            return out.write_str(name);
        }
        out.write_char('\'')?;
        if self.among_several {
            out.write_char('[')?;
            write_doubled(&self.workbook, out)?;
            out.write_char(']')?;
        }
        write_doubled(name, out)?;
        out.write_char('\'')
    }

    fn quoted(&self, always: bool) -> String {
        let mut quoted = String::new();
        // Writing to a text cannot fail.
        self.write_quoted(&mut quoted, always).unwrap_or_default();
        quoted
    }
}

/// Each quotation mark twice, as Excel writes them between its own.
fn write_doubled(text: &str, out: &mut impl fmt::Write) -> fmt::Result {
    for (at, part) in text.split('\'').enumerate() {
        if at > 0 {
            out.write_str("''")?;
        }
        out.write_str(part)?;
    }
    Ok(())
}

/// One cell. Shows as `Savings!AB7`, quoted as Excel quotes: `'CIP plan'!G14`, and among several workbooks with its file:
/// `'[Plan v2.xlsx]CIP'!G14`. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellRef {
    pub sheet: Arc<SheetAddress>,
    /// Zero-based.
    pub row: u32,
    /// Zero-based.
    pub column: u32,
}

/// A rectangle of cells on one sheet, zero-based, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Area {
    pub first_row: u32,
    pub first_column: u32,
    pub last_row: u32,
    pub last_column: u32,
}

impl Area {
    pub fn contains(&self, row: u32, column: u32) -> bool {
        (self.first_row..=self.last_row).contains(&row)
            && (self.first_column..=self.last_column).contains(&column)
    }
}

impl Area {
    /// The area of `A4:F24`, of one cell `B14`, with or without `$`; `None` for anything else.
    pub fn from_a1(text: &str) -> Option<Self> {
        let (from, to) = text.split_once(':').unwrap_or((text, text));
        let (from, to) = (place_from_a1(from)?, place_from_a1(to)?);
        Some(Self {
            first_row: from.0.min(to.0),
            first_column: from.1.min(to.1),
            last_row: from.0.max(to.0),
            last_column: from.1.max(to.1),
        })
    }
}

/// Row and column of `B14`, zero-based, with or without `$`.
pub fn place_from_a1(a1: &str) -> Option<(u32, u32)> {
    let a1: String = a1.trim().chars().filter(|sign| *sign != '$').collect();
    let (letters, digits) = a1.split_at_checked(a1.find(|sign: char| sign.is_ascii_digit())?)?;
    let row: u32 = digits.parse().ok().filter(|row| *row > 0)?;
    Some((row - 1, column_number(letters)?))
}

/// Zero-based column of its letters: `A` is 0, `AA` is 26.
pub fn column_number(letters: &str) -> Option<u32> {
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let mut column = 0;
    for letter in letters.chars() {
        let upper = letter.to_ascii_uppercase();
        if !upper.is_ascii_uppercase() {
            return None;
        }
        column = column * 26 + (u32::from(upper) - u32::from('A') + 1);
    }
    Some(column - 1)
}

/// Shows as `A4:F24`.
impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (left, right) = (
            column_name(self.first_column),
            column_name(self.last_column),
        );
        write!(
            f,
            "{left}{}:{right}{}",
            self.first_row + 1,
            self.last_row + 1
        )
    }
}

impl CellRef {
    pub fn new(sheet: Arc<SheetAddress>, row: u32, column: u32) -> Self {
        Self { sheet, row, column }
    }

    /// `G14`, without the sheet.
    pub fn a1(&self) -> String {
        format!("{}{}", Letters(self.column), self.row + 1)
    }

    /// `'CIP plan'!G14`, without the file also among several.
    pub fn within_workbook(&self) -> String {
        let sheet = SheetAddress {
            among_several: false,
            ..(*self.sheet).clone()
        };
        format!("{}!{}", sheet.quoted(false), self.a1())
    }

    /// `'CIP plan'!14`: the row as a whole, always quoted.
    pub fn row_address(&self) -> String {
        format!("{}!{}", self.sheet.quoted(true), self.row + 1)
    }
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.sheet.write_quoted(f, false)?;
        write!(f, "!{}{}", Letters(self.column), self.row + 1)
    }
}

/// A zero-based column as its letters.
struct Letters(u32);

impl fmt::Display for Letters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(before) = (self.0 / 26).checked_sub(1) {
            fmt::Display::fmt(&Self(before), f)?;
        }
        f.write_char(char::from(b'A' + u8::try_from(self.0 % 26).unwrap_or(0)))
    }
}

/// Zero-based column to letters: 0 is `A`, 26 is `AA`.
pub fn column_name(column: u32) -> String {
    Letters(column).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn among_several_workbooks_an_address_names_its_file() {
        let mut sheet = SheetAddress::new("Plan v2.xlsx", "CIP");
        let at = |sheet: &SheetAddress| CellRef::new(Arc::new(sheet.clone()), 13, 6).to_string();
        assert_eq!(at(&sheet), "CIP!G14");
        sheet.among_several = true;
        assert_eq!(at(&sheet), "'[Plan v2.xlsx]CIP'!G14");
    }

    #[test]
    fn columns_are_lettered_as_in_excel() {
        assert_eq!(column_name(0), "A");
        assert_eq!(column_name(25), "Z");
        assert_eq!(column_name(26), "AA");
        assert_eq!(column_name(701), "ZZ");
        assert_eq!(column_name(702), "AAA");
        assert_eq!(column_name(16_383), "XFD");
    }

    #[test]
    fn an_area_is_read_as_it_is_shown() {
        let area = Area::from_a1("A4:AB24").unwrap();
        assert_eq!(area.to_string(), "A4:AB24");
        assert_eq!(Area::from_a1("$B$9:A2").unwrap().to_string(), "A2:B9");
        for wrong in ["", "A", "4", "A0", "A1:", "ABCD1", "A1:B2:C3"] {
            assert_eq!(Area::from_a1(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_sheet_name_with_blanks_is_quoted() {
        let at = |sheet: &str| CellRef::new(Arc::new(SheetAddress::new("p.xlsx", sheet)), 13, 6);
        assert_eq!(at("Savings").to_string(), "Savings!G14");
        assert_eq!(at("CIP plan").to_string(), "'CIP plan'!G14");
        assert_eq!(at("Trust's").to_string(), "'Trust''s'!G14");
        assert_eq!(at("'").to_string(), "''''!G14");
        assert_eq!(at("2024").to_string(), "'2024'!G14");
        assert_eq!(at("Savings").row_address(), "'Savings'!14");
        assert_eq!(at("CIP plan").row_address(), "'CIP plan'!14");
    }
}
