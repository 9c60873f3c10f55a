//! Waits of a measure by month, plan and actual, with the deadline they are judged by.

use super::super::month_lines::{MonthLine, MonthLines, MonthValue};
use super::super::{Chart, LineStyle, published};
use super::words::{limit, sentence};
use crate::analysis::MeasureOutlook;
use crate::assessment::Assessment;
use crate::plan::{PlanActual, Sourced};
use crate::wording::count;

pub(in crate::report) fn first_chart(assessment: &Assessment) -> Option<Chart> {
    let first = assessment.waits.first()?;
    Some(chart(assessment, first))
}

pub(super) fn chart(assessment: &Assessment, outlook: &MeasureOutlook) -> Chart {
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
