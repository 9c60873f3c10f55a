//! Variances that ask for an explanation, and a plan signed off as read: in the window, in the file, on the command line.

use super::notes::{Folder, click, ctrl, planproof, window, write};
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use planproof::app::App;
use std::path::Path;

fn says(harness: &Harness<'_, App>, words: &str) -> bool {
    harness.query_all_by_label_contains(words).next().is_some()
}

/// Leaves the field, so that keys are the window's own again.
fn leave(harness: &mut Harness<'_, App>) {
    harness.key_press_modifiers(Modifiers::NONE, Key::Escape);
    harness.run_steps(6);
}

#[test]
fn an_explanation_is_a_comment_and_undo_asks_for_it_again() {
    let folder = Folder::new("explain");
    let file = folder.sample("brackendale-month-6-2025-26.xlsx");
    let mut harness = window(&folder, &file, Some("Ann"));
    ctrl(&mut harness, Key::L);
    assert!(says(&harness, "2 variances ask for an explanation"));
    // What the workbook explains itself is not asked.
    assert!(says(&harness, "Explained: 2, up to £1.2m"));
    let first = harness.get_all_by_label("Explain…").next().unwrap();
    first.click();
    harness.run_steps(6);
    let title = "Explain Pay: £3.6m more spent than planned to date: £149.3m planned, £152.9m actual; £3.2m more spent than \
                 planned for the year: £298.6m planned, £301.8m forecast.";
    write(&mut harness, title, "Agency cover of vacancies");
    click(&mut harness, "Comment");
    assert!(says(&harness, "1 variance asks for an explanation"));
    let kept = folder.kept(&mut harness, |review| review.comments.len() == 1);
    assert_eq!(kept.comments[0].text, "Agency cover of vacancies");
    if !cfg!(windows) {
        let printed = planproof(&folder, &["review"], &file).stdout;
        let printed = String::from_utf8(printed).unwrap();
        assert!(printed.contains("1 variance asks for an explanation"));
        assert!(printed.contains("\u{201c}Agency cover of vacancies\u{201d} (Ann, "));
    }
    leave(&mut harness);
    ctrl(&mut harness, Key::Z);
    assert!(says(&harness, "2 variances ask for an explanation"));
    ctrl(&mut harness, Key::Y);
    assert!(says(&harness, "1 variance asks for an explanation"));
}

#[test]
fn a_plan_signed_off_says_so_everywhere_until_it_changes() {
    let folder = Folder::new("sign-off");
    let file = folder.sample("stonebeck-plan-2024-25.xlsx");
    let mut harness = window(&folder, &file, Some("Ann"));
    ctrl(&mut harness, Key::L);
    click(&mut harness, "Sign off…");
    click(&mut harness, "Sign off");
    assert!(says(&harness, "Reviewed by Ann on "));
    let kept = folder.kept(&mut harness, |review| review.sign_offs.len() == 1);
    let read = &kept.sign_offs[0].read;
    let bytes = std::fs::read(&file).unwrap();
    assert_eq!(
        read.workbooks["stonebeck-plan-2024-25.xlsx"],
        planproof::workbook::fingerprint(&bytes)
    );
    exported(&folder, &file, "Reviewed by Ann on ", true);
    // A comment is a decision.
    ctrl(&mut harness, Key::M);
    let field = harness
        .get_all_by_label_contains("Comment on ")
        .last()
        .unwrap();
    field.focus();
    field.type_text("One more thing");
    harness.run_steps(6);
    click(&mut harness, "Comment");
    let changed = "before these changes: decisions of the review have changed";
    assert!(says(&harness, changed));
    folder.kept(&mut harness, |review| review.comments.len() == 1);
    exported(&folder, &file, changed, false);
    leave(&mut harness);
    ctrl(&mut harness, Key::Z);
    assert!(!says(&harness, changed) && says(&harness, "Reviewed by Ann on "));
    ctrl(&mut harness, Key::Z);
    assert!(!says(&harness, "Reviewed by Ann on "));
    ctrl(&mut harness, Key::Y);
    assert!(says(&harness, "Reviewed by Ann on "));
}

/// Text, JSON, SARIF, both lists and the board pack say it.
fn exported(folder: &Folder, file: &Path, words: &str, current: bool) {
    // On Windows the folder of the data lies one deeper.
    if cfg!(windows) {
        return;
    }
    let printed =
        |arguments: &[&str]| String::from_utf8(planproof(folder, arguments, file).stdout).unwrap();
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat(&printed(&["review"])).contains(words));
    let json: serde_json::Value =
        serde_json::from_str(&printed(&["review", "--format", "json"])).unwrap();
    let signed = &json["review"]["signed_off"][0];
    assert!(signed["in_words"].as_str().unwrap().contains(words));
    assert_eq!(signed["current"], current);
    let sarif: serde_json::Value =
        serde_json::from_str(&printed(&["review", "--format", "sarif"])).unwrap();
    let signed = &sarif["runs"][0]["properties"]["signedOff"][0];
    assert!(
        signed["in_words"].as_str().unwrap().contains(words),
        "{sarif:#}"
    );
    let list = printed(&["plans", "--csv"]);
    assert!(list.contains(words), "{list}");
    let list = printed(&["changes", file.to_str().unwrap()]);
    let first = list.lines().nth(1).unwrap();
    assert!(
        first.starts_with("\"Sign-off\"") && first.contains(words),
        "{list}"
    );
    let none = printed(&["changes", "--no-review", file.to_str().unwrap()]);
    assert_eq!(none.lines().count(), 1, "{none}");
    let pack = folder.0.join("pack.pdf");
    let out = planproof(folder, &["pack", "-o", pack.to_str().unwrap()], file);
    assert!(out.status.code().is_some_and(|code| code < 2), "{out:?}");
    let document = lopdf::Document::load(&pack).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    let read = document.extract_text(&pages).unwrap();
    // Long lines are broken within the words.
    let letters = |text: &str| text.split_whitespace().collect::<String>();
    assert!(letters(&read).contains(&letters(words)), "{read}");
}
