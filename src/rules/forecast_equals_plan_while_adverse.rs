//! A forecast that ignores what has happened.

use super::{Outcome, Rule};
use crate::analysis::{YearToDate, income_to_date, year_to_date};
use crate::finding::{Explanation, Finding, Severity, Stake};
use crate::plan::Case;
use crate::policy::Policy;
use crate::wording::{self, money};

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "forecast-equals-plan-while-adverse",
        severity: Severity::Warning,
        title: "The forecast has not moved",
        summary: "The position to date is worse than plan, and the forecast for the year still equals the plan.",
        rationale: "A forecast of exactly the plan says that everything lost so far comes back. That may be true where the \
                    recovery is written down month by month; otherwise it is the plan repeated.",
        example: "£5.9m worse than plan after nine months, and a forecast of the planned £0.7m surplus.",
        fix: "Show the recovery by month and by action, or forecast from the position to date.",
        question: "What brings back the money lost so far, in which months, and who has signed up to it?",
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
        .filter(|year| year.adverse().is_some() && year.result.forecast.is_some())
        .collect();
    if years.is_empty() {
        return Outcome::CannotCheck {
            missing: "the position to date beside its plan, and a forecast",
        };
    }
    let several = case.plan.organisations.len() > 1;
    Outcome::folded(
        years
            .iter()
            .filter_map(|year| unmoved(year, policy, several))
            .collect(),
    )
}

fn unmoved(year: &YearToDate, policy: &Policy, several: bool) -> Option<Finding> {
    let adverse = year.adverse()?;
    let forecast = year.result.forecast.as_ref()?;
    let tolerance = policy.in_year.position_tolerance.value;
    let limit = policy.in_year.adverse_limit(income_to_date(year.position));
    if adverse.value <= limit || !forecast.value.agrees_with(year.plan().value, tolerance) {
        return None;
    }
    let who = if several {
        format!("{} is", year.position.organisation.name)
    } else {
        "The position to date is".to_owned()
    };
    let message = format!(
        "{who} {} worse than planned, and the forecast still equals the plan, {}.",
        money(adverse.value),
        wording::position(forecast.value),
    );
    let mut cells = forecast.cells.clone();
    cells.extend(adverse.cells);
    cells.extend(year.plan().cells);
    Some(
        RULE.about
            .at(cells, message)
            .worth(Stake::Money(adverse.value)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case, clean_case_in_year, pounds};
    use crate::rules::{addresses, found};

    fn with_actual(value: i64) -> Case {
        clean_case_in_year().with_position(|position| {
            position.organisations[0].lines[4].actual_to_date = Some(pounds(value, "I&E!R48"));
        })
    }

    #[test]
    fn an_unmoved_forecast_is_found_at_the_forecast_first() {
        let findings = found(check(&with_actual(-3_000_000), &Policy::default()));
        assert_eq!(
            addresses(&findings[0]),
            ["'I&E'!S48", "'I&E'!R48", "'I&E'!Q48", "'I&E'!P48"]
        );
        assert_eq!(
            findings[0].message,
            "The position to date is £3.0m worse than planned, and the forecast still equals the plan, breakeven."
        );
    }

    #[test]
    fn less_than_a_hundredth_of_income_is_let_pass() {
        assert_eq!(
            check(&with_actual(-900_000), &Policy::default()),
            Outcome::Passed
        );
    }

    #[test]
    fn a_forecast_that_moved_is_let_pass() {
        let case = with_actual(-3_000_000).with_position(|position| {
            position.organisations[0].lines[4].forecast = Some(pounds(-4_000_000, "I&E!S48"));
        });
        assert_eq!(check(&case, &Policy::default()), Outcome::Passed);
    }

    #[test]
    fn a_plan_without_figures_to_date_cannot_be_checked() {
        assert!(matches!(
            check(&clean_case(), &Policy::default()),
            Outcome::CannotCheck { .. }
        ));
    }
}
