//! What a body planned beside what was published of it, month by month.

use super::super::link::{column, text_cell};
use super::super::{
    Align, Chart, ChartKind, LinePoint, LineSeries, LineStyle, Row, Table, TableCell, Tone, YAxis,
};
use crate::analysis::{Beside, PlannedAndPublished, beside};
use crate::plan::{Month, Plan, Sourced, Weeks};
use crate::wording::{count, plain};

/// One chart for each measure of each of the plan's bodies; the longest waits that are published first.
pub(super) fn charts(plan: &Plan) -> Vec<Chart> {
    beside(plan).iter().map(chart).collect()
}

fn what(measure: Weeks) -> String {
    if measure.0 == 0 {
        "on the waiting list".to_owned()
    } else {
        format!("over {} weeks", measure.0)
    }
}

/// The finding: the last month of which both are known.
fn title(shown: &Beside<'_>) -> String {
    let name = &shown.organisation.name;
    let what = what(shown.measure);
    let both =
        shown.months.iter().rev().find_map(|(month, both)| {
            Some((month, both.planned.as_ref()?, both.published.as_ref()?))
        });
    match both {
        Some((month, planned, published)) => format!(
            "{name}: {} {what} in {} {}, planned {}",
            count(published.value),
            month.name(),
            month.year,
            count(planned.value)
        ),
        None => format!("{name}: {what}, planned and published"),
    }
}

fn chart(shown: &Beside<'_>) -> Chart {
    let months: Vec<Month> = shown.months.keys().copied().collect();
    let planned = series("plan", LineStyle::Plan, shown, |both| both.planned.as_ref());
    let published = series("published", LineStyle::Actual, shown, |both| {
        both.published.as_ref()
    });
    let high = [&planned, &published]
        .into_iter()
        .flat_map(|series| &series.points)
        .map(|point| point.y)
        .fold(0.0, f64::max);
    Chart {
        title: title(shown),
        subtitle: format!("Pathways {}, month end", what(shown.measure)),
        alt: format!(
            "Lines of pathways {} by month, plan dashed, published solid. {}.",
            what(shown.measure),
            title(shown)
        ),
        kind: ChartKind::Lines {
            x_labels: months
                .iter()
                .map(|month| format!("{} {:02}", month.short_name(), month.year % 100))
                .collect(),
            series: vec![planned, published],
            bands: Vec::new(),
            y: YAxis::fitting(0.0, high, plain),
        },
        twin: twin(shown),
    }
}

fn series(
    label: &str,
    style: LineStyle,
    shown: &Beside<'_>,
    pick: impl Fn(&PlannedAndPublished) -> Option<&Sourced<u64>>,
) -> LineSeries {
    let points = shown
        .months
        .iter()
        .enumerate()
        .filter_map(|(index, (month, both))| {
            let pathways = pick(both)?;
            Some(LinePoint {
                x: index as f64,
                y: pathways.value as f64,
                hover: format!(
                    "{} {}: {} {label}",
                    month.short_name(),
                    month.year,
                    count(pathways.value)
                ),
                cells: pathways.cells.clone(),
            })
        });
    LineSeries {
        label: label.to_owned(),
        style,
        points: points.collect(),
    }
}

fn twin(shown: &Beside<'_>) -> Table {
    let cell = |pathways: Option<&Sourced<u64>>| {
        pathways.map_or_else(
            || TableCell {
                text: "–".to_owned(),
                tone: Tone::Muted,
                ..TableCell::default()
            },
            |pathways| TableCell {
                text: count(pathways.value),
                number: Some(pathways.value as f64),
                cells: pathways.cells.clone(),
                tone: Tone::Neutral,
            },
        )
    };
    let rows = shown.months.iter().map(|(month, both)| Row {
        cells: vec![
            text_cell(format!("{} {}", month.short_name(), month.year)),
            cell(both.planned.as_ref()),
            cell(both.published.as_ref()),
        ],
        strong: both.planned.is_some() && both.published.is_some(),
    });
    Table {
        title: format!("{}, {}", shown.organisation.name, what(shown.measure)),
        subtitle: "pathways at month end".to_owned(),
        columns: vec![
            column("Month", Align::Left, 1.2),
            column("Plan", Align::Right, 1.0),
            column("Published", Align::Right, 1.0),
        ],
        rows: rows.collect(),
    }
}
