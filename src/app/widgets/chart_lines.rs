//! Lines over months: what happened solid, what is planned dashed, comparison dotted; labels at the lines' ends.

use super::cell_link::where_from;
use super::chart_frame::ChartFrame;
use super::{Picked, Picks};
use crate::app::theme::{Colors, Size, Weight, font, px};
use crate::report::{Band, LinePoint, LineSeries, LineStyle, YAxis};
use egui::{Color32, Pos2, Rect, Sense, Shape, Stroke, Ui, pos2};

/// How near the pointer must be to a point to mean it.
const REACH: f32 = 28.0;

pub fn lines_ui(
    ui: &mut Ui,
    picks: &mut Picks,
    rect: Rect,
    x_labels: &[String],
    series: &[LineSeries],
    bands: &[Band],
    y: &YAxis,
) {
    let last = x_labels.len().saturating_sub(1) as f64;
    let right = end_labels_width(ui, series, last).min(rect.width() * 0.3);
    let frame = ChartFrame::points(ui, rect, y, x_labels.len(), right);
    for band in bands {
        paint_band(ui, &frame, band);
    }
    frame.paint_y(ui, y);
    frame.paint_x(ui, x_labels);
    for line in series {
        paint_line(ui, &frame, line);
    }
    paint_end_labels(ui, &frame, series, last, right);
    if picks.is_live() {
        nearest_ui(ui, picks, &frame, series);
    }
}

fn paint_band(ui: &Ui, frame: &ChartFrame, band: &Band) {
    let colors = Colors::of(ui);
    let rect = Rect::from_x_y_ranges(
        frame.x(band.from).max(frame.plot.left())..=frame.x(band.to).min(frame.plot.right()),
        frame.plot.y_range(),
    );
    ui.painter().rect_filled(rect, 0.0, colors.band);
    let galley = ui.painter().layout_no_wrap(
        band.label.clone(),
        font(ui, Size::Small, Weight::SemiBold),
        colors.adverse,
    );
    // Flush right, so that a label wider than its band reaches into the empty upper left.
    ui.painter().galley(
        pos2(
            (rect.right() - galley.size().x - px(ui, 4.0)).max(frame.plot.left()),
            rect.top() + px(ui, 3.0),
        ),
        galley,
        colors.adverse,
    );
}

fn stroke(ui: &Ui, style: LineStyle) -> Stroke {
    let colors = Colors::of(ui);
    let (width, color) = match style {
        LineStyle::Plan => (2.2, colors.developed),
        LineStyle::Actual => (3.6, colors.developed),
        LineStyle::Reference => (1.2, colors.faint),
        LineStyle::Limit => (1.6, colors.adverse),
    };
    Stroke::new(px(ui, width), color)
}

fn paint_line(ui: &Ui, frame: &ChartFrame, line: &LineSeries) {
    let points: Vec<Pos2> = line
        .points
        .iter()
        .map(|point| frame.at(point.x, point.y))
        .collect();
    let stroke = stroke(ui, line.style);
    let painter = ui.painter();
    if let [only] = points.as_slice() {
        painter.circle_filled(*only, stroke.width * 1.5, stroke.color);
        return;
    }
    match line.style {
        LineStyle::Plan => {
            painter.extend(Shape::dashed_line(
                &points,
                stroke,
                px(ui, 7.0),
                px(ui, 4.0),
            ));
        }
        LineStyle::Reference => {
            painter.extend(Shape::dashed_line(
                &points,
                stroke,
                px(ui, 2.0),
                px(ui, 4.0),
            ));
        }
        LineStyle::Actual | LineStyle::Limit => {
            painter.add(Shape::line(points, stroke));
        }
    }
}

fn label_color(ui: &Ui, style: LineStyle) -> Color32 {
    let colors = Colors::of(ui);
    match style {
        LineStyle::Plan | LineStyle::Actual => colors.text,
        LineStyle::Reference => colors.secondary,
        LineStyle::Limit => colors.adverse,
    }
}

fn label_font(ui: &Ui, style: LineStyle) -> egui::FontId {
    let weight = match style {
        LineStyle::Reference => Weight::Regular,
        LineStyle::Plan | LineStyle::Actual | LineStyle::Limit => Weight::SemiBold,
    };
    font(ui, Size::Small, weight)
}

fn reaches_end(line: &LineSeries, last: f64) -> bool {
    line.points
        .last()
        .is_some_and(|point| point.x > last - 0.75)
}

fn end_labels_width(ui: &Ui, series: &[LineSeries], last: f64) -> f32 {
    series
        .iter()
        .filter(|line| reaches_end(line, last))
        .map(|line| {
            ui.painter()
                .layout_no_wrap(
                    line.label.clone(),
                    label_font(ui, line.style),
                    Color32::PLACEHOLDER,
                )
                .size()
                .x
                + px(ui, 8.0)
        })
        .fold(0.0, f32::max)
}

/// Labels of lines that reach the edge stand right of it, pushed apart; others stand beside their last point.
fn paint_end_labels(ui: &Ui, frame: &ChartFrame, series: &[LineSeries], last: f64, right: f32) {
    let mut at_edge = Vec::new();
    for line in series {
        let Some(end) = line.points.last() else {
            continue;
        };
        let at = frame.at(end.x, end.y);
        let edge = reaches_end(line, last);
        let width = if edge {
            (right - px(ui, 6.0)).max(px(ui, 30.0))
        } else {
            (frame.plot.right() - at.x - px(ui, 8.0)).max(px(ui, 60.0))
        };
        let color = label_color(ui, line.style);
        let galley =
            ui.painter()
                .layout(line.label.clone(), label_font(ui, line.style), color, width);
        if edge {
            at_edge.push((at.y - galley.size().y / 2.0, galley, color));
        } else {
            let place = pos2(at.x + px(ui, 8.0), at.y - galley.size().y / 2.0);
            ui.painter().galley(place, galley, color);
        }
    }
    at_edge.sort_by(|(one, ..), (other, ..)| one.total_cmp(other));
    let mut free_from = frame.plot.top() - px(ui, 9.0);
    for (top, galley, color) in at_edge {
        let top = top.max(free_from);
        free_from = top + galley.size().y;
        let place = pos2(frame.plot.right() + px(ui, 6.0), top);
        ui.painter().galley(place, galley, color);
    }
}

/// Marks the point under the pointer, says what it is, and goes to its cells on click.
fn nearest_ui(ui: &mut Ui, picks: &mut Picks, frame: &ChartFrame, series: &[LineSeries]) {
    let id = ui.scope_id().with("lines");
    let response = ui.interact(frame.plot.expand(px(ui, 6.0)), id, Sense::CLICK);
    let Some(pointer) = response.hover_pos() else {
        return;
    };
    let Some((place, point, style)) = nearest(frame, series, pointer) else {
        return;
    };
    let color = stroke(ui, style).color;
    ui.painter().circle_filled(place, px(ui, 4.5), color);
    let clicked = response.clicked();
    response.on_hover_ui_at_pointer(|ui| {
        ui.label(&point.hover);
        if !point.cells.is_empty() {
            ui.weak(where_from(&point.cells));
        }
    });
    if clicked && !point.cells.is_empty() {
        picks.pick(Picked::Cells(point.cells.clone()));
    }
}

fn nearest<'a>(
    frame: &ChartFrame,
    series: &'a [LineSeries],
    pointer: Pos2,
) -> Option<(Pos2, &'a LinePoint, LineStyle)> {
    series
        .iter()
        .flat_map(|line| line.points.iter().map(move |point| (point, line.style)))
        .map(|(point, style)| (frame.at(point.x, point.y), point, style))
        .filter(|(place, ..)| place.distance(pointer) <= REACH)
        .min_by(|(one, ..), (other, ..)| one.distance(pointer).total_cmp(&other.distance(pointer)))
}
