//! Who has the long waits: the bodies of a published month, or the specialties of its one body, the worst first.

use super::super::body_name::short;
use super::super::{BarRow, BarSegment, Chart, ChartKind, Fill, Tone};
use super::table::counts_twin;
use super::{one_body, said_month, share};
use crate::analysis::{LatestReturn, PARTS_SHOWN};
use crate::plan::{Sourced, Waits, Weeks};
use crate::wording::{count, counted, percent, whole_percent};

/// The longest of these that is not rare is told: fewer pathways than this hang on single cases.
const RARE: u64 = 50;
const MEASURES: [Weeks; 4] = [Weeks(78), Weeks(65), Weeks(52), Weeks(18)];

struct Part {
    name: String,
    over: Sourced<u64>,
    list: Sourced<u64>,
}

/// `None` where there are no parts to tell apart, or no count of long waits.
pub(super) fn chart(shown: &LatestReturn<'_>) -> Option<Chart> {
    let all = parts(shown);
    let measure = measure(&all)?;
    let mut parts: Vec<Part> = all
        .into_iter()
        .filter_map(|(name, waits)| {
            Some(Part {
                name,
                over: waits.over.get(&measure)?.clone(),
                list: waits.total.clone(),
            })
        })
        .collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.over.value));
    let total: u64 = parts.iter().map(|part| part.over.value).sum();
    let worst = parts.first()?;
    let title = format!(
        "{} has {} of the {} over {} weeks",
        worst.name,
        share(worst.over.value, total).map_or_else(String::new, whole_percent),
        count(total),
        measure.0
    );
    let others = parts.len().saturating_sub(PARTS_SHOWN);
    let rest = if others > 0 {
        format!("; {} not shown", counted(others, "other", "others"))
    } else {
        String::new()
    };
    let subtitle = format!(
        "pathways over {} weeks, and what part of the own list they are{}{rest}",
        measure.0,
        said_month(shown.waits.month)
    );
    let rows = parts.iter().take(PARTS_SHOWN).map(bar).collect();
    Some(Chart {
        alt: format!("{title}. Bars of the {PARTS_SHOWN} with most, the worst first."),
        kind: ChartKind::Bars {
            rows,
            legend: vec![(Fill::Adverse, format!("over {} weeks", measure.0))],
        },
        comparable: None,
        twin: counts_twin(
            (&title, &subtitle),
            ("", "of its list"),
            parts
                .iter()
                .map(|part| (part.name.clone(), &part.over, &part.list)),
        ),
        title,
        subtitle,
    })
}

/// By name, with all waits of each.
fn parts<'p>(shown: &LatestReturn<'p>) -> Vec<(String, &'p Waits)> {
    match one_body(shown) {
        Some(body) => body
            .specialties
            .iter()
            .map(|part| (part.name.clone(), &part.waits))
            .collect(),
        None => shown
            .waits
            .organisations
            .iter()
            .map(|body| (short(&body.organisation.name), &body.waits))
            .collect(),
    }
}

/// The longest wait that more than a handful have waited.
fn measure(parts: &[(String, &Waits)]) -> Option<Weeks> {
    if parts.len() < 2 {
        return None;
    }
    MEASURES.into_iter().find(|measure| {
        let over = parts
            .iter()
            .filter_map(|(_, waits)| waits.over.get(measure));
        over.map(|over| over.value).sum::<u64>() >= RARE
    })
}

fn of_list(part: &Part) -> String {
    share(part.over.value, part.list.value).map_or_else(String::new, percent)
}

fn bar(part: &Part) -> BarRow {
    let said = format!("{}, {} of its list", count(part.over.value), of_list(part));
    BarRow {
        tone: Tone::Adverse,
        label: part.name.clone(),
        note: said.clone(),
        dot: None,
        segments: vec![BarSegment {
            fill: Fill::Adverse,
            value: part.over.value as f64,
            text: String::new(),
            hover: format!("{}: {said}", part.name),
            cells: part.over.cells.clone(),
        }],
    }
}
