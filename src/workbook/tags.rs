//! XML as a row of tags, read from a stream without holding it: enough to count and to find attributes
//! before a real XML reader is let near the part. Knows no entities, comments or namespaces.

use super::limits;
use std::borrow::Cow;
use std::io::{self, BufRead, Read as _};

/// Tags longer than this are cut; no honest one comes near.
const TAG_BYTES: u64 = 1 << 16;

/// Reads one tag after another.
pub(super) struct Tags<R> {
    source: R,
    tag: Vec<u8>,
    /// What stood before the tag, where it is asked for.
    text: Vec<u8>,
    is_cut: bool,
    /// Bytes between the last two tags, those of remarks and overlong tags included.
    pub run: u64,
}

impl<R: BufRead> Tags<R> {
    pub(super) fn new(source: R) -> Self {
        Self {
            source,
            tag: Vec::with_capacity(256),
            text: Vec::new(),
            is_cut: false,
            run: 0,
        }
    }

    /// The inside of the next `<…>`, without the brackets; `None` at the end.
    /// A remark or a literal section is one tag, whatever it holds.
    pub(super) fn next(&mut self) -> io::Result<Option<Tag<'_>>> {
        self.run = self.source.skip_until(b'<')? as u64;
        Ok(self.read_tag()?.then_some(Tag {
            bytes: &self.tag,
            is_cut: self.is_cut,
        }))
    }

    /// The same with the text before the tag, up to the longest run that is accepted.
    pub(super) fn next_with_text(&mut self) -> io::Result<Option<(&[u8], Tag<'_>)>> {
        self.text.clear();
        let mut source = (&mut self.source).take(limits::RUN_BYTES + 1);
        self.run = source.read_until(b'<', &mut self.text)? as u64;
        self.text.pop_if(|last| *last == b'<');
        let is_whole = self.read_tag()?;
        let tag = Tag {
            bytes: &self.tag,
            is_cut: self.is_cut,
        };
        Ok(is_whole.then_some((&self.text, tag)))
    }

    /// Whether there was a whole tag.
    fn read_tag(&mut self) -> io::Result<bool> {
        self.tag.clear();
        self.is_cut = false;
        loop {
            let read = (&mut self.source)
                .take(TAG_BYTES)
                .read_until(b'>', &mut self.tag)? as u64;
            if self.tag.pop_if(|last| *last == b'>').is_none() {
                if read < TAG_BYTES {
                    return Ok(false);
                }
                self.is_cut = true;
                self.run += self.source.skip_until(b'>')? as u64;
            }
            if is_whole(&self.tag) {
                return Ok(true);
            }
            self.is_cut = true;
            self.run += read;
            let middle = 8..self.tag.len().saturating_sub(4).max(8);
            self.tag
                .drain(middle.start.min(self.tag.len())..middle.end.min(self.tag.len()));
        }
    }
}

/// Remarks, literal sections and instructions may hold brackets of their own.
fn is_whole(tag: &[u8]) -> bool {
    if tag.starts_with(b"!--") {
        tag.len() >= 5 && tag.ends_with(b"--")
    } else if tag.starts_with(b"![CDATA[") {
        tag.ends_with(b"]]")
    } else {
        !tag.starts_with(b"?") || tag.ends_with(b"?")
    }
}

/// The inside of a tag, such as `c r="A1" s="3"` or `/row`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tag<'a> {
    bytes: &'a [u8],
    is_cut: bool,
}

impl<'a> Tag<'a> {
    /// The name without its namespace prefix; a closing tag keeps its slash.
    pub(super) fn name(self) -> &'a [u8] {
        let end = self
            .bytes
            .iter()
            .position(u8::is_ascii_whitespace)
            .unwrap_or(self.bytes.len());
        let name = self.bytes.get(..end).unwrap_or_default();
        let name = name.strip_suffix(b"/").unwrap_or(name);
        match name.iter().position(|byte| *byte == b':') {
            Some(colon) if !name.starts_with(b"/") => name.get(colon + 1..).unwrap_or_default(),
            _ => name,
        }
    }

    /// The name of what a closing tag ends, without prefix; `None` for any other tag.
    pub(super) fn ends(self) -> Option<&'a [u8]> {
        let name = self.bytes.strip_prefix(b"/")?.trim_ascii_end();
        name.rsplit(|byte| *byte == b':').next()
    }

    pub(super) fn is_closed(self) -> bool {
        self.bytes.ends_with(b"/")
    }

    /// Whether it holds more than `bytes` gives: a bracket of its own, or more than is kept of a tag.
    pub(super) fn is_cut(self) -> bool {
        self.is_cut
    }

    pub(super) fn bytes(self) -> &'a [u8] {
        self.bytes
    }

    /// The value of an attribute, found by its name without prefix, entities left as they stand.
    pub(super) fn attribute(self, wanted: &str) -> Option<&'a str> {
        let mut rest = self.bytes;
        loop {
            let equals = rest.iter().position(|byte| *byte == b'=')?;
            let (before, after) = rest.split_at_checked(equals)?;
            let after = after.get(1..)?.trim_ascii_start();
            let (quote, inside) = after.split_first()?;
            let end = inside.iter().position(|byte| byte == quote)?;
            let before = before.trim_ascii_end();
            let name = before
                .rsplit(|byte| byte.is_ascii_whitespace() || *byte == b':')
                .next()?;
            if name == wanted.as_bytes() {
                return std::str::from_utf8(inside.get(..end)?).ok();
            }
            rest = inside.get(end + 1..)?;
        }
    }
}

/// Text as it is meant: the five entities of XML and those of numbered letters. Others stand as they are.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        let meant = after
            .split_once(';')
            .and_then(|(name, rest)| Some((letter(name)?, rest)));
        rest = if let Some((letter, rest)) = meant {
            plain.push(letter);
            rest
        } else {
            plain.push('&');
            after
        };
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

fn letter(name: &str) -> Option<char> {
    let number = |digits: &str, radix| char::from_u32(u32::from_str_radix(digits, radix).ok()?);
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => match name.strip_prefix('#')? {
            hex if hex.starts_with(['x', 'X']) => number(hex.get(1..)?, 16),
            digits => number(digits, 10),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_come_with_names_and_attributes() {
        let xml = br#"<?xml version="1.0"?><x:sheet name="a = b" r:id='rId7'/>text</x:end>"#;
        let mut tags = Tags::new(&xml[..]);
        assert_eq!(tags.next().unwrap().unwrap().name(), b"?xml");
        let tag = tags.next().unwrap().unwrap();
        assert_eq!(tag.name(), b"sheet");
        assert!(tag.is_closed());
        assert_eq!(tag.attribute("name"), Some("a = b"));
        assert_eq!(tag.attribute("id"), Some("rId7"));
        assert_eq!(tag.attribute("state"), None);
        assert_eq!(tags.next().unwrap().unwrap().name(), b"/x:end");
        assert_eq!(tags.run, 5);
        assert!(tags.next().unwrap().is_none());
    }

    #[test]
    fn a_remark_is_one_tag() {
        let mut tags = Tags::new(&b"<a><!-- </a> <b> --></a><![CDATA[<c>]]>"[..]);
        let mut names = Vec::new();
        while let Some(tag) = tags.next().unwrap() {
            names.push(String::from_utf8_lossy(tag.name()).into_owned());
        }
        assert_eq!(names.len(), 4, "{names:?}");
        assert_eq!(names[2], "/a");
    }

    #[test]
    fn a_tag_of_which_something_is_left_out_says_so() {
        let is_cut = |xml: &[u8]| Tags::new(xml).next().unwrap().unwrap().is_cut();
        assert!(!is_cut(b"<?xml version=\"1.0\"?><a>"));
        assert!(is_cut(b"<?x>?>"));
        assert!(is_cut(b"<?xml ve\xC3<!---->rsion=\"1.0\"?>"));
        let long = format!(
            "<a b=\"{}\">",
            "c".repeat(usize::try_from(TAG_BYTES).unwrap())
        );
        assert!(is_cut(long.as_bytes()));
        let mut tags = Tags::new(&b"<!-- > --><a>"[..]);
        assert!(tags.next().unwrap().unwrap().is_cut());
        assert!(!tags.next().unwrap().unwrap().is_cut());
    }

    #[test]
    fn a_tag_without_end_is_the_end() {
        let mut tags = Tags::new(&b"<c r=\"A1\""[..]);
        assert!(tags.next().unwrap().is_none());
    }

    #[test]
    fn entities_are_letters_and_unknown_ones_stand() {
        assert_eq!(unescaped("R&amp;D &lt;&#163;&#xA3;"), "R&D <££");
        assert_eq!(unescaped("&xxe; & &#x110000;"), "&xxe; & &#x110000;");
    }

    #[test]
    fn text_is_given_with_the_tag_behind_it() {
        let mut tags = Tags::new(&b"<p>Beds</text:p>"[..]);
        assert_eq!(tags.next_with_text().unwrap().unwrap().0, b"");
        let (text, tag) = tags.next_with_text().unwrap().unwrap();
        assert_eq!((text, tag.ends()), (&b"Beds"[..], Some(&b"p"[..])));
    }
}
