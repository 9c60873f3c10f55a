//! Corners turned down where something was written on a cell: in the review, or in the workbook itself.

use super::grid_place::{Placing, Window};
use crate::app::theme::{Colors, px};
use crate::app::views::ViewContext;
use crate::report::cell_notes_to_all;
use crate::workbook::Sheet;
use egui::{Color32, Rect, Sense, Shape, Stroke, Ui, vec2};
use std::borrow::Cow;

/// Signs of a note that are shown where the pointer rests.
const SIGNS: usize = 400;

/// Where there is a comment of the review, in the corner at the top.
pub fn comments_ui(ui: &Ui, context: &ViewContext<'_>, placing: &Placing<'_>, sheet: &Sheet) {
    let comments = &context.assessment.settled.comments;
    let cells = comments.iter().flat_map(|one| one.cells.iter().flatten());
    for cell in cells.filter(|cell| cell.sheet == sheet.address) {
        let rect = placing.rect(cell.row, cell.column);
        paint_corner(ui, rect, Colors::of(ui).accent, Corner::Top);
    }
}

/// Where the workbook has a note, in the corner at the foot; it is read by resting there.
pub fn notes_ui(
    ui: &Ui,
    context: &ViewContext<'_>,
    placing: &Placing<'_>,
    sheet: &Sheet,
    window: Window,
) {
    if sheet.notes.is_empty() {
        return;
    }
    for row in window.rows.0..=window.rows.1 {
        let notes = sheet.notes_in(row);
        let shown = |column: &u32| (window.columns.0..=window.columns.1).contains(column);
        for cell in notes.chunk_by(|one, next| one.column == next.column) {
            let Some(column) = cell.first().map(|note| note.column).filter(shown) else {
                continue;
            };
            let rect = placing.rect(row, column);
            paint_corner(ui, rect, Colors::of(ui).secondary, Corner::Foot);
            let id = ui.scope_id().with(("note", row, column));
            ui.interact(rect, id, Sense::hover()).on_hover_ui(|ui| {
                for (by, words) in cell_notes_to_all(&context.assessment.names, cell) {
                    ui.label(format!("{by}: {}", beginning(&words, SIGNS)));
                }
            });
        }
    }
}

/// So many signs of a note; the whole stands beside the sheet once its cell is selected.
pub fn beginning(words: &str, signs: usize) -> Cow<'_, str> {
    match words.char_indices().nth(signs) {
        Some((end, _)) => format!("{}…", words.get(..end).unwrap_or(words)).into(),
        None => words.into(),
    }
}

#[derive(Clone, Copy)]
enum Corner {
    Top,
    Foot,
}

fn paint_corner(ui: &Ui, rect: Rect, color: Color32, corner: Corner) {
    let side = px(ui, 8.0);
    let (at, down) = match corner {
        Corner::Top => (rect.right_top(), side),
        Corner::Foot => (rect.right_bottom(), -side),
    };
    let points = vec![at, at - vec2(side, 0.0), at + vec2(0.0, down)];
    ui.painter()
        .add(Shape::convex_polygon(points, color, Stroke::NONE));
}
