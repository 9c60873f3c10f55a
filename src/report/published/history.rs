//! The months of a published list as they went: how long it is, and who is within 18 weeks.

use super::super::link::{column, text_cell};
use super::super::{
    Align, Chart, ChartKind, LinePoint, LineSeries, LineStyle, Row, Table, TableCell, Tone, YAxis,
};
use super::within;
use crate::analysis::is_own;
use crate::plan::{Month, Pathways, Plan, PublishedBy, PublishedHistory, Waits, histories};
use crate::wording::{count, counted, percent, plain};
use rust_decimal::prelude::ToPrimitive as _;
use std::collections::BTreeMap;

/// Fewer months than this are no line.
const MONTHS_MIN: usize = 2;

/// The list and the share within 18 weeks, of the plan's bodies or of all that are published in every month.
pub(super) fn charts(plan: &Plan) -> Vec<Chart> {
    let all = histories(&plan.published);
    let of_kind = |by: PublishedBy, own: bool| -> Vec<&PublishedHistory<'_>> {
        all.iter()
            .filter(|history| {
                history.pathways == Pathways::Incomplete
                    && history.by == by
                    && history.months.len() >= MONTHS_MIN
                    && (!own || is_own(plan, history.organisation))
            })
            .collect()
    };
    let kinds = [
        PublishedBy::Commissioner,
        PublishedBy::Provider,
        PublishedBy::Nation,
    ];
    for own in [true, false] {
        for by in kinds {
            let shown = of_kind(by, own);
            if !shown.is_empty() {
                let months = together(&shown);
                if months.len() >= MONTHS_MIN {
                    return both(&whose(&shown), &months);
                }
            }
        }
    }
    Vec::new()
}

fn whose(shown: &[&PublishedHistory<'_>]) -> String {
    match shown {
        [one] => one.organisation.name.clone(),
        many => counted(many.len(), "organisation", "organisations"),
    }
}

/// The sum of the bodies for each month that all of them have.
fn together(shown: &[&PublishedHistory<'_>]) -> BTreeMap<Month, Waits> {
    let Some(first) = shown.first() else {
        return BTreeMap::new();
    };
    let sum = |month: &Month| -> Option<Waits> {
        let mut parts = shown.iter().map(|history| history.months.get(month));
        let mut sum = parts.next()??.waits.clone();
        for part in parts {
            sum.add(&part?.waits);
        }
        Some(sum)
    };
    first
        .months
        .keys()
        .filter_map(|month| Some((*month, sum(month)?)))
        .collect()
}

fn both(whose: &str, months: &BTreeMap<Month, Waits>) -> Vec<Chart> {
    let list = |waits: &Waits| Some(waits.total.value as f64);
    let share = |waits: &Waits| Some(within(waits)?.0.to_f64()? * 100.0);
    let mut charts = vec![chart(
        whose,
        months,
        "Pathways on the list, month end",
        |waits| count(waits.total.value),
        list,
        plain,
    )];
    if months.values().any(|waits| within(waits).is_some()) {
        charts.push(chart(
            whose,
            months,
            "Part of the list within 18 weeks, %; the standard is 92",
            |waits| within(waits).map_or_else(|| "–".to_owned(), percent),
            share,
            plain,
        ));
    }
    charts
}

fn chart(
    whose: &str,
    months: &BTreeMap<Month, Waits>,
    subtitle: &str,
    said: impl Fn(&Waits) -> String,
    drawn: impl Fn(&Waits) -> Option<f64>,
    tick: impl Fn(f64) -> String,
) -> Chart {
    let ends = months.first_key_value().zip(months.last_key_value());
    let title = ends.map_or_else(
        || whose.to_owned(),
        |((first, from), (last, to))| {
            format!(
                "{whose}: {} in {} {}, {} in {} {}",
                said(from),
                first.name(),
                first.year,
                said(to),
                last.name(),
                last.year
            )
        },
    );
    let points: Vec<LinePoint> = months
        .iter()
        .enumerate()
        .filter_map(|(index, (month, waits))| {
            Some(LinePoint {
                x: index as f64,
                y: drawn(waits)?,
                hover: format!("{} {}: {}", month.short_name(), month.year, said(waits)),
                cells: waits.total.cells.clone(),
            })
        })
        .collect();
    let high = points.iter().map(|point| point.y).fold(0.0, f64::max);
    let rows = months.iter().map(|(month, waits)| Row {
        cells: vec![
            text_cell(format!("{} {}", month.short_name(), month.year)),
            TableCell {
                text: said(waits),
                number: drawn(waits),
                cells: waits.total.cells.clone(),
                tone: Tone::Neutral,
            },
        ],
        strong: false,
    });
    let twin = Table {
        title: title.clone(),
        subtitle: subtitle.to_owned(),
        columns: vec![
            column("Month", Align::Left, 1.2),
            column("Published", Align::Right, 1.0),
        ],
        rows: rows.collect(),
    };
    Chart {
        alt: format!("Line by month. {title}."),
        title,
        subtitle: subtitle.to_owned(),
        kind: ChartKind::Lines {
            x_labels: months
                .keys()
                .map(|month| format!("{} {:02}", month.short_name(), month.year % 100))
                .collect(),
            series: vec![LineSeries {
                label: "published".to_owned(),
                style: LineStyle::Actual,
                points,
            }],
            bands: Vec::new(),
            y: YAxis::fitting(0.0, high, tick),
        },
        twin,
    }
}
