//! One large number a measure, with what its words count.

use super::super::link::link;
use super::super::{Figure, Tone, within_18};
use super::words::{allowed, latest, limit};
use crate::analysis::{AbovePlan, Landing, MeasureOutlook};
use crate::assessment::Assessment;
use crate::plan::{Sourced, Weeks};
use crate::wording::count;

/// One large number a measure, those that bind first.
pub(in crate::report) fn figures(assessment: &Assessment) -> Vec<Figure> {
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
pub(in crate::report) fn told(assessment: &Assessment) -> Vec<Weeks> {
    let told = assessment.waits.iter().filter(|own| figure(own).is_some());
    told.map(|own| own.measure).collect()
}

/// The last month in which more waited than was planned, by more than the policy lets pass.
pub(super) fn above<'o>(
    assessment: &Assessment,
    outlook: &'o MeasureOutlook,
) -> Option<AbovePlan<'o>> {
    let above = outlook.above_plan(&assessment.policy);
    above.filter(|above| above.is_far)
}
