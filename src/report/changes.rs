//! What changed since the last submission: the movement of the position, of the savings, of each scheme and of the waits.

use super::link::{column, link, money_cell, text_cell};
use super::{
    Align, Block, Chart, ChartKind, Figure, Fill, Note, Page, PageId, Row, Table, TableCell, Tone,
    WaterfallStep, YAxis, note, page, plan_label, quote,
};
use crate::analysis::{Comparison, Movement, SchemeChange, SchemeSide, WaitChange, What};
use crate::assessment::Assessment;
use crate::plan::{Money, Sourced, Status};
use crate::wording::{Quote, count, counted};

/// Rows of a table of changes on one page; the rest is counted.
const ROWS: usize = 40;

pub fn changes(assessment: &Assessment) -> Page {
    let Some(comparison) = &assessment.changes else {
        let rows = vec![vec![note(
            "Open the earlier submission of this plan beside it, and what changed between the two stands here: the target, \
             the schemes, the position and the waits, each with its cells.",
        )]];
        return page(
            assessment,
            PageId::Changes,
            "No earlier submission is open".to_owned(),
            plan_label(assessment),
            rows,
        );
    };
    let quote = quote(assessment);
    let mut rows = vec![vec![Block::Figures(figures(comparison, quote))]];
    rows.extend(past_note(comparison).map(|note| vec![note]));
    let charts: Vec<Block> = [
        comparison
            .position
            .as_ref()
            .map(|movement| ("position", movement)),
        comparison
            .savings
            .as_ref()
            .map(|movement| ("savings", movement)),
    ]
    .into_iter()
    .flatten()
    .filter(|(_, movement)| !movement.steps.is_empty())
    .map(|(what, movement)| Block::Chart(chart(what, movement, quote)))
    .collect();
    if !charts.is_empty() {
        rows.push(charts);
    }
    if !comparison.schemes.is_empty() {
        rows.push(vec![Block::Table(schemes(&comparison.schemes, quote))]);
    }
    if !comparison.waits.is_empty() {
        rows.push(vec![Block::Table(waits(&comparison.waits))]);
    }
    page(
        assessment,
        PageId::Changes,
        title(comparison, quote),
        subtitle(assessment),
        rows,
    )
}

/// On the board's screen: the movement of the position, where an earlier submission is open.
pub(super) fn board_page(assessment: &Assessment) -> Option<Page> {
    let comparison = assessment.changes.as_ref().filter(|all| !all.is_empty())?;
    let quote = quote(assessment);
    let mut rows = vec![vec![Block::Figures(figures(comparison, quote))]];
    let movement = comparison
        .position
        .as_ref()
        .filter(|movement| !movement.steps.is_empty())
        .map(|movement| ("position", movement))
        .or_else(|| {
            comparison
                .savings
                .as_ref()
                .map(|movement| ("savings", movement))
        });
    rows.extend(movement.map(|(what, movement)| vec![Block::Chart(chart(what, movement, quote))]));
    Some(page(
        assessment,
        PageId::Changes,
        title(comparison, quote),
        subtitle(assessment),
        rows,
    ))
}

fn subtitle(assessment: &Assessment) -> String {
    let earlier: Vec<&str> = assessment
        .case
        .returns
        .iter()
        .filter(|one| one.standing == crate::plan::Standing::Earlier)
        .map(|one| &*one.workbook)
        .collect();
    format!("{}, against {}", plan_label(assessment), earlier.join(", "))
}

fn title(comparison: &Comparison, quote: Quote) -> String {
    if comparison.is_empty() {
        return "Nothing in the plan changed".to_owned();
    }
    let growth = comparison
        .unidentified_growth()
        .filter(|growth| growth.is_positive());
    let moved = comparison
        .position
        .as_ref()
        .map(|movement| movement.to.value - movement.from.value)
        .filter(|moved| !moved.is_zero());
    match (moved, growth) {
        (Some(moved), Some(growth)) if moved.is_positive() => format!(
            "The position is {} better, with {} more to be identified",
            quote.sentence(moved),
            quote.sentence(growth)
        ),
        (Some(moved), _) => format!(
            "The position is {} {}",
            quote.sentence(moved.abs()),
            if moved.is_positive() {
                "better"
            } else {
                "worse"
            }
        ),
        (None, Some(growth)) => format!("{} more is to be identified", quote.sentence(growth)),
        (None, None) => format!(
            "{} changed, the position did not",
            counted(comparison.schemes.len(), "scheme", "schemes")
        ),
    }
}

fn figures(comparison: &Comparison, quote: Quote) -> Vec<Figure> {
    let mut figures = Vec::new();
    if let Some(movement) = &comparison.position {
        figures.push(figure(
            "Declared position",
            &movement.from,
            &movement.to,
            quote,
            Tone::Favourable,
        ));
    }
    if let Some((before, now)) = &comparison.target {
        figures.push(figure("Savings target", before, now, quote, Tone::Neutral));
    }
    if let Some((before, now)) = &comparison.unidentified {
        figures.push(figure(
            "Unidentified savings",
            before,
            now,
            quote,
            Tone::Adverse,
        ));
    }
    figures
}

/// The later figure, and what it was before; `rise` is how a rise reads.
fn figure(
    label: &str,
    before: &Sourced<Money>,
    now: &Sourced<Money>,
    quote: Quote,
    rise: Tone,
) -> Figure {
    let change = now.value - before.value;
    let tone = match (rise, change.is_positive(), change.is_zero()) {
        (_, _, true) | (Tone::Neutral, ..) => Tone::Neutral,
        (rise, true, _) => rise,
        (Tone::Adverse, false, _) => Tone::Favourable,
        (_, false, _) => Tone::Adverse,
    };
    let detail = if change.is_zero() {
        "as before".to_owned()
    } else {
        let way = if change.is_positive() { "up" } else { "down" };
        format!(
            "was {}, {way} {}",
            quote.bare(before.value),
            quote.sentence(change.abs())
        )
    };
    let mut cells = now.cells.clone();
    cells.extend(before.cells.iter().cloned());
    Figure {
        label: format!("{label}, {}", quote.unit()),
        value: quote.bare(now.value),
        tone,
        detail,
        link: link(&cells),
        scale: None,
    }
}

/// What happened does not change: where it does, it is said before anything else.
fn past_note(comparison: &Comparison) -> Option<Block> {
    let first = comparison.past.first()?;
    let whose = first.organisation.as_deref().unwrap_or("The plan");
    let others = match comparison.past.len() - 1 {
        0 => String::new(),
        more => format!(
            " So it is with {}.",
            counted(more, "other figure", "other figures")
        ),
    };
    let mut cells = first.now.cells.clone();
    cells.extend(first.before.cells.iter().cloned());
    Some(Block::Note(Note {
        text: format!(
            "A figure of a month already past was changed: {whose} had {} waiting over {} weeks at the end of {} {}; it is {} now.{others}",
            count(first.before.value),
            first.measure.0,
            first.month.name(),
            first.month.year,
            count(first.now.value),
        ),
        tone: Tone::Adverse,
        link: link(&cells),
    }))
}

fn chart(what: &str, movement: &Movement, quote: Quote) -> Chart {
    let largest = movement.steps.first();
    let title = largest.map_or_else(String::new, |step| {
        let by = quote.sentence(step.amount.value.abs());
        if step.unidentified {
            let way = if step.amount.value.is_positive() {
                "grew"
            } else {
                "fell"
            };
            format!("Savings with no scheme {way} by {by}")
        } else {
            let moved = quote.sentence(step.amount.value);
            format!("{} moves the {what} most, by {moved}", step.label)
        }
    });
    let mut level = movement.from.value;
    let total = |label: &str, amount: &Sourced<Money>| WaterfallStep {
        label: label.to_owned(),
        from: 0.0,
        to: quote.drawn(amount.value),
        fill: Fill::Total,
        text: quote.bare(amount.value),
        hover: format!("{label}: {}", quote.sentence(amount.value)),
        cells: amount.cells.clone(),
    };
    let mut steps = vec![total("Earlier", &movement.from)];
    for step in &movement.steps {
        let from = level;
        level += step.amount.value;
        steps.push(WaterfallStep {
            label: step.label.clone(),
            from: quote.drawn(from),
            to: quote.drawn(level),
            fill: if step.unidentified {
                Fill::Unidentified
            } else if step.unexplained {
                Fill::NotStated
            } else if step.amount.value.is_negative() {
                Fill::Adverse
            } else {
                Fill::Favourable
            },
            text: quote.bare(step.amount.value),
            hover: format!("{}: {}", step.label, quote.sentence(step.amount.value)),
            cells: step.amount.cells.clone(),
        });
    }
    steps.push(total("Now", &movement.to));
    let low = steps
        .iter()
        .map(|step| step.from.min(step.to))
        .fold(0.0, f64::min);
    let high = steps
        .iter()
        .map(|step| step.from.max(step.to))
        .fold(0.0, f64::max);
    Chart {
        title,
        subtitle: format!("From the earlier {what} to the later one, {}", quote.unit()),
        alt: alt(what, movement, quote),
        kind: ChartKind::Waterfall {
            steps,
            y: YAxis::fitting(low, high, |value| quote.tick(value)),
        },
        twin: twin(what, movement, quote),
    }
}

fn alt(what: &str, movement: &Movement, quote: Quote) -> String {
    let steps: Vec<String> = movement
        .steps
        .iter()
        .map(|step| format!("{} {}", step.label, quote.sentence(step.amount.value)))
        .collect();
    format!(
        "Movement of the {what}: earlier {}; {}; now {}.",
        quote.sentence(movement.from.value),
        steps.join("; "),
        quote.sentence(movement.to.value)
    )
}

fn twin(what: &str, movement: &Movement, quote: Quote) -> Table {
    let row = |label: &str, amount: &Sourced<Money>, strong: bool| Row {
        cells: vec![text_cell(label), money_cell(quote, amount)],
        strong,
    };
    let mut rows = vec![row("Earlier", &movement.from, true)];
    rows.extend(
        movement
            .steps
            .iter()
            .map(|step| row(&step.label, &step.amount, false)),
    );
    rows.push(row("Now", &movement.to, true));
    Table {
        title: format!("Movement of the {what}"),
        subtitle: quote.unit().to_owned(),
        columns: vec![
            column("Step", Align::Left, 3.0),
            column("Amount", Align::Right, 1.0),
        ],
        rows,
    }
}

fn schemes(changes: &[SchemeChange], quote: Quote) -> Table {
    let mut rows: Vec<Row> = changes
        .iter()
        .take(ROWS)
        .map(|change| scheme_row(change, quote))
        .collect();
    if changes.len() > ROWS {
        rows.push(Row {
            cells: vec![text_cell(format!("and {} more", changes.len() - ROWS))],
            strong: false,
        });
    }
    Table {
        title: format!(
            "{} not what they were",
            counted(changes.len(), "scheme is", "schemes are")
        ),
        subtitle: format!("largest change first, {}", quote.unit()),
        columns: vec![
            column("Scheme", Align::Left, 3.0),
            column("What changed", Align::Left, 3.0),
            column("Earlier", Align::Right, 0.8),
            column("Now", Align::Right, 0.8),
            column("Change", Align::Right, 0.8),
        ],
        rows,
    }
}

fn scheme_row(change: &SchemeChange, quote: Quote) -> Row {
    let sum = |sides: &[SchemeSide]| -> Option<Sourced<Money>> {
        (!sides.is_empty()).then(|| sides.iter().map(|side| &side.value).sum())
    };
    let value = |sides: &[SchemeSide]| super::link::optional_money_cell(quote, sum(sides).as_ref());
    let sides = if change.now.is_empty() {
        &change.before
    } else {
        &change.now
    };
    let names: Vec<&str> = sides.iter().map(|side| side.name.as_str()).collect();
    let cells = sides.iter().map(|side| side.cell.clone()).collect();
    Row {
        cells: vec![
            TableCell {
                text: names.join(" + "),
                cells,
                ..TableCell::default()
            },
            text_cell(in_words(change)),
            value(&change.before),
            value(&change.now),
            TableCell {
                text: quote.bare(change.change),
                tone: Tone::Neutral,
                number: Some(change.change.to_f64()),
                cells: crate::plan::Cells::default(),
            },
        ],
        strong: false,
    }
}

/// "renamed from “Corporate review”; was an opportunity, now plans in progress; starts 3 months later"
fn in_words(change: &SchemeChange) -> String {
    let names = |sides: &[SchemeSide]| {
        let quoted: Vec<String> = sides
            .iter()
            .map(|side| format!("“{}”", side.name))
            .collect();
        quoted.join(" and ")
    };
    let step = |status: &Option<Status>| status.map_or("not stated", Status::label);
    let words: Vec<String> = change
        .what
        .iter()
        .map(|what| match what {
            What::Added => "added".to_owned(),
            What::Gone => "gone".to_owned(),
            What::Renamed => format!("was {}", names(&change.before)),
            What::Split => format!("split from {}", names(&change.before)),
            What::Merged => format!("merged from {}", names(&change.before)),
            What::Value if change.change.is_negative() => "worth less".to_owned(),
            What::Value => "worth more".to_owned(),
            What::Status { before, now } => {
                format!("status {} → {}", step(before), step(now))
            }
            What::Slid(months) if *months > 0 => format!(
                "starts {} later",
                counted(usize::try_from(*months).unwrap_or(0), "month", "months")
            ),
            What::Slid(months) => format!(
                "starts {} earlier",
                counted(usize::try_from(-months).unwrap_or(0), "month", "months")
            ),
            What::Recurrence {
                recurrent_now: true,
            } => "recurrent now".to_owned(),
            What::Recurrence {
                recurrent_now: false,
            } => "one-off now".to_owned(),
        })
        .collect();
    words.join("; ")
}

fn waits(changes: &[WaitChange]) -> Table {
    let cell = |pathways: &Sourced<u64>| TableCell {
        text: count(pathways.value),
        tone: Tone::Neutral,
        number: Some(pathways.value as f64),
        cells: pathways.cells.clone(),
    };
    // The last month of a measure is where it lands.
    let landing = |change: &WaitChange| {
        !changes
            .iter()
            .any(|other| other.measure == change.measure && other.month > change.month)
    };
    Table {
        title: "Planned long waits changed".to_owned(),
        subtitle: "pathways at the end of the month, whole plan".to_owned(),
        columns: vec![
            column("Waiting over", Align::Left, 1.2),
            column("Month", Align::Left, 1.2),
            column("Earlier", Align::Right, 1.0),
            column("Now", Align::Right, 1.0),
        ],
        rows: changes
            .iter()
            .map(|change| Row {
                cells: vec![
                    text_cell(format!("{} weeks", change.measure.0)),
                    text_cell(format!("{} {}", change.month.name(), change.month.year)),
                    cell(&change.before),
                    cell(&change.now),
                ],
                strong: landing(change),
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::judge;
    use crate::plan::example::clean_case;
    use crate::plan::{Case, Return, Standing};
    use crate::policy::Policy;

    fn after_a_draft() -> Assessment {
        let before = clean_case().with_unidentified(2_400_000, 12).plan;
        let now = clean_case().with_unidentified(6_100_000, 13);
        let case = Case {
            earlier: vec![before],
            returns: vec![Return {
                workbook: "draft.xlsx".into(),
                body: None,
                standing: Standing::Earlier,
                why: String::new(),
            }],
            ..now
        };
        judge(case, Vec::new(), &Policy::default())
    }

    #[test]
    fn the_page_says_what_grew_and_against_which_file() {
        let page = changes(&after_a_draft());
        assert_eq!(page.title, "£3.7m more is to be identified");
        assert!(page.subtitle.ends_with("against draft.xlsx"));
        let charts: Vec<&Chart> = page
            .rows
            .iter()
            .flatten()
            .filter_map(|block| match block {
                Block::Chart(chart) => Some(chart),
                _ => None,
            })
            .collect();
        // The position did not move, so only the savings have a movement to show.
        let [savings] = charts.as_slice() else {
            panic!("{}", charts.len())
        };
        assert_eq!(savings.title, "Savings with no scheme grew by £3.7m");
        assert_eq!(savings.twin.rows.len(), 3);
        assert!(savings.alt.contains("now £14.1m"));
    }

    #[test]
    fn without_an_earlier_submission_the_page_says_how_to_get_one() {
        let assessment = judge(clean_case(), Vec::new(), &Policy::default());
        let page = changes(&assessment);
        assert_eq!(page.title, "No earlier submission is open");
        assert!(board_page(&assessment).is_none());
    }
}
