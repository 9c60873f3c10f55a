//! More staff than planned, whatever the pay bill says.

use super::{Outcome, Rule};
use crate::analysis::{StaffNow, staff_now};
use crate::finding::{Explanation, Finding, Severity, Stake};
use crate::plan::{Case, LineKind, Money, Sourced};
use crate::policy::Policy;
use crate::wording::{money, staff};
use rust_decimal::Decimal;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "staff-above-plan",
        severity: Severity::Warning,
        title: "There are more staff than planned",
        summary: "In the latest month with actual figures, more staff were in post than the plan holds.",
        rationale: "Staff are two thirds of a provider's cost and leave slowly. More people than planned now means more pay than \
                    planned later, also where the pay bill is still on plan through vacancies, slippage or reserves.",
        example: "Cheshire and Merseyside had 1,110 more whole-time equivalents than planned while its forecast stood.",
        fix: "Show by group where the staff above plan are, what they cost to March, and who approved them.",
        question: "Who are these people, who approved them, and what do they cost until the year end?",
    },
    rests_on: &["staff-tolerance", "position-tolerance"],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let now = staff_now(&case.plan);
    if now.is_empty() {
        return Outcome::CannotCheck {
            missing: "actual staff (WTE) beside their plan",
        };
    }
    Outcome::of(
        now.iter()
            .filter_map(|now| above(now, case, policy))
            .collect(),
    )
}

fn above(now: &StaffNow<'_>, case: &Case, policy: &Policy) -> Option<Finding> {
    let above = now.actual.value - now.planned.value;
    let part = above.checked_div(now.planned.value)?;
    if part <= policy.in_year.staff_tolerance.value.0 {
        return None;
    }
    let who = now
        .series
        .organisation
        .as_ref()
        .filter(|_| case.plan.organisations.len() > 1)
        .map_or_else(String::new, |body| format!(" at {}", body.name));
    let pay = pay_to_date(case);
    let beside = match &pay {
        Some(over) if over.value <= policy.in_year.position_tolerance.value => {
            "; the pay bill to date is not above plan, so one of the two figures does not hold"
                .to_owned()
        }
        Some(over) => format!("; the pay bill to date is {} above plan", money(over.value)),
        None => String::new(),
    };
    let message = format!(
        "{} whole-time equivalents{who} in {}, {} more than planned{beside}.",
        staff(now.actual.value),
        now.month,
        staff(above),
    );
    let mut cells = now.actual.cells.clone();
    cells.extend(now.planned.cells.iter().cloned());
    cells.extend(pay.into_iter().flat_map(|pay| pay.cells.to_vec()));
    let percent = part.checked_mul(Decimal::ONE_HUNDRED)?;
    Some(RULE.about.at(cells, message).worth(Stake::Percent(percent)))
}

/// Pay above plan to date over all bodies; expenditure is negative in the plan.
fn pay_to_date(case: &Case) -> Option<Sourced<Money>> {
    let lines = case
        .plan
        .position
        .iter()
        .flat_map(|position| &position.organisations)
        .flat_map(|organisation| &organisation.lines)
        .filter(|line| line.kind == LineKind::Pay);
    let pairs: Vec<Sourced<Money>> = lines
        .filter_map(|line| {
            let (plan, actual) = (line.plan_to_date.as_ref()?, line.actual_to_date.as_ref()?);
            let mut cells = actual.cells.clone();
            cells.extend(plan.cells.iter().cloned());
            Some(Sourced::new(plan.value - actual.value, cells))
        })
        .collect();
    (!pairs.is_empty()).then(|| pairs.iter().sum())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case, clean_case_in_year};
    use crate::rules::{addresses, found};

    #[test]
    fn more_staff_than_planned_is_found_and_set_beside_the_pay_bill() {
        let mut case = clean_case_in_year();
        let last = case.plan.workforce[0]
            .actual
            .values_mut()
            .next_back()
            .unwrap();
        last.value += Decimal::from(120);
        let [finding] = found(check(&case, &Policy::default())).try_into().unwrap();
        assert_eq!(
            addresses(&finding),
            ["WTE!H6", "WTE!H5", "'I&E'!R20", "'I&E'!Q20"]
        );
        assert!(
            finding
                .message
                .contains("120 more than planned; the pay bill to date is not above plan")
        );
    }

    #[test]
    fn a_few_more_are_within_what_months_differ_by() {
        let mut case = clean_case_in_year();
        let last = case.plan.workforce[0]
            .actual
            .values_mut()
            .next_back()
            .unwrap();
        last.value += Decimal::from(20);
        assert_eq!(check(&case, &Policy::default()), Outcome::Passed);
        let outcome = check(&clean_case(), &Policy::default());
        assert!(matches!(outcome, Outcome::CannotCheck { .. }));
    }
}
