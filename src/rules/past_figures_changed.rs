//! What happened in a month already past, told differently by a later submission.

use super::{Outcome, Rule};
use crate::analysis::past_changes;
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::Case;
use crate::policy::Policy;
use crate::wording::{count, counted};

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "past-figures-changed",
        severity: Severity::Warning,
        title: "A past month was changed",
        summary: "An actual of a month already past is not what the last submission said it was.",
        rationale: "What happened does not change. Either the first figure was wrong, and decisions rested on it, or the \
                    second one is, and a trend now looks better than it was.",
        example: "March said 412 patients had waited over 65 weeks in January; June says 388, without a word.",
        fix: "Say in the paper which figure was corrected, why, and whether the national return was corrected too.",
        question: "Which of the two figures went into the national return?",
    },
    rests_on: &[],
    check,
};

fn check(case: &Case, _policy: &Policy) -> Outcome {
    let Some(before) = case.earlier.first() else {
        return Outcome::CannotCheck {
            missing: "an earlier submission of the plan",
        };
    };
    let has_actuals = |plan: &crate::plan::Plan| {
        plan.elective.iter().any(|waits| {
            waits
                .trajectories
                .iter()
                .flat_map(|trajectory| trajectory.months.values())
                .any(|both| both.actual.is_some())
        })
    };
    if !(has_actuals(before) && has_actuals(&case.plan)) {
        return Outcome::CannotCheck {
            missing: "actual long waits in both submissions",
        };
    }
    let past = past_changes(before, &case.plan);
    let Some(first) = past.first() else {
        return Outcome::Passed;
    };
    let others = match past.len() - 1 {
        0 => String::new(),
        more => format!(
            " {} changed too.",
            counted(more, "other figure", "other figures")
        ),
    };
    let message = format!(
        "{} had {} waiting over {} weeks at the end of {} in the last submission and has {} now.{others}",
        first.organisation.as_deref().unwrap_or("The plan"),
        count(first.before.value),
        first.measure.0,
        first.month,
        count(first.now.value),
    );
    let cells = past
        .iter()
        .flat_map(|change| change.now.cells.iter().chain(&change.before.cells).cloned())
        .collect();
    let moved = first.now.value.abs_diff(first.before.value);
    Outcome::Found(vec![
        RULE.about.at(cells, message).worth(Stake::Pathways(moved)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::clean_case_in_year;
    use crate::rules::{addresses, found};

    fn with_first_actual(value: u64) -> Case {
        let mut case = clean_case_in_year();
        case.earlier = vec![clean_case_in_year().plan];
        let months = &mut case.plan.elective.as_mut().unwrap().trajectories[0].months;
        months
            .values_mut()
            .next()
            .unwrap()
            .actual
            .as_mut()
            .unwrap()
            .value = value;
        case
    }

    #[test]
    fn an_actual_told_differently_is_found_at_both_cells() {
        let findings = found(check(&with_first_actual(90), &Policy::default()));
        assert_eq!(addresses(&findings[0]), ["Waits!C6", "Waits!C6"]);
        assert!(findings[0].message.contains("had 110") && findings[0].message.contains("has 90"));
    }

    #[test]
    fn the_same_actuals_pass() {
        assert_eq!(
            check(&with_first_actual(110), &Policy::default()),
            Outcome::Passed
        );
    }
}
