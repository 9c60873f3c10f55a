//! Published workbooks: what NHS England and others print every month. Each layout is known by the words of its headers and
//! by arithmetic, never by the name of a file or a sheet or the place of a column. Totals are recomputed, and told where
//! they differ.

mod band;
mod columns;
mod counted;
mod head;
mod line;
pub(super) mod measures;
mod plain;
mod returns;
mod row;
mod series;
mod snapshot;
mod spelling;
mod stated;
mod waits;

pub(super) use returns::{Returns, mark};
pub(super) use snapshot::merge as join;
pub use stated::PUBLISHED_TOTAL_DIFFERS;

use super::number_runs::NumberRuns;
use crate::finding::Finding;
use crate::plan::{MonthlyMeasure, Organisation, Plan, PublishedOrganisation, PublishedWaits};
use crate::workbook::{Area, Sheet, SheetAddress, Workbook};
use stated::Differences;
use std::sync::Arc;

/// Bodies beside the plan's own from which on there are many.
const BODIES_MANY: usize = 50;

/// How a published sheet is laid out.
pub(super) enum Layout {
    Waits(columns::Columns),
    Series(series::Series),
    Snapshot(snapshot::Snapshot),
}

/// The numbers of published sheets below their headers.
pub(super) type Noted = Vec<(Arc<SheetAddress>, NumberRuns)>;

/// Everything published in the workbooks.
#[derive(Default)]
pub(super) struct Published {
    pub(super) waits: Vec<PublishedWaits>,
    pub(super) measures: Vec<MonthlyMeasure>,
    pub(super) findings: Vec<Finding>,
    /// As the first published sheet calls itself.
    pub(super) title: Option<String>,
    /// Of the sheets whose rows were read one by one.
    pub(super) numbers: Noted,
}

/// The layout, if the sheet is a published one.
fn layout(sheet: &Sheet) -> Option<Layout> {
    columns::columns(sheet)
        .map(Layout::Waits)
        .or_else(|| series::series(sheet).map(Layout::Series))
        .or_else(|| snapshot::snapshot(sheet).map(Layout::Snapshot))
}

impl Layout {
    /// A part or another cut of what other sheets hold, and never added to them.
    pub(super) fn is_part(&self, sheet: &Sheet) -> bool {
        match self {
            Self::Waits(columns) => columns.is_part(sheet),
            Self::Series(_) => false,
            Self::Snapshot(snapshot) => snapshot.is_part,
        }
    }

    /// What speaks for this reading.
    pub(super) fn evidence(&self) -> &'static str {
        match self {
            Self::Waits(columns) if columns.bands.is_empty() => {
                "pathways by body and treatment function, with counts of long waits, as in the published returns"
            }
            Self::Waits(_) => {
                "a column for each week waited, as in the published returns; totals were recomputed from the weeks"
            }
            Self::Series(_) => "months down the sheet under the heading of a published series",
            Self::Snapshot(_) => {
                "bodies with a code down the sheet and measures across it, under the heading of a published month"
            }
        }
    }

    fn head(&self) -> &head::Head {
        match self {
            Self::Waits(columns) => &columns.head,
            Self::Series(series) => &series.head,
            Self::Snapshot(snapshot) => &snapshot.head,
        }
    }

    pub(super) fn header_row(&self) -> u32 {
        match self {
            Self::Waits(columns) => columns.header_row,
            Self::Series(series) => series.header_row,
            Self::Snapshot(snapshot) => snapshot.header_row,
        }
    }

    pub(super) fn area(&self, sheet: &Sheet) -> Option<Area> {
        let used = sheet.used()?;
        Some(Area {
            first_row: self.header_row(),
            ..used
        })
    }
}

/// Reads every published sheet of the workbooks. A revised edition goes before the one it revises.
pub(super) fn read(workbooks: &[Workbook], returns: &Returns) -> Published {
    let mut all = Published::default();
    let is_revised = |workbook: &Workbook| workbook.name.to_lowercase().contains("revised");
    let (revised, first): (Vec<_>, Vec<_>) =
        workbooks.iter().partition(|workbook| is_revised(workbook));
    for workbook in revised.into_iter().chain(first) {
        for sheet in &workbook.sheets {
            if let Some(layout) = returns.layout(sheet).filter(|own| !own.is_part(sheet)) {
                all.take(sheet, layout);
            }
        }
    }
    all.waits
        .sort_by_key(|waits| (waits.pathways, waits.by, waits.month));
    all
}

/// The plan's own bodies keep their specialties, by their codes or names; of the hundreds of others beside them only the
/// totals are looked at, and an extract of the country is large.
pub(super) fn without_others_specialties(plan: &mut Plan) {
    if plan.is_published_only() {
        return;
    }
    let mut own = plan.organisations.clone();
    own.push(Organisation::named(plan.name.clone()));
    for waits in &mut plan.published {
        let is_own = |body: &PublishedOrganisation| {
            own.iter().any(|own| own.is_same_body(&body.organisation))
        };
        if waits.organisations.len() < BODIES_MANY || !waits.organisations.iter().any(is_own) {
            continue;
        }
        for body in &mut waits.organisations {
            if !own.iter().any(|own| own.is_same_body(&body.organisation)) {
                body.specialties = Vec::new();
            }
        }
    }
}

impl Published {
    fn take(&mut self, sheet: &Sheet, layout: &Layout) {
        let mut differences = Differences::default();
        match layout {
            Layout::Waits(columns) => {
                let mut numbers = NumberRuns::default();
                let read = waits::read(sheet, columns, &mut differences, &mut numbers);
                waits::merge(&mut self.waits, read);
                self.numbers.push((Arc::clone(&sheet.address), numbers));
            }
            Layout::Series(series) => {
                let (waits, measures) = series.read(sheet);
                waits::merge(&mut self.waits, waits);
                snapshot::merge(&mut self.measures, measures);
            }
            Layout::Snapshot(snapshot) => {
                snapshot::merge(&mut self.measures, snapshot.read(sheet, &mut differences));
            }
        }
        self.findings.extend(differences.finding());
        self.title = self.title.take().or_else(|| layout.head().title.clone());
    }
}

#[cfg(test)]
mod plain_tests;
#[cfg(test)]
mod tests;
