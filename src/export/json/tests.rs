use super::*;
use crate::assessment::judge;
use crate::finding::{Explanation, Severity};
use crate::plan::example::scheme;
use crate::plan::{
    Candidate, Case, Elective, Evidence, FinancialYear, Month, Organisation, OrganisationPosition,
    Plan, PlanActual, Position, Recurrence, Saving, Savings, Sourced, StatedStatus, Status,
    Trajectory, Weeks,
};
use crate::policy::Policy;
use crate::workbook::{CellRef, SheetAddress};
use serde_json::{Value, json};
use std::sync::Arc;

fn cell(row: u32, column: u32) -> CellRef {
    let sheet = SheetAddress::new("plan.xlsx", "CIP plan");
    CellRef::new(Arc::new(sheet), row, column)
}

fn money(pounds: i64, at: CellRef) -> Sourced<Money> {
    Sourced::at(Money::from_pounds(pounds), at)
}

/// A scheme that says nothing of itself but its name, its body and its value.
fn saving(row: u32, pounds: i64) -> Saving {
    Saving {
        source: cell(row, 1),
        organisation: Some(Organisation::named("Coast Hospitals")),
        value: money(pounds, cell(row, 6)),
        recurrence: None,
        status: None,
        ..scheme("Theatres", pounds, row + 1)
    }
}

fn of(plan: Plan) -> Assessment {
    judge(
        Case {
            plan,
            ..Case::default()
        },
        Vec::new(),
        &Policy::default(),
    )
}

/// Two schemes of £20m and £22m; the second has nothing behind it; a deficit of £42m; a target of £50m.
fn deficit_plan() -> Plan {
    let mut scheme = saving(12, 20_000_000);
    scheme.recurrence = Some(Recurrence::Recurrent);
    scheme.status = Some(StatedStatus {
        status: Some(Status::InProgress),
        word: "PiP".to_owned(),
        cell: cell(12, 4),
    });
    let mut gap = saving(13, 22_000_000);
    gap.unidentified = vec![Evidence {
        reason: "status is Unidentified".to_owned(),
        cell: cell(13, 4),
        by_name: false,
    }];
    let mut trajectory = Trajectory {
        measure: Weeks(65),
        organisation: None,
        specialty: None,
        months: Default::default(),
    };
    let (year, month) = (2024, 3);
    let both = PlanActual {
        plan: Some(Sourced::at(12, cell(40, 13))),
        actual: None,
    };
    trajectory.months.insert(Month { year, month }, both);
    let month = 2;
    let neither = PlanActual::default();
    trajectory.months.insert(Month { year, month }, neither);
    Plan {
        name: "Tamarside".to_owned(),
        year: Some(Sourced::at(FinancialYear(2023), cell(0, 0))),
        savings: Some(Savings {
            lines: vec![scheme, gap],
            target: Some(money(50_000_000, cell(3, 6))),
            ..Savings::default()
        }),
        position: Some(Position {
            is_forecast: false,
            declared: Some(money(-42_000_000, cell(47, 15))),
            organisations: vec![OrganisationPosition {
                organisation: Organisation::named("Coast Hospitals"),
                surplus: money(-42_000_000, cell(47, 15)),
                monthly: Default::default(),
                course: Default::default(),
                reported: 0,
                lines: Vec::new(),
            }],
            ..Position::default()
        }),
        elective: Some(Elective {
            declared: Vec::new(),
            within_18_weeks: Vec::new(),
            trajectories: vec![trajectory],
        }),
        ..Plan::default()
    }
}

#[test]
fn a_plan_prints_its_figures_in_pounds_with_their_rows() {
    let review = review_json(&[of(deficit_plan())]);
    assert_eq!(review["schema"], 1);
    assert_eq!(review["financial_year"], "2023/24");
    let savings = &review["savings"];
    assert_eq!(savings["total"], "42000000.00");
    assert_eq!(savings["unidentified"], "22000000.00");
    assert_eq!(savings["target"], "50000000.00");
    assert_eq!(savings["gap_to_target"], "8000000.00");
    assert_eq!(savings["uncovered_target"], "8000000.00");
    assert_eq!(savings["recurrent"], "20000000.00");
    assert_eq!(savings["lines"][0]["source"], "'CIP plan'!13");
    assert_eq!(savings["lines"][0]["status"], "plans in progress");
    assert_eq!(savings["lines"][0]["status_word"], "PiP");
    assert_eq!(savings["lines"][0]["unidentified"], false);
    assert_eq!(savings["lines"][1]["status"], "unidentified");
    assert_eq!(savings["lines"][1]["unidentified"], true);
    assert_eq!(savings["lines"][1]["recurrence"], Value::Null);
    assert_eq!(review["position"]["surplus"], "-42000000.00");
    assert_eq!(review["position"]["without_unidentified"], "-64000000.00");
    assert_eq!(
        review["elective"],
        json!({"65w": [{"month": "2024-03", "plan": 12, "actual": null}]})
    );
}

#[test]
fn a_workbook_without_a_plan_prints_nulls() {
    let review = review_json(&[Assessment::default()]);
    for part in ["financial_year", "savings", "position", "elective", "base"] {
        assert_eq!(review[part], Value::Null, "{part}");
    }
    assert_eq!(review["findings"], json!([]));
}

#[test]
fn a_position_is_not_restated_where_the_savings_are_unknown() {
    let mut plan = deficit_plan();
    plan.savings = None;
    let review = review_json(&[of(plan)]);
    assert_eq!(review["position"]["surplus"], "-42000000.00");
    assert_eq!(review["position"]["without_unidentified"], Value::Null);
}

#[test]
fn rival_positions_are_listed_and_none_is_declared() {
    let mut plan = deficit_plan();
    let rival = |label: &str, pounds| Candidate {
        label: label.to_owned(),
        value: money(pounds, cell(50, 15)),
    };
    let position = plan.position.as_mut().unwrap();
    position.declared = None;
    position.candidates = vec![rival("Adjusted", -42_000_000), rival("Reported", -1)];
    let review = review_json(&[of(plan)]);
    assert_eq!(review["position"]["surplus"], Value::Null);
    assert_eq!(review["position"]["without_unidentified"], Value::Null);
    assert_eq!(review["position"]["candidates"][1]["label"], "Reported");
    assert_eq!(review["position"]["candidates"][1]["value"], "-1.00");
}

#[test]
fn a_finding_prints_its_stake_under_its_own_unit() {
    static ABOUT: Explanation = Explanation {
        id: "savings-unidentified",
        severity: Severity::Blocker,
        title: "No scheme behind the plan",
        summary: "",
        rationale: "",
        example: "",
        fix: "",
        question: "Who will own them?",
    };
    let mut assessment = Assessment::default();
    let at = |stake| ABOUT.at(cell(13, 6).into(), "2 lines.").worth(stake);
    assessment.findings = vec![
        at(Stake::Money(Money::from_pounds(10_680_000))),
        at(Stake::Pathways(1_240)),
        at(Stake::Percent(Decimal::new(580, 1))),
    ];
    let findings = &review_json(&[assessment])["findings"];
    assert_eq!(findings[0]["rule"], "savings-unidentified");
    assert_eq!(findings[0]["severity"], "blocker");
    assert_eq!(findings[0]["amount"], "10680000.00");
    assert_eq!(findings[0]["cells"], json!(["'CIP plan'!G14"]));
    assert_eq!(findings[0]["question"], "Who will own them?");
    assert_eq!(findings[1]["amount"], Value::Null);
    assert_eq!(findings[1]["pathways"], 1240);
    assert_eq!(findings[2]["percent"], "58");
}

#[test]
fn several_plans_are_a_list() {
    let review = review_json(&[of(deficit_plan()), Assessment::default()]);
    assert_eq!(review["schema"], 1);
    assert_eq!(review["plans"].as_array().map(Vec::len), Some(2));
    assert_eq!(review["plans"][0]["name"], "Tamarside");
}

#[test]
fn pounds_have_two_decimals_and_no_negative_nothing() {
    let text = |units, scale| pounds(Money::from_pounds(Decimal::new(units, scale)));
    assert_eq!(text(-42, 0), "-42.00");
    assert_eq!(text(1_005, 3), "1.01");
    assert_eq!(text(-1, 3), "0.00");
    assert_eq!(text(8_333_333_333, 8), "83.33");
}
