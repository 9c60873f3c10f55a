//! The review's account of itself: sources, what each sheet was taken for; what was not understood.

use super::{addresses, pounds};
use crate::assessment::Assessment;
use crate::import::{Class, Coverage, TableCoverage, Tally};
use crate::workbook::{Visibility, column_name};
use serde::Serialize;

#[derive(Debug, Serialize)]
pub(super) struct SourceJson {
    file: String,
    sha256: String,
    sheets: Vec<SheetJson>,
    /// What could not be read in the file; the rest was.
    notes: Vec<NoteJson>,
}

#[derive(Debug, Serialize)]
struct SheetJson {
    name: String,
    visibility: &'static str,
    /// Null where the reading says nothing of the sheet.
    taken_for: Option<String>,
}

#[derive(Debug, Serialize)]
struct NoteJson {
    message: String,
    cell: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct CoverageJson {
    tables_read: usize,
    tables: Vec<TableJson>,
    not_understood: Vec<GapJson>,
    amount_not_understood: String,
    /// What every number of the visible sheets was counted as; the parts add up to `all`.
    numbers: NumbersJson,
}

#[derive(Debug, Serialize)]
struct NumbersJson {
    all: usize,
    used: usize,
    totals: usize,
    repeats: usize,
    headings: usize,
    not_part_of_the_plan: usize,
    not_understood: usize,
}

#[derive(Debug, Serialize)]
struct TableJson {
    file: String,
    sheet: String,
    area: String,
    kind: &'static str,
    unit: &'static str,
    confidence: f32,
    evidence: Vec<String>,
    columns: Vec<ColumnJson>,
    lines: usize,
}

#[derive(Debug, Serialize)]
struct ColumnJson {
    column: String,
    header: String,
    meaning: String,
}

#[derive(Debug, Serialize)]
struct GapJson {
    cells: Vec<String>,
    why: String,
    amount: Option<String>,
}

pub(super) fn sources(assessment: &Assessment) -> Vec<SourceJson> {
    assessment
        .workbooks
        .iter()
        .map(|workbook| SourceJson {
            file: workbook.name.to_string(),
            sha256: workbook.fingerprint.clone(),
            sheets: workbook
                .sheets
                .iter()
                .map(|sheet| SheetJson {
                    name: sheet.name().to_owned(),
                    visibility: match sheet.visibility {
                        Visibility::Visible => "visible",
                        Visibility::Hidden => "hidden",
                        Visibility::VeryHidden => "very hidden",
                    },
                    taken_for: assessment
                        .coverage
                        .sheets
                        .iter()
                        .find(|read| read.address == sheet.address)
                        .map(|read| read.taken_for.clone()),
                })
                .collect(),
            notes: workbook
                .notes
                .iter()
                .map(|note| NoteJson {
                    message: note.message.clone(),
                    cell: note.cell.as_ref().map(ToString::to_string),
                })
                .collect(),
        })
        .collect()
}

pub(super) fn coverage(coverage: &Coverage) -> CoverageJson {
    CoverageJson {
        tables_read: coverage.tables_read(),
        tables: coverage
            .sheets
            .iter()
            .flat_map(|sheet| {
                let table =
                    |table| table_json(&sheet.address.workbook, &sheet.address.sheet, table);
                sheet.tables.iter().map(table)
            })
            .collect(),
        not_understood: coverage
            .not_understood
            .iter()
            .map(|gap| GapJson {
                cells: addresses(&gap.cells),
                why: gap.why.clone(),
                amount: gap.amount.map(pounds),
            })
            .collect(),
        amount_not_understood: pounds(coverage.pounds_not_understood()),
        numbers: numbers(&coverage.numbers()),
    }
}

fn numbers(tally: &Tally) -> NumbersJson {
    NumbersJson {
        all: tally.sum(),
        used: tally.of(Class::Used),
        totals: tally.of(Class::Total),
        repeats: tally.of(Class::Repeat),
        headings: tally.of(Class::Heading),
        not_part_of_the_plan: tally.of(Class::Elsewhere),
        not_understood: tally.of(Class::NotUnderstood),
    }
}

fn table_json(file: &str, sheet: &str, table: &TableCoverage) -> TableJson {
    TableJson {
        file: file.to_owned(),
        sheet: sheet.to_owned(),
        area: table.area.to_string(),
        kind: table.kind.label(),
        unit: table.unit.label(),
        confidence: table.confidence,
        evidence: table.evidence.clone(),
        columns: table
            .columns
            .iter()
            .map(|column| ColumnJson {
                column: column_name(column.column),
                header: column.header.clone(),
                meaning: column.meaning.clone(),
            })
            .collect(),
        lines: table.lines,
    }
}
