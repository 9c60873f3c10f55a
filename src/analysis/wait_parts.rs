//! Where the long waits are: one measure by organisation or by specialty, the worst first, the small ones together.

use super::{is_own, own_by};
use crate::plan::{
    Elective, Month, Pathways, Plan, PlanActual, PublishedHistory, PublishedOrganisation, Sourced,
    Trajectory, Weeks, histories,
};
use crate::policy::Policy;
use std::collections::BTreeMap;

/// Parts shown by themselves; the rest stand together.
pub const PARTS_SHOWN: usize = 8;
/// Fewer published months are no line.
const MONTHS_MIN: usize = 3;

/// One measure, part by part.
#[derive(Debug, Clone, PartialEq)]
pub struct WaitParts {
    pub measure: Weeks,
    pub by: PartsBy,
    /// Whether the figures are published and not the plan's own.
    pub published: bool,
    /// The month parts are ranked at: the latest actual, else the month the plan is judged at, else the last.
    pub at: Month,
    /// The worst first.
    pub parts: Vec<WaitPart>,
    /// All parts that are not shown by themselves, added up, and how many.
    pub others: Option<(usize, WaitPart)>,
    /// Every part added up at `at`.
    pub all: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartsBy {
    Organisation,
    Specialty,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct WaitPart {
    pub name: String,
    pub months: BTreeMap<Month, PlanActual>,
}

impl WaitPart {
    /// The actual of a month, else what was planned for it.
    pub fn at(&self, month: Month) -> Option<&Sourced<u64>> {
        let both = self.months.get(&month)?;
        both.actual.as_ref().or(both.plan.as_ref())
    }

    fn add(&mut self, months: &BTreeMap<Month, PlanActual>) {
        for (month, both) in months {
            let sum = self.months.entry(*month).or_default();
            join(&mut sum.plan, both.plan.as_ref());
            join(&mut sum.actual, both.actual.as_ref());
        }
    }
}

fn join(sum: &mut Option<Sourced<u64>>, part: Option<&Sourced<u64>>) {
    let Some(part) = part else { return };
    let sum = sum.get_or_insert_default();
    sum.value = sum.value.saturating_add(part.value);
    sum.cells.append(&part.cells);
}

/// The measure that binds first of those the plan gives by parts: by organisation, by specialty; then the published
/// history of the plan's bodies by specialty.
pub fn wait_parts(plan: &Plan, policy: &Policy) -> Vec<WaitParts> {
    let mut found = Vec::new();
    if let Some(elective) = &plan.elective {
        let measures = ranked(elective.measures(), plan);
        for by in [PartsBy::Organisation, PartsBy::Specialty] {
            found.extend(
                measures
                    .iter()
                    .find_map(|measure| planned(elective, *measure, by, plan, policy)),
            );
        }
    }
    found.extend(published(plan));
    found
}

/// Those that bind in the plan's year first, then the longest.
fn ranked(mut measures: Vec<Weeks>, plan: &Plan) -> Vec<Weeks> {
    let year = plan.year.as_ref().map(|year| year.value);
    let binding = year.map_or(&[][..], Policy::binding_measures);
    measures.sort_by_key(|measure| {
        let bound = binding.iter().position(|bound| bound == measure);
        (bound.unwrap_or(binding.len()), std::cmp::Reverse(*measure))
    });
    measures
}

fn planned(
    elective: &Elective,
    measure: Weeks,
    by: PartsBy,
    plan: &Plan,
    policy: &Policy,
) -> Option<WaitParts> {
    let name = |trajectory: &Trajectory| match by {
        PartsBy::Organisation => trajectory.organisation.as_ref().map(|own| own.name.clone()),
        PartsBy::Specialty => trajectory.specialty.clone(),
    };
    let parts = gathered(
        elective
            .trajectories
            .iter()
            .filter(|own| own.measure == measure)
            .filter_map(|own| Some((name(own)?, &own.months))),
    );
    let year = plan.year.as_ref().map(|year| year.value);
    let deadline = year.and_then(|year| policy.deadline(measure, year));
    let latest = parts
        .iter()
        .flat_map(|part| &part.months)
        .filter_map(|(month, both)| both.actual.as_ref().map(|_| *month))
        .max();
    let last = parts
        .iter()
        .filter_map(|part| part.months.keys().next_back().copied())
        .max()?;
    // One that had passed before the plan's year binds to the end of it.
    let due = deadline
        .map(|deadline| deadline.month)
        .filter(|due| *due <= last && year.is_none_or(|year| *due >= year.month(1)));
    worst_first(parts, measure, by, false, latest.or(due).unwrap_or(last))
}

/// Months of the same name added up, in order of first appearance.
fn gathered<'p>(
    given: impl Iterator<Item = (String, &'p BTreeMap<Month, PlanActual>)>,
) -> Vec<WaitPart> {
    let mut parts: Vec<WaitPart> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (name, months) in given {
        let at = *places.entry(name.to_lowercase()).or_insert_with(|| {
            parts.push(WaitPart {
                name,
                months: BTreeMap::new(),
            });
            parts.len() - 1
        });
        if let Some(part) = parts.get_mut(at) {
            part.add(months);
        }
    }
    parts
}

fn worst_first(
    mut parts: Vec<WaitPart>,
    measure: Weeks,
    by: PartsBy,
    published: bool,
    at: Month,
) -> Option<WaitParts> {
    let standing = |part: &WaitPart| part.at(at).map_or(0, |waits| waits.value);
    if parts.len() < 2 {
        return None;
    }
    parts.sort_by_key(|part| std::cmp::Reverse(standing(part)));
    let all = parts.iter().map(standing).fold(0_u64, u64::saturating_add);
    // One left over is shown rather than called others.
    let rest = if parts.len() > PARTS_SHOWN + 1 {
        parts.split_off(PARTS_SHOWN)
    } else {
        Vec::new()
    };
    let others = (!rest.is_empty()).then(|| {
        let mut sum = WaitPart::default();
        for part in &rest {
            sum.add(&part.months);
        }
        (rest.len(), sum)
    });
    Some(WaitParts {
        measure,
        by,
        published,
        at,
        parts,
        others,
        all,
    })
}

/// The plan's own bodies, or the one body that is published, by specialty over the months.
fn published(plan: &Plan) -> Option<WaitParts> {
    let mut all: Vec<PublishedHistory<'_>> = histories(&plan.published);
    let by = own_by(plan, &all);
    all.retain(|history| {
        history.pathways == Pathways::Incomplete && history.months.len() >= MONTHS_MIN
    });
    match by {
        Some(by) => {
            all.retain(|history| history.by == by && is_own(plan, history.organisation));
        }
        None if all.len() > 1 => return None,
        None => {}
    }
    let (first, others) = all.split_first()?;
    // A month that lacks one of the bodies is of something else.
    let months_of_all: BTreeMap<Month, Vec<&PublishedOrganisation>> = first
        .months
        .iter()
        .filter_map(|(month, body)| {
            let more = others.iter().map(|other| other.months.get(month).copied());
            let bodies: Option<Vec<_>> = std::iter::once(Some(*body)).chain(more).collect();
            Some((*month, bodies?))
        })
        .collect();
    if months_of_all.len() < MONTHS_MIN {
        return None;
    }
    let (latest, bodies) = months_of_all.last_key_value()?;
    let year = plan
        .year
        .as_ref()
        .map_or(latest.next().financial_year(), |year| year.value);
    let measure = Policy::binding_measures(year)
        .iter()
        .copied()
        .find(|measure| {
            let has =
                |part: &crate::plan::PublishedSpecialty| part.waits.over.contains_key(measure);
            bodies.iter().any(|body| body.specialties.iter().any(has))
        })?;
    let mut months: Vec<(String, BTreeMap<Month, PlanActual>)> = Vec::new();
    for (month, bodies) in &months_of_all {
        for part in bodies.iter().flat_map(|body| &body.specialties) {
            let Some(over) = part.waits.over.get(&measure) else {
                continue;
            };
            let seen = PlanActual {
                plan: None,
                actual: Some(over.clone()),
            };
            months.push((part.name.clone(), BTreeMap::from([(*month, seen)])));
        }
    }
    let parts = gathered(months.iter().map(|(name, months)| (name.clone(), months)));
    worst_first(parts, measure, PartsBy::Specialty, true, *latest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::clean_plan;
    use crate::plan::{
        FinancialYear, Organisation, PublishedBy, PublishedSpecialty, PublishedWaits, Waits,
    };

    fn with_parts(count: u64) -> Plan {
        let mut plan = clean_plan();
        let march = FinancialYear(2023).last_month();
        let waits = plan.elective.as_mut().unwrap();
        waits.trajectories = (0..count)
            .map(|part| Trajectory {
                measure: Weeks(65),
                organisation: Some(Organisation::named(if part % 2 == 0 {
                    "North NHS Trust"
                } else {
                    "South NHS Trust"
                })),
                specialty: Some(format!("Specialty {part}")),
                months: BTreeMap::from([(
                    march,
                    PlanActual {
                        plan: Some(Sourced::new(part, Vec::new())),
                        actual: None,
                    },
                )]),
            })
            .collect();
        plan
    }

    #[test]
    fn the_worst_specialties_come_first_and_the_others_together() {
        let found = wait_parts(&with_parts(12), &Policy::default());
        let [bodies, specialties] = found.as_slice() else {
            panic!("{found:?}")
        };
        assert_eq!(bodies.parts[0].name, "South NHS Trust");
        assert_eq!(specialties.parts.len(), PARTS_SHOWN);
        assert_eq!(specialties.parts[0].name, "Specialty 11");
        let (count, others) = specialties.others.as_ref().unwrap();
        // Specialties 0 to 3.
        assert_eq!((*count, others.at(specialties.at).unwrap().value), (4, 6));
        assert_eq!(specialties.all, (0..12).sum::<u64>());
    }

    #[test]
    fn published_specialties_are_those_of_all_own_bodies_by_one_publisher() {
        let month = |month| Month { year: 2024, month };
        let body = |name: &str, waiting: u64| PublishedOrganisation {
            organisation: Organisation::named(name),
            waits: Waits::default(),
            stated_total: None,
            specialties: ["ENT", "Urology"]
                .map(|specialty| PublishedSpecialty {
                    code: None,
                    name: specialty.to_owned(),
                    waits: Waits {
                        over: BTreeMap::from([(Weeks(65), Sourced::new(waiting, Vec::new()))]),
                        ..Waits::default()
                    },
                })
                .into(),
        };
        let of = |by, at, organisations| PublishedWaits {
            pathways: Pathways::Incomplete,
            by,
            month: Some(month(at)),
            organisations,
        };
        let (north, south) = ("North NHS Trust", "South NHS Trust");
        let mut plan = with_parts(0);
        plan.organisations = [north, south].map(Organisation::named).into();
        plan.year = Some(Sourced::new(FinancialYear(2023), Vec::new()));
        plan.published = (1..=4)
            .map(|at| {
                let mut bodies = vec![body(north, 10)];
                // Of one month the other says nothing.
                bodies.extend((at != 2).then(|| body(south, 1)));
                of(PublishedBy::Provider, at, bodies)
            })
            .collect();
        plan.published.push(of(
            PublishedBy::Commissioner,
            5,
            vec![body(north, 500), body("Farhaven NHS Trust", 9)],
        ));
        let found = published(&plan).unwrap();
        let months: Vec<(Month, u64)> = found.parts[0]
            .months
            .iter()
            .map(|(at, both)| (*at, both.actual.as_ref().unwrap().value))
            .collect();
        assert_eq!(months, [(month(1), 11), (month(3), 11), (month(4), 11)]);
    }

    #[test]
    fn one_left_over_is_shown_by_itself() {
        let found = wait_parts(&with_parts(9), &Policy::default());
        assert_eq!((found[1].parts.len(), &found[1].others), (9, &None));
    }

    #[test]
    fn a_plan_of_one_part_has_no_parts() {
        assert!(wait_parts(&clean_plan(), &Policy::default()).is_empty());
    }
}
