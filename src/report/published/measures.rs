//! Measures other than waits for treatment: emergency care, discharge, beds, as they happened.

use super::super::link::{column, link, text_cell};
use super::super::month_lines::{MonthLine, MonthLines, MonthValue};
use super::super::{Align, Chart, Figure, LineStyle, Row, Table, TableCell, Tone};
use crate::analysis::is_own;
use crate::assessment::Assessment;
use crate::plan::{MeasureUnit, Month, MonthlyMeasure, Plan, Share, Sourced};
use crate::wording::{count, percent};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use std::collections::{BTreeMap, BTreeSet};

/// Measures of which lines are drawn at most.
const CHARTS_MAX: usize = 4;
const MONTHS_MIN: usize = 6;

/// "75.5%", "2,350,478", "4.2 days"
fn said(unit: MeasureUnit, value: Decimal) -> String {
    match unit {
        MeasureUnit::Share => percent(Share(value)),
        MeasureUnit::Count => value
            .round()
            .to_u64()
            .map_or_else(|| value.to_string(), count),
        MeasureUnit::Days => format!("{} days", value.round_dp(1)),
    }
}

/// The plan's own bodies, else the country, else the first that is published.
fn subject(plan: &Plan) -> Vec<&MonthlyMeasure> {
    let of = |is: &dyn Fn(&MonthlyMeasure) -> bool| -> Vec<&MonthlyMeasure> {
        plan.measures.iter().filter(|measure| is(measure)).collect()
    };
    let body = |measure: &MonthlyMeasure, is: &dyn Fn(&crate::plan::Organisation) -> bool| {
        measure.organisation.as_ref().is_some_and(is)
    };
    let own =
        of(&|measure| measure.organisation.is_none() || body(measure, &|body| is_own(plan, body)));
    if !own.is_empty() {
        return own;
    }
    let nation = of(&|measure| body(measure, &|body| body.name == "England"));
    if !nation.is_empty() {
        return nation;
    }
    let first = plan.measures.first().map(|measure| &measure.organisation);
    of(&|measure| Some(&measure.organisation) == first)
}

fn latest(measure: &MonthlyMeasure) -> Option<(Month, &Sourced<Decimal>)> {
    let (month, value) = measure.actual.last_key_value()?;
    Some((*month, value))
}

fn whose(measure: &MonthlyMeasure) -> String {
    measure
        .organisation
        .as_ref()
        .map_or_else(String::new, |body| format!("{}: ", body.name))
}

/// The finding: a share tells more than a count.
pub(super) fn title(assessment: &Assessment) -> String {
    let shown = subject(&assessment.case.plan);
    let share = shown
        .iter()
        .find(|measure| measure.unit == MeasureUnit::Share);
    let told = share.or(shown.first());
    let Some((measure, (month, value))) = told.and_then(|told| Some((told, latest(told)?))) else {
        return String::new();
    };
    format!(
        "{}{} {}, {month}",
        whose(measure),
        measure.name,
        said(measure.unit, value.value)
    )
}

pub(super) fn figures(assessment: &Assessment) -> Vec<Figure> {
    subject(&assessment.case.plan)
        .into_iter()
        .filter_map(|measure| {
            let (month, value) = latest(measure)?;
            let body = measure.organisation.as_ref();
            Some(Figure {
                label: measure.name.clone(),
                value: said(measure.unit, value.value),
                tone: Tone::Neutral,
                detail: format!(
                    "{}{}",
                    body.map_or_else(String::new, |body| format!("{}, ", body.name)),
                    month.short()
                ),
                link: link(&value.cells),
                scale: None,
            })
        })
        .take(4)
        .collect()
}

pub(super) fn charts(plan: &Plan) -> Vec<Chart> {
    subject(plan)
        .into_iter()
        .filter(|measure| measure.actual.len() >= MONTHS_MIN)
        .take(CHARTS_MAX)
        .map(chart)
        .collect()
}

fn chart(measure: &MonthlyMeasure) -> Chart {
    let percent = measure.unit == MeasureUnit::Share;
    let line = MonthLine::of("published", LineStyle::Actual, &measure.actual, |value| {
        let number = value.value.to_f64()?;
        Some(MonthValue {
            drawn: if percent { number * 100.0 } else { number },
            text: said(measure.unit, value.value),
            cells: value.cells.clone(),
        })
    });
    let latest = line.values.last_key_value();
    let title = latest.map_or_else(
        || measure.name.clone(),
        |(month, value)| {
            format!(
                "{}{} {} in {month}",
                whose(measure),
                measure.name,
                value.text
            )
        },
    );
    let subtitle = match measure.unit {
        MeasureUnit::Share => "% by month, as published",
        MeasureUnit::Count => "By month, as published",
        MeasureUnit::Days => "Days by month, as published",
    };
    MonthLines {
        title,
        subtitle: subtitle.to_owned(),
        alt: "Line by month.".to_owned(),
        twin_title: measure.name.clone(),
        twin_subtitle: subtitle.to_owned(),
        months: measure.actual.keys().copied().collect(),
        lines: vec![line],
        bands: Vec::new(),
        strong: BTreeSet::new(),
        reach: 0.0,
    }
    .chart()
}

fn value_cell(unit: MeasureUnit, value: &Sourced<Decimal>) -> TableCell {
    TableCell {
        text: said(unit, value.value),
        number: value.value.to_f64(),
        cells: value.cells.clone(),
        tone: Tone::Neutral,
    }
}

/// A body, its measures of the month by name, and whether it is one of the plan's own.
type Body<'p> = (&'p str, BTreeMap<&'p str, &'p Sourced<Decimal>>, bool);

/// The latest month of every body, the largest first; `None` with fewer than two bodies.
pub(super) fn table(plan: &Plan, rows_max: usize) -> Option<Table> {
    let mut names: Vec<(&str, MeasureUnit)> = Vec::new();
    let mut bodies: Vec<Body<'_>> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let month = plan
        .measures
        .iter()
        .filter_map(|measure| Some(latest(measure)?.0))
        .max()?;
    for measure in &plan.measures {
        let (Some(body), Some(value)) = (&measure.organisation, measure.actual.get(&month)) else {
            continue;
        };
        if !names.iter().any(|(name, _)| *name == measure.name) {
            names.push((&measure.name, measure.unit));
        }
        let at = *places
            .entry(body.code.as_deref().unwrap_or(&body.name))
            .or_insert_with(|| {
                bodies.push((&body.name, BTreeMap::new(), is_own(plan, body)));
                bodies.len() - 1
            });
        if let Some((_, values, _)) = bodies.get_mut(at) {
            values.insert(&measure.name, value);
        }
    }
    if bodies.len() < 2 {
        return None;
    }
    names.truncate(6);
    let (first, _) = *names.first()?;
    bodies.sort_by_key(|(_, values, own)| {
        (
            !own,
            std::cmp::Reverse(values.get(first).map(|value| value.value)),
        )
    });
    let all = bodies.len();
    bodies.truncate(rows_max);
    let mut columns = vec![column("Organisation", Align::Left, 3.0)];
    columns.extend(
        names
            .iter()
            .map(|(name, _)| column(name, Align::Right, 1.2)),
    );
    let rows = bodies.iter().map(|(name, values, own)| {
        let mut cells = vec![text_cell((*name).to_owned())];
        cells.extend(names.iter().map(|(measure, unit)| {
            values
                .get(measure)
                .map_or_else(|| text_cell("–"), |value| value_cell(*unit, value))
        }));
        Row {
            cells,
            strong: *own,
        }
    });
    Some(Table {
        title: format!("By organisation, {month}"),
        subtitle: if bodies.len() < all {
            format!("the {} largest of {all}, as published", bodies.len())
        } else {
            "as published".to_owned()
        },
        columns,
        rows: rows.collect(),
    })
}
