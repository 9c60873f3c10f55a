//! A table of any length: sorted by its headers, moved through by keyboard, copied as text, read aloud as a table.

use super::Picks;
use super::table_keys::{follow, keys};
use super::table_order::{Sort, shown};
use super::table_parts::{header_height, header_ui, row_ui};
use crate::app::theme::{Colors, Size, Weight, font, px};
use crate::report::{Align, Column, Table};
use egui::accesskit::Role;
use egui::scroll_area::ScrollBarVisibility;
use egui::{Id, ScrollArea, Sense, Stroke, Ui, UiBuilder};
use egui_extras::{Column as Width, TableBuilder};

pub(super) const ROW: f32 = 26.0;
/// Rows looked at to size the columns.
const MEASURED: usize = 40;

/// What the reader chose in a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TableState {
    pub sort: Option<Sort>,
    pub filter: String,
    /// Place among the rows shown.
    pub selected: Option<usize>,
    pub(super) scroll_to: Option<usize>,
}

/// Height at which every row shows.
pub fn table_height(ui: &Ui, table: &Table) -> f32 {
    px(ui, ROW) * (table.rows.len() as f32 + 1.0) + px(ui, 26.0)
}

/// Draws into the space available.
pub fn table_ui(ui: &mut Ui, picks: &mut Picks, table: &Table, state: &mut TableState) {
    let rows = shown(table, &state.filter, state.sort);
    rows_ui(ui, picks, table, &rows, state);
}

/// As `table_ui`, for an owner that keeps which rows its filter and order show.
pub fn rows_ui(
    ui: &mut Ui,
    picks: &mut Picks,
    table: &Table,
    rows: &[usize],
    state: &mut TableState,
) {
    let area = ui.available_rect_before_wrap();
    let mut builder = UiBuilder::new()
        .id_salt(("table", &table.title))
        .accessibility_role(Role::Table)
        .accessibility_label(&table.title);
    if picks.is_live() {
        builder = builder.sense(Sense::FOCUSABLE);
    }
    ui.scope_builder(builder, |ui| {
        let focus = ui.unique_id();
        if picks.is_live() {
            keys(ui, picks, focus, area, table, rows, state);
        }
        body_ui(ui, picks, focus, table, rows, state);
        if ui.memory(|memory| memory.has_focus(focus)) {
            ui.painter().rect_stroke(
                area.expand(2.0),
                4.0,
                Stroke::new(1.0, Colors::of(ui).accent),
                egui::StrokeKind::Outside,
            );
        }
    });
}

/// A name gets so much before other columns of words get any.
const NAME_WIDTH: f32 = 180.0;
/// Words can be read in so much; a table that has not that much for each is moved sideways, and then they have more.
const READABLE: f32 = 118.0;
const AT_EASE: f32 = 160.0;
/// What the bar below such a table takes.
const SIDEWAYS_BAR: f32 = 12.0;

/// The least in which the table can be read: no header broken, no number and no short word cut.
pub fn table_least_width(ui: &Ui, table: &Table) -> f32 {
    least_widths(ui, table, READABLE).0.iter().sum::<f32>() + px(ui, 8.0)
}

/// The least and the natural width of each column; words of a column that say little are not cut, others have `readable`.
fn least_widths(ui: &Ui, table: &Table, readable: f32) -> (Vec<f32>, Vec<f32>) {
    let columns = &table.columns;
    let mut least: Vec<f32> = columns
        .iter()
        .map(|column| least_width(ui, column))
        .collect();
    let natural: Vec<f32> = least
        .iter()
        .enumerate()
        .map(|(index, least)| natural_width(ui, table, index).max(*least))
        .collect();
    // Short words and numbers are never cut to make room for long ones.
    for ((least, natural), column) in least.iter_mut().zip(&natural).zip(columns) {
        if *natural <= px(ui, 110.0) || column.align == Align::Right {
            *least = *natural;
        } else {
            *least = least.max(natural.min(px(ui, readable)));
        }
    }
    (least, natural)
}

/// Columns as wide as their words where there is room, what is left shared by weight; narrower together where there is not.
fn widths(ui: &Ui, table: &Table, live: bool) -> Vec<f32> {
    let columns = &table.columns;
    let room = ui.available_width() - px(ui, 8.0);
    // A presented page cannot be moved sideways: there the words give way.
    let (mut least, natural) = least_widths(ui, table, if live { READABLE } else { 0.0 });
    let sideways = live && least.iter().sum::<f32>() > room + px(ui, 9.0);
    if sideways {
        (least, _) = least_widths(ui, table, AT_EASE);
    }
    // What a line is called is read before anything else about it.
    let name = (0..columns.len()).max_by(|one, other| {
        let weight = |at: &usize| columns.get(*at).map_or(0.0, |column| column.weight);
        weight(one).total_cmp(&weight(other))
    });
    let left = (room - least.iter().sum::<f32>()).max(0.0);
    if let Some((least, natural)) = name.and_then(|at| least.get_mut(at).zip(natural.get(at))) {
        let most = natural.min(px(ui, NAME_WIDTH));
        *least = if sideways {
            most.max(*least)
        } else {
            (*least + left).min(most).max(*least)
        };
    }
    let (needed, wished): (f32, f32) = (least.iter().sum(), natural.iter().sum());
    let spare = (room - wished).max(0.0);
    let weights: f32 = columns.iter().map(|column| column.weight.max(0.1)).sum();
    let granted = if wished > needed {
        ((room - needed) / (wished - needed)).clamp(0.0, 1.0)
    } else {
        1.0
    };
    columns
        .iter()
        .zip(least.iter().zip(&natural))
        .map(|(column, (least, natural))| {
            let extra = spare * column.weight.max(0.1) / weights.max(0.1);
            (least + (natural - least) * granted + extra).floor()
        })
        .collect()
}

/// Width of the widest cell among the first rows, within reason.
fn natural_width(ui: &Ui, table: &Table, column: usize) -> f32 {
    let color = Colors::of(ui).text;
    table
        .rows
        .iter()
        .take(MEASURED)
        .filter_map(|row| Some((row.cells.get(column)?, row.strong)))
        .map(|(cell, strong)| {
            let weight = if strong {
                Weight::SemiBold
            } else {
                Weight::Regular
            };
            let font = font(ui, Size::Small, weight);
            let galley = ui.painter().layout_no_wrap(cell.text.clone(), font, color);
            galley.size().x
        })
        .fold(0.0, f32::max)
        .min(px(ui, 250.0))
        + px(ui, 17.0)
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
    let live = picks.is_live();
    let widths = widths(ui, table, live);
    let wide = widths.iter().sum::<f32>() > ui.available_width() + 1.0;
    if !(live && wide) {
        rows_in(ui, picks, focus, table, rows, (&widths, state));
        return;
    }
    ScrollArea::horizontal()
        .id_salt("sideways")
        .scroll_bar_visibility(ScrollBarVisibility::AlwaysVisible)
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.set_max_height(ui.available_height() - px(ui, SIDEWAYS_BAR));
            rows_in(ui, picks, focus, table, rows, (&widths, state));
        });
}

fn rows_in(
    ui: &mut Ui,
    picks: &mut Picks,
    focus: Id,
    table: &Table,
    rows: &[usize],
    (widths, state): (&[f32], &mut TableState),
) {
    let header = header_height(ui, &table.columns, widths);
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
    for width in widths {
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
