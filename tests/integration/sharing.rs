//! Names hidden before the screen is shared: on every page of every sample, in the window, in the presentation; and no figure
//! becomes another.

use crate::app::{self, comes, ctrl, harness_with, keys, tab};
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use planproof::app::{App, View};
use planproof::assessment::{Assessment, Names, assess};
use planproof::import::NotUnderstood;
use planproof::plan::Saving;
use planproof::policy::Policy;
use planproof::report::{
    self, Block, ChartKind, Page, SavingsChoice, SavingsPart, Table, pack_pages,
};
use planproof::review::{
    Comment, Decision, Ground, Moment, Question, Review, Seen, Signed, Step, Waiver,
};
use planproof::workbook::samples::SAMPLES;
use planproof::workbook::{Cell, Value, Watch, read};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

fn sample(index: usize) -> Assessment {
    let sample = &SAMPLES[index];
    let (name, bytes) = (sample.file_name, sample.bytes.to_vec());
    let workbook = read(name, Path::new(name), bytes, &Watch::default()).unwrap();
    assess([workbook].into(), &Review::default(), &Policy::default())
}

fn hidden(assessment: &Assessment) -> Assessment {
    Assessment {
        names: Names::hidden(&assessment.case, &assessment.workbooks),
        ..assessment.clone()
    }
}

fn lines(assessment: &Assessment) -> &[Saving] {
    let savings = assessment.case.plan.savings.as_ref();
    savings.map_or(&[][..], |savings| &savings.lines)
}

/// Schemes and owners, but for lines that only say there is no scheme, and names that are words of the accounts too.
fn names(assessment: &Assessment) -> BTreeSet<String> {
    let says_none = |line: &&Saving| line.unidentified.iter().all(|own| !own.by_name);
    let position = assessment.case.plan.position.as_ref();
    let accounts = position
        .into_iter()
        .flat_map(|own| &own.organisations)
        .flat_map(|own| &own.lines);
    let ordinary: BTreeSet<String> = accounts.map(|line| line.label.to_lowercase()).collect();
    let schemes = lines(assessment)
        .iter()
        .filter(says_none)
        .map(|line| line.name.clone());
    let owners = lines(assessment)
        .iter()
        .filter_map(|line| line.owner.clone());
    let all = schemes.chain(owners).filter(|name| !name.trim().is_empty());
    all.filter(|name| !ordinary.contains(&name.to_lowercase()))
        .collect()
}

/// Every page there is.
fn pages(assessment: &Assessment) -> Vec<Page> {
    let mut pages = vec![
        report::overview(assessment),
        report::position(assessment),
        report::system(assessment),
        report::elective(assessment),
        report::changes(assessment),
        report::findings(assessment),
        report::reading(assessment),
    ];
    for part in SavingsPart::ALL {
        let choice = SavingsChoice {
            part,
            ..SavingsChoice::default()
        };
        pages.push(report::savings(assessment, &choice));
    }
    let cards =
        (0..lines(assessment).len()).filter_map(|index| report::scheme_card(assessment, index));
    pages.extend(cards);
    pages.extend(pack_pages(assessment));
    pages
}

fn numbers_of(table: &Table, all: &mut Vec<String>) {
    for cell in table.rows.iter().flat_map(|row| &row.cells) {
        all.extend(cell.number.map(|number| number.to_string()));
    }
}

/// The figures of a page: large ones, those of tables, the lengths of bars and steps.
fn numbers(page: &Page) -> Vec<String> {
    let mut all = Vec::new();
    for block in page.rows.iter().flatten() {
        match block {
            Block::Figures(figures) => all.extend(figures.iter().map(|own| own.value.clone())),
            Block::Table(table) => numbers_of(table, &mut all),
            Block::Findings { items, .. } => {
                all.extend(items.iter().map(|item| item.stake.clone()));
            }
            Block::Chart(chart) => {
                numbers_of(&chart.twin, &mut all);
                match &chart.kind {
                    ChartKind::Bars { rows, .. } => {
                        let segments = rows.iter().flat_map(|row| &row.segments);
                        all.extend(segments.map(|own| own.value.to_string()));
                    }
                    ChartKind::Waterfall { steps, .. } => {
                        all.extend(
                            steps
                                .iter()
                                .map(|step| format!("{} {}", step.from, step.to)),
                        );
                    }
                    ChartKind::Lines { .. } => {}
                }
            }
            _ => {}
        }
    }
    all
}

#[test]
fn no_page_of_a_sample_says_a_hidden_name_and_no_figure_becomes_another() {
    for index in 0..SAMPLES.len() {
        let open = sample(index);
        let shared = hidden(&open);
        let names = names(&open);
        assert!(names.len() > 20);
        let (before, after) = (pages(&open), pages(&shared));
        assert_eq!(before.len(), after.len());
        for (before, after) in before.iter().zip(&after) {
            assert_eq!(numbers(before), numbers(after), "{:?}", after.id);
            assert!(after.mark.unwrap().to_lowercase().contains("names hidden"));
            let said = format!("{after:?}");
            for name in &names {
                assert!(
                    !said.contains(name.as_str()),
                    "{name} on {:?}: {}",
                    after.id,
                    after.title
                );
            }
        }
        let only = planproof::analysis::Only::default();
        let said = format!("{:?}", report::savings_lines(&shared, &only));
        assert!(names.iter().all(|name| !said.contains(name.as_str())));
        // The names are there to be hidden.
        let said = format!("{before:?}");
        assert!(names.iter().all(|name| said.contains(name.as_str())));
    }
}

fn written(harness: &Harness<'_, App>) -> String {
    app::written(harness).join("\n")
}

fn said(harness: &Harness<'_, App>, names: &BTreeSet<String>) -> Vec<String> {
    let words = written(harness);
    names
        .iter()
        .filter(|name| words.contains(name.as_str()))
        .cloned()
        .collect()
}

#[test]
fn ctrl_h_hides_names_in_every_view_and_shows_them_again() {
    let open = sample(5);
    let names = names(&open);
    let (mut harness, _) = harness_with(vec![open], [1280.0, 800.0]);
    harness.run();
    ctrl(&mut harness, View::Savings.key());
    assert!(!said(&harness, &names).is_empty());
    ctrl(&mut harness, Key::H);
    assert!(harness.state().hides_names());
    harness.get_by_label("Names are hidden; show them again");
    for view in View::ALL {
        ctrl(&mut harness, view.key());
        assert_eq!(said(&harness, &names), Vec::<String>::new(), "{view:?}");
    }
    // The sheet that holds the names, and the palette that finds anything.
    ctrl(&mut harness, Key::G);
    harness.get_by_label("Cell").type_text("Savings M7!C6");
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert!(written(&harness).contains("Efficiency programme"));
    assert_eq!(said(&harness, &names), Vec::<String>::new());
    ctrl(&mut harness, Key::K);
    assert_eq!(said(&harness, &names), Vec::<String>::new());
    harness.key_press(Key::Escape);
    harness.run();
    harness.key_press(Key::F5);
    harness.run();
    for _ in 0..20 {
        assert_eq!(said(&harness, &names), Vec::<String>::new());
        assert!(written(&harness).contains("Names hidden, H shows them"));
        harness.key_press(Key::ArrowRight);
        harness.run();
    }
    harness.key_press(Key::H);
    harness.run();
    assert!(!harness.state().hides_names() && harness.state().is_presenting());
    assert!(written(&harness).contains("H hides names"));
    harness.key_press(Key::Escape);
    harness.run();
    assert!(
        harness
            .query_by_label("Names are hidden; show them again")
            .is_none()
    );
    ctrl(&mut harness, View::Savings.key());
    assert!(!said(&harness, &names).is_empty());
}

/// A review in which a comment, a question with its answer, and a reason of each kind of acceptance name this scheme.
fn review_that_names(open: &Assessment, line: &Saving, owner: &str) -> Review {
    let name = &line.name;
    let by = |at| Signed::new("Ann", Moment::at(at));
    let ground = Ground::new(&open.case.plan, &open.workbooks);
    let on_line = ground.subject(std::slice::from_ref(&line.source));
    let finding = &open.findings[0];
    let on_finding = ground.subject(&finding.cells);
    let mut question = Question::new(format!("Asked whether {name} is real"), by(2));
    owner.clone_into(&mut question.owner);
    question.about = on_line.clone();
    let answer = Step::answer(format!("Answered that {name} is real"), by(3));
    let (asked, why) = (question.id.clone(), format!("Accepted as {name} is real"));
    let waiver = Waiver::new(finding, on_finding, why, by(4));
    let passed = Waiver {
        rule: open.passed[0].id.to_owned(),
        reason: format!("Accepted before as {name} was real"),
        ..Waiver::new(finding, on_line.clone(), "", by(5))
    };
    let comment = format!("Commented that {name} is real");
    let seen = Seen::default();
    let mut review = Review::default();
    for decision in [
        Decision::Comment(Box::new(Comment::new(comment, on_line, seen, by(1)))),
        Decision::Ask(Box::new(question)),
        Decision::Follow(asked, Box::new(answer)),
        Decision::Accept(Box::new(waiver)),
        Decision::Accept(Box::new(passed)),
    ] {
        review.apply(&decision);
    }
    review
}

#[test]
fn what_was_written_about_a_scheme_does_not_name_it_while_names_are_hidden() {
    let open = sample(5);
    let names = names(&open);
    let has_both = |line: &&Saving| {
        let owner = line.owner.as_deref().unwrap_or_default();
        names.contains(&line.name) && names.contains(owner)
    };
    let line = lines(&open).iter().find(has_both).unwrap();
    let owner = line.owner.clone().unwrap();
    let review = review_that_names(&open, line, &owner);
    let (cell, workbooks) = (line.source.to_string(), Arc::clone(&open.workbooks));
    let reviewed = assess(workbooks, &review, &Policy::default());
    let (mut harness, _) = harness_with(vec![reviewed], [1280.0, 2_600.0]);
    harness.run();
    ctrl(&mut harness, Key::G);
    harness.get_by_label("Cell").type_text(&cell);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    // The form is opened while names are shown.
    ctrl(&mut harness, Key::M);
    let asked = format!("Comment on {}", line.name);
    let typed = format!("Typed of {}", line.name);
    harness
        .get_by_role(Role::MultilineTextInput)
        .type_text(&typed);
    harness.run();
    let told = [
        "Commented that",
        "Asked whether",
        "Answered that",
        "Accepted as",
    ];
    for hides in [false, true] {
        if hides {
            ctrl(&mut harness, View::Workbook.key());
            ctrl(&mut harness, Key::H);
        }
        let shown = |harness: &Harness<'_, App>, words: &str| {
            assert!(written(harness).contains(words), "{words}");
            assert_eq!(said(harness, &names).is_empty(), hides, "{words}");
        };
        // The cell's own comment and the list at the side.
        assert!(written(&harness).matches("Commented that").count() == 2);
        for words in told {
            shown(&harness, words);
        }
        assert_eq!(written(&harness).contains(&asked), !hides);
        assert_eq!(written(&harness).contains(&typed), !hides);
        assert_eq!(written(&harness).contains("Masked while"), hides);
        ctrl(&mut harness, View::Findings.key());
        if !hides {
            harness
                .get_by_role_and_label(Role::DisclosureTriangle, "Accepted (1)")
                .click();
            harness.run();
        }
        shown(&harness, "Accepted by Ann");
        shown(&harness, "Accepted before as");
    }
}

#[test]
fn a_comparison_cell_by_cell_is_hidden_and_shown_without_being_made_anew() {
    let book = |name: &str| {
        let sample = SAMPLES.iter().find(|sample| sample.file_name == name);
        let bytes = sample.unwrap().bytes.to_vec();
        read(name, Path::new(name), bytes, &Watch::default()).unwrap()
    };
    let (mut draft, plan) = (
        book("aldwater-fellside-draft-2024-25.xlsx"),
        book("aldwater-fellside-plan-2024-25.xlsx"),
    );
    // A scheme was called otherwise in the draft.
    let alone = assess(
        [plan.clone()].into(),
        &Review::default(),
        &Policy::default(),
    );
    let names = names(&alone);
    let is_kept_back = |line: &&Saving| names.contains(&line.name);
    let renamed = lines(&alone).iter().filter(is_kept_back).any(|line| {
        let at = &line.source;
        let mut sheets = draft.sheets.iter_mut();
        let sheet = sheets.find(|own| own.address.sheet == at.sheet.sheet);
        let same = |cell: Cell<'_>| cell.value == Value::Text(&line.name);
        let Some(sheet) = sheet.filter(|own| own.cell(at.row, at.column).is_some_and(same)) else {
            return false;
        };
        let other = Cell::new(Value::Text("Called otherwise before"));
        sheet.insert(at.row, at.column, other);
        true
    });
    assert!(renamed);
    let workbooks = vec![draft, plan];
    let open = assess(workbooks.into(), &Review::default(), &Policy::default());
    let (mut harness, _) = harness_with(vec![open], [1280.0, 4_000.0]);
    harness.run();
    ctrl(&mut harness, View::Changes.key());
    harness.get_by_label("Cell by cell").click();
    // Names are hidden while the comparison is still under way.
    assert!(comes(&mut harness, "Comparing cell by cell"));
    keys(&mut harness, Key::H);
    assert!(comes(&mut harness, "not what it was"));
    harness.run();
    assert_eq!(said(&harness, &names), Vec::<String>::new());
    ctrl(&mut harness, Key::H);
    assert!(written(&harness).contains("not what it was"));
    assert!(!said(&harness, &names).is_empty());
    ctrl(&mut harness, Key::H);
    assert!(written(&harness).contains("not what it was"));
    assert_eq!(said(&harness, &names), Vec::<String>::new());
}

/// A plan with something that was not understood, told with the name of this scheme.
fn with_a_gap(open: Assessment, line: &Saving) -> Assessment {
    let mut coverage = open.coverage.clone();
    coverage.not_understood = vec![NotUnderstood {
        cells: line.source.clone().into(),
        why: format!("Beside \u{201c}{}\u{201d} stands no number.", line.name),
        amount: None,
    }];
    Assessment { coverage, ..open }
}

fn a_name(open: &Assessment) -> Saving {
    let names = names(open);
    let mut known = lines(open).iter().filter(|line| names.contains(&line.name));
    known.next().unwrap().clone()
}

#[test]
fn what_was_not_understood_does_not_name_a_scheme() {
    let open = sample(5);
    let line = a_name(&open);
    let (mut harness, _) = harness_with(vec![with_a_gap(open, &line)], [1280.0, 1_200.0]);
    harness.run();
    tab(&mut harness, "Workbook");
    harness.get_by_label("Show Not understood (1)").click();
    harness.run();
    let told = format!("Beside \u{201c}{}\u{201d} stands", line.name);
    assert!(written(&harness).contains(&told));
    ctrl(&mut harness, Key::H);
    assert!(!written(&harness).contains(&told));
    assert!(written(&harness).contains("stands no number."));
}

#[test]
fn a_question_typed_in_the_room_is_masked_while_it_holds_a_hidden_name() {
    let open = sample(5);
    let typed = format!("Who owns {}?", a_name(&open).name);
    let (mut harness, _) = harness_with(vec![open], [1280.0, 800.0]);
    harness.run();
    for hides in [false, true] {
        if hides {
            ctrl(&mut harness, Key::H);
        }
        harness.key_press(Key::F5);
        harness.run();
        harness.key_press(Key::N);
        harness.run();
        let field = "Question raised in the room";
        harness.get_by_label(field).type_text("Who owns");
        harness.run();
        assert!(written(&harness).contains("Who owns"));
        harness.get_by_label(field).type_text(&typed[8..]);
        harness.run();
        assert_eq!(written(&harness).contains(&typed), !hides);
        assert_eq!(written(&harness).contains("\u{2022}\u{2022}"), hides);
        harness.key_press(Key::Escape);
        harness.run();
        harness.key_press(Key::Escape);
        harness.run();
    }
}

#[test]
fn a_notice_goes_with_its_plan_and_when_names_are_hidden() {
    let plans = ["tamarside-plan-2023-24.xlsx", "stonebeck-plan-2024-25.xlsx"].map(|name| {
        let at = SAMPLES.iter().position(|sample| sample.file_name == name);
        sample(at.unwrap())
    });
    let other = plans[1].case.plan.name.clone();
    let (mut harness, _) = harness_with(plans.to_vec(), [1280.0, 1_400.0]);
    harness.run();
    // A decision taken back is told of.
    let take_back = |harness: &mut Harness<'_, App>| {
        tab(harness, "Position");
        let label = "Deficit support funding: without";
        harness.get_by_label_contains(label).click();
        harness.run();
        keys(harness, Key::Z);
        assert!(comes(harness, "Taken back"));
        harness.run();
    };
    let tells =
        |harness: &Harness<'_, App>| harness.query_by_label_contains("Taken back").is_some();
    take_back(&mut harness);
    ctrl(&mut harness, Key::H);
    assert!(!tells(&harness));
    take_back(&mut harness);
    harness
        .get_by_role_and_label(Role::ComboBox, "Plan")
        .click();
    harness.run();
    let listed = harness.get_all_by_label_contains(&other).last();
    listed.unwrap().click();
    harness.run();
    assert!(!tells(&harness));
}
