//! A page: its title, what it measures, and its rows of blocks, filling the space there is and scrolling when it must.

use super::block::{block_ui, free_block_ui};
use super::page_rows::{GAP, fitting, row_heights};
use super::{Picks, place};
use crate::app::theme::{Colors, Size, Weight, px, text};
use crate::report::{Block, Page};
use egui::{Align, Label, Layout, Rect, ScrollArea, Sense, Ui, pos2, vec2};

/// The whole page in a scroll area, with `after` below its rows.
pub fn page_ui(ui: &mut Ui, picks: &mut Picks, page: &Page) {
    let height = ui.available_height();
    ScrollArea::vertical()
        .auto_shrink(false)
        .content_margin(beside_bar())
        .id_salt(("page", page.id))
        .show(ui, |ui| {
            let top = ui.cursor().top();
            heading_ui(ui, page);
            let left = height - (ui.cursor().top() - top);
            rows_ui(ui, picks, page, left);
        });
}

/// Room at the right for the scroll bar, so that it never lies on a card.
pub fn beside_bar() -> egui::Margin {
    egui::Margin {
        right: 12,
        ..egui::Margin::ZERO
    }
}

/// Title and subtitle, and the mark of a sample where it is one.
pub fn heading_ui(ui: &mut Ui, page: &Page) {
    let colors = Colors::of(ui);
    ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
        if let Some(mark) = page.mark {
            mark_ui(ui, mark);
        }
        ui.with_layout(Layout::top_down(Align::Min), |ui| {
            ui.spacing_mut().item_spacing.y = px(ui, 3.0);
            let title = text(ui, &page.title, Size::Title, Weight::Bold, colors.text);
            ui.add(Label::new(title).wrap());
            let subtitle = text(
                ui,
                &page.subtitle,
                Size::Body,
                Weight::Regular,
                colors.secondary,
            );
            ui.add(Label::new(subtitle).wrap());
        });
    });
    ui.add_space(px(ui, 10.0));
}

fn mark_ui(ui: &mut Ui, mark: &str) {
    let colors = Colors::of(ui);
    let words = text(ui, mark, Size::Small, Weight::SemiBold, colors.adverse);
    egui::Frame::new()
        .stroke(egui::Stroke::new(1.0, colors.adverse))
        .corner_radius(px(ui, 4.0))
        .inner_margin(egui::Margin::symmetric(8, 3))
        .show(ui, |ui| ui.add(Label::new(words).extend()));
}

/// Rows of blocks in a height: rows that can grow share what is left, none below what it needs.
pub fn rows_ui(ui: &mut Ui, picks: &mut Picks, page: &Page, height: f32) {
    let rows = fitting(ui, page, ui.available_width());
    let heights = row_heights(ui, picks, &rows, height);
    for (number, (row, height)) in rows.iter().zip(heights).enumerate() {
        if let Some(height) = height {
            ui.push_id(("row", number), |ui| {
                grown_row_ui(ui, picks, row, height, page);
            });
        } else {
            for block in *row {
                free_block_ui(ui, picks, block);
            }
        }
    }
}

fn grown_row_ui(ui: &mut Ui, picks: &mut Picks, row: &[Block], height: f32, page: &Page) {
    let gap = px(ui, GAP);
    let count = row.len().max(1) as f32;
    let width = ui.available_width();
    let each = (width - gap * (count - 1.0)) / count;
    let (all, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    for (index, block) in row.iter().enumerate() {
        let left = all.left() + index as f32 * (each + gap);
        let rect = Rect::from_min_size(pos2(left, all.top()), vec2(each, height));
        place(ui, rect, index, |ui| {
            block_ui(ui, picks, block, rect, page);
        });
    }
    ui.add_space(gap - ui.spacing().item_spacing.y);
}
