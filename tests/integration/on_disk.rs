//! The file behind an open plan changes: the window says so, reads it again when asked, and keeps what was decided.

use crate::app::{comes, harness_with, keys, tab};
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use planproof::app::App;
use planproof::assessment::assess;
use planproof::policy::Policy;
use planproof::review::{Correction, Decision, Review};
use planproof::workbook::{CellRef, SheetAddress, Watch, open};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const STONEBECK: &str = "stonebeck-plan-2024-25.xlsx";
const TAMARSIDE: &str = "tamarside-plan-2023-24.xlsx";
const BEFORE: &str = "The £1.2m surplus has a scheme behind every saving";

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("sample_workbooks")
        .join(name)
}

/// A folder of its own for a copy of a sample, called `plan.xlsx`. A copy to the last byte would be known as the sample.
fn plan_file(test: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("planproof-{test}-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join("plan.xlsx");
    save_over(&path, "stonebeck-plan-2024-25.xlsx");
    path
}

/// A choice between rival positions.
fn chosen() -> Correction {
    let sheet = Arc::new(SheetAddress::new("plan.xlsx", "I&E"));
    Correction::declared_position(&CellRef::new(sheet, 98, 25), "Deficit")
}

fn window(path: &Path) -> Harness<'static, App> {
    let workbook = open(path, &Watch::default()).unwrap();
    assert!(workbook.stamp.is_some());
    let mut review = Review::default();
    review.apply(&Decision::Correct(Box::new(chosen())));
    let assessment = assess([workbook].into(), &review, &Policy::default());
    let (mut harness, _) = harness_with(vec![assessment], [1280.0, 800.0]);
    harness.run();
    harness
}

/// As Excel saves: another file is written and takes the name.
fn save_over(path: &Path, with: &str) {
    let other = path.with_extension("tmp");
    let mut bytes = fs::read(sample(with)).unwrap();
    bytes.push(0);
    fs::write(&other, bytes).unwrap();
    fs::rename(&other, path).unwrap();
}

#[test]
fn a_plan_saved_again_is_told_of_and_reloaded_when_asked() {
    let path = plan_file("saved");
    let mut harness = window(&path);
    harness.get_by_label(BEFORE);
    save_over(&path, "tamarside-plan-2023-24.xlsx");
    assert!(comes(&mut harness, "plan.xlsx was saved again"));
    harness.get_by_label(BEFORE);

    harness.get_by_label("Reload").click();
    assert!(comes(&mut harness, "£42"));
    assert!(harness.query_by_label(BEFORE).is_none());
    assert!(harness.query_by_label_contains("saved again").is_none());
    assert_eq!(
        harness.state().review().unwrap().mapping.corrections,
        [chosen()],
        "the reviewer's decisions outlive the reading"
    );
    fs::remove_dir_all(path.parent().unwrap()).unwrap();
}

#[test]
fn a_dismissed_change_stays_dismissed_until_the_next_one() {
    let path = plan_file("dismissed");
    let mut harness = window(&path);
    save_over(&path, "tamarside-plan-2023-24.xlsx");
    assert!(comes(&mut harness, "saved again"));
    harness.get_by_label("Dismiss").click();
    harness.run();
    assert!(harness.query_by_label_contains("saved again").is_none());
    save_over(&path, "eastermere-plan-2025-26.xlsx");
    assert!(comes(&mut harness, "saved again"));
    fs::remove_dir_all(path.parent().unwrap()).unwrap();
}

#[test]
fn a_plan_whose_file_is_gone_stays_on_screen_and_says_so() {
    let path = plan_file("gone");
    let mut harness = window(&path);
    fs::remove_file(&path).unwrap();
    assert!(comes(&mut harness, "no longer where it was opened"));
    harness.get_by_label(BEFORE);
    assert!(harness.query_by_label("Reload").is_none());
    fs::remove_dir_all(path.parent().unwrap()).unwrap();
}

#[test]
fn reading_again_what_has_not_changed_says_that() {
    let path = plan_file("unchanged");
    let mut harness = window(&path);
    keys(&mut harness, egui::Key::R);
    assert!(comes(&mut harness, "Nothing in it has changed"));
    fs::remove_dir_all(path.parent().unwrap()).unwrap();
}

/// Two plans of their own, from files of this test's own; the first is on screen.
fn two_plans(test: &str, names: [&str; 2]) -> Harness<'static, App> {
    let assessed = |name: &str| {
        let path = plan_file(test).with_file_name(name);
        save_over(&path, name);
        let workbook = open(&path, &Watch::default()).unwrap();
        assess([workbook].into(), &Review::default(), &Policy::default())
    };
    let both = names.map(assessed).to_vec();
    let (mut harness, _) = harness_with(both, [1280.0, 800.0]);
    harness.run();
    harness
}

/// Two plans read together, which two keys take back and do again; what was decided later about a plan goes back first.
#[test]
fn which_workbooks_make_a_plan_is_taken_back_and_decided_again_by_the_same_keys() {
    let mut harness = two_plans("deal", [STONEBECK, TAMARSIDE]);
    tab(&mut harness, "System");
    harness.get_by_label("Read together with").click();
    harness.run();
    harness
        .get_by_label_contains("(tamarside-plan-2023-24.xlsx)")
        .click();
    assert!(comes(&mut harness, "Keep a workbook apart"));
    // A decision about the plan, and then back through both.
    tab(&mut harness, "Position");
    harness
        .get_by_label_contains("Deficit support funding: without")
        .click();
    harness.run();
    keys(&mut harness, egui::Key::Z);
    assert!(comes(&mut harness, "Taken back"));
    assert!(
        harness
            .query_by_label_contains("the workbooks are dealt out")
            .is_none()
    );
    keys(&mut harness, egui::Key::Z);
    assert!(comes(
        &mut harness,
        "Taken back: the workbooks are dealt out as before"
    ));
    harness.get_by_role_and_label(Role::Tab, "System").click();
    assert!(comes(&mut harness, "Read together with"));
    keys(&mut harness, egui::Key::Y);
    assert!(comes(
        &mut harness,
        "Decided again: the workbooks are dealt out as you chose"
    ));
    assert!(comes(&mut harness, "Keep a workbook apart"));
}

/// What was taken back about a plan is gone with the next decision, be it about which workbooks make one.
#[test]
fn a_decision_about_the_plan_that_was_taken_back_does_not_return_after_one_about_the_workbooks() {
    let mut harness = two_plans("redo", [TAMARSIDE, STONEBECK]);
    tab(&mut harness, "Position");
    harness
        .get_by_label_contains("Deficit support funding: without")
        .click();
    harness.run();
    keys(&mut harness, egui::Key::Z);
    assert!(comes(&mut harness, "Taken back"));
    tab(&mut harness, "System");
    harness.get_by_label("Read together with").click();
    harness.run();
    harness
        .get_by_label_contains("(stonebeck-plan-2024-25.xlsx)")
        .click();
    assert!(comes(&mut harness, "Keep a workbook apart"));
    let review = harness.state().review().cloned();
    keys(&mut harness, egui::Key::Y);
    harness.run();
    assert!(harness.query_by_label_contains("Decided again").is_none());
    assert_eq!(harness.state().review().cloned(), review);
    // The way back is that of the workbooks.
    keys(&mut harness, egui::Key::Z);
    assert!(comes(
        &mut harness,
        "Taken back: the workbooks are dealt out as before"
    ));
}
