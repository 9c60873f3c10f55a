//! The sheet of everything plans are judged by: value, default and source of each setting, changed in place.

use crate::app::command::Command;
use crate::app::theme::{Colors, Size, Weight, text};
use crate::policy::{Entry, Policy};
use egui::{Button, Key, Label, ScrollArea, TextEdit, Ui};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What is being typed, and what was wrong with it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PolicySheet {
    typed: BTreeMap<&'static str, String>,
    faults: BTreeMap<&'static str, String>,
    path: String,
    filter: String,
}

pub fn policy_ui(ui: &mut Ui, policy: &Policy, sheet: &mut PolicySheet, sent: &mut Vec<Command>) {
    small(
        ui,
        "Ours, not NHS policy, unless the source says so. What you change is marked here and told in every board pack and export.",
    );
    ui.add_space(4.0);
    let find = TextEdit::singleline(&mut sheet.filter)
        .hint_text("Find a setting")
        .desired_width(f32::INFINITY);
    ui.add(find.margin(egui::Margin::symmetric(8, 5)))
        .accessible_name("Find a setting");
    ui.add_space(6.0);
    let height = (ui.ctx().content_rect().height() - 330.0).max(160.0);
    ScrollArea::vertical().max_height(height).show(ui, |ui| {
        ui.set_width(ui.available_width() - 14.0);
        let wanted = sheet.filter.to_lowercase();
        for entry in policy.entries() {
            let all = format!("{} {} {}", entry.name, entry.meaning, entry.source).to_lowercase();
            if wanted.split_whitespace().all(|word| all.contains(word)) {
                ui.push_id(entry.name, |ui| entry_ui(ui, policy, &entry, sheet, sent));
            }
        }
    });
    ui.separator();
    ui.horizontal(|ui| {
        let field = TextEdit::singleline(&mut sheet.path)
            .hint_text("Path of a policy file, such as policy.toml")
            .desired_width(ui.available_width() - 150.0);
        ui.add(field.margin(egui::Margin::symmetric(8, 5)))
            .accessible_name("Path of a policy file");
        let bare = sheet.path.trim().trim_matches(['"', '\'']);
        let named = !bare.is_empty();
        if ui.add_enabled(named, Button::new("Load")).clicked() {
            sent.push(Command::LoadPolicy(PathBuf::from(bare)));
        }
        if ui.add_enabled(named, Button::new("Save")).clicked() {
            sent.push(Command::SavePolicy(PathBuf::from(bare)));
        }
    });
}

fn entry_ui(
    ui: &mut Ui,
    policy: &Policy,
    entry: &Entry,
    sheet: &mut PolicySheet,
    sent: &mut Vec<Command>,
) {
    let colors = Colors::of(ui);
    let stands = entry.value.join("\n");
    let mark = if entry.is_changed() { "Changed. " } else { "" };
    let color = if entry.is_changed() {
        colors.adverse
    } else {
        colors.text
    };
    let title = text(
        ui,
        format!("{mark}{}", entry.meaning),
        Size::Body,
        Weight::SemiBold,
        color,
    );
    ui.add(Label::new(title).wrap());
    let typed = sheet
        .typed
        .entry(entry.name)
        .or_insert_with(|| stands.clone());
    let several = entry.default.len() > 1;
    ui.horizontal_top(|ui| {
        let width = if several {
            ui.available_width() - 90.0
        } else {
            160.0
        };
        let field = if several {
            TextEdit::multiline(typed).desired_rows(entry.value.len())
        } else {
            TextEdit::singleline(typed)
        };
        let field = field
            .desired_width(width)
            .margin(egui::Margin::symmetric(8, 5));
        let response = ui.add(field).accessible_name(entry.name);
        if response.changed() {
            sheet.faults.remove(entry.name);
        }
        let left = response.lost_focus()
            || (response.has_focus() && ui.input(|input| input.key_pressed(Key::Tab)));
        if left && *typed != stands {
            let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
            let items: Vec<String> = lines.map(str::to_owned).collect();
            match policy.clone().set(entry.name, &items) {
                Ok(()) => sent.push(Command::SetPolicy(entry.name, items)),
                Err(error) => {
                    sheet.faults.insert(entry.name, error.to_string());
                }
            }
        }
        let reset = ui.add_enabled(entry.is_changed() || *typed != stands, Button::new("Reset"));
        let reset = reset.accessible_name(format!("Reset {}", entry.name));
        if reset.clicked() {
            *typed = entry.default.join("\n");
            sheet.faults.remove(entry.name);
            sent.push(Command::SetPolicy(entry.name, entry.default.clone()));
        }
    });
    if let Some(fault) = sheet.faults.get(entry.name) {
        let words = text(ui, fault, Size::Small, Weight::SemiBold, colors.adverse);
        ui.add(Label::new(words).wrap());
    }
    small(
        ui,
        &format!(
            "{}. Default: {}. Source: {}",
            entry.name,
            entry.default.join("; "),
            entry.source
        ),
    );
    ui.add_space(10.0);
}

fn small(ui: &mut Ui, words: &str) {
    let color = Colors::of(ui).secondary;
    ui.add(Label::new(text(ui, words, Size::Small, Weight::Regular, color)).wrap());
}
