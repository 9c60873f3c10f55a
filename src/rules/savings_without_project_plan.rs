//! Schemes called developed that have no document, no milestones or no start.

use super::{Outcome, Rule, by_share};
use crate::analysis::LineGroup;
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Case, Cells, Saving, Savings, StatedStep, Status};
use crate::policy::Policy;
use crate::workbook::SheetAddress;
use std::collections::BTreeSet;
use std::sync::Arc;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "savings-without-project-plan",
        severity: Severity::Warning,
        title: "Counted on without a plan behind it",
        summary: "Schemes past the stage of an idea lack the project document, milestones or start date that others in the same table have.",
        rationale: "A scheme without a document, milestones or a start is a number with a name. Nobody can see it slip, because \
                    nothing says what should have happened by when.",
        example: "\"Outpatient redesign\", £2.4m, is fully developed and has neither a project document nor a start date.",
        fix: "Attach the document and the dates, or move the scheme back to an opportunity.",
        question: "What has to happen first for this saving to arrive, by when, and where is that written down?",
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
    let dated = dated_sheets(savings);
    let asks = |line: &Saving| {
        line.governance.project_document.is_some()
            || line.governance.milestones.is_some()
            || dated.contains(&line.source.sheet)
    };
    if !savings.lines.iter().any(asks) {
        return Outcome::CannotCheck {
            missing: "project documents, milestones or start dates of savings schemes",
        };
    }
    let group: LineGroup = savings
        .lines
        .iter()
        .filter(|line| is_counted_on(line) && !lacks(line, &dated).is_empty())
        .collect();
    let Some(severity) = by_share(group.value(), savings, policy) else {
        return Outcome::Passed;
    };
    let count = |what: Lack| {
        let lines = group.lines.iter();
        lines
            .filter(|line| lacks(line, &dated).contains(&what))
            .count()
    };
    let parts: Vec<String> = [Lack::Document, Lack::Milestones, Lack::Start]
        .into_iter()
        .map(|what| (count(what), what.label()))
        .filter(|(many, _)| *many > 0)
        .map(|(many, label)| format!("{many} without {label}"))
        .collect();
    let message = format!(
        "{}: {}.",
        group.said(
            "is past the stage of an idea and has gaps in its plan",
            "are past the stage of an idea and have gaps in their plans"
        ),
        parts.join(", ")
    );
    let missing = |step: &Option<Box<StatedStep>>| {
        let step = step.as_ref().filter(|step| step.is_missing());
        step.map(|step| step.cell.clone())
    };
    let mut cells: Cells = group
        .lines
        .iter()
        .flat_map(|line| {
            let own = &line.governance;
            [missing(&own.project_document), missing(&own.milestones)]
        })
        .flatten()
        .collect();
    cells.extend(group.cells());
    let finding = RULE
        .about
        .at(cells, message)
        .worth(Stake::Money(group.value()))
        .graded(severity);
    Outcome::Found(vec![finding])
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Lack {
    Document,
    Milestones,
    Start,
}

impl Lack {
    fn label(self) -> &'static str {
        match self {
            Self::Document => "a project document",
            Self::Milestones => "milestones",
            Self::Start => "a start date",
        }
    }
}

/// Sheets that name a start for some line, so that a blank says something.
fn dated_sheets(savings: &Savings) -> BTreeSet<Arc<SheetAddress>> {
    let dated = savings.lines.iter().filter(|line| line.start.is_some());
    dated.map(|line| Arc::clone(&line.source.sheet)).collect()
}

/// Money the plan rests on: neither an idea nor a line without a scheme, which are told of elsewhere.
fn is_counted_on(line: &Saving) -> bool {
    line.value.value.is_positive()
        && !line.is_unidentified()
        && line.step() != Some(Status::Opportunity)
}

fn lacks(line: &Saving, dated: &BTreeSet<Arc<SheetAddress>>) -> Vec<Lack> {
    let own = &line.governance;
    let missing =
        |step: &Option<Box<StatedStep>>| step.as_ref().is_some_and(|step| step.is_missing());
    [
        (missing(&own.project_document), Lack::Document),
        (missing(&own.milestones), Lack::Milestones),
        (
            line.start.is_none() && dated.contains(&line.source.sheet),
            Lack::Start,
        ),
    ]
    .into_iter()
    .filter_map(|(is_so, lack)| is_so.then_some(lack))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Answer;
    use crate::plan::example::{clean_case, clean_case_in_year, with_answer};
    use crate::rules::{addresses, found};

    #[test]
    fn a_developed_scheme_without_document_and_start_is_found() {
        let case = clean_case_in_year().with_savings(|savings| {
            let line = &mut savings.lines[1];
            with_answer(&mut line.governance.project_document, Answer::Blank);
            line.start = None;
        });
        let [finding] = found(check(&case, &Policy::default())).try_into().unwrap();
        assert_eq!(addresses(&finding), ["CIP!Y11", "CIP!G11"]);
        assert!(
            finding
                .message
                .ends_with(": 1 without a project document, 1 without a start date.")
        );
        assert_eq!(finding.severity, Severity::Warning);
    }

    #[test]
    fn an_idea_needs_no_plan_yet_and_a_table_that_does_not_ask_is_not_judged() {
        let idea = clean_case_in_year().with_savings(|savings| {
            let line = &mut savings.lines[1];
            line.status.as_mut().unwrap().status = Some(Status::Opportunity);
            line.start = None;
        });
        assert_eq!(check(&idea, &Policy::default()), Outcome::Passed);
        let unasked = check(&clean_case(), &Policy::default());
        assert!(matches!(unasked, Outcome::CannotCheck { .. }));
    }
}
