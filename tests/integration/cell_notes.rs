//! What people wrote on cells of a workbook, from the file to what is said of the plan and to the screen.

use crate::app::{comes, ctrl, tab};
use crate::raster::Painter;
use egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use planproof::app::{App, Settings};
use planproof::assessment::{Assessment, assess};
use planproof::policy::Policy;
use planproof::report::variance_items;
use planproof::review::Review;
use planproof::workbook::{Watch, Workbook, open, open_in_child};
use rust_xlsxwriter as xlsx;
use std::path::{Path, PathBuf};

const PROGRAM: &str = env!("CARGO_BIN_EXE_planproof");

const TRACKER: &str = "Fell NHS Trust CIP 2025/26 £000\n\nScheme|Status|Plan 2025/26|Forecast\nWard move|In progress|2600|1200\nBank|In progress|2500|1480\nDrugs|In progress|1400|1410\nTotal||6500|4090";

/// The tracker with these notes: row and column, who wrote it, what.
fn written(name: &str, notes: &[(u32, u16, &str, &str)]) -> PathBuf {
    let mut book = xlsx::Workbook::new();
    let sheet = book.add_worksheet().set_name("CIP").unwrap();
    for (row, line) in (0_u32..).zip(TRACKER.lines()) {
        for (column, text) in (0_u16..).zip(line.split('|')) {
            match text.parse::<f64>() {
                Ok(number) => sheet.write_number(row, column, number).unwrap(),
                Err(_) => sheet.write_string(row, column, text).unwrap(),
            };
        }
    }
    for (row, column, author, text) in notes {
        let note = xlsx::Note::new(*text).set_author(*author);
        sheet.insert_note(*row, *column, &note).unwrap();
    }
    let path = std::env::temp_dir().join(format!("{name}-{}.xlsx", std::process::id()));
    book.save(&path).unwrap();
    path
}

fn assessed(workbook: Workbook) -> Assessment {
    assess([workbook].into(), &Review::default(), &Policy::default())
}

const NOTES: &[(u32, u16, &str, &str)] = &[
    (89, 51, "Ruth O'Neill", "see Jo Brown's mail"),
    (
        3,
        3,
        "Ruth O'Neill",
        "Ward 4 is handed over in October only",
    ),
    (4, 0, "Ruth O'Neill", "NHSE asked for this"),
    (4, 2, "Jo Brown", "no scheme behind this yet - JB"),
    (
        6,
        2,
        "Jo Brown",
        "Agreed at FRC. We do not have confidence that we can deliver the savings in full.",
    ),
];

#[test]
fn the_why_in_notes_on_cells_is_read_and_said_with_its_cell() {
    let path = written("planproof-why", NOTES);
    let here = open(&path, &Watch::default()).unwrap();
    let apart = open_in_child(Path::new(PROGRAM), &path, &Watch::default()).unwrap();
    assert_eq!(apart.sheets[0].notes.len(), 5);
    assert_eq!(format!("{apart:?}"), format!("{here:?}"));
    std::fs::remove_file(path).unwrap();
    let assessment = assessed(apart);

    let savings = assessment.case.plan.savings.as_ref().unwrap();
    let missing: Vec<&str> = savings
        .unidentified_lines()
        .map(|line| &*line.name)
        .collect();
    assert_eq!(missing, ["Bank"]);
    let evidence = &savings.lines[1].unidentified[0];
    assert_eq!(evidence.cell.to_string(), "CIP!C5");
    assert_eq!(
        evidence.reason,
        "a note on it says so: \u{201c}no scheme behind this yet - JB\u{201d}"
    );

    let [doubt] = assessment.case.plan.around.doubts.as_slice() else {
        panic!("{:?}", assessment.case.plan.around.doubts)
    };
    assert_eq!(doubt.cell.to_string(), "CIP!C7");
    assert!(doubt.text.starts_with("We do not have confidence"));

    let explained: Vec<(String, Vec<String>)> = variance_items(&assessment)
        .into_iter()
        .map(|item| (item.name, item.said))
        .collect();
    let of = |name: &str| &explained.iter().find(|(own, _)| own == name).unwrap().1;
    assert_eq!(
        *of("Ward move"),
        ["\u{201c}Ward 4 is handed over in October only\u{201d} (workbook, CIP!D4)"]
    );
    // What is said of the scheme's name explains no figure.
    assert!(!of("Bank").iter().any(|said| said.contains("NHSE asked")));
}

#[test]
fn without_its_notes_the_same_plan_says_none_of_it() {
    let path = written("planproof-no-why", &[]);
    let workbook = open(&path, &Watch::default()).unwrap();
    std::fs::remove_file(path).unwrap();
    let assessment = assessed(workbook);
    let plan = &assessment.case.plan;
    assert_eq!(
        plan.savings.as_ref().unwrap().unidentified_lines().count(),
        0
    );
    assert!(plan.around.doubts.is_empty());
    assert!(
        assessment
            .unexplained()
            .any(|line| line.off.label == "Ward move")
    );
}

#[test]
fn the_selected_cell_shows_its_note_and_hides_its_author_with_the_other_names() {
    let path = written("planproof-panel", NOTES);
    let workbook = open(&path, &Watch::default()).unwrap();
    std::fs::remove_file(path).unwrap();
    let assessment = assessed(workbook);
    let mut harness = Harness::builder()
        .with_size([1280.0, 1_000.0])
        .renderer(Painter::default())
        .build_eframe(move |creation| {
            App::for_test(&creation.egui_ctx, vec![assessment], Settings::default())
        });
    harness.run();
    tab(&mut harness, "Workbook");
    harness.get_by_label_contains("A4 Ward move");
    assert!(
        harness
            .query_by_label_contains("A4 Ward move, with a note")
            .is_none()
    );
    harness
        .get_by_label("C5 2500, feeds a figure, with a note")
        .click();
    harness.run();
    harness.get_by_label("Note in the workbook, by Jo Brown");
    harness.get_by_label("no scheme behind this yet - JB");
    harness.get_by_label("5 notes on its cells").click();
    harness.run();
    // Far from all figures, where the grid shows nothing.
    harness.get_by_label("AZ90: see Jo Brown's mail").click();
    harness.run();
    harness.get_by_label("CIP!AZ90");
    harness.get_by_label("Note in the workbook, by Ruth O'Neill");
    ctrl(&mut harness, Key::H);
    assert!(comes(&mut harness, "Note in the workbook, by Author"));
    harness.get_by_label_contains("AZ90: see Author");
    assert!(harness.query_by_label_contains("Jo Brown").is_none());
}
