//! How long the people on a published list have waited, as bars from the shortest wait to the longest.

use super::super::{BarRow, BarSegment, Chart, ChartKind, Fill, Tone};
use super::table::counts_twin;
use super::{said_month, share, subject, weeks_said};
use crate::analysis::{LatestReturn, WaitCounts};
use crate::plan::{Pathways, Sourced, Waits, Weeks, WeeksWaited};
use crate::wording::{count, percent};

/// Where one bar ends and the next begins, as far as published.
const CUTS: [u16; 7] = [18, 26, 40, 52, 65, 78, 104];

/// Beyond this many weeks a wait is a long one.
const LONG: u16 = 52;

/// Pathways that have waited longer than `from` and up to `to` weeks; the last has no end.
struct Age {
    from: u16,
    to: Option<u16>,
    /// From the cells at both ends: who waited longer than `from`, less who waited longer than `to`.
    pathways: Sourced<u64>,
}

/// `None` where only the size of the list is published.
pub(super) fn chart(shown: &LatestReturn<'_>) -> Option<Chart> {
    let (whose, waits) = subject(shown);
    let ages = ages(&waits);
    if ages.len() < 3 {
        return None;
    }
    let title = title(shown.waits.pathways, &waits);
    let all: u64 = ages.iter().map(|age| age.pathways.value).sum();
    let all = Sourced::new(all, waits.total.cells.clone());
    let rows = ages.iter().map(|age| bar(age, all.value)).collect();
    let subtitle = format!(
        "{whose}, pathways by weeks waited{}",
        said_month(shown.waits.month)
    );
    Some(Chart {
        alt: format!("{title}. Bars of pathways by weeks waited, the longest waits last."),
        kind: ChartKind::Bars {
            rows,
            legend: vec![
                (Fill::Total, format!("up to {LONG} weeks")),
                (Fill::Adverse, format!("over {LONG} weeks")),
            ],
        },
        comparable: None,
        twin: counts_twin(
            (&title, &subtitle),
            ("Waited", "of all"),
            ages.iter().map(|age| (name(age), &age.pathways, &all)),
        ),
        title,
        subtitle,
    })
}

fn ages(waits: &Waits) -> Vec<Age> {
    let counts = WaitCounts::from(waits);
    let known: Vec<(u16, u64)> = CUTS
        .iter()
        .filter_map(|weeks| Some((*weeks, counts.longer_than(*weeks)?)))
        .collect();
    let starts = std::iter::once((0, counts.longer_than(0).unwrap_or(0))).chain(known.clone());
    let ends = known.into_iter().map(Some).chain([None]);
    let cells = |from: u16, to: Option<u16>| {
        let over = waits.over.get(&Weeks(from)).unwrap_or(&waits.total);
        let mut cells = over.cells.clone();
        if let Some(beyond) = to.and_then(|to| waits.over.get(&Weeks(to))) {
            cells.append(&beyond.cells);
        }
        cells
    };
    let mut ages: Vec<Age> = starts
        .zip(ends)
        .map(|((from, beyond), end)| Age {
            from,
            to: end.map(|(to, _)| to),
            pathways: Sourced::new(
                beyond.saturating_sub(end.map_or(0, |(_, left)| left)),
                cells(from, end.map(|(to, _)| to)),
            ),
        })
        .collect();
    // Nobody over two years is the rule by now.
    if ages.last().is_some_and(|last| last.pathways.value == 0) && ages.len() > 3 {
        ages.pop();
    }
    ages
}

/// "Half have waited 13.7 weeks or less, 92 in 100 up to 40.8"
fn title(pathways: Pathways, waits: &Waits) -> String {
    let have = if pathways == Pathways::Incomplete {
        "have "
    } else {
        ""
    };
    if let (Some(half @ WeeksWaited::Weeks(_)), Some(most)) =
        (waits.median(), waits.ninety_second_percentile())
    {
        let most = match most {
            WeeksWaited::Weeks(_) => weeks_said(most),
            WeeksWaited::Over(weeks) => format!("more than {weeks}"),
        };
        return format!(
            "Half {have}waited {} weeks or less, 92 in 100 up to {most}",
            weeks_said(half)
        );
    }
    let beyond = waits.over.get(&Weeks(18)).map_or(0, |over| over.value);
    let part = share(beyond, waits.total.value).map_or_else(|| "Nobody".to_owned(), percent);
    format!("{part} {have}waited longer than 18 weeks")
}

fn name(age: &Age) -> String {
    match (age.from, age.to) {
        (0, Some(to)) => format!("Up to {to} weeks"),
        (from, Some(to)) => format!("{from} to {to} weeks"),
        (from, None) => format!("Over {from} weeks"),
    }
}

fn bar(age: &Age, all: u64) -> BarRow {
    let part = share(age.pathways.value, all).map_or_else(String::new, percent);
    let label = format!("{}: {}, {part}", name(age), count(age.pathways.value));
    BarRow {
        tone: Tone::Neutral,
        note: String::new(),
        dot: None,
        segments: vec![BarSegment {
            fill: if age.from < LONG {
                Fill::Total
            } else {
                Fill::Adverse
            },
            value: age.pathways.value as f64,
            // The label says it, and most bars are too short to.
            text: String::new(),
            hover: label.clone(),
            cells: age.pathways.cells.clone(),
        }],
        label,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::cell;

    #[test]
    fn a_bar_leads_to_the_counts_at_both_its_ends() {
        let waits = Waits {
            total: Sourced::at(100, cell("Waits!B2")),
            over: [(18, 40, "Waits!C2"), (52, 10, "Waits!D2")]
                .map(|(weeks, over, at)| (Weeks(weeks), Sourced::at(over, cell(at))))
                .into(),
            ..Waits::default()
        };
        let told: Vec<(u64, Vec<String>)> = ages(&waits)
            .iter()
            .map(|age| {
                let cells = age.pathways.cells.iter().map(ToString::to_string);
                (age.pathways.value, cells.collect())
            })
            .collect();
        let at = |cells: &[&str]| {
            cells
                .iter()
                .map(|own| (*own).to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            told,
            [
                (60, at(&["Waits!B2", "Waits!C2"])),
                (30, at(&["Waits!C2", "Waits!D2"])),
                (10, at(&["Waits!D2"])),
            ]
        );
    }
}
