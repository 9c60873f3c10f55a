//! A plan that lists more savings than its target, where what exceeds it has no scheme behind it.
//!
//! More schemes are never worse: those that meet the target are let pass however little they exceed it, unless lines without
//! a scheme make most of what seems to be headroom.

use super::{Outcome, Rule, by_share};
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Case, Money, Savings};
use crate::policy::Policy;
use crate::wording::{money, percent, whole_percent};

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "savings-headroom-thin",
        severity: Severity::Note,
        title: "Headroom over the target is thin",
        summary: "The lines come to more than the target, but those that have no scheme make most of the excess, or without them the target is missed.",
        rationale: "Schemes slip. A plan with a tenth or more above its target can lose some and still deliver; headroom that \
                    is itself unidentified protects nothing, and lets a plan that is short of its target look safe.",
        example: "Lines of £26.0m against a target of £24.0m, of which £3.1m is unidentified: without these the plan is £1.1m \
                  short of the target it seems to exceed.",
        fix: "Show the headroom apart from the target, scheme by scheme, and count no unidentified line in it.",
        question: "If the weakest tenth of these schemes fails, do we still reach the target, and with what?",
    },
    rests_on: &[
        "headroom-share",
        "balancing-tolerance",
        "lines-worth-raising",
    ],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let Some(savings) = &case.plan.savings else {
        return Outcome::CannotCheck {
            missing: "a list of savings schemes",
        };
    };
    let Some(target) = &savings.target else {
        return Outcome::CannotCheck {
            missing: "a stated savings target",
        };
    };
    let over = savings.total_value() - target.value;
    let unidentified = savings.unidentified();
    let tolerance = policy.balancing_tolerance.value;
    // Lines without a scheme that only fill the target up have a rule of their own.
    if over <= tolerance || !target.value.is_positive() || !unidentified.value.is_positive() {
        return Outcome::Passed;
    }
    let real = over - unidentified.value;
    let is_short = -real > tolerance;
    let enough = target.value * policy.lines.headroom_share.value;
    let is_mostly_real = real >= unidentified.value;
    let is_small = by_share(unidentified.value, savings, policy).is_none();
    if !is_short && (real >= enough || is_mostly_real || is_small) {
        return Outcome::Passed;
    }
    let (message, short, severity) = if is_short {
        (
            without_schemes(savings, over, unidentified.value, -real),
            -real,
            Severity::Warning,
        )
    } else {
        let share = real.share_of(target.value).unwrap_or_default();
        let schemes = if real > tolerance {
            format!("exceed it by {}, {} of it", money(real), percent(share))
        } else {
            "only just meet it".to_owned()
        };
        let message = format!(
            "The lines come to {} more than the target of {}, but {} of them has no scheme behind it: the schemes {schemes}, and \
             {} is asked to cover what slips.",
            money(over),
            money(target.value),
            money(unidentified.value),
            whole_percent(policy.lines.headroom_share.value),
        );
        (message, enough - real, Severity::Note)
    };
    let mut cells = target.cells.clone();
    cells.extend(unidentified.cells);
    Outcome::Found(vec![
        RULE.about
            .at(cells, message)
            .worth(Stake::Money(short))
            .graded(severity),
    ])
}

fn without_schemes(savings: &Savings, over: Money, unidentified: Money, short: Money) -> String {
    format!(
        "The lines come to {}, {} more than the target, but {} of them has no scheme behind it: without these the plan is {} \
         short of its target.",
        money(savings.total_value()),
        money(over),
        money(unidentified),
        money(short),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case, pounds};
    use crate::rules::{addresses, found};

    fn with_target(target: i64) -> Case {
        clean_case().with_savings(|savings| savings.target = Some(pounds(target, "CIP!G5")))
    }

    #[test]
    fn a_headroom_mostly_without_schemes_is_found_at_the_target_and_its_lines() {
        let case = clean_case()
            .with_unidentified(800_000, 12)
            .with_savings(|savings| savings.target = Some(pounds(7_600_000, "CIP!G5")));
        let findings = found(check(&case, &Policy::default()));
        assert_eq!(addresses(&findings[0]), ["CIP!G5", "CIP!G12"]);
        assert_eq!(
            findings[0].message,
            "The lines come to £1.2m more than the target of £7.6m, but £800k of them has no scheme behind it: the schemes \
             exceed it by £400k, 5.3% of it, and 10% is asked to cover what slips."
        );
        assert_eq!(findings[0].severity, Severity::Note);
        assert_eq!(findings[0].pounds(), Money::from_pounds(360_000));
    }

    #[test]
    fn headroom_without_schemes_is_a_warning_at_its_lines() {
        let case = clean_case()
            .with_unidentified(3_000_000, 12)
            .with_savings(|savings| savings.target = Some(pounds(9_000_000, "CIP!G5")));
        let findings = found(check(&case, &Policy::default()));
        assert_eq!(addresses(&findings[0]), ["CIP!G5", "CIP!G12"]);
        assert_eq!(
            findings[0].message,
            "The lines come to £11.0m, £2.0m more than the target, but £3.0m of them has no scheme behind it: without these \
             the plan is £1.0m short of its target."
        );
        assert_eq!(findings[0].severity, Severity::Warning);
    }

    #[test]
    fn schemes_that_meet_the_target_pass_however_little_they_exceed_it() {
        for target in [7_200_000, 7_600_000, 7_999_000, 8_000_000, 9_000_000] {
            assert_eq!(
                check(&with_target(target), &Policy::default()),
                Outcome::Passed,
                "{target}"
            );
        }
    }

    fn with_unidentified(target: i64, unidentified: i64) -> Outcome {
        let case = clean_case()
            .with_unidentified(unidentified, 12)
            .with_savings(|savings| savings.target = Some(pounds(target, "CIP!G5")));
        check(&case, &Policy::default())
    }

    #[test]
    fn a_little_without_a_scheme_makes_schemes_that_meet_the_target_no_worse() {
        for (target, unidentified) in [
            // Exactly met, and exceeded by 5% of which most is schemes.
            (8_000_000, 2_000),
            (7_600_000, 2_000),
            (7_600_000, 400_000),
        ] {
            let told = with_unidentified(target, unidentified);
            assert_eq!(told, Outcome::Passed, "{target}, {unidentified}");
        }
        let Outcome::Found(most) = with_unidentified(7_600_000, 401_000) else {
            panic!("most of the excess has no scheme")
        };
        assert_eq!(most[0].severity, Severity::Note);
    }

    #[test]
    fn schemes_within_the_tolerance_of_the_target_are_not_short_of_it() {
        let of = |target: i64| found(with_unidentified(target, 1_000_000)).remove(0);
        let met = of(8_001_000);
        assert_eq!(met.severity, Severity::Note);
        assert!(
            met.message
                .contains("the schemes only just meet it, and 10% is asked"),
            "{}",
            met.message
        );
        assert_eq!(of(8_001_001).severity, Severity::Warning);
    }

    #[test]
    fn the_more_the_schemes_exceed_the_target_the_lighter_it_is() {
        let gravity = |target: i64| {
            let case = clean_case()
                .with_unidentified(1_000_000, 12)
                .with_savings(|savings| savings.target = Some(pounds(target, "CIP!G5")));
            match check(&case, &Policy::default()) {
                Outcome::Found(findings) => Some(findings[0].severity),
                _ => None,
            }
        };
        assert_eq!(gravity(8_500_000), Some(Severity::Warning));
        assert_eq!(gravity(8_000_000), Some(Severity::Note));
        assert_eq!(gravity(7_300_000), Some(Severity::Note));
        assert_eq!(gravity(7_200_000), None);
    }
}
