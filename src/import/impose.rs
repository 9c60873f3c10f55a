//! A meaning or a year on the columns of a table because the reviewer says so, in place of what their headers say.

use super::header::{Basis, Facets, Role};
use super::periods::MonthInYear;
use super::table::{Column, Table};
use crate::plan::FinancialYear;
use crate::review::Meaning;

/// Gives a column a meaning, whatever its header says.
pub(super) fn impose(column: &mut Column, meaning: Meaning) {
    let role = match meaning {
        Meaning::Reference => Some(Role::Reference),
        Meaning::Name => Some(Role::Name),
        Meaning::Organisation => Some(Role::Organisation),
        Meaning::OrganisationCode => Some(Role::OrganisationCode),
        Meaning::Division => Some(Role::Division),
        Meaning::Category => Some(Role::Category),
        Meaning::Owner => Some(Role::Owner),
        Meaning::Status => Some(Role::Status),
        Meaning::Risk => Some(Role::Risk),
        Meaning::Recurrence => Some(Role::Recurrence),
        Meaning::Identified => Some(Role::Identified),
        Meaning::Start => Some(Role::Start),
        Meaning::QualityImpact
        | Meaning::ProjectDocument
        | Meaning::Milestones
        | Meaning::SignOff
        | Meaning::CashReleasing => Some(Role::Assurance),
        Meaning::StaffReduction => Some(Role::Workforce),
        Meaning::Month => Some(Role::Month),
        Meaning::Measure => Some(Role::Measure),
        Meaning::Specialty => Some(Role::Specialty),
        Meaning::PlanOrActual => Some(Role::Basis),
        Meaning::Note => Some(Role::Note),
        Meaning::NotUsed => None,
        _ => Some(Role::Value),
    };
    // What the header says of time and basis gives way; its words, unit and weeks stay.
    let bare = |facets: &Facets| Facets {
        text: facets.text.clone(),
        padded: facets.padded.clone(),
        unit: facets.unit,
        weeks: facets.weeks,
        role,
        ..Facets::default()
    };
    column.own = bare(&column.own);
    column.facets = bare(&column.facets);
    let month = |number| MonthInYear {
        number,
        calendar_year: None,
    };
    let facets = &mut column.facets;
    match meaning {
        Meaning::PlanValue => {
            facets.basis = Some(Basis::Plan);
            facets.annual = true;
        }
        Meaning::PlanMonth(number) => {
            facets.basis = Some(Basis::Plan);
            facets.month = Some(month(number));
        }
        Meaning::PlanQuarter(number) => {
            facets.basis = Some(Basis::Plan);
            facets.quarter = Some(number);
        }
        Meaning::PlanToDate => {
            facets.basis = Some(Basis::Plan);
            facets.to_date = true;
        }
        Meaning::ActualToDate => {
            facets.basis = Some(Basis::Actual);
            facets.to_date = true;
        }
        Meaning::Forecast => facets.basis = Some(Basis::Forecast),
        Meaning::FullYearEffect => facets.full_year_effect = true,
        Meaning::Target => {
            facets.basis = Some(Basis::Plan);
            " target ".clone_into(&mut column.own.padded);
        }
        Meaning::NotUsed => {
            facets.basis = Some(Basis::Aside);
            facets.weeks = None;
        }
        _ => {}
    }
    column.role = role;
    column.meant = Some(meaning);
}

/// Headers that name no year but others belong to the year that was said.
pub(super) fn of_year(table: &mut Table<'_, '_>, year: FinancialYear) {
    let named = |column: &Column| column.facets.year == Some(year);
    if !table.columns.iter().any(named) {
        for column in &mut table.columns {
            column.facets.year = None;
            column.own.year = None;
        }
    }
    let of_calendar = |month: &MonthInYear| {
        month.calendar_year.map(|calendar| {
            FinancialYear(if month.number <= 9 {
                calendar
            } else {
                calendar.saturating_sub(1)
            })
        })
    };
    let dated = |column: &Column| column.facets.month.as_ref().and_then(of_calendar) == Some(year);
    if !table.columns.iter().any(dated) {
        for column in &mut table.columns {
            for facets in [&mut column.facets, &mut column.own] {
                if let Some(month) = &mut facets.month {
                    month.calendar_year = None;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::fixture::sheet;
    use crate::import::page;

    #[test]
    fn a_month_of_another_year_gives_way_to_the_year_that_is_said() {
        let sheet = sheet("Plan", "Scheme|Apr-24|May-24\nBeds|1|2\nBank|3|4");
        let page = page::page(&sheet);
        let mut table = Table::new(&page.grid, page.regions[0].clone(), "");
        let dated = |table: &Table<'_, '_>| table.columns[1].facets.month.unwrap().calendar_year;
        of_year(&mut table, FinancialYear(2024));
        assert_eq!(dated(&table), Some(2024));
        of_year(&mut table, FinancialYear(2025));
        assert_eq!(dated(&table), None);
        assert_eq!(table.columns[1].facets.month.unwrap().number, 1);
    }
}
