//! The recurrent part of an account in a column beside the whole: its result is the underlying position as stated.

use super::Read;
use crate::import::account_columns::Across;
use crate::import::balance;
use crate::import::header::Basis;
use crate::import::owners::named_above;
use crate::import::position::{self, Period, Whose};
use crate::import::table::{Column, Table};
use crate::plan::{FinancialYear, Item, ItemKind, When};

/// Adds an item for each body whose account has such a column.
pub(in crate::import) fn take_recurring(
    table: &Table<'_, '_>,
    year: Option<FinancialYear>,
    default: &Whose,
    items: &mut Vec<Read>,
    source: usize,
) {
    if !position::lines_down(table) {
        return;
    }
    let recurs = |column: &&Column| {
        let facets = &column.facets;
        column.is_value()
            && column.own.recurrent == Some(true)
            && facets.month.is_none()
            && facets.quarter.is_none()
            && !facets.full_year_effect
            && (facets.year.is_none() || facets.year == year)
    };
    // "Recurrent" alone is the whole account of a table that has nothing else.
    let has_whole = table.columns.iter().any(|column| {
        column.is_value() && column.own.recurrent.is_none() && column.facets.month.is_none()
    });
    let across: Vec<(u32, Across)> = table
        .columns
        .iter()
        .filter(recurs)
        .map(|column| {
            let own = Across {
                kind: None,
                whose: named_above(table, column),
                period: Some(Period::Year),
                basis: Some(Basis::Plan),
                to_date: false,
            };
            (column.index, own)
        })
        .collect();
    if across.is_empty() || !has_whole {
        return;
    }
    let facts = position::collect(table, None, default, &across);
    for owner in balance::owners(&facts) {
        let Some(value) = balance::stated_result(&facts, &owner) else {
            continue;
        };
        items.push(Read {
            source,
            item: Item {
                kind: ItemKind::Underlying,
                organisation: match owner {
                    Whose::One(body) => Some(body),
                    Whose::Whole => None,
                },
                label: "Recurrent surplus or deficit".to_owned(),
                when: When::Year(0),
                value,
            },
        });
    }
}
