//! A target proved by its neighbours: what it is short of the sum of the lines stands beside it. Taken only where no label
//! states a target in so many words.

use super::grid::{self, Grid};
use super::text::{has_any, padded, words};
use super::{units, vocabulary};
use crate::plan::{Money, Sourced, Unit};
use std::collections::BTreeMap;

/// How many rows the target and what it is short of may stand apart.
const ROWS_APART: u32 = 4;
const LABEL_MAX: usize = 120;

/// A labelled figure, outside the lines.
struct Figure {
    row: u32,
    column: u32,
    value: Money,
    unit: Unit,
    asks: bool,
    lacks: bool,
}

/// The figure that is as much more than the lines as another one near it says, where the words of either speak of a
/// target or of what is missing.
pub(super) fn proved(
    grid: &Grid<'_>,
    is_line: &dyn Fn(u32) -> bool,
    sheet_unit: Option<Unit>,
    lines: Money,
) -> Option<Sourced<Money>> {
    let figures = figures(grid, is_line, sheet_unit);
    figures.iter().find_map(|target| {
        // They stand in the order of their rows.
        let from = figures.partition_point(|gap| gap.row.saturating_add(ROWS_APART) < target.row);
        let to = figures.partition_point(|gap| gap.row <= target.row.saturating_add(ROWS_APART));
        let near = figures.get(from..to).unwrap_or_default().iter();
        let near = near.filter(|gap| {
            (gap.column == target.column || gap.row == target.row)
                && (gap.row, gap.column) != (target.row, target.column)
        });
        let tolerance = Money::from_pounds(target.unit.pounds());
        let fits = |gap: &Figure| {
            let short = target.value.abs() - lines;
            !short.is_zero()
                && gap.value.abs().agrees_with(short.abs(), tolerance)
                && !target.value.abs().agrees_with(gap.value.abs(), tolerance)
                && (target.asks || gap.lacks)
                && !target.lacks
                && (target.asks || !gap.asks)
        };
        near.into_iter()
            .any(fits)
            .then(|| Sourced::at(target.value.abs(), grid.at(target.row, target.column)))
    })
}

fn figures(
    grid: &Grid<'_>,
    is_line: &dyn Fn(u32) -> bool,
    sheet_unit: Option<Unit>,
) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut over = Over::default();
    for row in grid.row_numbers().filter(|row| !is_line(*row)) {
        let mut label: Option<&str> = None;
        for (column, cell) in grid.row(row).iter() {
            if let Some(number) = grid::number(cell) {
                let is_headed = over.asks(row, column);
                let Some(text) = label.filter(|text| text.len() <= LABEL_MAX) else {
                    continue;
                };
                let unit = units::stored(cell, units::stated(text).or(sheet_unit));
                let unit = unit.unwrap_or_default();
                let Some(value) = Money::quoted(number, unit).filter(|value| !value.is_zero())
                else {
                    continue;
                };
                let said = padded(&words(text));
                figures.push(Figure {
                    row,
                    column,
                    value,
                    unit,
                    asks: asks(&said) || is_headed,
                    lacks: lacks(&said),
                });
            } else if let Some(text) = cell.text() {
                label = Some(text);
                over.head(row, column, text);
            }
        }
    }
    figures
}

/// Which columns are headed by a target, row by row from the top: "2024/25 target (£)" over figures and nothing else.
#[derive(Default)]
struct Over {
    /// The last row that goes on under each header, by column.
    reach: BTreeMap<u32, u32>,
}

impl Over {
    fn asks(&mut self, row: u32, column: u32) -> bool {
        let above = self.reach.get_mut(&column);
        let reach = above.filter(|reach| **reach + 1 == row);
        reach.map(|reach| *reach = row).is_some()
    }

    fn head(&mut self, row: u32, column: u32, text: &str) {
        if text.len() <= LABEL_MAX && vocabulary::target(&padded(&words(text))) {
            self.reach.insert(column, row);
        }
    }
}

fn asks(said: &str) -> bool {
    has_any(
        said,
        "target; targets; required; requirement; ask; asked; challenge; quantum; needed; need; expected; \
         expectation; commitment; must; to deliver; to save; control total; envelope",
    )
}

fn lacks(said: &str) -> bool {
    vocabulary::gap(said)
        || vocabulary::unidentified_word(said)
        || has_any(
            said,
            "short; missing; not covered; uncovered; not met; to find; remaining; outstanding; difference; still to; \
             less; left",
        )
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{sheet, workbook};
    use crate::import::import;
    use crate::plan::{Money, Plan};
    use crate::review::Review;

    fn plan(drawn: &str) -> Plan {
        import(&[workbook(vec![sheet("CIP", drawn)])], &Review::default()).plan
    }

    const LINES: &str = "CIP 2024/25 £000\n\nScheme|R/NR|Plan\nBeds|R|100\nBank|R|250\nTotal||350";

    #[test]
    fn what_the_lines_fall_short_of_is_the_target_whatever_it_is_called() {
        let read = plan(&format!(
            "{LINES}\n\nWhat the board has to see us deliver||400\nStill short by||50"
        ));
        let target = read.savings.unwrap().target.unwrap();
        assert_eq!(target.value, Money::from_pounds(400_000));
        assert_eq!(target.cells[0].to_string(), "CIP!C8");
    }

    #[test]
    fn the_target_of_all_programmes_is_proved_by_its_row() {
        let sheets = [
            ("Portfolio", LINES),
            (
                "Targets",
                "Programme|2024/25 target (£000)|2024/25 planned benefit (£000)|Difference (£000)\nFlow|150|100|50\n\
                 Medicines|260|250|10\nPortfolio|410|350|60",
            ),
        ];
        let sheets = sheets.map(|(name, drawn)| sheet(name, drawn));
        let read = import(&[workbook(sheets.into())], &Review::default()).plan;
        let target = read.savings.unwrap().target.unwrap();
        assert_eq!(target.value, Money::from_pounds(410_000));
    }

    #[test]
    fn figures_that_only_happen_to_stand_together_are_no_target() {
        let read = plan(&format!(
            "{LINES}\n\nStaff in post||400\nStaff in theatres||50"
        ));
        assert!(read.savings.unwrap().target.is_none());
        let read = plan(&format!(
            "{LINES}\n\nWhat we must deliver||400\nShort by||60"
        ));
        assert!(read.savings.unwrap().target.is_none());
    }
}
