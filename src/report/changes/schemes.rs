//! What became of each scheme and of the planned waits between two submissions, as tables.

use crate::analysis::{SchemeChange, SchemeSide, WaitChange, What};
use crate::assessment::Names;
use crate::plan::{Money, Sourced, Status};
use crate::report::link::{column, optional_money_cell, text_cell};
use crate::report::{Align, Row, Table, TableCell, Tone};
use crate::wording::{Quote, count, counted};

/// Rows of a table of changes on one page; the rest is counted.
const ROWS: usize = 40;

pub(in crate::report) fn schemes(changes: &[SchemeChange], names: &Names, quote: Quote) -> Table {
    let mut rows: Vec<Row> = changes
        .iter()
        .take(ROWS)
        .map(|change| scheme_row(change, names, quote))
        .collect();
    if changes.len() > ROWS {
        rows.push(Row {
            cells: vec![text_cell(format!("and {} more", changes.len() - ROWS))],
            strong: false,
        });
    }
    Table {
        title: format!(
            "{} not what they were",
            counted(changes.len(), "scheme is", "schemes are")
        ),
        subtitle: format!("largest change first, {}", quote.unit()),
        columns: vec![
            column("Scheme", Align::Left, 3.0),
            column("What changed", Align::Left, 3.0),
            column("Earlier", Align::Right, 0.8),
            column("Now", Align::Right, 0.8),
            column("Change", Align::Right, 0.8),
        ],
        rows,
    }
}

fn scheme_row(change: &SchemeChange, names: &Names, quote: Quote) -> Row {
    let sum = |sides: &[SchemeSide]| -> Option<Sourced<Money>> {
        (!sides.is_empty()).then(|| sides.iter().map(|side| &side.value).sum())
    };
    let value = |sides: &[SchemeSide]| optional_money_cell(quote, sum(sides).as_ref());
    let sides = if change.now.is_empty() {
        &change.before
    } else {
        &change.now
    };
    // Each by itself: several joined are no name that is known.
    let called: Vec<_> = sides.iter().map(|side| names.whole(&side.name)).collect();
    let cells = sides.iter().map(|side| side.cell.clone()).collect();
    Row {
        cells: vec![
            TableCell {
                text: called.join(" + "),
                cells,
                ..TableCell::default()
            },
            text_cell(in_words(change)),
            value(&change.before),
            value(&change.now),
            TableCell {
                text: quote.bare(change.change),
                tone: Tone::Neutral,
                number: Some(change.change.to_f64()),
                cells: crate::plan::Cells::default(),
                opens: None,
            },
        ],
        strong: false,
    }
}

/// "renamed from “Corporate review”; was an opportunity, now plans in progress; starts 3 months later"
pub fn in_words(change: &SchemeChange) -> String {
    let names = |sides: &[SchemeSide]| {
        let quoted: Vec<String> = sides
            .iter()
            .map(|side| format!("“{}”", side.name))
            .collect();
        quoted.join(" and ")
    };
    let step = |status: &Option<Status>| status.map_or("not stated", Status::label);
    let words: Vec<String> = change
        .what
        .iter()
        .map(|what| match what {
            What::Added => "added".to_owned(),
            What::Gone => "gone".to_owned(),
            What::Renamed => format!("was {}", names(&change.before)),
            What::Split => format!("split from {}", names(&change.before)),
            What::Merged => format!("merged from {}", names(&change.before)),
            What::Value if change.change.is_negative() => "worth less".to_owned(),
            What::Value => "worth more".to_owned(),
            What::Status { before, now } => {
                format!("status {} → {}", step(before), step(now))
            }
            What::PartStatus { part, before, now } => {
                format!("“{part}” status {} → {}", step(before), step(now))
            }
            What::Slid(months) if *months > 0 => format!(
                "starts {} later",
                counted(usize::try_from(*months).unwrap_or(0), "month", "months")
            ),
            What::Slid(months) => format!(
                "starts {} earlier",
                counted(usize::try_from(-months).unwrap_or(0), "month", "months")
            ),
            What::Recurrence {
                recurrent_now: true,
            } => "recurrent now".to_owned(),
            What::Recurrence {
                recurrent_now: false,
            } => "one-off now".to_owned(),
        })
        .collect();
    words.join("; ")
}

pub(super) fn waits(changes: &[WaitChange]) -> Table {
    let cell = |pathways: &Sourced<u64>| TableCell {
        text: count(pathways.value),
        tone: Tone::Neutral,
        number: Some(pathways.value as f64),
        cells: pathways.cells.clone(),
        opens: None,
    };
    // The last month of a measure is where it lands.
    let landing = |change: &WaitChange| {
        !changes
            .iter()
            .any(|other| other.measure == change.measure && other.month > change.month)
    };
    Table {
        title: "Planned long waits changed".to_owned(),
        subtitle: "pathways at the end of the month, whole plan".to_owned(),
        columns: vec![
            column("Waiting over", Align::Left, 1.2),
            column("Month", Align::Left, 1.2),
            column("Earlier", Align::Right, 1.0),
            column("Now", Align::Right, 1.0),
        ],
        rows: changes
            .iter()
            .map(|change| Row {
                cells: vec![
                    text_cell(format!("{} weeks", change.measure.0)),
                    text_cell(change.month.to_string()),
                    cell(&change.before),
                    cell(&change.now),
                ],
                strong: landing(change),
            })
            .collect(),
    }
}
