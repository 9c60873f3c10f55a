//! The national deadlines for long waits, each with the plan years it bound.

use super::Policy;
use crate::plan::{FinancialYear, Month, Share, Weeks};

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

pub(super) fn national_deadlines() -> Vec<Deadline> {
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
