use super::*;
use crate::assessment::judge;
use crate::plan::Case;
use crate::plan::example::{cell, clean_case};
use crate::plan::example_waits::moving;
use crate::policy::Policy;

fn plain(assessment: &Assessment) -> String {
    let mut text = String::new();
    for part in review_text(std::slice::from_ref(assessment)).split('\u{1b}') {
        text.push_str(
            part.split_once('m')
                .filter(|(code, _)| code.starts_with('['))
                .map_or(part, |(_, text)| text),
        );
    }
    text
}

#[test]
fn neighbours_are_a_range_and_the_rest_a_number() {
    let at = |names: &[&str]| cells(&names.iter().map(|name| cell(name)).collect::<Vec<_>>());
    assert_eq!(at(&["CIP!G14"]), "CIP!G14");
    assert_eq!(at(&["CIP!B9", "CIP!C9", "CIP!D9"]), "CIP!B9:D9");
    assert_eq!(at(&["CIP!B9", "CIP!B10", "CIP!C10"]), "CIP!B9:B10, CIP!C10");
    assert_eq!(
        at(&["CIP!A1", "CIP!C1", "CIP!E1", "CIP!G1", "CIP!H1"]),
        "CIP!A1, CIP!C1, CIP!E1 and 2 more"
    );
}

#[test]
fn a_review_says_the_position_the_stake_the_cell_and_the_question() {
    let case = clean_case().with_unidentified(2_000_000, 12);
    let assessment = judge(case, Vec::new(), &Policy::default());
    let text = plain(&assessment);
    let first = overview(&assessment).title;
    assert!(text.starts_with(&first));
    for words in [
        "Without unidentified savings",
        "CIP!G12",
        "savings-unidentified",
        "Checked and not found",
    ] {
        assert!(text.contains(words), "{words} is missing in\n{text}");
    }
    let lead = assessment.stories()[0].lead();
    let question = assessment.findings[lead].about.question;
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(joined.contains(question));
}

#[test]
fn a_clean_plan_has_no_findings_and_says_what_was_checked() {
    let text = plain(&judge(clean_case(), Vec::new(), &Policy::default()));
    assert!(text.contains("No findings"));
    assert!(text.contains("no scheme behind the plan"));
}

#[test]
fn whether_the_waits_land_is_told_with_the_list_it_takes() {
    let case = Case {
        plan: moving(1_050, Some(50)),
        ..Case::default()
    };
    let text = plain(&judge(case, Vec::new(), &Policy::default()));
    for words in [
        "List needed, Mar 2024",
        "1,640 to 4,490",
        "Taken off without treatment",
        "The list follows from what joins and leaves it",
    ] {
        assert!(text.contains(words), "{words} is missing in\n{text}");
    }
}

#[test]
fn a_list_of_plans_stands_though_a_file_tells_at_length_why_it_was_not_read() {
    use crate::report::{Align, Column, Page, PageId, Table, TableCell};
    let head = |label: &str, align| Column {
        label: label.to_owned(),
        align,
        weight: 1.0,
    };
    let cell = |text: &str| TableCell {
        text: text.to_owned(),
        ..TableCell::default()
    };
    let row = |cells: [&str; 3]| Row {
        cells: cells.map(cell).to_vec(),
        strong: false,
    };
    let table = Table {
        title: "2 plans".to_owned(),
        subtitle: String::new(),
        columns: vec![
            head("Plan", Align::Left),
            head("Stands", Align::Left),
            head("Declared", Align::Right),
        ],
        rows: vec![
            row(["Elm system", "deficit", "(8.0)"]),
            row(["Oak.xlsx", &"damaged ".repeat(40), ""]),
        ],
    };
    let wide = Table {
        columns: (0..8)
            .map(|_| head("Surplus or (deficit) planned", Align::Right))
            .collect(),
        rows: vec![Row {
            cells: vec![cell("(12.3)"); 8],
            strong: false,
        }],
        ..table.clone()
    };
    let mut sheet = Sheet::default();
    blocks::table(&mut sheet, "Eight years", &wide);
    let text = sheet.into_text();
    assert_eq!(text.matches("(12.3)").count(), 8, "{text}");
    assert_eq!(text.matches("planned").count(), 8, "{text}");
    let page = Page {
        id: PageId::Plans,
        title: "1 of 2".to_owned(),
        subtitle: String::new(),
        rows: Vec::new(),
        source: String::new(),
        mark: None,
    };
    let text = plans_text(&page, &table);
    assert!(text.contains("(8.0)"), "{text}");
    assert!(
        text.contains("damaged") && text.contains("\u{2026}"),
        "{text}"
    );
    assert!(
        text.lines().all(|line| line.chars().count() <= 130),
        "{text}"
    );
}
