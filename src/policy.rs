//! The thresholds that rules use and the national targets by year: each with its default and its source.

use crate::plan::{FinancialYear, Money, Month, Share, Status, Weeks};
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
    /// Two sums that should agree may differ by this much in the unit they are quoted in.
    pub rounding_units: Setting<Decimal>,
    /// A line within this of "target less the rest" is a balancing figure.
    pub balancing_tolerance: Setting<Money>,
    /// Savings as a share of income or allocation: hard in the past, average, top of the field.
    pub savings_norms: Setting<[Share; 3]>,
    /// Part of the savings at each status that is usually delivered.
    pub delivery_rates: Setting<[(Status, Share); 4]>,
    pub deadlines: Setting<Vec<Deadline>>,
}

/// A national deadline for a long wait: no pathway may wait longer after this month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    pub measure: Weeks,
    /// The plan years in which this deadline was the one in force when plans were submitted.
    pub first_plan_year: FinancialYear,
    pub last_plan_year: FinancialYear,
    pub month: Month,
    /// Pathways allowed at month end.
    pub allowed: Allowance,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allowance {
    None,
    /// At most this part of the waiting list.
    ShareOfList(Share),
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
                value: national_deadlines(),
                meaning: "No pathway may wait longer than this after the month named",
                source: "NHS England delivery plan, February 2022; planning guidance 2023/24 to 2026/27",
            },
        }
    }
}

fn national_deadlines() -> Vec<Deadline> {
    let deadline = |weeks, first: u16, last: u16, year, month, allowed| Deadline {
        measure: Weeks(weeks),
        first_plan_year: FinancialYear(first),
        last_plan_year: FinancialYear(last),
        month: Month { year, month },
        allowed,
    };
    vec![
        deadline(104, 2022, 2099, 2022, 7, Allowance::None),
        deadline(78, 2022, 2099, 2023, 3, Allowance::None),
        deadline(65, 2022, 2023, 2024, 3, Allowance::None),
        // Moved after the year began: plans for 2024/25 were submitted to the later date.
        deadline(65, 2024, 2099, 2024, 9, Allowance::None),
        deadline(52, 2022, 2024, 2025, 3, Allowance::None),
        deadline(
            52,
            2025,
            2099,
            2026,
            3,
            Allowance::ShareOfList(Share::percent(1)),
        ),
    ]
}

impl Policy {
    /// The deadline in force for `measure` when a plan for `year` was submitted.
    pub fn deadline(&self, measure: Weeks, year: FinancialYear) -> Option<Deadline> {
        self.deadlines
            .value
            .iter()
            .find(|deadline| {
                deadline.measure == measure
                    && (deadline.first_plan_year..=deadline.last_plan_year).contains(&year)
            })
            .copied()
    }

    /// The measures that bind in a plan's year, the telling one first: 65 weeks in 2023/24, 52 and 18 weeks later.
    pub fn binding_measures(year: FinancialYear) -> &'static [Weeks] {
        match year.0 {
            ..=2021 => &[Weeks(52)],
            2022 => &[Weeks(78), Weeks(104)],
            2023 => &[Weeks(65), Weeks(78), Weeks(104)],
            2024 => &[Weeks(65), Weeks(52)],
            _ => &[Weeks(52), Weeks(18)],
        }
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

    #[test]
    fn a_plan_is_judged_by_the_deadline_it_was_submitted_to() {
        let policy = Policy::default();
        let month = |weeks, year| {
            policy
                .deadline(Weeks(weeks), FinancialYear(year))
                .map(|deadline| deadline.month)
        };
        assert_eq!(
            month(65, 2023),
            Some(Month {
                year: 2024,
                month: 3
            })
        );
        assert_eq!(
            month(65, 2024),
            Some(Month {
                year: 2024,
                month: 9
            })
        );
        assert_eq!(month(18, 2023), None);
    }
}
