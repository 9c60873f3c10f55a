//! What the savings rest on: the ten largest lines and the rest, and how few people they rest on.

use super::ask::{Asked, SavingsPart};
use super::figures::plain;
use super::scheme::risk_in_words;
use super::status::{fill, step_label};
use crate::analysis::{Facet, Largest, largest};
use crate::assessment::Names;
use crate::plan::{Money, Saving, Share, Sourced, Status};
use crate::report::difference::Comparable;
use crate::report::link::{column, money_cell, text_cell};
use crate::report::{
    Align, BarRow, BarSegment, Block, Chart, ChartKind, Figure, Fill, Opens, Page, Row, Table,
    TableCell, Tone,
};
use crate::wording::{Quote, counted, whole_percent};

/// Lines told one by one.
const TOP: usize = 10;

pub(super) fn page(asked: &Asked<'_>) -> Page {
    let found = largest(&asked.lines, TOP);
    let title = title(asked, &found);
    let rows = vec![
        vec![Block::Figures(figures(asked, &found))],
        vec![
            Block::Chart(chart(asked, &found)),
            Block::Table(twin(asked, &found)),
        ],
    ];
    asked.page(SavingsPart::Largest, title, rows)
}

/// On the board's screen: only where there are more lines than are told.
pub(super) fn board_page(asked: &Asked<'_>) -> Option<Page> {
    let found = largest(&asked.lines, TOP);
    if found.others == 0 {
        return None;
    }
    let chart = Chart {
        title: String::new(),
        subtitle: String::new(),
        ..chart(asked, &found)
    };
    Some(asked.page(
        SavingsPart::Largest,
        title(asked, &found),
        vec![vec![Block::Chart(chart)]],
    ))
}

fn title(asked: &Asked<'_>, found: &Largest<'_>) -> String {
    match found.share_of_top().filter(|_| found.others > 0) {
        Some(share) => format!(
            "{} largest lines make {} of the savings",
            if found.top.len() == TOP {
                "Ten".to_owned()
            } else {
                found.top.len().to_string()
            },
            whole_percent(share)
        ),
        None => format!(
            "The savings rest on {}",
            counted(asked.lines.len(), "line", "lines")
        ),
    }
}

fn figures(asked: &Asked<'_>, found: &Largest<'_>) -> Vec<Figure> {
    let quote = asked.quote;
    let limit = asked.assessment.policy.lines.concentration_share.value;
    let top: Sourced<_> = found.top.iter().map(|line| &line.value).sum();
    let mut all = vec![
        plain(
            &format!("{} largest", found.top.len()),
            &top,
            found.share_of_top().map_or_else(String::new, |share| {
                format!("{} of the savings", whole_percent(share))
            }),
            quote,
        ),
        plain(
            "The rest",
            &found.rest,
            counted(found.others, "line", "lines"),
            quote,
        ),
    ];
    if let Some(five) = found.five.filter(|_| asked.lines.len() > 5) {
        all.push(Figure {
            label: "In the five largest".to_owned(),
            value: whole_percent(five),
            tone: if five > limit {
                Tone::Adverse
            } else {
                Tone::Neutral
            },
            detail: format!("above {} the plan rests on few", whole_percent(limit)),
            link: None,
            scale: None,
        });
    }
    if let Some((name, sum)) = &found.owner {
        let share = sum
            .value
            .share_of(found.total)
            .map_or_else(String::new, whole_percent);
        all.push(plain(
            &format!(
                "With {}",
                asked.assessment.names.of_facet(Facet::Owner, Some(name))
            ),
            sum,
            format!("{share} with one owner"),
            quote,
        ));
    }
    all
}

/// "High risk, J. Penrose"
fn beside(names: &Names, line: &Saving) -> String {
    let risk = risk_in_words(line);
    let owner = line.owner.as_deref().filter(|owner| !owner.is_empty());
    let owner = owner.map(|owner| names.of_facet(Facet::Owner, Some(owner)).into_owned());
    let none = || line.is_unidentified().then(|| "no scheme".to_owned());
    [none(), risk, owner]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

/// The line's own name, as it may be shown, be it an ordinary word or not.
fn label(names: &Names, line: &Saving) -> String {
    let name = if line.name.trim().is_empty() {
        "(no name)".into()
    } else {
        names.whole(line.name.trim())
    };
    match &line.reference {
        Some(reference) if *reference != name => format!("{name} ({reference})"),
        _ => name.into_owned(),
    }
}

fn chart(asked: &Asked<'_>, found: &Largest<'_>) -> Chart {
    let (quote, names) = (asked.quote, &asked.assessment.names);
    let mut rows: Vec<BarRow> = found
        .top
        .iter()
        .map(|line| BarRow {
            tone: if line.is_unidentified() || line.is_cost() {
                Tone::Adverse
            } else {
                Tone::Neutral
            },
            dot: None,
            label: label(names, line),
            note: beside(names, line),
            segments: vec![BarSegment {
                fill: fill_of(line),
                value: quote.drawn(line.value.value.abs()),
                text: quote.bare(line.value.value),
                hover: format!(
                    "{}: {}, {}",
                    label(names, line),
                    quote.sentence(line.value.value),
                    step_label(line.step()).to_lowercase()
                ),
                cells: line.value.cells.clone(),
            }],
        })
        .collect();
    if is_rest_drawn(found) {
        let others = counted(found.others, "other", "others");
        rows.push(BarRow {
            tone: Tone::Neutral,
            dot: None,
            label: others.clone(),
            note: String::new(),
            segments: vec![BarSegment {
                fill: Fill::Total,
                value: quote.drawn(found.rest.value.abs()),
                text: quote.bare(found.rest.value),
                hover: format!("{others}: {}", quote.sentence(found.rest.value)),
                cells: found.rest.cells.clone(),
            }],
        });
    }
    let said: Vec<String> = found
        .top
        .iter()
        .map(|line| {
            format!(
                "{} {}",
                label(names, line),
                quote.sentence(line.value.value)
            )
        })
        .collect();
    Chart {
        title: if is_rest_drawn(found) || found.others == 0 {
            "The largest lines and the rest".to_owned()
        } else {
            "The largest lines".to_owned()
        },
        subtitle: format!(
            "{}, plan for the year, by status{}",
            quote.unit(),
            not_drawn(found, quote)
        ),
        alt: format!(
            "Bars of the largest savings lines, largest first. {}.",
            said.join("; ")
        ),
        kind: ChartKind::Bars {
            legend: legend(found),
            rows,
        },
        comparable: comparable(found),
        twin: twin(asked, found),
    }
}

/// A bar for the rest of many lines would leave none of the largest a length to tell it by.
const REST_MOST: i64 = 300;

fn is_rest_drawn(found: &Largest<'_>) -> bool {
    let largest = found.top.iter().map(|line| line.value.value.abs()).max();
    let most = largest.unwrap_or_default() * Share::percent(REST_MOST);
    found.others > 0 && found.rest.value.abs() <= most
}

/// "; 68 others, £189.2m, are not drawn"
fn not_drawn(found: &Largest<'_>, quote: Quote) -> String {
    if found.others == 0 || is_rest_drawn(found) {
        return String::new();
    }
    format!(
        "; {}, {} in all, are not drawn",
        counted(found.others, "other", "others"),
        quote.sentence(found.rest.value)
    )
}

/// A bar has no side for a cost: its fill says that it is one.
fn fill_of(line: &Saving) -> Fill {
    if line.is_cost() {
        Fill::Adverse
    } else {
        fill(line.step())
    }
}

/// `None` where a line is below nil, since bars have no side for it.
fn comparable(found: &Largest<'_>) -> Option<Box<Comparable>> {
    let lines = found.top.iter().map(|line| {
        let name = line.reference.as_deref().unwrap_or(line.name.trim());
        (name.to_owned(), line.value.clone())
    });
    let rest = is_rest_drawn(found).then(|| ("the rest".to_owned(), found.rest.clone()));
    let bars: Vec<(String, Sourced<Money>)> = lines.chain(rest).collect();
    let drawn = bars.iter().all(|(_, own)| !own.value.is_negative());
    drawn.then(|| Box::new(Comparable::new("largest savings", bars)))
}

fn legend(found: &Largest<'_>) -> Vec<(Fill, String)> {
    let steps = Status::ALL.into_iter().map(Some).chain([None]);
    let mut legend: Vec<(Fill, String)> = steps
        .filter(|step| {
            let mut savings = found.top.iter().filter(|line| !line.is_cost());
            savings.any(|line| line.step() == *step)
        })
        .map(|step| (fill(step), step_label(step).to_owned()))
        .collect();
    if found.top.iter().any(|line| line.is_cost()) {
        legend.push((Fill::Adverse, "A cost".to_owned()));
    }
    if is_rest_drawn(found) {
        legend.push((Fill::Total, "The rest".to_owned()));
    }
    legend
}

fn twin(asked: &Asked<'_>, found: &Largest<'_>) -> Table {
    let quote: Quote = asked.quote;
    let mut rows: Vec<Row> = found
        .top
        .iter()
        .map(|line| Row {
            cells: vec![
                scheme_cell(asked, line),
                text_cell(step_label(line.step())),
                text_cell(Facet::Risk.of(line).unwrap_or_default()),
                text_cell(line.owner.clone().unwrap_or_default()),
                money_cell(quote, &line.value),
            ],
            strong: false,
        })
        .collect();
    if found.others > 0 {
        let mut cells = vec![text_cell(counted(found.others, "other", "others"))];
        cells.extend(std::iter::repeat_n(TableCell::default(), 3));
        cells.push(money_cell(quote, &found.rest));
        rows.push(Row {
            cells,
            strong: true,
        });
    }
    Table {
        title: "Largest savings lines".to_owned(),
        subtitle: format!("{}; a name opens its card", quote.unit()),
        columns: vec![
            column("Scheme", Align::Left, 3.0),
            column("Status", Align::Left, 1.2),
            column("Risk", Align::Left, 0.8),
            column("Owner", Align::Left, 1.2),
            column("Value", Align::Right, 1.0),
        ],
        rows,
    }
}

/// A line's name, which leads to its card.
pub(super) fn scheme_cell(asked: &Asked<'_>, line: &Saving) -> TableCell {
    let index = asked
        .savings
        .lines
        .iter()
        .position(|own| std::ptr::eq(own, line));
    TableCell {
        cells: line.source.clone().into(),
        opens: index.map(Opens::Scheme),
        ..text_cell(label(&asked.assessment.names, line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::scheme;

    fn of(values: &[i64]) -> Vec<Saving> {
        values
            .iter()
            .zip(10..)
            .map(|(value, row)| scheme("Beds", *value, row))
            .collect()
    }

    #[test]
    fn a_rest_that_dwarfs_the_largest_lines_is_told_and_not_drawn() {
        let many = of(&[6_000_000; 50]);
        let all: Vec<&Saving> = many.iter().collect();
        let found = largest(&all, TOP);
        assert!(!is_rest_drawn(&found));
        let quote = Quote::for_largest(found.rest.value);
        assert_eq!(
            not_drawn(&found, quote),
            "; 40 others, £240.0m in all, are not drawn"
        );
        let few = of(&[6_000_000; 13]);
        let all: Vec<&Saving> = few.iter().collect();
        let found = largest(&all, TOP);
        assert!(is_rest_drawn(&found) && not_drawn(&found, quote).is_empty());
    }

    #[test]
    fn a_cost_is_told_from_the_savings_it_stands_among() {
        let lines = of(&[6_000_000, -2_000_000]);
        let all: Vec<&Saving> = lines.iter().collect();
        let found = largest(&all, TOP);
        let told = [Fill::Developed, Fill::Adverse];
        assert_eq!(
            found
                .top
                .iter()
                .map(|line| fill_of(line))
                .collect::<Vec<_>>(),
            told
        );
        assert_eq!(
            legend(&found)
                .iter()
                .map(|(fill, _)| *fill)
                .collect::<Vec<_>>(),
            told
        );
    }
}
