//! What a body planned beside what was published of it, month by month.

use super::super::body_name::short;
use super::super::month_lines::{MonthLine, MonthLines, MonthValue};
use super::super::{Chart, LineStyle};
use crate::analysis::{Beside, PlannedAndPublished, beside};
use crate::plan::{Plan, Sourced, Weeks};
use crate::wording::count;

/// One chart for each measure of each of the plan's bodies; the longest waits that are published first.
pub(super) fn charts(plan: &Plan) -> Vec<Chart> {
    beside(plan).iter().map(chart).collect()
}

fn what(measure: Weeks) -> String {
    if measure == Weeks::LIST {
        "on the waiting list".to_owned()
    } else {
        format!("over {} weeks", measure.0)
    }
}

/// The finding: the last month of which both are known.
fn title(shown: &Beside<'_>) -> String {
    let name = short(&shown.organisation.name);
    let what = what(shown.measure);
    let both =
        shown.months.iter().rev().find_map(|(month, both)| {
            Some((month, both.planned.as_ref()?, both.published.as_ref()?))
        });
    match both {
        Some((month, planned, published)) => format!(
            "{name}: {} {what} in {month}, planned {}",
            count(published.value),
            count(planned.value)
        ),
        None => format!("{name}: {what}, planned and published"),
    }
}

fn chart(shown: &Beside<'_>) -> Chart {
    let what = what(shown.measure);
    let line = |label, style, pick: fn(&PlannedAndPublished) -> Option<&Sourced<u64>>| {
        MonthLine::of(label, style, &shown.months, |both| {
            pick(both).map(MonthValue::pathways)
        })
    };
    let both = |both: &PlannedAndPublished| both.planned.is_some() && both.published.is_some();
    MonthLines {
        title: title(shown),
        subtitle: format!("Pathways {what}, month end"),
        alt: format!("Lines of pathways {what} by month, plan dashed, published solid."),
        twin_title: format!("{}, {what}", short(&shown.organisation.name)),
        twin_subtitle: "pathways at month end".to_owned(),
        months: shown.months.keys().copied().collect(),
        lines: vec![
            line("plan", LineStyle::Plan, |both| both.planned.as_ref()),
            line("published", LineStyle::Actual, |both| {
                both.published.as_ref()
            }),
        ],
        bands: Vec::new(),
        strong: shown
            .months
            .iter()
            .filter_map(|(month, given)| both(given).then_some(*month))
            .collect(),
        reach: 0.0,
    }
    .chart()
}
