//! The cohort method: who will have waited too long by the deadline unless treated first, and how fast they must be.
//!
//! NHS practice: "draw up a list of those patients who are set to breach the target by the deadline, then try to get those
//! patients seen and treated before". It looks at this list alone, not at who joins behind it or in which order they are
//! booked; `sustainable` looks at the rest.

use super::wait_series::WaitCounts;
use super::working_weeks::WorkingWeeks;
use crate::plan::{Month, Weeks};

/// Those still waiting who will have waited longer than the threshold at the deadline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cohort {
    pub threshold: Weeks,
    /// Counted at the end of this month.
    pub counted: Month,
    /// To be treated by the end of this month.
    pub deadline: Month,
    pub time: WorkingWeeks,
    /// Pathways that have waited longer than the threshold already.
    pub already: Estimate,
    /// All pathways that will have, those that have already among them.
    pub size: Estimate,
    /// Whether nobody can join it any more: less time is left than the threshold, so it can only shrink.
    pub is_closed: bool,
}

/// A number of pathways, exact where published for that very week, else between the published counts on either side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    pub low: u64,
    /// Read off between the two at a steady rate; the count itself where exact.
    pub likely: f64,
    pub high: u64,
}

impl Estimate {
    pub fn is_exact(&self) -> bool {
        self.low == self.high
    }

    fn longer_than(counts: &WaitCounts, weeks: u16) -> Option<Self> {
        let age = f64::from(weeks);
        let ((_, high), above) = counts.around(age);
        Some(Self {
            low: above?.1,
            likely: counts.longer_than_about(age)?,
            high,
        })
    }
}

/// `None` where the deadline has come, or where nothing is published that far along the list.
pub fn cohort(
    counts: &WaitCounts,
    counted: Month,
    threshold: Weeks,
    deadline: Month,
) -> Option<Cohort> {
    let time = WorkingWeeks::between(counted, deadline)?;
    let weeks = u16::try_from(time.weeks).unwrap_or(u16::MAX);
    Some(Cohort {
        threshold,
        counted,
        deadline,
        time,
        already: Estimate::longer_than(counts, threshold.0)?,
        size: Estimate::longer_than(counts, threshold.0.saturating_sub(weeks))?,
        is_closed: weeks < threshold.0,
    })
}

impl Cohort {
    /// Pathways a calendar week to be treated or otherwise closed, so that none is left at the deadline.
    pub fn required_per_week(&self) -> Option<f64> {
        per(self.size.likely, f64::from(self.time.weeks))
    }

    /// The same for each week in which planned operations take place, where so many may still wait at the deadline.
    pub fn required_per_working_week(&self, may_remain: f64) -> Option<f64> {
        per(
            (self.size.likely - may_remain).max(0.0),
            self.time.working(),
        )
    }
}

fn per(pathways: f64, weeks: f64) -> Option<f64> {
    (weeks > 0.0).then(|| pathways / weeks)
}

/// How fast one cohort has shrunk from one count to a later one, and where that leads.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Clearance {
    /// Pathways a calendar week between the counts; negative where the cohort grew, which a closed one cannot but by
    /// late corrections.
    pub per_week: f64,
    /// Pathways a working week between the counts.
    pub per_working_week: f64,
    /// Left at the deadline at this rate a working week; never below zero.
    pub left_at_deadline: f64,
    /// Required over achieved a working week, less one: 0.4 is four tenths more than now. `None` where nothing was
    /// cleared or no time is left.
    pub uplift: Option<f64>,
}

/// `None` unless both are the same cohort (threshold and deadline), counted in this order.
pub fn clearance(earlier: &Cohort, later: &Cohort) -> Option<Clearance> {
    if (earlier.threshold, earlier.deadline) != (later.threshold, later.deadline) {
        return None;
    }
    let time = WorkingWeeks::between(earlier.counted, later.counted)?;
    let cleared = earlier.size.likely - later.size.likely;
    let per_working_week = per(cleared, time.working())?;
    let uplift = later
        .required_per_working_week(0.0)
        .filter(|_| per_working_week > 0.0)
        .map(|required| required / per_working_week - 1.0);
    Some(Clearance {
        per_week: per(cleared, f64::from(time.weeks))?,
        per_working_week,
        left_at_deadline: (later.size.likely - per_working_week * later.time.working()).max(0.0),
        uplift,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Sourced;
    use std::collections::BTreeMap;

    const fn month(year: u16, month: u8) -> Month {
        Month { year, month }
    }

    /// One pathway in each week band, and five beyond 104 weeks.
    fn one_a_week() -> WaitCounts {
        let mut bands = vec![1; 104];
        bands.push(5);
        WaitCounts {
            total: Sourced::new(109, Vec::new()),
            bands,
            ..WaitCounts::default()
        }
    }

    fn near(ours: f64, by_hand: f64) -> bool {
        (ours - by_hand).abs() < 1e-9
    }

    #[test]
    fn the_cohort_is_all_who_will_have_waited_longer_by_the_deadline() {
        // End of October 2023 to end of March 2024: 152 days, 21 whole weeks; 65 less 21 is 44.
        // Bands 44 to 103 hold one each, the open band five: 60 and 5.
        let cohort = cohort(&one_a_week(), month(2023, 10), Weeks(65), month(2024, 3)).unwrap();
        assert_eq!(cohort.time.weeks, 21);
        assert!(cohort.size.is_exact() && near(cohort.size.likely, 65.0));
        assert!(near(cohort.already.likely, 44.0));
        assert!(cohort.is_closed);
        assert!(near(cohort.required_per_week().unwrap(), 65.0 / 21.0));
        assert!(near(
            cohort.required_per_working_week(0.0).unwrap(),
            65.0 / 19.6
        ));
        // 16 may remain.
        assert!(near(
            cohort.required_per_working_week(16.0).unwrap(),
            49.0 / 19.6
        ));
    }

    #[test]
    fn a_deadline_farther_off_than_the_threshold_leaves_the_cohort_open() {
        let cohort = cohort(&one_a_week(), month(2023, 10), Weeks(18), month(2024, 3)).unwrap();
        assert!(!cohort.is_closed);
        assert!(near(cohort.size.likely, 109.0));
    }

    #[test]
    fn between_published_thresholds_the_cohort_is_a_range() {
        let over = |weeks, count| (Weeks(weeks), Sourced::new(count, Vec::new()));
        let counts = WaitCounts {
            total: Sourced::new(1_000, Vec::new()),
            over: BTreeMap::from([over(18, 400), over(52, 90), over(65, 20)]),
            bands: Vec::new(),
        };
        let cohort = cohort(&counts, month(2023, 10), Weeks(65), month(2024, 3)).unwrap();
        assert_eq!((cohort.size.low, cohort.size.high), (90, 400));
        assert!(cohort.size.likely > 90.0 && cohort.size.likely < 400.0);
        assert!(cohort.already.is_exact() && !cohort.size.is_exact());
    }

    #[test]
    fn clearance_is_what_the_same_cohort_lost_between_two_counts() {
        let at = |counted, likely| Cohort {
            threshold: Weeks(65),
            counted,
            deadline: month(2024, 3),
            time: WorkingWeeks::between(counted, month(2024, 3)).unwrap(),
            already: Estimate {
                low: 0,
                likely: 0.0,
                high: 0,
            },
            size: Estimate {
                low: 0,
                likely,
                high: 0,
            },
            is_closed: true,
        };
        // October to November 2023 is 30 days, four whole weeks, none lost: 400 cleared are 100 a week. From the end of
        // November 122 days, 17 weeks, are left, 1.4 of them lost: 15.6 × 100 cleared of 2,000 leave 440.
        let (earlier, later) = (at(month(2023, 10), 2_400.0), at(month(2023, 11), 2_000.0));
        let found = clearance(&earlier, &later).unwrap();
        assert!(near(found.per_week, 100.0) && near(found.left_at_deadline, 440.0));
        assert!(near(found.uplift.unwrap(), 2_000.0 / 15.6 / 100.0 - 1.0));
        assert_eq!(clearance(&later, &earlier), None);
        // A cohort that did not shrink needs no uplift of nothing.
        assert_eq!(
            clearance(&at(month(2023, 10), 2_000.0), &later)
                .unwrap()
                .uplift,
            None
        );
    }
}
