//! Lists of savings of several years, each with its own months: a medium-term plan begins with the first of them, and what
//! is of another year than the plan's is not counted with it.

use super::kind::Kind;
use super::page::Found;
use super::table::Table;
use crate::plan::{FinancialYear, Month};
use std::collections::BTreeSet;

/// Fewer months do not make a list one of their year.
const MONTHS_MIN: usize = 3;
/// Two years side by side are last year's list and this one's.
const YEARS_MIN: usize = 3;

/// The first year of a plan that lists its savings for three years and more on end, in lists of their own.
pub(super) fn first_year(found: &[Found<'_, '_>]) -> Option<FinancialYear> {
    let years: BTreeSet<u16> = found
        .iter()
        .filter(|one| one.verdict.kind == Kind::Savings)
        .filter_map(|one| year_of(&one.table))
        .map(|year| year.0)
        .collect();
    let (first, last) = (years.first()?, years.last()?);
    let on_end = usize::from(last - first) + 1 == years.len();
    (years.len() >= YEARS_MIN && on_end).then_some(FinancialYear(*first))
}

/// Sets the lists of other years aside, where one of the plan's year stands beside them.
pub(super) fn set_aside(found: &mut [Found<'_, '_>], year: Option<FinancialYear>) {
    let counts = |one: &Found<'_, '_>| one.savings.is_some() && one.repeat_of.is_none();
    let Some(year) = year.filter(|year| {
        found
            .iter()
            .any(|one| counts(one) && year_of(&one.table) == Some(*year))
    }) else {
        return;
    };
    for one in found.iter_mut().filter(|one| counts(one)) {
        if let Some(own) = year_of(&one.table).filter(|own| *own != year) {
            one.outdated = true;
            one.repeat_of = Some(format!(
                "its months are those of {own}, and the plan is of {year}"
            ));
        }
    }
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

    fn list(year: u16, plan: u32) -> String {
        let months = ["Apr", "May", "Jun"].map(|month| format!("{month}-{year}"));
        format!(
            "Oak NHS Trust savings, £000\n\nRef|Scheme|R/NR|Plan|{}\nA|Beds|R|{plan}|1|1|1\nB|Bank {year}|R|100|1|1|1",
            months.join("|")
        )
    }

    fn plan(years: &[(u16, u32)]) -> Plan {
        let sheets: Vec<(String, String)> = years
            .iter()
            .map(|(year, plan)| (format!("Savings {year}"), list(*year, *plan)))
            .collect();
        let sheets: Vec<(&str, &str)> = sheets
            .iter()
            .map(|(name, drawn)| (name.as_str(), drawn.as_str()))
            .collect();
        read(&sheets)
    }

    #[test]
    fn a_plan_of_three_years_counts_the_savings_of_its_first() {
        let plan = plan(&[(2026, 500), (2027, 600), (2028, 700)]);
        assert_eq!(plan.year.unwrap().value.to_string(), "2026/27");
        assert_eq!(
            plan.savings.unwrap().total().value,
            Money::from_pounds(600_000)
        );
    }

    #[test]
    fn last_years_list_is_not_added_to_this_years() {
        let plan = plan(&[(2025, 500), (2026, 600)]);
        assert_eq!(plan.year.unwrap().value.to_string(), "2026/27");
        assert_eq!(
            plan.savings.unwrap().total().value,
            Money::from_pounds(700_000)
        );
    }
}
