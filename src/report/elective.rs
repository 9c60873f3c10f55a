//! Whether the waits land.

use super::link::link;
use super::month_lines::{MonthLine, MonthLines, MonthValue};
use super::{
    Block, Chart, Figure, LineStyle, Note, Page, PageId, Tone, elective_money, glide_path, note,
    page, plan_label, published, wait_parts, waits_ahead, within_18,
};
use crate::analysis::{AbovePlan, Landing, MeasureOutlook};
use crate::assessment::Assessment;
use crate::plan::{Month, PlanActual, Sourced, Weeks};
use crate::policy::{Allowance, Deadline};
use crate::wording::{count, counted, plain_percent, quoted};

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

/// What the workbook itself says of a deadline that it will not meet, and who waits longest.
fn declared(assessment: &Assessment) -> Vec<Vec<Block>> {
    let mut notes = Vec::new();
    for outlook in &assessment.waits {
        if let Some(said) = &outlook.declared {
            notes.push(Block::Note(Note {
                text: format!("The workbook says so itself: {}", quoted(&said.words)),
                tone: Tone::Adverse,
                link: link(&said.cell.clone().into()),
            }));
        }
    }
    notes.extend(two_years(assessment));
    notes.into_iter().map(|note| vec![note]).collect()
}

/// Waits over two years, in words: no board should have to look for them in a table.
fn two_years(assessment: &Assessment) -> Option<Block> {
    let outlook = assessment.waits.iter().find(|own| own.measure.0 == 104)?;
    let seen = outlook.months.iter().rev().find_map(|(month, both)| {
        let given = both.actual.as_ref().or(both.plan.as_ref())?;
        let how = if both.actual.is_some() {
            "waited"
        } else {
            "are planned to wait"
        };
        (given.value > 0).then(|| (*month, given.clone(), how))
    });
    let (month, pathways, how) = seen?;
    let number = usize::try_from(pathways.value).unwrap_or(usize::MAX);
    Some(Block::Note(Note {
        text: format!(
            "{} {how} longer than two years in {month}; none was allowed after {}.",
            counted(number, "pathway", "pathways"),
            outlook.deadline.as_ref()?.month
        ),
        tone: Tone::Adverse,
        link: link(&pathways.cells),
    }))
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
    match assessment.waits.first() {
        Some(first) => sentence(first),
        None if published::is_any(assessment) => published::title(assessment),
        None => "No long waits were found".to_owned(),
    }
}

/// The last month in which more waited than was planned, by more than the policy lets pass.
fn above<'o>(assessment: &Assessment, outlook: &'o MeasureOutlook) -> Option<AbovePlan<'o>> {
    let above = outlook.above_plan(&assessment.policy);
    above.filter(|above| above.is_far)
}

/// "1,751 over 52 weeks in October 2025, 301 above plan"
fn above_plan(own: &AbovePlan<'_>) -> String {
    format!(
        "{} over {} weeks in {}, {} above plan",
        count(own.actual.value),
        own.measure.0,
        own.month,
        count(own.above)
    )
}

fn is_miss(outlook: &MeasureOutlook) -> bool {
    outlook.declared.is_some()
        || matches!(
            outlook.landing,
            Landing::PlannedMiss { .. } | Landing::ActualMiss { .. }
        )
}

fn sentence(outlook: &MeasureOutlook) -> String {
    let weeks = outlook.measure.0;
    let at = outlook
        .judged_at
        .map_or_else(String::new, |month| format!(" in {month}"));
    match &outlook.landing {
        Landing::Lands { plan } if plan.value > 0 => format!(
            "{} to wait over {weeks} weeks{at}, within the limit",
            count(plan.value)
        ),
        Landing::Lands { .. } => format!("Nobody is to wait over {weeks} weeks{at}"),
        Landing::PlannedMiss { plan } => {
            let cleared = outlook
                .cleared_from
                .map_or_else(String::new, |month| format!(", none only by {month}"));
            format!(
                "{} planned to wait over {weeks} weeks{at}{cleared}",
                count(plan.value)
            )
        }
        Landing::ActualMiss { actual, .. } => {
            format!("{} waited over {weeks} weeks{at}", count(actual.value))
        }
        Landing::CannotSay { .. } if outlook.declared.is_some() => {
            format!("The plan says that waits over {weeks} weeks miss their deadline")
        }
        Landing::CannotSay { .. } => match latest(outlook) {
            Some((month, value)) => format!("{} over {weeks} weeks by {month}", count(value.value)),
            None => format!("Waits over {weeks} weeks"),
        },
    }
}

/// The last month's plan, else its actual.
fn latest(outlook: &MeasureOutlook) -> Option<(Month, Sourced<u64>)> {
    let (month, given) = outlook.months.iter().next_back()?;
    Some((*month, given.plan.clone().or_else(|| given.actual.clone())?))
}

/// "deadline: 0", "limit: 1% of the list"
fn limit(deadline: &Deadline) -> String {
    match deadline.allowed {
        Allowance::None => "deadline: 0".to_owned(),
        Allowance::ShareOfList(share) => format!("limit: {} of the list", plain_percent(share)),
    }
}

/// "deadline 0", "limit 900, 1% of the list"
fn allowed(outlook: &MeasureOutlook) -> String {
    match (&outlook.allowed, &outlook.deadline) {
        (Some(allowed), Some(deadline)) => {
            let limit = limit(deadline);
            let share = limit.trim_start_matches("limit: ");
            format!("limit {}, {share}", count(allowed.value))
        }
        (None, Some(deadline)) if deadline.allowed != Allowance::None => limit(deadline),
        _ => "deadline 0".to_owned(),
    }
}

/// One large number a measure, those that bind first.
pub(super) fn figures(assessment: &Assessment) -> Vec<Figure> {
    let told = |outlook: &MeasureOutlook| {
        let mut figure = figure(outlook)?;
        let has_happened = matches!(outlook.landing, Landing::ActualMiss { .. });
        if let Some(above) = above(assessment, outlook).filter(|_| !has_happened) {
            figure.tone = Tone::Adverse;
            figure.detail = format!(
                "{}; {} in {}, planned {}",
                figure.detail,
                count(above.actual.value),
                above.month.short(),
                count(above.plan.value)
            );
            add_cells(&mut figure, above.actual);
            add_cells(&mut figure, above.plan);
        }
        Some(figure)
    };
    let mut figures: Vec<Figure> = assessment.waits.iter().filter_map(told).collect();
    if let Some(within) = within_18::figure(assessment) {
        figures.insert(1.min(figures.len()), within);
    }
    figures
}

/// A figure links to whatever its words count.
fn add_cells(figure: &mut Figure, also: &Sourced<u64>) {
    let own = figure.link.take().map(|link| link.cells);
    let mut cells = own.unwrap_or_default();
    for cell in &also.cells {
        if !cells.contains(cell) {
            cells.push(cell.clone());
        }
    }
    figure.link = link(&cells);
}

fn figure(outlook: &MeasureOutlook) -> Option<Figure> {
    let weeks = outlook.measure.0;
    let (month, value, tone, detail) = match &outlook.landing {
        Landing::Lands { plan } => (
            outlook.judged_at?,
            plan.clone(),
            Tone::Neutral,
            format!("planned; {}", allowed(outlook)),
        ),
        Landing::PlannedMiss { plan } => (
            outlook.judged_at?,
            plan.clone(),
            Tone::Adverse,
            format!("planned; {}", allowed(outlook)),
        ),
        Landing::ActualMiss { plan, actual } => {
            let planned = plan.as_ref().map_or_else(
                || "no plan given".to_owned(),
                |plan| format!("planned {}", count(plan.value)),
            );
            (
                outlook.judged_at?,
                actual.clone(),
                Tone::Adverse,
                format!("{planned}; {}", allowed(outlook)),
            )
        }
        Landing::CannotSay { .. } => {
            let (month, value) = latest(outlook)?;
            (
                month,
                value,
                Tone::Neutral,
                match &outlook.deadline {
                    Some(deadline) => format!("planned; {}", limit(deadline)),
                    None => "planned; no deadline to judge by".to_owned(),
                },
            )
        }
    };
    let mut figure = Figure {
        label: format!("Waiting over {weeks} weeks"),
        value: count(value.value),
        tone,
        detail: format!("{}, {detail}", month.short()),
        link: link(&value.cells),
        scale: None,
    };
    if let Landing::ActualMiss {
        plan: Some(plan), ..
    } = &outlook.landing
    {
        add_cells(&mut figure, plan);
    }
    Some(figure)
}

/// The measures that have a figure of their own.
pub(super) fn told(assessment: &Assessment) -> Vec<Weeks> {
    let told = assessment.waits.iter().filter(|own| figure(own).is_some());
    told.map(|own| own.measure).collect()
}

pub(super) fn first_chart(assessment: &Assessment) -> Option<Chart> {
    let first = assessment.waits.first()?;
    Some(chart(assessment, first))
}

fn chart(assessment: &Assessment, outlook: &MeasureOutlook) -> Chart {
    let weeks = outlook.measure.0;
    let line = |label, style, pick: fn(&PlanActual) -> Option<&Sourced<u64>>| {
        MonthLine::of(label, style, &outlook.months, |both| {
            pick(both).map(MonthValue::pathways)
        })
    };
    MonthLines {
        title: sentence(outlook),
        subtitle: format!(
            "Pathways at month end{}{}",
            judged(outlook),
            published::said_of(&assessment.case.plan, &outlook.months)
        ),
        alt: format!(
            "Line of pathways waiting over {weeks} weeks by month, plan dashed, actual solid.{}",
            start(outlook)
        ),
        twin_title: format!("Waiting over {weeks} weeks"),
        twin_subtitle: format!("pathways at month end{}", in_force(outlook)),
        months: outlook.months.keys().copied().collect(),
        lines: vec![
            line("plan", LineStyle::Plan, |both| both.plan.as_ref()),
            line("actual", LineStyle::Actual, |both| both.actual.as_ref()),
        ],
        bands: outlook
            .deadline
            .iter()
            .map(|deadline| (deadline.month, limit(deadline)))
            .chain(
                outlook
                    .later
                    .iter()
                    .map(|later| (later.month, "moved to here later".to_owned())),
            )
            .collect(),
        strong: outlook.judged_at.into_iter().collect(),
        reach: 0.0,
    }
    .chart()
}

/// "; judged by March 2024, later moved to September 2024": where the deadline is from stands with the table.
fn judged(outlook: &MeasureOutlook) -> String {
    let Some(deadline) = &outlook.deadline else {
        return String::new();
    };
    let later = outlook
        .later
        .iter()
        .map(|later| format!(", later moved to {}", later.month));
    format!(
        "; judged by {}{}",
        deadline.month,
        later.collect::<String>()
    )
}

/// "; judged by March 2024 (NHS England delivery plan), later moved to September 2024 (planning guidance 2024/25)"
fn in_force(outlook: &MeasureOutlook) -> String {
    let Some(deadline) = &outlook.deadline else {
        return String::new();
    };
    let later = outlook.later.iter().map(|later| {
        format!(
            ", later moved to {}, {} ({})",
            later.month,
            limit(later),
            later.source
        )
    });
    format!(
        "; judged by {}, in force since {} ({}){}",
        deadline.month,
        deadline.since,
        deadline.source,
        later.collect::<String>()
    )
}

/// " From 1,200 in April 2024."
fn start(outlook: &MeasureOutlook) -> String {
    let first = outlook.months.iter().find_map(|(month, both)| {
        let given = both.actual.as_ref().or(both.plan.as_ref())?;
        Some(format!(" From {} in {month}.", count(given.value)))
    });
    first.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{FinancialYear, Weeks};
    use crate::policy::Policy;

    #[test]
    fn a_limit_that_is_a_share_of_the_list_is_not_called_zero() {
        let said = |year| {
            let deadline = Policy::default().deadline(Weeks(52), FinancialYear(year));
            limit(&deadline.unwrap())
        };
        assert_eq!(said(2024), "deadline: 0");
        assert_eq!(said(2025), "limit: 1% of the list");
    }
}
