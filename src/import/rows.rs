//! What each row of a savings table is: a line, a heading, a total, a target, a gap, or a note.

use super::header::Role;
use super::table::Table;
use super::text::{has_any, padded, words};
use super::values::{Columns, ValueFrom};
use super::{vocabulary, voice};
use crate::plan::{Money, Sourced};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowKind {
    Line,
    Heading,
    Total,
    Target,
    Gap,
    /// A bare figure below everything that no total includes.
    Memo,
    /// No figure in the value column.
    Note,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub(super) row: u32,
    pub(super) kind: RowKind,
    pub(super) label: String,
    pub(super) value: Option<Sourced<Money>>,
    /// No reference, status, owner or recurrence: nothing that a scheme would have.
    pub(super) bare: bool,
}

/// All rows of the table, classified by words and by arithmetic.
pub(super) fn classify(table: &Table<'_, '_>, columns: &Columns) -> Vec<Row> {
    let mut rows: Vec<Row> = table
        .region
        .rows
        .iter()
        .map(|row| by_words(table, columns, *row))
        .collect();
    totals_by_arithmetic(table, &mut rows);
    below_the_last_total(&mut rows);
    rows
}

/// The value of a row, from wherever the table holds it.
pub(super) fn value(table: &Table<'_, '_>, columns: &Columns, row: u32) -> Option<Sourced<Money>> {
    let sum = |parts: &mut dyn Iterator<Item = u32>| {
        let parts: Vec<Sourced<Money>> = parts
            .filter_map(|column| table.money(row, column))
            .collect();
        (!parts.is_empty()).then(|| parts.iter().sum())
    };
    match &columns.value {
        // A line whose year is left blank still has its months.
        ValueFrom::Column(column) => table.money(row, *column).or_else(|| {
            if columns.cumulative || table.grid.cell(row, *column).is_some() {
                return None;
            }
            let months = columns.months.iter().any(Option::is_some);
            let phases: &[Option<u32>] = if months {
                &columns.months
            } else {
                &columns.quarters
            };
            sum(&mut phases.iter().flatten().copied())
        }),
        ValueFrom::Sum(parts) => sum(&mut parts.iter().copied()),
        ValueFrom::Months if columns.cumulative => columns
            .months
            .iter()
            .flatten()
            .rev()
            .find_map(|column| table.money(row, *column)),
        ValueFrom::Months => sum(&mut columns.months.iter().flatten().copied()),
        ValueFrom::Quarters => sum(&mut columns.quarters.iter().flatten().copied()),
    }
}

fn by_words(table: &Table<'_, '_>, columns: &Columns, row: u32) -> Row {
    let value = value(table, columns, row);
    // A total may be named in any column of words, such as the one of recurrence.
    let marker = marker(table, row);
    let bare = marker.is_some() || is_bare(table, row);
    let label = marker.unwrap_or_else(|| label(table, row));
    let padded = padded(&words(&label));
    let numbers = table
        .columns
        .iter()
        .filter(|column| column.is_value())
        .any(|column| table.grid.number(row, column.index).is_some());
    let kind = if value.is_none() {
        let texts = table
            .grid
            .row(row)
            .iter()
            .filter(|(column, cell)| cell.text().is_some() && table.region.columns.contains(column))
            .count();
        if texts == 1 && !numbers && !vocabulary::total(&padded) {
            RowKind::Heading
        } else {
            RowKind::Note
        }
    } else if bare
        && vocabulary::target(&padded)
        && !vocabulary::unidentified_word(&padded)
        && !vocabulary::gap(&padded)
    {
        RowKind::Target
    } else if bare && is_total(&padded) {
        RowKind::Total
    } else {
        RowKind::Line
    };
    Row {
        row,
        kind,
        label,
        value,
        bare,
    }
}

/// A total says so at its start or end: "Sub-total Surgery", "TOTAL QIPP", "CIP total".
fn is_total(padded: &str) -> bool {
    vocabulary::total(padded)
}

/// Words of a total or target beside a blank name.
fn marker(table: &Table<'_, '_>, row: u32) -> Option<String> {
    let name = table
        .by_role(Role::Name)
        .or_else(|| table.by_role(Role::Line))?;
    if table.grid.cell(row, name.index).is_some() {
        return None;
    }
    let texts: Vec<String> = table
        .grid
        .row(row)
        .iter()
        .filter(|(column, _)| table.region.columns.contains(column))
        .filter_map(|(_, cell)| {
            cell.text()
                .filter(|text| text.chars().any(char::is_alphabetic))
                .map(super::text::one_line)
        })
        .collect();
    match texts.as_slice() {
        [only] => {
            let padded = padded(&words(only));
            (vocabulary::total(&padded) || vocabulary::target(&padded) || vocabulary::gap(&padded))
                .then(|| only.clone())
        }
        _ => None,
    }
}

/// The first words of a row.
pub(super) fn first_text(table: &Table<'_, '_>, row: u32) -> String {
    table
        .grid
        .row(row)
        .iter()
        .find_map(|(_, cell)| cell.text().map(super::text::one_line))
        .unwrap_or_default()
}

/// The name, or the first words of the row where the name is blank.
pub(super) fn label(table: &Table<'_, '_>, row: u32) -> String {
    let name = table
        .by_role(Role::Name)
        .or_else(|| table.by_role(Role::Line));
    let own = name.and_then(|column| {
        table
            .grid
            .text(row, column.index)
            .map(super::text::one_line)
            .or_else(|| {
                table
                    .grid
                    .cell(row, column.index)
                    .and_then(|_| table.grid.label(row, column.index))
            })
    });
    own.or_else(|| {
        table
            .grid
            .row(row)
            .iter()
            .filter(|(column, _)| {
                table.column(*column).is_some_and(|column| {
                    !column.is_value()
                        && !matches!(
                            column.role,
                            Some(
                                Role::Status
                                    | Role::Risk
                                    | Role::Recurrence
                                    | Role::Owner
                                    | Role::Note
                            )
                        )
                })
            })
            .find_map(|(_, cell)| cell.text().map(super::text::one_line))
    })
    .unwrap_or_default()
}

/// Whether the row has nothing but a label and figures.
fn is_bare(table: &Table<'_, '_>, row: u32) -> bool {
    let filled = |role| {
        table
            .columns
            .iter()
            .filter(|column| column.role == Some(role))
            .any(|column| {
                table.grid.label(row, column.index).is_some_and(|text| {
                    table.grid.cell(row, column.index).is_some()
                        && text.chars().any(char::is_alphanumeric)
                })
            })
    };
    let name = table
        .by_role(Role::Name)
        .or_else(|| table.by_role(Role::Line));
    let named = name.is_some_and(|name| table.grid.cell(row, name.index).is_some());
    !(filled(Role::Status)
        || filled(Role::Owner)
        || filled(Role::Recurrence)
        || filled(Role::Identified)
        || filled(Role::Risk)
        || (named && filled(Role::Reference)))
}

/// Bare rows that are the sum of the rows above them, or of the rows below them, are totals whatever they are called.
fn totals_by_arithmetic(table: &Table<'_, '_>, rows: &mut [Row]) {
    let tolerance = |value: Money| {
        Money::from_pounds(1).max(Money::from_pounds(
            value.abs().pounds() / rust_decimal::Decimal::from(100_000),
        ))
    };
    let mut run: Vec<Money> = Vec::new();
    let mut all = Money::ZERO;
    let mut count = 0_usize;
    for at in 0..rows.len() {
        let Some(row) = rows.get(at).cloned() else {
            continue;
        };
        let Some(value) = row.value.as_ref().map(|value| value.value) else {
            if row.kind == RowKind::Heading {
                run.clear();
            }
            continue;
        };
        match row.kind {
            RowKind::Line => {
                let above: Money = run.iter().copied().sum();
                let bold = is_bold(table, row.row);
                let enough =
                    |lines: usize| lines >= 3 || (lines >= 2 && (bold || row.label.is_empty()));
                let sum_above = (enough(run.len()) && value.agrees_with(above, tolerance(above)))
                    || (enough(count) && value.agrees_with(all, tolerance(all)));
                let silent = !voice::heading(&row.label);
                if row.bare
                    && silent
                    && !value.is_zero()
                    && (sum_above || is_sum_of_next(rows, at, bold, tolerance(value)))
                {
                    if let Some(row) = rows.get_mut(at) {
                        row.kind = RowKind::Total;
                    }
                    run.clear();
                } else {
                    run.push(value);
                    all += value;
                    count += 1;
                }
            }
            RowKind::Total => run.clear(),
            _ => {}
        }
    }
}

/// A subtotal that stands before its parts.
fn is_sum_of_next(rows: &[Row], at: usize, bold: bool, tolerance: Money) -> bool {
    let Some(value) = rows
        .get(at)
        .and_then(|row| row.value.as_ref())
        .map(|value| value.value)
    else {
        return false;
    };
    let mut sum = Money::ZERO;
    let mut lines = 0_usize;
    for next in rows.iter().skip(at + 1).take(200) {
        match (next.kind, &next.value) {
            (RowKind::Line, Some(part)) => {
                sum += part.value;
                lines += 1;
            }
            (RowKind::Note, _) => continue,
            _ => return false,
        }
        if lines >= 2 && (bold || lines >= 3) && value.agrees_with(sum, tolerance) {
            // Its parts must look like lines, not like further bare rows.
            return rows.iter().skip(at + 1).take(lines).any(|part| !part.bare) || bold;
        }
    }
    false
}

fn is_bold(table: &Table<'_, '_>, row: u32) -> bool {
    table
        .grid
        .row(row)
        .iter()
        .any(|(_, cell)| cell.bold && cell.text().is_some())
}

/// Below the last total a bare figure is a gap or a memo, unless it says that it is savings without schemes.
fn below_the_last_total(rows: &mut [Row]) {
    let breakdown = breakdowns(rows);
    for at in &breakdown {
        if let Some(row) = rows.get_mut(*at) {
            row.kind = RowKind::Memo;
        }
    }
    let end = last_total(rows);
    let mut target_seen = false;
    for (at, row) in rows.iter_mut().enumerate() {
        target_seen |= row.kind == RowKind::Target;
        if row.kind != RowKind::Line || !row.bare {
            continue;
        }
        let padded = padded(&words(&row.label));
        let after_total = end.is_some_and(|end| at > end);
        let plainly = has_any(
            &padded,
            "to target; against target; still to find; variance; headroom; over programm*; overprogramm*; \
             under programm*; over under; under over; unmet",
        );
        let missing_savings = vocabulary::unidentified_word(&padded) && !target_seen;
        let is_gap = (vocabulary::gap(&padded)
            && (after_total || target_seen || plainly)
            && !missing_savings)
            || (after_total && plainly);
        if is_gap {
            row.kind = RowKind::Gap;
        } else if after_total && !voice::heading(&row.label) {
            row.kind = RowKind::Memo;
        }
    }
}

/// The total that ends the list: the last one with lines before it and no heading of further lines behind it.
fn last_total(rows: &[Row]) -> Option<usize> {
    let end = rows.iter().rposition(|row| row.kind == RowKind::Total)?;
    let line = |row: &Row| row.kind == RowKind::Line;
    let before = rows.iter().take(end).filter(|row| line(row)).count();
    let behind: Vec<&Row> = rows.iter().skip(end + 1).collect();
    let headed = behind
        .iter()
        .position(|row| row.kind == RowKind::Heading && !voice::heading(&row.label))
        .is_some_and(|heading| behind.iter().skip(heading).filter(|row| line(row)).count() >= 2);
    let only_sub = rows
        .get(end)
        .is_some_and(|row| has_any(&padded(&words(&row.label)), "sub total; subtotal; sub"))
        && behind.iter().filter(|row| line(row)).count() >= before;
    (before > 0 && !headed && !only_sub).then_some(end)
}

/// The rows that split a total again which the lines before it add up to.
fn breakdowns(rows: &[Row]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut sum = Money::ZERO;
    let mut lines = 0_usize;
    for (at, row) in rows.iter().enumerate() {
        let Some(value) = row.value.as_ref().map(|value| value.value) else {
            continue;
        };
        match row.kind {
            RowKind::Line if !found.contains(&at) => {
                sum += value;
                lines += 1;
            }
            RowKind::Total
                if lines >= 2
                    && value.agrees_with(sum, Money::from_pounds(1_000))
                    && found.is_empty() =>
            {
                found = breakdown(rows, at);
            }
            _ => {}
        }
    }
    found
}

/// Bare rows behind the total that split it again, by status or by division.
fn breakdown(rows: &[Row], end: usize) -> Vec<usize> {
    let value = |row: &Row| row.value.as_ref().map(|value| value.value);
    let Some(total) = rows
        .get(end)
        .and_then(value)
        .filter(|total| !total.is_zero())
    else {
        return Vec::new();
    };
    let mut sum = Money::ZERO;
    let mut parts = Vec::new();
    for (at, row) in rows.iter().enumerate().skip(end + 1) {
        match (row.kind, value(row)) {
            (RowKind::Line, Some(part)) if row.bare => {
                sum += part;
                parts.push(at);
            }
            (RowKind::Heading | RowKind::Note, _) if parts.is_empty() => {}
            _ => {
                parts.clear();
                sum = Money::ZERO;
            }
        }
        if parts.len() >= 2
            && sum.agrees_with(
                total,
                Money::from_pounds(total.abs().pounds() / rust_decimal::Decimal::from(10_000)),
            )
        {
            return parts;
        }
    }
    Vec::new()
}
