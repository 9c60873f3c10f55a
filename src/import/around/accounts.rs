//! Rows of an account that tell of the position rather than make it: the control total below the result, the underlying
//! position, the support within the income.

use super::Read;
use super::loose::signed;
use super::words::item_kind;
use crate::import::header::Basis;
use crate::import::position::{Fact, Period, Whose};
use crate::plan::{Item, ItemKind, LineKind, When};

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
