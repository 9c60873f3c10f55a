//! A short cut from the texts of a file's own list to their numbers.

use super::texts::TextId;

/// Numbers of texts last asked for, by where they stand in memory: the borrow keeps them there.
pub(super) struct SharedTexts<'t> {
    slots: Vec<Option<(&'t str, TextId)>>,
}

impl<'t> SharedTexts<'t> {
    const SLOTS: usize = 1 << 14;

    pub(super) fn new() -> Self {
        Self {
            slots: vec![None; Self::SLOTS],
        }
    }

    fn slot(text: &str) -> usize {
        // Texts stand at least 16 bytes apart.
        (text.as_ptr().addr() >> 4) % Self::SLOTS
    }

    pub(super) fn get(&self, text: &str) -> Option<TextId> {
        let (own, id) = (*self.slots.get(Self::slot(text))?)?;
        std::ptr::eq(own, text).then_some(id)
    }

    pub(super) fn set(&mut self, text: &'t str, id: TextId) {
        if let Some(slot) = self.slots.get_mut(Self::slot(text)) {
            *slot = Some((text, id));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_known_where_it_stands_and_no_other() {
        let list = ["Scheme".to_owned(), "Scheme".to_owned()];
        let mut known = SharedTexts::new();
        assert_eq!(known.get(&list[0]), None);
        known.set(&list[0], 4);
        assert_eq!(known.get(&list[0]), Some(4));
        assert_eq!(known.get(&list[1]), None);
        assert_eq!(known.get(&list[0][..3]), None);
    }
}
