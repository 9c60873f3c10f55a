//! Small parts of the panel: a line of words, a row of choices of which one is taken.

use crate::app::theme::{Colors, Size, Weight, px, text};
use egui::{Button, Label, Stroke, Ui, vec2};

/// Words in the small size, wrapped.
pub fn small_ui(ui: &mut Ui, words: impl Into<String>) {
    let color = Colors::of(ui).secondary;
    let words = text(ui, words, Size::Small, Weight::Regular, color);
    ui.add(Label::new(words).wrap());
}

/// A heading over a row of choices.
pub fn caption_ui(ui: &mut Ui, words: &str) {
    ui.add_space(px(ui, 4.0));
    let color = Colors::of(ui).text;
    let words = text(ui, words, Size::Small, Weight::SemiBold, color);
    ui.label(words);
}

/// Choices one beside the other, as many as fit in a line.
pub fn choices_ui(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    ui.scope(|ui| {
        // Before the first line, whose height the lines share.
        ui.spacing_mut().item_spacing = vec2(px(ui, 4.0), px(ui, 4.0));
        ui.spacing_mut().button_padding = vec2(px(ui, 7.0), px(ui, 2.0));
        ui.spacing_mut().interact_size.y = px(ui, 24.0);
        ui.horizontal_wrapped(add);
    });
}

/// With a capital, as words begin on a button.
pub fn capital(words: &str) -> String {
    let mut signs = words.chars();
    signs.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(signs).collect()
    })
}

/// One of several choices; the one taken is filled and set bold. `name` says to what it belongs.
pub fn choice_ui(ui: &mut Ui, label: &str, name: &str, taken: bool) -> bool {
    let colors = Colors::of(ui);
    let (weight, fill, edge) = if taken {
        (Weight::SemiBold, colors.selected, colors.accent)
    } else {
        (Weight::Regular, colors.card, colors.border)
    };
    let words = text(ui, capital(label), Size::Small, weight, colors.text);
    let button = Button::new(words)
        .fill(fill)
        .stroke(Stroke::new(1.0, edge))
        .selected(taken);
    ui.add(button).accessible_name(name).clicked()
}

/// A button for something that is done once.
pub fn action_ui(ui: &mut Ui, label: &str, name: &str, enabled: bool) -> bool {
    let color = Colors::of(ui).accent;
    let words = text(ui, label, Size::Small, Weight::Regular, color);
    ui.add_enabled(enabled, Button::new(words))
        .accessible_name(name)
        .clicked()
}
