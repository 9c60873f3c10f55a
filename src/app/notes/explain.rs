//! Variances beyond the policy's limits, each with a form for its explanation: a comment like any other.

use super::entry::{body, small};
use super::fold::folded_ui;
use crate::app::command::Command;
use crate::app::theme::{Colors, Size, Weight, px, text};
use crate::app::views::{Made, ViewContext};
use crate::app::widgets::block::heading_ui;
use crate::report::{MOST, VarianceItem, explain_limits, to_explain, variance_items};
use crate::wording::count;
use egui::{CollapsingHeader, TextStyle, TextWrapMode, Ui, WidgetText};
use std::collections::BTreeMap;

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
        for (group, items) in groups(open.get(MOST..).unwrap_or_default()) {
            group_ui(ui, context, group, &items);
        }
        ui.add_space(px(ui, 8.0));
    }
    if !explained.is_empty() {
        group_ui(ui, context, "Explained", &explained);
    }
    if !items.is_empty() {
        ui.separator();
    }
}

/// The lines beyond the first, by whose they are, the most first.
fn groups<'i>(items: &[&'i VarianceItem]) -> Vec<(&'i str, Vec<&'i VarianceItem>)> {
    let mut groups: BTreeMap<&str, Vec<&VarianceItem>> = BTreeMap::new();
    for item in items {
        groups.entry(&item.group).or_default().push(item);
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(_, items)| std::cmp::Reverse(items.len()));
    groups
}

/// "Surgery: 152, up to £649k", opened by a click.
fn group_ui(ui: &mut Ui, context: &ViewContext<'_>, group: &str, items: &[&VarianceItem]) {
    let largest = items.first().map_or("", |item| &item.stake);
    let title = format!("{group}: {}, up to {largest}", count(items.len() as u64));
    let color = Colors::of(ui).text;
    let title = WidgetText::from(text(ui, title, Size::Small, Weight::SemiBold, color));
    // A header takes its words in one line, and would widen the panel by a long name.
    let width = ui.available_width() - ui.spacing().indent - px(ui, 8.0);
    let title = title.into_galley(ui, Some(TextWrapMode::Truncate), width, TextStyle::Body);
    CollapsingHeader::new(title)
        .id_salt(("off plan", group))
        .show(ui, |ui| {
            folded_ui(ui, group, items.iter(), |ui, item| {
                ui.push_id(item.index, |ui| item_ui(ui, context, item));
            });
        });
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
