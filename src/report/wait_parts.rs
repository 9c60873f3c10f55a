//! Where the long waits are: a small chart for each organisation or specialty, the worst first, all on one scale.

use super::link::{column, text_cell};
use super::month_lines::{MonthLine, MonthLines, MonthValue};
use super::{
    Align, Block, Chart, LineStyle, Page, PageId, Row, Table, TableCell, Tone, note, page,
    plan_label,
};
use crate::analysis::{PartsBy, WaitPart, WaitParts, wait_parts};
use crate::assessment::Assessment;
use crate::plan::{Month, PlanActual, Share, Sourced};
use crate::wording::{count, whole_percent};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// Side by side on a page.
const ACROSS: usize = 3;

/// A sentence, the small charts, and the same in a table.
pub(super) fn rows(assessment: &Assessment) -> Vec<Vec<Block>> {
    let mut rows = Vec::new();
    for parts in wait_parts(&assessment.case.plan, &assessment.policy) {
        rows.push(vec![note(format!("{}.", title(&parts)))]);
        let charts: Vec<Block> = charts(&parts).into_iter().map(Block::Chart).collect();
        rows.extend(charts.chunks(ACROSS).map(<[Block]>::to_vec));
        rows.push(vec![Block::Table(table(&parts))]);
    }
    rows
}

/// Six small charts; the table stands behind each of them.
pub(super) fn board_page(assessment: &Assessment) -> Option<Page> {
    let all = wait_parts(&assessment.case.plan, &assessment.policy);
    let specialties = all.iter().find(|parts| parts.by == PartsBy::Specialty);
    let parts = specialties.or(all.first())?;
    let charts: Vec<Block> = charts(parts)
        .into_iter()
        .take(2 * ACROSS)
        .map(Block::Chart)
        .collect();
    Some(page(
        assessment,
        PageId::WaitParts,
        title(parts),
        format!(
            "Pathways over {} weeks at month end, all charts on one scale, {}",
            parts.measure.0,
            plan_label(assessment)
        ),
        charts.chunks(ACROSS).map(<[Block]>::to_vec).collect(),
    ))
}

fn by(parts: &WaitParts) -> &'static str {
    match parts.by {
        PartsBy::Organisation => "organisation",
        PartsBy::Specialty => "specialty",
    }
}

/// "Trauma and orthopaedics has 41% of the 1,200 over 65 weeks in March 2024"
fn title(parts: &WaitParts) -> String {
    let (weeks, at) = (parts.measure.0, parts.at);
    let worst = parts.parts.first();
    let standing = worst
        .and_then(|worst| worst.at(at))
        .map_or(0, |own| own.value);
    match (worst, share(standing, parts.all)) {
        (Some(worst), Some(share)) if standing > 0 => format!(
            "{} has {} of the {} over {weeks} weeks in {at}",
            worst.name,
            whole_percent(share),
            count(parts.all)
        ),
        _ => format!("No {} has anybody over {weeks} weeks in {at}", by(parts)),
    }
}

fn share(part: u64, all: u64) -> Option<Share> {
    Decimal::from(part)
        .checked_div(Decimal::from(all))
        .map(Share)
}

fn charts(parts: &WaitParts) -> Vec<Chart> {
    let others = parts.others.as_ref().map(|(number, sum)| WaitPart {
        name: format!("{number} others"),
        months: sum.months.clone(),
    });
    let shown: Vec<&WaitPart> = parts.parts.iter().chain(&others).collect();
    let months: BTreeSet<Month> = shown
        .iter()
        .flat_map(|part| part.months.keys().copied())
        .collect();
    // Independent axes would make every part look alike.
    let reach = shown
        .iter()
        .flat_map(|part| part.months.values())
        .flat_map(|both| both.plan.iter().chain(&both.actual))
        .map(|pathways| pathways.value as f64)
        .fold(0.0, f64::max);
    shown
        .into_iter()
        .map(|part| chart(parts, part, &months, reach))
        .collect()
}

fn chart(parts: &WaitParts, part: &WaitPart, months: &BTreeSet<Month>, reach: f64) -> Chart {
    let line = |label, style, pick: fn(&PlanActual) -> Option<&Sourced<u64>>| {
        MonthLine::of(label, style, &part.months, |both| {
            pick(both).map(MonthValue::pathways)
        })
    };
    let happened = if parts.published {
        "published"
    } else {
        "actual"
    };
    let standing = part
        .at(parts.at)
        .map_or_else(|| "no figure".to_owned(), |waits| count(waits.value));
    MonthLines {
        title: format!("{}: {standing}", part.name),
        subtitle: format!("over {} weeks, {}", parts.measure.0, parts.at.short()),
        alt: format!(
            "Line of pathways over {} weeks by month, plan dashed, {happened} solid, on the scale of all parts.",
            parts.measure.0
        ),
        twin_title: part.name.clone(),
        twin_subtitle: format!("pathways over {} weeks at month end", parts.measure.0),
        months: months.clone(),
        lines: vec![
            line("plan", LineStyle::Plan, |both| both.plan.as_ref()),
            line(happened, LineStyle::Actual, |both| both.actual.as_ref()),
        ],
        bands: Vec::new(),
        strong: [parts.at].into(),
        reach,
    }
    .chart()
}

fn cell(pathways: Option<&Sourced<u64>>) -> TableCell {
    pathways.map_or_else(
        || TableCell {
            tone: Tone::Muted,
            ..text_cell("–")
        },
        |pathways| TableCell {
            text: count(pathways.value),
            number: Some(pathways.value as f64),
            cells: pathways.cells.clone(),
            tone: Tone::Neutral,
            ..TableCell::default()
        },
    )
}

fn table(parts: &WaitParts) -> Table {
    let last = parts
        .parts
        .iter()
        .filter_map(|part| part.months.keys().next_back().copied())
        .max()
        .unwrap_or(parts.at);
    // A column that would stay empty, or say the same again, is left out.
    let at_month = || {
        let others = parts.others.iter().map(|(_, others)| others);
        let all = parts.parts.iter().chain(others);
        all.filter_map(|part| part.months.get(&parts.at))
    };
    let has_actual = at_month().any(|both| both.actual.is_some());
    let has_plan = at_month().any(|both| both.plan.is_some());
    let goes_on = last != parts.at;
    let row = |name: String, part: &WaitPart| {
        let at = part.months.get(&parts.at);
        let end = part.months.get(&last);
        let share = part
            .at(parts.at)
            .and_then(|own| share(own.value, parts.all));
        let mut cells = vec![text_cell(name)];
        if has_actual {
            cells.push(cell(at.and_then(|both| both.actual.as_ref())));
        }
        if has_plan {
            cells.push(cell(at.and_then(|both| both.plan.as_ref())));
        }
        cells.push(text_cell(share.map_or_else(String::new, whole_percent)));
        if goes_on {
            cells.push(cell(
                end.and_then(|both| both.plan.as_ref().or(both.actual.as_ref())),
            ));
        }
        Row {
            cells,
            strong: false,
        }
    };
    let mut rows: Vec<Row> = parts
        .parts
        .iter()
        .map(|part| row(part.name.clone(), part))
        .collect();
    if let Some((number, others)) = &parts.others {
        rows.push(row(format!("{number} others"), others));
    }
    let first = if parts.by == PartsBy::Specialty {
        "Specialty"
    } else {
        "Organisation"
    };
    let month = parts.at.short();
    let mut columns = vec![column(first, Align::Left, 3.0)];
    if has_actual {
        columns.push(column(&format!("Actual {month}"), Align::Right, 1.2));
    }
    if has_plan {
        columns.push(column(&format!("Plan {month}"), Align::Right, 1.2));
    }
    columns.push(column("Of all", Align::Right, 0.8));
    if goes_on {
        columns.push(column(&format!("At {}", last.short()), Align::Right, 1.2));
    }
    Table {
        title: format!("Over {} weeks by {}", parts.measure.0, by(parts)),
        subtitle: "pathways at month end, the worst first".to_owned(),
        columns,
        rows,
    }
}

#[cfg(test)]
mod tests {
    use super::super::ChartKind;
    use super::*;
    use crate::assessment::judge;
    use crate::plan::example::clean_case;
    use crate::plan::{Organisation, Trajectory};
    use crate::policy::Policy;

    #[test]
    fn all_parts_are_drawn_on_the_scale_of_the_worst() {
        let mut case = clean_case();
        let waits = case.plan.elective.as_mut().unwrap();
        let mut small: Trajectory = waits.trajectories[0].clone();
        small.organisation = Some(Organisation::named("Small NHS Trust"));
        for both in small.months.values_mut() {
            both.plan.as_mut().unwrap().value /= 10;
        }
        waits.trajectories.push(small);
        let assessment = judge(case, Vec::new(), &Policy::default());
        let rows = rows(&assessment);
        let charts: Vec<&Chart> = rows
            .iter()
            .flatten()
            .filter_map(|block| match block {
                Block::Chart(chart) => Some(chart),
                _ => None,
            })
            .collect();
        let tops: Vec<f64> = charts
            .iter()
            .map(|chart| match &chart.kind {
                ChartKind::Lines { y, .. } => y.max,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(tops.len(), 2);
        assert!((tops[0] - tops[1]).abs() < f64::EPSILON);
        assert!(matches!(rows.last().unwrap()[0], Block::Table(_)));
    }
}
