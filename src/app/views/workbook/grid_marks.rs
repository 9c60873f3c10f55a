//! What is painted on a sheet under its text: recognised tables with their kind in words, cells that feed a figure, cells
//! a figure came from, and what was not understood. Nothing hangs on colour alone.

use super::choice::capital;
use super::grid_place::Placing;
use crate::app::theme::{Colors, Size, Weight, font, px};
use crate::app::views::ViewContext;
use crate::app::widgets::swatch::hatch;
use crate::import::{Class, SheetCoverage, TableCoverage};
use crate::workbook::{CellRef, Sheet};
use egui::epaint::PathShape;
use egui::{Rect, Shape, Stroke, StrokeKind, Ui, pos2, vec2};

/// The tint and the outline of each table.
pub fn paint_tables(ui: &Ui, placing: &Placing<'_>, coverage: Option<&SheetCoverage>) {
    let colors = Colors::of(ui);
    for table in coverage.iter().flat_map(|coverage| &coverage.tables) {
        let rect = table_rect(placing, table);
        ui.painter()
            .rect_filled(rect, 0.0, colors.table(table.kind));
        ui.painter().rect_stroke(
            rect,
            0.0,
            Stroke::new(1.5, colors.table_edge(table.kind)),
            StrokeKind::Inside,
        );
    }
}

fn table_rect(placing: &Placing<'_>, table: &TableCoverage) -> Rect {
    let area = table.area;
    placing.area(
        area.first_row,
        area.first_column,
        area.last_row,
        area.last_column,
    )
}

/// What each table was taken for, on its upper edge at the right, over the text of the sheet.
pub fn paint_tags(ui: &Ui, placing: &Placing<'_>, coverage: Option<&SheetCoverage>) {
    let colors = Colors::of(ui);
    let painter = ui.painter();
    for table in coverage.iter().flat_map(|coverage| &coverage.tables) {
        let rect = table_rect(placing, table);
        if !rect.intersects(ui.clip_rect()) {
            continue;
        }
        let words = capital(table.kind.label());
        let small = font(ui, Size::Small, Weight::SemiBold);
        let galley = painter.layout_no_wrap(words, small, colors.text);
        let size = galley.size() + vec2(px(ui, 12.0), px(ui, 2.0));
        // Above the table, so that no header is covered; below one that starts in the first row.
        let top = if table.area.first_row == 0 {
            rect.bottom()
        } else {
            rect.top() - size.y
        };
        let right = rect
            .right()
            .min(ui.clip_rect().right() - px(ui, 4.0))
            .max(rect.left() + size.x);
        let tag = Rect::from_min_size(pos2(right - size.x, top), size);
        painter.rect(
            tag,
            3.0,
            colors.table(table.kind),
            Stroke::new(1.0, colors.table_edge(table.kind)),
            StrokeKind::Inside,
        );
        painter.galley(
            tag.min + vec2(px(ui, 6.0), px(ui, 1.0)),
            galley,
            colors.text,
        );
    }
}

/// Errors, words and formulas without a value that stand where a figure should; numbers are hatched cell by cell.
pub fn paint_gaps(ui: &Ui, context: &ViewContext<'_>, placing: &Placing<'_>, sheet: &Sheet) {
    let clip = ui.clip_rect();
    let cells = context
        .assessment
        .coverage
        .not_understood
        .iter()
        .flat_map(|gap| &gap.cells)
        .filter(|cell| cell.sheet == sheet.address);
    for cell in cells {
        let rect = placing.rect(cell.row, cell.column);
        if rect.intersects(clip) && sheet_has_no_number(sheet, cell) {
            hatch_cell(ui, rect);
        }
    }
}

fn sheet_has_no_number(sheet: &Sheet, cell: &CellRef) -> bool {
    let cell = sheet.cell(cell.row, cell.column);
    cell.is_none_or(|cell| cell.decimal().is_none())
}

fn hatch_cell(ui: &Ui, rect: Rect) {
    let stroke = Stroke::new(0.7, Colors::of(ui).adverse);
    hatch(ui.painter(), rect, px(ui, 7.0), stroke);
}

/// A filled corner for a number that feeds a figure, an open one for a total or repeat, hatching for what was not
/// understood.
pub fn paint_class(ui: &Ui, rect: Rect, class: Class) {
    let colors = Colors::of(ui);
    let side = px(ui, 6.0);
    let corner = rect.left_top() + vec2(1.0, 1.0);
    let triangle = vec![corner, corner + vec2(side, 0.0), corner + vec2(0.0, side)];
    match class {
        Class::Used => {
            ui.painter()
                .add(Shape::convex_polygon(triangle, colors.accent, Stroke::NONE));
        }
        Class::Total | Class::Repeat => {
            ui.painter().add(Shape::Path(PathShape::closed_line(
                triangle,
                Stroke::new(1.0, colors.secondary),
            )));
        }
        Class::NotUnderstood => hatch_cell(ui, rect),
        Class::Heading | Class::Elsewhere => {}
    }
}

/// The cells a figure came from.
pub fn paint_marks(ui: &Ui, placing: &Placing<'_>, sheet: &Sheet, marks: &[CellRef]) {
    let colors = Colors::of(ui);
    let clip = ui.clip_rect();
    for cell in marks.iter().filter(|cell| cell.sheet == sheet.address) {
        let rect = placing.rect(cell.row, cell.column);
        if rect.intersects(clip) {
            ui.painter().rect_filled(rect, 0.0, colors.mark);
            ui.painter().rect_stroke(
                rect,
                0.0,
                Stroke::new(1.5, colors.adverse),
                StrokeKind::Inside,
            );
        }
    }
}
