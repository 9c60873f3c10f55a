//! A trajectory that climbs on its way to its deadline.

use super::{Outcome, Rule};
use crate::analysis::{MeasureOutlook, elective};
use crate::finding::{Explanation, Finding, Severity, Stake};
use crate::plan::{Case, Month, Sourced};
use crate::policy::Policy;
use crate::wording::count;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "long-waits-rise",
        severity: Severity::Warning,
        title: "Long waits rise before they fall",
        summary: "A planned trajectory of long waits is higher in a month than in the month before.",
        rationale: "Each month in which more people pass the limit than are treated makes the remaining months steeper. A plan \
                    that rises first leaves the fall to winter.",
        example: "440 pathways in July, 470 in August, and none by March.",
        fix: "Explain the month that rises, or add activity before it.",
        question: "Why do long waits rise here, and what makes the months after so much better?",
    },
    rests_on: &["deadlines"],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let Some(waits) = &case.plan.elective else {
        return Outcome::CannotCheck {
            missing: "long waits by month",
        };
    };
    let year = case.plan.year.as_ref().map(|year| year.value);
    let outlooks = elective(waits, year, policy);
    if outlooks.iter().all(|outlook| planned(outlook).len() < 2) {
        return Outcome::CannotCheck {
            missing: "planned long waits for two months or more",
        };
    }
    Outcome::of(outlooks.iter().filter_map(rise).collect())
}

/// Planned pathways by month, up to the month the plan is judged at.
fn planned(outlook: &MeasureOutlook) -> Vec<(Month, &Sourced<u64>)> {
    outlook
        .months
        .iter()
        .filter(|(month, _)| outlook.judged_at.is_none_or(|at| **month <= at))
        .filter_map(|(month, given)| Some((*month, given.plan.as_ref()?)))
        .collect()
}

fn rise(outlook: &MeasureOutlook) -> Option<Finding> {
    let months = planned(outlook);
    let rises: Vec<_> = months
        .iter()
        .zip(months.iter().skip(1))
        .filter_map(|(before, after)| {
            let size = after.1.value.checked_sub(before.1.value)?;
            (size > 0).then_some((size, before, after))
        })
        .collect();
    let (_, (before_month, before), (month, after)) = rises.iter().max_by_key(|rise| rise.0)?;
    let total = rises
        .iter()
        .fold(0_u64, |total, rise| total.saturating_add(rise.0));
    let more = if rises.len() == 1 {
        String::new()
    } else {
        format!("; {} months rise, by {} in all", rises.len(), count(total))
    };
    let message = format!(
        "Pathways over {} weeks are planned to rise from {} in {} to {} in {}{more}.",
        outlook.measure.0,
        count(before.value),
        before_month,
        count(after.value),
        month,
    );
    let mut cells = after.cells.clone();
    cells.extend(before.cells.iter().cloned());
    let (first, last) = (months.first()?, months.last()?);
    let severity = if last.1.value > first.1.value {
        Severity::Warning
    } else {
        Severity::Note
    };
    Some(
        RULE.about
            .at(cells, message)
            .worth(Stake::Pathways(total))
            .graded(severity),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{cell, clean_case};
    use crate::rules::{addresses, found};

    fn with_month(year: u16, month: u8, planned: u64, address: &str) -> Case {
        let mut case = clean_case();
        let months = &mut case.plan.elective.as_mut().unwrap().trajectories[0].months;
        months.get_mut(&Month { year, month }).unwrap().plan =
            Some(Sourced::at(planned, cell(address)));
        case
    }

    #[test]
    fn a_month_that_rises_is_found_with_the_month_before() {
        let findings = found(check(
            &with_month(2023, 8, 95, "Waits!G5"),
            &Policy::default(),
        ));
        assert_eq!(addresses(&findings[0]), ["Waits!G5", "Waits!F5"]);
        assert_eq!(
            findings[0].message,
            "Pathways over 65 weeks are planned to rise from 80 in July 2023 to 95 in August 2023."
        );
        assert_eq!(findings[0].severity, Severity::Note);
    }

    #[test]
    fn a_plan_that_ends_above_its_start_is_a_warning() {
        let findings = found(check(
            &with_month(2024, 3, 300, "Waits!N5"),
            &Policy::default(),
        ));
        assert_eq!(findings[0].severity, Severity::Warning);
    }
}
