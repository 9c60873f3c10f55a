//! What the reviewer changed about the reading, in order, each with the way back.

use super::choice::{action_ui, small_ui};
use crate::app::command::Command;
use crate::app::theme::{Colors, Size, Weight, px, text};
use crate::app::views::ViewContext;
use crate::app::widgets::block::heading_ui;
use crate::review::Decision;
use egui::{Label, Ui};

pub fn changes_ui(ui: &mut Ui, context: &ViewContext<'_>) {
    let corrections = &context.assessment.coverage.corrections;
    heading_ui(
        ui,
        "What was changed",
        "Kept with the review and applied to the next file of the same shape",
    );
    ui.add_space(px(ui, 6.0));
    if corrections.is_empty() {
        small_ui(
            ui,
            "Nothing: the workbook is read as it was taken for. Select a table to correct it.",
        );
    }
    let colors = Colors::of(ui);
    for one in corrections {
        let told = one.correction.in_words();
        let words = text(ui, &told, Size::Body, Weight::Regular, colors.text);
        ui.add(Label::new(words).wrap());
        if let Some(why) = one.outcome.why_not() {
            let words = text(
                ui,
                format!("▼ {why}"),
                Size::Small,
                Weight::SemiBold,
                colors.adverse,
            );
            ui.add(Label::new(words).wrap());
        }
        if action_ui(ui, "Take back", &format!("Take back: {told}"), true) {
            let decision = Decision::TakeBack(Box::new(one.correction.clone()));
            context.send(Command::Decide(decision));
        }
        ui.add_space(px(ui, 8.0));
    }
}
