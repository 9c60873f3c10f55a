//! A key that stands right beside the list it explains: "Maturity | Meaning" behind the last column of the list.

use super::grid::Grid;
use super::region::Region;
use super::text::{has_any, name_key, padded, words};

/// Heads of what words mean.
const MEANINGS: &str = "meaning; means; definition; description; explanation";
const HEAD_WORDS_MAX: usize = 3;

/// Whether a header promises what another column's words mean.
pub(super) fn explains(head: &str) -> bool {
    let all = words(head);
    all.len() <= HEAD_WORDS_MAX && has_any(&padded(&all), MEANINGS)
}

/// The list and its key apart, where the last two columns are headed as a column of the list and as what it means.
pub(super) fn split(grid: &Grid<'_>, region: Region) -> Vec<Region> {
    let head = |column: &u32| region.header_texts(grid, *column).pop().unwrap_or_default();
    let [list @ .., term, meaning] = region.columns.as_slice() else {
        return vec![region];
    };
    let own = name_key(&head(term));
    let of_list = |column: &u32| !own.is_empty() && name_key(&head(column)) == own;
    if !explains(&head(meaning)) || !list.iter().any(of_list) {
        return vec![region];
    }
    let filled =
        |row: &&u32| grid.cell(**row, *term).is_some() && grid.text(**row, *meaning).is_some();
    let key = Region {
        columns: vec![*term, *meaning],
        rows: region.rows.iter().filter(filled).copied().collect(),
        title: Vec::new(),
        header: region.header.clone(),
    };
    let rest = Region {
        columns: list.to_vec(),
        ..region.clone()
    };
    vec![rest, key]
}
