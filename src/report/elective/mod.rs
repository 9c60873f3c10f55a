//! Whether the waits land.

mod chart;
mod declared;
mod figures;
mod words;

pub(super) use chart::first_chart;
pub(super) use figures::{figures, told};

use super::{
    Block, Chart, Page, PageId, elective_money, glide_path, note, page, plan_label, published,
    wait_parts, waits_ahead, within_18,
};
use crate::analysis::{Landing, MeasureOutlook};
use crate::assessment::Assessment;
use chart::chart;
use declared::declared;
use figures::above;
use words::{above_plan, is_miss, sentence};

pub fn elective(assessment: &Assessment) -> Page {
    let mut rows: Vec<Vec<Block>> = Vec::new();
    let charts: Vec<Block> = assessment
        .waits
        .iter()
        .map(|outlook| chart(assessment, outlook))
        .chain(within_18::charts(assessment))
        .map(Block::Chart)
        .collect();
    rows.extend(declared(assessment));
    rows.extend(charts.chunks(2).map(<[Block]>::to_vec));
    rows.extend(within_18::rows(assessment));
    // Whether they will land comes before where they are.
    rows.extend(waits_ahead::rows(assessment));
    rows.extend(wait_parts::rows(assessment));
    rows.extend(glide_path::rows(assessment));
    rows.extend(elective_money::rows(assessment));
    rows.extend(published::rows(assessment));
    if rows.is_empty() {
        rows.push(vec![note(
            "No long waits by month were found in this workbook. Open the workbook that holds the trajectories, or published \
             waiting times, beside it.",
        )]);
    }
    let plan = &assessment.case.plan;
    let subtitle = if plan.elective.is_none() && plan.published.is_empty() {
        plan_label(assessment)
    } else {
        format!(
            "Incomplete pathways at month end, {}",
            plan_label(assessment)
        )
    };
    page(
        assessment,
        PageId::Elective,
        title(assessment),
        subtitle,
        rows,
    )
}

/// The measures that bind in the plan's year, side by side.
pub(super) fn board_page(assessment: &Assessment) -> Option<Page> {
    let charts: Vec<Block> = board_charts(assessment);
    if charts.is_empty() {
        return None;
    }
    let subtitle = format!(
        "Incomplete pathways at month end, {}",
        plan_label(assessment)
    );
    Some(page(
        assessment,
        PageId::Elective,
        title(assessment),
        subtitle,
        vec![charts],
    ))
}

/// The list that the share within 18 weeks takes, and what moves it.
pub(super) fn board_list(assessment: &Assessment) -> Option<Page> {
    let (title, rows) = glide_path::board_rows(assessment)?;
    let subtitle = format!("What the waits take, {}", plan_label(assessment));
    Some(page(
        assessment,
        PageId::ElectiveList,
        title,
        subtitle,
        rows,
    ))
}

/// The elective plan beside its money, where savings cut what it needs or capacity is bought for it.
pub(super) fn board_money(assessment: &Assessment) -> Option<Page> {
    let title = elective_money::board_title(assessment)?;
    Some(page(
        assessment,
        PageId::ElectiveMoney,
        title,
        format!(
            "The elective plan and its money, {}",
            plan_label(assessment)
        ),
        elective_money::rows(assessment),
    ))
}

/// The measure that binds first, and the share within 18 weeks where the year asks for one.
fn board_charts(assessment: &Assessment) -> Vec<Block> {
    let of_waits = |outlook| chart(assessment, outlook);
    let mut charts: Vec<Chart> = assessment.waits.iter().take(1).map(of_waits).collect();
    charts.extend(within_18::charts(assessment).into_iter().take(1));
    let room = 2_usize.saturating_sub(charts.len());
    charts.extend(assessment.waits.iter().skip(1).take(room).map(of_waits));
    charts.into_iter().map(Block::Chart).collect()
}

pub(super) fn title(assessment: &Assessment) -> String {
    // What has happened comes before what is planned.
    let has_missed = |outlook: &&MeasureOutlook| {
        outlook.declared.is_some() || matches!(outlook.landing, Landing::ActualMiss { .. })
    };
    let above = || {
        assessment
            .waits
            .iter()
            .find_map(|own| above(assessment, own))
    };
    if let (None, Some(above)) = (assessment.waits.iter().find(has_missed), above()) {
        return above_plan(&above);
    }
    if let Some(miss) = assessment.waits.iter().find(|outlook| is_miss(outlook)) {
        return sentence(miss);
    }
    if let Some(first) = assessment.waits.first() {
        return sentence(first);
    }
    within_18::title(assessment).unwrap_or_else(|| {
        if published::is_any(assessment) {
            published::title(assessment)
        } else {
            "No long waits were found".to_owned()
        }
    })
}
