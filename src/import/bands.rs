//! Which columns of a sheet belong to one table: blank columns set blocks apart that can each stand alone. Knows no header.

use super::grid::Grid;
use super::region::{is_label, is_number};
use crate::workbook::Cell;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

pub(super) type Band = std::ops::RangeInclusive<u32>;

pub(super) fn cells_in<'g, 'a>(
    grid: &'g Grid<'a>,
    row: u32,
    band: &'g Band,
) -> impl Iterator<Item = (u32, &'a Cell)> + use<'g, 'a> {
    grid.row(row)
        .iter()
        .filter(|(column, _)| band.contains(column))
        .copied()
}

/// Column ranges that blank columns set apart and that can each hold a table of their own.
pub(super) fn bands(grid: &Grid<'_>, rows: &[u32]) -> Vec<Band> {
    let mut used = BTreeSet::new();
    for row in rows {
        used.extend(grid.row(*row).iter().map(|(column, _)| *column));
    }
    split(grid, rows, &used.into_iter().collect::<Vec<_>>())
        .iter()
        .filter_map(|part| Some(*part.first()?..=*part.last()?))
        .collect()
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
        let alone = stands_alone(grid, rows, &block);
        match parts.last_mut() {
            Some(left)
                if !(alone && (stands_alone(grid, rows, left) || numbered(grid, rows, left))) =>
            {
                left.extend(block);
            }
            _ => parts.push(block),
        }
    }
    parts
}

/// Whether the block reads as a table: at least two rows with a label in its first column and a value to the right.
fn stands_alone(grid: &Grid<'_>, rows: &[u32], block: &[u32]) -> bool {
    let (Some(first), Some(last)) = (block.first(), block.last()) else {
        return false;
    };
    let band = *first..=*last;
    rows.iter()
        .filter(|row| {
            grid.cell(**row, *first).is_some_and(is_label)
                && cells_in(grid, **row, &band).any(|(_, cell)| is_number(cell))
        })
        .take(2)
        .count()
        == 2
}

/// Whether the block reads as a table behind a column that numbers its lines: 1, 2, 3, or 7.01, 7.02, 7.20.
fn numbered(grid: &Grid<'_>, rows: &[u32], block: &[u32]) -> bool {
    let Some((first, rest)) = block.split_first() else {
        return false;
    };
    let counts: Vec<Decimal> = rows
        .iter()
        .filter_map(|row| grid.number(*row, *first))
        .collect();
    let steps = counts.windows(2).filter(|pair| match pair {
        [a, b] => b
            .checked_sub(*a)
            .is_some_and(|step| step > Decimal::ZERO && step <= Decimal::ONE),
        _ => false,
    });
    counts.len() >= 2
        && steps.count() * 3 >= (counts.len() - 1) * 2
        && stands_alone(grid, rows, rest)
}
