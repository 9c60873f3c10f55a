//! A plan that balances only because of savings nobody has found.

use super::{Outcome, Rule, says};
use crate::analysis::headline;
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::Case;
use crate::policy::Policy;
use crate::wording::money;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "plan-balances-on-unidentified",
        severity: Severity::Blocker,
        title: "The plan balances only on paper",
        summary: "The plan declares breakeven or a surplus and would be in deficit without its unidentified savings.",
        rationale: "A balanced plan is a promise that spending stays within income. Where the balance rests on savings \
                    without schemes, the board approves a deficit without seeing it.",
        example: "Breakeven declared with £21.6m of savings \"to be identified\": the plan as it stands is a deficit of £21.6m.",
        fix: "Declare the position the identified schemes support, or identify schemes for the whole amount first.",
        question: "If none of these savings is found, what deficit do we end the year with, and who has been told?",
    },
    rests_on: &[],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let headline = headline(&case.plan, policy);
    let Some(declared) = headline.declared else {
        return Outcome::CannotCheck {
            missing: "one declared surplus or deficit",
        };
    };
    let (Some(unidentified), Some(without)) =
        (headline.unidentified, headline.without_unidentified)
    else {
        return Outcome::CannotCheck {
            missing: "a list of savings schemes",
        };
    };
    if declared.value.is_negative() || !without.value.is_negative() {
        return Outcome::Passed;
    }
    let state = if declared.value.is_zero() {
        "breakeven".to_owned()
    } else {
        format!("a surplus of {}", money(declared.value))
    };
    let says = says(case);
    let message = format!(
        "{says} {state}; without {} of savings that have no scheme it is a deficit of {}.",
        money(unidentified.value),
        money(without.value.abs()),
    );
    Outcome::Found(vec![
        RULE.about
            .at(without.cells, message)
            .worth(Stake::Money(without.value.abs())),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case, pounds};
    use crate::rules::{addresses, found};

    #[test]
    fn breakeven_on_unidentified_savings_is_found_at_the_position_and_the_lines() {
        let case = clean_case().with_unidentified(2_000_000, 12);
        let findings = found(check(&case, &Policy::default()));
        assert_eq!(addresses(&findings[0]), ["'I&E'!P48", "CIP!G12"]);
    }

    #[test]
    fn a_declared_deficit_does_not_claim_to_balance() {
        let case = clean_case()
            .with_unidentified(2_000_000, 12)
            .with_position(|position| position.declared = Some(pounds(-5_000_000, "I&E!P48")));
        assert_eq!(check(&case, &Policy::default()), Outcome::Passed);
    }

    #[test]
    fn a_surplus_larger_than_the_unidentified_savings_passes() {
        let case = clean_case()
            .with_unidentified(2_000_000, 12)
            .with_position(|position| position.declared = Some(pounds(2_000_000, "I&E!P48")));
        assert_eq!(check(&case, &Policy::default()), Outcome::Passed);
    }
}
