//! The methods on real lists, read through our own workbook layer: holds the figures in `study` to what they are.

use super::back_test::{Trial, quantile, trials};
use super::*;
use crate::analysis::wait_series::WaitCounts;
use crate::plan::Sourced;
use crate::workbook::{Value, Watch, open};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Every third system by code: kept aside when the settings were chosen.
fn is_kept_aside(place: usize) -> bool {
    place % 3 == 2
}

/// One list a system, all specialties together, by code; `None` (and a word on why) without the corpus.
fn lists(test: &str) -> Option<&'static [WaitSeries]> {
    static LISTS: OnceLock<Vec<WaitSeries>> = OnceLock::new();
    let Some(folder) = std::env::var_os("PLANPROOF_CORPUS").map(PathBuf::from) else {
        let note =
            format!("not run: {test} (set PLANPROOF_CORPUS to the folder that holds real/)\n");
        std::io::stderr().write_all(note.as_bytes()).unwrap();
        return None;
    };
    Some(LISTS.get_or_init(|| read(&folder)))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a published count"
)]
fn whole(number: f64) -> u64 {
    number as u64
}

fn read(folder: &Path) -> Vec<WaitSeries> {
    let book = open(&folder.join("real/RTT-history-ICB.xlsx"), &Watch::default()).unwrap();
    let sheet = &book.sheets[0];
    let text = |row: u32, column: u32| match sheet.cell(row, column).map(|cell| cell.value) {
        Some(Value::Text(text)) => Some(text.to_owned()),
        _ => None,
    };
    let number = |row: u32, column: u32| match sheet.cell(row, column).map(|cell| cell.value) {
        Some(Value::Number(number)) => whole(number),
        other => panic!("row {row}, column {column}: {other:?}"),
    };
    let mut lists: BTreeMap<String, WaitSeries> = BTreeMap::new();
    for row in 1.. {
        let (Some(period), Some(code)) = (text(row, 0), text(row, 1)) else {
            break;
        };
        let (year, month) = period.split_once('-').unwrap();
        let month = Month {
            year: year.parse().unwrap(),
            month: month.parse().unwrap(),
        };
        let counts = lists
            .entry(code)
            .or_default()
            .months
            .entry(month)
            .or_default();
        let total = number(row, 5);
        counts.total.value += total;
        let longer = [
            (18, total - number(row, 6)),
            (52, number(row, 7)),
            (65, number(row, 8)),
            (78, number(row, 9)),
        ];
        for (weeks, count) in longer {
            counts.over.entry(Weeks(weeks)).or_default().value += count;
        }
    }
    lists.into_values().collect()
}

/// From the sixteenth month on: a year and the three months before it are known.
fn studied_trials(series: &WaitSeries, threshold: Weeks, ahead: u8) -> Vec<Trial> {
    let first = series
        .months
        .keys()
        .next()
        .map(|month| ordinal(*month))
        .unwrap();
    let mut trials = trials(series, threshold.0, i32::from(ahead));
    trials.retain(|trial| trial.target - i32::from(ahead) - first >= 15);
    trials
}

#[test]
fn the_errors_are_those_the_study_states() {
    let Some(lists) = lists("errors of projections") else {
        return;
    };
    assert_eq!(lists.len(), 19);
    let mut table = String::new();
    for threshold in STUDIED {
        for kept_aside in [false, true] {
            let part = || {
                lists
                    .iter()
                    .enumerate()
                    .filter(|(place, _)| is_kept_aside(*place) == kept_aside)
            };
            let ahead: Vec<Vec<Trial>> = [1, 3, 6, 9, 12]
                .map(|ahead| {
                    part()
                        .flat_map(|(_, list)| studied_trials(list, threshold, ahead))
                        .collect()
                })
                .into();
            for (place, method) in Method::ALL.into_iter().enumerate() {
                let cells: Vec<String> = ahead
                    .iter()
                    .map(|trials| {
                        percentages(trials.iter().map(|trial| trial.errors[place]).collect())
                    })
                    .collect();
                writeln!(table, "{:<20}{}", method.name(), cells.join(" ")).unwrap();
            }
        }
    }
    stated_in_study(&table);
}

#[test]
fn about_eight_in_ten_outcomes_lie_in_the_range() {
    let Some(lists) = lists("ranges of projections") else {
        return;
    };
    for threshold in STUDIED {
        for ahead in [1, 3, 6, 12] {
            let (mut held, mut all) = (0_u32, 0_u32);
            for list in lists {
                for trial in studied_trials(list, threshold, ahead) {
                    let known = Series::up_to(list, trial.target - i32::from(ahead));
                    let projected = projected(&known, Method::Cohort, threshold, ahead).unwrap();
                    let outcome = list
                        .at(trial.target)
                        .unwrap()
                        .longer_than(threshold.0)
                        .unwrap() as f64;
                    all += 1;
                    held +=
                        u32::from((projected.low - 0.5..=projected.high + 0.5).contains(&outcome));
                }
            }
            let share = f64::from(held) / f64::from(all);
            assert!(
                (0.77..=0.84).contains(&share),
                "{threshold:?}, {ahead} months ahead: {share:.2} of {all}"
            );
        }
    }
}

/// The method this list's own history speaks for at each origin, against always the cohort method.
#[test]
fn what_choosing_by_a_lists_own_history_gains_is_what_the_study_states() {
    let Some(lists) = lists("choice of method") else {
        return;
    };
    let mut table = String::new();
    for threshold in STUDIED {
        write!(table, "over {} ", threshold.0).unwrap();
        for ahead in [1_u8, 3, 6] {
            let (mut chosen, mut cohort) = (Vec::new(), Vec::new());
            for list in lists {
                let all = trials(list, threshold.0, i32::from(ahead));
                for trial in studied_trials(list, threshold, ahead) {
                    let origin = trial.target - i32::from(ahead);
                    let known: Vec<Trial> = all
                        .iter()
                        .filter(|past| past.target <= origin)
                        .copied()
                        .collect();
                    let until = |month: &&Month| ordinal(**month) <= origin;
                    let months = list.months.keys().filter(until).count();
                    let (method, _) = choice::choose(&known, months);
                    let place = Method::ALL
                        .iter()
                        .position(|other| *other == method)
                        .unwrap();
                    chosen.push(trial.errors[place]);
                    cohort.push(trial.errors[0]);
                }
            }
            write!(
                table,
                "{} against {} ",
                percentages(chosen),
                percentages(cohort)
            )
            .unwrap();
        }
        table += "\n";
    }
    stated_in_study(&table);
}

/// Median and 90th percentile.
fn percentages(mut errors: Vec<f64>) -> String {
    errors.sort_by(f64::total_cmp);
    let percent = |part| quantile(&errors, part).unwrap() * 100.0;
    format!("{:.0}/{:.0}", percent(0.5), percent(0.9))
}

fn stated_in_study(table: &str) {
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let stated = squeezed(include_str!("study.rs"));
    for line in table.lines() {
        assert!(
            stated.contains(&squeezed(line)),
            "the study does not state\n{line}\nof\n{table}"
        );
    }
}

/// What is known at a month does not depend on what comes after it.
#[test]
fn no_projection_sees_a_later_month() {
    let Some(lists) = lists("projections and later months") else {
        return;
    };
    for list in lists.iter().step_by(5) {
        for end in list.months.keys().skip(3).step_by(4) {
            let known_then = WaitSeries {
                months: list
                    .months
                    .range(..=*end)
                    .map(|(month, counts)| (*month, counts.clone()))
                    .collect(),
            };
            for method in Method::ALL {
                for ahead in 1..=12 {
                    let of = |list| Series::up_to(list, ordinal(*end)).project(method, 65, ahead);
                    assert_eq!(of(list), of(&known_then));
                }
            }
        }
    }
}

/// A closed cohort cannot grow: nobody can have waited 65 weeks at the deadline who does not wait already.
#[test]
fn a_projection_never_exceeds_the_cohort_it_comes_from() {
    let Some(lists) = lists("projections and cohorts") else {
        return;
    };
    for list in lists {
        let (from, counts) = list.latest().unwrap();
        let known = Series::up_to(list, ordinal(from));
        for ahead in 1..=12 {
            let to = month_at(ordinal(from) + ahead).unwrap();
            let cohort = crate::analysis::cohort(counts, from, Weeks(65), to).unwrap();
            let expected = known.project(Method::Cohort, 65, ahead).unwrap();
            assert!(
                expected <= cohort.size.likely + 1e-6,
                "{expected} of {:?}",
                cohort.size
            );
        }
    }
}

/// By week, the list of a service that treats a tenth of every age each week, 300 joining.
fn steady() -> WaitSeries {
    let list = WaitCounts {
        total: Sourced::new(3_000, Vec::new()),
        over: BTreeMap::new(),
        bands: (0..105)
            .map(|week| whole(300_000.0 * 0.9_f64.powi(week)))
            .collect(),
    };
    let first = Month {
        year: 2023,
        month: 1,
    };
    WaitSeries {
        months: std::iter::successors(Some(first), |month| Some(month.next()))
            .take(18)
            .map(|month| (month, list.clone()))
            .collect(),
    }
}

#[test]
fn a_steady_list_by_week_stays_as_it_is() {
    let list = steady();
    let projection = project(
        &list,
        Weeks(52),
        Month {
            year: 2024,
            month: 12,
        },
    )
    .unwrap();
    assert!(projection.by_week);
    assert_eq!(projection.path.len(), 6);
    for projected in &projection.path {
        let change = projected.expected / projection.now as f64;
        assert!(
            (0.97..=1.03).contains(&change),
            "{projected:?} of {}",
            projection.now
        );
    }
}

#[test]
fn what_cannot_be_projected_is_refused_with_the_reason() {
    let list = steady();
    let to = |threshold, year, month| project(&list, Weeks(threshold), Month { year, month }).err();
    assert_eq!(to(52, 2024, 6), Some(CannotProject::DeadlinePassed));
    assert_eq!(to(52, 2025, 7), Some(CannotProject::TooFar));
    assert_eq!(to(18, 2024, 12), Some(CannotProject::NotStudied));
    let nothing = project(
        &WaitSeries::default(),
        Weeks(52),
        Month {
            year: 2024,
            month: 12,
        },
    );
    assert_eq!(nothing.err(), Some(CannotProject::TooFewCounts));
    let mut one = list.clone();
    one.months.retain(|month, _| {
        *month
            == Month {
                year: 2024,
                month: 6,
            }
    });
    let one = project(
        &one,
        Weeks(52),
        Month {
            year: 2024,
            month: 12,
        },
    );
    assert_eq!(one.err(), Some(CannotProject::TooFewCounts));
}
