//! The plot under a chart with a vertical axis: the report's own numbers to the left, months below, hairlines between.
//! It stands still: a chart for a board is read, not dragged or zoomed.

use crate::app::theme::{Colors, Size, Weight, font, part_of, px, whole};
use crate::report::{AxisTick, YAxis};
use egui::{Color32, Galley, Rect, Sense, Stroke, Ui, UiBuilder, Vec2, pos2, vec2};
use egui_plot::{AxisHints, GridMark, HLine, Plot, PlotItem, PlotResponse};
use std::sync::Arc;

/// Around the first and last point, so that no mark is cut at the frame.
pub const SLACK: f32 = 5.0;

/// What stands at the edges of a plot.
#[derive(Debug)]
pub struct Axes<'a> {
    pub y: &'a YAxis,
    /// First and last place on the horizontal axis.
    pub x: (f64, f64),
    /// At 0, 1, 2, …; none where the chart writes its own.
    pub x_labels: &'a [String],
    /// Kept free above the highest and below the lowest number, for what is written there.
    pub above: f32,
    pub below: f32,
}

/// Draws `under`, then the hairlines, then `items`; the response holds the transform from data to screen.
pub fn plot_ui(
    ui: &mut Ui,
    rect: Rect,
    axes: &Axes<'_>,
    sense: Sense,
    under: Vec<Box<dyn PlotItem>>,
    items: Vec<Box<dyn PlotItem>>,
) -> PlotResponse<()> {
    let colors = Colors::of(ui);
    let small = font(ui, Size::Small, Weight::Regular);
    let left = left_of_plot(ui, axes.y);
    let foot = foot_of_plot(ui, axes);
    let area = Rect::from_min_max(
        rect.min,
        pos2(rect.right() - px(ui, 6.0), rect.bottom()).max(rect.min + Vec2::splat(1.0)),
    );
    let frame = (area.size() - vec2(left, foot)).max(Vec2::splat(1.0));
    let (x, y) = (x_bounds(ui, axes, frame), y_bounds(axes, frame));
    let ticks = y_ticks(axes.y);
    let months = x_ticks(ui, axes, frame);
    let lines = hairlines(ui, axes.y);
    let mut child = ui.new_child(UiBuilder::new().max_rect(area).id_salt("plot area"));
    let hints = |hints: AxisHints<'static>, ticks: &[(AxisTick, f64)], thickness: f32| {
        let ticks: Vec<AxisTick> = ticks.iter().map(|(tick, _)| tick.clone()).collect();
        hints
            .formatter(move |mark, _| label_at(&ticks, mark.value))
            .min_thickness(thickness)
            .label_spacing(0.0..=0.1)
            .tick_label_color(colors.secondary)
            .tick_label_font(small.clone())
    };
    Plot::new("plot")
        .width(area.width())
        .height(area.height())
        .min_size(Vec2::splat(1.0))
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_axis_zoom_drag(false)
        .allow_double_click_reset(false)
        .show_x(false)
        .show_y(false)
        .show_crosshair(false)
        .show_background(false)
        // Hairlines are items, so that shaded bands lie under them.
        .show_grid(false)
        .show_axes([!months.is_empty(), true])
        .grid_spacing(0.0..=0.1)
        .custom_x_axes(vec![hints(AxisHints::new_x(), &months, foot)])
        .custom_y_axes(vec![hints(AxisHints::new_y(), &ticks, left)])
        .x_grid_spacer(move |_| marks(&months))
        .y_grid_spacer(move |_| marks(&ticks))
        .sense(sense)
        .show(&mut child, move |plot| {
            plot.set_plot_bounds_x(x.0..=x.1);
            plot.set_plot_bounds_y(y.0..=y.1);
            for item in under.into_iter().chain(lines).chain(items) {
                plot.add_item(item);
            }
        })
}

/// Pixels between two neighbours on the horizontal axis.
pub fn pitch(ui: &Ui, rect: Rect, axes: &Axes<'_>) -> f32 {
    let width = rect.width() - px(ui, 6.0) - left_of_plot(ui, axes.y);
    width.max(1.0) * part_of(1.0, (axes.x.1 - axes.x.0).max(1.0))
}

pub fn small_galley(ui: &Ui, words: &str, color: Color32) -> Arc<Galley> {
    ui.painter().layout_no_wrap(
        words.to_owned(),
        font(ui, Size::Small, Weight::Regular),
        color,
    )
}

fn widest<'a>(ui: &Ui, labels: impl Iterator<Item = &'a String>) -> f32 {
    labels
        .map(|label| small_galley(ui, label, Color32::PLACEHOLDER).size().x)
        .fold(0.0, f32::max)
}

fn left_of_plot(ui: &Ui, y: &YAxis) -> f32 {
    widest(ui, y.ticks.iter().map(|tick| &tick.label)) + 8.0
}

fn foot_of_plot(ui: &Ui, axes: &Axes<'_>) -> f32 {
    if axes.x_labels.is_empty() {
        0.0
    } else {
        px(ui, 18.0)
    }
}

fn x_bounds(ui: &Ui, axes: &Axes<'_>, frame: Vec2) -> (f64, f64) {
    let span = (axes.x.1 - axes.x.0).max(f64::EPSILON);
    if axes.x_labels.is_empty() {
        return axes.x;
    }
    let slack = f64::from(px(ui, SLACK));
    let each = span * slack / (f64::from(frame.x) - 2.0 * slack).max(1.0);
    (axes.x.0 - each, axes.x.1 + each)
}

fn y_bounds(axes: &Axes<'_>, frame: Vec2) -> (f64, f64) {
    let span = if axes.y.max > axes.y.min {
        axes.y.max - axes.y.min
    } else {
        1.0
    };
    let height = f64::from(frame.y - axes.above - axes.below).max(1.0);
    (
        axes.y.min - span * f64::from(axes.below) / height,
        axes.y.min + span + span * f64::from(axes.above) / height,
    )
}

/// Each tick with the distance to its neighbour.
fn y_ticks(y: &YAxis) -> Vec<(AxisTick, f64)> {
    let step = (y.max - y.min) / y.ticks.len().saturating_sub(1).max(1) as f64;
    y.ticks.iter().map(|tick| (tick.clone(), step)).collect()
}

/// Every label, or every second or third where they would touch.
fn x_ticks(ui: &Ui, axes: &Axes<'_>, frame: Vec2) -> Vec<(AxisTick, f64)> {
    let pitch = frame.x * part_of(1.0, (axes.x.1 - axes.x.0).max(1.0));
    let every = whole(((widest(ui, axes.x_labels.iter()) + px(ui, 10.0)) / pitch.max(1.0)).ceil());
    let every = every.max(1);
    axes.x_labels
        .iter()
        .enumerate()
        .step_by(every)
        .map(|(place, label)| {
            let tick = AxisTick {
                at: place as f64,
                label: label.clone(),
            };
            (tick, every as f64)
        })
        .collect()
}

fn marks(ticks: &[(AxisTick, f64)]) -> Vec<GridMark> {
    ticks
        .iter()
        .map(|(tick, step_size)| GridMark {
            value: tick.at,
            step_size: *step_size,
        })
        .collect()
}

fn label_at(ticks: &[AxisTick], value: f64) -> String {
    ticks
        .iter()
        .min_by(|one, other| {
            let away = |tick: &AxisTick| (tick.at - value).abs();
            away(one).total_cmp(&away(other))
        })
        .map(|tick| tick.label.clone())
        .unwrap_or_default()
}

/// One at each number; the line at zero is firmer.
fn hairlines(ui: &Ui, y: &YAxis) -> Vec<Box<dyn PlotItem>> {
    let colors = Colors::of(ui);
    let width = px(ui, 1.0);
    y.ticks
        .iter()
        .map(|tick| -> Box<dyn PlotItem> {
            let zero = tick.at.abs() < f64::EPSILON;
            let color = if zero { colors.faint } else { colors.grid };
            let line = HLine::new("", tick.at).stroke(Stroke::new(width, color));
            Box::new(line.allow_hover(false))
        })
        .collect()
}
