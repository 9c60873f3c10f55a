//! A position to date worse than plan, and a forecast that says so or is not given.

use super::{Outcome, Rule};
use crate::analysis::{YearToDate, elapsed, income_to_date, year_to_date};
use crate::finding::{Explanation, Finding, Severity, Stake};
use crate::plan::{Case, Money, Share};
use crate::policy::Policy;
use crate::wording::{self, money};
use rust_decimal::Decimal;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "position-behind-plan",
        severity: Severity::Warning,
        title: "The position is behind plan",
        summary: "The surplus or deficit to date is worse than planned, by more than a hundredth of income to date.",
        rationale: "The money is spent. Unless the remaining months are better than planned, the year ends at least this \
                    much below the plan the board approved.",
        example: "A deficit of £5.3m after nine months where a surplus of £0.5m was planned; at the same pace £7.1m by March.",
        fix: "Show by month and by cause what was planned and what happened, and forecast the year from there.",
        question: "What went differently from the plan, does it go on, and where does the year end if it does?",
    },
    rests_on: &["position-tolerance", "adverse-share"],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let years: Vec<YearToDate> = case
        .plan
        .position
        .iter()
        .flat_map(|position| &position.organisations)
        .filter_map(year_to_date)
        .filter(|year| year.adverse().is_some())
        .collect();
    if years.is_empty() {
        return Outcome::CannotCheck {
            missing: "the position to date beside its plan",
        };
    }
    let several = case.plan.organisations.len() > 1;
    Outcome::folded(
        years
            .iter()
            .filter_map(|year| behind(year, policy, several))
            .collect(),
    )
}

fn behind(year: &YearToDate, policy: &Policy, several: bool) -> Option<Finding> {
    let adverse = year.adverse()?;
    let (plan, actual) = (
        year.result.plan_to_date.as_ref()?,
        year.result.actual_to_date.as_ref()?,
    );
    let tolerance = policy.in_year.position_tolerance.value;
    let limit = policy.in_year.adverse_limit(income_to_date(year.position));
    let forecast = year.result.forecast.as_ref();
    // A forecast that ignores it is the graver fault, and has a rule of its own.
    let unmoved =
        forecast.is_some_and(|forecast| forecast.value.agrees_with(year.plan().value, tolerance));
    if adverse.value <= limit || unmoved {
        return None;
    }
    let who = if several {
        format!("{} stands at", year.position.organisation.name)
    } else {
        "The position to date is".to_owned()
    };
    let outlook = forecast.map_or_else(
        || at_this_pace(year, actual.value).unwrap_or_default(),
        |forecast| format!("; the forecast is {}", wording::position(forecast.value)),
    );
    let message = format!(
        "{who} {}, where {} was planned: {} worse{outlook}.",
        wording::position(actual.value),
        wording::position(plan.value),
        money(adverse.value),
    );
    Some(
        RULE.about
            .at(adverse.cells, message)
            .worth(Stake::Money(adverse.value)),
    )
}

/// Where the year ends if each month is like those behind.
fn at_this_pace(year: &YearToDate, actual: Money) -> Option<String> {
    let months = Decimal::from(elapsed(year.position)?);
    let end = actual * Share(Decimal::from(12) / months);
    Some(format!(
        "; no forecast is given, and at this pace the year ends with {}",
        wording::position(end)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case_in_year, pounds};
    use crate::rules::{addresses, found};

    fn with(actual: i64, forecast: Option<i64>) -> Case {
        clean_case_in_year().with_position(|position| {
            let result = &mut position.organisations[0].lines[4];
            result.actual_to_date = Some(pounds(actual, "I&E!R48"));
            result.forecast = forecast.map(|forecast| pounds(forecast, "I&E!S48"));
        })
    }

    #[test]
    fn a_deficit_to_date_is_found_at_the_actual_and_carried_to_march() {
        let findings = found(check(&with(-3_000_000, None), &Policy::default()));
        assert_eq!(addresses(&findings[0]), ["'I&E'!R48", "'I&E'!Q48"]);
        assert_eq!(
            findings[0].message,
            "The position to date is a deficit of £3.0m, where breakeven was planned: £3.0m worse; no forecast is given, \
             and at this pace the year ends with a deficit of £6.0m."
        );
    }

    #[test]
    fn a_forecast_that_moved_is_named() {
        let findings = found(check(
            &with(-3_000_000, Some(-4_000_000)),
            &Policy::default(),
        ));
        assert!(
            findings[0]
                .message
                .ends_with("; the forecast is a deficit of £4.0m.")
        );
    }

    #[test]
    fn an_unmoved_forecast_is_left_to_its_own_rule() {
        assert_eq!(
            check(&with(-3_000_000, Some(0)), &Policy::default()),
            Outcome::Passed
        );
    }
}
