//! The first ten seconds: the finding, the figures, the questions. Where rival cells could be the declared position,
//! they are asked for first.

use super::ViewContext;
use crate::app::command::Command;
use crate::app::theme::{Colors, Size, Weight, px, text};
use crate::app::widgets::Picks;
use crate::app::widgets::block::heading_ui;
use crate::app::widgets::cell_link::cell_link_ui;
use crate::app::widgets::page::page_ui;
use crate::plan::Candidate;
use crate::report::{Link, Page};
use crate::review::{Correction, Decision};
use crate::wording::money;
use egui::{Button, Frame, Margin, Stroke, Ui};

pub fn overview_ui(ui: &mut Ui, context: &ViewContext<'_>, page: &Page) {
    let mut picks = Picks::live();
    let position = context.assessment.case.plan.position.as_ref();
    if let Some(position) = position.filter(|position| position.declared.is_none())
        && position.candidates.len() > 1
    {
        candidates_ui(ui, context, &mut picks, &position.candidates);
    }
    page_ui(ui, &mut picks, page);
    context.follow(&mut picks);
}

/// Asks once which cell is meant; the answer is kept with the review.
fn candidates_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    picks: &mut Picks,
    candidates: &[Candidate],
) {
    let colors = Colors::of(ui);
    Frame::new()
        .fill(colors.card)
        .stroke(Stroke::new(1.0, colors.adverse))
        .corner_radius(6)
        .inner_margin(Margin::same(14))
        .show(ui, |ui| {
            ui.set_width(ui.available_width() - px(ui, 12.0));
            heading_ui(
                ui,
                "Which cell holds the position this plan declares?",
                "The workbook has more than one, and they differ. Choose one; the figures follow.",
            );
            ui.add_space(px(ui, 6.0));
            egui::ScrollArea::vertical()
                .max_height(px(ui, 150.0))
                .show(ui, |ui| {
                    for candidate in candidates {
                        candidate_ui(ui, context, picks, candidate);
                    }
                });
        });
    ui.add_space(px(ui, 12.0));
}

fn candidate_ui(ui: &mut Ui, context: &ViewContext<'_>, picks: &mut Picks, candidate: &Candidate) {
    let Some(cell) = candidate.value.cells.first() else {
        return;
    };
    let colors = Colors::of(ui);
    let address = cell.to_string();
    ui.horizontal(|ui| {
        let words = text(ui, "Use this", Size::Small, Weight::SemiBold, colors.accent);
        let button = ui
            .add(Button::new(words))
            .accessible_name(format!("Use {address} as the declared position"));
        if button.clicked() {
            let chosen = Correction::declared_position(cell, &candidate.label);
            context.send(Command::Decide(Decision::Correct(Box::new(chosen))));
        }
        let value = money(candidate.value.value);
        ui.label(text(ui, value, Size::Body, Weight::Bold, colors.text));
        ui.label(text(
            ui,
            &candidate.label,
            Size::Body,
            Weight::Regular,
            colors.text,
        ));
        let link = Link {
            text: address,
            cells: candidate.value.cells.clone(),
        };
        cell_link_ui(ui, picks, &link);
    });
}
