//! The range around a projection, drawn on some lists and held against others.
//!
//! Factors are the outcome over the projection: the 2.5th and 97.5th percentile of 13 systems, all specialties together.
//! Drawn so wide because systems differ: the middle 80 in 100 of these 13 hold 50 to 82 in 100 outcomes of the 6 systems
//! kept aside, fewest at 52 weeks far ahead. For fewer than a thousand pathways over 52 weeks the factors are those of
//! single specialties of the same 13 systems, since small lists miss by more. Beside each factor stands how often the
//! range held, in 100 outcomes: on the 6 systems kept aside, and, drawn on the 13 systems' outcomes up to March 2025 alone,
//! on all projections made from April 2025 on, by all 19 systems. A test computes all of it anew.

use crate::plan::Weeks;

/// How often a range held where it had not been drawn from, in 100 outcomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// On systems kept aside.
    pub kept_aside: u8,
    /// In a later year than it was drawn on; `None` where no outcome is known that far ahead.
    pub later: Option<u8>,
    /// Drawn on the lists of single specialties.
    pub small: bool,
}

/// At one distance: low and high factor, and how often they held.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Drawn {
    pub low: f64,
    pub high: f64,
    pub kept_aside: u8,
    pub later: Option<u8>,
}

/// At 1, 2, … months ahead.
pub(super) type Table = [Drawn; super::FARTHEST as usize];

/// Fewer pathways over 52 weeks than this are a small list.
pub(super) const SMALL: u64 = 1_000;

const fn drawn(low: f64, high: f64, kept_aside: u8, later: u8) -> Drawn {
    Drawn {
        low,
        high,
        kept_aside,
        later: if later == UNKNOWN { None } else { Some(later) },
    }
}

const UNKNOWN: u8 = u8::MAX;

const OVER_52: Table = [
    drawn(0.82, 1.14, 90, 86),
    drawn(0.73, 1.22, 88, 85),
    drawn(0.67, 1.33, 86, 89),
    drawn(0.56, 1.39, 85, 87),
    drawn(0.52, 1.45, 86, 89),
    drawn(0.48, 1.55, 85, 85),
    drawn(0.43, 1.64, 84, 85),
    drawn(0.43, 1.70, 79, 86),
    drawn(0.42, 1.79, 76, 85),
    drawn(0.40, 1.79, 74, 84),
    drawn(0.37, 1.79, 70, 75),
    drawn(0.34, 1.79, 68, UNKNOWN),
];

const OVER_52_SMALL: Table = [
    drawn(0.56, 1.49, 93, 91),
    drawn(0.38, 1.95, 93, 91),
    drawn(0.26, 2.45, 94, 91),
    drawn(0.20, 2.97, 94, 92),
    drawn(0.15, 3.31, 94, 91),
    drawn(0.13, 3.99, 93, 92),
    drawn(0.10, 4.26, 94, 92),
    drawn(0.08, 4.42, 94, 93),
    drawn(0.06, 5.02, 94, 93),
    drawn(0.06, 5.49, 93, 93),
    drawn(0.05, 5.81, 93, 91),
    drawn(0.04, 6.36, 92, UNKNOWN),
];

const OVER_65: Table = [
    drawn(0.35, 1.87, 96, 92),
    drawn(0.22, 2.45, 95, 85),
    drawn(0.18, 2.77, 92, 78),
    drawn(0.15, 3.24, 89, 73),
    drawn(0.12, 4.27, 89, 75),
    drawn(0.07, 4.67, 92, 68),
    drawn(0.05, 5.02, 91, 70),
    drawn(0.04, 5.76, 91, 71),
    drawn(0.04, 6.87, 87, 59),
    drawn(0.04, 8.59, 84, 51),
    drawn(0.04, 8.59, 82, 46),
    drawn(0.04, 8.59, 79, UNKNOWN),
];

const OVER_78: Table = [
    drawn(0.31, 1.79, 97, 100),
    drawn(0.17, 2.74, 96, 100),
    drawn(0.12, 4.02, 96, 96),
    drawn(0.08, 5.13, 100, 88),
    drawn(0.06, 6.36, 96, 88),
    drawn(0.04, 7.36, 96, 82),
    drawn(0.03, 10.64, 96, 80),
    drawn(0.03, 10.92, 96, 76),
    drawn(0.03, 13.59, 92, 75),
    drawn(0.03, 13.59, 95, 100),
    drawn(0.03, 13.59, 95, 100),
    drawn(0.03, 15.23, 100, UNKNOWN),
];

/// The table for a list with so many over the threshold now.
pub(super) fn table(threshold: Weeks, now: u64) -> Option<&'static Table> {
    match threshold {
        Weeks(52) if now < SMALL => Some(&OVER_52_SMALL),
        Weeks(52) => Some(&OVER_52),
        Weeks(65) => Some(&OVER_65),
        Weeks(78) => Some(&OVER_78),
        _ => None,
    }
}

fn at(threshold: Weeks, months_ahead: u8, now: u64) -> Option<&'static Drawn> {
    table(threshold, now)?.get(usize::from(months_ahead).checked_sub(1)?)
}

/// Low and high for a projection of so many pathways, on a list with `now` over the threshold.
pub(super) fn range(
    threshold: Weeks,
    months_ahead: u8,
    now: u64,
    expected: f64,
) -> Option<(f64, f64)> {
    let drawn = at(threshold, months_ahead, now)?;
    Some(drawn.around(expected))
}

pub(super) fn held(threshold: Weeks, months_ahead: u8, now: u64) -> Option<Held> {
    let drawn = at(threshold, months_ahead, now)?;
    Some(Held {
        kept_aside: drawn.kept_aside,
        later: drawn.later,
        small: threshold == Weeks(52) && now < SMALL,
    })
}

impl Drawn {
    pub(super) fn around(&self, expected: f64) -> (f64, f64) {
        // As the study took ratios: with half a pathway more, so that none is a number too.
        let scaled = |factor: f64| ((expected + 0.5) * factor - 0.5).max(0.0);
        (scaled(self.low), scaled(self.high))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{FARTHEST, STUDIED};
    use super::*;

    #[test]
    fn a_range_holds_its_projection_and_never_falls_below_none() {
        for threshold in STUDIED {
            for (ahead, now) in (1..=FARTHEST).flat_map(|ahead| [(ahead, 60), (ahead, 6_000)]) {
                for expected in [0.0, 40.0, 5_000.0] {
                    let (low, high) = range(threshold, ahead, now, expected).unwrap();
                    assert!((0.0..=expected).contains(&low) && high >= expected);
                }
            }
        }
        assert_eq!(range(Weeks(52), 13, 60, 40.0), None);
        assert_eq!(range(Weeks(18), 1, 60, 40.0), None);
    }

    #[test]
    fn a_range_is_never_narrower_farther_ahead_and_wider_on_a_small_list() {
        for (threshold, now) in [(52, 60), (52, 6_000), (65, 60), (78, 60)] {
            let table = table(Weeks(threshold), now).unwrap();
            for step in table.windows(2) {
                assert!(step[1].low <= step[0].low && step[1].high >= step[0].high);
            }
        }
        for (small, large) in OVER_52_SMALL.iter().zip(&OVER_52) {
            assert!(small.low < large.low && small.high > large.high);
        }
    }
}
