//! Workbooks of one plan whose actual figures end in different months.

use super::{Outcome, Rule};
use crate::analysis::elapsed;
use crate::finding::{Explanation, Severity};
use crate::plan::{Case, Cells, Month};
use crate::policy::Policy;
use crate::wording::quoted;
use crate::workbook::CellRef;
use std::collections::BTreeMap;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "files-reach-different-months",
        severity: Severity::Warning,
        title: "Files of different months",
        summary: "The workbooks that make the plan hold actual figures up to different months.",
        rationale: "Added up, they give a sum of no month: five bodies at September and one at July look better or worse than \
                    they are, and next month's movement will be two months of one of them.",
        example: "Six returns run to September; one trust's still ends in July, £3m before its bad August.",
        fix: "Open the latest return of each body, or say beside the sum which months it holds.",
        question: "Which body has not handed in its latest figures, and what do they show?",
    },
    rests_on: &[],
    check,
};

fn check(case: &Case, _policy: &Policy) -> Outcome {
    let reached = reached(case);
    let Some(latest) = reached.values().map(|(month, _)| *month).max() else {
        return Outcome::CannotCheck {
            missing: "actual figures that show their month",
        };
    };
    let behind: Vec<(&str, Month, &CellRef)> = reached
        .iter()
        .filter(|(_, (month, _))| *month < latest)
        .map(|(workbook, (month, cell))| (workbook.as_str(), *month, cell))
        .collect();
    let Some((workbook, month, _)) = behind.first() else {
        return Outcome::Passed;
    };
    let others = match behind.len() - 1 {
        0 => String::new(),
        more => format!(", and {more} more end before the latest"),
    };
    let message = format!(
        "{} ends in {month} where the latest of {} files ends in {latest}{others}.",
        quoted(workbook),
        reached.len()
    );
    let cells: Cells = behind.iter().map(|(_, _, cell)| (*cell).clone()).collect();
    Outcome::Found(vec![RULE.about.at(cells, message)])
}

/// The last month of the plan's year that each workbook has an actual figure of, and its cell.
fn reached(case: &Case) -> BTreeMap<String, (Month, CellRef)> {
    let mut reached: BTreeMap<String, (Month, CellRef)> = BTreeMap::new();
    let year = case.plan.year.as_ref().map(|year| year.value);
    let mut meet = |month: Month, cell: Option<&CellRef>| {
        let Some(cell) = cell.filter(|_| Some(month.financial_year()) == year) else {
            return;
        };
        let own = reached
            .entry(cell.sheet.workbook.to_string())
            .or_insert_with(|| (month, cell.clone()));
        if own.0 < month {
            *own = (month, cell.clone());
        }
    };
    let waits = case
        .plan
        .elective
        .iter()
        .flat_map(|waits| &waits.trajectories);
    for (month, both) in waits.flat_map(|waits| &waits.months) {
        meet(
            *month,
            both.actual.as_ref().and_then(|actual| actual.cells.first()),
        );
    }
    for (month, value) in case.plan.workforce.iter().flat_map(|staff| &staff.actual) {
        meet(*month, value.cells.first());
    }
    let bodies = case
        .plan
        .position
        .iter()
        .flat_map(|position| &position.organisations);
    for position in bodies {
        let actual = position
            .lines
            .iter()
            .find_map(|line| line.actual_to_date.as_ref());
        if let (Some(months), Some(year), Some(actual)) = (elapsed(position), year, actual) {
            meet(year.month(months), actual.cells.first());
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Sourced;
    use crate::plan::example::{clean_case, clean_case_in_year};
    use crate::rules::{addresses, found};
    use crate::workbook::SheetAddress;
    use std::sync::Arc;

    #[test]
    fn a_file_that_ends_before_the_others_is_found() {
        let mut case = clean_case_in_year();
        let mut other = case.plan.workforce[0].clone();
        let sheet = Arc::new(SheetAddress::new("elm.xlsx", "WTE"));
        for (column, value) in (2_u32..).zip(other.actual.values_mut()) {
            *value = Sourced::at(value.value, CellRef::new(Arc::clone(&sheet), 5, column));
        }
        other.actual.pop_last();
        other.actual.pop_last();
        case.plan.workforce.push(other);
        let [finding] = found(check(&case, &Policy::default())).try_into().unwrap();
        assert_eq!(addresses(&finding), ["WTE!F6"]);
        assert_eq!(
            finding.message,
            "\u{201c}elm.xlsx\u{201d} ends in July 2023 where the latest of 2 files ends in September 2023."
        );
    }

    #[test]
    fn one_file_is_of_one_month_and_a_plan_without_actuals_of_none() {
        assert_eq!(
            check(&clean_case_in_year(), &Policy::default()),
            Outcome::Passed
        );
        let outcome = check(&clean_case(), &Policy::default());
        assert!(matches!(outcome, Outcome::CannotCheck { .. }));
    }
}
