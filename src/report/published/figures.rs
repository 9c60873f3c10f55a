//! The published list in large numbers.

use super::super::body_name::short;
use super::super::link::link;
use super::super::{Figure, Tone, measures};
use super::{subject, weeks_said, within};
use crate::analysis::{LatestReturn, latest_returns};
use crate::assessment::Assessment;
use crate::plan::{Pathways, Sourced, Waits, Weeks, WeeksWaited};
use crate::wording::{count, percent};

/// The list, who is within 18 weeks, and how many wait far too long.
pub(in crate::report) fn figures(assessment: &Assessment, told: &[Weeks]) -> Vec<Figure> {
    let Some(shown) = latest_returns(&assessment.case.plan).into_iter().next() else {
        return measures::figures(assessment);
    };
    let (whose, waits) = subject(&shown);
    let incomplete = shown.waits.pathways == Pathways::Incomplete;
    let mut figures = vec![figure(
        "Pathways",
        count(waits.total.value),
        whose,
        Some(&waits.total),
    )];
    if let Some(within_18) = &waits.within_18_weeks {
        // The 92% standard is for those still waiting.
        let standard = if incomplete {
            "; the standard is 92%"
        } else {
            ""
        };
        figures.push(figure(
            "Within 18 weeks",
            within(&waits).map_or_else(|| "cannot say".to_owned(), percent),
            format!("{}{standard}", count(within_18.value)),
            Some(within_18),
        ));
    }
    figures.extend(median(&waits));
    let measures = [52, 65, 78, 104].map(Weeks);
    for weeks in measures.into_iter().filter(|weeks| !told.contains(weeks)) {
        // Waits over two years are named wherever there are any.
        let named = |over: &&Sourced<u64>| weeks != Weeks(104) || over.value > 0;
        let Some(over) = waits.over.get(&weeks).filter(named) else {
            continue;
        };
        figures.push(figure(
            &format!("Over {} weeks", weeks.0),
            count(over.value),
            most(&shown, weeks, over.value),
            Some(over),
        ));
    }
    figures
}

/// Who has most of them, where many bodies are published.
fn most(shown: &LatestReturn<'_>, weeks: Weeks, all: u64) -> String {
    let over = |body: &&crate::plan::PublishedOrganisation| {
        body.waits.over.get(&weeks).map(|over| over.value)
    };
    let worst = shown.waits.organisations.iter().max_by_key(over);
    match worst.filter(|_| all > 0 && shown.own.len() != 1 && shown.waits.organisations.len() > 1) {
        Some(body) => format!(
            "most at {}, {}",
            short(&body.organisation.name),
            count(over(&body).unwrap_or(0))
        ),
        None => String::new(),
    }
}

fn figure(label: &str, value: String, detail: String, cells: Option<&Sourced<u64>>) -> Figure {
    Figure {
        label: label.to_owned(),
        value,
        tone: Tone::Neutral,
        detail,
        link: cells.and_then(|sourced| link(&sourced.cells)),
        scale: None,
    }
}

/// Half have waited no longer; what the longest eight in a hundred start from stands below.
fn median(waits: &Waits) -> Option<Figure> {
    let half = waits.median()?;
    let most = waits.ninety_second_percentile().map(|most| match most {
        WeeksWaited::Weeks(_) => format!("92 in 100 within {}", weeks_said(most)),
        WeeksWaited::Over(weeks) => format!("92 in 100 not within {weeks}"),
    });
    let cells = waits
        .stated_median
        .as_ref()
        .filter(|_| waits.bands.is_empty());
    Some(Figure {
        label: "Median wait, weeks".to_owned(),
        value: weeks_said(half),
        tone: Tone::Neutral,
        detail: most.unwrap_or_default(),
        link: link(cells.map_or(&waits.total.cells, |stated| &stated.cells)),
        scale: None,
    })
}
