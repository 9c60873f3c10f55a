//! Works out the few formulas the sample workbooks use, so that every formula is stored with the value Excel would show.

use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Numbers by sheet, zero-based row and column.
pub type Numbers = BTreeMap<(String, u32, u16), Decimal>;

/// `A1` of a zero-based row and column.
pub fn a1(row: u32, column: u16) -> String {
    format!(
        "{}{}",
        planproof::workbook::column_name(u32::from(column)),
        row + 1
    )
}

/// The value of `formula` on `sheet`: sums, differences, products, quotients, cells of this and other sheets.
pub fn evaluate(formula: &str, sheet: &str, numbers: &Numbers) -> Decimal {
    let mut reader = Reader {
        rest: formula,
        sheet,
        numbers,
    };
    let value = reader.sum();
    assert!(reader.rest.is_empty(), "cannot work out {formula}");
    value
}

struct Reader<'a> {
    rest: &'a str,
    sheet: &'a str,
    numbers: &'a Numbers,
}

impl<'a> Reader<'a> {
    fn takes(&mut self, sign: &str) -> bool {
        let rest = self.rest.strip_prefix(sign);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn sum(&mut self) -> Decimal {
        let mut value = self.product();
        loop {
            if self.takes("+") {
                value += self.product();
            } else if self.takes("-") {
                value -= self.product();
            } else {
                return value;
            }
        }
    }

    fn product(&mut self) -> Decimal {
        let mut value = self.factor();
        loop {
            if self.takes("*") {
                value *= self.factor();
            } else if self.takes("/") {
                value /= self.factor();
            } else {
                return value;
            }
        }
    }

    fn factor(&mut self) -> Decimal {
        if self.takes("-") {
            return -self.factor();
        }
        if self.takes("SUM(") {
            let mut value = self.cells();
            while self.takes(",") {
                value += self.cells();
            }
            assert!(self.takes(")"));
            return value;
        }
        if self.takes("(") {
            let value = self.sum();
            assert!(self.takes(")"));
            return value;
        }
        if self.rest.starts_with(|c: char| c.is_ascii_digit()) {
            let number = self.word(|c| c.is_ascii_digit() || c == '.');
            return number.parse().unwrap();
        }
        self.cells()
    }

    fn word(&mut self, belongs: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !belongs(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }

    /// The sum of a cell or an area; a blank adds nothing, as in Excel.
    fn cells(&mut self) -> Decimal {
        let sheet = if self.takes("'") {
            let name = self.word(|c| c != '\'');
            assert!(self.takes("'!"));
            name
        } else {
            self.sheet
        };
        let (top, left) = self.corner();
        let (bottom, right) = if self.takes(":") {
            self.corner()
        } else {
            (top, left)
        };
        let inside = |row: u32, column: u16| {
            (top..=bottom).contains(&row) && (left..=right).contains(&column)
        };
        self.numbers
            .range((sheet.to_owned(), top, 0)..=(sheet.to_owned(), bottom, u16::MAX))
            .filter(|((_, row, column), _)| inside(*row, *column))
            .map(|(_, value)| value)
            .sum()
    }

    fn corner(&mut self) -> (u32, u16) {
        let letters = self.word(|c| c.is_ascii_uppercase());
        let digits = self.word(|c| c.is_ascii_digit());
        let column = letters.bytes().fold(0, |column, letter| {
            column * 26 + u16::from(letter - b'A') + 1
        });
        (digits.parse::<u32>().unwrap() - 1, column - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_have_the_values_excel_would_show() {
        let sheet = "Plan".to_owned();
        let mut numbers = Numbers::new();
        numbers.insert((sheet.clone(), 0, 0), Decimal::from(3));
        numbers.insert((sheet.clone(), 1, 0), Decimal::from(4));
        numbers.insert(("I&E".to_owned(), 9, 27), Decimal::from(10));
        let value = |formula| evaluate(formula, "Plan", &numbers);
        assert_eq!(value("SUM(A1:A9)"), Decimal::from(7));
        assert_eq!(value("SUM(A1,A2)-A2*2"), Decimal::from(-1));
        assert_eq!(value("('I&E'!AB10-A1)/2"), Decimal::new(35, 1));
    }
}
