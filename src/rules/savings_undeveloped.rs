//! Savings that are hardly more than an idea.

use super::{Outcome, Rule, asked, by_share};
use crate::analysis::{LineGroup, months_gone};
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Case, Status};
use crate::policy::Policy;
use crate::wording::{money, whole_percent};

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "savings-undeveloped",
        severity: Severity::Warning,
        title: "Too much is only an opportunity",
        summary: "Opportunities and unidentified lines together are a large part of the savings.",
        rationale: "An opportunity has no worked-up plan yet: it starts late, and part of it never starts. A plan that \
                    counts it in full has not allowed for either.",
        example: "Of £40m, £8m is an opportunity and £4m unidentified: 30% of the savings has no worked-up plan.",
        fix: "Work the largest opportunities up into plans with a start date and an owner, or count only a part of them.",
        question: "Which of these opportunities will be a worked-up plan within three months, and what do we do about the rest?",
    },
    rests_on: &[
        "undeveloped-share-in-year",
        "undeveloped-share",
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
    let stated = |line: &crate::plan::Saving| {
        line.status
            .as_ref()
            .is_some_and(|stated| stated.status.is_some())
    };
    if !savings.lines.iter().any(stated) {
        return Outcome::CannotCheck {
            missing: "how far each savings scheme has got",
        };
    }
    let opportunities: LineGroup = savings
        .lines
        .iter()
        .filter(|line| line.step() == Some(Status::Opportunity) && !line.is_cost())
        .collect();
    let unidentified = savings.unidentified();
    let undeveloped = opportunities.value() + unidentified.value;
    // Three months of delivery are time enough to work an idea up.
    let under_way = months_gone(&case.plan) > 3
        && savings
            .lines
            .iter()
            .any(|line| line.actual_to_date.is_some());
    let most = if under_way {
        policy.lines.undeveloped_in_year.value
    } else {
        policy.lines.undeveloped_share.value
    };
    // Where opportunities are few, the unidentified lines have a rule of their own.
    let enough = by_share(opportunities.value(), savings, policy) == Some(Severity::Warning);
    let share = undeveloped
        .share_of(asked(savings))
        .filter(|share| enough && *share > most);
    let Some(share) = share else {
        return Outcome::Passed;
    };
    let message = if unidentified.value.is_positive() {
        format!(
            "{} is only an opportunity and {} is unidentified: together {} of the savings has no worked-up plan.",
            money(opportunities.value()),
            money(unidentified.value),
            whole_percent(share)
        )
    } else {
        format!(
            "{}, {} of the savings, is only an opportunity and has no worked-up plan.",
            money(opportunities.value()),
            whole_percent(share)
        )
    };
    let mut cells = opportunities.cells();
    cells.extend(unidentified.cells);
    // The unidentified pounds are at stake in a finding of their own.
    let finding = RULE
        .about
        .at(cells, message)
        .worth(Stake::Money(opportunities.value()));
    Outcome::Found(vec![finding])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case, clean_case_in_year};
    use crate::rules::{addresses, found};

    fn with_an_opportunity() -> Case {
        clean_case().with_savings(|savings| {
            savings.lines[1].status.as_mut().unwrap().status = Some(Status::Opportunity);
        })
    }

    #[test]
    fn opportunities_and_unidentified_lines_are_found_together() {
        let case = with_an_opportunity().with_unidentified(2_000_000, 12);
        let findings = found(check(&case, &Policy::default()));
        assert_eq!(addresses(&findings[0]), ["CIP!G11", "CIP!G12"]);
        assert_eq!(
            findings[0].message,
            "£3.0m is only an opportunity and £2.0m is unidentified: together 50% of the savings has no worked-up plan."
        );
        assert_eq!(
            findings[0].pounds(),
            crate::plan::Money::from_pounds(3_000_000)
        );
    }

    #[test]
    fn a_quarter_as_opportunities_is_let_pass() {
        let case = with_an_opportunity().with_savings(|savings| {
            savings.target.as_mut().unwrap().value = crate::plan::Money::from_pounds(12_000_000);
        });
        assert_eq!(check(&case, &Policy::default()), Outcome::Passed);
    }

    #[test]
    fn once_savings_are_delivered_less_of_it_is_too_much() {
        let case = clean_case_in_year().with_savings(|savings| {
            savings.lines[1].status.as_mut().unwrap().status = Some(Status::Opportunity);
            savings.target.as_mut().unwrap().value = crate::plan::Money::from_pounds(12_000_000);
        });
        assert!(matches!(
            check(&case, &Policy::default()),
            Outcome::Found(_)
        ));
    }

    #[test]
    fn unidentified_lines_alone_are_left_to_their_own_rule() {
        let case = clean_case().with_unidentified(9_000_000, 12);
        assert_eq!(check(&case, &Policy::default()), Outcome::Passed);
    }
}
