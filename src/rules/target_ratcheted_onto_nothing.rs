//! A target raised since the last submission and met by savings nobody has found.

use super::{Outcome, Rule};
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Case, Money, Plan};
use crate::policy::Policy;
use crate::wording::money;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "target-ratcheted-onto-nothing",
        severity: Severity::Blocker,
        title: "Raised target met by nothing",
        summary: "Since the last submission the plan got better on paper while more of its savings have no scheme.",
        rationale: "Targets are ratcheted up between submissions to close a gap by a deadline. What closes it on the last \
                    night has no owner and no plan, and comes back as a deficit in the second half of the year.",
        example: "Between March and June the target rose from £18.0m to £21.5m and the lines to be identified from £2.4m to \
                  £6.1m: the whole rise has nothing behind it.",
        fix: "Name the schemes that carry the rise, or submit the position without it.",
        question: "Who asked for the higher target, and what has been found since to meet it?",
    },
    rests_on: &["balancing-tolerance"],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let Some(before) = case.earlier.first() else {
        return Outcome::CannotCheck {
            missing: "an earlier submission of the plan",
        };
    };
    let (Some(earlier), Some(later)) = (&before.savings, &case.plan.savings) else {
        return Outcome::CannotCheck {
            missing: "savings lines in both submissions",
        };
    };
    let (was, is) = (earlier.unidentified(), later.unidentified());
    let grown = is.value - was.value;
    let better = declared(&case.plan)
        .zip(declared(before))
        .map(|(now, before)| now - before)
        .filter(|moved| moved.is_positive());
    let targets = earlier.target.as_ref().zip(later.target.as_ref());
    let raised = targets.filter(|(before, now)| now.value > before.value);
    if grown <= policy.balancing_tolerance.value || (better.is_none() && raised.is_none()) {
        return Outcome::Passed;
    }
    let mut parts = Vec::new();
    if let Some((before, now)) = raised {
        parts.push(format!(
            "the savings target rose from {} to {}",
            money(before.value),
            money(now.value)
        ));
    }
    if let Some(better) = better {
        parts.push(format!(
            "the declared position got {} better",
            money(better)
        ));
    }
    let message = format!(
        "Since the last submission {}, while savings with no scheme behind them grew from {} to {}.",
        parts.join(" and "),
        money(was.value),
        money(is.value),
    );
    let mut cells = is.cells.clone();
    cells.extend(was.cells.iter().cloned());
    Outcome::Found(vec![
        RULE.about.at(cells, message).worth(Stake::Money(grown)),
    ])
}

fn declared(plan: &Plan) -> Option<Money> {
    let declared = plan.position.as_ref()?.declared.as_ref()?;
    Some(declared.value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::clean_case;
    use crate::rules::{addresses, found};

    fn after(before: Case, now: Case) -> Case {
        Case {
            earlier: vec![before.plan],
            ..now
        }
    }

    #[test]
    fn a_rise_met_by_unidentified_savings_is_found_at_their_cells_now_and_then() {
        let case = after(
            clean_case().with_unidentified(2_400_000, 12),
            clean_case().with_unidentified(6_100_000, 13),
        );
        let findings = found(check(&case, &Policy::default()));
        assert_eq!(addresses(&findings[0]), ["CIP!G13", "CIP!G12"]);
        assert!(findings[0].message.contains("from £10.4m to £14.1m"));
        assert!(findings[0].message.contains("from £2.4m to £6.1m"));
    }

    #[test]
    fn a_rise_with_schemes_behind_it_is_none() {
        let case = after(
            clean_case(),
            clean_case().with_savings(|savings| {
                let line = crate::plan::example::scheme("Estates", 1_000_000, 12);
                savings.lines.push(line);
                savings.target = Some(crate::plan::example::pounds(9_000_000, "CIP!G5"));
            }),
        );
        assert_eq!(check(&case, &Policy::default()), Outcome::Passed);
    }

    #[test]
    fn without_an_earlier_submission_it_cannot_be_checked() {
        assert!(matches!(
            check(&clean_case(), &Policy::default()),
            Outcome::CannotCheck { .. }
        ));
    }
}
