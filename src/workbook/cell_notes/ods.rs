//! A note on a cell of an ods, tag by tag.

use super::CellNote;
use crate::workbook::limits;
use crate::workbook::tags::{Tag, unescaped};

const BYTES: usize = 4 * limits::TEXT_CHARS + 8;

/// An annotation that has begun and not ended.
#[derive(Debug)]
pub(in crate::workbook) struct OpenNote {
    text: String,
    author: String,
    within: Within,
    is_resolved: bool,
}

/// What the text that comes is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Within {
    Neither,
    Author,
    Words,
}

impl OpenNote {
    /// `tag` opens it.
    pub(in crate::workbook) fn new(tag: Tag<'_>) -> Self {
        Self {
            text: String::new(),
            author: String::new(),
            within: Within::Neither,
            is_resolved: tag.attribute("resolved") == Some("true"),
        }
    }

    /// Takes in a tag inside it and the text before that.
    pub(in crate::workbook) fn meet(&mut self, text: &[u8], tag: Tag<'_>) {
        let into = match self.within {
            Within::Neither => None,
            Within::Author => Some(&mut self.author),
            Within::Words => Some(&mut self.text),
        };
        if let Some(into) = into.filter(|_| !text.is_empty()) {
            add(into, &unescaped(&String::from_utf8_lossy(text)));
        }
        match (tag.name(), tag.ends()) {
            (b"creator", _) if !tag.is_closed() => self.within = Within::Author,
            (b"p" | b"h", _) => {
                self.push("\n");
                if !tag.is_closed() {
                    self.within = Within::Words;
                }
            }
            (_, Some(b"creator" | b"p" | b"h")) => self.within = Within::Neither,
            (b"s" | b"tab", _) => self.push(" "),
            (b"line-break", _) => self.push("\n"),
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        if self.text.len() <= BYTES {
            self.text.push_str(text);
        }
    }

    /// `None` where nothing is written in it.
    pub(in crate::workbook) fn end(self, place: (u32, u32)) -> Option<CellNote> {
        let note = CellNote::new(place, &self.text, Some(&self.author))?;
        Some(CellNote {
            is_resolved: self.is_resolved,
            ..note
        })
    }
}

/// Blanks and line ends of the file count as one blank.
fn add(to: &mut String, text: &str) {
    for sign in text.chars() {
        if to.len() > BYTES {
            return;
        }
        if !sign.is_ascii_whitespace() {
            to.push(sign);
        } else if !to.is_empty() && !to.ends_with([' ', '\n']) {
            to.push(' ');
        }
    }
}
