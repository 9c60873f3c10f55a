//! The tabs of the workbook, hidden ones named as such, those that fed the plan told apart.

use super::WorkbookState;
use crate::app::theme::{Colors, Size, Weight, px, text};
use crate::app::views::ViewContext;
use crate::workbook::{Sheet, Visibility};
use egui::{Button, ComboBox, ScrollArea, Stroke, Ui};
use std::sync::Arc;

pub fn tabs_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    sheets: &[&Sheet],
    current: &Sheet,
    state: &mut WorkbookState,
) {
    if context.assessment.workbooks.len() > 1 {
        files_ui(ui, context, sheets, current, state);
    }
    ScrollArea::horizontal()
        .id_salt("tabs")
        .auto_shrink([false, true])
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = px(ui, 4.0);
                let of_file = |sheet: &&&Sheet| sheet.address.workbook == current.address.workbook;
                for sheet in sheets.iter().filter(of_file) {
                    tab_ui(ui, context, sheet, sheet.address == current.address, state);
                }
            });
        });
    ui.add_space(px(ui, 8.0));
}

/// The files of the plan, each with what became of it; a choice where several are open.
fn files_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    sheets: &[&Sheet],
    current: &Sheet,
    state: &mut WorkbookState,
) {
    let colors = Colors::of(ui);
    let here = &current.address.workbook;
    let chosen = text(ui, &**here, Size::Body, Weight::SemiBold, colors.text);
    let standing = |file: &str| {
        let mut returns = context.assessment.case.returns.iter();
        returns.find(|one| *one.workbook == *file)
    };
    ui.horizontal(|ui| {
        let combo = ComboBox::from_id_salt("files")
            .selected_text(chosen)
            .width(px(ui, 420.0).min(ui.available_width() * 0.6))
            .truncate()
            .show_ui(ui, |ui| {
                for workbook in context.assessment.workbooks.iter() {
                    let said = standing(&workbook.name)
                        .map_or_else(String::new, |one| format!(" – {}", one.standing.label()));
                    let label = format!("{}{said}", workbook.name);
                    let first = sheets
                        .iter()
                        .find(|sheet| sheet.address.workbook == workbook.name);
                    if ui.selectable_label(workbook.name == *here, label).clicked()
                        && let Some(first) = first
                    {
                        state.sheet = Some(Arc::clone(&first.address));
                        state.selected = None;
                    }
                }
            });
        combo.response.accessible_name("Workbook");
        if let Some(one) = standing(here) {
            let words = format!("{}: {}", one.standing.label(), one.why);
            let words = text(ui, words, Size::Small, Weight::Regular, colors.secondary);
            ui.add(egui::Label::new(words).truncate());
        }
    });
    ui.add_space(px(ui, 6.0));
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
    let name = format!("{}{hidden}", sheet.name());
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
