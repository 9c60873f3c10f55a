//! Rows of one specialty added up as they come. An extract has a hundred thousand of them, each with a hundred weeks: figures
//! with their cells are made once, of all rows together.

use super::columns::Columns;
use crate::plan::{Cells, SheetRows, Sourced, Waits, WeekBands, Weeks};
use crate::workbook::Sheet;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What one row counts.
pub(super) enum RowWaits<'w> {
    /// By week, from week 0 on, and how many whose start is not known.
    Weeks { counts: &'w [u32], unknown: u64 },
    /// Where there are no weeks, or one of them is withheld.
    Stated(Waits),
}

/// Rows added up.
#[derive(Default)]
pub(super) struct Counted {
    counts: Vec<u32>,
    unknown: u64,
    rows: Vec<u32>,
    /// What was added up before a row without weeks came, and all since; rare, and kept apart so that the rest stays small.
    mixed: Option<Box<Waits>>,
}

/// The sheet the rows stand on, and its columns.
#[derive(Clone, Copy)]
pub(super) struct Source<'s> {
    pub(super) sheet: &'s Sheet,
    pub(super) columns: &'s Columns,
}

impl Counted {
    pub(super) fn add(&mut self, row: u32, waits: &RowWaits<'_>, source: Source<'_>) {
        match waits {
            RowWaits::Weeks { counts, unknown } if self.mixed.is_none() => {
                if self.counts.is_empty() {
                    self.counts.extend_from_slice(counts);
                } else {
                    add_counts(&mut self.counts, counts);
                }
                self.unknown = self.unknown.saturating_add(*unknown);
                self.rows.push(row);
            }
            RowWaits::Weeks { counts, unknown } => {
                self.mix(&source.of_weeks(vec![row], counts.to_vec(), *unknown));
            }
            RowWaits::Stated(waits) => {
                let before = std::mem::take(self);
                self.mixed = before.finish(source).map(Box::new);
                self.mix(waits);
            }
        }
    }

    fn mix(&mut self, waits: &Waits) {
        match &mut self.mixed {
            Some(sum) => sum.add(waits),
            none => *none = Some(Box::new(waits.clone())),
        }
    }

    /// Takes in what another part of the same whole counts; `false` where it has to be added as figures.
    pub(super) fn join(&mut self, part: &Self) -> bool {
        let is_alike = self.rows.is_empty() || self.counts.len() == part.counts.len();
        if self.mixed.is_some() || part.mixed.is_some() || !is_alike {
            return false;
        }
        if self.rows.is_empty() {
            self.counts.clone_from(&part.counts);
        } else {
            add_counts(&mut self.counts, &part.counts);
        }
        self.unknown = self.unknown.saturating_add(part.unknown);
        self.rows.extend_from_slice(&part.rows);
        true
    }

    /// `None` where no row came.
    pub(super) fn finish(self, source: Source<'_>) -> Option<Waits> {
        if let Some(mixed) = self.mixed {
            return Some(*mixed);
        }
        (!self.rows.is_empty()).then(|| source.of_weeks(self.rows, self.counts, self.unknown))
    }
}

fn add_counts(sums: &mut [u32], counts: &[u32]) {
    for (sum, count) in sums.iter_mut().zip(counts) {
        *sum = sum.saturating_add(*count);
    }
}

impl Source<'_> {
    /// The figures of these rows, each with its cell in every one of them.
    fn of_weeks(self, mut rows: Vec<u32>, counts: Vec<u32>, unknown: u64) -> Waits {
        let columns = self.columns;
        rows.shrink_to_fit();
        let rows = SheetRows::new(Arc::clone(&self.sheet.address), rows);
        let bands = WeekBands::new(counts, columns.open);
        let first = columns.bands.keys().next().copied().unwrap_or(0);
        let cells = |column: Option<u32>| Cells::in_column(&rows, column.unwrap_or(first));
        let over: BTreeMap<Weeks, Sourced<u64>> = columns
            .thresholds
            .iter()
            .filter_map(|(weeks, column)| {
                let beyond = bands.longer_than(weeks.0)?;
                Some((*weeks, Sourced::new(beyond, cells(*column))))
            })
            .collect();
        let known = bands.total();
        let beyond = bands.longer_than(18).unwrap_or(0);
        Waits {
            total: Sourced::new(known.saturating_add(unknown), cells(columns.total)),
            within_18_weeks: Some(Sourced::new(known - beyond, cells(columns.within))),
            over,
            bands,
            stated_median: None,
            stated_92nd_percentile: None,
        }
    }
}
