//! The right answers for Brackendale, worked out by hand from its sheets, from the bytes of the file to the findings.

use super::answers::{assessed, found, names, opened};
use planproof::assessment::{Assessment, Explained};
use planproof::plan::{Money, StaffKind};
use planproof::workbook::Cell;
use planproof::workbook::Value;

const FILE: &str = "brackendale-month-6-2025-26.xlsx";

fn read() -> Assessment {
    assessed(opened(FILE))
}

#[test]
fn brackendale_is_read_with_its_staff_costs_cash_record_and_activity() {
    let assessment = read();
    let plan = &assessment.case.plan;
    let savings = plan.savings.as_ref().unwrap();
    assert_eq!(savings.lines.len(), 16);
    assert_eq!(savings.total().value, Money::from_pounds(19_400_000));
    assert_eq!(names(&savings.target.as_ref().unwrap().cells), ["CIP!K3"]);
    let staff: Vec<String> = savings
        .lines
        .iter()
        .filter_map(|line| line.staff.as_ref())
        .filter(|staff| !staff.value.is_zero())
        .map(|staff| staff.value.to_string())
        .collect();
    assert_eq!(staff, ["34", "18", "26", "6", "12"]);
    // One scheme states no cost of delivering it.
    let without: Vec<&str> = savings
        .lines
        .iter()
        .filter(|line| line.cost.is_none())
        .map(|line| line.reference.as_deref().unwrap())
        .collect();
    assert_eq!(without, ["BD04"]);
    let record: Vec<String> = plan
        .around
        .record
        .iter()
        .map(|year| year.delivered.cells[0].to_string())
        .collect();
    assert_eq!(
        record,
        [
            "'Track record'!C4",
            "'Track record'!C5",
            "'Track record'!C6"
        ]
    );
    let [series] = plan.workforce.as_slice() else {
        panic!("{:?}", plan.workforce)
    };
    assert_eq!(series.kind, StaffKind::Total);
    assert_eq!((series.planned.len(), series.actual.len()), (12, 6));
    let declared = plan.position.as_ref().unwrap().declared.as_ref().unwrap();
    assert_eq!(
        (declared.value, &*names(&declared.cells)),
        (Money::ZERO, &["'I&E'!C14".to_owned()][..])
    );
    assert!(assessment.coverage.not_understood.is_empty());
}

#[test]
fn brackendales_planted_faults_are_found_and_nothing_else() {
    let expected = [
        // £6.0m of cash after eight months of £0.8m support.
        ("cash-rests-on-support", "Cash!I6", 2),
        // £26.0m and 4% more day cases are £27.0m; £31.2m is planned.
        ("elective-income-above-activity", "'I&E'!C7", 26),
        ("forecast-better-than-pace", "'I&E'!G14", 2),
        ("income-without-its-cost", "CIP!K9", 2),
        // Flat staff, where six schemes on pay take out 96.
        ("pay-savings-without-fewer-staff", "Workforce!N5", 8),
        ("position-behind-plan", "'I&E'!E14", 2),
        // Ten lines are forecast below plan.
        ("savings-behind-plan", "CIP!N8", 20),
        // £19.4m over an average of £10.2m.
        ("savings-beyond-own-record", "CIP!K3", 4),
        ("savings-without-quality-assessment", "CIP!H6", 2),
        ("staff-above-plan", "Workforce!H6", 4),
        ("underlying-worse-than-headline", "'I&E'!C14", 4),
        ("variance-differs-from-figures", "'I&E'!F10", 3),
    ];
    let expected: Vec<_> = expected
        .iter()
        .map(|(rule, cell, count)| (*rule, (*cell).to_owned(), *count))
        .collect();
    assert_eq!(found(&read()), expected);
}

#[test]
fn brackendales_large_variances_ask_and_those_it_explains_do_not() {
    let assessment = read();
    let told = |line: &Explained| {
        let said = line.said.iter().map(|said| said.cells[0].to_string());
        (line.off.label.clone(), line.off.pounds(), said.collect())
    };
    let told: Vec<(String, Money, Vec<String>)> = assessment.off_plan.iter().map(told).collect();
    let line = |label: &str, pounds: i64, said: &[&str]| {
        (
            label.to_owned(),
            Money::from_pounds(pounds),
            said.iter().map(|cell| (*cell).to_owned()).collect(),
        )
    };
    assert_eq!(
        told,
        [
            line("Pay", 3_600_000, &[]),
            line("Elective recovery income", 1_200_000, &["'I&E'!H7"]),
            line("Single medical rota", 560_000, &["CIP!P8"]),
            line("Corporate posts after the shared service", 540_000, &[]),
        ]
    );
}

/// One cell put right, and the finding it made is gone; zero-based rows and columns.
#[test]
fn each_planted_fault_goes_with_its_cell() {
    let mut planted = vec![
        (
            "I&E",
            9,
            5,
            Value::Number(-600.0),
            "variance-differs-from-figures",
        ),
        (
            "CIP",
            5,
            7,
            Value::Text("Approved"),
            "savings-without-quality-assessment",
        ),
        ("CIP", 8, 8, Value::Number(700.0), "income-without-its-cost"),
        (
            "Track record",
            5,
            2,
            Value::Number(30_000.0),
            "savings-beyond-own-record",
        ),
        (
            "Workforce",
            4,
            13,
            Value::Number(5_780.0),
            "pay-savings-without-fewer-staff",
        ),
        (
            "Workforce",
            5,
            7,
            Value::Number(5_881.0),
            "staff-above-plan",
        ),
        (
            "Cash",
            5,
            8,
            Value::Number(9_000.0),
            "cash-rests-on-support",
        ),
        (
            "I&E",
            6,
            1,
            Value::Number(30_000.0),
            "elective-income-above-activity",
        ),
    ];
    for (name, row, column, value, rule) in planted.drain(..) {
        let mut workbook = opened(FILE);
        let sheet = workbook
            .sheets
            .iter_mut()
            .find(|own| own.name() == name)
            .unwrap();
        sheet.insert(row, column, Cell::new(value));
        let left = found(&assessed(workbook));
        assert!(
            left.iter().all(|(own, ..)| *own != rule),
            "{rule}: {left:?}"
        );
    }
}
