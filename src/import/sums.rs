//! Columns that are the total of the columns beside them, by arithmetic: "Trust" behind its sites, "Both" behind two.
//! Knows no word for a total.

use super::grid::Grid;
use rust_decimal::Decimal;

/// Two rows may agree by chance.
const ROWS_MIN: usize = 3;
const ROWS_MAX: usize = 400;

/// The column that is the sum of all the others in most rows, the one furthest right if several are.
pub(super) fn of_the_others(grid: &Grid<'_>, rows: &[u32], columns: &[u32]) -> Option<u32> {
    if columns.len() < 3 {
        return None;
    }
    columns
        .iter()
        .rev()
        .find(|whole| is_sum(grid, rows, **whole, columns))
        .copied()
}

/// Whether one column is, in most rows that fill it, the sum of the others given.
pub(super) fn is_sum(grid: &Grid<'_>, rows: &[u32], whole: u32, columns: &[u32]) -> bool {
    let (mut agree, mut seen, mut split) = (0_usize, 0_usize, 0_usize);
    for row in rows.iter().take(ROWS_MAX) {
        let Some(total) = grid.number(*row, whole) else {
            continue;
        };
        let mut parts: Vec<Decimal> = columns
            .iter()
            .filter(|column| **column != whole)
            .filter_map(|column| grid.number(*row, *column))
            .collect();
        // What is stated of the whole alone says nothing of its parts.
        if parts.is_empty() {
            continue;
        }
        parts.retain(|part| !part.is_zero());
        let Some(sum) = parts
            .iter()
            .try_fold(Decimal::ZERO, |sum, part| sum.checked_add(*part))
        else {
            continue;
        };
        if total.is_zero() && parts.is_empty() {
            continue;
        }
        seen += 1;
        split += usize::from(parts.len() > 1);
        let tolerance = total
            .abs()
            .checked_div(Decimal::from(200))
            .unwrap_or_default();
        let apart = sum.checked_sub(total).unwrap_or(Decimal::MAX).abs();
        agree += usize::from(!total.is_zero() && apart <= tolerance || sum == total);
    }
    seen >= ROWS_MIN && split > 0 && agree * 5 >= seen * 4
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::fixture::sheet;

    fn total(drawn: &str) -> Option<u32> {
        let drawn = sheet("x", drawn);
        let grid = Grid::new(&drawn);
        let rows: Vec<u32> = grid.row_numbers().collect();
        of_the_others(&grid, &rows, &[0, 1, 2])
    }

    #[test]
    fn the_column_that_the_others_add_up_to_is_their_total_wherever_it_stands() {
        assert_eq!(total("100|40|140\n-60|-30|-90\n5|0|5"), Some(2));
        assert_eq!(total("140|100|40\n-90|-60|-30\n5|5|0"), Some(0));
    }

    #[test]
    fn columns_that_do_not_add_up_have_no_total_nor_have_two_rows() {
        assert_eq!(total("100|40|100\n-60|-30|-60\n5|1|5"), None);
        assert_eq!(total("100|40|140\n-60|-30|-90"), None);
    }
}
