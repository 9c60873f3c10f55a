//! How much of the savings is real: each group by step of the ladder, unidentified as a block of its own.

use super::ask::Asked;
use super::backed::Backed;
use crate::analysis::{SavingsOutlook, StatusMix};
use crate::assessment::Assessment;
use crate::plan::{Cells, Money, Sourced, Status};
use crate::report::difference::{Comparable, drawn};
use crate::report::link::{column, money_cell, text_cell};
use crate::report::{
    Align, BarRow, BarSegment, Block, Chart, ChartKind, Fill, Page, PageId, Row, Table, Tone, page,
    quote,
};
use crate::wording::{Quote, whole_percent};

/// Bars beyond this many are added up as "others".
const MOST_BARS: usize = 7;

pub(super) fn board_page(assessment: &Assessment) -> Option<Page> {
    let chart = status_chart(assessment)?;
    let (title, subtitle) = (chart.title.clone(), chart.subtitle.clone());
    let chart = Chart {
        title: String::new(),
        subtitle: String::new(),
        ..chart
    };
    Some(page(
        assessment,
        PageId::SavingsStatus,
        title,
        subtitle,
        vec![vec![Block::Chart(chart)]],
    ))
}

/// Of the lines asked about, by what tells them apart.
pub(super) fn chart(asked: &Asked<'_>) -> Chart {
    let by = asked.split.map_or("", crate::analysis::Facet::label);
    chart_of(asked.headline(), by, asked.mixes(), asked.quote)
}

/// One bar an organisation; one a division where there is one organisation; else one bar.
fn groups(outlook: &SavingsOutlook) -> (&'static str, Vec<(String, StatusMix)>) {
    if outlook.by_organisation.len() > 1 {
        let name = |own: &Option<crate::plan::Organisation>| {
            own.as_ref()
                .map_or("No organisation named", |own| &own.name)
                .to_owned()
        };
        (
            "organisation",
            outlook
                .by_organisation
                .iter()
                .map(|(own, mix)| (name(own), mix.clone()))
                .collect(),
        )
    } else if outlook.by_division.len() > 1 {
        let name = |own: &Option<String>| {
            own.clone()
                .unwrap_or_else(|| "No division named".to_owned())
        };
        (
            "division",
            outlook
                .by_division
                .iter()
                .map(|(own, mix)| (name(own), mix.clone()))
                .collect(),
        )
    } else {
        ("", vec![("All savings".to_owned(), outlook.mix.clone())])
    }
}

fn with_others(mut groups: Vec<(String, StatusMix)>) -> Vec<(String, StatusMix)> {
    if groups.len() > MOST_BARS {
        let rest = groups.split_off(MOST_BARS - 1);
        let label = format!("{} others", rest.len());
        let mut steps: Vec<(Option<Status>, Sourced<Money>)> = Vec::new();
        for step in Status::ALL.into_iter().map(Some).chain([None]) {
            let values = rest
                .iter()
                .flat_map(|(_, mix)| &mix.steps)
                .filter(|(status, _)| *status == step);
            steps.push((step, values.map(|(_, value)| value).sum()));
        }
        let costs = rest.iter().map(|(_, mix)| &mix.costs).sum();
        groups.push((label, StatusMix { steps, costs }));
    }
    groups
}

/// Of all savings, made of what is computed already: the first screen draws it in every frame.
pub(crate) fn status_chart(assessment: &Assessment) -> Option<Chart> {
    let outlook = assessment.savings.as_ref()?;
    let quote = quote(assessment);
    let unidentified = outlook.mix.at(Some(Status::Unidentified));
    let total = quote.sentence(outlook.total.value);
    let title = if unidentified.is_positive() {
        let without = quote.sentence(unidentified);
        format!("{without} of {total} savings has no scheme behind it")
    } else {
        Backed::of(&outlook.mix).title(outlook.total.value, quote)
    };
    let (by, groups) = groups(outlook);
    Some(chart_of(title, by, groups, quote))
}

fn chart_of(title: String, by: &str, groups: Vec<(String, StatusMix)>, quote: Quote) -> Chart {
    let groups = with_others(groups);
    let subtitle = if by.is_empty() {
        "Savings by status".to_owned()
    } else {
        format!("Savings by status and {by}")
    };
    let rows: Vec<BarRow> = groups
        .iter()
        .map(|(label, mix)| bar(label, mix, quote))
        .collect();
    let used = |fill: &Fill| {
        rows.iter()
            .any(|row| row.segments.iter().any(|segment| segment.fill == *fill))
    };
    let legend = Status::ALL
        .into_iter()
        .map(Some)
        .chain([None])
        .map(|step| (fill(step), step_label(step).to_owned()));
    Chart {
        title,
        subtitle: format!("{subtitle}, {}, plan for the year", quote.unit()),
        alt: alt(&groups, quote),
        kind: ChartKind::Bars {
            legend: legend.filter(|(fill, _)| used(fill)).collect(),
            rows,
        },
        comparable: Some(Box::new(Comparable::new(
            "savings by status",
            groups.iter().map(|(label, mix)| {
                let parts = mix.steps.iter().map(|(_, value)| value);
                (label.clone(), drawn(parts))
            }),
        ))),
        twin: twin(by, &groups, quote),
    }
}

pub(super) fn fill(step: Option<Status>) -> Fill {
    match step {
        Some(Status::FullyDeveloped) => Fill::Developed,
        Some(Status::InProgress) => Fill::InProgress,
        Some(Status::Opportunity) => Fill::Opportunity,
        Some(Status::Unidentified) => Fill::Unidentified,
        None => Fill::NotStated,
    }
}

pub(super) fn step_label(step: Option<Status>) -> &'static str {
    match step {
        Some(Status::FullyDeveloped) => "Developed",
        Some(Status::InProgress) => "In progress",
        Some(Status::Opportunity) => "Opportunity",
        Some(Status::Unidentified) => "Unidentified",
        None => "Status not stated",
    }
}

fn bar(label: &str, mix: &StatusMix, quote: Quote) -> BarRow {
    let segments = mix
        .steps
        .iter()
        .filter(|(_, value)| value.value.is_positive())
        .map(|(step, value)| BarSegment {
            fill: fill(*step),
            value: quote.drawn(value.value),
            text: quote.bare(value.value),
            hover: format!(
                "{label}: {} {}",
                step_label(*step).to_lowercase(),
                quote.sentence(value.value)
            ),
            cells: value.cells.clone(),
        });
    BarRow {
        tone: Tone::Adverse,
        dot: None,
        label: label.to_owned(),
        note: note(mix, quote),
        segments: segments.collect(),
    }
}

/// What no scheme stands behind, and the costs that a bar has no side for.
fn note(mix: &StatusMix, quote: Quote) -> String {
    let unidentified = mix.at(Some(Status::Unidentified));
    let mut said = Vec::new();
    if unidentified.is_positive() {
        said.push(format!("{} no scheme", quote.sentence(unidentified)));
    }
    if !mix.costs.value.is_zero() {
        let costs = quote.sentence(mix.costs.value.abs());
        said.push(format!("less {costs} of costs"));
    }
    said.join(", ")
}

fn alt(groups: &[(String, StatusMix)], quote: Quote) -> String {
    let part = |(label, mix): &(String, StatusMix)| {
        let unidentified = mix.at(Some(Status::Unidentified));
        let share = unidentified
            .share_of(mix.total())
            .map_or_else(String::new, |share| format!(" ({})", whole_percent(share)));
        format!(
            "{label}: {} of {} unidentified{share}",
            quote.sentence(unidentified),
            quote.sentence(mix.total())
        )
    };
    format!(
        "Stacked bars of savings by status. {}.",
        groups.iter().map(part).collect::<Vec<_>>().join("; ")
    )
}

fn twin(by: &str, groups: &[(String, StatusMix)], quote: Quote) -> Table {
    let steps: Vec<Option<Status>> = Status::ALL.into_iter().map(Some).chain([None]).collect();
    let used: Vec<Option<Status>> = steps
        .into_iter()
        .filter(|step| groups.iter().any(|(_, mix)| !mix.at(*step).is_zero()))
        .collect();
    let mut columns = vec![column(&capital(by), Align::Left, 3.0)];
    columns.extend(
        used.iter()
            .map(|step| column(step_label(*step), Align::Right, 1.2)),
    );
    let costly = groups.iter().any(|(_, mix)| !mix.costs.value.is_zero());
    if costly {
        columns.push(column("Costs", Align::Right, 1.2));
    }
    columns.push(column("Total", Align::Right, 1.2));
    let row = |(label, mix): &(String, StatusMix)| {
        let value = |step: &Option<Status>| {
            mix.steps
                .iter()
                .find(|(own, _)| own == step)
                .map_or_else(Sourced::default, |(_, value)| value.clone())
        };
        let mut cells = vec![text_cell(label.clone())];
        cells.extend(used.iter().map(|step| money_cell(quote, &value(step))));
        if costly {
            cells.push(money_cell(quote, &mix.costs));
        }
        cells.push(money_cell(
            quote,
            &Sourced::new(
                mix.total(),
                mix.steps
                    .iter()
                    .map(|(_, value)| value)
                    .chain([&mix.costs])
                    .flat_map(|value| value.cells.clone())
                    .collect::<Cells>(),
            ),
        ));
        Row {
            cells,
            strong: false,
        }
    };
    Table {
        title: "Savings by status".to_owned(),
        subtitle: quote.unit().to_owned(),
        columns,
        rows: groups.iter().map(row).collect(),
    }
}

/// "Organisation"; "Savings" where nothing tells them apart.
pub(super) fn capital(by: &str) -> String {
    let mut letters = by.chars();
    letters.next().map_or_else(
        || "Savings".to_owned(),
        |first| first.to_uppercase().chain(letters).collect(),
    )
}
