//! The part of the list within 18 weeks as a line against what the year asks.

use super::link::{column, link, text_cell};
use super::{
    Align, Band, Chart, ChartKind, Figure, LinePoint, LineSeries, LineStyle, Row, Table, TableCell,
    Tone, YAxis,
};
use crate::analysis::{WithinLanding, WithinOutlook, within_18};
use crate::assessment::Assessment;
use crate::plan::{Month, PlannedShare, Share, Sourced};
use crate::wording::{percent, plain};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

/// Bodies of which lines are drawn at most.
const CHARTS_MAX: usize = 6;

pub(super) fn outlooks(assessment: &Assessment) -> Vec<WithinOutlook> {
    let plan = &assessment.case.plan;
    let year = plan.year.as_ref().map(|year| year.value);
    plan.elective
        .as_ref()
        .map_or_else(Vec::new, |waits| within_18(waits, year, &assessment.policy))
}

pub(super) fn charts(assessment: &Assessment) -> Vec<Chart> {
    outlooks(assessment)
        .iter()
        .take(CHARTS_MAX)
        .map(chart)
        .collect()
}

/// The large number of the whole plan, or of its only body.
pub(super) fn figure(assessment: &Assessment) -> Option<Figure> {
    let outlooks = outlooks(assessment);
    let [outlook] = outlooks.as_slice() else {
        return None;
    };
    let (plan, tone) = match &outlook.landing {
        WithinLanding::Lands { plan } => (plan, Tone::Neutral),
        WithinLanding::PlannedMiss { plan } => (plan, Tone::Adverse),
        WithinLanding::CannotSay => return None,
    };
    let month = outlook.requirement.month;
    Some(Figure {
        label: "Within 18 weeks".to_owned(),
        value: percent(plan.value),
        tone,
        detail: format!(
            "{} {}, planned; {} asked",
            month.short_name(),
            month.year,
            percent(outlook.required)
        ),
        link: link(&plan.cells),
        scale: None,
    })
}

fn sentence(outlook: &WithinOutlook) -> String {
    let month = outlook.requirement.month;
    let at = format!("{} {}", month.name(), month.year);
    let whose = outlook
        .organisation
        .as_ref()
        .map_or_else(String::new, |body| format!("{}: ", body.name));
    match &outlook.landing {
        WithinLanding::Lands { plan } => format!(
            "{whose}{} within 18 weeks in {at}, {} asked",
            percent(plan.value),
            percent(outlook.required)
        ),
        WithinLanding::PlannedMiss { plan } => format!(
            "{whose}{} within 18 weeks in {at} against {} asked",
            percent(plan.value),
            percent(outlook.required)
        ),
        WithinLanding::CannotSay => format!("{whose}no share within 18 weeks for {at}"),
    }
}

fn drawn(share: Share) -> f64 {
    (share.0 * Decimal::ONE_HUNDRED).to_f64().unwrap_or(0.0)
}

fn chart(outlook: &WithinOutlook) -> Chart {
    let months: Vec<Month> = outlook.months.keys().copied().collect();
    let plan = series("plan", LineStyle::Plan, outlook, |both| both.plan.as_ref());
    let actual = series("actual", LineStyle::Actual, outlook, |both| {
        both.actual.as_ref()
    });
    let asked = months
        .iter()
        .position(|month| *month == outlook.requirement.month)
        .map(|index| Band {
            from: index as f64 - 0.4,
            to: index as f64 + 0.4,
            label: format!("asked: {}", percent(outlook.required)),
        });
    let high = [&plan, &actual]
        .into_iter()
        .flat_map(|series| &series.points)
        .map(|point| point.y)
        .fold(drawn(outlook.required), f64::max);
    let subtitle = match &outlook.baseline {
        Some((month, share)) => format!(
            "% of the list, month end; {} in {} {}. {}",
            percent(share.value),
            month.name(),
            month.year,
            outlook.requirement.source
        ),
        None => format!("% of the list, month end. {}", outlook.requirement.source),
    };
    Chart {
        title: sentence(outlook),
        alt: format!(
            "Line of the share within 18 weeks by month, plan dashed, actual solid. {}.",
            sentence(outlook)
        ),
        subtitle,
        kind: ChartKind::Lines {
            x_labels: months
                .iter()
                .map(|month| format!("{} {:02}", month.short_name(), month.year % 100))
                .collect(),
            series: [plan, actual]
                .into_iter()
                .filter(|series| !series.points.is_empty())
                .collect(),
            bands: asked.into_iter().collect(),
            y: YAxis::fitting(0.0, high, plain),
        },
        twin: twin(outlook),
    }
}

fn series(
    label: &str,
    style: LineStyle,
    outlook: &WithinOutlook,
    pick: impl Fn(&PlannedShare) -> Option<&Sourced<Share>>,
) -> LineSeries {
    let points = outlook
        .months
        .iter()
        .enumerate()
        .filter_map(|(index, (month, both))| {
            let share = pick(both)?;
            Some(LinePoint {
                x: index as f64,
                y: drawn(share.value),
                hover: format!(
                    "{} {}: {} {label}",
                    month.short_name(),
                    month.year,
                    percent(share.value)
                ),
                cells: share.cells.clone(),
            })
        });
    LineSeries {
        label: label.to_owned(),
        style,
        points: points.collect(),
    }
}

fn twin(outlook: &WithinOutlook) -> Table {
    let cell = |share: Option<&Sourced<Share>>| {
        share.map_or_else(
            || TableCell {
                text: "–".to_owned(),
                tone: Tone::Muted,
                ..TableCell::default()
            },
            |share| TableCell {
                text: percent(share.value),
                number: share.value.0.to_f64(),
                cells: share.cells.clone(),
                tone: Tone::Neutral,
            },
        )
    };
    let rows = outlook.months.iter().map(|(month, both)| Row {
        cells: vec![
            text_cell(format!("{} {}", month.short_name(), month.year)),
            cell(both.plan.as_ref()),
            cell(both.actual.as_ref()),
        ],
        strong: *month == outlook.requirement.month,
    });
    Table {
        title: "Within 18 weeks".to_owned(),
        subtitle: "part of the list at month end".to_owned(),
        columns: vec![
            column("Month", Align::Left, 1.2),
            column("Plan", Align::Right, 1.0),
            column("Actual", Align::Right, 1.0),
        ],
        rows: rows.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::judge;
    use crate::plan::example::cell;
    use crate::plan::{Case, Elective, FinancialYear, Plan, ShareTrajectory};
    use crate::policy::Policy;
    use std::collections::BTreeMap;

    #[test]
    fn a_share_below_what_is_asked_is_told_as_such() {
        let march = Month {
            year: 2026,
            month: 3,
        };
        let share = PlannedShare {
            plan: Some(Sourced::at(Share::percent(61), cell("Waits!N3"))),
            actual: None,
        };
        let plan = Plan {
            year: Some(Sourced::new(FinancialYear(2025), Vec::new())),
            elective: Some(Elective {
                within_18_weeks: vec![ShareTrajectory {
                    organisation: None,
                    months: BTreeMap::from([(march, share)]),
                }],
                ..Elective::default()
            }),
            ..Plan::default()
        };
        let assessment = judge(
            Case {
                plan,
                ..Case::default()
            },
            Vec::new(),
            &Policy::default(),
        );
        let charts = charts(&assessment);
        assert_eq!(
            charts[0].title,
            "61.0% within 18 weeks in March 2026 against 65.0% asked"
        );
        let figure = figure(&assessment).unwrap();
        assert_eq!(
            (figure.tone, figure.value.as_str()),
            (Tone::Adverse, "61.0%")
        );
    }
}
