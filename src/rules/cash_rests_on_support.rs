//! Cash that would run out without deficit support.

use super::{Outcome, Rule};
use crate::analysis::support;
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Case, FinancialYear, ItemKind, Money, Plan, Sourced, When};
use crate::policy::Policy;
use crate::wording::money;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "cash-rests-on-support",
        severity: Severity::Warning,
        title: "Cash runs out without support",
        summary: "Without deficit support funding the planned cash balance would fall below nil.",
        rationale: "Support is paid quarter by quarter and can be withheld when the plan is missed: thirteen systems lost theirs \
                    in the last quarter of 2025/26. Wages are paid from cash, not from positions.",
        example: "£8.0m of cash planned for March, and £18.0m of support in the year: without it −£10.0m.",
        fix: "Show the cash plan with and without support, and the month in which it would run out.",
        question: "If the next quarter's support is withheld, in which month can we not pay, and what then?",
    },
    rests_on: &[],
    check,
};

fn check(case: &Case, _policy: &Policy) -> Outcome {
    let balances = balances(&case.plan);
    let (Some(support), false) = (support(&case.plan), balances.is_empty()) else {
        return Outcome::CannotCheck {
            missing: "cash balances and deficit support funding",
        };
    };
    let short = balances
        .iter()
        .map(|(month, held)| (*month, held, held.value - support.by_month(*month)))
        .find(|(_, _, left)| left.is_negative());
    let Some((month, held, left)) = short else {
        return Outcome::Passed;
    };
    let message = format!(
        "At the end of {} the plan holds {} of cash after {} of deficit support: without it {}.",
        FinancialYear(2000).month(month).name(),
        money(held.value),
        money(support.by_month(month)),
        money(left),
    );
    let mut cells = held.cells.clone();
    cells.extend(support.amount.cells.iter().cloned());
    let finding = RULE
        .about
        .at(cells, message)
        .worth(Stake::Money(left.abs()));
    Outcome::Found(vec![finding])
}

/// Month ends in order; a balance of the year is March's.
fn balances(plan: &Plan) -> Vec<(u8, Sourced<Money>)> {
    let mut balances: Vec<(u8, Sourced<Money>)> = (1..=12)
        .filter_map(|month| {
            let at = When::MonthEnd(month);
            Some((month, plan.level(ItemKind::Cash, at)?))
        })
        .collect();
    if balances.last().is_none_or(|(month, _)| *month < 12)
        && let Some(year) = plan.level(ItemKind::Cash, When::Year(0))
    {
        balances.push((12, year));
    }
    balances
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Item;
    use crate::plan::example::{clean_case, clean_case_in_year, pounds};
    use crate::rules::{addresses, found};

    fn with(held: i64, support: i64) -> Case {
        let mut case = clean_case();
        let item = |kind: ItemKind, value, cell| Item {
            kind,
            organisation: None,
            label: kind.label().to_owned(),
            when: When::Year(0),
            value: pounds(value, cell),
        };
        case.plan.around.items = vec![
            item(ItemKind::Cash, held, "Cash!N9"),
            item(ItemKind::Support, support, "Notes!B2"),
        ];
        case
    }

    #[test]
    fn cash_of_eight_million_with_eighteen_of_support_is_found() {
        let findings = found(check(&with(8_000_000, 18_000_000), &Policy::default()));
        assert_eq!(addresses(&findings[0]), ["Cash!N9", "Notes!B2"]);
        assert_eq!(
            findings[0].message,
            "At the end of March the plan holds £8.0m of cash after £18.0m of deficit support: without it −£10.0m."
        );
    }

    #[test]
    fn the_first_month_that_runs_out_is_told() {
        let mut case = with(8_000_000, 12_000_000);
        for (month, held) in [(1, 9_000_000), (2, 1_500_000), (3, 1_000_000)] {
            let mut item = case.plan.around.items[0].clone();
            item.when = When::MonthEnd(month);
            item.value = pounds(held, &format!("Cash!{}9", char::from(b'B' + month)));
            case.plan.around.items.push(item);
        }
        // May holds 1.5 after 2.0 of support.
        let findings = found(check(&case, &Policy::default()));
        assert!(findings[0].message.starts_with("At the end of May"));
        assert_eq!(addresses(&findings[0])[0], "Cash!D9");
    }

    #[test]
    fn cash_that_lasts_passes_and_a_plan_without_support_cannot_be_checked() {
        assert_eq!(
            check(&clean_case_in_year(), &Policy::default()),
            Outcome::Passed
        );
        assert!(matches!(
            check(&clean_case(), &Policy::default()),
            Outcome::CannotCheck { .. }
        ));
    }
}
