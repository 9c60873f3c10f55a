//! Text as it stands in the XML → as it is meant: entities, white space at its ends, Excel's own escapes.

use super::steps::{Step, Stop};
use std::borrow::Cow;

/// Length of an escape such as `_x000D_`.
const ESCAPE: usize = 7;

/// Whether white space at the ends of a text is part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    Kept,
    Trimmed,
}

/// The text between two tags, entities resolved.
pub(super) fn resolved(raw: &[u8]) -> Step<Cow<'_, str>> {
    let text = std::str::from_utf8(raw).map_err(|_not_text| Stop::Odd)?;
    if raw.contains(&b'\r') {
        // XML has one kind of line end, whatever the file's (XML 1.0, 2.11).
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        return with_letters(&text).map(Cow::Owned);
    }
    if raw.contains(&b'&') {
        with_letters(text).map(Cow::Owned)
    } else {
        Ok(Cow::Borrowed(text))
    }
}

/// With letters for entities.
fn with_letters(text: &str) -> Step<String> {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        let (name, behind) = after.split_once(';').ok_or(Stop::Odd)?;
        plain.push_str(before);
        plain.push(letter(name)?);
        rest = behind;
    }
    plain.push_str(rest);
    Ok(plain)
}

fn letter(name: &str) -> Step<char> {
    let code = match name {
        "amp" => return Ok('&'),
        "lt" => return Ok('<'),
        "gt" => return Ok('>'),
        "quot" => return Ok('"'),
        "apos" => return Ok('\''),
        _ => {
            let number = name.strip_prefix('#').ok_or(Stop::Odd)?;
            let (digits, radix) = match number.strip_prefix('x') {
                Some(digits) => (digits, 16),
                None => (number, 10),
            };
            if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                return Err(Stop::Odd);
            }
            u32::from_str_radix(digits, radix).map_err(|_no_number| Stop::Odd)?
        }
    };
    char::from_u32(code)
        .filter(|letter| *letter != '\0')
        .ok_or(Stop::Odd)
}

/// A text of the list of texts or of a cell, as Excel shows it.
pub(super) fn shown(raw: &[u8], ends: Ends) -> Step<Cow<'_, str>> {
    let text = resolved(raw)?;
    let text = match ends {
        Ends::Kept => text,
        Ends::Trimmed => match text {
            Cow::Borrowed(text) => Cow::Borrowed(trimmed(text)),
            Cow::Owned(text) => match trimmed(&text) {
                same if same.len() == text.len() => Cow::Owned(text),
                shorter => Cow::Owned(shorter.to_owned()),
            },
        },
    };
    if text.contains("_x") {
        Ok(Cow::Owned(unescaped(&text)?))
    } else {
        Ok(text)
    }
}

fn trimmed(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\r', '\n'])
}

/// With `_x000D_` and its like resolved: signs that XML cannot hold.
fn unescaped(text: &str) -> Step<String> {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('_') {
        let (before, behind) = rest.split_at_checked(at).ok_or(Stop::Odd)?;
        plain.push_str(before);
        let (taken, letter) = match escape(behind) {
            // Half of a pair, which the other half follows.
            Some(0xD800..0xE000) => return Err(Stop::Odd),
            Some(unit) => (ESCAPE, char::from_u32(unit.into()).ok_or(Stop::Odd)?),
            None => (1, '_'),
        };
        plain.push(letter);
        rest = behind.get(taken..).ok_or(Stop::Odd)?;
    }
    plain.push_str(rest);
    Ok(plain)
}

fn escape(text: &str) -> Option<u16> {
    let digits = text.get(..ESCAPE)?.strip_prefix("_x")?.strip_suffix('_')?;
    if digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        u16::from_str_radix(digits, 16).ok()
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown_as(raw: &str, ends: Ends) -> Step<String> {
        shown(raw.as_bytes(), ends).map(Cow::into_owned)
    }

    #[test]
    fn entities_ends_and_escapes_are_resolved_in_this_order() {
        let kept = |raw| shown_as(raw, Ends::Kept).unwrap();
        assert_eq!(kept(" R&amp;D &#163;&#xA3; "), " R&D ££ ");
        assert_eq!(kept("a_x000D_b_x005F_x000D__x"), "a\rb_x000D__x");
        assert_eq!(kept("_xÄÄ_ _x00_"), "_xÄÄ_ _x00_");
        assert_eq!(kept("a\r\n\rb&#13;\r\n"), "a\n\nb\r\n");
        let trimmed = |raw| shown_as(raw, Ends::Trimmed).unwrap();
        assert_eq!(trimmed("\n a&#10;"), "a");
        assert_eq!(trimmed("\u{a0}a _x0020_"), "\u{a0}a  ");
    }

    #[test]
    fn what_other_readers_might_take_otherwise_is_odd() {
        for odd in [
            "&xxe;", "a & b", "&#0;", "&#xD800;", "&#+5;", "&#X41;", "_xD83D_", "&;",
        ] {
            assert_eq!(shown_as(odd, Ends::Kept), Err(Stop::Odd), "{odd}");
        }
        assert_eq!(shown(b"\xff", Ends::Kept), Err(Stop::Odd));
    }
}
