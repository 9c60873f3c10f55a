//! Several years of a plan on one page, from the cells of a workbook to the screen.

use crate::app::{ctrl, harness_with, written};
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use planproof::app::{App, View};
use planproof::assessment::{Assessment, assess};
use planproof::export::json;
use planproof::policy::Policy;
use planproof::review::Review;
use planproof::workbook::{Cell, Sheet, SheetAddress, Value, Visibility, Workbook};
use std::sync::Arc;

const TITLE: &str = "The deficit grows from £6.2m to £11.0m by 2028/29";

/// A medium-term plan as a trust hands it in, in thousands; the last year states no pay.
fn medium_term() -> Assessment {
    let account = "Oakmere NHS Trust medium-term plan, £000\n\n\
                   |2025/26 outturn|2026/27 plan|2027/28 plan|2028/29 plan\n\
                   Income|510000|531000|541500|550000\n\
                   Pay|-320300|-336000|-345000|\n\
                   Non-pay|-190400|-201200|-204500|-207000\n\
                   Surplus/(deficit)|-700|-6200|-8000|-11000";
    let address = Arc::new(SheetAddress::new("plan.xlsx", "I&E"));
    let mut sheet = Sheet::new(address, Visibility::Visible);
    for (row, line) in (0..).zip(account.lines()) {
        for (column, text) in (0..).zip(line.split('|')) {
            let value = match text.parse::<f64>() {
                Ok(number) => Value::Number(number),
                Err(_) if text.is_empty() => continue,
                Err(_) => Value::Text(text),
            };
            sheet.insert(row, column, Cell::new(value));
        }
    }
    let workbook = Workbook {
        name: "plan.xlsx".into(),
        sheets: vec![sheet],
        ..Workbook::default()
    };
    assess([workbook].into(), &Review::default(), &Policy::default())
}

fn has(harness: &Harness<'_, App>, role: Role, words: &str) -> bool {
    harness.get_all_by_role(role).any(|node| {
        let label = node.accesskit_node().label();
        label.is_some_and(|label| label.contains(words))
    })
}

#[test]
fn the_page_of_the_position_tells_how_the_result_moves_each_column_with_its_cell() {
    let (mut harness, _) = harness_with(vec![medium_term()], [1280.0, 1200.0]);
    harness.run();
    ctrl(&mut harness, Key::Num3);
    assert!(has(&harness, Role::Figure, "2028/29 plan −£11.0m"));
    let arrow = "Difference from 2026/27 plan to 2028/29 plan: −£4.8m, −77.4%";
    assert!(has(&harness, Role::Button, arrow));
    harness.get_by_label("2028/29 plan: (11.0)").click();
    harness.run();
    assert_eq!(harness.state().view(), Some(View::Workbook));
    let cells: Vec<String> = harness
        .get_all_by_role(Role::Cell)
        .filter_map(|node| node.accesskit_node().label())
        .filter(|label| label.contains("marked"))
        .collect();
    assert!(cells.len() == 1 && cells[0].starts_with("E7 "), "{cells:?}");
}

#[test]
fn the_presentation_has_a_page_of_the_years_with_every_row() {
    let (mut harness, _) = harness_with(vec![medium_term()], [1280.0, 720.0]);
    harness.run();
    harness.key_press(Key::F5);
    harness.run();
    for _ in 0..12 {
        if written(&harness).iter().any(|line| line == TITLE) {
            break;
        }
        harness.key_press(Key::ArrowRight);
        harness.run();
    }
    let written = written(&harness);
    for words in [TITLE, "2025/26 outturn", "(537.2)", "541.5"] {
        assert!(written.iter().any(|line| line == words), "{words}");
    }
    assert!(!written.iter().any(|line| line.contains("more row")));
    // Income without all costs would be half an account.
    assert!(!written.iter().any(|line| line == "550.0"));
}

#[test]
fn other_programs_read_the_years_with_their_cells() {
    let assessment = medium_term();
    let json = json::review_json(&[assessment]);
    let years = json["outlook"]["years"].as_array().unwrap();
    assert_eq!(years.len(), 4);
    assert_eq!(years[3]["year"], "2028/29");
    assert_eq!(years[3]["result"]["value"], "-11000000.00");
    assert_eq!(years[3]["result"]["cells"][0], "'I&E'!E7");
    assert!(years[3]["income"].is_null() && years[3]["savings"].is_null());
    assert_eq!(years[1]["costs"]["value"], "-537200000.00");
}
