//! What to ask, by gravity: what belongs together under one head, the first few in full and the rest in a line each.

use super::layout::{Sheet, Style};
use super::{cells, stake};
use crate::assessment::{Assessment, Story};
use crate::finding::{Finding, Severity};
use crate::report::MOST;
use crate::wording::counted;

pub(super) fn questions(sheet: &mut Sheet, assessment: &Assessment) {
    let stories = assessment.stories();
    let findings = assessment.findings.len();
    sheet.blank();
    if stories.is_empty() {
        return sheet.line(Style::Bold, "No findings");
    }
    let asked = if stories.len() == findings {
        counted(findings, "finding", "findings")
    } else {
        let questions = counted(stories.len(), "question", "questions");
        format!(
            "{questions} from {}",
            counted(findings, "finding", "findings")
        )
    };
    sheet.line(
        Style::Bold,
        &format!("Ask these first: {asked}, gravest first"),
    );
    let (spreadsheet, stories): (Vec<Story>, Vec<Story>) =
        stories.into_iter().partition(|story| story.is_spreadsheet);
    let shown = stories.get(..MOST).unwrap_or(&stories);
    for (severity, heading) in [
        (Severity::Blocker, "Settle before the board sees it"),
        (Severity::Warning, "The board should ask"),
        (Severity::Note, "Worth knowing"),
    ] {
        let own: Vec<&Story> = shown
            .iter()
            .filter(|story| story.severity == severity)
            .collect();
        if own.is_empty() {
            continue;
        }
        sheet.blank();
        let count = counted(
            own.len(),
            severity.label(),
            &format!("{}s", severity.label()),
        );
        sheet.line(style(severity), &format!("{heading} ({count})"));
        for story in own {
            story_text(sheet, assessment, story);
        }
    }
    let rest = stories.get(MOST..).unwrap_or_default();
    if !rest.is_empty() {
        sheet.blank();
        sheet.line(Style::Bold, "Also found");
    }
    for story in rest {
        let amount = story.stake.map(stake).unwrap_or_default();
        sheet.finding_head(
            style(story.severity),
            story.severity.label(),
            &story.title,
            &amount,
        );
        for finding in members(assessment, &story.members) {
            place(sheet, 4, finding);
        }
    }
    for story in &spreadsheet {
        sheet.blank();
        sheet.line(Style::Bold, &story.title);
        for finding in members(assessment, &story.members) {
            let amount = finding
                .stake
                .map(stake)
                .map_or_else(String::new, |amount| format!(" ({amount})"));
            let line = format!("{}{amount}. {}", finding.about.title, finding.message);
            sheet.paragraph(4, Style::Muted, &line);
            place(sheet, 6, finding);
        }
    }
    sheet.blank();
    let hint = "Why a rule matters, with an example: planproof explain RULE";
    sheet.line(Style::Muted, hint);
}

fn style(severity: Severity) -> Style {
    match severity {
        Severity::Blocker | Severity::Warning => Style::Adverse,
        Severity::Note => Style::Muted,
    }
}

fn members<'a>(
    assessment: &'a Assessment,
    members: &'a [usize],
) -> impl Iterator<Item = &'a Finding> {
    members
        .iter()
        .filter_map(|index| assessment.findings.get(*index))
}

fn story_text(sheet: &mut Sheet, assessment: &Assessment, story: &Story) {
    let Some(lead) = assessment.findings.get(story.lead()) else {
        return;
    };
    sheet.blank();
    let amount = story.stake.map(stake).unwrap_or_default();
    sheet.finding_head(
        style(story.severity),
        story.severity.label(),
        &story.title,
        &amount,
    );
    sheet.paragraph(4, Style::Plain, &lead.message);
    if !lead.about.question.is_empty() {
        sheet.paragraph(4, Style::Bold, lead.about.question);
    }
    place(sheet, 4, lead);
    for finding in members(assessment, story.others()) {
        let amount = finding
            .stake
            .map(stake)
            .map_or_else(String::new, |amount| format!(" ({amount})"));
        sheet.paragraph(
            6,
            Style::Plain,
            &format!("{}{amount}. {}", finding.about.title, finding.message),
        );
        place(sheet, 8, finding);
    }
}

fn place(sheet: &mut Sheet, indent: usize, finding: &Finding) {
    let at = cells(&finding.cells);
    let place = [at.as_str(), finding.about.id].join(" \u{b7} ");
    sheet.paragraph(indent, Style::Muted, place.trim_start_matches(" \u{b7} "));
}
