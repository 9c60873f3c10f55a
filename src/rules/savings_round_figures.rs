//! Large lines at whole half millions.

use super::{Outcome, Rule, asked};
use crate::analysis::LineGroup;
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Case, Money, Savings, Status};
use crate::policy::Policy;
use crate::wording::{money, whole_percent};
use rust_decimal::Decimal;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "savings-round-figures",
        severity: Severity::Note,
        title: "Large savings in round figures",
        summary: "Lines of £1m or more at whole half millions are a large part of the savings.",
        rationale: "A saving worked out from prices, posts and dates is rarely a round sum. A round sum is what somebody \
                    hoped for or was asked for.",
        example: "£2,000k, £1,500k and £3,000k among lines such as £486k: £6.5m of £18m was not worked out.",
        fix: "Put the calculation behind each of these lines: how many, at what price, from which month.",
        question: "What calculation stands behind each of these round sums?",
    },
    rests_on: &["round-figure", "round-share"],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let Some(savings) = &case.plan.savings else {
        return Outcome::CannotCheck {
            missing: "a list of savings schemes",
        };
    };
    if quoted_coarsely(savings) {
        return Outcome::Passed;
    }
    let step = policy.lines.round_figure.value;
    let group: LineGroup = savings
        .lines
        .iter()
        .filter(|line| !line.is_unidentified() && line.value.value >= step + step)
        .filter(|line| line.value.value.is_multiple_of(step))
        .collect();
    let share = group
        .value()
        .share_of(asked(savings))
        .filter(|share| *share > policy.lines.round_share.value);
    let Some(share) = share else {
        return Outcome::Passed;
    };
    let undeveloped: LineGroup = group
        .lines
        .iter()
        .copied()
        .filter(|line| line.step() == Some(Status::Opportunity))
        .collect();
    let also = if undeveloped.is_empty() {
        String::new()
    } else {
        format!(
            ", and {} of it is only an opportunity",
            money(undeveloped.value())
        )
    };
    let message = format!(
        "{}: {} of the savings{also}.",
        group.said("is a round figure", "are round figures"),
        whole_percent(share),
    );
    let severity = if undeveloped.value() + undeveloped.value() > group.value() {
        Severity::Warning
    } else {
        Severity::Note
    };
    let finding = RULE
        .about
        .at(group.cells(), message)
        .worth(Stake::Money(group.value()))
        .graded(severity);
    Outcome::Found(vec![finding])
}

/// A plan quoted in £0.1m rounds every line; a round sum says nothing there.
fn quoted_coarsely(savings: &Savings) -> bool {
    let coarse = Money::from_pounds(Decimal::from(100_000));
    let round = savings
        .lines
        .iter()
        .filter(|line| line.value.value.is_multiple_of(coarse))
        .count();
    round * 3 > savings.lines.len() * 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case, scheme};
    use crate::rules::{addresses, found};

    fn with_exact_lines() -> Case {
        clean_case().with_savings(|savings| {
            for (row, value) in (12_u32..).zip([486_000, 212_000]) {
                savings.lines.push(scheme("Worked out", value, row));
            }
        })
    }

    #[test]
    fn round_millions_among_exact_lines_are_a_note() {
        let findings = found(check(&with_exact_lines(), &Policy::default()));
        assert_eq!(addresses(&findings[0]), ["CIP!G10", "CIP!G11"]);
        assert_eq!(findings[0].severity, Severity::Note);
    }

    #[test]
    fn round_opportunities_are_a_warning() {
        let case = with_exact_lines().with_savings(|savings| {
            savings.lines[0].status.as_mut().unwrap().status = Some(Status::Opportunity);
        });
        let findings = found(check(&case, &Policy::default()));
        assert_eq!(findings[0].severity, Severity::Warning);
        assert!(
            findings[0]
                .message
                .ends_with("£5.0m of it is only an opportunity.")
        );
    }

    #[test]
    fn a_plan_in_whole_tenths_of_a_million_is_rounded_not_guessed() {
        assert_eq!(check(&clean_case(), &Policy::default()), Outcome::Passed);
    }
}
