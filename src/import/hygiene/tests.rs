//! One change to a clean workbook, written as Excel writes it, and the fault with exactly its cells.

use super::*;
use crate::import::import;
use crate::review::Review;
use crate::workbook::{Watch, read};
use rust_xlsxwriter as xlsx;
use std::path::Path;

/// A list of six schemes by quarter, with formulas for the year and for the totals, changed as the test says.
fn imported(change: impl FnOnce(&mut xlsx::Workbook)) -> Imported {
    let mut book = xlsx::Workbook::new();
    let sheet = book.add_worksheet().set_name("CIP").unwrap();
    sheet.write(0, 0, "Oak NHS Trust CIP 2025/26 £000").unwrap();
    for (column, head) in (0..).zip(["Scheme", "Lead", "Q1", "Q2", "Q3", "Q4", "Plan 2025/26"]) {
        sheet.write(2, column, head).unwrap();
    }
    let names = ["Beds", "Bank", "Drugs", "Rotas", "Fleet", "Labs"];
    for (row, name) in (3..).zip(names) {
        sheet.write(row, 0, name).unwrap();
        sheet.write(row, 1, "COO").unwrap();
        for column in 2..6 {
            sheet.write(row, column, 10.0 * f64::from(row)).unwrap();
        }
        let year = format!("=SUM(C{0}:F{0})", row + 1);
        let result = (40 * row).to_string();
        sheet
            .write(row, 6, xlsx::Formula::new(year).set_result(result))
            .unwrap();
    }
    sheet.write(9, 0, "Total").unwrap();
    for column in 2..7_u16 {
        let letter = char::from(b'A' + u8::try_from(column).unwrap());
        let total = if column == 6 { 1_320 } else { 330 };
        let formula = format!("=SUM({letter}4:{letter}9)");
        sheet
            .write(
                9,
                column,
                xlsx::Formula::new(formula).set_result(total.to_string()),
            )
            .unwrap();
    }
    change(&mut book);
    let bytes = book.save_to_buffer().unwrap();
    let book = read(
        "plan.xlsx",
        Path::new("plan.xlsx"),
        bytes,
        &Watch::default(),
    )
    .unwrap();
    import(&[book], &Review::default())
}

fn cell(book: &mut xlsx::Workbook) -> &mut xlsx::Worksheet {
    book.worksheet_from_name("CIP").unwrap()
}

/// The addresses of the one finding there is.
fn only(imported: &Imported, about: &Explanation) -> Vec<String> {
    let [finding] = imported.findings.as_slice() else {
        panic!("{:?}", imported.findings)
    };
    assert_eq!(finding.about.id, about.id, "{}", finding.message);
    finding.cells.iter().map(ToString::to_string).collect()
}

#[test]
fn a_clean_workbook_passes_everything() {
    let imported = imported(|_| {});
    assert_eq!(imported.plan.savings.as_ref().unwrap().lines.len(), 6);
    assert!(imported.findings.is_empty(), "{:?}", imported.findings);
    assert_eq!(imported.passed.len(), HYGIENE.len());
    assert!(imported.not_checked.is_empty());
}

#[test]
fn a_typed_year_among_formulas_is_found() {
    let imported = imported(|book| {
        cell(book).write(5, 6, 200.0).unwrap();
    });
    assert_eq!(only(&imported, &TYPED_AMONG_FORMULAS), ["CIP!G6"]);
}

#[test]
fn a_typed_total_at_the_end_of_its_row_is_found() {
    let imported = imported(|book| {
        cell(book).write(9, 2, 330.0).unwrap();
    });
    assert_eq!(only(&imported, &TYPED_AMONG_FORMULAS), ["CIP!C10"]);
}

#[test]
fn a_formula_unlike_those_on_both_sides_is_found() {
    let imported = imported(|book| {
        let short = xlsx::Formula::new("=SUM(E4:E8)").set_result("330");
        cell(book).write(9, 4, short).unwrap();
    });
    assert_eq!(only(&imported, &FORMULA_UNLIKE_NEIGHBOURS), ["CIP!E10"]);
}

#[test]
fn a_quarter_to_be_confirmed_is_found_and_one_that_does_not_apply_is_not() {
    let with = |word: &'static str| {
        imported(move |book| {
            cell(book).write(4, 3, word).unwrap();
        })
    };
    let found = with("tbc");
    let about = |finding: &crate::finding::Finding| finding.about.id;
    assert!(
        found
            .findings
            .iter()
            .any(|one| about(one) == WORDS_FOR_FIGURE.id)
    );
    let silent = with("n/a");
    assert!(
        silent
            .findings
            .iter()
            .all(|one| about(one) != WORDS_FOR_FIGURE.id)
    );
}

#[test]
fn a_number_inside_a_formula_is_found() {
    let imported = imported(|book| {
        let plugged = xlsx::Formula::new("=SUM(C4:F4)+25").set_result("145");
        cell(book).write(3, 6, plugged).unwrap();
    });
    assert_eq!(only(&imported, &NUMBER_INSIDE_FORMULA), ["CIP!G4"]);
}

#[test]
fn hidden_rows_count_and_are_told_with_their_pounds() {
    let imported = imported(|book| {
        cell(book).set_row_hidden(4).unwrap();
    });
    let cells = only(&imported, &HIDDEN_FIGURES_IN_TABLE);
    assert_eq!(cells, ["CIP!C5", "CIP!D5", "CIP!E5", "CIP!F5", "CIP!G5"]);
    let pounds = imported.findings[0].pounds();
    assert_eq!(pounds, crate::plan::Money::from_pounds(160_000));
}

#[test]
fn a_hidden_sheet_with_figures_is_named() {
    let imported = imported(|book| {
        let old = book.add_worksheet().set_name("Old").unwrap();
        old.write(4, 1, 12.0).unwrap();
        old.set_hidden(true);
    });
    assert_eq!(only(&imported, &HIDDEN_SHEETS), ["Old!B5"]);
}

#[test]
fn where_no_formula_is_there_formulas_cannot_be_checked() {
    let sheet = crate::import::fixture::sheet(
        "CIP",
        "Oak NHS Trust CIP 2025/26 £000\n\nScheme|Lead|Plan\nBeds|COO|600\nBank|CNO|300",
    );
    let imported = import(
        &[crate::import::fixture::workbook(vec![sheet])],
        &Review::default(),
    );
    let missing = |about: &Explanation| {
        let mut all = imported.not_checked.iter();
        all.find(|(own, _)| own.id == about.id)
            .map(|(_, missing)| *missing)
    };
    assert_eq!(missing(&TYPED_AMONG_FORMULAS), Some(NO_FORMULAS));
    assert_eq!(missing(&CALCULATED_BY_HAND), Some(NO_UPKEEP));
    assert!(
        imported
            .passed
            .iter()
            .any(|about| about.id == ERROR_IN_FIGURES.id)
    );
    let all = imported.passed.len() + imported.not_checked.len() + imported.findings.len();
    assert_eq!(all, HYGIENE.len());
}
