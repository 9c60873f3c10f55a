//! What each row of a savings table is: a line, a heading, a total, a target, a gap, or a note.

use super::header::{Basis, Facets, Role};
use super::table::Table;
use super::text::{has_any, padded_words, tick};
use super::values::{Columns, ValueFrom};
use super::{
    counted, grid, pages, parents, pivot_rows, row_types, totals, versions, vocabulary, voice,
};
use crate::plan::{Money, Sourced};
use crate::workbook::Value;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowKind {
    Line,
    Heading,
    Total,
    Target,
    Gap,
    /// A running sum that one page of a printed list hands on to the next.
    Carried,
    /// A bare figure below everything that no total includes.
    Memo,
    /// What was delivered or is expected of a line, in a row of its own.
    Other(Basis),
    /// No figure in the value column.
    Note,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// Row number in the grid.
    pub(super) at: u32,
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
    set_other_bases_aside(table, &mut rows);
    set_other_years_aside(table, &mut rows);
    row_types::set_aside(table, &mut rows);
    counted::set_aside(table, &mut rows);
    parents::set_aside(table, &mut rows);
    pivot_rows::set_groups_aside(&mut rows);
    totals::other_side(&mut rows);
    let phased = columns
        .months
        .iter()
        .chain(&columns.quarters)
        .any(Option::is_some);
    totals::parts_told_again(&mut rows, !phased);
    totals::totals_by_arithmetic(table, &mut rows);
    numbered_below_the_total(table, &mut rows);
    totals::below_the_last_total(&mut rows);
    rows
}

/// Where lines say what is recurrent, how far they are or whose they are, a numbered row behind the last total that says
/// none of it is no scheme: "EFF920 | of which non-recurrent" stands for the return's own line.
fn numbered_below_the_total(table: &Table<'_, '_>, rows: &mut [Row]) {
    let asked: Vec<u32> = [Role::Status, Role::Recurrence, Role::Risk, Role::Owner]
        .into_iter()
        .filter_map(|role| table.by_role(role))
        .map(|column| column.index)
        .collect();
    let says = |row: &Row| {
        let mut said = asked.iter().map(|column| table.grid.cell(row.at, *column));
        said.any(|cell| cell.is_some())
    };
    let last = rows
        .iter()
        .rposition(|row| row.kind == RowKind::Line && says(row));
    // Behind the last line that says any of it a heading opens what is no list any more.
    let headed = last.and_then(|last| {
        let behind = rows.iter().skip(last + 1);
        let heading = behind
            .clone()
            .position(|row| row.kind == RowKind::Heading && !voice::heading(&row.label))?;
        Some(last + 1 + heading)
    });
    let totalled = rows.iter().rposition(|row| row.kind == RowKind::Total);
    let Some(end) = headed.into_iter().chain(totalled).min() else {
        return;
    };
    let (before, behind) = rows.split_at_mut(end);
    let lines = || before.iter().filter(|row| row.kind == RowKind::Line);
    if lines().next().is_none() || !lines().all(says) {
        return;
    }
    for row in behind.iter_mut().filter(|row| row.kind == RowKind::Line) {
        row.bare |= !says(row);
    }
}

/// Where a column says of each row whether it is planned, delivered or expected, only what is planned is a line.
fn set_other_bases_aside(table: &Table<'_, '_>, rows: &mut [Row]) {
    if table.by_role(Role::Basis).is_none() {
        return;
    }
    let basis = |row: &Row| versions::of_row(table, row.at);
    let planned = |row: &Row| row.kind == RowKind::Line && basis(row) == Some(Basis::Plan);
    if !rows.iter().any(planned) {
        return;
    }
    let told = |row: &&mut Row| {
        matches!(
            row.kind,
            RowKind::Line | RowKind::Total | RowKind::Target | RowKind::Gap
        )
    };
    for row in rows.iter_mut().filter(told) {
        if let Some(other) = basis(row).filter(|basis| *basis != Basis::Plan) {
            row.kind = RowKind::Other(other);
        }
    }
}

/// What a list plans for other years is none of this year's.
fn set_other_years_aside(table: &Table<'_, '_>, rows: &mut [Row]) {
    for row in rows.iter_mut().filter(|row| row.kind == RowKind::Line) {
        if table.other_years.contains_key(&row.at) {
            row.kind = RowKind::Other(Basis::Aside);
        }
    }
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
        ValueFrom::Quarters if columns.cumulative => columns
            .quarters
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
    let mut label = marker.unwrap_or_else(|| label(table, row));
    let padded = padded_words(&label);
    let numbers = || {
        table
            .columns
            .iter()
            .filter(|column| column.is_value())
            .any(|column| table.grid.number(row, column.index).is_some())
    };
    let kind = if value.is_none() {
        let texts = table
            .grid
            .row(row)
            .iter()
            .filter(|(column, cell)| cell.text().is_some() && table.region.columns.contains(column))
            .count();
        if texts == 1 && !numbers() && !vocabulary::total(&padded) {
            // A heading may stand in the column of numbers.
            if label.is_empty() {
                label = first_text(table, row);
            }
            RowKind::Heading
        } else {
            RowKind::Note
        }
    } else if is_example(table, row, &label) || (bare && tells_outturn(&label)) {
        RowKind::Memo
    } else if bare && pages::is_carried(&label) {
        RowKind::Carried
    } else if is_left_blank(table, columns, row, value.as_ref())
        || (bare && is_share(table, columns, row, &padded))
    {
        RowKind::Memo
    } else if bare
        && vocabulary::target(&padded)
        // "Balancing figure to the savings requirement" is a line of the plan.
        && !voice::heading(&label)
        && !vocabulary::unidentified_word(&padded)
        && !vocabulary::gap(&padded)
    {
        RowKind::Target
    } else if bare && is_total(&padded) && is_comparison(&padded) {
        RowKind::Gap
    } else if bare && is_total(&padded) {
        RowKind::Total
    } else {
        RowKind::Line
    };
    Row {
        at: row,
        kind,
        label,
        value,
        bare,
    }
}

/// Whether nothing of a numbered row of a form is filled in: no name, nil, and no words but its code and what every
/// empty row says ("Please select").
fn is_left_blank(
    table: &Table<'_, '_>,
    columns: &Columns,
    row: u32,
    value: Option<&Sourced<Money>>,
) -> bool {
    let Some(name) = table
        .by_role(Role::Name)
        .or_else(|| table.by_role(Role::Line))
    else {
        return false;
    };
    let nil = value.is_some_and(|value| value.value.is_zero());
    let named = table.naming_row(row, name.index);
    if !nil || table.grid.cell(named, name.index).is_some() {
        return false;
    }
    let later = columns.full_year_effect;
    let all_nil = later.is_none_or(|column| {
        let number = table.grid.number(row, column);
        number.is_none_or(|number| number.is_zero())
    });
    let mut texts = table
        .grid
        .row(row)
        .texts()
        .filter(|(column, _)| table.region.columns.binary_search(column).is_ok());
    // The code comes first.
    texts.next();
    let is_check = |(column, text): (u32, &str)| {
        let rows = table.region.rows.iter();
        let mut same = rows.filter(|row| table.grid.text(**row, column) == Some(text));
        same.nth(CHECKED_ROWS_MIN - 1).is_some()
    };
    all_nil && texts.all(|said| is_prompt(said.1) || is_check(said))
}

/// What so many rows of a form say alike ("OK") is said by the form.
const CHECKED_ROWS_MIN: usize = 3;

/// What a form shows where nothing has been chosen yet.
fn is_prompt(text: &str) -> bool {
    let padded = padded_words(text);
    !text.chars().any(char::is_alphanumeric) || has_any(&padded, "select; choose")
}

/// A row that shows how a form is filled in.
fn is_example(table: &Table<'_, '_>, row: u32, label: &str) -> bool {
    let numbered = table.label(row, Role::Reference).unwrap_or_default();
    let example = |text: &str, phrases| {
        let padded = padded_words(text);
        has_any(&padded, phrases) && padded.split_whitespace().count() <= EXAMPLE_WORDS_MAX
    };
    let lower = label.trim().to_lowercase();
    example(&numbered, "e g; eg; example")
        || lower.starts_with("example only")
        || lower.starts_with("example:")
        || lower.starts_with("(example")
}

const EXAMPLE_WORDS_MAX: usize = 2;

/// "Efficiency delivered to M8", "Forecast outturn": a figure of a summary that is no plan.
fn tells_outturn(label: &str) -> bool {
    let facets = Facets::of(label);
    let said = matches!(facets.basis, Some(Basis::Actual | Basis::Forecast));
    let plain = |word: &str| {
        vocabulary::savings_words(&format!(" {word} "))
            || super::periods::month(&[word.to_owned()]).is_some()
            || Facets::of(word).basis.is_some()
            || word.chars().all(|c| c.is_ascii_digit())
            || super::units::stated(word).is_some()
            || super::text::is_one_of(
                word,
                "to; date; year; end; in; the; total; fot; outturn; so; far; ytd; full; k; m; of; for",
            )
    };
    said && padded_words(label).split_whitespace().all(plain)
}

/// A total says so at its start or end: "Sub-total Surgery", "TOTAL QIPP", "CIP total".
fn is_total(padded: &str) -> bool {
    vocabulary::total(padded)
}

/// "Programme total less target" compares a total and is none.
fn is_comparison(padded: &str) -> bool {
    has_any(padded, "less; minus; difference; variance; versus; vs")
}

/// Words of a total or target beside a blank name.
fn marker(table: &Table<'_, '_>, row: u32) -> Option<String> {
    let name = table
        .by_role(Role::Name)
        .or_else(|| table.by_role(Role::Line))?;
    let named = table.naming_row(row, name.index);
    if table.grid.cell(named, name.index).is_some() {
        return None;
    }
    let versions = table.by_role(Role::Basis).map(|column| column.index);
    let texts: Vec<String> = table
        .grid
        .row(row)
        .iter()
        .filter(|(column, _)| table.region.columns.contains(column) && Some(*column) != versions)
        .filter_map(|(_, cell)| {
            cell.text()
                .filter(|text| text.chars().any(char::is_alphabetic))
                .map(super::text::one_line)
        })
        .collect();
    match texts.as_slice() {
        [only] => {
            let padded = padded_words(only);
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
        .filter(|(column, _)| table.region.columns.contains(column))
        .find_map(|(_, cell)| cell.text().map(super::text::one_line))
        .unwrap_or_default()
}

/// The name, or the first words of the row where the name is blank.
pub(super) fn label(table: &Table<'_, '_>, row: u32) -> String {
    let name = table
        .by_role(Role::Name)
        .or_else(|| table.by_role(Role::Line));
    let own = name.and_then(|column| {
        let row = table.naming_row(row, column.index);
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
    let first = |row: u32| {
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
                                    | Role::Basis
                            )
                        )
                })
            })
            .find_map(|(_, cell)| cell.text().map(super::text::one_line))
    };
    own.or_else(|| first(row))
        .or_else(|| first(table.head(row)?))
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
                table
                    .grid
                    .cell(table.naming_row(row, column.index), column.index)
                    .is_some_and(|cell| match cell.value {
                        Value::Text(text) => {
                            text.chars().any(char::is_alphanumeric) || tick(text).is_some()
                        }
                        Value::Number(_) => grid::is_number(cell),
                        _ => false,
                    })
            })
    };
    let name = table
        .by_role(Role::Name)
        .or_else(|| table.by_role(Role::Line));
    let named = name.is_some_and(|name| {
        let row = table.naming_row(row, name.index);
        table.grid.cell(row, name.index).is_some()
    });
    // In a return totals and targets are numbered like the lines, and are nobody's and of no status.
    let numbered_total = || {
        let asked = [Role::Status, Role::Recurrence, Role::Risk, Role::Owner];
        let mut columns = asked.iter().filter_map(|role| table.by_role(*role));
        let label = label(table, row);
        let padded = padded_words(&label);
        (vocabulary::total(&padded)
            || vocabulary::gap(&padded)
            || (vocabulary::target(&padded) && !voice::heading(&label)))
            && columns
                .any(|column| column.texts >= 2 && column.texts * 3 >= table.region.rows.len())
    };
    !(filled(Role::Status)
        || filled(Role::Owner)
        || filled(Role::Recurrence)
        || filled(Role::Identified)
        || filled(Role::Risk)
        || (named && filled(Role::Reference) && !numbered_total()))
}
/// "Requirement as % of spend" over 0.058: a share of something, and no pounds.
fn is_share(table: &Table<'_, '_>, columns: &Columns, row: u32, padded: &str) -> bool {
    const OF: &str = "as of; as a of; percent of; percentage of; as a percentage; as percentage; as a percent; share of; proportion of";
    let share = |index: &u32| {
        let number = table.grid.number(row, *index);
        number.is_none_or(|number| number.abs() <= rust_decimal::Decimal::ONE)
    };
    let index = match &columns.value {
        ValueFrom::Column(index) => std::slice::from_ref(index),
        ValueFrom::Sum(several) => several,
        ValueFrom::Months | ValueFrom::Quarters => return false,
    };
    has_any(padded, OF) && index.iter().all(share)
}
