//! From what the plan declares to what is behind it, and whether it survives its year; with or without deficit support, and
//! by organisation, as the reader chooses.

use super::ViewContext;
use crate::app::command::Command;
use crate::app::theme::{Colors, Size, Weight, px, text};
use crate::app::widgets::Picks;
use crate::app::widgets::page::page_ui;
use crate::report::Page;
use crate::review::{Assumptions, Decision};
use egui::Ui;

pub fn position_ui(ui: &mut Ui, context: &ViewContext<'_>, page: &Page) {
    let mut picks = Picks::live();
    switches_ui(ui, context);
    page_ui(ui, &mut picks, page);
    context.follow(&mut picks);
}

/// The choices that change every figure below; they are kept with the review, said in exports, and can be undone.
fn switches_ui(ui: &mut Ui, context: &ViewContext<'_>) {
    let outlook = &context.assessment.outlook;
    let now = &outlook.assumptions;
    let has_support = outlook.deficits.support.is_some();
    let bridges = [
        outlook.bridge.as_ref(),
        outlook.walk.as_ref().map(|walk| &walk.bridge),
    ];
    let has_parts = bridges
        .into_iter()
        .flatten()
        .flat_map(|bridge| &bridge.steps)
        .any(|step| !step.parts.is_empty());
    if !has_support && !has_parts {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        if has_support {
            let choose = |without_support| Assumptions {
                without_support,
                ..now.clone()
            };
            switch_ui(
                ui,
                context,
                "Deficit support funding",
                [("with", choose(false)), ("without", choose(true))],
            );
        }
        if has_parts {
            let choose = |by_organisation| Assumptions {
                by_organisation,
                ..now.clone()
            };
            switch_ui(
                ui,
                context,
                "Bridges",
                [("whole", choose(false)), ("by organisation", choose(true))],
            );
        }
    });
    ui.add_space(px(ui, 8.0));
}

/// A name and two choices, the one in force pressed.
fn switch_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    name: &str,
    choices: [(&str, Assumptions); 2],
) {
    let colors = Colors::of(ui);
    ui.label(text(
        ui,
        name,
        Size::Body,
        Weight::Regular,
        colors.secondary,
    ));
    for (label, choice) in choices {
        let in_force = choice == context.assessment.outlook.assumptions;
        let weight = if in_force {
            Weight::SemiBold
        } else {
            Weight::Regular
        };
        let words = text(ui, label, Size::Body, weight, colors.text);
        let button = ui
            .selectable_label(in_force, words)
            .accessible_name(format!("{name}: {label}"));
        if button.clicked() && !in_force {
            let decision = Decision::Assume(Box::new(choice));
            context.send(Command::Decide(decision));
        }
    }
    ui.add_space(px(ui, 16.0));
}
