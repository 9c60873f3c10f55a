//! The smallest steps through ordinary XML. Each says that what is wanted is there, that more bytes are needed to tell, or
//! that this is written otherwise than Excel and its like write it. Knows no workbook.

/// Why a step was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// The bytes at hand end too early.
    Short,
    /// Another reader must look at it.
    Odd,
}

pub(super) type Step<T> = Result<T, Stop>;

/// A place in the bytes at hand. A copy goes back to it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Steps<'b> {
    rest: &'b [u8],
}

impl<'b> Steps<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes }
    }

    /// Bytes still ahead.
    pub(super) fn left(self) -> usize {
        self.rest.len()
    }

    #[inline]
    pub(super) fn byte(&mut self) -> Step<u8> {
        let (first, rest) = self.rest.split_first().ok_or(Stop::Short)?;
        self.rest = rest;
        Ok(*first)
    }

    /// Passes these bytes, which must be next.
    #[inline]
    pub(super) fn pass(&mut self, wanted: &[u8]) -> Step<()> {
        if self.passes(wanted)? {
            Ok(())
        } else {
            Err(Stop::Odd)
        }
    }

    /// Passes these bytes if they are next.
    #[inline]
    pub(super) fn passes(&mut self, wanted: &[u8]) -> Step<bool> {
        if let Some(rest) = self.rest.strip_prefix(wanted) {
            self.rest = rest;
            Ok(true)
        } else if self.rest.len() < wanted.len() && wanted.starts_with(self.rest) {
            Err(Stop::Short)
        } else {
            Ok(false)
        }
    }

    /// Passes white space.
    #[inline]
    pub(super) fn blanks(&mut self) {
        while let Some((b' ' | b'\n' | b'\t' | b'\r', rest)) = self.rest.split_first() {
            self.rest = rest;
        }
    }

    /// What stands before the next such byte, and passes both.
    #[inline]
    pub(super) fn until(&mut self, end: u8) -> Step<&'b [u8]> {
        let at = self.rest.iter().position(|byte| *byte == end);
        let (before, rest) = self
            .rest
            .split_at_checked(at.ok_or(Stop::Short)?)
            .ok_or(Stop::Odd)?;
        self.rest = rest.get(1..).unwrap_or_default();
        Ok(before)
    }

    /// Passes the attributes and the end of an opening tag, whose name is passed already. Whether it is closed in itself.
    #[inline]
    pub(super) fn attributes(
        &mut self,
        mut meet: impl FnMut(&'b [u8], &'b [u8]) -> Step<()>,
    ) -> Step<bool> {
        loop {
            match self.byte()? {
                b'>' => return Ok(false),
                b'/' => {
                    self.pass(b">")?;
                    return Ok(true);
                }
                b' ' => {}
                _ => return Err(Stop::Odd),
            }
            if matches!(self.rest.first(), Some(b' ' | b'>' | b'/')) {
                continue;
            }
            let name = self.until(b'=')?;
            self.pass(b"\"")?;
            let value = self.until(b'"')?;
            meet(name, value)?;
        }
    }
}

/// Keeps what an attribute says; a second of its name is odd.
#[inline]
pub(super) fn once<T>(kept: &mut Option<T>, value: T) -> Step<()> {
    if kept.replace(value).is_none() {
        Ok(())
    } else {
        Err(Stop::Odd)
    }
}

/// An attribute that says nothing here, so long as it is written as it should be and cannot be taken for another.
#[inline]
pub(super) fn aside(name: &[u8], value: &[u8], names_that_count: &[&[u8]]) -> Step<()> {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'_' | b'-');
    let is_value = |byte: &u8| byte.is_ascii() && !matches!(byte, b'<' | b'>');
    let is_sound = !name.is_empty() && name.iter().all(is_name) && value.iter().all(is_value);
    let colon = name.iter().position(|byte| *byte == b':');
    let is_prefixed = colon.is_some_and(|colon| {
        let local = name.get(colon + 1..).unwrap_or_default();
        names_that_count.contains(&local) || local.contains(&b':')
    });
    if is_sound && !is_prefixed {
        Ok(())
    } else {
        Err(Stop::Odd)
    }
}

/// Up to nine digits.
#[inline]
pub(super) fn whole(digits: &[u8]) -> Step<u32> {
    if !(1..=9).contains(&digits.len()) {
        return Err(Stop::Odd);
    }
    digits.iter().try_fold(0_u32, |number, byte| {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 {
            Ok(number * 10 + u32::from(digit))
        } else {
            Err(Stop::Odd)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_within_what_is_wanted_is_short_and_anything_else_is_odd() {
        let mut steps = Steps::new(b"<ro");
        assert_eq!(steps.passes(b"<row"), Err(Stop::Short));
        assert_eq!(steps.passes(b"<c"), Ok(false));
        assert_eq!(steps.pass(b"<c"), Err(Stop::Odd));
        assert_eq!(steps.until(b'>'), Err(Stop::Short));
        assert_eq!(steps.left(), 3, "a step that is not taken moves nothing");
    }

    #[test]
    fn attributes_are_met_in_their_order_and_odd_ones_stop() {
        let met = |tag: &[u8]| {
            let mut names = Vec::new();
            let closed = Steps::new(tag).attributes(|name, value| {
                names.push((name.to_vec(), value.to_vec()));
                Ok(())
            });
            closed.map(|closed| (closed, names.len()))
        };
        assert_eq!(met(br#" r="1" s="2">"#), Ok((false, 2)));
        assert_eq!(met(br#"  spans="1:3" />"#), Ok((true, 1)));
        assert_eq!(met(b">"), Ok((false, 0)));
        for odd in [&b" r='1'>"[..], b"x>", b" r=1>", b" r=\"1\"s=\"2\">"] {
            assert_eq!(met(odd), Err(Stop::Odd));
        }
        assert_eq!(met(br#" r="1"#), Err(Stop::Short));
        assert_eq!(aside(b"x14ac:dyDescent", b"0.25", &[b"r"]), Ok(()));
        assert_eq!(aside(b"x:r", b"1", &[b"r"]), Err(Stop::Odd));
        assert_eq!(aside(b"a b", b"1", &[]), Err(Stop::Odd));
        assert_eq!(aside(b"ht", "é".as_bytes(), &[]), Err(Stop::Odd));
    }

    #[test]
    fn a_whole_number_is_digits_alone() {
        assert_eq!(whole(b"012"), Ok(12));
        for odd in [&b""[..], b"+1", b"1.0", b"1234567890"] {
            assert_eq!(whole(odd), Err(Stop::Odd));
        }
    }
}
