//! The plan's year beside the year before and the years after.

use super::link::{column, money_cell, optional_money_cell, text_cell};
use super::{Align, Row, Table, quote};
use crate::assessment::Assessment;
use crate::plan::{FinancialYear, ItemKind, Money, Organisation, Plan, Sourced, When};
use std::collections::BTreeSet;

/// "2022/23 outturn", "2023/24 plan".
fn heading(plan: &Plan, offset: i8) -> String {
    let kind = match offset {
        ..0 => "outturn",
        0 => "plan",
        _ => "later plan",
    };
    let named = match (&plan.year, offset) {
        (Some(year), _) => {
            let start = i32::from(year.value.0) + i32::from(offset);
            let year = u16::try_from(start).map(FinancialYear);
            year.map_or_else(|_| String::new(), |year| year.to_string())
        }
        (None, -1) => "The year before".to_owned(),
        (None, 0) => "This year".to_owned(),
        (None, many) => format!("{many:+} years"),
    };
    format!("{named} {kind}")
}

/// A body's result of a year, or that of the whole plan.
fn result(plan: &Plan, body: Option<&Organisation>, offset: i8) -> Option<Sourced<Money>> {
    let position = plan.position.as_ref()?;
    if offset == 0 {
        return match body {
            Some(body) => position
                .organisations
                .iter()
                .find(|own| own.organisation == *body)
                .map(|own| own.surplus.clone()),
            None => position.declared.clone(),
        };
    }
    let years = &plan.around.other_years;
    years
        .iter()
        .find(|year| year.offset == offset && year.organisation.as_ref() == body)
        .map(|year| year.surplus.clone())
}

/// A column for each year of which the workbook gives results; `None` where it gives the plan's year only.
pub(super) fn table(assessment: &Assessment) -> Option<Table> {
    let plan = &assessment.case.plan;
    let position = plan.position.as_ref()?;
    let offsets: BTreeSet<i8> = plan
        .around
        .other_years
        .iter()
        .map(|year| year.offset)
        .chain([0])
        .collect();
    if offsets.len() < 2 {
        return None;
    }
    let quote = quote(assessment);
    let mut columns = vec![column("Organisation", Align::Left, 2.6)];
    columns.extend(
        offsets
            .iter()
            .map(|offset| column(&heading(plan, *offset), Align::Right, 1.1)),
    );
    let members: Vec<&Organisation> = position
        .organisations
        .iter()
        .map(|own| &own.organisation)
        .collect();
    let mut rows: Vec<Row> = Vec::new();
    for body in members.iter().filter(|_| members.len() > 1) {
        let mut cells = vec![text_cell(body.name.clone())];
        cells.extend(
            offsets.iter().map(|offset| {
                optional_money_cell(quote, result(plan, Some(body), *offset).as_ref())
            }),
        );
        rows.push(Row {
            cells,
            strong: false,
        });
    }
    let mut cells = vec![text_cell("Whole plan")];
    cells.extend(offsets.iter().map(|offset| {
        let whole =
            result(plan, None, *offset).or_else(|| plan.around.other_year(*offset, &members));
        optional_money_cell(quote, whole.as_ref())
    }));
    rows.push(Row {
        cells,
        strong: true,
    });
    // Underlying positions by year, where the workbook states them.
    let underlying = |offset: i8| {
        plan.around
            .total_at(ItemKind::Underlying, When::Year(offset))
    };
    if offsets.iter().any(|offset| underlying(*offset).is_some()) {
        let mut cells = vec![text_cell("Underlying, as stated")];
        cells.extend(offsets.iter().map(|offset| {
            underlying(*offset).map_or_else(
                || optional_money_cell(quote, None),
                |value| money_cell(quote, &value),
            )
        }));
        rows.push(Row {
            cells,
            strong: false,
        });
    }
    Some(Table {
        title: "Year by year".to_owned(),
        subtitle: format!("Surplus or (deficit), {}", quote.unit()),
        columns,
        rows,
    })
}
