//! What changed since the last submission: the movement of the position, of the savings, of each scheme and of the waits.

mod movement;
mod schemes;

use super::link::link;
use super::{Block, Figure, Note, Page, PageId, Tone, note, page, plan_label, quote};
use crate::analysis::Comparison;
use crate::assessment::Assessment;
use crate::plan::{Money, Sourced};
use crate::wording::{Quote, count, counted};
use movement::chart;
pub use schemes::in_words as scheme_change_in_words;
pub(super) use schemes::schemes as schemes_table;
use schemes::{schemes, waits};

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
    let mut rows = vec![vec![Block::Figures(figures(assessment, comparison, quote))]];
    rows.extend(past_note(comparison).map(|note| vec![note]));
    rows.extend(past_months_note(comparison, quote).map(|note| vec![note]));
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
        rows.push(vec![Block::Table(schemes(
            &comparison.schemes,
            &assessment.names,
            quote,
        ))]);
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
    let mut rows = vec![vec![Block::Figures(figures(assessment, comparison, quote))]];
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

fn figures(assessment: &Assessment, comparison: &Comparison, quote: Quote) -> Vec<Figure> {
    let mut figures = Vec::new();
    if let Some(movement) = &comparison.position {
        let told = assessment.case.plan.told_as();
        figures.push(figure(
            &format!("{told} position"),
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
            "A figure of a month already past was changed: {whose} had {} waiting over {} weeks at the end of {}; it is {} now.{others}",
            count(first.before.value),
            first.measure.0,
            first.month,
            count(first.now.value),
        ),
        tone: Tone::Adverse,
        link: link(&cells),
    }))
}

/// A month that is over was planned anew.
fn past_months_note(comparison: &Comparison, quote: Quote) -> Option<Block> {
    let first = comparison.past_months.first()?;
    let others = match comparison.past_months.len() - 1 {
        0 => String::new(),
        more => format!(
            " So it is with {}.",
            counted(more, "other month", "other months")
        ),
    };
    let months = crate::plan::FinancialYear(2023).months();
    let month = months
        .get(usize::from(first.month).saturating_sub(1))
        .map_or("a month", |month| month.name());
    let mut cells = first.now.cells.clone();
    cells.extend(first.before.cells.iter().cloned());
    let (before, now) = (first.before.value, first.now.value);
    let (before, now) = (quote.sentence(before), quote.sentence(now));
    let whose = &first.organisation;
    let text = if first.actual {
        format!(
            "What a month already past came to was changed: {whose} reported {before} for {month} and now reports {now}.{others}"
        )
    } else {
        format!(
            "The plan for a month already past was changed: {whose} planned {before} for {month} and now has {now}.{others}"
        )
    };
    Some(Block::Note(Note {
        text,
        tone: Tone::Adverse,
        link: link(&cells),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::judge;
    use crate::plan::example::clean_case;
    use crate::plan::{Case, Return, Standing};
    use crate::policy::Policy;
    use crate::report::Chart;

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
