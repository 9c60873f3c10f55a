//! Does the plan survive its year? The position added up by month in three lines, the month in which each leaves the plan,
//! and what would have to be true.

use super::link::{column, link, money_cell, optional_money_cell, text_cell};
use super::{
    Align, Block, Chart, ChartKind, LinePoint, LineSeries, LineStyle, Note, Page, PageId, Row,
    Table, Tone, YAxis, delivery, note, page, plan_label, quote, told_as,
};
use crate::analysis::{Endurance, MonthEnd};
use crate::assessment::Assessment;
use crate::plan::{FinancialYear, Money, Sourced};
use crate::wording::{Quote, money};

/// Doubts shown in full; the rest are counted.
const DOUBTS: usize = 3;

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
    let mut rows = vec![vec![Block::Chart(chart)]];
    rows.extend(delivery::break_even(assessment).map(|figures| vec![Block::Figures(figures)]));
    rows.extend(doubts(assessment).into_iter().take(1).map(|one| vec![one]));
    Some(page(assessment, PageId::Endurance, title, subtitle, rows))
}

/// Chart, break-even card, rates and doubts, for the view of the position.
pub(super) fn rows(assessment: &Assessment) -> Vec<Vec<Block>> {
    let mut rows = Vec::new();
    let mut first: Vec<Block> = Vec::new();
    first.extend(chart(assessment).map(Block::Chart));
    first.extend(delivery::table(assessment).map(Block::Table));
    if !first.is_empty() {
        rows.push(first);
    }
    rows.extend(delivery::break_even(assessment).map(|figures| vec![Block::Figures(figures)]));
    rows.extend(doubts(assessment).into_iter().map(|one| vec![one]));
    rows
}

pub(super) fn chart(assessment: &Assessment) -> Option<Chart> {
    let endurance = assessment.outlook.endurance.as_ref()?;
    let quote = quote(assessment);
    let support = assessment.outlook.assumptions.without_support
        && assessment.outlook.deficits.support.is_some();
    let mut subtitle = if endurance.by_month {
        format!("Position added up by month, {}", quote.unit())
    } else {
        format!(
            "Distance from plan by month, {}; the position is not by month in the workbook",
            quote.unit()
        )
    };
    if support && endurance.by_month {
        subtitle.push_str("; without deficit support, taken out in twelfths");
    }
    if endurance.closed > 0 {
        subtitle.extend(["; actual to ", name(endurance.closed)]);
    }
    if endurance.in_march.is_positive() {
        let amount = money(endurance.in_march);
        subtitle.extend([
            "; ",
            &amount,
            " of savings has no months and counts in March",
        ]);
    }
    let told = told_as(assessment);
    let series = series(endurance, told, quote);
    let values = || series.iter().flat_map(|line| &line.points).map(|at| at.y);
    let (low, high) = (values().fold(0.0, f64::min), values().fold(0.0, f64::max));
    Some(Chart {
        title: title(endurance),
        subtitle,
        alt: alt(endurance, told, quote),
        kind: ChartKind::Lines {
            x_labels: (1..=12).map(|month| short(month).to_owned()).collect(),
            series,
            bands: Vec::new(),
            y: YAxis::fitting(low, high, |value| quote.tick(value)),
        },
        comparable: None,
        twin: twin(endurance, told, quote),
    })
}

fn name(month: u8) -> &'static str {
    FinancialYear(2000).month(month).name()
}

fn short(month: u8) -> &'static str {
    FinancialYear(2000).month(month).short_name()
}

fn title(endurance: &Endurance) -> String {
    let leaves = &endurance.leaves;
    if let Some(month) = leaves.declared {
        return format!("The plan was left by the end of {}", name(month));
    }
    match (leaves.without_unidentified, leaves.usual) {
        (Some(month), _) => format!(
            "Without unidentified savings the plan is left in {}",
            name(month)
        ),
        (None, Some(month)) => format!("At the policy's rates the plan is left in {}", name(month)),
        (None, None) => "The plan survives its year on all three lines".to_owned(),
    }
}

fn alt(endurance: &Endurance, told: &str, quote: Quote) -> String {
    let end = |of: &dyn Fn(&MonthEnd) -> Option<Money>| {
        let value = endurance.months.last().and_then(of);
        value.map_or_else(|| "not known".to_owned(), |value| quote.sentence(value))
    };
    format!(
        "Lines by month. At the end of March: {told} {}, without unidentified savings {}, at the policy's rates {}. {}.",
        end(&|month| Some(month.declared.value)),
        end(&|month| Some(month.without_unidentified.value)),
        end(&|month| Some(month.usual.as_ref()?.value)),
        title(endurance)
    )
}

fn series(endurance: &Endurance, told: &str, quote: Quote) -> Vec<LineSeries> {
    let line = |label: &str, style, of: &dyn Fn(&MonthEnd) -> Option<Sourced<Money>>| {
        let points = endurance.months.iter().filter_map(|month| {
            let value = of(month)?;
            Some(LinePoint {
                x: f64::from(month.number) - 1.0,
                y: quote.drawn(value.value),
                hover: format!(
                    "{}: {} {label}",
                    short(month.number),
                    quote.sentence(value.value)
                ),
                cells: value.cells,
            })
        });
        LineSeries {
            label: label.to_owned(),
            style,
            points: points.collect(),
        }
    };
    let mut series = vec![
        line("at the policy's rates", LineStyle::Limit, &|month| {
            month.usual.clone()
        }),
        line("without unidentified", LineStyle::Reference, &|month| {
            Some(month.without_unidentified.clone())
        }),
        line(told, LineStyle::Plan, &|month| Some(month.declared.clone())),
    ];
    if endurance.closed > 0 {
        series.push(line("actual", LineStyle::Actual, &|month| {
            let known = endurance.actual_by_month || month.number == endurance.closed;
            (known && month.number <= endurance.closed).then(|| month.declared.clone())
        }));
    }
    series.retain(|line| !line.points.is_empty());
    series
}

fn twin(endurance: &Endurance, told: &str, quote: Quote) -> Table {
    let rows = endurance.months.iter().map(|month| Row {
        cells: vec![
            text_cell(short(month.number)),
            money_cell(quote, &month.plan),
            money_cell(quote, &month.declared),
            money_cell(quote, &month.without_unidentified),
            optional_money_cell(quote, month.usual.as_ref()),
        ],
        strong: month.number == 12,
    });
    let head = if told == "forecast" {
        "Forecast"
    } else {
        "Declared"
    };
    Table {
        title: "Position added up by month".to_owned(),
        subtitle: quote.unit().to_owned(),
        columns: vec![
            column("To end of", Align::Left, 1.0),
            column("Plan", Align::Right, 1.0),
            column(head, Align::Right, 1.0),
            column("Without unidentified", Align::Right, 1.2),
            column("At rates", Align::Right, 1.0),
        ],
        rows: rows.collect(),
    }
}

/// The workbook's own doubts, word for word, each with its cell.
fn doubts(assessment: &Assessment) -> Vec<Block> {
    let doubts = &assessment.case.plan.around.doubts;
    let mut blocks: Vec<Block> = doubts
        .iter()
        .take(DOUBTS)
        .map(|doubt| {
            Block::Note(Note {
                text: format!("The workbook itself says: \u{201c}{}\u{201d}", doubt.text),
                tone: Tone::Adverse,
                link: link(&doubt.cell.clone().into()),
            })
        })
        .collect();
    if doubts.len() > DOUBTS {
        blocks.push(note(format!(
            "{} more such sentences stand in the workbook.",
            doubts.len() - DOUBTS
        )));
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::judge;
    use crate::plan::example::clean_case_in_year;
    use crate::policy::Policy;

    #[test]
    fn a_lone_forecast_is_never_called_declared() {
        let case = clean_case_in_year()
            .with_unidentified(2_000_000, 12)
            .with_position(|position| position.is_forecast = true);
        let assessment = judge(case, Vec::new(), &Policy::default());
        let texts = |chart: &Chart| {
            let heads = chart.twin.columns.iter().map(|own| own.label.clone());
            let rows = chart.twin.rows.iter().map(|row| row.cells[0].text.clone());
            let own = [&chart.title, &chart.subtitle, &chart.alt].map(Clone::clone);
            own.into_iter().chain(heads).chain(rows).collect::<Vec<_>>()
        };
        let mut told = texts(&chart(&assessment).unwrap());
        told.extend(texts(&super::super::bridge::chart(&assessment).unwrap()));
        let table = super::super::deficits::underlying_table(&assessment, 9).unwrap();
        told.push(table.title);
        let declared = told
            .iter()
            .find(|text| text.to_lowercase().contains("declare"));
        assert_eq!(declared, None);
        assert!(told.contains(&"From forecast to underlying".to_owned()));
    }
}
