//! A waiting list as counted at the end of each month: what the analyses of long waits rest on.
//!
//! Published counts come either by week waited or over a few thresholds (18, 52, 65, 78 weeks). Knows no file.

use super::month_ends::{month_at, ordinal};
use crate::plan::{Month, PublishedHistory, Sourced, Waits, Weeks};
use std::collections::BTreeMap;

/// One list, one count a month. Months may be missing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct WaitSeries {
    pub months: BTreeMap<Month, WaitCounts>,
}

/// Incomplete pathways at a month's end. Pathways, not patients.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct WaitCounts {
    /// The whole list.
    pub total: Sourced<u64>,
    /// Pathways that have waited longer than so many weeks, as far as published.
    pub over: BTreeMap<Weeks, Sourced<u64>>,
    /// Pathways that have waited longer than `n` and up to `n + 1` weeks, from week 0 on, the last band open; empty where
    /// there are no week bands.
    pub bands: Vec<u64>,
}

/// A list that grows or shrinks by more than this (natural logarithm) in a month has changed what it counts: a merger, a
/// new records system, a service leaving the count. Of 741 monthly changes of 19 systems' lists, October 2022 to March
/// 2026, three are larger (0.49 and more), and all others are 0.11 or less.
const BREAK: f64 = 0.12;

impl WaitCounts {
    /// Pathways that have waited longer than so many whole weeks; `None` where that is not published.
    pub fn longer_than(&self, weeks: u16) -> Option<u64> {
        let beyond = self.bands.get(usize::from(weeks)..).unwrap_or_default();
        match self.over.get(&Weeks(weeks)) {
            _ if weeks == 0 => Some(self.total.value),
            _ if !beyond.is_empty() => Some(beyond.iter().sum()),
            Some(over) => Some(over.value),
            None => None,
        }
    }

    /// The published counts on either side of an age: the oldest threshold not above it and the youngest not below it,
    /// with the weeks of each. The second is `None` beyond the last threshold.
    pub(super) fn around(&self, age: f64) -> ((f64, u64), Option<(f64, u64)>) {
        let mut below = (0.0, self.total.value);
        let mut above = None;
        let mut look = |weeks: f64, count: u64| {
            if weeks <= age {
                below = (weeks, count);
            }
            if weeks >= age && above.is_none() {
                above = Some((weeks, count));
            }
        };
        look(0.0, self.total.value);
        if self.bands.is_empty() {
            for (weeks, count) in &self.over {
                look(f64::from(weeks.0), count.value);
            }
        } else {
            let mut left: u64 = self.bands.iter().sum();
            for (week, count) in self.bands.iter().enumerate() {
                look(week as f64, left);
                left = left.saturating_sub(*count);
            }
        }
        (below, above)
    }

    /// About how many have waited longer than `age` weeks: exact at whole weeks of week bands and at thresholds, else
    /// between them. Within a week the count falls evenly; between thresholds months apart it falls by a steady rate.
    pub(super) fn longer_than_about(&self, age: f64) -> Option<f64> {
        let age = age.max(0.0);
        let ((young, many), above) = self.around(age);
        let (old, few) = above?;
        let (many, few) = (many as f64, few as f64);
        if old - young <= 0.0 {
            return Some(few);
        }
        let part = (age - young) / (old - young);
        Some(if self.bands.is_empty() {
            // Half a pathway more, so that a count of none still has a rate.
            ((1.0 - part) * (many + 0.5).ln() + part * (few + 0.5).ln()).exp() - 0.5
        } else {
            many + part * (few - many)
        })
    }
}

impl From<&Waits> for WaitCounts {
    fn from(waits: &Waits) -> Self {
        let mut bands: Vec<u64> = waits
            .bands
            .counts()
            .iter()
            .copied()
            .map(u64::from)
            .collect();
        if !bands.is_empty() && waits.bands.open_from().is_none() {
            // Nobody beyond the last closed band.
            bands.push(0);
        }
        let mut over = waits.over.clone();
        if let Some(within) = &waits.within_18_weeks {
            over.entry(Weeks(18)).or_insert_with(|| Sourced {
                value: waits.total.value.saturating_sub(within.value),
                cells: [&*waits.total.cells, &*within.cells].concat().into(),
            });
        }
        Self {
            total: waits.total.clone(),
            over,
            bands,
        }
    }
}

impl WaitSeries {
    /// The months of one body as published.
    pub fn of(history: &PublishedHistory<'_>) -> Self {
        let counts = |(month, body): (&Month, &&crate::plan::PublishedOrganisation)| {
            (*month, WaitCounts::from(&body.waits))
        };
        Self {
            months: history.months.iter().map(counts).collect(),
        }
    }

    /// The last month counted.
    pub fn latest(&self) -> Option<(Month, &WaitCounts)> {
        self.months
            .last_key_value()
            .map(|(month, counts)| (*month, counts))
    }

    pub(super) fn at(&self, at: i32) -> Option<&WaitCounts> {
        self.months.get(&month_at(at)?)
    }

    /// Whether what is counted changed from the month before to this one.
    pub(super) fn breaks_at(&self, at: i32) -> bool {
        let (Some(before), Some(after)) = (self.at(at - 1), self.at(at)) else {
            return false;
        };
        let change = (after.total.value as f64 + 1.0) / (before.total.value as f64 + 1.0);
        change.ln().abs() > BREAK
    }

    /// Months at which what is counted changed: figures before and after do not compare.
    pub fn breaks(&self) -> Vec<Month> {
        self.months
            .keys()
            .copied()
            .filter(|month| self.breaks_at(ordinal(*month)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bands() -> WaitCounts {
        WaitCounts {
            total: Sourced::new(100, Vec::new()),
            bands: vec![40, 30, 20, 10],
            ..WaitCounts::default()
        }
    }

    #[test]
    fn published_waits_are_taken_over_whole() {
        let of = |value| Sourced::new(value, Vec::new());
        let waits = Waits {
            total: of(90),
            within_18_weeks: Some(of(60)),
            over: BTreeMap::from([(Weeks(52), of(7))]),
            bands: crate::plan::WeekBands::new(vec![50, 40], false),
            ..Waits::default()
        };
        let counts = WaitCounts::from(&waits);
        assert_eq!(counts.over[&Weeks(18)].value, 30);
        assert_eq!(counts.bands, [50, 40, 0]);
        assert_eq!(counts.longer_than(2), Some(0));
    }

    fn thresholds() -> WaitCounts {
        let over = |weeks, count| (Weeks(weeks), Sourced::new(count, Vec::new()));
        WaitCounts {
            total: Sourced::new(1_000, Vec::new()),
            over: BTreeMap::from([over(18, 400), over(52, 99), over(65, 24)]),
            bands: Vec::new(),
        }
    }

    #[test]
    fn week_bands_are_exact_at_whole_weeks_and_even_within_one() {
        assert_eq!(bands().longer_than(1), Some(60));
        assert_eq!(bands().longer_than_about(1.0), Some(60.0));
        assert_eq!(bands().longer_than_about(1.5), Some(45.0));
        assert_eq!(bands().longer_than_about(3.0), Some(10.0));
        // How the open band ends is not known.
        assert_eq!(bands().longer_than_about(3.1), None);
    }

    #[test]
    fn thresholds_are_exact_and_between_them_the_list_falls_at_a_steady_rate() {
        assert_eq!(thresholds().longer_than(60), None);
        let at = |age| thresholds().longer_than_about(age).unwrap();
        assert!((at(52.0) - 99.0).abs() < 1e-9 && (at(65.0) - 24.0).abs() < 1e-9);
        // Half way: the geometric mean of 99.5 and 24.5, less the half.
        assert!((at(58.5) - ((99.5_f64 * 24.5).sqrt() - 0.5)).abs() < 1e-9);
        assert_eq!(thresholds().longer_than_about(70.0), None);
    }

    #[test]
    fn a_jump_of_the_whole_list_is_a_break() {
        let month = |month| Month { year: 2024, month };
        let list = |total| WaitCounts {
            total: Sourced::new(total, Vec::new()),
            ..WaitCounts::default()
        };
        let series = WaitSeries {
            months: BTreeMap::from([
                (month(1), list(100_000)),
                (month(2), list(104_000)),
                (month(3), list(150_000)),
            ]),
        };
        assert_eq!(series.breaks(), [month(3)]);
    }
}
