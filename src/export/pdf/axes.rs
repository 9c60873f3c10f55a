//! The vertical axis of a chart: ticks, their labels, and lines to read values against.

use super::canvas::{Anchor, Canvas, Stroke};
use super::style::{Frame, GRID, SECONDARY, SMALL, Type, narrow};
use crate::report::YAxis;

pub const LABEL: Type = SMALL;

/// Width of the tick labels and their distance from the plot.
pub fn width(canvas: &Canvas<'_>, axis: &YAxis) -> f32 {
    let widths = axis
        .ticks
        .iter()
        .map(|tick| canvas.fonts.width(LABEL, &tick.label));
    widths.fold(0.0, f32::max) + 8.0
}

/// Where a value stands in the plot.
pub fn place(axis: &YAxis, plot: Frame, value: f64) -> f32 {
    let span = axis.max - axis.min;
    let part = if span > 0.0 {
        (axis.max - value) / span
    } else {
        0.5
    };
    plot.y + narrow(part.clamp(0.0, 1.0)) * plot.height
}

pub fn draw(canvas: &mut Canvas<'_>, axis: &YAxis, plot: Frame) {
    // Labels that would touch are left out, every second one first.
    let room = plot.height / axis.ticks.len().max(1) as f32;
    let every = if room < LABEL.leading() { 2 } else { 1 };
    for (index, tick) in axis.ticks.iter().enumerate() {
        let y = place(axis, plot, tick.at);
        let is_zero = tick.at.abs() < f64::EPSILON;
        let stroke = if is_zero {
            Stroke::solid(SECONDARY, 0.8)
        } else {
            Stroke::solid(GRID, 0.8)
        };
        canvas.line(vec![(plot.x, y), (plot.right(), y)], stroke);
        if index % every == 0 {
            let baseline = y + LABEL.size * 0.36;
            canvas.text(plot.x - 8.0, baseline, Anchor::Right, LABEL, &tick.label);
        }
    }
}
