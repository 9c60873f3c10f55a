//! The lines of a control chart: mean and limits, the points beyond chance, and what was planned.

use super::super::month_lines::MonthLine;
use super::super::{Chart, ChartKind, LinePoint, LineSeries, LineStyle, PointMark, YAxis};
use super::Measure;
use crate::analysis::{Point, PointType, SpcChart};
use crate::plan::{Cells, Month};
use crate::wording::plain;

/// One stretch of each line for each process, so that lines break where limits start afresh; named at the last.
pub(super) fn limit_lines(spc: &SpcChart, measure: &Measure<'_>) -> Vec<LineSeries> {
    let mut lines = Vec::new();
    let mut first = 0;
    for (number, process) in spc.processes.iter().enumerate() {
        let last = first + process.points.len() - 1;
        let is_latest = number + 1 == spc.processes.len();
        let mut line = |name: &str, value: f64, style| {
            let point = |x: usize| LinePoint {
                x: x as f64,
                y: value,
                hover: format!("{name}: {}", measure.number(value)),
                cells: Cells::default(),
            };
            let label = if is_latest {
                format!("{name} {}", measure.number(value))
            } else {
                String::new()
            };
            lines.push(LineSeries {
                label,
                style,
                points: if first == last {
                    vec![point(first)]
                } else {
                    vec![point(first), point(last)]
                },
            });
        };
        line("mean", process.limits.mean, LineStyle::Plan);
        if let Some(range) = process.limits.range {
            line("upper limit", range.upper, LineStyle::Reference);
            line("lower limit", range.lower, LineStyle::Reference);
        }
        if let Some(target) = spc.settings.target {
            line("target", target, LineStyle::Limit);
        }
        first = last + 1;
    }
    lines
}

/// What was planned for the months charted and those to come, dashed over limits that know nothing of it.
pub(in crate::report) fn add_plan(
    chart: &mut Chart,
    spc: &SpcChart,
    planned: &MonthLine,
    sign: &str,
) {
    let (Some(first), Some(last)) = (spc.points().next(), spc.points().last()) else {
        return;
    };
    let ChartKind::Lines {
        x_labels,
        series,
        y,
        ..
    } = &mut chart.kind
    else {
        return;
    };
    let mut months: Vec<Month> = spc.points().map(|point| point.month).collect();
    let coming = planned.values.keys().filter(|month| **month > last.month);
    months.extend(coming.copied());
    let points: Vec<LinePoint> = months
        .iter()
        .enumerate()
        .filter(|(_, month)| **month >= first.month)
        .filter_map(|(x, month)| {
            let value = planned.values.get(month)?;
            Some(LinePoint {
                x: x as f64,
                y: value.drawn,
                hover: format!("{}: {} {}", month.short(), value.text, planned.label),
                cells: value.cells.clone(),
            })
        })
        .collect();
    if points.is_empty() {
        return;
    }
    *x_labels = months.iter().map(|month| month.tick()).collect();
    series.push(LineSeries {
        label: planned.label.to_owned(),
        style: planned.style,
        points,
    });
    let all = || {
        series
            .iter()
            .flat_map(|line| &line.points)
            .map(|point| point.y)
    };
    *y = YAxis::holding(
        all().fold(f64::INFINITY, f64::min),
        all().fold(f64::NEG_INFINITY, f64::max),
        |value| format!("{}{sign}", plain(value)),
    );
}

fn mark(kind: PointType) -> Option<PointMark> {
    match kind {
        PointType::CommonCause => None,
        PointType::Improvement => Some(PointMark::Better),
        PointType::Concern => Some(PointMark::Worse),
        PointType::NeutralHigh | PointType::NeutralLow => Some(PointMark::Unusual),
    }
}

pub(super) fn marks(points: &[&Point], measure: &Measure<'_>) -> Vec<LineSeries> {
    [PointMark::Better, PointMark::Worse, PointMark::Unusual]
        .into_iter()
        .map(|shape| LineSeries {
            label: String::new(),
            style: LineStyle::Marks(shape),
            points: points
                .iter()
                .enumerate()
                .filter(|(_, point)| mark(point.kind) == Some(shape))
                .map(|(x, point)| measure.point(x, point))
                .collect(),
        })
        .filter(|series| !series.points.is_empty())
        .collect()
}
