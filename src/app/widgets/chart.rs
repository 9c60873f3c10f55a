//! A chart under its finding, with its table twin a click away and its description for who cannot see it.

use super::Picks;
use super::block::heading_ui;
use super::chart_bars::bars_ui;
use super::chart_difference::Marker;
use super::chart_lines::lines_ui;
use super::chart_waterfall::waterfall_ui;
use super::table::{TableState, table_ui};
use crate::app::theme::{Colors, Size, Weight, px, text};
use crate::report::{Chart, ChartKind, Page};
use egui::accesskit::Role;
use egui::{Align, Button, Id, Layout, Ui, UiBuilder, vec2};

/// Draws into the space available.
pub fn chart_ui(ui: &mut Ui, picks: &mut Picks, chart: &Chart, page: &Page) {
    let id = ui.scope_id().with(("twin", &chart.title));
    let mut as_table = picks.is_live() && ui.data(|data| data.get_temp(id).unwrap_or(false));
    // What the page says above is not said again.
    let is_of_page = chart.title == page.title;
    let title = if is_of_page { "" } else { &chart.title };
    let subtitle = if is_of_page && chart.subtitle == page.subtitle {
        ""
    } else {
        &chart.subtitle
    };
    let mut marker = Marker::of(ui, picks, chart, id);
    let has_table = picks.is_live() && !chart.twin.columns.is_empty();
    if has_table || !title.is_empty() || !subtitle.is_empty() {
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
            if has_table {
                switch_ui(ui, chart, id, &mut as_table);
                if !as_table {
                    marker.button_ui(ui, picks, &chart.title);
                }
            }
            ui.with_layout(Layout::top_down(Align::Min), |ui| {
                heading_ui(ui, title, subtitle);
            });
        });
    }
    ui.add_space(px(ui, 6.0));
    if as_table {
        twin_ui(ui, picks, chart, id);
        return;
    }
    let builder = UiBuilder::new()
        .accessibility_role(Role::Figure)
        .accessibility_label(&chart.alt);
    ui.scope_builder(builder, |ui| {
        let size = ui.available_size().max(vec2(40.0, 40.0));
        let (rect, _) = ui.allocate_exact_size(size, egui::Sense::hover());
        match &chart.kind {
            ChartKind::Bars { rows, legend } => {
                bars_ui(ui, picks, &mut marker, rect, rows, legend);
            }
            ChartKind::Lines {
                x_labels,
                series,
                bands,
                y,
            } => lines_ui(ui, picks, rect, x_labels, series, bands, y),
            ChartKind::Waterfall { steps, y } => {
                waterfall_ui(ui, picks, &mut marker, rect, steps, y);
            }
        }
        marker.end(ui, picks, rect);
    });
}

/// The switch between chart and table.
fn switch_ui(ui: &mut Ui, chart: &Chart, id: Id, as_table: &mut bool) {
    let other = if *as_table { "Chart" } else { "Table" };
    let words = text(
        ui,
        other,
        Size::Small,
        Weight::Regular,
        Colors::of(ui).secondary,
    );
    let response = ui
        .add(Button::new(words).min_size(vec2(0.0, 24.0)))
        .on_hover_text(format!("Show as {}", other.to_lowercase()))
        .accessible_name(format!("Show as {}: {}", other.to_lowercase(), chart.title));
    if response.clicked() {
        *as_table = !*as_table;
        ui.data_mut(|data| data.insert_temp(id, *as_table));
    }
}

fn twin_ui(ui: &mut Ui, picks: &mut Picks, chart: &Chart, id: Id) {
    let state_id = id.with("state");
    let mut state: TableState = ui.data(|data| data.get_temp(state_id).unwrap_or_default());
    table_ui(ui, picks, &chart.twin, &mut state);
    ui.data_mut(|data| data.insert_temp(state_id, state));
}
