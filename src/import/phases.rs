//! The months and quarters of a savings table, and whether they add up as they go.

use super::table::{Column, Table};
use super::text::{has_any, padded, words};
use super::values::{Columns, ValueFrom, is_planned};
use rust_decimal::Decimal;

/// The columns of the year's months, and whether they are those that add up as they go: where a table gives both, the
/// others come first.
pub(super) fn months(table: &Table<'_, '_>) -> ([Option<u32>; 12], bool) {
    let (steps, run) = (
        months_of(table, |column| {
            !column.facets.to_date && !column.facets.cumulative
        }),
        months_of(table, |column| {
            column.facets.to_date || column.facets.cumulative
        }),
    );
    // One plan "to date" is a report's; as many as this are the year.
    let filled = |months: &[Option<u32>; 12]| months.iter().flatten().count();
    if filled(&steps) >= MONTHS_MIN {
        (steps, false)
    } else if filled(&run) >= RUN_MIN {
        (run, true)
    } else {
        ([None; 12], false)
    }
}

const MONTHS_MIN: usize = 3;
const RUN_MIN: usize = 6;

fn months_of(table: &Table<'_, '_>, fits: impl Fn(&Column) -> bool) -> [Option<u32>; 12] {
    let mut months = [None; 12];
    for column in table
        .columns
        .iter()
        .filter(|column| is_planned(column) && fits(column))
    {
        if let Some(month) = column.facets.month
            && let Some(slot) = months.get_mut(usize::from(month.number) - 1)
        {
            slot.get_or_insert(column.index);
        }
    }
    months
}

/// The columns of the year's quarters.
pub(super) fn quarters(table: &Table<'_, '_>) -> [Option<u32>; 4] {
    let mut quarters = [None; 4];
    for column in table.columns.iter().filter(|column| is_planned(column)) {
        if let Some(quarter) = column.facets.quarter
            && let Some(slot) = quarters.get_mut(usize::from(quarter) - 1)
        {
            slot.get_or_insert(column.index);
        }
    }
    if quarters.iter().flatten().count() < 2 {
        return quarter_ends(table).unwrap_or_default();
    }
    quarters
}

/// "Cumulative saving by end of: Jun, Sep, Dec, Mar": quarters by their last months.
fn quarter_ends(table: &Table<'_, '_>) -> Option<[Option<u32>; 4]> {
    let run = months_of(table, |column| column.facets.cumulative);
    let ends = [2, 5, 8, 11].map(|at| run.get(at).copied().flatten());
    let only = run.iter().flatten().count() == ends.len();
    (only && ends.iter().all(Option::is_some)).then_some(ends)
}

/// As many rows as show what a column is: all of a table of the usual size, and of a long one so many from top to bottom.
pub(super) fn evidence<'t>(table: &'t Table<'_, '_>) -> impl Iterator<Item = &'t u32> + Clone {
    let rows = &table.region.rows;
    rows.iter().step_by(rows.len() / EVIDENCE_ROWS + 1)
}

/// Far more than tell most rows from few.
const EVIDENCE_ROWS: usize = 2_000;

/// Whether the parts add up to the whole in most rows that have both.
pub(super) fn adds_up(table: &Table<'_, '_>, whole: u32, parts: &[u32]) -> bool {
    if parts.len() < 2 {
        return false;
    }
    let mut agree = 0_usize;
    let mut rows = 0_usize;
    for row in evidence(table) {
        let Some(total) = table
            .grid
            .number(*row, whole)
            .filter(|total| !total.is_zero())
        else {
            continue;
        };
        let sum = parts
            .iter()
            .filter_map(|part| table.grid.number(*row, *part))
            .reduce(Decimal::saturating_add);
        let Some(sum) = sum else {
            continue;
        };
        rows += 1;
        let tolerance = Decimal::new(6, 0).min(total.abs() / Decimal::from(20));
        agree += usize::from((sum - total).abs() <= tolerance);
    }
    rows >= 2 && agree * 2 > rows
}

/// Whether what stands above the table says that its months add up as they go, and in most rows none falls.
pub(super) fn says_cumulative(table: &Table<'_, '_>, months: &[Option<u32>; 12]) -> bool {
    let mut headed = months.iter().flatten().filter_map(|at| table.column(*at));
    // What stands over other months of the table speaks of those alone.
    let others = || {
        let mut all = table.columns.iter();
        all.any(|column| column.facets.cumulative && column.facets.month.is_some())
    };
    let said = headed.any(|column| column.facets.cumulative)
        || (has_any(&padded(&words(&table.setting)), "cumulative; cumulatively") && !others());
    if !said {
        return false;
    }
    // Only the months that there are: a profile may be given by quarter ends.
    let least = months.iter().flatten().count().clamp(3, 6);
    let rows = || evidence(table);
    let run = |row: u32| -> Vec<Decimal> {
        let cells = months.iter().flatten();
        cells
            .filter_map(|month| table.grid.number(row, *month))
            .collect()
    };
    let phased = rows().filter(|row| run(**row).len() >= least).count();
    let growing = |row: &&u32| {
        let run = run(**row);
        run.len() >= least
            && run
                .windows(2)
                .all(|pair| matches!(pair, [a, b] if a.abs() <= b.abs()))
    };
    phased >= 2 && rows().filter(growing).count() * 3 > phased * 2
}

/// Whether the last month is the year's value and no month is less than the one before, in most rows.
pub(super) fn adds_up_as_it_goes(table: &Table<'_, '_>, columns: &Columns) -> bool {
    let months: Vec<u32> = columns.months.iter().flatten().copied().collect();
    let ValueFrom::Column(whole) = columns.value else {
        return false;
    };
    let Some(last) = months.last().filter(|_| months.len() >= 6) else {
        return false;
    };
    if adds_up(table, whole, &months) {
        return false;
    }
    let mut agree = 0_usize;
    let mut rows = 0_usize;
    for row in evidence(table) {
        let (Some(total), Some(end)) = (
            table.grid.number(*row, whole),
            table.grid.number(*row, *last),
        ) else {
            continue;
        };
        let run: Vec<Decimal> = months
            .iter()
            .filter_map(|month| table.grid.number(*row, *month))
            .collect();
        let growing = run
            .windows(2)
            .all(|pair| matches!(pair, [a, b] if a.abs() <= b.abs()));
        rows += 1;
        agree += usize::from(growing && total == end);
    }
    rows >= 2 && agree * 3 > rows * 2
}
