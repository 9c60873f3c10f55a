//! Whether the share within 18 weeks has changed, from the plan's own months where nothing is published beside it.

use super::super::month_lines::{MonthLine, MonthValue, drawn_percent};
use super::super::{Block, LineStyle, spc};
use crate::analysis::{Improvement, Observed, Settings, SpcChart, WithinOutlook, spc as computed};
use crate::assessment::Assessment;
use crate::plan::{Cells, Month};
use crate::policy::Policy;
use std::collections::BTreeMap;

/// Fewer months are no process.
const MONTHS_MIN: usize = 6;
/// Bodies whose process is charted at most, the furthest short.
const CHARTS_MAX: usize = 2;

/// Each chart under its icons.
pub(super) fn rows(assessment: &Assessment) -> Vec<Vec<Block>> {
    let published = assessment.waits_ahead.as_ref();
    if published.is_some_and(|ahead| ahead.within_18_weeks.is_some()) {
        return Vec::new();
    }
    assessment
        .within_18
        .iter()
        .filter_map(|outlook| Some((outlook, control(outlook, &assessment.policy)?)))
        .take(CHARTS_MAX)
        .flat_map(|(outlook, control)| charted(outlook, &control))
        .collect()
}

/// Held against what is asked of the body: that is the target its plan is judged by.
fn control(outlook: &WithinOutlook, policy: &Policy) -> Option<SpcChart> {
    let seen: Vec<(Month, f64)> = outlook
        .months
        .iter()
        .filter_map(|(month, both)| Some((*month, drawn_percent(both.actual.as_ref()?.value))))
        .collect();
    if seen.len() < MONTHS_MIN {
        return None;
    }
    let settings = Settings {
        target: outlook.required.map(drawn_percent),
        ..Settings::by(&policy.waits, "within 18 weeks", Improvement::Increase)
    };
    computed(&Observed::published(seen), &settings)
}

fn charted(outlook: &WithinOutlook, control: &SpcChart) -> [Vec<Block>; 2] {
    let cells: BTreeMap<Month, Cells> = outlook
        .months
        .iter()
        .filter_map(|(month, both)| Some((*month, both.actual.as_ref()?.cells.clone())))
        .collect();
    let name = outlook.organisation.as_ref().map_or_else(
        || "Within 18 weeks".to_owned(),
        |body| format!("{}, within 18 weeks", body.name),
    );
    let measure = spc::Measure {
        name: &name,
        unit: "% of the list at month end",
        sign: "%",
        cells: &cells,
    };
    let mut chart = spc::chart(control, &measure);
    let planned = MonthLine::of("plan", LineStyle::Plan, &outlook.months, |both| {
        both.plan.as_ref().map(MonthValue::share)
    });
    spc::add_plan(&mut chart, control, &planned, "%");
    [
        vec![Block::Icons(spc::icons(control))],
        vec![Block::Chart(chart)],
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::judge;
    use crate::plan::example::cell;
    use crate::plan::{
        Case, Elective, FinancialYear, Plan, PlannedShare, Share, ShareTrajectory, Sourced,
    };
    use crate::report::ChartKind;

    fn rows_of(months: usize) -> Vec<Vec<Block>> {
        let first = Month {
            year: 2025,
            month: 4,
        };
        let all = std::iter::successors(Some(first), |month| Some(month.next()));
        let shares = all.take(months).enumerate().map(|(at, month)| {
            let share = Share::percent(60 + i64::from(at % 2 == 0));
            let both = PlannedShare {
                plan: Some(Sourced::at(Share::percent(62), cell("Waits!C4"))),
                actual: Some(Sourced::at(share, cell("Waits!C5"))),
            };
            (month, both)
        });
        let plan = Plan {
            year: Some(Sourced::new(FinancialYear(2025), Vec::new())),
            elective: Some(Elective {
                within_18_weeks: vec![ShareTrajectory {
                    organisation: None,
                    specialty: None,
                    months: shares.collect(),
                }],
                ..Elective::default()
            }),
            ..Plan::default()
        };
        let case = Case {
            plan,
            ..Case::default()
        };
        rows(&judge(case, Vec::new(), &Policy::default()))
    }

    #[test]
    fn the_plans_own_months_are_charted_with_its_trajectory_and_what_is_asked() {
        let rows = rows_of(8);
        let Block::Chart(chart) = &rows[1][0] else {
            panic!("{rows:?}")
        };
        assert!(
            chart.subtitle.contains("trial limits, from 8 months only"),
            "{}",
            chart.subtitle
        );
        let ChartKind::Lines { series, .. } = &chart.kind else {
            panic!("{chart:?}")
        };
        let labels: Vec<&str> = series.iter().map(|line| line.label.as_str()).collect();
        assert!(
            labels.contains(&"plan") && labels.contains(&"target 65%"),
            "{labels:?}"
        );
    }

    #[test]
    fn five_months_are_no_process() {
        assert!(rows_of(5).is_empty());
    }
}
