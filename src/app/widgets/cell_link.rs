//! The way from a figure to its cells: says where they are on hover, goes there on click.

use super::{Picked, Picks};
use crate::app::theme::{Colors, Size, Weight, text};
use crate::report::Link;
use crate::wording::counted;
use crate::workbook::{CellRef, SheetAddress};
use egui::{Context, Id, Response, Ui};

/// How many cells a hover text names one by one.
const NAMED: usize = 6;

/// A link to cells; plain text where nothing can be followed.
pub fn cell_link_ui(ui: &mut Ui, picks: &mut Picks, link: &Link) {
    let colors = Colors::of(ui);
    if !picks.is_live() || link.cells.is_empty() {
        let words = text(
            ui,
            &link.text,
            Size::Small,
            Weight::Regular,
            colors.secondary,
        );
        ui.label(words);
        return;
    }
    let words = text(ui, &link.text, Size::Small, Weight::Regular, colors.accent).underline();
    let response = where_on_hover(ui.link(words), &link.cells);
    if response.clicked() {
        picks.pick(Picked::Cells(link.cells.clone()));
    }
    if response.has_focus() {
        set_at_hand(ui.ctx(), &link.cells);
    }
    response.context_menu(|ui| {
        if ui.button("Comment…").clicked() {
            picks.pick(Picked::Comment(link.cells.to_vec()));
            ui.close();
        }
        if ui.button("Show cells").clicked() {
            picks.pick(Picked::Cells(link.cells.clone()));
            ui.close();
        }
    });
}

fn at_hand() -> Id {
    Id::unique("cells at hand")
}

fn set_at_hand(ctx: &Context, cells: &[CellRef]) {
    ctx.data_mut(|data| data.insert_temp(at_hand(), cells.to_vec()));
}

/// The cells of the link that has the cursor, for a key that is not the link's own.
pub fn take_at_hand(ctx: &Context) -> Option<Vec<CellRef>> {
    ctx.data_mut(|data| data.remove_temp::<Vec<CellRef>>(at_hand()))
}

/// Names the cells of anything that has some.
pub fn where_on_hover(response: Response, cells: &[CellRef]) -> Response {
    if cells.is_empty() {
        return response;
    }
    response.on_hover_ui(|ui| {
        ui.set_max_width(420.0);
        ui.label(where_from(cells));
    })
}

/// `plan.xlsx › Savings › G14, G15`: one line a sheet, shortened where there are many cells.
pub fn where_from(cells: &[CellRef]) -> String {
    let mut lines: Vec<(&SheetAddress, Vec<String>)> = Vec::new();
    for cell in cells.iter().take(NAMED) {
        match lines.last_mut() {
            Some((sheet, names)) if **sheet == *cell.sheet => names.push(cell.a1()),
            _ => lines.push((&cell.sheet, vec![cell.a1()])),
        }
    }
    let more = cells.len().saturating_sub(NAMED);
    let mut text: Vec<String> = lines
        .into_iter()
        .map(|(sheet, names)| {
            let names = names.join(", ");
            format!("{} › {} › {names}", sheet.workbook, sheet.sheet)
        })
        .collect();
    if more > 0 {
        text.push(format!("and {}", counted(more, "more cell", "more cells")));
    }
    text.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    #[test]
    fn a_place_is_named_by_file_sheet_and_cell() {
        let sheet = Arc::new(SheetAddress::new("plan.xlsx", "CIP plan"));
        let cells: Vec<CellRef> = (0..8)
            .map(|row| CellRef::new(Arc::clone(&sheet), row, 6))
            .collect();
        assert_eq!(where_from(&cells[..1]), "plan.xlsx › CIP plan › G1");
        assert_eq!(
            where_from(&cells),
            "plan.xlsx › CIP plan › G1, G2, G3, G4, G5, G6\nand 2 more cells"
        );
    }
}
