//! Elective income that grows faster than the patients it is paid for.

use super::{Outcome, Rule};
use crate::analysis::{Activity, elective_activity, elective_income_grown};
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Case, Money, Share, Sourced};
use crate::policy::Policy;
use crate::wording::{money, percent, plain_percent, quoted};
use rust_decimal::Decimal;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "elective-income-above-activity",
        severity: Severity::Warning,
        title: "Elective income above its activity",
        summary: "Elective income is planned to grow by more than any elective activity in the plan, and more than prices explain.",
        rationale: "Elective care is paid by the patient treated. Income that grows faster than treatments is paid by nobody \
                    unless prices rise by as much, and the deficit it hides appears as soon as activity is counted.",
        example: "Elective income grows by 14% and day cases, which grow most, by 3%: of £57m, £5.5m has no activity behind it.",
        fix: "Derive the income from planned activity and agreed prices, by point of delivery, and show both.",
        question: "Which patients, at which price, earn this income, and has the commissioner agreed to both?",
    },
    rests_on: &["income-over-activity", "balancing-tolerance"],
    check,
};

/// What stands for one hundred per cent.
const WHOLE: Decimal = Decimal::ONE;

fn check(case: &Case, policy: &Policy) -> Outcome {
    let activity = elective_activity(&case.plan);
    let grown = elective_income_grown(&case.plan);
    let fastest = activity
        .iter()
        .filter_map(|own| Some((growth(own)?, own)))
        .max_by_key(|(growth, _)| growth.0);
    let (Some((activity, measure)), false) = (fastest, grown.is_empty()) else {
        return Outcome::CannotCheck {
            missing: "elective income and activity beside those of the year before",
        };
    };
    let planned: Sourced<Money> = grown.iter().map(|own| &own.planned).sum();
    let before: Sourced<Money> = grown.iter().map(|own| &own.before).sum();
    let Some(income) = planned.value.share_of(before.value) else {
        return Outcome::Passed;
    };
    let income = Share(income.0 - WHOLE);
    let behind_it = before.value * Share(WHOLE + activity.0);
    let without = planned.value - behind_it;
    let allowed = policy.in_year.income_over_activity.value;
    if income.0 - activity.0 <= allowed.0 || without <= policy.balancing_tolerance.value {
        return Outcome::Passed;
    }
    let grows = |share: Share| {
        if share.0.is_sign_negative() {
            format!("falls by {}", percent(Share(-share.0)))
        } else {
            format!("grows by {}", percent(share))
        }
    };
    let message = format!(
        "Elective income {} to {} and {} {}: {} of it has no activity behind it, where {} is let pass for prices and case mix.",
        grows(income),
        money(planned.value),
        quoted(&measure.measure.name),
        grows(activity),
        money(without),
        plain_percent(allowed),
    );
    let mut cells = planned.cells;
    cells.extend(before.cells);
    cells.extend(measure.planned_of_those_months.cells.iter().cloned());
    cells.extend(
        measure
            .before
            .iter()
            .flat_map(|before| before.cells.iter().cloned()),
    );
    Outcome::Found(vec![
        RULE.about.at(cells, message).worth(Stake::Money(without)),
    ])
}

/// Planned over what was done in the same months of the year before, less one.
fn growth(activity: &Activity<'_>) -> Option<Share> {
    let before = activity.before.as_ref()?.value;
    let times = activity.planned_of_those_months.value.checked_div(before)?;
    Some(Share(times - WHOLE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case_in_year, position_line, pounds};
    use crate::plan::{LineKind, OtherYear, OtherYearLine};
    use crate::rules::{addresses, found};

    /// Day cases grow from 190 to 200 a month; income from £50.0m to this.
    fn with_income(income: i64) -> Case {
        let mut case = clean_case_in_year().with_position(|position| {
            let own = position_line("Elective income", LineKind::Income, income, 13);
            position.organisations[0].lines.insert(1, own);
        });
        case.plan.around.other_years = vec![OtherYear {
            offset: -1,
            organisation: Some(case.plan.organisations[0].clone()),
            surplus: pounds(0, "I&E!O48"),
            lines: vec![OtherYearLine {
                label: "Elective income".to_owned(),
                kind: LineKind::Income,
                value: pounds(50_000_000, "I&E!O13"),
            }],
        }];
        case
    }

    #[test]
    fn income_that_outruns_activity_and_prices_is_found_at_both() {
        let findings = found(check(&with_income(57_000_000), &Policy::default()));
        assert_eq!(
            findings[0].message,
            "Elective income grows by 14.0% to £57.0m and \u{201c}Day cases\u{201d} grows by 5.3%: £4.4m of it has no activity \
             behind it, where 5% is let pass for prices and case mix."
        );
        assert_eq!(
            addresses(&findings[0])[..3],
            ["'I&E'!P13", "'I&E'!O13", "Activity!C8"]
        );
    }

    #[test]
    fn two_lines_made_one_are_no_growth() {
        let mut case = with_income(55_000_000);
        let lines = &mut case.plan.around.other_years[0].lines;
        lines[0].value = pounds(38_000_000, "I&E!O13");
        lines.push(OtherYearLine {
            label: "Elective recovery fund".to_owned(),
            kind: LineKind::Income,
            value: pounds(14_000_000, "I&E!O14"),
        });
        assert_eq!(check(&case, &Policy::default()), Outcome::Passed);
        case.plan.around.other_years[0].lines.pop();
        let findings = found(check(&case, &Policy::default()));
        assert!(findings[0].message.contains("grows by 44.7% to £55.0m"));
    }

    #[test]
    fn income_in_step_with_activity_passes_and_without_last_year_nothing_can_be_said() {
        assert_eq!(
            check(&with_income(55_000_000), &Policy::default()),
            Outcome::Passed
        );
        assert!(matches!(
            check(&clean_case_in_year(), &Policy::default()),
            Outcome::CannotCheck { .. }
        ));
    }
}
