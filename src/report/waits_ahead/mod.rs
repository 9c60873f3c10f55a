//! Where the long waits lead: projected to the deadline with a range, how fast they must be treated, and whether the share
//! within 18 weeks has changed.

mod figures;
mod projection;
#[cfg(test)]
mod tests;
mod worth;

use super::body_name::short;
use super::month_lines::{MonthLine, MonthValue};
use super::{Block, LineStyle, Page, PageId, note, page, plan_label, spc};
use crate::analysis::{CannotProject, MeasureAhead, Projected, WaitsAhead, Whose};
use crate::assessment::Assessment;
use crate::plan::{Cells, Month, Organisation, Weeks};
use crate::wording::{count, counted, plain};
use std::collections::BTreeMap;

/// For each measure its figures and chart, then what the projection is worth, then the chart of control.
pub(super) fn rows(assessment: &Assessment) -> Vec<Vec<Block>> {
    let Some(ahead) = &assessment.waits_ahead else {
        return Vec::new();
    };
    let mut rows = Vec::new();
    for measure in &ahead.measures {
        rows.extend(measure_rows(ahead, measure));
    }
    if let Some((icons, chart)) = control(assessment, ahead) {
        rows.push(vec![icons]);
        rows.push(vec![chart]);
    }
    rows
}

/// The measure that binds first. How it stands with the standard is a page of its own: four figures leave room for one chart.
pub(super) fn board_page(assessment: &Assessment) -> Option<Page> {
    let ahead = assessment.waits_ahead.as_ref()?;
    let (measure, projection) = ahead
        .measures
        .iter()
        .find_map(|measure| Some((measure, measure.projection.as_ref().ok()?)))?;
    let chart = projection::chart(ahead, measure, projection);
    let title = chart.title.clone();
    let figures = figures::figures(ahead, measure);
    let mut rows = vec![vec![Block::Chart(chart)]];
    if !figures.is_empty() {
        rows.insert(0, vec![Block::Figures(figures)]);
    }
    let subtitle = format!(
        "Incomplete pathways at month end, {}, {}",
        whose(&ahead.whose),
        plan_label(assessment)
    );
    Some(page(assessment, PageId::WaitsAhead, title, subtitle, rows))
}

/// Of a list too short to be projected, the pace that the measure that binds first asks for.
pub(super) fn cohort_row(assessment: &Assessment) -> Option<Vec<Block>> {
    let ahead = assessment.waits_ahead.as_ref()?;
    if ahead
        .measures
        .iter()
        .any(|measure| measure.projection.is_ok())
    {
        return None;
    }
    let figures = |measure| figures::figures(ahead, measure);
    let mut all = ahead.measures.iter().map(figures);
    let first = all.find(|figures| !figures.is_empty())?;
    Some(vec![Block::Figures(first)])
}

fn whose(whose: &Whose) -> String {
    match whose {
        Whose::Body(name) => short(name),
        Whose::Together(bodies) => counted(*bodies, "organisation", "organisations"),
    }
}

/// To the nearest ten, hundred or thousand, as large numbers grow: a projection is no more exact than that.
fn about(pathways: f64) -> String {
    let rounded = pathways.max(0.0).round();
    let unit = match rounded {
        ..100.0 => 1.0,
        ..1_000.0 => 10.0,
        ..100_000.0 => 100.0,
        _ => 1_000.0,
    };
    plain((rounded / unit).round() * unit)
}

/// "About 13,200 over 65 weeks in March 2024 unless 310 more a week are treated"
fn finding(ahead: &WaitsAhead, measure: &MeasureAhead, at: &Projected) -> String {
    let (weeks, month) = (measure.threshold.0, at.month);
    let over = measure
        .may_remain(ahead)
        .map(|allowed| at.expected - allowed);
    let more_a_week = over
        .zip(measure.cohort)
        .map(|(over, cohort)| over / f64::from(cohort.time.weeks.max(1)));
    match more_a_week {
        Some(more) if more >= 0.5 => format!(
            "About {} over {weeks} weeks in {month} unless {} more a week are treated",
            about(at.expected),
            about(more.max(1.0))
        ),
        Some(_) => format!(
            "About {} over {weeks} weeks in {month}, within the limit",
            about(at.expected)
        ),
        None => format!(
            "About {} over {weeks} weeks in {month}, {} to {}",
            about(at.expected),
            about(at.low),
            about(at.high)
        ),
    }
}

/// "Waits over 78 weeks (12 in March 2026) are not projected to March 2027: that needs …"
fn not_projected(ahead: &WaitsAhead, measure: &MeasureAhead, missing: CannotProject) -> String {
    let weeks = measure.threshold.0;
    let latest = ahead.series.latest();
    if let (CannotProject::Nobody, Some((month, _))) = (missing, latest) {
        return format!("Nobody waited over {weeks} weeks in {month}.");
    }
    let now = latest
        .and_then(|(month, counts)| Some((month, counts.longer_than(weeks)?)))
        .map_or_else(String::new, |(month, now)| {
            format!(" ({} in {month})", count(now))
        });
    format!(
        "Waits over {weeks} weeks{now} are not projected to {}: that needs {}.",
        measure.to,
        missing.in_words()
    )
}

fn measure_rows(ahead: &WaitsAhead, measure: &MeasureAhead) -> Vec<Vec<Block>> {
    let projection = match &measure.projection {
        Ok(projection) => projection,
        Err(missing) => {
            let figures = figures::figures(ahead, measure);
            let said = vec![note(not_projected(ahead, measure, *missing))];
            return if figures.is_empty() {
                vec![said]
            } else {
                vec![vec![Block::Figures(figures)], said]
            };
        }
    };
    let mut rows = Vec::new();
    let figures = figures::figures(ahead, measure);
    if !figures.is_empty() {
        rows.push(vec![Block::Figures(figures)]);
    }
    let mut blocks = vec![Block::Chart(projection::chart(ahead, measure, projection))];
    if !projection.back_test.is_empty() {
        blocks.push(Block::Table(worth::back_test(projection)));
    }
    rows.push(blocks);
    rows.push(vec![note(worth::worth(projection))]);
    rows
}

/// The control chart of the share within 18 weeks and its icons, for a page of the board.
pub(super) fn board_control(assessment: &Assessment) -> Option<(Block, Block)> {
    control(assessment, assessment.waits_ahead.as_ref()?)
}

/// The icons and the control chart of the share within 18 weeks.
fn control(assessment: &Assessment, ahead: &WaitsAhead) -> Option<(Block, Block)> {
    let within = ahead.within_18_weeks.as_ref()?;
    let cells: BTreeMap<Month, Cells> = ahead
        .series
        .months
        .iter()
        .map(|(month, counts)| {
            let over = counts.over.get(&Weeks(18));
            let cells = over.map_or_else(|| counts.total.cells.clone(), |over| over.cells.clone());
            (*month, cells)
        })
        .collect();
    let name = format!("{}, within 18 weeks", whose(&ahead.whose));
    let measure = spc::Measure {
        name: &name,
        unit: "% of incomplete pathways at month end",
        sign: "%",
        cells: &cells,
    };
    let mut chart = spc::chart(within, &measure);
    if let Some(planned) = planned_shares(assessment, ahead) {
        spc::add_plan(&mut chart, within, &planned, "%");
    }
    Some((Block::Icons(spc::icons(within)), Block::Chart(chart)))
}

/// The plan's own trajectory of the share, where it is of the same body.
fn planned_shares(assessment: &Assessment, ahead: &WaitsAhead) -> Option<MonthLine> {
    let Whose::Body(name) = &ahead.whose else {
        return None;
    };
    let plan = &assessment.case.plan;
    let body = Organisation::named(name.clone());
    let mut all = assessment.within_18.iter();
    let own = all.find(|outlook| {
        let of = outlook.organisation.as_ref();
        of.map_or_else(
            || Organisation::named(plan.name.clone()).is_same_body(&body),
            |of| of.is_same_body(&body),
        )
    })?;
    Some(MonthLine::of(
        "plan",
        LineStyle::Plan,
        &own.months,
        |both| both.plan.as_ref().map(MonthValue::share),
    ))
}
