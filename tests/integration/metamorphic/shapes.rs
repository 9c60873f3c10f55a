//! Rewritings of shape: a sheet for each part, tables turned on their side.

use super::book::{Book, Place, Tab};
use super::chance::Chance;
use super::long::{has_sections, take_rows};
use super::table::Table;
use planproof::import::TableKind;
use planproof::workbook::Cell;
use std::collections::BTreeMap;

/// One sheet of schemes becomes a sheet for each organisation or division.
pub fn split(book: &mut Book, chance: &mut Chance) -> bool {
    let mut new: Vec<Tab> = Vec::new();
    for tab in book.plan_tabs() {
        let tables = tab.tables.clone();
        let [table] = tables.as_slice() else { continue };
        if !table.is(TableKind::Savings) || !table.is_simple(tab) || has_sections(tab, table) {
            continue;
        }
        let columns: Vec<u32> = ["organisation", "division"]
            .iter()
            .flat_map(|meaning| table.of_meaning(meaning))
            .collect();
        if columns.is_empty() {
            continue;
        }
        let by = *chance.pick(&columns);
        let mut parts: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for line in &table.lines {
            let Some(part) = tab.text((line.row, by)) else {
                parts.clear();
                break;
            };
            parts.entry(part.to_owned()).or_default().push(line.row);
        }
        if parts.len() < 2 {
            continue;
        }
        let titles = titles(tab, table);
        let old = take_rows(tab, table);
        new.extend(
            parts
                .iter()
                .map(|(part, rows)| one_part(part, rows, table, &titles, &old)),
        );
    }
    let done = !new.is_empty();
    for (at, mut tab) in new.into_iter().enumerate() {
        // No two tabs of a workbook have one name, and Excel allows 31 letters.
        let name: String = tab
            .name
            .chars()
            .filter(|c| !"[]:*?/\\'".contains(*c))
            .take(26)
            .collect();
        tab.name = format!("{} {name}", at + 1);
        book.tabs.push(tab);
    }
    done
}

/// Lines above the header that hold no figure, for each new sheet to bear as well.
fn titles(tab: &Tab, table: &Table) -> Vec<String> {
    let above = |row: u32| {
        tab.cells
            .range((row, 0)..(row + 1, 0))
            .map(|(_, cell)| cell)
    };
    (0..table.header.0)
        .filter(|row| above(*row).all(|cell| cell.text().is_some()))
        .filter_map(|row| above(row).next()?.text().map(str::to_owned))
        .collect()
}

fn one_part(
    part: &str,
    rows: &[u32],
    table: &Table,
    titles: &[String],
    old: &BTreeMap<Place, Cell>,
) -> Tab {
    let mut tab = Tab::new(part);
    let mut row = 0;
    for title in titles {
        tab.put((row, 0), title);
        row += 1;
    }
    for from in std::iter::once(&table.header.0).chain(rows) {
        row += 1;
        for (at, column) in (0..).zip(&table.columns) {
            if let Some(cell) = old.get(&(*from, column.at)) {
                tab.cells.insert((row, at), cell.clone());
            }
        }
    }
    tab
}

/// Tables that stand alone on their sheet are turned on their side, below the same title.
pub fn transposed(book: &mut Book, chance: &mut Chance) -> bool {
    let mut done = false;
    for tab in book.plan_tabs() {
        let tables = tab.tables.clone();
        let [table] = tables.as_slice() else { continue };
        let rows = table.last_row - table.header.0;
        if !table.is_simple(tab)
            || rows > 60
            || (table.is(TableKind::Savings) && has_sections(tab, table))
            || chance.one_in(4)
        {
            continue;
        }
        let corner = (table.header.0, table.first_column());
        let below = tab.cells.split_off(&corner);
        let (left, own): (BTreeMap<Place, Cell>, BTreeMap<Place, Cell>) = below
            .into_iter()
            .partition(|((_, column), _)| *column < corner.1);
        tab.cells.extend(left);
        let turned = own.into_iter().map(|((row, column), cell)| {
            (
                (corner.0 + column - corner.1, corner.1 + row - corner.0),
                cell,
            )
        });
        tab.cells.extend(turned);
        tab.target = None;
        tab.tables.clear();
        done = true;
    }
    done
}
