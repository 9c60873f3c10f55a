//! From the declared position to the position without unidentified savings.

use super::link::{column, money_cell, text_cell};
use super::{
    Align, Block, Chart, ChartKind, Fill, Page, PageId, Row, Table, WaterfallStep, YAxis, page,
    plan_label, quote,
};
use crate::analysis::{Bridge, StepKind};
use crate::assessment::Assessment;
use crate::plan::Money;
use crate::wording::Quote;

pub(super) fn board_page(assessment: &Assessment) -> Option<Page> {
    let chart = chart(assessment)?;
    let (title, subtitle) = (
        chart.title.clone(),
        format!("{}, {}", chart.subtitle, plan_label(assessment)),
    );
    let chart = Chart {
        title: String::new(),
        subtitle: String::new(),
        ..chart
    };
    Some(page(
        assessment,
        PageId::Bridge,
        title,
        subtitle,
        vec![vec![Block::Chart(chart)]],
    ))
}

/// `None` where nothing stands between the two positions.
pub(super) fn chart(assessment: &Assessment) -> Option<Chart> {
    let bridge = assessment
        .bridge
        .as_ref()
        .filter(|bridge| bridge.steps.len() > 2)?;
    let quote = quote(assessment);
    let steps = steps(bridge, quote);
    let low = steps
        .iter()
        .map(|step| step.from.min(step.to))
        .fold(0.0, f64::min);
    let high = steps
        .iter()
        .map(|step| step.from.max(step.to))
        .fold(0.0, f64::max);
    let change: Money = bridge
        .steps
        .iter()
        .filter(|step| step.kind != StepKind::Total)
        .map(|step| step.amount.value)
        .sum();
    Some(Chart {
        title: format!(
            "{} of the position has no scheme behind it",
            quote.sentence(change.abs())
        ),
        subtitle: format!(
            "From declared to without unidentified savings, {}",
            quote.unit()
        ),
        alt: alt(bridge, quote),
        kind: ChartKind::Waterfall {
            steps,
            y: YAxis::fitting(low, high, |value| quote.tick(value)),
        },
        twin: twin(bridge, quote),
    })
}

fn steps(bridge: &Bridge, quote: Quote) -> Vec<WaterfallStep> {
    let mut level = Money::ZERO;
    let mut steps = Vec::new();
    for step in &bridge.steps {
        let (from, fill) = match step.kind {
            StepKind::Total => (Money::ZERO, Fill::Total),
            StepKind::Unidentified => (level, Fill::Unidentified),
            StepKind::Uncovered => (level, Fill::Adverse),
        };
        level = if step.kind == StepKind::Total {
            step.amount.value
        } else {
            level + step.amount.value
        };
        steps.push(WaterfallStep {
            label: step.label.clone(),
            from: quote.drawn(from),
            to: quote.drawn(level),
            fill,
            text: quote.bare(step.amount.value),
            hover: format!("{}: {}", step.label, quote.sentence(step.amount.value)),
            cells: step.amount.cells.clone(),
        });
    }
    steps
}

fn alt(bridge: &Bridge, quote: Quote) -> String {
    let steps: Vec<String> = bridge
        .steps
        .iter()
        .map(|step| format!("{} {}", step.label, quote.sentence(step.amount.value)))
        .collect();
    format!("Bridge. {}.", steps.join("; "))
}

fn twin(bridge: &Bridge, quote: Quote) -> Table {
    let rows = bridge.steps.iter().map(|step| Row {
        cells: vec![
            text_cell(step.label.clone()),
            money_cell(quote, &step.amount),
        ],
        strong: step.kind == StepKind::Total,
    });
    Table {
        title: "Bridge".to_owned(),
        subtitle: quote.unit().to_owned(),
        columns: vec![
            column("Step", Align::Left, 3.0),
            column("Amount", Align::Right, 1.0),
        ],
        rows: rows.collect(),
    }
}
