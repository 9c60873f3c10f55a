//! Tables of long waits as facts, and facts → trajectories, each pathway counted once.

use super::header::{Basis, Facets, Role};
use super::names;
use super::specialties::{self, Place};
use super::table::{Column, Table};
use super::text::{name_key, words};
use super::wait_bands::{added_up, between};
use super::wait_rows::{Down, Headed, is_label, is_weekly};
use super::wait_totals::{apart_by_tabs, dashes_beside_counts, without_totals};
use super::{grid, headed_year, wait_sections, weeks};
use crate::plan::{
    Elective, FinancialYear, Month, Organisation, OrganisationKind, PlanActual, Sourced,
    Trajectory, Weeks,
};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use std::collections::{BTreeMap, BTreeSet};

#[expect(
    clippy::struct_excessive_bools,
    reason = "what a count says is independent of what else it says"
)]
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fact {
    pub(super) measure: Weeks,
    pub(super) month: Month,
    pub(super) actual: bool,
    /// `None` for the whole plan or a body that the table does not name.
    pub(super) organisation: Option<Organisation>,
    pub(super) specialty: Option<String>,
    pub(super) whole: bool,
    pub(super) value: Sourced<u64>,
    pub(super) row: u32,
    /// Whether the body stands over the column.
    pub(super) across: bool,
    /// Whether a dash stands for it.
    pub(super) nil: bool,
    /// Counts only those who wait less than this: a band.
    pub(super) below: Option<Weeks>,
}

/// "Waiting over 52 weeks" may head the column of bodies.
fn above_bodies(table: &Table<'_, '_>) -> Option<Weeks> {
    let mut words = table.columns.iter().filter(|column| is_label(column));
    words.find_map(|column| column.facets.weeks)
}

/// Every count of pathways in the table that says its measure and month, totals of others left out.
pub(super) fn facts(
    table: &Table<'_, '_>,
    year: Option<FinancialYear>,
    default: Option<&Organisation>,
) -> Vec<Fact> {
    if is_weekly(table) {
        return Vec::new();
    }
    without_totals(added_up(counts(table, year, default)))
}

fn counts(
    table: &Table<'_, '_>,
    year: Option<FinancialYear>,
    default: Option<&Organisation>,
) -> Vec<Fact> {
    let titled = above_bodies(table)
        .or_else(|| table.captions().find_map(weeks::longer_than))
        .or_else(|| weeks::longer_than(table.grid.sheet.name()));
    let around = said_around(table);
    let years = column_years(table, year);
    // "2024/25" over its months, above the same for this year.
    let year = headed_year::of(table).or(year);
    let parts = specialties::across(table);
    let mut facts = Vec::new();
    let mut headed = Headed::default();
    let mut sections = BTreeMap::new();
    for row in &table.region.rows {
        let mut down = Down::of(table, *row, year);
        if headed.takes(table, *row, &down) || down.within_18 || down.compares {
            continue;
        }
        down.measure = down.measure.or(headed.measure);
        sections.extend(headed.section.clone().map(|section| (*row, section)));
        for column in table
            .columns
            .iter()
            .filter(|column| column.is_value() || column.facets.weeks.is_some())
        {
            let part = match parts.get(&column.index) {
                Some(Place::LeftOut) => continue,
                Some(Place::Part(part)) => Some(part),
                None => None,
            };
            let Some((measure, below)) = measured(column, &down, titled) else {
                continue;
            };
            let month = column.facets.month.and_then(|month| {
                let year = years.get(&column.index).copied().or(down.year).or(year)?;
                Some(year.month(month.number))
            });
            // "Actual 2023/24" over months that name no year of their own.
            let assumed = down.month.filter(|_| !down.dated);
            let month = month.or_else(|| {
                let year = column.facets.year?;
                Some(year.month(assumed?.number_in_year()))
            });
            let Some(month) = month.or(down.month) else {
                continue;
            };
            let own = part
                .and_then(|part| part.basis)
                .or_else(|| basis_of(column));
            let basis = own.or(down.basis).or(headed.basis).unwrap_or(around);
            if column.facets.percent || !matches!(basis, Basis::Plan | Basis::Actual) {
                continue;
            }
            let Some((count, nil)) = count(table, *row, column.index, basis) else {
                continue;
            };
            let above = whose(table, column);
            facts.push(Fact {
                measure,
                month,
                actual: basis == Basis::Actual,
                organisation: down
                    .organisation
                    .clone()
                    .or_else(|| above.clone().and_then(|(organisation, _)| organisation))
                    .or_else(|| default.cloned().filter(|_| !down.whole)),
                specialty: down
                    .specialty
                    .clone()
                    .or_else(|| part.map(|part| part.name.clone())),
                across: down.organisation.is_none() && above.is_some(),
                whole: down.whole || above.is_some_and(|(_, whole)| whole),
                value: Sourced::at(count, table.at(*row, column.index)),
                row: *row,
                nil,
                below,
            });
        }
    }
    wait_sections::tell_apart(&mut facts, &sections, table);
    facts
}

/// Over how many weeks a figure counts, and under how many where it is a band.
fn measured(column: &Column, down: &Down, titled: Option<Weeks>) -> Option<(Weeks, Option<Weeks>)> {
    let band = between(&column.own.text).or(down.band);
    band.map(|(from, below)| (from, Some(below))).or_else(|| {
        let measure = column.facets.weeks.or(down.measure).or(titled)?;
        Some((measure, None))
    })
}

/// The whole number in a cell, and whether a dash stands for it in a plan.
fn count(table: &Table<'_, '_>, row: u32, column: u32, basis: Basis) -> Option<(u64, bool)> {
    let cell = table.grid.cell(row, column)?;
    let nil = basis == Basis::Plan && grid::is_nil(cell);
    let number = grid::number(cell).or_else(|| nil.then_some(Decimal::ZERO))?;
    let whole = number.fract().is_zero().then(|| number.to_u64());
    Some((whole??, nil))
}

/// What a column says of its counts. "Mar-25 (baseline)" is a month that is over.
pub(super) fn basis_of(column: &Column) -> Option<Basis> {
    let own = &column.own;
    let baseline = own.basis == Some(Basis::Aside) && own.says("baseline") && own.month.is_some();
    if baseline {
        Some(Basis::Actual)
    } else {
        column.facets.basis
    }
}

/// Plan or actual, as the words around the table say it, else by how far its months go.
fn said_around(table: &Table<'_, '_>) -> Basis {
    let basis_of = |text: &str| {
        Facets::of(text)
            .basis
            .filter(|basis| matches!(basis, Basis::Plan | Basis::Actual | Basis::Forecast))
    };
    // "ACTUAL" in the corner, above the measures.
    let corner = || {
        let own = &table.columns.iter().find(|column| is_label(column))?.own;
        // "Over 52 weeks – actual"
        let names_it = own.weeks.is_some() || words(&own.text).len() <= 2;
        names_it.then(|| basis_of(&own.text)).flatten()
    };
    corner()
        .or_else(|| basis_of(table.caption()))
        .or_else(|| basis_of(table.grid.sheet.name()))
        .or_else(|| table.captions().find_map(basis_of))
        .or_else(|| is_snapshot(table).then_some(Basis::Actual))
        .unwrap_or(if is_series(table) {
            Basis::Actual
        } else {
            Basis::Plan
        })
}

/// "Snapshot date", "Census": the list was counted on that day.
fn is_snapshot(table: &Table<'_, '_>) -> bool {
    let dated = |column: &&Column| !column.is_numeric() || column.role == Some(Role::Month);
    let mut dated = table.columns.iter().filter(dated);
    dated.any(|column| column.own.says("snapshot; snapshots; census"))
}

/// More months than two plan years are a history.
fn is_series(table: &Table<'_, '_>) -> bool {
    let across = table
        .columns
        .iter()
        .filter(|column| column.facets.month.is_some())
        .count();
    let down = table
        .columns
        .iter()
        .map(|column| column.dates)
        .max()
        .unwrap_or(0);
    let grouped = table.columns.iter().any(|column| {
        column.is_text() && matches!(column.role, Some(Role::Organisation | Role::Measure))
    });
    across > 30 || (down > 30 && !grouped)
}

/// Whose pathways a column counts, where its header or one of the headers above it names a body or the whole system.
fn whose(table: &Table<'_, '_>, column: &Column) -> Option<(Option<Organisation>, bool)> {
    let texts = || {
        let own = std::iter::once(column.own.text.as_str());
        let above = column.groups.iter().map(String::as_str);
        above
            .chain(own)
            .filter(|text| !text.is_empty() && !specialties::names_no_body(text))
    };
    let told = texts().find_map(|text| {
        if names::is_organisation(text) && OrganisationKind::of(text) != OrganisationKind::System {
            Some((Some(names::labelled(text)), false))
        } else if names::is_whole(text) && weeks::counted(text).is_none() {
            Some((None, true))
        } else {
            None
        }
    });
    told.or_else(|| {
        let group = column.groups.iter().find(|group| is_name(group))?;
        // One heading over all columns is a title.
        let others = table
            .columns
            .iter()
            .filter(|other| other.facets.weeks.is_some() || other.is_value());
        others
            .flat_map(|other| &other.groups)
            .any(|other| other != group && is_name(other))
            .then(|| (Some(names::labelled(group)), false))
    })
}

/// A heading over columns that is neither measure nor month nor plan or actual names a part of the body: a site.
pub(super) fn is_name(text: &str) -> bool {
    let facets = Facets::of(text);
    !facets.recognised() && facets.role.is_none() && text.chars().any(char::is_alphabetic)
}

/// The financial year of each month column: its own, or that of its neighbours where the header's year is a slip.
pub(super) fn column_years(
    table: &Table<'_, '_>,
    plan: Option<FinancialYear>,
) -> BTreeMap<u32, FinancialYear> {
    let own: Vec<(u32, u8, FinancialYear)> = table
        .columns
        .iter()
        .filter_map(|column| {
            let month = column.facets.month?;
            let calendar = month.calendar_year?;
            let year = if month.number <= 9 {
                calendar
            } else {
                calendar.saturating_sub(1)
            };
            Some((column.index, month.number, FinancialYear(year)))
        })
        .collect();
    let mut counts: BTreeMap<FinancialYear, usize> = BTreeMap::new();
    for (_, _, year) in &own {
        *counts.entry(*year).or_default() += 1;
    }
    let majority = counts
        .iter()
        .max_by_key(|(year, count)| (**count, Some(**year) == plan))
        .map(|(year, _)| *year);
    // "Mar-25" right before "Apr-25" is where the year begins.
    let ordinal = |at: usize| {
        own.get(at)
            .map(|(_, number, year)| u32::from(year.0) * 12 + u32::from(*number))
    };
    let leads_on = |at: usize| {
        let run = (at..)
            .take_while(|at| ordinal(*at).is_some_and(|now| ordinal(*at + 1) == Some(now + 1)));
        let end = at + run.count();
        end > at
            && own
                .get(end)
                .is_some_and(|(_, _, year)| Some(*year) == majority)
    };
    own.iter()
        .enumerate()
        .map(|(at, (column, number, year))| {
            let twin = own.iter().any(|(_, other, theirs)| {
                other == number && Some(*theirs) == majority && theirs != year
            });
            let slip = Some(*year) != majority
                && !twin
                && !leads_on(at)
                && majority == Some(year.next())
                && own.len() <= 30;
            (
                *column,
                if slip {
                    majority.unwrap_or(*year)
                } else {
                    *year
                },
            )
        })
        .collect()
}

type Key = (Weeks, bool);

/// All facts of the plan as trajectories. The same count on a second sheet is counted once; totals of parts that are
/// there are left out.
pub(super) fn trajectories(tables: Vec<Vec<Fact>>) -> Option<Elective> {
    let mut facts: Vec<Fact> = tables.into_iter().flatten().collect();
    dashes_beside_counts(&mut facts);
    apart_by_tabs(&mut facts);
    let mut named: BTreeSet<Key> = BTreeSet::new();
    let mut with_specialty: BTreeSet<(Key, String)> = BTreeSet::new();
    let key_of = |organisation: &Option<Organisation>| {
        organisation
            .as_ref()
            .map(|organisation| name_key(&organisation.name))
            .unwrap_or_default()
    };
    for fact in facts.iter().filter(|fact| !fact.whole) {
        named.insert((fact.measure, fact.actual));
        if fact.specialty.is_some() {
            with_specialty.insert(((fact.measure, fact.actual), key_of(&fact.organisation)));
        }
    }
    let mut order: Vec<(Weeks, String, String)> = Vec::new();
    let mut found: BTreeMap<(Weeks, String, String), Trajectory> = BTreeMap::new();
    for fact in facts {
        let key = (fact.measure, fact.actual);
        let owner = key_of(&fact.organisation);
        if (fact.whole && named.contains(&key))
            || (fact.specialty.is_none() && with_specialty.contains(&(key, owner.clone())))
        {
            continue;
        }
        let id = (
            fact.measure,
            owner,
            fact.specialty.as_deref().map(name_key).unwrap_or_default(),
        );
        let trajectory = found.entry(id.clone()).or_insert_with(|| {
            order.push(id);
            Trajectory {
                measure: fact.measure,
                organisation: fact.organisation.clone(),
                specialty: fact.specialty.clone(),
                months: BTreeMap::new(),
            }
        });
        let both: &mut PlanActual = trajectory.months.entry(fact.month).or_default();
        let slot = if fact.actual {
            &mut both.actual
        } else {
            &mut both.plan
        };
        slot.get_or_insert(fact.value);
    }
    let trajectories: Vec<Trajectory> = order.iter().filter_map(|id| found.remove(id)).collect();
    (!trajectories.is_empty()).then_some(Elective {
        trajectories,
        ..Elective::default()
    })
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{sheet, workbook};
    use crate::import::import;
    use crate::plan::{Elective, Month, Weeks};
    use crate::review::Review;
    use crate::workbook::{Cell, Value};

    fn elective(drawn: &str) -> Elective {
        import(&[workbook(vec![sheet("Waits", drawn)])], &Review::default())
            .plan
            .elective
            .unwrap()
    }

    const APRIL: Month = Month {
        year: 2024,
        month: 4,
    };

    #[test]
    fn weeks_left_to_treat_are_no_trajectory() {
        let weeks = [45_935, 45_942, 45_949, 45_956, 45_963];
        let mut cohort = sheet(
            "65wk cohort",
            "Patients who would pass 65 weeks by December 2025\n\nWeek ending|Left to treat|Booked",
        );
        for (row, day) in (3..).zip(weeks) {
            cohort.insert(row, 0, Cell::new(Value::Date(f64::from(day))));
            cohort.insert(row, 1, Cell::new(Value::Number(400.0)));
            cohort.insert(row, 2, Cell::new(Value::Number(100.0)));
        }
        let plan = sheet(
            "Trajectory",
            "Elective plan 2025/26\n\nMeasure|Apr 2025|May 2025|Jun 2025\nWaiting over 65 weeks|62|51|40",
        );
        let read = import(&[workbook(vec![plan, cohort])], &Review::default());
        let months = read.plan.elective.unwrap().total(Weeks(65));
        let planned: Vec<u64> = months
            .values()
            .filter_map(|month| Some(month.plan.as_ref()?.value))
            .collect();
        assert_eq!(planned, [62, 51, 40]);
    }

    #[test]
    fn plan_and_actual_stand_in_pairs_under_each_month() {
        let read = elective(
            "Waits 2024/25\n\nMeasure|April 2024||May 2024|\n|Plan|Actual|Plan|Actual\nOver 52 weeks|20|21|19|\nOver 65 weeks|3|4|2|",
        );
        let april = &read.total(Weeks(52))[&APRIL];
        assert_eq!(
            (
                april.plan.as_ref().unwrap().value,
                april.actual.as_ref().unwrap().value
            ),
            (20, 21)
        );
        let may = &read.total(Weeks(52))[&APRIL.next()];
        assert_eq!(may.actual, None);
    }

    #[test]
    fn a_row_of_last_years_actuals_over_months_without_a_year_is_last_years() {
        let read = elective(
            "Pathways waiting over 18 weeks, plan 2025/26\n\n|Apr|May|Jun\n2024/25 actual|2410|2432|2455\n2025/26 plan|2290|2265|2240",
        );
        let months = read.total(Weeks(18));
        let last = months[&APRIL].actual.as_ref().unwrap();
        assert_eq!((last.value, months.len()), (2410, 6));
        let april = Month {
            year: 2025,
            month: 4,
        };
        assert_eq!(months[&april].plan.as_ref().unwrap().value, 2290);
    }

    #[test]
    fn a_slip_in_the_calendar_year_of_a_header_does_not_move_the_month() {
        let read = elective(
            "Waiting over 78 weeks 2024/25\n\nTrust|Oct 24|Nov 24|Dec 24|Jan 24|Feb 24\nNorth|9|8|7|6|5",
        );
        let months: Vec<Month> = read.total(Weeks(78)).into_keys().collect();
        assert_eq!(
            months.last(),
            Some(&Month {
                year: 2025,
                month: 2
            })
        );
    }
}
