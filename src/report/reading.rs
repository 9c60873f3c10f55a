//! The reading's own account: what each sheet was taken for, whether our totals are the sheet's, what was not understood.

use super::link::{column, link_text, money_cell, text_cell};
use super::returns::returns;
use super::{Align, Block, Page, PageId, Row, Table, TableCell, Tone, page, plan_label};
use crate::assessment::Assessment;
use crate::import::SheetCoverage;
use crate::plan::{StatedTotal, Unit};
use crate::wording::{Quote, counted, money, whole_percent};
use crate::workbook::Visibility;

/// One line on the reading itself, always on screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// "14 tables on 12 sheets"
    pub tables: String,
    /// "totals equal the sheet's own"
    pub totals: String,
    /// "£0.4m not understood"
    pub not_understood: String,
    /// Whether a total of the sheet differs from the sum of its parts.
    pub totals_differ: bool,
    /// Whether figures were set aside as not understood.
    pub gaps: bool,
}

pub fn reading_line(assessment: &Assessment) -> Reading {
    let coverage = &assessment.coverage;
    let tables = coverage.tables_read();
    let sheets = coverage
        .sheets
        .iter()
        .filter(|sheet| sheet.tables.iter().any(|table| table.lines > 0))
        .count();
    let stated = assessment.case.plan.stated_totals.len();
    let off = assessment
        .findings
        .iter()
        .filter(|finding| finding.about.id == "total-differs-from-parts")
        .flat_map(|finding| &finding.cells)
        .filter(|cell| is_stated(assessment, cell))
        .count();
    let pounds = coverage.pounds_not_understood();
    let gaps = coverage.not_understood.len();
    Reading {
        tables: format!(
            "{} read on {}",
            counted(tables, "table", "tables"),
            counted(sheets, "sheet", "sheets")
        ),
        totals: match (stated, off) {
            (0, _) => "no totals to compare with".to_owned(),
            (_, 0) => format!("{} equal to ours", counted(stated, "total", "totals")),
            (_, off) => format!(
                "{off} of {} not equal to ours",
                counted(stated, "total", "totals")
            ),
        },
        not_understood: match (gaps, pounds.is_zero()) {
            (0, _) => "no figures set aside".to_owned(),
            (_, false) => format!("{} not understood", money(pounds)),
            (gaps, true) => format!("{} not understood", counted(gaps, "part", "parts")),
        },
        totals_differ: off > 0,
        gaps: gaps > 0,
    }
}

/// Whether a total stands in this cell.
fn is_stated(assessment: &Assessment, cell: &crate::workbook::CellRef) -> bool {
    assessment
        .case
        .plan
        .stated_totals
        .iter()
        .any(|total| total.stated.cells.first() == Some(cell))
}

pub fn reading(assessment: &Assessment) -> Page {
    let line = reading_line(assessment);
    let mut rows: Vec<Vec<Block>> = returns(assessment)
        .map(|table| vec![Block::Table(table)])
        .into_iter()
        .collect();
    rows.push(vec![Block::Table(sheets(assessment))]);
    if !assessment.case.plan.stated_totals.is_empty() {
        rows.push(vec![Block::Table(totals(
            &assessment.case.plan.stated_totals,
        ))]);
    }
    if !assessment.coverage.not_understood.is_empty() {
        rows.push(vec![Block::Table(not_understood(assessment))]);
    }
    let title = format!("{}, {}", line.tables, line.not_understood);
    page(
        assessment,
        PageId::Reading,
        title,
        plan_label(assessment),
        rows,
    )
}

/// Where no plan was found: every sheet and what it was taken for, then what was not understood.
pub(super) fn no_plan(assessment: &Assessment) -> Vec<Vec<Block>> {
    let coverage = &assessment.coverage;
    let mut rows = Vec::new();
    if !coverage.sheets.is_empty() {
        rows.push(vec![Block::Table(sheets(assessment))]);
    }
    if !coverage.not_understood.is_empty() {
        rows.push(vec![Block::Table(not_understood(assessment))]);
    }
    rows
}

fn sheets(assessment: &Assessment) -> Table {
    let row = |sheet: &SheetCoverage| {
        let hidden = match sheet.visibility {
            Visibility::Visible => "",
            Visibility::Hidden => " (hidden)",
            Visibility::VeryHidden => " (very hidden)",
        };
        let file = if sheet.address.among_several {
            format!("{} › ", sheet.address.workbook)
        } else {
            String::new()
        };
        let lines: usize = sheet.tables.iter().map(|table| table.lines).sum();
        let least = sheet
            .tables
            .iter()
            .map(|table| table.confidence)
            .fold(1.0, f32::min);
        let confidence = if lines == 0 {
            String::new()
        } else {
            whole_percent(crate::plan::Share(
                rust_decimal::Decimal::try_from(least).unwrap_or_default(),
            ))
        };
        Row {
            cells: vec![
                text_cell(format!("{file}{}{hidden}", sheet.address.sheet)),
                text_cell(sheet.taken_for.clone()),
                text_cell(if lines == 0 {
                    String::new()
                } else {
                    lines.to_string()
                }),
                text_cell(confidence),
            ],
            strong: false,
        }
    };
    Table {
        title: "What each sheet was taken for".to_owned(),
        subtitle: "confidence of the least certain table".to_owned(),
        columns: vec![
            column("Sheet", Align::Left, 1.5),
            column("Taken for", Align::Left, 3.0),
            column("Lines", Align::Right, 0.6),
            column("Confidence", Align::Right, 0.8),
        ],
        rows: assessment.coverage.sheets.iter().map(row).collect(),
    }
}

fn totals(totals: &[StatedTotal]) -> Table {
    let quote = |unit: Unit| {
        if unit == Unit::Millions {
            Quote::Millions
        } else {
            Quote::Thousands
        }
    };
    let row = |total: &StatedTotal| {
        let quote = quote(total.unit);
        let difference = total.stated.clone() - total.recomputed.clone();
        Row {
            cells: vec![
                text_cell(total.label.clone()),
                money_cell(quote, &total.stated),
                money_cell(quote, &total.recomputed),
                TableCell {
                    cells: crate::plan::Cells::default(),
                    ..money_cell(quote, &difference)
                },
                text_cell(quote.unit()),
            ],
            strong: !difference.value.is_zero(),
        }
    };
    Table {
        title: "Totals recomputed".to_owned(),
        subtitle: "never believed".to_owned(),
        columns: vec![
            column("Total", Align::Left, 3.0),
            column("The sheet says", Align::Right, 1.0),
            column("Its parts add up to", Align::Right, 1.2),
            column("Difference", Align::Right, 0.9),
            column("Unit", Align::Left, 0.5),
        ],
        rows: totals.iter().map(row).collect(),
    }
}

fn not_understood(assessment: &Assessment) -> Table {
    let row = |gap: &crate::import::NotUnderstood| Row {
        cells: vec![
            TableCell {
                text: link_text(&gap.cells).unwrap_or_default(),
                cells: gap.cells.clone(),
                ..TableCell::default()
            },
            text_cell(gap.why.clone()),
            TableCell {
                text: gap.amount.map(money).unwrap_or_default(),
                number: gap.amount.map(crate::plan::Money::to_f64),
                tone: Tone::Neutral,
                cells: gap.cells.clone(),
                opens: None,
            },
        ],
        strong: false,
    };
    Table {
        title: "Not understood".to_owned(),
        subtitle: "listed, never dropped".to_owned(),
        columns: vec![
            column("Where", Align::Left, 1.0),
            column("Why", Align::Left, 3.0),
            column("Pounds", Align::Right, 0.8),
        ],
        rows: assessment.coverage.not_understood.iter().map(row).collect(),
    }
}
