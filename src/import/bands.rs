//! Which columns of a sheet belong to one table: blank columns set blocks apart that can each stand alone. Knows no header.

use super::grid::Grid;
use super::region::{is_label, is_number};
use super::text::one_line;
use crate::workbook::Cell;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// Two tables side by side seldom have this many rows, the same ones, and no header in common.
const SAME_ROWS: usize = 5;

/// Enough to know a table by.
const ROWS_COMPARED: usize = 400;

pub(super) type Band = std::ops::RangeInclusive<u32>;

pub(super) fn cells_in<'g, 'a>(
    grid: &'g Grid<'a>,
    row: u32,
    band: &'g Band,
) -> impl Iterator<Item = (u32, Cell<'a>)> + use<'g, 'a> {
    let cells = grid.row(row).from_column(*band.start());
    cells.iter().take_while(|(column, _)| column <= band.end())
}

/// Column ranges that blank columns set apart and that can each hold a table of their own.
pub(super) fn bands(grid: &Grid<'_>, rows: &[u32]) -> Vec<Band> {
    let everywhere = 0..=u32::MAX;
    split(grid, rows, &used_columns(grid, rows.iter(), &everywhere))
        .iter()
        .filter_map(|part| Some(*part.first()?..=*part.last()?))
        .collect()
}

/// The columns of a band that any of the rows fills, from left to right.
pub(super) fn used_columns<'r>(
    grid: &Grid<'_>,
    rows: impl Iterator<Item = &'r u32>,
    band: &Band,
) -> Vec<u32> {
    let mut used: Vec<u32> = Vec::new();
    for row in rows {
        // Most rows fill columns that are known already, and both come in their order.
        let mut at = 0;
        for column in columns_in(grid, *row, band) {
            while used.get(at).is_some_and(|known| *known < column) {
                at += 1;
            }
            if used.get(at) != Some(&column) {
                used.insert(at, column);
            }
        }
    }
    used
}

fn columns_in<'g>(
    grid: &'g Grid<'_>,
    row: u32,
    band: &'g Band,
) -> impl Iterator<Item = u32> + use<'g> {
    let cells = grid.row(row).from_column(*band.start());
    cells.columns().take_while(|column| column <= band.end())
}

/// Whether a row fills any column of the band.
pub(super) fn fills(grid: &Grid<'_>, row: u32, band: &Band) -> bool {
    columns_in(grid, row, band).next().is_some()
}

/// Columns split where a blank column lies between two blocks that each have labels on the left and values beside them.
pub(super) fn split(grid: &Grid<'_>, rows: &[u32], columns: &[u32]) -> Vec<Vec<u32>> {
    let mut blocks: Vec<Vec<u32>> = Vec::new();
    for column in columns {
        match blocks.last_mut() {
            Some(block) if block.last().is_some_and(|last| last + 1 == *column) => {
                block.push(*column);
            }
            _ => blocks.push(vec![*column]),
        }
    }
    if blocks.len() < 2 {
        return vec![columns.to_vec()];
    }
    let mut parts: Vec<Vec<u32>> = Vec::new();
    for block in blocks {
        match parts.last_mut() {
            Some(left) if !is_another_table(grid, rows, left, &block) => left.extend(block),
            _ => parts.push(block),
        }
    }
    parts
}

/// Whether a block behind a blank column is a table beside the one to its left, rather than more columns of it.
fn is_another_table(grid: &Grid<'_>, rows: &[u32], left: &[u32], block: &[u32]) -> bool {
    // A table may begin with the numbers of its lines.
    let block = match block.split_first() {
        Some((first, rest)) if numbers_lines(grid, rows, *first) => rest,
        _ => block,
    };
    let own = labelled(grid, rows, block);
    if own.len() < 2 {
        return false;
    }
    let theirs = listed(grid, rows, left);
    theirs.len() >= 2 && !goes_on(grid, rows, (left, &theirs), (block, &own))
}

/// Whether the block tells more of the lines to its left: its first column repeats a few words, which name no lines, or
/// it has exactly their rows under headers that none of theirs repeats.
fn goes_on(
    grid: &Grid<'_>,
    rows: &[u32],
    (left, theirs): (&[u32], &[u32]),
    (block, own): (&[u32], &[u32]),
) -> bool {
    let filled = |row: &u32| left.iter().any(|at| grid.cell(*row, *at).is_some());
    let texts = |columns: &[u32], row: u32| -> BTreeSet<String> {
        columns
            .iter()
            .filter_map(|at| grid.text(row, *at).map(one_line))
            .collect()
    };
    let names: BTreeSet<&str> = own
        .iter()
        .filter_map(|row| grid.text(*row, *block.first()?))
        .collect();
    if names.len() * 3 < own.len() * 2 && own.iter().all(filled) {
        return true;
    }
    let above = rows
        .iter()
        .rev()
        .find(|row| Some(*row) < own.first() && !texts(block, **row).is_empty());
    above.is_some_and(|header| {
        let (one, other) = (texts(left, *header), texts(block, *header));
        // A total may be named on one side alone.
        let shared = own.iter().filter(|row| theirs.contains(row)).count();
        shared >= SAME_ROWS
            && shared * 5 >= own.len().max(theirs.len()) * 4
            && !one.is_empty()
            && one.is_disjoint(&other)
    })
}

/// The rows with a label in the block's first column and a value to the right.
fn labelled(grid: &Grid<'_>, rows: &[u32], block: &[u32]) -> Vec<u32> {
    let (Some(first), Some(last)) = (block.first(), block.last()) else {
        return Vec::new();
    };
    let band = *first..=*last;
    rows.iter()
        .filter(|row| {
            grid.cell(**row, *first).is_some_and(is_label)
                && cells_in(grid, **row, &band).any(|(_, cell)| is_number(cell))
        })
        .copied()
        .take(ROWS_COMPARED)
        .collect()
}

/// Whether a column counts: 1, 2, 3, or 7.01, 7.02, 7.20.
fn numbers_lines(grid: &Grid<'_>, rows: &[u32], column: u32) -> bool {
    let counts: Vec<Decimal> = rows
        .iter()
        .filter_map(|row| grid.number(*row, column))
        .take(ROWS_COMPARED)
        .collect();
    let small = |step: Decimal| step > Decimal::ZERO && step <= Decimal::ONE;
    let steps = counts
        .windows(2)
        .filter(|pair| matches!(pair, [a, b] if b.checked_sub(*a).is_some_and(small)));
    counts.len() >= 2 && steps.count() * 3 >= (counts.len() - 1) * 2
}

/// The rows with a label and a value, in whatever order: a table may begin with numbers of its lines, or with its values.
fn listed(grid: &Grid<'_>, rows: &[u32], block: &[u32]) -> Vec<u32> {
    let (Some(first), Some(last)) = (block.first(), block.last()) else {
        return Vec::new();
    };
    let band = *first..=*last;
    let holds = |row: u32, says: fn(Cell<'_>) -> bool| {
        cells_in(grid, row, &band).any(|(_, cell)| says(cell))
    };
    rows.iter()
        .filter(|row| holds(**row, is_label) && holds(**row, is_number))
        .copied()
        .take(ROWS_COMPARED)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::fixture::sheet;
    use crate::import::region::regions;

    fn tables(drawn: &str) -> usize {
        regions(&Grid::new(&sheet("CIP", drawn))).len()
    }

    #[test]
    fn columns_behind_a_spacer_tell_more_of_the_same_lines() {
        let repeated = "Ref|PYE||Group|FYE\nA1|5||Acute|6\nA2|6||Acute|7\nA3|7||Acute|8";
        assert_eq!(tables(repeated), 1);
        let same = "Ref|PYE||Scheme|FYE\nA1|5||Beds|6\nA2|6||Bank|7\nA3|7||Hub|8\nA4|8||Rota|9\nA5|9||Kit|1";
        assert_eq!(tables(same), 1);
    }

    #[test]
    fn a_table_beside_another_may_begin_with_the_numbers_of_its_lines() {
        let beside = "Line|Plan||No|Scheme|Plan\nIncome|90||1.01|Beds|6\nPay|-60||1.02|Bank|7\nNon-pay|-30||1.03|Hub|8";
        assert_eq!(tables(beside), 2);
    }

    #[test]
    fn a_table_beside_another_has_headers_or_rows_of_its_own() {
        let twins = "Body|PYE||Body|FYE\nA1|5||Beds|6\nA2|6||Bank|7\nA3|7||Hub|8\nA4|8||Rota|9\nA5|9||Kit|1";
        assert_eq!(tables(twins), 2);
        let longer = "Body|PYE||Group|FYE\nA1|5||Acute|6\nA2|6||Acute|7\n|||Acute|8\n|||Acute|9";
        assert_eq!(tables(longer), 2);
    }
}
