//! Published figures: how long the lists are and how long people wait, the plan's own bodies first, and what they planned
//! beside what was seen.

mod beside;
mod history;
mod table;

use super::link::link;
use super::{Block, Figure, Page, PageId, Tone, measures, page, waits_ahead};
use crate::analysis::{LatestReturn, latest_returns};
use crate::assessment::Assessment;
use crate::plan::{Month, Pathways, Share, Sourced, Waits, Weeks};
use crate::wording::{count, counted, percent};
use rust_decimal::Decimal;

/// Rows of a table that fit a page of the board pack.
const BOARD_ROWS: usize = 14;

pub(super) fn is_any(assessment: &Assessment) -> bool {
    let plan = &assessment.case.plan;
    !plan.published.is_empty() || !plan.measures.is_empty()
}

/// The finding of the return that binds first: who waits within 18 weeks.
pub(super) fn title(assessment: &Assessment) -> String {
    let Some(shown) = latest_returns(&assessment.case.plan).into_iter().next() else {
        return measures::title(assessment);
    };
    let (whose, waits) = subject(&shown);
    let month = said_month(shown.waits.month);
    match within(&waits) {
        Some(share) if shown.waits.pathways == Pathways::Incomplete => format!(
            "{whose}: {} of {} within 18 weeks{month}",
            percent(share),
            count(waits.total.value)
        ),
        _ => format!("{whose}: {} pathways{month}", count(waits.total.value)),
    }
}

/// Whose figures are told first: the plan's one body, the one body published, or all together.
fn subject(shown: &LatestReturn<'_>) -> (String, Waits) {
    let bodies = &shown.waits.organisations;
    match (shown.own.as_slice(), bodies.as_slice()) {
        ([one], _) => (one.organisation.name.clone(), one.waits.clone()),
        ([], [one]) => (one.organisation.name.clone(), one.waits.clone()),
        _ => (
            counted(bodies.len(), "organisation", "organisations"),
            shown.waits.whole(),
        ),
    }
}

fn said_month(month: Option<Month>) -> String {
    month.map_or_else(String::new, |month| format!(", {month}"))
}

/// The part of the list that has waited 18 weeks or less.
fn within(waits: &Waits) -> Option<Share> {
    let within = waits.within_18_weeks.as_ref()?;
    // Where the start is not known nobody can say how long; the standard leaves them out.
    let known = if waits.bands.is_empty() {
        waits.total.value
    } else {
        waits.bands.total()
    };
    share(within.value, known)
}

fn share(part: u64, whole: u64) -> Option<Share> {
    Decimal::from(part)
        .checked_div(Decimal::from(whole))
        .map(Share)
}

/// The list, who is within 18 weeks, and how many wait far too long.
pub(super) fn figures(assessment: &Assessment) -> Vec<Figure> {
    let Some(shown) = latest_returns(&assessment.case.plan).into_iter().next() else {
        return measures::figures(assessment);
    };
    let (whose, waits) = subject(&shown);
    let incomplete = shown.waits.pathways == Pathways::Incomplete;
    let mut figures = vec![figure(
        "Pathways",
        count(waits.total.value),
        whose,
        Some(&waits.total),
    )];
    if let Some(within_18) = &waits.within_18_weeks {
        // The 92% standard is for those still waiting.
        let standard = if incomplete {
            "; the standard is 92%"
        } else {
            ""
        };
        figures.push(figure(
            "Within 18 weeks",
            within(&waits).map_or_else(|| "cannot say".to_owned(), percent),
            format!("{}{standard}", count(within_18.value)),
            Some(within_18),
        ));
    }
    for weeks in [52, 65, 78, 104].map(Weeks) {
        // Waits over two years are named wherever there are any.
        let named = |over: &&Sourced<u64>| weeks != Weeks(104) || over.value > 0;
        let Some(over) = waits.over.get(&weeks).filter(named) else {
            continue;
        };
        figures.push(figure(
            &format!("Over {} weeks", weeks.0),
            count(over.value),
            most(&shown, weeks, over.value),
            Some(over),
        ));
    }
    figures
}

/// Who has most of them, where many bodies are published.
fn most(shown: &LatestReturn<'_>, weeks: Weeks, all: u64) -> String {
    let over = |body: &&crate::plan::PublishedOrganisation| {
        body.waits.over.get(&weeks).map(|over| over.value)
    };
    let worst = shown.waits.organisations.iter().max_by_key(over);
    match worst.filter(|_| all > 0 && shown.own.len() != 1 && shown.waits.organisations.len() > 1) {
        Some(body) => format!(
            "most at {}, {}",
            body.organisation.name,
            count(over(&body).unwrap_or(0))
        ),
        None => String::new(),
    }
}

fn figure(label: &str, value: String, detail: String, cells: Option<&Sourced<u64>>) -> Figure {
    Figure {
        label: label.to_owned(),
        value,
        tone: Tone::Neutral,
        detail,
        link: cells.and_then(|sourced| link(&sourced.cells)),
        scale: None,
    }
}

/// Planned beside published, the months as they went, the bodies of the latest month, and the other measures.
pub(super) fn rows(assessment: &Assessment) -> Vec<Vec<Block>> {
    let plan = &assessment.case.plan;
    let mut rows: Vec<Vec<Block>> = Vec::new();
    let mut charts = beside::charts(plan);
    charts.extend(history::charts(plan));
    rows.extend(
        charts
            .chunks(2)
            .map(|pair| pair.iter().cloned().map(Block::Chart).collect()),
    );
    rows.extend(
        latest_returns(plan)
            .iter()
            .filter(|shown| shown.waits.organisations.len() > 1)
            .map(|shown| vec![Block::Table(table::bodies(shown, usize::MAX))]),
    );
    rows.extend(
        latest_returns(plan)
            .iter()
            .take(1)
            .filter_map(table::specialties)
            .map(|table| vec![Block::Table(table)]),
    );
    rows.extend(measures::rows(assessment));
    rows
}

/// One page of the board pack: two charts, the second that of control where there is one, or the longest lists.
pub(super) fn board_page(assessment: &Assessment) -> Option<Page> {
    let plan = &assessment.case.plan;
    let mut charts = beside::charts(plan);
    charts.extend(history::charts(plan));
    let mut rows: Vec<Vec<Block>> = Vec::new();
    let returns = latest_returns(plan);
    if !charts.is_empty() {
        let mut blocks: Vec<Block> = charts.into_iter().take(2).map(Block::Chart).collect();
        match waits_ahead::board_control(assessment) {
            Some((icons, control)) => {
                blocks.truncate(1);
                blocks.push(control);
                rows.extend([blocks, vec![icons]]);
            }
            None => rows.push(blocks),
        }
    } else if let Some(shown) = returns.first() {
        rows.push(vec![Block::Table(table::bodies(shown, BOARD_ROWS))]);
    } else {
        return None;
    }
    Some(page(
        assessment,
        PageId::Published,
        title(assessment),
        "As published, recomputed from the week bands where there are any".to_owned(),
        rows,
    ))
}

#[cfg(test)]
mod tests;
