//! The plan's financial year, by votes of titles, headers, dates and names.

use super::header::{Basis, Facets};
use super::published::Returns;
use super::table::{Column, Table};
use super::text::words;
use super::{periods, year_end};
use crate::plan::{FinancialYear, Month, Sourced};
use crate::workbook::{CellRef, Sheet, Value, Visibility, Workbook};
use std::collections::{BTreeMap, BTreeSet};

/// Rows at the end of a sheet in which an export says what it was filtered by.
const FOOT_ROWS: usize = 8;
const STATED_WORDS_MAX: usize = 6;

#[derive(Debug, Default)]
pub(super) struct Votes {
    years: BTreeMap<FinancialYear, (u32, Vec<CellRef>)>,
}

impl Votes {
    fn add(&mut self, year: FinancialYear, weight: u32, cell: Option<CellRef>) {
        let entry = self.years.entry(year).or_default();
        entry.0 += weight;
        if entry.1.len() < 8 {
            entry.1.extend(cell);
        }
    }

    /// The year with most votes; the later of two equals, as plans quote the year before.
    /// The first of several years that are planned in lists of their own comes before any vote.
    pub(super) fn winner(mut self, first: Option<FinancialYear>) -> Option<Sourced<FinancialYear>> {
        if let Some(year) = first {
            let cells = self.years.remove(&year).unwrap_or_default().1;
            return Some(Sourced::new(year, cells));
        }
        self.years
            .into_iter()
            .max_by_key(|(year, (votes, _))| (*votes, *year))
            .map(|(year, (_, cells))| Sourced::new(year, cells))
    }

    /// Years in file names, sheet names and texts outside the rows of tables.
    pub(super) fn of_workbook(&mut self, workbook: &Workbook, returns: &Returns) {
        let published = workbook
            .sheets
            .iter()
            .any(|sheet| returns.layout(sheet).is_some());
        for year in periods::years(&workbook.name)
            .into_iter()
            .filter(|_| !published)
        {
            self.add(year, 2, None);
        }
        for sheet in workbook.sheets.iter().filter(|sheet| {
            sheet.visibility == Visibility::Visible && returns.layout(sheet).is_none()
        }) {
            for year in periods::years(sheet.name()) {
                self.add(year, 1, None);
            }
            self.of_foot(sheet);
            for (row, cells) in sheet.rows().take(12) {
                // A row of headers that names a year five times says it once.
                let mut said: BTreeMap<FinancialYear, (u32, CellRef)> = BTreeMap::new();
                for (column, cell) in cells.iter().take(40) {
                    let Value::Text(text) = cell.value else {
                        continue;
                    };
                    let facets = Facets::of(text);
                    let aside = facets.basis == Some(Basis::Aside)
                        && !facets.says("plan; budget; programme");
                    if facets.full_year_effect || aside || asks(text) || text.len() > 200 {
                        continue;
                    }
                    // The year of a title comes first; those behind it are the years it is compared with.
                    let elsewhen = matches!(facets.basis, Some(Basis::Actual | Basis::Forecast));
                    for (at, year) in periods::years(text).into_iter().enumerate() {
                        let weight = 1 + u32::from(at == 0 && !elsewhen);
                        let known = said.entry(year).or_insert((0, sheet.at(row, column)));
                        known.0 = known.0.max(weight);
                    }
                    if let Some(year) = year_end::in_title(text) {
                        self.add(year, 2, Some(sheet.at(row, column)));
                    }
                    for month in periods::dated_months(text) {
                        self.add(month.financial_year(), 1, Some(sheet.at(row, column)));
                    }
                }
                for (year, (weight, cell)) in said {
                    self.add(year, weight, Some(cell));
                }
            }
        }
    }

    /// What an export was filtered by stands below it: "Financial year is 2025/26".
    fn of_foot(&mut self, sheet: &Sheet) {
        for (row, cells) in sheet.rows().rev().take(FOOT_ROWS) {
            for (column, cell) in cells.iter().take(40) {
                let Value::Text(text) = cell.value else {
                    continue;
                };
                let stated = text.lines().find_map(|line| {
                    let all = words(line);
                    let named = matches!(all.as_slice(), [first, year, ..] if year == "year" && (first == "financial" || first == "fiscal"));
                    let years = periods::years(line);
                    (named && all.len() <= STATED_WORDS_MAX && years.len() == 1)
                        .then(|| years.first().copied())
                        .flatten()
                });
                if let Some(year) = stated {
                    self.add(year, 2, Some(sheet.at(row, column)));
                }
            }
        }
    }

    /// The headers of a table that was read: months with their calendar years, the plan column's own year.
    pub(super) fn of_table(&mut self, table: &Table<'_, '_>) {
        let several = several_years(table);
        let plans = table
            .columns
            .iter()
            .any(|column| column.own.year.is_some() && column.own.basis == Some(Basis::Plan));
        let mut said: BTreeMap<FinancialYear, (u32, Option<CellRef>)> = BTreeMap::new();
        for column in &table.columns {
            let facets = &column.facets;
            let at = table
                .region
                .header
                .last()
                .map(|row| table.at(*row, column.index));
            if facets.full_year_effect || facets.basis == Some(Basis::Aside) || asks(&facets.text) {
                continue;
            }
            // Under "2027/28", beside "Plan 2026/27": what is to come of it.
            let grouped = plans && column.own.year.is_none() && facets.basis != Some(Basis::Plan);
            if let Some(year) = facets.year.filter(|_| !several && !grouped) {
                let elsewhen = matches!(facets.basis, Some(Basis::Actual | Basis::Forecast));
                let known = said.entry(year).or_insert((0, at.clone()));
                known.0 = known.0.max(if elsewhen { 1 } else { 2 });
            }
            if let Some(month) = facets.month.and_then(month) {
                self.add(month.financial_year(), 1, at);
            }
        }
        for (year, (weight, cell)) in said {
            self.add(year, weight, cell);
        }
        if several && let Some((year, column)) = first_planned(table) {
            let row = table.region.header.last();
            self.add(year, 2, row.map(|row| table.at(*row, column)));
        }
        // A long run of months is a history, not the year of a plan.
        let months = table.columns.iter().map(|column| column.dates).max();
        let rows_max =
            if months > Some(30) && table.by_role(super::header::Role::Organisation).is_none() {
                0
            } else {
                60
            };
        // Forty lines returned in one week of March say "March" once.
        let mut dated: BTreeMap<Month, CellRef> = BTreeMap::new();
        for row in table.region.rows.iter().take(rows_max) {
            for (column, cell) in table.grid.row(*row).iter() {
                if let Value::Date(serial) = cell.value
                    && let Some(month) = Month::from_excel_serial(serial)
                {
                    dated.entry(month).or_insert_with(|| table.at(*row, column));
                }
            }
        }
        for (month, cell) in dated {
            self.add(month.financial_year(), 1, Some(cell));
        }
    }
}

/// The year of a workbook in which no plan was found: the one that its name, its sheets' names or the titles on them say.
/// Of several none is its own, and months of meetings and due dates are none at all.
pub(super) fn said_without_a_plan<'t>(
    texts: impl Iterator<Item = &'t str>,
) -> Option<FinancialYear> {
    let mut said: BTreeSet<FinancialYear> = BTreeSet::new();
    for text in texts {
        said.extend(periods::years(text));
        said.extend(year_end::in_title(text));
    }
    let mut said = said.into_iter();
    said.next().filter(|_| said.next().is_none())
}

/// "Recurring in 26/27?" asks of another year than the plan's.
fn asks(header: &str) -> bool {
    header.trim_end().ends_with('?')
}

/// The years of which a table has a column that may be planned.
pub(super) fn planned_years(table: &Table<'_, '_>) -> BTreeSet<FinancialYear> {
    let planned = |column: &&Column| {
        column.is_value()
            && column.facets.month.is_none()
            && matches!(column.facets.basis, None | Some(Basis::Plan))
    };
    let columns = table.columns.iter().filter(planned);
    columns.filter_map(|column| column.facets.year).collect()
}

/// Whether the columns run over three years or more, of which no header says which one is the plan's.
fn several_years(table: &Table<'_, '_>) -> bool {
    let years = planned_years(table);
    years.len() >= 3
}

/// The year planned next after the last that is headed as gone, with its column: a plan of several years begins there.
fn first_planned(table: &Table<'_, '_>) -> Option<(FinancialYear, u32)> {
    let of = |is: fn(Option<Basis>) -> bool| {
        table
            .columns
            .iter()
            .filter(move |column| column.is_value() && is(column.facets.basis))
            .filter_map(|column| Some((column.facets.year?, column.index)))
    };
    let gone = of(|basis| matches!(basis, Some(Basis::Actual | Basis::Forecast)));
    let (last, _) = gone.max_by_key(|(year, _)| *year)?;
    of(|basis| basis == Some(Basis::Plan))
        .filter(|(year, _)| *year > last)
        .min_by_key(|(year, _)| *year)
}

/// The calendar month of a header that names its calendar year.
fn month(named: periods::MonthInYear) -> Option<Month> {
    let year = named.calendar_year?;
    let month = if named.number <= 9 {
        named.number + 3
    } else {
        named.number - 9
    };
    Some(Month { year, month })
}

#[cfg(test)]
mod tests {
    use super::said_without_a_plan;
    use crate::import::fixture::read;
    use crate::plan::FinancialYear;

    const SCORES: &str = "Q|Statement|Oct 2023|Oct 2024|Target\n1|The savings plan is agreed by every budget holder|2|3|4\n\
        2|Forecasts are seen each month by all|3|3|4\n3|Savings have an owner|1|2|4";

    fn year(title: &str, table: &str) -> Option<FinancialYear> {
        let plan = read(&[("Review", &format!("{title}\n\n{table}"))]);
        assert!(plan.savings.is_none() && plan.position.is_none());
        plan.year.map(|year| year.value)
    }

    #[test]
    fn a_workbook_without_a_plan_has_the_year_that_it_says_and_no_other() {
        let actions = "Ref|Action|Raised|Due|Status\nA1|Agree the savings plan|15/06/2024|30/09/2024|Open\n\
            A2|Name an owner for each scheme|15/06/2024|31/12/2024|Closed";
        for table in [SCORES, actions] {
            assert_eq!(year("Well-led review: finance and savings", table), None);
            let said = year("Well-led review 2024/25: finance and savings", table);
            assert!(said.is_none_or(|year| year == FinancialYear(2024)));
        }
    }

    #[test]
    fn a_year_over_what_comes_after_the_plan_is_not_the_plans() {
        let plan = read(&[(
            "CIP",
            "Elm NHS Trust savings £000\n\n|||2027/28|2027/28|2027/28\nScheme|R/NR|Plan 2026/27|Rec|One-off|Sum\nWards|R|70|60|0|60\nTaxis|R|20|10|5|15",
        )]);
        assert_eq!(plan.year.unwrap().value, FinancialYear(2026));
        assert_eq!(
            plan.savings.unwrap().total().value,
            crate::plan::Money::from_pounds(90_000)
        );
    }

    #[test]
    fn of_several_years_none_is_the_workbooks_own() {
        let said = |texts: &[&str]| said_without_a_plan(texts.iter().copied());
        assert_eq!(
            said(&["Register 2024/25.xlsx", "24-25"]),
            Some(FinancialYear(2024))
        );
        assert_eq!(said(&["Reports of 2023/24 and 2024/25"]), None);
        assert_eq!(said(&["Reviewed October 2024"]), None);
    }
}
