//! The months of a published list as they went: how long it is, and who is within 18 weeks.

use super::super::body_name::short;
use super::super::month_lines::{MonthLine, MonthLines, MonthValue, drawn_percent};
use super::super::{Chart, LineStyle};
use super::{share, within};
use crate::analysis::{FEWEST_MONTHS, is_own, own_by};
use crate::plan::{Month, Pathways, Plan, PublishedBy, PublishedHistory, Waits, histories};
use crate::wording::{count, counted, percent};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Fewer months than this are no line.
const MONTHS_MIN: usize = 2;

/// The list and the share within 18 weeks, of the plan's bodies or of all that are published in every month.
pub(super) fn charts(plan: &Plan) -> Vec<Chart> {
    shown(plan, MONTHS_MIN).map_or_else(Vec::new, |(whose, months)| both(&whose, &months))
}

/// What is known of fewer months than a projection needs, and that there is none; `None` where there are enough.
pub(super) fn too_short(plan: &Plan) -> Option<String> {
    let (whose, months) = shown(plan, 1)?;
    let known = months.len();
    if known >= FEWEST_MONTHS {
        return None;
    }
    let not =
        format!("No projection: too little history, {known} of the {FEWEST_MONTHS} months needed.");
    let ((first, from), (last, to)) = months.first_key_value().zip(months.last_key_value())?;
    if known < MONTHS_MIN {
        return Some(not);
    }
    let mut said = format!(
        "{whose}: {} on the list in {first}, {} in {last}, {}",
        count(from.total.value),
        count(to.total.value),
        change(from.total.value, to.total.value)
    );
    if let (Some(from), Some(to)) = (within(from), within(to)) {
        _ = write!(
            said,
            "; within 18 weeks {}, then {}",
            percent(from),
            percent(to)
        );
    }
    for (weeks, to) in to.over.iter().filter(|(weeks, _)| weeks.0 >= 52) {
        if let Some(from) = from
            .over
            .get(weeks)
            .filter(|from| from.value + to.value > 0)
        {
            _ = write!(
                said,
                "; over {} weeks {}, then {}",
                weeks.0,
                count(from.value),
                count(to.value)
            );
        }
    }
    Some(format!("{said}. {not}"))
}

/// "1,200 fewer (0.7%)"
fn change(from: u64, to: u64) -> String {
    let moved = from.abs_diff(to);
    let part = share(moved, from).map_or_else(String::new, |part| format!(" ({})", percent(part)));
    match to.cmp(&from) {
        Ordering::Less => format!("{} fewer{part}", count(moved)),
        Ordering::Greater => format!("{} more{part}", count(moved)),
        Ordering::Equal => "unchanged".to_owned(),
    }
}

/// Whose months they are, and their months: the plan's own bodies first, else all that are published.
fn shown(plan: &Plan, months_min: usize) -> Option<(String, BTreeMap<Month, Waits>)> {
    let all = histories(&plan.published);
    let of_kind = |by: PublishedBy, own: bool| -> Vec<&PublishedHistory<'_>> {
        all.iter()
            .filter(|history| {
                history.pathways == Pathways::Incomplete
                    && history.by == by
                    && history.months.len() >= months_min
                    && (!own || is_own(plan, history.organisation))
            })
            .collect()
    };
    let kinds = [
        PublishedBy::Commissioner,
        PublishedBy::Provider,
        PublishedBy::Nation,
    ];
    let own_by = own_by(plan, &all);
    for own in [true, false] {
        for by in kinds.into_iter().filter(|by| !own || Some(*by) == own_by) {
            let shown = of_kind(by, own);
            if !shown.is_empty() {
                let months = together(&shown);
                if months.len() >= months_min {
                    return Some((whose(&shown), months));
                }
            }
        }
    }
    None
}

fn whose(shown: &[&PublishedHistory<'_>]) -> String {
    match shown {
        [one] => short(&one.organisation.name),
        many => counted(many.len(), "organisation", "organisations"),
    }
}

/// The sum of the bodies for each month that all of them have.
fn together(shown: &[&PublishedHistory<'_>]) -> BTreeMap<Month, Waits> {
    let Some(first) = shown.first() else {
        return BTreeMap::new();
    };
    let sum = |month: &Month| -> Option<Waits> {
        let mut parts = shown.iter().map(|history| history.months.get(month));
        let mut sum = parts.next()??.waits.clone();
        for part in parts {
            sum.add(&part?.waits);
        }
        Some(sum)
    };
    first
        .months
        .keys()
        .filter_map(|month| Some((*month, sum(month)?)))
        .collect()
}

fn both(whose: &str, months: &BTreeMap<Month, Waits>) -> Vec<Chart> {
    let mut charts = vec![chart(
        whose,
        months,
        "Pathways on the list, month end",
        |waits| Some(MonthValue::pathways(&waits.total)),
    )];
    if months.values().any(|waits| within(waits).is_some()) {
        charts.push(chart(
            whose,
            months,
            "Part of the list within 18 weeks, %; the standard is 92",
            |waits| {
                let share = within(waits)?;
                Some(MonthValue {
                    drawn: drawn_percent(share),
                    text: percent(share),
                    cells: waits.total.cells.clone(),
                })
            },
        ));
    }
    charts
}

fn chart(
    whose: &str,
    months: &BTreeMap<Month, Waits>,
    subtitle: &str,
    value: fn(&Waits) -> Option<MonthValue>,
) -> Chart {
    let line = MonthLine::of("published", LineStyle::Actual, months, value);
    let ends = line
        .values
        .first_key_value()
        .zip(line.values.last_key_value());
    let title = ends.map_or_else(
        || whose.to_owned(),
        |((first, from), (last, to))| {
            format!("{whose}: {} in {first}, {} in {last}", from.text, to.text)
        },
    );
    MonthLines {
        twin_title: title.clone(),
        twin_subtitle: subtitle.to_owned(),
        title,
        subtitle: subtitle.to_owned(),
        alt: "Line by month.".to_owned(),
        months: months.keys().copied().collect(),
        lines: vec![line],
        bands: Vec::new(),
        strong: BTreeSet::new(),
        reach: 0.0,
    }
    .chart()
}
