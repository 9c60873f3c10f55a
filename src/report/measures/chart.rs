//! One measure by month: under control limits where enough months happened, else as a line; what was planned dashed.

use super::super::month_lines::{MonthLine, MonthLines, MonthValue};
use super::super::{Chart, IconItem, LineStyle, spc};
use super::{said, whose};
use crate::analysis::{Measured, SpcChart, charted};
use crate::plan::{Cells, MeasureUnit, Month, MonthlyMeasure, Origin, Plan, Sourced};
use crate::wording::counted;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Fewer months than this are no line.
const MONTHS_MIN: usize = 3;

pub(super) fn is_line(measure: &MonthlyMeasure) -> bool {
    measure.actual.len() >= MONTHS_MIN || measure.planned.len() >= MONTHS_MIN
}

fn unit(measure: &MonthlyMeasure) -> &'static str {
    match measure.unit {
        MeasureUnit::Share => "% by month",
        MeasureUnit::Count => "number by month",
        MeasureUnit::Days => "days, by month",
        MeasureUnit::Minutes => "minutes, by month",
    }
}

/// The icon of the measure, what it says of chance and of the plan beside it.
pub(super) fn icon(plan: &Plan, one: &Measured<'_>) -> Option<IconItem> {
    let control = one.control.as_ref()?;
    let name = format!("{}{}", whose(plan, one.measure), one.measure.name);
    Some(spc::icon_of(control, &name))
}

pub(super) fn chart(plan: &Plan, one: &Measured<'_>) -> Chart {
    match &one.control {
        Some(control) => controlled(plan, one, control),
        None => lines(plan, one.measure),
    }
}

fn controlled(plan: &Plan, one: &Measured<'_>, control: &SpcChart) -> Chart {
    let measure = one.measure;
    let cells: BTreeMap<Month, Cells> = measure
        .actual
        .iter()
        .map(|(month, value)| (*month, value.cells.clone()))
        .collect();
    let mut unit = unit(measure).to_owned();
    if one.left_out() > 0 {
        unit = format!(
            "{unit}, {} before left out",
            counted(one.left_out(), "month", "months")
        );
    }
    let name = format!("{}{}", whose(plan, measure), measure.name);
    let sign = if measure.unit == MeasureUnit::Share {
        "%"
    } else {
        ""
    };
    let mut chart = spc::chart(
        control,
        &spc::Measure {
            name: &name,
            unit: &unit,
            sign,
            cells: &cells,
        },
    );
    let planned = MonthLine::of("plan", LineStyle::Plan, &measure.planned, |value| {
        Some(MonthValue {
            drawn: charted(measure.unit, value.value)?,
            text: said(measure.unit, value.value),
            cells: value.cells.clone(),
        })
    });
    spc::add_plan(&mut chart, control, &planned, sign);
    chart
}

fn lines(plan: &Plan, measure: &MonthlyMeasure) -> Chart {
    let of = |label, style, values: &BTreeMap<Month, Sourced<Decimal>>| {
        MonthLine::of(label, style, values, |value| {
            Some(MonthValue {
                drawn: charted(measure.unit, value.value)?,
                text: said(measure.unit, value.value),
                cells: value.cells.clone(),
            })
        })
    };
    let happened = match measure.origin {
        Origin::Published => "published",
        Origin::OwnSheet => "actual",
    };
    let lines = vec![
        of("plan", LineStyle::Plan, &measure.planned),
        of(happened, LineStyle::Actual, &measure.actual),
    ];
    let name = format!("{}{}", whose(plan, measure), measure.name);
    MonthLines {
        title: title(&name, &lines),
        subtitle: unit(measure).to_owned(),
        alt: "Line by month, plan dashed, actual solid.".to_owned(),
        twin_title: name,
        twin_subtitle: unit(measure).to_owned(),
        months: measure
            .planned
            .keys()
            .chain(measure.actual.keys())
            .copied()
            .collect(),
        lines: lines
            .into_iter()
            .filter(|line| !line.values.is_empty())
            .collect(),
        bands: Vec::new(),
        strong: BTreeSet::new(),
        reach: 0.0,
    }
    .chart()
}

/// What happened last beside what was planned for it, else what is planned to begin and to end with.
fn title(name: &str, lines: &[MonthLine]) -> String {
    let [planned, actual] = lines else {
        return name.to_owned();
    };
    if let Some((month, value)) = actual.values.last_key_value() {
        let plan = planned
            .values
            .get(month)
            .map_or_else(String::new, |plan| format!(", planned {}", plan.text));
        return format!("{name}: {} in {month}{plan}", value.text);
    }
    match planned
        .values
        .first_key_value()
        .zip(planned.values.last_key_value())
    {
        Some(((from, first), (to, last)))
            if planned.values.values().all(|own| own.text == first.text) =>
        {
            format!(
                "{name}: {} planned in each month, {from} to {to}",
                last.text
            )
        }
        Some(((from, first), (to, last))) => format!(
            "{name}: {} planned in {from}, {} in {to}",
            first.text, last.text
        ),
        None => name.to_owned(),
    }
}
