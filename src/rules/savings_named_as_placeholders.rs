//! Lines that may have nothing behind them: weak signs, kept apart from the lines that count as unidentified.

use super::{Outcome, Rule, by_share};
use crate::analysis::LineGroup;
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Case, Cells};
use crate::policy::Policy;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "savings-named-as-placeholders",
        severity: Severity::Note,
        title: "Perhaps only placeholders",
        summary: "Lines bear names such as stretch, pipeline or various, or lack owner and months, and count as schemes all the same.",
        rationale: "One weak sign proves nothing, so these lines are not counted as unidentified. But a name that could stand \
                    for anything often stands for nothing, and to ask costs a minute.",
        example: "\"Productivity target\", £1.2m, has an owner and months: a scheme perhaps, or a figure given to a department.",
        fix: "Name what is done, by whom and where; or mark the line as unidentified.",
        question: "What is done differently for each of these, in one sentence?",
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
        .filter(|line| !line.is_unidentified() && line.value.value.is_positive())
        .filter(|line| !line.doubts.is_empty())
        .collect();
    if by_share(group.value(), savings, policy).is_none() {
        return Outcome::Passed;
    }
    let why = group
        .lines
        .first()
        .and_then(|line| line.doubts.first())
        .map_or_else(String::new, |doubt| {
            format!(" Of the largest: {}.", doubt.reason)
        });
    let message = format!(
        "{} not counted as unidentified.{why}",
        group.said("may be a placeholder;", "may be placeholders;")
    );
    let mut cells: Cells = group.lines.iter().map(|line| line.source.clone()).collect();
    cells.extend(group.cells());
    let finding = RULE
        .about
        .at(cells, message)
        .worth(Stake::Money(group.value()));
    Outcome::Found(vec![finding])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Evidence;
    use crate::plan::example::clean_case;
    use crate::rules::{addresses, found};

    #[test]
    fn a_doubt_is_asked_about_and_not_counted() {
        let case = clean_case().with_savings(|savings| {
            let line = &mut savings.lines[1];
            line.name = "Productivity target".to_owned();
            line.doubts = vec![Evidence {
                reason: "its name is a placeholder".to_owned(),
                cell: line.source.clone(),
                by_name: true,
            }];
        });
        let [finding] = found(check(&case, &Policy::default())).try_into().unwrap();
        assert_eq!(addresses(&finding), ["CIP!B11", "CIP!G11"]);
        assert_eq!(finding.severity, Severity::Note);
        assert_eq!(
            finding.message,
            "1 line, \u{201c}Productivity target\u{201d} with £3.0m, may be a placeholder; not counted as unidentified. Of \
             the largest: its name is a placeholder."
        );
        assert!(case.plan.savings.unwrap().unidentified().value.is_zero());
    }
}
