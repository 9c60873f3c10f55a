//! A forecast that the months behind do not lead to.

use super::{Outcome, Rule};
use crate::analysis::{YearToDate, elapsed, income_to_date, year_to_date};
use crate::finding::{Explanation, Finding, Severity, Stake};
use crate::plan::{Case, Share};
use crate::policy::Policy;
use crate::wording::{self, money};
use rust_decimal::Decimal;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "forecast-better-than-pace",
        severity: Severity::Note,
        title: "The forecast is better than the pace",
        summary: "The year is forecast to end well above where it ends if each month is like those behind.",
        rationale: "Twelve months at the present pace is the plainest forecast there is. A better one needs a reason for each \
                    month that is better, and a board should see both figures.",
        example: "NCL drew the line itself: month 2 of 2023/24 led to a deficit of £235.9m where balance was planned.",
        fix: "Print the straight-line figure beside the forecast, with the items that lie between the two.",
        question: "Which items lie between the forecast and twelve months at this pace, and in which month does each arrive?",
    },
    rests_on: &["position-tolerance", "adverse-share"],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let years: Vec<(YearToDate, u8)> = case
        .plan
        .position
        .iter()
        .flat_map(|position| &position.organisations)
        .filter_map(|position| Some((year_to_date(position)?, elapsed(position)?)))
        .filter(|(year, _)| year.result.forecast.is_some())
        .collect();
    if years.is_empty() {
        return Outcome::CannotCheck {
            missing: "the position to date, its month, and a forecast",
        };
    }
    let several = case.plan.organisations.len() > 1;
    Outcome::folded(
        years
            .iter()
            .filter_map(|(year, months)| better(year, *months, policy, several))
            .collect(),
    )
}

fn better(year: &YearToDate, months: u8, policy: &Policy, several: bool) -> Option<Finding> {
    let actual = year.result.actual_to_date.as_ref()?;
    let forecast = year.result.forecast.as_ref()?;
    // A position on or above its plan follows the plan's own phasing.
    if !year.adverse()?.value.is_positive() {
        return None;
    }
    let whole = |part| part * Share(Decimal::from(12) / Decimal::from(months));
    let straight = whole(actual.value);
    let limit = policy
        .in_year
        .adverse_limit(income_to_date(year.position).map(whole));
    let gap = forecast.value - straight;
    if gap <= limit {
        return None;
    }
    let who = if several {
        format!(
            "{} is forecast to end the year with",
            year.position.organisation.name
        )
    } else {
        "The year is forecast to end with".to_owned()
    };
    let message = format!(
        "{who} {}; at the pace of the months behind it ends with {}, {} worse.",
        wording::position(forecast.value),
        wording::position(straight),
        money(gap),
    );
    let mut cells = forecast.cells.clone();
    cells.extend(actual.cells.iter().cloned());
    Some(RULE.about.at(cells, message).worth(Stake::Money(gap)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case_in_year, pounds};
    use crate::rules::{addresses, found};

    #[test]
    fn a_forecast_that_the_pace_does_not_lead_to_is_found() {
        let case = clean_case_in_year().with_position(|position| {
            let result = &mut position.organisations[0].lines[4];
            result.actual_to_date = Some(pounds(-3_000_000, "I&E!R48"));
            result.forecast = Some(pounds(-1_000_000, "I&E!S48"));
        });
        let [finding] = found(check(&case, &Policy::default())).try_into().unwrap();
        assert_eq!(addresses(&finding), ["'I&E'!S48", "'I&E'!R48"]);
        assert_eq!(
            finding.message,
            "The year is forecast to end with a deficit of £1.0m; at the pace of the months behind it ends with a deficit of \
             £6.0m, £5.0m worse."
        );
    }

    #[test]
    fn a_planned_deficit_early_in_the_year_is_no_pace() {
        let case = clean_case_in_year().with_position(|position| {
            let result = &mut position.organisations[0].lines[4];
            result.plan_to_date = Some(pounds(-3_000_000, "I&E!Q48"));
            result.actual_to_date = Some(pounds(-3_000_000, "I&E!R48"));
        });
        assert_eq!(check(&case, &Policy::default()), Outcome::Passed);
    }
}
