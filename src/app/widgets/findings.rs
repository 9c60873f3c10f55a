//! A list of findings: what it is, what is at stake, the sentence, the cell. As many as fit, and how many more.

use super::cell_link::cell_link_ui;
use super::{Picked, Picks, place};
use crate::app::theme::{Colors, Size, Weight, font, px};
use crate::report::FindingItem;
use crate::wording::counted;
use egui::accesskit::Role;
use egui::text::LayoutJob;
use egui::{Color32, Galley, Rect, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};
use std::sync::Arc;

const PADDING: f32 = 8.0;

/// What a presented item says below its title where there is no room for both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    Message,
    Question,
    Both,
}

/// An item laid out for a width.
struct Laid {
    title: Arc<Galley>,
    stake: Arc<Galley>,
    message: Arc<Galley>,
    question: Option<Arc<Galley>>,
    link: f32,
}

impl Laid {
    fn height(&self, ui: &Ui) -> f32 {
        let question = self.question.as_ref().map_or(0.0, |text| text.size().y);
        2.0 * px(ui, PADDING)
            + self.title.size().y
            + if self.message.text().is_empty() {
                0.0
            } else {
                self.message.size().y
            }
            + question
            + self.link
            + px(ui, 4.0)
    }
}

/// Draws into the space available; `selected` is the position in the assessment's findings.
pub fn findings_ui(
    ui: &mut Ui,
    picks: &mut Picks,
    items: &[FindingItem],
    selected: Option<usize>,
    short: Says,
) {
    let colors = Colors::of(ui);
    let width = ui.available_width();
    let bottom = ui.max_rect().bottom();
    ui.spacing_mut().item_spacing.y = 0.0;
    let more_line = px(ui, 24.0);
    let says = match (picks.is_live(), short) {
        (false, short) if !both_fit(ui, picks, items) => short,
        (false, _) => Says::Both,
        (true, _) => Says::Message,
    };
    for (index, item) in items.iter().enumerate() {
        let laid = lay_out(ui, picks, item, width, says);
        let left = items.len() - index;
        let reserve = if left > 1 { more_line } else { 0.0 };
        if ui.cursor().top() + laid.height(ui) + reserve > bottom && index > 0 {
            more_ui(ui, picks, left);
            return;
        }
        ui.painter().hline(
            ui.cursor().left()..=(ui.cursor().left() + width),
            ui.cursor().top(),
            Stroke::new(px(ui, 1.0), colors.border),
        );
        item_ui(ui, picks, item, &laid, selected == Some(item.index));
    }
}

/// Height at which every item shows at this width.
pub fn findings_height(ui: &Ui, picks: &Picks, items: &[FindingItem], width: f32) -> f32 {
    items
        .iter()
        .map(|item| lay_out(ui, picks, item, width, Says::Message).height(ui))
        .sum()
}

/// Whether a presented list has room for the questions too.
fn both_fit(ui: &Ui, picks: &Picks, items: &[FindingItem]) -> bool {
    let all: f32 = items
        .iter()
        .map(|item| lay_out(ui, picks, item, ui.available_width(), Says::Both).height(ui))
        .sum();
    all <= ui.available_height()
}

fn more_ui(ui: &mut Ui, picks: &mut Picks, count: usize) {
    let words = counted(count, "more finding", "more findings");
    ui.add_space(px(ui, 4.0));
    let font = font(ui, Size::Small, Weight::Regular);
    if !picks.is_live() {
        ui.label(
            egui::RichText::new(words)
                .font(font)
                .color(Colors::of(ui).secondary),
        );
    } else if ui
        .link(egui::RichText::new(format!("{words} →")).font(font))
        .clicked()
    {
        picks.pick(Picked::AllFindings);
    }
}

fn lay_out(ui: &Ui, picks: &Picks, item: &FindingItem, width: f32, says: Says) -> Laid {
    let colors = Colors::of(ui);
    let painter = ui.painter();
    let stake = painter.layout_no_wrap(
        item.stake.clone(),
        font(ui, Size::Body, Weight::Bold),
        colors.adverse,
    );
    let room = (width - stake.size().x - px(ui, 14.0)).max(px(ui, 60.0));
    let title = painter.layout(
        item.title.clone(),
        font(ui, Size::Body, Weight::SemiBold),
        colors.text,
        room,
    );
    let body = |words: &str, weight: Weight, color: Color32, rows: usize| {
        let mut job = LayoutJob::simple(
            words.to_owned(),
            font(ui, Size::Small, weight),
            color,
            width - px(ui, 8.0),
        );
        job.wrap.max_rows = rows;
        painter.layout_job(job)
    };
    let question = (says != Says::Message && !item.question.is_empty())
        .then(|| body(&item.question, Weight::SemiBold, colors.text, 2));
    let has_link = picks.is_live() && item.link.is_some();
    Laid {
        title,
        stake,
        message: if question.is_some() && says == Says::Question {
            body("", Weight::Regular, colors.secondary, 1)
        } else {
            body(&item.message, Weight::Regular, colors.secondary, 2)
        },
        question,
        link: if has_link { px(ui, 18.0) } else { 0.0 },
    }
}

fn item_ui(ui: &mut Ui, picks: &mut Picks, item: &FindingItem, laid: &Laid, selected: bool) {
    let colors = Colors::of(ui);
    let size = vec2(ui.available_width(), laid.height(ui));
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    if picks.is_live() {
        let id = ui.scope_id().with(("finding", item.index));
        let response = ui.interact(rect, id, Sense::click());
        let name = format!("{} {}, {}", item.title, item.stake, item.severity.label());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        let around = rect.expand2(vec2(px(ui, 6.0), -1.0));
        if selected {
            ui.painter().rect_filled(around, 4.0, colors.selected);
        } else if response.hovered() || response.has_focus() {
            ui.painter().rect_filled(around, 4.0, colors.hovered);
        }
        let clicked = response.clicked();
        // Words that are all there need no second telling over their neighbours.
        let is_whole = !laid.message.elided && laid.message.text() == item.message;
        if !is_whole {
            response.on_hover_text(&item.message);
        }
        if clicked {
            picks.pick(Picked::Finding(item.index));
        }
    }
    let painter = ui.painter();
    let mut at = pos2(rect.left(), rect.top() + px(ui, PADDING));
    painter.galley(
        pos2(rect.right() - laid.stake.size().x, at.y),
        Arc::clone(&laid.stake),
        colors.adverse,
    );
    painter.galley(at, Arc::clone(&laid.title), colors.text);
    at.y += laid.title.size().y + px(ui, 2.0);
    painter.galley(at, Arc::clone(&laid.message), colors.secondary);
    if !laid.message.text().is_empty() {
        at.y += laid.message.size().y + px(ui, 1.0);
    }
    if let Some(question) = &laid.question {
        painter.galley(at, Arc::clone(question), colors.text);
    }
    if let Some(link) = item.link.as_ref().filter(|_| laid.link > 0.0) {
        let below = Rect::from_min_size(at, vec2(rect.width(), laid.link));
        place(ui, below, ("finding link", item.index), |ui| {
            cell_link_ui(ui, picks, link);
        });
    }
}
