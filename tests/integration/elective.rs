//! The Elective page over a published history of a body: two measures projected side by side.

use crate::app::{harness_with, written};
use planproof::app::View;
use planproof::assessment::{Assessment, judge};
use planproof::plan::{
    Case, Month, Organisation, Pathways, Plan, PublishedBy, PublishedOrganisation, PublishedWaits,
    Sourced, Waits, Weeks,
};
use planproof::policy::Policy;
use planproof::workbook::{CellRef, SheetAddress};
use std::collections::BTreeMap;
use std::sync::Arc;

const NAME: &str = "NHS Fenmarch Integrated Care Board";

/// So many months up to July 2024, each measure one in twenty fewer than the month before.
fn published(months: u32) -> Vec<PublishedWaits> {
    let sheet = Arc::new(SheetAddress::new("history.xlsx", "RTT"));
    let month = |at: u32| {
        let of = |value: u64, column: u32| {
            let left = value * 19_u64.pow(at) / 20_u64.pow(at);
            Sourced::at(left, CellRef::new(Arc::clone(&sheet), at, column))
        };
        let first = 8 - u8::try_from(months).unwrap();
        PublishedWaits {
            pathways: Pathways::Incomplete,
            by: PublishedBy::Commissioner,
            month: Some(Month {
                year: 2024,
                month: first + u8::try_from(at).unwrap(),
            }),
            organisations: vec![PublishedOrganisation {
                organisation: Organisation::named(NAME),
                waits: Waits {
                    total: Sourced::at(100_000, CellRef::new(Arc::clone(&sheet), at, 1)),
                    within_18_weeks: Some(of(60_000, 2)),
                    over: BTreeMap::from([(Weeks(52), of(6_000, 3)), (Weeks(65), of(2_000, 4))]),
                    ..Waits::default()
                },
                stated_total: None,
                specialties: Vec::new(),
            }],
        }
    };
    (0..months).map(month).collect()
}

fn assessed(months: u32) -> Assessment {
    let case = Case {
        plan: Plan {
            name: NAME.to_owned(),
            published: published(months),
            ..Plan::default()
        },
        ..Case::default()
    };
    judge(case, Vec::new(), &Policy::default())
}

fn elective(assessment: Assessment) -> Vec<String> {
    let (mut harness, _) = harness_with(vec![assessment], [1280.0, 2400.0]);
    harness.run();
    let (modifiers, key) = (egui::Modifiers::COMMAND, View::Elective.key());
    harness.key_press_modifiers(modifiers, key);
    harness.run();
    written(&harness)
}

#[test]
fn figures_of_two_measures_with_the_same_words_are_two_things() {
    let words = elective(assessed(7));
    let twice = |label: &str| words.iter().filter(|word| *word == label).count();
    assert_eq!(twice("To be treated a working week"), 2, "{words:#?}");
    let clash = |word: &&String| word.contains(" use of ");
    assert_eq!(words.iter().find(clash), None, "{words:#?}");
}

#[test]
fn two_months_say_what_is_known_and_why_nothing_is_projected() {
    let words = elective(assessed(2)).join("\n");
    for part in [
        "NHS Fenmarch ICB: 100,000 on the list in June 2024, 100,000 in July 2024, unchanged",
        "within 18 weeks 60.0%, then 57.0%",
        "over 65 weeks 2,000, then 1,900",
        "No projection: too little history, 2 of the 4 months needed.",
    ] {
        assert!(words.contains(part), "{part}: {words}");
    }
    assert!(!elective(assessed(7)).join("\n").contains("No projection"));
}
