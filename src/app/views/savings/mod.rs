//! The savings plan: the side of it that was chosen above, the lines that were asked for below, and the card of one line.

mod choose;

use super::ViewContext;
use super::made::Made;
use crate::analysis::{Facet, Only};
use crate::app::command::Command;
use crate::app::theme::{Colors, px};
use crate::app::widgets::block::heading_ui;
use crate::app::widgets::find::find_ui;
use crate::app::widgets::page::page_ui;
use crate::app::widgets::page_rows::most_page_height;
use crate::app::widgets::table::{TableState, rows_ui};
use crate::app::widgets::table_order::{Sort, as_tsv, shown};
use crate::app::widgets::{Picked, Picks};
use crate::plan::{Cells, Saving, Status};
use crate::report::{self, Fill, Page, SavingsChoice, SavingsPart, Table};
use choose::{card_bar_ui, choose_ui};
use egui::{Align, Button, Frame, Layout, Margin, Panel, ScrollArea, Stroke, Ui};
use std::sync::Arc;

/// What the reader chose here.
#[derive(Default)]
pub struct SavingsState {
    choice: SavingsChoice,
    lines: TableState,
    facets: Made<Vec<Facet>>,
    page: Made<Page, SavingsChoice>,
    table: Made<Table, Only>,
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

    /// Asks for the lines that say this of a facet, beside what is asked already.
    pub fn ask(&mut self, facet: Facet, value: Option<String>) {
        self.choice.only.ask(facet, value);
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

pub fn savings_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut SavingsState) {
    let mut picks = Picks::live();
    let card = context
        .place
        .scheme
        .and_then(|index| report::scheme_card(context.assessment, index));
    if let Some(card) = card {
        card_bar_ui(ui, context);
        page_ui(ui, &mut picks, &card);
        context.follow(&mut picks);
        return;
    }
    let page = state
        .page
        .by(context.assessment, &state.choice, report::savings);
    let lines = state.table.by(
        context.assessment,
        &state.choice.only,
        report::savings_lines,
    );
    let facets = state.facets.of(context.assessment, SavingsChoice::facets);
    if lines.rows.is_empty() && state.choice.only.is_all() {
        page_ui(ui, &mut picks, &page);
        context.follow(&mut picks);
        return;
    }
    choose_ui(ui, &mut state.choice, &facets, &context.assessment.names);
    let height = ui.available_height();
    // What the charts cannot fill, the lines have a use for.
    let left = height - most_page_height(ui, &picks, &page);
    let table = (height * 0.38).max(px(ui, 240.0)).max(left);
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
        page_ui(ui, &mut picks, &page);
    } else {
        let charts = page_height(ui, height);
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.allocate_ui(egui::vec2(ui.available_width(), charts), |ui| {
                page_ui(ui, &mut picks, &page);
            });
            ui.allocate_ui(egui::vec2(ui.available_width(), table), |ui| {
                lines_ui(ui, &mut picks, &lines, state);
            });
        });
    }
    match picks.take() {
        Some(Picked::Segment { row, fill, cells }) => {
            follow_segment(context, state, &row, fill, cells);
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

/// A bar leads to its lines: the group it is of, and what its fill says; a bar of one line leads to its card.
fn follow_segment(
    context: &ViewContext<'_>,
    state: &mut SavingsState,
    row: &str,
    fill: Fill,
    cells: Cells,
) {
    if state.choice.part == SavingsPart::Largest {
        let line = lines_of(context)
            .iter()
            .position(|line| line.value.cells == cells);
        context.send(line.map_or(Command::ShowCells(cells), Command::ShowScheme));
        return;
    }
    let split = report::savings_split(context.assessment, &state.choice);
    let value = |facet: Facet| {
        let said = lines_of(context).iter().find_map(|line| {
            let names = &context.assessment.names;
            let said = facet.of(line)?;
            (names.of_facet(facet, Some(&said)) == row).then_some(said)
        });
        match said {
            Some(said) => Some(Some(said.into_owned())),
            None => (row == facet.unsaid()).then_some(None),
        }
    };
    match split.and_then(|facet| Some((facet, value(facet)?))) {
        Some((facet, value)) => state.ask(facet, value),
        // "7 others" are no group of their own.
        None if split.is_some() => {
            context.send(Command::ShowCells(cells));
            return;
        }
        None => {}
    }
    let status = |status: Status| (Facet::Status, Some(status.label().to_owned()));
    let asked = match (state.choice.part, fill) {
        (SavingsPart::Lasting, Fill::Developed) => {
            (Facet::Recurrence, Some("Recurrent".to_owned()))
        }
        (SavingsPart::Lasting, Fill::Unidentified) => {
            (Facet::Recurrence, Some("One-off".to_owned()))
        }
        (SavingsPart::Lasting, _) => (Facet::Recurrence, None),
        (_, Fill::Developed) => status(Status::FullyDeveloped),
        (_, Fill::InProgress) => status(Status::InProgress),
        (_, Fill::Opportunity) => status(Status::Opportunity),
        (_, Fill::Unidentified) => status(Status::Unidentified),
        _ => (Facet::Status, None),
    };
    state.ask(asked.0, asked.1);
}

fn lines_of<'c>(context: &'c ViewContext<'_>) -> &'c [Saving] {
    context
        .assessment
        .case
        .plan
        .savings
        .as_ref()
        .map_or(&[][..], |savings| &savings.lines)
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
                        format!("{}; a name opens its card", lines.subtitle)
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
