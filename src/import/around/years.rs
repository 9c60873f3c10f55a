//! Results and lines of the year before and of the years after, in columns beside the plan's year.

use super::Read;
use super::accounts::take_memos;
use crate::import::account_columns::{Across, column_of};
use crate::import::header::Basis;
use crate::import::owners::named_above;
use crate::import::position::{self, Fact, Period, Whose};
use crate::import::table::{Column, Table};
use crate::import::text::has_any;
use crate::import::{account_lines, balance, names};
use crate::plan::{
    FinancialYear, Organisation, OrganisationKind, OtherYear, OtherYearLine, Position,
};
use std::collections::BTreeMap;

/// More years on than this are no plan.
const YEARS_ON: i32 = 4;

/// One table's figures of another year, read as if they were the plan's.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::import) struct OtherYearFacts {
    offset: i8,
    facts: Vec<Fact>,
}

impl OtherYearFacts {
    /// Takes out what tells of the position rather than makes it.
    pub(in crate::import) fn take_memos(&mut self, items: &mut Vec<Read>, source: usize) {
        take_memos(&mut self.facts, items, source, self.offset);
    }
}

/// Of every other year that a table of income and expenditure has columns for.
pub(in crate::import) fn other_years(
    table: &Table<'_, '_>,
    year: Option<FinancialYear>,
    default: &Whose,
) -> Vec<OtherYearFacts> {
    let lines_down = position::lines_down(table);
    let mut by_year: BTreeMap<i8, Vec<&Column>> = BTreeMap::new();
    for column in table.columns.iter().filter(|column| column.is_value()) {
        if let Some(offset) = offset(column, year) {
            by_year.entry(offset).or_default().push(column);
        }
    }
    by_year
        .into_iter()
        .filter_map(|(offset, columns)| {
            let done = |column: &&&Column| {
                matches!(
                    column.facets.basis,
                    Some(Basis::Forecast | Basis::Actual | Basis::Aside)
                )
            };
            // Last year's plan is not what last year came to.
            let outturn = offset < 0 && columns.iter().any(|column| done(&column));
            let across: Vec<(u32, Across)> = columns
                .iter()
                .filter(|column| !outturn || done(column))
                .filter_map(|column| {
                    Some((column.index, across(table, column, lines_down, default)?))
                })
                .collect();
            let facts = position::collect(table, None, default, &across);
            (!facts.is_empty()).then_some(OtherYearFacts { offset, facts })
        })
        .collect()
}

/// How many years from the plan's own; `None` for a column of the plan's year, of months, of parts or of differences.
fn offset(column: &Column, year: Option<FinancialYear>) -> Option<i8> {
    let facts = &column.facets;
    let timed = facts.month.is_some() || facts.quarter.is_some() || facts.to_date;
    let part = column.own.recurrent.is_some() || facts.full_year_effect;
    if timed || part || facts.basis == Some(Basis::Variance) {
        return None;
    }
    if let (Some(own), Some(year)) = (facts.year, year) {
        let years = i32::from(own.0) - i32::from(year.0);
        return i8::try_from(years)
            .ok()
            .filter(|years| *years != 0 && (-1..=YEARS_ON).contains(&i32::from(*years)));
    }
    let before = has_any(
        &facts.padded,
        "prior year; last year; previous year; prior year outturn; last year s outturn",
    );
    (before && facts.year.is_none()).then_some(-1)
}

fn across(
    table: &Table<'_, '_>,
    column: &Column,
    lines_down: bool,
    default: &Whose,
) -> Option<Across> {
    if column.facets.basis == Some(Basis::Aside) {
        let whose = lines_down.then(|| named_above(table, column)).flatten();
        return Some(Across {
            kind: None,
            whose,
            period: Some(Period::Year),
            basis: Some(Basis::Plan),
            to_date: false,
        });
    }
    let own = column_of(table, column, column.facets.year, lines_down, default)?;
    Some(Across {
        period: Some(Period::Year),
        basis: Some(Basis::Plan),
        to_date: false,
        ..own
    })
}

/// One entry for each year and body, the fuller table's where several give it.
pub(super) fn gathered(all: &[OtherYearFacts], position: Option<&Position>) -> Vec<OtherYear> {
    let mut years: Vec<OtherYear> = Vec::new();
    for read in all {
        for owner in balance::owners(&read.facts) {
            let Some(surplus) = balance::stated_result(&read.facts, &owner) else {
                continue;
            };
            let organisation = match &owner {
                Whose::One(body) if body.kind != OrganisationKind::System => {
                    Some(super::known(body, position))
                }
                _ => None,
            };
            let own: Vec<&Fact> = read
                .facts
                .iter()
                .filter(|fact| fact.whose == owner)
                .collect();
            let year = OtherYear {
                offset: read.offset,
                organisation,
                surplus,
                lines: lines(&own),
            };
            let same = |known: &&mut OtherYear| {
                known.offset == year.offset
                    && is_same(known.organisation.as_ref(), year.organisation.as_ref())
            };
            match years.iter_mut().find(same) {
                Some(known) if known.lines.len() < year.lines.len() => *known = year,
                Some(_) => {}
                None => years.push(year),
            }
        }
    }
    years
}

fn is_same(one: Option<&Organisation>, other: Option<&Organisation>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => names::same(one, other),
        (one, other) => one.is_none() && other.is_none(),
    }
}

/// The account's lines; a result alone has none.
fn lines(own: &[&Fact]) -> Vec<OtherYearLine> {
    let lines: Vec<OtherYearLine> = account_lines::lines(own)
        .into_iter()
        .filter_map(|line| {
            Some(OtherYearLine {
                value: line.plan?,
                label: line.label,
                kind: line.kind,
            })
        })
        .collect();
    if lines.iter().all(|line| line.kind.is_result()) {
        Vec::new()
    } else {
        lines
    }
}
