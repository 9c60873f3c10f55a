//! Whether a measure has changed: the `XmR` chart of NHS England's Making Data Count, computed as `NHSRplotthedots` 0.2.2
//! computes it (its code at commit 050b07d was read, and its results are the tests).
//!
//! Knows nothing of plans: limits describe what happened, so planned months cannot enter. Not for cumulative figures
//! either, whose points are never independent.

#[cfg(test)]
mod golden;
mod icon;
mod limits;
mod observed;
mod signal;

pub use crate::policy::Screening;
pub use icon::{Assurance, Icon, Letter, Variation};
pub use limits::{Limits, Range};
pub use observed::Observed;
pub use signal::{PointType, Signal};

use crate::plan::Month;
use crate::policy::{TrendLength, WaitsPolicy};

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Improvement {
    #[default]
    Increase,
    Decrease,
    /// Neither way is better or worse.
    Neutral,
}

/// How a chart is to be computed. The defaults are the package's.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Settings {
    pub improvement: Improvement,
    /// In the unit of the values.
    pub target: Option<f64>,
    pub screening: Screening,
    /// Points in a row that rise or fall to be a trend.
    pub trend: TrendLength,
    /// The first months of new processes; limits start afresh at each. A month without a value is passed over.
    pub rebase: Vec<Month>,
    /// Limits rest on this many first points of each process, at least `FEWEST_FIXED`; on all where `None`.
    pub fix_after: Option<usize>,
}

impl Settings {
    /// As the policy has charts of this measure computed.
    pub fn by(policy: &WaitsPolicy, measure: &str, improvement: Improvement) -> Self {
        Self {
            improvement,
            screening: policy.control_screening.value,
            trend: policy.control_trend.value,
            rebase: policy.rebases(measure),
            ..Self::default()
        }
    }
}

/// Fewer points to fix limits on are refused by the package; taken as this many here.
pub const FEWEST_FIXED: usize = 12;

/// The package warns of processes of fewer points than this (its words say 12, its code compares with 13).
const FEWEST_FIRM: usize = 13;

/// The months of one process, the stretch between two rebasings, with its own limits.
#[derive(Debug, Clone, PartialEq)]
pub struct Process {
    pub limits: Limits,
    pub points: Vec<Point>,
    /// Too few points for firm limits: they are revised with each month that comes.
    pub trial: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    pub month: Month,
    pub value: f64,
    /// Why this point is more than noise; `None` is common cause.
    pub signal: Option<Signal>,
    pub kind: PointType,
}

/// A chart of one measure.
#[derive(Debug, Clone, PartialEq)]
pub struct SpcChart {
    /// In order of time; at least one, each with at least one point.
    pub processes: Vec<Process>,
    pub settings: Settings,
    /// What the latest point says.
    pub variation: Variation,
    /// What the latest limits say of the target; `None` without a target, without limits, or where neither way is better.
    pub assurance: Option<Assurance>,
    /// Months without a value between the first and the last; the rules pass over them as if they were not there.
    pub missing: Vec<Month>,
}

impl SpcChart {
    /// The limits in force now, and whether they are trial limits.
    pub fn latest(&self) -> Option<&Process> {
        self.processes.last()
    }

    /// Whether any process has too few points for firm limits.
    pub fn is_trial(&self) -> bool {
        self.processes.iter().any(|process| process.trial)
    }

    pub fn points(&self) -> impl Iterator<Item = &Point> {
        self.processes.iter().flat_map(|process| &process.points)
    }
}

/// The chart of what was observed; `None` where nothing was.
pub fn spc(observed: &Observed, settings: &Settings) -> Option<SpcChart> {
    let processes: Vec<Process> = observed
        .split_at(&settings.rebase)
        .into_iter()
        .map(|months| process(&months, settings))
        .collect();
    let latest = processes.last()?;
    let variation = icon::variation(latest.points.last()?.kind, settings.improvement);
    let assurance = icon::assurance(&latest.limits, settings);
    Some(SpcChart {
        variation,
        assurance,
        missing: observed.missing(),
        settings: settings.clone(),
        processes,
    })
}

fn process(months: &[(Month, f64)], settings: &Settings) -> Process {
    let values: Vec<f64> = months.iter().map(|(_, value)| *value).collect();
    let fixed = settings
        .fix_after
        .map_or(values.len(), |points| points.max(FEWEST_FIXED));
    let base = values.get(..fixed.min(values.len())).unwrap_or(&values);
    let limits = limits::limits(base, settings.screening);
    let signals = signal::signals(&values, &limits, settings.trend.points());
    let points = months
        .iter()
        .zip(signals)
        .map(|(&(month, value), signal)| Point {
            month,
            value,
            signal,
            kind: signal::point_type(signal, settings.improvement),
        });
    Process {
        limits,
        points: points.collect(),
        trial: values.len() < FEWEST_FIRM,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(values: &[f64]) -> SpcChart {
        spc(&Observed::example(values), &Settings::default()).unwrap()
    }

    #[test]
    fn limits_are_firm_from_the_thirteenth_point_on() {
        assert!(chart(&[1.0; 12]).is_trial());
        assert!(!chart(&[1.0; 13]).is_trial());
    }

    #[test]
    fn nothing_observed_makes_no_chart() {
        assert_eq!(spc(&Observed::example(&[]), &Settings::default()), None);
    }

    #[test]
    fn six_points_that_rise_are_a_trend_where_the_policy_says_so() {
        let mut values = [50.0, 51.0].repeat(8);
        values.extend([44.0, 46.0, 48.0, 50.0, 52.0, 54.0]);
        let rising = |trend| {
            let settings = Settings {
                trend,
                ..Settings::default()
            };
            let chart = spc(&Observed::example(&values), &settings).unwrap();
            let signals = chart.points().filter_map(|point| point.signal);
            signals.filter(|signal| *signal == Signal::Rising).count()
        };
        assert_eq!(rising(TrendLength::Seven), 0);
        assert!(rising(TrendLength::Six) > 0);
    }

    #[test]
    fn limits_fixed_on_too_few_points_rest_on_twelve() {
        let mut values = vec![1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0];
        values.extend([40.0, 60.0, 90.0]);
        let fixed = |fix_after| {
            let settings = Settings {
                fix_after,
                ..Settings::default()
            };
            spc(&Observed::example(&values), &settings)
                .unwrap()
                .processes[0]
                .limits
        };
        assert_eq!(fixed(Some(3)), fixed(Some(12)));
        assert!(fixed(None).mean > fixed(Some(12)).mean);
    }
}
