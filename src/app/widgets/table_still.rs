//! A table on a presented page: every word readable, no control, whole rows only, and how many did not fit.

use crate::app::theme::{Colors, Size, Weight, font, px};
use crate::report::{Align, Row, Table};
use egui::text::LayoutJob;
use egui::{Galley, Rect, Stroke, Ui, pos2};
use std::sync::Arc;

/// A row laid out for the column widths.
struct Laid {
    cells: Vec<Arc<Galley>>,
    height: f32,
    strong: bool,
}

/// Draws into the space available, larger where there is room for it.
pub fn table_still_ui(ui: &mut Ui, table: &Table) {
    let rect = ui.available_rect_before_wrap();
    let widths = widths(ui, table, rect.width());
    let header = header(ui, table, &widths);
    let room = rect.height() - header.height;
    let laid = |ui: &Ui, size| -> Vec<Laid> {
        table
            .rows
            .iter()
            .map(|row| lay_out(ui, table, row, &widths, size))
            .collect()
    };
    let mut rows = laid(ui, Size::Body);
    if rows.iter().map(|row| row.height).sum::<f32>() > room {
        rows = laid(ui, Size::Small);
    }
    let line = Stroke::new(px(ui, 1.0), Colors::of(ui).border);
    let mut y = rect.top();
    paint(ui, table, &header, &widths, rect, &mut y);
    ui.painter().hline(rect.x_range(), y, line);
    let last_line = px(ui, 22.0);
    for (index, row) in rows.iter().enumerate() {
        let left = rows.len() - index;
        let reserve = if left > 1 { last_line } else { 0.0 };
        if y + row.height + reserve > rect.bottom() && index > 0 {
            more_ui(ui, rect, y, left);
            return;
        }
        if row.strong {
            let firm = Stroke::new(px(ui, 1.0), Colors::of(ui).faint);
            ui.painter().hline(rect.x_range(), y, firm);
        }
        paint(ui, table, row, &widths, rect, &mut y);
        let hair = Stroke::new(px(ui, 1.0), Colors::of(ui).grid);
        ui.painter().hline(rect.x_range(), y, hair);
    }
}

fn more_ui(ui: &Ui, rect: Rect, y: f32, left: usize) {
    let rows = if left == 1 { "row" } else { "rows" };
    ui.painter().text(
        pos2(rect.left(), y + px(ui, 5.0)),
        egui::Align2::LEFT_TOP,
        format!("and {left} more {rows}"),
        font(ui, Size::Small, Weight::Regular),
        Colors::of(ui).secondary,
    );
}

fn widths(ui: &Ui, table: &Table, width: f32) -> Vec<f32> {
    let least = px(ui, 44.0);
    let spare = (width - least * table.columns.len() as f32).max(0.0);
    let total: f32 = table
        .columns
        .iter()
        .map(|column| column.weight.max(0.1))
        .sum();
    table
        .columns
        .iter()
        .map(|column| least + spare * column.weight.max(0.1) / total.max(0.1))
        .collect()
}

fn header(ui: &Ui, table: &Table, widths: &[f32]) -> Laid {
    let words = table
        .columns
        .iter()
        .map(|column| (column.label.clone(), Weight::SemiBold, Colors::of(ui).text));
    galleys(ui, table, words, widths, Size::Small, px(ui, 3.0))
}

fn lay_out(ui: &Ui, table: &Table, row: &Row, widths: &[f32], size: Size) -> Laid {
    let weight = if row.strong {
        Weight::SemiBold
    } else {
        Weight::Regular
    };
    let words = row
        .cells
        .iter()
        .map(|cell| (cell.text.clone(), weight, Colors::of(ui).tone(cell.tone)));
    let mut laid = galleys(ui, table, words, widths, size, px(ui, 5.0));
    laid.strong = row.strong;
    laid
}

fn galleys(
    ui: &Ui,
    table: &Table,
    words: impl Iterator<Item = (String, Weight, egui::Color32)>,
    widths: &[f32],
    size: Size,
    padding: f32,
) -> Laid {
    let gap = px(ui, 12.0);
    let cells: Vec<Arc<Galley>> = words
        .zip(widths)
        .zip(&table.columns)
        .map(|(((text, weight, color), width), column)| {
            let font = font(ui, size, weight);
            let mut job = LayoutJob::simple(text, font, color, (width - gap).max(1.0));
            if column.align == Align::Right {
                job.halign = egui::Align::RIGHT;
            }
            ui.painter().layout_job(job)
        })
        .collect();
    let tallest = cells
        .iter()
        .map(|galley| galley.size().y)
        .fold(0.0, f32::max);
    Laid {
        cells,
        height: tallest + 2.0 * padding,
        strong: false,
    }
}

/// Draws a row at `y` and moves `y` below it.
fn paint(ui: &Ui, table: &Table, row: &Laid, widths: &[f32], rect: Rect, y: &mut f32) {
    let mut x = rect.left();
    for ((galley, width), column) in row.cells.iter().zip(widths).zip(&table.columns) {
        let at = match column.align {
            Align::Left => x,
            Align::Right => x + width - px(ui, 12.0),
        };
        let top = *y + (row.height - galley.size().y) / 2.0;
        ui.painter()
            .galley(pos2(at, top), Arc::clone(galley), Colors::of(ui).text);
        x += width;
    }
    *y += row.height;
}
