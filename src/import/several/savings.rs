//! The savings of several workbooks → one list: a line that a body's own workbook holds is not counted again from the
//! lead's.

use super::super::names;
use super::super::text::name_key;
use super::read::{Read, is_same};
use crate::plan::{Money, Organisation, Saving, Savings, Sourced, StatedTotal, Unit};
use std::collections::BTreeSet;

pub(super) fn join(
    lead: Option<&Read<'_>>,
    others: &[&Read<'_>],
    totals: &mut Vec<StatedTotal>,
) -> Option<Savings> {
    let all: Vec<&Read<'_>> = lead
        .into_iter()
        .chain(others.iter().copied())
        .filter(|read| read.plan().savings.is_some())
        .collect();
    if let [only] = all.as_slice() {
        let mut savings = only.plan().savings.clone()?;
        if only.body.is_some() && !only.is_lead() {
            name_the_body(&mut savings.lines, only);
        }
        return Some(savings);
    }
    let mut joined = Savings::default();
    for read in others {
        let Some(savings) = &read.plan().savings else {
            continue;
        };
        let mut lines = savings.lines.clone();
        name_the_body(&mut lines, read);
        joined.lines.extend(lines);
        own_targets(read, savings, &mut joined);
    }
    if let Some(lead) = lead
        && let Some(savings) = &lead.plan().savings
    {
        let own = lead_lines(lead, savings, &joined.lines, others, totals);
        joined.lines.splice(0..0, own);
        lead_targets(savings, &mut joined);
    }
    let speaks_for_all = lead.is_some_and(|lead| lead.is_lead() && !lead.members.is_empty());
    let stated = lead
        .and_then(|lead| lead.plan().savings.as_ref())
        .and_then(|savings| savings.target.clone());
    joined.target = match stated {
        Some(stated) if speaks_for_all && covers(&stated, &joined) => {
            Some(of_those_with_lines(&joined).unwrap_or(stated))
        }
        _ => sum_of_targets(&all).or_else(|| of_those_with_lines(&joined)),
    };
    joined.target_in_position = all
        .iter()
        .map(|read| read.plan().savings.as_ref()?.target_in_position.clone())
        .collect::<Option<Vec<_>>>()
        .map(|cells| cells.into_iter().flatten().collect());
    (!joined.lines.is_empty()).then_some(joined)
}

/// Where a target is stated for a body of which no line is here, the targets of the others: lines can only be held against
/// the targets they are meant for. `None` where every target has lines, or lines have no target.
fn of_those_with_lines(joined: &Savings) -> Option<Sourced<Money>> {
    let has_lines = |body: &Organisation| {
        joined
            .lines
            .iter()
            .filter_map(|line| line.organisation.as_ref())
            .any(|own| is_same(own, body))
    };
    let (with, without): (Vec<_>, Vec<_>) = joined
        .organisation_targets
        .iter()
        .partition(|(body, _)| has_lines(body));
    let all_have_one = joined.lines.iter().all(|line| {
        line.organisation
            .as_ref()
            .is_some_and(|own| with.iter().any(|(body, _)| is_same(own, body)))
    });
    (!without.is_empty() && !with.is_empty() && all_have_one)
        .then(|| with.iter().map(|(_, target)| target).sum())
}

/// A lead's target is the system's if it is no smaller than its members' together.
fn covers(target: &Sourced<Money>, joined: &Savings) -> bool {
    let members: Money = joined
        .organisation_targets
        .iter()
        .map(|(_, target)| target.value)
        .sum();
    target.value >= members
}

/// The targets of all workbooks together, if each states one.
fn sum_of_targets(all: &[&Read<'_>]) -> Option<Sourced<Money>> {
    let targets: Option<Vec<Sourced<Money>>> = all
        .iter()
        .map(|read| read.plan().savings.as_ref()?.target.clone())
        .collect();
    Some(targets?.iter().sum())
}

fn own_targets(read: &Read<'_>, savings: &Savings, joined: &mut Savings) {
    joined
        .organisation_targets
        .extend(savings.organisation_targets.iter().cloned());
    if let (Some(body), Some(target)) = (&read.body, &savings.target)
        && !joined
            .organisation_targets
            .iter()
            .any(|(known, _)| is_same(known, body))
    {
        joined
            .organisation_targets
            .push((body.clone(), target.clone()));
    }
}

/// What the lead says of a member's target stands only where the member's own workbook is silent.
fn lead_targets(savings: &Savings, joined: &mut Savings) {
    for (body, target) in &savings.organisation_targets {
        if !joined
            .organisation_targets
            .iter()
            .any(|(known, _)| is_same(known, body))
        {
            joined
                .organisation_targets
                .push((body.clone(), target.clone()));
        }
    }
}

fn name_the_body(lines: &mut [Saving], read: &Read<'_>) {
    for line in lines.iter_mut().filter(|line| line.organisation.is_none()) {
        line.organisation.clone_from(&read.body);
    }
}

/// The lead's lines that no member's own workbook holds; what it says of a member is set beside what the member says.
fn lead_lines(
    lead: &Read<'_>,
    savings: &Savings,
    members: &[Saving],
    others: &[&Read<'_>],
    totals: &mut Vec<StatedTotal>,
) -> Vec<Saving> {
    let known: BTreeSet<(String, Money)> = members
        .iter()
        .map(|line| (name_key(&line.name), line.value.value))
        .collect();
    let handed_in: Vec<&Organisation> = others
        .iter()
        .filter(|read| read.plan().savings.is_some())
        .filter_map(|read| read.body.as_ref())
        .collect();
    let mut own = Vec::new();
    let mut said: Vec<(&Organisation, Sourced<Money>)> = Vec::new();
    for line in &savings.lines {
        let named = line
            .organisation
            .clone()
            .unwrap_or_else(|| names::labelled(&line.name));
        let member = handed_in.iter().find(|body| is_same(body, &named));
        match member {
            Some(body) => match said.iter_mut().find(|(known, _)| is_same(known, body)) {
                Some((_, sum)) => *sum = std::mem::take(sum) + line.value.clone(),
                None => said.push((body, line.value.clone())),
            },
            None if known.contains(&(name_key(&line.name), line.value.value)) => {}
            None => own.push(line.clone()),
        }
    }
    for (body, stated) in said {
        let lines = members.iter().filter(|line| {
            line.organisation
                .as_ref()
                .is_some_and(|own| is_same(own, body))
        });
        totals.push(StatedTotal {
            label: format!(
                "Savings of {} as {} gives them",
                body.name, lead.workbook.name
            ),
            stated,
            recomputed: lines.map(|line| &line.value).sum(),
            unit: Unit::Thousands,
        });
    }
    own
}
