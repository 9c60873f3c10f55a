//! How many plans ask how much, whose savings nobody has found, and when the latest ones land: each on one scale.

use crate::assessment::{PlanSummary, Verdict};
use crate::plan::{Cells, FinancialYear, Money, Share};
use crate::policy::Policy;
use crate::report::link::{column, text_cell};
use crate::report::{
    Align, BarRow, BarSegment, Chart, ChartKind, Fill, LinePoint, LineSeries, LineStyle, Row,
    Table, TableCell, Tone, YAxis,
};
use crate::wording::{Quote, counted, whole_percent};
use rust_decimal::Decimal;

/// Plans drawn one by one; the rest is one bar, or one panel of the mean.
const BARS: usize = 7;
const PANELS: usize = 3;

/// Plans by how much of their income or allocation they ask to be saved; `None` where none says.
pub(super) fn asked(plans: &[&PlanSummary], policy: &Policy) -> Option<Chart> {
    let norms = policy.savings_norms.value;
    plans.iter().find_map(|plan| plan.share)?;
    let band = |share: Share| norms.iter().filter(|norm| share > **norm).count();
    let [low, middle, high] = norms.map(whole_percent);
    let labels = [
        format!("Up to {low}"),
        format!("{low} to {middle}"),
        format!("{middle} to {high}"),
        format!("Above {high}"),
        "Cannot say".to_owned(),
    ];
    let bands: Vec<(String, Vec<&PlanSummary>)> = labels
        .into_iter()
        .enumerate()
        .map(|(at, label)| {
            let own = plans
                .iter()
                .copied()
                .filter(|plan| plan.share.map_or(4, band) == at);
            (label, own.collect())
        })
        .filter(|(label, own): &(String, Vec<_>)| label != "Cannot say" || !own.is_empty())
        .collect();
    let beyond = plans
        .iter()
        .filter(|plan| plan.share.is_some_and(|share| share > norms[1]))
        .count();
    let title = match beyond {
        0 => format!("No plan asks for more than {middle}"),
        1 => format!("1 plan asks for more than {middle}"),
        many => format!("{many} plans ask for more than {middle}"),
    };
    let said: Vec<String> = bands
        .iter()
        .map(|(label, own)| format!("{label}: {}", counted(own.len(), "plan", "plans")))
        .collect();
    Some(Chart {
        title,
        subtitle: "Plans by savings asked, as a share of operating income or allocation".to_owned(),
        alt: format!("Bars of plans by savings asked. {}.", said.join("; ")),
        kind: ChartKind::Bars {
            rows: bands
                .iter()
                .map(|(label, own)| band_row(label, own))
                .collect(),
            legend: legend(plans),
        },
        comparable: None,
        twin: asked_twin(&bands),
    })
}

/// Fill and word of each verdict, in the order drawn.
const STANDS: [(Fill, &str, &[Verdict]); 4] = [
    (Fill::Developed, "Balances", &[Verdict::Balanced]),
    (
        Fill::Unidentified,
        "Rests on unidentified",
        &[Verdict::RestsOnUnidentified],
    ),
    (Fill::Adverse, "Deficit", &[Verdict::Deficit]),
    (
        Fill::NotStated,
        "Cannot be judged",
        &[Verdict::SavingsNotSeen, Verdict::NotDeclared],
    ),
];

fn standing<'p>(plans: &[&'p PlanSummary], verdicts: &[Verdict]) -> Vec<&'p PlanSummary> {
    plans
        .iter()
        .copied()
        .filter(|plan| verdicts.contains(&plan.verdict()))
        .collect()
}

fn legend(plans: &[&PlanSummary]) -> Vec<(Fill, String)> {
    STANDS
        .iter()
        .filter(|(_, _, verdicts)| !standing(plans, verdicts).is_empty())
        .map(|(fill, label, _)| (*fill, (*label).to_owned()))
        .collect()
}

fn band_row(label: &str, own: &[&PlanSummary]) -> BarRow {
    let segments = STANDS.iter().filter_map(|(fill, name, verdicts)| {
        let of = standing(own, verdicts);
        let names: Vec<&str> = of.iter().take(6).map(|plan| plan.name.as_str()).collect();
        let more = if of.len() > 6 { ", …" } else { "" };
        (!of.is_empty()).then(|| BarSegment {
            fill: *fill,
            value: of.len() as f64,
            text: of.len().to_string(),
            hover: format!(
                "{label}, {}: {}{more}",
                name.to_lowercase(),
                names.join(", ")
            ),
            cells: Cells::default(),
        })
    });
    BarRow {
        tone: Tone::Adverse,
        dot: None,
        label: label.to_owned(),
        note: String::new(),
        segments: segments.collect(),
    }
}

fn asked_twin(bands: &[(String, Vec<&PlanSummary>)]) -> Table {
    let mut columns = vec![column("Savings asked", Align::Left, 1.6)];
    columns.extend(STANDS.map(|(_, label, _)| column(label, Align::Right, 1.0)));
    columns.push(column("Plans", Align::Right, 0.8));
    let number = |count: usize| TableCell {
        text: count.to_string(),
        number: Some(count as f64),
        ..TableCell::default()
    };
    let rows = bands.iter().map(|(label, own)| {
        let mut cells = vec![text_cell(label.clone())];
        cells.extend(STANDS.map(|(_, _, verdicts)| number(standing(own, verdicts).len())));
        cells.push(number(own.len()));
        Row {
            cells,
            strong: false,
        }
    });
    Table {
        title: "Plans by savings asked".to_owned(),
        subtitle: "number of plans".to_owned(),
        columns,
        rows: rows.collect(),
    }
}

/// The savings with and without a scheme of the plans that have most without; `None` where all have one.
pub(super) fn unidentified(plans: &[&PlanSummary], quote: Quote) -> Option<Chart> {
    let gap = |plan: &PlanSummary| {
        plan.unidentified
            .as_ref()
            .map_or(Money::ZERO, |own| own.value)
    };
    let mut worst: Vec<&PlanSummary> = plans
        .iter()
        .copied()
        .filter(|plan| gap(plan).is_positive())
        .collect();
    worst.sort_by_key(|plan| std::cmp::Reverse(gap(plan)));
    let all: Money = worst.iter().map(|plan| gap(plan)).sum();
    let of = worst.len();
    let rest = if of > BARS {
        worst.split_off(BARS)
    } else {
        Vec::new()
    };
    let first = worst.first()?;
    let mut bars: Vec<(String, Money, Money, Cells)> = worst
        .iter()
        .map(|plan| {
            let cells = plan.unidentified.as_ref().map(|own| own.cells.clone());
            let total = plan.savings.as_ref().map_or(Money::ZERO, |own| own.value);
            (
                plan.name.clone(),
                gap(plan),
                total - gap(plan),
                cells.unwrap_or_default(),
            )
        })
        .collect();
    if !rest.is_empty() {
        let others: Money = rest.iter().map(|plan| gap(plan)).sum();
        let label = format!("{} more", counted(rest.len(), "plan", "plans"));
        bars.push((label, others, Money::ZERO, Cells::default()));
    }
    let title = format!(
        "{} of savings in {} has no scheme behind it",
        quote.sentence(all),
        counted(of, "plan", "plans")
    );
    let said: Vec<String> = bars
        .iter()
        .map(|(name, gap, ..)| format!("{name} {}", quote.sentence(*gap)))
        .collect();
    Some(Chart {
        title,
        subtitle: format!(
            "Savings of the plans with most unidentified, {}, same scale",
            quote.unit()
        ),
        alt: format!(
            "Stacked bars of savings with and without a scheme, most unidentified first, led by {}. Unidentified: {}.",
            first.name,
            said.join("; ")
        ),
        kind: ChartKind::Bars {
            rows: bars.iter().map(|bar| gap_row(bar, quote)).collect(),
            legend: vec![
                (Fill::Unidentified, "Unidentified".to_owned()),
                (Fill::Developed, "With a scheme".to_owned()),
            ],
        },
        comparable: None,
        twin: gap_twin(&bars, quote),
    })
}

fn gap_row((name, gap, rest, cells): &(String, Money, Money, Cells), quote: Quote) -> BarRow {
    let segment = |fill, value: Money, what: &str, cells: &Cells| BarSegment {
        fill,
        value: quote.drawn(value),
        text: quote.bare(value),
        hover: format!("{name}: {what} {}", quote.sentence(value)),
        cells: cells.clone(),
    };
    let mut segments = vec![segment(Fill::Unidentified, *gap, "unidentified", cells)];
    if rest.is_positive() {
        segments.push(segment(
            Fill::Developed,
            *rest,
            "with a scheme",
            &Cells::default(),
        ));
    }
    BarRow {
        tone: Tone::Adverse,
        dot: None,
        label: name.clone(),
        note: format!("{} no scheme", quote.sentence(*gap)),
        segments,
    }
}

fn gap_twin(bars: &[(String, Money, Money, Cells)], quote: Quote) -> Table {
    let money = |money: Money, cells: &Cells| TableCell {
        text: quote.bare(money),
        number: Some(money.to_f64()),
        cells: cells.clone(),
        ..TableCell::default()
    };
    Table {
        title: "Unidentified savings by plan".to_owned(),
        subtitle: quote.unit().to_owned(),
        columns: vec![
            column("Plan", Align::Left, 2.6),
            column("Unidentified", Align::Right, 1.0),
            column("With a scheme", Align::Right, 1.0),
        ],
        rows: bars
            .iter()
            .map(|(name, gap, rest, cells)| Row {
                cells: vec![
                    text_cell(name.clone()),
                    money(*gap, cells),
                    money(*rest, &Cells::default()),
                ],
                strong: false,
            })
            .collect(),
    }
}

/// Small panels on one scale: the plans whose savings land latest, and the mean of all that are phased. Empty with fewer
/// than two plans to compare.
pub(super) fn landings(plans: &[&PlanSummary]) -> Vec<Chart> {
    let mut phased: Vec<&PlanSummary> = plans
        .iter()
        .copied()
        .filter(|plan| !plan.landing.is_empty())
        .collect();
    if phased.len() < 2 {
        return Vec::new();
    }
    phased.sort_by_key(|plan| up_to(plan, 6));
    let mean: Vec<(u8, Share)> = (1..=12)
        .map(|month| {
            let sum: Decimal = phased.iter().map(|plan| up_to(plan, month).0).sum();
            (month, Share(sum / Decimal::from(phased.len())))
        })
        .collect();
    let all = format!("Mean of {} plans", phased.len());
    let latest = phased.iter().take(PANELS);
    let mut panels: Vec<Chart> = latest
        .map(|plan| panel(&plan.name, &plan.landing, &mean))
        .collect();
    panels.push(panel(&all, &mean, &mean));
    panels
}

/// Part of the savings planned up to the end of a month: what was planned up to the last month given before it.
fn up_to(plan: &PlanSummary, month: u8) -> Share {
    plan.landing
        .iter()
        .rfind(|(given, _)| *given <= month)
        .map_or(Share::default(), |(_, share)| *share)
}

fn panel(name: &str, landing: &[(u8, Share)], mean: &[(u8, Share)]) -> Chart {
    let at = |points: &[(u8, Share)], month: u8| {
        points
            .iter()
            .rfind(|(given, _)| *given <= month)
            .map_or(Share::default(), |(_, share)| *share)
    };
    let names = FinancialYear(2023)
        .months()
        .map(|month| month.short_name().to_owned());
    let series = |label: &str, style, points: &[(u8, Share)]| LineSeries {
        label: label.to_owned(),
        style,
        points: (1..=12_u8)
            .zip(&names)
            .map(|(month, word)| {
                let share = at(points, month);
                LinePoint {
                    x: f64::from(month - 1),
                    y: share.to_f64() * 100.0,
                    hover: format!("{name}: {} by the end of {word}", whole_percent(share)),
                    cells: Cells::default(),
                }
            })
            .collect(),
    };
    let half = at(landing, 6);
    let late = Share(Decimal::ONE - half.0);
    let mut lines = vec![series("", LineStyle::Plan, landing)];
    if landing != mean {
        lines.push(series("", LineStyle::Reference, mean));
    }
    Chart {
        title: format!("{name}: {} after September", whole_percent(late)),
        subtitle: "Savings planned up to each month end; dotted: the mean".to_owned(),
        alt: format!(
            "Line of the savings of {name} planned up to each month end: {} by June, {} by September, {} by December.",
            whole_percent(at(landing, 3)),
            whole_percent(half),
            whole_percent(at(landing, 9)),
        ),
        kind: ChartKind::Lines {
            x_labels: names.to_vec(),
            series: lines,
            bands: Vec::new(),
            // One scale for all panels.
            y: YAxis::fitting(0.0, 100.0, |value| format!("{value}%")),
        },
        comparable: None,
        twin: Table {
            title: format!("Savings of {name} up to each month end"),
            subtitle: "share of what is phased".to_owned(),
            columns: vec![
                column("Month", Align::Left, 1.0),
                column("Planned", Align::Right, 1.0),
            ],
            rows: (1..=12_u8)
                .zip(&names)
                .map(|(month, word)| Row {
                    cells: vec![
                        text_cell(word.clone()),
                        super::table::share_cell(Some(at(landing, month))),
                    ],
                    strong: false,
                })
                .collect(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(name: &str, share: i64, by_september: i64) -> PlanSummary {
        PlanSummary {
            name: name.to_owned(),
            share: Some(Share::percent(share)),
            landing: vec![(6, Share::percent(by_september)), (12, Share::percent(100))],
            ..PlanSummary::default()
        }
    }

    #[test]
    fn a_plan_at_a_norm_stands_below_it() {
        let plans = [plan("a", 4, 50), plan("b", 5, 50), plan("c", 9, 50)];
        let all: Vec<&PlanSummary> = plans.iter().collect();
        let chart = asked(&all, &Policy::default()).unwrap();
        assert_eq!(chart.title, "1 plan asks for more than 6%");
        let counts: Vec<&str> = chart
            .twin
            .rows
            .iter()
            .map(|row| row.cells.last().unwrap().text.as_str())
            .collect();
        assert_eq!(counts, ["1", "1", "0", "1"]);
    }

    #[test]
    fn the_latest_plans_have_a_panel_each_and_all_have_one_of_the_mean_on_the_same_scale() {
        let plans = [plan("a", 4, 50), plan("b", 4, 20), plan("c", 4, 35)];
        let all: Vec<&PlanSummary> = plans.iter().collect();
        let panels = landings(&all);
        assert_eq!(panels.len(), 4);
        assert_eq!(panels[0].title, "b: 80% after September");
        assert_eq!(panels[3].title, "Mean of 3 plans: 65% after September");
        for panel in &panels {
            let ChartKind::Lines { y, .. } = &panel.kind else {
                panic!("{panel:?}")
            };
            assert!(y.min.abs() < 1e-9 && (y.max - 100.0).abs() < 1e-9);
        }
    }
}
