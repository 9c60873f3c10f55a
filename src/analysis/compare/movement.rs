//! From one figure to another, step by step. The steps add up exactly: what they do not explain is a step of its own.

use super::matching::{self, Matched};
use crate::plan::{
    LineKind, Money, OrganisationKind, OrganisationPosition, Plan, PositionLine, Savings, Sourced,
};
use std::collections::BTreeMap;

/// A figure then, a figure now, and what lies between them.
#[derive(Debug, Clone, PartialEq)]
pub struct Movement {
    pub from: Sourced<Money>,
    pub to: Sourced<Money>,
    /// Later less earlier; none is nil.
    pub steps: Vec<MovementStep>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct MovementStep {
    pub label: String,
    pub amount: Sourced<Money>,
    /// Whether it is the part that nothing in the workbooks explains.
    pub unexplained: bool,
    /// Whether it is a change in savings with no scheme behind them.
    pub unidentified: bool,
}

/// The label of what no line accounts for.
const UNEXPLAINED: &str = "Not explained by the lines";

impl Movement {
    /// Whether the steps lead from one end to the other.
    pub fn adds_up(&self) -> bool {
        let steps: Money = self.steps.iter().map(|step| step.amount.value).sum();
        (self.from.value + steps - self.to.value).is_less_than_a_penny()
    }

    fn push(&mut self, label: &str, amount: Sourced<Money>) {
        if !amount.value.is_less_than_a_penny() {
            self.steps.push(MovementStep {
                label: label.to_owned(),
                amount,
                unexplained: false,
                unidentified: false,
            });
        }
    }

    /// The rest as a step of its own; largest steps first, the rest last.
    fn closed(mut self) -> Self {
        self.steps
            .sort_by_key(|step| std::cmp::Reverse(step.amount.value.abs()));
        let steps: Money = self.steps.iter().map(|step| step.amount.value).sum();
        let rest = self.to.value - self.from.value - steps;
        if !rest.is_less_than_a_penny() {
            self.steps.push(MovementStep {
                label: UNEXPLAINED.to_owned(),
                amount: Sourced::new(rest, Vec::new()),
                unexplained: true,
                unidentified: false,
            });
        }
        self
    }
}

/// The declared position: by the lines of each body's account where both submissions hold them, else by body.
pub(super) fn position(before: &Plan, now: &Plan) -> Option<Movement> {
    let (earlier, later) = (before.position.as_ref()?, now.position.as_ref()?);
    let mut movement = Movement {
        from: earlier.declared.clone()?,
        to: later.declared.clone()?,
        steps: Vec::new(),
    };
    let several = earlier.organisations.len().max(later.organisations.len()) > 1;
    for own in &later.organisations {
        let name = &own.organisation.name;
        let was = earlier.organisations.iter().find(|was| is_same(was, own));
        if let Some(was) = was {
            let prefix = several.then_some(name.as_str());
            of_body(was, own, prefix, &mut movement);
        }
    }
    let gone = without(&earlier.organisations, &later.organisations);
    let new = without(&later.organisations, &earlier.organisations);
    for (now, was) in succeeded(&new, &gone) {
        let name = |own: &&OrganisationPosition| own.organisation.name.clone();
        let sum = |of: &[&OrganisationPosition]| of.iter().map(|own| &own.surplus).sum();
        let (after, before): (Sourced<Money>, Sourced<Money>) = (sum(&now), sum(&was));
        let now: Vec<String> = now.iter().map(name).collect();
        let was: Vec<String> = was.iter().map(name).collect();
        let label = match (now.as_slice(), was.as_slice()) {
            ([], _) => was.join(" + "),
            (_, []) => now.join(" + "),
            _ => format!("{} (was {})", now.join(" + "), was.join(" + ")),
        };
        movement.push(&label, after - before);
    }
    Some(movement.closed())
}

fn without<'p>(
    of: &'p [OrganisationPosition],
    others: &[OrganisationPosition],
) -> Vec<&'p OrganisationPosition> {
    let known = |own: &&OrganisationPosition| others.iter().any(|other| is_same(own, other));
    of.iter().filter(|own| !known(own)).collect()
}

type Bodies<'p> = Vec<&'p OrganisationPosition>;

/// Bodies that came in place of others: of each kind the one on either side stands for all on the other, since bodies are
/// renamed, merged and parted between submissions. Where there are several on both sides, nothing says which is which.
fn succeeded<'p>(
    new: &[&'p OrganisationPosition],
    gone: &[&'p OrganisationPosition],
) -> Vec<(Bodies<'p>, Bodies<'p>)> {
    let mut kinds: Vec<OrganisationKind> = Vec::new();
    for own in new.iter().chain(gone) {
        if !kinds.contains(&own.organisation.kind) {
            kinds.push(own.organisation.kind);
        }
    }
    let mut all = Vec::new();
    for kind in kinds {
        let of_kind = |of: &[&'p OrganisationPosition]| -> Bodies<'p> {
            let own = of.iter().filter(|own| own.organisation.kind == kind);
            own.copied().collect()
        };
        let (now, was) = (of_kind(new), of_kind(gone));
        if now.len().min(was.len()) == 1 {
            all.push((now, was));
        } else {
            all.extend(now.into_iter().map(|own| (vec![own], Vec::new())));
            all.extend(was.into_iter().map(|own| (Vec::new(), vec![own])));
        }
    }
    all
}

fn is_same(one: &OrganisationPosition, other: &OrganisationPosition) -> bool {
    matching::key(&one.organisation.name) == matching::key(&other.organisation.name)
}

/// The lines that stood in the account of the same body in the submission before.
pub struct LinesBefore<'p>(BTreeMap<(LineKind, String), &'p PositionLine>);

impl<'p> LinesBefore<'p> {
    /// `None` where the body was not in it.
    pub fn of(before: &'p Plan, own: &OrganisationPosition) -> Option<Self> {
        let position = before.position.as_ref()?;
        let was = position
            .organisations
            .iter()
            .find(|was| is_same(was, own))?;
        let mut lines = BTreeMap::new();
        for line in &was.lines {
            lines
                .entry((line.kind, matching::key(&line.label)))
                .or_insert(line);
        }
        Some(Self(lines))
    }

    pub fn line(&self, now: &PositionLine) -> Option<&'p PositionLine> {
        let key = (now.kind, matching::key(&now.label));
        self.0.get(&key).copied()
    }
}

fn of_body(
    was: &OrganisationPosition,
    own: &OrganisationPosition,
    prefix: Option<&str>,
    movement: &mut Movement,
) {
    let whole = own.surplus.clone() - was.surplus.clone();
    let steps = by_line(&was.lines, &own.lines);
    // Of several bodies each is one step; of one, the lines are.
    if let Some(name) = prefix {
        movement.push(name, whole);
    } else if steps.is_empty() {
        let name = own.organisation.name.clone();
        movement.push(&name, whole);
    } else {
        for (label, amount) in steps {
            movement.push(&label, amount);
        }
    }
}

/// Changes of the account's lines, totals aside; a line that stands on one side only counts with its whole value.
fn by_line(was: &[PositionLine], own: &[PositionLine]) -> Vec<(String, Sourced<Money>)> {
    let counts = |line: &&PositionLine| !line.kind.is_total() && line.plan.is_some();
    let mut steps: Vec<(String, Sourced<Money>)> = Vec::new();
    let mut add = |label: &str, amount: Sourced<Money>| {
        let key = matching::key(label);
        match steps
            .iter_mut()
            .find(|(known, _)| matching::key(known) == key)
        {
            Some((_, sum)) => *sum = std::mem::take(sum) + amount,
            None => steps.push((label.to_owned(), amount)),
        }
    };
    for line in own.iter().filter(counts) {
        add(&line.label, line.plan.clone().unwrap_or_default());
    }
    for line in was.iter().filter(counts) {
        add(&line.label, -line.plan.clone().unwrap_or_default());
    }
    steps.retain(|(_, amount)| !amount.value.is_zero());
    steps
}

/// All savings lines: schemes added and gone, schemes worth more and less, and what has no scheme behind it.
pub(super) fn savings(before: &Savings, now: &Savings, matched: &Matched<'_>) -> Movement {
    let mut movement = Movement {
        from: before.total(),
        to: now.total(),
        steps: Vec::new(),
    };
    movement.push(
        "Schemes added",
        matched.added.iter().map(|line| &line.value).sum(),
    );
    let gone: Sourced<Money> = matched.gone.iter().map(|line| &line.value).sum();
    movement.push("Schemes gone", -gone);
    let mut more = Sourced::<Money>::default();
    let mut less = Sourced::<Money>::default();
    let mut changed = |was: &Sourced<Money>, is: &Sourced<Money>| {
        if was.value == is.value {
            return;
        }
        let change = is.clone() - was.clone();
        if change.value.is_positive() {
            more = std::mem::take(&mut more) + change;
        } else {
            less = std::mem::take(&mut less) + change;
        }
    };
    for (was, is) in &matched.pairs {
        changed(&was.value, &is.value);
    }
    for (whole, parts) in &matched.splits {
        let parts = parts.iter().map(|line| &line.value).sum();
        changed(&whole.value, &parts);
    }
    for (parts, whole) in &matched.mergers {
        let parts = parts.iter().map(|line| &line.value).sum();
        changed(&parts, &whole.value);
    }
    movement.push("Schemes worth more", more);
    movement.push("Schemes worth less", less);
    let unidentified = now.unidentified() - before.unidentified();
    if !unidentified.value.is_zero() {
        movement.steps.push(MovementStep {
            label: "No scheme".to_owned(),
            amount: unidentified,
            unexplained: false,
            unidentified: true,
        });
    }
    movement.closed()
}
