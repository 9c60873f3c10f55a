//! The tabs of the workbook, hidden ones named as such, those that fed the plan told apart.

use super::WorkbookState;
use crate::app::theme::{Colors, Size, Weight, px, text};
use crate::app::views::ViewContext;
use crate::workbook::{Sheet, Visibility};
use egui::{Button, ScrollArea, Stroke, Ui};
use std::sync::Arc;

pub fn tabs_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    sheets: &[&Sheet],
    current: &Sheet,
    state: &mut WorkbookState,
) {
    ScrollArea::horizontal()
        .id_salt("tabs")
        .auto_shrink([false, true])
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = px(ui, 4.0);
                for sheet in sheets {
                    tab_ui(ui, context, sheet, sheet.address == current.address, state);
                }
            });
        });
    ui.add_space(px(ui, 8.0));
}

fn tab_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    sheet: &Sheet,
    here: bool,
    state: &mut WorkbookState,
) {
    let colors = Colors::of(ui);
    let hidden = match sheet.visibility {
        Visibility::Visible => "",
        Visibility::Hidden => " (hidden)",
        Visibility::VeryHidden => " (hidden, not in Excel's menu)",
    };
    let file = if context.assessment.workbooks.len() > 1 {
        format!("{} › ", sheet.address.workbook)
    } else {
        String::new()
    };
    let name = format!("{file}{}{hidden}", sheet.name());
    let coverage = context
        .assessment
        .coverage
        .sheets
        .iter()
        .find(|coverage| coverage.address == sheet.address);
    let read = coverage.is_some_and(|coverage| coverage.tables.iter().any(|table| table.lines > 0));
    let (weight, color) = match (here, read) {
        (true, _) => (Weight::SemiBold, colors.accent),
        (false, true) => (Weight::Regular, colors.text),
        (false, false) => (Weight::Regular, colors.secondary),
    };
    let words = text(ui, &name, Size::Small, weight, color);
    let button = Button::new(words)
        .fill(if here { colors.selected } else { colors.card })
        .stroke(Stroke::new(1.0, colors.border))
        .selected(here);
    let response = ui.add(button);
    if here && state.scroll_to.is_some() {
        response.scroll_to_me(None);
    }
    let clicked = response.clicked();
    let taken_for = coverage.map_or("not looked at", |coverage| coverage.taken_for.as_str());
    response.on_hover_text(format!("Taken for: {taken_for}"));
    if clicked {
        state.sheet = Some(Arc::clone(&sheet.address));
        state.selected = None;
    }
}
