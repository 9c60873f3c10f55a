//! Savings in long form, one row per scheme and month or quarter: the rows of a scheme become one line.

use super::header::Role;
use super::periods;
use super::savings::SavingsTable;
use super::table::Table;
use super::text::{name_key, words};
use crate::plan::{Month, Monthly, Phasing, Saving, Sourced};
use crate::workbook::Value;
use std::collections::BTreeMap;

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
    let each = |step: &dyn Fn(u32) -> Option<u8>| -> Vec<Option<u8>> {
        read.line_rows.iter().map(|row| step(*row)).collect()
    };
    let mut months = each(&|row| month(table, row, column.index));
    let quarterly = months.iter().all(Option::is_none);
    if quarterly {
        months = each(&|row| quarter(table, row, column.index));
    }
    let mut joined: Vec<(Saving, u32)> = Vec::new();
    let mut places: BTreeMap<String, (usize, u16)> = BTreeMap::new();
    let lines = read.lines.iter().zip(&read.line_rows).zip(&months);
    for ((line, row), month) in lines {
        let Some(month) = month else { return };
        let bit = 1_u16 << (month - 1);
        let (at, seen) = places.entry(key(line)).or_insert((joined.len(), 0));
        // The same scheme twice in one month is another thing than a long form.
        if *seen & bit != 0 {
            return;
        }
        *seen |= bit;
        if *at == joined.len() {
            let mut first = line.clone();
            first.phasing = Some(if quarterly {
                Phasing::Quarters(Default::default())
            } else {
                Phasing::Months(Monthly::default())
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

fn key(line: &Saving) -> String {
    let organisation = line
        .organisation
        .as_ref()
        .map_or("", |organisation| &organisation.name);
    let reference = line.reference.as_deref().unwrap_or("");
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
            let number: u8 = table.grid.number(row, column)?.try_into().ok()?;
            (1..=12).contains(&number).then_some(number)
        }
        _ => None,
    }
}
