//! What changed in meaning: movements of position and savings, target, schemes, waits, figures of the past.

use super::{Lines, cell, pounds, text};
use crate::analysis::{Comparison, SchemeSide};
use crate::assessment::Names;
use crate::plan::Money;
use crate::report::scheme_change_in_words;
use crate::workbook::CellRef;

/// What changed in meaning: movements of position and savings, target, schemes, waits, figures of the past. Above all, who
/// signed the plan as it is now; no row where nobody did.
pub fn changes(comparison: &Comparison, signed_off: Option<&str>, names: &Names) -> String {
    let mut lines = Lines::head(&[
        "What",
        "Organisation",
        "Reference",
        "Name",
        "Change",
        "Before",
        "Now",
        "Difference",
        "Cell before",
        "Cell now",
    ]);
    if let Some(words) = signed_off {
        let mut fields: [String; 10] = Default::default();
        let [what, _, _, _, change, ..] = &mut fields;
        (*what, *change) = (text("Sign-off"), text(&names.text(words)));
        lines.add(&fields);
    }
    movements(&mut lines, comparison, names);
    schemes(&mut lines, comparison, names);
    waits(&mut lines, comparison);
    past_months(&mut lines, comparison);
    lines.0
}

/// The steps of both movements, the target and what has no scheme.
fn movements(lines: &mut Lines, comparison: &Comparison, names: &Names) {
    let blank = String::new;
    let mut row = |what: &str,
                   name: &str,
                   words: &str,
                   before: Option<Money>,
                   now: Option<Money>,
                   change: Option<Money>| {
        lines.add(&[
            text(what),
            blank(),
            blank(),
            text(&names.text(name)),
            text(words),
            pounds(before),
            pounds(now),
            pounds(change),
            blank(),
            blank(),
        ]);
    };
    for (what, movement) in [
        ("Position", &comparison.position),
        ("Savings", &comparison.savings),
    ] {
        let Some(movement) = movement else { continue };
        let (from, to) = (movement.from.value, movement.to.value);
        if from == to && movement.steps.is_empty() {
            continue;
        }
        row(
            what,
            "declared or listed",
            "",
            Some(from),
            Some(to),
            Some(to - from),
        );
        for step in &movement.steps {
            row(
                what,
                &step.label,
                "step of the movement",
                None,
                None,
                Some(step.amount.value),
            );
        }
    }
    for (what, pair) in [
        ("Savings target", &comparison.target),
        ("Unidentified savings", &comparison.unidentified),
    ] {
        if let Some((before, now)) = pair
            && before.value != now.value
        {
            row(
                what,
                "",
                "",
                Some(before.value),
                Some(now.value),
                Some(now.value - before.value),
            );
        }
    }
}

fn schemes(lines: &mut Lines, comparison: &Comparison, names: &Names) {
    for change in &comparison.schemes {
        let told = if change.now.is_empty() {
            &change.before
        } else {
            &change.now
        };
        let first = told.first();
        let sum = |sides: &[SchemeSide]| -> Option<Money> {
            (!sides.is_empty()).then(|| sides.iter().map(|side| side.value.value).sum())
        };
        let called: Vec<_> = told.iter().map(|side| names.whole(&side.name)).collect();
        let at = |sides: &[SchemeSide]| {
            sides
                .first()
                .map_or_else(String::new, |side| cell(&side.cell))
        };
        lines.add(&[
            text("Scheme"),
            text(
                first
                    .and_then(|side| side.organisation.as_deref())
                    .unwrap_or(""),
            ),
            text(
                first
                    .and_then(|side| side.reference.as_deref())
                    .unwrap_or(""),
            ),
            text(&called.join(" + ")),
            text(&names.text(&scheme_change_in_words(change))),
            pounds(sum(&change.before)),
            pounds(sum(&change.now)),
            pounds(Some(change.change)),
            at(&change.before),
            at(&change.now),
        ]);
    }
}

/// Planned waits, and figures of the past that are no longer what they were.
fn waits(lines: &mut Lines, comparison: &Comparison) {
    let blank = String::new;
    let mut counted = |what: &str,
                       of: Option<&str>,
                       name: String,
                       before: (u64, &[CellRef]),
                       now: (u64, &[CellRef])| {
        lines.add(&[
            text(what),
            text(of.unwrap_or("")),
            blank(),
            text(&name),
            blank(),
            before.0.to_string(),
            now.0.to_string(),
            (i128::from(now.0) - i128::from(before.0)).to_string(),
            before.1.first().map_or_else(String::new, cell),
            now.1.first().map_or_else(String::new, cell),
        ]);
    };
    for change in &comparison.waits {
        let name = format!("over {} weeks, {}", change.measure.0, change.month);
        counted(
            "Planned waits",
            None,
            name,
            (change.before.value, &change.before.cells),
            (change.now.value, &change.now.cells),
        );
    }
    for change in &comparison.past {
        let name = format!("over {} weeks, {}", change.measure.0, change.month);
        counted(
            "Past figure changed",
            change.organisation.as_deref(),
            name,
            (change.before.value, &change.before.cells),
            (change.now.value, &change.now.cells),
        );
    }
}

fn past_months(lines: &mut Lines, comparison: &Comparison) {
    let blank = String::new;
    for change in &comparison.past_months {
        lines.add(&[
            text(if change.actual {
                "Past month changed"
            } else {
                "Past month planned anew"
            }),
            text(&change.organisation),
            blank(),
            text(&format!("month {}", change.month)),
            blank(),
            pounds(Some(change.before.value)),
            pounds(Some(change.now.value)),
            pounds(Some(change.now.value - change.before.value)),
            change.before.cells.first().map_or_else(String::new, cell),
            change.now.cells.first().map_or_else(String::new, cell),
        ]);
    }
}
