//! Beside the grid: the selected cell, what its table was taken for and why, and what was not understood.

use super::WorkbookState;
use super::cell_text::{shown, stored};
use crate::app::command::Command;
use crate::app::theme::{Colors, Size, Weight, px, text};
use crate::app::views::ViewContext;
use crate::app::widgets::Picks;
use crate::app::widgets::block::heading_ui;
use crate::app::widgets::cell_link::cell_link_ui;
use crate::app::widgets::page::beside_bar;
use crate::import::{SheetCoverage, TableCoverage, TableKind};
use crate::plan::Unit;
use crate::report::{Link, link_text};
use crate::wording::{counted, money};
use crate::workbook::{Area, CellRef, Sheet, column_name};
use egui::{CollapsingHeader, Label, Rect, ScrollArea, Sense, Ui, vec2};

pub fn aside_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    sheet: &Sheet,
    coverage: Option<&SheetCoverage>,
    state: &mut WorkbookState,
) {
    let area = ScrollArea::vertical().auto_shrink(false);
    area.content_margin(beside_bar()).show(ui, |ui| {
        let mut picks = Picks::live();
        let selected = state
            .selected
            .clone()
            .filter(|cell| cell.sheet == sheet.address);
        if let Some(cell) = &selected {
            cell_ui(ui, context, sheet, cell);
        }
        arrived_ui(ui, context);
        let tables = coverage.map_or(&[][..], |coverage| coverage.tables.as_slice());
        sheet_ui(ui, sheet, coverage);
        let holds = |area: &Area| {
            selected
                .as_ref()
                .is_some_and(|cell| area.contains(cell.row, cell.column))
        };
        for table in tables {
            table_ui(ui, &mut picks, sheet, table, holds(&table.area));
        }
        gaps_ui(ui, context, &mut picks);
        context.follow(&mut picks);
    });
}

fn line_ui(ui: &mut Ui, label: &str, words: impl Into<String>) {
    let colors = Colors::of(ui);
    let label = text(ui, label, Size::Small, Weight::Regular, colors.secondary);
    ui.label(label);
    let words = text(ui, words, Size::Body, Weight::Regular, colors.text);
    ui.add(Label::new(words).wrap().selectable(true));
    ui.add_space(px(ui, 4.0));
}

fn cell_ui(ui: &mut Ui, context: &ViewContext<'_>, sheet: &Sheet, at: &CellRef) {
    let title = text(
        ui,
        at.to_string(),
        Size::Title,
        Weight::Bold,
        Colors::of(ui).text,
    );
    ui.add(Label::new(title).wrap());
    ui.add_space(px(ui, 4.0));
    let Some(cell) = sheet.cell(at.row, at.column) else {
        line_ui(ui, "Value", "empty");
        return;
    };
    line_ui(ui, "Shown as", shown(cell));
    if stored(cell) != shown(cell) {
        line_ui(ui, "Stored value", stored(cell));
    }
    match &cell.formula {
        Some(formula) => line_ui(
            ui,
            "Formula, as stored; not calculated here",
            format!("={formula}"),
        ),
        None => line_ui(ui, "Typed", "no formula behind it"),
    }
    if let Some(format) = &cell.format {
        line_ui(ui, "Number format", format.to_string());
    }
    let findings: Vec<usize> = context
        .assessment
        .findings
        .iter()
        .enumerate()
        .filter(|(_, finding)| finding.cells.contains(at))
        .map(|(index, _)| index)
        .collect();
    for index in findings {
        let Some(finding) = context.assessment.findings.get(index) else {
            continue;
        };
        let words = text(
            ui,
            format!("▼ {}", finding.about.title),
            Size::Body,
            Weight::SemiBold,
            Colors::of(ui).adverse,
        );
        if ui.link(words).on_hover_text(&finding.message).clicked() {
            context.send(Command::ShowFinding(index));
        }
    }
    for one in &context.assessment.settled.comments {
        if one.cells.as_ref().is_some_and(|cells| cells.contains(at)) {
            line_ui(ui, &one.note.by.to_string(), &one.note.text);
        }
    }
    if ui.small_button("Comment on this cell…").clicked() {
        context.send(Command::CommentOn(vec![at.clone()]));
    }
    ui.add_space(px(ui, 8.0));
}

/// Where a figure has many cells, they are counted, so that none is overlooked off screen.
fn arrived_ui(ui: &mut Ui, context: &ViewContext<'_>) {
    let cells = &context.place.cells;
    if cells.len() < 2 {
        return;
    }
    let colors = Colors::of(ui);
    let words = format!("{} cells behind this figure are marked", cells.len());
    ui.label(text(
        ui,
        words,
        Size::Small,
        Weight::SemiBold,
        colors.adverse,
    ));
    ui.add_space(px(ui, 8.0));
}

fn sheet_ui(ui: &mut Ui, sheet: &Sheet, coverage: Option<&SheetCoverage>) {
    let taken = coverage.map_or("not looked at", |coverage| coverage.taken_for.as_str());
    heading_ui(
        ui,
        &format!("Sheet “{}”", sheet.name()),
        &format!("Taken for: {taken}"),
    );
    ui.add_space(px(ui, 6.0));
}

fn table_ui(ui: &mut Ui, picks: &mut Picks, sheet: &Sheet, table: &TableCoverage, here: bool) {
    let colors = Colors::of(ui);
    ui.horizontal_wrapped(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(px(ui, 14.0), px(ui, 14.0)), Sense::hover());
        paint_swatch(ui, rect, table);
        let label = text(
            ui,
            table.kind.label(),
            Size::Body,
            Weight::SemiBold,
            colors.text,
        );
        ui.label(label);
        let link = Link {
            text: table.area.to_string(),
            cells: vec![sheet.at(table.area.first_row, table.area.first_column)],
        };
        cell_link_ui(ui, picks, &link);
    });
    let small = |ui: &mut Ui, words: String| {
        let words = text(ui, words, Size::Small, Weight::Regular, colors.secondary);
        ui.add(Label::new(words).wrap());
    };
    let sure = match table.confidence {
        sure if sure >= 0.8 => "Read with confidence",
        sure if sure >= 0.5 => "Probably read rightly",
        _ => "Unsure: please check",
    };
    let lines = counted(table.lines, "line", "lines");
    small(
        ui,
        match table.kind {
            // Pathways have no unit of money.
            TableKind::Elective | TableKind::PublishedWaits => format!("{sure}, {lines}"),
            _ => format!("{sure}, in {}, {lines}", unit(table.unit)),
        },
    );
    for reason in &table.evidence {
        small(ui, format!("– {reason}"));
    }
    let id = (table.area.first_row, table.area.first_column);
    if !table.columns.is_empty() {
        let title = text(
            ui,
            format!("{} columns and their meanings", table.columns.len()),
            Size::Small,
            Weight::Regular,
            colors.text,
        );
        CollapsingHeader::new(title)
            .id_salt(("columns", id))
            .default_open(here)
            .show(ui, |ui| {
                for column in &table.columns {
                    let name = column_name(column.column);
                    small(
                        ui,
                        format!("{name}  {} → {}", column.header, column.meaning),
                    );
                }
            });
    }
    ui.add_space(px(ui, 10.0));
}

fn unit(unit: Unit) -> &'static str {
    unit.label()
}

fn paint_swatch(ui: &Ui, rect: Rect, table: &TableCoverage) {
    let colors = Colors::of(ui);
    ui.painter().rect(
        rect,
        2.0,
        colors.table(table.kind),
        egui::Stroke::new(1.0, colors.faint),
        egui::StrokeKind::Inside,
    );
}

/// Everything that looked as if it belonged to the plan and could not be read, on whatever sheet.
fn gaps_ui(ui: &mut Ui, context: &ViewContext<'_>, picks: &mut Picks) {
    let assessment = context.assessment;
    let gaps = &assessment.coverage.not_understood;
    let notes: Vec<_> = assessment
        .workbooks
        .iter()
        .flat_map(|workbook| &workbook.notes)
        .collect();
    heading_ui(ui, "Not understood", "");
    let colors = Colors::of(ui);
    let small = |ui: &mut Ui, words: String| {
        let words = text(ui, words, Size::Small, Weight::Regular, colors.text);
        ui.add(Label::new(words).wrap());
    };
    if gaps.is_empty() && notes.is_empty() {
        small(ui, "Nothing was left over.".to_owned());
    }
    for gap in gaps {
        let amount = gap
            .amount
            .map_or_else(String::new, |amount| format!("{}: ", money(amount)));
        small(ui, format!("{amount}{}", gap.why));
        link_ui(ui, picks, &gap.cells);
    }
    for note in notes {
        small(ui, note.message.clone());
        link_ui(ui, picks, note.cell.as_slice());
    }
}

fn link_ui(ui: &mut Ui, picks: &mut Picks, cells: &[CellRef]) {
    if let Some(words) = link_text(cells) {
        let link = Link {
            text: words,
            cells: cells.to_vec(),
        };
        cell_link_ui(ui, picks, &link);
    }
    ui.add_space(px(ui, 6.0));
}
