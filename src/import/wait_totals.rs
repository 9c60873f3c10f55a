//! Which counts of a waiting list are totals of others, and which tabs stand for a body or a site each.

use super::elective::Fact;
use super::names;
use super::text::name_key;
use super::wait_whole::COUNTS_MIN;
use crate::plan::{Month, OrganisationKind, Weeks};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

type Key = (Weeks, bool);

/// Total rows are dropped where their parts are there: by name, or because they are the sum of all other rows.
pub(super) fn without_totals(mut facts: Vec<Fact>) -> Vec<Fact> {
    if let Some(total) = named_like_a_part(&facts) {
        facts.retain(|fact| part_of(fact) != total);
    }
    let mut keep: Vec<Fact> = Vec::with_capacity(facts.len());
    let mut groups: BTreeMap<Key, Vec<Fact>> = BTreeMap::new();
    for fact in facts {
        groups
            .entry((fact.measure, fact.actual))
            .or_default()
            .push(fact);
    }
    for mut group in groups.into_values() {
        set_bodies_as_a_whole_aside(&mut group);
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

/// A body's own count is none beside those of its specialties that come to it; where these are but some of them, it alone
/// is the body's.
fn set_bodies_as_a_whole_aside(group: &mut Vec<Fact>) {
    let mut own: BTreeMap<String, BTreeMap<Month, u64>> = BTreeMap::new();
    let mut split = own.clone();
    for fact in group.iter().filter(|fact| !fact.whole) {
        let counts = if fact.specialty.is_some() {
            &mut split
        } else {
            &mut own
        };
        let count = counts.entry(body_of(fact)).or_default();
        let count = count.entry(fact.month).or_default();
        *count = count.saturating_add(fact.value.value);
    }
    let some: BTreeSet<String> = own
        .iter()
        .filter(|(body, own)| split.get(*body).is_some_and(|parts| are_some(parts, own)))
        .map(|(body, _)| body.clone())
        .collect();
    group.retain(|fact| {
        let body = body_of(fact);
        fact.whole
            || (fact.specialty.is_some() != some.contains(&body))
            || !split.contains_key(&body)
    });
}

/// Whether the parts come to less in most months and never to more: one month alone may be added up wrongly.
fn are_some(parts: &BTreeMap<Month, u64>, whole: &BTreeMap<Month, u64>) -> bool {
    let part = |month: &Month| parts.get(month).copied().unwrap_or(0);
    let less = whole.iter().filter(|(month, own)| part(month) < **own);
    whole.iter().all(|(month, own)| part(month) <= *own) && less.count() * 2 > whole.len()
}

fn body_of(fact: &Fact) -> String {
    let body = fact.organisation.as_ref();
    body.map(|body| name_key(&body.name)).unwrap_or_default()
}

fn part_of(fact: &Fact) -> String {
    fact.specialty.as_deref().map(name_key).unwrap_or_default()
}

/// The part that is the sum of the others for every measure and every body, whatever it is called: one measure of one
/// body may add up so by chance.
fn named_like_a_part(facts: &[Fact]) -> Option<String> {
    type Counts = BTreeMap<Month, u64>;
    let mut groups: BTreeMap<(Key, String), BTreeMap<String, Counts>> = BTreeMap::new();
    for fact in facts.iter().filter(|fact| !fact.whole && !fact.across) {
        let group = groups
            .entry(((fact.measure, fact.actual), body_of(fact)))
            .or_default();
        let counts = group.entry(part_of(fact)).or_default();
        let count = counts.entry(fact.month).or_default();
        *count = count.saturating_add(fact.value.value);
    }
    let sum = |parts: &BTreeMap<String, Counts>, month: &Month| -> u64 {
        let counts = parts.values().filter_map(|counts| counts.get(month));
        counts.fold(0, |sum, count| sum.saturating_add(*count))
    };
    let told: Vec<_> = groups
        .values()
        .filter(|parts| parts.len() >= 3)
        .filter(|parts| {
            parts
                .values()
                .flat_map(BTreeMap::values)
                .any(|count| *count > 0)
        })
        .collect();
    let is_sum = |parts: &BTreeMap<String, Counts>, name: &String| {
        parts.get(name).is_some_and(|own| {
            let all: BTreeSet<&Month> = parts.values().flat_map(BTreeMap::keys).collect();
            all.iter().all(|month| {
                let own = own.get(month).copied();
                own.is_some_and(|own| sum(parts, month).checked_sub(own) == Some(own))
            })
        })
    };
    let names = told.first()?.keys();
    let mut totals = names.filter(|name| told.iter().all(|parts| is_sum(parts, name)));
    let total = totals.next()?;
    let counts = told.iter().filter_map(|parts| parts.get(total));
    let enough = told.len() >= GROUPS_MIN && counts.map(BTreeMap::len).sum::<usize>() >= COUNTS_MIN;
    (enough && totals.next().is_none()).then(|| total.clone())
}

/// In one measure of one body alone a part may come to the sum of the others.
const GROUPS_MIN: usize = 2;

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

/// A dash says that nobody is planned to wait so long where others of its row, on this page or the one before, are
/// counted; a row of dashes alone was never filled in.
pub(super) fn dashes_beside_counts(facts: &mut Vec<Fact>) {
    let key = |fact: &Fact| {
        let body = fact.organisation.as_ref().map(|body| name_key(&body.name));
        (fact.measure, body, fact.specialty.as_deref().map(name_key))
    };
    if !facts.iter().any(|fact| fact.nil) {
        return;
    }
    let counted: BTreeSet<_> = facts
        .iter()
        .filter(|fact| !fact.nil && !fact.actual)
        .map(key)
        .collect();
    facts.retain(|fact| !fact.nil || counted.contains(&key(fact)));
}

/// The sheet on which a count stands.
pub(super) fn tab(fact: &Fact) -> Option<Arc<str>> {
    let cell = fact.value.cells.first();
    cell.map(|cell| cell.sheet.sheet.clone())
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
        call_by_tab(fact, &tab);
    }
}

/// The tab names the body, or the part of the body that the sheet is about.
pub(super) fn call_by_tab(fact: &mut Fact, tab: &str) {
    if is_unnamed(fact) {
        fact.organisation = Some(names::labelled(tab));
    } else {
        let part = fact.specialty.take();
        let part = part.map(|part| format!("{part}, {tab}"));
        fact.specialty = part.or_else(|| Some(tab.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::read;
    use crate::plan::{Elective, Month, Weeks};

    const APRIL: Month = Month {
        year: 2024,
        month: 4,
    };

    fn elective(drawn: &str) -> Elective {
        read(&[("Waits", drawn)]).elective.unwrap()
    }

    #[test]
    fn a_row_that_is_the_sum_of_the_others_is_a_total_whatever_its_name() {
        let read = elective(
            "Long waits 2024/25: over 65 weeks\n\nTrust|Apr-24|May-24|Jun-24\nNorth|10|8|6\nSouth|5|4|3\nDevon|15|12|9",
        );
        assert_eq!(read.trajectories.len(), 2);
        assert_eq!(
            read.total(Weeks(65))[&APRIL].plan.as_ref().unwrap().value,
            15
        );
    }

    #[test]
    fn specialties_that_are_but_some_of_a_bodys_do_not_stand_for_it() {
        let april = |cardiology: u32| {
            let read = elective(&format!(
                "Waiting over 65 weeks 2024/25\n\nTrust|Specialty|Apr-24|May-24|Jun-24\nNorth||60|50|41\n\
                 North|Orthopaedics|{cardiology}|20|10\nNorth|Cardiology|30|30|30\nSouth||5|4|3"
            ));
            read.total(Weeks(65))[&APRIL].plan.as_ref().unwrap().value
        };
        // In June they come to one less than what the trust says: its own figure is added up wrongly.
        assert_eq!(april(30), 65);
        assert_eq!(april(31), 66);
        let few = elective(
            "Waiting over 65 weeks 2024/25\n\nTrust|Specialty|Apr-24|May-24|Jun-24\nNorth||60|50|41\n\
             North|Orthopaedics|9|8|7\nNorth|Cardiology|3|2|1\nSouth||5|4|3",
        );
        assert_eq!(
            few.total(Weeks(65))[&APRIL].plan.as_ref().unwrap().value,
            65
        );
        assert_eq!(few.trajectories.len(), 2);
    }

    #[test]
    fn the_corner_names_the_body_and_the_table_of_all_is_their_total() {
        let months = "Apr 2024|May 2024|Jun 2024";
        let read = elective(&format!(
            "Planned long waiters 2024/25\n\nKelder Royal NHS Foundation Trust|{months}\n65+ weeks|210|170|130\n52+ weeks|1650|1575|1499\n\nAshby Hospitals NHS Trust|{months}\n65+ weeks|140|115|88\n52+ weeks|1190|1133|1075\n\nGroup|{months}\n65+ weeks|350|285|218\n52+ weeks|2840|2708|2574"
        ));
        assert_eq!(read.trajectories.len(), 4);
        let all = |weeks| {
            read.total(Weeks(weeks))[&APRIL]
                .plan
                .as_ref()
                .unwrap()
                .value
        };
        assert_eq!((all(65), all(52)), (350, 2840));
    }
}
