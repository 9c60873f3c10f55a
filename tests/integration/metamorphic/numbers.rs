//! Rewritings of figures: another unit, another sign, numbers typed as text, dashes for nil.

use super::book::{Book, Place, Tab, Table};
use super::chance::Chance;
use planproof::import::TableKind;
use planproof::plan::Unit;
use planproof::workbook::{Cell, Value};

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

fn number(cell: &Cell) -> Option<f64> {
    match cell.value {
        Value::Number(number) => Some(number),
        _ => None,
    }
}

/// A sum that the workbook itself holds as text.
fn is_typed(cell: &Cell) -> bool {
    let text = cell.text().unwrap_or("");
    let figure = |c: char| c.is_ascii_digit() || "£,.()- ".contains(c);
    text.chars().any(|c| c.is_ascii_digit()) && text.chars().all(figure)
}

/// Numbers of a sheet that are pounds: not those in headers, in tables of waits, in columns of other things.
fn money(tab: &Tab) -> Vec<Place> {
    let other = |table: &Table, place: Place| {
        let Some(column) = table.columns.iter().find(|column| column.at == place.1) else {
            return table.is(TableKind::Elective);
        };
        let header: String = (table.header.0..=table.header.1)
            .filter_map(|row| tab.text((row, column.at)))
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase();
        let aside = ["wte", "fte", "%", "score", "week", "no.", "risk", "year"];
        table.is(TableKind::Elective)
            || place.0 <= table.header.1
            || matches!(
                column.meaning.as_str(),
                "reference" | "month" | "measure" | "status" | "risk" | "organisation code"
            )
            || (column.meaning == "not used" && aside.iter().any(|word| header.contains(word)))
    };
    tab.cells
        .iter()
        .filter(|(_, cell)| {
            let percent = cell
                .format
                .as_deref()
                .is_some_and(|format| format.contains('%'));
            number(cell).is_some() && !percent
        })
        .map(|(place, _)| *place)
        .filter(|place| {
            let within = tab.tables.iter().find(|table| {
                (table.header.0..=table.last_row).contains(&place.0)
                    && (table.first_column()..=table.last_column()).contains(&place.1)
            });
            within.is_none_or(|table| !other(table, *place))
        })
        .collect()
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
        let value = number(cell).unwrap() * factor;
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
        let said = tab
            .cells
            .values()
            .filter_map(Cell::text)
            .any(|text| text.to_lowercase().contains("sign convention"));
        if said {
            continue;
        }
        for table in tab
            .tables
            .clone()
            .iter()
            .filter(|table| matches!(table.kind, TableKind::Savings | TableKind::Repeat))
        {
            let columns: Vec<u32> = table
                .columns
                .iter()
                .filter(|column| column.is_money())
                .map(|column| column.at)
                .collect();
            for row in table.header.1 + 1..=table.last_row {
                done |= columns.iter().filter(|at| turn(tab, (row, **at))).count() > 0;
            }
        }
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
        Value::Text(text) if text.trim().starts_with(|c: char| c.is_ascii_digit()) => {
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

/// Some figures of the savings plan typed as text: grouped digits, brackets for less than nothing.
pub fn typed(book: &mut Book, chance: &mut Chance) -> bool {
    let share = 1 + chance.below(3);
    let mut done = false;
    for tab in book.plan_tabs() {
        for place in figures(tab) {
            let cell = tab.cells.get_mut(&place).unwrap();
            let Some(value) = number(cell) else { continue };
            // A format that scales what is shown would be lost.
            let plain = cell.format.as_deref().is_none_or(|format| {
                !format.contains(['"', 'k', 'm'])
                    && !format.ends_with(',')
                    && !format.contains(",;")
            });
            if plain && value != 0.0 && chance.one_in(share) {
                cell.value = Value::Text(grouped(value).into());
                cell.format = Some("@".into());
                done = true;
            }
        }
    }
    done
}

fn grouped(value: f64) -> String {
    let text = format!("{}", value.abs());
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out.push_str(rest);
    if value < 0.0 { format!("({out})") } else { out }
}

/// The cells of pounds in tables of savings and of accounts.
fn figures(tab: &Tab) -> Vec<Place> {
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

/// Dashes where nothing is planned.
pub fn dashes(book: &mut Book, chance: &mut Chance) -> bool {
    let dash = *chance.pick(&["-", "–", " - ", "—"]);
    let mut done = false;
    for tab in book.plan_tabs() {
        let lines: Vec<u32> = tab
            .tables
            .iter()
            .flat_map(|table| table.lines.iter().map(|line| line.row))
            .collect();
        for place in figures(tab) {
            let cell = tab.cells.get_mut(&place).unwrap();
            if number(cell) == Some(0.0) && (lines.contains(&place.0) || chance.one_in(2)) {
                cell.value = Value::Text(dash.into());
                done = true;
            }
        }
    }
    done
}
