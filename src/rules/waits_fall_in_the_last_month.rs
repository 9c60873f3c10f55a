//! A cliff: long waits that stay until just before the deadline and then vanish.

use super::{Outcome, Rule};
use crate::analysis::{MeasureOutlook, elective};
use crate::finding::{Explanation, Finding, Severity, Stake};
use crate::plan::{Case, Month, Sourced};
use crate::policy::Policy;
use crate::wording::{count, whole_percent};
use rust_decimal::Decimal;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "waits-fall-in-the-last-month",
        severity: Severity::Warning,
        title: "Long waits vanish at the last moment",
        summary: "Most of the planned fall in long waits comes in the last two months before the deadline.",
        rationale: "Patients are treated by lists and clinics that run every week. A fall that waits for the last two months \
                    needs several times the usual number of them, in winter, with no month left to put it right.",
        example: "402 pathways in April, 280 in December, none in March: 240 of them go in two months.",
        fix: "Show the lists and clinics booked for the last months, or bring the fall forward.",
        question: "How many patients must be treated in each of the last two months, and are the theatres and clinics booked?",
    },
    rests_on: &["late-fall-share"],
    check,
};

/// Fewer months than this are too short for a cliff.
const MONTHS: usize = 6;

fn check(case: &Case, policy: &Policy) -> Outcome {
    let Some(waits) = &case.plan.elective else {
        return Outcome::CannotCheck {
            missing: "long waits by month",
        };
    };
    let year = case.plan.year.as_ref().map(|year| year.value);
    let outlooks = elective(waits, year, policy);
    if outlooks.iter().all(|outlook| planned(outlook).is_none()) {
        return Outcome::CannotCheck {
            missing: "planned long waits for the six months before a deadline",
        };
    }
    Outcome::of(
        outlooks
            .iter()
            .filter_map(|outlook| cliff(outlook, policy))
            .collect(),
    )
}

/// Planned pathways by month up to the deadline.
fn planned(outlook: &MeasureOutlook) -> Option<Vec<(Month, &Sourced<u64>)>> {
    let at = outlook.judged_at.filter(|at| {
        outlook
            .deadline
            .as_ref()
            .is_some_and(|deadline| deadline.month == *at)
    })?;
    let months: Vec<_> = outlook
        .months
        .range(..=at)
        .filter_map(|(month, given)| Some((*month, given.plan.as_ref()?)))
        .collect();
    (months.len() >= MONTHS).then_some(months)
}

fn cliff(outlook: &MeasureOutlook, policy: &Policy) -> Option<Finding> {
    let months = planned(outlook)?;
    let [.., (since, edge), (_, middle), (until, last)] = months.as_slice() else {
        return None;
    };
    let (_, first) = months.first()?;
    let whole = first
        .value
        .checked_sub(last.value)
        .filter(|fall| *fall > 0)?;
    let late = edge.value.checked_sub(last.value)?;
    let share = crate::plan::Share(Decimal::from(late) / Decimal::from(whole));
    if share <= policy.in_year.late_fall_share.value {
        return None;
    }
    let message = format!(
        "{} pathways over {} weeks are to go between {} and {}, {} of the whole year's fall.",
        count(late),
        outlook.measure.0,
        since.name(),
        until.name(),
        whole_percent(share),
    );
    let cells = [*edge, *middle, *last]
        .into_iter()
        .flat_map(|given| given.cells.clone());
    Some(
        RULE.about
            .at(cells.collect(), message)
            .worth(Stake::Pathways(late)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{cell, clean_case};
    use crate::rules::{addresses, found};

    #[test]
    fn a_fall_left_to_february_and_march_is_found_at_their_cells() {
        let mut case = clean_case();
        let months = &mut case.plan.elective.as_mut().unwrap().trajectories[0].months;
        for (year, month, planned, address) in
            [(2024, 1, 80, "Waits!L5"), (2024, 2, 60, "Waits!M5")]
        {
            months.get_mut(&Month { year, month }).unwrap().plan =
                Some(Sourced::at(planned, cell(address)));
        }
        let findings = found(check(&case, &Policy::default()));
        assert_eq!(
            addresses(&findings[0]),
            ["Waits!L5", "Waits!M5", "Waits!N5"]
        );
        assert_eq!(
            findings[0].message,
            "80 pathways over 65 weeks are to go between January and March, 73% of the whole year's fall."
        );
    }

    #[test]
    fn an_even_fall_is_let_pass() {
        assert_eq!(check(&clean_case(), &Policy::default()), Outcome::Passed);
    }
}
