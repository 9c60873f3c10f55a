//! Shares within 18 weeks that follow from others: of a body from those of its specialties by the size of their lists, and
//! of a list from those on it and those over 18 weeks.

use crate::plan::{
    Cells, Elective, Month, Organisation, PlanActual, PlannedShare, Share, ShareTrajectory,
    Sourced, Trajectory, Weeks,
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

pub(super) type OfBody = (Option<Organisation>, BTreeMap<Month, PlannedShare>);

/// Bodies whose every specialty gives a share and a list, those that list their pathways alone too; a month in which one of
/// them gives neither or half is left out.
pub(super) fn from_specialties(elective: &Elective) -> Vec<OfBody> {
    let mut bodies: Vec<(Option<Organisation>, Vec<&ShareTrajectory>)> = Vec::new();
    for part in elective
        .within_18_weeks
        .iter()
        .filter(|own| own.specialty.is_some())
    {
        let of = |body: &&mut (Option<Organisation>, _)| body.0 == part.organisation;
        match bodies.iter_mut().find(of) {
            Some((_, parts)) => parts.push(part),
            None => bodies.push((part.organisation.clone(), vec![part])),
        }
    }
    bodies
        .into_iter()
        .filter(|(body, parts)| !lists_others(elective, body.as_ref(), parts))
        .map(|(body, parts)| (body, together(elective, &parts)))
        .filter(|(_, months)| !months.is_empty())
        .collect()
}

/// A share, and the list it is a share of.
type Part = Option<(Sourced<Share>, Sourced<u64>)>;

fn together(elective: &Elective, parts: &[&ShareTrajectory]) -> BTreeMap<Month, PlannedShare> {
    let lists: Vec<Option<&Trajectory>> = parts.iter().map(|part| list(elective, part)).collect();
    let months = parts.iter().flat_map(|part| part.months.keys()).copied();
    let mut found = BTreeMap::new();
    for month in months {
        let of = |share: fn(&PlannedShare) -> Option<&Sourced<Share>>,
                  list: fn(&PlanActual) -> Option<&Sourced<u64>>| {
            let both = parts.iter().zip(&lists).map(|(part, own)| -> Part {
                let share = share(part.months.get(&month)?)?;
                let list = list((*own)?.months.get(&month)?)?;
                Some((share.clone(), list.clone()))
            });
            weighed(both)
        };
        let both = PlannedShare {
            plan: of(|both| both.plan.as_ref(), |both| both.plan.as_ref()),
            actual: of(|both| both.actual.as_ref(), |both| both.actual.as_ref()),
        };
        if both != PlannedShare::default() {
            found.insert(month, both);
        }
    }
    found
}

/// Whether the body has pathways of a specialty that gives no share: those that do are not all of it.
fn lists_others(
    elective: &Elective,
    body: Option<&Organisation>,
    parts: &[&ShareTrajectory],
) -> bool {
    elective.trajectories.iter().any(|own| {
        let known = |specialty: &String| {
            parts.iter().any(|part| {
                let name = part.specialty.as_ref();
                name.is_some_and(|name| name.eq_ignore_ascii_case(specialty))
            })
        };
        own.measure == Weeks::LIST
            && own.organisation.as_ref() == body
            && own
                .specialty
                .as_ref()
                .is_some_and(|specialty| !known(specialty))
    })
}

/// The list of the same body's same specialty.
fn list<'e>(elective: &'e Elective, part: &ShareTrajectory) -> Option<&'e Trajectory> {
    let same = |own: &&Trajectory| {
        let specialty = own.specialty.as_ref().zip(part.specialty.as_ref());
        own.measure == Weeks::LIST
            && own.organisation == part.organisation
            && specialty.is_some_and(|(one, other)| one.eq_ignore_ascii_case(other))
    };
    elective.trajectories.iter().find(same)
}

/// The part of all lists together; `None` where one of them is not known.
fn weighed(parts: impl Iterator<Item = Part>) -> Option<Sourced<Share>> {
    let (mut within, mut all) = (Decimal::ZERO, Decimal::ZERO);
    let mut cells = Vec::new();
    for part in parts {
        let (share, list) = part?;
        let size = Decimal::from(list.value);
        within += share.value.0 * size;
        all += size;
        cells.extend(share.cells.iter().chain(&list.cells).cloned());
    }
    Some(Sourced::new(Share(within.checked_div(all)?), cells))
}

/// One less the part that waits longer, of each body that counts both, else of all together.
pub(super) fn from_counts(elective: &Elective) -> Vec<OfBody> {
    let mut bodies: Vec<&Organisation> = Vec::new();
    for own in &elective.trajectories {
        let body = own.organisation.as_ref();
        if let Some(body) = body.filter(|body| !bodies.contains(body)) {
            bodies.push(body);
        }
    }
    let of_bodies: Vec<OfBody> = bodies
        .iter()
        .map(|body| {
            let own = Elective {
                trajectories: elective
                    .trajectories
                    .iter()
                    .filter(|own| own.organisation.as_ref() == Some(*body))
                    .cloned()
                    .collect(),
                ..Elective::default()
            };
            (Some((*body).clone()), of_list(&own))
        })
        .filter(|(_, months)| !months.is_empty())
        .collect();
    // What one body counts is no part of what all have waiting.
    if bodies.len() > 1 && !of_bodies.is_empty() {
        return of_bodies;
    }
    let whole = Elective {
        trajectories: elective
            .trajectories
            .iter()
            .filter(|own| bodies.len() < 2 || own.organisation.is_none())
            .cloned()
            .collect(),
        ..Elective::default()
    };
    let all = of_list(&whole);
    if all.is_empty() {
        Vec::new()
    } else {
        vec![(None, all)]
    }
}

fn of_list(elective: &Elective) -> BTreeMap<Month, PlannedShare> {
    let list = elective.total(Weeks::LIST);
    let share = |over: Option<&Sourced<u64>>, list: Option<&Sourced<u64>>| {
        let (over, list) = (over?, list?);
        let part = Decimal::from(over.value).checked_div(Decimal::from(list.value))?;
        let cells: Cells = over.cells.iter().chain(&list.cells).cloned().collect();
        Some(Sourced::new(Share(Decimal::ONE - part), cells))
    };
    elective
        .total(Weeks(18))
        .into_iter()
        .filter_map(|(month, over)| {
            let list = list.get(&month)?;
            Some((
                month,
                PlannedShare {
                    plan: share(over.plan.as_ref(), list.plan.as_ref()),
                    actual: share(over.actual.as_ref(), list.actual.as_ref()),
                },
            ))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARCH: Month = Month {
        year: 2027,
        month: 3,
    };

    fn list(body: Option<&str>, specialty: Option<&str>, measure: Weeks, size: u64) -> Trajectory {
        Trajectory {
            measure,
            organisation: body.map(Organisation::named),
            specialty: specialty.map(str::to_owned),
            months: BTreeMap::from([(
                MARCH,
                PlanActual {
                    plan: Some(Sourced::new(size, Vec::new())),
                    actual: None,
                },
            )]),
        }
    }

    fn share(specialty: &str, percent: i64) -> ShareTrajectory {
        ShareTrajectory {
            organisation: None,
            specialty: Some(specialty.to_owned()),
            months: BTreeMap::from([(
                MARCH,
                PlannedShare {
                    plan: Some(Sourced::new(Share::percent(percent), Vec::new())),
                    actual: None,
                },
            )]),
        }
    }

    #[test]
    fn a_bodys_share_is_that_of_its_specialties_by_their_lists() {
        let mut elective = Elective {
            trajectories: vec![
                list(None, Some("ENT"), Weeks::LIST, 4_000),
                list(None, Some("Ophthalmology"), Weeks::LIST, 1_000),
            ],
            within_18_weeks: vec![share("ENT", 60), share("ophthalmology", 75)],
            ..Elective::default()
        };
        let all = from_specialties(&elective);
        // (4,000 × 60% + 1,000 × 75%) / 5,000
        assert_eq!(
            all[0].1[&MARCH].plan.as_ref().unwrap().value,
            Share::percent(63)
        );
        // Of half of them nothing is said.
        let last = elective.trajectories.pop().unwrap();
        assert!(from_specialties(&elective).is_empty());
        elective.trajectories.push(last);
        elective.within_18_weeks.pop();
        assert!(from_specialties(&elective).is_empty());
    }

    #[test]
    fn each_body_that_counts_its_list_has_a_share_of_its_own() {
        let elective = Elective {
            trajectories: vec![
                list(Some("Ash NHS Trust"), None, Weeks::LIST, 1_000),
                list(Some("Ash NHS Trust"), None, Weeks(18), 350),
                list(Some("Elm NHS Trust"), None, Weeks::LIST, 1_000),
                list(Some("Elm NHS Trust"), None, Weeks(18), 500),
            ],
            ..Elective::default()
        };
        let shares: Vec<Share> = from_counts(&elective)
            .iter()
            .map(|(_, months)| months[&MARCH].plan.as_ref().unwrap().value)
            .collect();
        assert_eq!(shares, [Share::percent(65), Share::percent(50)]);
        // Those over 18 weeks of one are no part of the list of both.
        let mut of_one = elective.clone();
        of_one.trajectories.pop();
        let all = from_counts(&of_one);
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].0, Some(Organisation::named("Ash NHS Trust")));
        assert_eq!(
            all[0].1[&MARCH].plan.as_ref().unwrap().value,
            Share::percent(65)
        );
    }
}
