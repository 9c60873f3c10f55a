//! From the declared position to the position without unidentified savings, step by step; adds up exactly.

use super::Headline;
use crate::plan::{Money, Plan, Sourced};

#[derive(Debug, Clone, PartialEq)]
pub struct Bridge {
    /// Totals and the steps between them, in order.
    pub steps: Vec<BridgeStep>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct BridgeStep {
    pub label: String,
    /// A total's level, or a step's change: negative worsens the position.
    pub amount: Sourced<Money>,
    pub kind: StepKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepKind {
    Total,
    /// Savings lines with no scheme behind them.
    Unidentified,
    /// The part of the target no line covers, where the position carries it.
    Uncovered,
}

/// `None` where there is no declared position or no savings lines.
pub fn bridge(plan: &Plan, headline: &Headline) -> Option<Bridge> {
    let declared = headline.declared.clone()?;
    let without = headline.without_unidentified.clone()?;
    let total = |label: &str, amount| BridgeStep {
        label: label.to_owned(),
        amount,
        kind: StepKind::Total,
    };
    let mut steps = vec![total("Declared position", declared)];
    for (label, amount) in unidentified_by_organisation(plan) {
        steps.push(BridgeStep {
            label,
            amount: -amount,
            kind: StepKind::Unidentified,
        });
    }
    steps.push(total("Without unidentified savings", without));
    if let Some(uncovered) = &headline.uncovered
        && let Some(position) = uncovered.position.clone()
    {
        steps.push(BridgeStep {
            label: "Target no line covers".to_owned(),
            amount: -uncovered.amount.clone(),
            kind: StepKind::Uncovered,
        });
        steps.push(total("Without either", position));
    }
    Some(Bridge { steps })
}

/// Largest first; lines of no named organisation under the plan's own name.
fn unidentified_by_organisation(plan: &Plan) -> Vec<(String, Sourced<Money>)> {
    let mut sums: Vec<(String, Sourced<Money>)> = Vec::new();
    let Some(savings) = &plan.savings else {
        return sums;
    };
    for line in savings.unidentified_lines() {
        let name = line
            .organisation
            .as_ref()
            .map_or("Unidentified savings", |organisation| {
                organisation.name.as_str()
            });
        match sums.iter_mut().find(|(label, _)| label == name) {
            Some((_, sum)) => *sum = std::mem::take(sum) + line.value.clone(),
            None => sums.push((name.to_owned(), line.value.clone())),
        }
    }
    sums.sort_by_key(|(_, sum)| std::cmp::Reverse(sum.value));
    sums
}

impl Bridge {
    /// Whether each total is the one before it plus the steps between.
    pub fn adds_up(&self) -> bool {
        let mut level = None;
        self.steps.iter().all(|step| match (step.kind, &mut level) {
            (StepKind::Total, None) => {
                level = Some(step.amount.value);
                true
            }
            (StepKind::Total, Some(level)) => *level == step.amount.value,
            (_, Some(level)) => {
                *level += step.amount.value;
                true
            }
            (_, None) => false,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::headline;
    use crate::plan::Cells;
    use crate::plan::example::{clean_case, pounds};
    use crate::policy::Policy;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_bridge_adds_up(lines in prop::collection::vec(1_i64..50_000_000, 0..6), target in 0_i64..90_000_000, carried: bool) {
            let mut case = clean_case();
            for (row, value) in (12_u32..).zip(lines) {
                case = case.with_unidentified(value, row);
            }
            let case = case.with_savings(|savings| {
                savings.target = Some(pounds(target, "CIP!G5"));
                savings.target_in_position = carried.then(Cells::default);
            });
            let headline = headline(&case.plan, &Policy::default());
            prop_assert!(bridge(&case.plan, &headline).unwrap().adds_up());
        }
    }
}
