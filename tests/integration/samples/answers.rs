//! The right answers for the sample workbooks, from the bytes of the file to the findings.

use super::built;
use planproof::assessment::{Assessment, assess};
use planproof::finding::Severity;
use planproof::plan::{FinancialYear, Money, OrganisationPosition, Weeks};
use planproof::policy::Policy;
use planproof::review::Review;
use planproof::workbook::samples::SAMPLES;
use planproof::workbook::{self, Cell, CellRef, Value, Watch, Workbook};
use std::path::Path;

pub(super) struct Answers {
    pub(super) year: u16,
    pub(super) lines: usize,
    /// Thousands of pounds.
    pub(super) total: i64,
    pub(super) unidentified: i64,
    pub(super) unidentified_cells: &'static [&'static str],
    pub(super) target: i64,
    pub(super) target_cell: &'static str,
    pub(super) recurrent: i64,
    pub(super) declared: i64,
    pub(super) declared_cell: &'static str,
    pub(super) organisations: &'static [i64],
    /// Weeks, month of the year (1 is April), pathways.
    pub(super) waits: &'static [(u16, u8, u64)],
    /// Rule, the telling cell, how many cells.
    pub(super) findings: &'static [(&'static str, &'static str, usize)],
}

pub(super) fn opened(name: &str) -> Workbook {
    let bytes = built()
        .into_iter()
        .find(|(file, _)| *file == name)
        .unwrap()
        .1;
    workbook::read(name, Path::new(name), bytes, &Watch::default()).unwrap()
}

pub(super) fn assessed(workbook: Workbook) -> Assessment {
    assess([workbook].into(), &Review::default(), &Policy::default())
}

pub(super) fn thousands(amount: i64) -> Money {
    Money::from_pounds(amount * 1_000)
}

pub(super) fn names(cells: &[CellRef]) -> Vec<String> {
    cells.iter().map(ToString::to_string).collect()
}

/// The findings as rule, telling cell and number of cells, in order of the alphabet.
pub(super) fn found(assessment: &Assessment) -> Vec<(&'static str, String, usize)> {
    let mut found: Vec<_> = assessment
        .findings
        .iter()
        .map(|finding| {
            (
                finding.about.id,
                finding.cells[0].to_string(),
                finding.cells.len(),
            )
        })
        .collect();
    found.sort();
    found
}

pub(super) fn check(name: &str, answers: &Answers) -> Assessment {
    let assessment = assessed(opened(name));
    let plan = &assessment.case.plan;
    assert_eq!(
        plan.year.as_ref().unwrap().value,
        FinancialYear(answers.year)
    );

    let savings = plan.savings.as_ref().unwrap();
    assert_eq!(savings.lines.len(), answers.lines);
    assert_eq!(savings.total().value, thousands(answers.total));
    assert_eq!(
        savings.unidentified().value,
        thousands(answers.unidentified)
    );
    assert_eq!(
        names(&savings.unidentified().cells),
        answers.unidentified_cells
    );
    let target = savings.target.as_ref().unwrap();
    assert_eq!(target.value, thousands(answers.target));
    assert_eq!(names(&target.cells), [answers.target_cell]);
    let gap = thousands(answers.target - answers.total);
    assert_eq!(savings.gap_to_target(), Some(gap));
    assert_eq!(savings.recurrent(), Some(thousands(answers.recurrent)));

    let position = plan.position.as_ref().unwrap();
    let declared = position.declared.as_ref().unwrap();
    assert_eq!(declared.value, thousands(answers.declared));
    assert_eq!(names(&declared.cells), [answers.declared_cell]);
    let surpluses: Vec<Money> = position
        .organisations
        .iter()
        .map(|own| own.surplus.value)
        .collect();
    let expected: Vec<Money> = answers
        .organisations
        .iter()
        .map(|own| thousands(*own))
        .collect();
    assert_eq!(surpluses, expected);
    let without = thousands(answers.declared - answers.unidentified);
    let shown = assessment.headline.without_unidentified.as_ref();
    assert_eq!(shown.unwrap().value, without);

    let elective = plan.elective.as_ref().unwrap();
    for (weeks, month, pathways) in answers.waits {
        let total = elective.total(Weeks(*weeks));
        let planned = &total[&FinancialYear(answers.year).month(*month)].plan;
        assert_eq!(
            planned.as_ref().unwrap().value,
            *pathways,
            "over {weeks} weeks"
        );
    }

    let mut expected: Vec<_> = answers
        .findings
        .iter()
        .map(|(rule, cell, count)| (*rule, (*cell).to_owned(), *count))
        .collect();
    expected.sort();
    assert_eq!(found(&assessment), expected);
    assessment
}

#[test]
fn tamarside_has_a_deficit_of_42_million_and_its_planted_faults() {
    let assessment = check(
        "tamarside-plan-2023-24.xlsx",
        &Answers {
            year: 2023,
            lines: 57,
            total: 159_390,
            unidentified: 31_110,
            unidentified_cells: &[
                "'Efficiency plan'!J22",
                "'Efficiency plan'!J38",
                "'Efficiency plan'!J57",
                "'Efficiency plan'!J67",
            ],
            target: 159_390,
            target_cell: "'Efficiency plan'!J3",
            recurrent: 106_070,
            declared: -42_000,
            declared_cell: "'I&E'!G12",
            organisations: &[3_500, -24_800, -12_600, -2_300, -5_800],
            waits: &[(65, 12, 640), (78, 12, 46), (104, 12, 11)],
            findings: &[
                ("savings-unidentified", "'Efficiency plan'!J22", 4),
                ("savings-one-off", "'Efficiency plan'!J18", 14),
                ("savings-phased-late", "'Efficiency plan'!Q7", 295),
                (
                    "savings-months-differ-from-year",
                    "'Efficiency plan'!J30",
                    13,
                ),
                ("total-differs-from-parts", "'Efficiency plan'!J58", 10),
                ("long-waits-after-deadline", "'Long waits'!M5", 2),
                ("long-waits-after-deadline", "'Long waits'!M11", 2),
                ("long-waits-after-deadline", "'Long waits'!M17", 2),
                ("savings-beyond-the-field", "'Efficiency plan'!J3", 2),
                ("savings-undeveloped", "'Efficiency plan'!J14", 15),
                ("savings-balancing-figure", "'Efficiency plan'!J67", 2),
                ("savings-technical", "'Efficiency plan'!J19", 14),
                ("savings-from-reserves", "'Efficiency plan'!J66", 4),
                ("savings-in-the-last-month", "'Efficiency plan'!V66", 57),
                ("typed-among-formulas", "'Efficiency plan'!J30", 2),
                ("bridge-does-not-foot", "'Around the position'!B14", 4),
                ("risk-not-mitigated", "'Around the position'!B26", 8),
                // The position, the support, 14 one-off lines and the full-year effects of 40 recurrent ones.
                ("underlying-worse-than-headline", "'I&E'!G12", 56),
                // Less bought from the independent sector while its patients are to be treated.
                ("savings-cut-elective-capacity", "'Efficiency plan'!C62", 2),
            ],
        },
    );
    around_tamarside(&assessment);
    assert_eq!(assessment.findings[0].about.id, "savings-unidentified");
    assert_eq!(assessment.findings[0].severity, Severity::Blocker);
    let share = assessment.headline.share.as_ref().unwrap();
    assert_eq!(names(&share.base.value.cells), ["'I&E'!B4"]);
    assert_eq!(share.share.0.round_dp(3).to_string(), "0.069");
    let position = assessment.case.plan.position.as_ref().unwrap();
    let with_months = |own: &&OrganisationPosition| own.monthly.iter().all(Option::is_some);
    assert_eq!(position.organisations.iter().filter(with_months).count(), 5);
}

/// What stands around the position, worked out by hand from the sheet.
fn around_tamarside(assessment: &Assessment) {
    let outlook = &assessment.outlook;
    let deficits = &outlook.deficits;
    let limit = deficits.control_total.as_ref().unwrap();
    assert_eq!(limit.value, thousands(-42_000));
    assert_eq!(names(&limit.cells), ["'Around the position'!B6"]);
    let support = deficits.support.as_ref().unwrap();
    assert_eq!(support.amount.value, thousands(18_000));
    // 59,500 less 18,800.
    let net = deficits.risks.as_ref().unwrap().net.as_ref().unwrap();
    assert_eq!(net.value, thousands(-40_700));
    // What the schemes release stands there and is counted once; 24,500 less 18,000 is left.
    let left = outlook.backing.left.as_ref().unwrap();
    assert_eq!(left.value, thousands(6_500));
    assert!(
        outlook
            .backing
            .lines
            .iter()
            .all(|line| line.as_saving || line.label.contains("support"))
    );
    let [doubt] = assessment.case.plan.around.doubts.as_slice() else {
        panic!("{:?}", assessment.case.plan.around.doubts)
    };
    assert_eq!(doubt.cell.to_string(), "'Around the position'!A3");
    assert!(doubt.text.starts_with("We do not have confidence"));

    let walk = &outlook.walk.as_ref().unwrap().bridge;
    assert!(walk.adds_up() && outlook.bridge.as_ref().unwrap().adds_up());
    let unexplained = walk.of(planproof::analysis::StepKind::Unexplained);
    // −31,600 − 46,300 is −77,900, and −79,000 is typed.
    assert_eq!(unexplained, thousands(-1_100));
    let endurance = outlook.endurance.as_ref().unwrap();
    assert!(endurance.by_month);
    let last = endurance.months.last().unwrap();
    assert_eq!(last.declared.value, thousands(-42_000));
    assert_eq!(last.without_unidentified.value, thousands(-73_110));
}

#[test]
fn aldwater_and_fellside_break_even_on_unidentified_savings() {
    check(
        "aldwater-fellside-plan-2024-25.xlsx",
        &Answers {
            year: 2024,
            lines: 39,
            total: 118_600,
            unidentified: 31_500,
            unidentified_cells: &[
                "'ICB savings'!H12",
                "'AHT savings'!H17",
                "'FGH savings'!H14",
                "'AFP savings'!H12",
            ],
            target: 118_600,
            target_cell: "Summary!B8",
            recurrent: 106_600,
            declared: 0,
            declared_cell: "Summary!D8",
            organisations: &[6_200, -4_700, -1_500, 0],
            waits: &[(52, 12, 1_200), (65, 5, 159), (65, 6, 0), (78, 12, 0)],
            findings: &[
                ("savings-unidentified", "'ICB savings'!H12", 4),
                ("plan-balances-on-unidentified", "Summary!D8", 5),
                ("savings-beyond-the-field", "Summary!B8", 2),
                ("savings-phased-late", "'ICB savings'!O5", 229),
                ("savings-balancing-figure", "'ICB savings'!H12", 2),
                ("savings-balancing-figure", "'AFP savings'!H12", 2),
                ("long-waits-after-deadline", "'Long waits'!M5", 2),
                ("savings-cut-elective-capacity", "'ICB savings'!B8", 2),
            ],
        },
    );
}

#[test]
fn the_march_draft_asked_less_and_declared_a_deficit() {
    let draft = check(
        "aldwater-fellside-draft-2024-25.xlsx",
        &Answers {
            year: 2024,
            lines: 38,
            total: 96_400,
            unidentified: 9_300,
            unidentified_cells: &[
                "'AHT savings'!H17",
                "'FGH savings'!H14",
                "'AFP savings'!H12",
            ],
            target: 96_400,
            target_cell: "Summary!B8",
            recurrent: 84_400,
            declared: -22_200,
            declared_cell: "Summary!D8",
            organisations: &[1_400, -13_800, -6_700, -3_100],
            waits: &[(52, 12, 1_200), (65, 6, 0)],
            findings: &[
                ("savings-unidentified", "'AHT savings'!H17", 3),
                ("savings-phased-late", "'ICB savings'!O5", 223),
                ("savings-balancing-figure", "'AFP savings'!H12", 2),
                ("long-waits-after-deadline", "'Long waits'!M5", 2),
                ("savings-cut-elective-capacity", "'ICB savings'!B8", 2),
            ],
        },
    );
    let last = assessed(opened("aldwater-fellside-plan-2024-25.xlsx"));
    let behind = |assessment: &Assessment| {
        let without = assessment.headline.without_unidentified.as_ref();
        without.unwrap().value
    };
    assert_eq!(
        behind(&draft),
        behind(&last),
        "all that the position gained from March to May is unidentified"
    );
}

#[test]
fn eastermere_leaves_part_of_its_target_without_a_line() {
    check(
        "eastermere-plan-2025-26.xlsx",
        &Answers {
            year: 2025,
            lines: 30,
            total: 56_950,
            unidentified: 2_400,
            unidentified_cells: &["Efficiency!H48"],
            target: 61_200,
            target_cell: "Efficiency!H3",
            recurrent: 51_225,
            declared: -9_400,
            declared_cell: "Position!I11",
            organisations: &[2_000, -11_400],
            waits: &[(18, 12, 27_900), (52, 12, 1_120)],
            findings: &[
                ("savings-target-uncovered", "Efficiency!H3", 1),
                ("savings-unidentified", "Efficiency!H48", 1),
                ("savings-phased-late", "Efficiency!O7", 157),
                ("savings-jump-in-month", "Efficiency!T7", 58),
                ("savings-from-reserves", "Efficiency!H47", 2),
                ("savings-in-the-last-month", "Efficiency!T45", 30),
                ("savings-cut-elective-capacity", "Efficiency!B38", 2),
            ],
        },
    );
}

#[test]
fn no_rule_fires_on_stonebeck() {
    let assessment = check(
        "stonebeck-plan-2024-25.xlsx",
        &Answers {
            year: 2024,
            lines: 28,
            total: 17_650,
            unidentified: 0,
            unidentified_cells: &[],
            target: 17_650,
            target_cell: "Savings!I3",
            recurrent: 16_468,
            declared: 1_200,
            declared_cell: "'Income and expenditure'!N10",
            organisations: &[1_200],
            waits: &[(52, 12, 0), (65, 5, 19), (65, 6, 0), (78, 12, 0)],
            findings: &[],
        },
    );
    let unchecked: Vec<_> = assessment
        .not_checked
        .iter()
        .map(|(about, _)| about.id)
        .collect();
    // What only an earlier submission, a year under way, a commissioning body, a page around the position, or a plan of
    // staff, approvals and pathways can show.
    assert_eq!(
        unchecked,
        [
            "target-ratcheted-onto-nothing",
            "savings-beyond-own-record",
            "income-without-its-cost",
            "cost-avoidance-counted-as-cash",
            "savings-without-quality-assessment",
            "pay-savings-without-fewer-staff",
            "savings-behind-plan",
            "savings-delivered-yet-below-plan",
            "savings-pace-must-rise",
            "variance-differs-from-figures",
            "forecast-equals-plan-while-adverse",
            "forecast-better-than-pace",
            "forecast-waits-for-march",
            "position-behind-plan",
            "deficit-spent-early",
            "risk-not-mitigated",
            "contingency-too-small",
            "bridge-does-not-foot",
            "cash-rests-on-support",
            "staff-above-plan",
            "delegated-underspend-props-the-plan",
            "intra-system-disagrees",
            "delegated-budget-overspent",
            "long-waits-behind-plan",
            "waiting-list-does-not-roll-forward",
            "files-reach-different-months",
            "within-18-weeks-below-standard",
            "long-waits-need-faster-clearance",
            "waits-fall-without-activity",
            "elective-income-above-activity",
            "waiting-list-beyond-sustainable",
            "past-figures-changed",
        ]
    );
}

#[test]
fn the_app_carries_the_committed_samples_and_knows_them() {
    for sample in &SAMPLES {
        let committed = std::fs::read(super::folder().join(sample.file_name)).unwrap();
        assert!(committed == sample.bytes, "{}", sample.file_name);
        let name = "renamed.xlsx";
        let workbook = workbook::read(name, Path::new(name), committed, &Watch::default()).unwrap();
        assert!(assessed(workbook).is_sample);
    }
}

/// The clean plan with one cell changed.
fn stonebeck_with(
    sheet: &str,
    row: u32,
    column: u32,
    value: Value<'_>,
) -> Vec<(&'static str, String, usize)> {
    let mut workbook = opened("stonebeck-plan-2024-25.xlsx");
    let sheet = workbook
        .sheets
        .iter_mut()
        .find(|own| own.name() == sheet)
        .unwrap();
    let cell = sheet.cell(row, column).unwrap();
    assert_ne!(cell.value, value, "nothing was changed");
    let (format, bold) = (cell.format.map(str::to_owned), cell.bold);
    let changed = Cell {
        value,
        format: format.as_deref(),
        bold,
    };
    sheet.insert(row, column, changed);
    found(&assessed(workbook))
}

#[test]
fn one_changed_cell_of_the_clean_plan_is_one_finding_at_that_cell() {
    // Rows and columns are zero-based: the status of SB10 is Savings!E15. It saves more than the surplus.
    assert_eq!(
        stonebeck_with("Savings", 14, 4, Value::Text("Unidentified")),
        [
            (
                "plan-balances-on-unidentified",
                "'Income and expenditure'!N10".to_owned(),
                2
            ),
            ("savings-balancing-figure", "Savings!I15".to_owned(), 2),
            ("savings-unidentified", "Savings!I15".to_owned(), 1),
            ("status-contradicts-risk", "Savings!F15".to_owned(), 3),
        ]
    );
    assert_eq!(
        stonebeck_with("Savings", 14, 12, Value::Number(301.0)),
        [(
            "savings-months-differ-from-year",
            "Savings!I15".to_owned(),
            13
        ),]
    );
    assert_eq!(
        stonebeck_with("Savings", 2, 8, Value::Number(18_650.0)),
        [("savings-target-uncovered", "Savings!I3".to_owned(), 1)]
    );
    assert_eq!(
        stonebeck_with("Savings", 33, 8, Value::Number(17_560.0)),
        [
            ("total-differs-from-parts", "Savings!I34".to_owned(), 29),
            ("typed-among-formulas", "Savings!I34".to_owned(), 1),
        ]
    );
    assert_eq!(
        stonebeck_with("Long waits", 8, 6, Value::Number(7.0)),
        [("long-waits-after-deadline", "'Long waits'!G9".to_owned(), 1)]
    );
}
