//! A table that says what each body must save, beside lists of what they plan to: no list of schemes of its own.

use super::header::Role;
use super::page::Found;
use super::text::{padded, words};
use super::{names, vocabulary};
use std::collections::BTreeSet;

/// Sets such tables aside; their targets are read all the same.
pub(super) fn set_aside(found: &mut [Found<'_, '_>]) {
    let owners: BTreeSet<String> = found
        .iter()
        .filter(|one| one.repeat_of.is_none() && !asks(one))
        .flat_map(|one| one.savings.iter().flat_map(|read| &read.lines))
        .filter_map(|line| line.organisation.as_ref())
        .map(|body| names::short_key(&body.name))
        .collect();
    for one in found.iter_mut().filter(|one| asks(one)) {
        let lines = one.savings.iter().flat_map(|read| &read.lines);
        let known = lines.filter(|line| owners.contains(&names::short_key(&line.name)));
        if one.repeat_of.is_none() && known.count() >= 2 {
            one.repeat_of = Some(
                "it states what each body must save, and their schemes are listed elsewhere"
                    .to_owned(),
            );
        }
    }
}

/// Whether the value of a list without names of schemes is a requirement.
fn asks(one: &Found<'_, '_>) -> bool {
    let Some(read) = one
        .savings
        .as_ref()
        .filter(|_| one.table.by_role(Role::Name).is_none())
    else {
        return false;
    };
    let values = read.value_columns();
    let mut columns = values.iter().filter_map(|index| one.table.column(*index));
    !values.is_empty()
        && columns.all(|column| vocabulary::target(&padded(&words(&column.own.text))))
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{pounds, read};

    #[test]
    fn what_bodies_must_save_is_not_added_to_what_they_plan() {
        let asks = "Vale system efficiency requirement 2025/26, £m\n\n|Requirement|In the bodies' plans\nOak NHS Trust|5|4.5\nElm NHS Trust|3|3\nSystem|8|7.5";
        let list = "Efficiency schemes 2025/26, £000\n\nOrganisation|Scheme|R/NR|Plan\nOak NHS Trust|Beds|R|4500\nElm NHS Trust|Bank|R|2000\nElm NHS Trust|Drugs|NR|1000";
        let savings = read(&[("Position", asks), ("Schemes", list)])
            .savings
            .unwrap();
        assert_eq!(savings.lines.len(), 3);
        assert_eq!(savings.target.unwrap().value, pounds(8_000_000));
        // Without a list of theirs it is all that is planned.
        assert!(read(&[("Position", asks)]).savings.is_some());
    }
}
