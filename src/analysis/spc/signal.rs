//! The four rules that tell a signal from noise, and what a signal means for good or ill.

use super::{Improvement, Limits};

/// Why a point is special cause. Where several rules hold, the first of limit, trend, two of three, shift is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Signal {
    AboveLimit,
    BelowLimit,
    /// One of a run of points, each above the one before.
    Rising,
    Falling,
    /// One of two points among three in a row that lie beyond two thirds of the way to the upper limit.
    TwoOfThreeAbove,
    TwoOfThreeBelow,
    /// One of seven points in a row above the mean.
    ShiftAbove,
    ShiftBelow,
}

/// What a point means, by the way that is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PointType {
    CommonCause,
    Improvement,
    Concern,
    /// Neither way is better.
    NeutralHigh,
    NeutralLow,
}

impl Signal {
    pub fn is_upward(self) -> bool {
        matches!(
            self,
            Self::AboveLimit | Self::Rising | Self::TwoOfThreeAbove | Self::ShiftAbove
        )
    }

    pub fn in_words(self) -> &'static str {
        match self {
            Self::AboveLimit => "above the upper limit",
            Self::BelowLimit => "below the lower limit",
            Self::Rising => "one of a run that rises",
            Self::Falling => "one of a run that falls",
            Self::TwoOfThreeAbove => "one of two in three near the upper limit",
            Self::TwoOfThreeBelow => "one of two in three near the lower limit",
            Self::ShiftAbove => "one of seven above the mean in a row",
            Self::ShiftBelow => "one of seven below the mean in a row",
        }
    }
}

pub(super) fn point_type(signal: Option<Signal>, improvement: Improvement) -> PointType {
    let Some(signal) = signal else {
        return PointType::CommonCause;
    };
    match (improvement, signal.is_upward()) {
        (Improvement::Neutral, true) => PointType::NeutralHigh,
        (Improvement::Neutral, false) => PointType::NeutralLow,
        (Improvement::Increase, true) | (Improvement::Decrease, false) => PointType::Improvement,
        (Improvement::Increase, false) | (Improvement::Decrease, true) => PointType::Concern,
    }
}

/// Points in a row on one side of the mean for a shift.
const RUN: usize = 7;

/// The signal of each point of one process.
pub(super) fn signals(values: &[f64], limits: &Limits, trend: usize) -> Vec<Option<Signal>> {
    let sides: Vec<i8> = values
        .iter()
        .map(|value| sign(value - limits.mean))
        .collect();
    let steps: Vec<i8> = values
        .iter()
        .zip(values.iter().skip(1))
        .map(|(before, after)| sign(after - before))
        .collect();
    let outside: Vec<bool> = values
        .iter()
        .map(|value| {
            limits
                .range
                .is_some_and(|range| *value > range.upper || *value < range.lower)
        })
        .collect();
    let close: Vec<bool> = values
        .iter()
        .zip(&outside)
        .map(|(value, outside)| {
            !outside
                && limits
                    .range
                    .is_some_and(|range| *value < range.near_lower || *value > range.near_upper)
        })
        .collect();
    // Seven points in a row are six steps the same way.
    let trend = in_windows(values.len(), trend, |start| {
        alike(steps.get(start..start + trend - 1))
    });
    let shift = in_windows(values.len(), RUN, |start| {
        alike(sides.get(start..start + RUN))
    });
    let two_of_three = in_windows(values.len(), 3, |start| {
        let near = close.get(start..start + 3).unwrap_or_default();
        alike(sides.get(start..start + 3)) && near.iter().filter(|near| **near).count() >= 2
    });
    let holds = |flags: &[bool], at: usize| flags.get(at).copied().unwrap_or(false);
    (0..values.len())
        .map(|at| {
            let above = sides.get(at).is_some_and(|side| *side > 0);
            let of = |up, down| Some(if above { up } else { down });
            if holds(&outside, at) {
                of(Signal::AboveLimit, Signal::BelowLimit)
            } else if holds(&trend, at) {
                // Where two trends meet, the step onwards decides.
                let onwards = holds(&trend, at + 1);
                let step = if onwards {
                    steps.get(at)
                } else {
                    at.checked_sub(1).and_then(|before| steps.get(before))
                };
                Some(if step == Some(&1) {
                    Signal::Rising
                } else {
                    Signal::Falling
                })
            } else if holds(&two_of_three, at) && holds(&close, at) {
                of(Signal::TwoOfThreeAbove, Signal::TwoOfThreeBelow)
            } else if holds(&shift, at) {
                of(Signal::ShiftAbove, Signal::ShiftBelow)
            } else {
                None
            }
        })
        .collect()
}

/// Which points lie in any window of `width` points that `holds`, given the window's start.
fn in_windows(points: usize, width: usize, holds: impl Fn(usize) -> bool) -> Vec<bool> {
    let mut marked = vec![false; points];
    for start in 0..(points + 1).saturating_sub(width) {
        if holds(start) {
            marked
                .iter_mut()
                .skip(start)
                .take(width)
                .for_each(|mark| *mark = true);
        }
    }
    marked
}

/// All up, or all down; a point that stands still breaks the run.
fn alike(signs: Option<&[i8]>) -> bool {
    signs.is_some_and(|signs| {
        signs
            .first()
            .is_some_and(|first| *first != 0 && signs.iter().all(|sign| sign == first))
    })
}

/// 0 where nothing differs, unlike `f64::signum`.
fn sign(difference: f64) -> i8 {
    i8::from(difference > 0.0) - i8::from(difference < 0.0)
}

#[cfg(test)]
mod tests {
    use super::super::{Screening, limits::limits};
    use super::*;

    fn of(values: &[f64]) -> Vec<Option<Signal>> {
        signals(values, &limits(values, Screening::Screened), 7)
    }

    #[test]
    fn a_trend_needs_seven_points_and_a_tie_breaks_it() {
        let rising = of(&[1., 2., 3., 4., 5., 6., 7.]);
        assert!(rising.iter().all(|signal| signal == &Some(Signal::Rising)
            || signal == &Some(Signal::BelowLimit)
            || signal == &Some(Signal::AboveLimit)));
        assert!(rising.contains(&Some(Signal::Rising)));
        assert!(!of(&[1., 2., 3., 3., 4., 5., 6.]).contains(&Some(Signal::Rising)));
    }

    #[test]
    fn two_of_three_on_opposite_sides_are_noise() {
        let mut values = [1.0, -1.0].repeat(8);
        values[14] = 5.5;
        values[15] = -5.5;
        assert_eq!(&of(&values)[14..], [None, None]);
    }

    #[test]
    fn the_way_that_is_better_decides_good_and_ill() {
        let high = Some(Signal::ShiftAbove);
        assert_eq!(
            point_type(high, Improvement::Increase),
            PointType::Improvement
        );
        assert_eq!(point_type(high, Improvement::Decrease), PointType::Concern);
        assert_eq!(
            point_type(high, Improvement::Neutral),
            PointType::NeutralHigh
        );
        assert_eq!(
            point_type(None, Improvement::Decrease),
            PointType::CommonCause
        );
    }
}
