//! Long waits that are to fall while the plan treats fewer patients, or assumes income for more than it treats.

use super::{Outcome, Rule};
use crate::analysis::{Activity, elective, elective_activity};
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Case, Sourced};
use crate::policy::Policy;
use crate::wording::{count, percent};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "waits-fall-without-activity",
        severity: Severity::Warning,
        title: "Waits fall without activity",
        summary: "Long waits or the list are planned to fall while no more patients are planned to be treated than the year before.",
        rationale: "Waits fall by patients treated. A trajectory beside an activity plan that shrinks was drawn by somebody \
                    else than the activity plan, and one of the two will not happen.",
        example: "65-week waits go from 400 to none; planned day cases are 2,400 where 2,520 were done in the year before.",
        fix: "Bring the activity plan and the trajectory together, and fund the activity that the trajectory needs.",
        question: "Who treats the patients that this trajectory takes off the list, and where is that activity paid for?",
    },
    rests_on: &[],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let activity = elective_activity(&case.plan);
    let compared: Vec<&Activity<'_>> = activity
        .iter()
        .filter(|activity| activity.before.is_some())
        .collect();
    let Some(waits) = case.plan.elective.as_ref().filter(|_| !compared.is_empty()) else {
        return Outcome::CannotCheck {
            missing: "planned elective activity by month beside that of the year before, and long waits",
        };
    };
    let year = case.plan.year.as_ref().map(|year| year.value);
    let falling = elective(waits, year, policy)
        .into_iter()
        .find_map(|outlook| {
            let planned: Vec<&Sourced<u64>> = outlook
                .months
                .values()
                .filter_map(|both| both.plan.as_ref())
                .collect();
            let (first, last) = (*planned.first()?, *planned.last()?);
            (last.value < first.value).then(|| (outlook.measure, first.clone(), last.clone()))
        });
    let Some((measure, first, last)) = falling else {
        return Outcome::Passed;
    };
    let planned: Decimal = compared
        .iter()
        .map(|activity| activity.planned_of_those_months.value)
        .sum();
    let before: Decimal = compared
        .iter()
        .filter_map(|activity| Some(activity.before.as_ref()?.value))
        .sum();
    if planned >= before {
        return Outcome::Passed;
    }
    let share = crate::plan::Share((before - planned) / before.max(Decimal::ONE));
    let names: Vec<&str> = compared
        .iter()
        .map(|activity| activity.measure.name.as_str())
        .take(3)
        .collect();
    let said = |value: Decimal| count(value.round().to_u64().unwrap_or(0));
    let message = format!(
        "Waits over {} weeks are planned to fall from {} to {}, with {} less elective activity: {} planned where {} were done in the same months of the year before ({}).",
        measure.0,
        count(first.value),
        count(last.value),
        percent(share),
        said(planned),
        said(before),
        names.join(", ").to_lowercase(),
    );
    let mut cells = last.cells.clone();
    cells.extend(first.cells);
    for activity in compared {
        cells.extend(activity.planned_of_those_months.cells.iter().cloned());
    }
    Outcome::Found(vec![
        RULE.about
            .at(cells, message)
            .worth(Stake::Pathways(first.value - last.value)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::clean_case;
    use crate::plan::example_waits::measure_after;
    use crate::rules::{addresses, found};

    fn with_before(monthly: u64) -> Case {
        let mut case = clean_case();
        let day_cases = measure_after("Day cases", 8, 200, monthly);
        case.plan.measures.push(day_cases);
        case
    }

    #[test]
    fn fewer_patients_and_shorter_waits_do_not_go_together() {
        let findings = found(check(&with_before(210), &Policy::default()));
        assert_eq!(
            findings[0].message,
            "Waits over 65 weeks are planned to fall from 110 to 0, with 4.8% less elective activity: 2,400 planned where 2,520 were done in the same months of the year before (day cases)."
        );
        assert_eq!(
            addresses(&findings[0])[..3],
            ["Waits!N5", "Waits!C5", "Activity!C8"]
        );
    }

    #[test]
    fn more_patients_than_before_are_let_pass() {
        assert_eq!(
            check(&with_before(190), &Policy::default()),
            Outcome::Passed
        );
    }
}
