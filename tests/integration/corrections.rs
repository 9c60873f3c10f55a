//! The Workbook view as a reviewer corrects the reading in it: by label and keyboard, without a graphics card.

use crate::app::{comes, tab};
use crate::raster::Painter;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use planproof::app::{App, Settings};
use planproof::assessment::assess;
use planproof::policy::Policy;
use planproof::review::Review;
use planproof::workbook::{Watch, read};
use std::path::Path;

type Drawn<'d> = &'d [(&'d str, &'d str)];

/// A file of sheets drawn as text: one line a row, cells between bars.
fn file(sheets: Drawn<'_>) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    for (name, drawn) in sheets {
        let sheet = workbook.add_worksheet().set_name(*name).unwrap();
        for (row, line) in (0_u32..).zip(drawn.lines()) {
            for (column, text) in (0_u16..).zip(line.split('|')) {
                match text.trim().parse::<f64>() {
                    Ok(number) => sheet.write_number(row, column, number).unwrap(),
                    Err(_) => sheet.write_string(row, column, text.trim()).unwrap(),
                };
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

fn window(sheets: Drawn<'_>) -> Harness<'static, App> {
    let name = "plan.xlsx";
    let workbook = read(name, Path::new(name), file(sheets), &Watch::default()).unwrap();
    let assessment = assess([workbook].into(), &Review::default(), &Policy::default());
    let mut harness = Harness::builder()
        .with_size([1280.0, 2_000.0])
        .renderer(Painter::default())
        .build_eframe(move |creation| {
            App::for_test(&creation.egui_ctx, vec![assessment], Settings::default())
        });
    harness.run();
    tab(&mut harness, "Workbook");
    harness
}

/// The plan is read again beside the window.
fn until(harness: &mut Harness<'_, App>, label: &str) {
    assert!(comes(harness, label), "{label}");
    harness.run();
}

/// The same for a label that says this and no more: what was undone is told before the plan has been read again.
fn until_it_says(harness: &mut Harness<'_, App>, label: &str) {
    let said = (0..3_000).any(|_| {
        harness.step();
        std::thread::yield_now();
        harness.query_by_label(label).is_some()
    });
    assert!(said, "{label}");
    harness.run();
}

const TRACKER: &str = "Oakmere NHS Trust CIP 2025/26 £m\n\nRef|Scheme|R/NR|Plan 25/26|Value|Odd\n1|Beds|R|10|15|1\n2|Bank|NR|20|25|2\n3|Rota|R|30|35|3\n|Total||60|75|6";

#[test]
fn a_kind_is_chosen_with_one_click_and_undo_takes_it_back() {
    let mut harness = window(&[("CIP", TRACKER)]);
    harness
        .get_by_label("A3:F7 is not part of the plan")
        .click();
    until(
        &mut harness,
        "Taken for not part of the plan: savings plan £60.0m is no longer there",
    );
    harness.get_by_label_contains("Show Changed (1)");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    until(
        &mut harness,
        "Taken back: 'CIP'!A3:F7 taken for not part of the plan",
    );
    until_it_says(&mut harness, "Show Changed");
    harness.get_by_label("A3:F7 is savings schemes");
}

#[test]
fn the_line_that_tells_of_a_correction_offers_to_undo_it() {
    let mut harness = window(&[("CIP", TRACKER)]);
    harness.get_by_label("Unit of A3:F7 is £000").click();
    until(
        &mut harness,
        "Read in £000: savings plan changes from £60.0m to £60k",
    );
    harness.get_by_label("Undo").click();
    until(&mut harness, "Taken back");
    until_it_says(&mut harness, "Show Changed");
}

#[test]
fn a_column_is_given_its_meaning_and_the_log_gives_the_way_back() {
    let mut harness = window(&[("CIP", TRACKER)]);
    harness.get_by_label("Meaning of column D of A3:F7").click();
    harness.run();
    harness.get_by_label("D is not used").click();
    until(&mut harness, "Column D read as not used");
    harness.get_by_label("Meaning of column F of A3:F7").click();
    harness.run();
    harness.get_by_label("F is full-year effect").click();
    until(
        &mut harness,
        "Column F read as full-year effect: no headline figure changes",
    );
    harness.get_by_label("Show Changed (2)").click();
    harness.run();
    let told = "Column D “Plan 25/26” of 'CIP'!A3:F7 read as not used, not as plan value";
    harness.get_by_label(told);
    harness.get_by_label(&format!("Take back: {told}")).click();
    until(&mut harness, "Show Changed (1)");
}

#[test]
fn a_list_without_a_plan_offers_its_columns_of_numbers_as_one() {
    let tracker = "Oakmere NHS Trust CIP 2025/26 £m\n\nRef|Scheme|R/NR|Delivered|Variance|Comment\nA1|Beds|R|10|1|on track\nA2|Bank|NR|20||on track\nA3|Rota|R|30||on track";
    let mut harness = window(&[("CIP", tracker)]);
    harness.get_by_label("▼ Nothing could be taken from it: say what its columns mean");
    harness.get_by_label("The plan of A3:F6 is in E");
    harness.get_by_label("The plan of A3:F6 is in D").click();
    until(&mut harness, "Column D read as plan value");
    assert!(
        harness
            .query_by_label("The plan of A3:F6 is in D")
            .is_none()
    );
    harness.get_by_label("Show Changed (1)");
}

#[test]
fn choosing_what_it_was_taken_for_first_leaves_no_correction() {
    let mut harness = window(&[("CIP", TRACKER)]);
    harness.get_by_label("Unit of A3:F7 is £").click();
    until(&mut harness, "Show Changed (1)");
    harness.get_by_label("Unit of A3:F7 is £m").click();
    until(&mut harness, "Taken back: savings plan");
    until_it_says(&mut harness, "Show Changed");
}

#[test]
fn a_cell_says_what_it_feeds_and_a_total_is_added_up_again() {
    let mut harness = window(&[("CIP", TRACKER)]);
    harness
        .get_by_role_and_label(Role::Cell, "D4 10, feeds a figure")
        .click();
    harness.run();
    harness.get_by_label("savings plan £60.0m");
    harness.get_by_label("line “Beds”, plan for the year £10.0m");
    harness
        .get_by_role_and_label(Role::Cell, "D7 60, a total")
        .click();
    harness.run();
    harness.get_by_label("stated £60,000,000, recomputed £60,000,000");
    harness.get_by_label("● equal to its parts");
}

#[test]
fn what_was_not_understood_is_gone_through_one_after_the_other() {
    let mut harness = window(&[("CIP", TRACKER)]);
    harness.get_by_label("Show Not understood (2)").click();
    harness.run();
    for label in ["1 of 2", "2 of 2", "1 of 2"] {
        harness.get_by_label("Next not understood").click();
        harness.run();
        harness.get_by_label(label);
    }
    harness.get_by_role_and_label(Role::Cell, "E4 15, not understood");
}

#[test]
fn the_sheet_that_needs_a_look_stands_first() {
    let clean =
        "Oakmere NHS Trust CIP 2025/26 £m\n\nRef|Scheme|R/NR|Plan 25/26\n1|Food|R|10\n2|Coal|NR|20";
    let mut harness = window(&[("Clean", clean), ("CIP", TRACKER)]);
    harness.get_by_label("Show All sheets").click();
    harness.run();
    let top = |name: &str| harness.get_by_label(name).rect().top();
    assert!(top("Sheet CIP") < top("Sheet Clean"));
    harness.get_by_label_contains("▼ 6 numbers not understood");
}

#[test]
fn cells_without_a_table_are_marked_and_read_as_one() {
    let drawn =
        "Ideas of the divisions 2025/26\n\nWhat|Who|£k\nShorter stays|A|400\nFewer beds|B|600";
    let mut harness = window(&[("Ideas", drawn)]);
    harness.get_by_role_and_label(Role::Cell, "A3 What").click();
    harness.run();
    harness
        .get_by_role_and_label(Role::Cell, "C5 600")
        .click_modifiers(Modifiers::SHIFT);
    harness.run();
    harness.get_by_label("A3:C5 is savings schemes").click();
    until(
        &mut harness,
        "Taken for savings schemes: savings plan is now £1.0m",
    );
}

#[test]
fn header_rows_and_range_are_typed() {
    let mut harness = window(&[("CIP", TRACKER)]);
    let field = harness.get_by_role_and_label(Role::TextInput, "Range of A3:F7");
    field.focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    harness
        .get_by_role_and_label(Role::TextInput, "Range of A3:F7")
        .type_text("A3:F5");
    harness.run();
    harness.key_press(Key::Enter);
    until(
        &mut harness,
        "Table read as A3:F5: savings plan changes from £60.0m to £30.0m",
    );
}
