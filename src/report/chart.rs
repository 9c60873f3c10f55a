//! A chart as a description: series, axes, marks, labels, alt text, and the cells behind each mark.
//! Drawn by the window and by the board pack alike; every number in it is already text where it is read as text.

use super::{Comparable, Table, Tone};
use crate::plan::Cells;

#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// The finding, at most about ten words.
    pub title: String,
    /// Measure, unit, period.
    pub subtitle: String,
    /// What a reader who cannot see it should know.
    pub alt: String,
    pub kind: ChartKind,
    /// What a difference can be shown between; `None` where bars are no money or there are none.
    pub comparable: Option<Box<Comparable>>,
    /// The same numbers as a table.
    pub twin: Table,
}

#[derive(Debug, Clone, PartialEq)]
pub enum ChartKind {
    /// Horizontal stacked bars, one a row, same scale, from zero; worst first.
    Bars {
        rows: Vec<BarRow>,
        legend: Vec<(Fill, String)>,
    },
    /// Lines over months. Points stand at 0, 1, 2, … for the x labels in order.
    Lines {
        x_labels: Vec<String>,
        series: Vec<LineSeries>,
        bands: Vec<Band>,
        y: YAxis,
    },
    /// Vertical steps from one total to another.
    Waterfall { steps: Vec<WaterfallStep>, y: YAxis },
}

/// Fill is certainty: solid is firm, light is less so, hatched has nothing behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fill {
    Developed,
    InProgress,
    Opportunity,
    /// Hatched on the background, outlined in the adverse colour.
    Unidentified,
    /// A line whose status is not stated: outline only.
    NotStated,
    /// Solid, neutral: totals.
    Total,
    Favourable,
    Adverse,
}

#[derive(Debug, Clone, PartialEq)]
pub struct BarRow {
    pub label: String,
    /// Set at the right end of the label's line.
    pub note: String,
    /// What the note says of the row: adverse, or merely more of it.
    pub tone: Tone,
    pub segments: Vec<BarSegment>,
    /// Where a dot stands on a second scale at the right that all rows share, from 0 to 1; its figure stands in the note.
    pub dot: Option<f64>,
}

impl BarRow {
    /// The part of the width that bars leave to the dots at their right, on screen and on paper.
    pub const DOTS: f32 = 0.22;
}

#[derive(Debug, Clone, PartialEq)]
pub struct BarSegment {
    pub fill: Fill,
    /// Length, zero or more, in the chart's unit.
    pub value: f64,
    /// Set inside the segment where it fits.
    pub text: String,
    /// Shown on hover: what the segment is, in words and figures.
    pub hover: String,
    pub cells: Cells,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LineStyle {
    /// Dashed: not yet certain.
    Plan,
    /// Solid and heavy: happened.
    Actual,
    /// Dotted and thin: for comparison only.
    Reference,
    /// Solid and thin in the adverse colour: a limit or deadline.
    Limit,
    /// No line: a mark at each point, its shape and colour saying what the point is.
    Marks(PointMark),
}

/// What sets a point apart: pointing up is better, pointing down is worse, whichever way the values go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PointMark {
    Better,
    Worse,
    /// A diamond: neither better nor worse.
    Unusual,
}

#[derive(Debug, Clone, PartialEq)]
pub struct LineSeries {
    /// Set beside the line's last point.
    pub label: String,
    pub style: LineStyle,
    pub points: Vec<LinePoint>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct LinePoint {
    pub x: f64,
    pub y: f64,
    /// Shown on hover.
    pub hover: String,
    pub cells: Cells,
}

/// A shaded stretch of the x axis with a label at its top.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    pub from: f64,
    pub to: f64,
    pub label: String,
}

#[derive(Debug, Clone, PartialEq)]
pub struct YAxis {
    pub min: f64,
    pub max: f64,
    pub ticks: Vec<AxisTick>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct AxisTick {
    pub at: f64,
    pub label: String,
}

/// One column: from `from` to `to` on the y axis.
#[derive(Debug, Clone, PartialEq)]
pub struct WaterfallStep {
    pub label: String,
    pub from: f64,
    pub to: f64,
    pub fill: Fill,
    /// Set above the column (below a falling one's foot).
    pub text: String,
    pub hover: String,
    pub cells: Cells,
    /// What the column is stacked of, from `from` to `to`; empty where it stands undivided.
    pub parts: Vec<WaterfallPart>,
}

/// One organisation's part of a column.
#[derive(Debug, Clone, PartialEq)]
pub struct WaterfallPart {
    /// Its length, zero or more, in the chart's unit.
    pub value: f64,
    pub hover: String,
    pub cells: Cells,
}

impl WaterfallStep {
    /// Whether the next column goes on from where this one ends, or comes to the same.
    pub fn leads_to(&self, next: &Self) -> bool {
        let meets = |level: f64| (level - self.to).abs() < f64::EPSILON;
        meets(next.from) || meets(next.to)
    }

    /// Where one part ends and the next begins, on the y axis.
    pub fn joints(&self) -> Vec<f64> {
        let whole: f64 = self.parts.iter().map(|part| part.value).sum();
        if whole <= 0.0 {
            return Vec::new();
        }
        let mut so_far = 0.0;
        self.parts
            .iter()
            .take(self.parts.len().saturating_sub(1))
            .map(|part| {
                so_far += part.value;
                self.from + (self.to - self.from) * so_far / whole
            })
            .collect()
    }
}

/// Of the places at which a column is divided, those that leave at least `least` between each other and to its two ends:
/// thinner parts would be nothing but the lines between them.
pub fn apart(
    places: impl Iterator<Item = f32>,
    (one_end, other_end): (f32, f32),
    least: f32,
) -> Vec<f32> {
    let mut drawn: Vec<f32> = Vec::new();
    for place in places {
        let far = |from: &f32| (place - *from).abs() >= least;
        if [one_end, other_end].iter().chain(&drawn).all(far) {
            drawn.push(place);
        }
    }
    drawn
}

impl YAxis {
    /// Round ticks that hold `low` to `high` and zero; `label` makes a tick's text.
    pub fn fitting(low: f64, high: f64, label: impl Fn(f64) -> String) -> Self {
        let (low, high) = (low.min(0.0), high.max(0.0));
        let step = Self::step(low, high);
        Self::of((low / step).floor(), (high / step).ceil(), step, label)
    }

    /// Round ticks that hold `low` to `high`, for lines whose distance from zero says nothing: none lies on the floor of the
    /// chart, where it would be taken for the axis, unless that is zero.
    pub fn holding(low: f64, high: f64, label: impl Fn(f64) -> String) -> Self {
        let step = Self::step(low, high);
        let first = (low / step).floor();
        let on_floor = first > 0.0 && low - first * step < step / 100.0;
        let first = if on_floor { first - 1.0 } else { first };
        Self::of(first, (high / step).ceil(), step, label)
    }

    fn step(low: f64, high: f64) -> f64 {
        let span = if high - low > 0.0 { high - low } else { 1.0 };
        nice_step(span / 4.0)
    }

    fn of(first: f64, last: f64, step: f64, label: impl Fn(f64) -> String) -> Self {
        let mut ticks = Vec::new();
        let mut at = first;
        while at <= last + 0.5 {
            ticks.push(AxisTick {
                at: at * step,
                label: label(at * step),
            });
            at += 1.0;
        }
        Self {
            min: first * step,
            max: last * step,
            ticks,
        }
    }
}

/// 1, 2, 2.5 or 5 times a power of ten, not below `least`.
fn nice_step(least: f64) -> f64 {
    let mut power = 1.0;
    while power * 10.0 <= least {
        power *= 10.0;
    }
    while power > least {
        power /= 10.0;
    }
    for factor in [1.0, 2.0, 2.5, 5.0] {
        if power * factor >= least {
            return power * factor;
        }
    }
    power * 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_holds_its_data_and_zero_in_round_steps() {
        let axis = YAxis::fitting(-66.9, -42.0, |y| format!("{y}"));
        assert!(axis.min <= -66.9 && axis.max >= 0.0);
        let labels: Vec<&str> = axis.ticks.iter().map(|tick| tick.label.as_str()).collect();
        assert_eq!(labels, ["-80", "-60", "-40", "-20", "0"]);
    }

    #[test]
    fn an_axis_of_lines_need_not_hold_zero() {
        let axis = YAxis::holding(57.0, 63.0, |y| format!("{y}"));
        assert!(axis.min > 50.0 && axis.min <= 57.0 && axis.max >= 63.0);
        let level = YAxis::holding(2_500.0, 2_600.0, |y| format!("{y}"));
        assert!((level.min - 2_475.0).abs() < 0.1 && (level.max - 2_600.0).abs() < 0.1);
        let counts = YAxis::holding(0.0, 40.0, |y| format!("{y}"));
        assert!(counts.min.abs() < 0.1);
    }

    #[test]
    fn an_axis_of_nothing_still_has_ticks() {
        let axis = YAxis::fitting(0.0, 0.0, |y| format!("{y}"));
        assert!(!axis.ticks.is_empty() && axis.max.is_finite());
    }

    #[test]
    fn parts_thinner_than_the_lines_between_them_are_not_divided() {
        let drawn = |places: &[f32]| apart(places.iter().copied(), (0.0, 40.0), 5.0);
        assert_eq!(drawn(&[2.0, 12.0, 15.0, 20.0, 37.0]), [12.0, 20.0]);
        assert!(apart([1.0, 2.0].into_iter(), (3.0, 0.0), 5.0).is_empty());
    }
}
