//! Sets of small workbooks, from their cells to one plan.

use crate::import::fixture::sheet;
use crate::import::{Imported, import};
use crate::plan::{Money, Standing, Weeks};
use crate::review::Review;
use crate::workbook::{Sheet, SheetAddress, Workbook};
use std::sync::Arc;

/// A workbook of sheets drawn as text; its bytes stand for themselves.
fn file(name: &str, sheets: &[(&str, &str)]) -> Workbook {
    let of = |(tab, drawn): &(&str, &str)| Sheet {
        address: Arc::new(SheetAddress::new(name, *tab)),
        ..sheet(tab, drawn)
    };
    Workbook {
        name: name.into(),
        fingerprint: format!("{sheets:?}"),
        sheets: sheets.iter().map(of).collect(),
        ..Workbook::default()
    }
}

const BOARD: &str = "NHS Alder ICB financial plan 2024/25\n£m\n\nOrganisation|Planned surplus/(deficit)\nNHS Alder ICB|2\nBeck NHS Trust|-12\nCole NHS Trust|-3\nDene NHS Trust|-5\nSystem total|-18";

fn trust(name: &str, surplus: i32, scheme: i32) -> String {
    format!(
        "{name} plan 2024/25, £000\n\n|Plan 2024/25\nIncome|100000\nPay|-60000\nNon-pay|{}\nSurplus/(deficit)|{surplus}\n\nRef|Scheme|Status|Plan 2024/25\nA1|Theatres at {name}|Fully developed|{scheme}\nA2|Beds at {name}|In progress|500\n|To be identified|Unidentified|700\n|Total||{}",
        surplus - 40_000,
        scheme + 1_200
    )
}

/// Positions of the workbooks in the plans they make.
fn plans(workbooks: &[Workbook]) -> Vec<Vec<usize>> {
    let at = |one: &Workbook| workbooks.iter().position(|other| other.name == one.name);
    crate::import::plans(workbooks.to_vec())
        .iter()
        .map(|plan| plan.workbooks.iter().filter_map(at).collect())
        .collect()
}

fn of(workbooks: &[Workbook]) -> Imported {
    import(workbooks, &Review::default())
}

fn system() -> Vec<Workbook> {
    vec![
        file("Alder ICB.xlsx", &[("Summary", BOARD)]),
        file(
            "Beck.xlsx",
            &[("Plan", &trust("Beck NHS Trust", -12_000, 4_000))],
        ),
        file(
            "Cole.xlsx",
            &[("Plan", &trust("Cole NHS Trust", -4_000, 2_000))],
        ),
    ]
}

#[test]
fn the_bodies_a_board_names_make_one_plan_with_it_and_others_do_not() {
    let mut books = system();
    books.push(file(
        "Elm.xlsx",
        &[("Plan", &trust("Elm NHS Trust", -1_000, 900))],
    ));
    assert_eq!(plans(&books), [vec![0, 1, 2], vec![3]]);
}

#[test]
fn each_body_counts_by_its_own_workbook_and_the_system_as_its_board_declares_it() {
    let imported = of(&system());
    let position = imported.plan.position.unwrap();
    assert_eq!(
        position.declared.unwrap().value,
        Money::from_pounds(-18_000_000)
    );
    let cole = position
        .organisations
        .iter()
        .find(|own| own.organisation.name == "Cole NHS Trust")
        .unwrap();
    // The board says £3m.
    assert_eq!(cole.surplus.value, Money::from_pounds(-4_000_000));
    let beside = imported
        .plan
        .stated_totals
        .iter()
        .find(|total| total.label.starts_with("Cole NHS Trust as Alder ICB.xlsx"))
        .unwrap();
    assert_eq!(beside.stated.value, Money::from_pounds(-3_000_000));
    let savings = imported.plan.savings.unwrap();
    assert_eq!(savings.total().value, Money::from_pounds(8_400_000));
    assert_eq!(savings.unidentified().value, Money::from_pounds(1_400_000));
    assert!(savings.lines.iter().all(|line| line.organisation.is_some()));
}

#[test]
fn a_body_without_a_workbook_is_missing_and_never_nil() {
    let imported = of(&system());
    let [dene] = imported.absent.as_slice() else {
        panic!("{:?}", imported.absent)
    };
    assert_eq!(dene.body.name, "Dene NHS Trust");
    assert!(dene.figures_from_another);
    assert_eq!(dene.named_at[0].to_string(), "Summary!A8");
    assert!(
        imported
            .findings
            .iter()
            .any(|finding| finding.about.id == "return-missing"
                && finding.message.contains("Dene NHS Trust"))
    );
}

#[test]
fn nobody_is_missed_where_the_board_speaks_alone() {
    assert!(of(&system()[..1]).absent.is_empty());
}

#[test]
fn the_same_return_under_another_name_counts_once() {
    let mut books = system();
    let mut copy = books[1].clone();
    copy.name = "Beck (1).xlsx".into();
    books.push(copy);
    let imported = of(&books);
    assert_eq!(
        imported.returns[3].standing,
        Standing::SameAs("Beck.xlsx".into())
    );
    assert_eq!(
        imported.plan.savings.unwrap().total().value,
        Money::from_pounds(8_400_000)
    );
}

#[test]
fn of_two_submissions_the_later_counts_and_the_earlier_is_kept() {
    let draft = trust("Beck NHS Trust", -15_000, 2_500);
    let books = [
        file(
            "Beck plan v2.xlsx",
            &[("Plan", &trust("Beck NHS Trust", -12_000, 4_000))],
        ),
        file("Beck plan v1.xlsx", &[("Plan", &draft)]),
    ];
    assert_eq!(plans(&books), [vec![0, 1]]);
    let imported = of(&books);
    let declared = |plan: &crate::plan::Plan| {
        plan.position
            .as_ref()
            .unwrap()
            .declared
            .as_ref()
            .unwrap()
            .value
    };
    assert_eq!(declared(&imported.plan), Money::from_pounds(-12_000_000));
    let [before] = imported.earlier.as_slice() else {
        panic!("{}", imported.earlier.len())
    };
    assert_eq!(declared(before), Money::from_pounds(-15_000_000));
    assert_eq!(imported.returns[1].standing, Standing::Earlier);
    assert!(imported.returns[1].why.contains("v1"));
}

#[test]
fn an_earlier_submission_of_one_body_gives_an_earlier_system() {
    let mut books = system();
    books.push(file(
        "Beck draft.xlsx",
        &[("Plan", &trust("Beck NHS Trust", -20_000, 1_000))],
    ));
    let imported = of(&books);
    let [before] = imported.earlier.as_slice() else {
        panic!("{}", imported.earlier.len())
    };
    assert_eq!(
        before.savings.as_ref().unwrap().total().value,
        Money::from_pounds(5_400_000)
    );
}

#[test]
fn parts_of_one_bodys_plan_in_two_files_are_one_plan() {
    let waits = "Beck NHS Trust elective plan 2024/25\n\nPathways waiting over 65 weeks|Apr-24|May-24|Jun-24\nBeck NHS Trust|90|60|0";
    let books = [
        file(
            "Beck finance.xlsx",
            &[("Plan", &trust("Beck NHS Trust", -12_000, 4_000))],
        ),
        file("Beck elective.xlsx", &[("Waits", waits)]),
    ];
    assert_eq!(plans(&books).len(), 1);
    let imported = of(&books);
    assert!(imported.earlier.is_empty());
    assert_eq!(imported.plan.elective.unwrap().total(Weeks(65)).len(), 3);
    assert!(imported.plan.savings.is_some());
}

#[test]
fn plans_of_two_years_are_two_plans() {
    let next = trust("Beck NHS Trust", -12_000, 4_000).replace("2024/25", "2025/26");
    let books = [
        file(
            "Beck.xlsx",
            &[("Plan", &trust("Beck NHS Trust", -12_000, 4_000))],
        ),
        file("Beck next.xlsx", &[("Plan", &next)]),
    ];
    assert_eq!(plans(&books).len(), 2);
}
