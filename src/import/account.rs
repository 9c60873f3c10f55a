//! The reading's own account: every sheet, every table, what each column was taken for, and what was left.

use super::column_meaning;
use super::coverage::{ColumnMeaning, Coverage, SheetCoverage, TableCoverage, TableKind};
use super::kind::Kind;
use super::ledger::{Ledger, TableNumbers};
use super::page::{Found, Page};
use super::published::{self, Layout, Returns};
use super::tally::Tally;
use crate::plan::{Money, Unit};
use crate::review::KindRead;
use crate::workbook::{Sheet, Visibility, Workbook};

pub(super) fn coverage(
    workbooks: &[Workbook],
    returns: &Returns,
    pages: &[Page<'_>],
    found: &[Found<'_, '_>],
    ledger: &Ledger,
) -> Coverage {
    let sheets = workbooks
        .iter()
        .flat_map(|workbook| &workbook.sheets)
        .enumerate()
        .map(|(at, sheet)| {
            let numbers = ledger.sheets.get(at).cloned().unwrap_or_default();
            let mut tables: Vec<TableCoverage> = found
                .iter()
                .zip(&ledger.tables)
                .filter(|(found, _)| {
                    pages
                        .get(found.page)
                        .is_some_and(|page| page.grid.sheet.address == sheet.address)
                })
                .map(|(found, numbers)| table(found, numbers))
                .collect();
            if let Some(layout) = returns.layout(sheet) {
                tables.extend(published_table(sheet, layout, numbers.tally));
            }
            SheetCoverage {
                address: sheet.address.clone(),
                visibility: sheet.visibility,
                taken_for: taken_for(sheet, &tables),
                tables,
                numbers,
            }
        })
        .collect();
    Coverage {
        sheets,
        ..Coverage::default()
    }
}

/// A published table, or the part of one that is not added in.
fn published_table(sheet: &Sheet, layout: &Layout, numbers: Tally) -> Option<TableCoverage> {
    let part = layout.is_part(sheet);
    let header = layout.header_row();
    let rows = sheet.row_numbers().filter(|row| *row > header).count();
    Some(TableCoverage {
        kind: if part {
            TableKind::Other
        } else {
            TableKind::PublishedWaits
        },
        area: layout.area(sheet)?,
        header_rows: Some((header, header)),
        unit: Unit::default(),
        confidence: 1.0,
        evidence: vec![if part {
            "a part of what other sheets hold, such as pathways with a decision to admit, and not added to them".to_owned()
        } else {
            layout.evidence().to_owned()
        }],
        columns: Vec::new(),
        lines: if part { 0 } else { rows },
        mark: published::mark(sheet, layout),
        numbers,
        set_aside: Money::ZERO,
        corrected: Vec::new(),
        reads_across: false,
    })
}

fn taken_for(sheet: &Sheet, tables: &[TableCoverage]) -> String {
    match sheet.visibility {
        Visibility::Hidden => return "left out: hidden".to_owned(),
        Visibility::VeryHidden => {
            return "left out: hidden so that Excel's menus cannot show it".to_owned();
        }
        Visibility::Visible => {}
    }
    let mut kinds: Vec<TableKind> = tables
        .iter()
        .map(|table| table.kind)
        .filter(|kind| *kind != TableKind::Other)
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    if kinds.is_empty() {
        return "no plan data".to_owned();
    }
    kinds
        .iter()
        .map(|kind| kind.label())
        .collect::<Vec<_>>()
        .join(", ")
}

fn table(found: &Found<'_, '_>, numbers: &TableNumbers) -> TableCoverage {
    let table = &found.table;
    let kind = match (found.verdict.kind, &found.repeat_of) {
        (_, Some(_)) => TableKind::Repeat,
        _ if !found.lines_from.is_empty() => TableKind::Savings,
        (Kind::Savings, None) => TableKind::Savings,
        (Kind::Position, None) => TableKind::Position,
        (Kind::Elective, None) => TableKind::Elective,
        _ if found.fixed.kind == Some(KindRead::Published) => TableKind::PublishedWaits,
        _ if found.around > 0 => TableKind::Around,
        _ if found.measured > 0 => TableKind::Measures,
        _ => TableKind::Other,
    };
    let mut evidence = found.verdict.evidence.clone();
    evidence.extend(found.repeat_of.clone());
    let header = &table.region.header;
    let (first, last) = (header.first().copied(), header.last().copied());
    let unit = table.region.rows.iter().find_map(|row| {
        table
            .columns
            .iter()
            .filter(|column| column.is_value())
            .find(|column| table.grid.number(*row, column.index).is_some())
            .map(|column| table.unit_of(*row, column.index))
    });
    TableCoverage {
        kind,
        area: table.region.area(table.grid),
        header_rows: first.zip(last),
        unit: unit.unwrap_or_default(),
        confidence: confidence(found.verdict.score),
        evidence,
        columns: table
            .columns
            .iter()
            .map(|column| ColumnMeaning {
                column: column.index,
                header: column.facets.text.clone(),
                numbers: column.numbers,
                taken_for: column_meaning::of(found, column),
                meaning: column_meaning::in_words(found, column),
            })
            .collect(),
        lines: found.taken + found.measured + found.around,
        numbers: numbers.tally,
        set_aside: numbers.set_aside,
        mark: Some(found.fixed.mark.clone()),
        corrected: found.fixed.applied.clone(),
        reads_across: table.grid.reads_across(),
    }
}

fn confidence(score: u32) -> f32 {
    f32::from(u8::try_from(score.min(10)).unwrap_or(10)) / 10.0
}
