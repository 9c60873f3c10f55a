//! What a control chart says in words: its finding, its settings and warnings, and the whole of it for who cannot see it.

use super::Measure;
use crate::analysis::{Screening, SpcChart, Variation};
use crate::wording::counted;

pub(super) fn title(spc: &SpcChart, measure: &Measure<'_>) -> String {
    let latest = spc.points().last().map_or_else(String::new, |point| {
        format!("{} in {}", measure.number(point.value), point.month.short())
    });
    let change = match spc.variation {
        Variation::CommonCause => "no more than usual ups and downs",
        Variation::Improvement(_) => "better by more than chance",
        Variation::Concern(_) => "worse by more than chance",
        Variation::NeutralHigh => "higher by more than chance",
        Variation::NeutralLow => "lower by more than chance",
    };
    format!("{}: {latest}, {change}", measure.name)
}

/// Unit, settings and warnings: a chart whose settings are not printed cannot be checked.
pub(super) fn subtitle(spc: &SpcChart, measure: &Measure<'_>) -> String {
    let screening = match spc.settings.screening {
        Screening::Screened => "outlying moves screened",
        Screening::All => "all moves counted",
    };
    let mut said = format!(
        "{}; limits at 2.66 mean moving ranges, {screening}; a trend is {} points; ▲ better, ▼ worse by more than chance",
        measure.unit,
        spc.settings.trend.points()
    );
    let afresh: Vec<String> = spc
        .processes
        .iter()
        .skip(1)
        .filter_map(|process| Some(process.points.first()?.month.short()))
        .collect();
    if !afresh.is_empty() {
        said = format!("{said}; limits start afresh in {}", afresh.join(", "));
    }
    if spc.is_trial() {
        let trials = || spc.processes.iter().filter(|process| process.trial);
        let fewest = trials().map(|process| process.points.len()).min();
        let fewest = counted(fewest.unwrap_or(0), "month", "months");
        said = format!("{said}; trial limits, from {fewest} only");
        // New months come to the last process; one that was closed gets no more.
        if spc.processes.last().is_some_and(|process| process.trial) {
            said.push_str(": each new month may move them until there are 13");
        }
    }
    if !spc.missing.is_empty() {
        let missing: Vec<String> = spc.missing.iter().map(|month| month.short()).collect();
        said = format!("{said}; {} missing", missing.join(", "));
    }
    said
}

pub(super) fn alt(spc: &SpcChart, measure: &Measure<'_>) -> String {
    let limits = spc.latest().and_then(|process| {
        let range = process.limits.range?;
        Some(format!(
            " Mean {}, limits {} and {}.",
            measure.number(process.limits.mean),
            measure.number(range.lower),
            measure.number(range.upper)
        ))
    });
    let special = spc.points().filter(|point| point.signal.is_some()).count();
    let assurance = spc.assurance.map_or_else(String::new, |assurance| {
        format!(" {}", assurance.in_words())
    });
    format!(
        "Control chart of {} months. {}.{} {special} months are more than chance.{assurance}",
        spc.points().count(),
        title(spc, measure),
        limits.unwrap_or_default(),
    )
}
