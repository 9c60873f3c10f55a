//! Who handed in what: each workbook of the plan and what became of it, and the bodies that are missing.

use super::link::{column, text_cell};
use super::{Align, Row, Table, TableCell, Tone};
use crate::assessment::Assessment;
use crate::plan::{Absent, Return, Standing};
use crate::wording::counted;

/// `None` for a plan of one workbook.
pub(super) fn returns(assessment: &Assessment) -> Option<Table> {
    let case = &assessment.case;
    if case.returns.len() < 2 {
        return None;
    }
    let counted_in = case
        .returns
        .iter()
        .filter(|one| one.standing == Standing::Counted)
        .count();
    let mut title = format!(
        "{} make this plan",
        counted(counted_in, "workbook", "workbooks")
    );
    if counted_in == 1 {
        "One workbook makes this plan".clone_into(&mut title);
    }
    if !case.absent.is_empty() {
        let missing = counted(case.absent.len(), "is missing", "are missing");
        title = format!("{title}, {missing}");
    }
    let mut rows: Vec<Row> = case.absent.iter().map(absent_row).collect();
    rows.extend(case.returns.iter().map(return_row));
    Some(Table {
        title,
        subtitle: "a missing plan is never taken as nil".to_owned(),
        columns: vec![
            column("Body", Align::Left, 2.2),
            column("Workbook", Align::Left, 2.2),
            column("What became of it", Align::Left, 1.8),
            column("Why", Align::Left, 3.0),
        ],
        rows,
    })
}

fn return_row(one: &Return) -> Row {
    let body = one
        .body
        .as_ref()
        .map_or_else(|| "not named".to_owned(), |body| body.name.clone());
    Row {
        cells: vec![
            text_cell(body),
            text_cell(&*one.workbook),
            text_cell(one.standing.label()),
            text_cell(one.why.clone()),
        ],
        strong: false,
    }
}

fn absent_row(absent: &Absent) -> Row {
    let why = if absent.row_left_empty {
        "its row holds no position; the sums are without it"
    } else if absent.figures_from_another {
        "named in the plan; its position comes from another body's workbook"
    } else {
        "named in the plan; the sums are without it"
    };
    Row {
        cells: vec![
            TableCell {
                text: absent.body.name.clone(),
                cells: absent.named_at.clone().into(),
                ..TableCell::default()
            },
            text_cell("–"),
            TableCell {
                text: "missing".to_owned(),
                tone: Tone::Adverse,
                ..TableCell::default()
            },
            text_cell(why),
        ],
        strong: true,
    }
}
