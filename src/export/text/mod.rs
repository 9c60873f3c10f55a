//! The review as text for a terminal: the finding first, then what it rests on, the questions worth asking, and how far
//! the reading got. Carries colour codes; whoever writes it out strips them where nobody would see colour.

mod blocks;
mod evaluation;
mod explain;
mod layout;
mod questions;
mod review;
mod waits;

pub use evaluation::evaluation_text;

use crate::assessment::Assessment;
use crate::finding::{Explanation, Stake};
use crate::policy::Policy;
use crate::report::{Page, Row, Table, explanation_sections, overview, position};
use crate::wording::{counted, money};
use crate::workbook::{CellRef, ranges};
use layout::{Fact, Section, Sheet, Style};

/// All plans, one after the other.
pub fn review_text(assessments: &[Assessment]) -> String {
    let mut sheet = Sheet::default();
    for (index, assessment) in assessments.iter().enumerate() {
        if index > 0 {
            sheet.blank();
            sheet.blank();
        }
        plan_text(&mut sheet, assessment);
    }
    sheet.into_text()
}

/// Many plans: what they come to, then each in a line.
pub fn plans_text(page: &Page, table: &Table) -> String {
    let mut sheet = Sheet::default();
    sheet.line(Style::Bold, &page.title);
    if !page.subtitle.is_empty() {
        sheet.line(Style::Muted, &page.subtitle);
    }
    blocks::figures(&mut sheet, page);
    // The names and the money fit a terminal; what is beside them is in the list as values.
    let shown = Table {
        columns: table.columns.iter().take(PLAN_COLUMNS).cloned().collect(),
        rows: table
            .rows
            .iter()
            .map(|row| Row {
                cells: row.cells.iter().take(PLAN_COLUMNS).cloned().collect(),
                strong: row.strong,
            })
            .collect(),
        ..table.clone()
    };
    blocks::table(&mut sheet, &table.title, &shown);
    sheet.into_text()
}

/// Columns of the list of plans that a terminal has room for.
const PLAN_COLUMNS: usize = 5;

/// What one rule looks for, why it matters and what it is judged by.
pub fn explanation_text(about: &Explanation, policy: &Policy) -> String {
    let mut sheet = Sheet::default();
    sheet.line(Style::Bold, about.title);
    let id = format!("{}, {}", about.id, about.severity.label());
    sheet.line(Style::Muted, &id);
    let asked = ("What to ask in the room", about.question.to_owned());
    let sections = explanation_sections(about, policy);
    for (title, text) in sections.into_iter().chain([asked]) {
        sheet.blank();
        sheet.line(Style::Bold, title);
        for line in text.lines() {
            sheet.line(Style::Plain, line);
        }
    }
    sheet.into_text()
}

/// Every rule in one line.
pub fn explanations_text(all: &[&Explanation]) -> String {
    let mut sheet = Sheet::default();
    sheet.section(&Section {
        title: "Rules",
        rows: all
            .iter()
            .map(|about| Fact {
                label: about.id.to_owned(),
                value: about.severity.label().to_owned(),
                detail: about.summary.to_owned(),
                style: Style::Plain,
            })
            .collect(),
    });
    sheet.into_text()
}

fn plan_text(sheet: &mut Sheet, assessment: &Assessment) {
    let plan = &assessment.case.plan;
    let first = overview(assessment);
    if let Some(mark) = first.mark {
        sheet.line(Style::Adverse, mark);
    }
    sheet.line(Style::Bold, &first.title);
    sheet.line(Style::Muted, &first.source);
    blocks::figures(sheet, &first);
    if plan.position.is_some() {
        let own = position(assessment);
        blocks::figures(sheet, &own);
        blocks::tables(sheet, &own);
    }
    if !plan.is_empty() {
        blocks::tables(sheet, &first);
    }
    waits::waits(sheet, assessment);
    if !plan.is_empty() || !assessment.findings.is_empty() {
        questions::questions(sheet, assessment);
        explain::to_explain(sheet, assessment);
        review::settled(sheet, &assessment.settled);
        checks(sheet, assessment);
    }
    for entry in assessment.policy.changed() {
        let (value, default) = (entry.value.join(", "), entry.default.join(", "));
        let line = format!("Judged by {} {value}; the default is {default}", entry.name);
        sheet.paragraph(0, Style::Muted, &line);
    }
    reading(sheet, assessment);
}

fn checks(sheet: &mut Sheet, assessment: &Assessment) {
    let names = |about: &&Explanation| about.title.to_lowercase();
    if !assessment.passed.is_empty() {
        let passed: Vec<String> = assessment.passed.iter().map(names).collect();
        sheet.blank();
        sheet.line(Style::Bold, "Checked and not found");
        sheet.paragraph(2, Style::Muted, &passed.join("; "));
    }
    if !assessment.not_checked.is_empty() {
        sheet.blank();
        sheet.line(Style::Bold, "Could not be checked");
    }
    for (missing, checks) in assessment.not_checked_by_missing() {
        let names: Vec<&str> = checks.iter().map(|about| about.title).collect();
        let line = format!("without {missing}: {}", names.join("; ").to_lowercase());
        sheet.paragraph(2, Style::Muted, &line);
    }
}

/// The first cells by address, neighbours as a range, the others by number.
fn cells(cells: &[CellRef]) -> String {
    const SHOWN: usize = 3;
    let ranges = ranges(cells);
    let more: usize = ranges.iter().skip(SHOWN).map(|range| range.count).sum();
    let names: Vec<String> = ranges.iter().take(SHOWN).map(ToString::to_string).collect();
    let first = names.join(", ");
    if more == 0 {
        first
    } else {
        format!("{first} and {more} more")
    }
}

fn stake(stake: Stake) -> String {
    match stake {
        Stake::Pathways(_) => format!("{} pathways", stake.in_words()),
        Stake::Money(_) | Stake::Percent(_) => stake.in_words(),
    }
}

fn reading(sheet: &mut Sheet, assessment: &Assessment) {
    let coverage = &assessment.coverage;
    sheet.blank();
    let tables = counted(coverage.tables_read(), "table", "tables");
    let sheets = counted(coverage.sheets.len(), "sheet", "sheets");
    let gaps = coverage.not_understood.len();
    let unread = match (gaps, coverage.pounds_not_understood()) {
        (0, _) => "nothing left over that looks like part of a plan".to_owned(),
        (n, pounds) if pounds.is_zero() => {
            format!("{} not understood", counted(n, "place", "places"))
        }
        (n, pounds) => format!(
            "{} in {} not understood",
            money(pounds),
            counted(n, "place", "places")
        ),
    };
    sheet.line(
        Style::Muted,
        &format!("Reading: {tables} on {sheets}; {unread}"),
    );
    for gap in &coverage.not_understood {
        sheet.paragraph(
            4,
            Style::Muted,
            &format!("{} {}", cells(&gap.cells), gap.why),
        );
    }
    for note in assessment.workbooks.iter().flat_map(|book| &book.notes) {
        sheet.paragraph(4, Style::Muted, &note.message);
    }
}

#[cfg(test)]
mod tests;
