//! Too little of the list within 18 weeks in the month the year asks for.

use super::{Outcome, Rule};
use crate::analysis::{WithinLanding, WithinOutlook, within_18};
use crate::finding::{Explanation, Finding, Severity, Stake};
use crate::plan::Case;
use crate::policy::Policy;
use crate::wording::percent;
use rust_decimal::Decimal;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "within-18-weeks-below-standard",
        severity: Severity::Warning,
        title: "Too few within 18 weeks",
        summary: "The part of the list planned to be within 18 weeks is below what the year asks of this body.",
        rationale: "The share within 18 weeks is the standard that the years from 2025/26 are judged by. Each body has an \
                    end-point of its own, counted from where it stood, so a plan at the national average can still miss.",
        example: "A trust at 63% is asked for 70% by March 2027, 7 points more; its plan ends at 66%.",
        fix: "Show the extra clock stops that reach the share, or declare the miss; check the baseline in the policy.",
        question: "From which baseline was our share set, and how many more patients must be treated to reach it?",
    },
    rests_on: &["within-18-weeks", "baseline-18-weeks"],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let outlooks = within_18(&case.plan, policy);
    if outlooks
        .iter()
        .all(|outlook| outlook.landing == WithinLanding::CannotSay)
    {
        return Outcome::CannotCheck {
            missing: "the share within 18 weeks in the month the year asks for",
        };
    }
    let found: Vec<Finding> = outlooks.iter().filter_map(miss).collect();
    let depends =
        |own: &WithinOutlook| matches!(own.landing, WithinLanding::DependsOnBaseline { .. });
    if found.is_empty() && outlooks.iter().any(depends) {
        return Outcome::CannotCheck {
            missing: "the share within 18 weeks before the year, in the plan, published or in the policy",
        };
    }
    Outcome::of(found)
}

fn miss(outlook: &WithinOutlook) -> Option<Finding> {
    let required = outlook.required?;
    let (share, how) = match &outlook.landing {
        WithinLanding::PlannedMiss { plan } => (plan, "are planned to be"),
        WithinLanding::ActualMiss { actual } => (actual, "were"),
        WithinLanding::Lands { .. }
        | WithinLanding::DependsOnBaseline { .. }
        | WithinLanding::CannotSay => return None,
    };
    let whose = outlook
        .organisation
        .as_ref()
        .map_or_else(String::new, |body| format!("{}: ", body.name));
    let stood = outlook.baseline.as_ref().map_or_else(
        || "; the baseline is not known".to_owned(),
        |stood| format!(", from {} before the year", percent(stood.share.value)),
    );
    let message = format!(
        "{whose}{} {how} within 18 weeks in {}; {} is asked ({}){stood}.",
        percent(share.value),
        outlook.standard.month(),
        percent(required),
        outlook.standard.in_words(),
    );
    let mut cells = share.cells.clone();
    cells.extend(
        outlook
            .baseline
            .iter()
            .flat_map(|stood| stood.share.cells.clone()),
    );
    let short = (required.0 - share.value.0) * Decimal::ONE_HUNDRED;
    Some(RULE.about.at(cells, message).worth(Stake::Percent(short)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{cell, clean_case};
    use crate::plan::{FinancialYear, Month, PlannedShare, Share, ShareTrajectory, Sourced};
    use crate::rules::{addresses, found};
    use std::collections::BTreeMap;

    fn with_march(percent: i64) -> Case {
        let mut case = clean_case();
        case.plan.year.as_mut().unwrap().value = FinancialYear(2026);
        let of = |year, share, at: &str, actual: bool| {
            let value = Some(Sourced::at(Share::percent(share), cell(at)));
            let both = if actual {
                PlannedShare {
                    plan: None,
                    actual: value,
                }
            } else {
                PlannedShare {
                    plan: value,
                    actual: None,
                }
            };
            (Month { year, month: 3 }, both)
        };
        case.plan.elective.as_mut().unwrap().within_18_weeks = vec![ShareTrajectory {
            organisation: None,
            specialty: None,
            months: BTreeMap::from([
                of(2026, 63, "Waits!B7", true),
                of(2027, percent, "Waits!N7", false),
            ]),
        }];
        case
    }

    #[test]
    fn a_share_below_the_bodys_own_end_point_is_found() {
        let findings = found(check(&with_march(66), &Policy::default()));
        assert_eq!(addresses(&findings[0]), ["Waits!N7", "Waits!B7"]);
        assert_eq!(
            findings[0].message,
            "66.0% are planned to be within 18 weeks in March 2027; 70.0% is asked (7 points more or 65%, whichever is greater; 70% nationally), from 63.0% before the year."
        );
    }

    #[test]
    fn the_end_point_is_enough() {
        assert_eq!(check(&with_march(70), &Policy::default()), Outcome::Passed);
    }

    #[test]
    fn without_where_it_stood_nobody_can_say_that_it_is_enough() {
        let mut case = with_march(70);
        let waits = case.plan.elective.as_mut().unwrap();
        waits.within_18_weeks[0].months.remove(&Month {
            year: 2026,
            month: 3,
        });
        assert!(matches!(
            check(&case, &Policy::default()),
            Outcome::CannotCheck { .. }
        ));
    }

    #[test]
    fn a_body_that_lands_says_nothing_of_one_that_nobody_can_judge() {
        let mut case = with_march(70);
        let waits = &mut case.plan.elective.as_mut().unwrap().within_18_weeks;
        let mut other = waits[0].clone();
        other.organisation = Some(crate::plan::Organisation::named("Elm NHS Trust"));
        other.months.remove(&Month {
            year: 2026,
            month: 3,
        });
        waits.push(other);
        let outcome = check(&case, &Policy::default());
        assert!(matches!(outcome, Outcome::CannotCheck { .. }));
    }
}
