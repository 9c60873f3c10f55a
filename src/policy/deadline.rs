//! The national deadlines for long waits, each with the plan years it bound.

use super::Policy;
use crate::plan::{FinancialYear, Month, Share, Weeks};
use std::borrow::Cow;

/// A national deadline for a long wait: no pathway may wait longer after this month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    pub measure: Weeks,
    /// The plan years in which this deadline was the one in force when plans were submitted.
    pub first_plan_year: FinancialYear,
    pub last_plan_year: FinancialYear,
    pub month: Month,
    /// Pathways allowed at month end.
    pub allowed: Allowance,
    /// The month it was set in.
    pub since: Month,
    /// Where it was set.
    pub source: Cow<'static, str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allowance {
    None,
    /// At most this part of the waiting list.
    ShareOfList(Share),
}

/// When and where a deadline was set.
type Set = (u16, u8, &'static str);

const DELIVERY_PLAN: Set = (2022, 2, "NHS England delivery plan for elective care");
const GUIDANCE_24: Set = (2024, 3, "planning guidance 2024/25");
const GUIDANCE_25: Set = (2025, 1, "planning guidance 2025/26");

pub(super) fn national_deadlines() -> Vec<Deadline> {
    let deadline = |weeks, plans: [u16; 2], (year, month), allowed, set: Set| Deadline {
        measure: Weeks(weeks),
        first_plan_year: FinancialYear(plans[0]),
        last_plan_year: FinancialYear(plans[1]),
        month: Month { year, month },
        allowed,
        since: Month {
            year: set.0,
            month: set.1,
        },
        source: Cow::Borrowed(set.2),
    };
    let none = Allowance::None;
    vec![
        deadline(104, [2022, 2099], (2022, 7), none, DELIVERY_PLAN),
        deadline(78, [2022, 2099], (2023, 3), none, DELIVERY_PLAN),
        deadline(65, [2022, 2023], (2024, 3), none, DELIVERY_PLAN),
        // Moved as the year ended: plans for 2024/25 were submitted to the later date.
        deadline(65, [2024, 2099], (2024, 9), none, GUIDANCE_24),
        deadline(52, [2022, 2024], (2025, 3), none, DELIVERY_PLAN),
        deadline(
            52,
            [2025, 2099],
            (2026, 3),
            Allowance::ShareOfList(Share::percent(1)),
            GUIDANCE_25,
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
            .cloned()
    }

    /// What a deadline was moved to after plans had been submitted to it, in order of time.
    pub fn later_moves(&self, deadline: &Deadline) -> Vec<Deadline> {
        let mut later: Vec<Deadline> = self
            .deadlines
            .value
            .iter()
            .filter(|other| other.measure == deadline.measure && other.month > deadline.month)
            .cloned()
            .collect();
        later.sort_by_key(|other| other.month);
        later
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

    #[test]
    fn a_later_move_is_told_of_the_deadline_that_was_moved() {
        let policy = Policy::default();
        let first = policy.deadline(Weeks(65), FinancialYear(2023)).unwrap();
        let moves = policy.later_moves(&first);
        let told: Vec<_> = moves
            .iter()
            .map(|later| (later.month.iso(), &*later.source))
            .collect();
        assert_eq!(told, [("2024-09".to_owned(), "planning guidance 2024/25")]);
        assert!(policy.later_moves(&moves[0]).is_empty());
    }
}
