//! Back and forward, open, find anything, and the two ways out: the board pack and the presentation.

use crate::app::command::Command;
use crate::app::shell::App;
use crate::app::theme::{Colors, Size, Weight, text};
use egui::{Align, Button, Layout, Ui, vec2};

pub fn top_bar_ui(ui: &mut Ui, app: &App, sent: &mut Vec<Command>) {
    let history = app.plan().map(|plan| &plan.history);
    let open = history.is_some();
    let (back, forward) = history.map_or((false, false), |history| {
        (history.can_go_back(), history.can_go_forward())
    });
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        arrow_ui(ui, "‹", Command::Back, back, sent);
        arrow_ui(ui, "›", Command::Forward, forward, sent);
        if button_ui(ui, &Command::Open, true) {
            sent.push(Command::Open);
        }
        palette_ui(ui, app.hides_names(), sent);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            present_ui(ui, open, sent);
            if button_ui(ui, &Command::BoardPack, open) {
                sent.push(Command::BoardPack);
            }
            if app.hides_names() {
                hidden_ui(ui, sent);
            }
        });
    });
}

fn arrow_ui(ui: &mut Ui, sign: &str, command: Command, enabled: bool, sent: &mut Vec<Command>) {
    let button = Button::new(sign).min_size(vec2(31.0, 29.0));
    let keys = keys(ui, &command);
    let response = ui
        .add_enabled(enabled, button)
        .on_hover_text(format!("{} {keys}", command.hint()))
        .accessible_name(command.label());
    if response.clicked() {
        sent.push(command);
    }
}

fn button_ui(ui: &mut Ui, command: &Command, enabled: bool) -> bool {
    let button = Button::new(command.label()).min_size(vec2(0.0, 29.0));
    ui.add_enabled(enabled, button)
        .on_hover_text(format!("{} {}", command.hint(), keys(ui, command)))
        .clicked()
}

/// Looks like a field, opens the palette.
fn palette_ui(ui: &mut Ui, beside: bool, sent: &mut Vec<Command>) {
    let colors = Colors::of(ui);
    let room = ui.available_width() - if beside { 390.0 } else { 240.0 };
    let label = Command::Palette.label();
    let shown = if room >= 330.0 {
        label.as_str()
    } else {
        "Find"
    };
    let words = text(ui, shown, Size::Body, Weight::Regular, colors.secondary);
    let keys = text(
        ui,
        keys(ui, &Command::Palette),
        Size::Small,
        Weight::Regular,
        colors.secondary,
    );
    let button = Button::new(words)
        .right_text(keys)
        .min_size(vec2(room.clamp(110.0, 340.0), 29.0));
    if ui.add(button).accessible_name(label).clicked() {
        sent.push(Command::Palette);
    }
}

fn present_ui(ui: &mut Ui, enabled: bool, sent: &mut Vec<Command>) {
    let colors = Colors::of(ui);
    let words = text(ui, "Present", Size::Body, Weight::Regular, colors.on_accent);
    let key = text(ui, "F5", Size::Small, Weight::Regular, colors.on_accent);
    let button = Button::new(words)
        .right_text(key)
        .fill(colors.accent)
        .stroke(egui::Stroke::new(1.0, colors.accent))
        .min_size(vec2(102.0, 29.0));
    let response = ui
        .add_enabled(enabled, button)
        .on_hover_text(Command::Present.hint())
        .accessible_name("Present");
    if response.clicked() {
        sent.push(Command::Present);
    }
}

/// Names are hidden, and the way to have them back.
fn hidden_ui(ui: &mut Ui, sent: &mut Vec<Command>) {
    let colors = Colors::of(ui);
    let words = text(
        ui,
        "Names hidden  ×",
        Size::Body,
        Weight::SemiBold,
        colors.adverse,
    );
    let button = Button::new(words)
        .stroke(egui::Stroke::new(1.0, colors.adverse))
        .min_size(vec2(0.0, 29.0));
    let keys = keys(ui, &Command::HideNames);
    let hint = format!("Schemes and owners go by neutral labels; shows their names again {keys}");
    let response = ui
        .add(button)
        .on_hover_text(hint)
        .accessible_name("Names are hidden; show them again");
    if response.clicked() {
        sent.push(Command::HideNames);
    }
}

fn keys(ui: &Ui, command: &Command) -> String {
    command
        .shortcut()
        .map(|keys| ui.ctx().format_shortcut(&keys).replace('+', " "))
        .unwrap_or_default()
}
