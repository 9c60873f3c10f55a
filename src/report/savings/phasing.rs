//! When the savings land: the planned curve beside even twelfths, and what the late part comes to.

use super::ask::{Asked, SavingsPart};
use crate::analysis::{Facet, PhasedSavings, Reached, reached, split};
use crate::assessment::Assessment;
use crate::plan::{Cells, FinancialYear, Money, Saving, Share, Sourced};
use crate::report::link::{column, link, money_cell, text_cell};
use crate::report::{
    Align, Band, Block, Chart, ChartKind, Figure, LinePoint, LineSeries, LineStyle, Page, PageId,
    Row, Table, TableCell, Tone, YAxis, note, page as page_of, quote,
};
use crate::wording::{Quote, money, percent, whole_percent};
use rust_decimal::Decimal;

/// Groups told apart below the curve.
const GROUPS: usize = 12;

pub(super) fn page(asked: &Asked<'_>) -> Page {
    let Some(phased) = asked.phased() else {
        let rows = vec![vec![note(
            "No savings line is planned by month or quarter, so that nothing can be said of when they land.",
        )]];
        return asked.page(
            SavingsPart::Landing,
            "When the savings arrive is not planned".to_owned(),
            rows,
        );
    };
    let chart = chart_of(&phased, &asked.lines, asked.quote);
    let title = half_sentence(&phased).unwrap_or_else(|| chart.title.clone());
    let mut rows = vec![vec![Block::Figures(figures(&phased, asked.quote))]];
    let mut row = vec![Block::Chart(chart)];
    row.extend(by_group(asked).map(Block::Table));
    rows.push(row);
    asked.page(SavingsPart::Landing, title, rows)
}

pub(super) fn board_page(assessment: &Assessment) -> Option<Page> {
    let chart = chart(assessment)?;
    let phased = assessment.savings.as_ref()?.phased.as_ref()?;
    let title = half_sentence(phased).unwrap_or_else(|| chart.title.clone());
    let subtitle = chart.subtitle.clone();
    let chart = Chart {
        title: String::new(),
        subtitle: String::new(),
        ..chart
    };
    Some(page_of(
        assessment,
        PageId::SavingsPhasing,
        title,
        subtitle,
        vec![
            vec![Block::Figures(figures(phased, quote(assessment)))],
            vec![Block::Chart(chart)],
        ],
    ))
}

/// Cumulative savings of the whole plan over the year against even twelfths.
pub(crate) fn chart(assessment: &Assessment) -> Option<Chart> {
    let phased = assessment.savings.as_ref()?.phased.as_ref()?;
    let lines: Vec<&Saving> = assessment
        .case
        .plan
        .savings
        .iter()
        .flat_map(|savings| &savings.lines)
        .filter(|line| line.actual_to_date.is_some())
        .collect();
    Some(chart_of(phased, &lines, quote(assessment)))
}

/// Of some lines: `lines` are those whose actuals to date are set beside the curve.
pub(super) fn chart_of(phased: &PhasedSavings, lines: &[&Saving], quote: Quote) -> Chart {
    let x_labels: Vec<String> = FinancialYear(2023)
        .months()
        .iter()
        .map(|month| month.short_name().to_owned())
        .collect();
    let total = quote.drawn(phased.total);
    let share = phased
        .last_quarter_share()
        .map(whole_percent)
        .unwrap_or_default();
    let unphased = if phased.unphased.is_positive() {
        format!("; {} more has no months", money(phased.unphased))
    } else {
        String::new()
    };
    let reached = reached(lines);
    let mut series = vec![
        even(phased, quote, &x_labels),
        planned(phased, quote, &x_labels),
    ];
    let mut alt = format!(
        "Line of cumulative planned savings by month. {} of {} is planned by the end of September, {share} in January to March.",
        money(phased.total - phased.second_half.value),
        money(phased.total),
    );
    if let Some(reached) = &reached {
        let month = name(&x_labels, reached.month);
        alt = format!(
            "{alt} By the end of {month} the lines that say so brought {} of {} planned.",
            money(reached.actual.value),
            money(reached.plan.value)
        );
        series.push(brought(reached, quote, month));
    }
    Chart {
        title: title(phased),
        subtitle: format!("Cumulative savings, {}, plan{unphased}", quote.unit()),
        alt,
        kind: ChartKind::Lines {
            series,
            bands: vec![Band {
                from: 8.5,
                to: 11.0,
                label: format!("{share} in Q4"),
            }],
            y: YAxis::fitting(0.0, total, |value| quote.tick(value)),
            x_labels,
        },
        comparable: None,
        twin: twin(phased, quote),
    }
}

fn title(phased: &PhasedSavings) -> String {
    match phased.second_half_share() {
        Some(share) => format!(
            "{} of the savings arrive after September",
            whole_percent(share)
        ),
        None => "When the savings arrive".to_owned(),
    }
}

/// Back-loading in one sentence, where the later half comes late.
fn half_sentence(phased: &PhasedSavings) -> Option<String> {
    let (month, share) = phased.half_after().filter(|(month, _)| *month > 6)?;
    let part = if share == Share::percent(50) {
        "Half"
    } else {
        "More than half"
    };
    Some(format!(
        "{part} of the savings arrive after {}",
        month_name(month)
    ))
}

fn month_name(month: u8) -> &'static str {
    FinancialYear(2023)
        .months()
        .get(usize::from(month).saturating_sub(1))
        .map_or("March", |month| month.name())
}

fn figures(phased: &PhasedSavings, quote: Quote) -> Vec<Figure> {
    let even = |twelfths: i64| Share(Decimal::from(twelfths) / Decimal::from(12));
    let figure = |label: &str, share: Option<Share>, part: &Sourced<Money>, twelfths: i64| {
        let usual = even(twelfths);
        Figure {
            label: label.to_owned(),
            value: share.map_or_else(|| "cannot say".to_owned(), whole_percent),
            tone: match share {
                Some(share) if share.0 > usual.0 * Decimal::new(12, 1) => Tone::Adverse,
                _ => Tone::Neutral,
            },
            detail: format!(
                "{}; even twelfths {}",
                quote.sentence(part.value),
                whole_percent(usual)
            ),
            link: link(&part.cells),
            scale: None,
        }
    };
    let mut all = vec![
        figure(
            "After September",
            phased.second_half_share(),
            &phased.second_half,
            6,
        ),
        figure(
            "January to March",
            phased.last_quarter_share(),
            &phased.last_quarter,
            3,
        ),
    ];
    if let Some(last) = &phased.last_month {
        all.push(figure("In March alone", phased.last_month_share(), last, 1));
    }
    if let Some((month, share)) = phased.half_after() {
        all.push(Figure {
            label: "Half has arrived after".to_owned(),
            value: match month {
                0 => "April".to_owned(),
                12 => "March".to_owned(),
                before => month_name(before + 1).to_owned(),
            },
            tone: if month > 6 {
                Tone::Adverse
            } else {
                Tone::Neutral
            },
            detail: format!(
                "{} by the month before; even twelfths: September",
                percent(share)
            ),
            link: None,
            scale: None,
        });
    }
    all
}

/// Which groups land latest.
fn by_group(asked: &Asked<'_>) -> Option<Table> {
    let facet = asked.split?;
    let mut groups: Vec<(String, Option<String>, PhasedSavings)> = split(&asked.lines, facet)
        .into_iter()
        .filter_map(|group| {
            let label = super::ask::name(asked.assessment, facet, group.name.as_deref());
            Some((label, group.name, group.phased?))
        })
        .collect();
    groups.sort_by_key(|(_, _, phased)| std::cmp::Reverse(phased.second_half_share()));
    let left = groups.len().saturating_sub(GROUPS);
    let mut title = format!("By {}, latest first", facet.label());
    if left > 0 {
        title = format!("{title}; {left} more land earlier");
    }
    Some(Table {
        title,
        subtitle: format!("share of what is phased; {}", asked.quote.unit()),
        columns: vec![
            column(&super::status::capital(facet.label()), Align::Left, 2.6),
            column("Phased", Align::Right, 1.0),
            column("After Sept", Align::Right, 0.9),
            column("Jan to Mar", Align::Right, 0.9),
            column("March", Align::Right, 0.8),
        ],
        rows: groups
            .iter()
            .take(GROUPS)
            .map(|(label, said, phased)| Row {
                cells: vec![
                    group_cell(facet, label, said.clone()),
                    money_cell(asked.quote, &Sourced::new(phased.total, Vec::new())),
                    share_cell(phased.second_half_share(), &phased.second_half.cells),
                    share_cell(phased.last_quarter_share(), &phased.last_quarter.cells),
                    phased
                        .last_month
                        .as_ref()
                        .map_or_else(TableCell::default, |last| {
                            share_cell(phased.last_month_share(), &last.cells)
                        }),
                ],
                strong: false,
            })
            .collect(),
    })
}

/// The name of a group, which leads to its lines.
pub(super) fn group_cell(facet: Facet, label: &str, said: Option<String>) -> TableCell {
    TableCell {
        opens: Some(crate::report::Opens::Lines(vec![(facet, said)])),
        ..text_cell(label)
    }
}

pub(super) fn share_cell(share: Option<Share>, cells: &Cells) -> TableCell {
    share.map_or_else(
        || TableCell {
            tone: Tone::Muted,
            ..text_cell("–")
        },
        |share| TableCell {
            text: whole_percent(share),
            number: Some(share.to_f64()),
            cells: cells.clone(),
            ..TableCell::default()
        },
    )
}

/// One point: what happened between is not in the plan.
fn brought(reached: &Reached, quote: Quote, month: &str) -> LineSeries {
    LineSeries {
        label: "brought".to_owned(),
        style: LineStyle::Actual,
        points: vec![LinePoint {
            x: f64::from(reached.month) - 1.0,
            y: quote.drawn(reached.actual.value),
            hover: format!(
                "{month}: {} brought so far, {} planned",
                quote.sentence(reached.actual.value),
                quote.sentence(reached.plan.value)
            ),
            cells: reached.actual.cells.clone(),
        }],
    }
}

fn planned(phased: &PhasedSavings, quote: Quote, labels: &[String]) -> LineSeries {
    let points = phased
        .cumulative()
        .zip(&phased.monthly)
        .map(|((month, sum), (_, own))| LinePoint {
            x: f64::from(month) - 1.0,
            y: quote.drawn(sum),
            hover: format!(
                "{}: {} planned so far, {} in this period",
                name(labels, month),
                quote.sentence(sum),
                quote.sentence(own.value)
            ),
            cells: own.cells.clone(),
        });
    LineSeries {
        label: "plan".to_owned(),
        style: LineStyle::Plan,
        points: points.collect(),
    }
}

fn even(phased: &PhasedSavings, quote: Quote, labels: &[String]) -> LineSeries {
    let points = (1..=12_u8).map(|month| {
        let so_far = phased.total * Share(Decimal::from(month) / Decimal::from(12));
        LinePoint {
            x: f64::from(month) - 1.0,
            y: quote.drawn(so_far),
            hover: format!(
                "{}: {} in even twelfths",
                name(labels, month),
                quote.sentence(so_far)
            ),
            cells: Cells::default(),
        }
    });
    LineSeries {
        label: "even twelfths".to_owned(),
        style: LineStyle::Reference,
        points: points.collect(),
    }
}

fn name(labels: &[String], month: u8) -> &str {
    labels
        .get(usize::from(month) - 1)
        .map_or("?", String::as_str)
}

fn twin(phased: &PhasedSavings, quote: Quote) -> Table {
    let months = FinancialYear(2023).months();
    let mut rows = Vec::new();
    for ((month, sum), (_, own)) in phased.cumulative().zip(&phased.monthly) {
        let label = months
            .get(usize::from(month) - 1)
            .map_or("?", |month| month.short_name());
        let so_far = Sourced::new(sum, Vec::new());
        rows.push(Row {
            cells: vec![
                text_cell(label),
                money_cell(quote, own),
                money_cell(quote, &so_far),
            ],
            strong: false,
        });
    }
    Table {
        title: "Savings by month".to_owned(),
        subtitle: quote.unit().to_owned(),
        columns: vec![
            column("To end of", Align::Left, 1.0),
            column("Planned", Align::Right, 1.0),
            column("Cumulative", Align::Right, 1.0),
        ],
        rows,
    }
}
