//! Spending above a budget that NHS England delegated.

use super::{Outcome, Rule};
use crate::analysis::{Delegated, delegated};
use crate::finding::{Explanation, Finding, Severity, Stake};
use crate::plan::{Case, Money, PositionLine, Sourced};
use crate::policy::Policy;
use crate::wording::{money, quoted};

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "delegated-budget-overspent",
        severity: Severity::Warning,
        title: "A delegated budget is overspent",
        summary: "Spending on pharmacy, optometry or dental care is above the budget delegated for it.",
        rationale: "The budget is NHS England's, handed down for these services with conditions. Spending above it breaks the \
                    ring-fence and is a matter for NHS England as much as for this board.",
        example: "Delegated pharmacy is forecast at £29.9m against a budget of £28.9m: £1.0m above the ring-fence.",
        fix: "Tell NHS England, show what the excess pays for, and agree who carries it.",
        question: "Have we asked to meet NHS England at once about this breach, and who pays for the excess?",
    },
    rests_on: &["position-tolerance"],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let given: Vec<Delegated> = case
        .plan
        .position
        .iter()
        .flat_map(|position| &position.organisations)
        .filter_map(delegated)
        .collect();
    if given.is_empty() {
        return Outcome::CannotCheck {
            missing: "pharmacy, optometry and dental budgets beside their forecast",
        };
    }
    Outcome::of(
        given
            .iter()
            .filter_map(|delegated| breach(delegated, policy))
            .collect(),
    )
}

fn breach(delegated: &Delegated, policy: &Policy) -> Option<Finding> {
    let mut over: Vec<&(&PositionLine, Sourced<Money>)> = delegated
        .budgets
        .iter()
        .filter(|(_, gap)| gap.value.is_negative())
        .collect();
    over.sort_by_key(|(_, gap)| gap.value);
    let excess: Money = over.iter().map(|(_, gap)| -gap.value).sum();
    if excess <= policy.in_year.position_tolerance.value {
        return None;
    }
    let (largest, gap) = over.first()?;
    let when = if delegated.forecast {
        "is forecast"
    } else {
        "is to date"
    };
    let others = if over.len() == 1 {
        String::new()
    } else {
        format!(
            "; all delegated budgets that are over make {}",
            money(excess)
        )
    };
    let message = format!(
        "Spending on {} {when} {} above the delegated budget{others}.",
        quoted(&largest.label),
        money(-gap.value),
    );
    // Where the delegated budgets hold together, one covers the other.
    let severity = if delegated.total().is_negative() {
        Severity::Warning
    } else {
        Severity::Note
    };
    let cells = over.iter().flat_map(|(_, gap)| gap.cells.clone());
    Some(
        RULE.about
            .at(cells.collect(), message)
            .worth(Stake::Money(excess))
            .graded(severity),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::LineKind;
    use crate::plan::example::{clean_case_in_year, position_line, pounds};
    use crate::rules::{addresses, found};

    fn with_dental(forecast: i64) -> Case {
        clean_case_in_year().with_position(|position| {
            position.organisations[0].lines[3].forecast = Some(pounds(forecast, "I&E!S40"));
        })
    }

    #[test]
    fn spending_above_the_budget_is_found_at_the_forecast_first() {
        let findings = found(check(&with_dental(-1_300_000), &Policy::default()));
        assert_eq!(addresses(&findings[0]), ["'I&E'!S40", "'I&E'!P40"]);
        assert_eq!(
            findings[0].message,
            "Spending on \u{201c}Delegated dental\u{201d} is forecast £300k above the delegated budget."
        );
        assert_eq!(findings[0].severity, Severity::Warning);
    }

    #[test]
    fn one_delegated_budget_covered_by_another_is_a_note() {
        let case = with_dental(-1_300_000).with_position(|position| {
            let mut pharmacy =
                position_line("Delegated pharmacy", LineKind::Delegated, -2_000_000, 41);
            pharmacy.forecast = Some(pounds(-1_500_000, "I&E!S41"));
            position.organisations[0].lines.insert(4, pharmacy);
        });
        let findings = found(check(&case, &Policy::default()));
        assert_eq!(findings[0].severity, Severity::Note);
    }

    #[test]
    fn an_underspend_breaks_no_ring_fence() {
        assert_eq!(
            check(&with_dental(-700_000), &Policy::default()),
            Outcome::Passed
        );
    }
}
