//! What stands otherwise, cell by cell; rows and columns put in or taken out in a line each.

use super::{Lines, text};
use crate::analysis::{CellChange, CellChangeKind};
use crate::assessment::Names;
use crate::report::{ComparedCells, cell_stored};
use crate::workbook::{CellRef, Workbook, column_name};

/// What stands otherwise, cell by cell; rows and columns put in or taken out in a line each.
pub fn cell_changes(pairs: &[ComparedCells<'_>], names: &Names) -> String {
    let mut lines = Lines::head(&[
        "Sheet",
        "What",
        "Cell before",
        "Cell now",
        "Before",
        "Now",
        "File before",
        "File now",
    ]);
    for pair in pairs {
        of_pair(pair, names, &mut lines);
    }
    lines.0
}

fn of_pair(pair: &ComparedCells<'_>, names: &Names, lines: &mut Lines) {
    let ComparedCells {
        changes,
        before,
        now,
    } = *pair;
    let blank = String::new;
    let files = || [text(&before.name), text(&now.name)];
    for sheet in &changes.sheets {
        let name = sheet
            .now
            .as_deref()
            .or(sheet.before.as_deref())
            .unwrap_or("");
        let mut tell = |what: String| {
            let [was, is] = files();
            lines.add(&[
                text(name),
                text(&what),
                blank(),
                blank(),
                blank(),
                blank(),
                was,
                is,
            ]);
        };
        match (&sheet.before, &sheet.now) {
            (None, _) => tell("sheet added".to_owned()),
            (_, None) => tell("sheet gone".to_owned()),
            (Some(was), Some(is)) if was != is => tell(format!("sheet was called {was}")),
            _ => {}
        }
        for (what, rows) in [
            ("row added", &sheet.rows_added),
            ("row gone", &sheet.rows_gone),
        ] {
            for row in rows {
                tell(format!("{what}: {}", row + 1));
            }
        }
        for (what, columns) in [
            ("column added", &sheet.columns_added),
            ("column gone", &sheet.columns_gone),
        ] {
            for column in columns {
                tell(format!("{what}: {}", column_name(*column)));
            }
        }
        for change in &sheet.cells {
            let [was, is] = files();
            lines.add(&[
                text(name),
                text(kind_in_words(change)),
                text(&change.before.within_workbook()),
                text(&change.now.within_workbook()),
                value(names, before, &change.before),
                value(names, now, &change.now),
                was,
                is,
            ]);
        }
    }
}

fn kind_in_words(change: &CellChange) -> &'static str {
    match change.kind {
        CellChangeKind::Value => "changed",
        CellChangeKind::Filled => "filled",
        CellChangeKind::Emptied => "emptied",
        CellChangeKind::Typed => "formula replaced by a typed value",
        CellChangeKind::Calculated => "typed value replaced by a formula",
    }
}

/// As stored, before any format of the sheet.
fn value(names: &Names, workbook: &Workbook, at: &CellRef) -> String {
    workbook
        .sheets
        .iter()
        .find(|sheet| sheet.address.sheet == at.sheet.sheet)
        .and_then(|sheet| sheet.cell(at.row, at.column))
        .map_or_else(String::new, |cell| text(&names.whole(&cell_stored(cell))))
}
