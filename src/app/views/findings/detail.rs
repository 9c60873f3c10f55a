//! One finding explained: the question, what was decided about it, why it matters, what to do, its cells.

use super::ViewContext;
use crate::app::notes::{Desk, finding_notes_ui};
use crate::app::theme::{Colors, Size, Weight, px, text};
use crate::app::widgets::Picks;
use crate::app::widgets::block::heading_ui;
use crate::app::widgets::cell_link::cell_link_ui;
use crate::finding::Finding;
use crate::report::{self, Link};
use crate::workbook::CellRef;
use egui::{Align, Frame, Label, Layout, Margin, Ui};

/// How many cells of a finding are listed one by one.
const LISTED: usize = 24;

pub(super) fn detail_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    picks: &mut Picks,
    index: usize,
    finding: &Finding,
    desk: &mut Desk,
) {
    let colors = Colors::of(ui);
    let item = report::shown_finding(context.assessment, index, finding);
    ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
        ui.label(text(
            ui,
            &item.stake,
            Size::Title,
            Weight::Bold,
            colors.adverse,
        ));
        ui.with_layout(Layout::top_down(Align::Min), |ui| {
            let title = text(ui, &item.title, Size::Title, Weight::Bold, colors.text);
            ui.add(Label::new(title).wrap());
        });
    });
    let gravity = format!("Gravity: {}", finding.severity.label());
    ui.label(text(
        ui,
        gravity,
        Size::Small,
        Weight::Regular,
        colors.secondary,
    ));
    ui.add_space(px(ui, 8.0));
    let message = text(ui, &item.message, Size::Body, Weight::Regular, colors.text);
    ui.add(Label::new(message).wrap());
    ui.add_space(px(ui, 10.0));
    question_ui(ui, finding.about.question);
    finding_notes_ui(ui, context, index, finding, desk);
    let policy = &context.assessment.policy;
    for (heading, words) in report::explanation_sections(finding.about, policy) {
        heading_ui(ui, heading, "");
        let words = text(ui, words, Size::Body, Weight::Regular, colors.text);
        ui.add(Label::new(words).wrap());
        ui.add_space(px(ui, 10.0));
    }
    cells_ui(ui, picks, &finding.cells);
}

fn question_ui(ui: &mut Ui, question: &str) {
    let colors = Colors::of(ui);
    Frame::new()
        .fill(colors.selected)
        .corner_radius(4)
        .inner_margin(Margin::symmetric(12, 10))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            let label = text(ui, "Ask", Size::Small, Weight::SemiBold, colors.secondary);
            ui.label(label);
            let words = text(ui, question, Size::Body, Weight::SemiBold, colors.text);
            ui.add(Label::new(words).wrap());
        });
    ui.add_space(px(ui, 12.0));
}

fn cells_ui(ui: &mut Ui, picks: &mut Picks, cells: &[CellRef]) {
    if cells.is_empty() {
        return;
    }
    heading_ui(ui, "Cells that show it", "");
    ui.horizontal_wrapped(|ui| {
        for cell in cells.iter().take(LISTED) {
            let link = Link {
                text: cell.to_string(),
                cells: cell.clone().into(),
            };
            cell_link_ui(ui, picks, &link);
        }
        if cells.len() > 1 {
            let link = Link {
                text: format!("Show all {} together", cells.len()),
                cells: cells.to_vec().into(),
            };
            cell_link_ui(ui, picks, &link);
        }
    });
}
