//! Months in another spelling.

use super::book::{Book, Place, Tab};
use super::cell::{Cell, Value};
use super::chance::Chance;
use planproof::plan::{FinancialYear, Month};
use planproof::workbook::Visibility;

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
            let month = u8::try_from(NAMES.iter().position(full)? + 1).ok()?;
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
