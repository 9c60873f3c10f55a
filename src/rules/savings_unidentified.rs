//! Savings with no scheme behind them.

use super::{Outcome, Rule};
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Case, Money, Savings};
use crate::policy::Policy;
use crate::wording::{counted, money, whole_percent};

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "savings-unidentified",
        severity: Severity::Warning,
        title: "No scheme behind the plan",
        summary: "Savings are planned that nobody has found yet.",
        rationale: "Unidentified savings rarely arrive: one large trust delivered 93% of its identified schemes and \
                    almost none of its unidentified ones. Until a scheme stands behind them, the position rests on hope.",
        example: "A target of £30m with £7.8m \"to be identified\": 26% of the savings have no scheme, no owner and no \
                  start date.",
        fix: "Replace each unidentified line with named schemes that have an owner, a start date and a phasing, or take \
              it out of the position and declare the larger deficit.",
        question: "Who will own each of these lines, and by when must a scheme stand behind it?",
    },
    rests_on: &["unidentified-share"],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let Some(savings) = &case.plan.savings else {
        return Outcome::CannotCheck {
            missing: "a list of savings schemes",
        };
    };
    let unidentified = savings.unidentified();
    if !unidentified.value.is_positive() {
        return Outcome::Passed;
    }
    let target = savings
        .target
        .as_ref()
        .map_or_else(|| savings.total_value(), |target| target.value);
    let of_what = if savings.target.is_some() {
        "target"
    } else {
        "savings"
    };
    let share = unidentified.value.share_of(target);
    let part = share.map_or_else(String::new, |share| {
        format!(", {} of the {of_what}", whole_percent(share))
    });
    let lines = counted(
        savings.unidentified_lines().count(),
        "line has",
        "lines have",
    );
    let message = format!(
        "{lines} no scheme behind {}: {}{part}.{}",
        if lines.starts_with("1 ") {
            "it"
        } else {
            "them"
        },
        money(unidentified.value),
        below_nil(savings)
    );
    let grave = share.is_some_and(|share| share >= policy.unidentified_share.value);
    let severity = if grave {
        Severity::Blocker
    } else {
        Severity::Warning
    };
    let finding = RULE
        .about
        .at(unidentified.cells, message)
        .worth(Stake::Money(unidentified.value))
        .graded(severity);
    Outcome::Found(vec![finding])
}

/// Lines called unidentified that take from the savings: nothing in the workbook says which savings they are set against.
fn below_nil(savings: &Savings) -> String {
    let lines = savings.lines.iter();
    let costs = lines.filter(|line| line.has_no_scheme() && line.is_cost());
    let sum: Money = costs.map(|line| line.value.value).sum();
    if sum.is_zero() {
        return String::new();
    }
    format!(
        " {} called unidentified takes from the savings and is not set against this: ask whether it has been found since.",
        money(sum)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::clean_case;
    use crate::rules::{addresses, found};

    #[test]
    fn an_unidentified_line_is_found_at_its_value() {
        let case = clean_case().with_unidentified(2_000_000, 12);
        let findings = found(check(&case, &Policy::default()));
        assert_eq!(addresses(&findings[0]), ["CIP!G12"]);
        assert_eq!(
            findings[0].message,
            "1 line has no scheme behind it: £2.0m, 20% of the target."
        );
        assert_eq!(findings[0].severity, Severity::Blocker);
    }

    #[test]
    fn a_line_below_nil_is_told_and_not_set_against_it() {
        let case = clean_case()
            .with_unidentified(2_000_000, 12)
            .with_unidentified(-500_000, 13);
        let findings = found(check(&case, &Policy::default()));
        let message = &findings[0].message;
        assert!(
            message.starts_with("1 line has no scheme behind it: £2.0m, 21% of the target. "),
            "{message}"
        );
        assert!(
            message.contains(" \u{2212}£500k called unidentified takes "),
            "{message}"
        );
    }

    #[test]
    fn a_small_share_is_a_warning() {
        let case = clean_case().with_unidentified(100_000, 12);
        let findings = found(check(&case, &Policy::default()));
        assert_eq!(findings[0].severity, Severity::Warning);
    }
}
