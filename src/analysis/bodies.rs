//! Figures of lines told apart by the organisation they belong to.

use super::StepPart;
use crate::plan::{Money, Saving, Sourced};

/// One part for each organisation, largest first; nothing where all lines belong to one.
pub fn by_body<'a>(
    lines: impl Iterator<Item = &'a Saving>,
    sum: impl Fn(&[&'a Saving]) -> Sourced<Money>,
) -> Vec<StepPart> {
    let mut bodies: Vec<(&str, Vec<&Saving>)> = Vec::new();
    for line in lines {
        let name = line
            .organisation
            .as_ref()
            .map_or("No organisation named", |body| body.name.as_str());
        match bodies.iter_mut().find(|(known, _)| *known == name) {
            Some((_, own)) => own.push(line),
            None => bodies.push((name, vec![line])),
        }
    }
    if bodies.len() < 2 {
        return Vec::new();
    }
    let mut parts: Vec<StepPart> = bodies
        .into_iter()
        .map(|(name, own)| StepPart {
            organisation: name.to_owned(),
            amount: sum(&own),
        })
        .collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.amount.value.abs()));
    parts
}
