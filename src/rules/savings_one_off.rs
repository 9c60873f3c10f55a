//! Savings that are gone again in April.

use super::{Outcome, Rule};
use crate::analysis::one_off;
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::Case;
use crate::policy::Policy;
use crate::wording::{money, whole_percent};

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "savings-one-off",
        severity: Severity::Warning,
        title: "One-off savings reopen next year",
        summary: "A large part of the savings is non-recurrent.",
        rationale: "A one-off saving balances this year and opens next year's gap by the same amount. Reserves and \
                    provisions can be released once.",
        example: "Of £440m planned in one system, 43% was one-off: £189m to find again the year after.",
        fix: "Mark each one-off line, and show next year's opening gap beside this year's position.",
        question: "What replaces these savings next April, and is that gap in our medium-term plan?",
    },
    rests_on: &["one-off-share", "one-off-share-most"],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let Some(lines) = &case.plan.savings else {
        return Outcome::CannotCheck {
            missing: "a list of savings schemes",
        };
    };
    let Some(one_off) = one_off(lines) else {
        return Outcome::CannotCheck {
            missing: "which savings are recurrent",
        };
    };
    match one_off.value.share_of(lines.total_value()) {
        Some(share) if share >= policy.one_off_share.value => {
            let message = format!(
                "{} of the savings, {}, are one-off and fall away in April.",
                whole_percent(share),
                money(one_off.value)
            );
            let severity = if share >= policy.one_off_most.value {
                Severity::Blocker
            } else {
                Severity::Warning
            };
            Outcome::Found(vec![
                RULE.about
                    .at(one_off.cells, message)
                    .worth(Stake::Money(one_off.value))
                    .graded(severity),
            ])
        }
        _ => Outcome::Passed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Recurrence;
    use crate::plan::example::clean_case;
    use crate::rules::{addresses, found};

    #[test]
    fn a_large_one_off_line_is_found_at_its_value() {
        let case = clean_case()
            .with_savings(|savings| savings.lines[1].recurrence = Some(Recurrence::NonRecurrent));
        let findings = found(check(&case, &Policy::default()));
        assert_eq!(addresses(&findings[0]), ["CIP!G11"]);
        assert_eq!(
            findings[0].message,
            "38% of the savings, £3.0m, are one-off and fall away in April."
        );
        assert_eq!(findings[0].severity, Severity::Warning);
    }

    #[test]
    fn from_45_percent_on_it_is_a_blocker() {
        let with = |value: i64| {
            clean_case().with_savings(|savings| {
                savings.lines[1].recurrence = Some(Recurrence::NonRecurrent);
                savings.lines[1].value = crate::plan::example::pounds(value, "CIP!G11");
            })
        };
        let severity = |value: i64| {
            let findings = crate::rules::found(check(&with(value), &Policy::default()));
            findings[0].severity
        };
        // Of 5.0m and 4.0m, 44% are one-off; of 5.0m and 4.1m, 45%.
        assert_eq!(severity(4_000_000), Severity::Warning);
        assert_eq!(severity(4_100_000), Severity::Blocker);
    }

    #[test]
    fn a_plan_that_never_says_cannot_be_checked() {
        let case = clean_case().with_savings(|savings| {
            savings
                .lines
                .iter_mut()
                .for_each(|line| line.recurrence = None);
        });
        assert!(matches!(
            check(&case, &Policy::default()),
            Outcome::CannotCheck { .. }
        ));
    }
}
