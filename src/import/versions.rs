//! Schemes told in several rows, one for each version: planned, delivered or expected, and the difference. What names the
//! scheme is written or merged once, in the first of them.

use super::grid::Grid;
use super::header::{Basis, Facets, Role};
use super::region::Region;
use super::rows::RowKind;
use super::savings::SavingsTable;
use super::table::{Column, Table};
use super::text::{is_one_of, words};
use super::vocabulary;
use crate::plan::{Money, Sourced};
use std::collections::HashMap;

/// A cell of more words is no bare version.
const VERSION_WORDS_MAX: usize = 2;

/// What a cell says its row is, where it says nothing else: "Plan", "Act/Fcst", "Var".
pub(super) fn version(text: &str) -> Option<Basis> {
    let all = words(text);
    // "Act" heads no column by itself, and as a cell it can be nothing else.
    if let [only] = all.as_slice()
        && only == "act"
    {
        return Some(Basis::Actual);
    }
    let facets = Facets::of(text);
    // "plan_in_year", "forecast value": the words of an export beside the version.
    let bare = all.iter().filter(|word| !is_one_of(word, BESIDE)).count();
    if facets.full_year_effect && facets.basis.is_none() && all.len() <= FULL_YEAR_WORDS_MAX {
        return Some(Basis::Aside);
    }
    facets.basis.filter(|_| bare <= VERSION_WORDS_MAX)
}

/// What may stand beside a bare version.
const BESIDE: &str = "in; year; for; the; value; amount; gbp; of";
/// `full_year_effect_gbp` is said in no more words.
const FULL_YEAR_WORDS_MAX: usize = 4;

/// What a cell in a column of versions says, whatever else it says.
pub(super) fn said(text: &str) -> Option<Basis> {
    version(text).or_else(|| Facets::of(text).basis)
}

/// The version that a row's cell in the table's column of versions says.
pub(super) fn of_row(table: &Table<'_, '_>, row: u32) -> Option<Basis> {
    let column = table.by_role(Role::Basis)?.index;
    said(table.grid.text(row, column)?)
}

/// The row that names the scheme of each row that does not: the nearest one above, with no version in between twice. The
/// recurrent and the one-off part of a scheme are told one below the other alike.
pub(super) fn heads(grid: &Grid<'_>, region: &Region, columns: &[Column]) -> HashMap<u32, u32> {
    let by = |role: Role| columns.iter().find(|column| column.role == Some(role));
    if let Some(versions) = by(Role::Basis) {
        named_above(grid, region, columns, versions, version)
    } else if let Some(parts) = by(Role::Recurrence) {
        let lasts = |text: &str| vocabulary::recurrence(text, false);
        let heads = named_above(grid, region, columns, parts, lasts);
        // One row alone below a list says what of all of it lasts.
        if heads.len() >= PARTS_MIN && heads.len() * PARTS_SHARE >= region.rows.len() {
            heads
        } else {
            HashMap::new()
        }
    } else {
        HashMap::new()
    }
}

/// So many schemes, and one row in so many, are told in two parts where that is the way of the list.
const PARTS_MIN: usize = 2;
const PARTS_SHARE: usize = 5;

/// Rows that say under `parts` which part of a scheme they are, and name none.
fn named_above<T: PartialEq>(
    grid: &Grid<'_>,
    region: &Region,
    columns: &[Column],
    parts: &Column,
    part: impl Fn(&str) -> Option<T>,
) -> HashMap<u32, u32> {
    let mut heads = HashMap::new();
    let naming: Vec<u32> = columns
        .iter()
        .filter(|column| names_lines(column) && column.index != parts.index)
        .map(|column| column.index)
        .collect();
    let mut head: Option<(u32, Vec<T>)> = None;
    for row in &region.rows {
        let own = grid.text(*row, parts.index).and_then(&part);
        if naming
            .iter()
            .any(|column| grid.cell(*row, *column).is_some())
        {
            head = own.map(|own| (*row, vec![own]));
            continue;
        }
        match (own, &mut head) {
            (Some(own), Some((first, seen))) if !seen.contains(&own) => {
                seen.push(own);
                heads.insert(*row, *first);
            }
            _ => head = None,
        }
    }
    heads
}

/// Whether a column tells the lines apart, in words or numbers.
fn names_lines(column: &Column) -> bool {
    let aside = matches!(
        column.role,
        Some(Role::Basis | Role::Note | Role::Month | Role::Assurance | Role::Start)
    );
    let numbered = matches!(column.role, Some(Role::Reference | Role::Name | Role::Line));
    (column.is_text() && !aside) || numbered
}

/// A forecast or actual in a group header over the rows' own versions says how far the year has come, and not what the
/// rows that plan it hold.
pub(super) fn rows_say_it(grid: &Grid<'_>, region: &Region, columns: &mut [Column]) {
    let Some(versions) = columns
        .iter()
        .find(|column| column.role == Some(Role::Basis))
        .map(|column| column.index)
    else {
        return;
    };
    let planned: Vec<u32> = region
        .rows
        .iter()
        .filter(|row| grid.text(**row, versions).and_then(version) == Some(Basis::Plan))
        .copied()
        .collect();
    for column in columns
        .iter_mut()
        .filter(|column| column.own.basis.is_none())
    {
        let grouped = matches!(column.facets.basis, Some(Basis::Actual | Basis::Forecast));
        let filled = |row: &u32| grid.number(*row, column.index).is_some();
        if grouped && !planned.is_empty() && planned.iter().all(filled) {
            column.facets.basis = None;
        }
    }
}

/// Gives each line what the rows of its other versions hold in the column of the year: delivered so far, or expected.
pub(super) fn give(table: &Table<'_, '_>, read: &mut SavingsTable) {
    // Few tables have other versions at all.
    if !read
        .rows
        .iter()
        .any(|row| matches!(row.kind, RowKind::Other(_)))
    {
        return;
    }
    let mut places: HashMap<String, Option<usize>> = HashMap::new();
    for (at, (line, row)) in read.lines.iter().zip(&read.line_rows).enumerate() {
        // A scheme with several rows of its plan is one in long form, where no row is the year's.
        places
            .entry(key(table, *row, &line.name))
            .and_modify(|place| *place = None)
            .or_insert(Some(at));
    }
    let others: Vec<(usize, (u32, Basis), Sourced<Money>)> = read
        .rows
        .iter()
        .filter_map(|row| {
            let RowKind::Other(basis) = row.kind else {
                return None;
            };
            let at = places.get(&key(table, row.at, &row.label)).copied()??;
            Some((at, (row.at, basis), row.value.clone()?))
        })
        .collect();
    for (place, (at, basis), value) in others {
        let value = if read.negative { -value } else { value };
        let Some(line) = read.lines.get_mut(place) else {
            continue;
        };
        let slot = match basis {
            Basis::Forecast => &mut line.forecast,
            Basis::Actual => &mut line.actual_to_date,
            Basis::Aside if of_a_full_year(table, at) => &mut line.full_year_effect,
            _ => continue,
        };
        slot.get_or_insert(value);
    }
}

/// Whether the row says what its scheme saves in a full year.
fn of_a_full_year(table: &Table<'_, '_>, row: u32) -> bool {
    let column = table.by_role(Role::Basis);
    let said = column.and_then(|column| table.grid.text(row, column.index));
    said.is_some_and(|text| Facets::of(text).full_year_effect)
}

/// What tells a scheme apart in all its rows.
fn key(table: &Table<'_, '_>, row: u32, name: &str) -> String {
    let label = |role| table.label(row, role).unwrap_or_default();
    [
        label(Role::Organisation),
        label(Role::Reference),
        name.to_owned(),
    ]
    .join("|")
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{flagged, pounds, read};

    #[test]
    fn the_two_parts_of_a_scheme_stand_below_each_other_under_one_name() {
        let savings = read(&[(
            "CIP",
            "Elm NHS Trust CIP plan 2025/26 (£000)\n\nScheme|Lead|Type|Plan\nAgency|AB|Recurrent|60\n||Non-recurrent|15\n\
             Drugs|CD|Recurrent|60\n||Non-recurrent|5\nTheatres|EF|Recurrent|25\n||Non-recurrent|30",
        )])
        .savings
        .unwrap();
        let names: Vec<&str> = savings
            .lines
            .iter()
            .map(|line| line.name.as_str())
            .collect();
        assert_eq!(
            names,
            ["Agency", "Agency", "Drugs", "Drugs", "Theatres", "Theatres"]
        );
        assert!(flagged(&savings).is_empty());
        assert_eq!(savings.total().value, pounds(195_000));
        assert_eq!(savings.recurrent(), Some(pounds(145_000)));
    }
}
