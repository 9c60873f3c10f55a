//! Two submissions worked out by hand, and what must hold of any two.

use super::*;
use crate::plan::example::{clean_case, clean_case_in_year, pounds, scheme};
use crate::plan::{
    LineKind, Organisation, OrganisationPosition, Phasing, PositionLine, Saving, Status,
};
use proptest::prelude::*;

/// The clean plan with these lines instead of its own.
fn with(lines: Vec<Saving>) -> Plan {
    clean_case()
        .with_savings(|savings| savings.lines = lines)
        .plan
}

fn named(reference: &str, name: &str, value: i64) -> Saving {
    Saving {
        reference: Some(reference.to_owned()),
        name: name.to_owned(),
        ..scheme(name, value, 10)
    }
}

fn told(comparison: &Comparison) -> Vec<(String, Vec<What>, i64)> {
    let name = |change: &SchemeChange| {
        let mut sides = change.now.iter().chain(&change.before);
        sides
            .next()
            .map(|side| side.name.clone())
            .unwrap_or_default()
    };
    comparison
        .schemes
        .iter()
        .map(|change| {
            let pounds = i64::try_from(change.change.pounds()).unwrap();
            (name(change), change.what.clone(), pounds)
        })
        .collect()
}

#[test]
fn comparing_a_plan_with_itself_shows_nothing() {
    let plan = clean_case_in_year().with_unidentified(2_000_000, 12).plan;
    assert!(compare(&plan, &plan).is_empty());
}

#[test]
fn schemes_are_added_gone_renamed_and_worth_more() {
    let before = with(vec![
        named("A1", "Theatres", 1_000),
        named("A2", "Private patients", 610),
        named("A3", "Corporate review", 965),
    ]);
    let now = with(vec![
        named("A3", "Shared back office", 965),
        named("A1", "Theatres", 1_200),
        named("A4", "Bank rate", 340),
    ]);
    assert_eq!(
        told(&compare(&before, &now)),
        [
            ("Private patients".to_owned(), vec![What::Gone], -610),
            ("Bank rate".to_owned(), vec![What::Added], 340),
            ("Theatres".to_owned(), vec![What::Value], 200),
            ("Shared back office".to_owned(), vec![What::Renamed], 0),
        ]
    );
}

#[test]
fn a_scheme_is_split_by_reference_or_by_words_that_add_up() {
    let before = with(vec![
        named("M3", "Length of stay and bed base", 3_100),
        named("M5", "Medicines optimisation", 900),
    ]);
    let mut unreferenced = [
        named("", "Medicines: biosimilars", 500),
        named("", "Medicines: waste", 400),
    ];
    for line in &mut unreferenced {
        line.reference = None;
    }
    let mut lines = vec![
        named("M3a", "Length of stay: frailty", 1_900),
        named("M3b", "Bed base: ward 12", 1_200),
    ];
    lines.extend(unreferenced);
    let comparison = compare(&before, &with(lines));
    assert!(
        comparison
            .schemes
            .iter()
            .all(|change| change.what == [What::Split] && change.now.len() == 2)
    );
    assert_eq!(comparison.schemes.len(), 2);
    assert!(comparison.savings.unwrap().steps.is_empty());
}

#[test]
fn a_part_of_a_split_scheme_that_fell_in_status_is_told() {
    let stated = |reference: &str, name: &str, value: i64, status: Status| {
        let mut line = named(reference, name, value);
        line.status.as_mut().unwrap().status = Some(status);
        line
    };
    let before = with(vec![named("M3", "Length of stay and bed base", 3_100)]);
    let (frailty, ward) = ("Length of stay: frailty", "Bed base: ward 12");
    let split = |second: Status| {
        let first = stated("M3a", frailty, 1_900, Status::FullyDeveloped);
        with(vec![first, stated("M3b", ward, 1_200, second)])
    };
    let what = |before: &Plan, now: &Plan| compare(before, now).schemes[0].what.clone();
    let fell = split(Status::Opportunity);
    let (was, is) = (Some(Status::FullyDeveloped), Some(Status::Opportunity));
    let part = |before, now| What::PartStatus {
        part: ward.to_owned(),
        before,
        now,
    };
    assert_eq!(what(&before, &fell), [What::Split, part(was, is)]);
    assert_eq!(what(&fell, &before), [What::Merged, part(is, was)]);
    // All parts alike: the scheme fell.
    let mut all = split(Status::InProgress);
    let lines = &mut all.savings.as_mut().unwrap().lines;
    lines[0].status = lines[1].status.clone();
    let (before_all, now) = (was, Some(Status::InProgress));
    let fell = What::Status {
        before: before_all,
        now,
    };
    assert_eq!(what(&before, &all), [What::Split, fell]);
}

#[test]
fn a_scheme_moves_in_status_and_slides_in_time() {
    let before = with(vec![named("A1", "Pathology", 1_200)]);
    let now = clean_case()
        .with_savings(|savings| {
            let mut line = named("A1", "Pathology", 1_200);
            line.status.as_mut().unwrap().status = Some(Status::InProgress);
            if let Some(Phasing::Months(months)) = &mut line.phasing {
                months[..3].fill(None);
            }
            savings.lines = vec![line];
        })
        .plan;
    assert_eq!(
        told(&compare(&before, &now))[0].1,
        [
            What::Status {
                before: Some(Status::FullyDeveloped),
                now: Some(Status::InProgress)
            },
            What::Slid(3)
        ]
    );
}

#[test]
fn a_ratchet_met_by_unidentified_savings_is_told() {
    let before = clean_case().with_unidentified(2_400_000, 12).plan;
    let now = clean_case().with_unidentified(6_100_000, 12).plan;
    let comparison = compare(&before, &now);
    let (before, now) = comparison.target.as_ref().unwrap();
    assert_eq!(now.value - before.value, Money::from_pounds(3_700_000));
    assert_eq!(
        comparison.unidentified_growth(),
        Some(Money::from_pounds(3_700_000))
    );
    let savings = comparison.savings.unwrap();
    assert!(savings.adds_up() && savings.steps.len() == 1 && savings.steps[0].unidentified);
    assert!(comparison.schemes.is_empty());
}

#[test]
fn the_position_moves_by_its_lines_and_the_rest_is_said_to_be_unexplained() {
    let before = clean_case_in_year().plan;
    let now = clean_case_in_year()
        .with_position(|position| {
            let account = &mut position.organisations[0];
            account.lines[1].plan = Some(pounds(-139_000_000, "I&E!P20"));
            account.lines.insert(
                3,
                crate::plan::PositionLine {
                    label: "Technical: asset lives".to_owned(),
                    kind: LineKind::Other,
                    plan: Some(pounds(1_900_000, "I&E!P41")),
                    plan_to_date: None,
                    actual_to_date: None,
                    forecast: None,
                },
            );
            account.surplus = pounds(3_000_000, "I&E!P48");
            position.declared = Some(pounds(3_000_000, "I&E!P48"));
        })
        .plan;
    let movement = compare(&before, &now).position.unwrap();
    let steps: Vec<(&str, i64)> = movement
        .steps
        .iter()
        .map(|step| {
            let pounds = i64::try_from(step.amount.value.pounds()).unwrap();
            (step.label.as_str(), pounds)
        })
        .collect();
    assert_eq!(
        steps,
        [
            ("Technical: asset lives", 1_900_000),
            ("Pay", 1_000_000),
            ("Not explained by the lines", 100_000)
        ]
    );
    assert!(movement.adds_up() && movement.steps[2].unexplained);
}

#[test]
fn a_changed_actual_of_a_past_month_is_an_alarm() {
    let before = clean_case_in_year().plan;
    let mut now = before.clone();
    let months = &mut now.elective.as_mut().unwrap().trajectories[0].months;
    let (month, given) = months.iter_mut().next().unwrap();
    let month = *month;
    given.actual.as_mut().unwrap().value += 7;
    let past = compare(&before, &now).past;
    assert_eq!(past.len(), 1);
    assert_eq!(
        (past[0].month, past[0].now.value - past[0].before.value),
        (month, 7)
    );
}

/// Lines as a planner might have them: few names and references, so that many collide.
fn lines() -> impl Strategy<Value = Vec<Saving>> {
    let line = (
        0_u8..6,
        0_u8..5,
        1_i64..9,
        0_u8..12,
        proptest::bool::weighted(0.2),
    );
    proptest::collection::vec(line, 0..9).prop_map(|lines| {
        lines
            .into_iter()
            .map(|(reference, name, value, start, unidentified)| {
                let mut line = named(
                    &format!("R{reference}"),
                    &format!("Scheme {name}"),
                    value * 1_000,
                );
                if reference == 0 {
                    line.reference = None;
                }
                if let Some(Phasing::Months(months)) = &mut line.phasing {
                    months[..usize::from(start)].fill(None);
                }
                if unidentified {
                    line.unidentified = vec![crate::plan::Evidence {
                        reason: "name says unidentified".to_owned(),
                        cell: line.source.clone(),
                        by_name: true,
                    }];
                }
                line
            })
            .collect()
    })
}

/// The amounts of the steps in order, turned round where asked.
fn amounts(movement: &Movement, turned: bool) -> Vec<Money> {
    let steps = movement.steps.iter().map(|step| step.amount.value);
    let mut amounts: Vec<Money> = steps
        .map(|value| if turned { -value } else { value })
        .collect();
    amounts.sort();
    amounts
}

/// Bodies with lines of their accounts: label and value.
fn accounts() -> impl Strategy<Value = Vec<Vec<(usize, i64)>>> {
    let lines = proptest::collection::vec((0_usize..4, -9_000_000_i64..9_000_000), 0..6);
    proptest::collection::vec(lines, 1..4)
}

/// `odd` is what the declared position has beyond its bodies.
fn with_accounts(bodies: &[Vec<(usize, i64)>], odd: i64) -> Plan {
    let mut plan = clean_case().plan;
    let position = plan.position.as_mut().unwrap();
    let first = position.organisations[0].clone();
    let of_body = |(at, lines): (usize, &Vec<(usize, i64)>)| OrganisationPosition {
        organisation: Organisation::named(format!("Body {at} NHS Trust")),
        surplus: pounds(lines.iter().map(|(_, value)| value).sum(), "I&E!P48"),
        lines: lines
            .iter()
            .map(|(label, value)| PositionLine {
                label: ["Income", "Pay", "Drugs", "Estates"][*label].to_owned(),
                kind: LineKind::NonPay,
                plan: Some(pounds(*value, "I&E!P12")),
                plan_to_date: None,
                actual_to_date: None,
                forecast: None,
            })
            .collect(),
        ..first.clone()
    };
    position.organisations = bodies.iter().enumerate().map(of_body).collect();
    let sum: i64 = bodies.iter().flatten().map(|(_, value)| value).sum();
    position.declared = Some(pounds(sum + odd, "I&E!P50"));
    plan
}

#[test]
fn bodies_that_became_one_are_one_step_and_their_schemes_go_on() {
    let of = |bodies: &[(&str, i64)], schemes: &[(&str, &str, i64)]| {
        let line = |(body, name, value): &(&str, &str, i64)| Saving {
            organisation: Some(Organisation::named(*body)),
            ..scheme(name, *value, 10)
        };
        let mut plan = with(schemes.iter().map(line).collect());
        let position = plan.position.as_mut().unwrap();
        let first = position.organisations[0].clone();
        position.organisations = bodies
            .iter()
            .map(|(name, surplus)| OrganisationPosition {
                organisation: Organisation::named(*name),
                surplus: pounds(*surplus, "I&E!P48"),
                ..first.clone()
            })
            .collect();
        let sum = bodies.iter().map(|(_, surplus)| surplus).sum();
        position.declared = Some(pounds(sum, "I&E!P50"));
        plan
    };
    let (elland, sowerby, calder) = ("Elland NHS Trust", "Sowerby NHS Trust", "Calder NHS Trust");
    let before = of(
        &[(elland, -14), (sowerby, -9), ("NHS Ryburn ICB", 6)],
        &[
            (elland, "Rota", 62),
            (sowerby, "Drugs", 24),
            (elland, "Beds", 5),
            (sowerby, "Beds", 7),
        ],
    );
    let now = of(
        &[(calder, -16), ("NHS Ryburn ICB", 5)],
        &[
            (calder, "Rota", 62),
            (calder, "Drugs", 29),
            (calder, "Beds", 12),
        ],
    );
    let comparison = compare(&before, &now);
    let position = comparison.position.clone().unwrap();
    let steps: Vec<(&str, i64)> = position
        .steps
        .iter()
        .map(|step| {
            (
                step.label.as_str(),
                step.amount.value.pounds().try_into().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        steps,
        [
            (
                "Calder NHS Trust (was Elland NHS Trust + Sowerby NHS Trust)",
                7
            ),
            ("NHS Ryburn ICB", -1),
        ]
    );
    // Rota goes on unchanged, Drugs brings more; which of two Beds became the one is not said.
    let told = told(&comparison);
    assert!(told.iter().all(|(name, ..)| name != "Rota"), "{told:?}");
    assert!(
        told.contains(&("Drugs".to_owned(), vec![What::Value], 5)),
        "{told:?}"
    );
    let (there, back) = (compare(&before, &now), compare(&now, &before));
    assert_eq!(
        amounts(&there.position.unwrap(), false),
        amounts(&back.position.unwrap(), true)
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn movements_add_up_and_turn_round(one in lines(), other in lines()) {
        let (a, b) = (with(one), with(other));
        let (there, back) = (compare(&a, &b), compare(&b, &a));
        let (forth, home) = (there.savings.unwrap(), back.savings.unwrap());
        prop_assert!(forth.adds_up() && home.adds_up());
        prop_assert!(forth.steps.iter().all(|step| !step.unexplained));
        let sum = |movement: &Movement| -> Money { movement.steps.iter().map(|step| step.amount.value).sum() };
        prop_assert_eq!(sum(&forth), -sum(&home));
        // Step by step: what was added there is gone here.
        prop_assert_eq!(amounts(&forth, false), amounts(&home, true));
        prop_assert_eq!(there.schemes.len(), back.schemes.len());
        let changed = |changes: &[SchemeChange]| -> Money { changes.iter().map(|change| change.change).sum() };
        prop_assert_eq!(changed(&there.schemes), -changed(&back.schemes));
        let count = |changes: &[SchemeChange], what: &What| changes.iter().filter(|change| change.what.contains(what)).count();
        prop_assert_eq!(count(&there.schemes, &What::Added), count(&back.schemes, &What::Gone));
        prop_assert_eq!(count(&there.schemes, &What::Split), count(&back.schemes, &What::Merged));
    }

    #[test]
    fn a_plan_compared_with_itself_in_another_order_shows_nothing(one in lines(), turn in 0_usize..9) {
        let mut turned = one.clone();
        if !turned.is_empty() {
            let by = turn % turned.len();
            turned.rotate_left(by);
        }
        let comparison = compare(&with(one), &with(turned));
        prop_assert!(comparison.savings.unwrap().steps.is_empty());
    }

    #[test]
    fn positions_turn_round_and_a_plan_is_as_itself(
        one in accounts(),
        other in accounts(),
        odd in -3_i64..3,
    ) {
        let (a, b) = (with_accounts(&one, odd), with_accounts(&other, 0));
        let forth = compare(&a, &b).position.unwrap();
        let home = compare(&b, &a).position.unwrap();
        prop_assert!(forth.adds_up() && home.adds_up());
        prop_assert_eq!(amounts(&forth, false), amounts(&home, true));
        // What the lines explain is not told as unexplained.
        let rest = i64::from(odd != 0);
        let unexplained = forth.steps.iter().filter(|step| step.unexplained).count();
        prop_assert_eq!(i64::try_from(unexplained).unwrap(), rest);
        prop_assert!(compare(&a, &a).is_empty());
    }
}
