//! The frame of a chart with a vertical axis: numbers to the left, months or steps below, hairlines between.

use crate::app::theme::{Colors, Size, Weight, font, part_of, px, whole};
use crate::report::YAxis;
use egui::{Pos2, Rect, Stroke, Ui, pos2};

/// Where data stands on the screen.
#[derive(Debug, Clone, Copy)]
pub struct ChartFrame {
    pub plot: Rect,
    y_min: f64,
    y_max: f64,
    columns: usize,
    /// Points stand at the ends of the frame; steps stand in the middle of their column.
    ends: bool,
}

impl ChartFrame {
    /// A frame for points at 0, 1, 2, … of `columns` labels, with room to the right for line labels.
    pub fn points(ui: &Ui, rect: Rect, y: &YAxis, columns: usize, right: f32) -> Self {
        Self::new(ui, rect, y, columns, right, px(ui, 20.0), true)
    }

    /// A frame for columns, with `below` for their labels.
    pub fn steps(ui: &Ui, rect: Rect, y: &YAxis, columns: usize, below: f32) -> Self {
        Self::new(ui, rect, y, columns, 0.0, below, false)
    }

    fn new(
        ui: &Ui,
        rect: Rect,
        y: &YAxis,
        columns: usize,
        right: f32,
        below: f32,
        ends: bool,
    ) -> Self {
        let left = y
            .ticks
            .iter()
            .map(|tick| {
                ui.painter()
                    .layout_no_wrap(
                        tick.label.clone(),
                        font(ui, Size::Small, Weight::Regular),
                        Colors::of(ui).secondary,
                    )
                    .size()
                    .x
            })
            .fold(0.0, f32::max)
            + px(ui, 8.0);
        let plot = Rect::from_min_max(
            pos2(rect.left() + left, rect.top() + px(ui, 9.0)),
            pos2(
                (rect.right() - right - px(ui, 6.0)).max(rect.left() + left + 1.0),
                (rect.bottom() - below).max(rect.top() + px(ui, 10.0)),
            ),
        );
        Self {
            plot,
            y_min: y.min,
            y_max: if y.max > y.min { y.max } else { y.min + 1.0 },
            columns,
            ends,
        }
    }

    pub fn x(&self, at: f64) -> f32 {
        let (share, of) = if self.ends {
            (at, (self.columns.max(2) - 1) as f64)
        } else {
            (at + 0.5, self.columns.max(1) as f64)
        };
        self.plot.left() + part_of(share, of) * self.plot.width()
    }

    pub fn y(&self, at: f64) -> f32 {
        let part = part_of(at - self.y_min, self.y_max - self.y_min);
        self.plot.bottom() - part * self.plot.height()
    }

    pub fn at(&self, x: f64, y: f64) -> Pos2 {
        pos2(self.x(x), self.y(y))
    }

    pub fn column_width(&self) -> f32 {
        self.plot.width() / self.columns.max(1) as f32
    }

    /// Hairlines and numbers; the line at zero is firmer.
    pub fn paint_y(&self, ui: &Ui, axis: &YAxis) {
        let colors = Colors::of(ui);
        for tick in &axis.ticks {
            let y = self.y(tick.at);
            let zero = tick.at.abs() < f64::EPSILON;
            let color = if zero { colors.faint } else { colors.grid };
            ui.painter()
                .hline(self.plot.x_range(), y, Stroke::new(px(ui, 1.0), color));
            ui.painter().text(
                pos2(self.plot.left() - px(ui, 7.0), y),
                egui::Align2::RIGHT_CENTER,
                &tick.label,
                font(ui, Size::Small, Weight::Regular),
                colors.secondary,
            );
        }
    }

    /// Labels below, every second or third where they would touch.
    pub fn paint_x(&self, ui: &Ui, labels: &[String]) {
        let colors = Colors::of(ui);
        let galleys: Vec<_> = labels
            .iter()
            .map(|label| {
                ui.painter().layout_no_wrap(
                    label.clone(),
                    font(ui, Size::Small, Weight::Regular),
                    colors.secondary,
                )
            })
            .collect();
        let widest = galleys
            .iter()
            .map(|galley| galley.size().x)
            .fold(1.0, f32::max)
            + px(ui, 10.0);
        let pitch = (self.x(1.0) - self.x(0.0)).max(1.0);
        let every = whole((widest / pitch).ceil()).max(1);
        for (place, galley) in galleys.into_iter().enumerate() {
            if place % every == 0 {
                let x = self.x(place as f64) - galley.size().x / 2.0;
                ui.painter().galley(
                    pos2(x, self.plot.bottom() + px(ui, 5.0)),
                    galley,
                    colors.secondary,
                );
            }
        }
    }
}
