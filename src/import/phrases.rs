//! Lists of phrases, set apart by `; `: each is taken apart once and then asked of every label of a workbook.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// Whether any of the phrases, set apart by `; `, stands in the padded text as whole words. A phrase that ends in `*` may
/// go on: `efficien*`.
pub(super) fn has_any(padded: &str, phrases: &'static str) -> bool {
    LISTS.with_borrow_mut(|lists| {
        // A text that never ends is known by where it stands.
        let key = (phrases.as_ptr().addr(), phrases.len());
        lists
            .entry(key)
            .or_insert_with(|| Phrases::of(phrases))
            .stand_in(padded)
    })
}

type Lists = HashMap<(usize, usize), Phrases, BuildHasherDefault<Mixed>>;

thread_local! {
    static LISTS: RefCell<Lists> = RefCell::default();
}

/// One list, by the first byte of its phrases.
struct Phrases {
    /// Where those with each first byte begin; bytes that are alike in six bits share a place.
    starts: [u16; PLACES + 1],
    phrases: Vec<Phrase>,
}

struct Phrase {
    stem: &'static [u8],
    /// Whether the last word may go on.
    open: bool,
}

const PLACES: usize = 64;

fn place(byte: u8) -> usize {
    usize::from(byte) % PLACES
}

impl Phrases {
    fn of(list: &'static str) -> Self {
        let mut phrases: Vec<Phrase> = list
            .split(';')
            .map(str::trim_ascii_start)
            .filter(|phrase| !phrase.is_empty())
            .map(|phrase| {
                let stem = phrase.strip_suffix('*');
                Phrase {
                    stem: stem.unwrap_or(phrase).as_bytes(),
                    open: stem.is_some(),
                }
            })
            .collect();
        let own = |phrase: &Phrase| phrase.stem.first().copied().map_or(0, place);
        phrases.sort_by_key(own);
        let mut starts = [0; PLACES + 1];
        for (at, start) in starts.iter_mut().enumerate() {
            let before = phrases.partition_point(|phrase| own(phrase) < at);
            *start = u16::try_from(before).unwrap_or(u16::MAX);
        }
        Self { starts, phrases }
    }

    fn stand_in(&self, padded: &str) -> bool {
        let bytes = padded.as_bytes();
        let mut begins = false;
        for (at, byte) in bytes.iter().enumerate() {
            if begins && self.one_stands_at(*byte, bytes, at) {
                return true;
            }
            begins = *byte == b' ';
        }
        false
    }

    fn one_stands_at(&self, first: u8, bytes: &[u8], at: usize) -> bool {
        let place = place(first);
        let (Some(from), Some(to)) = (self.starts.get(place), self.starts.get(place + 1)) else {
            return false;
        };
        if from == to {
            return false;
        }
        let alike = self.phrases.get(usize::from(*from)..usize::from(*to));
        let rest = bytes.get(at..).unwrap_or_default();
        alike.unwrap_or_default().iter().any(|phrase| {
            let behind = rest.strip_prefix(phrase.stem);
            behind.is_some_and(|behind| phrase.open || behind.first() == Some(&b' '))
        })
    }
}

/// Words known beforehand.
pub(super) type KnownWords = HashSet<&'static str, BuildHasherDefault<Mixed>>;

/// Addresses, lengths and words of our own, mixed: good enough for keys that nobody chooses.
#[derive(Default)]
pub(super) struct Mixed(u64);

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0.rotate_left(26)
    }

    fn write(&mut self, bytes: &[u8]) {
        let mut chunks = bytes.chunks_exact(8);
        for chunk in &mut chunks {
            let whole = chunk.try_into().unwrap_or_default();
            self.write_u64(u64::from_le_bytes(whole));
        }
        let rest = chunks.remainder().iter();
        self.write_u64(rest.fold(1, |all, byte| (all << 8) | u64::from(*byte)));
    }

    fn write_u64(&mut self, part: u64) {
        self.0 = (self.0 ^ part).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }

    fn write_usize(&mut self, part: usize) {
        self.write_u64(part as u64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_stands_as_whole_words_and_a_stem_may_go_on() {
        let list = "gap; to find; efficien*; £000; 0 hours";
        for text in [
            " cip gap ",
            " left to find ",
            " efficiency ",
            " plan £000 ",
            " efficien ",
            " 0 hours ",
        ] {
            assert!(has_any(text, list), "{text}");
        }
        for text in [
            " gaps ",
            " to finding ",
            " inefficient ",
            " £0000 ",
            " ",
            "  ",
            " p ",
        ] {
            assert!(!has_any(text, list), "{text}");
        }
    }
}
