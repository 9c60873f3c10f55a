//! The months counted and those projected, with the range and the deadline.

use super::super::link::{column, text_cell};
use super::super::{
    Align, Band, Chart, ChartKind, LinePoint, LineSeries, LineStyle, Row, Table, TableCell, Tone,
    YAxis,
};
use super::worth::in_ten;
use super::{about, finding, whose};
use crate::analysis::{MeasureAhead, Projected, Projection, WaitsAhead};
use crate::plan::{Cells, Month};
use crate::wording::{count, plain};

/// Months shown before the first projected one.
const MONTHS_BEFORE: usize = 18;

/// A month counted, and the pathways over the threshold.
type Counted = (Month, u64);

pub(super) fn chart(ahead: &WaitsAhead, measure: &MeasureAhead, projection: &Projection) -> Chart {
    let counted: Vec<Counted> = ahead
        .series
        .months
        .iter()
        .filter_map(|(month, counts)| Some((*month, counts.longer_than(projection.threshold.0)?)))
        .collect();
    let shown = counted
        .get(counted.len().saturating_sub(MONTHS_BEFORE)..)
        .unwrap_or(&counted);
    let cells = |month: &Month| {
        let counts = ahead.series.months.get(month);
        let over = counts.and_then(|counts| counts.over.get(&projection.threshold));
        over.map_or_else(Cells::default, |over| over.cells.clone())
    };
    let mut series = lines(shown, projection, cells);
    let end = (shown.len() + projection.path.len()).saturating_sub(1) as f64;
    series.extend(limit(ahead, measure, end));
    let high = series
        .iter()
        .flat_map(|line| &line.points)
        .map(|point| point.y)
        .fold(0.0, f64::max);
    let months = shown.iter().map(|(month, _)| *month);
    let months = months.chain(projection.path.iter().map(|month| month.month));
    let title = projection
        .at_deadline()
        .map_or_else(String::new, |at| finding(ahead, measure, at));
    let deadline = measure.deadline.as_ref().map(|_| Band {
        from: end - 0.4,
        to: end + 0.4,
        label: "deadline".to_owned(),
    });
    Chart {
        alt: alt(projection, &title),
        title,
        subtitle: format!(
            "{}, pathways over {} weeks; projected by {}; low to high held {} in 10 outcomes on systems kept aside",
            whose(&ahead.whose),
            projection.threshold.0,
            projection.method.name(),
            in_ten(projection.held.kept_aside)
        ),
        kind: ChartKind::Lines {
            x_labels: months.map(Month::tick).collect(),
            series,
            bands: deadline.into_iter().collect(),
            y: YAxis::fitting(0.0, high, plain),
        },
        comparable: None,
        twin: twin(shown, projection, cells),
    }
}

/// The range, the projection, and what was counted, the first three starting where the last ends.
fn lines(
    shown: &[Counted],
    projection: &Projection,
    cells: impl Fn(&Month) -> Cells,
) -> Vec<LineSeries> {
    let actual: Vec<LinePoint> = shown
        .iter()
        .enumerate()
        .map(|(x, (month, value))| LinePoint {
            x: x as f64,
            y: *value as f64,
            hover: format!("{}: {} counted", month, count(*value)),
            cells: cells(month),
        })
        .collect();
    let start = actual.last().cloned();
    let line = |label: &str, style, pick: fn(&Projected) -> f64| {
        let coming = projection
            .path
            .iter()
            .enumerate()
            .map(|(step, projected)| LinePoint {
                x: (shown.len() + step) as f64,
                y: pick(projected),
                hover: format!(
                    "{}: about {}, {label}",
                    projected.month,
                    about(pick(projected))
                ),
                cells: Cells::default(),
            });
        LineSeries {
            label: label.to_owned(),
            style,
            points: start.iter().cloned().chain(coming).collect(),
        }
    };
    vec![
        line("high", LineStyle::Reference, |month| month.high),
        line("low", LineStyle::Reference, |month| month.low),
        line("projected", LineStyle::Plan, |month| month.expected),
        LineSeries {
            label: "counted".to_owned(),
            style: LineStyle::Actual,
            points: actual,
        },
    ]
}

/// Where some may remain at the deadline.
fn limit(ahead: &WaitsAhead, measure: &MeasureAhead, end: f64) -> Option<LineSeries> {
    let allowed = measure.may_remain(ahead).filter(|allowed| *allowed > 0.0)?;
    let point = |x| LinePoint {
        x,
        y: allowed,
        hover: format!("limit: {}", about(allowed)),
        cells: Cells::default(),
    };
    Some(LineSeries {
        label: "limit".to_owned(),
        style: LineStyle::Limit,
        points: [0.0, end].map(point).into(),
    })
}

fn alt(projection: &Projection, title: &str) -> String {
    let range = projection.at_deadline().map_or_else(String::new, |at| {
        format!(
            " Projected {} in {}, between {} and {}.",
            about(at.expected),
            at.month,
            about(at.low),
            about(at.high)
        )
    });
    format!(
        "Line of pathways over {} weeks by month, counted solid, projected dashed. {title}. {} in {}.{range}",
        projection.threshold.0,
        count(projection.now),
        projection.from
    )
}

fn twin(counted: &[Counted], projection: &Projection, cells: impl Fn(&Month) -> Cells) -> Table {
    let none = || text_cell("–");
    let number = |value: f64| TableCell {
        text: about(value),
        number: Some(value),
        ..TableCell::default()
    };
    let past = counted.iter().map(|(month, value)| Row {
        cells: vec![
            text_cell(month.to_string()),
            TableCell {
                text: count(*value),
                number: Some(*value as f64),
                cells: cells(month),
                tone: Tone::Neutral,
                opens: None,
            },
            none(),
            none(),
            none(),
        ],
        strong: false,
    });
    let coming = projection.path.iter().map(|month| Row {
        cells: vec![
            text_cell(month.month.to_string()),
            none(),
            number(month.expected),
            number(month.low),
            number(month.high),
        ],
        strong: month.month == projection.deadline,
    });
    Table {
        title: format!(
            "Over {} weeks, counted and projected",
            projection.threshold.0
        ),
        subtitle: "pathways at month end".to_owned(),
        columns: vec![
            column("Month", Align::Left, 1.4),
            column("Counted", Align::Right, 1.0),
            column("Projected", Align::Right, 1.0),
            column("Low", Align::Right, 1.0),
            column("High", Align::Right, 1.0),
        ],
        rows: past.chain(coming).collect(),
    }
}
