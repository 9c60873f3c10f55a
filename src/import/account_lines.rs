//! The lines of one body's account, income positive and expenditure negative.

use super::account_words;
use super::header::Basis;
use super::position::{Fact, Period};
use super::text::{has_any, padded_words};
use crate::plan::{LineKind, Money, PositionLine, Sourced};
use std::collections::{BTreeMap, BTreeSet};

/// The account's lines: one per row where lines run down, one per kind where they run across.
pub(super) fn lines(own: &[&Fact]) -> Vec<PositionLine> {
    let mut lines: Vec<(String, PositionLine, Parts)> = Vec::new();
    for fact in own {
        let across = own
            .iter()
            .filter(|other| other.row == fact.row && other.kind != fact.kind)
            .count()
            > 0;
        let key = if across {
            format!("{:?}", fact.kind)
        } else {
            format!("{}{:?}", fact.label, fact.kind)
        };
        let at = lines.iter().position(|(known, ..)| *known == key);
        let at = at.unwrap_or_else(|| {
            let mut alike = own.iter().filter(|other| other.kind == fact.kind);
            let label = if across && !alike.all(|other| other.label == fact.label) {
                name_of(fact.kind)
            } else {
                fact.label.clone()
            };
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
                Parts::default(),
            ));
            lines.len() - 1
        });
        let Some((_, line, parts)) = lines.get_mut(at) else {
            continue;
        };
        let slot = match (fact.period, fact.basis, fact.to_date) {
            (Period::Year, Basis::Plan, false) => &mut line.plan,
            (Period::Year, Basis::Plan, true) => &mut line.plan_to_date,
            (Period::Year, Basis::Actual, _) => &mut line.actual_to_date,
            (Period::Year, Basis::Forecast, _) => &mut line.forecast,
            (Period::Month(at), Basis::Plan, false) => {
                parts.add(Parts::MONTHS, at, &fact.value);
                continue;
            }
            (Period::Quarter(at), Basis::Plan, false) => {
                parts.add(Parts::QUARTERS, at, &fact.value);
                continue;
            }
            _ => continue,
        };
        slot.get_or_insert_with(|| fact.value.clone());
    }
    let mut lines: Vec<PositionLine> = lines
        .into_iter()
        .map(|(_, line, parts)| PositionLine {
            plan: line.plan.clone().or_else(|| parts.year()),
            ..line
        })
        .collect();
    sums_that_are_lines(&mut lines);
    costs_negative(&mut lines);
    delegated(&mut lines);
    lines
}

/// Services that NHS England has delegated to boards; in a provider's account they are departments.
const DELEGATED: [&str; 3] = [
    "pharmacy; community pharmacy; pharmaceutical services",
    "optometry; optometric; ophthalmic",
    "dental; dentistry",
];

/// In the account of a body with an allocation two of them beside each other are its delegated budgets.
fn delegated(lines: &mut [PositionLine]) {
    let of = |line: &PositionLine| {
        let said = padded_words(&line.label);
        let own = DELEGATED.iter().position(|words| has_any(&said, words));
        own.filter(|_| {
            !line.kind.is_total() && !has_any(&said, "hospital; acute; drugs; medicines")
        })
    };
    let allocated = lines.iter().any(|line| line.kind == LineKind::Allocation);
    let services: BTreeSet<usize> = lines.iter().filter_map(of).collect();
    if !allocated || services.len() < 2 {
        return;
    }
    for line in lines.iter_mut().filter(|line| of(line).is_some()) {
        line.kind = LineKind::Delegated;
    }
}

/// "Net finance costs" is the sum of its lines in a national form and a line of its own in a board report: right below
/// another sum it has no lines to be the sum of.
fn sums_that_are_lines(lines: &mut [PositionLine]) {
    let mut below_a_sum = true;
    for line in lines {
        if line.kind == LineKind::Subtotal
            && below_a_sum
            && account_words::net_financing(&line.label)
        {
            line.kind = LineKind::Financing;
        }
        below_a_sum = line.kind == LineKind::Subtotal;
    }
}

/// The months and quarters of a line, for accounts that do not state the year.
#[derive(Default)]
struct Parts(BTreeMap<(u8, u8), Sourced<Money>>);

impl Parts {
    const MONTHS: u8 = 12;
    const QUARTERS: u8 = 4;

    fn add(&mut self, of: u8, at: u8, value: &Sourced<Money>) {
        self.0.entry((of, at)).or_insert_with(|| value.clone());
    }

    /// The sum of all twelve months, else of all four quarters.
    fn year(&self) -> Option<Sourced<Money>> {
        [Self::MONTHS, Self::QUARTERS].into_iter().find_map(|of| {
            let parts = || self.0.iter().filter(|((own, _), _)| *own == of);
            (parts().count() == usize::from(of)).then(|| parts().map(|(_, value)| value).sum())
        })
    }
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

/// Expenditure that the workbook prints without a sign is turned negative, and what it takes off among it positive.
fn costs_negative(lines: &mut [PositionLine]) {
    let costs: Vec<Money> = lines
        .iter()
        .filter(|line| line.kind.is_cost())
        .filter_map(|line| line.plan.as_ref().map(|plan| plan.value))
        .filter(|value| !value.is_zero())
        .collect();
    let positive = costs.iter().filter(|value| value.is_positive()).count();
    if positive * 2 <= costs.len() {
        return;
    }
    let taken_off = |line: &PositionLine| {
        let plan = line.plan.as_ref();
        account_words::is_saved(&line.label) && plan.is_some_and(|plan| plan.value.is_negative())
    };
    let is_turned = |line: &PositionLine| {
        let other = line.kind == LineKind::Other;
        line.kind.is_cost() || other && (account_words::is_spent(&line.label) || taken_off(line))
    };
    for line in lines.iter_mut().filter(|line| is_turned(line)) {
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

#[cfg(test)]
mod tests {
    use crate::import::fixture::{sheet, workbook};
    use crate::import::import;
    use crate::plan::{LineKind, Money};
    use crate::review::Review;

    #[test]
    fn pharmacy_optometry_and_dental_are_delegated_to_a_body_with_an_allocation() {
        let kinds = |body: &str, income: &str| -> Vec<LineKind> {
            let drawn = format!(
                "{body} plan 2025/26, £m\n\n|Plan|Forecast\n{income}|200|200\nAcute services|-150|-152\nPharmacy|-18|-19\nOptometry|-8|-8\nDental|-32|-27\nSurplus/(deficit)|-8|-6"
            );
            let plan = import(&[workbook(vec![sheet("Plan", &drawn)])], &Review::default()).plan;
            let lines = plan.position.unwrap().organisations[0].lines.clone();
            lines.iter().map(|line| line.kind).collect()
        };
        let told = kinds("NHS Oak Integrated Care Board", "Allocation");
        let services = [LineKind::Delegated; 3];
        assert_eq!(told[2..5], services);
        assert!(!kinds("Oak NHS Trust", "Patient income").contains(&LineKind::Delegated));
    }

    #[test]
    fn savings_in_brackets_among_costs_without_a_sign_better_the_position() {
        let drawn = "Oak NHS Trust plan 2026/27, £000\n\n|Plan\nIncome|448\nPay|290\nNon-pay|150\nRedundancy costs|3\nCost improvement programme|-12\nSurplus/(deficit)|17";
        let plan = import(&[workbook(vec![sheet("Plan", drawn)])], &Review::default()).plan;
        let lines = plan.position.unwrap().organisations[0].lines.clone();
        let values: Vec<Money> = lines
            .iter()
            .map(|line| line.plan.as_ref().unwrap().value)
            .collect();
        let told = [448, -290, -150, -3, 12, 17];
        assert_eq!(values, told.map(|value| Money::from_pounds(value * 1_000)));
    }

    #[test]
    fn lines_across_are_called_as_their_columns_are_and_support_beside_the_result_is_none() {
        let drawn = "Oak ICS plan 2025/26, £m\n\nOrganisation|Income / allocation|Expenditure|Surplus/(deficit)|Efficiency target|Deficit support funding\nNHS Oak Integrated Care Board|1510|-1498|12|41|\nElm NHS Trust|720.4|-748.9|-28.5|44.6|15\nSystem total|||-16.5||15";
        let plan = import(&[workbook(vec![sheet("Plan", drawn)])], &Review::default()).plan;
        let position = plan.position.unwrap();
        let labels: Vec<&str> = position.organisations[1]
            .lines
            .iter()
            .map(|line| line.label.as_str())
            .collect();
        assert_eq!(
            labels,
            ["Income / allocation", "Expenditure", "Surplus/(deficit)"]
        );
        let support = plan.around.total(crate::plan::ItemKind::Support).unwrap();
        assert_eq!(support.value, Money::from_pounds(15_000_000));
    }

    #[test]
    fn a_row_for_each_body_line_and_month_number_adds_up_to_the_year() {
        let body = |(body, deficit): (&str, i32)| {
            let month = |month: i32| {
                let adjusted = if month == 12 { 5 } else { deficit };
                format!(
                    "{body}|Income|{month}|100\n{body}|Expenditure|{month}|{}\n{body}|Surplus/(deficit) for the period|{month}|{deficit}\n{body}|Adjusted financial performance surplus/(deficit)|{month}|{adjusted}",
                    deficit - 100
                )
            };
            (1..=12).map(month).collect::<Vec<_>>().join("\n")
        };
        let drawn = format!(
            "Entity|Line|Month No|Plan value £000\n{}\n{}",
            body(("Tees NHS Trust", -10)),
            body(("Esk NHS Trust", -20))
        );
        let sheets = vec![sheet("Plan 2024/25", &drawn)];
        let position = import(&[workbook(sheets)], &Review::default())
            .plan
            .position
            .unwrap();
        let year: Vec<Money> = position
            .organisations
            .iter()
            .map(|one| one.surplus.value)
            .collect();
        assert_eq!(
            year,
            [Money::from_pounds(-105_000), Money::from_pounds(-215_000)]
        );
        let income = position.organisations[0].lines[0].plan.as_ref().unwrap();
        assert_eq!(income.value, Money::from_pounds(1_200_000));
        assert_eq!(income.cells.len(), 12);
        assert!(
            position.organisations[1]
                .monthly
                .iter()
                .all(Option::is_some)
        );
    }
}
