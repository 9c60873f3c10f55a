//! All bodies and all years in one table.

use super::heading;
use crate::analysis::{YearOfPlan, result_of_year};
use crate::assessment::Assessment;
use crate::plan::{Money, Organisation, Sourced};
use crate::report::link::{column, optional_money_cell, text_cell};
use crate::report::{Align, Row, Table, TableCell, Tone, quote};
use crate::wording::{Quote, percent};

pub(super) fn share_cell(year: &YearOfPlan) -> TableCell {
    year.savings_share().map_or_else(
        || optional_money_cell(Quote::Millions, None),
        |share| TableCell {
            text: percent(share),
            tone: Tone::Muted,
            ..TableCell::default()
        },
    )
}

/// A column for each year of which the workbook gives results; `None` where it gives the plan's year only.
pub(super) fn table(assessment: &Assessment) -> Option<Table> {
    let plan = &assessment.case.plan;
    let position = plan.position.as_ref()?;
    let years = assessment.outlook.years.as_slice();
    if years.is_empty() {
        return None;
    }
    let quote = quote(assessment);
    let mut columns = vec![column("Organisation", Align::Left, 2.6)];
    let heads = years.iter().map(heading);
    columns.extend(heads.map(|head| column(&head, Align::Right, 1.1)));
    let members: Vec<&Organisation> = position
        .organisations
        .iter()
        .map(|own| &own.organisation)
        .collect();
    let mut rows: Vec<Row> = Vec::new();
    for body in members.iter().filter(|_| members.len() > 1) {
        let mut cells = vec![text_cell(body.name.clone())];
        cells.extend(years.iter().map(|year| {
            let result = result_of_year(plan, Some(body), year.offset);
            optional_money_cell(quote, result.as_ref())
        }));
        rows.push(Row {
            cells,
            strong: false,
        });
    }
    let line = |label: &str, of: &dyn Fn(&YearOfPlan) -> TableCell| {
        let mut cells = vec![text_cell(label)];
        cells.extend(years.iter().map(of));
        Row {
            cells,
            strong: label == WHOLE,
        }
    };
    let money = |own: &Option<Sourced<Money>>| optional_money_cell(quote, own.as_ref());
    rows.push(line(WHOLE, &|year| money(&year.result)));
    let more: [(&str, Of); 5] = [
        ("Underlying, as stated", |year| &year.underlying),
        ("Income and allocation", |year| &year.income),
        ("Costs", |year| &year.costs),
        ("Savings", |year| &year.savings),
        ("Savings with no scheme", |year| &year.unidentified),
    ];
    for (label, of) in more {
        // What only the plan's own year tells stands on the page already.
        if years
            .iter()
            .any(|year| year.offset != 0 && of(year).is_some())
        {
            rows.push(line(label, &|year| money(of(year))));
        }
    }
    let shared = |year: &YearOfPlan| year.offset != 0 && year.savings_share().is_some();
    if years.iter().any(shared) {
        rows.push(line("Savings as a share of income", &share_cell));
    }
    Some(Table {
        title: "Year by year".to_owned(),
        subtitle: format!(
            "Surplus or (deficit) and what makes it, as stated, {}",
            quote.unit()
        ),
        columns,
        rows,
    })
}

/// One of a year's figures.
type Of = fn(&YearOfPlan) -> &Option<Sourced<Money>>;

pub(super) const WHOLE: &str = "Whole plan";
