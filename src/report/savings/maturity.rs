//! Delivery risk against maturity: where the pounds stand that are said to be firm and are said to be at risk.

use super::ask::Asked;
use super::status::step_label;
use crate::analysis::{Facet, Maturity, MaturityCell, maturity, risk_label};
use crate::plan::{Cells, Money, Sourced, Status};
use crate::report::link::{column, money_cell, text_cell};
use crate::report::{Align, Opens, Row, Table, TableCell, Tone};
use crate::wording::{Quote, whole_percent};

/// `None` where no line states a risk.
pub(super) fn table(asked: &Asked<'_>) -> Option<Table> {
    let grid = maturity(&asked.lines)?;
    let quote = asked.quote;
    let used: Vec<Option<Status>> = Status::ALL
        .into_iter()
        .map(Some)
        .chain([None])
        .filter(|status| {
            grid.cells()
                .any(|cell| cell.status == *status && cell.lines > 0)
        })
        .collect();
    let mut columns = vec![column("Delivery risk", Align::Left, 1.3)];
    columns.extend(
        used.iter()
            .map(|step| column(step_label(*step), Align::Right, 1.1)),
    );
    columns.push(column("Total", Align::Right, 1.0));
    let mut rows: Vec<Row> = Vec::new();
    // The riskiest first; what states none last.
    let (stated, silent): (Vec<_>, Vec<_>) = grid.rows.iter().partition(|(risk, _)| risk.is_some());
    for (risk, cells) in stated.into_iter().rev().chain(silent) {
        if cells.iter().all(|cell| cell.lines == 0) {
            continue;
        }
        let label = risk.map_or("Not stated", risk_label);
        let said = risk.map(|risk| risk_label(risk).to_owned());
        let own: Vec<&MaturityCell> = cells
            .iter()
            .filter(|cell| used.contains(&cell.status))
            .collect();
        let mut line = vec![TableCell {
            opens: Some(Opens::Lines(vec![(Facet::Risk, said.clone())])),
            ..text_cell(label)
        }];
        line.extend(own.iter().map(|cell| grid_cell(cell, said.clone(), quote)));
        line.push(money_cell(quote, &own.iter().map(|cell| &cell.value).sum()));
        rows.push(Row {
            cells: line,
            strong: false,
        });
    }
    rows.push(totals(&grid, &used, quote));
    Some(Table {
        title: title(&grid, quote),
        subtitle: format!(
            "By delivery risk and status, {} (lines); choose a figure for its lines",
            quote.unit()
        ),
        columns,
        rows,
    })
}

fn title(grid: &Maturity, quote: Quote) -> String {
    let contradicted = grid.developed_at_high_risk();
    if contradicted.is_positive() {
        return format!(
            "{} is called fully developed at high risk",
            quote.sentence(contradicted)
        );
    }
    let at_risk = grid.at_risk().value;
    at_risk.share_of(grid.total()).map_or_else(
        || "Savings by risk and status".to_owned(),
        |share| {
            format!(
                "{} ({}) is at medium or high risk",
                quote.sentence(at_risk),
                whole_percent(share)
            )
        },
    )
}

fn grid_cell(cell: &MaturityCell, risk: Option<String>, quote: Quote) -> TableCell {
    if cell.lines == 0 {
        return TableCell {
            tone: Tone::Muted,
            ..text_cell("–")
        };
    }
    let status = cell.status.map(|status| status.label().to_owned());
    TableCell {
        text: format!("{} ({})", quote.bare(cell.value.value), cell.lines),
        tone: if cell.status == Some(Status::Unidentified) {
            Tone::Adverse
        } else {
            Tone::Neutral
        },
        opens: Some(Opens::Lines(vec![
            (Facet::Risk, risk),
            (Facet::Status, status),
        ])),
        ..money_cell(quote, &cell.value)
    }
}

fn totals(grid: &Maturity, used: &[Option<Status>], quote: Quote) -> Row {
    let of = |status: &Option<Status>| -> Sourced<Money> {
        grid.cells()
            .filter(|cell| cell.status == *status)
            .map(|cell| &cell.value)
            .sum()
    };
    let mut cells = vec![text_cell("All")];
    cells.extend(used.iter().map(|status| money_cell(quote, &of(status))));
    let all: Cells = grid
        .cells()
        .flat_map(|cell| cell.value.cells.clone())
        .collect();
    cells.push(money_cell(quote, &Sourced::new(grid.total(), all)));
    Row {
        cells,
        strong: true,
    }
}
