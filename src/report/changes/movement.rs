//! A movement between two submissions as a chart, step by step, with its twin.

use crate::analysis::Movement;
use crate::plan::{Money, Sourced};
use crate::report::difference::{Comparable, End, levels};
use crate::report::link::{column, money_cell, text_cell};
use crate::report::{Align, Chart, ChartKind, Fill, Row, Table, WaterfallStep, YAxis};
use crate::wording::Quote;

pub(super) fn chart(what: &str, movement: &Movement, quote: Quote) -> Chart {
    let largest = movement.steps.first();
    let title = largest.map_or_else(String::new, |step| {
        let by = quote.sentence(step.amount.value.abs());
        if step.unidentified {
            let way = if step.amount.value.is_positive() {
                "grew"
            } else {
                "fell"
            };
            format!("Savings with no scheme {way} by {by}")
        } else {
            let moved = quote.sentence(step.amount.value);
            let verb = if step.label.starts_with("Schemes") {
                "move"
            } else {
                "moves"
            };
            // What it was before stands beneath its bar.
            let label = step.label.split(" (was ").next().unwrap_or_default();
            format!("{label} {verb} the {what} most, by {moved}")
        }
    });
    let mut level = movement.from.value;
    let total = |label: &str, amount: &Sourced<Money>| WaterfallStep {
        label: label.to_owned(),
        from: 0.0,
        to: quote.drawn(amount.value),
        fill: Fill::Total,
        text: quote.bare(amount.value),
        hover: format!("{label}: {}", quote.sentence(amount.value)),
        cells: amount.cells.clone(),
        parts: Vec::new(),
    };
    let mut steps = vec![total("Earlier", &movement.from)];
    for step in &movement.steps {
        let from = level;
        level += step.amount.value;
        steps.push(WaterfallStep {
            label: step.label.clone(),
            from: quote.drawn(from),
            to: quote.drawn(level),
            fill: if step.unidentified {
                Fill::Unidentified
            } else if step.unexplained {
                Fill::NotStated
            } else if step.amount.value.is_negative() {
                Fill::Adverse
            } else {
                Fill::Favourable
            },
            text: quote.bare(step.amount.value),
            hover: format!("{}: {}", step.label, quote.sentence(step.amount.value)),
            cells: step.amount.cells.clone(),
            parts: Vec::new(),
        });
    }
    steps.push(total("Now", &movement.to));
    let low = steps
        .iter()
        .map(|step| step.from.min(step.to))
        .fold(0.0, f64::min);
    let high = steps
        .iter()
        .map(|step| step.from.max(step.to))
        .fold(0.0, f64::max);
    Chart {
        title,
        subtitle: format!("From the earlier {what} to the later one, {}", quote.unit()),
        alt: alt(what, movement, quote),
        kind: ChartKind::Waterfall {
            steps,
            y: YAxis::fitting(low, high, |value| quote.tick(value)),
        },
        comparable: Some(Box::new(comparable(what, movement))),
        twin: twin(what, movement, quote),
    }
}

fn comparable(what: &str, movement: &Movement) -> Comparable {
    let between = movement
        .steps
        .iter()
        .map(|step| (step.label.as_str(), End::Step, &step.amount));
    let steps = std::iter::once(("Earlier", End::Total, &movement.from))
        .chain(between)
        .chain([("Now", End::Total, &movement.to)]);
    Comparable::new(format!("movement of the {what}"), levels(steps))
}

fn alt(what: &str, movement: &Movement, quote: Quote) -> String {
    let steps: Vec<String> = movement
        .steps
        .iter()
        .map(|step| format!("{} {}", step.label, quote.sentence(step.amount.value)))
        .collect();
    format!(
        "Movement of the {what}: earlier {}; {}; now {}.",
        quote.sentence(movement.from.value),
        steps.join("; "),
        quote.sentence(movement.to.value)
    )
}

fn twin(what: &str, movement: &Movement, quote: Quote) -> Table {
    let row = |label: &str, amount: &Sourced<Money>, strong: bool| Row {
        cells: vec![text_cell(label), money_cell(quote, amount)],
        strong,
    };
    let mut rows = vec![row("Earlier", &movement.from, true)];
    rows.extend(
        movement
            .steps
            .iter()
            .map(|step| row(&step.label, &step.amount, false)),
    );
    rows.push(row("Now", &movement.to, true));
    Table {
        title: format!("Movement of the {what}"),
        subtitle: quote.unit().to_owned(),
        columns: vec![
            column("Step", Align::Left, 3.0),
            column("Amount", Align::Right, 1.0),
        ],
        rows,
    }
}
