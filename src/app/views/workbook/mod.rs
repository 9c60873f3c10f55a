//! Where every figure comes from: the sheets as they stand, what was made of them, and what was not understood.

mod aside;
mod cell_panel;
mod changes;
mod choice;
mod gaps;
mod grid;
mod grid_marks;
mod grid_notes;
mod grid_place;
mod precedents;
mod sheet_notes;
mod table_columns;
mod table_panel;
mod table_shape;
mod tabs;
mod where_to_look;

use super::ViewContext;
use crate::app::theme::{Colors, px};
use crate::import::SheetCoverage;
use crate::report::Feed;
use crate::workbook::{Area, CellRef, Sheet, SheetAddress, place_from_a1};
use egui::{CentralPanel, Frame, Margin, Panel, Ui};
use std::collections::HashMap;
use std::sync::Arc;

/// What the panel beside the sheet shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
enum Shown {
    #[default]
    Sheet,
    AllSheets,
    NotUnderstood,
    Changes,
}

/// What the reader chose here.
#[derive(Default)]
pub struct WorkbookState {
    sheet: Option<Arc<SheetAddress>>,
    selected: Option<CellRef>,
    /// The other corner of what is selected, where it is more than a cell.
    corner: Option<CellRef>,
    shown: Shown,
    /// Position in the list of what was not understood.
    gap: Option<usize>,
    typed: table_shape::Typed,
    /// What the selected cell feeds, so that it is not looked for in every frame.
    fed: Option<(CellRef, Vec<Feed>)>,
    /// The cells last arrived at, to notice the next arrival.
    arrived: Vec<CellRef>,
    /// To be brought into view.
    scroll_to: Option<CellRef>,
    widths: HashMap<Arc<SheetAddress>, grid_place::Columns>,
}

impl WorkbookState {
    /// The file was read again: what was measured of it no longer holds.
    pub fn forget(&mut self) {
        self.widths.clear();
        self.fed = None;
        self.typed = table_shape::Typed::default();
    }

    fn arrive(&mut self, cells: &[CellRef]) {
        if cells == self.arrived.as_slice() {
            return;
        }
        self.arrived = cells.to_vec();
        if let Some(first) = cells.first() {
            self.select(first.clone());
            self.scroll_to = Some(first.clone());
        }
    }

    fn select(&mut self, cell: CellRef) {
        self.sheet = Some(Arc::clone(&cell.sheet));
        self.selected = Some(cell);
        self.corner = None;
        self.shown = Shown::Sheet;
    }

    /// Selects everything between the selected cell and this one.
    fn extend_to(&mut self, cell: CellRef) {
        match &self.selected {
            Some(selected) if selected.sheet == cell.sheet => self.corner = Some(cell),
            _ => self.select(cell),
        }
    }

    /// What is selected, if it is more than one cell.
    fn selected_area(&self) -> Option<Area> {
        let (one, other) = (self.selected.as_ref()?, self.corner.as_ref()?);
        let area = Area {
            first_row: one.row.min(other.row),
            first_column: one.column.min(other.column),
            last_row: one.row.max(other.row),
            last_column: one.column.max(other.column),
        };
        (one != other).then_some(area)
    }

    /// Brings a cell into view once, without leaving the list it was chosen from.
    fn jump_to(&mut self, cell: &CellRef) {
        if self.selected.as_ref() != Some(cell) {
            let shown = self.shown;
            self.select(cell.clone());
            self.shown = shown;
            self.scroll_to = Some(cell.clone());
        }
    }
}

pub fn workbook_ui(ui: &mut Ui, context: &ViewContext<'_>, state: &mut WorkbookState) {
    state.arrive(&context.place.cells);
    let assessment = context.assessment;
    let sheets: Vec<&Sheet> = assessment
        .workbooks
        .iter()
        .flat_map(|workbook| &workbook.sheets)
        .collect();
    let current = state
        .sheet
        .as_ref()
        .and_then(|address| sheets.iter().find(|sheet| sheet.address == *address))
        .or_else(|| first_with_tables(context, &sheets))
        .or_else(|| sheets.first())
        .copied();
    let Some(sheet) = current else {
        ui.label("There is no workbook behind this plan.");
        return;
    };
    // What is corrected here must not lead elsewhere.
    state.sheet = Some(Arc::clone(&sheet.address));
    let coverage = assessment
        .coverage
        .sheets
        .iter()
        .find(|coverage| coverage.address == sheet.address);
    tabs::tabs_ui(ui, context, &sheets, sheet, state);
    let colors = Colors::of(ui);
    let card = Frame::new()
        .fill(colors.card)
        .stroke(egui::Stroke::new(1.0, colors.border));
    let width = (ui.available_width() * 0.3).clamp(px(ui, 250.0), px(ui, 380.0));
    Panel::right("aside")
        .exact_size(width)
        .resizable(false)
        .show_separator_line(false)
        .frame(card.inner_margin(Margin::same(14)))
        .show(ui, |ui| {
            aside::aside_ui(ui, context, sheet, coverage, state);
        });
    CentralPanel::default()
        .frame(Frame::new().inner_margin(Margin {
            right: 12,
            ..Margin::ZERO
        }))
        .show(ui, |ui| {
            card.show(ui, |ui| {
                let marks = &context.place.cells;
                grid::grid_ui(ui, context, sheet, coverage, marks, state);
            });
        });
}

fn first_with_tables<'s>(
    context: &ViewContext<'_>,
    sheets: &'s [&'s Sheet],
) -> Option<&'s &'s Sheet> {
    let known: Option<&SheetCoverage> = context
        .assessment
        .coverage
        .sheets
        .iter()
        .find(|coverage| coverage.tables.iter().any(|table| table.lines > 0));
    let known = known?;
    sheets.iter().find(|sheet| sheet.address == known.address)
}

/// The cell named by text such as `Savings!B14`, `'CIP plan'!G14`, `'[Plan v2.xlsx]CIP'!G14` or, on the sheet shown, `B14`.
/// Without a file, the sheet of that name in the workbook on screen comes before others.
pub fn cell_named(text: &str, sheets: &[&Sheet], here: Option<&Sheet>) -> Option<CellRef> {
    let text = text.trim();
    let (sheet, a1) = match text.rsplit_once('!') {
        Some((name, a1)) => {
            let name = name.trim_matches('\'').replace("''", "'");
            let (file, name) = match name.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
                Some((file, name)) => (Some(file.to_owned()), name.to_owned()),
                None => (None, name),
            };
            let file = file.or_else(|| Some(here?.address.workbook.to_string()));
            let mut named = sheets
                .iter()
                .filter(|sheet| sheet.name().eq_ignore_ascii_case(&name));
            let first = named.clone().next()?;
            let of_file = named.find(|sheet| {
                file.as_ref()
                    .is_some_and(|file| sheet.address.workbook.eq_ignore_ascii_case(file))
            });
            (*of_file.unwrap_or(first), a1)
        }
        None => (here?, text),
    };
    let (row, column) = place_from_a1(a1)?;
    Some(sheet.at(row, column))
}

impl WorkbookState {
    /// The cell the reader chose.
    pub fn selected(&self) -> Option<&CellRef> {
        self.selected.as_ref()
    }

    /// The sheet on screen, for addresses without one.
    pub fn sheet(&self) -> Option<&Arc<SheetAddress>> {
        self.sheet.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::Visibility;

    fn sheet(name: &str) -> Sheet {
        let address = SheetAddress::new("plan.xlsx", name);
        Sheet::new(Arc::new(address), Visibility::Visible)
    }

    #[test]
    fn a_cell_is_found_by_what_the_reader_types() {
        let (one, other) = (sheet("Savings"), sheet("CIP plan"));
        let sheets = [&one, &other];
        let named = |text| cell_named(text, &sheets, Some(&one)).map(|cell| cell.to_string());
        assert_eq!(named("savings!b14").as_deref(), Some("Savings!B14"));
        assert_eq!(named("'CIP plan'!$G$14").as_deref(), Some("'CIP plan'!G14"));
        assert_eq!(named("AB7").as_deref(), Some("Savings!AB7"));
        for wrong in ["Nowhere!B1", "14", "B", "B0", "", "!", "ABCD1", "é1"] {
            assert_eq!(named(wrong), None, "{wrong}");
        }
    }
}
