//! From last year's outturn to the plan and on to the forecast: as the workbook walks it, else by the lines of the
//! accounts. Every total is computed, and what nothing explains is a step of its own.

use super::predecessors::{last_years, merger};
use super::walk_lines::{of_lines, to_forecast};
use super::{Bridge, BridgeStep, StepKind, Support, year_to_date};
use crate::plan::{Money, Organisation, Plan, Position, Sourced, StatedWalk, WalkKind};
use crate::review::Assumptions;

/// A bridge from year to year, and what it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Walk {
    pub bridge: Bridge,
    pub by: WalkBy,
    pub has_outturn: bool,
    pub has_forecast: bool,
    /// Whether last year is that of bodies which became one since.
    pub of_predecessors: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WalkBy {
    /// Steps the workbook itself gives.
    Workbook,
    /// What each kind of account line changed by.
    AccountLines,
    /// The workbook explains nothing between the two positions.
    Nothing,
}

/// `None` where neither last year's outturn nor a forecast stands beside the plan.
pub fn walk(plan: &Plan, support: Option<&Support>, assumptions: &Assumptions) -> Option<Walk> {
    let position = plan.position.as_ref()?;
    let declared = position.declared.clone()?;
    let stated = stated_walk(plan);
    let own = outturn(plan, position).filter(|outturn| !is_of_predecessors(plan, outturn));
    let merged = match &own {
        None => outturn_of_predecessors(plan, position),
        Some(_) => None,
    };
    let of_predecessors = merged.is_some();
    let outturn = own
        .or(merged)
        .or_else(|| Some(stated?.steps.first()?.amount.clone()));
    let forecast = forecast(position);
    if outturn.is_none() && forecast.is_none() {
        return None;
    }
    let mut by = WalkBy::Nothing;
    let mut bridge = Bridge::default();
    let told = if position.is_forecast {
        "Forecast"
    } else {
        "Plan"
    };
    let plan_total = BridgeStep::total(told, declared.clone());
    if let Some(outturn) = &outturn {
        let label = if of_predecessors {
            "Predecessors' outturn"
        } else {
            "Last year's outturn"
        };
        bridge.steps.push(BridgeStep::total(label, outturn.clone()));
        let changes = match stated {
            Some(walk) => {
                by = WalkBy::Workbook;
                of_workbook(walk)
            }
            None => of_lines(plan, position).inspect(|_| by = WalkBy::AccountLines),
        };
        extend(&mut bridge, changes.unwrap_or_default());
        close(&mut bridge, plan_total);
    } else {
        bridge.steps.push(plan_total);
    }
    if let Some(forecast) = &forecast {
        extend(&mut bridge, to_forecast(plan, position));
        if outturn.is_none() {
            by = WalkBy::AccountLines;
        }
        close(&mut bridge, BridgeStep::total("Forecast", forecast.clone()));
    }
    if let Some(support) = support.filter(|_| assumptions.without_support) {
        let label = "Deficit support funding";
        let amount = -support.amount.clone();
        let last = bridge.steps.last().map(|step| step.amount.clone())?;
        bridge
            .steps
            .push(BridgeStep::new(label, amount.clone(), StepKind::Support));
        let total = BridgeStep::total("Without deficit support", last + amount);
        bridge.steps.push(total);
    }
    Some(Walk {
        bridge,
        by,
        has_outturn: outturn.is_some(),
        has_forecast: forecast.is_some(),
        of_predecessors,
    })
}

/// The workbook's bridge of the whole plan: the longest.
fn stated_walk(plan: &Plan) -> Option<&StatedWalk> {
    let single = plan.organisations.len() <= 1;
    plan.around
        .walks
        .iter()
        .filter(|walk| walk.organisation.is_none() || single)
        .max_by_key(|walk| walk.changes().count())
}

fn outturn(plan: &Plan, position: &Position) -> Option<Sourced<Money>> {
    let members: Vec<&Organisation> = position
        .organisations
        .iter()
        .map(|own| &own.organisation)
        .collect();
    plan.around.other_year(-1, &members)
}

/// Whether a column for the whole is the sum of bodies that became one: the others of the plan are not in it.
fn is_of_predecessors(plan: &Plan, outturn: &Sourced<Money>) -> bool {
    merger(plan).is_some_and(|merger| {
        let sum = merger.combined();
        outturn.cells != sum.cells && outturn.value.agrees_with(sum.value, Money::from_pounds(1))
    })
}

/// What the bodies came to last year where one of them is made of others; `None` unless each has a last year.
fn outturn_of_predecessors(plan: &Plan, position: &Position) -> Option<Sourced<Money>> {
    let mut sum = Sourced::default();
    for own in &position.organisations {
        let years = last_years(plan, &own.organisation);
        if years.is_empty() {
            return None;
        }
        sum = sum
            + years
                .iter()
                .map(|year| &year.surplus)
                .sum::<Sourced<Money>>();
    }
    (!position.organisations.is_empty()).then_some(sum)
}

/// The forecasts of all organisations together.
fn forecast(position: &Position) -> Option<Sourced<Money>> {
    let all: Option<Vec<Sourced<Money>>> = position
        .organisations
        .iter()
        .map(|own| year_to_date(own)?.result.forecast.clone())
        .collect();
    all.filter(|all| !all.is_empty())
        .map(|all| all.iter().sum())
}

fn extend(bridge: &mut Bridge, steps: Vec<BridgeStep>) {
    let changed = |step: &BridgeStep| step.kind == StepKind::Total || !step.amount.value.is_zero();
    bridge.steps.extend(steps.into_iter().filter(changed));
}

/// Adds a total, and before it what is missing to reach it.
fn close(bridge: &mut Bridge, total: BridgeStep) {
    let mut level = Money::ZERO;
    for step in &bridge.steps {
        level = if step.kind == StepKind::Total {
            step.amount.value
        } else {
            level + step.amount.value
        };
    }
    let missing = total.amount.value - level;
    if !missing.is_less_than_a_penny() {
        let amount = Sourced::new(missing, total.amount.cells.clone());
        bridge.steps.push(BridgeStep::new(
            "Not explained",
            amount,
            StepKind::Unexplained,
        ));
    }
    bridge.steps.push(total);
}

/// The workbook's own steps. A position it states on the way is a total; where its steps do not lead there, the rest is
/// not explained.
fn of_workbook(walk: &StatedWalk) -> Option<Vec<BridgeStep>> {
    let inner = walk.steps.get(1..walk.steps.len().checked_sub(1)?)?;
    let mut so_far = Bridge::default();
    so_far
        .steps
        .push(BridgeStep::total("", walk.steps.first()?.amount.clone()));
    for step in inner {
        let kind = match step.kind {
            WalkKind::Position => {
                close(
                    &mut so_far,
                    BridgeStep::total(&step.label, step.amount.clone()),
                );
                continue;
            }
            WalkKind::Growth => StepKind::Growth,
            WalkKind::Support => StepKind::Support,
            WalkKind::Savings => StepKind::Savings,
            WalkKind::Unidentified => StepKind::Unidentified,
            WalkKind::OneOff => StepKind::OneOff,
            WalkKind::Change => StepKind::Change,
            WalkKind::Other => StepKind::Unexplained,
        };
        so_far
            .steps
            .push(BridgeStep::new(&step.label, step.amount.clone(), kind));
    }
    so_far.steps.remove(0);
    Some(so_far.steps)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case, clean_case_in_year, pounds};
    use crate::plan::{Case, LineKind, OtherYear, OtherYearLine, WalkStep};
    use proptest::prelude::*;

    fn of(case: &Case) -> Walk {
        walk(&case.plan, None, &Assumptions::default()).unwrap()
    }

    fn said(walk: &Walk) -> Vec<(String, i64)> {
        walk.bridge
            .steps
            .iter()
            .map(|step| {
                let millions = step.amount.value.pounds() / rust_decimal::Decimal::from(1_000_000);
                (step.label.clone(), millions.round().try_into().unwrap())
            })
            .collect()
    }

    fn last_year(surplus: i64, lines: &[(&str, LineKind, i64)]) -> OtherYear {
        OtherYear {
            offset: -1,
            organisation: Some(Organisation::named("Westmoor NHS Trust")),
            surplus: pounds(surplus, "I&E!N48"),
            lines: lines
                .iter()
                .zip(12_u32..)
                .map(|((label, kind, value), row)| OtherYearLine {
                    label: (*label).to_owned(),
                    kind: *kind,
                    value: pounds(*value, &format!("I&E!N{row}")),
                })
                .collect(),
        }
    }

    /// Income 190 → 200; costs 196 → 200 although £8m is saved, so they grow by 12 before savings; −6 → 0.
    #[test]
    fn two_years_of_lines_make_the_steps() {
        let mut case = clean_case_in_year();
        case.plan.around.walks.clear();
        case.plan.around.other_years = vec![last_year(
            -6_000_000,
            &[
                ("Income", LineKind::Income, 190_000_000),
                ("Pay", LineKind::Pay, -137_000_000),
                ("Non-pay", LineKind::NonPay, -58_000_000),
                ("Dental", LineKind::Delegated, -1_000_000),
            ],
        )];
        let walk = of(&case);
        assert_eq!(walk.by, WalkBy::AccountLines);
        let told = |label: &str, value| (label.to_owned(), value);
        assert_eq!(
            said(&walk),
            [
                told("Last year's outturn", -6),
                told("Growth in income and funding", 10),
                told("Costs before savings", -12),
                told("Savings that come again", 8),
                told("Plan", 0),
                told("Forecast", 0),
            ]
        );
        assert!(walk.bridge.adds_up());
    }

    /// The whole's last year is the body's where it is alone, and nobody's where it is not.
    #[test]
    fn last_years_lines_that_name_no_body_are_those_of_the_body_that_is_alone() {
        let mut case = clean_case_in_year();
        case.plan.around.walks.clear();
        case.plan.around.other_years = vec![OtherYear {
            organisation: None,
            ..last_year(
                -6_000_000,
                &[
                    ("Income", LineKind::Income, 190_000_000),
                    ("Pay", LineKind::Pay, -196_000_000),
                ],
            )
        }];
        let alone = of(&case);
        assert_eq!(alone.by, WalkBy::AccountLines);
        assert!(alone.bridge.adds_up() && !alone.of_predecessors);
        assert_eq!(said(&alone)[0], ("Last year's outturn".to_owned(), -6));
        assert_eq!(
            alone.bridge.of(StepKind::Growth),
            Money::from_pounds(10_000_000)
        );
        case = case.with_position(|position| {
            let mut board = position.organisations[0].clone();
            board.organisation = Organisation::named("NHS Fenmarch ICB");
            position.organisations.push(board);
        });
        case.plan.around.walks.clear();
        let two = of(&case);
        assert_eq!(two.by, WalkBy::Nothing);
        assert!(two.has_outturn && two.bridge.adds_up());
    }

    #[test]
    fn what_the_lines_do_not_explain_is_a_step_of_its_own() {
        let mut case = clean_case();
        case.plan.around.other_years = vec![last_year(-6_000_000, &[])];
        let walk = of(&case);
        assert_eq!(walk.by, WalkBy::Nothing);
        assert_eq!(
            walk.bridge.of(StepKind::Unexplained),
            Money::from_pounds(6_000_000)
        );
        assert!(walk.bridge.adds_up());
    }

    #[test]
    fn the_binary_fractions_of_a_files_own_sum_are_no_step() {
        let mut own = stated(&[
            ("2022/23 outturn", -20_000_000, WalkKind::Position),
            ("Growth", 20_000_000, WalkKind::Growth),
            ("2023/24 plan", 0, WalkKind::Position),
        ]);
        own.steps[2].amount.value = Money::from_pounds(rust_decimal::Decimal::new(9, 5));
        let mut case = clean_case();
        case.plan.around.walks = vec![own];
        let walk = of(&case);
        assert!(
            walk.bridge
                .steps
                .iter()
                .all(|step| step.kind != StepKind::Unexplained)
        );
        assert!(walk.bridge.adds_up());
    }

    fn stated(steps: &[(&str, i64, WalkKind)]) -> StatedWalk {
        StatedWalk {
            organisation: None,
            title: "Bridge".to_owned(),
            steps: steps
                .iter()
                .zip(3_u32..)
                .map(|((label, value, kind), row)| WalkStep {
                    label: (*label).to_owned(),
                    amount: pounds(*value, &format!("Bridge!B{row}")),
                    kind: *kind,
                })
                .collect(),
        }
    }

    #[test]
    fn the_workbooks_own_steps_are_taken_and_its_totals_are_not_believed() {
        let mut case = clean_case();
        case.plan.around.walks = vec![stated(&[
            ("2022/23 outturn", -20_000_000, WalkKind::Position),
            ("Allocation growth", 30_000_000, WalkKind::Growth),
            ("Inflation", -22_000_000, WalkKind::Change),
            ("Before savings", -13_000_000, WalkKind::Position),
            ("Savings", 12_000_000, WalkKind::Savings),
            ("2023/24 plan", 0, WalkKind::Position),
        ])];
        let walk = of(&case);
        let told = |label: &str, value| (label.to_owned(), value);
        assert_eq!(
            said(&walk),
            [
                told("Last year's outturn", -20),
                told("Allocation growth", 30),
                told("Inflation", -22),
                // −20 + 30 − 22 is −12, and −13 is stated.
                told("Not explained", -1),
                told("Before savings", -13),
                told("Savings", 12),
                told("Not explained", 1),
                told("Plan", 0),
            ]
        );
        assert!(walk.bridge.adds_up());
    }

    /// Two bodies came to −3 and −4 on an income of 80 and 90; the one they became plans 0 on 200.
    #[test]
    fn a_walk_begins_at_what_the_predecessors_came_to() {
        let mut case = clean_case_in_year();
        case.plan.around.walks.clear();
        let before = |name: &str, surplus: i64, income: i64| OtherYear {
            organisation: Some(Organisation::named(name)),
            ..last_year(
                surplus,
                &[
                    ("Income", LineKind::Income, income),
                    ("Pay", LineKind::Pay, surplus - income),
                ],
            )
        };
        case.plan.around.other_years = vec![
            before("Hallowdene Hospitals", -3_000_000, 80_000_000),
            before("Port Erring General Hospital", -4_000_000, 90_000_000),
        ];
        let walk = of(&case);
        assert!(walk.of_predecessors && walk.bridge.adds_up());
        assert_eq!(said(&walk)[0], ("Predecessors' outturn".to_owned(), -7));
        assert_eq!(
            walk.bridge.of(StepKind::Growth),
            Money::from_pounds(30_000_000)
        );
        // A column of both together says no more, and where a board has no last year it is not the whole.
        case.plan.around.other_years.push(OtherYear {
            organisation: None,
            ..last_year(-7_000_000, &[])
        });
        assert!(of(&case).of_predecessors);
        let mut with_board = case.clone().with_position(|position| {
            let mut board = position.organisations[0].clone();
            board.organisation = Organisation::named("NHS Fenmarch ICB");
            position.organisations.push(board);
        });
        with_board.plan.around.walks.clear();
        assert!(!of(&with_board).has_outturn);
        case.plan.around.other_years.truncate(1);
        let alone = of(&case);
        assert!(!alone.of_predecessors && !alone.has_outturn);
    }

    #[test]
    fn a_plan_alone_has_no_walk() {
        assert_eq!(
            walk(&clean_case().plan, None, &Assumptions::default()),
            None
        );
    }

    proptest! {
        #[test]
        fn a_walk_adds_up(
            before in -90_000_000_i64..90_000_000,
            income in 0_i64..300_000_000,
            pay in -300_000_000_i64..0,
            forecast in -90_000_000_i64..90_000_000,
            unidentified in 1_i64..20_000_000,
            without_support: bool,
        ) {
            let mut case = clean_case_in_year().with_unidentified(unidentified, 12);
            case.plan.around.other_years = vec![last_year(before, &[
                ("Income", LineKind::Income, income),
                ("Pay", LineKind::Pay, pay),
            ])];
            case = case.with_position(|position| {
                position.organisations[0].lines[4].forecast = Some(pounds(forecast, "I&E!S48"));
            });
            let support = Support {
                amount: pounds(3_000_000, "Notes!B2"),
                shown: crate::analysis::SupportShown::Assumed,
            };
            let assumptions = Assumptions { without_support, ..Assumptions::default() };
            let walk = walk(&case.plan, Some(&support), &assumptions).unwrap();
            prop_assert!(walk.bridge.adds_up());
        }
    }
}
