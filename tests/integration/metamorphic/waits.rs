//! Long waits told again on a sheet of their own: one row for each month, or months across.

use super::book::{Book, Tab};
use super::chance::Chance;
use planproof::import::TableKind;
use planproof::plan::{Month, PlanActual, Trajectory};
use planproof::workbook::{Cell, Value};
use std::collections::BTreeSet;

/// Takes out the sheets of waits and writes one new sheet; nothing where a sheet holds other tables of the plan too.
pub fn rewritten(book: &mut Book, chance: &mut Chance) -> bool {
    let (Some(elective), Some(year)) = (book.elective.clone(), book.year.clone()) else {
        return false;
    };
    let waits = |tab: &Tab| tab.tables.iter().any(|table| table.is(TableKind::Elective));
    let mixed = |tab: &Tab| {
        tab.tables
            .iter()
            .any(|table| table.is_plan() && !table.is(TableKind::Elective))
    };
    let named = elective
        .trajectories
        .iter()
        .filter(|one| one.organisation.is_some())
        .count();
    let whole = named == 0 || named == elective.trajectories.len();
    if !whole
        || !book.tabs.iter().any(waits)
        || book.tabs.iter().any(|tab| waits(tab) && mixed(tab))
    {
        return false;
    }
    book.tabs.retain(|tab| !waits(tab));
    let mut tab = Tab::new("Long waits by month");
    tab.put(
        (0, 0),
        &format!("Elective long waits {year}: incomplete pathways at month end"),
    );
    if chance.one_in(2) {
        list(&mut tab, &elective.trajectories);
    } else {
        across(&mut tab, &elective.trajectories);
    }
    book.tabs.push(tab);
    true
}

/// Provider, specialty and measure, as far as the trajectories have them.
fn labels(one: &Trajectory) -> [Option<String>; 3] {
    [
        one.organisation
            .as_ref()
            .map(|organisation| organisation.name.clone()),
        one.specialty.clone(),
        Some(format!("Over {} weeks", one.measure.0)),
    ]
}

/// Puts headers and labels of the columns that any trajectory has; says how many there are.
fn lead(tab: &mut Tab, row: u32, all: &[Trajectory], own: Option<&Trajectory>) -> u32 {
    let mut column = 0;
    for (at, header) in ["Provider", "Specialty", "Measure"].into_iter().enumerate() {
        if all.iter().any(|one| labels(one)[at].is_some()) {
            match own {
                None => tab.put((row, column), header),
                Some(own) => tab.put((row, column), &labels(own)[at].clone().unwrap_or_default()),
            }
            column += 1;
        }
    }
    column
}

fn count(tab: &mut Tab, place: (u32, u32), both: &PlanActual, actual: bool) {
    let value = if actual { &both.actual } else { &both.plan };
    if let Some(value) = value {
        let cell = Cell::new(Value::Number(value.value as f64));
        tab.cells.insert(place, cell);
    }
}

fn spelt(month: Month) -> String {
    format!("{}-{:02}", month.short_name(), month.year % 100)
}

fn list(tab: &mut Tab, all: &[Trajectory]) {
    let first = lead(tab, 2, all, None);
    for (at, header) in (first..).zip(["Month", "Plan", "Actual"]) {
        tab.put((2, at), header);
    }
    let mut row = 2;
    for one in all {
        for (month, both) in &one.months {
            row += 1;
            lead(tab, row, all, Some(one));
            tab.put((row, first), &spelt(*month));
            count(tab, (row, first + 1), both, false);
            count(tab, (row, first + 2), both, true);
        }
    }
}

fn across(tab: &mut Tab, all: &[Trajectory]) {
    let months: BTreeSet<Month> = all
        .iter()
        .flat_map(|one| one.months.keys().copied())
        .collect();
    let first = lead(tab, 2, all, None);
    tab.put((2, first), "Plan/Actual");
    for (at, month) in (first + 1..).zip(&months) {
        tab.put((2, at), &spelt(*month));
    }
    let mut row = 2;
    for one in all {
        for (word, actual) in [("Plan", false), ("Actual", true)] {
            let has = |both: &PlanActual| {
                if actual {
                    both.actual.is_some()
                } else {
                    both.plan.is_some()
                }
            };
            if !one.months.values().any(has) {
                continue;
            }
            row += 1;
            lead(tab, row, all, Some(one));
            tab.put((row, first), word);
            for (at, month) in (first + 1..).zip(&months) {
                if let Some(both) = one.months.get(month) {
                    count(tab, (row, at), both, actual);
                }
            }
        }
    }
}
