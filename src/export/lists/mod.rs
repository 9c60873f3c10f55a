//! Lists for a spreadsheet: what changed, cell by cell and in meaning, and many plans in a line each. Money in pounds to
//! the penny, so that sums can be made of it; texts so quoted that no spreadsheet takes one for a formula.

#[cfg(test)]
mod tests;

use super::{error::ExportError, file};
use crate::analysis::{CellChange, CellChangeKind, Comparison, SchemeSide};
use crate::assessment::{Listed, Names, PlanSummary};
use crate::plan::{Money, Share};
use crate::report::{ComparedCells, cell_stored, scheme_change_in_words};
use crate::workbook::{CellRef, Workbook, column_name};
use std::path::Path;

/// Puts a list where `out` says; leaves alone whatever else stands there.
pub fn write(list: &str, out: &Path) -> Result<(), ExportError> {
    // Without its mark, Excel takes a pound sign for two other signs.
    file::replace_list(out, format!("\u{feff}{list}").as_bytes())
}

/// Rows of fields, ended as spreadsheets end them.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn add(&mut self, fields: &[String]) {
        self.0.push_str(&fields.join(","));
        self.0.push_str("\r\n");
    }

    fn head(heads: &[&str]) -> Self {
        let mut lines = Self::default();
        let heads: Vec<String> = heads.iter().map(|head| text(head)).collect();
        lines.add(&heads);
        lines
    }
}

/// A text field. A sign that would begin a formula is kept from doing so by an apostrophe before it.
fn text(value: &str) -> String {
    let guard =
        if value.starts_with(['=', '+', '-', '@', '\t', '\r']) && value.parse::<f64>().is_err() {
            "'"
        } else {
            ""
        };
    format!("\"{guard}{}\"", value.replace('"', "\"\""))
}

fn pounds(money: Option<Money>) -> String {
    money.map_or_else(String::new, |money| money.pounds().normalize().to_string())
}

fn share(share: Option<Share>) -> String {
    share.map_or_else(String::new, |share| {
        share.0.round_dp(6).normalize().to_string()
    })
}

fn cell(at: &CellRef) -> String {
    text(&at.to_string())
}

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
            text("Past month planned anew"),
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

/// What stands otherwise, cell by cell; rows and columns put in or taken out in a line each.
pub fn cell_changes(pairs: &[ComparedCells<'_>], names: &Names) -> String {
    let mut lines = Lines::head(&[
        "Sheet",
        "What",
        "Cell before",
        "Cell now",
        "Before",
        "Now",
        "File before",
        "File now",
    ]);
    for pair in pairs {
        of_pair(pair, names, &mut lines);
    }
    lines.0
}

fn of_pair(pair: &ComparedCells<'_>, names: &Names, lines: &mut Lines) {
    let ComparedCells {
        changes,
        before,
        now,
    } = *pair;
    let blank = String::new;
    let files = || [text(&before.name), text(&now.name)];
    for sheet in &changes.sheets {
        let name = sheet
            .now
            .as_deref()
            .or(sheet.before.as_deref())
            .unwrap_or("");
        let mut tell = |what: String| {
            let [was, is] = files();
            lines.add(&[
                text(name),
                text(&what),
                blank(),
                blank(),
                blank(),
                blank(),
                was,
                is,
            ]);
        };
        match (&sheet.before, &sheet.now) {
            (None, _) => tell("sheet added".to_owned()),
            (_, None) => tell("sheet gone".to_owned()),
            (Some(was), Some(is)) if was != is => tell(format!("sheet was called {was}")),
            _ => {}
        }
        for (what, rows) in [
            ("row added", &sheet.rows_added),
            ("row gone", &sheet.rows_gone),
        ] {
            for row in rows {
                tell(format!("{what}: {}", row + 1));
            }
        }
        for (what, columns) in [
            ("column added", &sheet.columns_added),
            ("column gone", &sheet.columns_gone),
        ] {
            for column in columns {
                tell(format!("{what}: {}", column_name(*column)));
            }
        }
        for change in &sheet.cells {
            let [was, is] = files();
            lines.add(&[
                text(name),
                text(kind_in_words(change)),
                text(&change.before.within_workbook()),
                text(&change.now.within_workbook()),
                value(names, before, &change.before),
                value(names, now, &change.now),
                was,
                is,
            ]);
        }
    }
}

fn kind_in_words(change: &CellChange) -> &'static str {
    match change.kind {
        CellChangeKind::Value => "changed",
        CellChangeKind::Filled => "filled",
        CellChangeKind::Emptied => "emptied",
        CellChangeKind::Typed => "formula replaced by a typed value",
        CellChangeKind::Calculated => "typed value replaced by a formula",
    }
}

/// As stored, before any format of the sheet.
fn value(names: &Names, workbook: &Workbook, at: &CellRef) -> String {
    workbook
        .sheets
        .iter()
        .find(|sheet| sheet.address.sheet == at.sheet.sheet)
        .and_then(|sheet| sheet.cell(at.row, at.column))
        .map_or_else(String::new, |cell| text(&names.whole(&cell_stored(cell))))
}

/// Many plans, one line each, in the order given; what could not be read with its reason.
pub fn plans(listed: &[&Listed]) -> String {
    let mut lines = Lines::head(&[
        "Plan",
        "Year",
        "Stands",
        "Declared",
        "Without unidentified",
        "Savings",
        "Savings asked",
        "Base",
        "Share of base",
        "Unidentified",
        "Questions",
        "Signed off",
        "Files",
        "Not read because",
    ]);
    for one in listed {
        match one {
            Listed::Plan(plan) => lines.add(&of_plan(plan)),
            Listed::NoPlan { path, .. } => lines.add(&without_plan(path, "no plan in it", "")),
            Listed::Unread { path, why } => lines.add(&without_plan(path, "not read", why)),
        }
    }
    lines.0
}

fn of_plan(plan: &PlanSummary) -> [String; 14] {
    let of =
        |figure: &Option<crate::plan::Sourced<Money>>| pounds(figure.as_ref().map(|own| own.value));
    let files: Vec<String> = plan
        .files
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    [
        text(&plan.name),
        text(&plan.year.map_or_else(String::new, |year| year.to_string())),
        text(plan.verdict().label()),
        of(&plan.declared),
        pounds(plan.without_unidentified),
        of(&plan.savings),
        of(&plan.asked),
        pounds(plan.base.as_ref().map(|base| base.value.value)),
        share(plan.share),
        of(&plan.unidentified),
        plan.questions().to_string(),
        text(plan.signed_off.as_deref().unwrap_or_default()),
        text(&files.join("; ")),
        String::new(),
    ]
}

fn without_plan(path: &Path, stands: &str, why: &str) -> [String; 14] {
    let mut fields: [String; 14] = std::array::from_fn(|_| String::new());
    let [first, _, third, .., files, last] = &mut fields;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    *first = text(&name);
    *third = text(stands);
    *files = text(&path.display().to_string());
    *last = text(why);
    fields
}
