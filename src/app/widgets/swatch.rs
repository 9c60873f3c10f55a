//! Fill is certainty: paints a rectangle solid, light with an outline, or hatched.

use crate::app::theme::{Colors, Size, Weight, font, px};
use crate::report::Fill;
use egui::{Painter, Rect, Stroke, StrokeKind, Ui, pos2, vec2};

/// Fills `rect` as the chart fill asks.
pub fn paint_fill(ui: &Ui, painter: &Painter, rect: Rect, fill: Fill) {
    let paint = Colors::of(ui).fill(fill);
    if let Some(color) = paint.solid {
        painter.rect_filled(rect, 0.0, color);
    }
    if let Some(color) = paint.hatch {
        hatch(painter, rect, px(ui, 6.0), Stroke::new(px(ui, 1.0), color));
    }
    if let Some(color) = paint.outline {
        painter.rect_stroke(
            rect,
            0.0,
            Stroke::new(px(ui, 1.0), color),
            StrokeKind::Inside,
        );
    }
}

/// Diagonal lines from lower left to upper right, cut at the rectangle.
pub fn hatch(painter: &Painter, rect: Rect, step: f32, stroke: Stroke) {
    let clipped = painter.with_clip_rect(rect.intersect(painter.clip_rect()));
    let mut x = rect.left() - rect.height();
    while x < rect.right() {
        clipped.line_segment(
            [pos2(x, rect.bottom()), pos2(x + rect.height(), rect.top())],
            stroke,
        );
        x += step;
    }
}

/// A legend that breaks into lines where it must; returns the height it takes.
pub fn legend(ui: &Ui, at: Rect, entries: &[(Fill, String)], draw: bool) -> f32 {
    let colors = Colors::of(ui);
    let (side, gap, line) = (px(ui, 12.0), px(ui, 6.0), px(ui, 20.0));
    let painter = ui.painter();
    let (mut x, mut y) = (at.left(), at.top());
    for (fill, label) in entries {
        let galley = painter.layout_no_wrap(
            label.clone(),
            font(ui, Size::Small, Weight::Regular),
            colors.secondary,
        );
        let width = side + gap + galley.size().x;
        if x > at.left() && x + width > at.right() {
            x = at.left();
            y += line;
        }
        if draw {
            let middle = y + line / 2.0;
            let square = Rect::from_min_size(pos2(x, middle - side / 2.0), vec2(side, side));
            paint_fill(ui, painter, square, *fill);
            painter.galley(
                pos2(x + side + gap, middle - galley.size().y / 2.0),
                galley,
                colors.secondary,
            );
        }
        x += width + px(ui, 16.0);
    }
    if entries.is_empty() {
        0.0
    } else {
        y + line - at.top()
    }
}
