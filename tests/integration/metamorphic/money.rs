//! Which cells of a sheet hold pounds.

use super::book::{Place, Tab};
use super::table::{Column, Table};
use planproof::import::TableKind;
use planproof::workbook::{Cell, Value};

pub fn number(cell: &Cell) -> Option<f64> {
    match cell.value {
        Value::Number(number) => Some(number),
        _ => None,
    }
}

/// A sum that the workbook itself holds as text.
pub fn is_typed(cell: &Cell) -> bool {
    let text = cell.text().unwrap_or("");
    let figure = |c: char| c.is_ascii_digit() || "£,.()- ".contains(c);
    text.chars().any(|c| c.is_ascii_digit()) && text.chars().all(figure)
}

/// Cells of a sheet that hold pounds, as numbers or typed: none in headers, in tables of waits, in columns of other things.
pub fn money(tab: &Tab) -> Vec<Place> {
    let is_money = |place: &Place, cell: &Cell| {
        let format = cell.format.as_deref().unwrap_or("");
        let table = tab.tables.iter().find(|table| table.holds(*place));
        (number(cell).is_some() || is_typed(cell))
            && !format.contains('%')
            && table.is_none_or(|table| is_money_of(tab, table, *place))
    };
    let cells = tab
        .cells
        .iter()
        .filter(|(place, cell)| is_money(place, cell));
    cells.map(|(place, _)| *place).collect()
}

fn is_money_of(tab: &Tab, table: &Table, place: Place) -> bool {
    let headers = (table.header.0..=table.header.1).filter_map(|row| tab.text((row, place.1)));
    let header = headers.collect::<Vec<_>>().join(" ").to_lowercase();
    let aside = ["wte", "fte", "%", "score", "week", "no.", "risk"];
    let other = |column: &Column| {
        matches!(
            column.meaning.as_str(),
            "reference" | "month" | "measure" | "status" | "risk" | "organisation code"
        ) || (column.meaning == "not used"
            && aside
                .iter()
                .any(|word| header.split(' ').any(|own| own == *word)))
    };
    !table.is(TableKind::Elective)
        && place.0 > table.header.1
        && !table
            .columns
            .iter()
            .any(|column| column.at == place.1 && other(column))
}

/// The cells of pounds in tables of savings and of accounts.
pub fn figures(tab: &Tab) -> Vec<Place> {
    let tables = tab
        .tables
        .iter()
        .filter(|table| matches!(table.kind, TableKind::Savings | TableKind::Position));
    let places = tables.flat_map(|table| {
        (table.header.1 + 1..=table.last_row).flat_map(move |row| {
            table
                .columns
                .iter()
                .filter(|column| column.is_money())
                .map(move |column| (row, column.at))
        })
    });
    places
        .filter(|place| tab.cells.contains_key(place))
        .collect()
}
