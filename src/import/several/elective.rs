//! Long waits of several workbooks → one set of trajectories: a body's own before what the lead says of it, and the lead's
//! totals only where no member gives the measure.

use super::read::{Read, is_same};
use crate::plan::{Elective, ShareTrajectory, Trajectory};

pub(super) fn join(lead: Option<&Read<'_>>, others: &[&Read<'_>]) -> Option<Elective> {
    let mut trajectories: Vec<Trajectory> = Vec::new();
    for read in others {
        for own in read
            .plan()
            .elective
            .iter()
            .flat_map(|own| &own.trajectories)
        {
            let mut own = own.clone();
            if own.organisation.is_none() {
                own.organisation.clone_from(&read.body);
            }
            trajectories.push(own);
        }
    }
    let from_lead: Vec<Trajectory> = lead
        .and_then(|lead| lead.plan().elective.as_ref())
        .into_iter()
        .flat_map(|waits| &waits.trajectories)
        .filter(|said| !is_told_by_a_member(said, &trajectories))
        .cloned()
        .collect();
    trajectories.splice(0..0, from_lead);
    let within_18_weeks = within_18_weeks(lead, others);
    let declared = lead
        .into_iter()
        .chain(others.iter().copied())
        .filter_map(|read| read.plan().elective.as_ref())
        .flat_map(|own| own.declared.iter().cloned())
        .collect();
    (!trajectories.is_empty() || !within_18_weeks.is_empty()).then_some(Elective {
        trajectories,
        within_18_weeks,
        declared,
    })
}

/// Shares are not added up: each body's own, then what the lead says of itself or of those who say nothing.
fn within_18_weeks(lead: Option<&Read<'_>>, others: &[&Read<'_>]) -> Vec<ShareTrajectory> {
    let mut shares: Vec<ShareTrajectory> = Vec::new();
    for read in others {
        for own in read
            .plan()
            .elective
            .iter()
            .flat_map(|own| &own.within_18_weeks)
        {
            let mut own = own.clone();
            if own.organisation.is_none() {
                own.organisation.clone_from(&read.body);
            }
            shares.push(own);
        }
    }
    let said = lead
        .and_then(|lead| lead.plan().elective.as_ref())
        .into_iter()
        .flat_map(|waits| &waits.within_18_weeks);
    let new: Vec<ShareTrajectory> = said
        .filter(|said| {
            !shares
                .iter()
                .any(|own| match (&own.organisation, &said.organisation) {
                    (Some(own), Some(said)) => is_same(own, said),
                    (one, other) => one == other,
                })
        })
        .cloned()
        .collect();
    shares.splice(0..0, new);
    shares
}

fn is_told_by_a_member(said: &Trajectory, members: &[Trajectory]) -> bool {
    members.iter().any(|own| {
        own.measure == said.measure
            && match (&own.organisation, &said.organisation) {
                (Some(own), Some(said)) => is_same(own, said),
                // Without a body it is everybody's total.
                (_, None) => true,
                (None, Some(_)) => false,
            }
    })
}
