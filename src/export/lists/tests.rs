use super::*;
use crate::analysis::{compare, compare_cells};
use crate::assessment::Names;
use crate::plan::example::{clean_case, scheme};
use crate::report::ComparedCells;
use crate::workbook::{Cell, Sheet, SheetAddress, Value, Visibility, Workbook};
use std::sync::Arc;

#[test]
fn a_text_that_would_be_a_formula_is_none_and_quotes_are_doubled() {
    assert_eq!(text("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
    assert_eq!(text("-12.5"), "\"-12.5\"");
    assert_eq!(text("a,b"), "\"a,b\"");
}

#[test]
fn the_list_of_changes_holds_each_scheme_with_its_pounds_and_cells() {
    let before = clean_case().plan;
    let mut now = clean_case().plan;
    let lines = &mut now.savings.as_mut().unwrap().lines;
    lines[0].value.value = Money::from_pounds(4_500_000);
    lines.push(scheme("New, with a comma", 250_000, 14));
    let list = changes(&compare(&before, &now), None, &Names::default());
    let rows: Vec<&str> = list.lines().collect();
    assert!(
        rows.iter().any(|row| row.contains("\"Agency exit\"")
            && row.contains(",5000000,4500000,-500000,\"CIP!B10\",\"CIP!B10\"")),
        "{list}"
    );
    assert!(
        rows.iter()
            .any(|row| row.contains("\"New, with a comma\",\"added\",,250000,250000,")),
        "{list}"
    );
    // A plan beside itself has nothing but the head of the list.
    let same = changes(&compare(&before, &before), None, &Names::default());
    assert_eq!(same.lines().count(), 1, "{same}");
    // Signed off, it says so first, under the heads and as wide as they are.
    let signed = changes(
        &compare(&before, &now),
        Some("Reviewed by Ann"),
        &Names::default(),
    );
    let rows: Vec<&str> = signed.lines().collect();
    assert_eq!(rows[1], "\"Sign-off\",,,,\"Reviewed by Ann\",,,,,");
    assert_eq!(rows[0].matches(',').count(), rows[1].matches(',').count());
    assert_eq!(rows.len(), list.lines().count() + 1);
}

#[test]
fn a_hidden_name_stands_in_no_list_even_where_it_is_an_ordinary_word() {
    let mut case = clean_case();
    let before = case.plan.clone();
    let lines = &mut case.plan.savings.as_mut().unwrap().lines;
    let mut procurement = scheme("Procurement", 250_000, 14);
    procurement.division = Some("Procurement".to_owned());
    lines.push(procurement);
    let names = Names::hidden(&case, &[]);
    let list = changes(&compare(&before, &case.plan), None, &names);
    assert!(!list.contains("\"Procurement\""), "{list}");
    assert!(list.contains("\"added\",,250000,250000,"), "{list}");

    let book = |text: &str| {
        let address = SheetAddress::new("plan.xlsx", "CIP");
        let mut sheet = Sheet::new(Arc::new(address), Visibility::Visible);
        sheet.insert(0, 0, Cell::new(Value::Text(text)));
        Workbook {
            sheets: vec![sheet],
            ..Workbook::default()
        }
    };
    let (was, now) = (book("Agency exit"), book("Procurement"));
    let pair = ComparedCells {
        changes: &compare_cells(&was, &now),
        before: &was,
        now: &now,
    };
    let open = cell_changes(&[pair], &Names::default());
    assert!(open.contains("\"Agency exit\",\"Procurement\""), "{open}");
    let list = cell_changes(&[pair], &names);
    assert!(list.contains("\"changed\""), "{list}");
    assert!(
        !list.contains("Agency") && !list.contains("Procurement"),
        "{list}"
    );
}
