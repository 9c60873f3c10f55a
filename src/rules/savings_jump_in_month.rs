//! A month in which the planned savings jump.

use super::{Outcome, Rule};
use crate::analysis::{PhasedSavings, phased, phased_values};
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Case, Cells, FinancialYear, Money, Saving, Share, Sourced};
use crate::policy::Policy;
use crate::wording::{money, times};
use rust_decimal::Decimal;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "savings-jump-in-month",
        severity: Severity::Warning,
        title: "Savings jump in one month",
        summary: "The savings planned for one month are far above the month before, and much of the year rests on that step.",
        rationale: "Savings grow as schemes start. A step in one month needs something to happen in that month; where nothing \
                    is named, the step was drawn to reach the total.",
        example: "£0.9m a month until September, £2.1m from October: £7.2m of the year rests on one month.",
        fix: "Name the schemes that start in this month and what must be in place before, or spread the step.",
        question: "What happens in this month that makes the savings jump, and is it already agreed?",
    },
    rests_on: &[
        "lines-worth-raising",
        "month-step",
        "second-half-share",
        "last-quarter-share",
    ],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let Some(lines) = &case.plan.savings else {
        return Outcome::CannotCheck {
            missing: "a list of savings schemes",
        };
    };
    let all: Vec<&Saving> = lines.lines.iter().collect();
    let told = phased_values(&all).filter(|told| told.monthly.len() == 12);
    let Some(told) = told else {
        return Outcome::CannotCheck {
            missing: "savings by month",
        };
    };
    let [_, enough] = policy.lines.worth_raising.value;
    let steps = steps(&told, policy.lines.month_step.value);
    let step = steps
        .into_iter()
        .max_by_key(|step| step.worth)
        .filter(|step| {
            step.worth
                .share_of(told.total)
                .is_some_and(|share| share >= enough)
        });
    let Some(step) = step.filter(|step| step.month == 12 || !told.is_late(policy)) else {
        // A late plan is asked about its winter already; only March alone is another question.
        return Outcome::Passed;
    };
    let month = |number| FinancialYear(2000).month(number).name();
    let times = step
        .after
        .value
        .share_of(step.before.value)
        .map_or_else(String::new, |share| format!(", {} as much", times(share)));
    let message = format!(
        "Planned savings step from {} in {} to {} in {}{times}: {} of the year rests on that month.",
        money(step.before.value),
        month(step.month - 1),
        money(step.after.value),
        month(step.month),
        money(step.worth),
    );
    let months = phased(&all).map_or_else(Vec::new, |phased| phased.monthly);
    let cells_of = |number: u8| months.iter().filter(move |(month, _)| *month == number);
    let cells: Cells = [step.month, step.month - 1]
        .into_iter()
        .flat_map(cells_of)
        .flat_map(|(_, value)| value.cells.iter().cloned())
        .collect();
    Outcome::Found(vec![
        RULE.about
            .at(cells, message)
            .worth(Stake::Money(step.worth)),
    ])
}

struct Step<'a> {
    /// The month number it leads to; 1 is April.
    month: u8,
    before: &'a Sourced<Money>,
    after: &'a Sourced<Money>,
    /// The step, for each month from there to March that keeps it.
    worth: Money,
}

fn steps(phased: &PhasedSavings, limit: Share) -> Vec<Step<'_>> {
    let months = &phased.monthly;
    months
        .iter()
        .zip(months.iter().skip(1))
        .filter(|((_, before), (_, after))| after.value > before.value * limit)
        .map(|((_, before), (month, after))| {
            let size = after.value - before.value;
            let rest = months.iter().filter(|(later, _)| later >= month);
            let worth = rest
                .map(|(_, value)| (value.value - before.value).max(Money::ZERO).min(size))
                .sum();
            Step {
                month: *month,
                before,
                after,
                worth,
            }
        })
        .filter(|step| step.worth > Money::from_pounds(Decimal::ZERO))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Phasing;
    use crate::plan::example::{clean_case, pounds};
    use crate::rules::{addresses, found};

    fn with_months(thousands: [i64; 12]) -> Case {
        clean_case().with_savings(|savings| {
            savings.lines.truncate(1);
            savings.lines[0].phasing =
                Some(Phasing::Months(Box::new(std::array::from_fn(|index| {
                    let column = char::from(b'H' + u8::try_from(index).unwrap());
                    Some(pounds(thousands[index] * 1_000, &format!("CIP!{column}10")))
                }))));
        })
    }

    #[test]
    fn a_step_in_june_is_found_at_june_and_may() {
        let case = with_months([100, 100, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500]);
        let findings = found(check(&case, &Policy::default()));
        assert_eq!(addresses(&findings[0]), ["CIP!J10", "CIP!I10"]);
        assert_eq!(
            findings[0].message,
            "Planned savings step from £100k in May to £500k in June, 5.0 times as much: £4.0m of the year rests on that month."
        );
    }

    #[test]
    fn a_step_in_october_is_left_to_the_rule_on_late_savings() {
        let case = with_months([100, 100, 100, 100, 100, 100, 500, 500, 500, 500, 500, 500]);
        assert_eq!(check(&case, &Policy::default()), Outcome::Passed);
    }

    #[test]
    fn a_heap_in_march_is_asked_about_even_in_a_late_plan() {
        let case = with_months([100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 2_900]);
        let findings = found(check(&case, &Policy::default()));
        assert_eq!(addresses(&findings[0]), ["CIP!S10", "CIP!R10"]);
        assert_eq!(findings[0].pounds(), Money::from_pounds(2_800_000));
    }

    #[test]
    fn a_small_start_in_spring_is_no_jump() {
        let case = with_months([20, 40, 60, 80, 100, 110, 110, 110, 110, 110, 110, 110]);
        assert_eq!(check(&case, &Policy::default()), Outcome::Passed);
    }
}
