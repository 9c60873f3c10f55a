//! What a table is drawn of: headers that sort, rows that answer as a whole, cells cut to their width.

use super::cell_link::where_from;
use super::table_order::Sort;
use crate::app::theme::{Colors, Size, Weight, font, px};
use crate::report::{Align, Column, Row, TableCell};
use egui::accesskit::Role;
use egui::{Sense, Stroke, Ui, WidgetInfo, pos2};
use egui_extras::TableRow;

pub(super) fn header_height(ui: &Ui, columns: &[Column], widths: &[f32]) -> f32 {
    columns
        .iter()
        .zip(widths)
        .map(|(column, width)| {
            ui.painter()
                .layout(
                    column.label.clone(),
                    font(ui, Size::Small, Weight::SemiBold),
                    Colors::of(ui).text,
                    (width - px(ui, 14.0)).max(20.0),
                )
                .size()
                .y
        })
        .fold(0.0, f32::max)
        + px(ui, 8.0)
}

pub(super) fn header_ui(
    ui: &mut Ui,
    live: bool,
    index: usize,
    column: &Column,
    sort: &mut Option<Sort>,
) {
    let colors = Colors::of(ui);
    let rect = ui.max_rect();
    let sorted = sort.filter(|sort| sort.column == index);
    if live {
        let response = ui.interact(rect, ui.scope_id().with("sort"), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, &column.label));
        if response.hovered() || response.has_focus() {
            ui.painter().rect_filled(rect, 3.0, colors.hovered);
        }
        if response.on_hover_text("Click to sort").clicked() {
            // Numbers are looked at largest first, words from A.
            let first = column.align == Align::Right;
            let descending = sorted.map_or(first, |sort| !sort.descending);
            *sort = Some(Sort {
                column: index,
                descending,
            });
        }
    }
    let room = rect.width() - px(ui, 14.0);
    let mut job = egui::text::LayoutJob::simple(
        column.label.clone(),
        font(ui, Size::Small, Weight::SemiBold),
        colors.text,
        room.max(20.0),
    );
    if column.align == Align::Right {
        job.halign = egui::Align::RIGHT;
    }
    let galley = ui.painter().layout_job(job);
    let y = rect.bottom() - galley.size().y - px(ui, 4.0);
    let x = match column.align {
        Align::Left => rect.left() + px(ui, 2.0),
        Align::Right => rect.right() - px(ui, 13.0),
    };
    let painter = ui.painter();
    if let Some(sort) = sorted {
        let arrow = if sort.descending { "▼" } else { "▲" };
        let arrow = painter.layout_no_wrap(
            arrow.to_owned(),
            font(ui, Size::Small, Weight::Regular),
            colors.secondary,
        );
        let left = match column.align {
            Align::Left => (x + galley.size().x + px(ui, 3.0)).min(rect.right() - px(ui, 11.0)),
            Align::Right => rect.right() - px(ui, 11.0),
        };
        painter.galley(
            pos2(left, rect.bottom() - arrow.size().y - px(ui, 4.0)),
            arrow,
            colors.secondary,
        );
    }
    painter.galley(pos2(x, y), galley, colors.text);
    painter.hline(
        rect.x_range(),
        rect.bottom() - 0.5,
        Stroke::new(px(ui, 1.0), colors.border),
    );
}

/// A click on a row, and the column it was in where that can be told.
pub(super) struct Clicked {
    pub column: Option<usize>,
}

/// Draws a row; says whether it was clicked, and where.
pub(super) fn row_ui(
    drawn: &mut TableRow<'_, '_>,
    place: usize,
    row: &Row,
    columns: &[Column],
) -> Option<Clicked> {
    let mut clicked = None;
    for (index, column) in columns.iter().enumerate() {
        let Some(cell) = row.cells.get(index) else {
            drawn.col(|_| {});
            continue;
        };
        let mut elided = false;
        let (rect, response) = drawn.col(|ui| {
            ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
                node.set_role(Role::Cell);
                node.set_row_index(place);
                node.set_column_index(index);
                node.set_label(cell.text.clone());
            });
            elided = cell_ui(ui, cell, column.align, row.strong);
        });
        if response.clicked() {
            let here = response.interact_pointer_pos();
            let inside = here.is_none_or(|at| rect.x_range().contains(at.x));
            clicked = Some(Clicked {
                column: inside.then_some(index),
            });
        }
        if response.hovered() && (elided || !cell.cells.is_empty()) {
            response.on_hover_ui_at_pointer(|ui| {
                ui.label(&cell.text);
                if !cell.cells.is_empty() {
                    ui.weak(where_from(&cell.cells));
                }
            });
        }
    }
    clicked
}

/// Paints one cell; whether its text had to be cut.
fn cell_ui(ui: &Ui, cell: &TableCell, align: Align, strong: bool) -> bool {
    let colors = Colors::of(ui);
    let rect = ui.max_rect();
    let weight = if strong {
        Weight::SemiBold
    } else {
        Weight::Regular
    };
    let color = colors.tone(cell.tone);
    let edge = px(ui, 13.0);
    let mut job = egui::text::LayoutJob::simple(
        cell.text.clone(),
        font(ui, Size::Small, weight),
        color,
        (rect.width() - px(ui, 12.0)).max(10.0),
    );
    job.wrap.max_rows = 1;
    job.wrap.break_anywhere = true;
    let galley = ui.painter().layout_job(job);
    let elided = galley.elided;
    let x = match align {
        Align::Left => rect.left() + px(ui, 2.0),
        Align::Right => (rect.right() - edge - galley.size().x).max(rect.left()),
    };
    let y = rect.center().y - galley.size().y / 2.0;
    ui.painter().galley(pos2(x, y), galley, color);
    let line = if strong { colors.faint } else { colors.grid };
    ui.painter().hline(
        rect.x_range(),
        if strong {
            rect.top() + 0.5
        } else {
            rect.bottom() - 0.5
        },
        Stroke::new(px(ui, 1.0), line),
    );
    elided
}
