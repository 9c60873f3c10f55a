//! Rows of an account that tell of the position rather than make it: the control total below the result, the underlying
//! position, the support within the income.

use super::Read;
use super::loose::signed;
use super::words::item_kind;
use crate::import::gather::ROUNDED_LINES;
use crate::import::header::Basis;
use crate::import::position::{Fact, Period, Whose};
use crate::plan::{Item, ItemKind, LineKind, Money, When};
use std::collections::BTreeSet;

/// Takes out of the facts of one table those that are no lines of the account; what they and others tell is added to
/// `items`, for the year so many years from the plan's.
pub(in crate::import) fn take_memos(
    facts: &mut Vec<Fact>,
    items: &mut Vec<Read>,
    source: usize,
    offset: i8,
) {
    // Support beside results alone is no account's income.
    let earning: Vec<Whose> = facts
        .iter()
        .filter(|fact| matches!(fact.kind, LineKind::Income | LineKind::Allocation))
        .filter(|fact| item_kind(&fact.label) != Some(ItemKind::Support))
        .map(|fact| fact.whose.clone())
        .filter(|whose| !is_whole_without_support(facts, whose))
        .collect();
    facts.retain(|fact| {
        let Some(kind) = item_kind(&fact.label).filter(|kind| of_account(*kind, fact.kind)) else {
            return true;
        };
        let planned = fact.period == Period::Year && fact.basis == Basis::Plan && !fact.to_date;
        if planned {
            items.push(Read {
                source,
                item: Item {
                    kind,
                    organisation: match &fact.whose {
                        Whose::One(body) => Some(body.clone()),
                        Whose::Whole => None,
                    },
                    label: fact.label.clone(),
                    when: When::Year(offset),
                    value: signed(kind, fact.value.clone(), &fact.label),
                },
            });
        }
        is_a_line(kind) && (kind != ItemKind::Support || earning.contains(&fact.whose))
    });
}

/// Whether a body's other lines make its result, and with its support they do not: then the support is told beside them
/// and within one of them.
fn is_whole_without_support(facts: &[Fact], whose: &Whose) -> bool {
    let own = || {
        facts.iter().filter(|fact| {
            fact.whose == *whose
                && (fact.period, fact.basis, fact.to_date) == (Period::Year, Basis::Plan, false)
        })
    };
    let result = own().find(|fact| fact.kind.is_result());
    let Some(result) = result else { return false };
    let lines = |with_support: bool| -> Money {
        // Of two columns of one kind the account takes the first.
        let mut seen: BTreeSet<(u32, String)> = BTreeSet::new();
        let mut first = |fact: &Fact| seen.insert((fact.row, format!("{:?}", fact.kind)));
        let parts = own().filter(|fact| !fact.kind.is_total() && first(fact));
        let parts = parts.filter(|fact| match item_kind(&fact.label) {
            Some(ItemKind::Support) => with_support,
            Some(kind) => is_a_line(kind),
            None => true,
        });
        parts.map(|fact| fact.value.value).sum()
    };
    let tolerance = Money::from_pounds(result.unit.digit() * ROUNDED_LINES);
    let makes = |sum: Money| sum.agrees_with(result.value.value, tolerance);
    makes(lines(false)) && !makes(lines(true))
}

/// Whether an account may tell this with a row of this kind: its results are results.
fn of_account(kind: ItemKind, line: LineKind) -> bool {
    let result = matches!(line, LineKind::Surplus | LineKind::AdjustedSurplus);
    match kind {
        ItemKind::Underlying | ItemKind::WithoutSupport | ItemKind::ControlTotal => !result,
        ItemKind::Growth => false,
        _ => !result && line != LineKind::Subtotal,
    }
}

/// Whether the row is part of the income or expenditure as well.
fn is_a_line(kind: ItemKind) -> bool {
    matches!(
        kind,
        ItemKind::Support
            | ItemKind::Contingency
            | ItemKind::Reserve
            | ItemKind::OneOffBenefit
            | ItemKind::OneOffCost
            | ItemKind::Release
            | ItemKind::BalanceSheet
    )
}
