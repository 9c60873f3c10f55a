//! From the declared position to what is behind it: without unidentified savings, and at the policy's delivery rates.

use super::{Block, Chart, Comparable, Page, PageId, page, plan_label, quote, told_as, waterfall};
use crate::analysis::{Bridge, StepKind};
use crate::assessment::Assessment;
use crate::plan::Money;
use crate::wording::Quote;

pub(super) fn board_page(assessment: &Assessment) -> Option<Page> {
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
        PageId::Bridge,
        title,
        subtitle,
        vec![vec![Block::Chart(chart)]],
    ))
}

/// `None` where nothing stands behind the declared position.
pub(super) fn chart(assessment: &Assessment) -> Option<Chart> {
    let bridge = assessment
        .outlook
        .bridge
        .as_ref()
        .filter(|bridge| bridge.steps.len() > 2)?;
    let quote = quote(assessment);
    let by_organisation = assessment.outlook.assumptions.by_organisation;
    let told = told_as(assessment);
    let mut subtitle = format!("From {told} to what is behind it, {}", quote.unit());
    if assessment.headline.usual_delivery.is_some() {
        subtitle.push_str("; the rates are ours, by status and risk");
    }
    if let Some(march) = waterfall::of_march(bridge, quote) {
        subtitle.extend(["; ", &march]);
    }
    Some(Chart {
        title: title(bridge, quote),
        subtitle,
        alt: waterfall::alt(bridge, quote),
        kind: waterfall::kind(bridge, quote, by_organisation),
        comparable: Some(Box::new(comparable(bridge))),
        twin: waterfall::twin(bridge, quote, by_organisation),
    })
}

/// Of itself it shows how far what is behind the position lies from what is declared, where no single step says it.
fn comparable(bridge: &Bridge) -> Comparable {
    let comparable = waterfall::comparable("bridge", bridge);
    let changes = bridge
        .steps
        .iter()
        .filter(|step| step.kind != StepKind::Total);
    if changes.count() > 1 {
        comparable.showing(0, bridge.steps.len() - 1)
    } else {
        comparable
    }
}

fn title(bridge: &Bridge, quote: Quote) -> String {
    let without = bridge.of(StepKind::Unidentified) + bridge.of(StepKind::Uncovered);
    if without.is_zero() {
        let short: Money = bridge.of(StepKind::Shortfall);
        return format!(
            "At the policy's rates {} of the savings fails",
            quote.sentence(short.abs())
        );
    }
    format!(
        "{} of the position has no scheme behind it",
        quote.sentence(without.abs())
    )
}
