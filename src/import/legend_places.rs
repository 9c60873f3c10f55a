//! Where a sheet sets words and their meanings down: one under the other, or apart from each other.

use super::grid::{self, Grid};
use super::legend::{TERM_WORDS_MAX, TEXT_MAX};
use super::legend_words::code;
use super::text::words;
use crate::workbook::CellRef;
use rust_decimal::Decimal;

/// Codes and their meanings in one cell each, right under each other: "D  in delivery", "N  nothing found". One alone, or one
/// code twice, is no list.
pub(super) fn stacked(grid: &Grid<'_>) -> Vec<(CellRef, (String, String))> {
    let mut found = Vec::new();
    for (column, run) in alone(grid) {
        let codes: Vec<_> = run
            .iter()
            .filter_map(|(row, text)| Some((*row, code(text, false)?)))
            .collect();
        let mut distinct: Vec<&str> = codes.iter().map(|(_, (term, _))| term.as_str()).collect();
        distinct.sort_unstable();
        distinct.dedup();
        // What heads the list is no code.
        if codes.len() > 1 && codes.len() + 1 >= run.len() && distinct.len() == codes.len() {
            found.extend(
                codes
                    .into_iter()
                    .map(|(row, entry)| (grid.at(row, column), entry)),
            );
        }
    }
    found
}

/// Rows of one text each, one right under the other, with their column.
fn alone<'a>(grid: &Grid<'a>) -> Vec<(u32, Vec<(u32, &'a str)>)> {
    let mut runs: Vec<(u32, Vec<(u32, &'a str)>)> = Vec::new();
    for row in grid.row_numbers() {
        let mut cells = grid.row(row).iter();
        let (Some((column, cell)), None) = (cells.next(), cells.next()) else {
            continue;
        };
        let Some(text) = cell.text().filter(|text| text.len() <= TEXT_MAX) else {
            continue;
        };
        match runs.last_mut() {
            Some((own, run))
                if *own == column && run.last().is_some_and(|(last, _)| last + 1 == row) =>
            {
                run.push((row, text));
            }
            _ => runs.push((column, vec![(row, text)])),
        }
    }
    runs
}

/// A row of a word, a weight or nothing, and what the word means: "L0 | 0% | placeholder".
pub(super) fn apart<'a>(grid: &Grid<'a>, row: u32) -> Option<(u32, &'a str, &'a str)> {
    let mut cells = grid.row(row).iter();
    let (column, term) = cells.next()?;
    let (second, middle) = cells.next()?;
    let third = cells.next();
    let (next, meaning) = match third {
        Some(third) => {
            let weight = grid::number(middle)?;
            let is_weight =
                second == column + 1 && weight >= Decimal::ZERO && weight <= Decimal::ONE_HUNDRED;
            is_weight.then_some(third)?
        }
        None => (second, middle),
    };
    let whole = cells.next().is_none() && next == column + 2;
    Some((column, term.text()?, meaning.text()?)).filter(|_| whole)
}

/// Whether a row holds nothing but two words, side by side from this column on: "Stage" and "Meaning".
pub(super) fn is_headed(grid: &Grid<'_>, row: u32, column: u32) -> bool {
    let cells: Vec<u32> = grid.row(row).iter().map(|(at, _)| at).collect();
    let says = |at: u32| {
        grid.text(row, at)
            .is_some_and(|text| words(text).len() <= TERM_WORDS_MAX)
    };
    cells == [column, column + 1] && says(column) && says(column + 1)
}

/// Whether the cells right above this one lead up to one that calls itself a key.
pub(super) fn under_a_key(grid: &Grid<'_>, row: u32, column: u32) -> bool {
    let from = row.saturating_sub(KEY_ROWS_MAX);
    let above = (from..row)
        .rev()
        .map_while(|above| grid.text(above, column));
    let mut heads = above.filter(|text| words(text).len() <= TERM_WORDS_MAX);
    heads.any(|text| {
        words(text)
            .first()
            .is_some_and(|word| word == "key" || word == "legend")
    })
}

/// A key is no list.
const KEY_ROWS_MAX: u32 = 15;
