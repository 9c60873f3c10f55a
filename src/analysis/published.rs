//! Published waits beside the plan: which published bodies are the plan's own, and what they planned against what was seen.

use crate::plan::{
    Elective, Month, Organisation, Pathways, Plan, PublishedBy, PublishedHistory,
    PublishedOrganisation, PublishedWaits, Sourced, Weeks, histories,
};
use std::collections::BTreeMap;

/// Published months before the first planned one that are shown with it.
const MONTHS_BEFORE: u16 = 12;

/// The latest month of one return.
#[derive(Debug, Clone, PartialEq)]
pub struct LatestReturn<'p> {
    pub waits: &'p PublishedWaits,
    /// The plan's own bodies among those published.
    pub own: Vec<&'p PublishedOrganisation>,
}

/// One measure of one body: what it planned, and what was published of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Beside<'p> {
    pub organisation: &'p Organisation,
    pub by: PublishedBy,
    /// `Weeks::LIST` is the whole list.
    pub measure: Weeks,
    pub months: BTreeMap<Month, PlannedAndPublished>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlannedAndPublished {
    pub planned: Option<Sourced<u64>>,
    pub published: Option<Sourced<u64>>,
}

/// Each return that is open, at its latest month: what binds first, and of equals the one that names the plan's bodies.
pub fn latest_returns(plan: &Plan) -> Vec<LatestReturn<'_>> {
    let mut latest: BTreeMap<(Pathways, PublishedBy), &PublishedWaits> = BTreeMap::new();
    for waits in &plan.published {
        latest
            .entry((waits.pathways, waits.by))
            .and_modify(|known| {
                if waits.month > known.month {
                    *known = waits;
                }
            })
            .or_insert(waits);
    }
    let mut returns: Vec<LatestReturn<'_>> = latest
        .into_values()
        .map(|waits| LatestReturn {
            waits,
            own: waits
                .organisations
                .iter()
                .filter(|body| is_own(plan, &body.organisation))
                .collect(),
        })
        .collect();
    returns.sort_by_key(|shown| (shown.waits.pathways, shown.own.is_empty(), shown.waits.by));
    returns
}

/// Whether the plan names this body, or is named after it.
pub fn is_own(plan: &Plan, organisation: &Organisation) -> bool {
    !plan.is_published_only()
        && (plan
            .organisations
            .iter()
            .any(|own| own.is_same_body(organisation))
            || Organisation::named(plan.name.clone()).is_same_body(organisation))
}

/// By whom the plan's own bodies are published: where both trusts and commissioners are, those whose list has more months.
/// It is one answer for all that is counted: what one publisher counts is never set against what another does.
pub fn own_by(plan: &Plan, all: &[PublishedHistory<'_>]) -> Option<PublishedBy> {
    all.iter()
        .filter(|history| is_own(plan, history.organisation))
        .max_by_key(|history| {
            let is_list = history.pathways == Pathways::Incomplete;
            (is_list, history.months.len(), std::cmp::Reverse(history.by))
        })
        .map(|history| history.by)
}

/// Pathways by month of the plan's own bodies together, where none is its own of the one body published; months that lack
/// one of them are left out.
pub(super) fn own_totals(plan: &Plan, pathways: Pathways) -> BTreeMap<Month, Sourced<u64>> {
    let all = histories(&plan.published);
    let by = own_by(plan, &all);
    let of_kind: Vec<_> = all
        .into_iter()
        .filter(|history| history.pathways == pathways)
        .collect();
    let own: Vec<_> = match by {
        Some(by) => of_kind
            .into_iter()
            .filter(|history| history.by == by && is_own(plan, history.organisation))
            .collect(),
        None if of_kind.len() == 1 => of_kind,
        None => Vec::new(),
    };
    let Some((first, others)) = own.split_first() else {
        return BTreeMap::new();
    };
    let total = |(month, body): (&Month, &&PublishedOrganisation)| {
        let mut sum = body.waits.total.clone();
        for other in others {
            let more = &other.months.get(month)?.waits.total;
            sum.value = sum.value.saturating_add(more.value);
            sum.cells.append(&more.cells);
        }
        Some((*month, sum))
    };
    first.months.iter().filter_map(total).collect()
}

/// Every planned measure for which a month of the same body was published.
pub fn beside(plan: &Plan) -> Vec<Beside<'_>> {
    let Some(elective) = &plan.elective else {
        return Vec::new();
    };
    let owner = Organisation::named(plan.name.clone());
    let mut measures = elective.measures();
    measures.insert(0, Weeks::LIST);
    let mut found = Vec::new();
    for history in histories(&plan.published) {
        if history.pathways != Pathways::Incomplete {
            continue;
        }
        for measure in &measures {
            let planned = planned(elective, *measure, history.organisation, &owner);
            let published = |body: &PublishedOrganisation| {
                if *measure == Weeks::LIST {
                    Some(body.waits.total.clone())
                } else {
                    body.waits.over.get(measure).cloned()
                }
            };
            let Some(first) = planned.keys().next() else {
                continue;
            };
            let mut months: BTreeMap<Month, PlannedAndPublished> = BTreeMap::new();
            for (month, value) in &planned {
                months.entry(*month).or_default().planned = Some(value.clone());
            }
            for (month, body) in &history.months {
                if months_between(*month, *first) <= MONTHS_BEFORE {
                    months.entry(*month).or_default().published = published(body);
                }
            }
            if months.values().any(|both| both.published.is_some()) {
                found.push(Beside {
                    organisation: history.organisation,
                    by: history.by,
                    measure: *measure,
                    months,
                });
            }
        }
    }
    found
}

/// What the plan has for this body: the trajectories that name it, or all of them where the plan is its own.
fn planned(
    elective: &Elective,
    measure: Weeks,
    body: &Organisation,
    owner: &Organisation,
) -> BTreeMap<Month, Sourced<u64>> {
    let named = Elective {
        trajectories: elective
            .trajectories
            .iter()
            .filter(|trajectory| {
                let own = trajectory.organisation.as_ref();
                own.is_some_and(|own| own.is_same_body(body))
            })
            .cloned()
            .collect(),
        ..Elective::default()
    };
    let total = if named.trajectories.is_empty() && owner.is_same_body(body) {
        elective.total(measure)
    } else {
        named.total(measure)
    };
    total
        .into_iter()
        .filter_map(|(month, both)| Some((month, both.plan?)))
        .collect()
}

/// Months from the first to the second; none where the second comes first.
fn months_between(first: Month, second: Month) -> u16 {
    let number = |month: Month| month.year * 12 + u16::from(month.month);
    number(second).saturating_sub(number(first))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::clean_plan;
    use crate::plan::{PublishedSpecialty, Waits};

    /// A plan with one published body, over 65 weeks in March 2024.
    fn with_published(name: &str, over: u64) -> Plan {
        let mut plan = clean_plan();
        let waits = Waits {
            total: Sourced::new(9_000, Vec::new()),
            over: BTreeMap::from([(Weeks(65), Sourced::new(over, Vec::new()))]),
            ..Waits::default()
        };
        plan.published.push(PublishedWaits {
            pathways: Pathways::Incomplete,
            by: PublishedBy::Provider,
            month: Some(Month {
                year: 2024,
                month: 3,
            }),
            organisations: vec![PublishedOrganisation {
                organisation: Organisation::named(name),
                waits,
                stated_total: None,
                specialties: Vec::<PublishedSpecialty>::new(),
            }],
        });
        plan
    }

    #[test]
    fn a_published_month_stands_beside_the_planned_one() {
        let plan = clean_plan();
        let own = plan.elective.as_ref().unwrap().trajectories[0]
            .organisation
            .clone()
            .map_or(plan.name, |own| own.name);
        let plan = with_published(&own.to_uppercase(), 17);
        let found = beside(&plan);
        let march = found
            .iter()
            .find(|beside| beside.measure == Weeks(65))
            .and_then(|beside| beside.months.values().next_back())
            .unwrap();
        assert_eq!(march.planned.as_ref().unwrap().value, 0);
        assert_eq!(march.published.as_ref().unwrap().value, 17);
        assert_eq!(latest_returns(&plan)[0].own.len(), 1);
    }

    #[test]
    fn all_that_is_counted_of_the_own_bodies_is_by_one_publisher() {
        let mut plan = with_published("Farhaven NHS Trust", 17);
        plan.organisations = vec![Organisation::named("Farhaven NHS Trust")];
        let list = plan.published[0].clone();
        let by = |pathways, by, months: &[u8]| {
            let returns = months.iter().map(|month| PublishedWaits {
                pathways,
                by,
                month: Some(Month {
                    year: 2024,
                    month: *month,
                }),
                organisations: list.organisations.clone(),
            });
            returns.collect::<Vec<_>>()
        };
        plan.published = by(Pathways::Incomplete, PublishedBy::Provider, &[1, 2]);
        plan.published
            .extend(by(Pathways::New, PublishedBy::Provider, &[2]));
        plan.published
            .extend(by(Pathways::New, PublishedBy::Commissioner, &[1, 2, 3]));
        let own = |plan: &Plan| own_by(plan, &histories(&plan.published));
        assert_eq!(own(&plan), Some(PublishedBy::Provider));
        assert_eq!(own_totals(&plan, Pathways::New).len(), 1);
        assert_eq!(own_totals(&plan, Pathways::Admitted).len(), 0);
        plan.published.drain(..2);
        assert_eq!(own(&plan), Some(PublishedBy::Commissioner));
        assert_eq!(own_totals(&plan, Pathways::New).len(), 3);
    }

    #[test]
    fn the_waits_of_another_body_are_not_laid_beside_the_plan() {
        let plan = with_published("Farhaven NHS Trust", 17);
        assert!(beside(&plan).is_empty());
        assert!(latest_returns(&plan)[0].own.is_empty());
    }
}
