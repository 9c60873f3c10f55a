//! Patients still waiting after a national deadline.

use super::{Outcome, Rule};
use crate::analysis::{Landing, MeasureOutlook, elective};
use crate::finding::{Explanation, Finding, Severity, Stake};
use crate::plan::{Case, Share};
use crate::policy::{Allowance, Policy};
use crate::wording::{count, plain_percent, quoted};

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "long-waits-after-deadline",
        severity: Severity::Warning,
        title: "Long waits miss their deadline",
        summary: "A trajectory of long waits is not at zero at the national deadline in force.",
        rationale: "The deadline is a condition of the plan. A trajectory that does not land is either a plan to miss it, \
                    or shows that activity, and its cost, is missing.",
        example: "1,240 pathways planned over 65 weeks in March 2024, when nobody should wait longer.",
        fix: "Show the activity and its cost that bring the trajectory to zero, or declare the miss and its reason.",
        question: "Which specialties hold these patients, and what would it cost to treat them by the deadline?",
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
    if outlooks.iter().all(|outlook| {
        matches!(outlook.landing, Landing::CannotSay { .. }) && outlook.declared.is_none()
    }) {
        return Outcome::CannotCheck {
            missing: "pathways in the month of a national deadline",
        };
    }
    Outcome::of(outlooks.iter().filter_map(miss).collect())
}

fn miss(outlook: &MeasureOutlook) -> Option<Finding> {
    let deadline = outlook.deadline.as_ref()?;
    let weeks = outlook.measure.0;
    let said = outlook.declared.as_ref();
    let in_words = said.map_or_else(String::new, |said| {
        format!(" The workbook says so itself: {}", quoted(&said.words))
    });
    let Some(at) = outlook.judged_at else {
        return told_in_words(outlook);
    };
    let since = if let Some(allowed) = &outlook.allowed {
        format!(
            "{} are allowed, {} of the list",
            count(allowed.value),
            limit(deadline.allowed)
        )
    } else if at == deadline.month {
        "the national deadline is zero".to_owned()
    } else {
        format!("none were allowed after {}", deadline.month)
    };
    let (pathways, message) = match &outlook.landing {
        Landing::PlannedMiss { plan } => (
            plan,
            format!(
                "{} planned to wait over {weeks} weeks in {}; {since}{}.{in_words}",
                told(plan.value, ["is", "are"]),
                at,
                outlook
                    .cleared_from
                    .map_or_else(String::new, |month| format!(
                        "; the plan reaches none in {month}"
                    ))
            ),
        ),
        Landing::ActualMiss { plan, actual } => {
            let planned = plan.as_ref().map_or_else(String::new, |plan| {
                format!(", planned {}", count(plan.value))
            });
            (
                actual,
                format!(
                    "{} over {weeks} weeks in {}{planned}; {since}.{in_words}",
                    told(actual.value, ["waited", "waited"]),
                    at
                ),
            )
        }
        Landing::Lands { .. } | Landing::CannotSay { .. } => return told_in_words(outlook),
    };
    let mut cells = pathways.cells.clone();
    cells.extend(outlook.allowed.iter().flat_map(|list| list.cells.clone()));
    cells.extend(said.map(|said| said.cell.clone()));
    Some(
        RULE.about
            .at(cells, message)
            .worth(Stake::Pathways(pathways.value)),
    )
}

/// "1 pathway is", "7 pathways are"
fn told(pathways: u64, [one, many]: [&str; 2]) -> String {
    if pathways == 1 {
        format!("1 pathway {one}")
    } else {
        format!("{} pathways {many}", count(pathways))
    }
}

/// A sentence of the workbook that says what its figures do not.
fn told_in_words(outlook: &MeasureOutlook) -> Option<Finding> {
    let (said, deadline) = (outlook.declared.as_ref()?, outlook.deadline.as_ref()?);
    let message = format!(
        "The workbook says that waits over {} weeks miss their deadline of {}: {}",
        outlook.measure.0,
        deadline.month,
        quoted(&said.words)
    );
    Some(RULE.about.at(said.cell.clone().into(), message))
}

/// "1%"
fn limit(allowed: Allowance) -> String {
    match allowed {
        Allowance::None => plain_percent(Share::default()),
        Allowance::ShareOfList(share) => plain_percent(share),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{cell, clean_case};
    use crate::plan::{Declared, Month, Sourced, Weeks};
    use crate::rules::found;

    #[test]
    fn pathways_planned_at_the_deadline_are_found_at_their_cell() {
        let mut case = clean_case();
        let waits = case.plan.elective.as_mut().unwrap();
        let march = waits.trajectories[0]
            .months
            .get_mut(&Month {
                year: 2024,
                month: 3,
            })
            .unwrap();
        march.plan = Some(Sourced::at(1_240, cell("Waits!N5")));
        let findings = found(check(&case, &Policy::default()));
        assert_eq!(findings[0].cells, [cell("Waits!N5")]);
        assert_eq!(
            findings[0].message,
            "1,240 pathways are planned to wait over 65 weeks in March 2024; the national deadline is zero."
        );
    }

    #[test]
    fn a_miss_told_in_words_alone_is_found_at_its_cell() {
        let mut case = clean_case();
        case.plan
            .elective
            .as_mut()
            .unwrap()
            .declared
            .push(Declared {
                measure: Weeks(65),
                by: None,
                misses: true,
                words: "We will not eliminate 65 week waits this year".to_owned(),
                cell: cell("Waits!A20"),
            });
        let findings = found(check(&case, &Policy::default()));
        assert_eq!(findings[0].cells, [cell("Waits!A20")]);
    }

    #[test]
    fn without_the_month_of_the_deadline_it_cannot_say() {
        let mut case = clean_case();
        case.plan.elective.as_mut().unwrap().trajectories[0]
            .months
            .pop_last();
        assert!(matches!(
            check(&case, &Policy::default()),
            Outcome::CannotCheck { .. }
        ));
    }
}
