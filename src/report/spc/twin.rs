//! The table beside a control chart.

use super::super::link::{column, text_cell};
use super::super::{Align, Row, Table, TableCell};
use super::Measure;
use crate::analysis::SpcChart;

pub(super) fn twin(spc: &SpcChart, measure: &Measure<'_>) -> Table {
    let number = |value: f64| TableCell {
        text: measure.number(value),
        number: Some(value),
        ..TableCell::default()
    };
    let rows = spc.processes.iter().flat_map(|process| {
        process.points.iter().map(move |point| {
            let limit = |pick: fn(crate::analysis::Range) -> f64| {
                process
                    .limits
                    .range
                    .map_or_else(|| text_cell("–"), |range| number(pick(range)))
            };
            Row {
                cells: vec![
                    text_cell(point.month.short()),
                    TableCell {
                        cells: measure.cells.get(&point.month).cloned().unwrap_or_default(),
                        ..number(point.value)
                    },
                    number(process.limits.mean),
                    limit(|range| range.lower),
                    limit(|range| range.upper),
                    text_cell(point.signal.map_or("", |signal| signal.in_words())),
                ],
                strong: false,
            }
        })
    });
    Table {
        title: measure.name.to_owned(),
        subtitle: measure.unit.to_owned(),
        columns: vec![
            column("Month", Align::Left, 1.0),
            column("Value", Align::Right, 0.9),
            column("Mean", Align::Right, 0.9),
            column("Lower limit", Align::Right, 1.0),
            column("Upper limit", Align::Right, 1.0),
            column("More than chance", Align::Left, 2.2),
        ],
        rows: rows.collect(),
    }
}
