//! How waits of a measure land, and by what they are judged, in words.

use crate::analysis::{AbovePlan, Landing, MeasureOutlook};
use crate::plan::{Month, Sourced};
use crate::policy::{Allowance, Deadline};
use crate::wording::{count, plain_percent};

pub(super) fn is_miss(outlook: &MeasureOutlook) -> bool {
    outlook.declared.is_some()
        || matches!(
            outlook.landing,
            Landing::PlannedMiss { .. } | Landing::ActualMiss { .. }
        )
}

pub(super) fn sentence(outlook: &MeasureOutlook) -> String {
    let weeks = outlook.measure.0;
    let at = outlook
        .judged_at
        .map_or_else(String::new, |month| format!(" in {month}"));
    match &outlook.landing {
        Landing::Lands { plan } if plan.value > 0 => format!(
            "{} to wait over {weeks} weeks{at}, within the limit",
            count(plan.value)
        ),
        Landing::Lands { .. } => format!("Nobody is to wait over {weeks} weeks{at}"),
        Landing::PlannedMiss { plan } => {
            let cleared = outlook
                .cleared_from
                .map_or_else(String::new, |month| format!(", none only by {month}"));
            format!(
                "{} planned to wait over {weeks} weeks{at}{cleared}",
                count(plan.value)
            )
        }
        Landing::ActualMiss { actual, .. } => {
            format!("{} waited over {weeks} weeks{at}", count(actual.value))
        }
        Landing::CannotSay { .. } if outlook.declared.is_some() => {
            format!("The plan says that waits over {weeks} weeks miss their deadline")
        }
        Landing::CannotSay { .. } => match latest(outlook) {
            Some((month, value)) => format!("{} over {weeks} weeks by {month}", count(value.value)),
            None => format!("Waits over {weeks} weeks"),
        },
    }
}

/// "1,751 over 52 weeks in October 2025, 301 above plan"
pub(super) fn above_plan(own: &AbovePlan<'_>) -> String {
    format!(
        "{} over {} weeks in {}, {} above plan",
        count(own.actual.value),
        own.measure.0,
        own.month,
        count(own.above)
    )
}

/// The last month's plan, else its actual.
pub(super) fn latest(outlook: &MeasureOutlook) -> Option<(Month, Sourced<u64>)> {
    let (month, given) = outlook.months.iter().next_back()?;
    Some((*month, given.plan.clone().or_else(|| given.actual.clone())?))
}

/// "deadline: 0", "limit: 1% of the list"
pub(super) fn limit(deadline: &Deadline) -> String {
    match deadline.allowed {
        Allowance::None => "deadline: 0".to_owned(),
        Allowance::ShareOfList(share) => format!("limit: {} of the list", plain_percent(share)),
    }
}

/// "deadline 0", "limit 900, 1% of the list"
pub(super) fn allowed(outlook: &MeasureOutlook) -> String {
    match (&outlook.allowed, &outlook.deadline) {
        (Some(allowed), Some(deadline)) => {
            let limit = limit(deadline);
            let share = limit.trim_start_matches("limit: ");
            format!("limit {}, {share}", count(allowed.value))
        }
        (None, Some(deadline)) if deadline.allowed != Allowance::None => limit(deadline),
        _ => "deadline 0".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{FinancialYear, Weeks};
    use crate::policy::Policy;

    #[test]
    fn a_limit_that_is_a_share_of_the_list_is_not_called_zero() {
        let said = |year| {
            let deadline = Policy::default().deadline(Weeks(52), FinancialYear(year));
            limit(&deadline.unwrap())
        };
        assert_eq!(said(2024), "deadline: 0");
        assert_eq!(said(2025), "limit: 1% of the list");
    }
}
