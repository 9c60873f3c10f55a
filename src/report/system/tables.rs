//! What the system spends, whom its bodies pay, where the money goes, and what became of the bodies it merged.

use super::league::share_cell;
use crate::analysis::{Flow, Merger, Sectors, SystemColumn, SystemSpend, system_spend};
use crate::assessment::Assessment;
use crate::plan::{Cells, Money, Share, Sourced};
use crate::report::link::{column, money_cell, optional_money_cell, text_cell};
use crate::report::{Align, Row, Table, TableCell, Tone};
use crate::wording::{Quote, percent};

/// Board net expenditure plus provider expenditure less provider income.
pub(super) fn spend_table(assessment: &Assessment, quote: Quote) -> Option<Table> {
    let plan = &assessment.case.plan;
    let columns = [
        (SystemColumn::Plan, "Plan"),
        (SystemColumn::PlanToDate, "Plan to date"),
        (SystemColumn::ActualToDate, "Actual to date"),
        (SystemColumn::Forecast, "Forecast"),
    ];
    let told: Vec<(&str, SystemSpend)> = columns
        .into_iter()
        .filter_map(|(column, label)| Some((label, system_spend(plan, column)?)))
        .collect();
    let (_, first) = told.first()?;
    // A body by itself is no system.
    if first.boards.cells.is_empty() || first.provider_income.cells.is_empty() {
        return None;
    }
    let mut heads = vec![column("Net expenditure", Align::Left, 2.4)];
    heads.extend(
        told.iter()
            .map(|(label, _)| column(label, Align::Right, 1.0)),
    );
    let row = |label: &str, part: &dyn Fn(&SystemSpend) -> Sourced<Money>, strong: bool| {
        let mut cells = vec![text_cell(label)];
        cells.extend(
            told.iter()
                .map(|(_, spend)| money_cell(quote, &part(spend))),
        );
        Row { cells, strong }
    };
    let without = if first.without.is_empty() {
        String::new()
    } else {
        let names: Vec<&str> = first.without.iter().map(|own| own.name.as_str()).collect();
        format!(
            "; without {}, of which no account is here",
            names.join(", ")
        )
    };
    Some(Table {
        title: "What the system spends".to_owned(),
        subtitle: format!("{}, as NHS England adds it up{without}", quote.unit()),
        columns: heads,
        rows: vec![
            row("Boards, net", &|own| own.boards.clone(), false),
            row(
                "and providers' expenditure",
                &|own| own.provider_expenditure.clone(),
                false,
            ),
            row(
                "less providers' income",
                &|own| -own.provider_income.clone(),
                false,
            ),
            row("System", &SystemSpend::total, true),
        ],
    })
}

pub(super) fn flow_table(flows: &[Flow], quote: Quote) -> Table {
    let row = |flow: &Flow| {
        let difference = flow.difference();
        Row {
            cells: vec![
                text_cell(flow.payer.name.clone()),
                text_cell(flow.payee.name.clone()),
                money_cell(quote, &flow.paid),
                money_cell(quote, &flow.received),
                TableCell {
                    tone: if difference.is_positive() {
                        Tone::Adverse
                    } else {
                        Tone::Neutral
                    },
                    ..money_cell(quote, &Sourced::new(difference, Cells::default()))
                },
            ],
            strong: false,
        }
    };
    Table {
        title: "Whom the bodies pay".to_owned(),
        subtitle: format!(
            "{}; income expected beyond what is planned to be paid is in nobody's budget",
            quote.unit()
        ),
        columns: vec![
            column("From", Align::Left, 2.0),
            column("To", Align::Left, 2.0),
            column("Paid", Align::Right, 1.0),
            column("Expected", Align::Right, 1.0),
            column("Difference", Align::Right, 1.0),
        ],
        rows: flows.iter().map(row).collect(),
    }
}

pub(super) fn sector_table(found: &Sectors, quote: Quote) -> Table {
    let most = found
        .spend
        .iter()
        .filter_map(|own| Some((own, found.shift(own)?)))
        .max_by_key(|(_, shift)| shift.0);
    let title = match most {
        Some((own, shift)) if shift.0.is_sign_positive() && !shift.0.is_zero() => format!(
            "{} gains {} points of spending",
            own.sector.label(),
            percent(shift).trim_end_matches('%')
        ),
        _ => "Where the money goes".to_owned(),
    };
    let row = |own: &crate::analysis::SectorSpend| Row {
        cells: vec![
            text_cell(own.sector.label()),
            optional_money_cell(quote, own.before.as_ref()),
            share_cell(found.share_before(own)),
            money_cell(quote, &own.plan),
            share_cell(found.share(own)),
            TableCell {
                number: found.shift(own).map(Share::to_f64),
                ..text_cell(found.shift(own).map_or_else(
                    || "–".to_owned(),
                    |shift| {
                        let sign = if shift.0.is_sign_positive() && !shift.0.is_zero() {
                            "+"
                        } else {
                            ""
                        };
                        format!("{sign}{} points", percent(shift).trim_end_matches('%'))
                    },
                ))
            },
        ],
        strong: false,
    };
    Table {
        title,
        subtitle: format!(
            "{}; lines that name a sector, shares of those",
            quote.unit()
        ),
        columns: vec![
            column("Sector", Align::Left, 1.6),
            column("Last year", Align::Right, 1.0),
            column("share", Align::Right, 0.8),
            column("Plan", Align::Right, 1.0),
            column("share", Align::Right, 0.8),
            column("Shift", Align::Right, 1.0),
        ],
        rows: found.spend.iter().map(row).collect(),
    }
}

pub(super) fn merger_table(found: &Merger, quote: Quote) -> Table {
    let row =
        |label: &str, income: Option<&Sourced<Money>>, result: &Sourced<Money>, strong: bool| Row {
            cells: vec![
                text_cell(label),
                optional_money_cell(quote, income),
                money_cell(quote, result),
            ],
            strong,
        };
    let mut rows: Vec<Row> = found
        .predecessors
        .iter()
        .map(|own| {
            row(
                &own.organisation.name,
                own.income.as_ref(),
                &own.outturn,
                false,
            )
        })
        .collect();
    let combined = found.combined();
    rows.push(row(
        "Together last year",
        found.combined_income().as_ref(),
        &combined,
        true,
    ));
    rows.push(row(
        &format!("{}, plan", found.successor.name),
        None,
        &found.planned,
        true,
    ));
    let change = found.planned.clone() - combined;
    rows.push(row("Change", None, &change, true));
    Table {
        title: format!("{} beside the bodies it took over", found.successor.name),
        subtitle: format!("{}; for comparison, counted in no sum", quote.unit()),
        columns: vec![
            column("Body", Align::Left, 2.6),
            column("Income last year", Align::Right, 1.0),
            column("Surplus or (deficit)", Align::Right, 1.0),
        ],
        rows,
    }
}
