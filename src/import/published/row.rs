//! One row of a published table of waits: its counts, and whether what it states is what its weeks add up to.

use super::columns::Columns;
use super::counted::RowWaits;
use super::line::Line;
use super::plain::Fields;
use super::stated::Differences;
use super::waits::counted;
use crate::plan::{Cells, Sourced, Waits, WeekBands, Weeks, WeeksWaited};
use std::collections::BTreeMap;

/// What a row counts; `None` where it holds no count at all. `weeks` is room for its counts by week.
pub(super) fn waits<'s, 'w>(
    line: impl Fields<'s>,
    columns: &Columns,
    weeks: &'w mut Vec<u32>,
) -> Option<RowWaits<'w>> {
    if !line.weeks(columns, weeks) && !is_nobody(line, columns, weeks) {
        return as_stated(line, columns).map(RowWaits::Stated);
    }
    let unknown = columns.unknown.and_then(|column| line.count(column));
    Some(RowWaits::Weeks {
        counts: weeks,
        unknown: unknown.unwrap_or(0),
    })
}

/// Whether all weeks are left blank because nobody with a known start waits: each is none then, and not unknown.
fn is_nobody<'s>(line: impl Fields<'s>, columns: &Columns, weeks: &[u32]) -> bool {
    let known = columns.known_total.or(columns.total);
    let stated = known.and_then(|column| line.count(column));
    stated == Some(0) && !weeks.is_empty() && weeks.iter().all(|count| *count == 0)
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
        stated_median: column_waited(line, columns.median),
        stated_92nd_percentile: column_waited(line, columns.percentile_92),
    })
}

/// Of rows kept as text cells are made only where there is such a column.
fn column_waited<'s>(line: impl Fields<'s>, column: Option<u32>) -> Option<Sourced<WeeksWaited>> {
    let column = column?;
    waited(line.line(), Some(column))
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
    waits: &RowWaits<'_>,
    differences: &mut Differences,
) {
    let RowWaits::Weeks { counts, unknown } = waits else {
        return;
    };
    let from = |week: usize| {
        let beyond = counts.get(week..).filter(|beyond| !beyond.is_empty())?;
        Some(beyond.iter().copied().map(u64::from).sum::<u64>())
    };
    let known = from(0).unwrap_or(0);
    let mut compare = |what: &dyn Fn() -> String, column: Option<u32>, ours: Option<u64>| {
        let Some((column, ours)) = column.zip(ours) else {
            return;
        };
        if let Some(stated) = line.count(column).filter(|stated| *stated != ours) {
            differences.compare(&what(), ours, &Sourced::at(stated, line.at(column)));
        }
    };
    let total = known.saturating_add(*unknown);
    compare(&|| "Total".to_owned(), columns.total, Some(total));
    compare(
        &|| "Total with a known start".to_owned(),
        columns.known_total,
        Some(known),
    );
    if columns.within.is_some() {
        compare(
            &|| "Within 18 weeks".to_owned(),
            columns.within,
            Some(known - from(18).unwrap_or(0)),
        );
    }
    for (weeks, column) in &columns.over {
        compare(
            &|| format!("Over {} weeks", weeks.0),
            Some(*column),
            from(usize::from(weeks.0)),
        );
    }
}
