//! A forecast that its last month is to bring about.

use super::{Outcome, Rule};
use crate::analysis::{Course, course, income_to_date};
use crate::finding::{Explanation, Finding, Severity, Stake};
use crate::plan::{Case, Cells, Money, OrganisationPosition, Share};
use crate::policy::Policy;
use crate::wording::{self, counted, money};
use rust_decimal::Decimal;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "forecast-waits-for-march",
        severity: Severity::Warning,
        title: "March is to bring it back",
        summary: "By month, the forecast is met by a March far better than the months before it.",
        rationale: "A recovery that is real shows month by month. Where the last month is to make up for the others, nobody \
                    knows whether it comes until the accounts close, and then it comes by releases and agreements or not at all.",
        example: "Seven months of £2.5m deficit, four more forecast at £1.5m, and a surplus of £16.3m in March: the plan is met.",
        fix: "Spread the recovery over the months left, each with its action, and show what of March is a release.",
        question: "What happens in March, who has agreed to it in writing, and what is the year without it?",
    },
    rests_on: &["position-tolerance", "adverse-share"],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let tolerance = policy.in_year.position_tolerance.value;
    let bodies: Vec<(&OrganisationPosition, Course<'_>)> = case
        .plan
        .position
        .iter()
        .flat_map(|position| &position.organisations)
        .filter_map(|own| Some((own, course(own, tolerance)?)))
        .collect();
    if bodies.is_empty() {
        return Outcome::CannotCheck {
            missing: "the position by month, as it was and as forecast",
        };
    }
    let several = case.plan.organisations.len() > 1;
    Outcome::folded(
        bodies
            .iter()
            .filter_map(|(own, course)| waits(own, course, policy, several))
            .collect(),
    )
}

fn waits(
    own: &OrganisationPosition,
    course: &Course<'_>,
    policy: &Policy,
    several: bool,
) -> Option<Finding> {
    let (ahead, march) = (course.ahead(), course.march()?);
    let each = Decimal::ONE
        .checked_div(Decimal::from(ahead.len()))
        .map(Share)?;
    let sum: Money = ahead.iter().map(|month| month.value).sum();
    let mean = sum * each;
    let more = march.value - mean;
    let limit = policy.in_year.adverse_limit(income_to_date(own));
    if more <= limit {
        return None;
    }
    let who = if several {
        format!("{} forecasts", own.organisation.name)
    } else {
        "The forecast has".to_owned()
    };
    let message = format!(
        "{who} {} in March, after {} at {} each: {} of the year waits for its last month.",
        wording::position(march.value),
        counted(ahead.len(), "month", "months"),
        wording::position(mean),
        money(more),
    );
    let cells: Cells = march
        .cells
        .iter()
        .chain(ahead.iter().flat_map(|month| &month.cells))
        .cloned()
        .collect::<Vec<_>>()
        .into();
    Some(RULE.about.at(cells, message).worth(Stake::Money(more)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case_in_year, pounds};

    /// Six months on plan, five ahead of this and a March, which together come to the forecast of nothing.
    fn case(each: i64, march: i64) -> Case {
        clean_case_in_year().with_position(|position| {
            position.organisations[0].course = std::array::from_fn(|at| {
                let value = match at {
                    0..=5 => 0,
                    11 => march,
                    _ => each,
                };
                Some(pounds(
                    value,
                    &format!("Months!{}9", char::from(b'B' + u8::try_from(at).unwrap())),
                ))
            });
        })
    }

    fn found(each: i64, march: i64) -> Outcome {
        (RULE.check)(&case(each, march), &Policy::default())
    }

    #[test]
    fn a_march_that_makes_up_for_the_months_before_it_is_asked_about() {
        let Outcome::Found(found) = found(-1_000_000, 5_000_000) else {
            panic!("not found");
        };
        assert_eq!(
            found[0].message,
            "The forecast has a surplus of £5.0m in March, after 5 months at a deficit of £1.0m each: £6.0m of the year waits \
             for its last month."
        );
        assert_eq!(
            found[0].stake,
            Some(Stake::Money(Money::from_pounds(6_000_000)))
        );
        assert_eq!(
            (found[0].cells[0].to_string(), found[0].cells.len()),
            ("Months!M9".to_owned(), 6)
        );
    }

    #[test]
    fn even_months_and_a_little_at_the_end_are_not() {
        assert_eq!(found(0, 0), Outcome::Passed);
        // 1% of £100m of income to date.
        assert_eq!(found(-160_000, 800_000), Outcome::Passed);
    }

    #[test]
    fn months_that_do_not_come_to_the_forecast_are_of_something_else() {
        assert!(matches!(
            found(-1_000_000, 9_000_000),
            Outcome::CannotCheck { .. }
        ));
    }
}
