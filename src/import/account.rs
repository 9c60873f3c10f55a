//! The reading's own account: every sheet, every table, what each column was taken for, and what was left.

use super::coverage::{
    ColumnMeaning, Coverage, NotUnderstood, SheetCoverage, TableCoverage, TableKind,
};
use super::header::{Basis, Role};
use super::kind::Kind;
use super::page::{Found, Page};
use super::published;
use super::table::Column;
use crate::plan::Unit;
use crate::workbook::{Sheet, Visibility, Workbook};

pub(super) fn coverage(
    workbooks: &[Workbook],
    pages: &[Page<'_>],
    found: &[Found<'_, '_>],
    not_understood: Vec<NotUnderstood>,
) -> Coverage {
    let sheets = workbooks
        .iter()
        .flat_map(|workbook| &workbook.sheets)
        .map(|sheet| {
            let mut tables: Vec<TableCoverage> = found
                .iter()
                .filter(|found| {
                    pages
                        .get(found.page)
                        .is_some_and(|page| page.grid.sheet.address == sheet.address)
                })
                .map(table)
                .collect();
            tables.extend(published_table(sheet));
            SheetCoverage {
                address: sheet.address.clone(),
                visibility: sheet.visibility,
                taken_for: taken_for(sheet, &tables),
                tables,
            }
        })
        .collect();
    Coverage {
        sheets,
        not_understood,
    }
}

/// A published table, or the part of one that is not added in.
fn published_table(sheet: &Sheet) -> Option<TableCoverage> {
    if sheet.visibility != Visibility::Visible {
        return None;
    }
    let layout = published::layout(sheet)?;
    let part = layout.is_part(sheet);
    let header = layout.header_row();
    let rows = sheet.rows.range(header + 1..).count();
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

fn table(found: &Found<'_, '_>) -> TableCoverage {
    let table = &found.table;
    let kind = match (found.verdict.kind, &found.repeat_of) {
        (_, Some(_)) => TableKind::Repeat,
        (Kind::Savings, None) if found.savings.is_some() => TableKind::Savings,
        (Kind::Position, None) => TableKind::Position,
        (Kind::Elective, None) => TableKind::Elective,
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
                meaning: meaning(found, column),
            })
            .collect(),
        lines: found.taken,
    }
}

fn confidence(score: u32) -> f32 {
    f32::from(u8::try_from(score.min(10)).unwrap_or(10)) / 10.0
}

fn meaning(found: &Found<'_, '_>, column: &Column) -> String {
    if let Some(read) = &found.savings {
        if read.value_columns().contains(&column.index) {
            return "in-year plan value".to_owned();
        }
        let phased = read
            .columns
            .months
            .iter()
            .position(|month| *month == Some(column.index));
        if let Some(month) = phased {
            let how = if read.columns.cumulative {
                "month {} (cumulative)"
            } else {
                "month {}"
            };
            return how.replace("{}", &(month + 1).to_string());
        }
        if let Some(quarter) = read
            .columns
            .quarters
            .iter()
            .position(|quarter| *quarter == Some(column.index))
        {
            return format!("quarter {}", quarter + 1);
        }
        if read.columns.full_year_effect == Some(column.index) {
            return "full year effect".to_owned();
        }
        if read.columns.plan_to_date == Some(column.index) {
            return "plan to date".to_owned();
        }
        if read.columns.actual == Some(column.index) {
            return "actual to date".to_owned();
        }
        if read.columns.forecast == Some(column.index) {
            return "forecast".to_owned();
        }
    }
    if found.verdict.kind == Kind::Other {
        return "not used".to_owned();
    }
    by_role(column, found.savings.is_some())
}

fn by_role(column: &Column, savings: bool) -> String {
    let meaning = match column.role {
        Some(Role::Reference) => "reference",
        Some(Role::Name) => "name",
        Some(Role::Line) => "label",
        Some(Role::Organisation) => "organisation",
        Some(Role::OrganisationCode) => "organisation code",
        Some(Role::Division) => "division",
        Some(Role::Workstream | Role::Category) => "category",
        Some(Role::Recurrence) => "recurrence",
        Some(Role::Identified) => "whether identified",
        Some(Role::Status) => "status",
        Some(Role::Risk) => "risk",
        Some(Role::Owner) => "owner",
        Some(Role::Start) => "start",
        Some(Role::Measure) => "measure",
        Some(Role::Basis) => "plan or actual",
        Some(Role::Month) => "month",
        Some(Role::Specialty) => "specialty",
        Some(Role::Value) if !savings => match column.facets.basis {
            Some(Basis::Actual) => "actual",
            Some(Basis::Forecast) => "forecast",
            Some(Basis::Variance | Basis::Aside) => "not used",
            _ => "plan",
        },
        _ => "not used",
    };
    meaning.to_owned()
}
