//! What got us from last year to this plan, and on to the forecast.

use super::{Block, Chart, Page, PageId, page, plan_label, quote, waterfall};
use crate::analysis::{BridgeStep, StepKind, Walk, WalkBy};
use crate::assessment::Assessment;
use crate::plan::Money;
use crate::wording::Quote;

pub(super) fn board_page(assessment: &Assessment) -> Option<Page> {
    // A forecast alone is told by the run rate; the question here is where the plan comes from.
    assessment
        .outlook
        .walk
        .as_ref()
        .filter(|walk| walk.has_outturn)?;
    let chart = chart(assessment)?;
    let (title, subtitle) = (
        chart.title.clone(),
        format!("{}, {}", chart.subtitle, plan_label(assessment)),
    );
    let chart = Chart {
        title: String::new(),
        subtitle: String::new(),
        ..chart
    };
    Some(page(
        assessment,
        PageId::Walk,
        title,
        subtitle,
        vec![vec![Block::Chart(chart)]],
    ))
}

/// `None` where neither last year's outturn nor a forecast stands beside the plan, or nothing moved.
pub(super) fn chart(assessment: &Assessment) -> Option<Chart> {
    let walk = assessment
        .outlook
        .walk
        .as_ref()
        .filter(|walk| walk.bridge.steps.len() > 2)?;
    let quote = quote(assessment);
    let by_organisation = assessment.outlook.assumptions.by_organisation;
    let ends = match (walk.has_outturn, walk.has_forecast) {
        (true, true) => "Last year's outturn to plan to forecast",
        (true, false) => "Last year's outturn to plan",
        (false, _) => "Plan to forecast",
    };
    let by = match walk.by {
        WalkBy::Workbook => "steps as in the workbook, totals ours",
        WalkBy::AccountLines => "by the lines of the accounts",
        WalkBy::Nothing => "the workbook gives no steps",
    };
    let mut subtitle = format!("{ends}, {by}, {}", quote.unit());
    if let Some(march) = waterfall::of_march(&walk.bridge, quote) {
        subtitle.extend(["; ", &march]);
    }
    Some(Chart {
        title: title(walk, quote),
        subtitle,
        alt: waterfall::alt(&walk.bridge, quote),
        kind: waterfall::kind(&walk.bridge, quote, by_organisation),
        comparable: Some(Box::new(waterfall::comparable("walk", &walk.bridge))),
        twin: waterfall::twin(&walk.bridge, quote, by_organisation),
    })
}

/// The largest thing that moved it, or that nothing says what did.
fn title(walk: &Walk, quote: Quote) -> String {
    let changes = || {
        walk.bridge
            .steps
            .iter()
            .filter(|step| step.kind != StepKind::Total)
    };
    let unexplained: Money = changes()
        .filter(|step| step.kind == StepKind::Unexplained)
        .map(|step| step.amount.value.abs())
        .sum();
    let moved: Money = changes().map(|step| step.amount.value.abs()).sum();
    if unexplained + unexplained > moved {
        return format!(
            "Nothing explains {} of the change of position",
            quote.sentence(unexplained)
        );
    }
    let unidentified = walk.bridge.of(StepKind::Unidentified);
    if unidentified.is_positive() && walk.has_outturn {
        return format!(
            "{} of the way to the plan has no scheme",
            quote.sentence(unidentified)
        );
    }
    let largest = changes()
        .filter(|step| step.kind != StepKind::Unexplained)
        .max_by_key(|step| step.amount.value.abs());
    largest.map_or_else(
        || "The position does not move".to_owned(),
        |step| largest_title(step, quote),
    )
}

fn largest_title(step: &BridgeStep, quote: Quote) -> String {
    let way = if step.amount.value.is_negative() {
        "worsens"
    } else {
        "improves"
    };
    format!(
        "{} {way} the position most, by {}",
        step.label,
        quote.sentence(step.amount.value.abs())
    )
}
