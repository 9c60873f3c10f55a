//! A recurrent saving that is worth less in a full year than in this one.

use super::{Outcome, Rule, by_share};
use crate::analysis::LineGroup;
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Case, Cells, Money, Recurrence, Saving};
use crate::policy::Policy;
use crate::wording::money;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "full-year-effect-below-in-year",
        severity: Severity::Warning,
        title: "Recurrent, yet less in a full year",
        summary: "Recurrent schemes save less in a full year than in part of this one.",
        rationale: "A saving that goes on is worth at least as much in twelve months as in fewer. Where it is worth less, \
                    part of it is one-off, and next year's plan opens with that gap.",
        example: "A recurrent scheme of £1.4m this year with a full-year effect of £0.9m: £0.5m falls away in April.",
        fix: "Mark the part that falls away as one-off, or correct the full-year effect.",
        question: "How much of these savings is still there next April?",
    },
    rests_on: &["balancing-tolerance", "lines-worth-raising"],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let Some(savings) = &case.plan.savings else {
        return Outcome::CannotCheck {
            missing: "a list of savings schemes",
        };
    };
    // An unidentified line has no scheme that could last, and is told of elsewhere.
    let recurrent =
        |line: &Saving| line.recurrence == Some(Recurrence::Recurrent) && !line.is_unidentified();
    if !savings
        .lines
        .iter()
        .any(|line| recurrent(line) && line.full_year_effect.is_some())
    {
        return Outcome::CannotCheck {
            missing: "the full-year effect of recurrent savings",
        };
    }
    let tolerance = policy.balancing_tolerance.value;
    let group: LineGroup = savings
        .lines
        .iter()
        .filter(|line| recurrent(line) && shortfall(line).is_some_and(|short| short > tolerance))
        .collect();
    if group.is_empty() {
        return Outcome::Passed;
    }
    let short: Money = group.lines.iter().filter_map(|line| shortfall(line)).sum();
    let message = format!(
        "{} {} less in a full year than in this one.",
        group.said("is recurrent and saves", "are recurrent and save"),
        money(short),
    );
    let effects = group
        .lines
        .iter()
        .filter_map(|line| line.full_year_effect.as_ref())
        .flat_map(|effect| effect.cells.clone());
    let mut cells: Cells = effects.collect();
    cells.extend(group.cells());
    let finding = RULE
        .about
        .at(cells, message)
        .worth(Stake::Money(short))
        .graded(by_share(short, savings, policy).unwrap_or(Severity::Note));
    Outcome::Found(vec![finding])
}

fn shortfall(line: &Saving) -> Option<Money> {
    Some(line.value.value - line.full_year_effect.as_ref()?.value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case, clean_case_in_year, pounds};
    use crate::rules::{addresses, found};

    fn with_effect(value: i64) -> Case {
        clean_case_in_year().with_savings(|savings| {
            savings.lines[0].full_year_effect = Some(pounds(value, "CIP!T10"));
        })
    }

    #[test]
    fn a_smaller_full_year_is_found_at_the_effect_first() {
        let findings = found(check(&with_effect(3_500_000), &Policy::default()));
        assert_eq!(addresses(&findings[0]), ["CIP!T10", "CIP!G10"]);
        assert_eq!(findings[0].pounds(), Money::from_pounds(1_500_000));
        assert_eq!(
            findings[0].message,
            "1 line, \u{201c}Agency exit\u{201d} with £5.0m, is recurrent and saves £1.5m less in a full year than in this one."
        );
    }

    #[test]
    fn a_one_off_saving_may_end() {
        let case = with_effect(0)
            .with_savings(|savings| savings.lines[0].recurrence = Some(Recurrence::NonRecurrent));
        assert_eq!(check(&case, &Policy::default()), Outcome::Passed);
    }

    #[test]
    fn an_unidentified_line_without_a_full_year_is_told_of_elsewhere() {
        let case = clean_case_in_year()
            .with_unidentified(2_000_000, 12)
            .with_savings(|savings| {
                savings.lines[2].full_year_effect = Some(pounds(0, "CIP!T12"));
            });
        assert_eq!(check(&case, &Policy::default()), Outcome::Passed);
    }

    #[test]
    fn without_full_year_effects_it_cannot_say() {
        assert!(matches!(
            check(&clean_case(), &Policy::default()),
            Outcome::CannotCheck { .. }
        ));
    }
}
