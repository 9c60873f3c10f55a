//! What the reviewer asked and accepted, as appendices of the board pack: who is to answer by when, and why a finding is
//! not asked about.

use super::findings::finding_item;
use super::link::{column, text_cell};
use super::{Align, Block, Page, PageId, Row, Table, TableCell, note, page, plan_label};
use crate::assessment::{Assessment, Names};
use crate::review::Question;
use crate::wording::counted;
use crate::workbook::CellRef;

/// Questions with their owners; nothing where none was asked.
pub(super) fn asked(assessment: &Assessment) -> Option<Page> {
    let (questions, names) = (&assessment.settled.questions, &assessment.names);
    if questions.is_empty() {
        return None;
    }
    let open = questions.iter().filter(|one| one.note.is_open()).count();
    let row = |one: &crate::review::Placed<Question>| Row {
        cells: vec![
            cell(&one.note.text, one.cells.as_deref()),
            text_cell(or_dash(one.note.owner())),
            text_cell(or_dash(one.note.due())),
            text_cell(answers(names, &one.note)),
            text_cell(names.signed(&one.note.by).to_string()),
        ],
        strong: false,
    };
    let table = Table {
        title: String::new(),
        subtitle: String::new(),
        columns: vec![
            column("Question", Align::Left, 3.0),
            column("Owner", Align::Left, 1.1),
            column("By when", Align::Left, 0.8),
            column("Answer", Align::Left, 2.2),
            column("Asked by", Align::Left, 1.2),
        ],
        rows: questions.iter().map(row).collect(),
    };
    let title = match open {
        0 => "Every question asked is closed".to_owned(),
        many => format!("{} open", counted(many, "question is", "questions are")),
    };
    Some(page(
        assessment,
        PageId::Asked,
        title,
        format!("Asked in the review of {}", plan_label(assessment)),
        vec![vec![Block::Table(table)]],
    ))
}

/// Accepted findings with their reasons; nothing where none was accepted.
pub(super) fn accepted(assessment: &Assessment) -> Option<Page> {
    let (settled, names) = (&assessment.settled, &assessment.names);
    if settled.accepted.is_empty() {
        return None;
    }
    let row = |one: &crate::review::Accepted| {
        let item = finding_item(0, &one.finding);
        let each = |say: &dyn Fn(&crate::review::Waiver) -> String| {
            let all: Vec<String> = one.waivers.iter().map(say).collect();
            all.join("; ")
        };
        Row {
            cells: vec![
                cell(
                    &format!("{}. {}", item.title, item.message),
                    Some(&one.finding.cells),
                ),
                TableCell {
                    number: Some(one.finding.pounds().to_f64()),
                    ..text_cell(item.stake)
                },
                text_cell(each(&|waiver| waiver.reason.clone())),
                text_cell(each(&|waiver| names.signed(&waiver.by).to_string())),
            ],
            strong: false,
        }
    };
    let table = Table {
        title: String::new(),
        subtitle: String::new(),
        columns: vec![
            column("Finding", Align::Left, 3.2),
            column("At stake", Align::Right, 0.8),
            column("Accepted because", Align::Left, 2.4),
            column("By", Align::Left, 1.2),
        ],
        rows: settled.accepted.iter().map(row).collect(),
    };
    let mut rows = vec![vec![Block::Table(table)]];
    if settled.lost() > 0 {
        let lost = counted(
            settled.lost(),
            "note no longer finds",
            "notes no longer find",
        );
        rows.push(vec![note(format!(
            "{lost} a place in this version of the workbook."
        ))]);
    }
    let many = settled.accepted.len();
    Some(page(
        assessment,
        PageId::Accepted,
        format!(
            "{} accepted, with reasons",
            counted(many, "finding", "findings")
        ),
        format!("Not asked about again in {}", plan_label(assessment)),
        rows,
    ))
}

fn cell(text: &str, cells: Option<&[CellRef]>) -> TableCell {
    TableCell {
        cells: cells.unwrap_or_default().to_vec().into(),
        ..text_cell(text)
    }
}

fn or_dash(text: &str) -> &str {
    if text.is_empty() { "–" } else { text }
}

fn answers(names: &Names, question: &Question) -> String {
    let mut all: Vec<String> = question
        .steps
        .answers()
        .map(|(answer, by)| format!("{answer} ({})", names.signed(by)))
        .collect();
    if !question.is_open() {
        all.push("closed".to_owned());
    }
    if all.is_empty() {
        "–".to_owned()
    } else {
        all.join("; ")
    }
}

#[cfg(test)]
mod tests {
    use crate::assessment::{Assessment, judge};
    use crate::plan::example::clean_case;
    use crate::policy::Policy;
    use crate::report::{PageId, pack_pages};
    use crate::review::{Decision, Ground, Moment, Question, Review, Signed, Waiver};

    fn found() -> Assessment {
        let case = clean_case().with_unidentified(2_137_000, 12);
        judge(case, Vec::new(), &Policy::default())
    }

    fn ids(assessment: &Assessment) -> Vec<PageId> {
        pack_pages(assessment).iter().map(|page| page.id).collect()
    }

    #[test]
    fn the_pack_gains_a_page_of_questions_and_one_of_accepted_findings_with_reasons() {
        let assessment = found();
        assert!(!ids(&assessment).contains(&PageId::Asked));
        let by = |minute: i64| Signed::new("Ann", Moment::at(minute * 60_000));
        let finding = &assessment.findings[0];
        let about = Ground::new(&assessment.case.plan, &[]).subject(&finding.cells);
        let mut review = Review::default();
        let waiver = Waiver::new(finding, about, "The board knows", by(1));
        review.apply(&Decision::Accept(Box::new(waiver)));
        let mut question = Question::new("Who owns the rest?", by(2));
        question.owner = "Ben".to_owned();
        review.apply(&Decision::Ask(Box::new(question)));
        let reviewed = assessment.reviewed(&review);
        assert_eq!(reviewed.findings.len() + 1, assessment.findings.len());
        assert!(
            ids(&reviewed).contains(&PageId::Asked) && ids(&reviewed).contains(&PageId::Accepted)
        );
        let pages = pack_pages(&reviewed);
        let text = format!("{pages:?}");
        for said in ["The board knows", "Who owns the rest?", "Ben", "1 accepted"] {
            assert!(text.contains(said), "{said}");
        }
    }
}
