//! Hand-made pages with every kind of block.

use crate::finding::Severity;
use crate::plan::Sourced;
use crate::report::{
    Align, Band, BarRow, BarSegment, Block, Chart, ChartKind, Column, Comparable, Difference,
    Figure, Fill, FindingItem, LinePoint, LineSeries, LineStyle, Link, Note, Page, PageId, Row,
    Scale, ScaleMark, Table, TableCell, Tone, WaterfallStep, YAxis,
};

pub fn page(title: &str, rows: Vec<Vec<Block>>) -> Page {
    Page {
        id: PageId::Overview,
        title: title.to_owned(),
        subtitle: "Savings by status and organisation, £m, full-year plan 2023/24".to_owned(),
        rows,
        source: "Tamarside ICS operating plan 2023/24, final, May. Source: CIP!A7:V112".to_owned(),
        mark: Some("Sample, not your plan"),
    }
}

fn figure(label: &str, value: &str, tone: Tone) -> Figure {
    Figure {
        label: label.to_owned(),
        value: value.to_owned(),
        tone,
        detail: "24.9 in 7 lines, no scheme".to_owned(),
        link: Some(Link {
            text: "I&E!P48".to_owned(),
            cells: crate::plan::Cells::default(),
        }),
        scale: None,
    }
}

fn figures() -> Block {
    let mark = |at: f64, label: &str| ScaleMark {
        at,
        label: label.to_owned(),
    };
    let mut asked = figure("Savings asked", "6.9%", Tone::Neutral);
    asked.scale = Some(Scale {
        min: 2.0,
        max: 10.0,
        value: 6.9,
        marks: vec![mark(4.0, "4 past"), mark(6.0, "6 avg"), mark(8.0, "8 top")],
    });
    Block::Figures(vec![
        figure("Declared position", "(42.0)", Tone::Neutral),
        figure("Without unidentified savings", "(66.9)", Tone::Adverse),
        figure("At usual delivery rates", "cannot say", Tone::Muted),
        asked,
        figure("Waiting over 65 weeks, March", "1,240", Tone::Adverse),
    ])
}

fn chart(title: &str, kind: ChartKind) -> Block {
    Block::Chart(Chart {
        title: title.to_owned(),
        subtitle: "£m, plan and actual to August".to_owned(),
        alt: format!("{title}, drawn"),
        kind,
        comparable: None,
        twin: Table::default(),
    })
}

/// With an arrow between two of its bars.
pub fn compared(mut block: Block, from: usize, to: usize) -> Block {
    if let Block::Chart(chart) = &mut block {
        let bars = (0..=from.max(to)).map(|bar| (bar.to_string(), Sourced::default()));
        let mut comparable = Comparable::new("chart", bars);
        comparable.shown = Some(Difference {
            from,
            to,
            text: "−£24.9m".to_owned(),
            share: "−59.3%".to_owned(),
            words: "Difference: −£24.9m".to_owned(),
            cells: crate::plan::Cells::default(),
        });
        chart.comparable = Some(Box::new(comparable));
    }
    block
}

pub fn bars(n: usize) -> Block {
    let names = [
        "Tamar ICB",
        "Moorland Acute",
        "Coast Hospitals",
        "Combes Community",
    ];
    let segment = |fill, value: f64| BarSegment {
        fill,
        value,
        text: format!("{value:.1}"),
        hover: String::new(),
        cells: crate::plan::Cells::default(),
    };
    let row = |index: usize| {
        let size = 1.0 + 1.3 * (index % 4) as f64;
        BarRow {
            tone: Tone::Adverse,
            dot: None,
            label: format!("{} {}", names[index % 4], index / 4).replace(" 0", ""),
            note: "£7.7m no scheme".to_owned(),
            segments: vec![
                segment(Fill::Developed, 6.1 * size),
                segment(Fill::InProgress, 4.0 * size),
                segment(Fill::Opportunity, 2.2 * size),
                segment(Fill::Unidentified, 5.0 * size),
                segment(Fill::NotStated, 1.5),
            ],
        }
    };
    let key = |fill, label: &str| (fill, label.to_owned());
    chart(
        "£24.9m of £113.0m has no scheme",
        ChartKind::Bars {
            rows: (0..n).map(row).collect(),
            legend: vec![
                key(Fill::Developed, "Fully developed"),
                key(Fill::InProgress, "Plans in progress"),
                key(Fill::Opportunity, "Opportunity"),
                key(Fill::Unidentified, "Unidentified"),
                key(Fill::NotStated, "Not stated"),
            ],
        },
    )
}

fn lines() -> Block {
    let months = [
        "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar",
    ];
    let series = |label: &str, style, ys: &[f64]| LineSeries {
        label: label.to_owned(),
        style,
        points: ys
            .iter()
            .enumerate()
            .map(|(x, y)| LinePoint {
                x: x as f64,
                y: *y,
                hover: String::new(),
                cells: crate::plan::Cells::default(),
            })
            .collect(),
    };
    let plan = [
        1.0, 2.5, 4.5, 7.2, 11.0, 17.0, 24.0, 33.0, 46.0, 63.0, 85.0, 113.0,
    ];
    let even: Vec<f64> = (1..=12)
        .map(|month| 113.0 / 12.0 * f64::from(month))
        .collect();
    chart(
        "Half the savings arrive after mid-January",
        ChartKind::Lines {
            x_labels: months.iter().map(ToString::to_string).collect(),
            series: vec![
                series("plan", LineStyle::Plan, &plan),
                series("even twelfths", LineStyle::Reference, &even),
                series(
                    "actual £6.5m",
                    LineStyle::Actual,
                    &[0.5, 1.5, 3.0, 4.5, 6.5],
                ),
                series("target", LineStyle::Limit, &[110.0; 12]),
            ],
            bands: vec![Band {
                from: 9.0,
                to: 11.0,
                label: "58% in Q4".to_owned(),
            }],
            y: YAxis::fitting(0.0, 113.0, |y| format!("£{y}m")),
        },
    )
}

pub fn waterfall() -> Block {
    let step = |label: &str, from: f64, to: f64, fill, text: &str| WaterfallStep {
        label: label.to_owned(),
        from,
        to,
        fill,
        text: text.to_owned(),
        hover: String::new(),
        cells: crate::plan::Cells::default(),
        parts: Vec::new(),
    };
    chart(
        "The £42.0m deficit is £66.9m without unidentified savings",
        ChartKind::Waterfall {
            steps: vec![
                step("Declared position", 0.0, -42.0, Fill::Total, "(42.0)"),
                step("Tamar ICB", -42.0, -49.7, Fill::Unidentified, "(7.7)"),
                step(
                    "Moorland Acute Hospitals NHS Foundation Trust",
                    -49.7,
                    -59.1,
                    Fill::Unidentified,
                    "(9.4)",
                ),
                step("Coast Hospitals", -59.1, -64.7, Fill::Unidentified, "(5.6)"),
                step(
                    "Combes Community",
                    -64.7,
                    -66.9,
                    Fill::Unidentified,
                    "(2.2)",
                ),
                step(
                    "Without unidentified savings",
                    0.0,
                    -66.9,
                    Fill::Total,
                    "(66.9)",
                ),
            ],
            y: YAxis::fitting(-66.9, 0.0, |y| format!("£{y}m").replace('-', "−")),
        },
    )
}

pub fn table(n_rows: usize) -> Block {
    let column = |label: &str, align, weight| Column {
        label: label.to_owned(),
        align,
        weight,
    };
    let cell = |text: String, tone| TableCell {
        text,
        tone,
        ..TableCell::default()
    };
    let row = |index: usize| Row {
        cells: vec![
            cell(
                format!("Scheme number {index}: theatre productivity and outpatient follow-ups"),
                Tone::Neutral,
            ),
            cell("Moorland Acute".to_owned(), Tone::Neutral),
            cell(
                if index.is_multiple_of(3) {
                    String::new()
                } else {
                    "Plans in progress".to_owned()
                },
                Tone::Muted,
            ),
            cell(format!("{},250", index + 1), Tone::Neutral),
            cell(format!("({}.5)", index % 7), Tone::Adverse),
        ],
        strong: index + 1 == n_rows,
    };
    Block::Table(Table {
        title: "Largest savings lines".to_owned(),
        subtitle: "£000, in-year plan 2023/24".to_owned(),
        columns: vec![
            column("Scheme", Align::Left, 3.0),
            column("Organisation", Align::Left, 1.5),
            column("Status", Align::Left, 1.0),
            column("Plan", Align::Right, 1.0),
            column("Against target", Align::Right, 1.0),
        ],
        rows: (0..n_rows).map(row).collect(),
    })
}

pub fn findings(n: usize) -> Block {
    let titles = [
        "No scheme behind the plan",
        "Balancing figure",
        "Savings land late",
        "One-off savings reopen next year",
    ];
    let item = |index: usize| {
        FindingItem {
            is_spreadsheet: false,
        index,
        id: "savings-unidentified",
        severity: if index == 0 { Severity::Blocker } else { Severity::Warning },
        title: titles[index % 4].to_owned(),
        stake: "£24.9m".to_owned(),
        message: "7 lines, 22% of the target, have no scheme behind them; the largest is \"System stretch\".".to_owned(),
        question: "Who will own each of these lines, and by when must a scheme stand behind it?".to_owned(),
        link: Some(Link {
            text: "CIP!G14 and 6 more".to_owned(),
            cells: crate::plan::Cells::default(),
        }),
        members: Vec::new(),
    }
    };
    Block::Findings {
        title: "Ask these first".to_owned(),
        subtitle: format!("{n} findings, largest first"),
        items: (0..n).map(item).collect(),
    }
}

fn note(text: &str) -> Block {
    Block::Note(Note {
        text: text.to_owned(),
        tone: Tone::Neutral,
        link: None,
    })
}

pub fn all_kinds() -> Vec<Page> {
    vec![
        page(
            "The £42.0m deficit is £66.9m without savings that have no scheme behind them",
            vec![vec![figures()], vec![bars(4), lines(), findings(5)]],
        ),
        page("£24.9m of £113.0m has no scheme", vec![vec![bars(4)]]),
        page(
            "Half the savings arrive after mid-January",
            vec![vec![lines()]],
        ),
        page(
            "From declared to without",
            vec![
                vec![waterfall()],
                vec![note("The position does not count on the uncovered target.")],
            ],
        ),
        page("The schemes, largest first", vec![vec![table(40)]]),
        Page {
            id: PageId::Findings,
            ..page("What to ask", vec![vec![findings(9)]])
        },
        page("Two bars", vec![vec![compared(bars(5), 1, 3)]]),
        page("Two columns", vec![vec![compared(waterfall(), 0, 5)]]),
        page(
            "Side by side and compared",
            vec![vec![compared(waterfall(), 2, 3), compared(bars(4), 3, 0)]],
        ),
        page(
            "Side by side",
            vec![vec![bars(9), table(9)], vec![lines(), waterfall()]],
        ),
    ]
}

/// Pages whose texts are longer, odder and more than anyone plans for.
pub fn hostile() -> Vec<Page> {
    let long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk计划🚑\u{200b} ".repeat(40);
    let mut wide = table(3);
    if let Block::Table(table) = &mut wide {
        for row in &mut table.rows {
            row.cells[0].text.clone_from(&long);
            row.cells[3].text = "123,456,789,012,345,678,901,234,567,890.12".to_owned();
        }
    }
    let mut many = findings(2);
    if let Block::Findings { items, .. } = &mut many {
        items[0].message.clone_from(&long);
        items[1].title.clone_from(&long);
        items[1].stake = "1,234,567,890,123 pathways".to_owned();
    }
    let mut cards = figures();
    if let Block::Figures(figures) = &mut cards {
        figures[0].label.clone_from(&long);
        figures[1].value = "(123,456,789,012,345.6)".to_owned();
        figures[2].detail.clone_from(&long);
    }
    let mut crowded = bars(3);
    if let Block::Chart(chart) = &mut crowded
        && let ChartKind::Bars { rows, .. } = &mut chart.kind
    {
        rows[0].label.clone_from(&long);
        rows[1].note.clone_from(&long);
        rows[2].segments.clear();
    }
    let mut same = lines();
    if let Block::Chart(chart) = &mut same
        && let ChartKind::Lines { series, .. } = &mut chart.kind
    {
        for series in series.iter_mut() {
            series.label = format!("{} over sixty-five weeks in every year", series.label);
            series.points.iter_mut().for_each(|point| point.y = 5.0);
        }
    }
    vec![
        page(&long, vec![vec![cards]]),
        page("Wide", vec![vec![wide, many.clone()]]),
        page("Crowded", vec![vec![crowded, same.clone(), same]]),
        page("Many", vec![vec![bars(40)], vec![many]]),
        page("Apart", vec![vec![compared(bars(40), 0, 39)]]),
        page("Nothing", Vec::new()),
        page(
            "Empty",
            vec![vec![bars(0), table(0), findings(0)], vec![note("")]],
        ),
    ]
}
