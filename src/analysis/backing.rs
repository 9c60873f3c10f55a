//! What of the plan rests on money that can be used only once: reserves, provisions, the balance sheet, other one-offs.

use super::{Nature, nature};
use crate::plan::{ItemKind, Money, Plan, Saving, Sourced, When};

/// One-off money in the plan, largest first, and what is left for the year after.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Backing {
    pub lines: Vec<BackingLine>,
    /// What reserves and provisions hold at the year's end, where the workbook says.
    pub left: Option<Sourced<Money>>,
    /// What they hold when the year begins.
    pub opening: Option<Sourced<Money>>,
    /// Set aside in the year's own expenditure and not yet spent: contingency and other reserves.
    pub in_the_year: Option<Sourced<Money>>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct BackingLine {
    pub label: String,
    pub kind: BackingKind,
    /// Positive: it makes the position better this year, and not the next.
    pub amount: Sourced<Money>,
    /// Whether the plan counts it as a saving.
    pub as_saving: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BackingKind {
    /// Reserves and provisions released.
    Reserves,
    /// The balance sheet, accounting, held vacancies.
    Technical,
    /// Any other saving or income that does not come again.
    OneOff,
    Support,
}

impl BackingKind {
    pub fn label(self) -> &'static str {
        match self {
            Self::Reserves => "reserves and provisions",
            Self::Technical => "accounting and vacancies",
            Self::OneOff => "other one-off",
            Self::Support => "deficit support",
        }
    }
}

impl Backing {
    pub fn total(&self) -> Sourced<Money> {
        self.lines.iter().map(|line| &line.amount).sum()
    }

    pub fn of(&self, kind: BackingKind) -> Sourced<Money> {
        let own = self.lines.iter().filter(|line| line.kind == kind);
        own.map(|line| &line.amount).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.left.is_none() && self.in_the_year.is_none()
    }
}

pub fn backing(plan: &Plan) -> Backing {
    let mut lines: Vec<BackingLine> = plan
        .savings
        .iter()
        .flat_map(|savings| &savings.lines)
        .filter_map(of_saving)
        .collect();
    let around = &plan.around;
    let year = When::Year(0);
    for (from, kind) in [
        (ItemKind::Release, BackingKind::Reserves),
        (ItemKind::BalanceSheet, BackingKind::Technical),
        (ItemKind::OneOffBenefit, BackingKind::OneOff),
        (ItemKind::Support, BackingKind::Support),
    ] {
        for item in around.parts(from, year) {
            push(&mut lines, &item.label, kind, &item.value);
        }
    }
    for holding in &around.holdings {
        if let Some(released) = &holding.released {
            push(&mut lines, &holding.label, BackingKind::Reserves, released);
        }
    }
    lines.sort_by_key(|line| std::cmp::Reverse(line.amount.value));
    let balances = |of: &dyn Fn(&crate::plan::Holding) -> Option<Sourced<Money>>| {
        let all: Vec<Sourced<Money>> = around.holdings.iter().filter_map(of).collect();
        (!all.is_empty()).then(|| all.iter().sum())
    };
    Backing {
        lines,
        left: balances(&|holding| holding.closing.clone()),
        opening: balances(&|holding| holding.opening.clone()),
        in_the_year: match (
            around.total(ItemKind::Contingency),
            around.total(ItemKind::Reserve),
        ) {
            (Some(one), Some(other)) => Some(one + other),
            (one, other) => one.or(other),
        },
    }
}

/// A line that stands in the savings plan and again among the reserves is one release: the saving is kept.
fn push(lines: &mut Vec<BackingLine>, label: &str, kind: BackingKind, amount: &Sourced<Money>) {
    let known = |line: &BackingLine| {
        line.amount.value == amount.value && (line.as_saving || line.label == label)
    };
    if amount.value.is_positive() && !lines.iter().any(known) {
        lines.push(BackingLine {
            label: label.to_owned(),
            kind,
            amount: amount.clone(),
            as_saving: false,
        });
    }
}

fn of_saving(line: &Saving) -> Option<BackingLine> {
    let one_off = line
        .recurrent()
        .map_or(Money::ZERO, |recurrent| line.value.value - recurrent);
    let kind = match nature(line) {
        Some(Nature::Reserves) => BackingKind::Reserves,
        Some(Nature::Technical) if one_off.is_positive() => BackingKind::Technical,
        _ if one_off.is_positive() && !line.is_unidentified() => BackingKind::OneOff,
        _ => return None,
    };
    // Money set aside can be taken out once, whatever the line says of itself.
    let amount = if kind == BackingKind::Reserves {
        line.value.value
    } else {
        one_off
    };
    amount.is_positive().then(|| BackingLine {
        label: line.name.clone(),
        kind,
        amount: Sourced::new(amount, line.value.cells.clone()),
        as_saving: true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case, pounds, scheme};
    use crate::plan::{Holding, Item, Recurrence};

    #[test]
    fn a_release_told_twice_is_counted_once_and_the_balances_add_up() {
        let mut case = clean_case().with_savings(|savings| {
            let mut release = scheme("Release of provisions", 5_000_000, 12);
            release.recurrence = Some(Recurrence::NonRecurrent);
            let mut rebate = scheme("Rates rebate", 1_000_000, 13);
            rebate.recurrence = Some(Recurrence::NonRecurrent);
            savings.lines.extend([release, rebate]);
        });
        let holding = |label: &str, opening, released, closing, row: u32| Holding {
            organisation: None,
            label: label.to_owned(),
            opening: Some(pounds(opening, &format!("Reserves!B{row}"))),
            released: Some(pounds(released, &format!("Reserves!C{row}"))),
            closing: Some(pounds(closing, &format!("Reserves!D{row}"))),
        };
        case.plan.around.holdings = vec![
            holding("Provisions", 7_000_000, 5_000_000, 2_000_000, 4),
            holding("Deferred income", 3_000_000, 2_500_000, 500_000, 5),
        ];
        case.plan.around.items = vec![Item {
            kind: ItemKind::Contingency,
            organisation: None,
            label: "Contingency".to_owned(),
            when: When::Year(0),
            value: pounds(1_000_000, "I&E!P44"),
        }];
        let backing = backing(&case.plan);
        // 5.0 of provisions once, 2.5 of deferred income, 1.0 of rebate.
        assert_eq!(backing.total().value, Money::from_pounds(8_500_000));
        assert_eq!(
            backing.of(BackingKind::Reserves).value,
            Money::from_pounds(7_500_000)
        );
        assert_eq!(backing.left.unwrap().value, Money::from_pounds(2_500_000));
        assert_eq!(
            backing.in_the_year.unwrap().value,
            Money::from_pounds(1_000_000)
        );
    }

    #[test]
    fn a_plan_of_recurrent_schemes_rests_on_nothing_of_the_kind() {
        assert!(backing(&clean_case().plan).is_empty());
    }
}
