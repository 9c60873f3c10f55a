//! The thresholds that rules use and the national targets by year: each with its default and its source.

mod deadline;
mod eighteen_weeks;
mod entry;
mod in_words;
mod in_year;
mod lines;
mod position;
mod text;
mod toml;
mod waits;
mod words;

pub use deadline::{Allowance, Deadline};
pub use eighteen_weeks::{Baseline, WithinStandard};
pub use entry::{Entry, PolicyError};
pub use in_year::InYearPolicy;
pub use lines::LinePolicy;
pub use position::PositionPolicy;
pub use waits::{Rebase, Screening, TrendLength, WaitsPolicy};
pub use words::{Meant, WordPolicy};

use crate::plan::{Money, Share, Status};
use crate::wording::{money, whole_percent};
use rust_decimal::Decimal;

/// A value that a reviewer may want to change, and where its default comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting<T> {
    pub value: T,
    /// What it decides, in a few words.
    pub meaning: &'static str,
    /// Publication or judgement behind the default.
    pub source: &'static str,
}

/// A setting in words, for the pages that say what a review rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Threshold {
    /// The name of the policy's field, with hyphens.
    pub name: &'static str,
    pub value: String,
    pub meaning: &'static str,
    pub source: &'static str,
}

impl<T> Setting<T> {
    fn new(value: T, meaning: &'static str, source: &'static str) -> Self {
        Self {
            value,
            meaning,
            source,
        }
    }

    fn in_words(&self, name: &'static str, say: impl FnOnce(&T) -> String) -> Threshold {
        Threshold {
            name,
            value: say(&self.value),
            meaning: self.meaning,
            source: self.source,
        }
    }
}

fn say_share(share: &Share) -> String {
    whole_percent(*share)
}

fn say_money(amount: &Money) -> String {
    money(*amount)
}

/// What counts as much, late, or one-off.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// Unidentified savings above this share of the target are a blocker.
    pub unidentified_share: Setting<Share>,
    /// Share of savings in the second half of the year that is worth a question.
    pub second_half_share: Setting<Share>,
    /// Share of savings in the last quarter that is worth a question.
    pub last_quarter_share: Setting<Share>,
    /// Share of savings that is one-off and worth a question.
    pub one_off_share: Setting<Share>,
    /// From this share of one-off savings on the plan should not go to the board as it is.
    pub one_off_most: Setting<Share>,
    /// Two sums that should agree may differ by this much in the unit they are quoted in.
    pub rounding_units: Setting<Decimal>,
    /// A line within this of "target less the rest" is a balancing figure.
    pub balancing_tolerance: Setting<Money>,
    /// Savings as a share of income or allocation: hard in the past, average, top of the field.
    pub savings_norms: Setting<[Share; 3]>,
    /// Part of the savings at each status that is usually delivered.
    pub delivery_rates: Setting<[(Status, Share); 4]>,
    pub deadlines: Setting<Vec<Deadline>>,
    /// An accepted finding whose stake grew by more than this share of it is asked about again.
    pub accepted_growth: Setting<Share>,
    /// What to ask of single savings lines and of their mix.
    pub lines: LinePolicy,
    /// What to ask of the position and the long waits once the year is under way.
    pub in_year: InYearPolicy,
    /// What to ask of one-offs, risks, contingency and bridges.
    pub position: PositionPolicy,
    /// What a house's own words mean.
    pub words: WordPolicy,
    /// What is asked of waiting lists, and how their control charts are computed.
    pub waits: WaitsPolicy,
}

impl Default for Policy {
    fn default() -> Self {
        let percent = Share::percent;
        Self {
            unidentified_share: Setting {
                value: percent(15),
                meaning: "Unidentified savings above this share of the target are a blocker",
                source: "Judgement; Lancashire and South Cumbria 2024/25 carried 30% as high risk or unidentified",
            },
            second_half_share: Setting {
                value: percent(60),
                meaning: "Savings after September above this share are late",
                source: "Judgement; half the year would be 50%, Lancashire and South Cumbria 2024/25 planned 76%",
            },
            last_quarter_share: Setting {
                value: percent(35),
                meaning: "Savings in January to March above this share are late",
                source: "Judgement; even twelfths would be 25%",
            },
            one_off_share: Setting {
                value: percent(30),
                meaning: "One-off savings above this share reopen a gap next year",
                source: "NHS Improvement: 26% of provider savings were one-off in 2016/17; 42 to 43% in two systems in 2024/25",
            },
            one_off_most: Setting {
                value: percent(45),
                meaning: "From this share of one-off savings on they are a blocker: the plan is made anew next year",
                source: "Judgement; above the 42 to 43% of two systems in 2024/25",
            },
            rounding_units: Setting {
                value: Decimal::ONE,
                meaning: "A total may differ from its parts by this many of its own units",
                source: "Arithmetic of rounded figures",
            },
            balancing_tolerance: Setting {
                value: Money::from_pounds(1_000),
                meaning: "A line this close to target less all other lines is a balancing figure",
                source: "Judgement",
            },
            savings_norms: Setting {
                value: [percent(4), percent(6), percent(8)],
                meaning: "Savings as a share of income or allocation: hard in the past, average now, top of the field",
                source: "HSJ surveys 2011 to 2025; NHS England: 6.1% of allocation planned in 2024/25",
            },
            delivery_rates: Setting {
                value: [
                    (Status::FullyDeveloped, percent(95)),
                    (Status::InProgress, percent(80)),
                    (Status::Opportunity, percent(50)),
                    (Status::Unidentified, percent(0)),
                ],
                meaning: "Part of the savings usually delivered, by status; the user's assumption, not NHS policy",
                source: "Judgement, between published system outturns of 69% and 94%",
            },
            deadlines: Setting {
                value: deadline::national_deadlines(),
                meaning: "No pathway may wait longer than this after the month named",
                source: "NHS England delivery plan, February 2022; planning guidance 2023/24 to 2026/27",
            },
            accepted_growth: Setting {
                value: percent(10),
                meaning: "An accepted finding that grew by more than this since is asked about again",
                source: "Judgement",
            },
            lines: LinePolicy::default(),
            in_year: InYearPolicy::default(),
            position: PositionPolicy::default(),
            words: WordPolicy::default(),
            waits: WaitsPolicy::default(),
        }
    }
}

impl Policy {
    /// The thresholds of the lines and of the year under way, in words.
    fn thresholds(&self) -> Vec<Threshold> {
        let mut all = self.lines.thresholds();
        all.extend(self.in_year.thresholds());
        all.extend(self.position.thresholds());
        all.extend(self.words.thresholds());
        all
    }

    pub fn delivery_rate(&self, status: Status) -> Share {
        self.delivery_rates
            .value
            .iter()
            .find(|(step, _)| *step == status)
            .map_or(Share::default(), |(_, rate)| *rate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_threshold_has_a_name_of_its_own_and_a_source() {
        let thresholds = Policy::default().thresholds();
        let names: BTreeSet<_> = thresholds.iter().map(|threshold| threshold.name).collect();
        assert_eq!(names.len(), thresholds.len());
        assert!(thresholds.iter().all(|threshold| {
            threshold.value.len() > 1 && threshold.meaning.len() > 8 && threshold.source.len() > 8
        }));
    }
}
