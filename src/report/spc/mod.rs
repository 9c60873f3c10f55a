//! Whether a measure has changed, or only goes up and down: the `XmR` chart, its points that are more than chance, its icons.

mod icons;
mod lines;
mod twin;
mod words;

pub(super) use icons::{icon_of, icons};
pub(super) use lines::add_plan;

use super::{Band, Chart, ChartKind, LinePoint, LineSeries, LineStyle, YAxis};
use crate::analysis::{Point, SpcChart};
use crate::plan::{Cells, Month};
use crate::wording::plain;
use lines::{limit_lines, marks};
use std::collections::BTreeMap;
use twin::twin;
use words::{alt, subtitle, title};

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
        comparable: None,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Observed, Settings, spc};
    use crate::report::PointMark;

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
