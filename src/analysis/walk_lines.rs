//! What the lines of accounts changed by, from one year to the next and from plan to forecast, with savings set apart.

use super::predecessors::last_years;
use super::support::is_support;
use super::{BridgeStep, StepKind, by_body, is_all_in_march};
use crate::plan::{LineKind, Money, Plan, Position, Saving, Sourced};

/// Income, costs before savings, and the plan's savings, each as it changes between the two years' accounts.
pub(super) fn of_lines(plan: &Plan, position: &Position) -> Option<Vec<BridgeStep>> {
    let (mut income, mut support, mut costs) =
        (Change::default(), Change::default(), Change::default());
    let mut add = |kind: LineKind, label: &str, value: Option<&Sourced<Money>>, before: bool| {
        if is_support(label) {
            support.add(value, before);
        } else if earns(kind) {
            income.add(value, before);
        } else {
            costs.add(value, before);
        }
    };
    for own in &position.organisations {
        let before = last_years(plan, &own.organisation);
        let untold = before.iter().any(|year| year.lines.is_empty());
        if before.is_empty() || untold || own.lines.is_empty() {
            return None;
        }
        for line in own.lines.iter().filter(|line| !line.kind.is_total()) {
            add(line.kind, &line.label, line.plan.as_ref(), false);
        }
        let lines = before.iter().flat_map(|year| &year.lines);
        for line in lines.filter(|line| !line.kind.is_total()) {
            add(line.kind, &line.label, Some(&line.value), true);
        }
    }
    let lines = || plan.savings.iter().flat_map(|savings| &savings.lines);
    let planned: Sourced<Money> = lines().map(|line| &line.value).sum();
    let mut steps = vec![
        BridgeStep::new("Growth in income and funding", income.sum, StepKind::Growth),
        BridgeStep::new("Deficit support funding", support.sum, StepKind::Support),
        BridgeStep::new(
            "Costs before savings",
            Sourced::new(costs.sum.value - planned.value, costs.sum.cells),
            StepKind::Change,
        ),
    ];
    steps.push(of_savings(
        "Savings that come again",
        lines().filter(|line| !line.is_unidentified()),
        &|line| line.recurrent().unwrap_or(line.value.value),
        StepKind::Savings,
    ));
    steps.push(of_savings(
        "One-off savings",
        lines().filter(|line| !line.is_unidentified()),
        &|line| line.value.value - line.recurrent().unwrap_or(line.value.value),
        StepKind::OneOff,
    ));
    steps.push(of_savings(
        "Unidentified savings",
        lines().filter(|line| line.is_unidentified()),
        &|line| line.value.value,
        StepKind::Unidentified,
    ));
    Some(steps)
}

/// What some savings lines bring, by organisation in the parts.
fn of_savings<'a>(
    label: &str,
    lines: impl Iterator<Item = &'a Saving>,
    value: &dyn Fn(&Saving) -> Money,
    kind: StepKind,
) -> BridgeStep {
    let lines: Vec<&Saving> = lines.filter(|line| !value(line).is_zero()).collect();
    let sum = |lines: &[&Saving]| {
        let amount: Money = lines.iter().map(|line| value(line)).sum();
        let cells: Vec<_> = lines
            .iter()
            .flat_map(|line| line.value.cells.iter().cloned())
            .collect();
        Sourced::new(amount, cells)
    };
    BridgeStep {
        parts: by_body(lines.iter().copied(), |own| sum(own)),
        in_march: lines
            .iter()
            .filter(|line| is_all_in_march(line))
            .map(|line| value(line))
            .sum(),
        ..BridgeStep::new(label, sum(&lines), kind)
    }
}

/// What the forecast changes: income, savings, other costs.
pub(super) fn to_forecast(plan: &Plan, position: &Position) -> Vec<BridgeStep> {
    let mut income = Change::default();
    let mut costs = Change::default();
    for line in position
        .organisations
        .iter()
        .flat_map(|own| &own.lines)
        .filter(|line| !line.kind.is_total() && line.plan.is_some() && line.forecast.is_some())
    {
        let change = if earns(line.kind) {
            &mut income
        } else {
            &mut costs
        };
        change.add(line.forecast.as_ref(), false);
        change.add(line.plan.as_ref(), true);
    }
    let mut slipped = Sourced::<Money>::default();
    for line in plan.savings.iter().flat_map(|savings| &savings.lines) {
        if let Some(forecast) = &line.forecast
            && forecast.value != line.value.value
        {
            slipped = slipped + (forecast.clone() - line.value.clone());
        }
    }
    // Savings are in the cost lines: where no costs are given they explain nothing of the position.
    let told = !costs.sum.cells.is_empty();
    let other = costs.sum.value - slipped.value;
    let mut steps = vec![BridgeStep::new(
        "Income against plan",
        income.sum,
        StepKind::Growth,
    )];
    if told {
        steps.push(BridgeStep::new(
            "Savings against plan",
            slipped,
            StepKind::Savings,
        ));
        steps.push(BridgeStep::new(
            "Other costs against plan",
            Sourced::new(other, costs.sum.cells),
            StepKind::Change,
        ));
    }
    steps
}

#[derive(Default)]
struct Change {
    sum: Sourced<Money>,
}

impl Change {
    fn add(&mut self, value: Option<&Sourced<Money>>, before: bool) {
        if let Some(value) = value {
            let signed = if before {
                -value.clone()
            } else {
                value.clone()
            };
            self.sum = std::mem::take(&mut self.sum) + signed;
        }
    }
}

fn earns(kind: LineKind) -> bool {
    matches!(kind, LineKind::Income | LineKind::Allocation)
}
