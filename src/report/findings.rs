//! The few questions worth asking, and what was checked.

use super::link::{column, link, text_cell};
use super::{
    Align, Block, FindingItem, Page, PageId, Row, Table, TableCell, neutral, note, page, plan_label,
};
use crate::assessment::{Assessment, Story};
use crate::finding::{Finding, Stake};
use crate::wording::counted;
use crate::workbook::ranges;

/// The most that stand on a first screen, and the most a board is asked to take in.
pub const MOST: usize = 10;

pub fn findings(assessment: &Assessment) -> Page {
    let mut rows = vec![vec![list(assessment, usize::MAX)]];
    rows.extend(
        super::explain::table(assessment, usize::MAX).map(|table| vec![Block::Table(table)]),
    );
    rows.push(vec![
        Block::Table(passed(assessment)),
        Block::Table(not_checked(assessment)),
    ]);
    page(
        assessment,
        PageId::Findings,
        title(assessment),
        plan_label(assessment),
        rows,
    )
}

/// What was looked at, for the pack: silence about a check would read as approval. The faults of the spreadsheet stand here
/// one by one, behind the questions.
pub(super) fn checked(assessment: &Assessment) -> Page {
    let mut rows = Vec::new();
    let spreadsheet = story_items(assessment)
        .pop()
        .filter(|last| last.is_spreadsheet);
    if let Some(group) = spreadsheet {
        rows.push(vec![Block::Table(faults(assessment, &group))]);
    }
    rows.push(vec![Block::Table(passed(assessment))]);
    rows.push(vec![Block::Table(not_checked(assessment))]);
    let title = format!(
        "{} passed, {} could not be made",
        counted(assessment.passed.len(), "check", "checks"),
        assessment.not_checked.len()
    );
    page(
        assessment,
        PageId::Checked,
        title,
        plan_label(assessment),
        rows,
    )
}

fn faults(assessment: &Assessment, group: &FindingItem) -> Table {
    let row = |item: &FindingItem| {
        let cells = assessment.findings.get(item.index);
        let cells = cells
            .map(|finding| finding.cells.clone())
            .unwrap_or_default();
        let named: Vec<String> = ranges(&cells)
            .iter()
            .take(RANGES)
            .map(ToString::to_string)
            .collect();
        Row {
            cells: vec![
                text_cell(item.title.clone()),
                text_cell(item.message.clone()),
                TableCell {
                    text: named.join(", "),
                    cells,
                    ..TableCell::default()
                },
            ],
            strong: false,
        }
    };
    Table {
        title: group.title.clone(),
        subtitle: "none of it counts in the questions".to_owned(),
        columns: vec![
            column("Fault", Align::Left, 1.2),
            column("What was found", Align::Left, 2.4),
            column("Cells", Align::Left, 1.6),
        ],
        rows: group.members.iter().map(row).collect(),
    }
}

/// Ranges of cells that a printed table names.
const RANGES: usize = 6;

pub(super) fn board_page(assessment: &Assessment) -> Option<Page> {
    if assessment.findings.is_empty() {
        return None;
    }
    let mut items = story_items(assessment);
    let rest = items.len().saturating_sub(MOST);
    cut(&mut items, MOST);
    let mut subtitle = if rest == 0 {
        "Gravest first".to_owned()
    } else {
        format!("Gravest first; {rest} more in the review")
    };
    let accepted = assessment.settled.accepted.len();
    if accepted > 0 {
        subtitle = format!("{subtitle}; {accepted} accepted");
    }
    let block = Block::Findings {
        title: String::new(),
        subtitle: String::new(),
        items,
    };
    Some(page(
        assessment,
        PageId::Findings,
        "Questions for the board".to_owned(),
        subtitle,
        vec![vec![block]],
    ))
}

/// The gravest few, for the overview.
pub(super) fn top(assessment: &Assessment) -> Option<Block> {
    if assessment.findings.is_empty() {
        let accepted = match assessment.settled.accepted.len() {
            0 => String::new(),
            many => format!(
                " {} accepted, with reasons in the findings.",
                counted(many, "finding is", "findings are")
            ),
        };
        return (!assessment.passed.is_empty()).then(|| {
            note(format!(
                "{} found nothing to ask.{accepted}",
                counted(assessment.passed.len(), "check", "checks")
            ))
        });
    }
    Some(list(assessment, MOST))
}

/// The same for a page that is glanced at: what is wrong and what is at stake; the questions have a page of their own.
pub(super) fn glance(assessment: &Assessment) -> Option<Block> {
    let mut block = top(assessment)?;
    if let Block::Findings { items, .. } = &mut block {
        for item in items {
            item.question = String::new();
            item.link = None;
        }
    }
    Some(block)
}

fn title(assessment: &Assessment) -> String {
    match assessment.findings.len() {
        0 if assessment.settled.accepted.is_empty() => "Nothing was found to ask about".to_owned(),
        0 => "Everything found is accepted".to_owned(),
        many => format!(
            "{} worth asking about",
            counted(many, "finding", "findings")
        ),
    }
}

fn list(assessment: &Assessment, most: usize) -> Block {
    let items = story_items(assessment);
    let accepted = match assessment.settled.accepted.len() {
        0 => String::new(),
        many => format!("; {many} accepted and not counted"),
    };
    let found = told(assessment, &items);
    let subtitle = if items.len() > most {
        format!("{most} of {found}, gravest first{accepted}")
    } else {
        format!("{found}, gravest first{accepted}")
    };
    Block::Findings {
        title: "Ask these first".to_owned(),
        subtitle,
        items: {
            let mut items = items;
            cut(&mut items, most);
            items
        },
    }
}

/// The first so many; the group of what is wrong with the spreadsheet stays the last of them.
fn cut(items: &mut Vec<FindingItem>, most: usize) {
    if items.len() <= most {
        return;
    }
    let spreadsheet = items.pop_if(|last| last.is_spreadsheet);
    items.truncate(most - usize::from(spreadsheet.is_some()));
    items.extend(spreadsheet);
}

/// "9 findings", or "4 questions from 9 findings" where some belong together.
fn told(assessment: &Assessment, items: &[FindingItem]) -> String {
    let findings = counted(assessment.findings.len(), "finding", "findings");
    if items.len() == assessment.findings.len() {
        findings
    } else {
        format!(
            "{} from {findings}",
            counted(items.len(), "question", "questions")
        )
    }
}

pub(super) fn finding_item(index: usize, finding: &Finding) -> FindingItem {
    FindingItem {
        index,
        id: finding.about.id,
        severity: finding.severity,
        title: finding.about.title.to_owned(),
        stake: finding.stake.map(Stake::in_words).unwrap_or_default(),
        message: finding.message.clone(),
        question: finding.about.question.to_owned(),
        link: link(&finding.cells),
        members: Vec::new(),
        is_spreadsheet: false,
    }
}

/// One finding of this assessment as it is shown, whether it is asked about or accepted.
pub fn shown_finding(assessment: &Assessment, index: usize, finding: &Finding) -> FindingItem {
    neutral::item(&assessment.names, finding_item(index, finding))
}

/// What is to be asked about, with what belongs together folded under the finding that tells it.
pub fn story_items(assessment: &Assessment) -> Vec<FindingItem> {
    let stories = assessment.stories();
    stories
        .iter()
        .filter_map(|story| story_item(assessment, story))
        .map(|item| neutral::item(&assessment.names, item))
        .collect()
}

fn story_item(assessment: &Assessment, story: &Story) -> Option<FindingItem> {
    let item = |index: &usize| Some(finding_item(*index, assessment.findings.get(*index)?));
    let mut lead = item(&story.lead())?;
    if story.is_spreadsheet {
        return Some(spreadsheet_item(story, lead, item));
    }
    if story.others().is_empty() {
        return Some(lead);
    }
    let members: Vec<FindingItem> = story.others().iter().filter_map(item).collect();
    let named = |member: &FindingItem| match member.stake.as_str() {
        "" => member.title.clone(),
        stake => format!("{} {stake}", member.title),
    };
    let named: Vec<String> = members.iter().map(named).collect();
    lead.message = format!("{} Part of it: {}.", lead.message, named.join("; "));
    Some(FindingItem {
        title: story.title.clone(),
        severity: story.severity,
        stake: story.stake.map(Stake::in_words).unwrap_or_default(),
        members,
        ..lead
    })
}

/// One line for all that is wrong with the spreadsheet; what it is stands in its members.
fn spreadsheet_item(
    story: &Story,
    lead: FindingItem,
    item: impl Fn(&usize) -> Option<FindingItem>,
) -> FindingItem {
    let members: Vec<FindingItem> = story.members.iter().filter_map(item).collect();
    let titles: Vec<&str> = members.iter().map(|member| member.title.as_str()).collect();
    FindingItem {
        title: story.title.clone(),
        severity: story.severity,
        stake: String::new(),
        message: format!("{}.", titles.join("; ")),
        question: "Has anybody gone through the workbook itself before it was sent out?".to_owned(),
        members,
        is_spreadsheet: true,
        ..lead
    }
}

fn passed(assessment: &Assessment) -> Table {
    Table {
        title: "Checked and passed".to_owned(),
        subtitle: counted(assessment.passed.len(), "check", "checks"),
        columns: vec![column("Check", Align::Left, 1.0)],
        rows: assessment
            .passed
            .iter()
            .map(|about| Row {
                cells: vec![text_cell(about.title)],
                strong: false,
            })
            .collect(),
    }
}

fn not_checked(assessment: &Assessment) -> Table {
    let row = |(missing, rules): (&str, Vec<&crate::finding::Explanation>)| {
        let names: Vec<&str> = rules.iter().map(|about| about.title).collect();
        Row {
            cells: vec![text_cell(missing), text_cell(names.join("; "))],
            strong: false,
        }
    };
    Table {
        title: "Could not check".to_owned(),
        subtitle: "what the workbook would have to hold".to_owned(),
        columns: vec![
            column("Missing", Align::Left, 1.0),
            column("Checks that need it", Align::Left, 1.6),
        ],
        rows: assessment
            .not_checked_by_missing()
            .into_iter()
            .map(row)
            .collect(),
    }
}
