//! Savings tables that list the lines of other tables again: consolidated sheets, pivots, older copies.

use super::assemble::Found;
use super::savings::SavingsTable;
use super::text::name_key;
use crate::plan::Saving;
use std::collections::BTreeSet;

/// Marks every table whose lines are mostly those of a more detailed one.
pub(super) fn mark(found: &mut [Found<'_, '_>]) {
    let mut order: Vec<usize> = (0..found.len())
        .filter(|at| lines(found, *at) > 0)
        .collect();
    order.sort_by_key(|at| {
        let detail = found.get(*at).map_or(0, |found| {
            found
                .savings
                .as_ref()
                .map_or(0, |read| read.detail(found.table.columns.len()))
        });
        (std::cmp::Reverse(detail), *at)
    });
    let mut seen: BTreeSet<(String, String)> = BTreeSet::new();
    for at in order {
        let Some(one) = found.get_mut(at) else {
            continue;
        };
        let Some(read) = &one.savings else { continue };
        let known = read
            .lines
            .iter()
            .filter(|line| keys(line).iter().any(|key| seen.contains(key)))
            .count();
        if known >= 2 && known * 10 >= read.lines.len() * 7 {
            one.repeat_of = Some(format!(
                "{known} of its {} lines stand on other sheets too",
                read.lines.len()
            ));
        }
        if let Some(read) = &one.savings
            && one.repeat_of.is_none()
        {
            seen.extend(read.lines.iter().flat_map(keys));
        }
    }
}

fn lines(found: &[Found<'_, '_>], at: usize) -> usize {
    found
        .get(at)
        .and_then(|found| found.savings.as_ref())
        .map_or(0, |read: &SavingsTable| read.lines.len())
}

/// What tells a line apart: its reference with its name, and its name with its value.
fn keys(line: &Saving) -> Vec<(String, String)> {
    let name = name_key(&line.name);
    let mut keys = vec![(
        name.clone(),
        line.value
            .value
            .pounds()
            .round_dp(0)
            .normalize()
            .to_string(),
    )];
    if let Some(reference) = &line.reference
        && !name.is_empty()
        && reference.len() > 1
    {
        keys.push((name, reference.to_lowercase()));
    }
    keys
}
