//! A planned waiting list that its own starts and stops do not lead to.

use super::{Outcome, Rule};
use crate::finding::{Explanation, Finding, Severity, Stake};
use crate::plan::{
    Case, Cells, Month, MonthlyMeasure, Organisation, Plan, Sourced, Trajectory, Weeks,
};
use crate::policy::Policy;
use crate::wording::count;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use std::collections::BTreeMap;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "waiting-list-does-not-roll-forward",
        severity: Severity::Warning,
        title: "The waiting list does not roll forward",
        summary: "The planned list is not last month's list, plus those who join, less those who are treated or removed.",
        rationale: "A list can only change by who joins and who leaves. Where the plan's own figures do not add up, the list was \
                    drawn as a line, and either the activity or the list will not happen.",
        example: "10,100 waiting, 2,400 join and 2,300 are treated: 10,200, and the plan says 9,700. Five hundred are missing.",
        fix: "Calculate the list from starts, stops and removals, and show validation as a line of its own.",
        question: "Who are the patients that leave the list without being treated?",
    },
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let flows: Vec<Flow<'_>> = case
        .plan
        .elective
        .iter()
        .flat_map(|waits| &waits.trajectories)
        .filter(|waits| waits.measure == Weeks::LIST && waits.specialty.is_none())
        .filter_map(|list| Flow::of(&case.plan, list))
        .collect();
    if flows.is_empty() {
        return Outcome::CannotCheck {
            missing: "the planned waiting list by month beside its clock starts and clock stops",
        };
    }
    Outcome::of(flows.iter().filter_map(|flow| flow.gap(policy)).collect())
}

/// The list of one body with what flows into it and out of it, as planned.
struct Flow<'p> {
    list: &'p Trajectory,
    months: BTreeMap<Month, Step>,
    /// Whether removals other than treatment are planned.
    removals: bool,
}

/// From one month's end to the next.
struct Step {
    before: Sourced<u64>,
    after: Sourced<u64>,
    joined: Sourced<Decimal>,
    left: Sourced<Decimal>,
}

impl<'p> Flow<'p> {
    fn of(plan: &'p Plan, list: &'p Trajectory) -> Option<Self> {
        let body = list.organisation.as_ref();
        let of = |is: fn(&str) -> bool| -> Vec<&MonthlyMeasure> {
            let own = plan
                .measures
                .iter()
                .filter(|one| is(&one.name.to_lowercase()));
            own.filter(|one| same(one.organisation.as_ref(), body))
                .collect()
        };
        let starts = of(is_start);
        // Admitted and not admitted are added up only where their total is not given.
        let total = of(is_stop);
        let stops = if total.is_empty() {
            of(is_part_of_stops)
        } else {
            total
        };
        let removed = of(is_removal);
        if starts.is_empty() || stops.is_empty() {
            return None;
        }
        let mut months = BTreeMap::new();
        for (month, after) in &list.months {
            let before = list.months.get(&month.previous());
            let (Some(before), Some(after)) = (
                before.and_then(|both| both.plan.clone()),
                after.plan.clone(),
            ) else {
                continue;
            };
            let sum = |measures: &[&MonthlyMeasure]| -> Option<Sourced<Decimal>> {
                let given: Option<Vec<&Sourced<Decimal>>> =
                    measures.iter().map(|one| one.planned.get(month)).collect();
                Some(added(&given?))
            };
            let (Some(joined), Some(treated)) = (sum(&starts), sum(&stops)) else {
                continue;
            };
            let gone = sum(&removed).unwrap_or_default();
            let left = added(&[&treated, &gone]);
            months.insert(
                *month,
                Step {
                    before,
                    after,
                    joined,
                    left,
                },
            );
        }
        (!months.is_empty()).then_some(Self {
            list,
            months,
            removals: !removed.is_empty(),
        })
    }

    fn gap(&self, policy: &Policy) -> Option<Finding> {
        let limit = policy.in_year.roll_forward_share.value.0;
        let off = |step: &Step| {
            let expected = Decimal::from(step.before.value) + step.joined.value - step.left.value;
            Decimal::from(step.after.value) - expected
        };
        let wrong: Vec<(&Month, &Step, Decimal)> = self
            .months
            .iter()
            .map(|(month, step)| (month, step, off(step)))
            .filter(|(_, step, off)| off.abs() > Decimal::from(step.before.value) * limit)
            .collect();
        let (month, step, first) = wrong.iter().rev().max_by_key(|(_, _, off)| off.abs())?;
        let total: Decimal = wrong.iter().map(|(_, _, off)| off.abs()).sum();
        let size = |number: Decimal| count(number.abs().round().to_u64().unwrap_or_default());
        let who = self.list.organisation.as_ref().map_or_else(
            || "The list".to_owned(),
            |body| format!("The list of {}", body.name),
        );
        let others = match wrong.len() - 1 {
            0 => String::new(),
            _ => format!("; over {} months it is out by {}", wrong.len(), size(total)),
        };
        let told = if self.removals || first.is_sign_positive() {
            String::new()
        } else {
            "; no removals are planned that could explain it".to_owned()
        };
        let message = format!(
            "{who} goes from {} to {} in {month} with {} joining and {} leaving: {} are not accounted for{others}{told}.",
            count(step.before.value),
            count(step.after.value),
            size(step.joined.value),
            size(step.left.value),
            size(*first),
        );
        let mut cells: Cells = step.after.cells.clone();
        for part in [&step.before.cells, &step.joined.cells, &step.left.cells] {
            cells.extend(part.iter().cloned());
        }
        let pathways = total.round().to_u64().unwrap_or_default();
        Some(
            RULE.about
                .at(cells, message)
                .worth(Stake::Pathways(pathways)),
        )
    }
}

fn added(parts: &[&Sourced<Decimal>]) -> Sourced<Decimal> {
    let cells: Vec<_> = parts.iter().flat_map(|part| part.cells.to_vec()).collect();
    Sourced::new(parts.iter().map(|part| part.value).sum(), cells)
}

fn same(one: Option<&Organisation>, other: Option<&Organisation>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.name == other.name,
        (None, None) => true,
        _ => false,
    }
}

fn is_start(name: &str) -> bool {
    name.contains("clock start") || name.contains("new pathways")
}

fn is_stop(name: &str) -> bool {
    name.contains("clock stop") || (name.contains("completed pathways") && !is_part_of_stops(name))
}

fn is_part_of_stops(name: &str) -> bool {
    name.contains("completed admitted") || name.contains("completed non")
}

fn is_removal(name: &str) -> bool {
    name.contains("removal")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case, clean_case_in_year};
    use crate::rules::{addresses, found};

    #[test]
    fn a_list_that_falls_without_anybody_leaving_is_found() {
        let mut case = clean_case_in_year();
        let waits = case.plan.elective.as_mut().unwrap();
        let list = waits
            .trajectories
            .iter_mut()
            .find(|one| one.measure == Weeks::LIST)
            .unwrap();
        let may = list.months.values_mut().nth(1).unwrap();
        may.plan.as_mut().unwrap().value = 9_500;
        // June is told by the plan's own June figure again, so that only May and June are off.
        let [finding] = found(check(&case, &Policy::default())).try_into().unwrap();
        assert_eq!(
            addresses(&finding),
            ["Waits!D8", "Waits!C8", "Waits!D9", "Waits!D10"]
        );
        assert!(
            finding.message.starts_with(
                "The list of Westmoor NHS Trust goes from 10,000 to 9,500 in May 2023 with 900 joining and 900 leaving: 500 are"
            ),
            "{}",
            finding.message
        );
        assert_eq!(finding.stake, Some(Stake::Pathways(1_000)));
    }

    #[test]
    fn without_starts_and_stops_nothing_can_be_said() {
        let outcome = check(&clean_case(), &Policy::default());
        assert!(matches!(outcome, Outcome::CannotCheck { .. }));
    }
}
