//! One row of a published table of waits: its counts, and whether what it states is what its weeks add up to.

use super::columns::Columns;
use super::line::Line;
use super::plain::Fields;
use super::stated::Differences;
use super::waits::counted;
use crate::plan::{Cells, Sourced, Waits, WeekBands, Weeks, WeeksWaited};
use std::collections::BTreeMap;

/// The waits of a row; `None` where it holds no count at all.
pub(super) fn waits<'s>(line: impl Fields<'s>, columns: &Columns) -> Option<Waits> {
    match line.bands(columns) {
        Some(bands) => Some(of_bands(line, columns, bands)),
        None => as_stated(line, columns),
    }
}

fn of_bands<'s>(line: impl Fields<'s>, columns: &Columns, bands: WeekBands) -> Waits {
    let first = columns.bands.keys().next().copied().unwrap_or(0);
    let at = |column: Option<u32>| line.at(column.unwrap_or(first));
    let unknown = columns
        .unknown
        .and_then(|column| line.count(column))
        .unwrap_or(0);
    let over: BTreeMap<Weeks, Sourced<u64>> = columns
        .thresholds
        .iter()
        .filter_map(|(weeks, column)| {
            Some((
                *weeks,
                Sourced::at(bands.longer_than(weeks.0)?, at(*column)),
            ))
        })
        .collect();
    let beyond = bands.longer_than(18).unwrap_or(0);
    Waits {
        total: Sourced::at(bands.total().saturating_add(unknown), at(columns.total)),
        within_18_weeks: Some(Sourced::at(bands.total() - beyond, at(columns.within))),
        over,
        bands,
        stated_median: None,
        stated_92nd_percentile: None,
    }
}

fn as_stated<'s>(line: impl Fields<'s>, columns: &Columns) -> Option<Waits> {
    let total = counted(line, columns.total)?;
    let within = counted(line, columns.within);
    let mut over: BTreeMap<Weeks, Sourced<u64>> = columns
        .over
        .iter()
        .filter_map(|(weeks, column)| Some((*weeks, counted(line, Some(*column))?)))
        .collect();
    // Who has not waited 18 weeks or less has waited longer.
    if let (Some(within), true) = (&within, columns.unknown.is_none())
        && let Some(beyond) = total.value.checked_sub(within.value)
    {
        let cells: Cells = total.cells.iter().chain(&within.cells).cloned().collect();
        over.entry(Weeks(18))
            .or_insert_with(|| Sourced::new(beyond, cells));
    }
    Some(Waits {
        total,
        within_18_weeks: within,
        over,
        bands: WeekBands::default(),
        stated_median: waited(line.line(), columns.median),
        stated_92nd_percentile: waited(line.line(), columns.percentile_92),
    })
}

/// `13.9`, or `52+` where the percentile lies in the open band.
pub(super) fn waited(line: Line<'_>, column: Option<u32>) -> Option<Sourced<WeeksWaited>> {
    let column = column?;
    let value = match line.text(column) {
        Some(text) => WeeksWaited::Over(text.strip_suffix('+')?.trim().parse().ok()?),
        None => WeeksWaited::Weeks(rust_decimal::prelude::ToPrimitive::to_f64(
            &line.number(column)?,
        )?),
    };
    Some(Sourced::at(value, line.at(column)))
}

/// Compares each summary column with the weeks of its own row.
pub(super) fn check<'s>(
    line: impl Fields<'s>,
    columns: &Columns,
    waits: &Waits,
    differences: &mut Differences,
) {
    if waits.bands.is_empty() {
        return;
    }
    let mut compare = |what: &str, column: Option<u32>, ours: Option<u64>| {
        if let (Some(stated), Some(ours)) = (counted(line, column), ours) {
            differences.compare(what, ours, &stated);
        }
    };
    compare("Total", columns.total, Some(waits.total.value));
    compare(
        "Total with a known start",
        columns.known_total,
        Some(waits.bands.total()),
    );
    compare(
        "Within 18 weeks",
        columns.within,
        waits.within_18_weeks.as_ref().map(|within| within.value),
    );
    for (weeks, column) in &columns.over {
        compare(
            &format!("Over {} weeks", weeks.0),
            Some(*column),
            waits.bands.longer_than(weeks.0),
        );
    }
}
