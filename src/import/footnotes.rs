//! Marks on names that a note on the sheet explains: "Outpatients *", and below "* In the plan, no scheme identified".

use super::grid::Grid;
use super::legend_words::absent;
use super::text::one_line;
use crate::workbook::{CellRef, Sheet};
use std::collections::{BTreeMap, BTreeSet};

const MARKS: [char; 8] = [
    '*', '\u{2020}', '\u{2021}', '#', '^', '~', '\u{a7}', '\u{b0}',
];

/// A note is no essay.
const NOTE_MAX: usize = 400;
/// A mark in brackets is no longer.
const MARK_MAX: usize = 4;

/// A mark that stands for savings without a scheme, what the note says, and its cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Footnote {
    mark: String,
    pub(super) says: String,
    pub(super) cell: CellRef,
}

/// The notes of a sheet that say of a mark that nothing stands behind what bears it.
pub(super) fn of(grid: &Grid<'_>) -> Vec<Footnote> {
    let mut found = Vec::new();
    for row in grid.row_numbers() {
        for (column, text) in grid.row(row).texts() {
            let text = text.trim_start();
            if !text.starts_with(MARKS) || text.len() > NOTE_MAX {
                continue;
            }
            let rest = text.trim_start_matches(MARKS);
            let mark = text.get(..text.len() - rest.len()).unwrap_or_default();
            let says = one_line(rest.trim_start_matches([' ', '=', ':', '-', ')']));
            found.push(Footnote {
                mark: mark.to_owned(),
                says,
                cell: grid.at(row, column),
            });
        }
    }
    // Of lines that begin with one mark, one below the other, the first explains it where one more goes on; three and more
    // are items of a list.
    let mut rows: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
    for note in &found {
        rows.entry(&note.mark).or_default().insert(note.cell.row);
    }
    let alone = |note: &Footnote| {
        let own = rows.get(note.mark.as_str());
        let has =
            |row: Option<u32>| row.is_some_and(|row| own.is_some_and(|own| own.contains(&row)));
        let row = note.cell.row;
        let goes_on = has(row.checked_add(1)) && has(row.checked_add(2));
        !(goes_on || has(row.checked_sub(1)))
    };
    // A mark before one word explains nothing.
    let is_sentence = |note: &Footnote| note.says.split(' ').count() > 1;
    let missing = found
        .iter()
        .filter(|note| is_sentence(note) && alone(note) && absent(&note.says));
    missing.cloned().collect()
}

/// Those of one sheet: a mark means what the note below it says.
pub(super) fn on_sheet(notes: &[Footnote], sheet: &Sheet) -> Vec<Footnote> {
    let own = notes.iter().filter(|note| note.cell.sheet == sheet.address);
    own.cloned().collect()
}

/// The note on the mark that a name ends with.
pub(super) fn on<'n>(notes: &'n [Footnote], name: &str) -> Option<&'n Footnote> {
    // "Other measures *(NR)"
    let before = name.trim_end().strip_suffix(')');
    let before = before.and_then(|name| name.rsplit_once('('));
    let before = before
        .filter(|(before, inside)| inside.len() <= MARK_MAX && before.trim_end().ends_with(MARKS));
    let name = before.map_or(name, |(before, _)| before);
    let name = name.trim_end().trim_end_matches(')');
    let bare = name.trim_end_matches(MARKS);
    let mark = name.get(bare.len()..).filter(|mark| !mark.is_empty())?;
    notes.iter().find(|note| note.mark == mark)
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{flagged, read};

    fn flagged_with(note: &str) -> Vec<String> {
        let drawn = format!(
            "Oak NHS Trust CIP 2024/25 £k\n\nScheme|Lead|Plan\nBeds|AB|500\nMedicine *|CD|300\nSurgery**|EF|200\nTotal||1000\n\n{note}"
        );
        let plan = read(&[("CIP", &drawn)]);
        let savings = plan.savings.unwrap();
        flagged(&savings).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_mark_is_explained_below_the_list() {
        assert_eq!(
            flagged_with("* Counted in the plan, no scheme has been identified for it"),
            ["Medicine *"]
        );
        assert_eq!(
            flagged_with("* Includes VAT\n** = amount without a scheme behind it"),
            ["Surgery**"]
        );
        let drawn = "Oak NHS Trust CIP 2024/25 £k\n\nScheme|Lead|Plan\nBeds (NR)|AB|500\nMedicine*(NR)|CD|300\nSurgery|EF|200\n\n* No scheme has been identified";
        let savings = read(&[("CIP", drawn)]).savings.unwrap();
        assert_eq!(flagged(&savings), ["Medicine*(NR)"]);
    }

    #[test]
    fn a_note_may_stand_below_each_of_two_tables_or_beside_marks_of_other_things() {
        for note in [
            "* No scheme has been identified\n\nLater\n\n* No scheme has been identified",
            "* mandatory\n\n* No scheme has been identified for it",
            "* No scheme has been identified\n* See also the paper to the committee",
        ] {
            assert_eq!(flagged_with(note), ["Medicine *"], "{note}");
        }
    }

    #[test]
    fn a_note_of_something_else_says_nothing_of_schemes() {
        assert!(flagged_with("* Subject to consultation").is_empty());
        let bullets = "* Non-recurrent\n* £200k of next year's programme has not been identified";
        assert!(flagged_with(bullets).is_empty());
    }
}
