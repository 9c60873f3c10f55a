//! Figures that nobody sees: hidden rows and columns of the plan's tables, and hidden sheets.

use super::texts::{HIDDEN_FIGURES_IN_TABLE, HIDDEN_SHEETS};
use crate::finding::{Finding, Stake};
use crate::import::grid;
use crate::import::page::Found;
use crate::plan::{Cells, Money};
use crate::wording::{counted, quoted};
use crate::workbook::{CellRef, Visibility, Workbook};

/// Hidden rows and columns of tables that feed the plan, with what their lines are worth.
pub(super) fn in_tables(feeding: &[&Found<'_, '_>]) -> Option<Finding> {
    let mut cells: Vec<CellRef> = Vec::new();
    let mut pounds = Money::ZERO;
    for found in feeding {
        let table = &found.table;
        let hidden = &table.grid.sheet.hidden;
        if hidden.is_empty() {
            continue;
        }
        let value_columns = found
            .savings
            .as_ref()
            .map(crate::import::savings::SavingsTable::value_columns);
        for row in &table.region.rows {
            for column in table.columns.iter().filter(|column| column.is_value()) {
                let (at_row, at_column) = table.grid.place(*row, column.index);
                let number = table.grid.number(*row, column.index);
                if number.is_none_or(|number| number.is_zero()) || !hidden.holds(at_row, at_column)
                {
                    continue;
                }
                cells.push(table.at(*row, column.index));
                let counts = found
                    .savings
                    .as_ref()
                    .zip(value_columns.as_ref())
                    .is_some_and(|(read, columns)| {
                        read.line_rows.binary_search(row).is_ok() && columns.contains(&column.index)
                    });
                if let Some(money) = table.money(*row, column.index).filter(|_| counts) {
                    pounds += money.value.abs();
                }
            }
        }
    }
    let cells: Cells = cells.into();
    (!cells.is_empty()).then(|| {
        let many = counted(
            cells.len(),
            "figure of the plan stands",
            "figures of the plan stand",
        );
        let finding = HIDDEN_FIGURES_IN_TABLE.at(
            cells,
            format!("{many} in hidden rows or columns. They were read like the others."),
        );
        if pounds.is_zero() {
            finding
        } else {
            finding.worth(Stake::Money(pounds))
        }
    })
}

/// Hidden sheets with figures: the first figure of each.
pub(super) fn sheets(workbooks: &[Workbook]) -> Option<Finding> {
    let hidden: Vec<(&str, CellRef)> = workbooks
        .iter()
        .flat_map(|book| &book.sheets)
        .filter(|sheet| sheet.visibility != Visibility::Visible)
        .filter_map(|sheet| {
            let first = sheet.rows().find_map(|(row, cells)| {
                let mut cells = cells.iter();
                let column = cells.find(|(_, cell)| grid::number(*cell).is_some())?.0;
                Some(sheet.at(row, column))
            })?;
            Some((sheet.name(), first))
        })
        .collect();
    let (first, _) = hidden.first()?;
    let others = match hidden.len() - 1 {
        0 => String::new(),
        more => format!(" and {}", counted(more, "other", "others")),
    };
    let message = format!(
        "{} hidden and {} figures: {}{others}. Nothing of the plan was read from there.",
        counted(hidden.len(), "sheet is", "sheets are"),
        if hidden.len() == 1 { "holds" } else { "hold" },
        quoted(first),
    );
    let cells: Cells = hidden.into_iter().map(|(_, cell)| cell).collect();
    Some(HIDDEN_SHEETS.at(cells, message))
}
