//! A block of a page, drawn by the widget made for it.

use super::cell_link::cell_link_ui;
use super::chart::chart_ui;
use super::chart_bars::bars_height;
use super::figure::figures_ui;
use super::findings::{Says, findings_height, findings_ui};
use super::findings_glance::glance_ui;
use super::icons::icons_ui;
use super::table::{TableState, table_height, table_ui};
use super::table_still::table_still_ui;
use super::{Picks, place};
use crate::app::theme::{Colors, Size, Weight, font, px, text};
use crate::report::{Block, ChartKind, Note, Page, PageId, Table, Tone};
use egui::{Label, Rect, Stroke, StrokeKind, Ui, pos2};

const PADDING: f32 = 14.0;
const NOTE_WIDTH: f32 = 760.0;

/// The least height a block is drawn at; `None` where it takes its own.
pub fn least_height(ui: &Ui, picks: &Picks, block: &Block, width: f32) -> Option<f32> {
    let around = 2.0 * px(ui, PADDING);
    match block {
        Block::Figures(_) | Block::Note(_) | Block::Icons(_) => None,
        // The names below its columns take lines of their own.
        Block::Chart(chart) if matches!(chart.kind, ChartKind::Waterfall { .. }) => {
            // A presented page does not scroll: what stands below it is not to be cut.
            Some(px(ui, if picks.is_live() { 360.0 } else { 200.0 }))
        }
        Block::Chart(_) => Some(px(ui, 290.0)),
        Block::Table(table) if !picks.is_live() && table.title.is_empty() => {
            Some(table_height(ui, table).min(px(ui, 420.0)))
        }
        Block::Table(table) => {
            Some((table_height(ui, table) + around + px(ui, 50.0)).min(px(ui, 420.0)))
        }
        Block::Findings { items, .. } => {
            let all = findings_height(ui, picks, items, width - around) + around + px(ui, 60.0);
            Some(all.min(px(ui, 290.0)))
        }
    }
}

/// The height beyond which a card only grows emptier; nothing a presented page has to save.
pub fn most_height(ui: &Ui, picks: &Picks, block: &Block, width: f32) -> f32 {
    if !picks.is_live() {
        return f32::INFINITY;
    }
    let around = 2.0 * px(ui, PADDING) + px(ui, 56.0);
    match block {
        Block::Chart(chart) => match &chart.kind {
            ChartKind::Bars { rows, .. } => bars_height(ui, rows.len()) + around,
            ChartKind::Lines { .. } | ChartKind::Waterfall { .. } => f32::INFINITY,
        },
        Block::Table(table) => table_height(ui, table) + around,
        Block::Findings { items, .. } => {
            let inner = width - 2.0 * px(ui, PADDING);
            findings_height(ui, picks, items, inner) + around
        }
        Block::Figures(_) | Block::Note(_) | Block::Icons(_) => 0.0,
    }
}

/// Draws a block that takes its own height.
pub fn free_block_ui(ui: &mut Ui, picks: &mut Picks, block: &Block) {
    match block {
        Block::Figures(figures) => figures_ui(ui, picks, figures),
        Block::Note(note) => note_ui(ui, picks, note),
        Block::Icons(icons) => icons_ui(ui, icons),
        Block::Chart(_) | Block::Table(_) | Block::Findings { .. } => {}
    }
}

/// Draws a block on a card of this place.
pub fn block_ui(ui: &mut Ui, picks: &mut Picks, block: &Block, rect: Rect, page: &Page) {
    let colors = Colors::of(ui);
    let inner = if picks.is_live() {
        ui.painter().rect(
            rect,
            px(ui, 6.0),
            colors.card,
            Stroke::new(1.0, colors.border),
            StrokeKind::Inside,
        );
        rect.shrink(px(ui, PADDING))
    } else {
        rect
    };
    place(ui, inner, "block", |ui| {
        ui.shrink_clip_rect(rect.expand(2.0));
        match block {
            Block::Chart(chart) => chart_ui(ui, picks, chart, page),
            Block::Table(table) => titled_table_ui(ui, picks, table, page),
            Block::Findings {
                title,
                subtitle,
                items,
            } => {
                let without_questions = items.iter().all(|item| item.question.is_empty());
                if !picks.is_live() && without_questions {
                    beside_ui(ui, title, subtitle);
                    glance_ui(ui, items);
                    return;
                }
                if *title != page.title {
                    heading_ui(ui, title, subtitle);
                }
                ui.add_space(px(ui, 6.0));
                // A page of questions keeps the questions.
                let short = if *title == page.title || page.id == PageId::Findings {
                    Says::Question
                } else {
                    Says::Message
                };
                findings_ui(ui, picks, items, None, short);
            }
            Block::Figures(_) | Block::Note(_) | Block::Icons(_) => free_block_ui(ui, picks, block),
        }
    });
}

/// Title of a card, bold, and what it measures below.
pub fn heading_ui(ui: &mut Ui, title: &str, subtitle: &str) {
    let colors = Colors::of(ui);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = px(ui, 2.0);
        if !title.is_empty() {
            let words = text(ui, title, Size::Body, Weight::Bold, colors.text);
            ui.add(Label::new(words).wrap());
        }
        if !subtitle.is_empty() {
            let words = text(ui, subtitle, Size::Small, Weight::Regular, colors.secondary);
            ui.add(Label::new(words).wrap());
        }
    });
}

/// A heading in one line, where a page has none to spare.
fn beside_ui(ui: &mut Ui, title: &str, subtitle: &str) {
    let colors = Colors::of(ui);
    ui.horizontal(|ui| {
        ui.label(text(ui, title, Size::Body, Weight::Bold, colors.text));
        let words = text(ui, subtitle, Size::Small, Weight::Regular, colors.secondary);
        ui.label(words);
    });
}

fn titled_table_ui(ui: &mut Ui, picks: &mut Picks, table: &Table, page: &Page) {
    let title = if table.title == page.title {
        ""
    } else {
        &table.title
    };
    heading_ui(ui, title, &table.subtitle);
    ui.add_space(px(ui, 4.0));
    if !picks.is_live() {
        table_still_ui(ui, table);
        return;
    }
    let id = ui.scope_id().with(("table state", &table.title));
    let mut state: TableState = ui.data(|data| data.get_temp(id).unwrap_or_default());
    table_ui(ui, picks, table, &mut state);
    ui.data_mut(|data| data.insert_temp(id, state));
}

/// Height of a note, to be kept free for it.
pub fn note_height(ui: &Ui, block: &Block) -> f32 {
    let Block::Note(note) = block else {
        return 0.0;
    };
    let words = ui.painter().layout(
        note.text.clone(),
        font(ui, Size::Body, Weight::Regular),
        Colors::of(ui).text,
        px(ui, NOTE_WIDTH),
    );
    let link = if note.link.is_some() {
        px(ui, 20.0)
    } else {
        0.0
    };
    words.size().y + link + px(ui, 12.0)
}

/// A sentence with a bar at its side, so that it is not taken for a heading.
pub fn note_ui(ui: &mut Ui, picks: &mut Picks, note: &Note) {
    let colors = Colors::of(ui);
    let indent = px(ui, 12.0);
    let left = ui.cursor().left();
    let response = ui
        .horizontal_top(|ui| {
            ui.add_space(indent);
            ui.vertical(|ui| {
                ui.set_max_width(px(ui, NOTE_WIDTH));
                // The bar carries the tone: on the page's own ground the accent is too light for text.
                let color = match note.tone {
                    Tone::Muted => colors.secondary,
                    Tone::Neutral | Tone::Adverse | Tone::Favourable => colors.text,
                };
                let words = text(ui, &note.text, Size::Body, Weight::Regular, color);
                ui.add(Label::new(words).wrap());
                if let Some(link) = &note.link {
                    cell_link_ui(ui, picks, link);
                }
            });
        })
        .response;
    let bar = Rect::from_min_max(
        pos2(left, response.rect.top()),
        pos2(left + px(ui, 3.0), response.rect.bottom()),
    );
    ui.painter().rect_filled(bar, 1.0, colors.tone(note.tone));
    ui.add_space(px(ui, 8.0));
}
