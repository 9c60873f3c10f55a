//! The file's own list of texts, which cells name by place. Held once here; each is passed on with the first cell that
//! shows it.

use super::super::builder::Builder;
use super::super::cells::Held;
use super::super::limits;
use super::super::texts::{TextId, Texts};
use super::super::watch::Watch;
use super::Stopped;
use super::steps::{Step, Steps, Stop, aside};
use super::text::{self, Ends};
use super::window::Window;
use std::borrow::Cow;
use std::io::Read;

/// Of a text that no cell has shown yet.
const UNSEEN: TextId = TextId::MAX;

#[derive(Debug, Default)]
pub(super) struct TextList {
    texts: Texts,
    /// The number of each text in the workbook.
    ids: Vec<TextId>,
}

impl TextList {
    pub(super) fn read(part: impl Read, watch: &Watch) -> Result<Self, Stopped> {
        let mut window = Window::new(part);
        let mut list = Self::default();
        let mut place = Place::Front;
        loop {
            watch.check()?;
            let bytes = window.held();
            let mut steps = Steps::new(bytes);
            let is_over = list.read_some(&mut steps, &mut place)?;
            let read = bytes.len() - steps.left();
            window.pass(read);
            if is_over {
                list.ids.resize(list.texts.count(), UNSEEN);
                list.texts.shrink_to_fit();
                return Ok(list);
            }
            if !window.fetch().unwrap_or(false) {
                return Err(Stopped::Odd);
            }
        }
    }

    /// Reads as far as the bytes go; `true` behind the last text.
    fn read_some(&mut self, steps: &mut Steps<'_>, place: &mut Place) -> Step<bool> {
        loop {
            let begun = *steps;
            let read = match place {
                Place::Front => front(steps),
                Place::Texts => self.read_one(steps),
            };
            match read {
                Ok(Next::Text) => *place = Place::Texts,
                Ok(Next::None) => return Ok(true),
                Err(Stop::Short) => {
                    *steps = begun;
                    return Ok(false);
                }
                Err(Stop::Odd) => return Err(Stop::Odd),
            }
        }
    }

    fn read_one(&mut self, steps: &mut Steps<'_>) -> Step<Next> {
        steps.blanks();
        if steps.passes(b"</sst>")? {
            return Ok(Next::None);
        }
        steps.pass(b"<si")?;
        let is_closed = steps.attributes(|_name, _value| Err(Stop::Odd))?;
        let text = if is_closed {
            Cow::Borrowed("")
        } else {
            listed(steps)?
        };
        self.texts.push(&text).ok_or(Stop::Odd)?;
        Ok(Next::Text)
    }

    /// What a cell holds that shows the text at this place; no cell where it is empty.
    pub(super) fn held(
        &mut self,
        place: u32,
        builder: &mut Builder<'_>,
    ) -> Result<Option<Held>, Stopped> {
        let id = self.ids.get_mut(place as usize).ok_or(Stopped::Odd)?;
        if *id == UNSEEN {
            let text = self.texts.get(place).unwrap_or_default();
            if text.is_empty() {
                return Ok(None);
            }
            if text.len() > limits::TEXT_CHARS {
                return Err(Stopped::Odd);
            }
            *id = builder.pass_text(text)?;
        }
        Ok(Some(Held::Text(*id)))
    }
}

#[derive(Debug, Clone, Copy)]
enum Place {
    Front,
    Texts,
}

enum Next {
    Text,
    None,
}

/// Passes what stands before the first text.
fn front(steps: &mut Steps<'_>) -> Step<Next> {
    steps.passes(&[0xEF, 0xBB, 0xBF])?;
    steps.blanks();
    if steps.passes(b"<?xml ")? {
        let declaration = steps.until(b'>')?;
        if !declaration.ends_with(b"?") || !super::is_utf_8(declaration) {
            return Err(Stop::Odd);
        }
        steps.blanks();
    }
    steps.pass(b"<sst")?;
    let is_closed = steps.attributes(|name, value| aside(name, value, &[]))?;
    Ok(if is_closed { Next::None } else { Next::Text })
}

/// The text of an entry, behind its opening tag: in one piece, or in runs of different letters.
fn listed<'b>(steps: &mut Steps<'b>) -> Step<Cow<'b, str>> {
    let mut whole = Cow::Borrowed("");
    let mut depth = 0_u32;
    loop {
        steps.blanks();
        if steps.passes(b"<t")? {
            let piece = piece(steps)?;
            if whole.is_empty() {
                whole = piece;
            } else {
                whole.to_mut().push_str(&piece);
            }
        } else if steps.passes(b"</si>")? {
            return if depth == 0 {
                Ok(whole)
            } else {
                Err(Stop::Odd)
            };
        } else {
            steps.pass(b"<")?;
            let tag = steps.until(b'>')?;
            if !is_of_letters(tag) {
                return Err(Stop::Odd);
            }
            if tag.starts_with(b"/") {
                depth = depth.checked_sub(1).ok_or(Stop::Odd)?;
            } else if !tag.ends_with(b"/") {
                depth += 1;
            }
        }
    }
}

fn piece<'b>(steps: &mut Steps<'b>) -> Step<Cow<'b, str>> {
    let mut ends = Ends::Trimmed;
    let is_closed = steps.attributes(|name, value| match (name, value) {
        (b"xml:space", b"preserve") => {
            ends = Ends::Kept;
            Ok(())
        }
        _ => Err(Stop::Odd),
    })?;
    if is_closed {
        return Ok(Cow::Borrowed(""));
    }
    let raw = steps.until(b'<')?;
    steps.pass(b"/t>")?;
    text::shown(raw, ends)
}

/// Whether a tag only says how a run of letters looks.
fn is_of_letters(tag: &[u8]) -> bool {
    const NAMES: [&[u8]; 18] = [
        b"r",
        b"rPr",
        b"b",
        b"i",
        b"u",
        b"sz",
        b"color",
        b"rFont",
        b"family",
        b"scheme",
        b"charset",
        b"vertAlign",
        b"strike",
        b"outline",
        b"shadow",
        b"condense",
        b"extend",
        b"phoneticPr",
    ];
    let open = tag.strip_prefix(b"/").unwrap_or(tag);
    let end = open
        .iter()
        .position(|byte| matches!(byte, b' ' | b'/'))
        .unwrap_or(open.len());
    NAMES.contains(&open.get(..end).unwrap_or_default())
        && super::are_quotes_even(open)
        && !open.iter().any(|byte| matches!(byte, b'<' | b'\'' | b'&'))
        && std::str::from_utf8(open).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(xml: &str) -> Option<Vec<String>> {
        let list = TextList::read(xml.as_bytes(), &Watch::default()).ok()?;
        let places = 0..u32::try_from(list.texts.count()).unwrap();
        Some(
            places
                .map(|place| list.texts.get(place).unwrap().to_owned())
                .collect(),
        )
    }

    #[test]
    fn texts_are_listed_in_one_piece_or_in_runs() {
        let xml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n\
            <sst xmlns=\"x\" count=\"9\" uniqueCount=\"5\"><si><t> a </t></si><si><t xml:space=\"preserve\"> b</t></si>\
            <si/><si><r><rPr><b/><sz val=\"11\"/><rFont val=\"Calibri\"/></rPr><t>Be</t></r>\
            <r><t xml:space=\"preserve\">ds </t></r></si><si><t/></si></sst>";
        assert_eq!(texts(xml).unwrap(), ["a", " b", "", "Beds ", ""]);
    }

    #[test]
    fn a_list_written_otherwise_is_left_to_the_other_reader() {
        for inside in [
            "<si><t>a</t><rPh sb=\"0\" eb=\"1\"><t>b</t></rPh></si>",
            "<si><t><![CDATA[a]]></t></si>",
            "<x:si><x:t>a</x:t></x:si>",
            "<si><t>&laugh;</t></si>",
            "<si><r><t>a</t></si>",
            "<!-- --><si><t>a</t></si>",
            "<si><t>a</t>",
        ] {
            assert_eq!(texts(&format!("<sst>{inside}</sst>")), None, "{inside}");
        }
        assert_eq!(
            texts("<?xml version=\"1.0\" encoding=\"latin1\"?><sst></sst>"),
            None
        );
        assert_eq!(texts("<sst/>").unwrap(), [""; 0]);
    }
}
