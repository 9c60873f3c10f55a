//! The cohort in large numbers: how many, how fast they must be treated, how fast they are, and what is projected.

use super::super::link::link;
use super::super::{Figure, Tone};
use super::about;
use crate::analysis::{Cohort, MeasureAhead, Projection, WaitsAhead};
use crate::plan::{Cells, Sourced};
use crate::wording::{count, plain};

/// The cohort to be cleared, the pace it needs, the pace it has, and what that leaves.
pub(super) fn figures(ahead: &WaitsAhead, measure: &MeasureAhead) -> Vec<Figure> {
    // An open cohort is nearly the whole list: its pace says nothing of the long waits.
    let is_told = |cohort: &Cohort| cohort.is_closed && cohort.size.high > 0;
    let Some(cohort) = measure.cohort.filter(is_told) else {
        return Vec::new();
    };
    let weeks = measure.threshold.0;
    let cells = ahead
        .series
        .latest()
        .and_then(|(_, counts)| counts.over.get(&measure.threshold))
        .map_or_else(Cells::default, |over: &Sourced<u64>| over.cells.clone());
    let range = if cohort.size.is_exact() {
        String::new()
    } else {
        format!(
            "; {} to {}",
            count(cohort.size.low),
            count(cohort.size.high)
        )
    };
    let mut figures = vec![figure(
        format!("Over {weeks} weeks by {} unless treated", cohort.deadline),
        about(cohort.size.likely),
        format!("waiting in {}{range}", cohort.counted),
        &cells,
    )];
    let may_remain = measure.may_remain(ahead).filter(|allowed| *allowed > 0.0);
    if let Some(required) = cohort.required_per_working_week(may_remain.unwrap_or(0.0)) {
        let but = may_remain.map_or_else(String::new, |allowed| {
            format!("; {} may remain", about(allowed))
        });
        figures.push(figure(
            "To be treated a working week".to_owned(),
            about(required),
            format!("{}{but}", time(&cohort)),
            &cells,
        ));
    }
    if let Some(clearance) = measure.clearance {
        // Carried on as a straight line it would promise too much: those soonest treated leave first.
        figures.push(figure(
            "Treated a working week lately".to_owned(),
            about(clearance.per_working_week),
            "of the same pathways, last three months; slows as the longest waits remain".to_owned(),
            &cells,
        ));
    }
    let at_deadline = measure
        .projection
        .as_ref()
        .ok()
        .and_then(Projection::at_deadline);
    figures.extend(at_deadline.map(|at| {
        Figure {
            tone: if measure
                .may_remain(ahead)
                .is_some_and(|allowed| at.expected >= allowed + 0.5)
            {
                Tone::Adverse
            } else {
                Tone::Neutral
            },
            ..figure(
                format!("Projected over {weeks} weeks, {}", at.month),
                about(at.expected),
                format!("{} to {}", about(at.low), about(at.high)),
                &cells,
            )
        }
    }));
    figures
}

fn time(cohort: &Cohort) -> String {
    let lost = cohort.time.lost_at_christmas + cohort.time.lost_at_easter;
    let tenth = |weeks: f64| plain((weeks * 10.0).round() / 10.0);
    if lost > 0.0 {
        format!(
            "{} weeks left, {} of them lost at Christmas and Easter",
            cohort.time.weeks,
            tenth(lost)
        )
    } else {
        format!("{} weeks left", cohort.time.weeks)
    }
}

fn figure(label: String, value: String, detail: String, cells: &Cells) -> Figure {
    Figure {
        label,
        value,
        tone: Tone::Neutral,
        detail,
        link: link(cells),
        scale: None,
    }
}
