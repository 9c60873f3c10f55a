//! From the declared position to what is behind it, step by step: without savings that have no scheme, then at the
//! policy's delivery rates. Adds up exactly.

use super::{Delivery, Headline, StatusDelivery, Support, by_body, delivery_of, so_far};
use crate::plan::{Cells, Money, Plan, Saving, Sourced, Status};
use crate::policy::Policy;
use crate::review::Assumptions;

#[derive(Debug, Clone, Default, PartialEq)]
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
    /// The same by organisation, largest first; empty where it cannot be told apart. Adds up to the amount.
    pub parts: Vec<StepPart>,
    /// What of it falls in month 12 alone, without sign.
    pub in_march: Money,
}

/// One organisation's part of a step.
#[derive(Debug, Clone, PartialEq)]
pub struct StepPart {
    pub organisation: String,
    pub amount: Sourced<Money>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepKind {
    Total,
    /// Savings lines with no scheme behind them.
    Unidentified,
    /// The part of the target no line covers, where the position carries it.
    Uncovered,
    /// Deficit support funding.
    Support,
    /// What the delivery rates take from savings still ahead.
    Shortfall,
    /// The position to date, other than the savings that stand on their own here.
    ToDate,
    /// More allocation or income.
    Growth,
    Savings,
    OneOff,
    Change,
    /// What nothing in the workbook explains.
    Unexplained,
}

impl BridgeStep {
    pub fn total(label: &str, amount: Sourced<Money>) -> Self {
        Self::new(label, amount, StepKind::Total)
    }

    pub fn new(label: &str, amount: Sourced<Money>, kind: StepKind) -> Self {
        Self {
            label: label.to_owned(),
            amount,
            kind,
            parts: Vec::new(),
            in_march: Money::ZERO,
        }
    }
}

/// `None` where there is no declared position or no savings lines.
pub fn bridge(
    plan: &Plan,
    headline: &Headline,
    policy: &Policy,
    support: Option<&Support>,
    assumptions: &Assumptions,
) -> Option<Bridge> {
    let declared = headline.declared.clone()?;
    let savings = plan.savings.as_ref()?;
    let mut bridge = Bridge::default();
    let steps = &mut bridge.steps;
    let told = plan.told_as();
    steps.push(BridgeStep::total(
        &format!("{told} position"),
        declared.clone(),
    ));
    let mut level = declared;
    if let Some(support) = support.filter(|_| assumptions.without_support) {
        let amount = -support.amount.clone();
        level = level + amount.clone();
        steps.push(BridgeStep::new(
            "Deficit support funding",
            amount,
            StepKind::Support,
        ));
        steps.push(BridgeStep::total("Without deficit support", level.clone()));
    }
    let unidentified = unidentified(savings.unidentified_lines());
    level = level + unidentified.amount.clone();
    if !unidentified.amount.value.is_zero() {
        steps.push(unidentified);
    }
    steps.push(BridgeStep::total(
        "Without unidentified savings",
        level.clone(),
    ));
    if let Some(uncovered) = headline
        .uncovered
        .as_ref()
        .filter(|uncovered| uncovered.in_position)
    {
        let amount = -uncovered.amount.clone();
        level = level + amount.clone();
        steps.push(BridgeStep::new(
            "Target no line covers",
            amount,
            StepKind::Uncovered,
        ));
        steps.push(BridgeStep::total("Without either", level.clone()));
    }
    if headline.usual_delivery.is_some() {
        let changes = at_rates(plan, policy);
        for step in &changes {
            level = level + step.amount.clone();
        }
        steps.extend(changes);
        steps.push(BridgeStep::total("At the policy's delivery rates", level));
    }
    Some(bridge)
}

/// One hatched step, by organisation in its parts.
fn unidentified<'a>(lines: impl Iterator<Item = &'a Saving>) -> BridgeStep {
    let lines: Vec<&Saving> = lines.collect();
    let amount: Sourced<Money> = lines.iter().map(|line| &line.value).sum();
    BridgeStep {
        parts: by_body(lines.iter().copied(), |lines| {
            let sum: Sourced<Money> = lines.iter().map(|line| &line.value).sum();
            -sum
        }),
        in_march: lines
            .iter()
            .filter(|line| is_all_in_march(line))
            .map(|line| line.value.value)
            .sum(),
        ..BridgeStep::new("Unidentified savings", -amount, StepKind::Unidentified)
    }
}

/// Whether everything a line saves falls in month 12.
pub fn is_all_in_march(line: &Saving) -> bool {
    let mut due = line
        .phasing
        .iter()
        .flat_map(super::line_months)
        .filter(|(_, value)| !value.value.is_zero());
    // A quarter's value is counted at its end, and does not fall in March alone.
    let by_month = matches!(line.phasing, Some(crate::plan::Phasing::Months(_)));
    by_month && due.next().is_some_and(|(month, _)| month == 12)
}

/// What is lost to date beside the unidentified savings, and what the rates take from each status.
fn at_rates(plan: &Plan, policy: &Policy) -> Vec<BridgeStep> {
    let so_far = plan.position.as_ref().and_then(so_far).unwrap_or_default();
    let closed = so_far.months;
    let lines = || plan.savings.iter().flat_map(|savings| &savings.lines);
    // A cost is in no status: it counts in full.
    let of_step = |status| lines().filter(move |line| !line.is_cost() && line.step() == status);
    let all = delivery_of(lines(), policy, closed);
    let mut steps = Vec::new();
    let mut step = |label: String, amount: Sourced<Money>, kind, parts| {
        if !amount.value.is_zero() {
            steps.push(BridgeStep {
                parts,
                ..BridgeStep::new(&label, amount, kind)
            });
        }
    };
    let (behind, mut cells) = if closed > 0 {
        (so_far.adverse.value, so_far.adverse.cells)
    } else {
        (all.behind(), actuals(lines()))
    };
    let of = |status| at(&all, Some(status));
    let without = of(Status::Unidentified);
    let without_scheme = without.map_or(Money::ZERO, |own| own.planned - own.ahead);
    if let Some(own) = without.filter(|_| !without_scheme.is_zero()) {
        cells.extend(cells_of(of_step(own.status)));
    }
    step(
        "To date, other than unidentified".to_owned(),
        Sourced::new(without_scheme - behind, cells),
        StepKind::ToDate,
        Vec::new(),
    );
    if let Some(own) = without {
        step(
            "Unidentified, found after all".to_owned(),
            Sourced::new(own.expected_ahead, cells_of(of_step(own.status))),
            StepKind::Savings,
            Vec::new(),
        );
    }
    let steps_of_ladder = [
        Some(Status::FullyDeveloped),
        Some(Status::InProgress),
        Some(Status::Opportunity),
        None,
    ];
    for status in steps_of_ladder {
        let Some(own) = at(&all, status) else {
            continue;
        };
        let parts = by_body(of_step(status), |lines| {
            let part = delivery_of(lines.iter().copied(), policy, closed);
            Sourced::new(-part.shortfall_ahead(), cells_of(lines.iter().copied()))
        });
        let label = status.map_or("Status not stated", Status::label);
        step(
            format!("{label}, not delivered"),
            Sourced::new(-own.shortfall_ahead(), cells_of(of_step(status))),
            StepKind::Shortfall,
            parts,
        );
    }
    steps
}

fn cells_of<'a>(lines: impl Iterator<Item = &'a Saving>) -> Cells {
    lines
        .flat_map(|line| line.value.cells.iter().cloned())
        .collect()
}

fn at(delivery: &Delivery, status: Option<Status>) -> Option<&StatusDelivery> {
    delivery.by_status.iter().find(|own| own.status == status)
}

/// The cells of what was delivered against what was planned by then.
fn actuals<'a>(lines: impl Iterator<Item = &'a Saving>) -> Cells {
    lines
        .filter(|line| line.actual_to_date.is_some())
        .flat_map(|line| line.actual_to_date.iter().chain(&line.plan_to_date))
        .flat_map(|value| value.cells.iter().cloned())
        .collect()
}

impl Bridge {
    /// Whether each total is the one before it plus the steps between, and each step the sum of its parts, which are rounded
    /// far below a penny where twelfths have no end.
    pub fn adds_up(&self) -> bool {
        let penny = Money::from_pounds(rust_decimal::Decimal::new(1, 2));
        let mut level = None;
        let totals = self.steps.iter().all(|step| match (step.kind, &mut level) {
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
        });
        totals
            && self.steps.iter().all(|step| {
                let sum: Money = step.parts.iter().map(|part| part.amount.value).sum();
                step.parts.is_empty() || sum.agrees_with(step.amount.value, penny)
            })
    }

    /// What the steps of one kind change together.
    pub fn of(&self, kind: StepKind) -> Money {
        let own = self.steps.iter().filter(|step| step.kind == kind);
        own.map(|step| step.amount.value).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{headline, support};
    use crate::plan::example::{clean_case, clean_case_in_year, pounds, scheme};
    use crate::plan::{Case, Item, ItemKind, StatedStatus, When};
    use proptest::prelude::*;

    fn of(case: &Case, assumptions: &Assumptions) -> Bridge {
        let policy = Policy::default();
        let headline = headline(&case.plan, &policy);
        let support = support(&case.plan);
        bridge(
            &case.plan,
            &headline,
            &policy,
            support.as_ref(),
            assumptions,
        )
        .unwrap()
    }

    fn with_status(mut line: Saving, status: Status) -> Saving {
        line.status = Some(StatedStatus {
            status: Some(status),
            word: status.label().to_owned(),
            cell: line.source.clone(),
        });
        line
    }

    #[test]
    fn every_status_is_a_step_and_the_end_is_the_headline() {
        let case = clean_case()
            .with_unidentified(2_000_000, 12)
            .with_savings(|savings| {
                let line = scheme("Beds", 4_000_000, 13);
                savings.lines.push(with_status(line, Status::Opportunity));
            });
        let bridge = of(&case, &Assumptions::default());
        let said: Vec<(&str, i64)> = bridge
            .steps
            .iter()
            .map(|step| {
                let thousands = step.amount.value.pounds() / rust_decimal::Decimal::ONE_THOUSAND;
                (step.label.as_str(), thousands.round().try_into().unwrap())
            })
            .collect();
        assert_eq!(
            said,
            [
                ("Declared position", 0),
                ("Unidentified savings", -2_000),
                ("Without unidentified savings", -2_000),
                // 5% of £8m, half of £4m.
                ("Fully developed, not delivered", -400),
                ("Opportunity, not delivered", -2_000),
                ("At the policy's delivery rates", -4_400),
            ]
        );
        let headline = headline(&case.plan, &Policy::default());
        let last = bridge.steps.last().unwrap();
        assert_eq!(last.amount.value, headline.usual_delivery.unwrap().position);
    }

    #[test]
    fn support_taken_out_is_a_step_of_its_own_and_all_behind_it_follows() {
        let mut case = clean_case().with_unidentified(2_000_000, 12);
        case.plan.around.items = vec![Item {
            kind: ItemKind::Support,
            organisation: None,
            label: "DSF".to_owned(),
            when: When::Year(0),
            value: pounds(9_000_000, "Notes!B2"),
        }];
        let without = Assumptions {
            without_support: true,
            ..Assumptions::default()
        };
        let (with, without) = (of(&case, &Assumptions::default()), of(&case, &without));
        let end = |bridge: &Bridge| bridge.steps.last().unwrap().amount.value;
        assert_eq!(end(&with) - end(&without), Money::from_pounds(9_000_000));
        assert_eq!(
            without.of(StepKind::Support),
            Money::from_pounds(-9_000_000)
        );
        assert!(with.adds_up() && without.adds_up());
    }

    #[test]
    fn a_step_rests_on_the_savings_it_is_made_of_and_on_no_cost() {
        let case = clean_case().with_savings(|savings| {
            for (value, row) in [(4_000_000, 13), (-500_000, 14)] {
                let line = scheme("Beds", value, row);
                savings.lines.push(with_status(line, Status::Opportunity));
            }
        });
        let bridge = of(&case, &Assumptions::default());
        let mut steps = bridge.steps.iter();
        let step = steps
            .find(|own| own.label.starts_with("Opportunity"))
            .unwrap();
        assert_eq!(step.amount.value, Money::from_pounds(-2_000_000));
        let cells: Vec<String> = step.amount.cells.iter().map(ToString::to_string).collect();
        assert_eq!(cells, ["CIP!G13"]);
    }

    #[test]
    fn what_falls_in_march_alone_is_told() {
        let case = clean_case()
            .with_unidentified(2_000_000, 12)
            .with_savings(|savings| {
                let march =
                    std::array::from_fn(|at| (at == 11).then(|| pounds(2_000_000, "CIP!S12")));
                savings.lines[2].phasing = Some(crate::plan::Phasing::Months(Box::new(march)));
            });
        let bridge = of(&case, &Assumptions::default());
        assert_eq!(bridge.steps[1].in_march, Money::from_pounds(2_000_000));
    }

    proptest! {
        #[test]
        fn the_bridge_adds_up(
            lines in prop::collection::vec((-2_000_000_i64..50_000_000, 0_usize..4), 0..6),
            target in 0_i64..90_000_000,
            carried: bool,
            without_support: bool,
            in_year: bool,
            actual in -9_000_000_i64..9_000_000,
            done in 0_i64..3_000_000,
        ) {
            let mut case = if in_year { clean_case_in_year() } else { clean_case() };
            for (row, (value, status)) in (12_u32..).zip(lines) {
                if status == 3 {
                    case = case.with_unidentified(value, row);
                } else {
                    case = case.with_savings(|savings| {
                        savings.lines.push(with_status(scheme("Line", value, row), Status::ALL[status]));
                    });
                }
            }
            case.plan.around.items = vec![Item {
                kind: ItemKind::Support,
                organisation: None,
                label: "DSF".to_owned(),
                when: When::Year(0),
                value: pounds(9_000_000, "Notes!B2"),
            }];
            let case = case.with_savings(|savings| {
                savings.target = Some(pounds(target, "CIP!G5"));
                savings.target_in_position = carried.then(Cells::default);
                savings.lines[0].actual_to_date = in_year.then(|| pounds(done, "CIP!V10"));
            }).with_position(|position| {
                if let Some(result) = position.organisations[0].lines.get_mut(4) {
                    result.actual_to_date = Some(pounds(actual, "I&E!R48"));
                }
            });
            let assumptions = Assumptions { without_support, ..Assumptions::default() };
            let bridge = of(&case, &assumptions);
            prop_assert!(bridge.adds_up());
            if let Some(usual) = headline(&case.plan, &Policy::default()).usual_delivery {
                let support = if without_support { 9_000_000 } else { 0 };
                let end = bridge.steps.last().unwrap().amount.value;
                let wanted = usual.position - Money::from_pounds(support);
                prop_assert!(end.agrees_with(wanted, Money::from_pounds(1)));
            }
        }
    }
}
