//! A system whose organisations do not add up to it.

use super::{Outcome, Rule};
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Case, Money, OrganisationKind, OrganisationPosition, Sourced};
use crate::policy::Policy;
use crate::wording::{self, counted, money};

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "position-organisations-differ-from-total",
        severity: Severity::Warning,
        title: "The organisations are not the system",
        summary: "The organisations' planned positions do not add up to the position declared for all of them.",
        rationale: "Each board approves its own figure and the system answers for the sum. What lies between them is owned \
                    by nobody: a stretch not accepted, or an adjustment made above everybody's head.",
        example: "Four organisations plan £47.0m of deficit together; the system declares £42.0m.",
        fix: "Agree each organisation's figure with its board, or show the difference as a line with an owner.",
        question: "Which organisation has agreed to the difference, and does its own board know?",
    },
    rests_on: &["position-tolerance"],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let Some(position) = &case.plan.position else {
        return Outcome::CannotCheck {
            missing: "a declared surplus or deficit",
        };
    };
    let Some(declared) = &position.declared else {
        return Outcome::CannotCheck {
            missing: "one declared surplus or deficit",
        };
    };
    let parts: Vec<&OrganisationPosition> = position
        .organisations
        .iter()
        .filter(|part| {
            !matches!(
                part.organisation.kind,
                OrganisationKind::System | OrganisationKind::Predecessor
            )
        })
        .collect();
    if parts.is_empty() {
        return Outcome::CannotCheck {
            missing: "the position of each organisation",
        };
    }
    let sum: Sourced<Money> = parts.iter().map(|part| &part.surplus).sum();
    let tolerance = policy.in_year.position_tolerance.value;
    if parts.len() < 2 || sum.value.agrees_with(declared.value, tolerance) {
        return Outcome::Passed;
    }
    let message = format!(
        "{} together plan {}, and the plan declares {}: a difference of {}.",
        counted(parts.len(), "organisation", "organisations"),
        wording::position(sum.value),
        wording::position(declared.value),
        money((sum.value - declared.value).abs()),
    );
    let mut cells = declared.cells.clone();
    cells.extend(sum.cells);
    Outcome::Found(vec![
        RULE.about
            .at(cells, message)
            .worth(Stake::Money((sum.value - declared.value).abs())),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Organisation;
    use crate::plan::example::{clean_case, pounds};
    use crate::rules::{addresses, found};

    fn with_second(surplus: i64) -> Case {
        clean_case().with_position(|position| {
            let mut second = position.organisations[0].clone();
            second.organisation = Organisation::named("NHS Fenmarch ICB");
            second.surplus = pounds(surplus, "I&E!Q48");
            position.organisations.push(second);
        })
    }

    #[test]
    fn a_deficit_missing_from_the_total_is_found_at_the_total_first() {
        let findings = found(check(&with_second(-5_000_000), &Policy::default()));
        // Provider and system happen to share a cell in this plan.
        assert_eq!(
            addresses(&findings[0]),
            ["'I&E'!P48", "'I&E'!P48", "'I&E'!Q48"]
        );
        assert_eq!(
            findings[0].message,
            "2 organisations together plan a deficit of £5.0m, and the plan declares breakeven: a difference of £5.0m."
        );
    }

    #[test]
    fn a_difference_of_rounding_is_let_pass() {
        assert_eq!(
            check(&with_second(90_000), &Policy::default()),
            Outcome::Passed
        );
    }

    #[test]
    fn a_predecessor_is_not_added_in() {
        let case = with_second(-5_000_000).with_position(|position| {
            position.organisations[1].organisation.kind = OrganisationKind::Predecessor;
        });
        assert_eq!(check(&case, &Policy::default()), Outcome::Passed);
    }
}
