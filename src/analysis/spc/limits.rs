//! The mean and the process limits of an `XmR` chart.

use crate::policy::Screening;

/// In the unit of the values. Not clipped at zero or at 100%: a limit below zero is a wide limit, not a fault.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Of all points, outlying ones too.
    pub mean: f64,
    /// `None` where no moving range is left: a single point, or (screened) a series that never moves.
    pub range: Option<Range>,
}

/// How far from the mean noise reaches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// Lower and upper process limit.
    pub lower: f64,
    pub upper: f64,
    /// Two thirds of the way to each.
    pub near_lower: f64,
    pub near_upper: f64,
}

/// Mean moving ranges to a process limit.
const TO_LIMIT: f64 = 2.66;

/// Mean moving ranges beyond which a moving range is outlying (Nelson 1982).
const OUTLYING: f64 = 3.267;

pub(super) fn limits(values: &[f64], screening: Screening) -> Limits {
    let center = mean(values).unwrap_or(f64::NAN);
    let moves: Vec<f64> = values
        .iter()
        .zip(values.iter().skip(1))
        .map(|(before, after)| (after - before).abs())
        .collect();
    let average = mean(&moves).and_then(|all| match screening {
        Screening::All => Some(all),
        Screening::Screened => {
            let kept: Vec<f64> = moves
                .iter()
                .copied()
                .filter(|moved| *moved < OUTLYING * all)
                .collect();
            mean(&kept)
        }
    });
    let range = average.map(|average| {
        let (far, near) = (TO_LIMIT * average, 2.0 * (TO_LIMIT / 3.0) * average);
        Range {
            lower: center - far,
            upper: center + far,
            near_lower: center - near,
            near_upper: center + near,
        }
    });
    Limits {
        mean: center,
        range,
    }
}

/// With R's second pass, so that a value that equals the mean on paper equals it here.
fn mean(values: &[f64]) -> Option<f64> {
    if values.is_empty() {
        return None;
    }
    let count = values.len() as f64;
    let rough = values.iter().sum::<f64>() / count;
    Some(rough + values.iter().map(|value| value - rough).sum::<f64>() / count)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The package's own example of what screening does.
    const VIGNETTE: [f64; 18] = [
        1., 2., 1., 2., 10., 1., 2., 1., 2., 1., 2., 1., 2., 1., 2., 1., 2., 1.,
    ];

    fn near(one: f64, other: f64) -> bool {
        (one - other).abs() < 5e-4
    }

    #[test]
    fn an_outlying_move_is_left_out_once() {
        let screened = limits(&VIGNETTE, Screening::Screened);
        let range = screened.range.unwrap();
        assert!(
            near(screened.mean, 1.944) && near(range.upper, 4.604) && near(range.lower, -0.716)
        );
        let range = limits(&VIGNETTE, Screening::All).range.unwrap();
        assert!(near(range.upper, 6.952) && near(range.lower, -3.063));
    }

    #[test]
    fn what_never_moves_has_no_limits_when_screened_and_none_to_spare_when_not() {
        assert_eq!(limits(&[5.0; 14], Screening::Screened).range, None);
        let range = limits(&[5.0; 14], Screening::All).range.unwrap();
        assert!(near(range.lower, 5.0) && near(range.upper, 5.0));
    }
}
