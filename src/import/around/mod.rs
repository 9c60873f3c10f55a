//! What stands around the position: limits, support, one-offs, risks, reserves, cash, other years, bridges, and the
//! workbook's own doubts. Taken from account rows, from small tables, from labelled figures; each figure once.

mod accounts;
mod cash;
mod doubts;
mod holdings;
mod loose;
mod one_offs;
pub(super) mod record;
mod recurring;
mod risks;
mod rows;
mod walks;
mod words;
mod years;

pub(super) use accounts::take_memos;
pub(super) use recurring::take_recurring;
pub(super) use walks::{is_of_a_scenario, is_walk, is_walk_end};
pub(super) use years::{OtherYearFacts, other_years};

use super::kind::Kind;
use super::names;
use super::page::{Found, Page};
use super::position::Whose;
use crate::plan::{
    Around, FinancialYear, Item, ItemKind, Organisation, OrganisationKind, Position, When,
};
use crate::review::KindRead;
use std::collections::BTreeMap;

/// An item and the table or sheet it comes from, which tells a sum from its repeat.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Read {
    pub(super) item: Item,
    pub(super) source: usize,
}

/// Figures of one sheet outside its tables count as from one source.
const LOOSE: usize = 1_000_000;

/// What accounts gave already, while they were read.
#[derive(Debug, Default)]
pub(super) struct FromAccounts {
    pub(super) items: Vec<Read>,
    pub(super) years: Vec<OtherYearFacts>,
}

pub(super) fn read(
    found: &mut [Found<'_, '_>],
    pages: &[Page<'_>],
    year: Option<FinancialYear>,
    owner: Option<&Organisation>,
    from: FromAccounts,
    position: Option<&Position>,
) -> Around {
    let mut items = from.items;
    let mut around = Around {
        other_years: years::gathered(&from.years, position),
        ..Around::default()
    };
    for (at, one) in found
        .iter_mut()
        .enumerate()
        .filter(|(_, one)| may_hold(one))
    {
        let default = body(super::assemble::whose_table(one, pages, owner));
        let table = &one.table;
        let (taken, why) = if let Some(walk) = walks::read(table, year, default.as_ref()) {
            let taken = walk.steps.len();
            around.walks.push(walk);
            (taken, "a bridge from one position to another")
        } else {
            let holdings = holdings::read(table, default.as_ref());
            let read = if holdings.is_empty() {
                risks::read(table, default.as_ref())
                    .or_else(|| cash::read(table, default.as_ref()))
                    .or_else(|| one_offs::read(table, year, default.as_ref()))
                    .unwrap_or_default()
            } else {
                Vec::new()
            };
            let why = if holdings.is_empty() {
                "risks, one-off items or cash beside the position"
            } else {
                "reserves and provisions with their balances"
            };
            let taken = holdings.len() + read.len();
            around.holdings.extend(holdings);
            items.extend(read.into_iter().map(|item| Read { item, source: at }));
            (taken, why)
        };
        if taken > 0 {
            one.around = taken;
            one.verdict.score = 7;
            one.verdict.evidence = vec![why.to_owned()];
        }
    }
    for (at, page) in pages.iter().enumerate() {
        let default = body(super::assemble::whose(Some(page), owner));
        let read = loose::items(found, (at, page), year, default.as_ref());
        items.extend(read.into_iter().map(|item| Read {
            item,
            source: LOOSE + at,
        }));
    }
    around.items = once(items);
    for organisation in around
        .items
        .iter_mut()
        .map(|item| &mut item.organisation)
        .chain(around.holdings.iter_mut().map(|one| &mut one.organisation))
        .chain(around.walks.iter_mut().map(|one| &mut one.organisation))
    {
        *organisation = organisation
            .take()
            .filter(|body| body.kind != OrganisationKind::System)
            .map(|body| known(&body, position));
    }
    around.doubts = doubts::read(pages);
    around
}

/// `None` for the whole plan.
fn body(whose: Whose) -> Option<Organisation> {
    match whose {
        Whose::One(organisation) => Some(organisation),
        Whose::Whole => None,
    }
}

/// Tables that are nothing else, unless the reviewer set them aside.
fn may_hold(found: &Found<'_, '_>) -> bool {
    found.verdict.kind == Kind::Other
        && found.repeat_of.is_none()
        && !matches!(
            found.fixed.kind,
            Some(KindRead::NotPartOfThePlan | KindRead::Published)
        )
}

/// Of one kind, body and time the source with most figures counts: a total on a summary repeats the list it sums.
fn once(items: Vec<Read>) -> Vec<Item> {
    let key = |item: &Item| -> (ItemKind, Option<String>, When) {
        let body = item
            .organisation
            .as_ref()
            .map(|body| super::text::name_key(&body.name));
        (item.kind, body, item.when)
    };
    let mut counts: BTreeMap<_, Vec<(usize, usize)>> = BTreeMap::new();
    for read in &items {
        let sources = counts.entry(key(&read.item)).or_default();
        match sources
            .iter_mut()
            .find(|(source, _)| *source == read.source)
        {
            Some((_, count)) => *count += 1,
            None => sources.push((read.source, 1)),
        }
    }
    items
        .into_iter()
        .filter(|read| {
            let sources = counts.get(&key(&read.item));
            let best = sources.and_then(|sources| {
                sources
                    .iter()
                    .max_by_key(|(source, count)| (*count, std::cmp::Reverse(*source)))
            });
            best.is_none_or(|(source, _)| *source == read.source)
        })
        .map(|read| read.item)
        .collect()
}

/// The body of this name among those of the plan, as the plan writes it.
fn known(organisation: &Organisation, position: Option<&Position>) -> Organisation {
    position
        .iter()
        .flat_map(|position| &position.organisations)
        .map(|own| &own.organisation)
        .find(|own| names::same(own, organisation))
        .unwrap_or(organisation)
        .clone()
}

#[cfg(test)]
mod tests;
