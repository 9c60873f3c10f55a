//! Once the year is under way: where it stands beside its plan, which then comes before what the plan was.

use super::link::link;
use super::{Figure, Tone, quote};
use crate::analysis::RunRate;
use crate::assessment::Assessment;
use crate::plan::{FinancialYear, Money};

/// All bodies together, as far as the same months have gone for each.
fn whole(assessment: &Assessment) -> Option<&RunRate> {
    let rates = &assessment.outlook.run_rates;
    let last = rates.last()?;
    (rates.len() == 1 || last.organisation.is_none()).then_some(last)
}

/// How much worse than planned the year is so far; `None` unless more so than the policy lets pass without a forecast of its
/// own.
fn behind(assessment: &Assessment, rate: &RunRate) -> Option<Money> {
    let behind = rate.plan_to_date.as_ref()?.value - rate.to_date.value;
    let limit = assessment.policy.in_year.adverse_limit(rate.income_to_date);
    (behind > limit).then_some(behind)
}

/// "£12.5m behind plan by October, and the forecast is still the plan"; `None` where the year is not well behind its plan.
pub(super) fn title(assessment: &Assessment) -> Option<String> {
    let rate = whole(assessment)?;
    let quote = quote(assessment);
    let behind = behind(assessment, rate)?;
    let month = FinancialYear(2000).month(rate.months).name();
    let start = format!("{} behind plan by {month}", quote.sentence(behind));
    let tolerance = assessment.policy.in_year.position_tolerance.value;
    Some(match &rate.forecast {
        Some(forecast) if forecast.value.agrees_with(rate.plan.value, tolerance) => {
            format!("{start}, and the forecast is still the plan")
        }
        Some(forecast) if forecast.value < rate.plan.value => format!(
            "{start}, and forecast to end {} behind",
            quote.sentence(rate.plan.value - forecast.value)
        ),
        Some(_) => format!("{start}, and forecast to end ahead of it"),
        None => start,
    })
}

/// The position to date, beside its plan and where its pace leads.
pub(super) fn figure(assessment: &Assessment) -> Option<Figure> {
    let rate = whole(assessment)?;
    let quote = quote(assessment);
    let planned = rate.plan_to_date.as_ref()?;
    let variance = rate.to_date.value - planned.value;
    let way = match variance {
        variance if variance.is_negative() => "worse than planned",
        variance if variance.is_zero() => "as planned",
        _ => "better than planned",
    };
    let beside = if variance.is_zero() {
        way.to_owned()
    } else {
        format!("{} {way}", quote.bare(variance.abs()))
    };
    let mut cells = rate.to_date.cells.clone();
    cells.extend(planned.cells.iter().cloned());
    Some(Figure {
        label: format!(
            "To end of {}",
            FinancialYear(2000).month(rate.months).name()
        ),
        value: quote.bare(rate.to_date.value),
        tone: if variance.is_negative() {
            Tone::Adverse
        } else {
            Tone::Neutral
        },
        detail: format!(
            "{beside}; at this rate {} for the year",
            quote.bare(rate.straight_line())
        ),
        link: link(&cells),
        scale: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::judge;
    use crate::plan::example::{clean_case_in_year, pounds};
    use crate::policy::Policy;

    fn of(to_date: i64, forecast: i64) -> Assessment {
        let case = clean_case_in_year().with_position(|position| {
            let result = &mut position.organisations[0].lines[4];
            result.actual_to_date = Some(pounds(to_date, "I&E!R48"));
            result.forecast = Some(pounds(forecast, "I&E!S48"));
        });
        judge(case, Vec::new(), &Policy::default())
    }

    #[test]
    fn a_year_well_behind_says_so_first() {
        let said = |to_date, forecast| title(&of(to_date, forecast));
        assert_eq!(
            said(-3_000_000, 0).unwrap(),
            "£3.0m behind plan by September, and the forecast is still the plan"
        );
        assert_eq!(
            said(-3_000_000, -5_000_000).unwrap(),
            "£3.0m behind plan by September, and forecast to end £5.0m behind"
        );
        // 1% of £100m of income to date.
        assert_eq!(said(-900_000, 0), None);
    }

    #[test]
    fn the_title_judges_by_the_income_to_date_as_the_rule_does() {
        // 1% of £102.5m planned to date is more than what it is behind; 1% of half the year's £200m is less.
        let case = clean_case_in_year().with_position(|position| {
            let own = &mut position.organisations[0];
            own.lines[0].plan_to_date = Some(pounds(102_500_000, "I&E!Q12"));
            own.lines[4].actual_to_date = Some(pounds(-1_020_000, "I&E!R48"));
            own.lines[4].forecast = None;
        });
        let assessment = judge(case, Vec::new(), &Policy::default());
        let is_found = |id: &str| {
            let mut all = assessment.findings.iter();
            all.any(|finding| finding.about.id == id)
        };
        assert!(!is_found("position-behind-plan"));
        assert_eq!(title(&assessment), None);
    }

    #[test]
    fn the_position_to_date_stands_beside_its_plan_and_its_pace() {
        let figure = figure(&of(-3_000_000, 0)).unwrap();
        assert_eq!(figure.value, "(3.0)");
        assert_eq!(
            figure.detail,
            "3.0 worse than planned; at this rate (6.0) for the year"
        );
    }
}
