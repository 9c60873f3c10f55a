//! Lists that hold more than the plan and say of each line whether it is in it: "In plan? Y", "In plan? N - pipeline". Lines
//! that are not are none of the plan.

use super::header::Basis;
use super::rows::{Row, RowKind};
use super::table::{Column, Table};
use super::text::{is_one_of, words};
use crate::plan::Money;

/// A header that asks whether a line is in what the list plans, whatever adds up.
const ASKS_PLAINLY: [&[&str]; 5] = [
    &["in", "plan"],
    &["in", "the", "plan"],
    &["in", "programme"],
    &["in", "total"],
    &["counted"],
];
/// The same where only the total of the list tells what the line is in.
const ASKS: [&[&str]; 3] = [&["included"], &["included", "in", "plan"], &["include"]];

/// Sets the lines aside that a column says are not in the plan.
pub(super) fn set_aside(table: &Table<'_, '_>, rows: &mut [Row]) {
    let of = |column: &Column, asked: &[&[&str]]| {
        let own = words(&column.own.text);
        asked.iter().any(|phrase| own == *phrase)
    };
    let mut asking = table.columns.iter().filter(|column| column.is_text());
    let Some(column) = asking.find(|column| of(column, &ASKS_PLAINLY) || of(column, &ASKS)) else {
        return;
    };
    let said = |row: &Row| table.grid.text(row.at, column.index).and_then(answer);
    let lines = || rows.iter().filter(|row| row.kind == RowKind::Line);
    let told = lines().filter(|row| said(row).is_some()).count();
    let yes = lines().filter(|row| said(row) == Some(true)).count();
    let figure = |row: &Row| row.value.as_ref().map(|value| value.value);
    let counted: Money = lines()
        .filter(|row| said(row) == Some(true))
        .filter_map(figure)
        .sum();
    let totalled = || {
        let mut totals = rows.iter().filter(|row| row.kind == RowKind::Total);
        totals.any(|row| figure(row) == Some(counted))
    };
    let nearly_all = told * 10 >= lines().count() * 9;
    if yes == 0 || yes == told || !nearly_all || !(of(column, &ASKS_PLAINLY) || totalled()) {
        return;
    }
    let out: Vec<u32> = lines()
        .filter(|row| said(row) == Some(false))
        .map(|row| row.at)
        .collect();
    for row in rows.iter_mut().filter(|row| out.contains(&row.at)) {
        row.kind = RowKind::Other(Basis::Aside);
    }
}

/// What a cell answers, whatever it adds: "N - pipeline".
fn answer(text: &str) -> Option<bool> {
    let all = words(text);
    let first = all.first()?;
    if is_one_of(first, "y; yes; true; in") {
        Some(true)
    } else {
        is_one_of(first, "n; no; not; false; out").then_some(false)
    }
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{pounds, read};

    fn total(head: &str, stated: &str) -> (usize, crate::plan::Money) {
        let drawn = format!(
            "Elm NHS Trust efficiency programme 2025/26 (£000)\n\nRef|Scheme|Value|{head}|Rec/NR|Lead\n\
             E1|Fleet|400|Y|R|AB\nE2|Rotas|600|Yes|R|CD\nE3|Drones|200|N - pipeline|R|EF\nE4|Gap - no scheme|500|Y|R|CFO\nTotal||{stated}|||"
        );
        let savings = read(&[("CIP", &drawn)]).savings.unwrap();
        (savings.lines.len(), savings.total().value)
    }

    #[test]
    fn what_is_not_in_the_plan_is_no_line_of_it() {
        let without = (3, pounds(1_500_000));
        let with = (4, pounds(1_700_000));
        assert_eq!(total("In plan?", "1500"), without);
        assert_eq!(total("Included", "1500"), without);
        // Included in what, if the total has it?
        assert_eq!(total("Included", "1700"), with);
        assert_eq!(total("PID?", "1700"), with);
    }
}
