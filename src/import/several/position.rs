//! The positions of several workbooks → one: each body by its own workbook, the system as its lead declares it.

use super::read::{Read, is_same};
use crate::plan::{
    Base, BaseKind, Candidate, Organisation, OrganisationKind, OrganisationPosition, Position,
    Sourced, StatedTotal, Unit,
};

pub(super) fn join(
    lead: Option<&Read<'_>>,
    others: &[&Read<'_>],
    totals: &mut Vec<StatedTotal>,
) -> Option<Position> {
    let mut organisations = lead.map_or_else(Vec::new, own_and_listed);
    let mut rivals: Vec<Candidate> = Vec::new();
    for read in others {
        let Some(position) = &read.plan().position else {
            continue;
        };
        if position.declared.is_none() {
            rivals.extend(position.candidates.iter().cloned());
        }
        for own in positions(read) {
            let known = organisations
                .iter_mut()
                .find(|known: &&mut OrganisationPosition| {
                    is_same(&known.organisation, &own.organisation)
                });
            match known {
                Some(known) => {
                    totals.push(StatedTotal {
                        label: format!(
                            "{} as {} gives it",
                            own.organisation.name,
                            lead.map_or("another workbook", |lead| &*lead.workbook.name)
                        ),
                        stated: known.surplus.clone(),
                        recomputed: own.surplus.clone(),
                        unit: Unit::Thousands,
                    });
                    *known = own;
                }
                None => organisations.push(own),
            }
        }
    }
    let whole = lead.and_then(whole);
    if organisations.is_empty() && whole.is_none() {
        return None;
    }
    let sum: Sourced<_> = organisations
        .iter()
        .filter(|own| {
            !matches!(
                own.organisation.kind,
                OrganisationKind::Predecessor | OrganisationKind::System
            )
        })
        .map(|own| &own.surplus)
        .sum();
    let candidate = whole.unwrap_or_else(|| Candidate {
        label: "Sum of the organisations".to_owned(),
        value: sum,
    });
    let undecided = !rivals.is_empty();
    let declared = (!undecided).then(|| candidate.value.clone());
    let candidates = if undecided { rivals } else { vec![candidate] };
    Some(Position {
        declared,
        candidates,
        base: base(lead, others),
        organisations,
        is_forecast: lead
            .into_iter()
            .chain(others.iter().copied())
            .filter_map(|read| read.plan().position.as_ref())
            .any(|position| position.is_forecast),
    })
}

/// The bodies of the lead's own workbook, itself among them where it declares its own position only.
fn own_and_listed(lead: &Read<'_>) -> Vec<OrganisationPosition> {
    match &lead.body {
        Some(body) if body.kind == OrganisationKind::System => lead
            .plan()
            .position
            .iter()
            .flat_map(|position| position.organisations.iter().cloned())
            .filter(|own| own.organisation.kind != OrganisationKind::System)
            .collect(),
        _ => positions(lead),
    }
}

/// What a workbook says of each body; one that declares a position without naming a body declares its own.
fn positions(read: &Read<'_>) -> Vec<OrganisationPosition> {
    let Some(position) = &read.plan().position else {
        return Vec::new();
    };
    if !position.organisations.is_empty() {
        let mut own = position.organisations.clone();
        // The one body of a workbook goes by the workbook's name for it.
        if let ([only], Some(body)) = (own.as_mut_slice(), &read.body)
            && only.organisation.kind == OrganisationKind::Unknown
        {
            only.organisation = body.clone();
        }
        return own;
    }
    let Some(declared) = position.declared.clone() else {
        return Vec::new();
    };
    let organisation = read
        .body
        .clone()
        .unwrap_or_else(|| Organisation::named(read.plan().name.clone()));
    vec![OrganisationPosition {
        organisation,
        surplus: declared,
        monthly: Default::default(),
        course: Default::default(),
        reported: 0,
        lines: Vec::new(),
    }]
}

/// The position the lead declares for all; a board that gives only its own declares none for the system.
fn whole(lead: &Read<'_>) -> Option<Candidate> {
    let position = lead.plan().position.as_ref()?;
    let declared = position.declared.clone()?;
    let is_system = lead
        .body
        .as_ref()
        .is_some_and(|body| body.kind == OrganisationKind::System);
    // Of several organisations the sum is ours; only a total that stands in the sheet is a declaration.
    let candidate = position
        .candidates
        .iter()
        .find(|candidate| candidate.value == declared)?;
    let summed = position.organisations.len() > 1
        && declared.cells.len() > 1
        && position
            .organisations
            .iter()
            .flat_map(|own| &own.surplus.cells)
            .eq(declared.cells.iter());
    ((is_system || position.organisations.len() > 1) && !summed).then(|| candidate.clone())
}

/// One base for savings as a share: the system's allocation, or the incomes of providers where they all state theirs.
fn base(lead: Option<&Read<'_>>, others: &[&Read<'_>]) -> Option<Base> {
    if let Some(lead) = lead {
        let base = lead.plan().position.as_ref()?.base.clone()?;
        return (base.kind == BaseKind::Allocation).then_some(base);
    }
    let incomes: Option<Vec<Sourced<_>>> = others
        .iter()
        .filter_map(|read| read.plan().position.as_ref())
        .map(|position| {
            let base = position.base.as_ref()?;
            (base.kind == BaseKind::OperatingIncome).then(|| base.value.clone())
        })
        .collect();
    let incomes = incomes.filter(|incomes| !incomes.is_empty())?;
    Some(Base {
        kind: BaseKind::OperatingIncome,
        value: incomes.iter().sum(),
    })
}
