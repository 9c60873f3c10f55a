//! What changed since the last submission: in meaning, and cell by cell where that was asked for.

use super::ViewContext;
use super::made::Made;
use crate::app::command::Command;
use crate::app::comparing::ComparedPairs;
use crate::app::saving::Saved;
use crate::app::theme::{Colors, Size, Weight, px, text};
use crate::app::widgets::Picks;
use crate::app::widgets::page::page_ui;
use crate::assessment::Assessment;
use crate::export::lists;
use crate::report::{self, Page};
use egui::{Button, Ui};

/// What the reader asked for here.
#[derive(Default)]
pub struct ChangesState {
    cells: Option<ComparedPairs>,
    page: Made<Page>,
    shows_cells: bool,
}

impl ChangesState {
    pub fn take(&mut self, pairs: ComparedPairs) {
        *self = Self {
            cells: Some(pairs),
            page: Made::default(),
            shows_cells: true,
        };
    }

    /// The workbooks are others now.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// The changed cells as a list, of this reading of the plan.
    pub fn as_csv(&self, assessment: &Assessment) -> Option<String> {
        let cells = self.cells.as_ref()?;
        std::sync::Arc::ptr_eq(&cells.of.workbooks, &assessment.workbooks)
            .then(|| lists::cell_changes(&cells.with_workbooks(), &assessment.names))
    }
}

pub fn changes_ui(ui: &mut Ui, context: &ViewContext<'_>, page: &Page, state: &mut ChangesState) {
    let mut picks = Picks::live();
    if context.assessment.changes.is_some() {
        bar_ui(ui, context, state);
    }
    match state.cells.as_ref().filter(|_| state.shows_cells) {
        Some(cells) => {
            // As names are shown or hidden now, not as they were when the comparison was asked for.
            let page = state.page.of(context.assessment, |assessment| {
                report::cell_changes(assessment, &cells.with_workbooks())
            });
            page_ui(ui, &mut picks, &page);
        }
        None => page_ui(ui, &mut picks, page),
    }
    context.follow(&mut picks);
}

/// Meaning or cells, and the list of what is shown.
fn bar_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut ChangesState) {
    let colors = Colors::of(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = px(ui, 6.0);
        let mut choice = |here: bool, label: &str| {
            let (weight, color) = if here {
                (Weight::SemiBold, colors.accent)
            } else {
                (Weight::Regular, colors.text)
            };
            let words = text(ui, label, Size::Small, weight, color);
            ui.add(Button::selectable(here, words)).clicked()
        };
        let (meaning, cells) = (
            choice(!state.shows_cells, "What it means"),
            choice(state.shows_cells, "Cell by cell"),
        );
        if meaning {
            state.shows_cells = false;
        }
        if cells {
            if state.cells.is_some() {
                state.shows_cells = true;
            } else {
                context.send(Command::CompareCells);
            }
        }
        ui.add_space(px(ui, 8.0));
        let what = if state.shows_cells {
            Saved::Cells
        } else {
            Saved::Changes
        };
        let words = text(
            ui,
            "Save as a list…",
            Size::Small,
            Weight::Regular,
            colors.text,
        );
        if ui.add(Button::new(words)).clicked() {
            context.send(Command::Save(what));
        }
    });
    ui.add_space(px(ui, 8.0));
}
