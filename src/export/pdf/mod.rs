//! The board pack: pages → a tagged, accessible PDF of 16:9 pages, with real text and drawn charts.

mod axes;
mod bars;
mod block;
mod canvas;
mod difference;
mod figures;
mod fill;
mod findings;
mod font;
mod heading;
mod icons;
mod labels;
mod lines;
mod page;
mod style;
mod table;
mod tone;
mod waterfall;
mod write;

use super::error::ExportError;
use super::file;
use crate::report::{Page, PageId};
use block::FindingsRest;
use font::Fonts;
use std::path::Path;
use write::Sheet;

/// What the document says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PackInfo {
    /// Shown in the window of the PDF reader: the plan's name and year.
    pub title: String,
}

/// Writes the pack, all of it or nothing; what stands there before is replaced only if it is a PDF too.
pub fn write_pack(pages: &[Page], about: &PackInfo, out: &Path) -> Result<(), ExportError> {
    let bytes = pack_bytes(pages, about)?;
    file::replace(out, &bytes)
}

/// The pack as the bytes of a file; the same pages give the same bytes.
pub fn pack_bytes(pages: &[Page], about: &PackInfo) -> Result<Vec<u8>, ExportError> {
    if pages.is_empty() {
        return Err(ExportError::NoPages);
    }
    let fonts = Fonts::load()?;
    // An accessible document has a title, whatever its plan is called.
    let title = match fonts.clean(&about.title) {
        title if title.trim().is_empty() => "Board pack".to_owned(),
        title => title,
    };
    write::write(&fonts, &title, &draw(&fonts, pages))
}

fn draw(fonts: &Fonts, pages: &[Page]) -> Vec<Sheet> {
    let rest = |page: &Page| {
        let listed = pages.iter().any(|other| other.id == PageId::Findings);
        if listed && page.id != PageId::Findings {
            FindingsRest::OwnPage
        } else {
            FindingsRest::NextSheet
        }
    };
    let drawn: Vec<_> = pages
        .iter()
        .map(|page| page::sheets(fonts, page, rest(page)))
        .collect();
    let n_sheets = drawn.iter().map(Vec::len).sum();
    let mut sheets: Vec<Sheet> = Vec::new();
    for (page, bodies) in pages.iter().zip(drawn) {
        for (part, mut items) in bodies.into_iter().enumerate() {
            items.extend(page::foot(fonts, page, sheets.len() + 1, n_sheets));
            sheets.push(Sheet {
                items,
                outline: (part == 0).then(|| fonts.clean(&page.title)),
            });
        }
    }
    sheets
}

#[cfg(test)]
mod tests;
