//! What to ask: findings by gravity and pounds at the left, the one chosen explained at the right.

use super::ViewContext;
use crate::app::notes::{Desk, accepted_ui, finding_notes_ui};
use crate::app::theme::{Colors, Size, Weight, px, text};
use crate::app::widgets::block::heading_ui;
use crate::app::widgets::cell_link::cell_link_ui;
use crate::app::widgets::find::find_ui;
use crate::app::widgets::findings::{Says, findings_height, findings_ui as list_ui};
use crate::app::widgets::page::beside_bar;
use crate::app::widgets::{Picks, place};
use crate::finding::{Finding, Severity};
use crate::report::{self, FindingItem, Link};
use crate::wording::counted;
use crate::workbook::CellRef;
use egui::{Align, Frame, Label, Layout, Margin, ScrollArea, Stroke, Ui};

/// How many cells of a finding are listed one by one.
const LISTED: usize = 24;

/// What the reader chose here.
#[derive(Default)]
pub struct FindingsState {
    filter: String,
}

pub fn findings_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    state: &mut FindingsState,
    desk: &mut Desk,
) {
    let assessment = context.assessment;
    let page = report::findings(assessment);
    let chosen = context
        .place
        .finding
        .or_else(|| (!assessment.findings.is_empty()).then_some(0));
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
        groups_ui(ui, &mut picks, &assessment.findings, &state.filter, chosen);
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

/// One heading a gravity, in words, so that it does not hang on colour or place.
fn groups_ui(
    ui: &mut Ui,
    picks: &mut Picks,
    findings: &[Finding],
    filter: &str,
    chosen: Option<usize>,
) {
    let groups = [
        (Severity::Blocker, "Settle before the board sees it"),
        (Severity::Warning, "The board should ask"),
        (Severity::Note, "Worth knowing"),
    ];
    for (severity, heading) in groups {
        let items: Vec<FindingItem> = findings
            .iter()
            .enumerate()
            .filter(|(_, finding)| finding.severity == severity)
            .map(|(index, finding)| report::finding_item(index, finding))
            .filter(|item| holds(item, filter))
            .collect();
        if items.is_empty() {
            continue;
        }
        let below = counted(
            items.len(),
            severity.label(),
            &format!("{}s", severity.label()),
        );
        heading_ui(ui, heading, &below);
        ui.add_space(px(ui, 6.0));
        let height = findings_height(ui, picks, &items, ui.available_width()) + 4.0;
        let size = egui::vec2(ui.available_width(), height);
        ui.allocate_ui(size, |ui| {
            ui.set_min_height(height);
            list_ui(ui, picks, &items, chosen, Says::Message);
        });
        ui.add_space(px(ui, 16.0));
    }
}

fn holds(item: &FindingItem, filter: &str) -> bool {
    let all = format!("{} {} {} {}", item.title, item.message, item.stake, item.id).to_lowercase();
    filter
        .split_whitespace()
        .all(|word| all.contains(&word.to_lowercase()))
}

fn detail_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    picks: &mut Picks,
    index: usize,
    finding: &Finding,
    desk: &mut Desk,
) {
    let colors = Colors::of(ui);
    let item = report::finding_item(index, finding);
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
    let message = text(
        ui,
        &finding.message,
        Size::Body,
        Weight::Regular,
        colors.text,
    );
    ui.add(Label::new(message).wrap());
    ui.add_space(px(ui, 10.0));
    question_ui(ui, finding.about.question);
    finding_notes_ui(ui, context, index, finding, desk);
    for (heading, words) in finding.about.sections() {
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
