//! An account that counts on savings of which there is no list.

use super::{Outcome, Rule};
use crate::analysis::says_savings;
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Case, LineKind, Money, PositionLine, Sourced};
use crate::policy::Policy;
use crate::wording::{counted, money, quoted};

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "savings-listed-nowhere",
        severity: Severity::Warning,
        title: "Savings nobody listed",
        summary: "The income and expenditure counts on savings, and no list of schemes was found.",
        rationale: "A single line of savings among the costs makes the position and says nothing of it: not who saves it, not \
                    when, not whether anybody has found it. Nothing else here can be asked of savings that are not listed.",
        example: "\"Efficiency programme (12,000)\" stands among the costs of a plan that declares a surplus of £9m, and no sheet \
                  has a scheme.",
        fix: "Open the list of schemes beside the account, or add one: a line for each scheme, and one for what has none.",
        question: "Which schemes make up this line, and how much of it has no scheme behind it yet?",
    },
    rests_on: &["balancing-tolerance"],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let listed = case.plan.savings.as_ref();
    // A target that no line covers is told by a rule of its own.
    if listed.is_some_and(|own| !own.lines.is_empty() || own.target.is_some()) {
        return Outcome::Passed;
    }
    let bodies = case.plan.position.iter().flat_map(|own| &own.organisations);
    let mut lines = bodies.flat_map(|own| &own.lines).peekable();
    if lines.peek().is_none() {
        return Outcome::CannotCheck {
            missing: "an income and expenditure account by line",
        };
    }
    let counted_on: Vec<(&PositionLine, &Sourced<Money>)> = lines
        .filter(|line| says_savings(&line.label) && !line.kind.is_total())
        .filter(|line| line.kind != LineKind::Financing)
        .filter_map(|line| Some((line, line.plan.as_ref()?)))
        // What is spent on a programme of savings is no saving.
        .filter(|(_, plan)| plan.value.is_positive())
        .collect();
    let sum: Sourced<Money> = counted_on.iter().map(|(_, plan)| *plan).sum();
    if sum.value <= policy.balancing_tolerance.value {
        return Outcome::Passed;
    }
    let what = match counted_on.as_slice() {
        [(line, _)] => quoted(&line.label),
        lines => counted(lines.len(), "line", "lines"),
    };
    let message = format!(
        "The income and expenditure counts on {} of savings in {what}, and no list of schemes was found: nothing says who saves \
         it, when, or whether it was found at all.",
        money(sum.value)
    );
    Outcome::Found(vec![
        RULE.about
            .at(sum.cells, message)
            .worth(Stake::Money(sum.value)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case, position_line};
    use crate::rules::{addresses, found};

    fn with_line(label: &str, kind: LineKind, value: i64) -> Case {
        let mut case = clean_case().with_position(|position| {
            position.organisations[0].lines = vec![
                position_line("Income", LineKind::Income, 200_000_000, 12),
                position_line("Pay", LineKind::Pay, -212_000_000, 20),
                position_line(label, kind, value, 30),
                position_line("Surplus/(deficit)", LineKind::Surplus, 0, 48),
            ];
        });
        case.plan.savings = None;
        case
    }

    #[test]
    fn savings_among_the_costs_without_any_list_are_found_at_their_cell() {
        let case = with_line("Efficiency programme", LineKind::NonPay, 12_000_000);
        let findings = found(check(&case, &Policy::default()));
        assert_eq!(addresses(&findings[0]), ["'I&E'!P30"]);
        assert_eq!(findings[0].pounds(), Money::from_pounds(12_000_000));
        assert!(
            findings[0]
                .message
                .contains("\u{201c}Efficiency programme\u{201d}")
        );
    }

    #[test]
    fn a_list_however_short_answers_it() {
        let mut case = with_line("CIP", LineKind::NonPay, 12_000_000);
        case.plan.savings = clean_case().plan.savings;
        assert_eq!(check(&case, &Policy::default()), Outcome::Passed);
    }

    #[test]
    fn what_is_spent_and_what_only_sounds_alike_are_no_savings() {
        for (label, kind, value) in [
            (
                "Cost improvement programme team",
                LineKind::NonPay,
                -900_000,
            ),
            ("Municipal rates rebate", LineKind::NonPay, 900_000),
            ("Interest on savings", LineKind::Financing, 900_000),
            ("Efficiency programme", LineKind::NonPay, 800),
        ] {
            let outcome = check(&with_line(label, kind, value), &Policy::default());
            assert_eq!(outcome, Outcome::Passed, "{label}");
        }
    }

    #[test]
    fn without_an_account_nothing_can_be_said() {
        let mut case = clean_case();
        case.plan.savings = None;
        assert!(matches!(
            check(&case, &Policy::default()),
            Outcome::CannotCheck { .. }
        ));
    }
}
