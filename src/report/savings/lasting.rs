//! What lasts: recurrent and one-off, this year against a full year, and the gap that next year starts with.

use super::ask::{Asked, SavingsPart, name};
use super::staff;
use crate::analysis::{Facet, Lasting, lasting, split};
use crate::plan::{Cells, Money, Sourced};
use crate::report::difference::{Comparable, drawn};
use crate::report::link::{column, link, money_cell, text_cell};
use crate::report::{
    Align, BarRow, BarSegment, Block, Chart, ChartKind, Figure, Fill, Page, Row, Table, Tone, note,
};
use crate::wording::{Quote, whole_percent};

/// Bars beyond this many are added up.
const MOST_BARS: usize = 7;

pub(super) fn page(asked: &Asked<'_>) -> Page {
    let Some(all) = lasting(&asked.lines) else {
        let mut rows = vec![vec![note(
            "No savings line says whether it recurs or what it is worth in a full year, so that nothing can be said of next year.",
        )]];
        rows.extend(staff::table(asked).map(|table| vec![Block::Table(table)]));
        let title = "What lasts is not stated".to_owned();
        return asked.page(SavingsPart::Lasting, title, rows);
    };
    let mut rows = vec![
        vec![Block::Figures(figures(&all, asked.quote))],
        vec![Block::Chart(chart(asked, &all))],
    ];
    rows.extend(staff::table(asked).map(|table| vec![Block::Table(table)]));
    asked.page(SavingsPart::Lasting, title(&all, asked.quote), rows)
}

pub(super) fn board_page(asked: &Asked<'_>) -> Option<Page> {
    lasting(&asked.lines)?;
    Some(page(asked))
}

fn title(all: &Lasting, quote: Quote) -> String {
    let gap = all.carried_gap();
    if gap.is_positive() {
        format!(
            "Next year starts {} short of these savings",
            quote.sentence(gap)
        )
    } else if gap.is_negative() {
        format!(
            "These savings are worth {} more next year",
            quote.sentence(gap.abs())
        )
    } else if all.not_said.value == all.total() {
        "What lasts is not stated".to_owned()
    } else {
        "All of these savings last".to_owned()
    }
}

fn figures(all: &Lasting, quote: Quote) -> Vec<Figure> {
    let share = |part: Money| {
        part.share_of(all.total())
            .map_or_else(String::new, |share| {
                format!("{} of the savings", whole_percent(share))
            })
    };
    let mut figures = vec![
        Figure {
            label: format!("One-off, {}", quote.unit()),
            value: quote.bare(all.one_off.value),
            tone: if all.one_off.value.is_positive() {
                Tone::Adverse
            } else {
                Tone::Neutral
            },
            detail: share(all.one_off.value),
            link: link(&all.one_off.cells),
            scale: None,
        },
        Figure {
            label: format!("Recurrent, {}", quote.unit()),
            value: quote.bare(all.recurrent.value),
            tone: Tone::Neutral,
            detail: if all.not_said.value.is_zero() {
                share(all.recurrent.value)
            } else {
                format!("{} does not say", quote.sentence(all.not_said.value))
            },
            link: link(&all.recurrent.cells),
            scale: None,
        },
    ];
    if !all.full_year.cells.is_empty() {
        let growth = all.growth();
        let way = if growth.is_negative() { "less" } else { "more" };
        let mut detail = format!(
            "{} this year: {} {way} next year",
            quote.sentence(all.part_year.value),
            quote.sentence(growth.abs())
        );
        if all.without_full_year.value.is_positive() {
            detail = format!(
                "{detail}; {} recurrent states none",
                quote.sentence(all.without_full_year.value)
            );
        }
        figures.push(Figure {
            label: format!("In a full year, {}", quote.unit()),
            value: quote.bare(all.full_year.value),
            tone: if growth.is_negative() {
                Tone::Adverse
            } else {
                Tone::Neutral
            },
            detail,
            link: link(&all.full_year.cells),
            scale: None,
        });
    }
    let gap = all.carried_gap();
    figures.push(Figure {
        label: format!("Gap carried into next year, {}", quote.unit()),
        value: quote.bare(gap),
        tone: if gap.is_positive() {
            Tone::Adverse
        } else {
            Tone::Neutral
        },
        detail: "one-off savings, less what recurrent ones bring on top".to_owned(),
        link: None,
        scale: None,
    });
    figures
}

fn chart(asked: &Asked<'_>, all: &Lasting) -> Chart {
    let quote = asked.quote;
    let groups = groups(asked, all);
    let by = asked
        .split
        .map_or_else(String::new, |facet| format!(" by {}", facet.label()));
    let said: Vec<String> = groups
        .iter()
        .map(|(label, own)| {
            format!(
                "{label}: recurrent {}, one-off {}",
                quote.sentence(own.recurrent.value),
                quote.sentence(own.one_off.value)
            )
        })
        .collect();
    let legend = [
        (Fill::Developed, "Recurrent"),
        (Fill::Unidentified, "One-off: to be found again"),
        (Fill::NotStated, "Not said"),
    ];
    let rows: Vec<BarRow> = groups
        .iter()
        .map(|(label, own)| bar(label, own, quote))
        .collect();
    let used = |fill: Fill| {
        rows.iter()
            .any(|row| row.segments.iter().any(|part| part.fill == fill))
    };
    let share = all.one_off.value.share_of(all.total()).map(whole_percent);
    Chart {
        title: format!(
            "{} of the savings is one-off",
            share.unwrap_or_else(|| quote.sentence(all.one_off.value))
        ),
        subtitle: format!(
            "Recurrent and one-off savings{by}, {}, plan for the year",
            quote.unit()
        ),
        alt: format!(
            "Bars of recurrent and one-off savings{by}. {}.",
            said.join("; ")
        ),
        kind: ChartKind::Bars {
            legend: legend
                .into_iter()
                .filter(|(fill, _)| used(*fill))
                .map(|(fill, label)| (fill, label.to_owned()))
                .collect(),
            rows,
        },
        comparable: Some(Box::new(Comparable::new(
            "recurrent savings",
            groups.iter().map(|(label, own)| {
                let parts = [&own.recurrent, &own.one_off, &own.not_said];
                (label.clone(), drawn(parts))
            }),
        ))),
        twin: twin(asked.split, &groups, quote),
    }
}

/// Most one-off first; what is beyond the bars there is room for is one bar.
fn groups(asked: &Asked<'_>, all: &Lasting) -> Vec<(String, Lasting)> {
    let Some(facet) = asked.split else {
        return vec![("All savings".to_owned(), all.clone())];
    };
    let mut groups: Vec<(String, Lasting)> = split(&asked.lines, facet)
        .into_iter()
        .map(|group| {
            let silent = || Lasting {
                not_said: group.total.clone(),
                ..Lasting::default()
            };
            let own = group.lasting.clone().unwrap_or_else(silent);
            (name(asked.assessment, facet, group.name.as_deref()), own)
        })
        .collect();
    groups.sort_by_key(|(_, own)| std::cmp::Reverse((own.one_off.value, own.total())));
    if groups.len() > MOST_BARS {
        let rest = groups.split_off(MOST_BARS - 1);
        let sum =
            |part: fn(&Lasting) -> &Sourced<Money>| rest.iter().map(|(_, own)| part(own)).sum();
        let others = Lasting {
            recurrent: sum(|own| &own.recurrent),
            one_off: sum(|own| &own.one_off),
            not_said: sum(|own| &own.not_said),
            part_year: sum(|own| &own.part_year),
            full_year: sum(|own| &own.full_year),
            without_full_year: sum(|own| &own.without_full_year),
        };
        groups.push((format!("{} others", rest.len()), others));
    }
    groups
}

fn bar(label: &str, own: &Lasting, quote: Quote) -> BarRow {
    let segment = |fill, part: &Sourced<Money>, what: &str| BarSegment {
        fill,
        value: quote.drawn(part.value),
        text: quote.bare(part.value),
        hover: format!("{label}: {what} {}", quote.sentence(part.value)),
        cells: part.cells.clone(),
    };
    let parts = [
        segment(Fill::Developed, &own.recurrent, "recurrent"),
        segment(Fill::Unidentified, &own.one_off, "one-off"),
        segment(Fill::NotStated, &own.not_said, "recurrence not said"),
    ];
    let gap = own.carried_gap();
    BarRow {
        tone: Tone::Adverse,
        dot: None,
        label: label.to_owned(),
        note: if gap.is_positive() {
            format!("{} short next year", quote.sentence(gap))
        } else {
            String::new()
        },
        segments: parts.into_iter().filter(|part| part.value > 0.0).collect(),
    }
}

fn twin(facet: Option<Facet>, groups: &[(String, Lasting)], quote: Quote) -> Table {
    let by = facet.map_or("", Facet::label);
    let row = |(label, own): &(String, Lasting)| Row {
        cells: vec![
            text_cell(label.clone()),
            money_cell(quote, &own.recurrent),
            money_cell(quote, &own.one_off),
            money_cell(quote, &own.not_said),
            money_cell(quote, &own.full_year),
            money_cell(quote, &Sourced::new(own.carried_gap(), Cells::default())),
        ],
        strong: false,
    };
    Table {
        title: "Recurrent and one-off savings".to_owned(),
        subtitle: quote.unit().to_owned(),
        columns: vec![
            column(&super::status::capital(by), Align::Left, 2.6),
            column("Recurrent", Align::Right, 1.0),
            column("One-off", Align::Right, 1.0),
            column("Not said", Align::Right, 0.9),
            column("In a full year", Align::Right, 1.0),
            column("Gap next year", Align::Right, 1.0),
        ],
        rows: groups.iter().map(row).collect(),
    }
}
