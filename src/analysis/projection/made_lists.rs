//! Lists made up for one question each: what is projected, and what is refused with which reason.

use super::*;
use crate::analysis::wait_series::WaitCounts;
use crate::plan::Sourced;
use std::collections::BTreeMap;

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a published count"
)]
pub(super) fn whole(number: f64) -> u64 {
    number as u64
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
    assert_eq!(one.err(), Some(CannotProject::TooLittleHistory));
}

/// The list of `steady`, changed.
fn refused(change: impl FnOnce(&mut WaitSeries)) -> Option<CannotProject> {
    let mut list = steady();
    change(&mut list);
    let (year, month) = (2024, 12);
    project(&list, Weeks(52), Month { year, month }).err()
}

const fn of_2024(month: u8) -> Month {
    Month { year: 2024, month }
}

#[test]
fn a_list_that_shows_no_pace_is_not_projected() {
    let little = Some(CannotProject::TooLittleHistory);
    assert_eq!(refused(|_| ()), None);
    // Three months are two steps; four are enough.
    assert_eq!(
        refused(|list| list.months = list.months.split_off(&of_2024(4))),
        little
    );
    assert_eq!(
        refused(|list| list.months = list.months.split_off(&of_2024(3))),
        None
    );
    // One month missing leaves two of the last three steps only where it is the fourth from the end.
    let without = |gaps: &[u8]| {
        refused(|list| {
            for gap in gaps {
                list.months.remove(&of_2024(*gap));
            }
        })
    };
    assert_eq!(
        (without(&[3]), without(&[4]), without(&[2, 1])),
        (None, little, None)
    );
}

#[test]
fn a_merger_begins_the_history_anew() {
    let merged = |from: u8| {
        refused(|list| {
            for counts in list
                .months
                .range_mut(of_2024(from)..)
                .map(|(_, counts)| counts)
            {
                counts.total.value *= 2;
                counts.bands.iter_mut().for_each(|count| *count *= 2);
            }
        })
    };
    assert_eq!(merged(4), Some(CannotProject::TooLittleHistory));
    assert_eq!(merged(3), None);
}

#[test]
fn a_handful_of_pathways_is_not_projected() {
    let with = |over_52: u64| {
        refused(|list| {
            for counts in list.months.values_mut() {
                counts.bands.truncate(53);
                counts.bands[52] = over_52;
            }
        })
    };
    assert_eq!(with(49), Some(CannotProject::TooFewPathways));
    assert_eq!(with(0), Some(CannotProject::Nobody));
}
