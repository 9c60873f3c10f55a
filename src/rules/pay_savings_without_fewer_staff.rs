//! Savings on pay beside a staff plan that does not fall.

use super::{Outcome, Rule, asked, by_share};
use crate::analysis::{LineGroup, StaffMoves, saves_pay, staff_moves};
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Case, Saving, Sourced};
use crate::policy::Policy;
use crate::wording::{money, staff};
use rust_decimal::Decimal;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "pay-savings-without-fewer-staff",
        severity: Severity::Warning,
        title: "Pay is saved and the staff do not fall",
        summary: "The plan saves on pay, and planned staff at the year end are no fewer than at its start, or fall by less than the schemes say.",
        rationale: "Pay falls when there are fewer people, cheaper people or fewer hours. Where the staff plan shows none of \
                    that, finance and workforce have planned two different years, and pay is the larger part of the cost.",
        example: "£11.4m of pay savings, and a staff plan that rises from 5,210 to 5,260 whole-time equivalents.",
        fix: "Agree one plan of staff and pay by month and group, and show the staff each pay scheme takes out.",
        question: "Which posts go, in which month, and does the workforce return show them gone?",
    },
    rests_on: &["staff-tolerance", "lines-worth-raising"],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let Some(savings) = &case.plan.savings else {
        return Outcome::CannotCheck {
            missing: "a list of savings schemes",
        };
    };
    let Some(moves) = staff_moves(&case.plan) else {
        return Outcome::CannotCheck {
            missing: "planned staff (WTE) by month",
        };
    };
    let pay = |line: &Saving| saves_pay(line) && !line.is_unidentified();
    let group: LineGroup = savings
        .lines
        .iter()
        .filter(|line| pay(line) && line.value.value.is_positive())
        .collect();
    let Some(severity) = by_share(group.value(), savings, policy) else {
        return Outcome::Passed;
    };
    let named: Sourced<Decimal> = savings
        .lines
        .iter()
        .filter_map(|line| line.staff.as_ref())
        .fold(Sourced::default(), |sum, staff| {
            let mut cells = sum.cells;
            cells.extend(staff.cells.iter().cloned());
            Sourced::new(sum.value + staff.value, cells)
        });
    let Some(said) = contradiction(&moves, &named, policy) else {
        return Outcome::Passed;
    };
    let message = format!(
        "{} of the {} of savings is on pay, and planned staff {said}.",
        money(group.value()),
        money(asked(savings)),
    );
    let mut cells = moves.end.cells.clone();
    cells.extend(moves.start.cells.iter().cloned());
    cells.extend(group.cells());
    let finding = RULE
        .about
        .at(cells, message)
        .worth(Stake::Money(group.value()))
        .graded(severity);
    Outcome::Found(vec![finding])
}

/// What the staff plan says against the savings; `None` where it falls as the schemes say, or at all where they name none.
fn contradiction(moves: &StaffMoves, named: &Sourced<Decimal>, policy: &Policy) -> Option<String> {
    let fall = moves.start.value - moves.end.value;
    let from_to = format!(
        "go from {} in {} to {} in {}",
        staff(moves.start.value),
        moves.first,
        staff(moves.end.value),
        moves.last,
    );
    if named.value > Decimal::ZERO {
        let tolerance = named.value * policy.in_year.staff_tolerance.value.0
            + moves.start.value * policy.in_year.staff_tolerance.value.0;
        let short = named.value - fall;
        return (short > tolerance).then(|| {
            format!(
                "{from_to}, where the schemes take out {}",
                staff(named.value)
            )
        });
    }
    (fall <= Decimal::ZERO).then_some(from_to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case, clean_case_in_year};
    use crate::rules::{addresses, found};

    fn steady(mut case: Case) -> Case {
        for value in case.plan.workforce[0].planned.values_mut() {
            value.value = Decimal::from(3_000);
        }
        case
    }

    #[test]
    fn pay_savings_beside_a_steady_staff_plan_are_found() {
        let case =
            steady(clean_case_in_year()).with_savings(|savings| savings.lines[0].staff = None);
        let [finding] = found(check(&case, &Policy::default())).try_into().unwrap();
        assert_eq!(addresses(&finding), ["WTE!N5", "WTE!C5", "CIP!G10"]);
        assert_eq!(
            finding.message,
            "£5.0m of the £8.0m of savings is on pay, and planned staff go from 3,000 in April 2023 to 3,000 in March 2024."
        );
    }

    #[test]
    fn a_fall_smaller_than_the_schemes_say_is_found() {
        let case = clean_case_in_year().with_savings(|savings| {
            savings.lines[0].staff.as_mut().unwrap().value = Decimal::from(300);
        });
        let [finding] = found(check(&case, &Policy::default())).try_into().unwrap();
        assert!(
            finding.message.ends_with("where the schemes take out 300."),
            "{}",
            finding.message
        );
    }

    #[test]
    fn without_a_staff_plan_nothing_can_be_said() {
        let outcome = check(&clean_case(), &Policy::default());
        assert!(matches!(outcome, Outcome::CannotCheck { .. }));
        let other = steady(clean_case_in_year()).with_savings(|savings| {
            savings.lines[0].name = "Energy".to_owned();
            savings.lines[0].staff = None;
        });
        assert_eq!(check(&other, &Policy::default()), Outcome::Passed);
    }
}
