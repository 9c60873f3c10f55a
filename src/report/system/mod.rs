//! The system: its bodies on one scale, what they come to together, whom they pay, where the money goes, and who is missing.

mod league;
mod tables;
#[cfg(test)]
mod tests;

use super::returns::returns;
use super::{Block, Note, Page, PageId, Tone, delegated, note, page, plan_label, quote};
use crate::analysis::{BodyStanding, intra_system, merger, sectors, standings};
use crate::assessment::Assessment;
use crate::plan::{Cells, OrganisationKind};
use crate::wording::{Quote, counted};
use league::{chart, league};
use tables::{flow_table, merger_table, sector_table, spend_table};

pub fn system(assessment: &Assessment) -> Page {
    let all = standings(&assessment.case.plan);
    let quote = quote(assessment);
    let mut rows: Vec<Vec<Block>> = Vec::new();
    if all.len() > 1 {
        // The league has too many columns for half a page.
        rows.extend(chart(&all, quote).map(|chart| vec![Block::Chart(chart)]));
        rows.push(vec![Block::Table(league(assessment, &all, quote))]);
    }
    rows.extend(who(assessment, &all));
    let mut beside: Vec<Block> = Vec::new();
    beside.extend(spend_table(assessment, quote).map(Block::Table));
    let plan = &assessment.case.plan;
    let flows = plan.position.as_ref().map_or_else(Vec::new, intra_system);
    if !flows.is_empty() {
        beside.push(Block::Table(flow_table(&flows, quote)));
    }
    if !beside.is_empty() {
        rows.push(beside);
    }
    let mut below: Vec<Block> = Vec::new();
    below.extend(sectors(plan).map(|found| Block::Table(sector_table(&found, quote))));
    below.extend(merger(plan).map(|found| Block::Table(merger_table(&found, quote))));
    if !below.is_empty() {
        rows.push(below);
    }
    rows.extend(delegated::rows(assessment));
    rows.extend(returns(assessment).map(|table| vec![Block::Table(table)]));
    if rows.is_empty() {
        rows.push(vec![note(
            "This is one body's plan. Open the workbooks of the other bodies of its system beside it, and they are added up \
             here, each on the same scale.",
        )]);
    }
    page(
        assessment,
        PageId::System,
        title(assessment, &all, quote),
        format!("System, {}, {}", plan_label(assessment), quote.unit()),
        rows,
    )
}

/// On the board's screen: the league, where there is more than one body.
pub(super) fn board_page(assessment: &Assessment) -> Option<Page> {
    let all = standings(&assessment.case.plan);
    if all.len() < 2 {
        return None;
    }
    let quote = quote(assessment);
    let rows = vec![vec![Block::Table(league(assessment, &all, quote))]];
    Some(page(
        assessment,
        PageId::System,
        title(assessment, &all, quote),
        format!("System, {}, {}", plan_label(assessment), quote.unit()),
        rows,
    ))
}

fn title(assessment: &Assessment, all: &[BodyStanding], quote: Quote) -> String {
    match all {
        [] => "No position of any body was found".to_owned(),
        [only] => format!("{} stands alone here", only.organisation.name),
        [worst, ..] if worst.shortfall().is_positive() => {
            let short: usize = all
                .iter()
                .filter(|own| own.shortfall().is_positive())
                .count();
            let of = if worst.control_total.is_some() {
                "its control total"
            } else {
                "balance"
            };
            format!(
                "{} is {} short of {of}; {short} of {} are short",
                worst.organisation.name,
                quote.sentence(worst.shortfall()),
                all.len()
            )
        }
        _ if assessment.case.absent.is_empty() => {
            format!("None of {} bodies plans to fall short", all.len())
        }
        _ => format!(
            "None of {} bodies falls short, and {}",
            all.len(),
            counted(assessment.case.absent.len(), "is missing", "are missing")
        ),
    }
}

/// Who is missing, who is late, and what a system of one provider means.
fn who(assessment: &Assessment, all: &[BodyStanding]) -> Vec<Vec<Block>> {
    let mut notes = Vec::new();
    let mut tell = |text: String, tone: Tone, cells: Cells| {
        let link = crate::report::link::link(&cells);
        notes.push(vec![Block::Note(Note { text, tone, link })]);
    };
    for absent in &assessment.case.absent {
        let what = if absent.row_left_empty {
            "its row holds no position, and the sums are without it"
        } else if absent.figures_from_another {
            "no workbook of it is open, and its position is taken from another body's workbook"
        } else {
            "no workbook of it is open, and the sums are without it"
        };
        tell(
            format!("{} is missing: {what}.", absent.body.name),
            Tone::Adverse,
            absent.named_at.clone().into(),
        );
    }
    for late in &assessment.case.late {
        tell(
            format!("{} is late: {}.", late.name, late.why),
            Tone::Adverse,
            Cells::default(),
        );
    }
    let boards = all
        .iter()
        .filter(|own| own.organisation.kind == OrganisationKind::CommissioningBody);
    if let ([board], [provider]) = (
        boards.collect::<Vec<_>>().as_slice(),
        all.iter()
            .filter(|own| own.organisation.kind == OrganisationKind::Provider)
            .collect::<Vec<_>>()
            .as_slice(),
    ) {
        tell(
            format!(
                "{} is the only provider beside {}: what is moved between the two changes neither the system's position nor \
                 its savings.",
                provider.organisation.name, board.organisation.name
            ),
            Tone::Muted,
            Cells::default(),
        );
    }
    notes
}
