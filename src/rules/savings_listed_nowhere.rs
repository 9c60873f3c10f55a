//! An account that counts on savings of which there is no list.

use super::{Outcome, Rule};
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{
    Case, LineKind, Money, OrganisationPosition, PositionLine, Saving, Savings, Sourced,
    names_savings,
};
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
    let position = case.plan.position.as_ref();
    let bodies: Vec<&OrganisationPosition> =
        (position.iter().flat_map(|own| &own.organisations)).collect();
    let listed = case.plan.savings.as_ref();
    let unlisted: Vec<&OrganisationPosition> = (bodies.iter().copied())
        .filter(|body| !listed.is_some_and(|savings| lists(savings, body, &bodies)))
        .collect();
    if listed.is_some() && unlisted.is_empty() {
        return Outcome::Passed;
    }
    if unlisted.iter().all(|body| body.lines.is_empty()) {
        return Outcome::CannotCheck {
            missing: "an income and expenditure account by line",
        };
    }
    let tolerance = policy.balancing_tolerance.value;
    let counting: Vec<(&OrganisationPosition, Vec<&PositionLine>)> = unlisted
        .into_iter()
        .map(|body| (body, counted_on(body)))
        .filter(|(_, lines)| {
            lines
                .iter()
                .copied()
                .filter_map(planned)
                .sum::<Sourced<Money>>()
                .value
                > tolerance
        })
        .collect();
    let lines: Vec<&PositionLine> = counting.iter().flat_map(|(_, own)| own).copied().collect();
    if lines.is_empty() {
        return Outcome::Passed;
    }
    let sum: Sourced<Money> = lines.iter().copied().filter_map(planned).sum();
    let what = match lines.as_slice() {
        [line] => quoted(&line.label),
        lines => counted(lines.len(), "line", "lines"),
    };
    let whose = match counting.as_slice() {
        _ if bodies.len() < 2 => String::new(),
        [(body, _)] => format!(" of {}", body.organisation.name),
        several => format!(" of {} organisations", several.len()),
    };
    let none = if listed.is_some() {
        "no list has a scheme for it"
    } else {
        "no list of schemes was found"
    };
    let message = format!(
        "The income and expenditure{whose} counts on {} of savings in {what}, and {none}: nothing says who saves it, when, or \
         whether it was found at all.",
        money(sum.value)
    );
    Outcome::Found(vec![
        RULE.about
            .at(sum.cells, message)
            .worth(Stake::Money(sum.value)),
    ])
}

/// Whether a line could be this body's: it is named, or the line names none of those that have an account.
fn lists(savings: &Savings, body: &OrganisationPosition, all: &[&OrganisationPosition]) -> bool {
    let is_of = |line: &Saving, own: &OrganisationPosition| {
        let named = line.organisation.as_ref();
        named.is_some_and(|named| named.is_same_body(&own.organisation))
    };
    let mut lines = savings.lines.iter();
    lines.any(|line| is_of(line, body) || !all.iter().any(|own| is_of(line, own)))
}

/// The lines of an account that hold savings. What stands below its result is in no account, and what is spent on a
/// programme of savings is none.
fn counted_on(body: &OrganisationPosition) -> Vec<&PositionLine> {
    let result = body.lines.iter().rposition(|line| line.kind.is_result());
    let above = result.and_then(|at| body.lines.get(..at));
    let is_account = |lines: &&[PositionLine]| lines.iter().any(|line| !line.kind.is_total());
    (above.filter(is_account).unwrap_or(&body.lines).iter())
        .filter(|line| names_savings(&line.label) && !line.kind.is_total())
        .filter(|line| line.kind != LineKind::Financing)
        .filter(|line| planned(line).is_some_and(|plan| plan.value.is_positive()))
        .collect()
}

fn planned(line: &PositionLine) -> Option<&Sourced<Money>> {
    line.plan.as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Organisation;
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
    fn a_target_below_the_result_and_money_given_are_no_savings_of_the_account() {
        let mut case = with_line("Efficiency grant", LineKind::Income, 12_000_000);
        let mut below = position_line("CIP target", LineKind::Other, 12_000_000, 50);
        case = case.with_position(|position| {
            position.organisations[0].lines.push(below.clone());
        });
        assert_eq!(check(&case, &Policy::default()), Outcome::Passed);
        below.label = "CIP".to_owned();
        case = case.with_position(|position| {
            position.organisations[0].lines.insert(2, below);
        });
        assert_eq!(found(check(&case, &Policy::default())).len(), 1);
    }

    #[test]
    fn a_list_of_one_body_answers_for_no_other() {
        let case = with_line("QIPP", LineKind::NonPay, 12_000_000).with_position(|position| {
            let mut other = position.organisations[0].clone();
            other.organisation = Organisation::named("Eastmoor NHS Trust");
            position.organisations.push(other);
        });
        let with_list_of = |name: Option<&str>| {
            let mut case = case.clone();
            case.plan.savings = clean_case().plan.savings;
            case.with_savings(|savings| {
                for line in &mut savings.lines {
                    line.organisation = name.map(Organisation::named);
                }
            })
        };
        let findings = found(check(
            &with_list_of(Some("Eastmoor NHS Trust")),
            &Policy::default(),
        ));
        assert_eq!(findings[0].pounds(), Money::from_pounds(12_000_000));
        let own = &case.plan.position.as_ref().unwrap().organisations[0];
        let said = format!(
            "The income and expenditure of {} counts",
            own.organisation.name
        );
        assert!(
            findings[0].message.starts_with(&said),
            "{}",
            findings[0].message
        );
        // A line that names nobody may be anybody's.
        assert_eq!(
            check(&with_list_of(None), &Policy::default()),
            Outcome::Passed
        );
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
