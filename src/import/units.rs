//! The unit a number is quoted in: from the words around it and from its number format.

use super::text::words;
use crate::plan::Unit;
use crate::workbook::Cell;

/// The unit that a header, title or note states. `£`, `(£)`, `whole pounds`, `value_gbp` are pounds.
pub(super) fn stated(text: &str) -> Option<Unit> {
    let words = words(text);
    let mut found = exported(text);
    for (at, word) in words.iter().enumerate() {
        let next = words.get(at + 1).map_or("", String::as_str);
        let unit = match word.as_str() {
            "£000" | "£000s" | "£k" | "£ks" | "£thousand" | "£thousands" | "000s" | "gbpk"
            | "thousands" => Some(Unit::Thousands),
            "£m" | "£mn" | "£million" | "£millions" | "£ms" | "gbpm" | "millions" => {
                Some(Unit::Millions)
            }
            "£" if matches!(next, "000" | "000s" | "k" | "thousand" | "thousands") => {
                Some(Unit::Thousands)
            }
            "£" if matches!(next, "m" | "million" | "millions" | "mn") => Some(Unit::Millions),
            "000" if text.contains("'000") || text.contains("’000") => Some(Unit::Thousands),
            "k" | "m" if at > 0 && words.get(at - 1).is_some_and(|word| word == "gbp") => {
                Some(if word == "k" {
                    Unit::Thousands
                } else {
                    Unit::Millions
                })
            }
            "£" | "pounds" | "gbp" | "£s" => Some(Unit::Pounds),
            _ => None,
        };
        found = merge(found, unit, &words);
    }
    found
}

/// `Plan_25_26_k`, `income_m`: the last part of a name in an export.
fn exported(text: &str) -> Option<Unit> {
    let (before, last) = text.trim().rsplit_once('_')?;
    let is_name = before.contains('_') && !text.trim().contains(' ');
    match last.to_lowercase().as_str() {
        "k" if is_name => Some(Unit::Thousands),
        "m" if is_name => Some(Unit::Millions),
        _ => None,
    }
}

/// Two units in one text: "cells hold pounds, displayed in £000" means what is seen, which the number format scales.
fn merge(found: Option<Unit>, unit: Option<Unit>, words: &[String]) -> Option<Unit> {
    match (found, unit) {
        (Some(found), Some(unit)) if found != unit => {
            let displayed = words.iter().any(|word| {
                matches!(
                    word.as_str(),
                    "displayed" | "display" | "shown" | "presented"
                )
            });
            Some(if displayed {
                found.max_scale(unit)
            } else {
                found
            })
        }
        (found, unit) => found.or(unit),
    }
}

trait Scale {
    fn max_scale(self, other: Self) -> Self;
}

impl Scale for Unit {
    fn max_scale(self, other: Self) -> Self {
        if self.pounds() >= other.pounds() {
            self
        } else {
            other
        }
    }
}

/// What a number format does to the number that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Shown {
    /// Each comma after the last digit divides what is shown by a thousand.
    pub(super) commas: u32,
    /// A `k` or `m` that the format prints behind the number.
    pub(super) literal: Option<Unit>,
    pub(super) percent: bool,
    pub(super) pound_sign: bool,
}

pub(super) fn shown(format: &str) -> Shown {
    if prints_digits_alone(format) {
        return Shown::default();
    }
    let first = format.split(';').next().unwrap_or(format);
    let mut shown = Shown {
        percent: first.contains('%'),
        pound_sign: first.contains('£'),
        ..Shown::default()
    };
    let mut quoted = false;
    let mut literal = String::new();
    let mut commas = 0;
    let mut after_digit = false;
    let mut escaped = false;
    for c in first.chars() {
        if escaped {
            literal.push(c);
            escaped = false;
            continue;
        }
        match c {
            '"' => quoted = !quoted,
            '\\' => escaped = true,
            _ if quoted => literal.push(c),
            '0' | '#' | '?' => {
                after_digit = true;
                commas = 0;
            }
            ',' if after_digit => commas += 1,
            'k' | 'K' | 'm' | 'M' if after_digit => literal.push(c),
            _ => {}
        }
    }
    shown.commas = commas;
    shown.literal = appended(&literal).or_else(|| behind(&literal));
    shown
}

/// Whether the first part of a format is nothing but digits and the commas between them, as in most.
fn prints_digits_alone(format: &str) -> bool {
    let mut ends_in_comma = false;
    for byte in format.bytes() {
        match byte {
            b';' => break,
            b'0' | b'#' | b'?' => ends_in_comma = false,
            b',' => ends_in_comma = true,
            b'.' | b' ' | b'-' => {}
            _ => return false,
        }
    }
    !ends_in_comma
}

/// Zeros that the format prints behind the number as if they were its own: `#,##0",000"` shows thousands as pounds.
fn appended(literal: &str) -> Option<Unit> {
    let zeros = literal.chars().filter(|c| *c == '0').count();
    let plain = literal
        .chars()
        .all(|c| matches!(c, '0' | ',' | ' ' | '\u{a0}' | '\u{a3}'));
    match (plain, zeros) {
        (true, 3) => Some(Unit::Thousands),
        (true, 6) => Some(Unit::Millions),
        _ => None,
    }
}

/// A `k` or `m` behind the number.
fn behind(literal: &str) -> Option<Unit> {
    match literal
        .trim()
        .trim_start_matches('£')
        .to_lowercase()
        .as_str()
    {
        "k" | "000s" => Some(Unit::Thousands),
        "m" | "mn" | "million" => Some(Unit::Millions),
        _ => None,
    }
}

/// The unit in which the number is stored, which is what counts: the words (or the format's own `k`) say what the
/// shown number is quoted in, and the format's commas say how far the shown number is from the stored one.
pub(super) fn stored(cell: Cell<'_>, words_say: Option<Unit>) -> Option<Unit> {
    let shown = cell.format.map(shown).unwrap_or_default();
    let quoted = super::grid::typed_unit(cell)
        .or(shown.literal)
        .or(words_say);
    if shown.commas == 0 {
        // A pound sign at the figure itself, printed or typed, says pounds where nothing else does.
        let typed = cell.text().is_some_and(|text| text.contains('\u{a3}'));
        return quoted.or((shown.pound_sign || typed).then_some(Unit::Pounds));
    }
    let quoted = quoted.unwrap_or(match shown.commas {
        1 => Unit::Thousands,
        _ => Unit::Millions,
    });
    Some(match (quoted, shown.commas) {
        (Unit::Millions, 1) => Unit::Thousands,
        _ => Unit::Pounds,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::Value;

    #[test]
    fn zeros_printed_behind_thousands_show_pounds() {
        let format = "\u{a3}#,##0\",000\";-\u{a3}#,##0\",000\"";
        assert_eq!(shown(format).literal, Some(Unit::Thousands));
        assert_eq!(shown("#,##0\",000,000\"").literal, Some(Unit::Millions));
        assert_eq!(shown("#,##0.00").literal, None);
    }

    #[test]
    fn units_are_read_from_words() {
        for text in [
            "£000",
            "£'000",
            "All figures £000 unless stated",
            "FYE\n24/25 (£k)",
            "£ thousands",
            "£k",
        ] {
            assert_eq!(stated(text), Some(Unit::Thousands), "{text}");
        }
        for text in ["£m", "System plan 2024/25 (£m)", "£ million"] {
            assert_eq!(stated(text), Some(Unit::Millions), "{text}");
        }
        for text in [
            "£ (whole pounds)",
            "In-year saving (£)",
            "value_gbp",
            "Plan\n£",
        ] {
            assert_eq!(stated(text), Some(Unit::Pounds), "{text}");
        }
        assert_eq!(stated("Annual plan"), None);
    }

    fn cell(format: &str) -> Cell<'_> {
        Cell {
            format: Some(format),
            ..Cell::new(Value::Number(1_000.0))
        }
    }

    #[test]
    fn a_trailing_comma_scales_what_is_shown_and_a_printed_k_does_not() {
        assert_eq!(
            stored(cell("#,##0,"), Some(Unit::Thousands)),
            Some(Unit::Pounds)
        );
        assert_eq!(stored(cell("#,##0,"), None), Some(Unit::Pounds));
        assert_eq!(stored(cell("#,##0.0,,\"m\""), None), Some(Unit::Pounds));
        assert_eq!(stored(cell("\"£\"#,##0\"k\""), None), Some(Unit::Thousands));
        assert_eq!(stored(cell("£#,##0.0,\"m\""), None), Some(Unit::Thousands));
        assert_eq!(
            stored(cell("#,##0;(#,##0)"), Some(Unit::Thousands)),
            Some(Unit::Thousands)
        );
        assert_eq!(stored(cell("£#,##0"), None), Some(Unit::Pounds));
        assert_eq!(stored(cell("#,##0"), None), None);
    }
}
