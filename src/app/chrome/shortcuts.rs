//! All keys on one sheet.

use crate::app::command::standing;
use crate::app::theme::{Colors, Size, Weight, text};
use egui::{Grid, ScrollArea, Ui};

/// Keys that act inside a part of the window rather than on the window.
const WITHIN: [(&str, &str); 9] = [
    ("Arrows, Page, Home, End", "Move in a table"),
    ("Enter", "Go to the cells of the selected row"),
    (
        "Ctrl C",
        "Copy the selected row, or the whole table, for Excel",
    ),
    (
        "D, or Shift and a click",
        "Choose a bar of a chart, then another, to see the difference; Esc takes it away",
    ),
    (
        "Arrows, Page, Space",
        "Next and previous page when presenting",
    ),
    ("N", "Keep a question raised in the room when presenting"),
    ("Ctrl Enter", "Send the note being written"),
    ("1 to 9", "Jump to a page when presenting"),
    ("Esc", "Close what is open; leave the presentation"),
];

pub fn shortcuts_ui(ui: &mut Ui) {
    let colors = Colors::of(ui);
    let height = (ui.ctx().content_rect().height() - 200.0).max(200.0);
    ScrollArea::vertical().max_height(height).show(ui, |ui| {
        Grid::new("shortcuts")
            .num_columns(2)
            .spacing([28.0, 6.0])
            .show(ui, |ui| {
                let mut line = |keys: String, label: String| {
                    ui.label(text(ui, keys, Size::Body, Weight::SemiBold, colors.text));
                    ui.label(text(ui, label, Size::Body, Weight::Regular, colors.text));
                    ui.end_row();
                };
                for command in standing() {
                    if let Some(keys) = command.shortcut() {
                        line(format_keys(keys), command.label());
                    }
                }
                for (keys, label) in WITHIN {
                    line(keys.to_owned(), label.to_owned());
                }
            });
    });
}

fn format_keys(keys: egui::KeyboardShortcut) -> String {
    let names = egui::ModifierNames::NAMES;
    keys.format(&names, cfg!(target_os = "macos"))
        .replace('+', " ")
        .replace("Questionmark", "?")
}
