//! Variances that do not follow from the plan and the actual beside them.

use super::{Outcome, Rule};
use crate::finding::{Explanation, Finding, Severity, Stake};
use crate::plan::{Case, OddVariance};
use crate::policy::Policy;
use crate::wording::{money, quoted};

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "variance-differs-from-figures",
        severity: Severity::Warning,
        title: "A variance does not follow",
        summary: "A variance has another sign, or another sum, than the plan and the actual beside it make in the other rows.",
        rationale: "Boards read the variance before the figures. One with its sign the wrong way round tells them of good news \
                    where it is bad, and the total below it is out by twice the amount.",
        example: "Pay of £230.2m against a plan of £227.6m shows a favourable £2.6m, where the other lines show such as adverse.",
        fix: "Let every variance be one formula copied down, and say in the header which sign is favourable.",
        question: "Is this line better or worse than planned, and which did the board hear?",
    },
    rests_on: &["balancing-tolerance"],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let columns = &case.plan.variances;
    if columns.is_empty() {
        return Outcome::CannotCheck {
            missing: "a column of variances beside plan and actual",
        };
    }
    let odd = columns.iter().flat_map(|column| &column.odd);
    Outcome::folded(
        odd.filter(|odd| {
            (odd.stated.value - odd.expected).abs() > policy.balancing_tolerance.value
        })
        .map(told)
        .collect(),
    )
}

fn told(odd: &OddVariance) -> Finding {
    let name = if odd.label.is_empty() {
        "A row without a name".to_owned()
    } else {
        quoted(&odd.label)
    };
    let figures = format!(
        "{name} shows a variance of {} with {} planned and {} actual or forecast",
        money(odd.stated.value),
        money(odd.plan.value),
        money(odd.outcome.value),
    );
    let (message, at_stake) = if odd.is_turned() {
        (
            format!(
                "{figures}: in the sign of the other rows it is {}.",
                money(odd.expected)
            ),
            odd.expected.abs(),
        )
    } else {
        (
            format!("{figures}: these make {}.", money(odd.expected)),
            (odd.stated.value - odd.expected).abs(),
        )
    };
    let mut cells = odd.stated.cells.clone();
    cells.extend(odd.plan.cells.iter().cloned());
    cells.extend(odd.outcome.cells.iter().cloned());
    RULE.about.at(cells, message).worth(Stake::Money(at_stake))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case, clean_case_in_year, pounds};
    use crate::plan::{Money, VarianceColumn};
    use crate::rules::{addresses, found};

    fn with(stated: i64) -> Case {
        let mut case = clean_case();
        case.plan.variances = vec![VarianceColumn {
            header: "Variance".to_owned(),
            rows: 6,
            odd: vec![OddVariance {
                label: "Pay".to_owned(),
                plan: pounds(-227_600_000, "I&E!C20"),
                outcome: pounds(-230_200_000, "I&E!D20"),
                stated: pounds(stated, "I&E!E20"),
                expected: Money::from_pounds(-2_600_000),
            }],
        }];
        case
    }

    #[test]
    fn a_turned_variance_is_found_with_its_two_figures_and_priced_at_itself() {
        let findings = found(check(&with(2_600_000), &Policy::default()));
        assert_eq!(
            addresses(&findings[0]),
            ["'I&E'!E20", "'I&E'!C20", "'I&E'!D20"]
        );
        assert_eq!(
            findings[0].message,
            "\u{201c}Pay\u{201d} shows a variance of £2.6m with −£227.6m planned and −£230.2m actual or forecast: in the \
             sign of the other rows it is −£2.6m."
        );
        assert_eq!(findings[0].pounds(), Money::from_pounds(2_600_000));
    }

    #[test]
    fn another_sum_is_found_and_priced_at_what_it_is_off() {
        let findings = found(check(&with(-3_600_000), &Policy::default()));
        assert!(findings[0].message.ends_with("these make −£2.6m."));
        assert_eq!(findings[0].pounds(), Money::from_pounds(1_000_000));
    }

    #[test]
    fn variances_that_follow_pass_and_none_cannot_be_checked() {
        assert_eq!(
            check(&clean_case_in_year(), &Policy::default()),
            Outcome::Passed
        );
        assert!(matches!(
            check(&Case::default(), &Policy::default()),
            Outcome::CannotCheck { .. }
        ));
    }
}
