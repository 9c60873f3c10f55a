//! What the plan adds up to, as labelled figures for the terminal.

use super::cells;
use super::layout::{Fact, Section, Style};
use crate::plan::{Money, Month, Plan, PlanActual, Position, Savings};
use crate::wording::{count, counted, money, percent};
use std::collections::BTreeMap;

fn declared(plan: &Plan) -> Option<Money> {
    let declared = plan.position.as_ref()?.declared.as_ref()?;
    Some(declared.value)
}

fn unidentified(plan: &Plan) -> Option<Money> {
    let savings = plan.savings.as_ref()?;
    (!savings.lines.is_empty()).then(|| savings.unidentified().value)
}

fn fact(label: impl Into<String>, value: impl Into<String>, detail: impl Into<String>) -> Fact {
    Fact {
        label: label.into(),
        value: value.into(),
        detail: detail.into(),
        style: Style::Plain,
    }
}

fn adverse(fact: Fact) -> Fact {
    Fact {
        style: Style::Adverse,
        ..fact
    }
}

pub(super) fn position(plan: &Plan) -> Section {
    let Some(position) = &plan.position else {
        return Section::default();
    };
    let mut rows = vec![declared_fact(position)];
    if let Some((declared, gap)) = declared(plan).zip(unidentified(plan)) {
        let without = fact(
            "Without unidentified savings",
            money(declared - gap),
            format!("{} of savings have no scheme behind them", money(gap)),
        );
        rows.push(if gap.is_zero() {
            without
        } else {
            adverse(without)
        });
    }
    if position.organisations.len() > 1 {
        rows.extend(position.organisations.iter().map(|body| {
            let at = cells(&body.surplus.cells);
            fact(&body.organisation.name, money(body.surplus.value), at)
        }));
    }
    if position.declared.is_none() {
        rows.extend(position.candidates.iter().map(|candidate| {
            let at = format!("{}, if this is the position", cells(&candidate.value.cells));
            fact(&candidate.label, money(candidate.value.value), at)
        }));
    }
    Section {
        title: "Position for the year",
        rows,
    }
}

fn declared_fact(position: &Position) -> Fact {
    match &position.declared {
        Some(declared) => fact("Declared", money(declared.value), cells(&declared.cells)),
        None if position.candidates.is_empty() => {
            fact("Declared", "cannot say", "the workbook states no position")
        }
        None => fact(
            "Declared",
            "cannot say",
            "these cells rival each other and differ",
        ),
    }
}

pub(super) fn savings(plan: &Plan) -> Section {
    let Some(savings) = &plan.savings else {
        return Section::default();
    };
    let mut rows = Vec::new();
    if !savings.lines.is_empty() {
        rows.extend(lines(savings));
    }
    if let Some(target) = &savings.target {
        rows.push(fact("Target", money(target.value), cells(&target.cells)));
    }
    if let Some(gap) = savings.uncovered_target() {
        let detail = if savings.target_in_position.is_some() {
            "and the position counts on it"
        } else {
            "not covered by any line"
        };
        rows.push(adverse(fact("Short of target", money(gap.value), detail)));
    }
    let base = plan
        .position
        .as_ref()
        .and_then(|position| position.base.as_ref());
    let asked = savings
        .target
        .as_ref()
        .map_or_else(|| savings.total().value, |target| target.value);
    if let Some((base, share)) =
        base.and_then(|base| Some((base, asked.share_of(base.value.value)?)))
    {
        let of = format!("of {}, {}", base.kind.label(), cells(&base.value.cells));
        rows.push(fact("Savings asked", percent(share), of));
    }
    Section {
        title: "Savings in the year",
        rows,
    }
}

fn lines(savings: &Savings) -> Vec<Fact> {
    let total = savings.total().value;
    let n_lines = counted(savings.lines.len(), "line", "lines");
    let mut rows = vec![fact("Planned", money(total), n_lines)];
    let gap = savings.unidentified().value;
    let n_gaps = counted(savings.unidentified_lines().count(), "line", "lines");
    let of_total = gap.share_of(total).map(percent);
    let detail = of_total.map_or(n_gaps.clone(), |share| format!("{n_gaps}, {share}"));
    let unidentified = fact("Unidentified", money(gap), detail);
    rows.push(if gap.is_zero() {
        unidentified
    } else {
        adverse(unidentified)
    });
    if let Some(recurrent) = savings.recurrent() {
        let detail = recurrent
            .share_of(total)
            .map(|share| format!("{} of planned", percent(share)));
        rows.push(fact(
            "Recurrent",
            money(recurrent),
            detail.unwrap_or_default(),
        ));
    }
    rows
}

/// The last planned and the last actual month of each measure.
pub(super) fn waits(plan: &Plan) -> Section {
    let Some(elective) = &plan.elective else {
        return Section::default();
    };
    let rows = elective.measures().into_iter().flat_map(|measure| {
        let months = elective.total(measure);
        let label = format!("Over {} weeks", measure.0);
        let last = |kind: &str, pathways: fn(&PlanActual) -> Option<u64>| {
            last_month(&months, pathways).map(|(month, value)| {
                let detail = format!("{kind}, {} {}", month.short_name(), month.year);
                fact(label.clone(), count(value), detail)
            })
        };
        let plan = last("plan", |both| Some(both.plan.as_ref()?.value));
        let actual = last("actual", |both| Some(both.actual.as_ref()?.value));
        [plan, actual].into_iter().flatten().collect::<Vec<_>>()
    });
    Section {
        title: "Long waits, pathways at month end",
        rows: rows.collect(),
    }
}

fn last_month(
    months: &BTreeMap<Month, PlanActual>,
    pathways: fn(&PlanActual) -> Option<u64>,
) -> Option<(Month, u64)> {
    let mut latest_first = months.iter().rev();
    latest_first.find_map(|(month, both)| Some((*month, pathways(both)?)))
}

pub(super) fn published(plan: &Plan) -> Section {
    let rows = plan.published.iter().map(|waits| {
        let month = waits
            .month
            .map(|month| format!(", {} {}", month.short_name(), month.year));
        let total: u64 = waits.organisations.iter().map(|row| row.total.value).sum();
        let bodies = counted(waits.organisations.len(), "organisation", "organisations");
        let detail = format!("pathways of {bodies}{}", month.unwrap_or_default());
        fact(&waits.title, count(total), detail)
    });
    Section {
        title: "Published waiting times",
        rows: rows.collect(),
    }
}
