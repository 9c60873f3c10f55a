//! The figure that stands beside a label: of several to its right the one whose column is the plan of the year, and
//! the total rather than a part. Knows nothing of what the label means.

use super::header::{Basis, Facets};
use super::table::Column;
use super::{grid, names, units};
use crate::plan::{FinancialYear, Unit};
use crate::workbook::{Cell, Row};
use rust_decimal::Decimal;

pub(super) struct Beside<'a> {
    pub(super) column: u32,
    pub(super) cell: Cell<'a>,
    pub(super) number: Decimal,
    /// Stated by the column's header.
    pub(super) unit: Option<Unit>,
    /// The column's header says that it is the plan, or the year's.
    pub(super) planned: bool,
    /// The column is the total of the others.
    pub(super) whole: bool,
}

/// The cells are those behind the label; `header` knows the columns of the tables they stand in.
pub(super) fn figure<'a>(
    cells: Row<'_, 'a>,
    header: &dyn Fn(u32) -> Option<&'a Column>,
    year: Option<FinancialYear>,
) -> Option<Beside<'a>> {
    let mut found: Vec<(Beside<'a>, Option<&'a Column>)> = Vec::new();
    for (column, cell) in cells.iter() {
        let Some(number) = grid::number(cell) else {
            if cell.text().is_some() {
                break;
            }
            continue;
        };
        let above = header(column);
        let percent = cell
            .format
            .is_some_and(|format| units::shown(format).percent);
        if percent || above.is_some_and(|column| is_other(&column.facets, year)) {
            continue;
        }
        found.push((
            Beside {
                column,
                cell,
                number,
                unit: above.and_then(|column| column.facets.unit),
                planned: above.is_some_and(|column| {
                    column.facets.basis == Some(Basis::Plan) || column.facets.year.is_some()
                }),
                whole: above
                    .is_some_and(|column| column.facets.total || names::is_whole(&column.own.text)),
            },
            above,
        ));
    }
    let phase = |above: Option<&Column>| {
        above.is_some_and(|column| column.facets.month.is_some() || column.facets.quarter.is_some())
    };
    if found.iter().any(|(_, above)| !phase(*above)) {
        found.retain(|(_, above)| !phase(*above));
    }
    if let Some((last, rest)) = found.split_last()
        && rest.len() >= 2
        && rest
            .iter()
            .try_fold(Decimal::ZERO, |sum, (one, _)| sum.checked_add(one.number))
            == Some(last.0.number)
    {
        return found.pop().map(|(last, _)| Beside {
            whole: true,
            ..last
        });
    }
    let at = found
        .iter()
        .position(|(one, _)| one.whole)
        .or_else(|| found.iter().position(|(one, _)| one.planned))
        .unwrap_or(0);
    (at < found.len()).then(|| found.swap_remove(at).0)
}

/// A column of another year, or of anything but the year's plan.
fn is_other(facets: &Facets, year: Option<FinancialYear>) -> bool {
    facets.to_date
        || facets.percent
        || facets.full_year_effect
        || matches!(
            facets.basis,
            Some(Basis::Actual | Basis::Forecast | Basis::Variance | Basis::Aside)
        )
        || matches!((facets.year, year), (Some(own), Some(year)) if own != year)
}
