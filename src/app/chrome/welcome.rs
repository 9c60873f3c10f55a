//! What stands where no plan is open: how to open one.

use crate::app::command::Command;
use crate::app::job::file_name;
use crate::app::settings::Settings;
use crate::app::theme::{Colors, Size, Weight, text};
use crate::workbook::samples;
use egui::{Button, Label, Ui, vec2};

pub fn welcome_ui(ui: &mut Ui, settings: &Settings, sent: &mut Vec<Command>) {
    let colors = Colors::of(ui);
    ui.add_space((ui.available_height() * 0.2).min(140.0));
    ui.vertical_centered(|ui| {
        ui.set_max_width(560.0);
        let title = "Open an operating plan to proof-read it";
        let title = text(ui, title, Size::Title, Weight::Bold, colors.text);
        ui.add(Label::new(title).wrap());
        let below = "Drag the workbook onto this window, or choose it. It is read here, on this computer; \
                     nothing is sent anywhere and nothing is written to it.";
        let below = text(ui, below, Size::Body, Weight::Regular, colors.secondary);
        ui.add(Label::new(below).wrap());
        ui.add_space(14.0);
        let words = text(ui, "Open…", Size::Body, Weight::SemiBold, colors.on_accent);
        let button = Button::new(words)
            .fill(colors.accent)
            .min_size(vec2(150.0, 36.0));
        if ui.add(button).accessible_name("Open a plan").clicked() {
            sent.push(Command::Open);
        }
        ui.add_space(20.0);
        known_ui(ui, settings, sent);
    });
}

/// Recent files and samples, each a click away.
pub fn known_ui(ui: &mut Ui, settings: &Settings, sent: &mut Vec<Command>) {
    let colors = Colors::of(ui);
    if !settings.recent.is_empty() {
        let words = text(
            ui,
            "Recent files",
            Size::Small,
            Weight::SemiBold,
            colors.secondary,
        );
        ui.label(words);
    }
    for path in &settings.recent {
        let name = ui.link(file_name(path));
        if name.on_hover_text(path.display().to_string()).clicked() {
            sent.push(Command::OpenFiles(vec![path.clone()]));
        }
    }
    ui.add_space(8.0);
    let words = "Samples, to see what it does";
    let words = text(ui, words, Size::Small, Weight::SemiBold, colors.secondary);
    ui.label(words);
    for (index, sample) in samples::SAMPLES.iter().enumerate() {
        let link = ui.link(sample.title).on_hover_text(sample.file_name);
        if link.clicked() {
            sent.push(Command::OpenSample(index));
        }
    }
}
