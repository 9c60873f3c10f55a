//! What the reviewer accepted and asked, after the findings that are still to be asked about.

use super::layout::{Sheet, Style};
use super::stake;
use crate::review::{Placed, Question, Settled};
use crate::wording::counted;

pub fn settled(sheet: &mut Sheet, settled: &Settled) {
    accepted(sheet, settled);
    if !settled.questions.is_empty() {
        sheet.blank();
        sheet.line(Style::Bold, "Asked already");
        for one in &settled.questions {
            question(sheet, one);
        }
    }
    if !settled.comments.is_empty() {
        sheet.blank();
        sheet.line(Style::Bold, "Comments");
        for one in &settled.comments {
            let about = one.note.about.in_words();
            let about = if about.is_empty() {
                String::new()
            } else {
                format!(" on {about}")
            };
            sheet.paragraph(
                2,
                Style::Plain,
                &format!("{} ({}{about})", one.note.text, one.note.by),
            );
        }
    }
    if settled.lost() > 0 {
        let lost = counted(
            settled.lost(),
            "note no longer finds its",
            "notes no longer find their",
        );
        sheet.blank();
        sheet.line(Style::Adverse, &format!("{lost} place in this workbook"));
    }
}

fn accepted(sheet: &mut Sheet, settled: &Settled) {
    if settled.accepted.is_empty() {
        return;
    }
    sheet.blank();
    let many = settled.accepted.len();
    sheet.line(
        Style::Bold,
        &format!("Accepted, and not counted above ({many})"),
    );
    for one in &settled.accepted {
        let finding = &one.finding;
        let stake = finding.stake.map(stake).unwrap_or_default();
        sheet.finding_head(
            Style::Muted,
            finding.severity.label(),
            finding.about.title,
            &stake,
        );
        for waiver in &one.waivers {
            sheet.paragraph(
                4,
                Style::Plain,
                &format!("{} ({})", waiver.reason, waiver.by),
            );
        }
    }
}

fn question(sheet: &mut Sheet, one: &Placed<Question>) {
    let note = &one.note;
    let state = if note.is_open() {
        note.owner_in_words()
    } else {
        "closed".to_owned()
    };
    sheet.paragraph(2, Style::Plain, &format!("{} ({state})", note.text));
    for (answer, by) in note.steps.answers() {
        sheet.paragraph(4, Style::Muted, &format!("{answer} ({by})"));
    }
}
