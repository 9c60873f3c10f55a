//! Figures that stand alone under their label, as on a dashboard: "Savings target £k" above 11,250. They are no table
//! of lines, though words stand above values.

use super::bands::{Band, cells_in};
use super::grid::{Grid, number};
use super::region::is_label;
use super::text::{padded, words};
use super::vocabulary;
use crate::workbook::Cell;

/// The figure right under a label, with no further figure under it.
pub(super) fn under<'a>(grid: &Grid<'a>, row: u32, column: u32) -> Option<(u32, Cell<'a>)> {
    let at = row.checked_add(1)?;
    let cell = grid
        .cell(at, column)
        .filter(|cell| number(*cell).is_some())?;
    let alone = grid
        .cell(at.checked_add(1)?, column)
        .is_none_or(|below| number(below).is_none());
    alone.then_some((at, cell))
}

/// Whether this row and the next are such figures and their labels, a savings target among them: every figure has its
/// own label above it and nothing below.
pub(super) fn stand_at(grid: &Grid<'_>, rows: &[u32], at: usize, band: &Band) -> bool {
    let (Some(row), Some(next)) = (rows.get(at), rows.get(at + 1)) else {
        return false;
    };
    let labelled = |column: u32| grid.cell(*row, column).is_some_and(is_label);
    let figures: Vec<u32> = cells_in(grid, *next, band)
        .filter(|(_, cell)| number(*cell).is_some())
        .map(|(column, _)| column)
        .collect();
    let a_target = figures.iter().any(|column| {
        let text = grid.text(*row, *column).unwrap_or("");
        vocabulary::target(&padded(&words(text)))
    });
    next - row == 1
        && a_target
        && figures
            .iter()
            .all(|column| labelled(*column) && under(grid, *row, *column).is_some())
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{sheet, workbook};
    use crate::import::import;
    use crate::plan::{Money, Savings};
    use crate::review::Review;

    fn savings(drawn: &str) -> Savings {
        import(&[workbook(vec![sheet("CIP", drawn)])], &Review::default())
            .plan
            .savings
            .unwrap()
    }

    fn read(drawn: &str) -> (usize, Option<Money>) {
        let savings = savings(drawn);
        (
            savings.lines.len(),
            savings.target.map(|target| target.value),
        )
    }

    const SCHEMES: &str = "Scheme|R/NR|Plan 2024/25 £k\nBeds|R|600\nBank|NR|300\nTotal||900";

    #[test]
    fn a_target_in_a_box_beside_the_title_is_no_line() {
        let drawn = format!("Oak NHS Trust||||Savings target £k\nCIP 2024/25||||1000\n\n{SCHEMES}");
        assert_eq!(read(&drawn), (2, Some(Money::from_pounds(1_000_000))));
    }

    #[test]
    fn boxes_side_by_side_below_the_schemes_are_no_lines() {
        let drawn = format!(
            "Oak NHS Trust CIP 2024/25\n\n{SCHEMES}\n\nTarget £k|Planned £k|Gap £k\n1000|900|100"
        );
        assert_eq!(read(&drawn), (2, Some(Money::from_pounds(1_000_000))));
    }
}
