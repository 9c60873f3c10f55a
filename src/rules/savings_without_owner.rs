//! Schemes for which nobody answers.

use super::{Outcome, Rule, asked, by_share};
use crate::analysis::LineGroup;
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Case, Saving};
use crate::policy::Policy;
use crate::wording::whole_percent;
use std::collections::BTreeSet;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "savings-without-owner",
        severity: Severity::Warning,
        title: "Nobody answers for it",
        summary: "Savings schemes name no owner, though others in the same plan do.",
        rationale: "A saving is made by somebody who changes something. Where no one is named, no one is asked until the \
                    money is missed.",
        example: "Three schemes of £4.1m have a blank where the others name an executive.",
        fix: "Name one person for each scheme who has agreed to the value and the start date.",
        question: "Who has agreed in person to deliver each of these, at this value and from this month?",
    },
    rests_on: &["lines-worth-raising"],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let Some(savings) = &case.plan.savings else {
        return Outcome::CannotCheck {
            missing: "a list of savings schemes",
        };
    };
    if !savings.lines.iter().any(is_owned) {
        return Outcome::CannotCheck {
            missing: "who owns each savings scheme",
        };
    }
    // A sheet that names no owner at all does not ask for one.
    let asking: BTreeSet<_> = savings
        .lines
        .iter()
        .filter(|line| is_owned(line))
        .map(|line| &line.source.sheet)
        .collect();
    let asks = |line: &Saving| asking.contains(&line.source.sheet);
    // An unidentified line has no scheme that could have an owner, and is told of elsewhere.
    let group: LineGroup = savings
        .lines
        .iter()
        .filter(|line| {
            asks(line)
                && !is_owned(line)
                && !line.is_unidentified()
                && line.value.value.is_positive()
        })
        .collect();
    let Some(severity) = by_share(group.value(), savings, policy) else {
        return Outcome::Passed;
    };
    let part = group
        .value()
        .share_of(asked(savings))
        .map_or_else(String::new, |share| {
            format!(": {} of the savings", whole_percent(share))
        });
    let message = format!("{}{part}.", group.said("has no owner", "have no owner"));
    let finding = RULE
        .about
        .at(group.cells(), message)
        .worth(Stake::Money(group.value()))
        .graded(severity);
    Outcome::Found(vec![finding])
}

fn is_owned(line: &Saving) -> bool {
    line.owner
        .as_ref()
        .is_some_and(|owner| owner.chars().any(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::clean_case;
    use crate::rules::{addresses, found};

    #[test]
    fn a_scheme_without_an_owner_is_found_at_its_value() {
        let case = clean_case().with_savings(|savings| savings.lines[1].owner = None);
        let findings = found(check(&case, &Policy::default()));
        assert_eq!(addresses(&findings[0]), ["CIP!G11"]);
        assert_eq!(
            findings[0].message,
            "1 line, \u{201c}Procurement\u{201d} with £3.0m, has no owner: 38% of the savings."
        );
        assert_eq!(findings[0].severity, Severity::Warning);
    }

    #[test]
    fn a_plan_that_names_no_owner_at_all_cannot_be_checked() {
        let case = clean_case()
            .with_savings(|savings| savings.lines.iter_mut().for_each(|line| line.owner = None));
        assert!(matches!(
            check(&case, &Policy::default()),
            Outcome::CannotCheck { .. }
        ));
    }

    #[test]
    fn a_sheet_without_owners_does_not_ask_for_them() {
        let case = clean_case().with_savings(|savings| {
            savings.lines[1].owner = None;
            savings.lines[1].source = crate::plan::example::cell("Partner!B11");
        });
        assert_eq!(check(&case, &Policy::default()), Outcome::Passed);
    }

    #[test]
    fn an_unidentified_line_needs_no_owner() {
        let case = clean_case()
            .with_unidentified(2_000_000, 12)
            .with_savings(|savings| savings.lines[2].owner = None);
        assert_eq!(check(&case, &Policy::default()), Outcome::Passed);
    }
}
