//! Long waits that would have to clear much faster than they lately did.

use super::{Outcome, Rule};
use crate::analysis::{Pace, paces};
use crate::finding::{Explanation, Finding, Severity, Stake};
use crate::plan::Case;
use crate::policy::Policy;
use crate::wording::{count, plain, whole_percent};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "long-waits-need-faster-clearance",
        severity: Severity::Warning,
        title: "Long waits must clear faster than lately",
        summary: "To meet the deadline, long waits must clear at well above the pace of the last three months.",
        rationale: "The patients who will have waited too long are on the list already, so the pace they need is known. A pace \
                    that was never reached needs capacity that somebody has to find, staff and pay for.",
        example: "2,000 must be treated in 15.6 working weeks, 128 a week; 100 a week were treated lately: 128% of that pace.",
        fix: "Show the clinics and lists that treat these patients, specialty by specialty, and what they cost.",
        question: "What treats these patients faster from now on, and has it been booked and paid for?",
    },
    rests_on: &["clearance-uplift", "deadlines"],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let paces = paces(&case.plan, policy);
    if paces.is_empty() {
        return Outcome::CannotCheck {
            missing: "long waits counted in four months in a row, with the deadline ahead",
        };
    }
    Outcome::of(
        paces
            .iter()
            .filter_map(|pace| too_slow(pace, policy))
            .collect(),
    )
}

fn too_slow(pace: &Pace, policy: &Policy) -> Option<Finding> {
    let [note, warning] = policy.waits.clearance_uplift.value;
    let needed = match pace.times() {
        Some(times) if times <= note => return None,
        Some(times) => Some(times),
        None => None,
    };
    let (severity, said) = match needed {
        Some(times) if times <= warning => (Severity::Note, whole_percent(times)),
        Some(times) => (Severity::Warning, whole_percent(times)),
        None => (Severity::Warning, String::new()),
    };
    let lately = if needed.is_some() {
        format!(
            "{} a week cleared lately: {said} of that pace is needed",
            said_rate(pace.achieved)
        )
    } else {
        "none cleared over the last three months".to_owned()
    };
    let message = format!(
        "{} pathways over {} weeks by {} unless treated: {} a week must clear, and {lately}{}.",
        count(pace.size),
        pace.measure.0,
        pace.deadline,
        said_rate(pace.required),
        if pace.published { ", as published" } else { "" },
    );
    Some(
        RULE.about
            .at(pace.cells.clone(), message)
            .worth(Stake::Pathways(pace.size))
            .graded(severity),
    )
}

/// Whole pathways, and tenths where there are few.
fn said_rate(rate: Decimal) -> String {
    let rate = if rate < Decimal::TEN {
        rate.round_dp(1)
    } else {
        rate.round()
    };
    plain(rate.to_f64().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{cell, clean_case};
    use crate::plan::{Month, PlanActual, Sourced};
    use crate::rules::{addresses, found};

    /// Actual pathways over 65 weeks from July to October 2023.
    fn seen(counts: [u64; 4]) -> Case {
        let mut case = clean_case();
        let months = &mut case.plan.elective.as_mut().unwrap().trajectories[0].months;
        for ((month, count), column) in (7_u8..).zip(counts).zip('F'..) {
            let both: &mut PlanActual = months.entry(Month { year: 2023, month }).or_default();
            both.actual = Some(Sourced::at(count, cell(&format!("Waits!{column}6"))));
        }
        case
    }

    #[test]
    fn a_pace_never_reached_is_found_at_the_counts_it_rests_on() {
        // 13.1 weeks cleared 30: 2.3 a week; 370 in 21.7 weeks are 17.
        let findings = found(check(&seen([400, 390, 380, 370]), &Policy::default()));
        assert_eq!(findings[0].severity, Severity::Warning);
        assert_eq!(addresses(&findings[0]), ["Waits!I6", "Waits!F6"]);
        assert!(
            findings[0].message.starts_with(
                "370 pathways over 65 weeks by March 2024 unless treated: 17 a week must clear"
            ),
            "{}",
            findings[0].message
        );
    }

    #[test]
    fn a_pace_that_lands_is_let_pass() {
        assert_eq!(
            check(&seen([400, 300, 200, 100]), &Policy::default()),
            Outcome::Passed
        );
    }
}
