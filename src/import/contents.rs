//! Tables of contents: rows that name the other sheets, by their names or by the numbers these begin with. The numbers
//! beside them are no figures.

use super::grid::Grid;
use super::kind::{Kind, Verdict};
use super::page::{Found, Page};
use super::text::words;
use std::collections::BTreeSet;

/// Fewer rows may name a sheet by chance.
const ROWS_MIN: usize = 3;

/// Takes every table of a sheet that lists the others for what it is.
pub(super) fn settle(found: &mut [Found<'_, '_>], pages: &[Page<'_>]) {
    for (at, page) in pages.iter().enumerate() {
        let naming = naming_rows(page, pages, at);
        if naming.len() < ROWS_MIN {
            continue;
        }
        for one in found
            .iter_mut()
            .filter(|one| one.page == at && one.verdict.kind != Kind::Other)
        {
            let grid = one.table.grid;
            let region = &one.table.region;
            // A row of one cell is a remark.
            if region
                .rows
                .iter()
                .all(|row| naming.contains(row) || grid.row(*row).len() < 2)
            {
                one.verdict = Verdict {
                    kind: Kind::Other,
                    score: 0,
                    evidence: vec![
                        "a table of contents: its rows name the other sheets".to_owned(),
                    ],
                };
            }
        }
    }
}

/// The rows that name a sheet other than their own, each sheet once.
fn naming_rows(page: &Page<'_>, pages: &[Page<'_>], at: usize) -> BTreeSet<u32> {
    let others: Vec<Vec<String>> = pages
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != at)
        .map(|(_, other)| words(other.grid.sheet.name()))
        .collect();
    let mut named = BTreeSet::new();
    let mut rows = BTreeSet::new();
    for row in page.grid.row_numbers() {
        let sheet = labels(&page.grid, row).find_map(|label| of_sheet(&label, &others));
        if let Some(sheet) = sheet
            && named.insert(sheet)
        {
            rows.insert(row);
        }
    }
    rows
}

fn labels(grid: &Grid<'_>, row: u32) -> impl Iterator<Item = Vec<String>> {
    let cells = grid.row(row).iter();
    let columns: Vec<u32> = cells.map(|(column, _)| column).collect();
    columns
        .into_iter()
        .filter_map(move |column| grid.label(row, column))
        .map(|label| words(&label))
}

/// The one sheet that a label names: by its name with or without the number before it, or by that number.
fn of_sheet(label: &[String], sheets: &[Vec<String>]) -> Option<usize> {
    let names = |sheet: &Vec<String>| match sheet.as_slice() {
        [number, rest @ ..] if is_ordinal(number) => {
            label == [number.clone()] || (!rest.is_empty() && label == rest) || label == sheet
        }
        whole => !whole.is_empty() && label == whole,
    };
    let mut of = sheets
        .iter()
        .enumerate()
        .filter(|(_, sheet)| names(sheet))
        .map(|(at, _)| at);
    of.next().filter(|_| of.next().is_none())
}

/// "1", "2a", "iv" is left out: it may be a word.
fn is_ordinal(word: &str) -> bool {
    word.len() <= 3 && word.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{sheet, workbook};
    use crate::import::import;
    use crate::plan::Money;
    use crate::review::Review;

    const SCHEMES: &str = "Aske NHS Trust CIP 2025/26 £000\n\nScheme|R/NR|Plan 2025/26\nBeds|R|700\nBank|NR|300\nTotal||1000";

    fn total(index: &str, tabs: [&str; 3]) -> Money {
        let [schemes, one, two] = tabs;
        let sheets = vec![
            sheet("Contents", index),
            sheet(schemes, SCHEMES),
            sheet(one, "Staff in post\n\nx"),
            sheet(two, "Notes\n\ny"),
        ];
        import(&[workbook(sheets)], &Review::default())
            .plan
            .savings
            .unwrap()
            .total()
            .value
    }

    #[test]
    fn the_numbers_of_the_sheets_are_no_savings() {
        let whole = Money::from_pounds(1_000_000);
        let numbered = "Savings report 2025/26, £000\n\n1|Savings schemes (£000)\n2|Staff behind the schemes\n3|Long waits";
        let tabs = ["1 Schemes", "2 Staff", "3 Waits"];
        assert_eq!(total(numbered, tabs), whole);
        let named = "Savings report 2025/26, £000\n\nPage|Savings scheme sheets\n4|CIP schemes\n9|Staffing\n12|Read me";
        assert_eq!(total(named, ["CIP schemes", "Staffing", "Read me"]), whole);
    }

    #[test]
    fn a_list_of_schemes_is_no_contents_where_it_names_no_sheets() {
        let more = "Savings report 2025/26, £000\n\nScheme|Plan 2025/26\nDrugs|40\nTravel|60";
        assert_eq!(
            total(more, ["1 Schemes", "2 Staff", "3 Waits"]),
            Money::from_pounds(1_100_000)
        );
    }
}
