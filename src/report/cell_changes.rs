//! What stands otherwise cell by cell, as a page: the sheets in a line each, then the cells.

use super::cell_text::shown;
use super::link::{column, text_cell};
use super::{
    Align, Block, Figure, Page, PageId, Row, Table, TableCell, Tone, note, page, plan_label,
};
use crate::analysis::{CellChange, CellChangeKind, CellChanges, SheetChanges};
use crate::assessment::Assessment;
use crate::plan::Cells;
use crate::wording::{count, counted};
use crate::workbook::{CellRef, Value, Workbook};

/// Cells told one by one; all of them are in the saved list.
const CELLS: usize = 2_000;

/// Two workbooks and what stands otherwise in the later one.
#[derive(Debug, Clone, Copy)]
pub struct ComparedCells<'a> {
    pub changes: &'a CellChanges,
    pub before: &'a Workbook,
    pub now: &'a Workbook,
}

/// The page of the workbooks compared, pair by pair.
pub fn cell_changes(assessment: &Assessment, pairs: &[ComparedCells<'_>]) -> Page {
    let all: usize = pairs.iter().map(|pair| pair.changes.cells().count()).sum();
    let same = pairs.iter().all(|pair| pair.changes.is_empty());
    let title = match (same, all) {
        (true, _) => "Every cell is as it was".to_owned(),
        (_, 0) => "Rows, columns or sheets differ, no cell does".to_owned(),
        (_, many) => format!("{} not what it was", counted(many, "cell is", "cells are")),
    };
    let mut rows: Vec<Vec<Block>> = Vec::new();
    if same {
        rows.push(vec![note(
            "The workbooks hold the same values in the same places.",
        )]);
    }
    for ComparedCells {
        changes,
        before,
        now,
    } in pairs.iter().filter(|pair| !pair.changes.is_empty())
    {
        rows.push(vec![Block::Figures(figures(changes))]);
        rows.push(vec![Block::Table(sheets(changes))]);
        let own = changes.cells().count();
        if own > 0 {
            rows.push(vec![Block::Table(cells(changes, before, now, own))]);
        }
    }
    let named: Vec<String> = pairs
        .iter()
        .map(|pair| format!("{} against {}", pair.now.name, pair.before.name))
        .collect();
    page(
        assessment,
        PageId::CellChanges,
        title,
        format!("{}: {}", plan_label(assessment), named.join(", ")),
        rows,
    )
}

fn figures(changes: &CellChanges) -> Vec<Figure> {
    let figure = |label: &str, number: usize, detail: &str, adverse: bool| Figure {
        label: label.to_owned(),
        value: count(number as u64),
        tone: if adverse && number > 0 {
            Tone::Adverse
        } else {
            Tone::Neutral
        },
        detail: detail.to_owned(),
        link: None,
        scale: None,
    };
    let sum = |of: fn(&SheetChanges) -> usize| changes.sheets.iter().map(of).sum();
    vec![
        figure(
            "Values changed",
            changes.count(CellChangeKind::Value),
            "in rows and columns both have",
            false,
        ),
        figure(
            "Filled or emptied",
            changes.count(CellChangeKind::Filled) + changes.count(CellChangeKind::Emptied),
            "cells",
            false,
        ),
        figure(
            "Formulas typed over",
            changes.count(CellChangeKind::Typed),
            "a typed value stands where a formula stood",
            true,
        ),
        figure(
            "Rows put in",
            sum(|own| own.rows_added.len()),
            "matched around them",
            false,
        ),
        figure(
            "Rows taken out",
            sum(|own| own.rows_gone.len()),
            "matched around them",
            false,
        ),
    ]
}

fn sheets(changes: &CellChanges) -> Table {
    let number = |value: usize| TableCell {
        number: Some(value as f64),
        ..text_cell(count(value as u64))
    };
    let differs = |own: &SheetChanges| own.before != own.now;
    let itself = changes.sheets.iter().any(differs);
    let row = |own: &SheetChanges| {
        let name = own.now.as_deref().or(own.before.as_deref()).unwrap_or("");
        let what = match (&own.before, &own.now) {
            (None, _) => "added".to_owned(),
            (_, None) => "gone".to_owned(),
            (Some(was), Some(is)) if was != is => format!("was called {was}"),
            _ => String::new(),
        };
        let mut cells = vec![text_cell(name)];
        cells.extend(itself.then(|| text_cell(what)));
        cells.extend([
            number(own.cells.len()),
            number(own.rows_added.len()),
            number(own.rows_gone.len()),
            number(own.columns_added.len()),
            number(own.columns_gone.len()),
        ]);
        Row {
            cells,
            strong: false,
        }
    };
    let mut columns = vec![column("Sheet", Align::Left, 2.0)];
    columns.extend(itself.then(|| column("Sheet itself", Align::Left, 1.6)));
    columns.extend([
        column("Cells", Align::Right, 0.8),
        column("Rows added", Align::Right, 0.9),
        column("Rows gone", Align::Right, 0.9),
        column("Columns added", Align::Right, 0.9),
        column("Columns gone", Align::Right, 0.9),
    ]);
    Table {
        title: format!(
            "{} differ",
            counted(changes.sheets.len(), "sheet", "sheets")
        ),
        subtitle: "matched by name, else by what stands in them".to_owned(),
        columns,
        rows: changes.sheets.iter().map(row).collect(),
    }
}

fn cells(changes: &CellChanges, before: &Workbook, now: &Workbook, all: usize) -> Table {
    let row = |change: &CellChange| {
        let here: Cells = change.now.clone().into();
        let then: Cells = change.before.clone().into();
        let (was, is) = (value(before, &change.before), value(now, &change.now));
        let difference = match (was, is) {
            (Some(Value::Number(was)), Some(Value::Number(is))) => Some(is - was),
            _ => None,
        };
        let linked = |cells: &Cells, words: String| TableCell {
            cells: cells.clone(),
            ..text_cell(words)
        };
        Row {
            cells: vec![
                linked(&here, change.now.within_workbook()),
                linked(&then, change.before.within_workbook()),
                linked(&then, shown_at(before, &change.before)),
                linked(&here, shown_at(now, &change.now)),
                TableCell {
                    number: difference,
                    ..text_cell(difference.map_or_else(String::new, crate::wording::plain))
                },
                TableCell {
                    tone: if change.kind == CellChangeKind::Typed {
                        Tone::Adverse
                    } else {
                        Tone::Muted
                    },
                    ..text_cell(words(change.kind))
                },
            ],
            strong: false,
        }
    };
    let left = all.saturating_sub(CELLS);
    Table {
        title: if left > 0 {
            format!(
                "The first {} of {}",
                count(CELLS as u64),
                counted(all, "cell", "cells")
            )
        } else {
            counted(all, "cell", "cells")
        },
        subtitle: "in the order of the later workbook".to_owned(),
        columns: vec![
            column("Cell now", Align::Left, 1.4),
            column("Cell before", Align::Left, 1.4),
            column("Was", Align::Right, 1.6),
            column("Is", Align::Right, 1.6),
            column("Difference", Align::Right, 1.0),
            column("What", Align::Left, 1.6),
        ],
        rows: changes.cells().take(CELLS).map(row).collect(),
    }
}

fn words(kind: CellChangeKind) -> &'static str {
    match kind {
        CellChangeKind::Value => "changed",
        CellChangeKind::Filled => "filled",
        CellChangeKind::Emptied => "emptied",
        CellChangeKind::Typed => "formula typed over",
        CellChangeKind::Calculated => "formula put in",
    }
}

fn value<'w>(workbook: &'w Workbook, at: &CellRef) -> Option<Value<'w>> {
    let sheet = workbook
        .sheets
        .iter()
        .find(|sheet| sheet.address.sheet == at.sheet.sheet)?;
    sheet.cell(at.row, at.column).map(|cell| cell.value)
}

fn shown_at(workbook: &Workbook, at: &CellRef) -> String {
    workbook
        .sheets
        .iter()
        .find(|sheet| sheet.address.sheet == at.sheet.sheet)
        .and_then(|sheet| sheet.cell(at.row, at.column))
        .map_or_else(|| "empty".to_owned(), shown)
}
