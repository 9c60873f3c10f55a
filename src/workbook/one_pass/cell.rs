//! One `<c>` of a sheet, as Excel and its like write it: its address, style, kind, formula and value, in this order.

use super::number::number;
use super::steps::{Step, Steps, Stop, aside, once, whole};
use super::text::Ends;
use crate::workbook::limits;

/// A cell as it is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cell<'b> {
    /// Row and column, from zero; `None` where it follows the cell before it.
    pub at: Option<(u32, u32)>,
    /// Place in the workbook's list of styles.
    pub style: Option<u32>,
    pub formula: Option<Formula<'b>>,
    pub content: Content<'b>,
    /// Tags that it is made of.
    pub tags: u64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Content<'b> {
    Blank,
    /// Place in the list of texts.
    Listed(u32),
    Number(f64),
    Bool(bool),
    /// One of the errors that every Excel knows.
    Error(&'static str),
    /// As it stands in the XML.
    Text(&'b [u8], Ends),
}

/// A formula as it stands in the XML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Formula<'b> {
    pub text: &'b [u8],
    pub kind: FormulaKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FormulaKind {
    Own,
    /// Others are derived from it, by this number.
    Shared(u32),
    Derived(u32),
}

const ERRORS: [&str; 7] = [
    "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!",
];

impl<'b> Cell<'b> {
    /// The rest of a cell, behind `<c`.
    #[inline]
    pub(super) fn read(steps: &mut Steps<'b>) -> Step<Self> {
        let (mut at, mut style, mut kind) = (None, None, None);
        let is_closed = steps.attributes(|name, value| match name {
            b"r" => once(&mut at, place(value)?),
            b"s" => once(&mut style, whole(value)?),
            b"t" => once(&mut kind, value),
            _ => aside(name, value, &[b"r", b"s", b"t"]),
        })?;
        let mut cell = Self {
            at,
            style,
            formula: None,
            content: Content::Blank,
            tags: 1,
        };
        if is_closed {
            return Ok(cell);
        }
        steps.blanks();
        if steps.passes(b"<f")? {
            let (formula, tags) = Formula::read(steps)?;
            cell.formula = Some(formula);
            cell.tags += tags;
            steps.blanks();
        }
        if steps.passes(b"</c>")? {
            cell.tags += 1;
            return Ok(cell);
        }
        let (content, tags) = content(kind, steps)?;
        cell.content = content;
        steps.blanks();
        steps.pass(b"</c>")?;
        cell.tags += tags + 1;
        Ok(cell)
    }
}

#[inline]
fn content<'b>(kind: Option<&[u8]>, steps: &mut Steps<'b>) -> Step<(Content<'b>, u64)> {
    if kind == Some(b"inlineStr") {
        return inline_text(steps);
    }
    steps.pass(b"<v")?;
    let (value, tags) = body(steps, b"/v>")?;
    let content = match kind {
        Some(b"str") => Content::Text(value, Ends::Kept),
        _ if value.is_empty() => Content::Blank,
        None | Some(b"n") => Content::Number(number(value)?),
        Some(b"s") => Content::Listed(whole(value)?),
        Some(b"b") => match value {
            b"0" => Content::Bool(false),
            b"1" => Content::Bool(true),
            _ => return Err(Stop::Odd),
        },
        Some(b"e") => {
            let known = ERRORS.iter().find(|error| error.as_bytes() == value);
            Content::Error(known.ok_or(Stop::Odd)?)
        }
        Some(_) => return Err(Stop::Odd),
    };
    match (kind, content) {
        (Some(kind), Content::Blank) if !matches!(kind, b"n" | b"s" | b"b" | b"e") => {
            Err(Stop::Odd)
        }
        _ => Ok((content, tags)),
    }
}

/// What stands in an element whose name is passed, up to its closing tag, which ends with these bytes; and its tags.
#[inline]
fn body<'b>(steps: &mut Steps<'b>, closing: &[u8]) -> Step<(&'b [u8], u64)> {
    let is_closed = steps.attributes(|name, value| match (name, value) {
        (b"xml:space", b"preserve") => Ok(()),
        _ => Err(Stop::Odd),
    })?;
    if is_closed {
        return Ok((&[], 1));
    }
    let value = steps.until(b'<')?;
    steps.pass(closing)?;
    Ok((value, 2))
}

fn inline_text<'b>(steps: &mut Steps<'b>) -> Step<(Content<'b>, u64)> {
    steps.pass(b"<is>")?;
    steps.blanks();
    steps.pass(b"<t")?;
    let mut ends = Ends::Trimmed;
    let is_closed = steps.attributes(|name, value| match (name, value) {
        (b"xml:space", b"preserve") if ends == Ends::Trimmed => {
            ends = Ends::Kept;
            Ok(())
        }
        _ => Err(Stop::Odd),
    })?;
    if is_closed {
        return Err(Stop::Odd);
    }
    let text = steps.until(b'<')?;
    steps.pass(b"/t>")?;
    steps.blanks();
    steps.pass(b"</is>")?;
    Ok((Content::Text(text, ends), 4))
}

impl<'b> Formula<'b> {
    /// The rest of a formula, behind `<f`, and its tags.
    fn read(steps: &mut Steps<'b>) -> Step<(Self, u64)> {
        const NAMES: [&[u8]; 3] = [b"t", b"si", b"ref"];
        let (mut kind, mut number, mut area) = (None, None, None);
        let is_closed = steps.attributes(|name, value| match name {
            b"t" => once(&mut kind, value),
            b"si" => once(&mut number, value),
            b"ref" => once(&mut area, value),
            _ => aside(name, value, &NAMES),
        })?;
        for value in [kind, number, area].into_iter().flatten() {
            aside(b"value", value, &[])?;
        }
        let kind = match (kind, area) {
            (Some(b"shared"), None) => FormulaKind::Derived(whole(number.ok_or(Stop::Odd)?)?),
            (Some(b"shared"), Some(area)) if is_area(area) => {
                FormulaKind::Shared(whole(number.ok_or(Stop::Odd)?)?)
            }
            (Some(b"shared"), Some(_)) => return Err(Stop::Odd),
            _ => FormulaKind::Own,
        };
        if is_closed {
            return Ok((Self { text: &[], kind }, 1));
        }
        let text = steps.until(b'<')?;
        steps.pass(b"/f>")?;
        Ok((Self { text, kind }, 2))
    }
}

/// `AB7`, as zero-based row and column on the grid.
#[inline]
pub(super) fn place(address: &[u8]) -> Step<(u32, u32)> {
    let mut column: u32 = 0;
    let mut letters = 0;
    for byte in address {
        let letter = byte.wrapping_sub(b'A');
        if letter >= 26 {
            break;
        }
        letters += 1;
        if letters > 3 {
            return Err(Stop::Odd);
        }
        column = column * 26 + u32::from(letter) + 1;
    }
    let digits = address.get(letters..).unwrap_or_default();
    Ok((row(digits)?, column_on_grid(column)?))
}

/// `7`, as a zero-based row of the grid.
#[inline]
pub(super) fn row(digits: &[u8]) -> Step<u32> {
    let row = whole(digits)?.checked_sub(1).ok_or(Stop::Odd)?;
    if row < limits::ROWS && !digits.starts_with(b"0") {
        Ok(row)
    } else {
        Err(Stop::Odd)
    }
}

fn column_on_grid(number: u32) -> Step<u32> {
    let column = number.checked_sub(1).ok_or(Stop::Odd)?;
    if column < limits::COLUMNS {
        Ok(column)
    } else {
        Err(Stop::Odd)
    }
}

/// Whether this is `A1`, or `A1:B2` from a first to a last corner.
pub(super) fn is_area(reference: &[u8]) -> bool {
    let mut corners = reference.split(|byte| *byte == b':').map(place);
    match (corners.next(), corners.next(), corners.next()) {
        (Some(Ok(_)), None, None) => true,
        (Some(Ok(first)), Some(Ok(last)), None) => first.0 <= last.0 && first.1 <= last.1,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(xml: &str) -> Step<Cell<'_>> {
        Cell::read(&mut Steps::new(xml.strip_prefix("<c").unwrap().as_bytes()))
    }

    #[test]
    fn a_cell_is_read_whole() {
        let read = cell(r#"<c r="AB7" s="3" t="s"><v>12</v></c>"#).unwrap();
        assert_eq!(read.at, Some((6, 27)));
        assert_eq!((read.style, read.content), (Some(3), Content::Listed(12)));
        assert_eq!(read.tags, 4);
        let sum = cell(r#"<c r="A1"><f t="shared" ref="A1:A9" si="4">B1*2</f><v>-0.5</v></c>"#);
        let sum = sum.unwrap();
        assert_eq!(sum.content, Content::Number(-0.5));
        let formula = sum.formula.unwrap();
        assert_eq!(formula.kind, FormulaKind::Shared(4));
        assert_eq!((formula.text, sum.tags), (&b"B1*2"[..], 6));
        let inline = cell(r#"<c t="inlineStr"><is><t xml:space="preserve"> a</t></is></c>"#);
        assert_eq!(inline.unwrap().content, Content::Text(b" a", Ends::Kept));
        for blank in [
            r#"<c r="A1" s="2"/>"#,
            r#"<c r="A1"></c>"#,
            r#"<c r="A1"><v/></c>"#,
        ] {
            assert_eq!(cell(blank).unwrap().content, Content::Blank, "{blank}");
        }
    }

    #[test]
    fn every_cell_cut_short_is_short() {
        let whole = r#"<c r="B2" s="1" t="str"><f t="array" ref="B2">A1&amp;"x"</f><v>x</v></c>"#;
        assert!(cell(whole).is_ok());
        for length in 2..whole.len() {
            assert_eq!(cell(&whole[..length]), Err(Stop::Short), "{length}");
        }
    }

    #[test]
    fn what_the_other_reader_takes_its_own_way_is_odd() {
        for odd in [
            r#"<c r="a1"><v>1</v></c>"#,
            r#"<c r="A0"><v>1</v></c>"#,
            r#"<c r="XFE1"><v>1</v></c>"#,
            r#"<c r="A1" r="A2"><v>1</v></c>"#,
            r#"<c x:r="A1"><v>1</v></c>"#,
            r#"<c r="A1"><v>1</v><f>A2</f></c>"#,
            r#"<c r="A1"><v><![CDATA[1]]></v></c>"#,
            r#"<c r="A1"><v>1<!-- --></v></c>"#,
            r#"<c r="A1"><v>1</v ></c>"#,
            r#"<c r="A1"><x:v>1</x:v></c>"#,
            r#"<c r="A1" t="b"><v>true</v></c>"#,
            r#"<c r="A1" t="e"><v>#SPILL!</v></c>"#,
            r#"<c r="A1" t="d"><v>2025-04-01</v></c>"#,
            r#"<c r="A1" t="odd"><v/></c>"#,
            r#"<c r="A1" t="s"><v>-1</v></c>"#,
            r#"<c r="A1" t="inlineStr"><v>a</v></c>"#,
            r#"<c r="A1" t="inlineStr"><is><r><t>a</t></r></is></c>"#,
            r#"<c r="A1"><is><t>a</t></is></c>"#,
            r#"<c r="A1"><f t="shared">B1</f><v>1</v></c>"#,
            r#"<c r="A1"><f t="shared" si="0" ref="B9:A1">B1</f><v>1</v></c>"#,
            r#"<c r="A1"><extLst/></c>"#,
        ] {
            assert_eq!(cell(odd), Err(Stop::Odd), "{odd}");
        }
    }
}
