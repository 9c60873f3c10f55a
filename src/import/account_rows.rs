//! What the labels of one row of an account say: which line, whose, which month, plan or actual.

use super::header::{Basis, Facets, Role};
use super::position::{Period, Whose, line_of_account};
use super::table::{Column, Table};
use super::text::{has_any, padded, words};
use super::vocabulary::line_kind;
use super::{long_form, names, periods, required, versions};
use crate::plan::{FinancialYear, LineKind, Organisation};

/// What a row contributes to its cells.
pub(super) struct Down {
    pub(super) label: String,
    pub(super) kind: Option<LineKind>,
    pub(super) whose: Option<Whose>,
    pub(super) period: Option<Period>,
    pub(super) basis: Option<Basis>,
    pub(super) to_date: bool,
}

pub(super) fn row_of(
    table: &Table<'_, '_>,
    labels: Option<&Column>,
    row: u32,
    lines_down: bool,
    year: Option<FinancialYear>,
) -> Option<Down> {
    let label = labels
        .and_then(|column| table.grid.label(row, column.index))
        .unwrap_or_default();
    let organisation = table
        .by_role(Role::Organisation)
        .and_then(|column| table.grid.label(row, column.index));
    if organisation.as_deref().is_some_and(is_elimination) {
        return None;
    }
    let mut whose = organisation
        .as_deref()
        .map(|name| whose_row(table, row, name));
    let month = row_month(table, row);
    let labelled = organisation.clone().unwrap_or_else(|| label.clone());
    if whose.is_none() && !lines_down && month.is_none() && !label.is_empty() {
        if names::is_organisation(&label) {
            whose = Some(Whose::One(names::labelled(&label)));
        } else if names::is_whole(&label) && !year_row(&label) {
            whose = Some(Whose::Whole);
        }
    }
    if whose.is_none() && lines_down && is_result_of_all(table, labels, row, &label) {
        whose = Some(Whose::Whole);
    }
    let kind = if lines_down {
        Some(line_of_account(&label).unwrap_or(LineKind::Other))
    } else {
        line_kind(&label)
            .filter(|_| organisation.is_some() && label != organisation.clone().unwrap_or_default())
    };
    if lines_down && label.is_empty() {
        return None;
    }
    // "Savings requirement on the system" below the bodies is no body's result.
    if !lines_down && kind.is_none() && required::target(&padded(&words(&labelled))) {
        return None;
    }
    let basis = table
        .by_role(Role::Basis)
        .and_then(|column| versions::said(&table.grid.label(row, column.index)?));
    // "Annual plan", "Forecast outturn" down the page, with the lines of the account across.
    let said = if !lines_down && whose.is_none() && month.is_none() && kind.is_none() {
        Facets::of(&label)
    } else {
        Facets::default()
    };
    let other_year = matches!((said.year, year), (Some(own), Some(year)) if own != year);
    if other_year || matches!(said.basis, Some(Basis::Variance | Basis::Aside)) {
        return None;
    }
    let months_down = table
        .columns
        .iter()
        .any(|column| column.role == Some(Role::Month))
        || table.columns.first().is_some_and(|column| column.dates > 2);
    let quarter = || {
        let first = || table.columns.first().filter(|_| !lines_down);
        let column = table.by_role(Role::Month).or_else(first)?;
        long_form::quarter(table, row, column.index)
    };
    let period = match month {
        Some(month) => Some(Period::Month(month)),
        None if quarter().is_some() => quarter().map(Period::Quarter),
        None if months_down && !lines_down => Some(Period::Year),
        None => None,
    };
    // In a table of months the total row is the year of whoever the table is about.
    if months_down && month.is_none() && whose == Some(Whose::Whole) && organisation.is_none() {
        whose = None;
    }
    let label = labels
        .filter(|_| lines_down)
        .and_then(|column| finer_label(table, column, row))
        .unwrap_or(label);
    Some(Down {
        label: if label.is_empty() { labelled } else { label },
        kind,
        whose,
        period,
        basis: basis.or(said.basis),
        to_date: said.to_date,
    })
}

/// What tells apart the lines that one label heads: of "Pay" over and over "Nurses", "Doctors", "Agency".
fn finer_label(table: &Table<'_, '_>, labels: &Column, row: u32) -> Option<String> {
    if labels.distinct >= labels.texts {
        return None;
    }
    let finer = table
        .columns
        .iter()
        .filter(|column| {
            column.index > labels.index
                && column.is_text()
                && column.distinct > labels.distinct
                && matches!(
                    column.role,
                    None | Some(Role::Line | Role::Name | Role::Category)
                )
        })
        .max_by_key(|column| (column.distinct, std::cmp::Reverse(column.index)))?;
    table.grid.label(row, finer.index)
}

/// The body that a row names, with the code beside it.
fn whose_row(table: &Table<'_, '_>, row: u32, name: &str) -> Whose {
    if names::is_whole(name) {
        return Whose::Whole;
    }
    let organisation = names::labelled(name);
    let code = table
        .by_role(Role::OrganisationCode)
        .and_then(|column| table.grid.label(row, column.index));
    Whose::One(Organisation {
        code: organisation.code.clone().or(code),
        ..organisation
    })
}

/// What bodies of a group pay each other, taken out of their sum: no body of its own.
pub(super) fn is_elimination(label: &str) -> bool {
    has_any(
        &padded(&words(label)),
        "elimination; eliminations; intercompany; inter company; intra group; intragroup; intra system; \
         consolidation adjustment; consolidation adjustments; consolidation journals",
    ) && !names::is_whole(label)
}

/// "Group surplus / (deficit)" below a body's own result: the result of all, in the row of one.
fn is_result_of_all(table: &Table<'_, '_>, labels: Option<&Column>, row: u32, label: &str) -> bool {
    let kind = line_kind(label);
    let of_all = |text: &str| {
        has_any(
            &padded(&words(text)),
            "group; system; ics; consolidated; combined; all trusts; all bodies; all organisations",
        )
    };
    if !matches!(kind, Some(LineKind::Surplus | LineKind::AdjustedSurplus)) || !of_all(label) {
        return false;
    }
    let Some(column) = labels else {
        return false;
    };
    let above = table.region.rows.iter().take_while(|at| **at < row);
    above
        .filter_map(|at| table.grid.text(*at, column.index))
        .any(|text| line_kind(text) == kind && !of_all(text))
}

fn year_row(label: &str) -> bool {
    !periods::years(label).is_empty()
}

/// The month of a row in a table with months down the page, 1 is April.
fn row_month(table: &Table<'_, '_>, row: u32) -> Option<u8> {
    let numbered = |column: &&Column| {
        column.role == Some(Role::Month) || table.grid.number(row, column.index).is_none()
    };
    table
        .columns
        .iter()
        .filter(|column| column.role == Some(Role::Month) || column.dates > 0)
        .chain(table.columns.first())
        .filter(numbered)
        .find_map(|column| long_form::month(table, row, column.index))
}
