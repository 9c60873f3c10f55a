//! Many plans at once: what they come to above, each in a line below; a line opens its plan.

use crate::app::command::Command;
use crate::app::listing::Drawn;
use crate::app::saving::Saved;
use crate::app::theme::{Colors, px};
use crate::app::widgets::block::heading_ui;
use crate::app::widgets::find::find_ui;
use crate::app::widgets::page::page_ui;
use crate::app::widgets::table::{TableState, rows_ui};
use crate::app::widgets::table_order::{as_tsv, shown};
use crate::app::widgets::{Picked, Picks};
use crate::report::Opens;
use egui::{Align, Button, Frame, Layout, Margin, Panel, Stroke, Ui};

pub fn plans_ui(ui: &mut Ui, drawn: &Drawn, state: &mut TableState, sent: &mut Vec<Command>) {
    let mut picks = Picks::live();
    let height = ui.available_height();
    Panel::bottom("list")
        .exact_size((height * 0.45).max(px(ui, 220.0)))
        .resizable(false)
        .show_separator_line(false)
        .frame(Frame::new().inner_margin(Margin {
            top: 4,
            bottom: 4,
            right: 12,
            ..Margin::ZERO
        }))
        .show(ui, |ui| list_ui(ui, &mut picks, drawn, state, sent));
    page_ui(ui, &mut picks, &drawn.page);
    if let Some(Picked::Opens(Opens::Plan(paths))) = picks.take() {
        sent.push(Command::OpenPlan(paths));
    }
}

fn list_ui(
    ui: &mut Ui,
    picks: &mut Picks,
    drawn: &Drawn,
    state: &mut TableState,
    sent: &mut Vec<Command>,
) {
    let colors = Colors::of(ui);
    let table = &drawn.table;
    Frame::new()
        .fill(colors.card)
        .stroke(Stroke::new(1.0, colors.border))
        .corner_radius(6)
        .inner_margin(Margin::same(14))
        .show(ui, |ui| {
            let rows = shown(table, &state.filter, state.sort);
            let size = egui::vec2(ui.available_width(), px(ui, 38.0));
            ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
                if ui.add(Button::new("Save as a list…")).clicked() {
                    sent.push(Command::Save(Saved::Plans));
                }
                if ui.add(Button::new("Copy table")).clicked() {
                    ui.ctx().copy_text(as_tsv(table, &rows));
                }
                find_ui(ui, "Find in plans", &mut state.filter);
                ui.with_layout(Layout::top_down(Align::Min), |ui| {
                    let below = format!("{}; a line opens its plan", table.subtitle);
                    heading_ui(ui, &table.title, &below);
                });
            });
            ui.add_space(px(ui, 4.0));
            rows_ui(ui, picks, table, &rows, state);
        });
}
