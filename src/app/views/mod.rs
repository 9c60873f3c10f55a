//! One file a view: its state, which holds no plan data, and the function that draws it.

mod changes;
mod elective;
mod findings;
mod made;
mod overview;
mod plans;
mod position;
mod savings;
mod system;
pub mod workbook;

pub use changes::ChangesState;
pub use findings::FindingsState;
pub use plans::plans_ui;
pub use savings::SavingsState;
pub use workbook::WorkbookState;

pub use made::Made;
use made::Pages;

use super::command::Command;
use super::notes::Desk;
use super::place::{Place, View};
use super::widgets::page::beside_bar;
use super::widgets::{Picked, Picks};
use crate::assessment::Assessment;
use crate::report::{Opens, VarianceItem};
use crate::review::Decision;
use egui::Ui;
use std::cell::RefCell;
use std::path::PathBuf;
use std::sync::Arc;

/// What forms have to know of whoever writes.
#[derive(Debug, Clone, Default)]
pub struct Reviewer {
    /// The name under notes; `None` where it is still to be asked for.
    pub who: Option<String>,
    /// Whether it is still to be asked where notes are kept.
    pub asks_where: bool,
}

/// What a view may see and how it asks for anything outside itself.
pub struct ViewContext<'a> {
    pub assessment: &'a Arc<Assessment>,
    pub place: &'a Place,
    pub reviewer: Reviewer,
    /// The other open plans, each with its files.
    pub others: Vec<(String, Vec<PathBuf>)>,
    commands: RefCell<Vec<Command>>,
}

impl<'a> ViewContext<'a> {
    pub fn new(assessment: &'a Arc<Assessment>, place: &'a Place, reviewer: Reviewer) -> Self {
        Self {
            assessment,
            place,
            reviewer,
            others: Vec::new(),
            commands: RefCell::default(),
        }
    }

    pub fn send(&self, command: Command) {
        self.commands.borrow_mut().push(command);
    }

    pub fn sent(&self) -> Vec<Command> {
        self.commands.take()
    }

    /// Where a click in a page leads, the same in every view: to the cells, or to the finding.
    pub fn follow(&self, picks: &mut Picks) {
        match picks.take() {
            Some(Picked::Cells(cells) | Picked::Segment { cells, .. }) if !cells.is_empty() => {
                self.send(Command::ShowCells(cells));
            }
            Some(Picked::Difference { chart, between }) => {
                self.send(Command::Decide(Decision::Compare(chart, between)));
            }
            Some(Picked::Finding(index)) => self.send(Command::ShowFinding(index)),
            Some(Picked::Opens(Opens::Scheme(index))) => self.send(Command::ShowScheme(index)),
            Some(Picked::Opens(Opens::Lines(asked))) => self.send(Command::ShowLines(asked)),
            Some(Picked::Opens(Opens::Plan(paths))) => self.send(Command::OpenPlan(paths)),
            Some(Picked::Comment(cells)) => self.send(Command::CommentOn(cells)),
            Some(Picked::AllFindings) => self.send(Command::Show(View::Findings)),
            _ => {}
        }
    }
}

/// What the reader chose in each view of one plan.
#[derive(Default)]
pub struct States {
    pub savings: SavingsState,
    pub changes: ChangesState,
    pub findings: FindingsState,
    pub workbook: WorkbookState,
    /// What asks for an explanation, beside the notes.
    pub variances: Made<Vec<VarianceItem>>,
    pages: Pages,
    /// What is being written about the plan, in whatever view.
    pub desk: Desk,
}

pub fn view_ui(ui: &mut Ui, context: &ViewContext<'_>, states: &mut States) {
    let padded = matches!(context.place.view, View::Findings | View::Workbook);
    if padded {
        let margin = beside_bar();
        egui::Frame::new()
            .inner_margin(margin)
            .show(ui, |ui| parts_ui(ui, context, states));
    } else {
        parts_ui(ui, context, states);
    }
}

fn parts_ui(ui: &mut Ui, context: &ViewContext<'_>, states: &mut States) {
    let view = context.place.view;
    let Some(page) = states.pages.of(view, context.assessment) else {
        match view {
            View::Savings => savings::savings_ui(ui, context, &mut states.savings),
            _ => workbook::workbook_ui(ui, context, &mut states.workbook),
        }
        return;
    };
    match view {
        View::Overview => overview::overview_ui(ui, context, &page),
        View::Position => position::position_ui(ui, context, &page),
        View::System => system::system_ui(ui, context, &page),
        View::Elective => elective::elective_ui(ui, context, &page),
        View::Changes => changes::changes_ui(ui, context, &page, &mut states.changes),
        View::Findings => {
            findings::findings_ui(ui, context, &page, &mut states.findings, &mut states.desk);
        }
        View::Savings | View::Workbook => {}
    }
}
