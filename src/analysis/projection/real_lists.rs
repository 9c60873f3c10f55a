//! The methods on real lists, read through our own workbook layer: holds the figures in `study` to what they are.

use super::back_test::{Trial, quantile, trials};
use super::made_lists::whole;
use super::range::{Drawn, SMALL, table};
use super::*;
use crate::workbook::{Value, Watch, open};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Every third system by code: kept aside when the settings were chosen.
fn is_kept_aside(place: usize) -> bool {
    place % 3 == 2
}

/// Whose lists: those of whole systems, or each specialty's of each system.
#[derive(Clone, Copy, PartialEq)]
enum Cut {
    Systems,
    Specialties,
}

/// A list, and the place of its system among the systems by code.
type Placed = (usize, WaitSeries);

/// One list a system, all specialties together, by code; `None` (and a word on why) without the corpus.
fn lists(test: &str) -> Option<Vec<&'static WaitSeries>> {
    Some(
        cut(test, Cut::Systems)?
            .iter()
            .map(|(_, list)| list)
            .collect(),
    )
}

fn cut(test: &str, by: Cut) -> Option<&'static [Placed]> {
    static SYSTEMS: OnceLock<Vec<Placed>> = OnceLock::new();
    static SPECIALTIES: OnceLock<Vec<Placed>> = OnceLock::new();
    let Some(folder) = std::env::var_os("PLANPROOF_CORPUS").map(PathBuf::from) else {
        let note =
            format!("not run: {test} (set PLANPROOF_CORPUS to the folder that holds real/)\n");
        std::io::stderr().write_all(note.as_bytes()).unwrap();
        return None;
    };
    let kept = match by {
        Cut::Systems => &SYSTEMS,
        Cut::Specialties => &SPECIALTIES,
    };
    Some(kept.get_or_init(|| read(&folder, by)))
}

fn read(folder: &Path, by: Cut) -> Vec<Placed> {
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
    let mut lists: BTreeMap<(String, String), WaitSeries> = BTreeMap::new();
    for row in 1.. {
        let (Some(period), Some(code)) = (text(row, 0), text(row, 1)) else {
            break;
        };
        let (year, month) = period.split_once('-').unwrap();
        let month = Month {
            year: year.parse().unwrap(),
            month: month.parse().unwrap(),
        };
        let specialty = match by {
            Cut::Systems => String::new(),
            Cut::Specialties => text(row, 3).unwrap(),
        };
        let counts = lists
            .entry((code, specialty))
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
    let systems: BTreeSet<String> = lists.keys().map(|(code, _)| code.clone()).collect();
    let place = |code: &String| systems.range(..code.clone()).count();
    lists
        .into_iter()
        .map(|((code, _), list)| (place(&code), list))
        .collect()
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

/// A projection whose outcome is known.
struct Known {
    kept_aside: bool,
    origin: i32,
    target: i32,
    said: f64,
    outcome: f64,
}

/// All projections of lists with so many over the threshold at the origin.
fn known(lists: &[Placed], threshold: Weeks, ahead: u8, size: &Range<u64>) -> Vec<Known> {
    let ahead = i32::from(ahead);
    let mut all = Vec::new();
    for (place, list) in lists {
        let first = list.months.keys().next().map(|month| ordinal(*month));
        for month in list.months.keys() {
            let origin = ordinal(*month);
            let series = Series::up_to(list, origin);
            let over = |month| list.at(month).and_then(|at| at.longer_than(threshold.0));
            let is_broken = (origin + 1..=origin + ahead).any(|month| list.breaks_at(month));
            if is_broken
                || first.is_none_or(|first| origin - first < 15)
                || !over(origin).is_some_and(|now| size.contains(&now))
            {
                continue;
            }
            let said = series.project(Method::Cohort, threshold.0, ahead);
            if let Some((said, outcome)) = said.zip(over(origin + ahead)) {
                all.push(Known {
                    kept_aside: is_kept_aside(*place),
                    origin,
                    target: origin + ahead,
                    said,
                    outcome: outcome as f64,
                });
            }
        }
    }
    all
}

/// The 2.5th and 97.5th percentile of outcome over projection.
fn factors<'k>(drawn_on: impl Iterator<Item = &'k Known>) -> (f64, f64) {
    let mut ratios: Vec<f64> = drawn_on
        .map(|known| (known.outcome + 0.5) / (known.said + 0.5))
        .collect();
    ratios.sort_by(f64::total_cmp);
    (
        quantile(&ratios, 0.025).unwrap(),
        quantile(&ratios, 0.975).unwrap(),
    )
}

/// In 100 outcomes, those within the range; `None` without any.
fn held<'k>(drawn: &Drawn, held_against: impl Iterator<Item = &'k Known>) -> Option<u8> {
    let (mut within, mut all) = (0_u32, 0_u32);
    for known in held_against {
        let (low, high) = drawn.around(known.said);
        all += 1;
        within += u32::from((low - 0.5..=high + 0.5).contains(&known.outcome));
    }
    u8::try_from((within * 100).checked_div(all)?).ok()
}

/// The range is drawn on 13 systems alone; what is said of it is counted on the six others, and on a later year.
#[test]
fn a_range_is_told_by_how_often_it_held_where_it_was_not_drawn() {
    let april_2025 = 2025 * 12 + 3;
    assert_eq!(month_at(april_2025).unwrap().iso(), "2025-04");
    for (by, threshold, size) in [
        (Cut::Systems, 52, SMALL..u64::MAX),
        (Cut::Specialties, 52, FEWEST..SMALL),
        (Cut::Systems, 65, FEWEST..u64::MAX),
        (Cut::Systems, 78, FEWEST..u64::MAX),
    ] {
        let Some(lists) = cut("ranges of projections", by) else {
            return;
        };
        let stated = table(Weeks(threshold), size.start).unwrap();
        let (mut earlier_low, mut earlier_high) = (1.0_f64, 1.0_f64);
        let (mut least, mut most) = (1.0_f64, 1.0_f64);
        for (ahead, stated) in (1..).zip(stated) {
            let all = known(lists, Weeks(threshold), ahead, &size);
            let drawn_on = || all.iter().filter(|known| !known.kept_aside);
            let (low, high) = factors(drawn_on());
            (least, most) = (least.min(low), most.max(high));
            assert!(
                (0.0..0.012).contains(&(least - stated.low))
                    && (0.0..0.012).contains(&(stated.high - most)),
                "over {threshold}, {ahead} ahead: {least:.3} to {most:.3}, stated {stated:?}"
            );
            let (low, high) = factors(drawn_on().filter(|known| known.target < april_2025));
            (earlier_low, earlier_high) = (earlier_low.min(low), earlier_high.max(high));
            let earlier = Drawn {
                low: earlier_low,
                high: earlier_high,
                ..*stated
            };
            let kept_aside = held(stated, all.iter().filter(|known| known.kept_aside));
            let later = held(
                &earlier,
                all.iter().filter(|known| known.origin >= april_2025),
            );
            assert_eq!(
                (kept_aside, later),
                (Some(stated.kept_aside), stated.later),
                "over {threshold}, {ahead} ahead"
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
    let aside = |place: usize| is_kept_aside(place);
    for (threshold, wanted) in STUDIED
        .into_iter()
        .flat_map(|threshold| [(threshold, false), (threshold, true)])
    {
        write!(table, "over {} ", threshold.0).unwrap();
        for ahead in [1_u8, 3, 6] {
            let (mut chosen, mut cohort) = (Vec::new(), Vec::new());
            for (_, list) in lists
                .iter()
                .enumerate()
                .filter(|(place, _)| aside(*place) == wanted)
            {
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
    for list in lists.into_iter().step_by(5) {
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
