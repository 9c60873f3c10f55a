//! The figure that stands beside a label: of several to its right the one whose column is the plan of the year, and
//! the total rather than a part. Knows nothing of what the label means.

use super::header::{Basis, Facets};
use super::table::Column;
use super::text::{has_any, padded, words};
use super::{grid, names, units, vocabulary};
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
            if cell.text().is_some_and(|text| !is_remark(text)) {
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

/// The one figure of a row, behind words that are no label, where it stands in the column that holds the year's plan in a
/// table of the sheet.
pub(super) fn in_plan_column<'a>(
    cells: Row<'_, 'a>,
    columns: &dyn Fn(u32) -> Option<&'a Column>,
    year: Option<FinancialYear>,
) -> Option<Beside<'a>> {
    let mut numbers = cells.iter().filter_map(|(column, cell)| {
        let number = grid::number(cell)?;
        Some((column, cell, number))
    });
    let (column, cell, number) = numbers.next().filter(|_| numbers.next().is_none())?;
    let label = |text: &str| {
        let padded = padded(&words(text));
        vocabulary::target(&padded)
            || vocabulary::gap(&padded)
            || vocabulary::total(&padded)
            || vocabulary::savings_words(&padded)
            || vocabulary::line_kind(text).is_some()
            || has_any(
                &padded,
                "number; count; scheme; schemes; plan; planned; actual; forecast; value; identified",
            )
    };
    let plain = cells
        .iter()
        .take_while(|(at, _)| *at < column)
        .filter_map(|(_, cell)| cell.text())
        .all(|text| !label(text));
    let above = columns(column)?;
    let facets = &above.facets;
    let planned = facets.basis == Some(Basis::Plan)
        && facets.month.is_none()
        && facets.quarter.is_none()
        && !is_other(facets, year);
    (plain && planned).then_some(Beside {
        column,
        cell,
        number,
        unit: facets.unit,
        planned,
        whole: false,
    })
}

/// Words between a label and its figure that tell where the figure comes from and label nothing themselves: "Per planning
/// submission of 4 May", "(agreed with NHS England)".
fn is_remark(text: &str) -> bool {
    let all = words(text);
    let padded = padded(&all);
    let bracketed = text.trim().starts_with('(') && text.trim().ends_with(')');
    let source = all.first().is_some_and(|word| {
        matches!(
            word.as_str(),
            "per"
                | "as"
                | "from"
                | "source"
                | "see"
                | "agreed"
                | "set"
                | "submitted"
                | "approved"
                | "issued"
                | "notified"
                | "under"
                | "by"
                | "following"
        )
    });
    (bracketed || (source && all.len() >= 3)) && !vocabulary::gap(&padded)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::fixture::{sheet, workbook};
    use crate::import::import;
    use crate::plan::Money;
    use crate::review::Review;

    fn target(line: &str) -> Option<Money> {
        let drawn = format!(
            "Efficiency plan 2023/24, £000\n\n{line}\n\nScheme|R / NR|Plan 23/24\nInhalers|R|600\nRebates|NR|300\nTotal||900"
        );
        let read = import(&[workbook(vec![sheet("Plan", &drawn)])], &Review::default());
        read.plan.savings?.target.map(|target| target.value)
    }

    #[test]
    fn words_of_where_a_target_comes_from_may_stand_before_its_figure() {
        let found = Some(Money::from_pounds(1_000_000));
        assert_eq!(
            target("Efficiency target|Per planning submission of 4 May 2023||1000"),
            found
        );
        assert_eq!(
            target("Efficiency target|(agreed with NHS England)|1000"),
            found
        );
    }

    #[test]
    fn a_figure_in_the_column_of_the_plan_is_the_targets_whatever_words_stand_between() {
        let found = Some(Money::from_pounds(1_000_000));
        assert_eq!(target("Efficiency target|Board, 4 May 2023|1000"), found);
        assert_eq!(target("Efficiency target|Board, 4 May 2023||1000"), None);
        assert_eq!(target("Efficiency target|Board, 4 May 2023|1000|7"), None);
    }

    #[test]
    fn another_label_before_a_figure_takes_it() {
        assert_eq!(target("Efficiency target|Number of schemes|1000"), None);
        assert!(!is_remark("Set aside"));
        assert!(!is_remark("As yet unmet gap to target"));
    }
}
