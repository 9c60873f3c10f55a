//! Vertical steps from one total to another.

use super::canvas::{Anchor, Canvas, Stroke};
use super::style::narrow;
use super::style::{BODY, Frame, SECONDARY, SMALL, STRONG, Type, WHITE};
use super::{axes, difference, fill};
use crate::report::{Difference, Fill, WaterfallStep, YAxis, apart};

const VALUE: Type = STRONG;
const LABEL: Type = BODY;
/// Room for a value above the highest and below the lowest column.
const HEADROOM: f32 = 18.0;

pub const LEAST_HEIGHT: f32 = 170.0;

pub fn draw(
    canvas: &mut Canvas<'_>,
    frame: Frame,
    steps: &[WaterfallStep],
    axis: &YAxis,
    shown: Option<&Difference>,
) {
    let margin = shown.map_or(0.0, |shown| {
        difference::column_width(canvas, shown) + 3.0 * difference::GAP
    });
    let frame = Frame {
        width: frame.width - margin,
        ..frame
    };
    let left = axes::width(canvas, axis);
    let slot = (frame.width - left) / steps.len().max(1) as f32;
    let labels = Labels::new(canvas, steps, slot - 8.0);
    let plot = Frame {
        x: frame.x + left,
        y: frame.y + HEADROOM,
        width: frame.width - left,
        height: (frame.height - labels.height - 2.0 * HEADROOM).max(20.0),
    };
    axes::draw(canvas, axis, plot);
    let width = (slot * 0.62).min(96.0);
    if let Some(shown) = shown {
        draw_difference(canvas, plot, (slot, width), (steps, axis), shown);
    }
    for (index, step) in steps.iter().enumerate() {
        let middle = plot.x + (index as f32 + 0.5) * slot;
        let (from, to) = (
            axes::place(axis, plot, step.from),
            axes::place(axis, plot, step.to),
        );
        let column = Frame {
            x: middle - width / 2.0,
            y: from.min(to),
            width,
            height: (from - to).abs().max(1.0),
        };
        if steps.get(index + 1).is_some_and(|next| step.leads_to(next)) {
            let next = middle + slot - width / 2.0;
            let points = vec![(column.right(), to), (next, to)];
            canvas.line(points, Stroke::solid(SECONDARY, 0.8));
        }
        fill::draw(canvas, column, step.fill);
        let level = |joint: f64| axes::place(axis, plot, joint);
        let joints = step.joints().into_iter().map(level);
        for y in apart(joints, (column.y, column.bottom()), 5.0) {
            let points = vec![(column.x, y), (column.right(), y)];
            canvas.line(points, Stroke::solid(WHITE, 1.2));
        }
        draw_value(canvas, column, step, slot - 4.0);
        let under = Frame {
            x: middle - (slot - 8.0) / 2.0,
            y: plot.bottom() + HEADROOM,
            width: slot - 8.0,
            height: labels.height,
        };
        if let Some(lines) = labels.lines.get(index) {
            canvas.lines(under, Anchor::Centre, labels.style, lines);
        }
    }
}

/// At the right of the plot, between the levels that two columns end at; drawn before the columns, which lie above.
fn draw_difference(
    canvas: &mut Canvas<'_>,
    plot: Frame,
    (slot, width): (f32, f32),
    (steps, axis): (&[WaterfallStep], &YAxis),
    shown: &Difference,
) {
    let end = |place: usize| {
        let step = steps.get(place)?;
        let middle = plot.x + (narrow(place as f64) + 0.5) * slot;
        Some((middle + width / 2.0, axes::place(axis, plot, step.to)))
    };
    let (Some(from), Some(to)) = (end(shown.from), end(shown.to)) else {
        return;
    };
    let x = plot.right() + difference::GAP;
    for place in [from, to] {
        difference::leader(canvas, place, (x + 3.0, place.1));
    }
    difference::arrow(canvas, (x, from.1), (x, to.1));
    let beside = (x + difference::GAP, f32::midpoint(from.1, to.1));
    difference::column(canvas, beside, (plot.y, plot.bottom()), shown);
}

/// Above a column that rises, below one that falls.
fn draw_value(canvas: &mut Canvas<'_>, column: Frame, step: &WaterfallStep, room: f32) {
    let style = canvas.fonts.shrink(VALUE, &step.text, room, 7.0);
    let style = match step.fill {
        Fill::Unidentified | Fill::Adverse => style.coloured(super::style::ADVERSE),
        _ => style,
    };
    let baseline = if step.to < step.from {
        column.bottom() + style.ascent() + 1.0
    } else {
        column.y - 4.0
    };
    let middle = column.x + column.width / 2.0;
    canvas.text(middle, baseline, Anchor::Centre, style, &step.text);
}

/// The columns' names, in one size that breaks as few words as possible.
struct Labels {
    style: Type,
    lines: Vec<Vec<String>>,
    height: f32,
}

impl Labels {
    fn new(canvas: &Canvas<'_>, steps: &[WaterfallStep], width: f32) -> Self {
        let words = steps.iter().flat_map(|step| step.label.split_whitespace());
        let fits = |style: Type| {
            words
                .clone()
                .all(|word| canvas.fonts.width(style, word) <= width)
        };
        let style = [LABEL, SMALL.coloured(LABEL.colour), LABEL.sized(9.0)]
            .into_iter()
            .find(|style| fits(*style))
            .unwrap_or(LABEL.sized(8.5));
        let lines: Vec<Vec<String>> = steps
            .iter()
            .map(|step| canvas.fonts.wrap_at_most(style, &step.label, width, 5))
            .collect();
        let most = lines.iter().map(Vec::len).max().unwrap_or(0);
        Self {
            height: most as f32 * style.leading(),
            style,
            lines,
        }
    }
}
