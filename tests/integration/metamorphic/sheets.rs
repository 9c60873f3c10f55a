//! Sheets that are there twice: a hidden older copy, a summary that repeats the schemes.

use super::book::{Book, Tab};
use super::chance::Chance;
use planproof::import::TableKind;
use planproof::workbook::{Cell, Value, Visibility};

/// An older copy of a sheet of the plan, hidden, with other figures.
pub fn hidden_copy(book: &mut Book, chance: &mut Chance) -> bool {
    let name = *chance.pick(&[" (2)", " v1", " March", " WIP"]);
    let visibility = *chance.pick(&[Visibility::Hidden, Visibility::VeryHidden]);
    let copies: Vec<Tab> = book
        .plan_tabs()
        .map(|tab| {
            let mut copy = tab.clone();
            copy.name = format!("{}{name}", tab.name);
            copy.visibility = visibility;
            for cell in copy.cells.values_mut() {
                if let Value::Number(number) = cell.value {
                    cell.value = Value::Number((number * 0.9).round());
                }
            }
            copy
        })
        .collect();
    let at = chance.below(book.tabs.len());
    let done = !copies.is_empty();
    book.tabs.splice(at..at, copies);
    done
}

/// A visible sheet that repeats the schemes: their names and values, or sums of them by one of their columns.
pub fn summary(book: &mut Book, chance: &mut Chance) -> bool {
    let listed = chance.one_in(2);
    let mut rows: Vec<(String, f64)> = Vec::new();
    let mut unit = None;
    for tab in book.plan_tabs() {
        for table in tab
            .tables
            .iter()
            .filter(|table| table.is(TableKind::Savings))
        {
            let values: Vec<u32> = table.of_meaning("in-year plan value").collect();
            let label = if listed {
                table
                    .of_meaning("name")
                    .chain(table.of_meaning("label"))
                    .next()
            } else {
                table
                    .of_meaning("status")
                    .chain(table.of_meaning("recurrence"))
                    .next()
            };
            let (Some(label), [value]) = (label, values.as_slice()) else {
                return false;
            };
            // Cells whose format scales them are told in another unit than they hold.
            if unit.is_some_and(|unit| unit != table.unit) {
                return false;
            }
            unit = Some(table.unit);
            for line in &table.lines {
                let amount = tab.cells.get(&(line.row, *value)).and_then(Cell::decimal);
                let text = tab.text((line.row, label)).unwrap_or("(blank)").to_owned();
                rows.push((
                    text,
                    amount.map_or(0.0, |amount| amount.try_into().unwrap()),
                ));
            }
        }
    }
    let Some(unit) = unit.filter(|_| rows.len() >= 3) else {
        return false;
    };
    let mut sums: Vec<(String, f64)> = Vec::new();
    for (text, amount) in rows {
        match sums.iter_mut().find(|(known, _)| *known == text && !listed) {
            Some((_, sum)) => *sum += amount,
            None => sums.push((text, amount)),
        }
    }
    let mut tab = Tab::new(if listed {
        "Schemes at a glance"
    } else {
        "Analysis"
    });
    let total = sums.iter().map(|(_, amount)| amount).sum();
    let header = format!(
        "{} {}",
        if listed { "Plan" } else { "Sum of plan" },
        unit.label()
    );
    tab.put((0, 0), "Savings programme in summary");
    tab.put((2, 0), if listed { "Scheme" } else { "Row Labels" });
    tab.put((2, 1), &header);
    for (row, (text, amount)) in
        (3..).zip(sums.into_iter().chain([("Grand Total".to_owned(), total)]))
    {
        tab.put((row, 0), &text);
        tab.cells.insert((row, 1), Cell::new(Value::Number(amount)));
    }
    let at = chance.below(book.tabs.len());
    book.tabs.insert(at, tab);
    true
}
