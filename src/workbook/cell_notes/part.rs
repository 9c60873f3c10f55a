//! The two kinds of part that hold notes on cells, tag by tag: Excel's notes, and comments in threads.

use crate::workbook::limits;
use crate::workbook::tags::{Tag, unescaped};

/// Gathers what one kind of part holds.
pub(super) trait NotePart: Default {
    type Found;

    /// Takes in a tag and the text before it; gives what ends with it.
    fn meet(&mut self, text: &[u8], tag: Tag<'_>) -> Option<Self::Found>;
}

/// A note as the file has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Legacy {
    /// As `B14`.
    pub place: String,
    pub text: String,
    pub author: String,
}

/// How Excel repeats a thread of comments for programs that know notes alone.
const THREAD: &str = "[Threaded comment]";
/// Stands before the first comment there.
const BEFORE_IT: &str = "Comment:";

impl Legacy {
    pub(super) fn is_of_a_thread(&self) -> bool {
        self.author.starts_with("tc=") || self.text.trim_start().starts_with(THREAD)
    }

    /// Without what Excel tells those who cannot see the thread.
    pub(super) fn text_of_the_thread(&self) -> &str {
        let behind = self.text.split_once(BEFORE_IT);
        behind.map_or(self.text.as_str(), |(_, text)| text)
    }
}

/// A comment of a thread as the file has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Posted {
    pub place: String,
    pub text: String,
    /// The number its author goes by.
    pub person: String,
    pub id: String,
    /// The comment it replies to.
    pub answers: Option<String>,
    pub is_done: bool,
}

/// A text as it grows, no longer than what a cell can hold and a little more.
#[derive(Debug, Default)]
struct Text(String);

impl Text {
    const BYTES: usize = 4 * limits::TEXT_CHARS + 8;

    fn add(&mut self, bytes: &[u8]) {
        if self.0.len() <= Self::BYTES {
            let text = String::from_utf8_lossy(bytes);
            let mut text = unescaped(&text).into_owned();
            let room = text.floor_char_boundary(Self::BYTES.min(text.len()));
            text.truncate(room);
            self.0.push_str(&text);
        }
    }

    fn take(&mut self) -> String {
        std::mem::take(&mut self.0)
    }
}

#[derive(Debug, Default)]
pub(super) struct LegacyPart {
    authors: Vec<String>,
    open: Option<Legacy>,
    text: Text,
    /// Whether what comes is an author's name, or words of a note: those that tell how others are pronounced are none.
    is_wanted: bool,
    is_aside: bool,
}

impl NotePart for LegacyPart {
    type Found = Legacy;

    fn meet(&mut self, text: &[u8], tag: Tag<'_>) -> Option<Legacy> {
        if self.is_wanted {
            self.text.add(text);
        }
        match (tag.name(), tag.ends()) {
            (b"author", _) if tag.is_closed() => self.add_author(),
            (b"author", _) => {
                self.text.take();
                self.is_wanted = true;
            }
            (_, Some(b"author")) => self.add_author(),
            (b"comment", _) if !tag.is_closed() => {
                let author = tag
                    .attribute("authorId")
                    .and_then(|at| at.parse::<usize>().ok())
                    .and_then(|at| self.authors.get(at));
                self.text.take();
                self.open = Some(Legacy {
                    place: tag.attribute("ref").unwrap_or_default().to_owned(),
                    text: String::new(),
                    author: author.cloned().unwrap_or_default(),
                });
            }
            (b"rPh", _) => self.is_aside = !tag.is_closed(),
            (_, Some(b"rPh")) => self.is_aside = false,
            (b"t", _) => self.is_wanted = self.open.is_some() && !self.is_aside && !tag.is_closed(),
            (_, Some(b"t")) => self.is_wanted = false,
            (_, Some(b"comment")) => {
                self.is_wanted = false;
                let text = self.text.take();
                return self.open.take().map(|note| Legacy { text, ..note });
            }
            _ => {}
        }
        None
    }
}

impl LegacyPart {
    /// Those beyond what is kept are left out: their notes have no author.
    fn add_author(&mut self) {
        self.is_wanted = false;
        let name = self.text.take();
        if self.authors.len() < limits::CELL_NOTES {
            self.authors.push(name);
        }
    }
}

#[derive(Debug, Default)]
pub(super) struct ThreadPart {
    open: Option<Posted>,
    text: Text,
    is_wanted: bool,
}

impl NotePart for ThreadPart {
    type Found = Posted;

    fn meet(&mut self, text: &[u8], tag: Tag<'_>) -> Option<Posted> {
        if self.is_wanted {
            self.text.add(text);
        }
        match (tag.name(), tag.ends()) {
            (b"threadedComment", _) if !tag.is_closed() => {
                let said = |name| tag.attribute(name).unwrap_or_default().to_owned();
                self.text.take();
                self.open = Some(Posted {
                    place: said("ref"),
                    text: String::new(),
                    person: said("personId"),
                    id: said("id"),
                    answers: tag.attribute("parentId").map(str::to_owned),
                    is_done: matches!(tag.attribute("done"), Some("1" | "true")),
                });
            }
            (b"text", _) => self.is_wanted = self.open.is_some() && !tag.is_closed(),
            (_, Some(b"text")) => self.is_wanted = false,
            (_, Some(b"threadedComment")) => {
                self.is_wanted = false;
                let text = self.text.take();
                return self.open.take().map(|one| Posted { text, ..one });
            }
            _ => {}
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::tags::Tags;

    fn all<P: NotePart>(xml: &str) -> Vec<P::Found> {
        let (mut part, mut found) = (P::default(), Vec::new());
        let mut tags = Tags::new(xml.as_bytes());
        while let Some((text, tag)) = tags.next_with_text().unwrap() {
            found.extend(part.meet(text, tag));
        }
        found
    }

    #[test]
    fn a_note_is_put_together_from_its_runs_without_how_they_are_said() {
        let found = all::<LegacyPart>(
            r#"<x:comments><x:authors><x:author/><x:author>R&amp;D lead</x:author></x:authors><x:commentList><x:comment ref="B4" authorId="1"><x:text><x:r><x:rPr><x:b/></x:rPr><x:t>R&amp;D lead:</x:t></x:r><x:r><x:t xml:space="preserve">
no scheme </x:t></x:r><x:r><x:t>yet</x:t></x:r><x:rPh><x:t>nooo</x:t></x:rPh></x:text></x:comment><x:comment ref="C9" authorId="7"><x:text><x:t>plain</x:t></x:text></x:comment></x:commentList></x:comments>"#,
        );
        assert_eq!(found.len(), 2);
        assert_eq!(
            (&*found[0].place, &*found[0].author, &*found[0].text),
            ("B4", "R&D lead", "R&D lead:\nno scheme yet")
        );
        assert_eq!((&*found[1].author, &*found[1].text), ("", "plain"));
    }

    #[test]
    fn a_thread_repeated_as_a_note_is_known_by_its_author_or_its_words() {
        let note = |author: &str, text: &str| Legacy {
            author: author.to_owned(),
            text: text.to_owned(),
            ..Legacy::default()
        };
        let told = "[Threaded comment]\n\nYour version of Excel allows you to read this threaded comment.\n\nComment:\n    NHSE asked for this";
        assert!(note("tc={1}", "x").is_of_a_thread() && note("", told).is_of_a_thread());
        assert_eq!(
            note("", told).text_of_the_thread().trim(),
            "NHSE asked for this"
        );
        assert!(!note("J Brown", "Comment: x").is_of_a_thread());
    }

    #[test]
    fn comments_of_a_thread_know_what_they_answer_and_whether_it_is_closed() {
        let found = all::<ThreadPart>(
            r#"<ThreadedComments><threadedComment ref="C4" personId="{P}" id="{1}" done="1"><text>no scheme &amp; no lead</text><mentions/></threadedComment><threadedComment ref="C4" personId="{Q}" id="{2}" parentId="{1}"><text>found one</text></threadedComment></ThreadedComments>"#,
        );
        assert_eq!(found[0].text, "no scheme & no lead");
        assert!(found[0].is_done && found[0].answers.is_none());
        assert_eq!(found[1].answers.as_deref(), Some("{1}"));
    }

    #[test]
    fn a_huge_text_is_not_held_whole() {
        let xml = format!(
            "<comments><comment ref=\"A1\"><text><t>{}</t></text></comment></comments>",
            "é".repeat(1 << 20)
        );
        let found = all::<LegacyPart>(&xml);
        assert!(
            found[0].text.len() <= 2 * Text::BYTES
                && found[0].text.chars().count() > limits::TEXT_CHARS
        );
    }
}
