//! What stands around the positions of several workbooks → one: a body's own workbook speaks for it, the lead's for the
//! whole.

use super::read::{Read, is_same};
use crate::plan::{Around, Organisation, OrganisationKind};

pub(super) fn join(lead: Option<&Read<'_>>, others: &[&Read<'_>]) -> Around {
    let mut all = Around::default();
    for read in others {
        add(&mut all, belonging(read));
    }
    if let Some(lead) = lead {
        let own = if speaks_for_all(lead) {
            lead.plan().around.clone()
        } else {
            belonging(lead)
        };
        // What a body's own workbook says of it comes before what the lead says of it.
        let told: Vec<_> = all
            .items
            .iter()
            .filter_map(|item| Some((item.kind, item.when, item.organisation.clone()?)))
            .collect();
        let years: Vec<_> = all
            .other_years
            .iter()
            .filter_map(|year| Some((year.offset, year.organisation.clone()?)))
            .collect();
        let mut own = own;
        own.items.retain(|item| {
            !told.iter().any(|(kind, when, body)| {
                (*kind, *when) == (item.kind, item.when)
                    && item
                        .organisation
                        .as_ref()
                        .is_some_and(|own| is_same(own, body))
            })
        });
        own.other_years.retain(|year| {
            !years.iter().any(|(offset, body)| {
                *offset == year.offset
                    && year
                        .organisation
                        .as_ref()
                        .is_some_and(|own| is_same(own, body))
            })
        });
        add(&mut all, own);
    }
    all
}

fn add(all: &mut Around, more: Around) {
    all.items.extend(more.items);
    all.holdings.extend(more.holdings);
    all.walks.extend(more.walks);
    all.other_years.extend(more.other_years);
    all.savings_ahead.extend(more.savings_ahead);
    all.doubts.extend(more.doubts);
}

/// Whether figures of no named body are those of the whole plan.
fn speaks_for_all(lead: &Read<'_>) -> bool {
    let system = lead
        .body
        .as_ref()
        .is_some_and(|body| body.kind == OrganisationKind::System);
    let position = lead.plan().position.as_ref();
    system || position.is_some_and(|position| position.organisations.len() > 1)
}

/// A workbook's figures with its body named, where they name none.
fn belonging(read: &Read<'_>) -> Around {
    let mut own = read.plan().around.clone();
    let only = read.plan().position.as_ref().and_then(|position| {
        let mut bodies = position.organisations.iter();
        bodies
            .next()
            .filter(|_| bodies.next().is_none())
            .map(|own| own.organisation.clone())
    });
    let body: Organisation = read
        .body
        .clone()
        .or(only)
        .unwrap_or_else(|| Organisation::named(read.plan().name.clone()));
    let named = |organisation: &mut Option<Organisation>| {
        organisation.get_or_insert_with(|| body.clone());
    };
    own.items
        .iter_mut()
        .for_each(|item| named(&mut item.organisation));
    own.holdings
        .iter_mut()
        .for_each(|item| named(&mut item.organisation));
    own.walks
        .iter_mut()
        .for_each(|item| named(&mut item.organisation));
    own.other_years
        .iter_mut()
        .for_each(|item| named(&mut item.organisation));
    own.savings_ahead
        .iter_mut()
        .for_each(|item| named(&mut item.organisation));
    own
}
