//! What the remaining months must bring beside what the months behind brought.

use super::{Outcome, Rule};
use crate::analysis::months_gone;
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Case, Money, Share, Sourced};
use crate::policy::Policy;
use crate::wording::{counted, money, times};
use rust_decimal::Decimal;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "savings-pace-must-rise",
        severity: Severity::Warning,
        title: "The months left must bring far more",
        summary: "What is still to be delivered by March needs each remaining month to save far more than a month has so far.",
        rationale: "A plan can be on plan every month and still be out of reach, if it was phased late. This asks the other \
                    question: what pace is needed from here, and has that pace ever been reached?",
        example: "£4.2m delivered in six months of a £20m target: £2.6m a month is needed, nearly four times £0.7m.",
        fix: "Show which schemes bring the higher pace, from which month, and what has been done for it already.",
        question: "Which month so far came near the pace that every remaining month now needs?",
    },
    rests_on: &["delivery-pace"],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let Some(savings) = &case.plan.savings else {
        return Outcome::CannotCheck {
            missing: "a list of savings schemes",
        };
    };
    let delivered: Vec<&Sourced<Money>> = savings
        .lines
        .iter()
        .filter_map(|line| line.actual_to_date.as_ref())
        .collect();
    let months = months_gone(&case.plan);
    if delivered.is_empty() || months == 0 {
        return Outcome::CannotCheck {
            missing: "savings delivered to date, and the month they reach",
        };
    }
    let so_far: Sourced<Money> = delivered.into_iter().sum();
    let wanted = savings.target.clone().unwrap_or_else(|| savings.total());
    let left = wanted.value - so_far.value;
    let Some(months_left) = 12_u8.checked_sub(months).filter(|left| *left > 0) else {
        return Outcome::Passed;
    };
    let each = |sum: Money, months: u8| sum * Share(Decimal::ONE / Decimal::from(months));
    let (needed, brought) = (each(left, months_left), each(so_far.value, months));
    let [amber, red] = policy.in_year.delivery_pace.value;
    let pace = needed.share_of(brought).filter(|_| brought.is_positive());
    let nothing_yet = !brought.is_positive() && needed.is_positive();
    let severity = match pace {
        Some(pace) if pace > red => Severity::Warning,
        Some(pace) if pace > amber => Severity::Note,
        None if nothing_yet => Severity::Warning,
        _ => return Outcome::Passed,
    };
    let compared = pace.map_or_else(
        || "nothing has been delivered so far".to_owned(),
        |pace| format!("{} the {} a month has brought", times(pace), money(brought)),
    );
    let message = format!(
        "{} of {} is delivered with {} left; each must bring {}, {compared}.",
        money(so_far.value),
        money(wanted.value),
        counted(usize::from(months_left), "month", "months"),
        money(needed),
    );
    let mut cells = wanted.cells;
    cells.extend(so_far.cells);
    let finding = RULE
        .about
        .at(cells, message)
        .worth(Stake::Money(left))
        .graded(severity);
    Outcome::Found(vec![finding])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case, clean_case_in_year, pounds};
    use crate::rules::{addresses, found};

    #[test]
    fn a_pace_never_reached_is_found() {
        let case = clean_case_in_year().with_savings(|savings| {
            savings.lines[0].actual_to_date = Some(pounds(500_000, "CIP!V10"));
        });
        let [finding] = found(check(&case, &Policy::default())).try_into().unwrap();
        assert_eq!(addresses(&finding), ["CIP!G5", "CIP!V10", "CIP!V11"]);
        assert_eq!(
            finding.message,
            "£2.0m of £8.0m is delivered with 6 months left; each must bring £1.0m, 3.0 times the £333k a month has brought."
        );
        assert_eq!(finding.severity, Severity::Warning);
    }

    #[test]
    fn a_plan_without_actuals_cannot_be_judged() {
        let outcome = check(&clean_case(), &Policy::default());
        assert!(matches!(outcome, Outcome::CannotCheck { .. }));
    }
}
