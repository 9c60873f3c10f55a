//! What merging promises, over reviews of any content.

use super::*;
use crate::workbook::{CellRef, SheetAddress};
use proptest::prelude::*;
use std::sync::Arc;

fn signed() -> impl Strategy<Value = Signed> {
    (prop::sample::select(vec!["Ann", "Ben", "Cy"]), 0..40_i64)
        .prop_map(|(who, minute)| Signed::new(who, Moment::at(minute * 60_000)))
}

fn rest() -> impl Strategy<Value = Map<String, Value>> {
    prop::collection::btree_map("[x-z]", 0..3_i32, 0..2).prop_map(|all| {
        all.into_iter()
            .map(|(key, value)| (key, value.into()))
            .collect()
    })
}

/// A choice of the declared position, by the words beside its cell.
fn chosen(label: &str) -> Correction {
    let sheet = Arc::new(SheetAddress::new("plan.xlsx", "Plan"));
    Correction::declared_position(&CellRef::new(sheet, 6, 1), label)
}

fn step() -> impl Strategy<Value = Step> {
    (signed(), 0..4_u8).prop_map(|(by, kind)| match kind {
        0 => Step::answer(format!("said by {by}"), by),
        1 => Step::close(by),
        2 => Step::reopen(by),
        _ => Step::withdraw(by),
    })
}

/// Made as the window makes them: by decisions.
fn review() -> impl Strategy<Value = Review> {
    let notes = prop::collection::vec(
        (signed(), 0..4_u8, prop::collection::vec(step(), 0..3)),
        0..5,
    );
    (notes, rest()).prop_map(|(notes, rest)| {
        let mut review = Review {
            rest,
            ..Review::default()
        };
        for (by, kind, steps) in notes {
            let id = by.id();
            let text = format!("{by}: {kind}");
            review.apply(&match kind {
                0 => Decision::Ask(Box::new(Question::new(text, by))),
                1 => Decision::Accept(Box::new(Waiver {
                    id: by.id(),
                    reason: text,
                    by,
                    ..Waiver::default()
                })),
                2 => Decision::Correct(Box::new(chosen(&text))),
                _ => Decision::Comment(Box::new(Comment::new(
                    text,
                    Subject::default(),
                    Seen::default(),
                    by,
                ))),
            });
            for step in steps {
                review.apply(&Decision::Follow(id.clone(), Box::new(step)));
            }
        }
        // In the order of the file.
        let copy = review.clone();
        review.merge(&copy);
        review
    })
}

fn merged(one: &Review, other: &Review) -> Review {
    let mut merged = one.clone();
    merged.merge(other);
    merged
}

fn said(review: &Review) -> Vec<String> {
    let mut all = Vec::new();
    let mut steps = |id: &Id, own: &Steps| {
        all.extend(own.iter().map(|step| format!("{id} {step:?}")));
    };
    for own in &review.waivers {
        steps(&own.id, &own.steps);
    }
    for own in &review.questions {
        steps(&own.id, &own.steps);
    }
    for own in &review.comments {
        steps(&own.id, &own.steps);
    }
    all.extend(
        review
            .waivers
            .iter()
            .map(|own| format!("{} {}", own.id, own.reason)),
    );
    all.extend(
        review
            .questions
            .iter()
            .map(|own| format!("{} {}", own.id, own.text)),
    );
    all.extend(
        review
            .comments
            .iter()
            .map(|own| format!("{} {}", own.id, own.text)),
    );
    let corrections = &review.mapping.corrections;
    all.extend(corrections.iter().map(|one| format!("{one:?}")));
    for (key, value) in &review.rest {
        match value {
            Value::Array(items) => all.extend(items.iter().map(|item| format!("{key} {item}"))),
            value => all.push(format!("{key} {value}")),
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_order_of_two_files_makes_no_difference(one in review(), other in review()) {
        prop_assert_eq!(merged(&one, &other), merged(&other, &one));
    }

    #[test]
    fn the_order_of_three_files_makes_no_difference(a in review(), b in review(), c in review()) {
        prop_assert_eq!(merged(&merged(&a, &b), &c), merged(&a, &merged(&b, &c)));
    }

    #[test]
    fn merging_again_changes_nothing(one in review(), other in review()) {
        let both = merged(&one, &other);
        prop_assert_eq!(merged(&both, &other), both.clone());
        prop_assert_eq!(merged(&one, &one), one);
    }

    #[test]
    fn nothing_that_either_file_says_is_lost(one in review(), other in review()) {
        let both = said(&merged(&one, &other));
        for review in [&one, &other] {
            for text in said(review) {
                prop_assert!(both.contains(&text), "{text} is missing");
            }
        }
    }

    #[test]
    fn a_file_that_is_read_says_what_was_written(review in review()) {
        let text = serde_json::to_string_pretty(&review).unwrap();
        let again: Review = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(again, review);
    }

    #[test]
    fn writing_over_an_unchanged_file_is_writing_ones_own(base in review(), now in review()) {
        // Entries present in both have the steps of `now`; what was taken back is gone.
        let mut grown = base.clone();
        grown.merge(&now);
        prop_assert_eq!(grown.rebased(&base, &base), grown);
    }
}

#[test]
fn two_choices_made_apart_leave_the_question_open_and_one_made_after_settles_it() {
    let choosing = |cell: &str| {
        let mut review = Review::default();
        review.apply(&Decision::Correct(Box::new(chosen(cell))));
        review
    };
    let mut both = merged(&choosing("Reported"), &choosing("Adjusted"));
    assert_eq!(both.mapping.corrections.len(), 2);
    both.apply(&Decision::Correct(Box::new(chosen("Adjusted"))));
    assert_eq!(both, choosing("Adjusted"));
}
