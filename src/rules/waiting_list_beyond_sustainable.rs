//! A list so long that it cannot be kept within 18 weeks without being brought down first.

use super::{Outcome, Rule};
use crate::analysis::glide_path;
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::Case;
use crate::policy::Policy;
use crate::wording::{count, times as said_times};

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "waiting-list-beyond-sustainable",
        severity: Severity::Note,
        title: "The list is too long to be kept",
        summary: "The waiting list is more than twice as long as one that could be kept within 18 weeks.",
        rationale: "Clearing the longest waits does not end them where the list behind them is too long: the next patients reach \
                    the limit every week. Such a list has to be brought down by treating more than join, once.",
        example: "230 join a week; a list of 1,000 could be kept within 18 weeks for nearly everybody; 10,000 wait.",
        fix: "Say in the plan how long the list is to be, by when, and what capacity above demand brings it there.",
        question: "Are we buying an end of long waits, or the same drive again next year?",
    },
    rests_on: &["queue-times-sustainable", "within-18-weeks"],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let Some(path) = glide_path(&case.plan, policy) else {
        return Outcome::CannotCheck {
            missing: "the waiting list and the clock starts by month",
        };
    };
    let times = path.times_sustainable();
    if times.0 <= policy.waits.queue_times_sustainable.value || path.plan_fits() {
        return Outcome::Passed;
    }
    let list = &path.now.1;
    let (least, most) = path.sustainable_pathways();
    let message = format!(
        "{} wait in {}, {} a list that could be kept within 18 weeks ({} to {}); {} join a week.",
        count(list.value),
        path.now.0,
        said_times(times),
        count(least),
        count(most),
        count(path.joining()),
    );
    let mut cells = list.cells.clone();
    cells.extend(path.demand.cells.iter().cloned());
    Outcome::Found(vec![
        RULE.about
            .at(cells, message)
            .worth(Stake::Pathways(list.value)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example_waits::moving;
    use crate::rules::{addresses, found};

    fn of(list: u64) -> Outcome {
        let mut plan = moving(1_050, Some(50));
        let trajectory = plan
            .elective
            .as_mut()
            .unwrap()
            .trajectories
            .last_mut()
            .unwrap();
        trajectory
            .months
            .values_mut()
            .next()
            .unwrap()
            .actual
            .as_mut()
            .unwrap()
            .value = list;
        let case = Case {
            plan,
            ..Case::default()
        };
        check(&case, &Policy::default())
    }

    #[test]
    fn a_list_of_ten_times_what_can_be_kept_is_found() {
        // 229.5 a week: a quarter of 18 weeks of them is 1,033.
        let findings = found(of(10_000));
        assert_eq!(addresses(&findings[0])[0], "Waits!B9");
        assert!(
            findings[0]
                .message
                .starts_with("10,000 wait in March 2023, 9.7 times"),
            "{}",
            findings[0].message
        );
    }

    #[test]
    fn a_list_that_can_be_kept_is_let_pass() {
        assert_eq!(of(2_000), Outcome::Passed);
    }
}
