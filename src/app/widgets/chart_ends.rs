//! The names of lines, each beside its last point, none upon another.

use crate::app::theme::{Colors, Size, Weight, font, px};
use crate::report::{LinePoint, LineSeries, LineStyle};
use egui::{Color32, FontId, Galley, Rect, Ui, pos2};
use egui_plot::{PlotPoint, PlotTransform};
use std::sync::Arc;

/// What the labels right of the plot need.
pub fn end_labels_width(ui: &Ui, series: &[LineSeries], last: f64) -> f32 {
    series
        .iter()
        .filter(|line| reaches_end(line, last))
        .map(|line| {
            let words = line.label.clone();
            let font = label_font(ui, line.style);
            let galley = ui
                .painter()
                .layout_no_wrap(words, font, Color32::PLACEHOLDER);
            galley.size().x + px(ui, 4.0)
        })
        .fold(0.0, f32::max)
}

/// Labels of lines that reach the edge stand right of it, pushed apart; others stand beside their last point.
pub fn paint_end_labels(ui: &Ui, at: &PlotTransform, series: &[LineSeries], last: f64, right: f32) {
    let frame = *at.frame();
    let mut at_edge = Vec::new();
    let mut inside: Vec<(f32, Vec<Placed>)> = Vec::new();
    for line in series.iter().filter(|line| !line.label.is_empty()) {
        let Some(end) = line.points.last() else {
            continue;
        };
        let place = at.position_from_point(&PlotPoint::new(end.x, end.y));
        let edge = reaches_end(line, last);
        let width = if edge {
            right.max(px(ui, 30.0))
        } else {
            (frame.right() - place.x - px(ui, 8.0)).max(px(ui, 60.0))
        };
        let color = label_color(ui, line.style);
        let galley =
            ui.painter()
                .layout(line.label.clone(), label_font(ui, line.style), color, width);
        if edge {
            at_edge.push((place.y - galley.size().y / 2.0, galley, color));
            continue;
        }
        // On the side away from the line that goes on.
        let top = if lies_above(end, line, series) {
            place.y - galley.size().y - px(ui, 3.0)
        } else {
            place.y + px(ui, 3.0)
        };
        let lowest = frame.bottom() - galley.size().y;
        let label = (top.min(lowest).max(frame.top()), galley, color);
        match inside.iter_mut().find(|(x, _)| (*x - place.x).abs() < 1.0) {
            Some((_, labels)) => labels.push(label),
            None => inside.push((place.x, vec![label])),
        }
    }
    let card = Colors::of(ui).card;
    for (x, mut labels) in inside {
        labels.sort_by(|(one, ..), (other, ..)| one.total_cmp(other));
        push_apart(&mut labels, frame.bottom());
        for (top, galley, color) in labels {
            let place = pos2(x + px(ui, 5.0), top);
            // A line that goes on behind its words would strike them out.
            let behind = Rect::from_min_size(place, galley.size()).expand(px(ui, 1.0));
            ui.painter().rect_filled(behind, px(ui, 2.0), card);
            ui.painter().galley(place, galley, color);
        }
    }
    at_edge.sort_by(|(one, ..), (other, ..)| one.total_cmp(other));
    push_apart(&mut at_edge, frame.bottom() + px(ui, 9.0));
    for (top, galley, color) in at_edge {
        let place = pos2(frame.right() + px(ui, 2.0), top);
        ui.painter().galley(place, galley, color);
    }
}

/// Where a label begins from the top, its words and their colour.
type Placed = (f32, Arc<Galley>, Color32);

/// Downwards first, then back up from the bottom, for labels sorted by their tops.
fn push_apart(labels: &mut [Placed], bottom: f32) {
    let mut free_from = f32::NEG_INFINITY;
    for (top, galley, _) in labels.iter_mut() {
        *top = top.max(free_from);
        free_from = *top + galley.size().y;
    }
    let mut free_to = bottom;
    for (top, galley, _) in labels.iter_mut().rev() {
        *top = top.min(free_to - galley.size().y);
        free_to = *top;
    }
}

fn lies_above(end: &LinePoint, line: &LineSeries, series: &[LineSeries]) -> bool {
    series
        .iter()
        .filter(|other| !std::ptr::eq(*other, line))
        .flat_map(|other| &other.points)
        .filter(|point| (point.x - end.x).abs() < 0.5)
        .min_by(|one, other| (one.y - end.y).abs().total_cmp(&(other.y - end.y).abs()))
        .is_none_or(|nearest| nearest.y <= end.y)
}

fn reaches_end(line: &LineSeries, last: f64) -> bool {
    line.points
        .last()
        .is_some_and(|point| point.x > last - 0.75)
}

fn label_color(ui: &Ui, style: LineStyle) -> Color32 {
    let colors = Colors::of(ui);
    match style {
        LineStyle::Plan | LineStyle::Actual | LineStyle::Marks(_) => colors.text,
        LineStyle::Reference => colors.secondary,
        LineStyle::Limit => colors.adverse,
    }
}

fn label_font(ui: &Ui, style: LineStyle) -> FontId {
    let weight = match style {
        LineStyle::Reference => Weight::Regular,
        LineStyle::Plan | LineStyle::Actual | LineStyle::Limit | LineStyle::Marks(_) => {
            Weight::SemiBold
        }
    };
    font(ui, Size::Small, weight)
}
