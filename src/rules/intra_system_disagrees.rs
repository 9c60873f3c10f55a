//! Two bodies of one system that plan different amounts for the same contract.

use super::{Outcome, Rule};
use crate::analysis::{Flow, intra_system};
use crate::finding::{Explanation, Finding, Severity, Stake};
use crate::plan::{Case, Money};
use crate::policy::Policy;
use crate::wording::money;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "intra-system-disagrees",
        severity: Severity::Warning,
        title: "Two bodies disagree about one contract",
        summary: "What one body of the system plans to pay another is not what the other plans to receive.",
        rationale: "In a system it is the same money. Where the provider plans more income than the board plans to pay, the \
                    difference is in nobody's budget, and the system's position is that much worse than the sum of its plans.",
        example: "The board plans to pay £610.0m to its hospital, the hospital plans £613.0m of income from the board: £3.0m \
                  that nobody pays.",
        fix: "Agree the contract value between the two, and change the plan that is wrong before either board approves it.",
        question: "Which of the two figures is in the signed contract, and whose plan will change?",
    },
    rests_on: &[
        "intra-system-difference",
        "intra-system-share",
        "position-tolerance",
    ],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let flows = case
        .plan
        .position
        .as_ref()
        .map_or_else(Vec::new, intra_system);
    if flows.is_empty() {
        return Outcome::CannotCheck {
            missing: "a line of one body that names another, on both sides",
        };
    }
    Outcome::of(
        flows
            .iter()
            .filter_map(|flow| differs(flow, policy))
            .collect(),
    )
}

/// By more than the pounds allowed, or by more than the share allowed where that is more than rounding.
fn differs(flow: &Flow, policy: &Policy) -> Option<Finding> {
    let difference = flow.difference();
    let size = difference.abs();
    let rules = &policy.in_year;
    let part = flow.paid.value.abs() * rules.intra_system_share.value;
    let beyond = size > rules.intra_system_difference.value
        || size > part && size > rules.position_tolerance.value;
    if !beyond {
        return None;
    }
    let (from, to) = (&flow.payer.name, &flow.payee.name);
    let message = if difference.is_positive() {
        format!(
            "{to} plans {} of income from {from}, which plans to pay {}: {} is in nobody's budget.",
            money(flow.received.value),
            money(flow.paid.value),
            money(size),
        )
    } else {
        format!(
            "{from} plans to pay {} to {to}, which plans {} of income from it: {} is not expected.",
            money(flow.paid.value),
            money(flow.received.value),
            money(size),
        )
    };
    let mut cells = flow.received.cells.clone();
    cells.extend(flow.paid.cells.iter().cloned());
    // Money that is planned to be paid and not expected makes no hole.
    let severity = if difference > Money::ZERO {
        Severity::Warning
    } else {
        Severity::Note
    };
    Some(
        RULE.about
            .at(cells, message)
            .worth(Stake::Money(size))
            .graded(severity),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case, position_line};
    use crate::plan::{LineKind, Organisation, OrganisationPosition, Sourced};
    use crate::rules::{addresses, found};

    fn with(paid: i64, received: i64) -> Case {
        clean_case().with_position(|position| {
            position.organisations = vec![
                OrganisationPosition {
                    organisation: Organisation::named("NHS Fenmarch ICB"),
                    surplus: Sourced::default(),
                    monthly: Default::default(),
                    course: Default::default(),
                    reported: 0,
                    lines: vec![position_line(
                        "Westmoor NHS Trust",
                        LineKind::Commissioned,
                        -paid,
                        10,
                    )],
                },
                OrganisationPosition {
                    organisation: Organisation::named("Westmoor NHS Trust"),
                    surplus: Sourced::default(),
                    monthly: Default::default(),
                    course: Default::default(),
                    reported: 0,
                    lines: vec![position_line(
                        "NHS Fenmarch ICB",
                        LineKind::Income,
                        received,
                        20,
                    )],
                },
            ];
        })
    }

    #[test]
    fn income_that_nobody_plans_to_pay_is_found_at_both_cells() {
        let findings = found(check(&with(180_000_000, 181_200_000), &Policy::default()));
        assert_eq!(addresses(&findings[0]), ["'I&E'!P20", "'I&E'!P10"]);
        assert_eq!(
            findings[0].message,
            "Westmoor NHS Trust plans £181.2m of income from NHS Fenmarch ICB, which plans to pay £180.0m: £1.2m is in \
             nobody's budget."
        );
        assert_eq!(findings[0].severity, Severity::Warning);
    }

    #[test]
    fn a_tenth_of_a_per_cent_is_enough_and_rounding_is_not() {
        // £0.2m of £180m is more than 0.1%; £0.1m is rounding.
        assert_eq!(
            found(check(&with(180_000_000, 180_200_000), &Policy::default())).len(),
            1
        );
        assert_eq!(
            check(&with(180_000_000, 180_090_000), &Policy::default()),
            Outcome::Passed
        );
        let over = found(check(&with(181_000_000, 180_000_000), &Policy::default()));
        assert_eq!(over[0].severity, Severity::Note);
    }

    #[test]
    fn without_lines_that_name_each_other_nothing_can_be_said() {
        assert!(matches!(
            check(&clean_case(), &Policy::default()),
            Outcome::CannotCheck { .. }
        ));
    }
}
