//! Beside the grid: the sheet with its tables and the selected cell, all sheets, what was not understood, what was changed.

use super::cell_panel::cell_ui;
use super::changes::changes_ui;
use super::choice::{caption_ui, choice_ui, choices_ui, small_ui};
use super::gaps::gaps_ui;
use super::sheet_notes::sheet_notes_ui;
use super::table_panel::table_ui;
use super::where_to_look::sheets_ui;
use super::{Shown, WorkbookState};
use crate::app::command::Command;
use crate::app::theme::{Colors, Size, Weight, px, text};
use crate::app::views::ViewContext;
use crate::app::widgets::Picks;
use crate::app::widgets::block::heading_ui;
use crate::app::widgets::page::beside_bar;
use crate::import::{SheetCoverage, TableCoverage, mark_of};
use crate::review::{Change, Correction, Decision, KindRead};
use crate::workbook::{Area, Sheet};
use egui::{ScrollArea, Ui};

pub fn aside_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    sheet: &Sheet,
    coverage: Option<&SheetCoverage>,
    state: &mut WorkbookState,
) {
    shown_ui(ui, context, state);
    let area = ScrollArea::vertical()
        .id_salt(("aside", state.shown))
        .auto_shrink(false);
    area.content_margin(beside_bar()).show(ui, |ui| {
        let mut picks = Picks::live();
        match state.shown {
            Shown::Sheet => sheet_ui(ui, context, &mut picks, sheet, coverage, state),
            Shown::AllSheets => sheets_ui(ui, context, state),
            Shown::NotUnderstood => gaps_ui(ui, context, &mut picks, state),
            Shown::Changes => changes_ui(ui, context),
        }
        context.follow(&mut picks);
    });
}

/// What the panel shows, chosen by name; how much there is stands beside it.
fn shown_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut WorkbookState) {
    let coverage = &context.assessment.coverage;
    let counted = |name: &str, count: usize| {
        if count == 0 {
            name.to_owned()
        } else {
            format!("{name} ({count})")
        }
    };
    choices_ui(ui, |ui| {
        for (shown, label) in [
            (Shown::Sheet, "This sheet".to_owned()),
            (Shown::AllSheets, "All sheets".to_owned()),
            (
                Shown::NotUnderstood,
                counted("Not understood", coverage.not_understood.len()),
            ),
            (
                Shown::Changes,
                counted("Changed", coverage.corrections.len()),
            ),
        ] {
            if choice_ui(ui, &label, &format!("Show {label}"), state.shown == shown) {
                state.shown = shown;
            }
        }
    });
    ui.add_space(px(ui, 10.0));
}

fn sheet_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    picks: &mut Picks,
    sheet: &Sheet,
    coverage: Option<&SheetCoverage>,
    state: &mut WorkbookState,
) {
    let selected = state
        .selected
        .clone()
        .filter(|cell| cell.sheet == sheet.address);
    if let Some(cell) = &selected {
        cell_ui(ui, context, picks, sheet, coverage, cell, state);
    }
    arrived_ui(ui, context);
    let tables = coverage.map_or(&[][..], |coverage| coverage.tables.as_slice());
    let taken = coverage.map_or("not looked at", |coverage| coverage.taken_for.as_str());
    heading_ui(
        ui,
        &format!("Sheet “{}”", sheet.name()),
        &format!("Taken for: {taken}"),
    );
    if let Some(coverage) = coverage {
        small_ui(ui, coverage.numbers.tally.in_words());
    }
    ui.add_space(px(ui, 8.0));
    sheet_notes_ui(ui, context, picks, sheet);
    let holds = |table: &TableCoverage| {
        selected
            .as_ref()
            .is_some_and(|cell| table.area.contains(cell.row, cell.column))
    };
    let within = tables.iter().any(holds);
    if !within && let Some(area) = state.selected_area() {
        add_ui(ui, context, sheet, area);
    }
    for table in tables {
        let open = holds(table) || (!within && tables.len() == 1);
        table_ui(ui, context, picks, sheet, table, open, state);
    }
    if tables.is_empty() {
        small_ui(
            ui,
            "No table was found. To read one, click its first cell and, with Shift held, its last.",
        );
    }
}

/// Cells that no table holds can be read as one.
fn add_ui(ui: &mut Ui, context: &ViewContext<'_>, sheet: &Sheet, area: Area) {
    caption_ui(ui, &format!("Read {area} as a table of"));
    choices_ui(ui, |ui| {
        let kinds = KindRead::ALL
            .into_iter()
            .filter(|kind| *kind != KindRead::NotPartOfThePlan);
        for kind in kinds {
            let name = format!("{area} is {}", kind.label());
            if choice_ui(ui, kind.label(), &name, false) {
                let correction = Correction {
                    table: mark_of(sheet, area),
                    change: Change::Kind(kind),
                    instead_of: String::new(),
                };
                context.send(Command::Decide(Decision::Correct(Box::new(correction))));
            }
        }
    });
    ui.add_space(px(ui, 12.0));
}

/// Where a figure has many cells, they are counted, so that none is overlooked off screen.
fn arrived_ui(ui: &mut Ui, context: &ViewContext<'_>) {
    let cells = &context.place.cells;
    if cells.len() < 2 {
        return;
    }
    let colors = Colors::of(ui);
    let words = format!("{} cells behind this figure are marked", cells.len());
    ui.label(text(
        ui,
        words,
        Size::Small,
        Weight::SemiBold,
        colors.adverse,
    ));
    ui.add_space(px(ui, 8.0));
}
