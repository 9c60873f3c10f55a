//! A column for each year, from the plan's own to the last, and the table twin.

use super::heading;
use super::table::share_cell;
use super::title::title;
use crate::analysis::YearOfPlan;
use crate::assessment::Assessment;
use crate::plan::{Money, Sourced};
use crate::report::difference::Comparable;
use crate::report::link::{column, optional_money_cell, text_cell};
use crate::report::{Align, Chart, ChartKind, Fill, Row, Table, WaterfallStep, YAxis, quote};
use crate::wording::{Quote, percent};

/// A column for each year whose result is stated; `None` unless the plan's year and a later one are.
pub(super) fn chart(assessment: &Assessment) -> Option<Chart> {
    let quote = quote(assessment);
    let years = &assessment.outlook.years;
    let told: Vec<(&YearOfPlan, &Sourced<Money>)> = years
        .iter()
        .filter_map(|year| Some((year, year.result.as_ref()?)))
        .collect();
    let of_plan = told.iter().position(|(year, _)| year.offset == 0)?;
    let ahead = told.get(of_plan..).filter(|ahead| ahead.len() > 1)?;
    let steps: Vec<WaterfallStep> = told
        .iter()
        .map(|(year, result)| step(year, result, quote))
        .collect();
    let levels = || steps.iter().map(|step| step.to);
    let (low, high) = (levels().fold(0.0, f64::min), levels().fold(0.0, f64::max));
    let bars = told
        .iter()
        .map(|(year, result)| (heading(year), (*result).clone()));
    let comparable = Comparable::new("years", bars).showing(of_plan, told.len() - 1);
    Some(Chart {
        title: title(ahead, quote),
        subtitle: format!("Surplus or (deficit) by year as stated, {}", quote.unit()),
        alt: alt(&told, quote),
        kind: ChartKind::Waterfall {
            steps,
            y: YAxis::fitting(low, high, |value| quote.tick(value)),
        },
        comparable: Some(Box::new(comparable)),
        twin: twin(years, quote),
    })
}

fn step(year: &YearOfPlan, result: &Sourced<Money>, quote: Quote) -> WaterfallStep {
    WaterfallStep {
        label: heading(year),
        from: 0.0,
        to: quote.drawn(result.value),
        fill: Fill::Total,
        text: quote.bare(result.value),
        hover: format!("{}: {}", heading(year), quote.sentence(result.value)),
        cells: result.cells.clone(),
        parts: Vec::new(),
    }
}

fn alt(told: &[(&YearOfPlan, &Sourced<Money>)], quote: Quote) -> String {
    let said: Vec<String> = told
        .iter()
        .map(|(year, result)| {
            let savings = year.savings.as_ref().map_or_else(String::new, |savings| {
                let share = year.savings_share().map_or_else(String::new, |share| {
                    format!(", {} of income", percent(share))
                });
                let open = year
                    .unidentified
                    .as_ref()
                    .filter(|own| !own.value.is_zero());
                let open = open.map_or_else(String::new, |own| {
                    format!(", {} of them with no scheme", quote.sentence(own.value))
                });
                format!(", savings {}{share}{open}", quote.sentence(savings.value))
            });
            format!(
                "{} {}{savings}",
                heading(year),
                quote.sentence(result.value)
            )
        })
        .collect();
    format!(
        "Columns of surplus or deficit by year. {}.",
        said.join("; ")
    )
}

/// A row for each year; a column that no year states is left out.
fn twin(years: &[YearOfPlan], quote: Quote) -> Table {
    let ahead = years
        .iter()
        .any(|year| year.offset != 0 && year.unidentified.is_some());
    let row = |year: &YearOfPlan| {
        let money = |own: &Option<Sourced<Money>>| optional_money_cell(quote, own.as_ref());
        Row {
            cells: vec![
                text_cell(heading(year)),
                money(&year.result),
                money(&year.underlying),
                money(&year.income),
                money(&year.costs),
                money(&year.savings),
                share_cell(year),
                // What only the plan's own year tells stands on the page already.
                money(if ahead { &year.unidentified } else { &None }),
            ],
            strong: year.offset == 0,
        }
    };
    Table {
        title: "Year by year".to_owned(),
        subtitle: format!("As stated, {}", quote.unit()),
        columns: vec![
            column("Year", Align::Left, 1.5),
            column("Surplus or (deficit)", Align::Right, 1.2),
            column("Underlying", Align::Right, 1.0),
            column("Income and allocation", Align::Right, 1.6),
            column("Costs", Align::Right, 1.0),
            column("Savings", Align::Right, 1.0),
            column("of income", Align::Right, 0.8),
            column("No scheme", Align::Right, 1.0),
        ],
        rows: years.iter().map(row).collect(),
    }
    .without_empty_columns()
}
