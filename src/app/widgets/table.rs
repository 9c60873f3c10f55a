//! A table of any length: sorted by its headers, moved through by keyboard, copied as text, read aloud as a table.

use super::cell_link::where_from;
use super::table_order::{Sort, as_tsv, shown};
use super::{Picked, Picks};
use crate::app::theme::{Colors, Size, Weight, font, px, whole};
use crate::report::{Align, Column, Row, Table};
use egui::accesskit::Role;
use egui::{
    Event, EventFilter, Id, Key, Modifiers, Rect, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2,
};
use egui_extras::{Column as Width, TableBuilder, TableRow};

const ROW: f32 = 26.0;

/// What the reader chose in a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TableState {
    pub sort: Option<Sort>,
    pub filter: String,
    /// Place among the rows shown.
    pub selected: Option<usize>,
    scroll_to: Option<usize>,
}

/// Height at which every row shows.
pub fn table_height(ui: &Ui, table: &Table) -> f32 {
    px(ui, ROW) * (table.rows.len() as f32 + 1.0) + px(ui, 26.0)
}

/// Draws into the space available.
pub fn table_ui(ui: &mut Ui, picks: &mut Picks, table: &Table, state: &mut TableState) {
    let rows = shown(table, &state.filter, state.sort);
    let focus = ui.scope_id().with(("table", &table.title));
    let area = ui.available_rect_before_wrap();
    if picks.is_live() {
        keys(ui, picks, focus, area, table, &rows, state);
    }
    let builder = UiBuilder::new()
        .accessibility_role(Role::Table)
        .accessibility_label(&table.title);
    ui.scope_builder(builder, |ui| {
        body_ui(ui, picks, focus, table, &rows, state);
    });
    if picks.is_live() && ui.memory(|memory| memory.has_focus(focus)) {
        ui.painter().rect_stroke(
            area.expand(2.0),
            4.0,
            Stroke::new(1.0, Colors::of(ui).accent),
            egui::StrokeKind::Outside,
        );
    }
}

/// Arrows, Page, Home and End move; Enter goes to the cells; Ctrl+C copies the row, or all rows where none is selected.
fn keys(
    ui: &mut Ui,
    picks: &mut Picks,
    focus: Id,
    area: Rect,
    table: &Table,
    rows: &[usize],
    state: &mut TableState,
) {
    let response = ui.interact(area, focus, Sense::FOCUSABLE);
    if !response.has_focus() {
        return;
    }
    let filter = EventFilter {
        tab: false,
        horizontal_arrows: true,
        vertical_arrows: true,
        escape: false,
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(focus, filter));
    let page = whole(area.height() / px(ui, ROW)).max(2) - 1;
    let last = rows.len().saturating_sub(1);
    let now = state.selected;
    let moved = ui.input_mut(|input| {
        let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
        let down = |by: usize| now.map_or(0, |at| (at + by).min(last));
        let up = |by: usize| now.map_or(0, |at| at.saturating_sub(by));
        [
            (Key::ArrowDown, down(1)),
            (Key::ArrowUp, up(1)),
            (Key::PageDown, down(page)),
            (Key::PageUp, up(page)),
            (Key::Home, 0),
            (Key::End, last),
        ]
        .into_iter()
        .filter_map(|(key, to)| pressed(key).then_some(to))
        .next_back()
    });
    if moved.is_some() && !rows.is_empty() {
        state.selected = moved;
        state.scroll_to = moved;
    }
    let chosen = state.selected.and_then(|place| rows.get(place)).copied();
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter))
        && let Some(row) = chosen.and_then(|index| table.rows.get(index))
    {
        follow(picks, row, None);
    }
    if ui.input(|input| input.events.contains(&Event::Copy)) {
        let copied = chosen.map_or_else(|| rows.to_vec(), |row| vec![row]);
        ui.ctx().copy_text(as_tsv(table, &copied));
    }
}

/// To the clicked cell's own source, else to the first the row has.
fn follow(picks: &mut Picks, row: &Row, column: Option<usize>) {
    let own = column
        .and_then(|column| row.cells.get(column))
        .map(|cell| &cell.cells)
        .filter(|cells| !cells.is_empty());
    let any = || {
        row.cells
            .iter()
            .map(|cell| &cell.cells)
            .find(|cells| !cells.is_empty())
    };
    if let Some(cells) = own.or_else(any) {
        picks.pick(Picked::Cells(cells.clone()));
    }
}

fn widths(ui: &Ui, columns: &[Column]) -> Vec<f32> {
    let least: Vec<f32> = columns
        .iter()
        .map(|column| least_width(ui, column))
        .collect();
    let spare = (ui.available_width() - px(ui, 8.0) - least.iter().sum::<f32>()).max(0.0);
    let total: f32 = columns.iter().map(|column| column.weight.max(0.1)).sum();
    columns
        .iter()
        .zip(least)
        .map(|(column, least)| (least + spare * column.weight.max(0.1) / total.max(0.1)).floor())
        .collect()
}

/// No word of a header is broken.
fn least_width(ui: &Ui, column: &Column) -> f32 {
    let widest = column
        .label
        .split_whitespace()
        .map(|word| {
            let font = font(ui, Size::Small, Weight::SemiBold);
            let color = Colors::of(ui).text;
            ui.painter()
                .layout_no_wrap(word.to_owned(), font, color)
                .size()
                .x
        })
        .fold(0.0, f32::max);
    (widest + px(ui, 17.0)).max(px(ui, 46.0))
}

fn body_ui(
    ui: &mut Ui,
    picks: &mut Picks,
    focus: Id,
    table: &Table,
    rows: &[usize],
    state: &mut TableState,
) {
    // Lines below the rows run through.
    ui.spacing_mut().item_spacing = egui::Vec2::ZERO;
    let widths = widths(ui, &table.columns);
    let header = header_height(ui, &table.columns, &widths);
    let height = px(ui, ROW);
    let live = picks.is_live();
    let mut builder = TableBuilder::new(ui)
        .id_salt(focus)
        .striped(false)
        .auto_shrink([false, true])
        .animate_scrolling(false)
        .min_scrolled_height(0.0)
        .vscroll(live)
        .sense(if live { Sense::click() } else { Sense::hover() });
    for width in &widths {
        builder = builder.column(Width::exact(*width).clip(true));
    }
    if let Some(row) = state.scroll_to.take() {
        builder = builder.scroll_to_row(row, None);
    }
    let selected = &mut state.selected;
    let sort = &mut state.sort;
    builder
        .header(header, |mut row| {
            for (index, column) in table.columns.iter().enumerate() {
                row.col(|ui| header_ui(ui, live, index, column, sort));
            }
        })
        .body(|body| {
            body.rows(height, rows.len(), |mut drawn| {
                let place = drawn.index();
                let Some(row) = rows.get(place).and_then(|index| table.rows.get(*index)) else {
                    return;
                };
                drawn.set_selected(live && *selected == Some(place));
                let clicked = row_ui(&mut drawn, place, row, &table.columns);
                if let Some(clicked) = clicked.filter(|_| live) {
                    *selected = Some(place);
                    follow(picks, row, clicked.column);
                }
            });
        });
}

fn header_height(ui: &Ui, columns: &[Column], widths: &[f32]) -> f32 {
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

fn header_ui(ui: &mut Ui, live: bool, index: usize, column: &Column, sort: &mut Option<Sort>) {
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
struct Clicked {
    column: Option<usize>,
}

/// Draws a row; says whether it was clicked, and where.
fn row_ui(
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
fn cell_ui(ui: &Ui, cell: &crate::report::TableCell, align: Align, strong: bool) -> bool {
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
