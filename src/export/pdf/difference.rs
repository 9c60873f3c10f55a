//! The arrow between two bars of a chart, with its figure.

use super::canvas::{Anchor, Canvas, Stroke};
use super::style::{SECONDARY, SMALL, STRONG, TEXT, Type};
use crate::report::Difference;

const POUNDS: Type = STRONG;
const SHARE: Type = SMALL;
const HEAD: f32 = 6.0;
const SHAFT: f32 = 1.4;
/// Between the bars and the arrow, and between the arrow and its figure.
pub const GAP: f32 = 8.0;
/// The room below horizontal bars.
pub const STRIP: f32 = 22.0;

type Point = (f32, f32);

/// A thin broken line that leads from a bar to the arrow.
pub fn leader(canvas: &mut Canvas<'_>, from: Point, to: Point) {
    let stroke = Stroke {
        dash: &[2.5, 2.5],
        ..Stroke::solid(SECONDARY, 0.8)
    };
    canvas.line(vec![from, to], stroke);
}

/// Upright or level, with its head at `to`.
pub fn arrow(canvas: &mut Canvas<'_>, from: Point, to: Point) {
    let stroke = || Stroke::solid(TEXT, SHAFT);
    canvas.line(vec![from, to], stroke());
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy);
    let head = HEAD.min(length);
    if head < 1.0 {
        return;
    }
    let (x, y) = (dx / length * head, dy / length * head);
    let barb = |side: f32| (to.0 - x - side * y * 0.5, to.1 - y + side * x * 0.5);
    canvas.line(vec![barb(1.0), to, barb(-1.0)], stroke());
}

/// Of the figure with the percentage below.
pub fn column_width(canvas: &Canvas<'_>, difference: &Difference) -> f32 {
    let pounds = canvas.fonts.width(POUNDS, &difference.text);
    pounds.max(canvas.fonts.width(SHARE, &difference.share))
}

fn row_width(canvas: &Canvas<'_>, difference: &Difference) -> f32 {
    let pounds = canvas.fonts.width(POUNDS, &difference.text);
    if difference.share.is_empty() {
        pounds
    } else {
        pounds + 6.0 + canvas.fonts.width(SHARE, &difference.share)
    }
}

/// Beside an upright arrow, in the middle of it and within `top` and `bottom`.
pub fn column(
    canvas: &mut Canvas<'_>,
    (x, middle): Point,
    (top, bottom): Point,
    difference: &Difference,
) {
    let share = if difference.share.is_empty() {
        0.0
    } else {
        SHARE.leading()
    };
    let height = POUNDS.leading() + share;
    let y = (middle - height / 2.0).min(bottom - height).max(top);
    let baseline = y + POUNDS.ascent();
    canvas.text(x, baseline, Anchor::Left, POUNDS, &difference.text);
    let below = y + POUNDS.leading() + SHARE.ascent();
    canvas.text(x, below, Anchor::Left, SHARE, &difference.share);
}

/// Beside a level arrow from `left` to `right`, on the side that has room.
pub fn row(
    canvas: &mut Canvas<'_>,
    (left, right): Point,
    (least, most): Point,
    y: f32,
    difference: &Difference,
) {
    let width = row_width(canvas, difference);
    let x = if right + GAP + width <= most {
        right + GAP
    } else {
        (left - GAP - width).max(least)
    };
    let baseline = y + POUNDS.size * 0.36;
    canvas.text(x, baseline, Anchor::Left, POUNDS, &difference.text);
    let after = x + canvas.fonts.width(POUNDS, &difference.text) + 6.0;
    canvas.text(after, baseline, Anchor::Left, SHARE, &difference.share);
}
