//! All sheets, the one that most needs a look first: what was not understood, then the table least sure.

use super::WorkbookState;
use super::choice::{action_ui, small_ui};
use crate::app::theme::{Colors, Size, Weight, px, text};
use crate::app::views::ViewContext;
use crate::app::widgets::block::heading_ui;
use crate::import::{Class, Coverage, SheetCoverage, TableCoverage, TableKind};
use crate::wording::counted;
use crate::workbook::{CellRef, Visibility};
use egui::{Label, Ui};
use std::cmp::Reverse;
use std::sync::Arc;

/// Below this a table needs a look.
const SURE: f32 = 0.8;

pub fn sheets_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut WorkbookState) {
    let coverage = &context.assessment.coverage;
    heading_ui(ui, "Where to look first", &coverage.numbers().in_words());
    ui.add_space(px(ui, 4.0));
    summary_ui(ui, coverage);
    let mut sheets: Vec<&SheetCoverage> = coverage.sheets.iter().collect();
    sheets.sort_by_key(|sheet| {
        let hidden = sheet.visibility != Visibility::Visible;
        (hidden, sureness(sheet), Reverse(not_understood(sheet)))
    });
    for sheet in sheets {
        sheet_ui(ui, sheet, state);
    }
}

/// How many tables need a look, so that a workbook that needs none is put away at once.
fn summary_ui(ui: &mut Ui, coverage: &Coverage) {
    let of_plan: Vec<&TableCoverage> = coverage
        .sheets
        .iter()
        .flat_map(|sheet| &sheet.tables)
        .filter(|table| table.kind != TableKind::Other)
        .collect();
    let unsure = of_plan
        .iter()
        .filter(|table| table.confidence < SURE)
        .count();
    let tables = counted(of_plan.len(), "table", "tables");
    let words = match unsure {
        0 => format!("{tables} of the plan, all read with confidence"),
        1 => format!("1 of {tables} of the plan needs a look"),
        many => format!("{many} of {tables} of the plan need a look"),
    };
    let color = Colors::of(ui).text;
    let words = text(ui, words, Size::Small, Weight::SemiBold, color);
    ui.add(Label::new(words).wrap());
    ui.add_space(px(ui, 8.0));
}

fn not_understood(sheet: &SheetCoverage) -> usize {
    sheet.numbers.tally.of(Class::NotUnderstood)
}

/// Hundredths, of the table of the plan least sure; a sheet without one needs no look unless it holds numbers.
fn sureness(sheet: &SheetCoverage) -> u32 {
    let least = least_sure(sheet).map(|table| hundredths(table.confidence));
    let left = not_understood(sheet) > 0;
    least.unwrap_or(100).min(if left { 50 } else { 100 })
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a confidence lies between 0 and 1"
)]
fn hundredths(confidence: f32) -> u32 {
    (confidence * 100.0).round() as u32
}

fn least_sure(sheet: &SheetCoverage) -> Option<&TableCoverage> {
    sheet
        .tables
        .iter()
        .filter(|table| table.kind != TableKind::Other)
        .min_by_key(|table| hundredths(table.confidence))
}

fn sheet_ui(ui: &mut Ui, sheet: &SheetCoverage, state: &mut WorkbookState) {
    let colors = Colors::of(ui);
    let name = &sheet.address.sheet;
    let words = text(
        ui,
        name.to_string(),
        Size::Body,
        Weight::SemiBold,
        colors.accent,
    )
    .underline();
    let link = ui.link(words).accessible_name(format!("Sheet {name}"));
    let left = not_understood(sheet);
    if left > 0 {
        let words = format!("▼ {} not understood", counted(left, "number", "numbers"));
        let words = text(ui, words, Size::Small, Weight::SemiBold, colors.adverse);
        ui.add(Label::new(words).wrap());
    }
    small_ui(ui, sheet.taken_for.clone());
    let mut go_to = link.clicked().then_some((0, 0));
    if let Some(table) = least_sure(sheet).filter(|table| table.confidence < SURE) {
        let sure = if table.confidence < 0.5 {
            "Unsure"
        } else {
            "Less sure"
        };
        let words = format!("{sure}: {} as {}", table.area, table.kind.label());
        if action_ui(ui, &words, &format!("{words} on {name}"), true) {
            go_to = Some((table.area.first_row, table.area.first_column));
        }
    }
    if sheet.visibility == Visibility::Visible {
        small_ui(ui, sheet.numbers.tally.in_words());
    }
    ui.add_space(px(ui, 10.0));
    if let Some((row, column)) = go_to {
        let cell = CellRef::new(Arc::clone(&sheet.address), row, column);
        state.scroll_to = Some(cell.clone());
        state.select(cell);
    }
}
