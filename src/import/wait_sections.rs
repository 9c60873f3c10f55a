//! Specialties that come back under the headings of several sites are counted at each of them.

use super::elective::Fact;
use super::names;
use super::rows::first_text;
use super::table::Table;
use super::text::{is_one_of, name_key, padded, words};
use crate::plan::{Month, Weeks};
use std::collections::{BTreeMap, BTreeSet};

/// What a count is of, besides its row.
type Place = (
    Weeks,
    Month,
    bool,
    Option<String>,
    Option<String>,
    Option<Weeks>,
);

/// Names the site with each part, or takes it as the body, where a part of one name stands under several headings that name
/// places: before and after a change, with and without, the same patients are told twice.
pub(super) fn tell_apart(
    facts: &mut Vec<Fact>,
    sections: &BTreeMap<u32, String>,
    table: &Table<'_, '_>,
) {
    if sections.is_empty() {
        return;
    }
    let labels = table.region.rows.iter().map(|row| first_text(table, *row));
    let totals: Vec<String> = labels.filter(|text| names::is_whole(text)).collect();
    let mut rows: BTreeMap<Place, u32> = BTreeMap::new();
    let comes_back = facts.iter().filter(|fact| !fact.whole).any(|fact| {
        let first = *rows.entry(place(fact)).or_insert(fact.row);
        first != fact.row && sections.get(&first) != sections.get(&fact.row)
    });
    let named: BTreeSet<&String> = facts
        .iter()
        .filter_map(|fact| sections.get(&fact.row))
        .collect();
    if !comes_back || !named.iter().all(|section| is_place(section, &totals)) {
        return;
    }
    for whole in wholes(facts, sections) {
        facts.retain(|fact| sections.get(&fact.row) != Some(&whole));
    }
    for fact in facts.iter_mut().filter(|fact| !fact.whole) {
        let Some(section) = sections.get(&fact.row) else {
            continue;
        };
        if is_body(section) {
            fact.organisation = Some(names::labelled(section));
        } else {
            let part = fact.specialty.take();
            fact.specialty =
                Some(part.map_or_else(|| section.clone(), |part| format!("{part}, {section}")));
        }
    }
}

fn is_body(section: &str) -> bool {
    names::in_title(section).is_some_and(|body| body.name.len() == section.len())
}

/// Whether a heading names a place: by its words, or because a total of it is stated.
fn is_place(section: &str, totals: &[String]) -> bool {
    let all = words(section);
    let by_word = all.iter().any(|word| {
        is_one_of(
            word,
            "site; sites; hospital; hospitals; infirmary; campus; clinic; centre; house; unit; locality; place; wing",
        )
    });
    let of_versions = all.iter().any(|word| {
        is_one_of(
            word,
            "with; without; before; after; of; forecast; plan; submitted; repeated; draft; final",
        )
    });
    let own = padded(&all);
    let totalled = totals
        .iter()
        .any(|total| padded(&words(total)).contains(&own));
    is_body(section) || names::is_whole(section) || (!of_versions && (by_word || totalled))
}

/// Headings under which the patients of all others stand once more.
fn wholes(facts: &[Fact], sections: &BTreeMap<u32, String>) -> Vec<String> {
    let mut sums: BTreeMap<&String, BTreeMap<(Weeks, Month, bool), u64>> = BTreeMap::new();
    for fact in facts.iter().filter(|fact| !fact.whole) {
        if let Some(section) = sections.get(&fact.row) {
            let own = sums.entry(section).or_default();
            let sum = own
                .entry((fact.measure, fact.month, fact.actual))
                .or_default();
            *sum = sum.saturating_add(fact.value.value);
        }
    }
    let others = |section: &String, key: &(Weeks, Month, bool)| -> u64 {
        let theirs = sums.iter().filter(|(other, _)| **other != section);
        theirs.filter_map(|(_, own)| own.get(key)).sum()
    };
    let is_whole = |section: &String, own: &BTreeMap<(Weeks, Month, bool), u64>| {
        own.values().any(|sum| *sum > 0)
            && own.iter().all(|(key, sum)| others(section, key) == *sum)
    };
    let mut found = sums
        .iter()
        .filter(|(section, own)| sums.len() >= 3 && is_whole(section, own));
    found
        .next()
        .map(|(section, _)| (*section).clone())
        .into_iter()
        .collect()
}

fn place(fact: &Fact) -> Place {
    let body = fact.organisation.as_ref();
    (
        fact.measure,
        fact.month,
        fact.actual,
        body.map(|body| name_key(&body.name)),
        fact.specialty.as_deref().map(name_key),
        fact.below,
    )
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::read;
    use crate::plan::Weeks;

    fn april(rows: &str) -> (Option<u64>, usize) {
        let drawn = format!(
            "Oak Vale NHS Trust\nPathways over 52 weeks at month end, plan 2025/26\n\nSpecialty|Apr-25|May-25|Jun-25\n{rows}"
        );
        let elective = read(&[("52 weeks", &drawn)]).elective.unwrap();
        let plan = elective.total(Weeks(52)).into_values().next().unwrap().plan;
        (plan.map(|plan| plan.value), elective.trajectories.len())
    }

    #[test]
    fn a_specialty_of_two_sites_counts_at_both() {
        let rows = "North site\nENT|30|20|10\nSurgery|50|40|30\nNorth total|80|60|40\n\nSouth site\nENT|7|6|5\nEyes|4|3|2\n\
             South total|11|9|7\nTrust total|91|69|47";
        assert_eq!(april(rows), (Some(91), 4));
    }

    #[test]
    fn specialties_under_headings_that_come_back_nowhere_keep_their_names() {
        let rows = "Surgical\nENT|30|20|10\nSurgery|50|40|30\nMedical\nSkin|7|6|5";
        assert_eq!(april(rows), (Some(87), 3));
    }

    #[test]
    fn the_same_patients_told_twice_are_counted_once() {
        let once = "ENT|30|20|10\nSurgery|50|40|30";
        let again = "ENT|7|6|5\nSurgery|4|3|2";
        for (first, second) in [
            ("Do nothing", "With mutual aid"),
            ("Before validation", "After validation"),
            ("Submitted in March", "Resubmitted in May"),
            ("All patients", "Of which children"),
        ] {
            let told = april(&format!("{first}\n{once}\n\n{second}\n{again}"));
            assert_eq!(told, (Some(80), 2), "{second}");
        }
        let sites =
            "North site\nENT|30|20|10\nSurgery|50|40|30\nSouth site\nENT|7|6|5\nSurgery|4|3|2";
        let both = "Both sites\nENT|37|26|15\nSurgery|54|43|32";
        assert_eq!(april(&format!("{sites}\n{both}")), (Some(91), 4));
        assert_eq!(april(&format!("{both}\n{sites}")), (Some(91), 4));
    }
}
