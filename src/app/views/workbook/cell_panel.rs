//! The selected cell: what it shows and stores, which figures it feeds, and, of a total, what it comes to when it is
//! added up again.

use super::WorkbookState;
use super::choice::small_ui;
use super::precedents::precedents;
use crate::app::command::Command;
use crate::app::theme::{Colors, Size, Weight, px, text};
use crate::app::views::ViewContext;
use crate::app::widgets::Picks;
use crate::app::widgets::cell_link::cell_link_ui;
use crate::import::{Class, SheetCoverage, TableKind};
use crate::report::{Link, feeds, recomputed};
use crate::report::{
    cell_notes_to_all, cell_shown as shown, cell_shown_to_all, cell_stored as stored,
};
use crate::wording::counted;
use crate::workbook::{CellRef, Sheet};
use egui::{Label, Ui};

/// Figures listed before the rest is counted.
const LISTED: usize = 8;

pub fn cell_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    picks: &mut Picks,
    sheet: &Sheet,
    coverage: Option<&SheetCoverage>,
    at: &CellRef,
    state: &mut WorkbookState,
) {
    let color = Colors::of(ui).text;
    let title = text(ui, at.to_string(), Size::Title, Weight::Bold, color);
    ui.add(Label::new(title).wrap());
    ui.add_space(px(ui, 4.0));
    for (by, words) in
        cell_notes_to_all(&context.assessment.names, sheet.notes_on(at.row, at.column))
    {
        line_ui(ui, &by, words);
    }
    comments_ui(ui, context, at);
    let Some(cell) = sheet.cell(at.row, at.column) else {
        line_ui(ui, "Value", "empty");
        return;
    };
    let to_all = cell_shown_to_all(&context.assessment.names, cell);
    line_ui(ui, "Shown as", to_all);
    if stored(cell) != shown(cell) {
        line_ui(ui, "Stored value", stored(cell));
    }
    let class = coverage.and_then(|coverage| coverage.numbers.class(at.row, at.column));
    if let Some(class) = class {
        class_ui(ui, coverage, class, at);
    }
    feeds_ui(ui, context, picks, at, state);
    totals_ui(ui, context, picks, at);
    match sheet.formula(at.row, at.column) {
        Some(formula) => {
            line_ui(
                ui,
                "Formula, as stored; not calculated here",
                format!("={}", context.assessment.names.text(formula)),
            );
            let cells = precedents(context.assessment, sheet, formula);
            if !cells.is_empty() {
                let words = counted(cells.len(), "cell it reads", "cells it reads");
                link_ui(ui, picks, &words, &cells);
            }
        }
        None => line_ui(ui, "Typed", "no formula behind it"),
    }
    if let Some(format) = &cell.format {
        line_ui(ui, "Number format", format.to_string());
    }
    findings_ui(ui, context, at);
    ui.add_space(px(ui, 8.0));
}

fn line_ui(ui: &mut Ui, label: &str, words: impl Into<String>) {
    let colors = Colors::of(ui);
    let label = text(ui, label, Size::Small, Weight::Regular, colors.secondary);
    ui.label(label);
    let words = text(ui, words, Size::Body, Weight::Regular, colors.text);
    ui.add(Label::new(words).wrap().selectable(true));
    ui.add_space(px(ui, 4.0));
}

fn link_ui(ui: &mut Ui, picks: &mut Picks, words: &str, cells: &[CellRef]) {
    let link = Link {
        text: words.to_owned(),
        cells: cells.to_vec().into(),
    };
    cell_link_ui(ui, picks, &link);
}

fn class_ui(ui: &mut Ui, coverage: Option<&SheetCoverage>, class: Class, at: &CellRef) {
    let table = coverage
        .iter()
        .flat_map(|coverage| &coverage.tables)
        .find(|table| table.area.contains(at.row, at.column));
    let words = match (class, table) {
        (Class::Elsewhere, Some(table)) if table.kind == TableKind::Other => {
            format!("{}, like its table", class.label())
        }
        _ => class.label().to_owned(),
    };
    line_ui(ui, "Counted as", words);
}

/// What was noted on the cell, and the way to note more.
fn comments_ui(ui: &mut Ui, context: &ViewContext<'_>, at: &CellRef) {
    for one in &context.assessment.settled.comments {
        if one.cells.as_ref().is_some_and(|cells| cells.contains(at)) {
            let names = &context.assessment.names;
            let by = names.signed(&one.note.by).to_string();
            line_ui(ui, &by, names.text(&one.note.text));
        }
    }
    if ui.small_button("Comment on this cell…").clicked() {
        context.send(Command::CommentOn(vec![at.clone()]));
    }
    ui.add_space(px(ui, 4.0));
}

fn feeds_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    picks: &mut Picks,
    at: &CellRef,
    state: &mut WorkbookState,
) {
    let known = state.fed.take().filter(|(cell, _)| cell == at);
    let (cell, fed) = known.unwrap_or_else(|| (at.clone(), feeds(context.assessment, at)));
    if !fed.is_empty() {
        let color = Colors::of(ui).secondary;
        let words = text(ui, "Feeds", Size::Small, Weight::Regular, color);
        ui.label(words);
        for feed in fed.iter().take(LISTED) {
            link_ui(
                ui,
                picks,
                &context.assessment.names.text(&feed.text),
                &feed.cells,
            );
        }
        if fed.len() > LISTED {
            small_ui(ui, format!("and {} more", fed.len() - LISTED));
        }
        ui.add_space(px(ui, 4.0));
    }
    state.fed = Some((cell, fed));
}

/// A total as it stands, beside our own sum of its parts.
fn totals_ui(ui: &mut Ui, context: &ViewContext<'_>, picks: &mut Picks, at: &CellRef) {
    for total in recomputed(context.assessment, at) {
        let colors = Colors::of(ui);
        line_ui(
            ui,
            &context
                .assessment
                .names
                .text(&format!("Total “{}”", total.label)),
            format!("stated {}, recomputed {}", total.stated, total.recomputed),
        );
        let (sign, color) = if total.equal {
            ("●", colors.text)
        } else {
            ("▼", colors.adverse)
        };
        let words = format!("{sign} {}", total.verdict);
        let words = text(ui, words, Size::Body, Weight::SemiBold, color);
        ui.add(Label::new(words).wrap());
        let parts = counted(total.parts.len(), "cell added up", "cells added up");
        link_ui(ui, picks, &parts, &total.parts);
        ui.add_space(px(ui, 4.0));
    }
}

fn findings_ui(ui: &mut Ui, context: &ViewContext<'_>, at: &CellRef) {
    for (index, finding) in context.assessment.findings.iter().enumerate() {
        if !finding.cells.contains(at) {
            continue;
        }
        let words = text(
            ui,
            format!("▼ {}", finding.about.title),
            Size::Body,
            Weight::SemiBold,
            Colors::of(ui).adverse,
        );
        if ui
            .link(words)
            .on_hover_text(context.assessment.names.text(&finding.message))
            .clicked()
        {
            context.send(Command::ShowFinding(index));
        }
    }
}
