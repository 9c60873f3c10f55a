//! A bridge from last year to the plan that does not get there, or that explains too little.

use super::{Outcome, Rule};
use crate::finding::{Explanation, Finding, Severity, Stake};
use crate::plan::{Case, Cells, Money, StatedWalk, WalkKind};
use crate::policy::Policy;
use crate::wording::{money, whole_percent};

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "bridge-does-not-foot",
        severity: Severity::Warning,
        title: "The bridge does not reach the plan",
        summary: "The steps of the workbook's bridge do not add up to its positions, or much of them goes under \"other\".",
        rationale: "The bridge is how a board learns what changed. Where its steps lead elsewhere, or a large one is named \
                    \"other\", part of the plan has no story.",
        example: "From an outturn of −£31.2m, steps of £8.1m lead to a plan of −£22.0m: £1.1m is not explained.",
        fix: "Let every position on the bridge be a formula over the steps before it, and give the remainder a name.",
        question: "What is in the part of the bridge that no step explains?",
    },
    rests_on: &["position-tolerance", "unexplained-share"],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let walks = &case.plan.around.walks;
    if walks.is_empty() {
        return Outcome::CannotCheck {
            missing: "a bridge from last year's position to the plan",
        };
    }
    let declared = case
        .plan
        .position
        .as_ref()
        .and_then(|position| position.declared.as_ref());
    let mut findings: Vec<Finding> = Vec::new();
    for walk in walks {
        findings.extend(footing(walk, policy));
        findings.extend(other(walk, policy));
        let whole = walk.organisation.is_none() || case.plan.organisations.len() <= 1;
        if let (Some(last), Some(declared)) = (walk.steps.last(), declared.filter(|_| whole)) {
            let off = last.amount.value - declared.value;
            if off.abs() > policy.in_year.position_tolerance.value {
                let mut cells = last.amount.cells.clone();
                cells.extend(declared.cells.iter().cloned());
                let message = format!(
                    "The bridge ends at {}, and the plan declares {}.",
                    money(last.amount.value),
                    money(declared.value)
                );
                findings.push(RULE.about.at(cells, message).worth(Stake::Money(off.abs())));
            }
        }
    }
    Outcome::of(findings)
}

/// The first position that the steps before it do not reach.
fn footing(walk: &StatedWalk, policy: &Policy) -> Option<Finding> {
    let mut level: Option<Money> = None;
    let mut cells = Cells::default();
    for step in &walk.steps {
        cells.extend(step.amount.cells.iter().cloned());
        match (step.kind, level) {
            (WalkKind::Position, Some(reached)) => {
                let off = step.amount.value - reached;
                if off.abs() > policy.in_year.position_tolerance.value {
                    let mut telling = step.amount.cells.clone();
                    telling.extend(cells);
                    let message = format!(
                        "The steps of the bridge lead to {}, and \u{201c}{}\u{201d} is stated as {}: {} is not explained.",
                        money(reached),
                        step.label,
                        money(step.amount.value),
                        money(off.abs()),
                    );
                    return Some(
                        RULE.about
                            .at(telling, message)
                            .worth(Stake::Money(off.abs())),
                    );
                }
                level = Some(step.amount.value);
                cells = step.amount.cells.clone();
            }
            (WalkKind::Position, None) => level = Some(step.amount.value),
            (_, level_so_far) => level = level_so_far.map(|level| level + step.amount.value),
        }
    }
    None
}

/// Too much under "other".
fn other(walk: &StatedWalk, policy: &Policy) -> Option<Finding> {
    let all: Money = walk.changes().map(|step| step.amount.value.abs()).sum();
    let mut cells = Cells::default();
    let mut unnamed = Money::ZERO;
    for step in walk.changes().filter(|step| step.kind == WalkKind::Other) {
        unnamed += step.amount.value.abs();
        cells.extend(step.amount.cells.iter().cloned());
    }
    let share = unnamed.share_of(all)?;
    if share <= policy.position.unexplained_share.value
        || unnamed <= policy.in_year.position_tolerance.value
    {
        return None;
    }
    let message = format!(
        "{}, {} of all changes in the bridge, goes under \u{201c}other\u{201d} or \u{201c}balancing\u{201d}.",
        money(unnamed),
        whole_percent(share)
    );
    let finding = RULE.about.at(cells, message);
    Some(finding.worth(Stake::Money(unnamed)).graded(Severity::Note))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case, clean_case_in_year, pounds};
    use crate::rules::{addresses, found};

    fn with(change: impl FnOnce(&mut StatedWalk)) -> Case {
        let mut case = clean_case_in_year();
        change(&mut case.plan.around.walks[0]);
        case
    }

    #[test]
    fn steps_that_lead_elsewhere_are_found_at_the_position_they_miss() {
        let case = with(|walk| walk.steps[3].amount = pounds(7_000_000, "Bridge!B6"));
        let findings = found(check(&case, &Policy::default()));
        assert_eq!(findings.len(), 1);
        assert_eq!(addresses(&findings[0])[0], "Bridge!B7");
        assert_eq!(
            findings[0].message,
            "The steps of the bridge lead to −£1.0m, and \u{201c}2023/24 plan\u{201d} is stated as £0: £1.0m is not explained."
        );
    }

    #[test]
    fn a_large_other_is_a_note() {
        let case = with(|walk| walk.steps[2].kind = WalkKind::Other);
        let findings = found(check(&case, &Policy::default()));
        assert_eq!(findings[0].severity, Severity::Note);
        // 15 of 9 + 15 + 8.
        assert!(
            findings[0]
                .message
                .starts_with("£15.0m, 47% of all changes")
        );
        assert_eq!(addresses(&findings[0]), ["Bridge!B5"]);
    }

    #[test]
    fn a_bridge_to_another_plan_is_found() {
        let case = with(|walk| {
            walk.steps[3].amount = pounds(6_000_000, "Bridge!B6");
            walk.steps[4].amount = pounds(-2_000_000, "Bridge!B7");
        });
        let findings = found(check(&case, &Policy::default()));
        assert_eq!(
            findings[0].message,
            "The bridge ends at −£2.0m, and the plan declares £0."
        );
    }

    #[test]
    fn a_bridge_that_adds_up_passes_and_none_cannot_be_checked() {
        assert_eq!(
            check(&clean_case_in_year(), &Policy::default()),
            Outcome::Passed
        );
        assert!(matches!(
            check(&clean_case(), &Policy::default()),
            Outcome::CannotCheck { .. }
        ));
    }
}
