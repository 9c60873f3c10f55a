//! Which workbooks make one plan: those of one body and year, and those of the bodies that a system's workbook names.

use super::card::Card;
use crate::plan::OrganisationKind;
use crate::review::Dealing;

/// Among more plans than this, one system without names is no reason to take all others for its members.
const FEW: usize = 24;

/// Positions in `cards`, each exactly once; plans in the order of their first workbook. What the reader decided about the
/// dealing stands before what the workbooks say.
pub fn groups(cards: &[&Card], dealing: &Dealing) -> Vec<Vec<usize>> {
    let mut sets = Sets::new(cards.len());
    let is_plan = |card: &Card| !card.is_empty() && !card.is_published();
    let plans: Vec<(usize, &Card)> = cards
        .iter()
        .copied()
        .enumerate()
        .filter(|(_, card)| is_plan(card))
        .collect();
    let is_apart = |card: &Card| dealing.is_apart(&card.path);
    for (place, (at, one)) in plans.iter().enumerate() {
        for (other_at, other) in plans.iter().skip(place + 1) {
            if !is_apart(one) && !is_apart(other) && is_one_plan(one, other) {
                sets.join(*at, *other_at);
            }
        }
    }
    let free: Vec<(usize, &Card)> = plans
        .iter()
        .copied()
        .filter(|(_, card)| !is_apart(card))
        .collect();
    if free.len() <= FEW {
        join_the_unnamed(&free, &mut sets);
    }
    for set in dealing.together() {
        let mut members = cards
            .iter()
            .enumerate()
            .filter(|(_, card)| set.contains(&card.path))
            .map(|(at, _)| at);
        if let Some(first) = members.next() {
            for other in members {
                sets.join(first, other);
            }
        }
    }
    let groups = sets.groups();
    // What is kept apart is attached to nothing.
    let (apart, mut groups): (Vec<_>, Vec<_>) = groups.into_iter().partition(|group| {
        matches!(group.as_slice(), [only] if cards.get(*only).is_some_and(|card| is_apart(card)))
    });
    attach_the_rest(cards, &mut groups);
    groups.extend(apart);
    groups.sort_unstable();
    groups
}

fn is_one_plan(one: &Card, other: &Card) -> bool {
    if one.is_same_return(other).is_some() {
        return true;
    }
    let years = one.year.zip(other.year);
    if years.is_some_and(|(a, b)| a != b) {
        return false;
    }
    match (&one.known, &other.known) {
        (Some(a), Some(b)) if a.is_same(b) => true,
        // The board of a system and the system itself go by one name.
        (Some(a), Some(b)) if one.is_lead() && other.is_lead() => a.key == b.key,
        (None, _) | (_, None) if one.shares_schemes(other) => true,
        _ => names(one, other) || names(other, one),
    }
}

/// Whether the first speaks for others and names the second's body among them.
fn names(lead: &Card, other: &Card) -> bool {
    lead.is_lead()
        && other
            .known
            .as_ref()
            .is_some_and(|body| lead.known_members.iter().any(|own| own.is_same(body)))
}

/// With one system among the workbooks, and none of its members named in it, whatever was opened beside it is taken for
/// its members' plans.
fn join_the_unnamed(plans: &[(usize, &Card)], sets: &mut Sets) {
    let mut leads = plans.iter().filter(|(_, read)| read.is_lead());
    let (Some((at, lead)), None) = (leads.next(), leads.next()) else {
        return;
    };
    if !lead.members.is_empty() {
        return;
    }
    for (other_at, other) in plans {
        let provider = other
            .body
            .as_ref()
            .is_some_and(|body| body.kind == OrganisationKind::Provider);
        let years = lead.year.zip(other.year);
        if provider && years.is_none_or(|(a, b)| a == b) {
            sets.join(*at, *other_at);
        }
    }
}

/// Published figures, and files without a plan, stand beside the plan if there is only one; published figures beside each.
fn attach_the_rest(cards: &[&Card], groups: &mut Vec<Vec<usize>>) {
    let alone = |group: &Vec<usize>| {
        matches!(group.as_slice(), [only] if cards.get(*only).is_some_and(|card| {
            card.is_empty() || card.is_published()
        }))
    };
    let plans = groups.iter().filter(|group| !alone(group)).count();
    if plans == 1 {
        let (rest, mut kept): (Vec<_>, Vec<_>) = groups.drain(..).partition(alone);
        if let Some(plan) = kept.first_mut() {
            plan.extend(rest.into_iter().flatten());
            plan.sort_unstable();
        }
        *groups = kept;
    } else if plans == 0 {
        // Several published months, and nothing else, are one history.
        let (published, rest): (Vec<_>, Vec<_>) = groups.drain(..).partition(|group| {
            group
                .iter()
                .all(|at| cards.get(*at).is_some_and(|card| card.is_published()))
        });
        let history: Vec<usize> = published.into_iter().flatten().collect();
        *groups = rest;
        if !history.is_empty() {
            groups.push(history);
        }
        groups.sort_unstable();
    }
}

/// Sets that grow together; each knows its first member.
struct Sets {
    first: Vec<usize>,
}

impl Sets {
    fn new(count: usize) -> Self {
        Self {
            first: (0..count).collect(),
        }
    }

    fn of(&self, at: usize) -> usize {
        self.first.get(at).copied().unwrap_or(at)
    }

    fn join(&mut self, one: usize, other: usize) {
        let (a, b) = (self.of(one), self.of(other));
        let (low, high) = (a.min(b), a.max(b));
        for first in self.first.iter_mut().filter(|first| **first == high) {
            *first = low;
        }
    }

    fn groups(&self) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for (at, first) in self.first.iter().enumerate() {
            match groups.iter_mut().find(|group| group.first() == Some(first)) {
                Some(group) => group.push(at),
                None => groups.push(vec![at]),
            }
        }
        groups
    }
}
