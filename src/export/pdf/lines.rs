//! Lines over months, each named at its end.

use super::axes;
use super::canvas::{Anchor, Canvas, Mark, Stroke};
use super::labels::{EndLabel, place_labels};
use super::style::{
    ADVERSE, BAND, Colour, DEVELOPED, FAVOURABLE, Frame, NEUTRAL, SECONDARY, SMALL, STRONG, Type,
    Weight, narrow,
};
use crate::report::{Band, LineSeries, LineStyle, PointMark, YAxis};

pub const LEAST_HEIGHT: f32 = 150.0;

const NAME: Type = STRONG;
const BAND_NAME: Type = SMALL.weighing(Weight::SemiBold).coloured(ADVERSE);

/// Where months and values stand.
#[derive(Clone, Copy)]
struct Plot<'a> {
    frame: Frame,
    /// Months on the axis.
    n: usize,
    axis: &'a YAxis,
}

impl Plot<'_> {
    fn x(self, at: f64) -> f32 {
        let steps = self.n.saturating_sub(1).max(1) as f32;
        self.frame.x + (narrow(at) / steps).clamp(0.0, 1.0) * self.frame.width
    }

    fn y(self, value: f64) -> f32 {
        axes::place(self.axis, self.frame, value)
    }

    fn points(self, series: &LineSeries) -> Vec<(f32, f32)> {
        let place = |point: &crate::report::LinePoint| (self.x(point.x), self.y(point.y));
        series.points.iter().map(place).collect()
    }
}

pub fn draw(
    canvas: &mut Canvas<'_>,
    frame: Frame,
    x_labels: &[String],
    series: &[LineSeries],
    bands: &[Band],
    axis: &YAxis,
) {
    let left = axes::width(canvas, axis).max(18.0);
    let names = series
        .iter()
        .map(|series| canvas.fonts.width(NAME, &series.label));
    let right = (names.fold(0.0, f32::max) + 12.0).min(frame.width * 0.3);
    let top = if bands.is_empty() { 8.0 } else { 20.0 };
    let plot = Plot {
        frame: Frame {
            x: frame.x + left,
            y: frame.y + top,
            width: frame.width - left - right,
            height: (frame.height - top - 22.0).max(20.0),
        },
        n: x_labels.len(),
        axis,
    };
    for band in bands {
        draw_band(canvas, plot, band);
    }
    axes::draw(canvas, axis, plot.frame);
    draw_months(canvas, plot, x_labels);
    let lines: Vec<Vec<(f32, f32)>> = series.iter().map(|series| plot.points(series)).collect();
    // What happened is drawn last, over what was planned.
    let mut order: Vec<(&LineSeries, &Vec<(f32, f32)>)> = series.iter().zip(&lines).collect();
    order.sort_by_key(|(series, _)| rank(series.style));
    for (series, points) in order {
        draw_series(canvas, points, series.style);
    }
    let ends: Vec<EndLabel<'_>> = series
        .iter()
        .zip(&lines)
        .filter(|(series, _)| !series.label.is_empty())
        .filter_map(|(series, points)| {
            points.last().map(|end| EndLabel {
                text: &series.label,
                style: NAME.coloured(ink(series.style)),
                end: *end,
            })
        })
        .collect();
    let whole = Frame {
        width: frame.right() - plot.frame.x,
        ..plot.frame
    };
    place_labels(canvas, whole, plot.frame.right(), &ends, &lines);
}

fn rank(style: LineStyle) -> u8 {
    match style {
        LineStyle::Reference => 0,
        LineStyle::Limit => 1,
        LineStyle::Plan => 2,
        LineStyle::Actual => 3,
        LineStyle::Marks(_) => 4,
    }
}

fn ink(style: LineStyle) -> Colour {
    match style {
        LineStyle::Plan | LineStyle::Actual => DEVELOPED,
        LineStyle::Reference => SECONDARY,
        LineStyle::Limit | LineStyle::Marks(PointMark::Worse) => ADVERSE,
        LineStyle::Marks(PointMark::Better) => FAVOURABLE,
        LineStyle::Marks(PointMark::Unusual) => NEUTRAL,
    }
}

/// A filled triangle or diamond, as strokes from its outline inwards.
fn draw_mark(canvas: &mut Canvas<'_>, (x, y): (f32, f32), mark: PointMark, colour: Colour) {
    for radius in [3.8, 2.2, 0.7] {
        let corners: &[(f32, f32)] = match mark {
            PointMark::Better => &[
                (0.0, -1.0),
                (0.9, 0.7),
                (-0.9, 0.7),
                (0.0, -1.0),
                (0.9, 0.7),
            ],
            PointMark::Worse => &[
                (0.0, 1.0),
                (0.9, -0.7),
                (-0.9, -0.7),
                (0.0, 1.0),
                (0.9, -0.7),
            ],
            PointMark::Unusual => &[
                (0.0, -1.0),
                (1.0, 0.0),
                (0.0, 1.0),
                (-1.0, 0.0),
                (0.0, -1.0),
                (1.0, 0.0),
            ],
        };
        let points = corners
            .iter()
            .map(|(dx, dy)| (x + dx * radius, y + dy * radius));
        canvas.line(points.collect(), Stroke::solid(colour, 1.6));
    }
}

fn draw_series(canvas: &mut Canvas<'_>, points: &[(f32, f32)], style: LineStyle) {
    if let LineStyle::Marks(mark) = style {
        for point in points {
            draw_mark(canvas, *point, mark, ink(style));
        }
        return;
    }
    let stroke = |width, dash| Stroke {
        colour: ink(style),
        width,
        dash,
    };
    let stroke = match style {
        LineStyle::Plan => stroke(1.8, &[6.0, 4.0]),
        LineStyle::Actual => stroke(3.2, &[]),
        LineStyle::Reference => stroke(1.2, &[1.2, 3.0]),
        LineStyle::Limit | LineStyle::Marks(_) => stroke(1.2, &[]),
    };
    if let [(x, y)] = points {
        // One month makes no line.
        canvas.mark(Mark::Dot {
            x: *x,
            y: *y,
            radius: 3.0,
            colour: stroke.colour,
        });
    } else {
        canvas.line(points.to_vec(), stroke);
    }
}

fn draw_band(canvas: &mut Canvas<'_>, plot: Plot<'_>, band: &Band) {
    let (from, to) = (plot.x(band.from), plot.x(band.to));
    let shade = Frame {
        x: from.min(to),
        width: (to - from).abs().max(1.0),
        ..plot.frame
    };
    canvas.filled(shade, BAND);
    let style = canvas
        .fonts
        .shrink(BAND_NAME, &band.label, plot.frame.width, 7.0);
    let width = canvas.fonts.width(style, &band.label);
    let middle = shade.x + shade.width / 2.0 - width / 2.0;
    let x = middle.min(plot.frame.right() - width).max(plot.frame.x);
    canvas.text(x, plot.frame.y - 6.0, Anchor::Left, style, &band.label);
}

/// As many months as fit without touching, at even steps from the first.
fn draw_months(canvas: &mut Canvas<'_>, plot: Plot<'_>, labels: &[String]) {
    let style = axes::LABEL;
    let widest = labels
        .iter()
        .map(|label| canvas.fonts.width(style, label))
        .fold(0.0, f32::max);
    let step = plot.frame.width / labels.len().saturating_sub(1).max(1) as f32;
    let mut every = 1;
    while step * (every as f32) < widest + 8.0 && every < labels.len() {
        every += 1;
    }
    let baseline = plot.frame.bottom() + 16.0;
    for (index, label) in labels.iter().enumerate().step_by(every) {
        let x = plot.frame.x + index as f32 * step;
        canvas.text(x, baseline, Anchor::Centre, style, label);
    }
}
