//! Vertical steps from one total to another; a step without a scheme behind it is hatched.

use super::cell_link::where_from;
use super::chart_frame::ChartFrame;
use super::swatch::paint_fill;
use super::{Picked, Picks};
use crate::app::theme::{Colors, Size, Weight, font, px};
use crate::report::{Fill, WaterfallStep, YAxis};
use egui::accesskit::Role;
use egui::{Align, Galley, Rect, Sense, Stroke, Ui, WidgetInfo, pos2};
use std::sync::Arc;

pub fn waterfall_ui(
    ui: &mut Ui,
    picks: &mut Picks,
    rect: Rect,
    steps: &[WaterfallStep],
    y: &YAxis,
) {
    let rough = ChartFrame::steps(ui, rect, y, steps.len(), 0.0);
    let labels: Vec<Arc<Galley>> = steps
        .iter()
        .map(|step| wrapped(ui, &step.label, rough.column_width() - px(ui, 6.0)))
        .collect();
    let below = labels
        .iter()
        .map(|galley| galley.size().y)
        .fold(0.0, f32::max)
        .min(rect.height() * 0.4)
        + px(ui, 8.0);
    let frame = ChartFrame::steps(ui, rect, y, steps.len(), below);
    frame.paint_y(ui, y);
    for (place, (step, label)) in steps.iter().zip(labels).enumerate() {
        let column = bar_rect(ui, &frame, place, step);
        paint_fill(ui, ui.painter(), column, step.fill);
        paint_texts(ui, &frame, column, step, label);
        if let Some(next) = steps.get(place + 1) {
            let after = bar_rect(ui, &frame, place + 1, next);
            join(ui, &frame, (column.right(), after.left()), step.to);
        }
        if picks.is_live() {
            step_ui(ui, picks, column.expand2(egui::vec2(2.0, 6.0)), place, step);
        }
    }
}

fn wrapped(ui: &Ui, words: &str, width: f32) -> Arc<Galley> {
    let mut job = egui::text::LayoutJob::simple(
        words.to_owned(),
        font(ui, Size::Small, Weight::Regular),
        Colors::of(ui).secondary,
        width.max(px(ui, 20.0)),
    );
    job.halign = Align::Center;
    ui.painter().layout_job(job)
}

fn bar_rect(ui: &Ui, frame: &ChartFrame, place: usize, step: &WaterfallStep) -> Rect {
    let half = (frame.column_width() * 0.36).min(px(ui, 46.0));
    let middle = frame.x(place as f64);
    let (one, other) = (frame.y(step.from), frame.y(step.to));
    // A step of nothing is still seen.
    let (top, bottom) = (one.min(other), one.max(other).max(one.min(other) + 1.5));
    Rect::from_x_y_ranges((middle - half)..=(middle + half), top..=bottom)
}

fn paint_texts(
    ui: &Ui,
    frame: &ChartFrame,
    column: Rect,
    step: &WaterfallStep,
    label: Arc<Galley>,
) {
    let colors = Colors::of(ui);
    let color = match step.fill {
        Fill::Unidentified | Fill::Adverse => colors.adverse,
        Fill::Favourable => colors.favourable,
        _ => colors.text,
    };
    let galley = ui.painter().layout_no_wrap(
        step.text.clone(),
        font(ui, Size::Small, Weight::SemiBold),
        color,
    );
    let falls = step.to < step.from;
    let below = column.bottom() + px(ui, 2.0);
    let above = column.top() - galley.size().y - px(ui, 1.0);
    let no_room_above = above < frame.plot.top() - px(ui, 9.0);
    let room_below = below + galley.size().y <= frame.plot.bottom();
    let top = if (falls || no_room_above) && room_below {
        below
    } else {
        above.max(frame.plot.top() - px(ui, 9.0))
    };
    let left = column.center().x - galley.size().x / 2.0;
    ui.painter().galley(pos2(left, top), galley, color);
    let foot = pos2(column.center().x, frame.plot.bottom() + px(ui, 6.0));
    ui.painter().galley(foot, label, colors.secondary);
}

/// A hairline from one step's end to the next step's start.
fn join(ui: &Ui, frame: &ChartFrame, (left, right): (f32, f32), level: f64) {
    ui.painter().hline(
        left..=right,
        frame.y(level),
        Stroke::new(px(ui, 1.0), Colors::of(ui).faint),
    );
}

fn step_ui(ui: &mut Ui, picks: &mut Picks, rect: Rect, place: usize, step: &WaterfallStep) {
    let response = ui.interact(rect, ui.scope_id().with(("step", place)), Sense::click());
    let name = format!("{}: {}", step.label, step.text);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if response.has_focus() || response.hovered() {
        ui.painter().rect_stroke(
            rect,
            2.0,
            Stroke::new(1.5, Colors::of(ui).accent),
            egui::StrokeKind::Outside,
        );
    }
    if response.clicked() && !step.cells.is_empty() {
        picks.pick(Picked::Cells(step.cells.clone()));
    }
    response.on_hover_ui_at_pointer(|ui| {
        ui.label(&step.hover);
        if !step.cells.is_empty() {
            ui.weak(where_from(&step.cells));
        }
    });
}
