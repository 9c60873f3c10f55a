//! The bodies in order of what they are short of, on one scale, and what they come to together.

use crate::analysis::{BodyStanding, Facet};
use crate::assessment::Assessment;
use crate::plan::{Cells, Money, OrganisationKind, Share, Sourced};
use crate::report::difference::Comparable;
use crate::report::link::{column, money_cell, optional_money_cell, text_cell};
use crate::report::{
    Align, BarRow, BarSegment, Chart, ChartKind, Fill, Opens, Row, Table, TableCell, Tone,
};
use crate::wording::{Quote, percent, whole_percent};

/// Bars beyond this many are in the table only.
const MOST_BARS: usize = 12;

/// Sorted bars of what each is short of, on one scale; at the end of each its part of the body's own income.
pub(super) fn chart(all: &[BodyStanding], quote: Quote) -> Option<Chart> {
    let short: Vec<&BodyStanding> = all
        .iter()
        .filter(|own| own.shortfall().is_positive())
        .collect();
    let first = short.first()?;
    let sum: Money = short.iter().map(|own| own.shortfall()).sum();
    let largest = short
        .iter()
        .filter_map(|own| own.shortfall_share())
        .map(Share::to_f64)
        .fold(0.0, f64::max);
    let share = |own: &BodyStanding| {
        own.shortfall_share().map_or_else(String::new, |share| {
            let base = own.base.as_ref().map_or("income", |base| base.kind.label());
            format!("● {} of {base}", percent(share))
        })
    };
    let row = |own: &&BodyStanding| BarRow {
        tone: Tone::Adverse,
        label: own.organisation.name.clone(),
        note: share(own),
        dot: own
            .shortfall_share()
            .filter(|_| largest > 0.0)
            .map(|share| share.to_f64() / largest),
        segments: vec![BarSegment {
            fill: Fill::Adverse,
            value: quote.drawn(own.shortfall()),
            text: quote.bare(own.shortfall()),
            hover: format!(
                "{}: {} short of {}",
                own.organisation.name,
                quote.sentence(own.shortfall()),
                if own.control_total.is_some() {
                    "its control total"
                } else {
                    "balance"
                }
            ),
            cells: short_cells(own),
        }],
    };
    let said: Vec<String> = short
        .iter()
        .map(|own| {
            format!(
                "{} {}",
                own.organisation.name,
                quote.sentence(own.shortfall())
            )
        })
        .collect();
    Some(Chart {
        title: first
            .shortfall()
            .share_of(sum)
            .map_or_else(String::new, |part| {
                format!(
                    "{} drives {} of the shortfall",
                    first.organisation.name,
                    whole_percent(part)
                )
            }),
        subtitle: subtitle(largest > 0.0, quote),
        alt: format!(
            "Bars of what each body is short of, largest first. {}.",
            said.join("; ")
        ),
        kind: ChartKind::Bars {
            rows: short.iter().take(MOST_BARS).map(row).collect(),
            legend: Vec::new(),
        },
        comparable: Some(Box::new(comparable(&short))),
        twin: short_table(&short, quote),
    })
}

/// Without anybody's income or allocation there is no dot to tell of.
fn subtitle(has_dots: bool, quote: Quote) -> String {
    let bars = format!(
        "Bars: short of control total, or of balance without one, {}.",
        quote.unit()
    );
    if has_dots {
        format!("{bars} Dots: as part of own income or allocation. Same scales for all")
    } else {
        format!("{bars} Same scale for all")
    }
}

fn comparable(short: &[&BodyStanding]) -> Comparable {
    let bar = |own: &&BodyStanding| {
        let short = Sourced::new(own.shortfall(), short_cells(own));
        (own.organisation.name.clone(), short)
    };
    Comparable::new("shortfall", short.iter().take(MOST_BARS).map(bar))
}

/// Of the position and, where there is one, of the control total.
fn short_cells(own: &BodyStanding) -> Cells {
    own.gap()
        .map_or_else(|| own.declared.cells.clone(), |gap| gap.cells)
}

fn short_table(short: &[&BodyStanding], quote: Quote) -> Table {
    Table {
        title: "Short of control total or balance".to_owned(),
        subtitle: quote.unit().to_owned(),
        columns: vec![
            column("Organisation", Align::Left, 2.6),
            column("Short", Align::Right, 1.0),
            column("Of income or allocation", Align::Right, 1.0),
        ],
        rows: short
            .iter()
            .map(|own| Row {
                cells: vec![
                    text_cell(own.organisation.name.clone()),
                    money_cell(
                        quote,
                        &Sourced::new(own.shortfall(), own.declared.cells.clone()),
                    ),
                    share_cell(own.shortfall_share()),
                ],
                strong: false,
            })
            .collect(),
    }
}

pub(super) fn league(assessment: &Assessment, all: &[BodyStanding], quote: Quote) -> Table {
    let limited = all.iter().any(|own| own.control_total.is_some());
    let told = assessment.case.plan.told_as();
    let mut columns = vec![
        column("Organisation", Align::Left, 2.8),
        column(told, Align::Right, 1.0),
    ];
    if limited {
        columns.push(column("Control total", Align::Right, 1.0));
        columns.push(column("Gap", Align::Right, 0.9));
    }
    columns.extend([
        column("Short, of income", Align::Right, 0.9),
        column("Without unidentified", Align::Right, 1.1),
        column("Savings", Align::Right, 0.9),
        column("of income", Align::Right, 0.8),
        column("No scheme", Align::Right, 0.9),
    ]);
    let mut rows: Vec<Row> = all
        .iter()
        .map(|own| body_row(own, limited, quote))
        .collect();
    rows.extend(totals(assessment, all, limited, quote));
    Table {
        title: "Bodies, furthest short first".to_owned(),
        subtitle: format!("{}; income is allocation for a board", quote.unit()),
        columns,
        rows,
    }
}

fn body_row(own: &BodyStanding, limited: bool, quote: Quote) -> Row {
    let savings_share = own
        .savings
        .as_ref()
        .zip(own.base.as_ref())
        .and_then(|(savings, base)| savings.value.share_of(base.value.value));
    let mut cells = vec![
        TableCell {
            opens: own.savings.is_some().then(|| {
                Opens::Lines(vec![(
                    Facet::Organisation,
                    Some(own.organisation.name.clone()),
                )])
            }),
            ..text_cell(own.organisation.name.clone())
        },
        money_cell(quote, &own.declared),
    ];
    if limited {
        cells.push(optional_money_cell(quote, own.control_total.as_ref()));
        cells.push(optional_money_cell(quote, own.gap().as_ref()));
    }
    cells.push(share_cell(own.shortfall_share()));
    cells.push(optional_money_cell(
        quote,
        own.without_unidentified().as_ref(),
    ));
    cells.push(optional_money_cell(quote, own.savings.as_ref()));
    cells.push(share_cell(savings_share));
    cells.push(optional_money_cell(quote, own.unidentified.as_ref()));
    Row {
        cells,
        strong: false,
    }
}

/// Boards, providers, and both together beside what the plan declares for the whole.
fn totals(assessment: &Assessment, all: &[BodyStanding], limited: bool, quote: Quote) -> Vec<Row> {
    let is_board =
        |own: &&BodyStanding| own.organisation.kind == OrganisationKind::CommissioningBody;
    let sum =
        |part: &[&BodyStanding]| -> Sourced<Money> { part.iter().map(|own| &own.declared).sum() };
    let (boards, providers): (Vec<&BodyStanding>, Vec<&BodyStanding>) =
        all.iter().partition(is_board);
    let blank = if limited { 7 } else { 5 };
    let row = |label: &str, value: &Sourced<Money>| {
        let mut cells = vec![text_cell(label), money_cell(quote, value)];
        cells.extend(std::iter::repeat_n(TableCell::default(), blank));
        Row {
            cells,
            strong: true,
        }
    };
    let mut rows = Vec::new();
    if !boards.is_empty() && !providers.is_empty() {
        rows.push(row("Boards", &sum(&boards)));
        rows.push(row("Providers", &sum(&providers)));
    }
    let whole: Sourced<Money> = all.iter().map(|own| &own.declared).sum();
    rows.push(row("Sum of the bodies", &whole));
    if let Some(declared) = &assessment.headline.declared
        && declared.value != whole.value
    {
        let told = assessment.case.plan.told_as();
        rows.push(row(&format!("{told} for the whole"), declared));
        rows.push(row("Difference", &(declared.clone() - whole)));
    }
    rows
}

pub(super) fn share_cell(share: Option<Share>) -> TableCell {
    share.map_or_else(
        || TableCell {
            tone: Tone::Muted,
            ..text_cell("–")
        },
        |share| TableCell {
            number: Some(share.to_f64()),
            ..text_cell(percent(share))
        },
    )
}
