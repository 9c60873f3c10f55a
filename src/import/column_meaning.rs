//! What each column of a table was taken for: in words, and as one of the meanings a reviewer can choose from.

use super::governance;
use super::header::{Basis, Role};
use super::kind::Kind;
use super::page::Found;
use super::savings::SavingsTable;
use super::table::Column;
use super::vocabulary;
use crate::review::Meaning;

/// What a column was taken for, of the closed list.
pub(super) fn of(found: &Found<'_, '_>, column: &Column) -> Meaning {
    if let Some(meant) = column.meant {
        return meant;
    }
    if found.lines_from.contains(&column.index) {
        return Meaning::PlanValue;
    }
    if !found.lines_from.is_empty() {
        return of_role(column, true);
    }
    if found.verdict.kind == Kind::Other {
        return Meaning::NotUsed;
    }
    let placed = found
        .savings
        .as_ref()
        .and_then(|read| of_savings(read, column.index));
    placed
        .or_else(|| {
            found
                .savings
                .as_ref()
                .and_then(|_| governance::meaning(column))
        })
        .unwrap_or_else(|| of_role(column, found.savings.is_some()))
}

fn of_savings(read: &SavingsTable, column: u32) -> Option<Meaning> {
    let columns = &read.columns;
    let place = |slots: &[Option<u32>]| {
        let at = slots.iter().position(|slot| *slot == Some(column))?;
        u8::try_from(at + 1).ok()
    };
    if let Some(month) = place(&columns.months) {
        return Some(Meaning::PlanMonth(month));
    }
    if let Some(quarter) = place(&columns.quarters) {
        return Some(Meaning::PlanQuarter(quarter));
    }
    if read.value_columns().contains(&column) {
        return Some(Meaning::PlanValue);
    }
    [
        (columns.full_year_effect, Meaning::FullYearEffect),
        (columns.plan_to_date, Meaning::PlanToDate),
        (columns.actual, Meaning::ActualToDate),
        (columns.forecast, Meaning::Forecast),
    ]
    .into_iter()
    .find(|(slot, _)| *slot == Some(column))
    .map(|(_, meaning)| meaning)
}

fn of_role(column: &Column, savings: bool) -> Meaning {
    match column.role {
        Some(Role::Reference) => Meaning::Reference,
        Some(Role::Name | Role::Line) => Meaning::Name,
        Some(Role::Organisation) => Meaning::Organisation,
        Some(Role::OrganisationCode) => Meaning::OrganisationCode,
        Some(Role::Division) => Meaning::Division,
        Some(Role::Workstream | Role::Category) => Meaning::Category,
        Some(Role::Recurrence) => Meaning::Recurrence,
        Some(Role::Identified) => Meaning::Identified,
        Some(Role::Status) => Meaning::Status,
        Some(Role::Risk) => Meaning::Risk,
        Some(Role::Owner) => Meaning::Owner,
        Some(Role::Start) => Meaning::Start,
        Some(Role::Measure) => Meaning::Measure,
        Some(Role::Basis) => Meaning::PlanOrActual,
        Some(Role::Month) => Meaning::Month,
        Some(Role::Specialty) => Meaning::Specialty,
        Some(Role::Note) => Meaning::Note,
        Some(Role::Value) => of_value(column, savings),
        _ => Meaning::NotUsed,
    }
}

fn of_value(column: &Column, savings: bool) -> Meaning {
    let facets = &column.facets;
    match facets.basis {
        Some(Basis::Variance | Basis::Aside) => Meaning::NotUsed,
        Some(Basis::Actual) if !savings => Meaning::ActualToDate,
        Some(Basis::Forecast) if !savings => Meaning::Forecast,
        _ if savings && vocabulary::target(&column.own.padded) => Meaning::Target,
        _ if savings => Meaning::NotUsed,
        _ => match (facets.month, facets.quarter) {
            (Some(month), _) => Meaning::PlanMonth(month.number),
            (_, Some(quarter)) => Meaning::PlanQuarter(quarter),
            _ if facets.to_date => Meaning::PlanToDate,
            _ => Meaning::PlanValue,
        },
    }
}

/// What a column was taken for, in words.
pub(super) fn in_words(found: &Found<'_, '_>, column: &Column) -> String {
    if let Some(meant) = column.meant {
        return meant.label();
    }
    if let Some(read) = &found.savings {
        if read.value_columns().contains(&column.index) {
            return "in-year plan value".to_owned();
        }
        let phased = read
            .columns
            .months
            .iter()
            .position(|month| *month == Some(column.index));
        if let Some(month) = phased {
            let how = if read.columns.cumulative {
                "month {} (cumulative)"
            } else {
                "month {}"
            };
            return how.replace("{}", &(month + 1).to_string());
        }
        if let Some(quarter) = read
            .columns
            .quarters
            .iter()
            .position(|quarter| *quarter == Some(column.index))
        {
            return format!("quarter {}", quarter + 1);
        }
        if read.columns.full_year_effect == Some(column.index) {
            return "full year effect".to_owned();
        }
        if read.columns.plan_to_date == Some(column.index) {
            return "plan to date".to_owned();
        }
        if read.columns.actual == Some(column.index) {
            return "actual to date".to_owned();
        }
        if read.columns.forecast == Some(column.index) {
            return "forecast".to_owned();
        }
    }
    if found.lines_from.contains(&column.index) {
        return "in-year plan value".to_owned();
    }
    if found.verdict.kind == Kind::Other && found.lines_from.is_empty() {
        return "not used".to_owned();
    }
    if found.savings.is_some()
        && let Some(meaning) = governance::meaning(column)
    {
        return meaning.label();
    }
    let savings = found.savings.is_some() || !found.lines_from.is_empty();
    by_role(column, savings)
}

fn by_role(column: &Column, savings: bool) -> String {
    let meaning = match column.role {
        Some(Role::Reference) => "reference",
        Some(Role::Name) => "name",
        Some(Role::Line) => "label",
        Some(Role::Organisation) => "organisation",
        Some(Role::OrganisationCode) => "organisation code",
        Some(Role::Division) => "division",
        Some(Role::Workstream | Role::Category) => "category",
        Some(Role::Recurrence) => "recurrence",
        Some(Role::Identified) => "whether identified",
        Some(Role::Status) => "status",
        Some(Role::Risk) => "risk",
        Some(Role::Owner) => "owner",
        Some(Role::Start) => "start",
        Some(Role::Measure) => "measure",
        Some(Role::Basis) => "plan or actual",
        Some(Role::Month) => "month",
        Some(Role::Specialty) => "specialty",
        Some(Role::Value) if !savings => match column.facets.basis {
            Some(Basis::Actual) => "actual",
            Some(Basis::Forecast) => "forecast",
            Some(Basis::Variance | Basis::Aside) => "not used",
            _ => "plan",
        },
        _ => "not used",
    };
    meaning.to_owned()
}
