//! Does the plan survive its year? The position added up by month in three lines, the month in which each leaves the plan,
//! and what would have to be true.

use super::link::{column, link, money_cell, optional_money_cell, text_cell};
use super::{
    Align, Block, Chart, ChartKind, Column, Figure, LinePoint, LineSeries, LineStyle, Note, Page,
    PageId, Row, Table, TableCell, Tone, YAxis, note, page, plan_label, quote, told_as,
};
use crate::analysis::{Delivery, Endurance, MonthEnd, StatusDelivery};
use crate::assessment::Assessment;
use crate::plan::{FinancialYear, Money, Share, Sourced, Status};
use crate::wording::{Quote, money, percent, plain_percent};

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
    rows.extend(break_even(assessment).map(|figures| vec![Block::Figures(figures)]));
    rows.extend(doubts(assessment).into_iter().take(1).map(|one| vec![one]));
    Some(page(assessment, PageId::Endurance, title, subtitle, rows))
}

/// Chart, break-even card, rates and doubts, for the view of the position.
pub(super) fn rows(assessment: &Assessment) -> Vec<Vec<Block>> {
    let mut rows = Vec::new();
    let mut first: Vec<Block> = Vec::new();
    first.extend(chart(assessment).map(Block::Chart));
    first.extend(delivery_table(assessment).map(Block::Table));
    if !first.is_empty() {
        rows.push(first);
    }
    rows.extend(break_even(assessment).map(|figures| vec![Block::Figures(figures)]));
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

/// The rates, what they deliver, and what each status would have to deliver alone.
fn delivery_table(assessment: &Assessment) -> Option<Table> {
    let delivery = assessment.outlook.delivery.as_ref()?;
    if !delivery.is_rated() {
        return None;
    }
    let quote = quote(assessment);
    let share = |share: Option<Share>| TableCell {
        text: share.map_or_else(|| "–".to_owned(), percent),
        number: share.map(Share::to_f64),
        tone: match share {
            Some(share) if share > Share::percent(100) => Tone::Adverse,
            _ => Tone::Neutral,
        },
        ..TableCell::default()
    };
    // Rates are for the months ahead: once there are months behind, what they brought stands beside.
    let row = |label: &str, planned: Sourced<Money>, own: &StatusDelivery| Row {
        cells: vec![
            text_cell(label),
            money_cell(quote, &planned),
            text_cell_money(quote, own.done),
            text_cell_money(quote, own.ahead),
            share(own.rate()),
            text_cell_money(quote, own.expected()),
            needed(share(own.needed), own.needed),
        ],
        strong: false,
    };
    let mut rows: Vec<Row> = delivery
        .by_status
        .iter()
        .map(|own| {
            let label = own.status.map_or("Not stated", Status::label);
            row(label, savings_of(assessment, own.status), own)
        })
        .collect();
    if delivery.costs.lines > 0 {
        rows.push(row(
            "Costs, in full",
            costs_among(assessment),
            &delivery.costs,
        ));
    }
    rows.push(Row {
        cells: vec![
            text_cell("All savings"),
            text_cell_money(quote, delivery.planned()),
            text_cell_money(quote, delivery.done()),
            text_cell_money(quote, delivery.ahead()),
            share(delivery.rate_ahead()),
            text_cell_money(quote, delivery.expected()),
            text_cell("–"),
        ],
        strong: true,
    });
    let source = assessment.policy.delivery_rates.source;
    let mut table = Table {
        title: "What the rates deliver".to_owned(),
        subtitle: format!(
            "{}. The lower of status and risk; our assumption, not NHS policy. {source}",
            quote.unit()
        ),
        columns: delivery_columns(),
        rows,
    };
    if delivery.by_status.iter().all(|own| own.done.is_zero()) {
        table.columns.drain(BEHIND_AND_AHEAD);
        for row in &mut table.rows {
            row.cells.drain(BEHIND_AND_AHEAD);
        }
    }
    Some(table)
}

/// What the savings of a status come to, without costs among them.
fn savings_of(assessment: &Assessment, status: Option<Status>) -> Sourced<Money> {
    let costly = (assessment.outlook.delivery.as_ref()).is_some_and(|own| own.costs.lines > 0);
    if costly {
        let lines = assessment.case.plan.savings.iter();
        return lines
            .flat_map(|savings| &savings.lines)
            .filter(|line| !line.is_cost() && line.step() == status)
            .map(|line| &line.value)
            .sum();
    }
    let outlook = assessment.savings.iter();
    outlook
        .flat_map(|savings| &savings.mix.steps)
        .filter(|(own, _)| *own == status)
        .map(|(_, value)| value)
        .sum()
}

fn costs_among(assessment: &Assessment) -> Sourced<Money> {
    let lines = assessment.case.plan.savings.iter();
    lines
        .flat_map(|savings| &savings.lines)
        .filter(|line| line.is_cost())
        .map(|line| &line.value)
        .sum()
}

/// Nothing delivers more than it holds.
fn needed(cell: TableCell, alone: Option<Share>) -> TableCell {
    let cannot = alone.is_some_and(|alone| alone > Share::percent(100));
    TableCell {
        text: if cannot {
            "cannot".to_owned()
        } else {
            cell.text
        },
        ..cell
    }
}

fn delivery_columns() -> Vec<Column> {
    vec![
        column("Status", Align::Left, 1.7),
        column("Planned", Align::Right, 1.0),
        column("So far", Align::Right, 1.0),
        column("To come", Align::Right, 1.0),
        column("Rate", Align::Right, 0.8),
        column("Delivers", Align::Right, 1.0),
        column("Needed of it alone", Align::Right, 1.2),
    ]
}

/// The columns of the months behind and ahead.
const BEHIND_AND_AHEAD: std::ops::Range<usize> = 2..4;

fn text_cell_money(quote: Quote, amount: Money) -> TableCell {
    money_cell(quote, &Sourced::new(amount, Vec::new()))
}

/// What must be true for the plan to land.
fn break_even(assessment: &Assessment) -> Option<Vec<Figure>> {
    let delivery = assessment.outlook.delivery.as_ref()?;
    if !delivery.is_rated() {
        return None;
    }
    let quote = quote(assessment);
    let needed = delivery.needed_of_schemes()?;
    let expected = delivery.expected().share_of(delivery.planned())?;
    let beyond = needed > Share::percent(100);
    let figure = |label: &str, value: String, tone, detail: String| Figure {
        label: label.to_owned(),
        value,
        tone,
        detail,
        link: None,
        scale: None,
    };
    let mut figures = vec![
        figure(
            "To land, schemes must deliver",
            percent(needed),
            if beyond { Tone::Adverse } else { Tone::Neutral },
            format!(
                "{}{}{}",
                if beyond {
                    "more than there is: cannot land on schemes alone"
                } else {
                    "of everything with a scheme behind it"
                },
                in_full(delivery.costs.planned, quote),
                besides(delivery.besides, quote)
            ),
        ),
        figure(
            "The policy's rates deliver",
            percent(expected),
            Tone::Neutral,
            format!(
                "{} of {}",
                quote.bare(delivery.expected()),
                quote.bare(delivery.planned())
            ),
        ),
        figure(
            "Rates by status",
            rates(assessment),
            Tone::Neutral,
            "developed, in progress, opportunity, unidentified; change them in Policy".to_owned(),
        ),
    ];
    figures.extend(hardest(delivery).map(|(own, needed)| {
        figure(
            &format!(
                "{} alone would need",
                own.status.map_or("The rest", Status::label)
            ),
            percent(needed),
            Tone::Adverse,
            if needed > Share::percent(100) {
                "more than it holds: cannot alone, with all others at their rates".to_owned()
            } else {
                "with all others at their rates".to_owned()
            },
        )
    }));
    Some(figures)
}

/// What is to be spent among the savings, and landing the plan pays for.
fn in_full(costs: Money, quote: Quote) -> String {
    if costs.is_zero() {
        return String::new();
    }
    format!(
        "; {} of costs among the savings counts in full",
        quote.sentence(costs.abs())
    )
}

/// What the months behind lost or gained beside the savings, and landing the plan makes up.
fn besides(amount: Money, quote: Quote) -> String {
    if amount.is_zero() {
        return String::new();
    }
    let said = quote.sentence(amount.abs());
    if amount.is_negative() {
        format!("; the position to date is {said} better beside them")
    } else {
        format!("; the position to date lost {said} beside them")
    }
}

/// The status with schemes that could still make up most, and the rate it would need.
fn hardest(delivery: &Delivery) -> Option<(&StatusDelivery, Share)> {
    let own = delivery.by_status.iter().find(|own| {
        matches!(own.status, Some(Status::InProgress | Status::Opportunity)) && own.needed.is_some()
    })?;
    Some((own, own.needed?))
}

fn rates(assessment: &Assessment) -> String {
    let rates = assessment.policy.delivery_rates.value;
    let all: Vec<String> = rates
        .iter()
        .map(|(_, rate)| plain_percent(*rate).trim_end_matches('%').to_owned())
        .collect();
    format!("{}%", all.join(" · "))
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
    use crate::plan::example::{clean_case, clean_case_in_year, pounds};
    use crate::policy::Policy;

    fn table(case: crate::plan::Case) -> Table {
        delivery_table(&judge(case, Vec::new(), &Policy::default())).unwrap()
    }

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

    #[test]
    fn once_months_are_gone_so_far_and_to_come_at_the_rate_make_what_is_delivered() {
        let case = clean_case_in_year().with_savings(|savings| {
            savings.lines[0].actual_to_date = Some(pounds(1_000_000, "CIP!V10"));
        });
        let table = table(case);
        let heads: Vec<&str> = table.columns.iter().map(|own| own.label.as_str()).collect();
        assert_eq!(heads[2..6], ["So far", "To come", "Rate", "Delivers"]);
        for row in &table.rows {
            let number = |at: usize| row.cells[at].number.unwrap();
            let made = number(2) + number(3) * number(4);
            assert!((made - number(5)).abs() < 1.0, "{:?}", row.cells);
        }
        let paid = self::table(clean_case().with_savings(|savings| {
            let cost = crate::plan::example::scheme("Cost to deliver", -1_000_000, 12);
            savings.lines.push(cost);
        }));
        let told = |row: &Row| (row.cells[0].text.clone(), row.cells[1].number.unwrap());
        let rows: Vec<(String, f64)> = paid.rows.iter().map(told).collect();
        let at = |label: &str, value| (label.to_owned(), value);
        assert_eq!(
            rows,
            [
                at("Fully developed", 8_000_000.0),
                at("Costs, in full", -1_000_000.0),
                at("All savings", 7_000_000.0)
            ]
        );
        let before = self::table(clean_case());
        assert_eq!(before.columns.len(), heads.len() - 2);
        assert_eq!(before.rows[0].cells.len(), before.columns.len());
    }
}
