//! The elective page as text: its figures and remarks, what each chart says, and its tables as far as they are short.

use super::blocks;
use super::layout::{Sheet, Style};
use crate::assessment::Assessment;
use crate::report::{Block, Page, Table, elective};
use crate::wording::counted;

/// A longer table is left to the window and the list of values.
const ROWS_MAX: usize = 30;

pub(super) fn waits(sheet: &mut Sheet, assessment: &Assessment) {
    let plan = &assessment.case.plan;
    if plan.elective.is_none() && plan.published.is_empty() && plan.measures.is_empty() {
        return;
    }
    let page = elective(assessment);
    sheet.blank();
    sheet.line(Style::Bold, &page.title);
    sheet.line(Style::Muted, &page.subtitle);
    blocks::figures(sheet, &page);
    said(sheet, &page);
    for block in page.rows.iter().flatten() {
        if let Block::Table(table) = block {
            shown(sheet, table);
        }
    }
}

/// The finding of each chart, the page's own title left out.
fn said(sheet: &mut Sheet, page: &Page) {
    let titles: Vec<&str> = page
        .rows
        .iter()
        .flatten()
        .filter_map(|block| match block {
            Block::Chart(chart) => Some(chart.title.as_str()),
            _ => None,
        })
        .filter(|title| !title.is_empty() && *title != page.title)
        .collect();
    if !titles.is_empty() {
        sheet.blank();
    }
    for title in titles {
        sheet.paragraph(2, Style::Plain, title);
    }
}

fn shown(sheet: &mut Sheet, table: &Table) {
    let left = table.rows.len().saturating_sub(ROWS_MAX);
    if left == 0 {
        blocks::table(sheet, &table.title, table);
        return;
    }
    let first = Table {
        rows: table.rows.iter().take(ROWS_MAX).cloned().collect(),
        ..table.clone()
    };
    blocks::table(sheet, &table.title, &first);
    let more = format!("and {} in the window", counted(left, "more", "more"));
    sheet.paragraph(2, Style::Muted, &more);
}
