//! What to ask: findings by gravity and pounds at the left, the one chosen explained at the right.

mod detail;
mod list;

use super::ViewContext;
use super::made::Made;
use crate::app::command::Command;
use crate::app::notes::{Desk, accepted_ui};
use crate::app::theme::{Colors, Size, Weight, px, text};
use crate::app::widgets::block::heading_ui;
use crate::app::widgets::find::find_ui;
use crate::app::widgets::page::beside_bar;
use crate::app::widgets::{Picks, place};
use crate::report::{self, FindingItem, Page};
use detail::detail_ui;
use egui::{Align, Label, Layout, ScrollArea, Stroke, Ui};
use list::{ListState, holds, list_ui};

/// What the reader chose here.
#[derive(Default)]
pub struct FindingsState {
    filter: String,
    list: ListState,
    stories: Made<Vec<FindingItem>>,
}

impl FindingsState {
    pub fn filter(&self) -> &str {
        &self.filter
    }

    pub fn filter_by(&mut self, filter: &str) {
        filter.clone_into(&mut self.filter);
    }
}

pub fn findings_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    page: &Page,
    state: &mut FindingsState,
    desk: &mut Desk,
) {
    let assessment = context.assessment;
    let stories = state.stories.of(assessment, report::story_items);
    let chosen = context.place.finding.or_else(|| {
        let mut listed = stories.iter().filter(|story| holds(story, &state.filter));
        listed.next().map(|first| first.index)
    });
    let mut picks = Picks::live();
    let size = egui::vec2(ui.available_width(), px(ui, 54.0));
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Min), |ui| {
        find_ui(ui, "Find in findings", &mut state.filter);
        ui.with_layout(Layout::top_down(Align::Min), |ui| {
            let colors = Colors::of(ui);
            ui.spacing_mut().item_spacing.y = px(ui, 3.0);
            let title = text(ui, &page.title, Size::Title, Weight::Bold, colors.text);
            ui.add(Label::new(title).wrap());
            let below = text(
                ui,
                &page.subtitle,
                Size::Body,
                Weight::Regular,
                colors.secondary,
            );
            ui.add(Label::new(below).wrap());
        });
    });
    ui.add_space(px(ui, 8.0));
    let all = ui.available_rect_before_wrap();
    let gap = px(ui, 12.0);
    let (left, right) = all.split_left_right_at_fraction(0.46);
    let half = |ui: &mut Ui, rect: egui::Rect, name: &str, add: &mut dyn FnMut(&mut Ui)| {
        let colors = Colors::of(ui);
        ui.painter().rect(
            rect,
            6.0,
            colors.card,
            Stroke::new(1.0, colors.border),
            egui::StrokeKind::Inside,
        );
        place(ui, rect.shrink(px(ui, 14.0)), name, |ui| {
            ScrollArea::vertical()
                .auto_shrink(false)
                .content_margin(beside_bar())
                .show(ui, |ui| add(ui));
        });
    };
    let list = egui::Rect::from_min_max(
        left.min,
        egui::pos2(left.right() - gap / 2.0, left.bottom()),
    );
    let detail =
        egui::Rect::from_min_max(egui::pos2(right.left() + gap / 2.0, right.top()), right.max);
    half(ui, list, "list", &mut |ui| {
        list_ui(
            ui,
            &mut picks,
            &stories,
            &state.filter,
            chosen,
            &mut state.list,
        );
        to_explain_ui(ui, context, desk);
        accepted_ui(ui, context);
        checks_ui(ui, context);
    });
    if let Some(finding) = chosen.and_then(|index| assessment.findings.get(index)) {
        let index = chosen.unwrap_or_default();
        half(ui, detail, "detail", &mut |ui| {
            // What is typed for one finding is not shown under the next.
            ui.push_id((finding.about.id, finding.cells.first()), |ui| {
                detail_ui(ui, context, &mut picks, index, finding, desk);
            });
        });
    }
    context.follow(&mut picks);
}

/// The way to the variances that ask for an explanation, which stand with the notes.
fn to_explain_ui(ui: &mut Ui, context: &ViewContext<'_>, desk: &Desk) {
    let Some(words) = report::to_explain(context.assessment) else {
        return;
    };
    heading_ui(ui, "To be explained", "");
    let color = Colors::of(ui).accent;
    let words = text(ui, words, Size::Body, Weight::Regular, color).underline();
    let link = ui.link(words);
    if link
        .on_hover_text("Show them in the notes; Ctrl L")
        .clicked()
        && !desk.is_listed
    {
        context.send(Command::Notes);
    }
    ui.add_space(px(ui, 12.0));
}

/// What was looked at and found in order, and what could not be looked at: silence would read as approval.
fn checks_ui(ui: &mut Ui, context: &ViewContext<'_>) {
    let colors = Colors::of(ui);
    let line = |ui: &mut Ui, mark: &str, words: String| {
        ui.horizontal_top(|ui| {
            ui.label(text(
                ui,
                mark,
                Size::Small,
                Weight::Regular,
                colors.secondary,
            ));
            let words = text(ui, words, Size::Small, Weight::Regular, colors.secondary);
            ui.add(Label::new(words).wrap());
        });
    };
    if !context.assessment.passed.is_empty() {
        heading_ui(ui, "Checked and passed", "");
        for about in &context.assessment.passed {
            line(ui, "✓", about.title.to_owned());
        }
        ui.add_space(px(ui, 12.0));
    }
    if !context.assessment.not_checked.is_empty() {
        heading_ui(ui, "Could not be checked", "");
        for (about, missing) in &context.assessment.not_checked {
            line(ui, "–", format!("{}: needs {missing}", about.title));
        }
    }
}
