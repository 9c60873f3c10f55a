//! Measures other than waits for treatment: emergency care, discharge, beds, activity. What has changed by more than
//! chance comes first.

mod by_body;
mod chart;
mod summary;

use super::body_name::short;
use super::link::link;
use super::{Block, Figure, Page, PageId, Tone, page, plan_label};
use crate::analysis::{Measured, measured};
use crate::assessment::Assessment;
use crate::plan::{MeasureUnit, Month, MonthlyMeasure, Plan, Share, Sourced};
use crate::wording::{count, counted, percent};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

/// Rows of a table that fit a page of the board pack.
const BOARD_ROWS: usize = 14;
/// Measures charted at most; the table has all.
const CHARTS_MAX: usize = 8;
const FIGURES_MAX: usize = 4;

/// "75.5%", "2,350,478", "4.2 days"
fn said(unit: MeasureUnit, value: Decimal) -> String {
    match unit {
        MeasureUnit::Share => percent(Share(value)),
        MeasureUnit::Count => value
            .round()
            .to_u64()
            .map_or_else(|| value.round_dp(1).to_string(), count),
        MeasureUnit::Days => format!("{} days", value.round_dp(1)),
        MeasureUnit::Minutes => format!("{} minutes", value.round_dp(1)),
    }
}

fn latest(measure: &MonthlyMeasure) -> Option<(Month, &Sourced<Decimal>)> {
    let (month, value) = measure.actual.last_key_value()?;
    Some((*month, value))
}

/// "Oakmere NHS Trust: " before a body's measure; nothing before one of the plan as a whole.
fn whose(plan: &Plan, measure: &MonthlyMeasure) -> String {
    let body = measure.organisation.as_ref();
    body.filter(|body| body.name != plan.name)
        .map_or_else(String::new, |body| format!("{}: ", short(&body.name)))
}

/// The finding: how many are worse by more than chance, else the latest of the first.
pub(super) fn title(assessment: &Assessment) -> String {
    let plan = &assessment.case.plan;
    let all = measured(plan, &assessment.policy);
    if let Some(said) = changed(&all) {
        return said;
    }
    let share = all
        .iter()
        .find(|one| one.measure.unit == MeasureUnit::Share && latest(one.measure).is_some());
    let told = share.or_else(|| all.iter().find(|one| latest(one.measure).is_some()));
    match told.and_then(|one| Some((one.measure, latest(one.measure)?))) {
        Some((measure, (month, value))) => format!(
            "{}{} {}, {month}",
            whose(plan, measure),
            measure.name,
            said(measure.unit, value.value)
        ),
        None => format!("{} planned", counted(all.len(), "measure", "measures")),
    }
}

/// "2 of 9 measures are worse by more than chance"
fn changed(all: &[Measured<'_>]) -> Option<String> {
    let charted = all.iter().filter(|one| one.control.is_some()).count();
    if charted < 2 {
        return None;
    }
    let of = counted(charted, "measure", "measures");
    let worse = all.iter().filter(|one| one.is_worse()).count();
    let missing = all.iter().filter(|one| one.misses()).count();
    let verb = |number: usize| if number == 1 { "is" } else { "are" };
    Some(if worse > 0 {
        format!("{worse} of {of} {} worse by more than chance", verb(worse))
    } else if missing > 0 {
        format!("{missing} of {of} will miss the target as things are")
    } else {
        format!("None of {of} is worse by more than chance")
    })
}

pub(super) fn figures(assessment: &Assessment) -> Vec<Figure> {
    let plan = &assessment.case.plan;
    measured(plan, &assessment.policy)
        .into_iter()
        .filter_map(|one| {
            let (month, value) = latest(one.measure)?;
            Some(Figure {
                label: one.measure.name.clone(),
                value: said(one.measure.unit, value.value),
                tone: if one.is_worse() {
                    Tone::Adverse
                } else {
                    Tone::Neutral
                },
                detail: format!(
                    "{}{}",
                    whose(plan, one.measure).replace(": ", ", "),
                    month.short()
                ),
                link: link(&value.cells),
                scale: None,
            })
        })
        .take(FIGURES_MAX)
        .collect()
}

/// All measures in a table, then their charts, then every body's latest month.
pub(super) fn rows(assessment: &Assessment) -> Vec<Vec<Block>> {
    let plan = &assessment.case.plan;
    let all = measured(plan, &assessment.policy);
    let mut rows = Vec::new();
    if all.len() > 1 {
        let table = summary::table(plan, &all, usize::MAX);
        rows.push(vec![Block::Table(table.without_empty_columns())]);
    }
    let shown: Vec<&Measured<'_>> = all
        .iter()
        .filter(|one| chart::is_line(one.measure))
        .take(CHARTS_MAX)
        .collect();
    for pair in shown.chunks(2) {
        rows.extend(charts(plan, pair));
    }
    rows.extend(
        by_body::table(plan, usize::MAX)
            .into_iter()
            .map(|table| vec![Block::Table(table)]),
    );
    rows
}

/// Charts side by side, under the icon of each.
fn charts(plan: &Plan, pair: &[&Measured<'_>]) -> Vec<Vec<Block>> {
    let icons: Vec<_> = pair
        .iter()
        .filter_map(|one| chart::icon(plan, one))
        .collect();
    let mut rows = Vec::new();
    if icons.len() == pair.len() {
        rows.push(vec![Block::Icons(icons)]);
    }
    rows.push(
        pair.iter()
            .map(|one| Block::Chart(chart::chart(plan, one)))
            .collect(),
    );
    rows
}

/// Every measure at a glance, on a presented page of nothing else: its charts have a page of their own.
pub(super) fn glance(assessment: &Assessment) -> Option<Block> {
    let plan = &assessment.case.plan;
    let all = measured(plan, &assessment.policy);
    let is_table = all.len() > 1 && all.iter().any(|one| chart::is_line(one.measure));
    is_table.then(|| {
        let table = summary::table(plan, &all, BOARD_ROWS);
        Block::Table(table.without_empty_columns())
    })
}

/// The two gravest under control, else every measure or every body in a table.
pub(super) fn board_page(assessment: &Assessment) -> Option<Page> {
    let plan = &assessment.case.plan;
    let all = measured(plan, &assessment.policy);
    let shown: Vec<&Measured<'_>> = all
        .iter()
        .filter(|one| chart::is_line(one.measure))
        .take(2)
        .collect();
    let rows = if !shown.is_empty() {
        charts(plan, &shown)
    } else if let Some(table) = by_body::table(plan, BOARD_ROWS) {
        vec![vec![Block::Table(table)]]
    } else if all.is_empty() {
        return None;
    } else {
        vec![vec![Block::Table(summary::table(plan, &all, BOARD_ROWS))]]
    };
    Some(page(
        assessment,
        PageId::Measures,
        title(assessment),
        format!("By month, {}", plan_label(assessment)),
        rows,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::judge;
    use crate::plan::{Better, Case, Origin};
    use crate::policy::Policy;
    use std::collections::BTreeMap;

    fn assessed(measures: Vec<MonthlyMeasure>) -> Assessment {
        let plan = Plan {
            name: "Oakmere NHS Trust".to_owned(),
            measures,
            ..Plan::default()
        };
        judge(
            Case {
                plan,
                ..Case::default()
            },
            Vec::new(),
            &Policy::default(),
        )
    }

    fn months(values: &[i64]) -> BTreeMap<Month, Sourced<Decimal>> {
        let first = Month {
            year: 2024,
            month: 4,
        };
        std::iter::successors(Some(first), |month| Some(month.next()))
            .zip(values)
            .map(|(month, value)| (month, Sourced::new(Decimal::new(*value, 3), Vec::new())))
            .collect()
    }

    fn four_hours() -> MonthlyMeasure {
        let mut values = [740, 750].repeat(8);
        values.push(610);
        MonthlyMeasure {
            name: "A&E seen within 4 hours".to_owned(),
            organisation: None,
            unit: MeasureUnit::Share,
            better: Better::Higher,
            origin: Origin::OwnSheet,
            planned: BTreeMap::new(),
            actual: months(&values),
            target: None,
        }
    }

    #[test]
    fn a_measure_that_got_worse_is_told_as_such_with_its_icon() {
        let mut steady = four_hours();
        steady.name = "Diagnostics within 6 weeks".to_owned();
        steady.actual = months(&[740, 750].repeat(8));
        let assessment = assessed(vec![steady, four_hours()]);
        assert_eq!(
            title(&assessment),
            "1 of 2 measures is worse by more than chance"
        );
        let page = board_page(&assessment).unwrap();
        let Block::Icons(icons) = &page.rows[0][0] else {
            panic!("{:?}", page.rows)
        };
        assert!(icons[0].words.starts_with("A&E seen within 4 hours"));
        let Block::Chart(chart) = &page.rows[1][0] else {
            panic!("{:?}", page.rows)
        };
        assert!(
            chart
                .title
                .contains("61% in Aug 2025, worse by more than chance"),
            "{}",
            chart.title
        );
    }

    #[test]
    fn a_measure_only_planned_is_a_dashed_line_under_no_limits() {
        let mut planned = four_hours();
        planned.planned = std::mem::take(&mut planned.actual);
        let assessment = assessed(vec![planned]);
        let page = board_page(&assessment).unwrap();
        let [row] = page.rows.as_slice() else {
            panic!("{:?}", page.rows)
        };
        let Block::Chart(chart) = &row[0] else {
            panic!("{row:?}")
        };
        let super::super::ChartKind::Lines { series, .. } = &chart.kind else {
            panic!("{chart:?}")
        };
        assert_eq!(series.len(), 1);
        assert_eq!(series[0].style, super::super::LineStyle::Plan);
    }
}
