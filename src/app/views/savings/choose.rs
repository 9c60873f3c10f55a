//! Which side of the savings, told apart by what, and of which lines: one row above the page.

use super::super::ViewContext;
use crate::analysis::Facet;
use crate::app::command::Command;
use crate::app::theme::{Colors, Size, Weight, px, text};
use crate::assessment::Names;
use crate::report::{SavingsChoice, SavingsPart};
use egui::{Button, ComboBox, Ui};

/// Changes the choice; a facet in which no lines differ is not offered.
pub(super) fn choose_ui(ui: &mut Ui, choice: &mut SavingsChoice, facets: &[Facet], names: &Names) {
    let colors = Colors::of(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = px(ui, 6.0);
        for part in SavingsPart::ALL {
            let here = choice.part == part;
            let (weight, color) = if here {
                (Weight::SemiBold, colors.accent)
            } else {
                (Weight::Regular, colors.text)
            };
            let words = text(ui, part.label(), Size::Small, weight, color);
            if ui.add(Button::selectable(here, words)).clicked() {
                choice.part = part;
            }
        }
        if !facets.is_empty() {
            ui.add_space(px(ui, 8.0));
            split_ui(ui, choice, facets);
        }
        for (facet, value) in choice.only.asked().to_vec() {
            let said = names.of_facet(facet, value.as_deref());
            let words = text(
                ui,
                format!("{said}  ×"),
                Size::Small,
                Weight::SemiBold,
                colors.accent,
            );
            let chip = ui
                .add(Button::new(words))
                .on_hover_text(format!("Take the choice of {} back", facet.label()))
                .accessible_name(format!("Only {said}; take back"));
            if chip.clicked() {
                choice.only.drop_facet(facet);
            }
        }
    });
    ui.add_space(px(ui, 8.0));
}

fn split_ui(ui: &mut Ui, choice: &mut SavingsChoice, facets: &[Facet]) {
    let colors = Colors::of(ui);
    let shown = choice.split.filter(|facet| facets.contains(facet));
    let label = shown.map_or_else(
        || "told apart as found".to_owned(),
        |facet| format!("by {}", facet.label()),
    );
    let words = text(ui, label, Size::Small, Weight::Regular, colors.text);
    let combo = ComboBox::from_id_salt("split")
        .selected_text(words)
        .show_ui(ui, |ui| {
            if ui
                .selectable_label(shown.is_none(), "told apart as found")
                .clicked()
            {
                choice.split = None;
            }
            for facet in facets {
                let label = format!("by {}", facet.label());
                if ui.selectable_label(shown == Some(*facet), label).clicked() {
                    choice.split = Some(*facet);
                }
            }
        });
    combo
        .response
        .accessible_name("What tells the savings apart");
}

/// Above the card of one line: the way back to all of them, and to the lines beside it.
pub(super) fn card_bar_ui(ui: &mut Ui, context: &ViewContext<'_>) {
    let Some(index) = context.place.scheme else {
        return;
    };
    let last = super::lines_of(context).len().saturating_sub(1);
    ui.horizontal(|ui| {
        let mut button = |label: &str, enabled: bool, command: Command| {
            let words = text(ui, label, Size::Small, Weight::Regular, Colors::of(ui).text);
            if ui.add_enabled(enabled, Button::new(words)).clicked() {
                context.send(command);
            }
        };
        button(
            "All savings lines",
            true,
            Command::Show(crate::app::place::View::Savings),
        );
        button(
            "Line before",
            index > 0,
            Command::ShowScheme(index.saturating_sub(1)),
        );
        button("Line after", index < last, Command::ShowScheme(index + 1));
    });
    ui.add_space(px(ui, 8.0));
}
