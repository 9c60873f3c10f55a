//! A sheet as a grid of any size: only what is on screen is drawn. Recognised tables are tinted, the cells a figure
//! came from are marked, what was not understood is hatched.

use super::WorkbookState;
use super::grid_marks::{paint_class, paint_gaps, paint_marks, paint_tables, paint_tags};
use super::grid_notes::{comments_ui, notes_ui};
use super::grid_place::{Columns, HEAD, NUMBERS, Placing, ROW, Window, row_at};
use crate::app::command::Command;
use crate::app::theme::{Colors, Size, Weight, font, px};
use crate::app::views::ViewContext;
use crate::assessment::Names;
use crate::import::{Class, SheetCoverage};
use crate::report::cell_shown_to_all as shown;
use crate::workbook::{Cell, CellRef, Sheet, Value, column_name};
use egui::accesskit::Role;
use egui::text::LayoutJob;
use egui::{Align2, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};
use std::collections::HashSet;
use std::sync::Arc;

pub fn grid_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    sheet: &Sheet,
    coverage: Option<&SheetCoverage>,
    marks: &[CellRef],
    state: &mut WorkbookState,
) {
    let columns = state
        .widths
        .entry(Arc::clone(&sheet.address))
        .or_insert_with(|| Columns::of(sheet))
        .clone();
    let scale = px(ui, 1.0);
    let goal = state.scroll_to.take_if(|cell| cell.sheet == sheet.address);
    let size = vec2(
        (NUMBERS + columns.width()) * scale,
        (HEAD + columns.rows as f32 * ROW) * scale,
    );
    // Numbers at the edge are read as they are, not faded.
    ui.spacing_mut().scroll.fade.strength = 0.0;
    ScrollArea::both()
        .id_salt(("grid", &sheet.address))
        .auto_shrink(false)
        .show_viewport(ui, |ui, viewport| {
            ui.set_min_size(size);
            let corner = ui.min_rect().min;
            let placing = Placing {
                columns: &columns,
                scale,
                origin: corner + vec2(NUMBERS, HEAD) * scale,
            };
            if let Some(goal) = goal {
                let rect = placing.rect(goal.row, goal.column);
                ui.scroll_to_rect(rect.expand2(vec2(120.0, 90.0)), None);
            }
            let window = Window {
                rows: (
                    row_at(viewport.top() / scale),
                    row_at(viewport.bottom() / scale).min(columns.rows.saturating_sub(1)),
                ),
                columns: (
                    columns.at((viewport.left() / scale - NUMBERS).max(0.0)),
                    columns
                        .at((viewport.right() / scale).max(0.0))
                        .min(columns.last()),
                ),
            };
            paint_tables(ui, &placing, coverage);
            paint_gaps(ui, context, &placing, sheet);
            paint_marks(ui, &placing, sheet, marks);
            ground_ui(ui, &placing, sheet, state);
            cells_ui(
                ui,
                context,
                &placing,
                (sheet, coverage),
                window,
                marks,
                state,
            );
            paint_tags(ui, &placing, coverage);
            comments_ui(ui, context, &placing, sheet);
            notes_ui(ui, context, &placing, sheet, window);
            paint_selected(ui, &placing, sheet, state);
            paint_heads(ui, &placing, window);
        });
}

/// The sheet under its filled cells: empty cells can be selected too.
fn ground_ui(ui: &Ui, placing: &Placing<'_>, sheet: &Sheet, state: &mut WorkbookState) {
    let id = ui.scope_id().with("ground");
    let response = ui.interact(ui.clip_rect(), id, Sense::CLICK);
    if let Some(at) = response
        .interact_pointer_pos()
        .filter(|_| response.clicked())
    {
        let place = at - placing.origin;
        let cell = sheet.at(
            row_at((place.y / placing.scale).max(0.0)),
            placing.columns.at((place.x / placing.scale).max(0.0)),
        );
        choose(ui, state, cell);
    }
}

/// A click selects a cell, with Shift everything from the cell selected before.
fn choose(ui: &Ui, state: &mut WorkbookState, cell: CellRef) {
    if ui.input(|input| input.modifiers.shift) {
        state.extend_to(cell);
    } else {
        state.select(cell);
    }
}

/// What is said of a number behind its value.
fn class_note(class: Option<Class>) -> &'static str {
    match class {
        Some(Class::Used) => ", feeds a figure",
        Some(Class::Total) => ", a total",
        Some(Class::Repeat) => ", a repeat",
        Some(Class::NotUnderstood) => ", not understood",
        _ => "",
    }
}

fn cells_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    placing: &Placing<'_>,
    (sheet, coverage): (&Sheet, Option<&SheetCoverage>),
    window: Window,
    marks: &[CellRef],
    state: &mut WorkbookState,
) {
    let colors = Colors::of(ui);
    // A finding may rest on most cells of a sheet; those on screen are few.
    let rows = window.rows.0..=window.rows.1;
    let marked: HashSet<(u32, u32)> = marks
        .iter()
        .filter(|cell| rows.contains(&cell.row) && cell.sheet == sheet.address)
        .map(|cell| (cell.row, cell.column))
        .collect();
    let clip = ui.clip_rect();
    for column in window.columns.0..=window.columns.1 {
        let x = placing.rect(0, column).right();
        ui.painter()
            .vline(x, clip.y_range(), Stroke::new(1.0, colors.grid));
    }
    for row in window.rows.0..=window.rows.1 {
        let line = placing.rect(row, 0).bottom();
        ui.painter()
            .hline(clip.x_range(), line, Stroke::new(1.0, colors.grid));
        let cells = sheet.row(row);
        let shown_here = cells
            .iter()
            .take_while(|(column, _)| *column <= window.columns.1);
        let names = &context.assessment.names;
        for (column, cell) in shown_here {
            let rect = placing.rect(row, column);
            let spills = cell.text().is_some();
            if column < window.columns.0 && !spills {
                continue;
            }
            let class = coverage.and_then(|coverage| coverage.numbers.class(row, column));
            if let Some(class) = class {
                paint_class(ui, rect, class);
            }
            let next = cells.from_column(column + 1).first_column();
            paint_text(ui, placing, rect, (row, next), (names, cell));
            if column < window.columns.0 {
                continue;
            }
            let at = sheet.at(row, column);
            let id = ui.scope_id().with(("cell", row, column));
            let response = ui.interact(rect, id, Sense::CLICK);
            response.widget_info(|| {
                let note = if marked.contains(&(row, column)) {
                    ", marked"
                } else {
                    ""
                };
                WidgetInfo::labeled(
                    Role::Cell,
                    true,
                    format!(
                        "{} {}{note}{}{}",
                        at.a1(),
                        shown(names, cell),
                        class_note(class),
                        if sheet.notes_on(row, column).is_empty() {
                            ""
                        } else {
                            ", with a note"
                        }
                    ),
                )
            });
            if response.clicked() {
                choose(ui, state, at.clone());
            } else if response.secondary_clicked() {
                state.select(at.clone());
            }
            response.context_menu(|ui| {
                if ui.button("Comment on this cell…").clicked() {
                    context.send(Command::CommentOn(vec![at.clone()]));
                    ui.close();
                }
            });
        }
    }
}

/// Text runs on over empty cells to its right, as in Excel; numbers stand right.
fn paint_text(
    ui: &Ui,
    placing: &Placing<'_>,
    rect: Rect,
    (row, next): (u32, Option<u32>),
    (names, cell): (&Names, Cell<'_>),
) {
    let colors = Colors::of(ui);
    let words = shown(names, cell);
    let weight = if cell.bold {
        Weight::SemiBold
    } else {
        Weight::Regular
    };
    let color = match cell.value {
        Value::Error(_) | Value::NotCalculated => colors.adverse,
        _ => colors.text,
    };
    let font = font(ui, Size::Small, weight);
    let inset = 5.0 * placing.scale;
    let left = matches!(
        cell.value,
        Value::Text(_) | Value::Error(_) | Value::NotCalculated
    );
    let room = if left {
        let end = next.map_or(rect.right() + 700.0, |next| placing.rect(row, next).left());
        end - rect.left() - inset
    } else {
        rect.width() - 2.0 * inset
    };
    let mut job = LayoutJob::simple(words.replace('\n', " "), font, color, room.max(1.0));
    job.wrap.max_rows = 1;
    job.wrap.break_anywhere = true;
    let galley = ui.painter().layout_job(job);
    let x = if left {
        rect.left() + inset
    } else {
        (rect.right() - inset - galley.size().x).max(rect.left() + 1.0)
    };
    let y = rect.center().y - galley.size().y / 2.0;
    ui.painter().galley(pos2(x, y), galley, color);
}

fn paint_selected(ui: &Ui, placing: &Placing<'_>, sheet: &Sheet, state: &WorkbookState) {
    let Some(cell) = state
        .selected
        .as_ref()
        .filter(|cell| cell.sheet == sheet.address)
    else {
        return;
    };
    let stroke = Stroke::new(2.5, Colors::of(ui).accent);
    let rect = match state.selected_area() {
        Some(area) => placing.area(
            area.first_row,
            area.first_column,
            area.last_row,
            area.last_column,
        ),
        None => placing.rect(cell.row, cell.column),
    };
    ui.painter()
        .rect_stroke(rect, 0.0, stroke, StrokeKind::Outside);
}

/// Column letters and row numbers stay in sight: they are drawn last, at the edges of what is visible.
fn paint_heads(ui: &Ui, placing: &Placing<'_>, window: Window) {
    let colors = Colors::of(ui);
    let clip = ui.clip_rect();
    let painter = ui.painter();
    let small = font(ui, Size::Small, Weight::Regular);
    let (width, height) = (NUMBERS * placing.scale, HEAD * placing.scale);
    let side = Rect::from_min_size(clip.min, vec2(width, clip.height()));
    let top = Rect::from_min_size(clip.min, vec2(clip.width(), height));
    painter.rect_filled(side, 0.0, colors.background);
    for row in window.rows.0..=window.rows.1 {
        let y = placing.rect(row, 0).center().y;
        painter.text(
            pos2(side.right() - 6.0, y),
            Align2::RIGHT_CENTER,
            row + 1,
            small.clone(),
            colors.secondary,
        );
    }
    painter.rect_filled(top, 0.0, colors.background);
    let letters = painter.with_clip_rect(Rect::from_min_max(
        pos2(clip.left() + width, clip.top()),
        clip.max,
    ));
    for column in window.columns.0..=window.columns.1 {
        letters.text(
            pos2(placing.rect(0, column).center().x, top.center().y),
            Align2::CENTER_CENTER,
            column_name(column),
            small.clone(),
            colors.secondary,
        );
    }
    let line = Stroke::new(1.0, colors.border);
    painter.hline(clip.x_range(), top.bottom(), line);
    painter.vline(side.right(), clip.y_range(), line);
}
