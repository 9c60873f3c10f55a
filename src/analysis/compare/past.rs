//! Figures of months already past that a later submission gives differently: what happened does not change, so somebody
//! corrected it or somebody is mistaken.

use crate::analysis::elapsed;
use crate::plan::{Money, Month, Plan, Sourced, Weeks};

/// Pathways that are said to have waited at the end of a month, then and now.
#[derive(Debug, Clone, PartialEq)]
pub struct PastChange {
    /// Whose; `None` for the whole plan's.
    pub organisation: Option<String>,
    pub specialty: Option<String>,
    pub measure: Weeks,
    pub month: Month,
    pub before: Sourced<u64>,
    pub now: Sourced<u64>,
}

/// Actual long waits that the later plan gives otherwise than the earlier one, by body, specialty and month.
pub fn past_changes(before: &Plan, now: &Plan) -> Vec<PastChange> {
    let (Some(before), Some(now)) = (&before.elective, &now.elective) else {
        return Vec::new();
    };
    let mut changes = Vec::new();
    for own in &now.trajectories {
        let Some(was) = before.trajectories.iter().find(|was| {
            was.measure == own.measure
                && was.organisation == own.organisation
                && was.specialty == own.specialty
        }) else {
            continue;
        };
        for (month, is) in &own.months {
            let earlier = was.months.get(month).and_then(|both| both.actual.clone());
            if let (Some(before), Some(now)) = (earlier, is.actual.clone())
                && before.value != now.value
            {
                changes.push(PastChange {
                    organisation: own.organisation.as_ref().map(|body| body.name.clone()),
                    specialty: own.specialty.clone(),
                    measure: own.measure,
                    month: *month,
                    before,
                    now,
                });
            }
        }
    }
    changes
}

/// The surplus or deficit of a month that was over when the later plan was handed in.
#[derive(Debug, Clone, PartialEq)]
pub struct PastMonth {
    pub organisation: String,
    /// Whether both give it as it was; else both give it as it was planned.
    pub actual: bool,
    /// 1 is April.
    pub month: u8,
    pub before: Sourced<Money>,
    pub now: Sourced<Money>,
}

/// Months already over whose planned position the later plan gives otherwise, where it says how far its year has gone:
/// what was planned then cannot be planned anew. And months that both give as they were, and differently.
pub fn past_months(before: &Plan, now: &Plan) -> Vec<PastMonth> {
    let (Some(before), Some(now)) = (&before.position, &now.position) else {
        return Vec::new();
    };
    let mut changes = Vec::new();
    for own in &now.organisations {
        let was = before
            .organisations
            .iter()
            .find(|was| was.organisation.is_same_body(&own.organisation));
        let Some(was) = was else { continue };
        let planned = (&was.monthly, &own.monthly, elapsed(own).unwrap_or(0));
        let reported = (&was.course, &own.course, was.reported.min(own.reported));
        for ((then, later, gone), actual) in [(planned, false), (reported, true)] {
            for ((then, later), month) in then.iter().zip(later).zip(1..=gone) {
                if let (Some(then), Some(later)) = (then, later)
                    && then.value != later.value
                {
                    changes.push(PastMonth {
                        organisation: own.organisation.name.clone(),
                        actual,
                        month,
                        before: then.clone(),
                        now: later.clone(),
                    });
                }
            }
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case_in_year, pounds};

    #[test]
    fn a_month_that_is_over_cannot_be_planned_anew_and_one_ahead_can() {
        let with = |may: i64, march: i64| {
            let case = clean_case_in_year().with_position(|position| {
                let months = &mut position.organisations[0].monthly;
                months[1] = Some(pounds(may, "I&E!D48"));
                months[11] = Some(pounds(march, "I&E!N48"));
            });
            case.plan
        };
        assert!(past_months(&with(-5, 9), &with(-5, 12)).is_empty());
        let reported = |june: i64, gone: u8| {
            let case = clean_case_in_year().with_position(|position| {
                let own = &mut position.organisations[0];
                own.course = std::array::from_fn(|_| Some(pounds(1, "I&E!T48")));
                own.course[2] = Some(pounds(june, "I&E!V48"));
                own.reported = gone;
            });
            case.plan
        };
        let changes = past_months(&reported(-5, 6), &reported(-3, 7));
        assert_eq!(changes.len(), 1);
        assert!(changes[0].actual && changes[0].month == 3);
        assert!(past_months(&reported(-5, 2), &reported(-3, 7)).is_empty());
        let changes = past_months(&with(-5, 9), &with(-2, 9));
        assert_eq!(changes.len(), 1);
        assert_eq!(
            (changes[0].month, changes[0].now.value),
            (2, Money::from_pounds(-2))
        );
    }
}
