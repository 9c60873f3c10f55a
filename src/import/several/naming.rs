//! What a plan of several bodies is called.

use super::read::Read;
use crate::plan::OrganisationKind;

/// "Thornmere ICS"; "NHS Thornmere ICB and 4 organisations"; "Alder NHS Trust and Beck NHS Trust".
pub(super) fn name(lead: Option<&Read<'_>>, others: &[&Read<'_>]) -> String {
    let name = |read: &Read<'_>| {
        read.body
            .as_ref()
            .map_or_else(|| read.plan().name.clone(), |body| body.name.clone())
    };
    let mut bodies: Vec<String> = Vec::new();
    for other in others {
        let own = name(other);
        if !bodies.contains(&own) {
            bodies.push(own);
        }
    }
    let Some(lead) = lead else {
        return match bodies.as_slice() {
            [] => String::new(),
            [only] => only.clone(),
            [first, second] => format!("{first} and {second}"),
            [first, rest @ ..] => format!("{first} and {} others", rest.len()),
        };
    };
    let own = name(lead);
    let is_board = lead
        .body
        .as_ref()
        .is_some_and(|body| body.kind == OrganisationKind::CommissioningBody);
    bodies.retain(|body| *body != own);
    match bodies.as_slice() {
        [] => own,
        _ if !is_board => own,
        [only] => format!("{own} and {only}"),
        many => format!("{own} and {} providers", many.len()),
    }
}
