//! Recurrent savings whose worth next year is not said, on a sheet that asks for it.

use super::{Outcome, Rule, by_share, sheets_that_ask};
use crate::analysis::LineGroup;
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Case, Recurrence, Saving};
use crate::policy::Policy;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "full-year-effect-left-blank",
        severity: Severity::Note,
        title: "Full-year effect left blank",
        summary: "Recurrent schemes state no full-year effect, where others on their sheet do.",
        rationale: "Next year's plan starts from the full-year effect of this year's savings. A blank is read as nothing or as the \
                    same again, by whoever adds it up, and neither was decided.",
        example: "Eleven of 40 recurrent schemes, £3.2m of £14m, have nothing under \"full-year effect\".",
        fix: "Fill in what each recurrent scheme saves in a full year, or mark it as one-off.",
        question: "What are these schemes worth next year, and what does the medium-term plan count on?",
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
    let recurrent: Vec<&Saving> = savings
        .lines
        .iter()
        .filter(|line| line.recurrence == Some(Recurrence::Recurrent) && !line.is_unidentified())
        .collect();
    let asking = sheets_that_ask(recurrent.iter().copied(), |line| {
        line.full_year_effect.is_some()
    });
    if asking.is_empty() {
        return Outcome::CannotCheck {
            missing: "the full-year effect of recurrent savings",
        };
    }
    let group: LineGroup = recurrent
        .iter()
        .filter(|line| line.full_year_effect.is_none() && line.value.value.is_positive())
        .filter(|line| asking.contains(&*line.source.sheet))
        .copied()
        .collect();
    let Some(severity) = by_share(group.value(), savings, policy) else {
        return Outcome::Passed;
    };
    let message = group.said(
        "is recurrent and states no full-year effect, where others on its sheet do.",
        "are recurrent and state no full-year effect, where others on their sheet do.",
    );
    let finding = RULE
        .about
        .at(group.cells(), message)
        .worth(Stake::Money(group.value()))
        .graded(severity);
    Outcome::Found(vec![finding])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case, clean_case_in_year};
    use crate::rules::{addresses, found};

    #[test]
    fn a_blank_among_lines_that_answer_is_found() {
        let case = clean_case_in_year().with_savings(|savings| {
            savings.lines[1].full_year_effect = None;
        });
        let findings = found(check(&case, &Policy::default()));
        assert_eq!(addresses(&findings[0]), ["CIP!G11"]);
        assert!(
            findings[0]
                .message
                .contains("is recurrent and states no full-year effect"),
            "{}",
            findings[0].message
        );
    }

    #[test]
    fn one_off_lines_pass_and_where_no_sheet_asks_nothing_can_be_said() {
        let case = clean_case_in_year().with_savings(|savings| {
            savings.lines[1].full_year_effect = None;
            savings.lines[1].recurrence = Some(Recurrence::NonRecurrent);
        });
        assert_eq!(check(&case, &Policy::default()), Outcome::Passed);
        // One of three answers.
        let few = clean_case_in_year().with_savings(|savings| {
            savings.lines[1].full_year_effect = None;
            let mut line = savings.lines[1].clone();
            line.source.row += 1;
            savings.lines.push(line);
        });
        assert!(matches!(
            check(&few, &Policy::default()),
            Outcome::CannotCheck { .. }
        ));
        assert!(matches!(
            check(&clean_case(), &Policy::default()),
            Outcome::CannotCheck { .. }
        ));
    }
}
