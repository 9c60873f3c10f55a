//! One filled cell as the rest of the program sees it. Does not know where it stands.

use rust_decimal::Decimal;

/// A filled cell: borrowed from its sheet, cheap to copy. The formula behind it, if any, is asked of the sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell<'a> {
    pub value: Value<'a>,
    /// Number format code, such as `#,##0.0,"k"`; `None` for General or where the format cannot be read.
    pub format: Option<&'a str>,
    pub bold: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value<'a> {
    Text(&'a str),
    /// As stored; always finite.
    Number(f64),
    /// Excel serial day in the 1900 system (1904 files are shifted on reading); always finite.
    Date(f64),
    Bool(bool),
    /// `#REF!`, `#N/A`, …
    Error(&'a str),
    /// A formula that was never calculated: its value is unknown, which is not zero.
    NotCalculated,
}

impl<'a> Cell<'a> {
    /// A plain cell without format or weight.
    pub fn new(value: Value<'a>) -> Self {
        Self {
            value,
            format: None,
            bold: false,
        }
    }

    /// The text of a text cell, trimmed; `None` for anything else and for blank text.
    pub fn text(self) -> Option<&'a str> {
        match self.value {
            Value::Text(text) => written(text),
            _ => None,
        }
    }

    /// The stored number as the reader sees it: the shortest decimal text of the float,
    /// so that `0.1` is 0.1. `None` for text, dates and numbers beyond a decimal's range.
    pub fn decimal(self) -> Option<Decimal> {
        match self.value {
            Value::Number(number) => decimal_from_float(number),
            _ => None,
        }
    }
}

/// Without white space at the ends, of which few texts have any; `None` for white space alone.
pub(super) fn written(text: &str) -> Option<&str> {
    let bytes = text.as_bytes();
    let is_bare = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    if is_bare(bytes.first()) && is_bare(bytes.last()) {
        return Some(text);
    }
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// A float as the decimal of its shortest text, after the last digit Excel itself keeps (the 15th).
pub fn decimal_from_float(number: f64) -> Option<Decimal> {
    if let Some(short) = short_decimal(number) {
        return Some(short);
    }
    let text = format!("{number:.14e}");
    Decimal::from_scientific(&text)
        .ok()
        .map(|decimal| decimal.normalize())
}

/// Numbers of up to 15 digits, four of them decimals: the float next to such a decimal is the quotient below,
/// and no other decimal of 15 digits is as near to it. The fewest decimals that do are the shortest text.
fn short_decimal(number: f64) -> Option<Decimal> {
    const SCALES: [(u32, f64); 5] = [(0, 1.0), (1, 10.0), (2, 100.0), (3, 1_000.0), (4, 10_000.0)];
    const DIGITS_END: f64 = 1e15;
    if (number * 10_000.0).abs() >= DIGITS_END {
        return None;
    }
    SCALES.into_iter().find_map(|(places, scale)| {
        let scaled = (number * scale).round();
        #[expect(
            clippy::float_cmp,
            reason = "only the very float that a short decimal is stored as may take this way"
        )]
        let is_short = scaled / scale == number;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "below 10^15 and whole, as was just seen"
        )]
        is_short.then(|| Decimal::new(scaled as i64, places))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_float_becomes_the_decimal_the_reader_sees() {
        assert_eq!(decimal_from_float(0.1).unwrap().to_string(), "0.1");
        assert_eq!(decimal_from_float(1_240.0).unwrap().to_string(), "1240");
        assert_eq!(decimal_from_float(0.1 + 0.2).unwrap().to_string(), "0.3");
        assert_eq!(
            decimal_from_float(-42_000_000.5).unwrap().to_string(),
            "-42000000.5"
        );
        assert_eq!(decimal_from_float(1e300), None);
        assert_eq!(decimal_from_float(f64::NAN), None);
        assert_eq!(decimal_from_float(-0.0).unwrap().to_string(), "0");
    }

    proptest! {
        #[test]
        fn the_short_way_gives_the_decimal_of_the_text(units in -2_000_000_000_000_000_i64..2_000_000_000_000_000, scale in 0_i32..9) {
            let number = units as f64 / 10_f64.powi(scale);
            let text = format!("{number:.14e}");
            let long = Decimal::from_scientific(&text).unwrap().normalize();
            if let Some(short) = short_decimal(number) {
                prop_assert_eq!(short, long);
                prop_assert_eq!(short.to_string(), long.to_string());
            }
        }
    }
}
