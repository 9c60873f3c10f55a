//! A bridge of the analysis as a chart and its twin: the same steps for every bridge.

use super::difference::{Comparable, End, levels};
use super::link::{column, money_cell, optional_money_cell, text_cell};
use super::{Align, ChartKind, Fill, Row, Table, WaterfallPart, WaterfallStep, YAxis};
use crate::analysis::{Bridge, BridgeStep, StepKind};
use crate::plan::{Money, Sourced};
use crate::wording::Quote;
use std::collections::BTreeSet;

/// Set behind the name of a step of which more than half falls in month 12.
const MARCH_MARK: &str = "*";

pub(super) fn kind(bridge: &Bridge, quote: Quote, by_organisation: bool) -> ChartKind {
    let steps = steps(bridge, quote, by_organisation);
    let ends = || steps.iter().flat_map(|step| [step.from, step.to]);
    let low = ends().fold(0.0, f64::min);
    let high = ends().fold(0.0, f64::max);
    ChartKind::Waterfall {
        steps,
        y: YAxis::fitting(low, high, |value| quote.tick(value)),
    }
}

/// Every column can be compared with every other, by where it ends.
pub(super) fn comparable(chart: &str, bridge: &Bridge) -> Comparable {
    let steps = bridge.steps.iter().map(|step| {
        let end = if step.kind == StepKind::Total {
            End::Total
        } else {
            End::Step
        };
        (step.label.as_str(), end, &step.amount)
    });
    Comparable::new(chart, levels(steps))
}

fn steps(bridge: &Bridge, quote: Quote, by_organisation: bool) -> Vec<WaterfallStep> {
    let mut level = Money::ZERO;
    let mut steps = Vec::new();
    for step in &bridge.steps {
        let from = if step.kind == StepKind::Total {
            Money::ZERO
        } else {
            level
        };
        level = from + step.amount.value;
        steps.push(WaterfallStep {
            label: label(step),
            from: quote.drawn(from),
            to: quote.drawn(level),
            fill: fill(step),
            text: quote.bare(step.amount.value),
            hover: hover(step, quote),
            cells: step.amount.cells.clone(),
            parts: if by_organisation {
                parts(step, quote)
            } else {
                Vec::new()
            },
        });
    }
    steps
}

fn fill(step: &BridgeStep) -> Fill {
    match step.kind {
        StepKind::Total => Fill::Total,
        StepKind::Unidentified => Fill::Unidentified,
        StepKind::Unexplained => Fill::NotStated,
        _ if step.amount.value.is_negative() => Fill::Adverse,
        _ => Fill::Favourable,
    }
}

/// A step can be divided where its parts all point its own way.
fn parts(step: &BridgeStep, quote: Quote) -> Vec<WaterfallPart> {
    let same_way = step.parts.iter().all(|part| {
        part.amount.value.is_zero()
            || part.amount.value.is_negative() == step.amount.value.is_negative()
    });
    if !same_way {
        return Vec::new();
    }
    step.parts
        .iter()
        .filter(|part| !part.amount.value.is_zero())
        .map(|part| WaterfallPart {
            value: quote.drawn(part.amount.value.abs()),
            hover: format!(
                "{}: {}, {}",
                step.label,
                part.organisation,
                quote.sentence(part.amount.value)
            ),
            cells: part.amount.cells.clone(),
        })
        .collect()
}

fn is_of_march(step: &BridgeStep) -> bool {
    step.in_march + step.in_march > step.amount.value.abs()
}

fn label(step: &BridgeStep) -> String {
    if is_of_march(step) {
        format!("{}{MARCH_MARK}", step.label)
    } else {
        step.label.clone()
    }
}

fn hover(step: &BridgeStep, quote: Quote) -> String {
    let mut text = format!("{}: {}", step.label, quote.sentence(step.amount.value));
    if step.in_march.is_positive() {
        let march = quote.sentence(step.in_march);
        text.extend([", of which ", &march, " falls in March alone"]);
    }
    for part in &step.parts {
        let amount = quote.sentence(part.amount.value);
        text.extend([
            "
",
            &part.organisation,
            " ",
            &amount,
        ]);
    }
    text
}

/// What falls in month 12 alone, in a sentence for below the chart; `None` where nothing does.
pub(super) fn of_march(bridge: &Bridge, quote: Quote) -> Option<String> {
    let marked = bridge.steps.iter().any(is_of_march);
    let sum: Money = bridge.steps.iter().map(|step| step.in_march).sum();
    sum.is_positive().then(|| {
        let mark = if marked { "* " } else { "" };
        format!("{mark}{} of this falls in March alone", quote.sentence(sum))
    })
}

pub(super) fn alt(bridge: &Bridge, quote: Quote) -> String {
    let steps: Vec<String> = bridge
        .steps
        .iter()
        .map(|step| format!("{} {}", step.label, quote.sentence(step.amount.value)))
        .collect();
    format!("Bridge. {}.", steps.join("; "))
}

pub(super) fn twin(bridge: &Bridge, quote: Quote, by_organisation: bool) -> Table {
    let mut bodies: Vec<&str> = Vec::new();
    let mut seen = BTreeSet::new();
    for part in bridge.steps.iter().flat_map(|step| &step.parts) {
        if by_organisation && seen.insert(part.organisation.as_str()) {
            bodies.push(&part.organisation);
        }
    }
    let of = |step: &BridgeStep, body: &str| -> Option<Sourced<Money>> {
        let part = step.parts.iter().find(|part| part.organisation == body)?;
        Some(part.amount.clone())
    };
    let in_march = bridge.steps.iter().any(|step| !step.in_march.is_zero());
    let rows = bridge.steps.iter().map(|step| {
        let mut cells = vec![
            text_cell(step.label.clone()),
            money_cell(quote, &step.amount),
        ];
        if in_march {
            let march = (!step.in_march.is_zero())
                .then(|| Sourced::new(step.in_march, step.amount.cells.clone()));
            cells.push(optional_money_cell(quote, march.as_ref()));
        }
        cells.extend(
            bodies
                .iter()
                .map(|body| optional_money_cell(quote, of(step, body).as_ref())),
        );
        Row {
            cells,
            strong: step.kind == StepKind::Total,
        }
    });
    let rows = rows.collect();
    let mut columns = vec![
        column("Step", Align::Left, 3.0),
        column("Amount", Align::Right, 1.0),
    ];
    if in_march {
        columns.push(column("In March alone", Align::Right, 1.0));
    }
    columns.extend(bodies.iter().map(|body| column(body, Align::Right, 1.4)));
    Table {
        title: "Bridge".to_owned(),
        subtitle: quote.unit().to_owned(),
        columns,
        rows,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::StepPart;
    use crate::plan::example::pounds;

    fn bridge() -> Bridge {
        let part = |body: &str, value| StepPart {
            organisation: body.to_owned(),
            amount: pounds(value, "CIP!G9"),
        };
        Bridge {
            steps: vec![
                BridgeStep::total("Declared position", pounds(-42_000_000, "I&E!P48")),
                BridgeStep {
                    parts: vec![part("Oak", -20_000_000), part("Elm", -11_000_000)],
                    in_march: Money::from_pounds(20_000_000),
                    ..BridgeStep::new(
                        "Unidentified savings",
                        pounds(-31_000_000, "CIP!G9"),
                        StepKind::Unidentified,
                    )
                },
            ],
        }
    }

    #[test]
    fn a_step_mostly_of_march_is_marked_in_the_chart_and_told_in_the_twin() {
        let bridge = bridge();
        let ChartKind::Waterfall { steps, y } = kind(&bridge, Quote::Millions, false) else {
            panic!("no waterfall")
        };
        assert_eq!(steps[1].label, "Unidentified savings*");
        assert_eq!((steps[1].from, steps[1].to), (-42.0, -73.0));
        assert!(y.max >= 0.0 && steps[1].parts.is_empty());
        assert_eq!(
            of_march(&bridge, Quote::Millions).as_deref(),
            Some("* £20.0m of this falls in March alone")
        );
    }

    #[test]
    fn parts_stand_in_the_column_and_beside_it_in_the_twin_on_request() {
        let bridge = bridge();
        let ChartKind::Waterfall { steps, .. } = kind(&bridge, Quote::Millions, true) else {
            panic!("no waterfall")
        };
        let parts: Vec<f64> = steps[1].parts.iter().map(|part| part.value).collect();
        assert_eq!(parts, [20.0, 11.0]);
        let twin = twin(&bridge, Quote::Millions, true);
        let heads: Vec<&str> = twin
            .columns
            .iter()
            .map(|head| head.label.as_str())
            .collect();
        assert_eq!(heads, ["Step", "Amount", "In March alone", "Oak", "Elm"]);
        let texts: Vec<&str> = twin.rows[1]
            .cells
            .iter()
            .map(|cell| cell.text.as_str())
            .collect();
        assert_eq!(texts[1..], ["(31.0)", "20.0", "(20.0)", "(11.0)"]);
    }
}
