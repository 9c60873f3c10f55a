//! The savings plan: how real it is, when it lands, and every line of it to sort and filter.

use super::ViewContext;
use super::made::Made;
use crate::app::theme::{Colors, px};
use crate::app::widgets::block::heading_ui;
use crate::app::widgets::find::find_ui;
use crate::app::widgets::page::page_ui;
use crate::app::widgets::page_rows::most_page_height;
use crate::app::widgets::table::{TableState, rows_ui};
use crate::app::widgets::table_order::{Sort, as_tsv, shown};
use crate::app::widgets::{Picked, Picks};
use crate::report::{self, Block, ChartKind, Fill, Page, Table};
use egui::{Align, Button, Frame, Layout, Margin, Panel, ScrollArea, Stroke, Ui};
use std::sync::Arc;

/// What the reader chose here.
#[derive(Default)]
pub struct SavingsState {
    lines: TableState,
    table: Made<Table>,
    order: Option<Order>,
}

/// Which lines a filter and an order show, kept while they and the lines stay the same.
struct Order {
    of: Arc<Table>,
    filter: String,
    sort: Option<Sort>,
    rows: Arc<[usize]>,
}

impl SavingsState {
    /// What the list is narrowed to.
    pub fn filter(&self) -> &str {
        &self.lines.filter
    }

    pub fn filter_by(&mut self, filter: &str) {
        filter.clone_into(&mut self.lines.filter);
        self.lines.selected = None;
    }

    fn rows(&mut self, table: &Arc<Table>) -> Arc<[usize]> {
        let (filter, sort) = (&self.lines.filter, self.lines.sort);
        let kept = self.order.as_ref().filter(|order| {
            Arc::ptr_eq(&order.of, table) && order.filter == *filter && order.sort == sort
        });
        if let Some(order) = kept {
            return Arc::clone(&order.rows);
        }
        let rows: Arc<[usize]> = shown(table, filter, sort).into();
        self.order = Some(Order {
            of: Arc::clone(table),
            filter: filter.clone(),
            sort,
            rows: Arc::clone(&rows),
        });
        rows
    }
}

pub fn savings_ui(ui: &mut Ui, context: &ViewContext<'_>, page: &Page, state: &mut SavingsState) {
    let lines = state.table.of(context.assessment, report::savings_lines);
    let mut picks = Picks::live();
    if lines.rows.is_empty() {
        page_ui(ui, &mut picks, page);
        context.follow(&mut picks);
        return;
    }
    let height = ui.available_height();
    // What the charts cannot fill, the lines have a use for.
    let left = height - most_page_height(ui, &picks, page);
    let table = (height * 0.42).max(px(ui, 250.0)).max(left);
    if height - table >= px(ui, 360.0).min(height - left) {
        // Charts above, lines below, both on screen.
        Panel::bottom("lines")
            .exact_size(table)
            .resizable(false)
            .show_separator_line(false)
            .frame(Frame::new().inner_margin(Margin {
                top: 4,
                bottom: 4,
                right: 12,
                ..Margin::ZERO
            }))
            .show(ui, |ui| lines_ui(ui, &mut picks, &lines, state));
        page_ui(ui, &mut picks, page);
    } else {
        let charts = page_height(ui, height);
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.allocate_ui(egui::vec2(ui.available_width(), charts), |ui| {
                page_ui(ui, &mut picks, page);
            });
            ui.allocate_ui(egui::vec2(ui.available_width(), table), |ui| {
                lines_ui(ui, &mut picks, &lines, state);
            });
        });
    }
    match picks.take() {
        Some(Picked::Segment { row, fill, .. }) => {
            state.filter_by(&segment_filter(page, &row, fill));
        }
        Some(other) => {
            picks.pick(other);
            context.follow(&mut picks);
        }
        None => {}
    }
}

fn page_height(ui: &Ui, height: f32) -> f32 {
    (height * 0.9).max(px(ui, 380.0))
}

/// Words that keep a segment's lines: its organisation, and its status as the legend says it.
fn segment_filter(page: &Page, row: &str, fill: Fill) -> String {
    let status = page
        .rows
        .iter()
        .flatten()
        .find_map(|block| match block {
            Block::Chart(chart) => match &chart.kind {
                ChartKind::Bars { legend, .. } => legend
                    .iter()
                    .find(|(known, _)| *known == fill)
                    .map(|(_, label)| label.clone()),
                _ => None,
            },
            _ => None,
        })
        .unwrap_or_default();
    format!("{row} {status}").trim().to_owned()
}

fn lines_ui(ui: &mut Ui, picks: &mut Picks, lines: &Arc<Table>, state: &mut SavingsState) {
    let colors = Colors::of(ui);
    Frame::new()
        .fill(colors.card)
        .stroke(Stroke::new(1.0, colors.border))
        .corner_radius(6)
        .inner_margin(Margin::same(14))
        .show(ui, |ui| {
            let rows = state.rows(lines);
            let all = lines.rows.iter().filter(|row| !row.strong).count();
            let size = egui::vec2(ui.available_width(), px(ui, 38.0));
            ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
                if ui.add(Button::new("Copy table")).clicked() {
                    ui.ctx().copy_text(as_tsv(lines, &rows));
                }
                find_ui(ui, "Find in savings lines", &mut state.lines.filter);
                ui.with_layout(Layout::top_down(Align::Min), |ui| {
                    let count = if state.lines.filter.is_empty() {
                        lines.subtitle.clone()
                    } else {
                        format!("{} of {all} lines shown", rows.len())
                    };
                    heading_ui(ui, &lines.title, &count);
                });
            });
            ui.add_space(px(ui, 4.0));
            rows_ui(ui, picks, lines, &state.rows(lines), &mut state.lines);
        });
}
