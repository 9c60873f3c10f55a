//! The same pounds quoted in another unit.

use super::book::{Book, Place, Tab};
use super::chance::Chance;
use super::money::{figures, is_typed, money, number};
use planproof::import::TableKind;
use planproof::plan::Unit;
use planproof::workbook::Value;

/// How a unit is stated, longest first.
const STATEMENTS: [(&str, Unit); 11] = [
    ("£ (whole pounds)", Unit::Pounds),
    ("£ thousands", Unit::Thousands),
    ("£ million", Unit::Millions),
    ("£'000", Unit::Thousands),
    ("£’000", Unit::Thousands),
    ("£000s", Unit::Thousands),
    ("£000", Unit::Thousands),
    ("£k", Unit::Thousands),
    ("£K", Unit::Thousands),
    ("£m", Unit::Millions),
    ("£", Unit::Pounds),
];

/// Where a text states a unit: the words, not the digits of an amount such as £2m.
fn statement(text: &str) -> Option<(usize, &'static str, Unit)> {
    text.match_indices('£').find_map(|(at, _)| {
        let (words, unit) = STATEMENTS
            .iter()
            .find(|(words, _)| text[at..].starts_with(words))?;
        let next = text[at + words.len()..].chars().next();
        let ends = next.is_none_or(|c| !c.is_alphanumeric());
        ends.then_some((at, *words, *unit))
    })
}

fn words(unit: Unit) -> &'static str {
    match unit {
        Unit::Pounds => "£",
        Unit::Thousands => "£000",
        Unit::Millions => "£m",
    }
}

/// The same pounds in another unit: cells, number formats, and every place that states the unit.
pub fn units(book: &mut Book, chance: &mut Chance) -> bool {
    let mut done = false;
    for tab in book.plan_tabs() {
        done |= restate(tab, chance);
    }
    done
}

fn restate(tab: &mut Tab, chance: &mut Chance) -> bool {
    let mut tables = tab
        .tables
        .iter()
        .filter(|table| matches!(table.kind, TableKind::Savings | TableKind::Position));
    let Some(unit) = tables.next().map(|table| table.unit) else {
        return false;
    };
    let stated: Vec<(Place, usize, &str, Unit)> = tab
        .cells
        .iter()
        .filter_map(|(place, cell)| {
            let (at, words, unit) = statement(&one_line(cell.text()?))?;
            Some((*place, at, words, unit))
        })
        .collect();
    let scaled = tab.cells.values().any(|cell| {
        let format = cell.format.as_deref().unwrap_or("");
        number(cell).is_some()
            && (format.contains(['k', 'm'])
                || format.contains(",,")
                || format.ends_with(',')
                || format.contains(",;"))
    });
    let typed = figures(tab).iter().any(|place| is_typed(&tab.cells[place]));
    // Two units on one sheet, one that only the number format shows, or numbers typed as text are other layouts.
    if scaled
        || typed
        || tables.any(|table| table.unit != unit)
        || stated.iter().any(|(_, _, _, own)| *own != unit)
    {
        return false;
    }
    let new = *chance.pick(&[Unit::Pounds, Unit::Thousands, Unit::Millions]);
    if new == unit {
        return false;
    }
    let factor: f64 = (unit.pounds() / new.pounds()).try_into().unwrap();
    for place in money(tab) {
        let cell = tab.cells.get_mut(&place).unwrap();
        let Some(value) = number(cell).map(|number| number * factor) else {
            continue;
        };
        cell.value = Value::Number((value * 1e6).round() / 1e6);
        cell.format = Some(
            if new == Unit::Millions {
                "#,##0.000"
            } else {
                "#,##0"
            }
            .into(),
        );
    }
    let silent = stated.is_empty();
    for (place, at, old, _) in stated {
        let text = one_line(tab.text(place).unwrap());
        let text = format!("{}{}{}", &text[..at], words(new), &text[at + old.len()..]);
        tab.reword(place, &text);
    }
    if silent {
        state(tab, new);
    }
    true
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A unit behind every header of pounds.
fn state(tab: &mut Tab, unit: Unit) {
    for table in tab.tables.clone() {
        if !matches!(
            table.kind,
            TableKind::Savings | TableKind::Position | TableKind::Repeat
        ) {
            continue;
        }
        for column in table.columns.iter().filter(|column| column.is_money()) {
            let place = (table.header.1, column.at);
            if let Some(text) = tab.text(place).map(str::to_owned) {
                tab.reword(place, &format!("{text} {}", words(unit)));
            }
        }
    }
}
