//! A list that says of each scheme what was delivered and is forecast, and leaves the plan to another list: its schemes are
//! counted there, with what is said here.

use super::header::Basis;
use super::page::Found;
use super::savings::SavingsTable;
use super::text::{is_one_of, name_key, words};
use crate::plan::{FinancialYear, Saving};
use std::collections::HashMap;

/// Marks the lists whose value is no plan and whose schemes another list of the same body plans, and gives that list's
/// lines the outturn.
pub(super) fn settle(found: &mut [Found<'_, '_>], year: Option<FinancialYear>) {
    let outturn: Vec<usize> = (0..found.len())
        .filter(|at| {
            found
                .get(*at)
                .is_some_and(|one| basis(one).is_some() && !is_of_another_year(one, year))
        })
        .collect();
    for at in outturn {
        let Some((basis, lines)) = found.get(at).and_then(|one| {
            let read = one.savings.as_ref()?;
            Some((basis(one)?, read.lines.clone()))
        }) else {
            continue;
        };
        let planned = (0..found.len())
            .filter(|other| *other != at)
            .filter(|other| found.get(*other).is_some_and(|one| plans(one, &lines)))
            .filter(|other| is_of_one_division(found, at, *other))
            .min_by_key(|other| {
                let same_page =
                    found.get(*other).map(|one| one.page) == found.get(at).map(|one| one.page);
                (!same_page, *other)
            });
        let Some(planned) = planned else { continue };
        if let Some(read) = found.get_mut(planned).and_then(|one| one.savings.as_mut()) {
            give(read, &lines, basis);
        }
        if let Some(one) = found.get_mut(at) {
            one.repeat_of =
                Some("it says what was delivered or is forecast of schemes that are planned in another list".to_owned());
        }
    }
}

/// Whether nothing says that two lists are those of two divisions, which may have schemes of the same names.
fn is_of_one_division(found: &[Found<'_, '_>], one: usize, other: usize) -> bool {
    let division = |at: usize| division_in(&found.get(at)?.table.setting);
    match (division(one), division(other)) {
        (Some(own), Some(others)) => own == others,
        _ => true,
    }
}

/// What stands in a title beside the name of a division and is none: "Plan by division", "Month 6 forecast for Surgery
/// division". Those who keep the list for others are none either: "PMO department".
const NO_NAME: &str = "plan; plans; planned; forecast; forecasts; actual; actuals; outturn; delivery; savings; cip; by; for; each; \
    every; per; month; months; the; of; all; year; finance; pmo; transformation; performance; improvement; planning; programme; \
    management; office";

/// "Surgery" of "Surgery division" or of "Division of Surgery".
fn division_in(setting: &str) -> Option<Vec<String>> {
    const DIVISIONS: [&str; 4] = ["division", "directorate", "department", "dept"];
    setting.split(['|', '\n', ',', ':']).find_map(|part| {
        let words = words(part);
        let at = words
            .iter()
            .position(|word| DIVISIONS.contains(&word.as_str()))?;
        let (before, rest) = words.split_at_checked(at)?;
        let name = match rest {
            [_, of, name @ ..] if of == "of" => name,
            _ => before,
        };
        let plain = |word: &&String| {
            !is_one_of(word, NO_NAME) && !word.starts_with(|c: char| c.is_ascii_digit() || c == '£')
        };
        let name: Vec<String> = name.iter().filter(plain).cloned().collect();
        (!name.is_empty()).then_some(name)
    })
}

/// What the value of a list is, where it is no plan: every other figure of it is none either.
fn basis(one: &Found<'_, '_>) -> Option<Basis> {
    let read = one.savings.as_ref().filter(|_| one.repeat_of.is_none())?;
    let basis_of = |index: &u32| one.table.column(*index)?.facets.basis;
    let values = read.value_columns();
    let first = basis_of(values.first()?)?;
    (matches!(first, Basis::Forecast | Basis::Actual)
        && values.iter().all(|index| basis_of(index) == Some(first)))
    .then_some(first)
}

/// What was delivered of the same schemes last year says nothing of this one.
fn is_of_another_year(one: &Found<'_, '_>, year: Option<FinancialYear>) -> bool {
    let values = one.savings.iter().flat_map(SavingsTable::value_columns);
    let mut years = values.filter_map(|index| one.table.column(index)?.facets.year);
    years.any(|own| year.is_some_and(|year| own != year))
}

/// Whether a list plans these schemes: its value is no outturn, and it names most of them once, for the same body.
fn plans(one: &Found<'_, '_>, lines: &[Saving]) -> bool {
    let Some(read) = one.savings.as_ref().filter(|_| one.repeat_of.is_none()) else {
        return false;
    };
    let names = once(&read.lines);
    let known = lines
        .iter()
        .filter(|line| {
            names
                .get(&name_key(&line.name))
                .and_then(|at| read.lines.get((*at)?))
                .is_some_and(|own| own.organisation == line.organisation)
        })
        .count();
    // Two divisions may each have a "Procurement" and a "Rota" among others, and the largest schemes are listed again alone.
    basis(one).is_none()
        && known >= 2
        && (known == lines.len()
            || (known * 10 >= lines.len() * 7 && known * 2 >= read.lines.len()))
}

/// The lines of a list by their names; `None` for a name that stands twice.
fn once(lines: &[Saving]) -> HashMap<String, Option<usize>> {
    let mut names: HashMap<String, Option<usize>> = HashMap::new();
    for (at, line) in lines.iter().enumerate() {
        names
            .entry(name_key(&line.name))
            .and_modify(|known| *known = None)
            .or_insert(Some(at));
    }
    names
}

fn give(read: &mut SavingsTable, lines: &[Saving], basis: Basis) {
    let told = once(lines);
    let names = once(&read.lines);
    for (at, line) in lines.iter().enumerate() {
        let name = name_key(&line.name);
        // A name that stands twice in either list says nothing of one line.
        let alone = told.get(&name) == Some(&Some(at));
        let own = names.get(&name).copied().flatten().filter(|_| alone);
        let Some(own) = own.and_then(|own| read.lines.get_mut(own)) else {
            continue;
        };
        let value = |wanted: Basis| (basis == wanted).then(|| line.value.clone());
        fill(
            &mut own.forecast,
            line.forecast.clone().or_else(|| value(Basis::Forecast)),
        );
        fill(
            &mut own.actual_to_date,
            line.actual_to_date.clone().or_else(|| value(Basis::Actual)),
        );
        fill(&mut own.plan_to_date, line.plan_to_date.clone());
        fill(&mut own.risk, line.risk.clone());
        fill(&mut own.owner, line.owner.clone());
        fill(&mut own.status, line.status.clone());
    }
}

fn fill<T>(own: &mut Option<T>, told: Option<T>) {
    if own.is_none() {
        *own = told;
    }
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{sheet, workbook};
    use crate::import::import;
    use crate::plan::{Money, Savings};
    use crate::review::Review;

    const PLAN: &str = "Aske NHS Trust CIP 2025/26 £000\n\nSection 1: plan\nScheme|Lead|R/NR|Plan 2025/26\nBeds|COO|R|700\nBank|CNO|NR|300\nStill to find||R|200\nTotal|||1200";

    fn savings(sheets: &[(&str, String)]) -> Savings {
        let sheets = sheets
            .iter()
            .map(|(name, drawn)| sheet(name, drawn))
            .collect();
        import(&[workbook(sheets)], &Review::default())
            .plan
            .savings
            .unwrap()
    }

    fn outturn(beds: &str) -> String {
        format!(
            "Section 2: delivery\nScheme|RAG|YTD plan|YTD actual|Forecast outturn 2025/26\n{beds}|A|350|210|520\nBank|G|150|160|310\nTotal||500|370|830"
        )
    }

    #[test]
    fn a_forecast_of_schemes_planned_above_is_said_of_them_and_not_counted() {
        let below = [("CIP", format!("{PLAN}\n\n\n{}", outturn("Beds")))];
        let beside = [
            ("Plan", PLAN.to_owned()),
            (
                "Delivery",
                format!("Aske NHS Trust CIP delivery £000\n\n{}", outturn("Beds")),
            ),
        ];
        for sheets in [&below[..], &beside[..]] {
            let savings = savings(sheets);
            assert_eq!(savings.total().value, Money::from_pounds(1_200_000));
            let beds = &savings.lines[0];
            let pounds =
                |value: &Option<crate::plan::Sourced<Money>>| value.as_ref().map(|one| one.value);
            assert_eq!(pounds(&beds.forecast), Some(Money::from_pounds(520_000)));
            assert_eq!(
                pounds(&beds.actual_to_date),
                Some(Money::from_pounds(210_000))
            );
            assert_eq!(
                pounds(&beds.plan_to_date),
                Some(Money::from_pounds(350_000))
            );
        }
    }

    #[test]
    fn what_was_delivered_last_year_is_not_said_of_this_one() {
        let last = "Scheme|RAG|Delivered 2024/25\nBeds|A|210\nBank|G|160\nTotal||370";
        let read = savings(&[
            ("CIP", PLAN.to_owned()),
            (
                "Last year",
                format!("Aske NHS Trust CIP, closed £000\n\n{last}"),
            ),
        ]);
        assert!(read.lines.iter().all(|line| line.actual_to_date.is_none()));
    }

    #[test]
    fn schemes_of_one_name_in_two_divisions_are_two() {
        let list = |division: &str, value: &str| {
            format!("Aske NHS Trust CIP 2025/26 £000\n{division}\n\nScheme|R/NR|{value}")
        };
        for (one, other, lines) in [
            ("Theatres division", "Community division", 6),
            ("Division of Theatres", "Directorate of Community", 6),
            ("Theatres division", "Theatres division", 3),
            ("Theatres division", "Delivery", 3),
            ("Plan by directorate", "Forecast by directorate", 3),
            (
                "2025/26 plan: Theatres division",
                "Month 7 forecast for Theatres division",
                3,
            ),
            (
                "Plan: Theatres division",
                "Month 7 forecast for Community division",
                6,
            ),
            ("Finance department", "PMO department", 3),
        ] {
            let savings = savings(&[
                (
                    "One",
                    list(one, "Plan\nStock|R|500\nBank|R|300\nRota|R|200"),
                ),
                (
                    "Two",
                    list(other, "Forecast\nStock|R|410\nBank|R|320\nRota|R|150"),
                ),
            ]);
            assert_eq!(savings.lines.len(), lines, "{one} {other}");
        }
    }

    #[test]
    fn a_forecast_of_some_of_the_schemes_is_said_of_them() {
        let plan = format!(
            "{}\nGas|EF|R|90\nDrugs|CP|R|80\nTaxis|EF|NR|10",
            PLAN.replace("\nTotal|||1200", "")
        );
        for (others, lines) in [("Beds|R|650\nGas|R|70", 6), ("Beds|R|650\nLinen|R|70", 8)] {
            let worst = format!(
                "Aske NHS Trust CIP, behind plan 2025/26 £000\n\nScheme|R/NR|Forecast\n{others}"
            );
            let read = savings(&[("CIP", plan.clone()), ("Red", worst)]);
            assert_eq!(read.lines.len(), lines, "{others}");
        }
    }

    #[test]
    fn a_forecast_of_other_schemes_counts() {
        let others = outturn("Rota").replace("Bank", "Travel");
        let savings = savings(&[("CIP", format!("{PLAN}\n\n\n{others}"))]);
        assert_eq!(savings.lines.len(), 5);
    }
}
