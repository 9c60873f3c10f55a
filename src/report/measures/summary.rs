//! Every measure in one table: its latest month, what was planned for it, and whether it has changed.

use super::super::link::{column, text_cell};
use super::super::{Align, Row, Table, TableCell, Tone};
use super::{changed, said, whose};
use crate::analysis::{Measured, Variation};
use crate::plan::{MeasureUnit, Month, Plan, Sourced};
use crate::wording::counted;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

pub(super) fn table(plan: &Plan, all: &[Measured<'_>], rows_max: usize) -> Table {
    let shown = all.iter().take(rows_max);
    let left = all.len().saturating_sub(rows_max);
    let others = if left > 0 {
        format!("; {} not shown", counted(left, "other", "others"))
    } else {
        String::new()
    };
    let latest = if all.iter().all(|one| one.measure.actual.is_empty()) {
        "Last planned"
    } else {
        "Latest actual"
    };
    Table {
        title: changed(all)
            .unwrap_or_else(|| counted(all.len(), "monthly measure", "monthly measures")),
        subtitle: format!(
            "{latest} month of each measure; change by control chart, from six months on{others}"
        ),
        columns: vec![
            column("Measure", Align::Left, 3.2),
            column("Month", Align::Left, 0.9),
            column("Actual", Align::Right, 1.0),
            column("Plan", Align::Right, 1.0),
            column("Change", Align::Left, 1.7),
            column("Against target", Align::Left, 1.7),
        ],
        rows: shown.map(|one| row(plan, one)).collect(),
    }
}

fn row(plan: &Plan, one: &Measured<'_>) -> Row {
    let measure = one.measure;
    let name = format!("{}{}", whose(plan, measure), measure.name);
    let actual = measure.actual.last_key_value();
    let month = actual
        .map(|(month, _)| *month)
        .or_else(|| measure.planned.last_key_value().map(|(month, _)| *month));
    let planned = month.and_then(|month| measure.planned.get(&month));
    let control = one.control.as_ref();
    let change = control.map_or_else(
        || {
            if measure.actual.is_empty() {
                "planned only".to_owned()
            } else {
                "too few months".to_owned()
            }
        },
        |chart| chart.variation.name().to_owned(),
    );
    let tone = match control.map(|chart| chart.variation) {
        Some(Variation::Concern(_)) => Tone::Adverse,
        Some(Variation::Improvement(_)) => Tone::Favourable,
        _ => Tone::Neutral,
    };
    let against = control.and_then(|chart| chart.assurance);
    Row {
        cells: vec![
            text_cell(name),
            text_cell(month.map_or_else(String::new, Month::short)),
            cell(measure.unit, actual.map(|(_, value)| value)),
            cell(measure.unit, planned),
            TableCell {
                tone,
                ..text_cell(change)
            },
            text_cell(against.map_or("", |assurance| assurance.name())),
        ],
        strong: false,
    }
}

fn cell(unit: MeasureUnit, value: Option<&Sourced<Decimal>>) -> TableCell {
    value.map_or_else(
        || TableCell {
            tone: Tone::Muted,
            ..text_cell("–")
        },
        |value| TableCell {
            text: said(unit, value.value),
            number: value.value.to_f64(),
            cells: value.cells.clone(),
            tone: Tone::Neutral,
            opens: None,
        },
    )
}
