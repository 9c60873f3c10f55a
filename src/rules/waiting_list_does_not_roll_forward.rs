//! A list that does not follow from what joins it and what leaves it.

use super::{Outcome, Rule};
use crate::analysis::{RollForward, roll_forward};
use crate::finding::{Explanation, Finding, Severity, Stake};
use crate::plan::{Case, Share};
use crate::policy::Policy;
use crate::wording::{count, whole_percent};
use rust_decimal::Decimal;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "waiting-list-does-not-roll-forward",
        severity: Severity::Warning,
        title: "The waiting list does not add up",
        summary: "The planned list at the end is not the list at the start plus clock starts less clock stops and removals.",
        rationale: "A list falls only by patients who are treated or taken off it. A trajectory that falls faster than its own \
                    activity rests on nobody, or on removals that nobody has planned.",
        example: "10,000 wait; 12,000 join and 12,600 are treated; the plan ends at 6,000. 3,400 leave without a reason.",
        fix: "Plan the clock stops or the validation that bring the list down, or let the list follow from its movements.",
        question: "Which patients leave the list here without being treated, and who decides that?",
    },
    rests_on: &["unexplained-removals"],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let Some(rolled) = roll_forward(&case.plan) else {
        return Outcome::CannotCheck {
            missing: "the list, clock starts and clock stops by month",
        };
    };
    Outcome::of(fault(&rolled, policy).into_iter().collect())
}

fn fault(rolled: &RollForward, policy: &Policy) -> Option<Finding> {
    let unexplained = rolled.unexplained();
    let size = unexplained.unsigned_abs();
    let noticed = !rolled.is_close();
    let of_starts = Decimal::from(size)
        .checked_div(Decimal::from(rolled.starts))
        .map(Share)?;
    let movements = format!(
        "From {} to {} the list goes from {} to {}, with {} starts, {} stops and {}",
        rolled.from,
        rolled.to,
        count(rolled.opening),
        count(rolled.closing),
        count(rolled.starts),
        count(rolled.stops),
        rolled.removals.map_or_else(
            || "no removals given".to_owned(),
            |removals| format!("{} removals", count(removals))
        ),
    );
    let message = if unexplained < 0 && noticed {
        format!(
            "{movements}: it ends {} longer than that makes it.",
            count(size)
        )
    } else if rolled.removals.is_some() && noticed {
        format!("{movements}: {} leave it without a reason.", count(size))
    } else if unexplained > 0 && of_starts > policy.waits.unexplained_removals.value {
        format!(
            "{movements}: {} leave it untreated, {} of those who join.",
            count(size),
            whole_percent(of_starts)
        )
    } else {
        return None;
    };
    Some(
        RULE.about
            .at(rolled.cells.clone(), message)
            .worth(Stake::Pathways(size)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example_waits::moving;
    use crate::rules::{addresses, found};

    fn of(stops: u64, removals: Option<u64>) -> Outcome {
        let case = Case {
            plan: moving(stops, removals),
            ..Case::default()
        };
        check(&case, &Policy::default())
    }

    #[test]
    fn a_list_that_falls_faster_than_its_movements_is_found() {
        // 10,000 + 12,000 − 9,600 − 8,800 = 3,600: 30% of those who join.
        let findings = found(of(800, None));
        assert_eq!(
            findings[0].message,
            "From April 2023 to March 2024 the list goes from 10,000 to 8,800, with 12,000 starts, 9,600 stops and no removals given: 3,600 leave it untreated, 30% of those who join."
        );
        assert_eq!(addresses(&findings[0])[..2], ["Waits!B9", "Waits!N9"]);
    }

    #[test]
    fn with_removals_given_every_pathway_must_have_a_reason() {
        assert!(matches!(of(1_000, Some(50)), Outcome::Found(_)));
        assert_eq!(of(1_050, Some(50)), Outcome::Passed);
    }

    #[test]
    fn usual_validation_needs_no_line_of_its_own() {
        assert_eq!(of(1_050, None), Outcome::Passed);
        assert!(matches!(of(1_200, None), Outcome::Found(_)));
    }
}
