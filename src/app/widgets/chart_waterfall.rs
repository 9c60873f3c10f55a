//! Vertical steps from one total to another; a step without a scheme behind it is hatched.

use super::cell_link::where_from;
use super::chart_difference::{Label, Marker, arrow, leader};
use super::chart_plot::{Axes, pitch, plot_ui};
use super::foot_label::{foot_label, foot_scale};
use super::swatch::paint_fill;
use super::{Picked, Picks};
use crate::app::theme::{Colors, Size, Weight, font, part_of, px};
use crate::report::{Difference, Fill, WaterfallStep, YAxis, apart};
use egui::accesskit::Role;
use egui::layers::ShapeIdx;
use egui::{Galley, Pos2, Rect, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};
use egui_plot::{Bar, BarChart, Line, PlotItem, PlotPoint, PlotPoints, PlotTransform};
use std::sync::Arc;

/// Between the last column and the arrow's figure.
const ARROW: f32 = 24.0;

pub fn waterfall_ui(
    ui: &mut Ui,
    picks: &mut Picks,
    marker: &mut Marker<'_>,
    rect: Rect,
    steps: &[WaterfallStep],
    y: &YAxis,
) {
    // An arrow has a margin of its own, so that it lies on no column and no value.
    let difference = marker.shown().map(|own| (own, Label::new(ui, own)));
    let margin = difference
        .as_ref()
        .map_or(0.0, |(_, label)| label.width() + px(ui, ARROW + 8.0));
    let rect = Rect::from_min_max(rect.min, pos2(rect.right() - margin, rect.bottom()));
    // Room for the value of the longest column beyond its end.
    let value = |needed: bool| px(ui, if needed { 20.0 } else { 9.0 });
    let axes = Axes {
        y,
        x: (-0.5, steps.len().max(1) as f64 - 0.5),
        x_labels: &[],
        above: value(y.max > 0.0),
        below: value(y.min < 0.0),
    };
    let pitch = pitch(ui, rect, &axes);
    // A page on screen has its table and can be enlarged; a presented one has neither.
    let scale = if picks.is_live() {
        1.0
    } else {
        let names = steps.iter().map(|step| step.label.as_str());
        foot_scale(ui, names, pitch - px(ui, 6.0))
    };
    let labels: Vec<Arc<Galley>> = steps
        .iter()
        .enumerate()
        .map(|(place, step)| {
            // The outermost have a margin to reach into.
            let outermost = place == 0 || place + 1 == steps.len();
            let most = pitch + px(ui, if outermost { 8.0 } else { 0.0 });
            foot_label(ui, &step.label, pitch - px(ui, 6.0), most, scale)
        })
        .collect();
    let below = labels
        .iter()
        .map(|galley| galley.size().y)
        .fold(0.0, f32::max)
        .min(rect.height() * 0.4)
        + px(ui, 6.0);
    let area = Rect::from_min_max(rect.min, pos2(rect.right(), rect.bottom() - below));
    let half = part_of(
        f64::from((pitch * 0.36).min(px(ui, 46.0))),
        f64::from(pitch),
    );
    let items = items(ui, steps, f64::from(half));
    let behind = ui.painter().add(Shape::Noop);
    let shown = plot_ui(ui, area, &axes, Sense::hover(), Vec::new(), items);
    for (place, (step, label)) in steps.iter().zip(labels).enumerate() {
        let column = column_rect(&shown.transform, place, step, f64::from(half));
        // A plot fills with one colour; what has nothing behind it is hatched upon that.
        paint_fill(ui, ui.painter(), column, step.fill);
        paint_joints(ui, &shown.transform, column, step);
        paint_text(ui, column, step);
        // A wide name at the end leans outwards, away from its neighbour.
        let wide = (label.size().x + px(ui, 6.0) - pitch).max(0.0);
        let lean = match place {
            0 => -wide,
            _ if place + 1 == steps.len() => wide,
            _ => 0.0,
        };
        let foot = shown.transform.frame().bottom() + px(ui, 5.0);
        let color = Colors::of(ui).secondary;
        ui.painter()
            .galley(pos2(column.center().x + lean, foot), label, color);
        if picks.is_live() {
            let area = column.expand2(vec2(2.0, 6.0));
            step_ui(ui, picks, marker, area, place, step);
        }
    }
    if let Some((difference, label)) = difference {
        let end = |place: usize| {
            let step = steps.get(place)?;
            let column = column_rect(&shown.transform, place, step, f64::from(half));
            let level = PlotPoint::new(place as f64, step.to);
            let y = shown.transform.position_from_point(&level).y;
            Some(pos2(column.right(), y))
        };
        let ends = (end(difference.from), end(difference.to));
        difference_ui(ui, picks, rect, (difference, &label), ends, behind);
    }
}

/// In the margin at the right, between the levels two columns end at, with its figure beside it.
fn difference_ui(
    ui: &mut Ui,
    picks: &mut Picks,
    rect: Rect,
    (difference, label): (&Difference, &Label),
    ends: (Option<Pos2>, Option<Pos2>),
    behind: ShapeIdx,
) {
    let (Some(from), Some(to)) = ends else {
        return;
    };
    let x = rect.right() + px(ui, ARROW / 2.0);
    let mut leaders = leader(ui, from, pos2(x + px(ui, 4.0), from.y));
    leaders.extend(leader(ui, to, pos2(x + px(ui, 4.0), to.y)));
    ui.painter().set(behind, Shape::Vec(leaders));
    ui.painter()
        .extend(arrow(ui, pos2(x, from.y), pos2(x, to.y)));
    let middle = f32::midpoint(from.y, to.y) - label.height() / 2.0;
    let lowest = (rect.bottom() - label.height()).max(rect.top());
    let at = pos2(x + px(ui, 8.0), middle.clamp(rect.top(), lowest));
    label.column_ui(ui, picks, at, difference);
}

/// A bar from where each step starts, and a hairline from its end to the next one's start.
fn items(ui: &Ui, steps: &[WaterfallStep], half: f64) -> Vec<Box<dyn PlotItem>> {
    let colors = Colors::of(ui);
    let bars = steps
        .iter()
        .enumerate()
        .map(|(place, step)| {
            let solid = colors.fill(step.fill).solid.unwrap_or(colors.card);
            Bar::new(place as f64, step.to - step.from)
                .base_offset(step.from)
                .width(2.0 * half)
                .fill(solid)
                .stroke(Stroke::NONE)
        })
        .collect();
    let hairline = Stroke::new(px(ui, 1.0), colors.faint);
    let joins = steps
        .iter()
        .zip(steps.iter().skip(1))
        .enumerate()
        .filter(|(_, (step, next))| step.leads_to(next))
        .map(|(place, (step, _))| -> Box<dyn PlotItem> {
            let from = place as f64 + half;
            let to = (place + 1) as f64 - half;
            let points = PlotPoints::from(vec![[from, step.to], [to, step.to]]);
            Box::new(Line::new("", points).stroke(hairline).allow_hover(false))
        });
    let mut items: Vec<Box<dyn PlotItem>> =
        vec![Box::new(BarChart::new("", bars).allow_hover(false))];
    items.extend(joins);
    items
}

fn column_rect(at: &PlotTransform, place: usize, step: &WaterfallStep, half: f64) -> Rect {
    let middle = place as f64;
    let mut column = at.rect_from_values(
        &PlotPoint::new(middle - half, step.from),
        &PlotPoint::new(middle + half, step.to),
    );
    // A step of nothing is still seen.
    column.max.y = column.max.y.max(column.min.y + 1.5);
    column
}

/// Lines in the card's colour between the parts a column is stacked of, where the parts are thick enough to be told apart.
fn paint_joints(ui: &Ui, at: &PlotTransform, column: Rect, step: &WaterfallStep) {
    let stroke = Stroke::new(px(ui, 1.5), Colors::of(ui).card);
    let level = |joint: f64| at.position_from_point(&PlotPoint::new(0.0, joint)).y;
    let joints = step.joints().into_iter().map(level);
    for y in apart(joints, (column.top(), column.bottom()), px(ui, 6.0)) {
        ui.painter().hline(column.x_range(), y, stroke);
    }
}

fn paint_text(ui: &Ui, column: Rect, step: &WaterfallStep) {
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
    let above = column.top() - galley.size().y - px(ui, 1.0);
    let top = if step.to < step.from {
        column.bottom() + px(ui, 2.0)
    } else {
        above
    };
    let left = column.center().x - galley.size().x / 2.0;
    ui.painter().galley(pos2(left, top), galley, color);
}

fn step_ui(
    ui: &mut Ui,
    picks: &mut Picks,
    marker: &mut Marker<'_>,
    rect: Rect,
    place: usize,
    step: &WaterfallStep,
) {
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
    if !marker.takes(ui, picks, place, &response) && response.clicked() && !step.cells.is_empty() {
        picks.pick(Picked::Cells(step.cells.clone()));
    }
    response.on_hover_ui_at_pointer(|ui| {
        ui.label(&step.hover);
        if !step.cells.is_empty() {
            ui.weak(where_from(&step.cells));
        }
    });
}
