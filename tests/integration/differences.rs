//! The difference between two bars of a chart, set by pointer and by keyboard, as far as the presentation and the pack.

use crate::app::{assessment, ctrl, harness_with, written};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use planproof::app::{App, View};
use planproof::export::pdf::{PackInfo, pack_bytes};
use planproof::report::pack_pages;

const DECLARED: &str = "Declared position: (42.0)";
const WITHOUT: &str = "Without unidentified savings: ";
const DIFFERENCE: &str = "Difference from Declared position to Without unidentified savings: −£";

/// What the bridge shows until another difference is chosen.
const OF_ITSELF: &str = "Difference from Declared position to At the policy's delivery rates: −£";
const BUTTON: &str = "Show the difference between two bars: £";

/// On the page of the position, which holds the bridge.
fn position() -> Harness<'static, App> {
    let (mut harness, _) = harness_with(vec![assessment()], [1280.0, 1000.0]);
    harness.run();
    ctrl(&mut harness, Key::Num3);
    assert!(says(&harness, OF_ITSELF));
    harness
}

fn click(harness: &mut Harness<'_, App>, words: &str) {
    let bar = harness.get_all_by_role(Role::Button).find(|node| {
        let label = node.accesskit_node().label();
        label.is_some_and(|label| label.starts_with(words))
    });
    bar.unwrap().click();
    harness.run();
}

fn click_with_shift(harness: &mut Harness<'_, App>, words: &str) {
    harness
        .get_by_label_contains(words)
        .click_modifiers(Modifiers::SHIFT);
    harness.run();
}

/// On the bar that has the focus.
fn press_d(harness: &mut Harness<'_, App>, words: &str) {
    harness.get_by_label_contains(words).focus();
    harness.run();
    harness.key_press(Key::D);
    harness.run();
}

fn is_shown(harness: &Harness<'_, App>) -> bool {
    says(harness, DIFFERENCE)
}

fn says(harness: &Harness<'_, App>, words: &str) -> bool {
    let mut buttons = harness.get_all_by_role(Role::Button);
    buttons.any(|node| {
        let label = node.accesskit_node().label();
        label.is_some_and(|label| label.starts_with(words))
    })
}

#[test]
fn two_clicks_after_the_button_show_it_and_the_button_takes_it_away() {
    let mut harness = position();
    assert!(!is_shown(&harness));
    click(&mut harness, "Take the difference away");
    assert!(!says(&harness, OF_ITSELF));
    click(&mut harness, BUTTON);
    click(&mut harness, DECLARED);
    assert!(!is_shown(&harness));
    harness.get_by_label_contains("Choose the second bar");
    click(&mut harness, WITHOUT);
    assert!(is_shown(&harness));
    assert_eq!(harness.state().view(), Some(View::Position));
    click(&mut harness, "Take the difference away");
    assert!(!is_shown(&harness));
    // Undoing brings it back, and a click leads to cells again.
    ctrl(&mut harness, Key::Z);
    assert!(is_shown(&harness));
    click(&mut harness, DECLARED);
    assert_eq!(harness.state().view(), Some(View::Workbook));
}

#[test]
fn the_figure_leads_to_the_cells_of_both_bars() {
    let mut harness = position();
    click_with_shift(&mut harness, DECLARED);
    click_with_shift(&mut harness, WITHOUT);
    click(&mut harness, DIFFERENCE);
    assert_eq!(harness.state().view(), Some(View::Workbook));
    harness.get_by_role_and_label(Role::Cell, "P48 P48, marked");
}

#[test]
fn a_third_bar_takes_it_away() {
    let mut harness = position();
    click_with_shift(&mut harness, DECLARED);
    click_with_shift(&mut harness, WITHOUT);
    assert!(is_shown(&harness));
    click_with_shift(&mut harness, DECLARED);
    assert!(!is_shown(&harness));
}

#[test]
fn the_keyboard_alone_shows_it_and_escape_takes_it_away() {
    let mut harness = position();
    press_d(&mut harness, DECLARED);
    press_d(&mut harness, WITHOUT);
    assert!(is_shown(&harness));
    harness.key_press(Key::Escape);
    harness.run();
    assert!(!is_shown(&harness));
    assert_eq!(harness.state().view(), Some(View::Position));
}

#[test]
fn escape_gives_up_a_choice_that_was_begun() {
    let mut harness = position();
    click(&mut harness, "Take the difference away");
    click(&mut harness, BUTTON);
    click(&mut harness, DECLARED);
    harness.key_press(Key::Escape);
    harness.run();
    click(&mut harness, WITHOUT);
    assert!(!is_shown(&harness));
    assert_eq!(harness.state().view(), Some(View::Workbook));
}

#[test]
fn it_is_told_to_who_cannot_see_it_presented_and_in_the_pack() {
    let mut harness = position();
    click_with_shift(&mut harness, DECLARED);
    click_with_shift(&mut harness, WITHOUT);
    let told = harness.get_all_by_role(Role::Figure).any(|node| {
        let label = node.accesskit_node().label();
        label.is_some_and(|label| label.contains(DIFFERENCE))
    });
    assert!(told);
    let compared = assessment().reviewed(harness.state().review().unwrap());
    let about = PackInfo {
        title: "Tamarside".to_owned(),
    };
    let pack = pack_bytes(&pack_pages(&compared), &about).unwrap();
    let bare = pack_bytes(&pack_pages(&assessment()), &about).unwrap();
    assert!(pack != bare);
    harness.key_press(Key::F5);
    harness.run();
    let mut seen = false;
    for _ in 0..8 {
        seen |= written(&harness).iter().any(|line| line.starts_with("−£"));
        harness.key_press(Key::ArrowRight);
        harness.run();
    }
    assert!(seen);
}
