//! Which table of this file a correction was made for: the one with the same headers on the sheet of the same name, else
//! on another sheet, whatever the row. Where two fit or none, it says so and nothing is corrected.

use super::page::Page;
use super::periods;
use super::region::{Region, said_in_header};
use super::text::{name_key, words};
use crate::review::TableMark;
use crate::workbook::{Area, Cell, Sheet, Value};
use std::collections::BTreeMap;

/// A table among those found: its sheet's place among the pages, its own among the sheet's tables.
pub(super) type Spot = (usize, usize);

/// What became of looking for a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    At(Spot),
    Nowhere,
    /// So many tables fit equally.
    Several(usize),
}

/// What a table is known by in this file and in the next.
pub(super) fn mark(page: &Page<'_>, region: &Region) -> TableMark {
    let header = |column: &u32| name_key(&region.header_texts(&page.grid, *column).join(" "));
    TableMark {
        sheet: page.grid.sheet.name().to_owned(),
        area: region.area(&page.grid).to_string(),
        headers: region.columns.iter().map(header).collect(),
    }
}

/// What cells are known by whose first row holds the headers of a table. Only that row is looked at: below it an extract
/// has more rows than anybody wants as cells.
pub(super) fn mark_of(sheet: &Sheet, area: Area) -> TableMark {
    let (row, cells) = (area.first_row, sheet.row(area.first_row));
    let spread = |column| {
        let mut merges = sheet.merges.iter().rev();
        let over = merges.find(|merged| merged.contains(row, column))?;
        sheet.cell(over.first_row, over.first_column)
    };
    let is_blank = |cell: &Cell<'_>| matches!(cell.value, Value::Text(_)) && cell.text().is_none();
    let header = |column| {
        let own = cells.get(column).filter(|cell| !is_blank(cell));
        let text = own.or_else(|| spread(column)).and_then(said_in_header);
        text.map(|text| name_key(&text)).unwrap_or_default()
    };
    TableMark {
        sheet: sheet.name().to_owned(),
        area: area.to_string(),
        headers: (area.first_column..=area.last_column).map(header).collect(),
    }
}

/// All tables of the file by what they are known by.
pub(super) struct Index {
    marks: Vec<(Spot, TableMark)>,
    by_headers: BTreeMap<Vec<String>, Vec<usize>>,
    /// By headers without their months and numbers: "YTD M6" is "YTD M7" a month later.
    by_stems: BTreeMap<Vec<String>, Vec<usize>>,
}

impl Index {
    pub(super) fn of(pages: &[Page<'_>]) -> Self {
        let mut marks = Vec::new();
        for (at, page) in pages.iter().enumerate() {
            for (number, region) in page.regions.iter().enumerate() {
                marks.push(((at, number), mark(page, region)));
            }
        }
        let mut by_headers: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
        let mut by_stems: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
        for (number, (_, mark)) in marks.iter().enumerate() {
            by_headers
                .entry(mark.headers.clone())
                .or_default()
                .push(number);
            by_stems
                .entry(stems(&mark.headers))
                .or_default()
                .push(number);
        }
        Self {
            marks,
            by_headers,
            by_stems,
        }
    }

    pub(super) fn mark(&self, spot: Spot) -> Option<&TableMark> {
        let found = self.marks.iter().find(|(own, _)| *own == spot);
        found.map(|(_, mark)| mark)
    }

    pub(super) fn locate(&self, wanted: &TableMark) -> Place {
        let named: usize = wanted.headers.iter().map(String::len).sum();
        if named == 0 {
            // Nothing but its place tells a table without headers.
            let here = |mark: &TableMark| same_sheet(mark, wanted) && mark.area == wanted.area;
            let here: Vec<_> = self.marks.iter().filter(|(_, mark)| here(mark)).collect();
            return place(&here);
        }
        let alike = [
            self.by_headers.get(&wanted.headers),
            self.by_stems.get(&stems(&wanted.headers)),
        ];
        for on_its_sheet in [true, false] {
            for numbers in alike.into_iter().flatten() {
                let fitting: Vec<&(Spot, TableMark)> = numbers
                    .iter()
                    .filter_map(|number| self.marks.get(*number))
                    .filter(|(_, mark)| same_sheet(mark, wanted) == on_its_sheet)
                    .collect();
                if fitting.is_empty() {
                    continue;
                }
                let same_place = fitting
                    .iter()
                    .find(|(_, mark)| on_its_sheet && mark.area == wanted.area);
                return match same_place {
                    Some((spot, _)) => Place::At(*spot),
                    None => place(&fitting),
                };
            }
        }
        Place::Nowhere
    }
}

/// Whether both are known by the same headers on the sheet of the same name, months and numbers apart.
pub(super) fn is_of_same_table(mark: &TableMark, wanted: &TableMark) -> bool {
    same_sheet(mark, wanted) && stems(&mark.headers) == stems(&wanted.headers)
}

fn same_sheet(mark: &TableMark, wanted: &TableMark) -> bool {
    mark.sheet.trim().eq_ignore_ascii_case(wanted.sheet.trim())
}

fn place(fitting: &[&(Spot, TableMark)]) -> Place {
    match fitting {
        [] => Place::Nowhere,
        [(spot, _)] => Place::At(*spot),
        several => Place::Several(several.len()),
    }
}

/// Headers without what changes from month to month.
fn stems(headers: &[String]) -> Vec<String> {
    headers.iter().map(|header| stem(header)).collect()
}

/// A header without its months and numbers.
pub(super) fn stem(header: &str) -> String {
    let kept: Vec<String> = words(header)
        .into_iter()
        .filter(|word| {
            let month = periods::month(std::slice::from_ref(word)).is_some();
            !month && !word.chars().any(|sign| sign.is_ascii_digit())
        })
        .collect();
    kept.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::fixture::sheet;
    use crate::import::page;

    const TABLE: &str = "Scheme|YTD M6|Plan £k\nBeds|4|10\nBank|5|12";

    fn wanted(drawn: &str) -> TableMark {
        let sheet = sheet("CIP", drawn);
        let page = page::page(&sheet);
        mark(&page, &page.regions[0])
    }

    fn found(sheets: &[(&str, &str)]) -> Place {
        let sheets: Vec<_> = sheets
            .iter()
            .map(|(name, text)| sheet(name, text))
            .collect();
        let pages: Vec<_> = sheets.iter().map(page::page).collect();
        Index::of(&pages).locate(&wanted(TABLE))
    }

    #[test]
    fn a_table_is_found_below_inserted_rows_and_a_month_later() {
        let later = TABLE.replace("M6", "M7");
        assert_eq!(
            found(&[("Cover", "Words"), ("CIP", &format!("New\n\n{later}"))]),
            Place::At((1, 0))
        );
    }

    #[test]
    fn a_renamed_sheet_is_found_if_it_is_the_only_one() {
        assert_eq!(found(&[("CIP July", TABLE)]), Place::At((0, 0)));
        assert_eq!(
            found(&[("CIP July", TABLE), ("CIP June", TABLE)]),
            Place::Several(2)
        );
    }

    #[test]
    fn other_headers_are_another_table() {
        assert_eq!(
            found(&[("CIP", "Name|Value £k\nBeds|10\nBank|12")]),
            Place::Nowhere
        );
    }

    #[test]
    fn of_two_tables_with_the_same_headers_the_one_in_the_same_place_is_meant() {
        let both = format!("{TABLE}\n\n\nOther|\n{TABLE}");
        assert_eq!(found(&[("CIP", &both)]), Place::At((0, 0)));
        let moved = format!("Note\n\n{both}");
        assert_eq!(found(&[("CIP", &moved)]), Place::Several(2));
    }
}
