//! From what the plan declares to what is behind it, step by step, and the organisations' own plans.

use super::ViewContext;
use crate::app::widgets::Picks;
use crate::app::widgets::page::page_ui;
use crate::report::Page;
use egui::Ui;

pub fn position_ui(ui: &mut Ui, context: &ViewContext<'_>, page: &Page) {
    let mut picks = Picks::live();
    page_ui(ui, &mut picks, page);
    context.follow(&mut picks);
}
