//! One workbook read alone: whose it is, whom it names, and what figures would tell it from another.

use super::super::text::name_key;
use super::super::{Imported, names};
use super::absent;
use super::order::Told;
use crate::plan::{
    FinancialYear, Money, Organisation, OrganisationKind, Plan, PlanActual, Sourced, Weeks,
};
use crate::workbook::{CellRef, Workbook};
use std::collections::BTreeSet;

/// One workbook, read alone.
pub(super) struct Read<'w> {
    pub(super) workbook: &'w Workbook,
    pub(super) imported: Imported,
    /// Whose plan it is: as its sheets say, else as its file name says, else the only body it has figures of.
    pub(super) body: Option<Organisation>,
    /// Bodies listed one under the other, with figures or without, and where.
    pub(super) listed: Vec<(Organisation, CellRef)>,
    /// Bodies it holds figures of or lists, other than its own.
    pub(super) members: Vec<Organisation>,
    /// What it says of its place among submissions.
    pub(super) told: Told,
    figures: Figures,
    schemes: BTreeSet<String>,
}

/// Every figure of a plan without its cells: equal for two files that hold the same return.
#[derive(Debug, Clone, Default, PartialEq)]
struct Figures {
    year: Option<FinancialYear>,
    declared: Option<Money>,
    bodies: Vec<(String, Money)>,
    lines: Vec<(String, Money)>,
    waits: Vec<Waits>,
}

type Waits = (Weeks, Option<String>, Vec<(Option<u64>, Option<u64>)>);

impl<'w> Read<'w> {
    pub(super) fn new(workbook: &'w Workbook, imported: Imported) -> Self {
        let stem = workbook
            .name
            .rsplit_once('.')
            .map_or(&*workbook.name, |(stem, _)| stem);
        let spaced = stem.replace('_', " ");
        let plan = &imported.plan;
        let only = || match plan.organisations.as_slice() {
            [only] => Some(only.clone()),
            _ => None,
        };
        let body = plan
            .body
            .clone()
            .or_else(|| names::in_title(&spaced))
            .or_else(only);
        let listed = absent::listed(workbook);
        Self {
            told: Told::of(workbook, &spaced),
            members: members(plan, &listed, body.as_ref()),
            figures: Figures::of(plan),
            schemes: schemes(plan),
            listed,
            body,
            workbook,
            imported,
        }
    }

    pub(super) fn plan(&self) -> &Plan {
        &self.imported.plan
    }

    /// Published figures and nothing of a plan.
    pub(super) fn is_published(&self) -> bool {
        let plan = self.plan();
        !(plan.published.is_empty() && plan.measures.is_empty())
            && plan.savings.is_none()
            && plan.position.is_none()
            && plan.elective.is_none()
    }

    /// Whether it speaks for others too: a commissioning body's or a system's workbook, or one of nobody that holds the
    /// positions of several.
    pub(super) fn is_lead(&self) -> bool {
        match &self.body {
            Some(body) => matches!(
                body.kind,
                OrganisationKind::CommissioningBody | OrganisationKind::System
            ),
            None => self
                .plan()
                .position
                .as_ref()
                .is_some_and(|position| position.organisations.len() > 1),
        }
    }

    pub(super) fn is_of(&self, body: &Organisation) -> bool {
        self.body.as_ref().is_some_and(|own| is_same(own, body))
    }

    /// Whether both files hold the same return, and what says so: the same bytes, or the same figures throughout.
    pub(super) fn is_same_return(&self, other: &Self) -> Option<&'static str> {
        if self.workbook.fingerprint == other.workbook.fingerprint
            && !self.workbook.fingerprint.is_empty()
        {
            return Some("the same file, byte for byte");
        }
        let own = &self.figures;
        let enough = own.bodies.len() + own.lines.len() + own.waits.len() >= 2;
        (enough && *own == other.figures).then_some("every figure of the plan is the same")
    }

    /// Whether both hold the same part of a plan, so that they cannot both be counted.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        let (one, two) = (self.plan(), other.plan());
        one.savings.is_some() && two.savings.is_some()
            || one.position.is_some() && two.position.is_some()
            || one.elective.is_some() && two.elective.is_some()
    }

    /// Whether most schemes of the shorter list stand in the longer one too.
    pub(super) fn shares_schemes(&self, other: &Self) -> bool {
        let fewer = self.schemes.len().min(other.schemes.len());
        fewer >= 4 && self.schemes.intersection(&other.schemes).count() * 10 >= fewer * 6
    }
}

fn members(
    plan: &Plan,
    listed: &[(Organisation, CellRef)],
    own: Option<&Organisation>,
) -> Vec<Organisation> {
    let listed = listed.iter().map(|(body, _)| body);
    let mut members: Vec<Organisation> = Vec::new();
    for body in plan.organisations.iter().chain(listed).filter(|body| {
        !matches!(
            body.kind,
            OrganisationKind::System | OrganisationKind::Predecessor
        )
    }) {
        if !own.is_some_and(|own| is_same(own, body))
            && !members.iter().any(|known| is_same(known, body))
        {
            members.push(body.clone());
        }
    }
    members
}

fn schemes(plan: &Plan) -> BTreeSet<String> {
    let lines = plan.savings.iter().flat_map(|found| &found.lines);
    lines
        .filter(|line| !line.is_unidentified())
        .map(|line| name_key(&line.name))
        .filter(|key| !key.is_empty())
        .collect()
}

impl Figures {
    fn of(plan: &Plan) -> Self {
        let position = plan.position.as_ref();
        let mut lines: Vec<(String, Money)> = plan
            .savings
            .iter()
            .flat_map(|savings| &savings.lines)
            .map(|line| (name_key(&line.name), line.value.value))
            .collect();
        lines.sort();
        let mut bodies: Vec<(String, Money)> = position
            .iter()
            .flat_map(|position| &position.organisations)
            .map(|own| (name_key(&own.organisation.name), own.surplus.value))
            .collect();
        bodies.sort();
        let trajectories = plan.elective.iter().flat_map(|waits| &waits.trajectories);
        let waits = trajectories
            .map(|trajectory| {
                let months = trajectory.months.values().map(pathways).collect();
                (trajectory.measure, trajectory.specialty.clone(), months)
            })
            .collect();
        Self {
            year: plan.year.as_ref().map(|year| year.value),
            declared: position.and_then(|position| Some(position.declared.as_ref()?.value)),
            bodies,
            lines,
            waits,
        }
    }
}

fn pathways(both: &PlanActual) -> (Option<u64>, Option<u64>) {
    let value = |part: &Option<Sourced<u64>>| part.as_ref().map(|part| part.value);
    (value(&both.plan), value(&both.actual))
}

/// Whether two names mean one body, short forms and spelled-out kinds included.
pub(super) fn is_same(a: &Organisation, b: &Organisation) -> bool {
    names::same(a, b) || key(a) == key(b) && a.kind == b.kind
}

/// The name without what kind of body it is.
pub(super) fn key(body: &Organisation) -> String {
    let plain = name_key(&body.name)
        .replace("integrated care board", "icb")
        .replace("integrated care system", "ics")
        .replace("integrated care partnership", "ics")
        .replace("clinical commissioning group", "ccg");
    plain
        .split(' ')
        .filter(|word| {
            !matches!(
                *word,
                "nhs"
                    | "foundation"
                    | "trust"
                    | "ft"
                    | "the"
                    | "icb"
                    | "ics"
                    | "ccg"
                    | "stp"
                    | "system"
            )
        })
        .collect::<Vec<_>>()
        .join(" ")
}
