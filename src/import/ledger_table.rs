//! What the numbers of one table are that neither feed the plan nor are its totals: by their column, then by their row.

use super::header::{Basis, Role};
use super::kind::Kind;
use super::page::Found;
use super::rows::RowKind;
use super::table::Column;
use super::tally::Class;
use super::text::{padded, words};
use super::values::ValueFrom;
use super::{crossed, names, vocabulary};
use crate::plan::{FinancialYear, Money, Organisation, Plan};
use crate::review::Meaning;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Neighbouring columns tried as parts of the value, and lines they are tried in.
const PARTS_MAX: usize = 14;
const LINES_MAX: usize = 300;

/// What a column's numbers are, wherever no better is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lie {
    Names,
    /// Known not to be the year's plan.
    Aside,
    /// Adds up, with its neighbours, to a column that is used; or equals it.
    Parts,
    /// Months and quarters of lines whose year is used.
    Phases,
    Total,
    Open,
}

/// A table, looked at once for all its cells.
pub(super) struct TableLook<'f, 'g, 'a> {
    found: &'f Found<'g, 'a>,
    columns: BTreeMap<u32, Lie>,
    /// Rows that are no lines.
    rows: BTreeMap<u32, Class>,
    used: bool,
    results: &'f Results<'f>,
}

/// What each body's result comes to, and the year it is of: a row that names the body and holds the same says it again.
#[derive(Debug, Default)]
pub(super) struct Results<'p> {
    bodies: Vec<(&'p Organisation, Money)>,
    year: Option<FinancialYear>,
}

impl<'p> Results<'p> {
    pub(super) fn of(plan: &'p Plan) -> Self {
        let bodies = plan.position.iter().flat_map(|own| &own.organisations);
        let results = bodies.map(|own| (&own.organisation, own.surplus.value));
        Self {
            bodies: results.filter(|(_, value)| !value.is_zero()).collect(),
            year: plan.year.as_ref().map(|year| year.value),
        }
    }

    fn holds(&self, label: &str, value: Money) -> bool {
        self.bodies
            .iter()
            .any(|(body, own)| *own == value && body.is_same_body(&names::labelled(label)))
    }
}

impl<'f, 'g, 'a> TableLook<'f, 'g, 'a> {
    pub(super) fn of(found: &'f Found<'g, 'a>, used: bool, results: &'f Results<'f>) -> Self {
        let mut columns: BTreeMap<u32, Lie> = found
            .table
            .columns
            .iter()
            .map(|column| (column.index, lie(found, column)))
            .collect();
        for part in parts(found, &columns) {
            columns.insert(part, Lie::Parts);
        }
        let crossed = (found.verdict.kind == Kind::Position)
            .then(|| crossed::of(&found.table, results.year))
            .flatten();
        let mut sums = Vec::new();
        if let Some(crossed) = crossed {
            // What each area is given adds up to what the body has.
            columns.insert(crossed.income, Lie::Parts);
            sums = crossed::sums(&found.table);
        }
        let rows = found.savings.iter().flat_map(|read| &read.rows);
        let rows = rows
            .filter_map(|row| match row.kind {
                RowKind::Total | RowKind::Target | RowKind::Gap | RowKind::Carried => {
                    Some((row.at, Class::Total))
                }
                RowKind::Memo => Some((row.at, Class::Repeat)),
                RowKind::Other(_) => Some((row.at, Class::Elsewhere)),
                _ => None,
            })
            .chain(sums.into_iter().map(|row| (row, Class::Total)))
            .collect();
        Self {
            found,
            columns,
            rows,
            used,
            results,
        }
    }

    pub(super) fn holds(&self, column: u32) -> bool {
        self.columns.contains_key(&column)
    }

    /// Whether the row is a line that is counted by another of its cells.
    pub(super) fn row_counts(&self, row: u32) -> bool {
        match &self.found.savings {
            Some(read) => read.line_rows.binary_search(&row).is_ok(),
            None => self.used,
        }
    }

    /// The money in a cell, where the table says that it holds money.
    pub(super) fn money(&self, row: u32, column: u32) -> Option<Money> {
        let table = &self.found.table;
        let own = table.column(column).filter(|own| own.is_value())?;
        let said = own
            .facets
            .unit
            .or(table.unit)
            .or(table.fixed_unit)
            .is_some()
            || matches!(self.found.verdict.kind, Kind::Savings | Kind::Position);
        let pathways = self.found.verdict.kind == Kind::Elective || own.facets.weeks.is_some();
        (said && !pathways)
            .then(|| table.money(row, column).map(|money| money.value))
            .flatten()
    }

    pub(super) fn class(&self, row: u32, column: u32) -> Class {
        let found = self.found;
        if found.table.region.header.contains(&row) {
            return Class::Heading;
        }
        if found.repeat_of.is_some() {
            return Class::Repeat;
        }
        let lie = self.columns.get(&column).copied().unwrap_or(Lie::Open);
        if !found.lines_from.is_empty() {
            return self.beside_lines(row, lie);
        }
        if found.verdict.kind == Kind::Other {
            return Class::Elsewhere;
        }
        if lie == Lie::Names {
            return Class::Heading;
        }
        if let Some(class) = self.rows.get(&row) {
            return *class;
        }
        if lie == Lie::Aside {
            return Class::Elsewhere;
        }
        if found.taken == 0 {
            return Class::NotUnderstood;
        }
        match lie {
            Lie::Total => return Class::Total,
            Lie::Parts | Lie::Phases => return Class::Repeat,
            _ => {}
        }
        if found.verdict.kind != Kind::Savings {
            if self.is_total_row(row) {
                return Class::Total;
            }
            // Everything it says was taken from another table that says more.
            if !self.used || self.says_again(row, column) {
                return Class::Repeat;
            }
        }
        Class::NotUnderstood
    }

    /// A number of a table by body that feeds lines with some of its cells: the others are totals, or say it again.
    fn beside_lines(&self, row: u32, lie: Lie) -> Class {
        match lie {
            Lie::Names => Class::Heading,
            Lie::Aside => Class::Elsewhere,
            Lie::Total => Class::Total,
            _ if self.is_total_row(row) => Class::Total,
            _ => Class::Repeat,
        }
    }

    /// Whether the cell holds the result of the body that its row names, taken from where its whole account stands.
    fn says_again(&self, row: u32, column: u32) -> bool {
        let Some(value) = self.money(row, column) else {
            return false;
        };
        let cells = self.found.table.grid.row(row);
        let mut labels = cells.iter().filter_map(|(_, cell)| cell.text());
        self.found.verdict.kind == Kind::Position
            && labels.any(|label| self.results.holds(label, value))
    }

    fn is_total_row(&self, row: u32) -> bool {
        let table = &self.found.table;
        table
            .grid
            .row(row)
            .iter()
            .filter(|(column, _)| self.holds(*column))
            .filter_map(|(_, cell)| cell.text())
            .any(names::is_whole)
    }
}

fn lie(found: &Found<'_, '_>, column: &Column) -> Lie {
    let facets = &column.facets;
    match column.meant {
        Some(Meaning::NotUsed | Meaning::Note) => return Lie::Aside,
        Some(Meaning::Reference | Meaning::OrganisationCode | Meaning::Month) => return Lie::Names,
        _ => {}
    }
    let names = |role| {
        matches!(
            role,
            Some(
                Role::Reference
                    | Role::OrganisationCode
                    | Role::Month
                    | Role::Measure
                    | Role::Status
                    | Role::Risk
                    | Role::Start
                    | Role::Assurance
                    | Role::Name
                    | Role::Line
                    | Role::Organisation
                    | Role::Division
                    | Role::Specialty
            )
        )
    };
    if column.codes || names(column.role) || (column.role.is_none() && names(column.own.role)) {
        return Lie::Names;
    }
    let elsewhen = facets.to_date
        || matches!(
            facets.basis,
            Some(Basis::Variance | Basis::Aside | Basis::Actual | Basis::Forecast)
        );
    let other = facets.percent
        || column.role == Some(Role::Workforce)
        || column.own.role == Some(Role::Workforce)
        || facets.full_year_effect
        || (found.savings.is_some()
            && facets.says("cost; costs; investment; spend; wte; fte; score; headcount"));
    let target = found.savings.is_some()
        && (vocabulary::target(&column.own.padded) || vocabulary::gap(&column.own.padded));
    if elsewhen || other || target {
        return Lie::Aside;
    }
    let phased = facets.month.is_some() || facets.quarter.is_some();
    let total = facets.total || names::is_whole(&column.own.text);
    if found.savings.is_some() {
        // The recurrent part of the value stands in the value already.
        return if column.own.recurrent.is_some() {
            Lie::Parts
        } else if phased {
            Lie::Phases
        } else {
            Lie::Open
        };
    }
    match (phased, total) {
        (true, _) if found.verdict.kind == Kind::Position => Lie::Phases,
        (_, true) => Lie::Total,
        _ => Lie::Open,
    }
}

/// Runs of columns that nothing is known of, and that add up to the value in nearly every line: halves of the year,
/// parts by body or by status.
fn parts(found: &Found<'_, '_>, columns: &BTreeMap<u32, Lie>) -> BTreeSet<u32> {
    let mut out = BTreeSet::new();
    let Some(read) = &found.savings else {
        return out;
    };
    let ValueFrom::Column(value) = read.columns.value else {
        return out;
    };
    let open: Vec<u32> = found
        .table
        .columns
        .iter()
        .filter(|column| column.is_value() && column.index != value)
        .map(|column| column.index)
        .filter(|index| columns.get(index) == Some(&Lie::Open))
        .collect();
    let mut run: Vec<u32> = Vec::new();
    let mut runs: Vec<Vec<u32>> = Vec::new();
    for column in open {
        if run.last().is_some_and(|last| last + 1 != column) {
            runs.push(std::mem::take(&mut run));
        }
        run.push(column);
    }
    runs.push(run);
    for run in runs {
        let run = run.get(..run.len().min(PARTS_MAX)).unwrap_or(&[]);
        for length in (1..=run.len()).rev() {
            for candidate in run.windows(length) {
                let known = candidate.iter().any(|column| out.contains(column));
                if !known && adds_up(found, candidate, value, &read.line_rows) {
                    out.extend(candidate);
                }
            }
        }
    }
    out
}

fn adds_up(found: &Found<'_, '_>, parts: &[u32], whole: u32, rows: &[u32]) -> bool {
    let (mut agree, mut told) = (0_usize, 0_usize);
    for row in rows.iter().take(LINES_MAX) {
        let number = |column: &u32| found.table.grid.number(*row, *column);
        let sum: Vec<Decimal> = parts.iter().filter_map(number).collect();
        let Some(value) = number(&whole).filter(|value| !value.is_zero() && !sum.is_empty()) else {
            continue;
        };
        let sum = sum
            .iter()
            .fold(Decimal::ZERO, |sum, part| sum.saturating_add(*part));
        told += 1;
        agree += usize::from((sum.saturating_sub(value)).abs() <= Decimal::ONE);
    }
    told >= 2 && agree * 10 >= told * 9
}

/// Whether a figure below a total is a part of it: "of which recurrent".
pub(super) fn is_part_of_a_total(label: &str, value: Money, lines: Money) -> bool {
    let padded = padded(&words(label));
    let says = super::text::has_any(&padded, "of which; thereof; including; incl; comprising")
        || super::header::recurrent(&padded).is_some();
    says && value.abs() <= lines.abs()
}
