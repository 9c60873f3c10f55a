//! Savings that are income, with nothing set against them for earning it.

use super::{Outcome, Rule, by_share, sheets_that_ask};
use crate::analysis::{LineGroup, Nature, nature};
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Case, Saving};
use crate::policy::Policy;
use crate::workbook::SheetAddress;
use std::collections::HashSet;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "income-without-its-cost",
        severity: Severity::Warning,
        title: "Income without the cost of earning it",
        summary: "Other schemes of the same sheet state what they cost to deliver; schemes that earn income state none, or nil.",
        rationale: "Nobody is treated for nothing. Private patients and extra activity need staff, beds and consumables, and a \
                    scheme that counts the income alone counts more than is left over.",
        example: "\"Private patient growth\", £1.8m, has a blank under cost to deliver; at two thirds of the income £0.6m would \
                  be left.",
        fix: "State for each the direct cost of earning it, and count what is left as the saving.",
        question: "What does it cost us to earn this, and is that cost in the plan?",
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
    let known = savings.lines.iter().filter(|line| !line.is_unidentified());
    let (suspects, others): (Vec<&Saving>, Vec<&Saving>) =
        known.partition(|line| is_costless(line) && nature(line) == Some(Nature::Income));
    // Lines that may have left it out do not say whether they were asked.
    let mut asking = sheets_that_ask(others.iter().copied(), |line| line.cost.is_some());
    // Nil on every line is no answer.
    let costed: HashSet<&SheetAddress> = others
        .iter()
        .filter(|line| !is_costless(line))
        .map(|line| &*line.source.sheet)
        .collect();
    asking.retain(|sheet| costed.contains(sheet));
    if asking.is_empty() {
        return Outcome::CannotCheck {
            missing: "what each scheme costs to deliver",
        };
    }
    let group: LineGroup = suspects
        .into_iter()
        .filter(|line| line.value.value.is_positive())
        .filter(|line| asking.contains(&*line.source.sheet))
        .collect();
    let Some(severity) = by_share(group.value(), savings, policy) else {
        return Outcome::Passed;
    };
    let message = if group.lines.iter().any(|line| line.cost.is_some()) {
        group.said(
            "earns income and states no cost of earning it, or nil.",
            "earn income and state no cost of earning it, or nil.",
        )
    } else {
        group.said(
            "earns income and states no cost of earning it.",
            "earn income and state no cost of earning it.",
        )
    };
    let mut cells = group.cells();
    let costs = group.lines.iter().filter_map(|line| line.cost.as_ref());
    cells.extend(costs.flat_map(|cost| cost.cells.clone()));
    cells.extend(group.lines.iter().map(|line| line.source.clone()));
    Outcome::Found(vec![
        RULE.about
            .at(cells, message)
            .worth(Stake::Money(group.value()))
            .graded(severity),
    ])
}

fn is_costless(line: &Saving) -> bool {
    let cost = line.cost.as_ref();
    cost.is_none_or(|cost| cost.value.is_zero())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Money;
    use crate::plan::example::{clean_case, clean_case_in_year, pounds};
    use crate::rules::{addresses, found};
    use std::sync::Arc;

    fn earning(cost: Option<i64>) -> Case {
        clean_case_in_year().with_savings(|savings| {
            savings.lines[1].name = "Private patient growth".to_owned();
            savings.lines[1].cost = cost.map(|cost| pounds(cost, "CIP!AC11"));
        })
    }

    #[test]
    fn an_income_line_with_a_blank_or_a_nil_cost_is_found() {
        let findings = found(check(&earning(None), &Policy::default()));
        assert_eq!(addresses(&findings[0]), ["CIP!G11", "CIP!B11"]);
        assert_eq!(findings[0].pounds(), Money::from_pounds(3_000_000));
        assert!(
            findings[0]
                .message
                .ends_with("earns income and states no cost of earning it.")
        );
        let nil = found(check(&earning(Some(0)), &Policy::default()));
        assert_eq!(addresses(&nil[0]), ["CIP!G11", "CIP!AC11", "CIP!B11"]);
        assert!(nil[0].message.ends_with("earning it, or nil."));
    }

    #[test]
    fn a_sheet_that_does_not_ask_for_costs_leaves_none_out() {
        let elsewhere = SheetAddress::new("plan.xlsx", "Income");
        let with = |cost: Option<i64>| {
            earning(None).with_savings(|savings| {
                let mut line = savings.lines[1].clone();
                line.source.sheet = Arc::new(elsewhere.clone());
                line.source.row += 1;
                line.cost = cost.map(|cost| pounds(cost, "Income!AC12"));
                savings.lines[1].cost = Some(pounds(900_000, "CIP!AC11"));
                savings.lines.push(line.clone());
                line.source.row += 1;
                line.cost = None;
                savings.lines.push(line);
            })
        };
        assert_eq!(check(&with(None), &Policy::default()), Outcome::Passed);
        // One of its two lines answers: the sheet asks.
        let findings = found(check(&with(Some(500_000)), &Policy::default()));
        assert_eq!(findings[0].pounds(), Money::from_pounds(3_000_000));
    }

    #[test]
    fn lines_that_leave_it_out_do_not_say_whether_they_were_asked() {
        let case = earning(None).with_savings(|savings| {
            for row in 1..4 {
                let mut line = savings.lines[1].clone();
                line.source.row += row;
                savings.lines.push(line);
            }
        });
        // One answers, four earn income and say nothing.
        let findings = found(check(&case, &Policy::default()));
        assert_eq!(findings[0].pounds(), Money::from_pounds(12_000_000));
    }

    #[test]
    fn where_no_sheet_asks_for_costs_nothing_can_be_said() {
        let cannot = |case: &Case| {
            let told = check(case, &Policy::default());
            assert!(matches!(told, Outcome::CannotCheck { .. }), "{told:?}");
        };
        let nil = earning(Some(0)).with_savings(|savings| {
            savings.lines[0].cost = Some(pounds(0, "CIP!AC10"));
        });
        cannot(&nil);
        // One of four others answers.
        cannot(&earning(None).with_savings(|savings| {
            for row in 2..5 {
                let mut line = savings.lines[0].clone();
                line.source.row += row;
                line.cost = None;
                savings.lines.push(line);
            }
        }));
    }

    #[test]
    fn a_stated_cost_passes_and_a_plan_without_costs_cannot_be_checked() {
        assert_eq!(
            check(&earning(Some(900_000)), &Policy::default()),
            Outcome::Passed
        );
        assert!(matches!(
            check(&clean_case(), &Policy::default()),
            Outcome::CannotCheck { .. }
        ));
    }
}
