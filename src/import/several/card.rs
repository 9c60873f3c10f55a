//! What a workbook that was read alone is known by among others: whose it is, whom it names, and marks of its figures. Holds
//! no cells, so that hundreds can be kept where their workbooks cannot.

use super::super::names;
use super::super::text::name_key;
use super::absent;
use super::order::Told;
use crate::plan::{
    FinancialYear, Money, Organisation, OrganisationKind, Plan, PlanActual, Sourced, Weeks,
};
use crate::workbook::{CellRef, Workbook};
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::PathBuf;
use std::sync::Arc;

/// A workbook among others.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// File name without folders.
    pub(super) name: Arc<str>,
    /// Where its workbook was opened from.
    pub(super) path: PathBuf,
    fingerprint: String,
    pub(super) year: Option<FinancialYear>,
    /// Whose plan it is: as its sheets say, else as its file name says, else the only body it has figures of.
    pub(super) body: Option<Organisation>,
    /// Bodies listed one under the other, with figures or without, and where.
    pub(super) listed: Vec<(Organisation, CellRef)>,
    /// Bodies it holds figures of or lists, other than its own.
    pub(super) members: Vec<Organisation>,
    /// What its own body and its members are known by: hundreds of workbooks are each held against all others.
    pub(super) known: Option<Known>,
    pub(super) known_members: Vec<Known>,
    /// What it says of its place among submissions.
    pub(super) told: Told,
    holds: Holds,
    figures: Figures,
    schemes: BTreeSet<Mark>,
}

/// Which parts of a plan stand in a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each part of a plan is there or not, whatever the others are"
)]
struct Holds {
    savings: bool,
    position: bool,
    elective: bool,
    published: bool,
    positions_of_several: bool,
}

/// Stands for a name: equal for equal names, and far smaller than they are.
type Mark = u64;

fn mark(name: &str) -> Mark {
    let mut hasher = DefaultHasher::new();
    name_key(name).hash(&mut hasher);
    hasher.finish()
}

/// Every figure of a plan without its cells: equal for two files that hold the same return.
#[derive(Debug, Clone, Default, PartialEq)]
struct Figures {
    year: Option<FinancialYear>,
    declared: Option<Money>,
    bodies: Vec<(Mark, Money)>,
    lines: Vec<(Mark, Money)>,
    waits: Vec<Waits>,
}

type Waits = (Weeks, Option<String>, Vec<(Option<u64>, Option<u64>)>);

impl Card {
    /// `plan` is what was read in this workbook alone.
    pub fn of(workbook: &Workbook, plan: &Plan) -> Self {
        let stem = workbook
            .name
            .rsplit_once('.')
            .map_or(&*workbook.name, |(stem, _)| stem);
        let spaced = stem.replace('_', " ");
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
        let members = members(plan, &listed, body.as_ref());
        Self {
            name: Arc::clone(&workbook.name),
            path: workbook.path.clone(),
            fingerprint: workbook.fingerprint.clone(),
            year: plan.year.as_ref().map(|year| year.value),
            told: Told::of(workbook, &spaced),
            known: body.as_ref().map(Known::of),
            known_members: members.iter().map(Known::of).collect(),
            members,
            holds: Holds {
                savings: plan.savings.is_some(),
                position: plan.position.is_some(),
                elective: plan.elective.is_some(),
                published: !(plan.published.is_empty() && plan.measures.is_empty()),
                positions_of_several: plan
                    .position
                    .as_ref()
                    .is_some_and(|position| position.organisations.len() > 1),
            },
            figures: Figures::of(plan),
            schemes: schemes(plan),
            listed,
            body,
        }
    }

    /// Whether nothing of a plan was found in it, and no published figures.
    pub fn is_empty(&self) -> bool {
        !self.holds.plan() && !self.holds.published
    }

    /// Published figures and nothing of a plan.
    pub fn is_published(&self) -> bool {
        self.holds.published && !self.holds.plan()
    }

    /// Whether it speaks for others too: a commissioning body's or a system's workbook, or one of nobody that holds the
    /// positions of several.
    pub(super) fn is_lead(&self) -> bool {
        match &self.body {
            Some(body) => matches!(
                body.kind,
                OrganisationKind::CommissioningBody | OrganisationKind::System
            ),
            None => self.holds.positions_of_several,
        }
    }

    pub(super) fn is_of(&self, body: &Organisation) -> bool {
        self.body.as_ref().is_some_and(|own| is_same(own, body))
    }

    /// Whether both files hold the same return, and what says so: the same bytes, or the same figures throughout.
    pub(super) fn is_same_return(&self, other: &Self) -> Option<&'static str> {
        if self.fingerprint == other.fingerprint && !self.fingerprint.is_empty() {
            return Some("the same file, byte for byte");
        }
        let own = &self.figures;
        let enough = own.bodies.len() + own.lines.len() + own.waits.len() >= 2;
        (enough && *own == other.figures).then_some("every figure of the plan is the same")
    }

    /// Whether both hold the same part of a plan, so that they cannot both be counted.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        let (one, two) = (self.holds, other.holds);
        one.savings && two.savings || one.position && two.position || one.elective && two.elective
    }

    /// Whether most schemes of the shorter list stand in the longer one too.
    pub(super) fn shares_schemes(&self, other: &Self) -> bool {
        let fewer = self.schemes.len().min(other.schemes.len());
        fewer >= 4 && self.schemes.intersection(&other.schemes).count() * 10 >= fewer * 6
    }
}

impl Holds {
    fn plan(self) -> bool {
        self.savings || self.position || self.elective
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

fn schemes(plan: &Plan) -> BTreeSet<Mark> {
    let lines = plan.savings.iter().flat_map(|found| &found.lines);
    lines
        .filter(|line| !line.is_unidentified())
        .filter(|line| !name_key(&line.name).is_empty())
        .map(|line| mark(&line.name))
        .collect()
}

impl Figures {
    fn of(plan: &Plan) -> Self {
        let position = plan.position.as_ref();
        let mut lines: Vec<(Mark, Money)> = plan
            .savings
            .iter()
            .flat_map(|savings| &savings.lines)
            .map(|line| (mark(&line.name), line.value.value))
            .collect();
        lines.sort();
        let mut bodies: Vec<(Mark, Money)> = position
            .iter()
            .flat_map(|position| &position.organisations)
            .map(|own| (mark(&own.organisation.name), own.surplus.value))
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

/// What tells whether two names mean one body.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Known {
    code: Option<String>,
    short: String,
    pub(super) key: String,
    kind: OrganisationKind,
}

impl Known {
    fn of(body: &Organisation) -> Self {
        Self {
            code: body.code.clone(),
            short: names::short_key(&body.name),
            key: key(body),
            kind: body.kind,
        }
    }

    /// The same as `is_same` of the bodies.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let named_alike = match (&self.code, &other.code) {
            (Some(own), Some(other)) => own == other,
            _ => self.short == other.short,
        };
        named_alike || self.key == other.key && self.kind == other.kind
    }
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
