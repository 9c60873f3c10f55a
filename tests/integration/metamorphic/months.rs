//! Rewritings of time: other spellings of months, months down the page, and waits as a list or across.

use super::book::{Book, Column, Place, Tab, Table};
use super::chance::Chance;
use planproof::import::TableKind;
use planproof::plan::{FinancialYear, Month};
use planproof::workbook::{Cell, Value, Visibility};
use std::collections::{BTreeMap, BTreeSet};

const NAMES: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A month in a header: which, its year if it says one, and what else the header says.
fn month(cell: &Cell) -> Option<(u8, Option<u16>, String)> {
    match &cell.value {
        Value::Date(serial) => Month::from_excel_serial(*serial)
            .map(|month| (month.month, Some(month.year), String::new())),
        Value::Text(text) => {
            let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
            let (name, year) = first.split_once(['-', ' ']).unwrap_or((first, ""));
            if let Some(digits) = name
                .strip_prefix(['M', 'm'])
                .filter(|digits| digits.len() <= 2)
            {
                let number: u8 = digits
                    .parse()
                    .ok()
                    .filter(|number| (1..=12).contains(number))?;
                let calendar = if number <= 9 { number + 3 } else { number - 9 };
                return Some((calendar, None, rest.to_owned()));
            }
            let full = |long: &&str| {
                long.eq_ignore_ascii_case(name) || long[..3].eq_ignore_ascii_case(name)
            };
            let month = u8::try_from(NAMES.iter().position(|long| full(&long))? + 1).ok()?;
            let (year, rest) = if year.is_empty() {
                rest.split_once(' ').unwrap_or((rest, ""))
            } else {
                (year, rest)
            };
            match year.parse::<u16>() {
                Ok(year) => Some((
                    month,
                    Some(if year < 100 { 2000 + year } else { year }),
                    rest.to_owned(),
                )),
                Err(_) => Some((month, None, format!("{year} {rest}").trim().to_owned())),
            }
        }
        _ => None,
    }
}

/// Month headers in another spelling, the same throughout the workbook.
pub fn spellings(book: &mut Book, chance: &mut Chance) -> bool {
    let style = chance.below(8);
    let Some(year) = book.year.clone() else {
        return false;
    };
    let start: u16 = year[..4].parse().unwrap();
    let said = says_year(book, &year);
    let mut done = false;
    for tab in book.plan_tabs() {
        for places in month_places(tab) {
            let months: Vec<(u8, Option<u16>, String)> = places
                .iter()
                .filter_map(|place| month(&tab.cells[place]))
                .collect();
            let within = |month: &(u8, Option<u16>, String)| {
                let own = FinancialYear(start).months();
                month.1.is_none_or(|year| {
                    own.contains(&Month {
                        year,
                        month: month.0,
                    })
                })
            };
            // A spelling without a year needs the plan's year elsewhere, and months of no other year.
            if style <= 3 && !(said && months.iter().all(within)) {
                continue;
            }
            for (place, (number, year, rest)) in places.into_iter().zip(months) {
                let year = year.unwrap_or(if number >= 4 { start } else { start + 1 });
                let cell = tab.cells.get_mut(&place).unwrap();
                cell.format = None;
                cell.value = spelt(style, number, year, &rest);
                done = true;
            }
        }
    }
    done
}

fn spelt(style: usize, number: u8, year: u16, rest: &str) -> Value {
    let name = NAMES[usize::from(number) - 1];
    let in_year = if number >= 4 { number - 3 } else { number + 9 };
    let text = match style {
        0 => format!("M{in_year}"),
        1 => format!("Month {in_year}"),
        2 => name[..3].to_owned(),
        3 => format!("M{in_year:02}"),
        4 => format!("{}-{:02}", &name[..3], year % 100),
        5 => format!("{year}-{number:02}"),
        6 if rest.is_empty() => return Value::Date(serial(year, number)),
        _ => format!("{name} {year}"),
    };
    let text = if rest.is_empty() {
        text
    } else {
        format!("{text} {rest}")
    };
    Value::Text(text.into())
}

/// The first of the month as Excel counts days.
fn serial(year: u16, month: u8) -> f64 {
    let days = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let years = u32::from(year) - 1900;
    let leap = u32::from(year).is_multiple_of(4) && month > 2;
    f64::from(years * 365 + (years - 1) / 4 + days[usize::from(month) - 1] + u32::from(leap) + 2)
}

/// Whether the plan's year stands anywhere but in month headers.
fn says_year(book: &Book, year: &str) -> bool {
    let short = [&year[..4], &year[2..], &year.replace('/', "-")[2..]].map(str::to_owned);
    let visible = book
        .tabs
        .iter()
        .filter(|tab| tab.visibility == Visibility::Visible);
    visible.flat_map(|tab| tab.cells.values()).any(|cell| {
        cell.text()
            .is_some_and(|text| short[1..].iter().any(|year| text.contains(year)))
    })
}

/// Runs of three or more months across a header or down a column of months.
fn month_places(tab: &Tab) -> Vec<Vec<Place>> {
    let mut found = Vec::new();
    let known = |place: &Place| {
        tab.cells
            .get(place)
            .is_some_and(|cell| month(cell).is_some())
    };
    for table in tab.tables.iter().filter(|table| table.is_plan()) {
        for row in table.header.0..=table.header.1 {
            let across: Vec<Place> = table
                .columns
                .iter()
                .map(|column| (row, column.at))
                .filter(known)
                .collect();
            found.push(across);
        }
        for at in table.of_meaning("month") {
            found.push(
                (table.header.1 + 1..=table.last_row)
                    .map(|row| (row, at))
                    .filter(known)
                    .collect(),
            );
        }
    }
    found.retain(|places| places.len() >= 3);
    found
}

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
