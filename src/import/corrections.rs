//! Every kind of correction: a wrong guess in, the right figures out, and again in next month's file.

use super::fixture::{sheet, workbook};
use super::{Imported, Outcome, TableCoverage, TableKind, import};
use crate::plan::{FinancialYear, Money, Weeks};
use crate::review::{
    Change, Correction, Decision, KindRead, Meaning, Review, SignRead, TableMark, UnitRead,
};

type Drawn<'d> = &'d [(&'d str, &'d str)];

fn read(sheets: Drawn<'_>, review: &Review) -> Imported {
    let sheets = sheets.iter().map(|(name, drawn)| sheet(name, drawn));
    import(&[workbook(sheets.collect())], review)
}

fn table(imported: &Imported) -> &TableCoverage {
    &imported.coverage.sheets[0].tables[0]
}

/// The review with these changes to the first table, as it is found without them.
fn corrected(sheets: Drawn<'_>, changes: &[Change]) -> Review {
    let mark = table(&read(sheets, &Review::default()))
        .mark
        .clone()
        .unwrap();
    let mut review = Review::default();
    for change in changes {
        review.apply(&Decision::Correct(Box::new(Correction {
            table: mark.clone(),
            change: change.clone(),
            instead_of: String::new(),
        })));
    }
    review
}

fn meaning(letter: &str, header: &str, meaning: Meaning) -> Change {
    Change::Column {
        letter: letter.to_owned(),
        header: header.to_owned(),
        meaning,
    }
}

fn savings(imported: &Imported) -> Money {
    let savings = imported.plan.savings.as_ref();
    savings.map_or(Money::ZERO, |savings| savings.total().value)
}

const K: i64 = 1_000;

const TRACKER: &str = "Oakmere NHS Trust CIP 2025/26 £k\n\nRef|Scheme|R/NR|Plan 25/26|Value|Late\n1|Beds|R|100|150|5\n2|Bank|NR|200|250|6\n3|Rota|R|300|350|7";

/// The same table a month later: two rows more above it and one line more.
const NEXT_MONTH: &str = "Oakmere NHS Trust CIP 2025/26 £k\nVersion of July\nNot audited\n\nRef|Scheme|R/NR|Plan 25/26|Value|Late\n1|Beds|R|100|150|5\n2|Bank|NR|200|250|6\n3|Rota|R|300|350|7\n4|Food|R|400|450|8";

#[test]
fn a_columns_meaning_is_the_reviewers() {
    let changes = [
        meaning("E", "Value", Meaning::PlanValue),
        meaning("D", "Plan 25/26", Meaning::NotUsed),
        meaning("F", "Late", Meaning::FullYearEffect),
    ];
    let review = corrected(&[("CIP", TRACKER)], &changes);
    assert_eq!(
        savings(&read(&[("CIP", TRACKER)], &Review::default())),
        Money::from_pounds(600 * K)
    );
    let now = read(&[("CIP", TRACKER)], &review);
    assert_eq!(savings(&now), Money::from_pounds(750 * K));
    let line = &now.plan.savings.as_ref().unwrap().lines[0];
    assert_eq!(
        line.full_year_effect.as_ref().unwrap().value,
        Money::from_pounds(5 * K)
    );
    let columns = &table(&now).columns;
    assert_eq!(columns[4].taken_for, Meaning::PlanValue);
    assert!(table(&now).evidence[0].starts_with("the reviewer says so"));
    assert_eq!(table(&now).corrected.len(), 3);
}

#[test]
fn months_are_where_the_reviewer_says() {
    let drawn = "CIP 2025/26 £k\n\nScheme|R/NR|a|b|c|Plan\nBeds|R|10|20|30|60\nBank|R|20|30|40|90";
    let months = [
        meaning("C", "a", Meaning::PlanMonth(10)),
        meaning("D", "b", Meaning::PlanMonth(11)),
        meaning("E", "c", Meaning::PlanMonth(12)),
    ];
    let now = read(&[("CIP", drawn)], &corrected(&[("CIP", drawn)], &months));
    let Some(crate::plan::Phasing::Months(months)) =
        &now.plan.savings.as_ref().unwrap().lines[0].phasing
    else {
        panic!("no months")
    };
    assert_eq!(months[0], None);
    assert_eq!(
        months[11].as_ref().unwrap().value,
        Money::from_pounds(30 * K)
    );
}

#[test]
fn next_months_file_is_read_with_the_same_corrections() {
    let changes = [
        meaning("E", "Value", Meaning::PlanValue),
        Change::HeaderRows { first: 3, last: 3 },
    ];
    let review = corrected(&[("CIP", TRACKER)], &changes);
    for name in ["CIP", "CIP July"] {
        let next = read(&[(name, NEXT_MONTH)], &review);
        assert_eq!(savings(&next), Money::from_pounds(1_200 * K), "{name}");
        assert!(
            next.coverage
                .corrections
                .iter()
                .all(|one| one.outcome == Outcome::Applied)
        );
    }
}

#[test]
fn a_correction_that_fits_nothing_is_told_and_not_applied() {
    let review = corrected(
        &[("CIP", TRACKER)],
        &[meaning("E", "Value", Meaning::PlanValue)],
    );
    let other = "CIP 2025/26 £k\n\nName of scheme|R/NR|Plan\nBeds|R|60\nBank|R|90";
    let next = read(&[("CIP", other)], &review);
    assert_eq!(savings(&next), Money::from_pounds(150 * K));
    assert_eq!(next.coverage.corrections[0].outcome, Outcome::NoSuchTable);
    assert!(Outcome::NoSuchTable.why_not().is_some());
}

#[test]
fn a_column_that_is_gone_is_told() {
    let mut review = corrected(
        &[("CIP", TRACKER)],
        &[meaning("E", "Value", Meaning::PlanValue)],
    );
    if let Change::Column { letter, header, .. } = &mut review.mapping.corrections[0].change {
        (*letter, *header) = ("Z".to_owned(), "Elsewhere".to_owned());
    }
    let now = read(&[("CIP", TRACKER)], &review);
    assert_eq!(now.coverage.corrections[0].outcome, Outcome::NoSuchCells);
    assert_eq!(savings(&now), Money::from_pounds(600 * K));
}

#[test]
fn a_table_that_is_not_part_of_the_plan_feeds_nothing() {
    let with_target = format!("{TRACKER}\n\n|CIP target||900");
    let sheets = [("CIP", with_target.as_str())];
    assert!(read(&sheets, &Review::default()).plan.savings.is_some());
    for kind in [KindRead::NotPartOfThePlan, KindRead::Published] {
        let now = read(&sheets, &corrected(&sheets, &[Change::Kind(kind)]));
        assert_eq!(now.plan.savings, None);
        assert_eq!(now.coverage.tables_read(), 0, "{kind:?}");
    }
}

#[test]
fn a_table_nobody_recognised_is_taken_for_savings() {
    let drawn =
        "Ideas of the divisions 2025/26\n\nWhat|Who|£k\nShorter stays|A|40\nFewer beds|B|60";
    let sheets = [("Ideas", drawn)];
    let first = read(&sheets, &Review::default());
    assert_eq!(first.plan.savings, None);
    assert_eq!(first.coverage.tables_read(), 0);
    // There is no table of the plan to correct: the reviewer marked the cells.
    let mark = TableMark {
        sheet: "Ideas".to_owned(),
        area: "A3:C5".to_owned(),
        headers: vec!["what".to_owned(), "who".to_owned(), "£k".to_owned()],
    };
    let mut review = Review::default();
    for change in [
        Change::Kind(KindRead::Savings),
        meaning("C", "£k", Meaning::PlanValue),
    ] {
        review.apply(&Decision::Correct(Box::new(Correction {
            table: mark.clone(),
            change,
            instead_of: String::new(),
        })));
    }
    let now = read(&sheets, &review);
    assert_eq!(savings(&now), Money::from_pounds(100 * K));
    assert_eq!(table(&now).kind, TableKind::Savings);
    assert_eq!(table(&now).mark.as_ref(), Some(&mark));
    // Further down and one line longer next month.
    let later = format!("{drawn}\nLess waste|C|7").replace("2025/26\n", "2025/26\nJuly\n\n");
    let now = read(&[("Ideas", &later)], &review);
    assert_eq!(savings(&now), Money::from_pounds(107 * K));
}

#[test]
fn a_table_is_taken_for_long_waits_or_income_and_expenditure() {
    let drawn = "Waiting list 2025/26\n\nBody|Apr-25 52+ weeks|May-25 52+ weeks\nTees NHS Trust|90|80\nEsk NHS Trust|10|9";
    let sheets = [("Page", drawn)];
    let other = corrected(&sheets, &[Change::Kind(KindRead::NotPartOfThePlan)]);
    assert_eq!(read(&sheets, &other).plan.elective, None);
    let waits = corrected(&sheets, &[Change::Kind(KindRead::LongWaits)]);
    let elective = read(&sheets, &waits).plan.elective.unwrap();
    assert_eq!(elective.measures(), [Weeks(52)]);

    let walk = "Bridge 2025/26 £m\n\n|Plan\nIncome|100\nPay|-70\nNon-pay|-33\nSurplus/(deficit)|-3";
    let sheets = [("Bridge", walk)];
    assert_eq!(
        table(&read(&sheets, &Review::default())).kind,
        TableKind::Other
    );
    let account = corrected(&sheets, &[Change::Kind(KindRead::IncomeAndExpenditure)]);
    let position = read(&sheets, &account).plan.position.unwrap();
    assert_eq!(
        position.declared.unwrap().value,
        Money::from_pounds(-3 * K * K)
    );
}

#[test]
fn a_repeat_that_is_none_is_counted() {
    let again = "All savings schemes\n\nScheme|Plan 25/26 £k\nBeds|100\nBank|200\nRota|300";
    let sheets = [("All", again), ("CIP", TRACKER)];
    assert_eq!(
        table(&read(&sheets, &Review::default())).kind,
        TableKind::Repeat
    );
    let now = read(
        &sheets,
        &corrected(&sheets, &[Change::Kind(KindRead::Savings)]),
    );
    assert_eq!(savings(&now), Money::from_pounds(1_200 * K));
}

#[test]
fn the_unit_is_the_reviewers_whatever_headers_say() {
    let review = corrected(&[("CIP", TRACKER)], &[Change::Unit(UnitRead::Pounds)]);
    assert_eq!(
        savings(&read(&[("CIP", TRACKER)], &review)),
        Money::from_pounds(600)
    );
    let review = corrected(&[("CIP", TRACKER)], &[Change::Unit(UnitRead::Millions)]);
    assert_eq!(
        savings(&read(&[("CIP", TRACKER)], &review)),
        Money::from_pounds(600 * K * K)
    );
}

#[test]
fn the_sign_is_the_reviewers() {
    let drawn =
        "CIP 2025/26 £k\n\nRef|Scheme|R/NR|Plan\n1|Beds|R|-100\n2|Bank|NR|-200\n3|Undone|NR|50";
    let sheets = [("CIP", drawn)];
    assert_eq!(
        savings(&read(&sheets, &Review::default())),
        Money::from_pounds(250 * K)
    );
    let stands = corrected(&sheets, &[Change::Sign(SignRead::AsItStands)]);
    assert_eq!(
        savings(&read(&sheets, &stands)),
        Money::from_pounds(-250 * K)
    );
    let turned = corrected(&sheets, &[Change::Sign(SignRead::Turned)]);
    assert_eq!(
        savings(&read(&sheets, &turned)),
        Money::from_pounds(250 * K)
    );
}

#[test]
fn the_year_and_the_organisation_are_the_reviewers() {
    let changes = [
        Change::Year(2026),
        Change::Organisation("Esk NHS Trust".to_owned()),
    ];
    let now = read(
        &[("CIP", TRACKER)],
        &corrected(&[("CIP", TRACKER)], &changes),
    );
    assert_eq!(now.plan.year.as_ref().unwrap().value, FinancialYear(2026));
    let lines = &now.plan.savings.as_ref().unwrap().lines;
    assert_eq!(savings(&now), Money::from_pounds(600 * K));
    assert!(lines.iter().all(|line| {
        line.organisation
            .as_ref()
            .is_some_and(|one| one.name == "Esk NHS Trust")
    }));
}

#[test]
fn the_range_and_the_header_rows_are_the_reviewers_and_move_with_the_table() {
    let changes = [Change::Range("A3:F5".to_owned())];
    let review = corrected(&[("CIP", TRACKER)], &changes);
    let now = read(&[("CIP", TRACKER)], &review);
    assert_eq!(savings(&now), Money::from_pounds(300 * K));
    // A month later it leaves out the last line of the longer table, as before.
    let next = read(&[("CIP", NEXT_MONTH)], &review);
    assert_eq!(savings(&next), Money::from_pounds(600 * K));

    let headed =
        "CIP 2025/26 £k\n\nScheme|R/NR|2025/26\n(words)|(R or NR)|(in £k)\nBeds|R|100\nBank|R|200";
    let review = corrected(
        &[("CIP", headed)],
        &[Change::HeaderRows { first: 3, last: 4 }],
    );
    let now = read(&[("CIP", headed)], &review);
    assert_eq!(table(&now).header_rows, Some((2, 3)));
    assert_eq!(savings(&now), Money::from_pounds(300 * K));
}

#[test]
fn undoing_every_correction_gives_the_first_reading_again() {
    let mut review = corrected(
        &[("CIP", TRACKER)],
        &[
            meaning("E", "Value", Meaning::PlanValue),
            Change::Unit(UnitRead::Pounds),
        ],
    );
    for correction in review.mapping.corrections.clone() {
        review.apply(&Decision::TakeBack(Box::new(correction)));
    }
    assert_eq!(
        read(&[("CIP", TRACKER)], &review),
        read(&[("CIP", TRACKER)], &Review::default())
    );
}

#[test]
fn a_mark_without_a_file_is_harmless() {
    let mut review = Review::default();
    for area in ["", "A0", "A1:ZZZZ9", "A1"] {
        review.apply(&Decision::Correct(Box::new(Correction {
            table: TableMark {
                sheet: "CIP".to_owned(),
                area: area.to_owned(),
                headers: Vec::new(),
            },
            change: Change::Range("XFD1048576:A1".to_owned()),
            instead_of: String::new(),
        })));
    }
    let now = read(&[("CIP", TRACKER)], &review);
    assert_eq!(savings(&now), Money::from_pounds(600 * K));
    assert_eq!(now.coverage.corrections.len(), 4);
}
