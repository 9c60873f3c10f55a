//! A small clean plan for tests, and changes to it. A test shows only what matters to it.

use super::example_waits::{list, measure, measure_after};
use super::{
    Answer, Around, Base, BaseKind, Candidate, Case, Elective, FinancialYear, Governance, Item,
    ItemKind, LineKind, Money, Organisation, OrganisationPosition, Phasing, Plan, PlanActual,
    Position, PositionLine, Recurrence, Risk, Saving, Savings, Sourced, StaffKind, StaffSeries,
    StatedRisk, StatedStatus, StatedStep, StatedWalk, Status, Trajectory, WalkKind, WalkStep,
    Weeks, When,
};
use crate::workbook::{CellRef, SheetAddress};
use std::sync::Arc;

/// The cell `a1` of a sheet in `plan.xlsx`, such as `CIP!G14`.
pub fn cell(address: &str) -> CellRef {
    let (sheet, a1) = address.split_once('!').unwrap();
    let letters = a1
        .chars()
        .take_while(char::is_ascii_alphabetic)
        .collect::<String>();
    let column = letters.bytes().fold(0, |column, letter| {
        column * 26 + u32::from(letter - b'A') + 1
    }) - 1;
    let row: u32 = a1[letters.len()..].parse().unwrap();
    CellRef::new(
        Arc::new(SheetAddress::new("plan.xlsx", sheet)),
        row - 1,
        column,
    )
}

pub fn pounds(value: i64, address: &str) -> Sourced<Money> {
    Sourced::at(Money::from_pounds(value), cell(address))
}

/// A developed, recurrent, owned scheme in row `row` of `CIP`, phased in even twelfths in columns H to S.
pub fn scheme(name: &str, value: i64, row: u32) -> Saving {
    let month = |index: usize| {
        let column = char::from(b'H' + u8::try_from(index).unwrap());
        Some(Sourced::at(
            Money::from_pounds(
                rust_decimal::Decimal::from(value) / rust_decimal::Decimal::from(12),
            ),
            cell(&format!("CIP!{column}{row}")),
        ))
    };
    Saving {
        source: cell(&format!("CIP!B{row}")),
        reference: Some(format!("S{row}")),
        name: name.to_owned(),
        organisation: Some(Organisation::named("Westmoor NHS Trust")),
        division: None,
        category: None,
        value: pounds(value, &format!("CIP!G{row}")),
        phasing: Some(Phasing::Months(Box::new(std::array::from_fn(month)))),
        full_year_effect: None,
        plan_to_date: None,
        actual_to_date: None,
        forecast: None,
        recurrence: Some(Recurrence::Recurrent),
        status: Some(StatedStatus {
            status: Some(Status::FullyDeveloped),
            word: "Fully developed".to_owned(),
            cell: cell(&format!("CIP!C{row}")),
        }),
        risk: None,
        owner: Some("COO".to_owned()),
        start: None,
        governance: Governance::default(),
        staff: None,
        cost: None,
        doubts: Vec::new(),
        unidentified: Vec::new(),
    }
}

/// One trust, 2023/24: income £200m, breakeven, £8m of savings that meet the target, nobody waiting 65 weeks in March.
pub fn clean_plan() -> Plan {
    let year = FinancialYear(2023);
    let trust = Organisation::named("Westmoor NHS Trust");
    let declared = pounds(0, "I&E!P48");
    let months = year.months().into_iter().enumerate().map(|(index, month)| {
        let address = format!("Waits!{}5", char::from(b'C' + u8::try_from(index).unwrap()));
        let pathways = 110 - 10 * u64::try_from(index).unwrap();
        (
            month,
            PlanActual {
                plan: Some(Sourced::at(
                    if index == 11 { 0 } else { pathways },
                    cell(&address),
                )),
                actual: None,
            },
        )
    });
    Plan {
        name: "Westmoor NHS Trust".to_owned(),
        year: Some(Sourced::at(year, cell("Cover!A1"))),
        body: None,
        organisations: vec![trust.clone()],
        savings: Some(Savings {
            lines: vec![
                scheme("Agency exit", 5_000_000, 10),
                scheme("Procurement", 3_000_000, 11),
            ],
            target: Some(pounds(8_000_000, "CIP!G5")),
            organisation_targets: Vec::new(),
            target_in_position: None,
        }),
        position: Some(Position {
            is_forecast: false,
            declared: Some(declared.clone()),
            candidates: vec![Candidate {
                label: "Surplus/(deficit)".to_owned(),
                value: declared.clone(),
            }],
            organisations: vec![OrganisationPosition {
                organisation: trust.clone(),
                surplus: declared,
                monthly: Default::default(),
                course: Default::default(),
                reported: 0,
                lines: Vec::new(),
            }],
            base: Some(Base {
                kind: BaseKind::OperatingIncome,
                value: pounds(200_000_000, "I&E!P12"),
            }),
        }),
        around: Around::default(),
        elective: Some(Elective {
            within_18_weeks: Vec::new(),
            declared: Vec::new(),
            trajectories: vec![Trajectory {
                measure: Weeks(65),
                organisation: Some(trust),
                specialty: None,
                months: months.collect(),
            }],
        }),
        published: Vec::new(),
        measures: Vec::new(),
        workforce: Vec::new(),
        stated_totals: Vec::new(),
        variances: Vec::new(),
    }
}

pub fn clean_case() -> Case {
    Case {
        plan: clean_plan(),
        ..Case::default()
    }
}

/// A line of income and expenditure in row `row` of `I&E`, half way through the year, on plan and forecast on plan.
pub fn position_line(label: &str, kind: LineKind, plan: i64, row: u32) -> PositionLine {
    let at = |column: char, value: i64| Some(pounds(value, &format!("I&E!{column}{row}")));
    PositionLine {
        label: label.to_owned(),
        kind,
        plan: at('P', plan),
        plan_to_date: at('Q', plan / 2),
        actual_to_date: at('R', plan / 2),
        forecast: at('S', plan),
    }
}

/// The clean plan at the end of September: everything on plan, and every column a workbook can have.
pub fn clean_case_in_year() -> Case {
    let mut case = clean_case();
    if let Some(savings) = &mut case.plan.savings {
        for (line, row) in savings.lines.iter_mut().zip(10_u32..) {
            let part = |share: i64| line.value.value * super::Share::percent(share);
            let at =
                |column: char, value| Some(Sourced::at(value, cell(&format!("CIP!{column}{row}"))));
            line.full_year_effect = at('T', part(100));
            line.plan_to_date = at('U', part(50));
            line.actual_to_date = at('V', part(50));
            line.forecast = at('W', part(100));
            line.cost = Some(Sourced::at(part(10), cell(&format!("CIP!AC{row}"))));
            line.start = Some("Apr 2023".to_owned());
            let yes = |column: &str| {
                Some(Box::new(StatedStep {
                    answer: Answer::Yes,
                    word: "Y".to_owned(),
                    cell: cell(&format!("CIP!{column}{row}")),
                }))
            };
            line.governance = Governance {
                quality_impact: yes("X"),
                project_document: yes("Y"),
                milestones: yes("Z"),
                sign_off: None,
                cash_releasing: yes("AA"),
            };
            line.risk = Some(StatedRisk {
                risk: Some(Risk::Low),
                word: "Low".to_owned(),
                cell: cell(&format!("CIP!D{row}")),
            });
        }
        let fall = Sourced::at(rust_decimal::Decimal::from(110), cell("CIP!AB10"));
        savings.lines[0].staff = Some(fall);
    }
    case.plan.workforce = vec![falling_staff()];
    if let Some(position) = &mut case.plan.position {
        position.organisations[0].lines = vec![
            position_line("Income", LineKind::Income, 200_000_000, 12),
            position_line("Pay", LineKind::Pay, -140_000_000, 20),
            position_line("Non-pay", LineKind::NonPay, -59_000_000, 30),
            position_line("Delegated dental", LineKind::Delegated, -1_000_000, 40),
            position_line("Surplus/(deficit)", LineKind::Surplus, 0, 48),
        ];
    }
    if let Some(position) = &mut case.plan.position {
        position.organisations[0].course = std::array::from_fn(|_| Some(pounds(0, "I&E!T48")));
    }
    case.plan.variances = vec![super::VarianceColumn {
        header: "Variance".to_owned(),
        rows: 5,
        odd: Vec::new(),
    }];
    case.plan.around = around();
    let months = &mut case.plan.elective.as_mut().unwrap().trajectories[0].months;
    for (given, column) in months.values_mut().zip('C'..='H') {
        let planned = given.plan.as_ref().map_or(0, |plan| plan.value);
        given.actual = Some(Sourced::at(planned, cell(&format!("Waits!{column}6"))));
    }
    let waits = case.plan.elective.as_mut().unwrap();
    waits.trajectories.push(list(2_000, 10));
    case.plan.measures = vec![
        measure("RTT clock starts", 5, 1_000),
        measure("RTT clock stops", 6, 1_010),
        measure_after("Day cases", 8, 200, 190),
    ];
    case
}

/// Little support, cash that lasts without it, risks that are mitigated, and a bridge that adds up.
fn around() -> Around {
    let item = |kind: ItemKind, value, row: u32| Item {
        kind,
        organisation: None,
        label: kind.label().to_owned(),
        when: When::Year(0),
        value: pounds(value, &format!("Notes!B{row}")),
    };
    let step = |label: &str, value, kind, row: u32| WalkStep {
        label: label.to_owned(),
        amount: pounds(value, &format!("Bridge!B{row}")),
        kind,
    };
    Around {
        items: vec![
            item(ItemKind::Support, 500_000, 2),
            item(ItemKind::OneOffBenefit, 100_000, 3),
            item(ItemKind::Contingency, 1_200_000, 4),
            item(ItemKind::GrossRisk, -2_000_000, 5),
            item(ItemKind::Mitigation, 2_000_000, 6),
            item(ItemKind::Cash, 9_000_000, 7),
        ],
        walks: vec![StatedWalk {
            organisation: None,
            title: "Bridge".to_owned(),
            steps: vec![
                step("2022/23 outturn", -2_000_000, WalkKind::Position, 3),
                step("Growth", 9_000_000, WalkKind::Growth, 4),
                step("Inflation", -15_000_000, WalkKind::Change, 5),
                step("Savings", 8_000_000, WalkKind::Savings, 6),
                step("2023/24 plan", 0, WalkKind::Position, 7),
            ],
        }],
        record: [(2021, 7_500_000, 4), (2022, 8_000_000, 5)]
            .map(|(year, delivered, row)| super::YearSavings {
                year: FinancialYear(year),
                planned: None,
                delivered: pounds(delivered, &format!("Record!C{row}")),
            })
            .to_vec(),
        ..Around::default()
    }
}

/// 3,000 whole-time equivalents in April and ten fewer each month, in row 5 of `WTE`; as planned up to September, row 6.
fn falling_staff() -> StaffSeries {
    let months = FinancialYear(2023).months().into_iter().zip(0_i64..);
    let at = |row: u32, month: i64| {
        let column = char::from(b'C' + u8::try_from(month).unwrap());
        Sourced::at(
            rust_decimal::Decimal::from(3_000 - 10 * month),
            cell(&format!("WTE!{column}{row}")),
        )
    };
    StaffSeries {
        group: "Total WTE".to_owned(),
        kind: StaffKind::Total,
        organisation: None,
        planned: months
            .clone()
            .map(|(month, index)| (month, at(5, index)))
            .collect(),
        actual: months
            .take(6)
            .map(|(month, index)| (month, at(6, index)))
            .collect(),
    }
}

/// Changes the answer of one step of a line, its cell as before.
pub fn with_answer(step: &mut Option<Box<StatedStep>>, answer: Answer) {
    if let Some(step) = step {
        step.answer = answer;
    }
}

impl Case {
    pub fn with_savings(mut self, change: impl FnOnce(&mut Savings)) -> Self {
        change(self.plan.savings.as_mut().unwrap());
        self
    }

    pub fn with_position(mut self, change: impl FnOnce(&mut Position)) -> Self {
        change(self.plan.position.as_mut().unwrap());
        self
    }

    /// One more line, with no scheme behind it, that raises the target as well.
    pub fn with_unidentified(self, value: i64, row: u32) -> Self {
        self.with_savings(|savings| {
            let mut line = scheme("Unidentified", value, row);
            line.unidentified = vec![super::Evidence {
                reason: "name says unidentified".to_owned(),
                cell: line.source.clone(),
                by_name: true,
            }];
            savings.lines.push(line);
            savings.target.as_mut().unwrap().value += Money::from_pounds(value);
        })
    }
}
