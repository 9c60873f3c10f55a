//! Which sheet of one workbook is which of the other: by name, else by what stands in it.

use super::grid::{Grid, Mark, likeness};

/// Sheets of other names are one where so much of their values is the same.
const ALIKE: f64 = 0.4;

/// Places of the sheets that are one, of those that are gone, and of those that are new.
pub(super) fn pairs(
    before: &[Grid<'_>],
    now: &[Grid<'_>],
) -> (Vec<(usize, usize)>, Vec<usize>, Vec<usize>) {
    let name = |grid: &Grid<'_>| grid.sheet.name().trim().to_lowercase();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let is_free = |pairs: &[(usize, usize)], old: Option<usize>, new: Option<usize>| {
        !pairs
            .iter()
            .any(|(was, is)| old == Some(*was) || new == Some(*is))
    };
    for (was, old) in before.iter().enumerate() {
        let same = now.iter().position(|new| name(new) == name(old));
        if let Some(is) = same.filter(|is| is_free(&pairs, None, Some(*is))) {
            pairs.push((was, is));
        }
    }
    let values: Vec<Vec<Mark>> = before.iter().map(whole).collect();
    let later: Vec<Vec<Mark>> = now.iter().map(whole).collect();
    let mut alike: Vec<(f64, usize, usize)> = Vec::new();
    for (was, old) in values.iter().enumerate() {
        for (is, new) in later.iter().enumerate() {
            if is_free(&pairs, Some(was), Some(is)) {
                alike.push((likeness(old, new), was, is));
            }
        }
    }
    alike.retain(|(likeness, ..)| *likeness >= ALIKE);
    alike.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    for (_, was, is) in alike {
        if is_free(&pairs, Some(was), None) && is_free(&pairs, None, Some(is)) {
            pairs.push((was, is));
        }
    }
    let gone = (0..before.len())
        .filter(|was| is_free(&pairs, Some(*was), None))
        .collect();
    let added = (0..now.len())
        .filter(|is| is_free(&pairs, None, Some(*is)))
        .collect();
    (pairs, gone, added)
}

/// A sample of all values of a sheet.
fn whole(grid: &Grid<'_>) -> Vec<Mark> {
    let mut all: Vec<Mark> = grid
        .columns
        .iter()
        .flat_map(|column| column.sketch.iter().copied())
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}
