//! What a body planned beside what was published of it, month by month.

use super::super::body_name::short;
use super::super::month_lines::{MonthLine, MonthLines, MonthValue};
use super::super::{Chart, LineStyle};
use crate::analysis::{Beside, PlannedAndPublished, beside};
use crate::plan::{Plan, Sourced, Weeks};
use crate::wording::count;

/// One chart for each measure of each of the plan's bodies; the longest waits that are published first.
/// What the plan's own chart of the measure shows already is not shown again.
pub(super) fn charts(plan: &Plan) -> Vec<Chart> {
    let all = beside(plan);
    let is_alone = |measure: Weeks| all.iter().filter(|one| one.measure == measure).count() == 1;
    all.iter()
        .filter(|shown| {
            let measure = shown.measure;
            measure == Weeks::LIST || !is_alone(measure) || !is_seen(plan, shown)
        })
        .map(chart)
        .collect()
}

/// Whether the plan's trajectories of the measure have what was published of it as their actuals.
fn is_seen(plan: &Plan, shown: &Beside<'_>) -> bool {
    let Some(elective) = &plan.elective else {
        return false;
    };
    let total = elective.total(shown.measure);
    shown.months.iter().all(|(month, both)| {
        let published = both.published.as_ref().filter(|_| both.planned.is_some());
        published.is_none_or(|published| {
            let seen = total.get(month).and_then(|both| both.actual.as_ref());
            seen.is_some_and(|seen| seen.value == published.value)
        })
    })
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
