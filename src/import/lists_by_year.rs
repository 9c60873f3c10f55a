//! Lists of savings of several years, each with its own months: a medium-term plan begins with the first of them, and what
//! is of another year than the plan's is not counted with it.

use super::headed_year::{self, Alike};
use super::header::Basis;
use super::kind::Kind;
use super::page::Found;
use super::periods;
use super::savings::SavingsTable;
use super::table::Table;
use super::text::{has_any, padded, words};
use super::year::planned_years;
use crate::plan::{FinancialYear, Month};
use crate::workbook::{Visibility, Workbook};
use std::collections::BTreeSet;

/// Fewer months do not make a list one of their year.
const MONTHS_MIN: usize = 3;
/// Two years side by side are last year's list and this one's.
const YEARS_MIN: usize = 3;

/// The first year of a plan that lists its savings for three years and more on end, in lists of their own. Lists of years that
/// are over stand behind each other too: that the years are planned is said by a title or a sheet's name, by the lists' own
/// numbers ("Year 1 CIP"), or by the columns or rows of another table.
pub(super) fn first_year(found: &[Found<'_, '_>], workbooks: &[Workbook]) -> Option<FinancialYear> {
    let lists: Vec<(u16, &Table<'_, '_>)> = found
        .iter()
        .filter(|one| one.verdict.kind == Kind::Savings)
        .filter_map(|one| Some((year_of(&one.table)?.0, &one.table)))
        .collect();
    let years: BTreeSet<u16> = lists.iter().map(|(year, _)| *year).collect();
    let (first, last) = (years.first()?, years.last()?);
    let on_end = usize::from(last - first) + 1 == years.len();
    let planned = || {
        let titled =
            |one: &Found<'_, '_>| has_any(&padded(&words(&one.table.setting)), SEVERAL_YEARS);
        let numbered = || {
            lists.iter().all(|(year, table)| {
                let number = format!(" year {} ", year - first + 1);
                padded(&words(&table.setting)).contains(&number)
            })
        };
        numbered()
            || found.iter().any(|one| {
                titled(one) || plans_several(&one.table, &years) || sums_several(&one.table, &years)
            })
            || is_titled(workbooks)
    };
    (years.len() >= YEARS_MIN && on_end && planned()).then_some(FinancialYear(*first))
}

const SEVERAL_YEARS: &str = "medium term; mtfp; mtfs; multi year; multiyear; long term; three year; three years; four year; \
    five year; five years; 3 year; 4 year; 5 year; 3 years; 4 years; 5 years; 3yr; 4yr; 5yr; 3 yr; 4 yr; 5 yr; ltfm; ltfp";

/// Whether a sheet is called a plan of several years, by its name or the lines at its top: one without a table, too.
fn is_titled(workbooks: &[Workbook]) -> bool {
    let says = |text: &str| {
        let said = padded(&words(text));
        has_any(&said, SEVERAL_YEARS)
            && has_any(
                &said,
                "plan; plans; programme; strategy; mtfp; mtfs; ltfp; ltfm",
            )
    };
    let mut sheets = workbooks
        .iter()
        .flat_map(|workbook| &workbook.sheets)
        .filter(|sheet| sheet.visibility == Visibility::Visible);
    sheets.any(|sheet| {
        let rows = sheet.rows().take(TITLE_ROWS);
        let mut texts = rows.filter_map(|(_, cells)| {
            let (_, cell) = cells.iter().next()?;
            let text = cell.text()?;
            (words(text).len() <= TITLE_WORDS_MAX).then_some(text)
        });
        says(sheet.name()) || texts.any(says)
    })
}

const TITLE_ROWS: usize = 2;
const TITLE_WORDS_MAX: usize = 10;

/// Whether a table that calls itself a plan has a row for each of the years: "2026/27 | 700".
fn sums_several(table: &Table<'_, '_>, years: &BTreeSet<u16>) -> bool {
    let said = padded(&words(&table.words()));
    let title = padded(&words(&table.title));
    let plans = |said: &str| {
        has_any(said, "plan; plans; planned")
            && !has_any(said, "actual; delivered; outturn; history")
    };
    if !plans(&title) && !plans(&said) {
        return false;
    }
    let named: BTreeSet<u16> = table
        .region
        .rows
        .iter()
        .filter_map(|row| {
            let (column, _) = table.grid.row(*row).iter().next()?;
            let text = table.grid.text(*row, column)?;
            let all = periods::years(text);
            all.first().filter(|_| all.len() == 1).map(|year| year.0)
        })
        .collect();
    years.is_subset(&named)
}

/// Whether a table has a planned column for each of the years.
fn plans_several(table: &Table<'_, '_>, years: &BTreeSet<u16>) -> bool {
    let planned: BTreeSet<u16> = planned_years(table)
        .into_iter()
        .map(|year| year.0)
        .collect();
    years.is_subset(&planned)
}

/// Sets the lists of other years aside, where one of the plan's year stands beside them.
pub(super) fn set_aside(found: &mut [Found<'_, '_>], year: Option<FinancialYear>) {
    let counts = |one: &Found<'_, '_>| one.savings.is_some() && one.repeat_of.is_none();
    let Some(year) = year.filter(|year| {
        found
            .iter()
            .any(|one| counts(one) && own_year(&one.table) == Some(*year))
    }) else {
        return;
    };
    // What a list plans for the year counts, whatever months stand beside it.
    let says = |one: &Found<'_, '_>| {
        let values = one.savings.iter().flat_map(SavingsTable::value_columns);
        let mut years = values.filter_map(|index| one.table.column(index)?.facets.year);
        years.any(|own| own == year)
    };
    let alike = Alike::of(
        found
            .iter()
            .filter(|one| counts(one) && own_year(&one.table) == Some(year))
            .map(|one| &one.table),
    );
    for one in found.iter_mut().filter(|one| counts(one) && !says(one)) {
        let is_of_it = |own: &FinancialYear| {
            *own != year && (year_of(&one.table).is_some() || alike.proves(&one.table, *own))
        };
        if let Some(own) = own_year(&one.table).filter(is_of_it) {
            let says = match year_of(&one.table) {
                Some(_) => "its months are those of",
                None => "it is headed",
            };
            one.outdated = true;
            one.repeat_of = Some(format!("{says} {own}, and the plan is of {year}"));
        }
    }
}

/// Sets accounts aside that are headed with another year, where one headed with the plan's year stands beside them. What came
/// out of a year, and is called so, is no plan of it and stays.
pub(super) fn set_accounts_aside(found: &mut [Found<'_, '_>], year: Option<FinancialYear>) {
    let counts = |one: &Found<'_, '_>| {
        let mut columns = one.table.columns.iter();
        one.verdict.kind == Kind::Position
            && one.repeat_of.is_none()
            && columns.any(|column| {
                column.is_value() && matches!(column.facets.basis, None | Some(Basis::Plan))
            })
    };
    let of_the_year = |year: &FinancialYear| {
        let mut all = found.iter();
        all.any(|one| counts(one) && headed_year::of(&one.table) == Some(*year))
    };
    let Some(year) = year.filter(of_the_year) else {
        return;
    };
    let alike = Alike::of(
        found
            .iter()
            .filter(|one| counts(one) && headed_year::of(&one.table) == Some(year))
            .map(|one| &one.table),
    );
    for one in found.iter_mut().filter(|one| counts(one)) {
        let is_of_it = |own: &FinancialYear| *own != year && alike.proves(&one.table, *own);
        if let Some(own) = headed_year::of(&one.table).filter(is_of_it) {
            one.outdated = true;
            one.repeat_of = Some(format!("it is headed {own}, and the plan is of {year}"));
        }
    }
}

/// The year of a list: that of its months, else the one it is headed with.
pub(super) fn own_year(table: &Table<'_, '_>) -> Option<FinancialYear> {
    year_of(table).or_else(|| headed_year::of(table))
}

/// The one year that the months across a list are of, where they say their calendar years.
pub(super) fn year_of(table: &Table<'_, '_>) -> Option<FinancialYear> {
    let years: Vec<FinancialYear> = table
        .columns
        .iter()
        .filter_map(|column| {
            let named = column.facets.month?;
            let calendar = if named.number <= 9 {
                named.number + 3
            } else {
                named.number - 9
            };
            let month = Month {
                year: named.calendar_year?,
                month: calendar,
            };
            Some(month.financial_year())
        })
        .collect();
    let first = years.first().copied()?;
    let one = years.len() >= MONTHS_MIN && years.iter().all(|year| *year == first);
    one.then_some(first)
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::read;
    use crate::plan::{Money, Plan};

    fn list(title: &str, year: u16, plan: u32) -> String {
        let months = ["Apr", "May", "Jun"].map(|month| format!("{month}-{year}"));
        format!(
            "{title}, £000\n\nRef|Scheme|R/NR|Plan|{}\nA|Beds|R|{plan}|1|1|1\nB|Bank {year}|R|100|1|1|1",
            months.join("|")
        )
    }

    fn plan(title: &str, years: &[(u16, u32)]) -> Plan {
        let sheets: Vec<(String, String)> = years
            .iter()
            .map(|(year, plan)| (format!("Savings {year}"), list(title, *year, *plan)))
            .collect();
        let sheets: Vec<(&str, &str)> = sheets
            .iter()
            .map(|(name, drawn)| (name.as_str(), drawn.as_str()))
            .collect();
        read(&sheets)
    }

    fn told(plan: Plan) -> (String, Money) {
        let year = plan.year.unwrap().value.to_string();
        (year, plan.savings.unwrap().total().value)
    }

    #[test]
    fn a_plan_of_three_years_counts_the_savings_of_its_first() {
        let title = "Oak NHS Trust medium term savings plan";
        let plan = plan(title, &[(2026, 500), (2027, 600), (2028, 700)]);
        assert_eq!(
            told(plan),
            ("2026/27".to_owned(), Money::from_pounds(600_000))
        );
    }

    #[test]
    fn that_the_years_are_planned_is_said_in_many_places() {
        let lists: Vec<String> = (0..3)
            .map(|at| list("Elm NHS Trust savings", 2026 + at, 500 + u32::from(at)))
            .collect();
        let first_counts = |names: [&str; 3], other: (&str, &str)| {
            let mut sheets: Vec<(&str, &str)> = names
                .into_iter()
                .zip(lists.iter().map(String::as_str))
                .collect();
            sheets.push(other);
            told(read(&sheets)).0 == "2026/27"
        };
        let plain = ["A", "B", "C"];
        let rows = "Year|Savings\n2026/27|600\n2027/28|601\n2028/29|602";
        let summary = format!("Elm NHS Trust planned savings £000\n\n{rows}");
        let history = format!("Elm NHS Trust savings delivered £000\n\n{rows}");
        assert!(first_counts(
            ["Year 1 list", "Year 2 list", "Year 3 list"],
            ("Notes", "x")
        ));
        assert!(first_counts(plain, ("Five year plan", "x")));
        assert!(first_counts(
            plain,
            ("Cover", "Elm NHS Trust 3-year savings programme\n\nx")
        ));
        assert!(first_counts(plain, ("Sums", &summary)));
        assert!(!first_counts(plain, ("Sums", &history)));
        assert!(!first_counts(
            plain,
            ("Cover", "Elm NHS Trust savings\n\nx")
        ));
        assert!(!first_counts(
            ["Year 3 list", "Year 4 list", "Year 5 list"],
            ("Notes", "x")
        ));
    }

    #[test]
    fn a_tracker_with_the_years_before_is_of_its_last() {
        for years in [[2026, 2025, 2024], [2024, 2025, 2026]] {
            let plan = plan(
                "Oak NHS Trust CIP tracker",
                &years.map(|year| (year, u32::from(year))),
            );
            assert_eq!(
                told(plan),
                ("2026/27".to_owned(), Money::from_pounds(2_126_000))
            );
        }
    }

    #[test]
    fn last_years_list_is_not_added_to_this_years() {
        let plan = plan("Oak NHS Trust savings", &[(2025, 500), (2026, 600)]);
        assert_eq!(
            told(plan),
            ("2026/27".to_owned(), Money::from_pounds(700_000))
        );
    }

    #[test]
    fn months_before_the_year_do_not_take_a_plan_of_the_year_away() {
        let list = |over: &str, plan: u32, months: &str| {
            format!(
                "Oak NHS Trust {over} 2025/26, £000\n\nScheme|R/NR|Plan 2025/26|{months}\n{over} beds|R|{plan}|1|1|1\n{over} bank|R|100|1|1|1"
            )
        };
        let before = list("carried forward savings", 500, "Jan-25|Feb-25|Mar-25");
        let new = list("new savings", 600, "Apr-25|May-25|Jun-25");
        let plan = read(&[("Carried forward", &before), ("New", &new)]);
        assert_eq!(
            told(plan),
            ("2025/26".to_owned(), Money::from_pounds(1_300_000))
        );
    }
}
