//! What the reviewer said about tables, honoured: it outranks all other evidence. Knows nothing of how it was said.

use super::coverage::{CorrectionOutcome, Outcome};
use super::header::Role;
use super::impose::{impose, of_year};
use super::kind::{Kind, Verdict};
use super::locate::{Index, Place, Spot, stem};
use super::page::{Found, Page};
use super::recut;
use super::region::Region;
use super::table::Table;
use super::text::name_key;
use super::values::{Columns, ValueFrom};
use crate::plan::{FinancialYear, Sourced, Unit};
use crate::review::{Change, Correction, KindRead, Mapping, Meaning, SignRead, TableMark};
use crate::workbook::column_name;
use std::collections::BTreeMap;

/// What the reviewer said about one table.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Fixed {
    /// What the table is known by, as it was found.
    pub(super) mark: TableMark,
    pub(super) kind: Option<KindRead>,
    pub(super) unit: Option<Unit>,
    pub(super) sign: Option<SignRead>,
    pub(super) year: Option<FinancialYear>,
    pub(super) organisation: Option<String>,
    pub(super) columns: Vec<(u32, Meaning)>,
    /// Marked by the reviewer where no table was found.
    pub(super) added: bool,
    /// The corrections applied, as they stand in the mapping.
    pub(super) applied: Vec<Correction>,
}

/// The tables of all pages as the reviewer wants them cut, with what else was said, and what became of each correction.
pub(super) struct Corrected {
    pub(super) tables: Vec<Vec<(Region, Fixed)>>,
    pub(super) outcomes: Vec<CorrectionOutcome>,
}

pub(super) fn corrected(pages: &[Page<'_>], mapping: &Mapping) -> Corrected {
    let index = Index::of(pages);
    let mut added: Vec<(usize, Region, TableMark, Vec<Correction>)> = Vec::new();
    let mut at: BTreeMap<Spot, Vec<Correction>> = BTreeMap::new();
    let mut outcomes: Vec<CorrectionOutcome> = Vec::new();
    for correction in &mapping.corrections {
        let outcome = match index.locate(&correction.table) {
            // Of no table: it is looked for among the figures, once they are read.
            _ if correction.change == Change::DeclaredPosition => Outcome::NoSuchPosition,
            Place::At(spot) => {
                at.entry(spot).or_default().push(correction.clone());
                Outcome::Applied
            }
            Place::Nowhere => match add(pages, &correction.table, &mut added) {
                Some(said) => {
                    said.push(correction.clone());
                    Outcome::Applied
                }
                None => Outcome::NoSuchTable,
            },
            Place::Several(count) => Outcome::Several(count),
        };
        outcomes.push(CorrectionOutcome {
            correction: correction.clone(),
            outcome,
        });
    }
    let mut tables = Vec::with_capacity(pages.len());
    for (number, page) in pages.iter().enumerate() {
        let mut cut: Vec<(Region, Fixed)> = Vec::with_capacity(page.regions.len());
        for (own, region) in page.regions.iter().enumerate() {
            let mark = index.mark((number, own)).cloned().unwrap_or_default();
            let said = at.remove(&(number, own)).unwrap_or_default();
            cut.push(one(page, region.clone(), mark, said, &mut outcomes));
        }
        for (_, region, mark, said) in added.extract_if(.., |(at, ..)| *at == number) {
            let (region, mut fixed) = one(page, region, mark, said, &mut outcomes);
            fixed.added = true;
            cut.push((region, fixed));
        }
        recut::yield_to_ranges(page, &mut cut);
        tables.push(cut);
    }
    Corrected { tables, outcomes }
}

/// The table that the reviewer marked where none was found, if its headers stand in one place.
fn add<'l>(
    pages: &[Page<'_>],
    mark: &TableMark,
    added: &'l mut Vec<(usize, Region, TableMark, Vec<Correction>)>,
) -> Option<&'l mut Vec<Correction>> {
    let known = added.iter().position(|(_, _, own, _)| own == mark);
    let at = if let Some(at) = known {
        at
    } else {
        let (page, region) = recut::by_headers(pages, mark)?;
        added.push((page, region, mark.clone(), Vec::new()));
        added.len() - 1
    };
    added.get_mut(at).map(|(_, _, _, said)| said)
}

/// One table with everything said about it, ranges and header rows first.
fn one(
    page: &Page<'_>,
    mut region: Region,
    mark: TableMark,
    said: Vec<Correction>,
    outcomes: &mut [CorrectionOutcome],
) -> (Region, Fixed) {
    let mut fixed = Fixed {
        mark,
        ..Fixed::default()
    };
    let (shapes, rest): (Vec<Correction>, Vec<Correction>) = said
        .into_iter()
        .partition(|one| matches!(one.change, Change::HeaderRows { .. } | Change::Range(_)));
    // The range first: header rows are counted on the sheet, whatever the range.
    let ranges = shapes
        .iter()
        .filter(|one| matches!(one.change, Change::Range(_)));
    let headers = shapes
        .iter()
        .filter(|one| matches!(one.change, Change::HeaderRows { .. }));
    for correction in ranges.chain(headers).chain(&rest) {
        let done = match &correction.change {
            Change::Range(_) | Change::HeaderRows { .. } => {
                let cut = recut::recut(page, &region, &fixed.mark, correction);
                let done = cut.is_some();
                region = cut.unwrap_or(region);
                done
            }
            Change::Column {
                letter,
                header,
                meaning,
            } => {
                let column = column(page, &region, letter, header);
                fixed
                    .columns
                    .extend(column.map(|column| (column, *meaning)));
                column.is_some()
            }
            Change::Kind(kind) => {
                fixed.kind = Some(*kind);
                true
            }
            Change::Unit(unit) => {
                fixed.unit = Some(unit.unit());
                true
            }
            Change::Sign(sign) => {
                fixed.sign = Some(*sign);
                true
            }
            Change::Year(year) => {
                fixed.year = Some(FinancialYear(*year));
                true
            }
            Change::Organisation(name) => {
                fixed.organisation = Some(name.clone());
                true
            }
            Change::DeclaredPosition => false,
        };
        if done {
            fixed.applied.push(correction.clone());
        } else if let Some(outcome) = outcomes
            .iter_mut()
            .find(|outcome| outcome.correction == *correction)
        {
            outcome.outcome = Outcome::NoSuchCells;
        }
    }
    (region, fixed)
}

/// The column that was meant: by its header, of several with the same one by its letter, without a header by that alone.
fn column(page: &Page<'_>, region: &Region, letter: &str, header: &str) -> Option<u32> {
    let over = |column: &u32| region.header_texts(&page.grid, *column).join(" ");
    let wanted = name_key(header);
    let fitting = |same: &dyn Fn(&str) -> bool| -> Vec<u32> {
        let all = region.columns.iter().copied();
        all.filter(|column| same(&over(column))).collect()
    };
    let mut found = fitting(&|header| name_key(header) == wanted);
    if found.is_empty() {
        found = fitting(&|header| stem(header) == stem(&wanted));
    }
    match found.as_slice() {
        [only] => Some(*only),
        several => several
            .iter()
            .find(|column| line_name(page, **column) == letter)
            .copied(),
    }
}

/// The letter of a column, or the number of the row that is a column in a sheet that reads across.
pub(super) fn line_name(page: &Page<'_>, column: u32) -> String {
    if page.grid.reads_across() {
        (column + 1).to_string()
    } else {
        column_name(column)
    }
}

impl Fixed {
    /// The table with the reviewer's meanings, unit, sign and year on it.
    pub(super) fn shape(&self, table: &mut Table<'_, '_>) {
        for (index, meaning) in &self.columns {
            if *meaning == Meaning::Name {
                for other in &mut table.columns {
                    if other.role == Some(Role::Name) && other.index != *index {
                        other.role = Some(Role::Note);
                    }
                }
            }
            if let Some(column) = table.columns.iter_mut().find(|own| own.index == *index) {
                impose(column, *meaning);
            }
        }
        table.sign = self.sign;
        table.fixed_unit = self.unit;
        table.unit = self.unit.or(table.unit);
        if let Some(year) = self.year {
            of_year(table, year);
        }
    }

    /// The reviewer's word before the reading's own.
    pub(super) fn judge(&self, verdict: Verdict) -> Verdict {
        let mut evidence: Vec<String> = self
            .applied
            .iter()
            .map(|correction| format!("the reviewer says so: {}", correction.in_words()))
            .collect();
        let Some(said) = self.kind else {
            evidence.extend(verdict.evidence);
            return Verdict {
                evidence,
                ..verdict
            };
        };
        let kind = match said {
            KindRead::Savings => Kind::Savings,
            KindRead::IncomeAndExpenditure => Kind::Position,
            KindRead::LongWaits => Kind::Elective,
            KindRead::Published | KindRead::NotPartOfThePlan => Kind::Other,
        };
        if kind == verdict.kind {
            evidence.extend(verdict.evidence);
        }
        Verdict {
            kind,
            score: 10,
            evidence,
        }
    }

    /// Whether nothing of the table may be used, not even a target in passing.
    pub(super) fn is_left_out(&self) -> bool {
        matches!(
            self.kind,
            Some(KindRead::Published | KindRead::NotPartOfThePlan)
        )
    }

    /// Whether the reviewer says that the table is part of the plan.
    fn counts(&self) -> bool {
        self.kind.is_some() && !self.is_left_out()
    }
}

/// The columns that hold the year's plan because the reviewer says so.
pub(super) fn plan_columns(table: &Table<'_, '_>) -> Option<ValueFrom> {
    let said: Vec<u32> = meant(table, |meaning| meaning == Meaning::PlanValue).collect();
    match said.as_slice() {
        [] => None,
        [only] => Some(ValueFrom::Column(*only)),
        _ => Some(ValueFrom::Sum(said)),
    }
}

/// Puts the reviewer's columns in their places, before any the headers speak for.
pub(super) fn places(table: &Table<'_, '_>, columns: &mut Columns) {
    let is = |wanted: Meaning| meant(table, move |meaning| meaning == wanted).next();
    for (slot, number) in columns.months.iter_mut().zip(1..) {
        *slot = is(Meaning::PlanMonth(number)).or(*slot);
    }
    for (slot, number) in columns.quarters.iter_mut().zip(1..) {
        *slot = is(Meaning::PlanQuarter(number)).or(*slot);
    }
    columns.full_year_effect = is(Meaning::FullYearEffect).or(columns.full_year_effect);
    columns.plan_to_date = is(Meaning::PlanToDate).or(columns.plan_to_date);
    columns.actual = is(Meaning::ActualToDate).or(columns.actual);
    columns.forecast = is(Meaning::Forecast).or(columns.forecast);
}

fn meant<'t>(
    table: &'t Table<'_, '_>,
    fits: impl Fn(Meaning) -> bool + 't,
) -> impl Iterator<Item = u32> + 't {
    table
        .columns
        .iter()
        .filter(move |column| column.meant.is_some_and(&fits))
        .map(|column| column.index)
}

/// What the reviewer calls a part of the plan repeats nothing.
pub(super) fn not_repeats(found: &mut [Found<'_, '_>]) {
    for one in found.iter_mut().filter(|one| one.fixed.counts()) {
        one.repeat_of = None;
    }
}

/// The year the reviewer said for most tables of the plan, the later of two said as often; tables of another are left out.
pub(super) fn year(found: &mut [Found<'_, '_>]) -> Option<Sourced<FinancialYear>> {
    let mut said: BTreeMap<FinancialYear, Vec<crate::workbook::CellRef>> = BTreeMap::new();
    for one in found.iter().filter(|one| one.verdict.kind != Kind::Other) {
        let corner = one
            .table
            .region
            .header
            .first()
            .zip(one.table.columns.first());
        if let (Some(year), Some((row, column))) = (one.fixed.year, corner) {
            said.entry(year)
                .or_default()
                .push(one.table.at(*row, column.index));
        }
    }
    let (year, cells) = said
        .into_iter()
        .max_by_key(|(year, cells)| (cells.len(), *year))?;
    for one in found.iter_mut() {
        if one.fixed.year.is_some_and(|own| own != year) {
            one.verdict.kind = Kind::Other;
            one.verdict
                .evidence
                .push(format!("its figures are of another year than {year}"));
        }
    }
    Some(Sourced::new(year, cells))
}
