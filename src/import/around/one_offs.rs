//! Lists of what does not come again, and walks from the reported to the underlying position.

use super::rows::{LabelledRow, is_money, labelled, money_columns, negative, positive, setting};
use super::words::item_kind;
use crate::import::header::Basis;
use crate::import::table::{Column, Table};
use crate::import::text::{has_any, padded, words};
use crate::plan::{FinancialYear, Item, ItemKind, Money, Organisation, Sourced, When};

/// `None` where neither the title nor the last row says that this is about one-off items or the underlying position.
pub(super) fn read(
    table: &Table<'_, '_>,
    year: Option<FinancialYear>,
    default: Option<&Organisation>,
) -> Option<Vec<Item>> {
    let said = setting(table);
    let columns = money_columns(table);
    // Where a column says what recurs, the rows are split by it and are not all one-off.
    let is_split = columns
        .iter()
        .any(|column| column.own.recurrent == Some(true));
    let listed = !is_split
        && has_any(
            &said,
            "non recurrent; non recurring; one off; one offs; nonrecurrent",
        );
    let column = value_column(&columns, year)?;
    let rows = labelled(table, &[column.index]);
    let walked = rows
        .last()
        .is_some_and(|row| item_kind(&row.label) == Some(ItemKind::Underlying))
        || has_any(&said, "underlying");
    if !(listed || walked) || !is_money(table, &columns) {
        return None;
    }
    let shape = if walked { Shape::Walk } else { Shape::List };
    let items: Vec<Item> = rows
        .iter()
        .filter(|row| !row.is_total)
        .filter_map(|row| {
            let value = table.money(row.row, column.index)?;
            let (kind, value) = told(row, value, shape)?;
            Some(Item {
                kind,
                organisation: default.cloned(),
                label: row.label.clone(),
                when: When::Year(0),
                value,
            })
        })
        .collect();
    (!items.is_empty()).then_some(items)
}

/// What the table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Everything in it does not come again.
    List,
    /// From the reported to the underlying position.
    Walk,
}

/// The plan's column of the year: the one that says so, else the only one.
fn value_column<'t>(columns: &[&'t Column], year: Option<FinancialYear>) -> Option<&'t Column> {
    let of_year = |column: &&&Column| {
        column.facets.year.is_some() && column.facets.year == year
            || column.facets.basis == Some(Basis::Plan)
    };
    columns
        .iter()
        .find(of_year)
        .or_else(|| (columns.len() == 1).then(|| columns.first())?)
        .copied()
}

/// A row by its own words, else by its heading; what is only known not to come again goes by its sign. On the way to an
/// underlying position what is taken out stands with its sign turned.
fn told(
    row: &LabelledRow,
    value: Sourced<Money>,
    shape: Shape,
) -> Option<(ItemKind, Sourced<Money>)> {
    let own = item_kind(&row.label);
    let heading = item_kind(&row.heading);
    let recurs_not = |text: &str| {
        has_any(
            &padded(&words(text)),
            "non recurrent; non recurring; one off; one offs; nonrecurrent",
        )
    };
    match own.or(heading) {
        Some(ItemKind::OneOffCost) => Some((ItemKind::OneOffCost, negative(value))),
        Some(
            kind @ (ItemKind::OneOffBenefit
            | ItemKind::Release
            | ItemKind::BalanceSheet
            | ItemKind::Support),
        ) => Some((kind, positive(value))),
        Some(
            kind @ (ItemKind::FullYearEffect | ItemKind::Underlying | ItemKind::WithoutSupport),
        ) => Some((kind, value)),
        Some(_) => None,
        None => {
            let result = crate::import::vocabulary::line_kind(&row.label)
                .is_some_and(crate::plan::LineKind::is_result);
            let says_so =
                shape == Shape::List || recurs_not(&row.label) || recurs_not(&row.heading);
            if result || !says_so {
                return None;
            }
            let benefit = value.value.is_negative() == (shape == Shape::Walk);
            Some(if benefit {
                (ItemKind::OneOffBenefit, positive(value))
            } else {
                (ItemKind::OneOffCost, negative(value))
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::read;

    #[test]
    fn targets_of_bodies_that_are_split_by_what_recurs_are_no_one_off_items() {
        let split = "Fell system savings 2026/27, £000\n\nOrganisation|CIP target|Recurrent|Non-recurrent\nCrake NHS Trust|900|800|100\nDove NHS Trust|500|300|200";
        assert!(read(&[("Savings", split)]).around.items.is_empty());
        let listed = "Crake NHS Trust non-recurrent items 2026/27, £000\n\nItem|Plan\nLand sale|900\nLegal settlement|-500";
        assert_eq!(read(&[("One-offs", listed)]).around.items.len(), 2);
    }
}
