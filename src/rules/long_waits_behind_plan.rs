//! Long waits that are not falling as planned.

use super::{Outcome, Rule};
use crate::analysis::{AbovePlan, Landing, MeasureOutlook, elective};
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Case, Cells, Month};
use crate::policy::{Allowance, Policy};
use crate::wording::{count, counted};

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "long-waits-behind-plan",
        severity: Severity::Warning,
        title: "Long waits are above plan",
        summary: "In the latest month with actual figures, more pathways wait too long than were planned.",
        rationale: "A trajectory missed early is seldom caught up: the people not treated now are still there at the deadline, \
                    and the months left must fall faster than any month behind them.",
        example: "357 pathways over 65 weeks in October where 241 were planned, with five months to the deadline.",
        fix: "Show the extra activity in each remaining month, or declare how many will wait beyond the deadline.",
        question: "What will make the remaining months fall faster than the months behind us?",
    },
    rests_on: &["waits-above-plan"],
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
    if outlooks.iter().all(|outlook| outlook.latest().is_none()) {
        return Outcome::CannotCheck {
            missing: "actual long waits beside their plan",
        };
    }
    // The measures are nested: whoever waits 78 weeks waits 65 as well. The one that binds tells the story.
    let mut above = outlooks
        .iter()
        .filter_map(|outlook| behind(outlook, policy));
    let Some(mut finding) = above.next() else {
        return Outcome::Passed;
    };
    let others: Vec<Behind> = above.collect();
    if !others.is_empty() {
        let said: Vec<String> = others
            .iter()
            .map(|other| format!("{} weeks by {}", other.weeks, count(other.above)))
            .collect();
        let message = format!(" Also above plan: over {}.", said.join(", over "));
        finding.message.push_str(&message);
        finding
            .cells
            .extend(others.into_iter().flat_map(|other| other.cells));
    }
    Outcome::Found(vec![
        RULE.about
            .at(finding.cells, finding.message)
            .worth(Stake::Pathways(finding.above))
            .graded(finding.severity),
    ])
}

/// One measure above its plan.
struct Behind {
    weeks: u16,
    above: u64,
    message: String,
    severity: Severity,
    cells: Cells,
}

fn behind(outlook: &MeasureOutlook, policy: &Policy) -> Option<Behind> {
    let AbovePlan {
        measure: _,
        month,
        plan,
        actual,
        above,
        is_far,
    } = outlook.above_plan(policy)?;
    // A deadline missed as it happened is told by the rule on deadlines.
    let told = matches!(outlook.landing, Landing::ActualMiss { .. })
        && outlook.judged_at.is_some_and(|at| at <= month);
    if told {
        return None;
    }
    let message = format!(
        "{} waited over {} weeks in {month}, {} more than planned{}.",
        counted(
            usize::try_from(actual.value).unwrap_or(usize::MAX),
            "pathway",
            "pathways"
        ),
        outlook.measure.0,
        count(above),
        needed(outlook, month, actual.value).unwrap_or_default(),
    );
    let severity = if is_far {
        Severity::Warning
    } else {
        Severity::Note
    };
    let mut cells = actual.cells.clone();
    cells.extend(plan.cells.iter().cloned());
    Some(Behind {
        weeks: outlook.measure.0,
        above,
        message,
        severity,
        cells,
    })
}

/// The monthly fall still needed for nobody to wait at the deadline, beside the average fall of the last three months.
fn needed(outlook: &MeasureOutlook, month: Month, actual: u64) -> Option<String> {
    let deadline = outlook
        .deadline
        .as_ref()
        .filter(|deadline| deadline.allowed == Allowance::None && deadline.month > month)?;
    let left = u64::try_from(
        std::iter::successors(Some(month), |month| Some(month.next()))
            .take_while(|month| *month < deadline.month)
            .count(),
    )
    .ok()?;
    let seen: Vec<u64> = outlook
        .months
        .range(..=month)
        .rev()
        .map_while(|(_, given)| Some(given.actual.as_ref()?.value))
        .take(4)
        .collect();
    let (last, before) = (seen.first()?, seen.get(3)?);
    let month_of = |three: u64| count(three / 3);
    let fall = match (last.abs_diff(*before), last < before) {
        (0..3, _) => "hardly moved".to_owned(),
        (fall, true) => format!("fell by {} a month", month_of(fall)),
        (rise, false) => format!("rose by {} a month", month_of(rise)),
    };
    Some(format!(
        "; they must fall by {} a month to the deadline, and {fall} in the last three",
        count(actual.div_ceil(left)),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Sourced;
    use crate::plan::example::{cell, clean_case, clean_case_in_year};
    use crate::rules::{addresses, found};

    fn with_september(actual: u64) -> Case {
        let mut case = clean_case_in_year();
        let months = &mut case.plan.elective.as_mut().unwrap().trajectories[0].months;
        let (year, month) = (2023, 9);
        months.get_mut(&Month { year, month }).unwrap().actual =
            Some(Sourced::at(actual, cell("Waits!H6")));
        case
    }

    #[test]
    fn waits_above_plan_are_found_at_the_latest_actual() {
        let findings = found(check(&with_september(78), &Policy::default()));
        assert_eq!(addresses(&findings[0]), ["Waits!H6", "Waits!H5"]);
        assert_eq!(
            findings[0].message,
            "78 pathways waited over 65 weeks in September 2023, 18 more than planned; they must fall by 13 a month to the \
             deadline, and fell by 4 a month in the last three."
        );
        assert_eq!(findings[0].severity, Severity::Warning);
    }

    #[test]
    fn a_few_above_plan_are_a_note() {
        let findings = found(check(&with_september(62), &Policy::default()));
        assert_eq!(findings[0].severity, Severity::Note);
    }

    #[test]
    fn the_binding_measure_tells_for_the_others() {
        let mut case = with_september(78);
        let trajectories = &mut case.plan.elective.as_mut().unwrap().trajectories;
        let mut other = trajectories[0].clone();
        other.measure = crate::plan::Weeks(78);
        trajectories.push(other);
        let findings = found(check(&case, &Policy::default()));
        assert_eq!(findings.len(), 1);
        assert!(
            findings[0]
                .message
                .ends_with("in the last three. Also above plan: over 78 weeks by 18.")
        );
    }

    #[test]
    fn a_plan_without_actuals_cannot_be_checked() {
        assert!(matches!(
            check(&clean_case(), &Policy::default()),
            Outcome::CannotCheck { .. }
        ));
    }
}
