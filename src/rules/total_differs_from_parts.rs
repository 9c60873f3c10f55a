//! A total in the workbook that is not the sum of its parts.

use super::{Outcome, Rule};
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Case, Money, StatedTotal};
use crate::policy::Policy;
use crate::wording::exact;
use rust_decimal::Decimal;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "total-differs-from-parts",
        severity: Severity::Warning,
        title: "A total does not add up",
        summary: "A total or subtotal in the workbook differs from the sum of the cells it should cover.",
        rationale: "Totals are what a board reads. One that misses a row, or adds text that Excel counts as nothing, makes \
                    every conclusion drawn from it wrong.",
        example: "A division's schemes add up to £3,725k and its subtotal says £2,457k: two figures typed as text were left out.",
        fix: "Let the total be a formula over all its rows, and turn figures typed as text into numbers.",
        question: "Which figure has been used in the plan: the total, or its parts?",
    },
    rests_on: &["rounding-units"],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    if case.plan.stated_totals.is_empty() {
        return Outcome::CannotCheck {
            missing: "a total beside its parts",
        };
    }
    let mut findings = Vec::new();
    for total in &case.plan.stated_totals {
        let difference = total.stated.value - total.recomputed.value;
        if difference.abs() <= tolerance(total, policy) {
            continue;
        }
        let message = format!(
            "{} says {}, and its parts add up to {}.",
            total.label,
            exact(total.stated.value),
            exact(total.recomputed.value),
        );
        let mut cells = total.stated.cells.clone();
        cells.extend(total.recomputed.cells.iter().cloned());
        findings.push(
            RULE.about
                .at(cells, message)
                .worth(Stake::Money(difference.abs())),
        );
    }
    Outcome::folded(findings)
}

/// What rounding can make of a sum of so many parts: the last digit of the table, as often as the square root of their
/// number, since parts are rounded up as often as down.
fn tolerance(total: &StatedTotal, policy: &Policy) -> Money {
    let parts = total.recomputed.cells.len();
    let roots = (1..=parts).find(|root| root * root >= parts).unwrap_or(1);
    Money::from_pounds(total.unit.digit() * policy.rounding_units.value * Decimal::from(roots))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Unit;
    use crate::plan::example::{clean_case, pounds};
    use crate::rules::found;

    fn stating(stated: i64) -> Case {
        let mut case = clean_case();
        case.plan.stated_totals.push(StatedTotal {
            label: "Total efficiency plan".to_owned(),
            stated: pounds(stated, "CIP!G12"),
            recomputed: pounds(8_000_000, "CIP!G10"),
            unit: Unit::Thousands,
        });
        case
    }

    #[test]
    fn a_total_that_misses_a_part_is_found_at_the_total_first() {
        let findings = found(check(&stating(5_000_000), &Policy::default()));
        assert_eq!(findings[0].cells[0].to_string(), "CIP!G12");
        assert_eq!(
            findings[0].message,
            "Total efficiency plan says £5,000,000, and its parts add up to £8,000,000."
        );
    }

    #[test]
    fn a_total_rounded_in_its_last_digit_adds_up() {
        assert_eq!(
            check(&stating(8_001_000), &Policy::default()),
            Outcome::Passed
        );
    }

    #[test]
    fn many_rounded_parts_may_be_off_by_more_than_one() {
        let mut case = stating(8_004_000);
        assert!(matches!(
            check(&case, &Policy::default()),
            Outcome::Found(_)
        ));
        let parts: Vec<_> = (0..16)
            .map(|row| pounds(500_000, &format!("CIP!G{}", row + 20)))
            .collect();
        for total in &mut case.plan.stated_totals {
            total.recomputed = parts.iter().sum();
        }
        assert_eq!(check(&case, &Policy::default()), Outcome::Passed);
    }

    #[test]
    fn several_such_totals_are_one_finding_that_keeps_all_cells() {
        let mut case = stating(5_000_000);
        case.plan
            .stated_totals
            .extend(stating(7_000_000).plan.stated_totals);
        let findings = found(check(&case, &Policy::default()));
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].cells.len(), 4);
        assert_eq!(findings[0].pounds(), Money::from_pounds(4_000_000));
        assert!(findings[0].message.ends_with("So it is with 1 other."));
    }
}
