//! Which method a list is projected by: cohort survival, unless this list's own history speaks for another.

use super::Method;
use super::back_test::{Trial, quantile};

/// Fewer months of history cannot speak against the cohort method.
pub const ENOUGH_MONTHS: usize = 12;

/// Fewer known outcomes in either half cannot either.
const ENOUGH_TRIALS: usize = 3;

/// Another method must have been out by less than this part of the cohort method's error on the months not used in
/// choosing. Any smaller gain was chance on the lists studied: see `study`.
const CLEARLY: f64 = 0.75;

/// Why this method.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Choice {
    /// Too little history to hold the cohort method against another.
    TooLittleHistory { months: usize },
    /// Nothing was nearer in the earlier half of the known outcomes.
    CohortNearest,
    /// This one was nearer in the earlier half, but not in the later half, which had no part in choosing it.
    NotConfirmed { tried: Method },
    /// Nearer in both halves. Median errors in the later half, as parts of the outcome.
    Replaced { error: f64, cohort_error: f64 },
}

/// `trials` in order of target month, `months` of history.
pub(super) fn choose(trials: &[Trial], months: usize) -> (Method, Choice) {
    let middle = trials.len() / 2;
    // Outcomes of one month fall in one half only.
    let border = trials.get(middle).map_or(i32::MIN, |trial| trial.target);
    let (earlier, later) = trials.split_at(trials.partition_point(|trial| trial.target < border));
    if months < ENOUGH_MONTHS || earlier.len() < ENOUGH_TRIALS || later.len() < ENOUGH_TRIALS {
        return (Method::Cohort, Choice::TooLittleHistory { months });
    }
    let errors = |half: &[Trial]| [0, 1, 2].map(|place| median(half, place));
    let (chosen_on, checked_on) = (errors(earlier), errors(later));
    let nearest = Method::ALL
        .into_iter()
        .zip(chosen_on)
        .zip(checked_on)
        .min_by(|((_, one), _), ((_, other), _)| one.total_cmp(other));
    match nearest {
        Some(((method, _), error)) if method != Method::Cohort => {
            let [cohort_error, ..] = checked_on;
            if error < CLEARLY * cohort_error {
                (
                    method,
                    Choice::Replaced {
                        error,
                        cohort_error,
                    },
                )
            } else {
                (Method::Cohort, Choice::NotConfirmed { tried: method })
            }
        }
        _ => (Method::Cohort, Choice::CohortNearest),
    }
}

fn median(trials: &[Trial], place: usize) -> f64 {
    let mut errors: Vec<f64> = trials
        .iter()
        .filter_map(|trial| trial.errors.get(place).copied())
        .collect();
    errors.sort_by(f64::total_cmp);
    quantile(&errors, 0.5).unwrap_or(f64::INFINITY)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Errors of cohort, line, no change for each of these months.
    fn trials(errors: &[[f64; 3]]) -> Vec<Trial> {
        (0..)
            .zip(errors)
            .map(|(target, errors)| Trial {
                target,
                errors: *errors,
            })
            .collect()
    }

    #[test]
    fn the_cohort_stands_without_enough_history() {
        let better = trials(&[[0.5, 0.1, 0.6]; 10]);
        assert_eq!(
            choose(&better, 11),
            (Method::Cohort, Choice::TooLittleHistory { months: 11 })
        );
        assert_eq!(
            choose(&better[..5], 20).1,
            Choice::TooLittleHistory { months: 20 }
        );
    }

    #[test]
    fn another_replaces_it_only_when_nearer_on_months_not_used_in_choosing() {
        let (near, far) = ([0.5, 0.1, 0.6], [0.2, 0.4, 0.6]);
        let (method, choice) = choose(&trials(&[near; 10]), 20);
        assert_eq!(method, Method::StraightLine);
        assert_eq!(
            choice,
            Choice::Replaced {
                error: 0.1,
                cohort_error: 0.5
            }
        );
        let changing = trials(&[near, near, near, near, far, far, far, far]);
        let tried = Method::StraightLine;
        assert_eq!(
            choose(&changing, 20),
            (Method::Cohort, Choice::NotConfirmed { tried })
        );
        assert_eq!(choose(&trials(&[far; 8]), 20).1, Choice::CohortNearest);
    }
}
