//! Tables that hold several financial years: which of their rows are the plan's own.

use super::header::Role;
use super::rows_by_month::{MONTHS_MIN, ROWS_COMPARED, labels, month_of, thing};
use super::table::{Column, Table};
use super::text::{is_one_of, words};
use super::values::{Columns, ValueFrom};
use super::{long_form, periods, position};
use crate::plan::{FinancialYear, Money, Month};
use std::collections::{BTreeMap, BTreeSet};

/// The rows of the plan's financial year, where a table holds those of several: a month of last year is none of this. Only
/// the months of a table in long form, and years in which its things come back, say so: a date or a year beside a body may
/// be that of its board or of its prices.
pub(super) fn of_year(table: &Table<'_, '_>, year: Option<FinancialYear>) -> Vec<u32> {
    let mut rows = table.region.rows.clone();
    let Some(year) = year else {
        return rows;
    };
    let mut keep = |told: &dyn Fn(u32) -> Option<FinancialYear>| {
        if rows.iter().any(|row| told(*row) == Some(year)) {
            rows.retain(|row| told(*row).is_none_or(|own| own == year));
        }
    };
    let mut columns = table.columns.iter();
    let months = columns
        .find(|column| column.role == Some(Role::Month))
        .filter(|column| comes_back(table, column.index));
    if let Some(months) = months {
        let of = |row| month_of(table.grid.cell(row, months.index)?).map(Month::financial_year);
        keep(&of);
    }
    let others = |column: &&Column| months.is_none_or(|months| months.index != column.index);
    for column in table.columns.iter().filter(others) {
        if column.is_text() && is_of_years(table, column.index, year) {
            let of = |row| year_alone(table.grid.cell(row, column.index)?.text()?);
            keep(&of);
        }
    }
    rows
}

/// Whether the rows are months, and what they are of comes back in several of them.
fn comes_back(table: &Table<'_, '_>, months: u32) -> bool {
    let mut seen: BTreeSet<u8> = BTreeSet::new();
    let mut things: BTreeSet<String> = BTreeSet::new();
    let mut rows = 0_usize;
    for row in table.region.rows.iter().take(ROWS_COMPARED) {
        let Some(month) = long_form::month(table, *row, months) else {
            continue;
        };
        rows += 1;
        seen.insert(month);
        things.insert(thing(table.grid, &labels(&table.columns, months), *row));
    }
    seen.len() >= MONTHS_MIN && things.len() * MONTHS_MIN <= rows
}

/// Whether the years of a column set rows apart that say the same otherwise: most of what there is in the plan's year is
/// there in another, and nothing twice in one.
fn is_of_years(table: &Table<'_, '_>, years: u32, year: FinancialYear) -> bool {
    let rows = || table.region.rows.iter().take(ROWS_COMPARED);
    let told: BTreeMap<u32, FinancialYear> = rows()
        .filter_map(|row| Some((*row, year_alone(table.grid.text(*row, years)?)?)))
        .collect();
    if !told.values().any(|own| *own == year) || told.values().all(|own| *own == year) {
        return false;
    }
    // "Actual" in all rows of last year and "Plan" in all of this says the year once more.
    let follows = |column: &Column| {
        let mut said: BTreeMap<FinancialYear, Option<String>> = BTreeMap::new();
        told.iter().all(|(row, own)| {
            let label = table.grid.label(*row, column.index);
            said.entry(*own).or_insert_with(|| label.clone()) == &label
        })
    };
    let naming = position::label_column(table).map(|column| column.index);
    let mut set_apart = labels(&table.columns, years);
    set_apart.extend(
        table
            .columns
            .iter()
            .filter(|column| column.role == Some(Role::Month) || column.dates > 0)
            .map(|column| column.index),
    );
    set_apart.retain(|index| {
        let column = table.columns.iter().find(|column| column.index == *index);
        column.is_some_and(|column| {
            Some(*index) == naming || names_rows(column.role) || !follows(column)
        })
    });
    let (mut here, mut elsewhere) = (BTreeSet::new(), BTreeSet::new());
    let mut seen = BTreeSet::new();
    for (row, own) in &told {
        let thing = thing(table.grid, &set_apart, *row);
        if !seen.insert((*own, thing.clone())) {
            return false;
        }
        if *own == year {
            here.insert(thing);
        } else {
            elsewhere.insert(thing);
        }
    }
    let both = here.intersection(&elsewhere).count();
    both > 0 && both * 2 >= here.len().min(elsewhere.len())
}

/// The rows of a list of savings that are of other years, where a column says of nearly every row which year of the programme
/// it is of, and the value says no year of its own.
pub(super) fn others(
    table: &Table<'_, '_>,
    columns: &Columns,
    year: Option<FinancialYear>,
) -> BTreeMap<u32, FinancialYear> {
    let Some(year) = year.filter(|_| !values_say_years(table, columns)) else {
        return BTreeMap::new();
    };
    let asks = |column: &&Column| column.is_text() && heads_years(&column.own.text);
    let Some(column) = table.columns.iter().find(asks) else {
        return BTreeMap::new();
    };
    let rows = table.region.rows.iter();
    let told: Vec<(u32, Option<FinancialYear>)> = rows
        .filter(|row| super::rows::value(table, columns, **row).is_some())
        .map(|row| {
            (
                *row,
                table.grid.text(*row, column.index).and_then(year_alone),
            )
        })
        .collect();
    let known: BTreeMap<u32, FinancialYear> = told
        .iter()
        .filter_map(|(row, own)| Some((*row, (*own)?)))
        .collect();
    let nearly_all = known.len() * 10 >= told.len() * 8;
    if !nearly_all || !known.values().any(|own| *own == year) {
        return BTreeMap::new();
    }
    let others: BTreeMap<u32, FinancialYear> = known
        .iter()
        .filter(|(_, own)| **own != year)
        .map(|(row, own)| (*row, *own))
        .collect();
    // What was begun in other years and is in the total of the list is planned in this one.
    let value = |row: u32| super::rows::value(table, columns, row).map(|value| value.value);
    let all: Money = known.keys().filter_map(|row| value(*row)).sum();
    let is_total = |row: &u32| {
        !known.contains_key(row)
            && value(*row).is_some_and(|stated| stated.agrees_with(all, Money::from_pounds(1)))
    };
    let counted = table.region.rows.iter().any(is_total);
    if counted || has_months_of(table, columns, year) {
        return BTreeMap::new();
    }
    others
}

/// Whether the value stands in months of the plan's year. Months that name no year are those of each row's own.
fn has_months_of(table: &Table<'_, '_>, columns: &Columns, year: FinancialYear) -> bool {
    let months = columns.months.iter().flatten();
    let mut months = months.filter_map(|index| table.column(*index)?.facets.month);
    let first = months.next();
    first.is_some_and(|month| {
        let starts = u16::from(month.number > 9);
        let calendar = month
            .calendar_year
            .map(|calendar| calendar.saturating_sub(starts));
        calendar.is_some_and(|calendar| calendar == year.0)
    })
}

/// That rows of other years are not counted, and which years these are.
pub(super) fn told(others: &BTreeMap<u32, FinancialYear>) -> Option<String> {
    let years: BTreeSet<FinancialYear> = others.values().copied().collect();
    let years: Vec<String> = years.iter().map(ToString::to_string).collect();
    (!others.is_empty()).then(|| {
        format!(
            "{} of its rows are of other years ({}) and were not counted",
            others.len(),
            years.join(", ")
        )
    })
}

fn values_say_years(table: &Table<'_, '_>, columns: &Columns) -> bool {
    let index = match &columns.value {
        ValueFrom::Column(index) => std::slice::from_ref(index),
        ValueFrom::Sum(several) => several,
        ValueFrom::Months | ValueFrom::Quarters => &[],
    };
    let mut said = index
        .iter()
        .filter_map(|index| table.column(*index)?.facets.year);
    said.next().is_some()
}

/// "Prog. year", `fin_year`, "CIP year", "FY": the year of the programme, and not that of a price or of a start.
fn heads_years(text: &str) -> bool {
    const YEAR: &str = "year; yr; fy; fyear";
    const OF: &str = "prog; programme; programmes; program; plan; planning; cip; qipp; savings; saving; scheme; financial; fin; \
        fiscal; of; in; for; the";
    let all = words(text);
    all.iter().any(|word| is_one_of(word, YEAR))
        && all
            .iter()
            .all(|word| is_one_of(word, YEAR) || is_one_of(word, OF))
}

fn names_rows(role: Option<Role>) -> bool {
    matches!(
        role,
        Some(
            Role::Name
                | Role::Organisation
                | Role::OrganisationCode
                | Role::Line
                | Role::Month
                | Role::Reference
        )
    )
}

/// "2024/25", and nothing else.
fn year_alone(text: &str) -> Option<FinancialYear> {
    let years = periods::years(text);
    match years.as_slice() {
        [only] if words(text).len() <= 2 => Some(*only),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{pounds, read, sheet, workbook};
    use crate::import::import;
    use crate::review::Review;
    use crate::workbook::{Cell, Value};

    #[test]
    fn a_list_of_all_years_counts_the_lines_of_the_plans() {
        let list = |head: &str, value: &str| {
            format!(
                "Oak NHS Trust CIP 2025/26, £000\n\nRef|{head}|Scheme|R/NR|{value}\n1|2024/25|Beds|R|100\n2|2025/26|Bank|R|200\n\
                 3|2025/26|Rota|R|300\n4|2026/27|Fleet|NR|400\n5|2025/26|Drugs|R|500"
            )
        };
        for (head, value, total) in [
            ("Programme year", "Plan", 1_000_000),
            ("fin_year", "plan_value", 1_000_000),
            ("Year", "Plan", 1_000_000),
            ("Year approved", "Plan", 1_500_000),
            ("Start year", "Plan", 1_500_000),
            ("Year", "Plan 2025/26", 1_500_000),
        ] {
            let savings = read(&[("CIP", &list(head, value))]).savings.unwrap();
            assert_eq!(savings.total().value, pounds(total), "{head} {value}");
        }
    }

    #[test]
    fn months_without_a_year_are_those_of_each_rows_own() {
        let drawn = "Oak NHS Trust CIP 2025/26, £000\n\nYear|Ref|Scheme|R/NR|Plan|Apr|May|Jun\n\
                     2024/25|1|Beds|R|100|30|30|40\n2025/26|2|Bank|R|200|60|60|80\n2025/26|3|Rota|R|300|100|100|100";
        let savings = read(&[("CIP", drawn)]).savings.unwrap();
        assert_eq!(savings.total().value, pounds(500_000));
    }

    #[test]
    fn schemes_begun_in_other_years_count_where_the_lists_total_holds_them() {
        let list =
            |rows: &str| format!("Oak NHS Trust CIP 2025/26, £000\n\nRef|Year|Scheme|R/NR|{rows}");
        let total =
            "Plan\n1|2024/25|Beds|R|100\n2|2025/26|Bank|R|200\n3|2025/26|Rota|R|300\nTotal||||600";
        let months = "Apr-25|May-25|Jun-25|Plan\n1|2024/25|Beds|R|30|30|40|100\n2|2025/26|Bank|R|60|60|80|200\n3|2025/26|Rota|R|100|100|100|300";
        for rows in [total, months] {
            let savings = read(&[("CIP", &list(rows))]).savings.unwrap();
            assert_eq!(savings.total().value, pounds(600_000), "{rows}");
        }
    }

    #[test]
    fn a_date_or_a_year_beside_a_body_is_no_year_of_its_row() {
        for (head, beside) in [
            ("Month signed", ["Mar-25", "Apr-25", "Mar-25"]),
            (
                "Agreed on",
                ["27 March 2025", "3 April 2025", "26 March 2025"],
            ),
            ("Price base", ["2025/26", "2024/25", "2025/26"]),
            ("Last audited", ["2024/25", "2023/24", "2025/26"]),
            ("Board approval", ["", "", ""]),
            ("Submission month", ["", "", ""]),
        ] {
            let [oak, elm, ash] = beside;
            let drawn = format!(
                "Vale system planned surplus/(deficit) 2025/26 £000\n\nOrganisation|Planned surplus/(deficit) 2025/26|{head}\n\
                 Oak NHS Trust|-500|{oak}\nElm NHS Trust|-300|{elm}\nAsh NHS Trust|-200|{ash}"
            );
            let mut sheet = sheet("Position", &drawn);
            if oak.is_empty() {
                // 27 March, 3 April and 26 March 2025.
                for (row, day) in [(3, 45743.0), (4, 45750.0), (5, 45742.0)] {
                    sheet.insert(row, 2, Cell::new(Value::Date(day)));
                }
            }
            let read = import(&[workbook(vec![sheet])], &Review::default());
            let position = read.plan.position.unwrap();
            assert_eq!(position.organisations.len(), 3, "{head}");
        }
    }

    #[test]
    fn years_in_which_every_body_comes_back_are_those_of_its_rows() {
        let last = [
            ("Oak NHS Trust", "2024/25", "Actual", -900),
            ("Elm NHS Trust", "2024/25", "Actual", -800),
            ("Ash NHS Trust", "2024/25", "Actual", -700),
        ];
        let own = [
            ("Oak NHS Trust", "2025/26", "Plan", -500),
            ("Elm NHS Trust", "2025/26", "Plan", -300),
            ("Ash NHS Trust", "2025/26", "Plan", -200),
        ];
        for (rows, with_basis) in [
            ([last, own], false),
            ([own, last], false),
            ([last, own], true),
            ([own, last], true),
        ] {
            let head = if with_basis { "Version|" } else { "" };
            let lines = rows.as_flattened().iter();
            let lines: Vec<String> = lines
                .map(|(body, year, version, value)| {
                    let version = if with_basis { *version } else { "" };
                    let bar = if with_basis { "|" } else { "" };
                    format!("{body}|{year}|{version}{bar}{value}")
                })
                .collect();
            let drawn = format!(
                "Vale system surplus/(deficit) £000\n\nOrganisation|Year|{head}Surplus/(deficit)\n{}",
                lines.join("\n")
            );
            let position = read(&[("Position 2025/26", &drawn)]).position.unwrap();
            assert_eq!(
                position.declared.unwrap().value,
                pounds(-1_000_000),
                "{with_basis}: {drawn}"
            );
        }
    }
}
