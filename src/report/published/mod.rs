//! Published figures: how long the lists are and how long people wait, the plan's own bodies first, and what they planned
//! beside what was seen.

mod ages;
mod beside;
mod figures;
mod history;
mod table;
mod worst;

pub(super) use figures::figures;

use super::body_name::short;
use super::{Block, Chart, Page, PageId, measures, note, page, waits_ahead};
use crate::analysis::{LatestReturn, latest_returns};
use crate::assessment::Assessment;
use crate::plan::{
    Month, Pathways, Plan, PlanActual, PublishedOrganisation, Share, Waits, WeeksWaited,
};
use crate::wording::{count, counted, percent};
use crate::workbook::SheetAddress;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Rows of a table that fit a page of the board pack.
const BOARD_ROWS: usize = 14;

pub(super) fn is_any(assessment: &Assessment) -> bool {
    let plan = &assessment.case.plan;
    !plan.published.is_empty() || !plan.measures.is_empty()
}

/// "; actual as published", where a plan's actual figures were published and not given by the plan.
pub(super) fn said_of(plan: &Plan, months: &BTreeMap<Month, PlanActual>) -> &'static str {
    let sheets = |waits: &Waits| {
        waits
            .total
            .cells
            .first()
            .map(|cell| Arc::clone(&cell.sheet))
    };
    let bodies = || plan.published.iter().flat_map(|one| &one.organisations);
    let is_published = |sheet: &Arc<SheetAddress>| {
        bodies().any(|body| sheets(&body.waits).is_some_and(|own| own == *sheet))
    };
    let actual = months.values().rev().find_map(|both| both.actual.as_ref());
    let sheet = actual
        .and_then(|actual| actual.cells.first())
        .map(|cell| &cell.sheet);
    if sheet.is_some_and(is_published) {
        "; actual as published"
    } else {
        ""
    }
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

/// The plan's one body, or the one body published.
fn one_body<'p>(shown: &LatestReturn<'p>) -> Option<&'p PublishedOrganisation> {
    match (shown.own.as_slice(), shown.waits.organisations.as_slice()) {
        ([own], _) => Some(*own),
        ([], [one]) => Some(one),
        _ => None,
    }
}

/// Whose figures are told first: the plan's one body, the one body published, or all together.
fn subject(shown: &LatestReturn<'_>) -> (String, Waits) {
    if let Some(one) = one_body(shown) {
        return (short(&one.organisation.name), one.waits.clone());
    }
    let bodies = shown.waits.organisations.len();
    (
        counted(bodies, "organisation", "organisations"),
        shown.waits.whole(),
    )
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

/// "13.9", "104+": weeks to one decimal.
fn weeks_said(weeks: WeeksWaited) -> String {
    match weeks {
        WeeksWaited::Weeks(weeks) => format!("{weeks:.1}"),
        WeeksWaited::Over(weeks) => format!("{weeks}+"),
    }
}

fn share(part: u64, whole: u64) -> Option<Share> {
    Decimal::from(part)
        .checked_div(Decimal::from(whole))
        .map(Share)
}

/// Planned beside published, then the months as they went; of a single month how long people wait, and who has the long
/// waits.
fn charts(plan: &Plan) -> Vec<Chart> {
    let mut charts = beside::charts(plan);
    charts.extend(history::charts(plan));
    if charts.is_empty() {
        charts.extend(standing(plan));
    }
    charts
}

/// How long people wait, and who has the long waits, in the latest month.
fn standing(plan: &Plan) -> Vec<Chart> {
    let Some(shown) = latest_returns(plan).into_iter().next() else {
        return Vec::new();
    };
    ages::chart(&shown)
        .into_iter()
        .chain(worst::chart(&shown))
        .collect()
}

/// The charts, the bodies of the latest month, and the other measures.
pub(super) fn rows(assessment: &Assessment) -> Vec<Vec<Block>> {
    let plan = &assessment.case.plan;
    let mut rows: Vec<Vec<Block>> = Vec::new();
    rows.extend(short_history(assessment).map(|said| vec![said]));
    rows.extend(
        charts(plan)
            .chunks(2)
            .map(|pair| pair.iter().cloned().map(Block::Chart).collect()),
    );
    let returns = latest_returns(plan);
    rows.extend(
        returns
            .iter()
            .filter(|shown| shown.waits.organisations.len() > 1)
            .map(|shown| vec![Block::Table(table::bodies(shown, usize::MAX))]),
    );
    rows.extend(
        returns
            .iter()
            .take(1)
            .filter_map(table::specialties)
            .map(|table| vec![Block::Table(table)]),
    );
    rows.extend(measures::rows(assessment));
    rows
}

/// Fewer months than a projection needs are told in a sentence.
fn short_history(assessment: &Assessment) -> Option<Block> {
    if assessment.waits_ahead.is_some() {
        return None;
    }
    history::too_short(&assessment.case.plan).map(note)
}

/// Below the large numbers of a presented page, where nothing but published figures is open.
pub(super) fn board_rows(assessment: &Assessment) -> Vec<Vec<Block>> {
    let plan = &assessment.case.plan;
    let shown: Vec<Block> = charts(plan).into_iter().take(2).map(Block::Chart).collect();
    let mut rows = Vec::new();
    if !shown.is_empty() {
        rows.push(shown);
    }
    rows.extend(short_history(assessment).map(|said| vec![said]));
    if rows.is_empty() {
        rows.extend(measures::glance(assessment).map(|table| vec![table]));
    }
    rows
}

/// One page of the board pack: two charts, the second that of control where there is one, or the longest lists. What the
/// first page shows already is not shown again.
pub(super) fn board_page(assessment: &Assessment) -> Option<Page> {
    let plan = &assessment.case.plan;
    let is_all = plan.is_published_only();
    let returns = latest_returns(plan);
    let mut charts = if is_all {
        returns.first().and_then(worst::chart).into_iter().collect()
    } else {
        charts(plan)
    };
    let control = waits_ahead::board_control(assessment);
    let has_months = !history::charts(plan).is_empty();
    let mut rows: Vec<Vec<Block>> = Vec::new();
    let mut title = title(assessment);
    if charts.is_empty() || (is_all && !has_months) {
        let shown = returns.first()?;
        title = longest(shown).unwrap_or(title);
        rows.push(vec![Block::Table(table::of_parts(shown, BOARD_ROWS))]);
    } else {
        charts.truncate(if control.is_some() { 1 } else { 2 });
        if let Some(first) = charts.first().filter(|_| is_all) {
            title.clone_from(&first.title);
        }
        let mut blocks: Vec<Block> = charts.into_iter().map(Block::Chart).collect();
        if let Some((icons, control)) = control {
            blocks.push(control);
            rows.extend([blocks, vec![icons]]);
        } else {
            rows.push(blocks);
        }
    }
    if let Some(cohort) = waits_ahead::cohort_row(assessment) {
        rows.insert(0, cohort);
    }
    Some(page(
        assessment,
        PageId::Published,
        title,
        "As published, recomputed from the week bands where there are any".to_owned(),
        rows,
    ))
}

/// "Barts Health has the longest list, 132,112 pathways"
fn longest(shown: &LatestReturn<'_>) -> Option<String> {
    let bodies = &shown.waits.organisations;
    let longest = bodies
        .iter()
        .max_by_key(|body| body.waits.total.value)
        .filter(|_| bodies.len() > 1 && shown.own.is_empty())?;
    Some(format!(
        "{} has the longest list, {} pathways",
        short(&longest.organisation.name),
        count(longest.waits.total.value)
    ))
}

#[cfg(test)]
mod tests;
