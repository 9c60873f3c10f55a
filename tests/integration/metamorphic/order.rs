//! Columns and lines in another order.

use super::book::{Book, Place, Tab};
use super::chance::Chance;
use super::table::Table;
use planproof::import::TableKind;
use planproof::workbook::Cell;

/// The columns behind the labels change places; months and quarters stay together and in order.
pub fn columns_reordered(book: &mut Book, chance: &mut Chance) -> bool {
    let mut done = false;
    for tab in book.plan_tabs() {
        let tables = tab
            .tables
            .iter()
            .filter(|table| table.is_plan() && table.is_simple(tab));
        for table in &tables.cloned().collect::<Vec<Table>>() {
            done |= reorder(tab, table, chance);
        }
    }
    done
}

fn reorder(tab: &mut Tab, table: &Table, chance: &mut Chance) -> bool {
    // Months of accounts and waits are not told apart by their meaning: those tables stay.
    let kept = usize::from(!table.is(TableKind::Savings)) + 1;
    if !table.is(TableKind::Savings) && table.columns.len() > 9 || table.columns.len() < kept + 2 {
        return false;
    }
    let free: Vec<usize> = (kept..table.columns.len())
        .filter(|at| !table.columns[*at].is_phase() && !is_total(tab, table, *at))
        .collect();
    let phases: Vec<usize> = (kept..table.columns.len())
        .filter(|at| !free.contains(at))
        .collect();
    if free.len() < 2 {
        return false;
    }
    let mut order = free.clone();
    chance.shuffle(&mut order);
    let place = order.len() - chance.below(2) * chance.below(order.len());
    order.splice(place..place, phases);
    let places: Vec<u32> = table.columns.iter().map(|column| column.at).collect();
    for row in table.header.0..=table.last_row {
        let mut taken: Vec<Option<Cell>> = places
            .iter()
            .map(|at| tab.cells.remove(&(row, *at)))
            .collect();
        for (to, from) in order.iter().enumerate() {
            if let Some(cell) = taken[*from].take() {
                tab.cells.insert((row, places[kept + to]), cell);
            }
        }
        for (at, cell) in taken.into_iter().take(kept).enumerate() {
            if let Some(cell) = cell {
                tab.cells.insert((row, places[at]), cell);
            }
        }
    }
    let column = |at: u32| -> u32 {
        let from = places.iter().position(|place| *place == at).unwrap();
        order
            .iter()
            .position(|old| *old == from)
            .map_or(at, |to| places[kept + to])
    };
    let own = tab
        .tables
        .iter_mut()
        .find(|own| own.header == table.header && own.columns[0].at == places[0])
        .unwrap();
    for line in &mut own.lines {
        line.status_column = line.status_column.map(column);
    }
    let meanings: Vec<String> = own
        .columns
        .iter()
        .map(|column| column.meaning.clone())
        .collect();
    for (to, from) in order.iter().enumerate() {
        own.columns[kept + to].meaning.clone_from(&meanings[*from]);
    }
    if let Some((row, at)) = tab.target
        && (table.header.0..=table.last_row).contains(&row)
        && places.contains(&at)
    {
        tab.target = Some((row, column(at)));
    }
    true
}

/// A column of totals stays behind its parts.
fn is_total(tab: &Tab, table: &Table, at: usize) -> bool {
    let place: Place = (table.header.1, table.columns[at].at);
    let says = |text: &str| {
        let text = text.to_lowercase();
        text.contains("total") || text.contains("system")
    };
    !table.is(TableKind::Savings) && tab.text(place).is_some_and(says)
}

/// Lines that stand one below the other change places; headings, totals and notes stay.
pub fn rows_reordered(book: &mut Book, chance: &mut Chance) -> bool {
    let mut done = false;
    for tab in book.plan_tabs() {
        let tables: Vec<Table> = tab
            .tables
            .iter()
            .filter(|table| table.lines.len() >= 2)
            .cloned()
            .collect();
        for table in &tables {
            let rows: Vec<u32> = table.lines.iter().map(|line| line.row).collect();
            for run in rows
                .chunk_by(|a, b| a + 1 == *b)
                .filter(|run| run.len() >= 2)
            {
                done |= shuffle(tab, table, run, chance);
            }
        }
    }
    done
}

fn shuffle(tab: &mut Tab, table: &Table, run: &[u32], chance: &mut Chance) -> bool {
    let merged = tab.merges.iter().any(|area| {
        area.last_row > area.first_row
            && run
                .iter()
                .any(|row| area.first_row <= *row && *row <= area.last_row)
    });
    if merged {
        return false;
    }
    let mut order = run.to_vec();
    chance.shuffle(&mut order);
    for column in &table.columns {
        let cells: Vec<Option<Cell>> = order
            .iter()
            .map(|row| tab.cells.remove(&(*row, column.at)))
            .collect();
        for (row, cell) in run.iter().zip(cells) {
            if let Some(cell) = cell {
                tab.cells.insert((*row, column.at), cell);
            }
        }
    }
    let own = tab
        .tables
        .iter_mut()
        .find(|own| own.header == table.header && own.first_column() == table.first_column());
    for line in own.into_iter().flat_map(|own| &mut own.lines) {
        if let Some(at) = order.iter().position(|row| *row == line.row) {
            line.row = run[at];
        }
    }
    order != run
}
