//! Amounts typed as text with a unit of their own: `£1.24m`, `(£850k)`, `£0.6 million`, `12k`.

use super::grid::number_in_text;
use crate::plan::Unit;
use rust_decimal::Decimal;

/// The number and the unit typed behind it. Without a pound sign `12m` may be months and is no amount.
pub(super) fn amount(text: &str) -> Option<(Decimal, Option<Unit>)> {
    // Most texts of a plan are words, and no amount begins with a letter.
    let text = text.trim();
    if text.starts_with(|first: char| first.is_ascii_alphabetic())
        || !text.bytes().any(|byte| byte.is_ascii_digit())
    {
        return None;
    }
    let inside = text
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    let whole = inside.unwrap_or(text);
    let digits = whole.trim_end_matches(char::is_alphabetic);
    let word = whole.get(digits.len()..)?.to_lowercase();
    let unit = match word.as_str() {
        "" => return number_in_text(text).map(|number| (number, None)),
        // Credits and debits, as a ledger prints them behind pounds and pence.
        "cr" | "dr" => {
            let number = number_in_text(digits).filter(|_| digits.contains('.'))?;
            return Some((if word == "cr" { -number } else { number }, None));
        }
        "k" | "thousand" => Unit::Thousands,
        "m" | "mn" | "million" => Unit::Millions,
        _ => return None,
    };
    if word == "m" && !whole.contains(['\u{a3}', '.']) {
        return None;
    }
    let number = number_in_text(digits)?;
    let negative = inside.is_some() && number > Decimal::ZERO;
    Some((if negative { -number } else { number }, Some(unit)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_brings_its_own_unit() {
        let read = |text| amount(text).map(|(number, unit)| (number.to_string(), unit));
        let thousands = Some(Unit::Thousands);
        let millions = Some(Unit::Millions);
        assert_eq!(read("£1.24m"), Some(("1.24".to_owned(), millions)));
        assert_eq!(read("(£850k)"), Some(("-850".to_owned(), thousands)));
        assert_eq!(read("£0.6 million"), Some(("0.6".to_owned(), millions)));
        assert_eq!(read("12k"), Some(("12".to_owned(), thousands)));
        assert_eq!(read("1.2m"), Some(("1.2".to_owned(), millions)));
        assert_eq!(read("£96,500"), Some(("96500".to_owned(), None)));
        assert_eq!(read("1,250.00CR"), Some(("-1250.00".to_owned(), None)));
        assert_eq!(read("80.50 dr"), Some(("80.50".to_owned(), None)));
    }

    #[test]
    fn months_and_measures_are_no_amounts() {
        for text in ["12m", "65w", "£k", "£m", "k", "3 wards", "2025/26", "2 Dr"] {
            assert_eq!(amount(text), None, "{text}");
        }
    }
}
