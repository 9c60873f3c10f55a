//! The latest month of every body, where several are published side by side.

use super::super::link::{column, text_cell};
use super::super::{Align, Row, Table, TableCell, Tone};
use super::{latest, said};
use crate::analysis::is_own;
use crate::plan::{MeasureUnit, MonthlyMeasure, Origin, Plan, Sourced};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use std::collections::BTreeMap;

fn value_cell(unit: MeasureUnit, value: &Sourced<Decimal>) -> TableCell {
    TableCell {
        text: said(unit, value.value),
        number: value.value.to_f64(),
        cells: value.cells.clone(),
        tone: Tone::Neutral,
        opens: None,
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
    let is_published = |measure: &MonthlyMeasure| measure.origin == Origin::Published;
    let source = if plan.measures.iter().any(is_published) {
        "as published"
    } else {
        "as the workbook gives it"
    };
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
            format!("the {} largest of {all}, {source}", bodies.len())
        } else {
            source.to_owned()
        },
        columns,
        rows: rows.collect(),
    })
}
