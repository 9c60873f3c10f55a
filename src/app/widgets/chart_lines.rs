//! Lines over months: what happened solid, what is planned dashed, comparison dotted; labels at the lines' ends.

use super::cell_link::where_from;
use super::chart_ends::{end_labels_width, paint_end_labels};
use super::chart_plot::{Axes, SLACK, plot_ui};
use super::{Picked, Picks};
use crate::app::theme::{Colors, Size, Weight, font, px};
use crate::report::{Band, LinePoint, LineSeries, LineStyle, PointMark, YAxis};
use egui::{Color32, Pos2, Rect, Sense, Stroke, Ui, pos2};
use egui_plot::{Line, MarkerShape, PlotItem, PlotPoint, PlotPoints, PlotResponse, PlotTransform};
use egui_plot::{LineStyle as Dashes, Points, Polygon};

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
    let last = x_labels.len().saturating_sub(1).max(1) as f64;
    let right = end_labels_width(ui, series, last).min(rect.width() * 0.3);
    let area = Rect::from_min_max(rect.min, pos2(rect.right() - right, rect.bottom()));
    let axes = Axes {
        y,
        x: (0.0, last),
        x_labels,
        above: px(ui, 9.0),
        below: px(ui, SLACK),
    };
    let sense = if picks.is_live() {
        Sense::CLICK
    } else {
        Sense::hover()
    };
    let shaded = bands.iter().map(|band| shade(ui, band, y)).collect();
    let lines = series.iter().map(|line| item(ui, line)).collect();
    let shown = plot_ui(ui, area, &axes, sense, shaded, lines);
    for band in bands {
        paint_band_label(ui, &shown.transform, band);
    }
    paint_end_labels(ui, &shown.transform, series, last, right);
    if picks.is_live() {
        nearest_ui(ui, picks, shown, series);
    }
}

/// Far enough above and below for the frame to cut it.
fn shade(ui: &Ui, band: &Band, y: &YAxis) -> Box<dyn PlotItem> {
    let beyond = (y.max - y.min).abs().max(1.0);
    let (low, high) = (y.min - beyond, y.max + beyond);
    let corners = vec![
        [band.from, low],
        [band.to, low],
        [band.to, high],
        [band.from, high],
    ];
    let polygon = Polygon::new(band.label.clone(), PlotPoints::from(corners))
        .fill_color(Colors::of(ui).band)
        .stroke(Stroke::NONE)
        .allow_hover(false);
    Box::new(polygon)
}

fn paint_band_label(ui: &Ui, at: &PlotTransform, band: &Band) {
    let color = Colors::of(ui).adverse;
    let frame = at.frame();
    let right = at.position_from_point_x(band.to).min(frame.right());
    let galley = ui.painter().layout_no_wrap(
        band.label.clone(),
        font(ui, Size::Small, Weight::SemiBold),
        color,
    );
    // Flush right, so that a label wider than its band reaches into the empty upper left.
    let left = (right - galley.size().x - px(ui, 4.0)).max(frame.left());
    ui.painter()
        .galley(pos2(left, frame.top() + px(ui, 3.0)), galley, color);
}

fn stroke(ui: &Ui, style: LineStyle) -> Stroke {
    let colors = Colors::of(ui);
    let (width, color) = match style {
        LineStyle::Plan => (2.2, colors.developed),
        LineStyle::Actual => (3.6, colors.developed),
        LineStyle::Reference => (0.8, colors.faint),
        LineStyle::Limit => (1.6, colors.adverse),
        LineStyle::Marks(mark) => (2.0, mark_color(colors, mark)),
    };
    Stroke::new(px(ui, width), color)
}

fn mark_color(colors: &Colors, mark: PointMark) -> Color32 {
    match mark {
        PointMark::Better => colors.favourable,
        PointMark::Worse => colors.adverse,
        PointMark::Unusual => colors.total,
    }
}

fn item(ui: &Ui, line: &LineSeries) -> Box<dyn PlotItem> {
    let stroke = stroke(ui, line.style);
    let points: Vec<[f64; 2]> = line.points.iter().map(|point| [point.x, point.y]).collect();
    if let LineStyle::Marks(mark) = line.style {
        let shape = match mark {
            PointMark::Better => MarkerShape::Up,
            PointMark::Worse => MarkerShape::Down,
            PointMark::Unusual => MarkerShape::Diamond,
        };
        let marks = Points::new(line.label.clone(), PlotPoints::from(points))
            .shape(shape)
            .radius(px(ui, 6.0))
            .color(stroke.color)
            .allow_hover(false);
        return Box::new(marks);
    }
    if let [only] = points.as_slice() {
        let mark = Points::new(line.label.clone(), PlotPoints::from(vec![*only]))
            .radius(stroke.width * 1.5)
            .color(stroke.color)
            .allow_hover(false);
        return Box::new(mark);
    }
    let style = match line.style {
        LineStyle::Plan => Dashes::Dashed {
            length: px(ui, 7.0),
        },
        LineStyle::Reference => Dashes::Dotted {
            spacing: px(ui, 4.0),
        },
        LineStyle::Actual | LineStyle::Limit | LineStyle::Marks(_) => Dashes::Solid,
    };
    let line = Line::new(line.label.clone(), PlotPoints::from(points))
        .stroke(stroke)
        .style(style)
        .allow_hover(false);
    Box::new(line)
}

/// Marks the point under the pointer, says what it is, and goes to its cells on click.
fn nearest_ui(ui: &Ui, picks: &mut Picks, shown: PlotResponse<()>, series: &[LineSeries]) {
    let Some(pointer) = shown.response.hover_pos() else {
        return;
    };
    let Some((place, point, style)) = nearest(&shown.transform, series, pointer) else {
        return;
    };
    let color = stroke(ui, style).color;
    ui.painter().circle_filled(place, px(ui, 4.5), color);
    let clicked = shown.response.clicked();
    shown.response.on_hover_ui_at_pointer(|ui| {
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
    at: &PlotTransform,
    series: &'a [LineSeries],
    pointer: Pos2,
) -> Option<(Pos2, &'a LinePoint, LineStyle)> {
    series
        .iter()
        .flat_map(|line| line.points.iter().map(move |point| (point, line.style)))
        .map(|(point, style)| {
            let place = at.position_from_point(&PlotPoint::new(point.x, point.y));
            (place, point, style)
        })
        .filter(|(place, ..)| place.distance(pointer) <= REACH)
        .min_by(|(one, ..), (other, ..)| one.distance(pointer).total_cmp(&other.distance(pointer)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui_plot::PlotBounds;

    #[test]
    fn the_nearest_point_of_all_lines_is_meant_and_none_from_afar() {
        let line = |style, y: f64| LineSeries {
            label: String::new(),
            style,
            points: vec![LinePoint {
                x: 5.0,
                y,
                hover: y.to_string(),
                cells: crate::plan::Cells::default(),
            }],
        };
        let series = [line(LineStyle::Plan, 4.0), line(LineStyle::Actual, 5.0)];
        let frame = Rect::from_min_max(pos2(0.0, 0.0), pos2(100.0, 100.0));
        let bounds = PlotBounds::from_min_max([0.0, 0.0], [10.0, 10.0]);
        let at = PlotTransform::new(frame, bounds, false);
        let meant = |pointer| nearest(&at, &series, pointer).map(|(.., style)| style);
        assert_eq!(meant(pos2(50.0, 52.0)), Some(LineStyle::Actual));
        assert_eq!(meant(pos2(50.0, 59.0)), Some(LineStyle::Plan));
        assert_eq!(meant(pos2(90.0, 5.0)), None);
    }
}
