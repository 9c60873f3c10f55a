//! Savings planned for months in which the scheme has not begun.

use super::{Outcome, Rule, by_share};
use crate::analysis::{LineGroup, line_months, start_month};
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Case, Money, Saving, Sourced};
use crate::policy::Policy;
use crate::wording::money;
use std::collections::HashMap;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "savings-before-start",
        severity: Severity::Warning,
        title: "Saved before it starts",
        summary: "Savings are planned for months before the scheme's own start date.",
        rationale: "Before a scheme starts it saves nothing. What is planned for those months is missing from the first \
                    report on, and the months after cannot make it good.",
        example: "A scheme that starts in July is phased at £40k a month from April: £120k that cannot come.",
        fix: "Move the phasing to the start date, or the start date to the phasing.",
        question: "Which is right, the start date or the months before it, and what is the saving worth then?",
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
    let Some(year) = case.plan.year.as_ref().map(|year| year.value) else {
        return Outcome::CannotCheck {
            missing: "the financial year of the plan",
        };
    };
    // Most lines start in one of a few months.
    let mut starts: HashMap<&str, Option<u8>> = HashMap::new();
    let mut asked = false;
    let mut early: Vec<(&Saving, Sourced<Money>)> = Vec::new();
    for line in &savings.lines {
        let start = line.start.as_deref().and_then(|text| {
            let known = starts.entry(text);
            *known.or_insert_with(|| start_month(text, year))
        });
        if let Some(value) = start.and_then(|start| before_start(line, start)) {
            asked = true;
            if value.value.is_positive() {
                early.push((line, value));
            }
        }
    }
    if !asked {
        return Outcome::CannotCheck {
            missing: "a start date beside the months of a savings scheme",
        };
    }
    if early.is_empty() {
        return Outcome::Passed;
    }
    let group: LineGroup = early.iter().map(|(line, _)| *line).collect();
    early.sort_by_key(|(line, _)| std::cmp::Reverse(line.value.value));
    let sum: Sourced<Money> = early.iter().map(|(_, value)| value).sum();
    let message = format!(
        "{} {} in months before the start date.",
        group.said("plans to save", "plan to save"),
        money(sum.value)
    );
    let finding = RULE
        .about
        .at(sum.cells, message)
        .worth(Stake::Money(sum.value))
        .graded(by_share(sum.value, savings, policy).unwrap_or(Severity::Note));
    Outcome::Found(vec![finding])
}

/// What is planned in months that end before the one it starts in, 1 for April; `None` without phases.
fn before_start(line: &Saving, start: u8) -> Option<Sourced<Money>> {
    let phasing = line.phasing.as_ref()?;
    // A quarter is known by its last month, so one in which the scheme starts is not before it.
    let before = |(month, value): &(u8, &Sourced<Money>)| *month < start && !value.value.is_zero();
    let early = line_months(phasing).filter(before);
    Some(early.map(|(_, value)| value).sum())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::clean_case;
    use crate::rules::{addresses, found};

    fn starting(start: &str) -> Case {
        clean_case().with_savings(|savings| savings.lines[1].start = Some(start.to_owned()))
    }

    #[test]
    fn months_before_the_start_are_found_at_their_cells() {
        let findings = found(check(&starting("Jul 2023"), &Policy::default()));
        assert_eq!(addresses(&findings[0]), ["CIP!H11", "CIP!I11", "CIP!J11"]);
        assert_eq!(
            findings[0].message,
            "1 line, \u{201c}Procurement\u{201d} with £3.0m, plans to save £750k in months before the start date."
        );
    }

    #[test]
    fn a_scheme_that_starts_in_april_is_on_time() {
        assert_eq!(
            check(&starting("Apr 2023"), &Policy::default()),
            Outcome::Passed
        );
    }
}
