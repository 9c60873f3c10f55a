//! Ordinary xlsx workbooks in one pass over each part, at a fraction of the cost of a general reader. Takes only what it
//! knows to be read alike by both; gives everything else, down to a bracket out of place, back to the general reader.

mod cell;
mod looks;
mod number;
#[cfg(test)]
mod same_as_general;
mod sheet;
mod steps;
mod text;
mod text_list;
mod window;

use super::builder::Builder;
use super::package::Package;
use super::read_xlsx::Book;
use super::refusal::Refusal;
use super::sheet_scan::{each_tag, relations_part, workbook_part};
use calamine::{Reader as _, Xlsx};
use looks::Looks;
use std::collections::HashSet;
use std::io::Cursor;
use steps::Stop;
use text_list::TextList;

/// Why a part was not read to its end.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Stopped {
    /// The general reader must look at it.
    Odd,
    Refused(Refusal),
}

impl From<Refusal> for Stopped {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Stop> for Stopped {
    fn from(_stop: Stop) -> Self {
        Self::Odd
    }
}

/// What the sheets of an ordinary workbook have in common.
pub(super) struct Ordinary {
    pub tabs: Vec<calamine::Sheet>,
    pub from_1904: bool,
    looks: Looks,
    texts: TextList,
}

impl Ordinary {
    /// Reads everything but the sheets. `parts` are those of the sheets, in the order of the tabs.
    pub(super) fn open(
        package: &mut Package<'_>,
        parts: &[Option<String>],
        builder: &mut Builder<'_>,
    ) -> Result<Self, Stopped> {
        let first = check_parts(parts)?;
        let workbook = workbook_part(package);
        let folder = workbook.rsplit_once('/').map_or("", |(folder, _)| folder);
        let within = |name: &str| format!("{folder}/{name}");
        let styles = within("styles.xml");
        let mut n_styles = 0;
        each_tag(package, &styles, |tag| {
            n_styles += usize::from(tag.name() == b"xf");
        });
        let question = Looks::question(n_styles).ok_or(Stopped::Odd)?;
        let kept = [
            "_rels/.rels".to_owned(),
            relations_part(&workbook),
            within("theme/theme1.xml"),
            styles,
            workbook.clone(),
        ];
        let frame = package.copy_of(&kept, &[(first.to_owned(), question)])?;
        let mut book: Book<'_> =
            Xlsx::new(Cursor::new(frame.as_slice())).map_err(|_broken| Stopped::Odd)?;
        let tabs = book.sheets_metadata().to_vec();
        let first = tabs.first().ok_or(Stopped::Odd)?.name.clone();
        if tabs.len() != parts.len() {
            return Err(Stopped::Odd);
        }
        let list = within("sharedStrings.xml");
        let texts = if package.has(&list) {
            let part = package.part(&list).ok_or(Stopped::Odd)?;
            TextList::read(part, builder.watch)?
        } else {
            TextList::default()
        };
        let looks = Looks::answered(&mut book, &first, builder)?.ok_or(Stopped::Odd)?;
        Ok(Self {
            from_1904: book.has_1904_epoch(),
            tabs,
            looks,
            texts,
        })
    }

    /// Reads a sheet into the open tab. Where it is odd, some of its cells may have been passed on already.
    pub(super) fn read_sheet(
        &mut self,
        package: &mut Package<'_>,
        part: &str,
        builder: &mut Builder<'_>,
    ) -> Result<(), Stopped> {
        let part = package.part(part).ok_or(Stopped::Odd)?;
        sheet::read(part, &self.looks, &mut self.texts, builder)
    }
}

/// Each tab must have a part of its own whose name no reader takes for another; gives the first.
fn check_parts(parts: &[Option<String>]) -> Result<&str, Stopped> {
    let is_plain = |part: &String| {
        let is_plain =
            |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'_' | b'-');
        part.bytes().all(is_plain) && !part.contains("..")
    };
    let names: Option<Vec<&String>> = parts.iter().map(Option::as_ref).collect();
    let names = names.ok_or(Stopped::Odd)?;
    let distinct: HashSet<&String> = names.iter().copied().collect();
    if distinct.len() < names.len() || !names.iter().copied().all(is_plain) {
        return Err(Stopped::Odd);
    }
    names
        .first()
        .map(|first| first.as_str())
        .ok_or(Stopped::Odd)
}

/// Whether no quote is left open, so that the first bracket behind them ends the tag.
fn are_quotes_even(tag: &[u8]) -> bool {
    tag.split(|byte| *byte == b'"').count() % 2 == 1
}

/// Whether a declaration says that the part is in UTF-8.
fn is_utf_8(declaration: &[u8]) -> bool {
    let says = |words: &[u8]| {
        declaration
            .windows(words.len())
            .any(|window| window == words)
    };
    let ways = [
        &br#"encoding="UTF-8""#[..],
        br#"encoding="utf-8""#,
        b"encoding='UTF-8'",
    ];
    let is_right = !says(b"encoding") || ways.iter().any(|words| says(words));
    declaration.is_ascii() && is_right
}
