//! What is asked of waiting lists, and how their control charts are computed.

use super::eighteen_weeks::{Baselines, WithinStandard, national_standards};
use super::text::{self, Text, read_month};
use super::{Setting, Threshold, say_share};
use crate::plan::{Month, Share};
use rust_decimal::Decimal;

#[derive(Debug, Clone, PartialEq)]
pub struct WaitsPolicy {
    pub within_18_weeks: Setting<Vec<WithinStandard>>,
    pub baseline_18_weeks: Setting<Baselines>,
    /// Clearance needed over clearance achieved: a note from the first, a warning from the second.
    pub clearance_uplift: Setting<[Share; 2]>,
    /// Leaving a list untreated, as a part of those who join, before it needs a line of its own.
    pub unexplained_removals: Setting<Share>,
    /// A list this many times its sustainable size cannot be kept without relief.
    pub queue_times_sustainable: Setting<Decimal>,
    /// Whether outlying moving ranges are left out of the limits of control charts.
    pub control_screening: Setting<Screening>,
    pub control_trend: Setting<TrendLength>,
    pub control_rebase: Setting<Rebases>,
}

/// Whether outlying moving ranges count towards the limits of a control chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Screening {
    /// Moving ranges of 3.267 times their mean and more are left out, once. The default of `NHSRplotthedots`.
    #[default]
    Screened,
    /// All count, as in NHS England's Excel tool.
    All,
}

/// Points in a row that rise or fall to be more than chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TrendLength {
    Six,
    #[default]
    Seven,
}

impl TrendLength {
    pub fn points(self) -> usize {
        match self {
            Self::Six => 6,
            Self::Seven => 7,
        }
    }
}

/// A month at which the limits of control charts start afresh.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rebase {
    /// Words of the measure's name; `None` for every chart.
    pub measure: Option<String>,
    pub month: Month,
}

/// Months at which limits start afresh; none by default, since recalculating limits is a judgement.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rebases(pub Vec<Rebase>);

impl Default for WaitsPolicy {
    fn default() -> Self {
        Self {
            within_18_weeks: Setting::new(
                national_standards(),
                "The part of the list within 18 weeks that plans for a year are asked for",
                "Planning guidance 2025/26; medium term planning framework 2026/27 to 2028/29",
            ),
            baseline_18_weeks: Setting::new(
                Baselines::default(),
                "The part of the list within 18 weeks before the plan's year, that points are added to",
                "The plan's own last month before its year, else the last month published before it",
            ),
            clearance_uplift: Setting::new(
                [Share::percent(120), Share::percent(150)],
                "Long waits that must clear at more than these shares of the recent pace are a note, then a warning",
                "Judgement; the pace is that of the same patients over the last three months",
            ),
            unexplained_removals: Setting::new(
                Share::percent(20),
                "Pathways that leave a planned list without a clock stop, above this share of those who join, need a line of their own",
                "Judgement; validation takes some off every list",
            ),
            queue_times_sustainable: Setting::new(
                Decimal::TWO,
                "A list more than this many times its sustainable size needs relief before it can be kept",
                "NHSRwaitinglist 0.1.2",
            ),
            control_screening: Setting::new(
                Screening::Screened,
                "Whether control charts leave outlying moves out of their limits: screened, or all",
                "NHSRplotthedots 0.2.2 screens; NHS England's Excel tool does not",
            ),
            control_trend: Setting::new(
                TrendLength::Seven,
                "Points that rise or fall in a row to be a trend on a control chart: 6 or 7",
                "NHSRplotthedots 0.2.2: 7; the NHS tools of 2019 and 2020: 6",
            ),
            control_rebase: Setting::new(
                Rebases::default(),
                "Months at which control charts start their limits afresh, for all measures or for one",
                "Judgement; limits start afresh when the process is known to have changed",
            ),
        }
    }
}

impl WaitsPolicy {
    pub(super) fn thresholds(&self) -> Vec<Threshold> {
        vec![
            self.within_18_weeks.in_words("within-18-weeks", |all| {
                let said: Vec<String> = all
                    .iter()
                    .map(|standard| format!("{}: {}", standard.year, standard.in_words()))
                    .collect();
                said.join("; ")
            }),
            self.baseline_18_weeks
                .in_words("baseline-18-weeks", |said| said.write().join("; ")),
            self.clearance_uplift
                .in_words("clearance-uplift", |[note, warning]| {
                    format!("{}, {}", say_share(note), say_share(warning))
                }),
            self.unexplained_removals
                .in_words("unexplained-removals", say_share),
            self.queue_times_sustainable
                .in_words("queue-times-sustainable", |times| {
                    times.normalize().to_string()
                }),
            self.control_screening
                .in_words("control-screening", |said| said.write().join("")),
            self.control_trend
                .in_words("control-trend", |said| said.write().join("")),
            self.control_rebase
                .in_words("control-rebase", |said| said.write().join("; ")),
        ]
    }

    /// The months at which a chart of this measure starts its limits afresh.
    pub fn rebases(&self, measure: &str) -> Vec<Month> {
        let name = measure.to_lowercase();
        let mut months: Vec<Month> = self
            .control_rebase
            .value
            .0
            .iter()
            .filter(|rebase| {
                let words = rebase.measure.as_deref();
                words.is_none_or(|words| name.contains(&words.to_lowercase()))
            })
            .map(|rebase| rebase.month)
            .collect();
        months.sort_unstable();
        months
    }
}

impl Text for Screening {
    fn write(&self) -> Vec<String> {
        let word = match self {
            Self::Screened => "screened",
            Self::All => "all",
        };
        vec![word.to_owned()]
    }

    fn read(items: &[String]) -> Result<Self, String> {
        match text::one(items) {
            Some(word) if word.eq_ignore_ascii_case("screened") => Ok(Self::Screened),
            Some(word) if word.eq_ignore_ascii_case("all") => Ok(Self::All),
            _ => Err("Write screened, or all".to_owned()),
        }
    }
}

impl Text for TrendLength {
    fn write(&self) -> Vec<String> {
        let word = match self {
            Self::Six => "6",
            Self::Seven => "7",
        };
        vec![word.to_owned()]
    }

    fn read(items: &[String]) -> Result<Self, String> {
        match text::one(items) {
            Some("6") => Ok(Self::Six),
            Some("7") => Ok(Self::Seven),
            _ => Err("Write 6 or 7".to_owned()),
        }
    }
}

const NEVER: &str = "none";

impl Text for Rebases {
    fn write(&self) -> Vec<String> {
        let one = |rebase: &Rebase| match &rebase.measure {
            Some(measure) => format!("{measure}: {}", rebase.month),
            None => rebase.month.to_string(),
        };
        text::or_word(self.0.iter().map(one), NEVER)
    }

    fn read(items: &[String]) -> Result<Self, String> {
        let one = |item: &str| {
            let (measure, month) = match item.rsplit_once(':') {
                Some((measure, month)) => (Some(measure.trim().to_owned()), month),
                None => (None, item),
            };
            Some(Rebase {
                measure,
                month: read_month(month)?,
            })
        };
        text::listed(items, NEVER, one).map(Self).ok_or_else(|| {
            "Write none, or the first month of each new process: October 2023; A&E attendances: April 2024".to_owned()
        })
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn limits_start_afresh_for_all_measures_or_for_the_one_named() {
        let mut policy = crate::policy::Policy::default();
        let items = ["October 2023; A&E: April 2024".to_owned()];
        policy.set("control-rebase", &items).unwrap();
        let months = |name| policy.waits.rebases(name).len();
        assert_eq!(
            (months("A&E seen within 4 hours"), months("Day cases")),
            (2, 1)
        );
        assert_eq!(policy.entries().len(), policy.settings().len());
        assert!(policy.set("control-rebase", &["soon".to_owned()]).is_err());
    }
}
