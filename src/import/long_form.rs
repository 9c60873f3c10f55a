//! Savings in long form, one row per scheme and month or quarter: the rows of a scheme become one line.

use super::grid::Grid;
use super::header::Role;
use super::periods;
use super::savings::SavingsTable;
use super::table::Table;
use super::text::{name_key, words};
use crate::plan::{Month, Phasing, Saving, Sourced};
use crate::workbook::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The first working days of a month, and the last.
const FIRST_DAYS: u8 = 4;
const LAST_DAYS: u8 = 25;

/// Joins the rows of each scheme, if the table has a month column instead of months across.
pub(super) fn join(table: &Table<'_, '_>, read: &mut SavingsTable) {
    let across = read
        .columns
        .months
        .iter()
        .chain(&read.columns.quarters)
        .any(Option::is_some);
    let Some(column) = table.by_role(Role::Month).filter(|_| !across) else {
        return;
    };
    if !are_periods(table.grid, &read.line_rows, column.index) {
        return;
    }
    let each = |step: &dyn Fn(u32) -> Option<u8>| -> Vec<Option<u8>> {
        read.line_rows.iter().map(|row| step(*row)).collect()
    };
    let mut months = each(&|row| month(table, row, column.index));
    let quarterly = months.iter().all(Option::is_none);
    if quarterly {
        months = each(&|row| quarter(table, row, column.index));
    }
    let numbered = numbers_rows(&read.lines);
    let mut joined: Vec<(Saving, u32)> = Vec::new();
    let mut places: BTreeMap<String, (usize, u16)> = BTreeMap::new();
    let lines = read.lines.iter().zip(&read.line_rows).zip(&months);
    for ((line, row), month) in lines {
        let Some(month) = month else { return };
        let bit = 1_u16 << (month - 1);
        let (at, seen) = places
            .entry(key(line, numbered))
            .or_insert((joined.len(), 0));
        // The same scheme twice in one month is another thing than a long form.
        if *seen & bit != 0 {
            return;
        }
        *seen |= bit;
        if *at == joined.len() {
            let mut first = line.clone();
            first.phasing = Some(if quarterly {
                Phasing::Quarters(Box::default())
            } else {
                Phasing::Months(Box::default())
            });
            first.value = Sourced::default();
            joined.push((first, *row));
        }
        if let Some((whole, _)) = joined.get_mut(*at) {
            add(whole, line, *month);
        }
    }
    if joined.len() < read.lines.len() {
        (read.lines, read.line_rows) = joined.into_iter().unzip();
    }
}

/// Whether the dates of a column are those of months, all at their start, all at their end or all on the same day: days
/// here and there are when something is due.
pub(super) fn are_periods(grid: &Grid<'_>, rows: &[u32], column: u32) -> bool {
    let days: Vec<u8> = rows
        .iter()
        .filter_map(|row| match grid.cell(*row, column)?.value {
            Value::Date(serial) => Month::day_of(serial),
            Value::Text(text) => periods::day(&words(text)),
            _ => None,
        })
        .collect();
    let all = |fits: &dyn Fn(u8) -> bool| days.iter().all(|day| fits(*day));
    all(&|day| day <= FIRST_DAYS)
        || all(&|day| day >= LAST_DAYS)
        || all(&|day| Some(&day) == days.first())
}

/// Whether the references are those of rows, such as an export numbers, and no scheme's: each is another, and names come back.
fn numbers_rows(lines: &[Saving]) -> bool {
    let references: BTreeSet<&str> = lines
        .iter()
        .filter_map(|line| line.reference.as_deref())
        .collect();
    let names: BTreeSet<String> = lines.iter().map(|line| key(line, true)).collect();
    references.len() == lines.len() && names.len() * 2 <= lines.len()
}

fn key(line: &Saving, numbered: bool) -> String {
    let organisation = line
        .organisation
        .as_ref()
        .map_or("", |organisation| &organisation.name);
    let reference = line
        .reference
        .as_deref()
        .filter(|_| !numbered)
        .unwrap_or("");
    format!(
        "{}|{}|{}",
        name_key(organisation),
        reference.to_lowercase(),
        name_key(&line.name)
    )
}

fn add(whole: &mut Saving, part: &Saving, month: u8) {
    whole.value = std::mem::take(&mut whole.value) + part.value.clone();
    let at = usize::from(month) - 1;
    let slot = match &mut whole.phasing {
        Some(Phasing::Months(months)) => months.get_mut(at),
        Some(Phasing::Quarters(quarters)) => quarters.get_mut(at),
        None => None,
    };
    if let Some(slot) = slot {
        *slot = Some(part.value.clone());
    }
}

/// The quarter that a row is of.
pub(super) fn quarter(table: &Table<'_, '_>, row: u32, column: u32) -> Option<u8> {
    periods::quarter(&words(table.grid.text(row, column)?))
}

/// The month that a row is of, by a date, a name or its number; month 1 is April.
pub(super) fn month(table: &Table<'_, '_>, row: u32, column: u32) -> Option<u8> {
    match &table.grid.cell(row, column)?.value {
        Value::Date(serial) => Month::from_excel_serial(*serial).map(Month::number_in_year),
        Value::Text(text) => periods::month(&words(text)).map(|month| month.number),
        Value::Number(_) => {
            let number: u32 = table.grid.number(row, column)?.try_into().ok()?;
            let counted = u8::try_from(number).ok().filter(|at| (1..=12).contains(at));
            // 202404
            counted.or_else(|| periods::month(&[number.to_string()]).map(|month| month.number))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{sheet, workbook};
    use crate::import::import;
    use crate::plan::{Money, Phasing, Plan, Weeks};
    use crate::review::Review;

    fn plan(name: &str, head: &str, row: impl Fn(&str, usize) -> Vec<String>) -> Plan {
        let months = (4..=12).map(|month| format!("2024-{month:02}"));
        let months = months.chain((1..=3).map(|month| format!("2025-{month:02}")));
        let rows: Vec<String> = months
            .enumerate()
            .flat_map(|(at, month)| row(&month, at))
            .collect();
        let drawn = format!("{head}\n{}", rows.join("\n"));
        import(&[workbook(vec![sheet(name, &drawn)])], &Review::default()).plan
    }

    #[test]
    fn days_on_which_something_is_due_are_no_months() {
        let head = "Project ID|Project name|Status|Milestone|Due date|Planned saving 2024/25 (£)";
        let rows = [
            "P1|Theatres|In delivery|Contract award|30-05-2024|1000",
            "P1|Theatres|In delivery|Go live|18-07-2024|1000",
            "P1|Theatres|In delivery|Review|05-09-2024|1000",
            "P2|Estates|In delivery|Tender|20-06-2024|400",
            "P3|To be identified|Not started|Propose|09-06-2024|600",
            "P3|To be identified|Not started|Sign-off|28-07-2024|600",
        ];
        let drawn = format!(
            "Efficiency milestones 2024/25\n\n{head}\n{}",
            rows.join("\n")
        );
        let plan = import(
            &[workbook(vec![sheet("Export", &drawn)])],
            &Review::default(),
        )
        .plan;
        let savings = plan.savings.unwrap();
        assert_eq!(savings.lines.len(), 3);
        assert_eq!(savings.total().value, Money::from_pounds(2_000));
        assert_eq!(savings.unidentified().value, Money::from_pounds(600));
        assert!(savings.lines.iter().all(|line| line.phasing.is_none()));
    }

    #[test]
    fn a_row_for_each_scheme_and_month_makes_one_line_of_each_scheme() {
        let head = "fin_year|org_name|scheme_id|scheme_title|identification_status|recurrent_flag|period|plan_gbp";
        let savings = plan("savings", head, |month, _| {
            vec![
                format!("2024/25|Oak NHS Trust|A1|Theatres|In delivery|R|{month}|1000"),
                format!("2024/25|Oak NHS Trust|A2|Savings tbi|Unidentified|R|{month}|500"),
            ]
        })
        .savings
        .unwrap();
        assert_eq!(savings.lines.len(), 2);
        assert_eq!(savings.total().value, Money::from_pounds(18_000));
        assert_eq!(savings.unidentified().value, Money::from_pounds(6_000));
        let Some(Phasing::Months(months)) = &savings.lines[0].phasing else {
            panic!("no months")
        };
        assert!(months.iter().all(Option::is_some));
    }

    #[test]
    fn the_months_of_a_result_in_rows_are_added_up_and_its_parts_are_not_added_to_it() {
        let head = "fin_year|org_code|org_name|line|period|plan_gbp";
        let position = plan("income_expenditure", head, |month, _| {
            let line = |line: &str, value: i64| {
                format!("2024/25|RXX|Oak NHS Trust|{line}|{month}|{value}")
            };
            vec![
                line("Income", 10_000),
                line("Pay", -8_000),
                line("Non-pay", -2_500),
                line("Surplus / (deficit)", -500),
            ]
        })
        .position
        .unwrap();
        assert_eq!(position.declared.unwrap().value, Money::from_pounds(-6_000));
        let lines = &position.organisations[0].lines;
        assert_eq!(
            lines[0].plan.as_ref().unwrap().value,
            Money::from_pounds(120_000)
        );
    }

    #[test]
    fn a_row_for_each_band_and_month_makes_one_trajectory_of_each_band() {
        let head =
            "fin_year|org_code|org_name|weeks_waited|period|planned_pathways|actual_pathways";
        let elective = plan("rtt", head, |month, at| {
            let row = |weeks: &str, planned: usize| {
                format!(
                    "2024/25|RXX|Oak NHS Trust|{weeks}|{month}|{planned}|{}",
                    planned + 7
                )
            };
            vec![row("52+", 100 - at), row("65+", 20 - at)]
        })
        .elective
        .unwrap();
        assert_eq!(elective.trajectories.len(), 2);
        assert!(
            elective
                .trajectories
                .iter()
                .all(|one| one.specialty.is_none())
        );
        let march = elective.total(Weeks(52)).into_values().next_back().unwrap();
        assert_eq!(march.plan.unwrap().value, 89);
        assert_eq!(march.actual.unwrap().value, 96);
    }
}
