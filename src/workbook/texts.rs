//! Many texts in one piece of memory, each held once and named by a number.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, BuildHasherDefault, Hasher, RandomState};

/// Number of a text, counted from 0 in the order of arrival.
pub(super) type TextId = u32;

/// Texts one after another, without an allocation for each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Texts {
    bytes: String,
    /// Where each text ends; it begins where the one before it ends.
    ends: Vec<u32>,
    /// Texts of white space alone, in order.
    blanks: Vec<TextId>,
}

impl Texts {
    /// The number of the new text; `None` where the list is full, which is at 4 GB.
    pub(super) fn push(&mut self, text: &str) -> Option<TextId> {
        let id = TextId::try_from(self.ends.len()).ok()?;
        let end = u32::try_from(self.bytes.len().checked_add(text.len())?).ok()?;
        self.bytes.push_str(text);
        self.ends.push(end);
        if text.trim_start().is_empty() {
            self.blanks.push(id);
        }
        Some(id)
    }

    pub(super) fn get(&self, id: TextId) -> Option<&str> {
        let index = id as usize;
        let end = *self.ends.get(index)? as usize;
        let start = match index.checked_sub(1) {
            Some(before) => *self.ends.get(before)? as usize,
            None => 0,
        };
        self.bytes.get(start..end)
    }

    pub(super) fn count(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn bytes(&self) -> usize {
        self.bytes.len()
    }

    pub(super) fn has_blanks(&self) -> bool {
        !self.blanks.is_empty()
    }

    pub(super) fn is_blank(&self, id: TextId) -> bool {
        self.blanks.binary_search(&id).is_ok()
    }

    pub(super) fn shrink_to_fit(&mut self) {
        self.bytes.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

/// Gives the same number to the same text.
#[derive(Debug, Default)]
pub(super) struct TextIds {
    /// The texts that are looked up, and the number of each.
    texts: Texts,
    ids: Vec<TextId>,
    /// Hash of a text → its place among those that are looked up.
    known: HashMap<u64, TextId, BuildHasherDefault<AsIs>>,
    hasher: RandomState,
    /// All texts, those that somebody else holds included.
    count: TextId,
    bytes: u64,
}

impl TextIds {
    /// The number of a text, and whether it is new; `None` where the list is full.
    pub(super) fn id(&mut self, text: &str) -> Option<(TextId, bool)> {
        let hash = self.hasher.hash_one(text);
        if let Some(place) = self.known.get(&hash)
            && self.texts.get(*place)? == text
        {
            return Some((*self.ids.get(*place as usize)?, false));
        }
        let id = self.next(text)?;
        let place = self.texts.push(text)?;
        self.ids.push(id);
        // Of two texts with one hash, which chance all but rules out, the later is held as often as it comes.
        self.known.entry(hash).or_insert(place);
        Some((id, true))
    }

    /// A number for a text that is held elsewhere and will not be asked for.
    pub(super) fn next(&mut self, text: &str) -> Option<TextId> {
        let id = self.count;
        self.count = self.count.checked_add(1)?;
        self.bytes += text.len() as u64;
        Some(id)
    }

    /// Bytes of all texts.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }
}

/// Keys that are hashes already.
#[derive(Debug, Default)]
struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_held_once_and_found_by_its_number() {
        let mut ids = TextIds::default();
        assert_eq!(ids.id("Scheme"), Some((0, true)));
        assert_eq!(ids.next("elsewhere"), Some(1));
        assert_eq!(ids.id("é£"), Some((2, true)));
        assert_eq!(ids.id(""), Some((3, true)));
        assert_eq!(ids.id("é£"), Some((2, false)));
        assert_eq!(ids.id("Scheme"), Some((0, false)));
        assert_eq!(ids.id("elsewhere"), Some((4, true)));
        assert_eq!(ids.bytes(), 28);
        assert_eq!((ids.texts.get(1), ids.texts.get(4)), (Some("é£"), None));
    }

    #[test]
    fn blank_texts_are_known() {
        let mut texts = Texts::default();
        assert!(!texts.has_blanks());
        let ids = ["b", "", "a", "\u{a0} "].map(|text| texts.push(text).unwrap());
        assert_eq!(ids.map(|id| texts.is_blank(id)), [false, true, false, true]);
    }
}
