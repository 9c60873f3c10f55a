//! Changes to care that nobody has assessed.

use super::{Outcome, Rule, by_share};
use crate::analysis::{LineGroup, changes_care, first_month, months_gone};
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Answer, Case, Cells, Saving, StatedStep};
use crate::policy::Policy;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "savings-without-quality-assessment",
        severity: Severity::Warning,
        title: "Care changes before anybody has assessed it",
        summary: "Schemes that change care are under way, or start within a month, without a completed quality impact assessment.",
        rationale: "The Chief Nurse and the Medical Director sign what a scheme does to safety, effectiveness and experience \
                    before it starts. A saving taken without that may have to be given back, and harm may come first.",
        example: "\"Ward skill mix\", £1.8m, saves from April and its quality impact assessment is outstanding.",
        fix: "Complete the assessment before the start, or move the start and the saving behind it.",
        question: "Who has signed what these schemes do to patients, and why do they save before that?",
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
    let asked = |line: &Saving| line.governance.quality_impact.is_some();
    if !savings.lines.iter().any(asked) {
        return Outcome::CannotCheck {
            missing: "the quality impact assessment of each savings scheme",
        };
    }
    let year = case.plan.year.as_ref().map(|year| year.value);
    let next = months_gone(&case.plan) + 1;
    let is_due = |line: &Saving| {
        line.actual_to_date
            .as_ref()
            .is_some_and(|actual| actual.value.is_positive())
            || first_month(line, year).is_some_and(|month| month <= next)
    };
    let group: LineGroup = savings
        .lines
        .iter()
        .filter(|line| !line.is_unidentified() && line.value.value.is_positive())
        .filter(|line| unassessed(line).is_some() && changes_care(line) && is_due(line))
        .collect();
    let Some(severity) = by_share(group.value(), savings, policy) else {
        return Outcome::Passed;
    };
    let message = group.said(
        "changes care and saves by next month without a completed quality impact assessment.",
        "change care and save by next month without a completed quality impact assessment.",
    );
    let mut cells: Cells = group
        .lines
        .iter()
        .filter_map(|line| Some(unassessed(line)?.cell.clone()))
        .collect();
    cells.extend(group.cells());
    let finding = RULE
        .about
        .at(cells, message)
        .worth(Stake::Money(group.value()))
        .graded(severity);
    Outcome::Found(vec![finding])
}

fn unassessed(line: &Saving) -> Option<&StatedStep> {
    let step = line.governance.quality_impact.as_deref()?;
    matches!(step.answer, Answer::No | Answer::Blank).then_some(step)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case_in_year, with_answer};
    use crate::rules::{addresses, found};

    #[test]
    fn care_that_changes_without_an_assessment_is_found() {
        let case = clean_case_in_year().with_savings(|savings| {
            savings.lines[0].name = "Ward skill mix".to_owned();
            with_answer(&mut savings.lines[0].governance.quality_impact, Answer::No);
        });
        let [finding] = found(check(&case, &Policy::default())).try_into().unwrap();
        assert_eq!(addresses(&finding), ["CIP!X10", "CIP!G10"]);
        assert_eq!(
            finding.message,
            "1 line, \u{201c}Ward skill mix\u{201d} with £5.0m, changes care and saves by next month without a completed \
             quality impact assessment."
        );
    }

    #[test]
    fn what_does_not_change_care_or_starts_later_needs_none_yet() {
        let energy = clean_case_in_year().with_savings(|savings| {
            savings.lines[0].name = "Energy contract".to_owned();
            with_answer(&mut savings.lines[0].governance.quality_impact, Answer::No);
        });
        assert_eq!(check(&energy, &Policy::default()), Outcome::Passed);
        let later = clean_case_in_year().with_savings(|savings| {
            let line = &mut savings.lines[0];
            line.name = "Ward skill mix".to_owned();
            line.start = Some("Jan 2024".to_owned());
            line.actual_to_date = None;
            with_answer(&mut line.governance.quality_impact, Answer::Blank);
        });
        assert_eq!(check(&later, &Policy::default()), Outcome::Passed);
    }
}
