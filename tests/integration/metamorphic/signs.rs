//! Savings and costs with the other sign.

use super::book::{Book, Place, Tab};
use super::chance::Chance;
use super::money::{money, number};
use super::table::Table;
use planproof::import::TableKind;
use planproof::workbook::{Cell, Value};

/// Savings as reductions of spend become positive amounts, and the other way round.
pub fn signs(book: &mut Book, chance: &mut Chance) -> bool {
    if chance.one_in(2) {
        savings_turned(book)
    } else {
        costs_turned(book) || savings_turned(book)
    }
}

fn savings_turned(book: &mut Book) -> bool {
    let mut done = false;
    for tab in book.plan_tabs() {
        let said = |text: &str| text.to_lowercase().contains("sign convention");
        if tab.cells.values().filter_map(Cell::text).any(said) {
            continue;
        }
        let savings = |table: &&Table| matches!(table.kind, TableKind::Savings | TableKind::Repeat);
        let tables: Vec<Table> = tab.tables.iter().filter(savings).cloned().collect();
        let within = |place: &Place| tables.iter().any(|table| table.holds(*place));
        let places: Vec<Place> = money(tab).into_iter().filter(within).collect();
        done |= places.into_iter().filter(|place| turn(tab, *place)).count() > 0;
    }
    done
}

fn turn(tab: &mut Tab, place: Place) -> bool {
    let Some(cell) = tab.cells.get_mut(&place) else {
        return false;
    };
    match &cell.value {
        Value::Number(number) if *number != 0.0 => {
            cell.value = Value::Number(-number);
            true
        }
        Value::Text(text) if !text.contains('(') => {
            cell.value = Value::Text(format!("({})", text.trim()).into());
            true
        }
        _ => false,
    }
}

/// What an account spends, by the words of its lines.
const COSTS: [&str; 16] = [
    "pay",
    "non-pay",
    "employee",
    "staff",
    "drugs",
    "supplies",
    "premises",
    "expenses",
    "expenditure",
    "depreciation",
    "pdc",
    "services",
    "healthcare",
    "prescribing",
    "primary care",
    "running costs",
];

/// Costs written with a sign lose it, costs written without one get it.
fn costs_turned(book: &mut Book) -> bool {
    let mut done = false;
    for tab in book.plan_tabs() {
        for table in tab
            .tables
            .clone()
            .iter()
            .filter(|table| table.is(TableKind::Position))
        {
            let label = table.first_column();
            let rows: Vec<u32> = (table.header.1 + 1..=table.last_row)
                .filter(|row| {
                    let text = tab.text((*row, label)).unwrap_or("").to_lowercase();
                    let result = [
                        "surplus", "deficit", "income", "position", "net ", "before", "total",
                    ];
                    COSTS
                        .iter()
                        .any(|word| text.starts_with(word) || text.contains(&format!(" {word}")))
                        && !result.iter().any(|word| text.contains(word))
                })
                .collect();
            let numbers: Vec<Place> = rows
                .iter()
                .flat_map(|row| {
                    table
                        .columns
                        .iter()
                        .skip(1)
                        .map(move |column| (*row, column.at))
                })
                .filter(|place| {
                    tab.cells
                        .get(place)
                        .and_then(number)
                        .is_some_and(|number| number != 0.0)
                })
                .collect();
            let down = numbers
                .iter()
                .filter(|place| tab.cells.get(place).and_then(number) < Some(0.0))
                .count();
            let totals = (table.header.1 + 1..=table.last_row).any(|row| {
                tab.text((row, label))
                    .is_some_and(|text| text.to_lowercase().contains("total"))
            });
            // A table of one sign for all costs, and no totals of them.
            if rows.len() < 2 || totals || !(down == 0 || down == numbers.len()) {
                continue;
            }
            for place in numbers {
                done |= turn(tab, place);
            }
        }
    }
    done
}
