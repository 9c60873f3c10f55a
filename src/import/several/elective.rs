//! Long waits of several workbooks → one set of trajectories: a body's own before what the lead says of it, and the lead's
//! totals only where no member gives the measure.

use super::read::{Read, is_same};
use crate::plan::{Elective, Trajectory};

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
    (!trajectories.is_empty()).then_some(Elective { trajectories })
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
