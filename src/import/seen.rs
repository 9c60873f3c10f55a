//! What was published of the plan's own waits, as the actual figures of its trajectories: a plan that is not kept up month
//! by month is held against what happened all the same. The plan's own actuals stay, and nothing is guessed: a month is
//! filled only where every trajectory of its measure has a published figure, since half a sum beside a whole plan would lie.

use super::text::words;
use crate::plan::{
    Elective, Month, Organisation, Pathways, Plan, PublishedHistory, PublishedOrganisation, Share,
    Sourced, Trajectory, Waits, Weeks, histories,
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Actuals of trajectories by their place among the plan's.
type Actuals = BTreeMap<usize, Sourced<u64>>;

/// Trajectories with their place among the plan's.
type Placed<'t> = Vec<(usize, &'t Trajectory)>;

/// Fills the actual figures that the plan does not give itself.
pub(super) fn fill(plan: &mut Plan) {
    let Some(mut elective) = plan.elective.take() else {
        return;
    };
    let owner = Organisation::named(plan.name.clone());
    let histories = histories(&plan.published);
    let of = |body: Option<&Organisation>| {
        let body = body.unwrap_or(&owner);
        histories.iter().find(|history| {
            history.pathways == Pathways::Incomplete && history.organisation.is_same_body(body)
        })
    };
    let mut measures = elective.measures();
    measures.push(Weeks::LIST);
    for measure in measures {
        fill_measure(&mut elective, measure, &of);
    }
    for own in &mut elective.within_18_weeks {
        let Some(history) = of(own.organisation.as_ref()) else {
            continue;
        };
        for (month, both) in &mut own.months {
            if both.actual.is_none()
                && let Some(body) = history.months.get(month)
            {
                both.actual = within_18_weeks(&body.waits);
            }
        }
    }
    plan.elective = Some(elective);
}

fn fill_measure<'h>(
    elective: &mut Elective,
    measure: Weeks,
    of: &impl Fn(Option<&Organisation>) -> Option<&'h PublishedHistory<'h>>,
) {
    let own: Placed<'_> = elective
        .trajectories
        .iter()
        .enumerate()
        .filter(|(_, own)| own.measure == measure)
        .collect();
    let mut filled: Vec<(Month, Actuals)> = Vec::new();
    let months = own.iter().flat_map(|(_, own)| own.months.keys().copied());
    let months: std::collections::BTreeSet<Month> = months.collect();
    for month in months {
        let is_told = own.iter().any(|(_, own)| {
            let both = own.months.get(&month);
            both.is_some_and(|both| both.actual.is_some())
        });
        if !is_told && let Some(actuals) = month_of(&own, measure, month, of) {
            filled.push((month, actuals));
        }
    }
    for (month, actuals) in filled {
        for (at, actual) in actuals {
            if let Some(own) = elective.trajectories.get_mut(at) {
                own.months.entry(month).or_default().actual = Some(actual);
            }
        }
    }
}

/// One month of a measure, body by body; `None` where any of them was not published.
fn month_of<'h>(
    own: &[(usize, &Trajectory)],
    measure: Weeks,
    month: Month,
    of: &impl Fn(Option<&Organisation>) -> Option<&'h PublishedHistory<'h>>,
) -> Option<Actuals> {
    let mut bodies: Vec<(Option<&Organisation>, Placed<'_>)> = Vec::new();
    for (at, trajectory) in own {
        let body = trajectory.organisation.as_ref();
        match bodies.iter_mut().find(|(known, _)| *known == body) {
            Some((_, parts)) => parts.push((*at, trajectory)),
            None => bodies.push((body, vec![(*at, trajectory)])),
        }
    }
    let mut actuals = Actuals::new();
    for (body, parts) in bodies {
        let published = of(body)?.months.get(&month)?;
        actuals.extend(of_body(&parts, published, measure)?);
    }
    Some(actuals)
}

/// A body's trajectories: one of all it treats, or one a specialty, of which a last one may be all the others.
fn of_body(
    parts: &[(usize, &Trajectory)],
    published: &PublishedOrganisation,
    measure: Weeks,
) -> Option<Actuals> {
    let whole = counted(&published.waits, measure)?;
    if let [(at, one)] = parts
        && one.specialty.is_none()
    {
        return Some([(*at, whole)].into());
    }
    let mut actuals = Actuals::new();
    let mut rest = None;
    for (at, part) in parts {
        let name = part.specialty.as_deref()?;
        let known = published.specialties.iter().find(|known| {
            is_same_specialty(name, &known.name)
                || code_of(name).is_some_and(|code| known.code == Some(code))
        });
        match known {
            Some(known) => {
                actuals.insert(*at, counted(&known.waits, measure)?);
            }
            None if rest.is_none() && is_rest(name) => rest = Some(*at),
            None => return None,
        }
    }
    if let Some(at) = rest {
        let known: u64 = actuals.values().map(|known| known.value).sum();
        let left = whole.value.checked_sub(known)?;
        actuals.insert(at, Sourced::new(left, whole.cells));
    }
    Some(actuals)
}

fn counted(waits: &Waits, measure: Weeks) -> Option<Sourced<u64>> {
    if measure == Weeks::LIST {
        Some(waits.total.clone())
    } else {
        waits.over.get(&measure).cloned()
    }
}

fn within_18_weeks(waits: &Waits) -> Option<Sourced<Share>> {
    let within = waits.within_18_weeks.as_ref()?;
    // Where the start is not known nobody can say how long.
    let known = if waits.bands.is_empty() {
        waits.total.value
    } else {
        waits.bands.total()
    };
    let share = Decimal::from(within.value).checked_div(Decimal::from(known))?;
    let mut cells = within.cells.clone();
    cells.extend(waits.total.cells.iter().cloned());
    Some(Sourced::new(Share(share), cells))
}

/// All specialties that are not named.
fn is_rest(name: &str) -> bool {
    let words = words(name);
    let rest = |word: &str| {
        matches!(
            word,
            "other" | "others" | "rest" | "remaining" | "remainder"
        )
    };
    // "Other surgical" is a group of its own.
    let plain = |word: &str| {
        matches!(
            word,
            "all"
                | "of"
                | "the"
                | "specialty"
                | "specialties"
                | "treatment"
                | "function"
                | "functions"
                | "services"
        )
    };
    words.iter().any(|word| rest(word)) && words.iter().all(|word| rest(word) || plain(word))
}

/// A plan says "Trauma & Orthopaedics", the publication "Trauma and Orthopaedic Service"; both mean one.
fn is_same_specialty(planned: &str, published: &str) -> bool {
    let key = specialty_key(planned);
    !key.is_empty() && key == specialty_key(published)
}

fn specialty_key(name: &str) -> Vec<String> {
    let name = name.replace('&', " and ");
    let mut key: Vec<String> = words(&name)
        .into_iter()
        .filter(|word| !matches!(word.as_str(), "and" | "service" | "services" | "the"))
        .filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit()))
        .map(|word| match word.strip_suffix('s') {
            Some(one) if one.len() > 3 => one.to_owned(),
            _ => word,
        })
        .collect();
    let said: Vec<&str> = key.iter().map(String::as_str).collect();
    // As clinicians call them.
    let full: &[&str] = match said.as_slice() {
        ["ent"] => &["ear", "nose", "throat"],
        ["t", "o"] | ["orthopaedic"] => &["trauma", "orthopaedic"],
        ["gynae"] => &["gynaecology"],
        ["oral", "maxillofacial", "surgery"] | ["omfs"] => &["oral", "surgery"],
        _ => return key,
    };
    key = full.iter().map(|word| (*word).to_owned()).collect();
    key
}

/// `C_110` for "110 Trauma & Orthopaedics".
fn code_of(name: &str) -> Option<String> {
    let is_code = |word: &String| word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_digit());
    Some(format!("C_{}", words(name).into_iter().find(is_code)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{PlanActual, PublishedBy, PublishedSpecialty, PublishedWaits};

    const APRIL: Month = Month {
        year: 2025,
        month: 4,
    };

    fn of(value: u64) -> Sourced<u64> {
        Sourced::new(value, Vec::new())
    }

    fn waits(over_52: u64) -> Waits {
        Waits {
            total: of(1_000),
            within_18_weeks: Some(of(600)),
            over: [(Weeks(52), of(over_52))].into(),
            ..Waits::default()
        }
    }

    fn published(name: &str, parts: &[(&str, &str, u64)]) -> PublishedOrganisation {
        PublishedOrganisation {
            organisation: Organisation::named(name),
            waits: waits(90),
            stated_total: None,
            specialties: parts
                .iter()
                .map(|(code, name, over)| PublishedSpecialty {
                    code: Some((*code).to_owned()),
                    name: (*name).to_owned(),
                    waits: waits(*over),
                })
                .collect(),
        }
    }

    /// A plan of 40 over 52 weeks for each of these parts of these bodies in April.
    fn plan(parts: &[(Option<&str>, Option<&str>)], bodies: Vec<PublishedOrganisation>) -> Plan {
        let both = PlanActual {
            plan: Some(of(40)),
            actual: None,
        };
        let trajectory = |(body, specialty): &(Option<&str>, Option<&str>)| Trajectory {
            measure: Weeks(52),
            organisation: body.map(Organisation::named),
            specialty: specialty.map(str::to_owned),
            months: [(APRIL, both.clone())].into(),
        };
        Plan {
            name: "Oakmere NHS Trust".to_owned(),
            elective: Some(Elective {
                trajectories: parts.iter().map(trajectory).collect(),
                ..Elective::default()
            }),
            published: vec![PublishedWaits {
                pathways: Pathways::Incomplete,
                by: PublishedBy::Provider,
                month: Some(APRIL),
                organisations: bodies,
            }],
            ..Plan::default()
        }
    }

    fn actuals(mut plan: Plan) -> Vec<Option<u64>> {
        fill(&mut plan);
        let trajectories = plan.elective.unwrap().trajectories;
        let actual = |own: &Trajectory| own.months[&APRIL].actual.as_ref().map(|seen| seen.value);
        trajectories.iter().map(actual).collect()
    }

    const PARTS: [(&str, &str, u64); 3] = [
        ("C_110", "Trauma and Orthopaedic Service", 50),
        ("C_120", "Ear Nose and Throat Service", 25),
        ("C_X02", "Other - Medical Services", 15),
    ];

    #[test]
    fn a_plan_without_a_body_of_its_own_is_its_owners() {
        let own = || vec![published("OAKMERE NHS TRUST", &[])];
        assert_eq!(actuals(plan(&[(None, None)], own())), [Some(90)]);
        let other = vec![published("FARHAVEN NHS TRUST", &[])];
        assert_eq!(actuals(plan(&[(None, None)], other)), [None]);
    }

    #[test]
    fn specialties_are_found_by_name_or_code_and_the_rest_is_what_is_left() {
        let parts = [
            (None, Some("110 - T&O (elective)")),
            (None, Some("ENT")),
            (None, Some("Other")),
        ];
        let own = vec![published("Oakmere NHS Trust", &PARTS)];
        assert_eq!(actuals(plan(&parts, own)), [Some(50), Some(25), Some(15)]);
    }

    #[test]
    fn a_month_of_which_one_part_is_not_known_stays_blank() {
        let own = || vec![published("Oakmere NHS Trust", &PARTS)];
        let unknown = [(None, Some("ENT")), (None, Some("Podiatry"))];
        assert_eq!(actuals(plan(&unknown, own())), [None, None]);
        let two = [
            (Some("Oakmere NHS Trust"), None),
            (Some("Farhaven NHS Trust"), None),
        ];
        assert_eq!(actuals(plan(&two, own())), [None, None]);
    }

    #[test]
    fn an_actual_of_the_plan_stands() {
        let mut told = plan(&[(None, None)], vec![published("Oakmere NHS Trust", &[])]);
        let elective = told.elective.as_mut().unwrap();
        let months = &mut elective.trajectories[0].months;
        months.get_mut(&APRIL).unwrap().actual = Some(of(88));
        assert_eq!(actuals(told), [Some(88)]);
    }
}
