//! What each method would have said in months whose outcome is known: from every month (rolling origin), with nothing
//! known but the months up to it.

use super::study::FEWEST;
use super::{Method, Series};
use crate::analysis::month_ends::ordinal;
use crate::analysis::wait_series::WaitSeries;

/// How far one method was out at one distance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Error {
    /// Projections whose outcome is known.
    pub projections: usize,
    /// Of absolute errors as a part of the outcome: 0.12 is 12%. An outcome of none counts as one.
    pub median: f64,
    /// 9 in 10 projections were out by less.
    pub ninetieth: f64,
}

/// Every method's error at one distance, each over the same origins.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorsAhead {
    pub months_ahead: u8,
    /// In the order of [`Method::ALL`].
    pub errors: [Error; 3],
}

/// One origin whose outcome is known: the absolute error of each method as a part of the outcome, in [`Method::ALL`]'s order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Trial {
    pub target: i32,
    pub errors: [f64; 3],
}

/// From every month that allows all methods, so that they are compared on the same months.
pub(super) fn trials(series: &WaitSeries, threshold: u16, ahead: i32) -> Vec<Trial> {
    let mut trials = Vec::new();
    for month in series.months.keys() {
        let known = Series::up_to(series, ordinal(*month));
        let target = known.now + ahead;
        let Some(outcome) = series
            .at(target)
            .and_then(|counts| counts.longer_than(threshold))
        else {
            continue;
        };
        let broken = (known.now + 1..=target).any(|month| series.breaks_at(month));
        if broken
            || known
                .longer_than(known.now, threshold)
                .is_none_or(|now| now < FEWEST)
        {
            continue;
        }
        let outcome = outcome as f64;
        let said = Method::ALL.map(|method| known.project(method, threshold, ahead));
        if let [Some(cohort), Some(line), Some(same)] = said {
            trials.push(Trial {
                target,
                errors: [cohort, line, same].map(|said| (said - outcome).abs() / outcome.max(1.0)),
            });
        }
    }
    trials.sort_by_key(|trial| trial.target);
    trials
}

/// `None` where no outcome is known yet.
pub(super) fn errors_ahead(trials: &[Trial], months_ahead: u8) -> Option<ErrorsAhead> {
    let of = |place: usize| {
        error(
            trials
                .iter()
                .filter_map(|trial| trial.errors.get(place).copied()),
        )
    };
    Some(ErrorsAhead {
        months_ahead,
        errors: [of(0)?, of(1)?, of(2)?],
    })
}

fn error(errors: impl Iterator<Item = f64>) -> Option<Error> {
    let mut errors: Vec<f64> = errors.collect();
    errors.sort_by(f64::total_cmp);
    Some(Error {
        projections: errors.len(),
        median: quantile(&errors, 0.5)?,
        ninetieth: quantile(&errors, 0.9)?,
    })
}

/// Linear between the order statistics of sorted values, as R's default.
pub(super) fn quantile(sorted: &[f64], part: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = part * last as f64;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and the last index"
    )]
    let below = (place.floor() as usize).min(last);
    let (low, high) = (sorted.get(below)?, sorted.get((below + 1).min(last))?);
    Some(low + (high - low) * (place - below as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_read_between_values() {
        assert_eq!(quantile(&[1.0, 2.0, 4.0], 0.5), Some(2.0));
        assert!((quantile(&[1.0, 2.0, 4.0], 0.9).unwrap() - 3.6).abs() < 1e-12);
        assert_eq!(quantile(&[], 0.5), None);
    }
}
