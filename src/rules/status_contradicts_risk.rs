//! A line whose status and delivery risk cannot both be true.

use super::{Outcome, Rule, by_share};
use crate::analysis::LineGroup;
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Case, Cells, Risk, Saving, Status};
use crate::policy::Policy;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "status-contradicts-risk",
        severity: Severity::Warning,
        title: "Status and risk contradict each other",
        summary: "Schemes are fully developed yet at high risk, unidentified yet at low risk, or on course with nothing delivered.",
        rationale: "The board reads status and risk as a promise about delivery. Where the two disagree, one of them was \
                    filled in by habit, and any total by status or risk is off by these lines.",
        example: "A £1.2m scheme is \"fully developed\" and \"high risk\"; a £2m line is \"unidentified\" and \"low risk\".",
        fix: "Ask the owner which of the two holds, and correct the other.",
        question: "Which of the two is right for these schemes, and who checked it?",
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
    let has_both = |line: &Saving| {
        risk(line).is_some() && (line.step().is_some() || line.actual_to_date.is_some())
    };
    if !savings.lines.iter().any(has_both) {
        return Outcome::CannotCheck {
            missing: "both the status and the delivery risk of a savings scheme",
        };
    }
    let group: LineGroup = savings
        .lines
        .iter()
        .filter(|line| contradiction(line).is_some())
        .collect();
    let Some(severity) = by_share(group.value(), savings, policy) else {
        return Outcome::Passed;
    };
    let kinds = [
        Contradiction::DevelopedAtHighRisk,
        Contradiction::UnidentifiedAtLowRisk,
        Contradiction::OnCourseWithNothing,
    ];
    let sentences: Vec<String> = kinds
        .into_iter()
        .filter_map(|kind| {
            let own: LineGroup = group
                .lines
                .iter()
                .copied()
                .filter(|line| contradiction(line) == Some(kind))
                .collect();
            let (one, many) = kind.said();
            (!own.is_empty()).then(|| own.said(one, many))
        })
        .collect();
    let finding = RULE
        .about
        .at(
            group.lines.iter().flat_map(|line| cells(line)).collect(),
            sentences.join(" "),
        )
        .worth(Stake::Money(group.value()))
        .graded(severity);
    Outcome::Found(vec![finding])
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Contradiction {
    DevelopedAtHighRisk,
    UnidentifiedAtLowRisk,
    /// Green or blue, and nothing of what was planned by now.
    OnCourseWithNothing,
}

impl Contradiction {
    fn said(self) -> (&'static str, &'static str) {
        match self {
            Self::DevelopedAtHighRisk => (
                "is fully developed and yet at high risk.",
                "are fully developed and yet at high risk.",
            ),
            Self::UnidentifiedAtLowRisk => (
                "is unidentified and yet at low risk.",
                "are unidentified and yet at low risk.",
            ),
            Self::OnCourseWithNothing => (
                "is at low risk and has delivered nothing of what was planned by now.",
                "are at low risk and have delivered nothing of what was planned by now.",
            ),
        }
    }
}

fn risk(line: &Saving) -> Option<Risk> {
    line.risk.as_ref().and_then(|stated| stated.risk)
}

fn contradiction(line: &Saving) -> Option<Contradiction> {
    let nothing_yet = || {
        let planned = line.plan_to_date.as_ref()?.value.is_positive();
        Some(planned && line.actual_to_date.as_ref()?.value.is_zero())
    };
    match (line.step(), risk(line)?) {
        (Some(Status::FullyDeveloped), Risk::High) => Some(Contradiction::DevelopedAtHighRisk),
        (Some(Status::Unidentified), Risk::Low) => Some(Contradiction::UnidentifiedAtLowRisk),
        (_, Risk::Low) if nothing_yet() == Some(true) => Some(Contradiction::OnCourseWithNothing),
        _ => None,
    }
}

/// The risk first, for it is the word most often wrong.
fn cells(line: &Saving) -> Cells {
    let risk = line.risk.iter().map(|stated| stated.cell.clone());
    let status = line.status.iter().map(|stated| stated.cell.clone());
    let actual = line
        .actual_to_date
        .iter()
        .filter(|_| contradiction(line) == Some(Contradiction::OnCourseWithNothing))
        .flat_map(|actual| actual.cells.clone());
    let mut cells: Cells = risk.chain(status).chain(actual).collect();
    cells.extend(line.value.cells.iter().cloned());
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case, clean_case_in_year, pounds};
    use crate::rules::{addresses, found};

    #[test]
    fn a_developed_scheme_at_high_risk_is_found_at_risk_status_and_value() {
        let case = clean_case_in_year().with_savings(|savings| {
            savings.lines[1].risk.as_mut().unwrap().risk = Some(Risk::High);
        });
        let findings = found(check(&case, &Policy::default()));
        assert_eq!(addresses(&findings[0]), ["CIP!D11", "CIP!C11", "CIP!G11"]);
        assert_eq!(
            findings[0].message,
            "1 line, \u{201c}Procurement\u{201d} with £3.0m, is fully developed and yet at high risk."
        );
    }

    #[test]
    fn a_green_scheme_with_nothing_delivered_is_found_at_its_actual() {
        let case = clean_case_in_year()
            .with_savings(|savings| savings.lines[0].actual_to_date = Some(pounds(0, "CIP!V10")));
        let findings = found(check(&case, &Policy::default()));
        assert!(addresses(&findings[0]).contains(&"CIP!V10".to_owned()));
    }

    #[test]
    fn nothing_delivered_where_nothing_was_planned_yet_is_no_contradiction() {
        let case = clean_case_in_year().with_savings(|savings| {
            savings.lines[0].actual_to_date = Some(pounds(0, "CIP!V10"));
            savings.lines[0].plan_to_date = Some(pounds(0, "CIP!U10"));
        });
        assert_eq!(check(&case, &Policy::default()), Outcome::Passed);
    }

    #[test]
    fn without_risks_it_cannot_say() {
        assert!(matches!(
            check(&clean_case(), &Policy::default()),
            Outcome::CannotCheck { .. }
        ));
    }
}
