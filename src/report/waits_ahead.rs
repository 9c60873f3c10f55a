//! Where the long waits lead: projected to the deadline with a range, how fast they must be treated, and whether the share
//! within 18 weeks has changed.

use super::link::{column, link, text_cell};
use super::{
    Align, Band, Block, Chart, ChartKind, Figure, LinePoint, LineSeries, LineStyle, Page, PageId,
    Row, Table, TableCell, Tone, YAxis, note, page, plan_label, spc,
};
use crate::analysis::{
    Choice, Cohort, MeasureAhead, Method, Projected, Projection, WaitsAhead, Whose,
};
use crate::assessment::Assessment;
use crate::plan::{Month, Sourced};
use crate::policy::Allowance;
use crate::wording::{count, counted, plain};
use crate::workbook::CellRef;
use rust_decimal::prelude::ToPrimitive as _;
use std::collections::BTreeMap;

/// For each measure its figures and chart, then what the projection is worth, then the chart of control.
pub(super) fn rows(assessment: &Assessment) -> Vec<Vec<Block>> {
    let Some(ahead) = &assessment.waits_ahead else {
        return Vec::new();
    };
    let mut rows = Vec::new();
    for measure in &ahead.measures {
        rows.extend(measure_rows(ahead, measure));
    }
    if let Some((icons, chart)) = control(ahead) {
        rows.push(vec![icons]);
        rows.push(vec![chart]);
    }
    rows
}

/// The measure that binds first, and how it stands with the standard.
pub(super) fn board_page(assessment: &Assessment) -> Option<Page> {
    let ahead = assessment.waits_ahead.as_ref()?;
    let (measure, projection) = ahead
        .measures
        .iter()
        .find_map(|measure| Some((measure, measure.projection.as_ref().ok()?)))?;
    let chart = projection_chart(ahead, measure, projection);
    let title = chart.title.clone();
    let figures = figures(ahead, measure);
    let mut charts = vec![Block::Chart(chart)];
    charts.extend(control(ahead).map(|(_, chart)| chart));
    let mut rows = vec![charts];
    if !figures.is_empty() {
        rows.insert(0, vec![Block::Figures(figures)]);
    }
    let subtitle = format!(
        "Incomplete pathways at month end, {}, {}",
        whose(&ahead.whose),
        plan_label(assessment)
    );
    Some(page(assessment, PageId::WaitsAhead, title, subtitle, rows))
}

fn whose(whose: &Whose) -> String {
    match whose {
        Whose::Body(name) => name.clone(),
        Whose::Together(bodies) => counted(*bodies, "organisation", "organisations"),
    }
}

fn said(month: Month) -> String {
    format!("{} {}", month.name(), month.year)
}

/// To the nearest ten, hundred or thousand, as large numbers grow: a projection is no more exact than that.
fn about(pathways: f64) -> String {
    let rounded = pathways.max(0.0).round();
    let unit = match rounded {
        ..100.0 => 1.0,
        ..1_000.0 => 10.0,
        ..100_000.0 => 100.0,
        _ => 1_000.0,
    };
    plain((rounded / unit).round() * unit)
}

/// Pathways that may remain at the deadline.
fn allowed(ahead: &WaitsAhead, measure: &MeasureAhead) -> Option<f64> {
    Some(match measure.deadline?.allowed {
        Allowance::None => 0.0,
        Allowance::ShareOfList(share) => {
            ahead.series.latest()?.1.total.value as f64 * share.0.to_f64()?
        }
    })
}

/// "13,200 will still wait over 65 weeks in March 2024 unless 310 more a week are treated"
fn finding(ahead: &WaitsAhead, measure: &MeasureAhead, at: &Projected) -> String {
    let (weeks, month) = (measure.threshold.0, said(at.month));
    let over = allowed(ahead, measure).map(|allowed| at.expected - allowed);
    let more_a_week = over
        .zip(measure.cohort)
        .map(|(over, cohort)| over / f64::from(cohort.time.weeks.max(1)));
    match more_a_week {
        Some(more) if more >= 0.5 => format!(
            "{} will still wait over {weeks} weeks in {month} unless {} more a week are treated",
            about(at.expected),
            about(more.max(1.0))
        ),
        Some(_) => format!(
            "About {} over {weeks} weeks in {month}, within the limit",
            about(at.expected)
        ),
        None => format!(
            "About {} over {weeks} weeks in {month}, {} to {}",
            about(at.expected),
            about(at.low),
            about(at.high)
        ),
    }
}

fn measure_rows(ahead: &WaitsAhead, measure: &MeasureAhead) -> Vec<Vec<Block>> {
    let projection = match &measure.projection {
        Ok(projection) => projection,
        Err(missing) => {
            return vec![vec![note(format!(
                "Waits over {} weeks are not projected to {}: that needs {}.",
                measure.threshold.0,
                said(measure.to),
                missing.in_words()
            ))]];
        }
    };
    let mut rows = Vec::new();
    let figures = figures(ahead, measure);
    if !figures.is_empty() {
        rows.push(vec![Block::Figures(figures)]);
    }
    let mut blocks = vec![Block::Chart(projection_chart(ahead, measure, projection))];
    if !projection.back_test.is_empty() {
        blocks.push(Block::Table(back_test(projection)));
    }
    rows.push(blocks);
    rows.push(vec![note(worth(projection))]);
    rows
}

fn figure(label: String, value: String, detail: String, cells: &[CellRef]) -> Figure {
    Figure {
        label,
        value,
        tone: Tone::Neutral,
        detail,
        link: link(cells),
        scale: None,
    }
}

/// The cohort to be cleared, the pace it needs, the pace it has, and what that leaves.
fn figures(ahead: &WaitsAhead, measure: &MeasureAhead) -> Vec<Figure> {
    let Some(cohort) = measure.cohort else {
        return Vec::new();
    };
    let weeks = measure.threshold.0;
    let cells = ahead
        .series
        .latest()
        .and_then(|(_, counts)| counts.over.get(&measure.threshold))
        .map_or(&[][..], |over: &Sourced<u64>| &over.cells);
    let range = if cohort.size.is_exact() {
        String::new()
    } else {
        format!(
            "; {} to {}",
            count(cohort.size.low),
            count(cohort.size.high)
        )
    };
    let mut figures = vec![figure(
        format!(
            "Over {weeks} weeks by {} unless treated",
            said(cohort.deadline)
        ),
        about(cohort.size.likely),
        format!("waiting in {}{range}", said(cohort.counted)),
        cells,
    )];
    if let Some(required) = cohort.required_per_working_week() {
        figures.push(figure(
            "To be treated a working week".to_owned(),
            about(required),
            time(&cohort),
            cells,
        ));
    }
    if let Some(clearance) = measure.clearance {
        let uplift = clearance.uplift.map_or_else(String::new, |uplift| {
            if uplift > 0.0 {
                format!("; needs {}% more", plain((uplift * 100.0).round()))
            } else {
                "; enough".to_owned()
            }
        });
        figures.push(figure(
            "Treated a working week lately".to_owned(),
            about(clearance.per_working_week),
            format!("of the same pathways, last three months{uplift}"),
            cells,
        ));
        figures.push(Figure {
            tone: if clearance.left_at_deadline >= 0.5 {
                Tone::Adverse
            } else {
                Tone::Neutral
            },
            ..figure(
                "Left at that pace".to_owned(),
                about(clearance.left_at_deadline),
                format!("over {weeks} weeks in {}", said(cohort.deadline)),
                cells,
            )
        });
    }
    figures
}

fn time(cohort: &Cohort) -> String {
    let lost = cohort.time.lost_at_christmas + cohort.time.lost_at_easter;
    let tenth = |weeks: f64| plain((weeks * 10.0).round() / 10.0);
    if lost > 0.0 {
        format!(
            "{} weeks left, {} of them lost at Christmas and Easter",
            cohort.time.weeks,
            tenth(lost)
        )
    } else {
        format!("{} weeks left", cohort.time.weeks)
    }
}

/// Months shown before the first projected one.
const MONTHS_BEFORE: usize = 18;

fn projection_chart(ahead: &WaitsAhead, measure: &MeasureAhead, projection: &Projection) -> Chart {
    let counted: Vec<(Month, u64)> = ahead
        .series
        .months
        .iter()
        .filter_map(|(month, counts)| Some((*month, counts.longer_than(projection.threshold.0)?)))
        .collect();
    let shown = counted
        .get(counted.len().saturating_sub(MONTHS_BEFORE)..)
        .unwrap_or(&counted);
    let cells = |month: &Month| {
        let over = ahead
            .series
            .months
            .get(month)
            .and_then(|counts| counts.over.get(&projection.threshold));
        over.map_or_else(Vec::new, |over| over.cells.clone())
    };
    let actual: Vec<LinePoint> = shown
        .iter()
        .enumerate()
        .map(|(x, (month, value))| LinePoint {
            x: x as f64,
            y: *value as f64,
            hover: format!("{}: {} counted", said(*month), count(*value)),
            cells: cells(month),
        })
        .collect();
    let start = actual.last().cloned();
    let line = |label: &str, style, pick: fn(&Projected) -> f64| LineSeries {
        label: label.to_owned(),
        style,
        points: start
            .iter()
            .cloned()
            .chain(
                projection
                    .path
                    .iter()
                    .enumerate()
                    .map(|(step, projected)| LinePoint {
                        x: (shown.len() + step) as f64,
                        y: pick(projected),
                        hover: format!(
                            "{}: about {}, {label}",
                            said(projected.month),
                            about(pick(projected))
                        ),
                        cells: Vec::new(),
                    }),
            )
            .collect(),
    };
    let high = projection
        .path
        .iter()
        .map(|month| month.high)
        .fold(0.0, f64::max);
    let high = actual.iter().map(|point| point.y).fold(high, f64::max);
    let mut series = vec![
        line("high", LineStyle::Reference, |month| month.high),
        line("low", LineStyle::Reference, |month| month.low),
        line("projected", LineStyle::Plan, |month| month.expected),
        LineSeries {
            label: "counted".to_owned(),
            style: LineStyle::Actual,
            points: actual,
        },
    ];
    let end = (shown.len() + projection.path.len()).saturating_sub(1) as f64;
    let bands: Vec<Band> = measure
        .deadline
        .iter()
        .map(|_| Band {
            from: end - 0.4,
            to: end + 0.4,
            label: "deadline".to_owned(),
        })
        .collect();
    if let Some(allowed) = allowed(ahead, measure).filter(|allowed| *allowed > 0.0) {
        series.push(LineSeries {
            label: "limit".to_owned(),
            style: LineStyle::Limit,
            points: [0.0, end]
                .map(|x| LinePoint {
                    x,
                    y: allowed,
                    hover: format!("limit: {}", about(allowed)),
                    cells: Vec::new(),
                })
                .into(),
        });
    }
    let months = shown
        .iter()
        .map(|(month, _)| *month)
        .chain(projection.path.iter().map(|month| month.month));
    let title = projection
        .at_deadline()
        .map_or_else(String::new, |at| finding(ahead, measure, at));
    Chart {
        alt: alt(projection, &title),
        title,
        subtitle: format!(
            "{}, pathways over {} weeks; projected by {}, between low and high in about 8 of 10 cases studied",
            whose(&ahead.whose),
            projection.threshold.0,
            projection.method.name()
        ),
        kind: ChartKind::Lines {
            x_labels: months
                .map(|month| format!("{} {:02}", month.short_name(), month.year % 100))
                .collect(),
            series,
            bands,
            y: YAxis::fitting(0.0, high, plain),
        },
        twin: twin(shown, projection, cells),
    }
}

fn alt(projection: &Projection, title: &str) -> String {
    let range = projection.at_deadline().map_or_else(String::new, |at| {
        format!(
            " Projected {} in {}, between {} and {}.",
            about(at.expected),
            said(at.month),
            about(at.low),
            about(at.high)
        )
    });
    format!(
        "Line of pathways over {} weeks by month, counted solid, projected dashed. {title}. {} in {}.{range}",
        projection.threshold.0,
        count(projection.now),
        said(projection.from)
    )
}

fn twin(
    counted: &[(Month, u64)],
    projection: &Projection,
    cells: impl Fn(&Month) -> Vec<CellRef>,
) -> Table {
    let none = || text_cell("–");
    let number = |value: f64| TableCell {
        text: about(value),
        number: Some(value),
        ..TableCell::default()
    };
    let past = counted.iter().map(|(month, value)| Row {
        cells: vec![
            text_cell(said(*month)),
            TableCell {
                text: count(*value),
                number: Some(*value as f64),
                cells: cells(month),
                tone: Tone::Neutral,
            },
            none(),
            none(),
            none(),
        ],
        strong: false,
    });
    let coming = projection.path.iter().map(|month| Row {
        cells: vec![
            text_cell(said(month.month)),
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

/// What each method would have said of this list in months now known.
fn back_test(projection: &Projection) -> Table {
    let percent = |part: f64| plain((part * 100.0).round());
    let rows = projection.back_test.iter().map(|ahead| {
        let mut cells = vec![TableCell {
            number: Some(f64::from(ahead.months_ahead)),
            ..text_cell(ahead.months_ahead.to_string())
        }];
        cells.extend(ahead.errors.iter().map(|error| TableCell {
            text: format!("{}% ({}%)", percent(error.median), percent(error.ninetieth)),
            number: Some(error.median),
            ..TableCell::default()
        }));
        cells.push(text_cell(count(
            ahead.errors.first().map_or(0, |error| error.projections) as u64,
        )));
        Row {
            cells,
            strong: usize::from(ahead.months_ahead) == projection.path.len(),
        }
    });
    let mut columns = vec![column("Months ahead", Align::Right, 1.0)];
    columns.extend(Method::ALL.map(|method| column(&in_title(method.name()), Align::Right, 1.4)));
    columns.push(column("Tried", Align::Right, 0.7));
    Table {
        title: "How far out it would have been on this list".to_owned(),
        subtitle: "median error, and in brackets what 9 in 10 stayed below, as % of the outcome"
            .to_owned(),
        columns,
        rows: rows.collect(),
    }
}

fn in_title(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// Why this method, and how far it can be trusted.
fn worth(projection: &Projection) -> String {
    let percent = |part: f64| plain((part * 100.0).round());
    let choice = match projection.choice {
        Choice::TooLittleHistory { months } => format!(
            "Too little history to compare methods on this list ({}); projected by cohort survival.",
            counted(months, "month", "months")
        ),
        Choice::CohortNearest => {
            "Cohort survival was nearest on this list's own earlier months.".to_owned()
        }
        Choice::NotConfirmed { tried } => format!(
            "A {} was nearer on this list's earlier months, but not clearly on later ones; projected by cohort survival.",
            tried.name()
        ),
        Choice::Replaced {
            error,
            cohort_error,
        } => format!(
            "A {} was clearly nearer on this list than cohort survival, also on months not used in choosing it (median error {}% against {}%).",
            projection.method.name(),
            percent(error),
            percent(cohort_error)
        ),
    };
    let ages = if projection.by_week {
        ""
    } else {
        " Ages between published thresholds are read off at a steady rate."
    };
    let breaks = match projection.breaks.as_slice() {
        [] => String::new(),
        months => format!(
            " The list changed what it counts in {}; nothing is carried across.",
            months
                .iter()
                .map(|month| said(*month))
                .collect::<Vec<_>>()
                .join(", ")
        ),
    };
    format!(
        "{choice} The range is what this method missed by on 19 systems from 2022 to 2026; a drive before a deadline goes beyond any history.{ages}{breaks}"
    )
}

/// The icons and the control chart of the share within 18 weeks.
fn control(ahead: &WaitsAhead) -> Option<(Block, Block)> {
    let within = ahead.within_18_weeks.as_ref()?;
    let cells: BTreeMap<Month, Vec<CellRef>> = ahead
        .series
        .months
        .iter()
        .map(|(month, counts)| {
            let over = counts.over.get(&crate::plan::Weeks(18));
            let cells = over.map_or_else(|| counts.total.cells.clone(), |over| over.cells.clone());
            (*month, cells)
        })
        .collect();
    let name = format!("{}, within 18 weeks", whose(&ahead.whose));
    let measure = spc::Measure {
        name: &name,
        unit: "% of incomplete pathways at month end",
        sign: "%",
        cells: &cells,
    };
    Some((
        Block::Icons(spc::icons(within)),
        Block::Chart(spc::chart(within, &measure)),
    ))
}
