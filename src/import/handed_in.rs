//! Months behind the words of a version, "Draft (Feb)", "Submitted Apr": of the figures where they run through the year, or when
//! a version was handed in.

use super::column_words::{is_version_of_it, latest};
use super::header::Basis;
use super::periods::{self, MonthInYear};
use super::table::Column;
use super::text::words;
use std::collections::BTreeMap;

/// A column, the month it names, and the day where it names one.
type HandedIn = (usize, MonthInYear, Option<u32>);

/// "Revised plan (Apr) | Revised plan (May) | …": of three columns and more with the same words before their months these
/// months are those of the figures, unless they are those in which a plan is handed in, of which the last counts. Behind one
/// or two versions they always say when these were handed in; but only one is final.
pub(super) fn settle(columns: &mut [Column]) {
    let parts = |column: &Column| {
        let (mut before, inside) = if let Some((before, rest)) = column.own.text.split_once('(') {
            (words(before), words(rest.split(')').next()?))
        } else {
            // "Final Apr"
            let mut all = words(&column.own.text);
            let month = all.pop().filter(|_| !all.is_empty())?;
            (all, vec![month])
        };
        let month = periods::month(&inside)?;
        // "Submission 4 May" was handed in on that day.
        let day = before.last().and_then(|last| last.parse().ok());
        let day: Option<u32> = day.filter(|day| (1..=DAYS).contains(day));
        if day.is_some() {
            before.pop();
        }
        column.is_numeric().then_some((before, month, day))
    };
    let mut runs: BTreeMap<Vec<String>, Vec<HandedIn>> = BTreeMap::new();
    // "Plan (Feb) | (Mar) | (Apr)": what is said once goes on.
    let mut last: Vec<String> = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        let Some((before, month, day)) = parts(column) else {
            last.clear();
            continue;
        };
        if !before.is_empty() {
            last = before;
        }
        if !last.is_empty() {
            runs.entry(last.clone()).or_default().push((at, month, day));
        }
    }
    let mut handed_in = vec![None; columns.len()];
    for (before, run) in runs {
        let mut months: Vec<u8> = Vec::new();
        for (_, month, _) in &run {
            if !months.contains(&month.number) {
                months.push(month.number);
            }
        }
        let is_final = before.iter().any(|word| word == "final");
        // "Plan 30 April | Plan 31 May" are of the figures up to then.
        let month_ends = run
            .iter()
            .all(|(_, month, day)| day.is_some_and(|day| ends(month.number, day)));
        let dated = !month_ends && run.iter().all(|(_, _, day)| day.is_some());
        if months.len()
            < if is_final || dated {
                FINALS_MIN
            } else {
                RUN_MIN
            }
        {
            continue;
        }
        let of_figures = !dated && are_of_figures(&months);
        // No year of figures runs so, whatever else its months look like.
        let crosses = !of_figures && !months.is_sorted();
        for (at, month, day) in run {
            let Some(column) = columns.get_mut(at) else {
                continue;
            };
            let plans = matches!(column.facets.basis, None | Some(Basis::Plan));
            if of_figures {
                column.facets.month = Some(month);
                column.own.month = Some(month);
                continue;
            }
            if (crosses || dated) && plans && is_version_of_it(column) {
                column.facets.month = None;
                column.own.month = None;
            }
            if column.facets.month.is_none() && is_version_of_it(column) {
                // From the December before the year on.
                let rank = u32::from(month.number) + if month.number < DECEMBER { 12 } else { 0 };
                if let Some(told) = handed_in.get_mut(at) {
                    *told = Some((rank, day.unwrap_or(0)));
                }
            }
        }
    }
    latest(columns, handed_in);
}

/// Fewer versions than this are handed in of one plan in a year, each in a month of its own.
const RUN_MIN: usize = 3;
const FINALS_MIN: usize = 2;
/// Of the longest month.
const DAYS: u32 = 31;
/// So many months are no dates of versions.
const HANDED_IN_MAX: usize = 5;
/// Plans of a year that begins in April are handed in from here on.
const DECEMBER: u8 = 9;

/// Whether the months run through the year from where it has begun: "(Feb) | (Mar) | (Apr)" do not. Two alone are those of
/// figures where a quarter or more lies between them: "Final Apr | Final May" is a plan handed in again.
fn are_of_figures(months: &[u8]) -> bool {
    let apart = match months {
        [one, other] => other.saturating_sub(*one) >= QUARTER,
        _ => true,
    };
    months.len() > HANDED_IN_MAX
        || (apart && months.is_sorted() && months.first().is_some_and(|first| *first < DECEMBER))
}

const QUARTER: u8 = 3;

/// Whether the day is the last of a month of the financial year.
fn ends(month: u8, day: u32) -> bool {
    match month {
        // April, June, September and November.
        1 | 3 | 6 | 8 => day == 30,
        // February.
        11 => day == 28 || day == 29,
        _ => day == DAYS,
    }
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{pounds, read};

    #[test]
    fn months_in_brackets_are_those_of_a_run_of_columns() {
        let months = |head: &str| {
            let drawn = format!(
                "Pathways over 52 weeks 2025/26\n\nProvider|{head}\nOak NHS Trust|90|80|70"
            );
            read(&[("Waits", &drawn)])
                .elective
                .map_or(0, |elective| elective.total(crate::plan::Weeks(52)).len())
        };
        assert_eq!(
            months("Revised plan (Apr)|Revised plan (May)|Revised plan (Jun)"),
            3
        );
        assert_eq!(
            months("Submitted (Apr-25)|Submitted (May-25)|Submitted (Jun-25)"),
            3
        );
        assert_eq!(months("Plan 30 April|Plan 31 May|Plan 30 June"), 3);
        assert_eq!(months("Draft (Feb)|Revised (Mar)|Final (Apr)"), 0);
        assert_eq!(
            months("Agreed final Apr|Agreed final Aug|Agreed final Mar"),
            3
        );
        assert_eq!(months("Agreed final Jul|Agreed final Nov|Note"), 2);
        assert_eq!(months("Submitted (Dec)|Submitted (Feb)|Submitted (Apr)"), 0);
    }

    #[test]
    fn of_plans_handed_in_month_by_month_before_the_year_the_last_counts() {
        let total = |head: &str| {
            let drawn = format!(
                "Elm NHS Trust CIP 2025/26 £000\n\nScheme|R/NR|{head}\nBeds|R|500|450|520\nBank|NR|300|200|310"
            );
            let savings = read(&[("CIP", &drawn)]).savings.unwrap();
            savings.total().value
        };
        for head in [
            "Return (submitted Jan)|Return (submitted Mar)|Return (submitted Apr)",
            "Draft Dec|Draft Jan|Draft Mar",
            "Submission (Dec-24)|Submission (Mar-25)|Submission (May-25)",
            "Submitted (Feb)|(Mar)|(Apr)",
            "Plan (Feb)|(Mar)|(Apr)",
            "Draft 23 Feb|Submission 30 March|Submission 4 May",
        ] {
            assert_eq!(total(head), pounds(830_000), "{head}");
        }
        assert_eq!(total("Final Apr|Final May|Rank"), pounds(650_000));
        // Beside a plan by name they are what it was; from April on they are months.
        assert_eq!(total("Draft Dec|Draft Mar|Plan"), pounds(830_000));
        assert_eq!(
            total("Revised (Apr)|Revised (May)|Revised (Jun)"),
            pounds(2_280_000)
        );
    }
}
