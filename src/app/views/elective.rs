//! Whether the long waits land by their deadlines.

use super::ViewContext;
use crate::app::widgets::Picks;
use crate::app::widgets::page::page_ui;
use crate::report::Page;
use egui::Ui;

pub fn elective_ui(ui: &mut Ui, context: &ViewContext<'_>, page: &Page) {
    let mut picks = Picks::live();
    page_ui(ui, &mut picks, page);
    context.follow(&mut picks);
}
