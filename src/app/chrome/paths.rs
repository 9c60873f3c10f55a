//! The sheets where something is typed: a path to open or to save to, a cell to go to. They serve where the system
//! has no dialog of its own, and whoever has the path on the clipboard.

use super::welcome::known_ui;
use crate::app::command::Command;
use crate::app::saving::Saved;
use crate::app::settings::Settings;
use crate::app::shell::OpenPlan;
use crate::app::theme::{Colors, Size, Weight, text};
use crate::app::views::workbook::cell_named;
use crate::workbook::Sheet;
use egui::{Button, Key, Label, Response, TextEdit, Ui};
use std::path::PathBuf;

/// A field that has the cursor from the start; whether Enter ended it.
fn field_ui(ui: &mut Ui, name: &str, hint: &str, value: &mut String) -> (Response, bool) {
    let response = ui
        .add(
            TextEdit::singleline(value)
                .hint_text(hint)
                .desired_width(f32::INFINITY)
                .margin(egui::Margin::symmetric(8, 6)),
        )
        .accessible_name(name);
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if ui.memory(|memory| memory.focused().is_none()) {
        response.request_focus();
    }
    (response, entered)
}

fn small(ui: &mut Ui, words: &str) {
    let color = Colors::of(ui).secondary;
    let words = text(ui, words, Size::Small, Weight::Regular, color);
    ui.add(Label::new(words).wrap());
}

/// Quotes around a pasted path are Explorer's, not the file's.
fn path_of(typed: &str) -> Option<PathBuf> {
    let bare = typed.trim().trim_matches(['"', '\'']);
    let bare = bare.strip_prefix("file://").unwrap_or(bare);
    (!bare.is_empty()).then(|| PathBuf::from(bare))
}

pub fn open_ui(ui: &mut Ui, path: &mut String, settings: &Settings, sent: &mut Vec<Command>) {
    let (_, entered) = field_ui(
        ui,
        "Path of the workbook",
        "Paste the path of a workbook or a folder here, or drag it onto the window",
        path,
    );
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        let open = ui.add_enabled(!path.trim().is_empty(), Button::new("Open"));
        if (open.clicked() || entered)
            && let Some(path) = path_of(path)
        {
            sent.push(Command::OpenFiles(vec![path]));
        }
        if ui.button("Browse…").clicked() {
            sent.push(Command::Browse);
        }
        if ui.button("Browse folders…").clicked() {
            sent.push(Command::BrowseFolder);
        }
    });
    ui.add_space(8.0);
    known_ui(ui, settings, sent);
}

/// Gives the path once it is decided.
pub fn save_ui(ui: &mut Ui, path: &mut String, what: Saved) -> Option<PathBuf> {
    let (_, entered) = field_ui(ui, what.field(), "Where to save it", path);
    small(ui, what.explained());
    ui.add_space(6.0);
    let save = ui.add_enabled(!path.trim().is_empty(), Button::new("Save"));
    (save.clicked() || entered)
        .then(|| path_of(path))
        .flatten()
        .map(|path| {
            if path.extension().is_some() {
                path
            } else {
                path.with_extension(what.ending())
            }
        })
}

pub fn go_to_ui(
    ui: &mut Ui,
    plan: Option<&OpenPlan>,
    address: &mut String,
    unknown: &mut bool,
    sent: &mut Vec<Command>,
) {
    let (response, entered) = field_ui(ui, "Cell", "Savings!B14, or B14 on this sheet", address);
    if response.changed() {
        *unknown = false;
    }
    ui.add_space(6.0);
    let go = ui.button("Go");
    if *unknown {
        small(ui, "There is no such sheet here. Write it as Savings!B14.");
    }
    let Some(plan) = plan.filter(|_| go.clicked() || entered) else {
        return;
    };
    let sheets: Vec<&Sheet> = plan
        .assessment
        .workbooks
        .iter()
        .flat_map(|workbook| &workbook.sheets)
        .collect();
    let here = plan
        .states
        .workbook
        .sheet()
        .and_then(|address| sheets.iter().find(|sheet| sheet.address == *address))
        .or_else(|| sheets.first())
        .copied();
    match cell_named(address, &sheets, here) {
        Some(cell) => sent.push(Command::ShowCells(cell.into())),
        None => *unknown = true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_path_is_taken_without_its_quotes() {
        assert_eq!(
            path_of("  \"C:\\Plans\\plan 1.xlsx\" "),
            Some(PathBuf::from("C:\\Plans\\plan 1.xlsx"))
        );
        assert_eq!(path_of("'' "), None);
    }
}
