//! The bodies of a system side by side, and which workbooks are read together to make it.

use super::ViewContext;
use crate::app::command::Command;
use crate::app::job::file_name;
use crate::app::theme::{Colors, Size, Weight, px, text};
use crate::app::widgets::Picks;
use crate::app::widgets::page::page_ui;
use crate::report::Page;
use egui::{ComboBox, Ui};

pub fn system_ui(ui: &mut Ui, context: &ViewContext<'_>, page: &Page) {
    let mut picks = Picks::live();
    dealing_ui(ui, context);
    page_ui(ui, &mut picks, page);
    context.follow(&mut picks);
}

/// Which workbook is to be a plan of its own, and which open plan is to be part of this one.
fn dealing_ui(ui: &mut Ui, context: &ViewContext<'_>) {
    let workbooks = &context.assessment.workbooks;
    if context.assessment.is_sample || (workbooks.len() < 2 && context.others.is_empty()) {
        return;
    }
    let colors = Colors::of(ui);
    let words = |ui: &Ui, words: &str| text(ui, words, Size::Small, Weight::Regular, colors.text);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = px(ui, 8.0);
        if workbooks.len() > 1 {
            let label = words(ui, "Keep a workbook apart…");
            ComboBox::from_id_salt("apart")
                .selected_text(label)
                .show_ui(ui, |ui| {
                    for workbook in workbooks.iter() {
                        if ui.selectable_label(false, &*workbook.name).clicked() {
                            context.send(Command::KeepApart(workbook.path.clone()));
                        }
                    }
                })
                .response
                .accessible_name("Keep a workbook apart");
        }
        if !context.others.is_empty() {
            let label = words(ui, "Read together with…");
            ComboBox::from_id_salt("together")
                .selected_text(label)
                .show_ui(ui, |ui| {
                    for (name, paths) in &context.others {
                        let first = paths
                            .first()
                            .map(|path| file_name(path))
                            .unwrap_or_default();
                        let label = format!("{name} ({first})");
                        if ui.selectable_label(false, label).clicked() {
                            context.send(Command::ReadTogether(paths.clone()));
                        }
                    }
                })
                .response
                .accessible_name("Read together with");
        }
    });
    ui.add_space(px(ui, 8.0));
}
