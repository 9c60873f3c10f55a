//! The way from a figure to its cells, in few words.

use super::{Align, Column, Link, TableCell, Tone};
use crate::plan::{Cells, Money, Sourced};
use crate::wording::{Quote, counted};
use crate::workbook::CellRef;

/// Signs of a file's name shown beside an address.
const NAME_SHOWN: usize = 18;

/// `I&E!P48`, among several workbooks `I&E!P48, Alder plan…`, or `7 cells`; nothing where there is none.
pub fn link_text(cells: &[CellRef]) -> Option<String> {
    match cells {
        [] => None,
        [only] if only.sheet.among_several => Some(format!(
            "{}, {}",
            only.within_workbook(),
            short_name(&only.sheet.workbook)
        )),
        [only] => Some(only.to_string()),
        many => Some(counted(many.len(), "cell", "cells")),
    }
}

/// A file's name without its ending, as far as it fits beside an address; the whole name is shown on hover.
fn short_name(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    if stem.chars().count() <= NAME_SHOWN {
        return stem.to_owned();
    }
    let start: String = stem.chars().take(NAME_SHOWN).collect();
    format!("{}…", start.trim_end())
}

pub(super) fn link(cells: &Cells) -> Option<Link> {
    Some(Link {
        text: link_text(cells)?,
        cells: cells.clone(),
    })
}

pub(super) fn column(label: &str, align: Align, weight: f32) -> Column {
    Column {
        label: label.to_owned(),
        align,
        weight,
    }
}

pub(super) fn text_cell(text: impl Into<String>) -> TableCell {
    TableCell {
        text: text.into(),
        ..TableCell::default()
    }
}

/// A figure in a table; a deficit in the adverse tone as well as in brackets.
pub(super) fn money_cell(quote: Quote, money: &Sourced<Money>) -> TableCell {
    TableCell {
        text: quote.bare(money.value),
        tone: if money.value.is_negative() {
            Tone::Adverse
        } else {
            Tone::Neutral
        },
        number: Some(money.value.to_f64()),
        cells: money.cells.clone(),
        opens: None,
    }
}

/// A figure that may be absent: shown as absent, never as zero.
pub(super) fn optional_money_cell(quote: Quote, money: Option<&Sourced<Money>>) -> TableCell {
    money.map_or_else(
        || TableCell {
            text: "–".to_owned(),
            tone: Tone::Muted,
            ..TableCell::default()
        },
        |money| money_cell(quote, money),
    )
}
