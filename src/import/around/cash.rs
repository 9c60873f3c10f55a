//! Cash by month: the balance at each month's end as planned.

use super::rows::setting;
use super::words::item_kind;
use crate::import::header::Basis;
use crate::import::position::label_column;
use crate::import::table::Table;
use crate::import::text::{has_any, padded, words};
use crate::plan::{Item, ItemKind, Organisation, When};

/// `None` where the table holds no cash by month.
pub(super) fn read(table: &Table<'_, '_>, default: Option<&Organisation>) -> Option<Vec<Item>> {
    if !has_any(&setting(table), "cash") {
        return None;
    }
    let months: Vec<(u32, u8)> = table
        .columns
        .iter()
        .filter(|column| column.is_value())
        .filter(|column| !matches!(column.facets.basis, Some(Basis::Variance | Basis::Aside)))
        .filter_map(|column| Some((column.index, column.facets.month?.number)))
        .collect();
    let names = label_column(table)?;
    let is_balance = |label: &str| {
        let padded = padded(&words(label));
        item_kind(label) == Some(ItemKind::Cash)
            || has_any(
                &padded,
                "closing balance; balance c f; balance carried forward; closing; month end balance",
            )
    };
    let row = table
        .region
        .rows
        .iter()
        .filter(|row| {
            months
                .iter()
                .any(|(column, _)| table.grid.number(**row, *column).is_some())
        })
        .find(|row| {
            table
                .grid
                .label(**row, names.index)
                .is_some_and(|label| is_balance(&label))
        })?;
    let label = table.grid.label(*row, names.index)?;
    let mut items: Vec<Item> = Vec::new();
    for (column, month) in &months {
        let when = When::MonthEnd(*month);
        if items.iter().any(|item| item.when == when) {
            continue;
        }
        if let Some(value) = table.money(*row, *column) {
            items.push(Item {
                kind: ItemKind::Cash,
                organisation: default.cloned(),
                label: label.clone(),
                when,
                value,
            });
        }
    }
    (items.len() >= 3).then_some(items)
}
