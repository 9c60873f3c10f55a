//! Months down the page: one row for each month of a scheme, and waits as a list or across.

use super::book::{Book, Place, Tab};
use super::chance::Chance;
use super::table::{Column, Table};
use planproof::import::TableKind;
use planproof::workbook::{Cell, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Savings with months across become one row for each month; long waits become a list, or stand across.
pub fn long_and_wide(book: &mut Book, chance: &mut Chance) -> bool {
    let mut done = false;
    for tab in book.plan_tabs() {
        let tables = tab.tables.clone();
        if let [table] = tables.as_slice()
            && table.is(TableKind::Savings)
            && table.is_simple(tab)
        {
            done |= lengthen(tab, table);
        }
    }
    done | super::waits::rewritten(book, chance)
}

/// Rows of a table of savings that are neither lines nor blank, nor the target.
pub fn has_sections(tab: &Tab, table: &Table) -> bool {
    let last = table.lines.iter().map(|line| line.row).max().unwrap_or(0);
    let lines: BTreeSet<u32> = table.lines.iter().map(|line| line.row).collect();
    (table.header.1 + 1..last).any(|row| {
        let filled = table
            .columns
            .iter()
            .any(|column| tab.cells.contains_key(&(row, column.at)));
        filled && !lines.contains(&row)
    })
}

/// Takes the table's rows out; a target below the lines moves above the header.
pub fn take_rows(tab: &mut Tab, table: &Table) -> BTreeMap<Place, Cell> {
    let target = tab
        .target
        .filter(|(row, _)| (table.header.1 + 1..=table.last_row).contains(row));
    let row_of = |tab: &Tab, row: u32| -> Vec<Cell> {
        tab.cells
            .range((row, 0)..(row + 1, 0))
            .map(|(_, cell)| cell.clone())
            .collect()
    };
    let saved = target.map(|(row, column)| (row_of(tab, row), tab.cells[&(row, column)].clone()));
    let mut below = tab.cells.split_off(&(table.header.0, 0));
    if let Some((row, value)) = saved {
        let label = row.into_iter().find(|cell| {
            cell.text()
                .is_some_and(|text| text.chars().any(char::is_alphabetic))
        });
        if let Some(label) = label {
            let at = (table.header.0 + 1, table.first_column());
            below.retain(|place, _| place.0 != target.unwrap().0);
            tab.cells.insert((table.header.0, at.1), label);
            tab.cells.insert((table.header.0, at.1 + 1), value);
            tab.target = Some((table.header.0, at.1 + 1));
        }
    }
    tab.tables.clear();
    tab.merges.clear();
    below
}

fn lengthen(tab: &mut Tab, table: &Table) -> bool {
    let months: Vec<u32> = table
        .columns
        .iter()
        .filter(|column| column.is_month())
        .map(|column| column.at)
        .collect();
    let cumulative = table
        .columns
        .iter()
        .any(|column| column.meaning.contains("cumulative"));
    if months.len() != 12 || cumulative || has_sections(tab, table) {
        return false;
    }
    let kept: Vec<&Column> = table
        .columns
        .iter()
        .filter(|column| !column.is_money() && column.meaning != "not used")
        .collect();
    let value: Option<u32> = table.of_meaning("in-year plan value").next();
    let old = take_rows(tab, table);
    // One blank row sets the list apart from what stands above it.
    let first = table.header.0 + 2;
    let mut put = |row: u32, column: usize, cell: Option<&Cell>| {
        if let Some(cell) = cell {
            tab.cells.insert(
                (row, table.first_column() + u32::try_from(column).unwrap()),
                cell.clone(),
            );
        }
    };
    for (at, column) in kept.iter().enumerate() {
        put(first, at, old.get(&(table.header.1, column.at)));
    }
    put(
        first,
        kept.len(),
        Some(&Cell::new(Value::Text("Month".into()))),
    );
    let header = value.and_then(|value| old.get(&(table.header.1, value)));
    put(
        first,
        kept.len() + 1,
        Some(header.unwrap_or(&Cell::new(Value::Text("Plan".into())))),
    );
    let mut row = first;
    for line in &table.lines {
        for month in &months {
            row += 1;
            for (at, column) in kept.iter().enumerate() {
                put(row, at, old.get(&(line.row, column.at)));
            }
            put(row, kept.len(), old.get(&(table.header.1, *month)));
            put(row, kept.len() + 1, old.get(&(line.row, *month)));
        }
    }
    true
}
