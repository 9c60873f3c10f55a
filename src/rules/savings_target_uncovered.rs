//! A target that not even unidentified lines reach.

use super::{Outcome, Rule};
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::Case;
use crate::policy::Policy;
use crate::wording::money;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "savings-target-uncovered",
        severity: Severity::Warning,
        title: "Target not covered",
        summary: "The savings lines, unidentified ones included, add up to less than the stated target.",
        rationale: "The target is usually already in the income and expenditure. What no line covers is then a hole in the \
                    declared position that no list of schemes shows.",
        example: "A system target of £150.0m with lines of £138.8m: £11.2m of the target stands nowhere.",
        fix: "Add lines for the whole target, or show in the income and expenditure that only the lines are counted on.",
        question: "Is the whole target already in the declared position, and what fills the part no line covers?",
    },
    rests_on: &["balancing-tolerance"],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let Some(savings) = &case.plan.savings else {
        return Outcome::CannotCheck {
            missing: "a list of savings schemes",
        };
    };
    let Some(target) = &savings.target else {
        return Outcome::CannotCheck {
            missing: "a stated savings target",
        };
    };
    let Some(uncovered) = savings
        .uncovered_target()
        .filter(|gap| gap.value > policy.balancing_tolerance.value)
    else {
        return Outcome::Passed;
    };
    let message = format!(
        "The target is {} and all lines together are {}: {} of it is covered by no line at all.",
        money(target.value),
        money(savings.total_value()),
        money(uncovered.value),
    );
    Outcome::Found(vec![
        RULE.about
            .at(uncovered.cells, message)
            .worth(Stake::Money(uncovered.value)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case, pounds};
    use crate::rules::{addresses, found};

    #[test]
    fn a_target_above_all_lines_is_found_at_the_target() {
        let case =
            clean_case().with_savings(|savings| savings.target = Some(pounds(9_500_000, "CIP!G5")));
        let findings = found(check(&case, &Policy::default()));
        assert_eq!(addresses(&findings[0]), ["CIP!G5"]);
        assert_eq!(
            findings[0].pounds(),
            crate::plan::Money::from_pounds(1_500_000)
        );
    }

    #[test]
    fn an_over_programmed_plan_passes() {
        let case =
            clean_case().with_savings(|savings| savings.target = Some(pounds(7_000_000, "CIP!G5")));
        assert_eq!(check(&case, &Policy::default()), Outcome::Passed);
    }
}
