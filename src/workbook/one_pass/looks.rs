//! How the workbook's styles dress a cell, and what kind of number they make of one: asked of the general reader, by
//! letting it read one number in each style.

use super::super::builder::Builder;
use super::super::cells::StyleId;
use super::super::read_xlsx::{Book, style_ids};
use super::super::refusal::Refusal;
use calamine::DataRef;
use std::fmt::Write as _;

/// More styles than Excel can keep.
const STYLES: usize = 70_000;

/// What a number is in some style.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Kind {
    #[default]
    Number,
    Date,
    Duration,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub style: StyleId,
    pub kind: Kind,
}

/// By place in the workbook's list of styles.
#[derive(Debug, Default)]
pub(super) struct Looks(Vec<Look>);

impl Looks {
    /// A sheet of one number in each of so many styles; `None` where there are more than any workbook has.
    pub(super) fn question(styles: usize) -> Option<String> {
        if styles > STYLES {
            return None;
        }
        let mut sheet = String::from(r#"<worksheet><sheetData><row r="1">"#);
        for style in 0..styles {
            // Writing to a string cannot fail.
            write!(sheet, r#"<c s="{style}"><v>1</v></c>"#).unwrap_or_default();
        }
        sheet.push_str("</row></sheetData></worksheet>");
        Some(sheet)
    }

    /// Reads the answers from the sheet of that name; `None` where they cannot be understood.
    pub(super) fn answered(
        book: &mut Book<'_>,
        name: &str,
        builder: &mut Builder<'_>,
    ) -> Result<Option<Self>, Refusal> {
        let Ok(mut cells) = book.worksheet_cells_reader(name) else {
            return Ok(None);
        };
        let styles = style_ids(cells.styles(), builder)?;
        let mut kinds = Vec::new();
        loop {
            match cells.next_cell() {
                Ok(Some(cell)) => kinds.push(match cell.get_value() {
                    DataRef::Float(_) => Kind::Number,
                    DataRef::DateTime(day) if day.is_datetime() => Kind::Date,
                    DataRef::DateTime(_) => Kind::Duration,
                    _ => return Ok(None),
                }),
                Ok(None) => break,
                Err(_) => return Ok(None),
            }
        }
        if kinds.len() < styles.len() {
            return Ok(None);
        }
        let looks = styles.into_iter().zip(kinds);
        Ok(Some(Self(
            looks.map(|(style, kind)| Look { style, kind }).collect(),
        )))
    }

    /// A cell without a style is dressed like the first one, and its number is a number.
    #[inline]
    pub(super) fn of(&self, style: Option<u32>) -> Look {
        match style {
            Some(place) => self.0.get(place as usize).copied().unwrap_or_default(),
            None => Look {
                style: self.0.first().map_or(0, |look| look.style),
                kind: Kind::Number,
            },
        }
    }
}
