//! The position where no table of income and expenditure holds it: a labelled figure on a summary, such as
//! "Planned deficit £m: -12.4".

use super::grid::{self, Grid};
use super::header::{Basis, Facets};
use super::position::{Fact, Period, Whose};
use super::table::Column;
use super::text::one_line;
use super::vocabulary::line_kind;
use super::{beside, crossed, names, units};
use crate::plan::{FinancialYear, LineKind, Money, Sourced, Unit};

const LABEL_MAX: usize = 90;

/// The column in which a cell stands, and whether it belongs to a table that was read.
type Around<'f, 'a> = (
    &'f dyn Fn(u32, u32) -> Option<&'a Column>,
    &'f dyn Fn(u32, u32) -> bool,
);

/// Labelled results and incomes: a label and the plan's figure to its right.
pub(super) fn facts<'a>(
    grid: &Grid<'a>,
    (header, taken): Around<'_, 'a>,
    sheet_unit: Option<Unit>,
    year: Option<FinancialYear>,
    default: &Whose,
) -> Vec<Fact> {
    let mut facts = Vec::new();
    for row in grid.row_numbers() {
        let cells = grid.row(row);
        let Some((at, label)) = cells
            .iter()
            .find_map(|(column, cell)| Some((column, one_line(cell.text()?))))
        else {
            continue;
        };
        if label.len() > LABEL_MAX || taken(row, at) {
            continue;
        }
        let kind = line_kind(&label).filter(|kind| {
            matches!(
                kind,
                LineKind::Surplus
                    | LineKind::AdjustedSurplus
                    | LineKind::Income
                    | LineKind::Allocation
            )
        });
        let said = Facets::of(&label);
        let elsewhen = matches!((said.year, year), (Some(own), Some(year)) if own != year);
        let spoken = matches!(
            said.basis,
            Some(Basis::Actual | Basis::Forecast | Basis::Variance | Basis::Aside)
        );
        let (Some(kind), false) = (kind, elsewhen || spoken || said.to_date || said.percent) else {
            continue;
        };
        let above = |column: u32| header(row, column);
        let Some(found) = beside::figure(cells.from_column(at + 1), &above, year) else {
            continue;
        };
        // Several figures in the row are a table's, and the first of them need not be the plan.
        let figures = cells
            .iter()
            .filter(|(_, cell)| grid::number(*cell).is_some())
            .count();
        if figures != 1 && !found.planned {
            continue;
        }
        // What stands under "Planned spend" is spent, whatever its row is called.
        let one_side = header(row, found.column).is_some_and(crossed::is_side);
        if one_side && kind.is_result() {
            continue;
        }
        let (column, cell, number) = (found.column, found.cell, found.number);
        let unit = units::stored(
            cell,
            found.unit.or_else(|| units::stated(&label)).or(sheet_unit),
        )
        .unwrap_or_default();
        let Some(money) = Money::quoted(number, unit) else {
            continue;
        };
        facts.push(Fact {
            whose: if names::is_whole(&label) {
                Whose::Whole
            } else {
                default.clone()
            },
            kind,
            value: super::account_signs::signed(
                Sourced::at(money, grid.at(row, column)),
                &label,
                kind,
            ),
            label,
            period: Period::Year,
            basis: Basis::Plan,
            to_date: false,
            unit,
            row,
        });
    }
    facts
}
