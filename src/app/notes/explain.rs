//! Variances beyond the policy's limits, each with a form for its explanation: a comment like any other.

use super::entry::{body, small};
use crate::app::command::Command;
use crate::app::theme::{Colors, Size, Weight, px, text};
use crate::app::views::{Made, ViewContext};
use crate::app::widgets::block::heading_ui;
use crate::report::{MOST, VarianceItem, explain_limits, to_explain, variance_items};
use crate::wording::counted;
use egui::{CollapsingHeader, Ui};

pub fn to_explain_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    variances: &mut Made<Vec<VarianceItem>>,
) {
    let items = variances.of(context.assessment, variance_items);
    let (open, explained): (Vec<_>, Vec<_>) = items.iter().partition(|item| item.said.is_empty());
    if let Some(title) = to_explain(context.assessment) {
        heading_ui(ui, &title, "");
        small(ui, explain_limits(context.assessment));
        ui.add_space(px(ui, 6.0));
        for item in open.iter().take(MOST) {
            ui.push_id(item.index, |ui| item_ui(ui, context, item));
        }
        let rest = open.len().saturating_sub(MOST);
        if rest > 0 {
            small(
                ui,
                format!(
                    "{} follow as these are explained.",
                    counted(rest, "more", "more")
                ),
            );
        }
        ui.add_space(px(ui, 8.0));
    }
    if !explained.is_empty() {
        let title = format!("Explained ({})", explained.len());
        let color = Colors::of(ui).text;
        let title = text(ui, title, Size::Body, Weight::SemiBold, color);
        CollapsingHeader::new(title)
            .id_salt("explained")
            .show(ui, |ui| {
                for item in explained {
                    ui.push_id(item.index, |ui| item_ui(ui, context, item));
                }
            });
    }
    if !items.is_empty() {
        ui.separator();
    }
}

fn item_ui(ui: &mut Ui, context: &ViewContext<'_>, item: &VarianceItem) {
    body(ui, &item.name, Weight::SemiBold);
    small(ui, &item.message);
    for said in &item.said {
        body(ui, said, Weight::Regular);
    }
    ui.horizontal_wrapped(|ui| {
        if item.said.is_empty() && ui.small_button("Explain…").clicked() {
            context.send(Command::Explain(item.index));
        }
        if let Some(link) = &item.link {
            let color = Colors::of(ui).accent;
            let words = text(ui, &link.text, Size::Small, Weight::Regular, color);
            if ui.link(words.underline()).clicked() {
                context.send(Command::ShowCells(link.cells.clone()));
            }
        }
    });
    ui.add_space(px(ui, 8.0));
}
