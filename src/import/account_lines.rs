//! The lines of one body's account, income positive and expenditure negative.

use super::header::Basis;
use super::position::{Fact, Period};
use crate::plan::{LineKind, Money, PositionLine};

/// The account's lines: one per row where lines run down, one per kind where they run across.
pub(super) fn lines(own: &[&Fact]) -> Vec<PositionLine> {
    let mut lines: Vec<(String, PositionLine)> = Vec::new();
    for fact in own {
        let across = own
            .iter()
            .filter(|other| other.row == fact.row && other.kind != fact.kind)
            .count()
            > 0;
        let label = if across {
            format!("{:?}", fact.kind)
        } else {
            fact.label.clone()
        };
        let key = format!("{label}{:?}", fact.kind);
        let at = lines.iter().position(|(known, _)| *known == key);
        let at = at.unwrap_or_else(|| {
            let label = if across { name_of(fact.kind) } else { label };
            lines.push((
                key,
                PositionLine {
                    label,
                    kind: fact.kind,
                    plan: None,
                    plan_to_date: None,
                    actual_to_date: None,
                    forecast: None,
                },
            ));
            lines.len() - 1
        });
        let Some((_, line)) = lines.get_mut(at) else {
            continue;
        };
        let slot = match (fact.period, fact.basis, fact.to_date) {
            (Period::Year, Basis::Plan, false) => &mut line.plan,
            (Period::Year, Basis::Plan, true) => &mut line.plan_to_date,
            (Period::Year, Basis::Actual, _) => &mut line.actual_to_date,
            (Period::Year, Basis::Forecast, _) => &mut line.forecast,
            _ => continue,
        };
        slot.get_or_insert_with(|| fact.value.clone());
    }
    let mut lines: Vec<PositionLine> = lines.into_iter().map(|(_, line)| line).collect();
    costs_negative(&mut lines);
    lines
}

fn name_of(kind: LineKind) -> String {
    match kind {
        LineKind::Allocation => "Allocation",
        LineKind::Income => "Income",
        LineKind::Pay => "Pay",
        LineKind::NonPay => "Non-pay",
        LineKind::Financing => "Financing",
        LineKind::Commissioned => "Commissioned services",
        LineKind::Delegated => "Delegated services",
        LineKind::Reserve => "Reserves",
        LineKind::Other => "Expenditure",
        LineKind::Subtotal => "Subtotal",
        LineKind::Surplus => "Surplus/(deficit)",
        LineKind::AdjustedSurplus => "Adjusted surplus/(deficit)",
    }
    .to_owned()
}

fn is_cost(kind: LineKind) -> bool {
    matches!(
        kind,
        LineKind::Pay
            | LineKind::NonPay
            | LineKind::Financing
            | LineKind::Commissioned
            | LineKind::Delegated
            | LineKind::Reserve
    )
}

/// Expenditure that the workbook prints without a sign is turned negative.
fn costs_negative(lines: &mut [PositionLine]) {
    let costs: Vec<Money> = lines
        .iter()
        .filter(|line| is_cost(line.kind))
        .filter_map(|line| line.plan.as_ref().map(|plan| plan.value))
        .filter(|value| !value.is_zero())
        .collect();
    let positive = costs.iter().filter(|value| value.is_positive()).count();
    if positive * 2 <= costs.len() {
        return;
    }
    for line in lines.iter_mut().filter(|line| is_cost(line.kind)) {
        for slot in [
            &mut line.plan,
            &mut line.plan_to_date,
            &mut line.actual_to_date,
            &mut line.forecast,
        ] {
            *slot = slot.take().map(|value| -value);
        }
    }
}
