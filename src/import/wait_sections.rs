//! Specialties that come back under the headings of several sites are counted at each of them.

use super::elective::Fact;
use super::names;
use super::text::name_key;
use crate::plan::{Month, Weeks};
use std::collections::BTreeMap;

/// What a count is of, besides its row.
type Place = (
    Weeks,
    Month,
    bool,
    Option<String>,
    Option<String>,
    Option<Weeks>,
);

/// Names the site with each part, or takes it as the body, where a part of one name stands under several headings.
pub(super) fn tell_apart(facts: &mut [Fact], sections: &BTreeMap<u32, String>) {
    let mut rows: BTreeMap<Place, u32> = BTreeMap::new();
    let comes_back = facts.iter().filter(|fact| !fact.whole).any(|fact| {
        let first = *rows.entry(place(fact)).or_insert(fact.row);
        first != fact.row && sections.get(&first) != sections.get(&fact.row)
    });
    if !comes_back {
        return;
    }
    for fact in facts.iter_mut().filter(|fact| !fact.whole) {
        let Some(section) = sections.get(&fact.row) else {
            continue;
        };
        if names::in_title(section).is_some_and(|body| body.name.len() == section.len()) {
            fact.organisation = Some(names::labelled(section));
        } else {
            let part = fact.specialty.take();
            fact.specialty =
                Some(part.map_or_else(|| section.clone(), |part| format!("{part}, {section}")));
        }
    }
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
}
