//! The notes on the cells of a sheet in a list: one on a cell far from all figures would be seen by nobody.

use super::choice::small_ui;
use super::grid_notes::beginning;
use crate::app::theme::{Colors, Size, Weight, px, text};
use crate::app::views::ViewContext;
use crate::app::widgets::Picks;
use crate::app::widgets::cell_link::cell_link_ui;
use crate::report::Link;
use crate::wording::counted;
use crate::workbook::Sheet;
use egui::{CollapsingHeader, Ui};

/// Notes listed before the rest is counted.
const LISTED: usize = 60;
/// Signs of a note in the list.
const SIGNS: usize = 120;

pub fn sheet_notes_ui(ui: &mut Ui, context: &ViewContext<'_>, picks: &mut Picks, sheet: &Sheet) {
    if sheet.notes.is_empty() {
        return;
    }
    let title = counted(sheet.notes.len(), "note on its cells", "notes on its cells");
    let color = Colors::of(ui).text;
    let title = text(ui, title, Size::Small, Weight::SemiBold, color);
    CollapsingHeader::new(title)
        .id_salt(("notes", &sheet.address))
        .show(ui, |ui| {
            for note in sheet.notes.iter().take(LISTED) {
                let at = sheet.at(note.row, note.column);
                let words = note.text.split_whitespace().collect::<Vec<_>>().join(" ");
                let words = context.assessment.names.text(&words);
                let link = Link {
                    text: format!("{}: {}", at.a1(), beginning(&words, SIGNS)),
                    cells: vec![at].into(),
                };
                cell_link_ui(ui, picks, &link);
            }
            if let Some(more) = sheet
                .notes
                .len()
                .checked_sub(LISTED)
                .filter(|more| *more > 0)
            {
                small_ui(ui, format!("and {}", counted(more, "more", "more")));
            }
        });
    ui.add_space(px(ui, 8.0));
}
