//! Which counts of a waiting list are totals of others, and which tabs stand for a body or a site each.

use super::elective::Fact;
use super::names;
use super::text::name_key;
use crate::plan::{Month, OrganisationKind, Weeks};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

type Key = (Weeks, bool);

/// Total rows are dropped where their parts are there: by name, or because they are the sum of all other rows.
pub(super) fn without_totals(facts: Vec<Fact>) -> Vec<Fact> {
    let mut keep: Vec<Fact> = Vec::with_capacity(facts.len());
    let mut groups: BTreeMap<Key, Vec<Fact>> = BTreeMap::new();
    for fact in facts {
        groups
            .entry((fact.measure, fact.actual))
            .or_default()
            .push(fact);
    }
    for group in groups.into_values() {
        let parts = group.iter().any(|fact| !fact.whole);
        let named = group.iter().any(|fact| fact.whole);
        let total = (!named).then(|| sum_of_the_others(&group)).flatten();
        keep.extend(
            group
                .into_iter()
                .filter(|fact| !(parts && fact.whole) && Some(source(fact)) != total),
        );
    }
    keep
}

/// What a count belongs to besides its month: its row, where bodies run down, or the body over its column.
fn source(fact: &Fact) -> (Option<u32>, String) {
    let body = fact.organisation.as_ref().filter(|_| fact.across);
    let name = body.map(|body| name_key(&body.name)).unwrap_or_default();
    ((!fact.across).then_some(fact.row), name)
}

/// The row, or the body across, that equals the sum of the others in every month, among three or more.
fn sum_of_the_others(group: &[Fact]) -> Option<(Option<u32>, String)> {
    let mut months: BTreeMap<Month, u64> = BTreeMap::new();
    let mut sources: BTreeMap<(Option<u32>, String), BTreeMap<Month, u64>> = BTreeMap::new();
    for fact in group {
        let sum = months.entry(fact.month).or_default();
        *sum = sum.saturating_add(fact.value.value);
        sources
            .entry(source(fact))
            .or_default()
            .insert(fact.month, fact.value.value);
    }
    if sources.len() < 3 || months.values().all(|sum| *sum == 0) {
        return None;
    }
    sources
        .iter()
        .find(|(_, own)| {
            own.len() == months.len()
                && own.len() >= 2
                && own.iter().all(|(month, value)| {
                    months.get(month).is_some_and(|sum| sum - value == *value)
                })
        })
        .map(|(source, _)| source.clone())
}

/// Counts of a sheet about the whole system.
pub(super) fn of_all(facts: &mut [Fact]) {
    for fact in facts.iter_mut().filter(|fact| is_unnamed(fact)) {
        fact.whole = true;
    }
}

/// Whether no body is named for the count, or only the system as a whole.
fn is_unnamed(fact: &Fact) -> bool {
    let body = fact.organisation.as_ref();
    body.is_none_or(|body| body.kind == OrganisationKind::System)
}

/// The same rows on several sheets with other counts, on tabs that are called by names: each tab is of a body or a site.
pub(super) fn apart_by_tabs(facts: &mut [Fact]) {
    type Cell = (Weeks, bool, Month, String, String);
    let key = |fact: &Fact| -> Cell {
        let body = fact.organisation.as_ref().map(|body| name_key(&body.name));
        let part = fact.specialty.as_deref().map(name_key);
        let (body, part) = (body.unwrap_or_default(), part.unwrap_or_default());
        (fact.measure, fact.actual, fact.month, body, part)
    };
    let tab = |fact: &Fact| {
        fact.value
            .cells
            .first()
            .map(|cell| cell.sheet.sheet.clone())
    };
    let mut seen: BTreeMap<Cell, BTreeMap<Arc<str>, u64>> = BTreeMap::new();
    for fact in facts.iter().filter(|fact| !fact.whole) {
        if let Some(tab) = tab(fact).filter(|tab| super::tabs::is_name(tab)) {
            seen.entry(key(fact))
                .or_default()
                .insert(tab, fact.value.value);
        }
    }
    let differ = |counts: &BTreeMap<Arc<str>, u64>| {
        let values: BTreeSet<&u64> = counts.values().collect();
        values.len() > 1
    };
    let apart: BTreeSet<Arc<str>> = seen
        .values()
        .filter(|counts| differ(counts))
        .flat_map(|counts| counts.keys().cloned())
        .collect();
    for fact in facts.iter_mut().filter(|fact| !fact.whole) {
        let Some(tab) = tab(fact).filter(|tab| apart.contains(tab)) else {
            continue;
        };
        if is_unnamed(fact) {
            fact.organisation = Some(names::labelled(&tab));
        } else {
            let part = fact.specialty.take();
            let part = part.map(|part| format!("{part}, {tab}"));
            fact.specialty = part.or_else(|| Some(tab.to_string()));
        }
    }
}
