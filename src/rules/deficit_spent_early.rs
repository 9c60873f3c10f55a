//! A year's deficit that is nearly used up.

use super::{Outcome, Rule};
use crate::analysis::{elapsed, year_to_date};
use crate::finding::{Explanation, Finding, Severity, Stake};
use crate::plan::{Case, FinancialYear, Money, OrganisationPosition, Share};
use crate::policy::Policy;
use crate::wording::{money, whole_percent};
use rust_decimal::Decimal;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "deficit-spent-early",
        severity: Severity::Warning,
        title: "The year's deficit is spent early",
        summary: "Far more of the planned deficit is used than of the year.",
        rationale: "A planned deficit is a limit for twelve months. Where most of it is gone early, the remaining months must \
                    run close to balance, which the months behind have not done.",
        example: "Cheshire and Merseyside had spent 92% of its planned deficit after four months of 2024/25.",
        fix: "Show the planned position by month, and for the remaining months what makes them better than those behind.",
        question: "What has to be different in each remaining month for the year to end within the planned deficit?",
    },
    rests_on: &["deficit-pace", "position-tolerance"],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let organisations: Vec<&OrganisationPosition> = case
        .plan
        .position
        .iter()
        .flat_map(|position| &position.organisations)
        .filter(|position| year_to_date(position).is_some() && elapsed(position).is_some())
        .collect();
    if organisations.is_empty() {
        return Outcome::CannotCheck {
            missing: "the position to date, and the income planned to date that shows the month",
        };
    }
    let several = case.plan.organisations.len() > 1;
    Outcome::folded(
        organisations
            .into_iter()
            .filter_map(|position| spent(position, policy, several))
            .collect(),
    )
}

fn spent(position: &OrganisationPosition, policy: &Policy, several: bool) -> Option<Finding> {
    let year = year_to_date(position)?;
    let months = elapsed(position)?;
    let (plan, actual) = (year.plan(), year.result.actual_to_date.as_ref()?);
    if !plan.value.is_negative() || !actual.value.is_negative() {
        return None;
    }
    let part = Share(Decimal::from(months) / Decimal::from(12));
    let even: Money = plan.value * part;
    let pace = actual.value.share_of(even)?;
    let beyond = even - actual.value;
    if pace <= policy.in_year.deficit_pace.value
        || beyond <= policy.in_year.position_tolerance.value
    {
        return None;
    }
    let who = if several {
        format!("{} has used", position.organisation.name)
    } else {
        "The plan has used".to_owned()
    };
    let message = format!(
        "{who} {}, {} of its deficit of {} for the year, by the end of {}: {} more than an even pace.",
        money(actual.value.abs()),
        whole_percent(actual.value.share_of(plan.value)?),
        money(plan.value.abs()),
        FinancialYear(2000).month(months).name(),
        money(beyond),
    );
    let mut cells = actual.cells.clone();
    cells.extend(plan.cells);
    Some(RULE.about.at(cells, message).worth(Stake::Money(beyond)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case_in_year, pounds};
    use crate::rules::{addresses, found};

    fn with_deficit(to_date: i64) -> Case {
        clean_case_in_year().with_position(|position| {
            let result = &mut position.organisations[0].lines[4];
            result.plan = Some(pounds(-10_000_000, "I&E!P48"));
            result.actual_to_date = Some(pounds(to_date, "I&E!R48"));
        })
    }

    #[test]
    fn most_of_the_deficit_gone_by_september_is_found_at_the_actual() {
        let findings = found(check(&with_deficit(-9_000_000), &Policy::default()));
        assert_eq!(addresses(&findings[0]), ["'I&E'!R48", "'I&E'!P48"]);
        assert_eq!(
            findings[0].message,
            "The plan has used £9.0m, 90% of its deficit of £10.0m for the year, by the end of September: £4.0m more than \
             an even pace."
        );
    }

    #[test]
    fn a_deficit_at_an_even_pace_is_let_pass() {
        assert_eq!(
            check(&with_deficit(-5_500_000), &Policy::default()),
            Outcome::Passed
        );
    }
}
