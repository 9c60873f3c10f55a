//! When the savings land.

use super::link::{column, money_cell, text_cell};
use super::{
    Align, Band, Block, Chart, ChartKind, LinePoint, LineSeries, LineStyle, Page, PageId, Row,
    Table, YAxis, page, quote,
};
use crate::analysis::PhasedSavings;
use crate::assessment::Assessment;
use crate::plan::{Cells, FinancialYear, Sourced};
use crate::wording::{Quote, money, whole_percent};

pub(super) fn board_page(assessment: &Assessment) -> Option<Page> {
    let chart = chart(assessment)?;
    let (title, subtitle) = (chart.title.clone(), chart.subtitle.clone());
    let chart = Chart {
        title: String::new(),
        subtitle: String::new(),
        ..chart
    };
    Some(page(
        assessment,
        PageId::SavingsPhasing,
        title,
        subtitle,
        vec![vec![Block::Chart(chart)]],
    ))
}

/// Cumulative savings over the year against even twelfths.
pub(super) fn chart(assessment: &Assessment) -> Option<Chart> {
    let phased = assessment.savings.as_ref()?.phased.as_ref()?;
    let quote = quote(assessment);
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
    Some(Chart {
        title: title(phased),
        subtitle: format!("Cumulative savings, {}, plan{unphased}", quote.unit()),
        alt: format!(
            "Line of cumulative planned savings by month. {} of {} is planned by the end of September, {share} in January to March.",
            money(phased.total - phased.second_half.value),
            money(phased.total),
        ),
        kind: ChartKind::Lines {
            series: vec![
                even(phased, quote, &x_labels),
                planned(phased, quote, &x_labels),
            ],
            bands: vec![Band {
                from: 8.5,
                to: 11.0,
                label: format!("{share} in Q4"),
            }],
            y: YAxis::fitting(0.0, total, |value| quote.tick(value)),
            x_labels,
        },
        twin: twin(phased, quote),
    })
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
        let so_far = phased.total
            * crate::plan::Share(
                rust_decimal::Decimal::from(month) / rust_decimal::Decimal::from(12),
            );
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
