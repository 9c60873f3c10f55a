//! Whether the long waits land by their deadlines.

use super::ViewContext;
use super::made::Made;
use crate::app::widgets::Picks;
use crate::app::widgets::page::page_ui;
use crate::report::{self, Page};
use egui::Ui;

/// A history of many bodies is not put into charts again in each frame.
#[derive(Default)]
pub struct ElectiveState {
    page: Made<Page>,
}

pub fn elective_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut ElectiveState) {
    let page = state.page.of(context.assessment, report::elective);
    let mut picks = Picks::live();
    page_ui(ui, &mut picks, &page);
    context.follow(&mut picks);
}
