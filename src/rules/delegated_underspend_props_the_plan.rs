//! Money for dentists, pharmacists and opticians that pays for something else.

use super::{Outcome, Rule};
use crate::analysis::{Delegated, delegated};
use crate::finding::{Explanation, Finding, Severity, Stake};
use crate::plan::{Case, Money, OrganisationPosition};
use crate::policy::Policy;
use crate::wording::money;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "delegated-underspend-props-the-plan",
        severity: Severity::Warning,
        title: "Dental and pharmacy money props the plan",
        summary: "Pharmacy, optometry or dental budgets are underspent while the body's other budgets are overspent.",
        rationale: "These budgets are delegated by NHS England for their own services, and are often ring-fenced. If the \
                    underspend has to be returned, the position it covers is a deficit.",
        example: "£8.2m of dental money is not spent and other budgets are £17m over: without it the deficit is £8.2m larger.",
        fix: "Show the position with and without the underspend, and get NHS England's agreement in writing before using it.",
        question: "Has NHS England agreed in writing that this money may be used elsewhere, and what is our position if not?",
    },
    rests_on: &["position-tolerance"],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let given: Vec<(&OrganisationPosition, Delegated)> = case
        .plan
        .position
        .iter()
        .flat_map(|position| &position.organisations)
        .filter_map(|position| Some((position, delegated(position)?)))
        .collect();
    if given.is_empty() {
        return Outcome::CannotCheck {
            missing: "pharmacy, optometry and dental budgets beside their forecast",
        };
    }
    Outcome::of(
        given
            .iter()
            .filter_map(|(position, delegated)| propped(position, delegated, policy))
            .collect(),
    )
}

fn propped(
    position: &OrganisationPosition,
    delegated: &Delegated,
    policy: &Policy,
) -> Option<Finding> {
    let tolerance = policy.in_year.position_tolerance.value;
    let over = -delegated.others.value;
    if delegated.total() <= tolerance || over <= tolerance {
        return None;
    }
    let propping = delegated.total().min(over);
    let when = if delegated.forecast {
        "is forecast to stay unspent"
    } else {
        "is unspent to date"
    };
    let message = format!(
        "{} of pharmacy, optometry and dental money {when} at {} while other budgets are {} worse than plan: {} of it props \
         the position.",
        money(delegated.total()),
        position.organisation.name,
        money(over),
        money(propping),
    );
    let mut budgets: Vec<_> = delegated
        .budgets
        .iter()
        .filter(|(_, gap)| gap.value != Money::ZERO)
        .collect();
    budgets.sort_by_key(|(_, gap)| std::cmp::Reverse(gap.value));
    let cells = budgets.iter().flat_map(|(_, gap)| gap.cells.clone());
    Some(
        RULE.about
            .at(cells.collect(), message)
            .worth(Stake::Money(propping)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case, clean_case_in_year, pounds};
    use crate::rules::{addresses, found};

    fn forecasting(dental: i64, pay: i64) -> Case {
        clean_case_in_year().with_position(|position| {
            let lines = &mut position.organisations[0].lines;
            lines[3].forecast = Some(pounds(dental, "I&E!S40"));
            lines[1].forecast = Some(pounds(pay, "I&E!S20"));
        })
    }

    #[test]
    fn an_underspend_beside_an_overspend_is_found_at_its_forecast() {
        let findings = found(check(
            &forecasting(-600_000, -143_000_000),
            &Policy::default(),
        ));
        assert_eq!(addresses(&findings[0]), ["'I&E'!S40", "'I&E'!P40"]);
        assert_eq!(
            findings[0].message,
            "£400k of pharmacy, optometry and dental money is forecast to stay unspent at Westmoor NHS Trust while other \
             budgets are £3.0m worse than plan: £400k of it props the position."
        );
    }

    #[test]
    fn an_underspend_that_pays_for_nothing_else_is_let_pass() {
        assert_eq!(
            check(&forecasting(-600_000, -140_000_000), &Policy::default()),
            Outcome::Passed
        );
    }

    #[test]
    fn a_plan_without_delegated_budgets_cannot_be_checked() {
        assert!(matches!(
            check(&clean_case(), &Policy::default()),
            Outcome::CannotCheck { .. }
        ));
    }
}
