//! Costs that were never in the budget, counted as money taken out of it.

use super::{Outcome, Rule, by_share};
use crate::analysis::{LineGroup, avoids_cost};
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Answer, Case, Cells, Saving};
use crate::policy::Policy;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "cost-avoidance-counted-as-cash",
        severity: Severity::Warning,
        title: "Savings that release no cash",
        summary: "Lines that avoid a cost, or are marked as not cash-releasing, count towards the savings target.",
        rationale: "The target closes a gap in pounds. A cost avoided, or time freed, takes nothing out of the budget: the \
                    position is worse by its whole value unless a budget is cut elsewhere.",
        example: "\"Cost avoidance: drugs\" counts £900k towards the target, and no budget is £900k smaller.",
        fix: "Show what releases cash apart from what does not, and hold only the former against the target.",
        question: "Which budget is smaller because of this line, and by how much?",
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
    let group: LineGroup = savings
        .lines
        .iter()
        .filter(|line| line.value.value.is_positive() && !line.is_unidentified())
        .filter(|line| releases_nothing(line))
        .collect();
    if group.is_empty() {
        let flagged = |line: &Saving| line.governance.cash_releasing.is_some();
        return if savings.lines.iter().any(flagged) {
            Outcome::Passed
        } else {
            Outcome::CannotCheck {
                missing: "which savings release cash",
            }
        };
    }
    let Some(severity) = by_share(group.value(), savings, policy) else {
        return Outcome::Passed;
    };
    let message = group.said(
        "releases no cash and counts towards the target.",
        "release no cash and count towards the target.",
    );
    let mut cells: Cells = group
        .lines
        .iter()
        .map(|line| match &line.governance.cash_releasing {
            Some(step) if step.answer == Answer::No => step.cell.clone(),
            _ => line.source.clone(),
        })
        .collect();
    cells.extend(group.cells());
    let finding = RULE
        .about
        .at(cells, message)
        .worth(Stake::Money(group.value()))
        .graded(severity);
    Outcome::Found(vec![finding])
}

/// By the flag; where that says yes or nothing, by the line's own words.
fn releases_nothing(line: &Saving) -> bool {
    let flag = line.governance.cash_releasing.as_ref();
    flag.is_some_and(|flag| flag.answer == Answer::No) || avoids_cost(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case, clean_case_in_year, with_answer};
    use crate::rules::{addresses, found};

    #[test]
    fn a_line_flagged_as_not_cash_releasing_is_found() {
        let case = clean_case_in_year().with_savings(|savings| {
            with_answer(&mut savings.lines[1].governance.cash_releasing, Answer::No);
        });
        let [finding] = found(check(&case, &Policy::default())).try_into().unwrap();
        assert_eq!(addresses(&finding), ["CIP!AA11", "CIP!G11"]);
        assert_eq!(finding.severity, Severity::Warning);
    }

    #[test]
    fn words_of_avoided_cost_outweigh_a_flag_that_says_cash() {
        let case = clean_case_in_year()
            .with_savings(|savings| savings.lines[1].name = "Cost avoidance: drugs".to_owned());
        let [finding] = found(check(&case, &Policy::default())).try_into().unwrap();
        assert_eq!(addresses(&finding), ["CIP!B11", "CIP!G11"]);
    }

    #[test]
    fn without_flags_and_words_nothing_is_said() {
        assert!(matches!(
            check(&clean_case(), &Policy::default()),
            Outcome::CannotCheck { .. }
        ));
    }
}
