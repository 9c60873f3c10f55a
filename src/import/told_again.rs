//! A list with a row for each step of a scheme, its milestones say, that tells the whole saving again on every row: the
//! saving is counted once.

use super::header::Role;
use super::rows::RowKind;
use super::savings::SavingsTable;
use super::table::{Column, Table};
use crate::plan::{Money, Saving, StatedTotal};
use std::collections::HashMap;

/// One scheme told twice may be two halves of one: from so many on it is the way of the list.
const SCHEMES_MIN: usize = 2;

/// Keeps the first row of each scheme, where every scheme that has several rows has the same saving on all of them. A
/// scheme is known by its reference and its name.
pub(super) fn once_each(table: &Table<'_, '_>, read: &mut SavingsTable) {
    // Most lists have no reference twice.
    let repeats = table
        .by_role(Role::Reference)
        .is_some_and(|column| column.numbers > 0 || column.distinct < column.texts);
    if !repeats {
        return;
    }
    let mut rows: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
    for (at, line) in read.lines.iter().enumerate() {
        if let Some(reference) = line.reference.as_deref() {
            let key = (reference, line.name.as_str());
            rows.entry(key).or_default().push(at);
        }
    }
    let several = || rows.values().filter(|rows| rows.len() > 1);
    let says_the_same = |rows: &Vec<usize>| {
        let lines = || rows.iter().filter_map(|at| read.lines.get(*at));
        let Some(first) = lines().next() else {
            return false;
        };
        lines().all(|line| is_told_again(first, line))
    };
    if several().count() < SCHEMES_MIN || !several().all(says_the_same) {
        return;
    }
    let differs = |column: &Column| {
        several().all(|rows| {
            let cells = rows.iter().filter_map(|at| read.line_rows.get(*at));
            let mut labels = cells.map(|row| table.grid.label(*row, column.index));
            let mut known: Vec<Option<String>> = Vec::new();
            labels.all(|label| {
                let new = !known.contains(&label);
                known.push(label);
                new
            })
        })
    };
    let steps = table
        .columns
        .iter()
        .any(|column| is_of_steps(column) && differs(column));
    if !steps || adds_up(read) {
        return;
    }
    let mut again: Vec<usize> = several()
        .flat_map(|rows| rows.iter().skip(1).copied())
        .collect();
    again.sort_unstable();
    let again = |at: usize| again.binary_search(&at).is_ok();
    let dropped: Vec<u32> = read
        .line_rows
        .iter()
        .enumerate()
        .filter_map(|(at, row)| again(at).then_some(*row))
        .collect();
    let lines = std::mem::take(&mut read.lines)
        .into_iter()
        .zip(std::mem::take(&mut read.line_rows));
    (read.lines, read.line_rows) = lines
        .enumerate()
        .filter_map(|(at, line)| (!again(at)).then_some(line))
        .unzip();
    for row in &mut read.rows {
        if dropped.binary_search(&row.at).is_ok() {
            row.kind = RowKind::Memo;
        }
    }
}

/// Whether a column tells the steps of a scheme apart: by name, or by the day each is due.
fn is_of_steps(column: &Column) -> bool {
    column.dates > 0
        || column.own.says(
            "milestone; milestones; step; steps; action; actions; task; tasks; activity; deliverable; deliverables; \
             due; due date",
        )
}

/// Whether the list's own total counts every row: then each is a part.
fn adds_up(read: &SavingsTable) -> bool {
    let sum: Money = read.lines.iter().map(|line| line.value.value).sum();
    let stated = |total: &StatedTotal| total.stated.value.abs() == sum.abs();
    read.totals.iter().any(stated)
}

/// The same money of the same body in the same months: no site, year or step of it apart.
fn is_told_again(first: &Saving, line: &Saving) -> bool {
    let phased = |line: &Saving| line.phasing.is_some();
    line.value.value == first.value.value
        && !line.value.value.is_zero()
        && line.organisation == first.organisation
        && line.division == first.division
        && line.category == first.category
        && line.recurrence == first.recurrence
        && !phased(line)
        && !phased(first)
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{sheet, workbook};
    use crate::import::import;
    use crate::plan::{Money, Savings};
    use crate::review::Review;

    fn savings(rows: &str) -> Savings {
        let drawn = format!(
            "Efficiency plan 2024/25, £\n\nRef|Scheme|Division|Milestone|Plan 2024/25\n{rows}"
        );
        let book = workbook(vec![sheet("Export", &drawn)]);
        import(&[book], &Review::default()).plan.savings.unwrap()
    }

    #[test]
    fn a_saving_on_each_of_its_milestones_counts_once() {
        let told = savings(
            "P1|Theatres|Surgery|Mandate|1000\nP1|Theatres|Surgery|Go live|1000\nP2|Estates|Corporate|Tender|400\nP3|Rota|Medicine|Start|600\nP3|Rota|Medicine|End|600",
        );
        assert_eq!(told.lines.len(), 3);
        assert_eq!(told.total().value, Money::from_pounds(2_000));
    }

    #[test]
    fn equal_shares_of_cost_centres_are_parts() {
        let head = "Efficiency plan 2024/25, £\n\nRef|Scheme|Cost centre|Plan 2024/25";
        let rows = "P1|Procurement|A|50\nP1|Procurement|B|50\nP2|Estates|A|20\nP2|Estates|B|20";
        let book = workbook(vec![sheet("CIP", &format!("{head}\n{rows}"))]);
        let savings = import(&[book], &Review::default()).plan.savings.unwrap();
        assert_eq!(savings.total().value, Money::from_pounds(140));
        let told = savings_with_total("Total||||1200");
        assert_eq!(told.total().value, Money::from_pounds(1_200));
    }

    fn savings_with_total(total: &str) -> Savings {
        savings(&format!(
            "P1|Theatres|Surgery|Mandate|400\nP1|Theatres|Surgery|Go live|400\nP3|Rota|Medicine|Start|200\nP3|Rota|Medicine|End|200\n{total}"
        ))
    }

    #[test]
    fn parts_of_a_scheme_are_added() {
        let parts = savings(
            "P1|Theatres|Surgery|Mandate|1000\nP1|Theatres|Surgery|Go live|900\nP2|Estates|Corporate|Tender|400\nP3|Rota|Medicine|Start|600\nP3|Rota|Medicine|End|600",
        );
        assert_eq!(parts.total().value, Money::from_pounds(3_500));
        let divisions = savings(
            "P1|Theatres|Surgery|Mandate|1000\nP1|Theatres|Medicine|Mandate|1000\nP3|Rota|Medicine|Start|600\nP3|Rota|Surgery|Start|600",
        );
        assert_eq!(divisions.total().value, Money::from_pounds(3_200));
    }
}
