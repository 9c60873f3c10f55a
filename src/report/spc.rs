//! Whether a measure has changed, or only goes up and down: the `XmR` chart, its points that are more than chance, its icons.

use super::link::{column, text_cell};
use super::month_lines::MonthLine;
use super::{
    Align, Band, Chart, ChartKind, IconItem, IconSign, LinePoint, LineSeries, LineStyle, PointMark,
    Row, Table, TableCell, Tone, YAxis,
};
use crate::analysis::{Assurance, Letter, Point, PointType, Screening, SpcChart, Variation};
use crate::plan::{Cells, Month};
use crate::wording::plain;
use std::collections::BTreeMap;

/// What a chart is of, beyond its numbers.
pub(super) struct Measure<'a> {
    /// Whose and what, to begin a title: "NHS Somewhere ICB: within 18 weeks".
    pub name: &'a str,
    /// "% of the list at month end".
    pub unit: &'a str,
    /// After a number: "%".
    pub sign: &'a str,
    pub cells: &'a BTreeMap<Month, Cells>,
}

impl Measure<'_> {
    /// To one decimal, as far as a chart can be read.
    fn number(&self, value: f64) -> String {
        // A limit is no more exact than the counts it was drawn from.
        let value = if value.abs() < 100.0 {
            (value * 10.0).round() / 10.0
        } else {
            value.round()
        };
        format!("{}{}", plain(value), self.sign)
    }

    fn point(&self, x: usize, point: &Point) -> LinePoint {
        let why = point
            .signal
            .map_or("within the limits", |signal| signal.in_words());
        LinePoint {
            x: x as f64,
            y: point.value,
            hover: format!(
                "{}: {}, {why}",
                point.month.short(),
                self.number(point.value)
            ),
            cells: self.cells.get(&point.month).cloned().unwrap_or_default(),
        }
    }
}

/// The icons, the words of each beside it.
pub(super) fn icons(spc: &SpcChart) -> Vec<IconItem> {
    let letter = |letter| match letter {
        Letter::High => IconSign::Letter("H"),
        Letter::Low => IconSign::Letter("L"),
    };
    let (sign, tone) = match spc.variation {
        Variation::CommonCause => (IconSign::Wave, Tone::Muted),
        Variation::Improvement(high_or_low) => (letter(high_or_low), Tone::Favourable),
        Variation::Concern(high_or_low) => (letter(high_or_low), Tone::Adverse),
        Variation::NeutralHigh => (IconSign::Letter("H"), Tone::Neutral),
        Variation::NeutralLow => (IconSign::Letter("L"), Tone::Neutral),
    };
    let mut icons = vec![IconItem {
        sign,
        tone,
        name: spc.variation.name().to_owned(),
        words: spc.variation.in_words().to_owned(),
    }];
    icons.extend(spc.assurance.map(|assurance| {
        let (sign, tone) = match assurance {
            Assurance::HitAndMiss => ("?", Tone::Muted),
            Assurance::ConsistentPass => ("P", Tone::Favourable),
            Assurance::ConsistentFail => ("F", Tone::Adverse),
        };
        IconItem {
            sign: IconSign::Letter(sign),
            tone,
            name: assurance.name().to_owned(),
            words: assurance.in_words().to_owned(),
        }
    }));
    icons
}

/// One icon for a measure among others: what it says of chance and, where there is a plan, of the plan.
pub(super) fn icon_of(spc: &SpcChart, name: &str) -> IconItem {
    let mut all = icons(spc).into_iter();
    let first = all.next();
    let words: Vec<String> = first
        .iter()
        .map(|icon| icon.words.clone())
        .chain(all.map(|icon| icon.words))
        .collect();
    IconItem {
        sign: first.as_ref().map_or(IconSign::Wave, |icon| icon.sign),
        tone: first.as_ref().map_or(Tone::Muted, |icon| icon.tone),
        name: spc.variation.name().to_owned(),
        words: format!("{name}. {}", words.join(" ")),
    }
}

/// Values, mean, limits, target, and the points that are more than chance.
pub(super) fn chart(spc: &SpcChart, measure: &Measure<'_>) -> Chart {
    let points: Vec<&Point> = spc.points().collect();
    let mut series = limit_lines(spc, measure);
    series.push(LineSeries {
        label: String::new(),
        style: LineStyle::Actual,
        points: points
            .iter()
            .enumerate()
            .map(|(x, point)| measure.point(x, point))
            .collect(),
    });
    series.extend(marks(&points, measure));
    let reach = |pick: fn(f64, f64) -> f64, start: f64| {
        series
            .iter()
            .flat_map(|line| &line.points)
            .fold(start, |so_far, point| pick(so_far, point.y))
    };
    let axis = YAxis::holding(
        reach(f64::min, f64::INFINITY),
        reach(f64::max, f64::NEG_INFINITY),
        |value| format!("{}{}", plain(value), measure.sign),
    );
    Chart {
        title: title(spc, measure),
        subtitle: subtitle(spc, measure),
        alt: alt(spc, measure),
        kind: ChartKind::Lines {
            x_labels: points.iter().map(|point| point.month.tick()).collect(),
            series,
            bands: breaks(spc),
            y: axis,
        },
        twin: twin(spc, measure),
    }
}

/// A shaded month where limits start afresh, so that the break is not taken for a change of the service alone.
fn breaks(spc: &SpcChart) -> Vec<Band> {
    let mut first = 0;
    let mut bands = Vec::new();
    for process in &spc.processes {
        if first > 0 {
            bands.push(Band {
                from: first as f64 - 0.6,
                to: first as f64 - 0.4,
                label: "new limits".to_owned(),
            });
        }
        first += process.points.len();
    }
    bands
}

fn title(spc: &SpcChart, measure: &Measure<'_>) -> String {
    let latest = spc.points().last().map_or_else(String::new, |point| {
        format!("{} in {}", measure.number(point.value), point.month.short())
    });
    let change = match spc.variation {
        Variation::CommonCause => "no more than usual ups and downs",
        Variation::Improvement(_) => "better by more than chance",
        Variation::Concern(_) => "worse by more than chance",
        Variation::NeutralHigh => "higher by more than chance",
        Variation::NeutralLow => "lower by more than chance",
    };
    format!("{}: {latest}, {change}", measure.name)
}

/// Unit, settings and warnings: a chart whose settings are not printed cannot be checked.
fn subtitle(spc: &SpcChart, measure: &Measure<'_>) -> String {
    let screening = match spc.settings.screening {
        Screening::Screened => "outlying moves screened",
        Screening::All => "all moves counted",
    };
    let mut said = format!(
        "{}; limits at 2.66 mean moving ranges, {screening}; a trend is {} points; ▲ better, ▼ worse by more than chance",
        measure.unit,
        spc.settings.trend.points()
    );
    let afresh: Vec<String> = spc
        .processes
        .iter()
        .skip(1)
        .filter_map(|process| Some(process.points.first()?.month.short()))
        .collect();
    if !afresh.is_empty() {
        said = format!("{said}; limits start afresh in {}", afresh.join(", "));
    }
    if spc.is_trial() {
        said += "; trial limits: 12 points or fewer";
    }
    if !spc.missing.is_empty() {
        let missing: Vec<String> = spc.missing.iter().map(|month| month.short()).collect();
        said = format!("{said}; {} missing", missing.join(", "));
    }
    said
}

fn alt(spc: &SpcChart, measure: &Measure<'_>) -> String {
    let limits = spc.latest().and_then(|process| {
        let range = process.limits.range?;
        Some(format!(
            " Mean {}, limits {} and {}.",
            measure.number(process.limits.mean),
            measure.number(range.lower),
            measure.number(range.upper)
        ))
    });
    let special = spc.points().filter(|point| point.signal.is_some()).count();
    let assurance = spc.assurance.map_or_else(String::new, |assurance| {
        format!(" {}", assurance.in_words())
    });
    format!(
        "Control chart of {} months. {}.{} {special} months are more than chance.{assurance}",
        spc.points().count(),
        title(spc, measure),
        limits.unwrap_or_default(),
    )
}

/// One stretch of each line for each process, so that lines break where limits start afresh; named at the last.
fn limit_lines(spc: &SpcChart, measure: &Measure<'_>) -> Vec<LineSeries> {
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
pub(super) fn add_plan(chart: &mut Chart, spc: &SpcChart, planned: &MonthLine, sign: &str) {
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

fn marks(points: &[&Point], measure: &Measure<'_>) -> Vec<LineSeries> {
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

fn twin(spc: &SpcChart, measure: &Measure<'_>) -> Table {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Observed, Settings, spc};

    fn shown(values: &[f64]) -> (SpcChart, Chart) {
        let settings = Settings {
            target: Some(92.0),
            ..Settings::default()
        };
        let spc = spc(&Observed::example(values), &settings).unwrap();
        let measure = Measure {
            name: "Within 18 weeks",
            unit: "% of the list",
            sign: "%",
            cells: &BTreeMap::new(),
        };
        let chart = chart(&spc, &measure);
        (spc, chart)
    }

    #[test]
    fn points_beyond_chance_have_marks_and_the_icons_have_words() {
        let mut values = [60.0, 61.0].repeat(8);
        values.push(80.0);
        let (spc, chart) = shown(&values);
        let ChartKind::Lines { series, .. } = &chart.kind else {
            panic!("no lines")
        };
        let better = series
            .iter()
            .find(|line| line.style == LineStyle::Marks(PointMark::Better))
            .unwrap();
        assert_eq!(better.points.len(), 1);
        let names: Vec<String> = icons(&spc).into_iter().map(|icon| icon.name).collect();
        assert_eq!(names, ["Improving", "Will miss the target"]);
        assert!(chart.title.contains("better by more than chance"));
        assert_eq!(chart.twin.rows.len(), 17);
    }

    #[test]
    fn limits_that_start_afresh_are_seen_and_said() {
        let settings = Settings {
            rebase: vec![Month {
                year: 2020,
                month: 9,
            }],
            ..Settings::default()
        };
        let mut values = [60.0, 61.0].repeat(4);
        values.extend([70.0, 71.0].repeat(4));
        let spc = spc(&Observed::example(&values), &settings).unwrap();
        let measure = Measure {
            name: "Within 18 weeks",
            unit: "% of the list",
            sign: "%",
            cells: &BTreeMap::new(),
        };
        let chart = chart(&spc, &measure);
        assert!(chart.subtitle.contains("limits start afresh in Sep 2020"));
        assert!(chart.subtitle.contains("a trend is 7 points"));
        let ChartKind::Lines { bands, series, .. } = &chart.kind else {
            panic!("no lines")
        };
        assert_eq!(bands.len(), 1);
        let means = series
            .iter()
            .filter(|line| line.label.starts_with("mean") || line.points.len() == 2);
        assert!(means.count() >= 4);
    }

    #[test]
    fn few_points_are_said_to_have_trial_limits() {
        assert!(
            shown(&[60.0, 61.0, 60.5])
                .1
                .subtitle
                .contains("trial limits")
        );
        assert!(
            !shown(&[60.0, 61.0].repeat(8))
                .1
                .subtitle
                .contains("trial limits")
        );
    }
}
