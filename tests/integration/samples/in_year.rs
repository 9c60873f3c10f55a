//! Harrowmere after seven months, worked out by hand: run rate, the walk, what the savings have brought, and the end of the
//! year at the policy's rates.

use super::answers::{Answers, check, names, thousands};
use planproof::analysis::{RunRate, StepKind, Walk, WalkBy};
use planproof::assessment::Assessment;
use planproof::plan::{Money, Savings};
use rust_decimal::Decimal;

fn harrowmere() -> Assessment {
    check(
        "harrowmere-month-7-2025-26.xlsx",
        &Answers {
            year: 2025,
            lines: 20,
            total: 57_000,
            unidentified: 4_200,
            unidentified_cells: &["'Savings M7'!I20"],
            target: 57_000,
            target_cell: "'Savings M7'!I3",
            recurrent: 49_200 + 4_200,
            declared: -4_200,
            declared_cell: "Summary!C7",
            organisations: &[2_400, -7_200, 600],
            waits: &[(52, 12, 640)],
            findings: &[
                ("deficit-spent-early", "'Hospitals M7'!E10", 2),
                ("forecast-better-than-pace", "'Hospitals M7'!G10", 2),
                ("forecast-waits-for-march", "'By month'!M13", 5),
                (
                    "forecast-equals-plan-while-adverse",
                    "'Hospitals M7'!G10",
                    4,
                ),
                ("long-waits-behind-plan", "'Waiting list'!H6", 2),
                ("savings-balancing-figure", "'Savings M7'!I20", 2),
                ("savings-behind-plan", "'Savings M7'!K13", 32),
                ("savings-beyond-own-record", "'Savings M7'!I3", 4),
                ("savings-in-the-last-month", "'Savings M7'!Y19", 20),
                ("savings-on-one-owner", "'Savings M7'!I11", 6),
                ("savings-pace-must-rise", "'Savings M7'!I3", 21),
                ("savings-phased-late", "'Savings M7'!T6", 110),
                ("savings-undeveloped", "'Savings M7'!I14", 3),
                ("savings-unidentified", "'Savings M7'!I20", 1),
                ("staff-above-plan", "Workforce!I12", 6),
            ],
        },
    )
}

/// To the pound.
fn pounds(amount: Money) -> i64 {
    amount.pounds().round().try_into().unwrap()
}

fn rate<'a>(rates: &'a [RunRate], body: Option<&str>) -> &'a RunRate {
    let own = |rate: &&RunRate| rate.organisation.as_deref() == body;
    rates.iter().find(own).unwrap()
}

#[test]
fn harrowmere_is_behind_and_its_forecast_has_not_moved() {
    let assessment = harrowmere();
    run_rate(&assessment.outlook.run_rates);
    walk(assessment.outlook.walk.as_ref().unwrap());
    brought(assessment.case.plan.savings.as_ref().unwrap());
    the_year(&assessment);
}

fn run_rate(rates: &[RunRate]) {
    let hospitals = rate(rates, Some(super::harrowmere::HOSPITALS));
    assert_eq!(hospitals.months, 7);
    assert_eq!(names(&hospitals.to_date.cells), ["'Hospitals M7'!E10"]);
    // −17,500 ÷ 7 × 12; less −7,200; (−7,200 + 17,500) ÷ 5 is 2,060, and a month has been −2,500.
    assert_eq!(hospitals.straight_line(), thousands(-30_000));
    assert_eq!(hospitals.gap(), thousands(-22_800));
    assert_eq!(hospitals.needed_each_month(), thousands(2_060));
    assert_eq!(hospitals.improvement(), thousands(4_560));
    // Of 597,600 of income.
    let share = hospitals.gap_of_turnover().unwrap().0.round_dp(4);
    assert_eq!(share, Decimal::new(-382, 4));
    assert_eq!(
        hospitals.forecast.as_ref().unwrap().value,
        hospitals.plan.value
    );

    let board = rate(rates, Some(super::harrowmere::ICB));
    assert_eq!(board.straight_line(), thousands(1_800));
    assert_eq!(board.improvement(), thousands(120));

    // 1,050 − 17,500 − 600 is −17,050; ÷ 7 × 12 is −29,228.571…
    let whole = rate(rates, None);
    assert_eq!(whole.to_date.value, thousands(-17_050));
    assert_eq!(
        whole.plan_to_date.as_ref().unwrap().value,
        thousands(-4_550)
    );
    assert_eq!(pounds(whole.straight_line()), -29_228_571);
    assert_eq!(pounds(whole.gap()), -25_028_571);
    // (−4,200 + 17,050) ÷ 5 is 2,570, and a month has been −2,435.714…
    assert_eq!(pounds(whole.improvement()), 5_005_714);
}

fn walk(walk: &Walk) {
    assert!(walk.bridge.adds_up() && walk.has_outturn && walk.has_forecast);
    assert_eq!(walk.by, WalkBy::AccountLines);
    let of = |kind| walk.bridge.of(kind);
    let totals: Vec<Money> = walk
        .bridge
        .steps
        .iter()
        .filter(|step| step.kind == StepKind::Total)
        .map(|step| step.amount.value)
        .collect();
    assert_eq!(
        totals,
        [thousands(-21_200), thousands(-4_200), thousands(-4_200)]
    );
    // 72,000 of allocation, 26,400 and 9,600 of income; costs grow by 91,000 although 57,000 is to be saved.
    assert_eq!(of(StepKind::Growth), thousands(108_000));
    assert_eq!(of(StepKind::Change), thousands(-148_000));
    assert_eq!(of(StepKind::Savings), thousands(49_200));
    assert_eq!(of(StepKind::OneOff), thousands(3_600));
    assert_eq!(of(StepKind::Unidentified), thousands(4_200));
    assert_eq!(of(StepKind::Unexplained), Money::ZERO);
    let in_march: Money = walk.bridge.steps.iter().map(|step| step.in_march).sum();
    assert_eq!(in_march, thousands(3_600));
}

fn brought(savings: &Savings) {
    let sum = |of: &dyn Fn(&planproof::plan::Saving) -> Option<Money>| -> Money {
        savings.lines.iter().filter_map(of).sum()
    };
    assert_eq!(
        sum(&|line| Some(line.plan_to_date.as_ref()?.value)),
        thousands(23_463)
    );
    assert_eq!(
        sum(&|line| Some(line.actual_to_date.as_ref()?.value)),
        thousands(17_710)
    );
    // What two schemes lose the balance sheet is to bring: the sum has not moved.
    assert_eq!(
        sum(&|line| Some(line.forecast.as_ref()?.value)),
        thousands(57_000)
    );
    let moved = savings.lines.iter().filter(|line| {
        let forecast = line.forecast.as_ref();
        forecast.is_some_and(|forecast| forecast.value != line.value.value)
    });
    assert_eq!(moved.count(), 3);
}

fn the_year(assessment: &Assessment) {
    let endurance = assessment.outlook.endurance.as_ref().unwrap();
    assert_eq!(endurance.closed, 7);
    let march = endurance.months.last().unwrap();
    // −4,200 is 12,500 out by October; then 4,200 has no scheme.
    assert_eq!(march.declared.value, thousands(-16_700));
    assert_eq!(march.without_unidentified.value, thousands(-20_900));
    // And of what the months ahead are to bring: 5% of 13,771, 20% of 10,316, half of 5,250.
    let usual = march.usual.as_ref().unwrap().value;
    assert_eq!(pounds(usual), -26_276_750);
    // −2,500 + 150 − 120 in April, where −850 was planned: the plan is left at once.
    assert!(endurance.actual_by_month);
    assert_eq!(endurance.months[0].declared.value, thousands(-2_470));
    assert_eq!(endurance.leaves.declared, Some(1));
    let october = endurance
        .months
        .iter()
        .find(|month| month.number == 7)
        .unwrap();
    assert_eq!(october.plan.value, thousands(-4_550));
    assert_eq!(october.declared.value, thousands(-17_050));
}
