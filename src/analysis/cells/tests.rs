use super::*;
use crate::workbook::{Cell, Sheet, SheetAddress, Visibility};
use proptest::prelude::*;

/// A sheet of rows drawn with bars between the cells; what reads as a number is one.
fn sheet(name: &str, drawn: &[Vec<String>]) -> Sheet {
    let mut sheet = Sheet::new(
        Arc::new(SheetAddress::new("plan.xlsx", name)),
        Visibility::Visible,
    );
    for (cells, row) in drawn.iter().zip(0..) {
        for (text, column) in cells.iter().zip(0..) {
            if text.is_empty() {
                continue;
            }
            let value = text.parse::<f64>().map_or(Value::Text(text), Value::Number);
            sheet.insert(row, column, Cell::new(value));
        }
    }
    sheet
}

fn drawn(text: &str) -> Vec<Vec<String>> {
    text.lines()
        .map(|line| line.split('|').map(str::to_owned).collect())
        .collect()
}

fn book(sheets: Vec<Sheet>) -> Workbook {
    Workbook {
        sheets,
        ..Workbook::default()
    }
}

fn of(before: &str, now: &str) -> CellChanges {
    let one = |text| book(vec![sheet("CIP", &drawn(text))]);
    compare_cells(&one(before), &one(now))
}

const PLAN: &str = "Ref|Scheme|Lead|Value\nS1|Theatres|COO|1240\nS2|Agency|CNO|600\nS3|Beds|COO|310\nS4|Drugs|CP|95";

fn places(changes: &SheetChanges) -> Vec<(String, String)> {
    changes
        .cells
        .iter()
        .map(|cell| (cell.before.within_workbook(), cell.now.within_workbook()))
        .collect()
}

#[test]
fn a_changed_value_is_one_change_at_its_cell() {
    let changes = of(PLAN, &PLAN.replace("600", "650"));
    assert_eq!(changes.sheets.len(), 1);
    assert_eq!(
        places(&changes.sheets[0]),
        [("CIP!D3".to_owned(), "CIP!D3".to_owned())]
    );
    assert_eq!(changes.count(CellChangeKind::Value), 1);
}

#[test]
fn rows_put_in_between_are_told_and_disturb_no_cell() {
    let later = PLAN
        .replace("S2|Agency", "S9|New scheme|CFO|77\nS2|Agency")
        .replace("310", "300");
    let changes = of(PLAN, &later);
    let own = &changes.sheets[0];
    assert_eq!(
        (own.rows_added.as_slice(), own.rows_gone.as_slice()),
        (&[2][..], &[][..])
    );
    assert_eq!(places(own), [("CIP!D4".to_owned(), "CIP!D5".to_owned())]);
}

#[test]
fn a_column_put_in_between_is_told_and_disturbs_no_cell() {
    let later = "Ref|Scheme|Status|Lead|Value\nS1|Theatres|Green|COO|1240\nS2|Agency|Red|CNO|600\nS3|Beds|Amber|COO|311\nS4|Drugs|Green|CP|95";
    let changes = of(PLAN, later);
    let own = &changes.sheets[0];
    assert_eq!(
        (own.columns_added.as_slice(), own.columns_gone.as_slice()),
        (&[2][..], &[][..])
    );
    assert_eq!(places(own), [("CIP!D4".to_owned(), "CIP!E4".to_owned())]);
}

#[test]
fn a_renamed_sheet_is_the_same_sheet_and_a_new_one_is_new() {
    let before = book(vec![sheet("CIP", &drawn(PLAN))]);
    let now = book(vec![
        sheet("Savings", &drawn(&PLAN.replace("95", "96"))),
        sheet("Notes", &drawn("Nothing")),
    ]);
    let changes = compare_cells(&before, &now);
    let names: Vec<(Option<&str>, Option<&str>)> = changes
        .sheets
        .iter()
        .map(|own| (own.before.as_deref(), own.now.as_deref()))
        .collect();
    assert_eq!(
        names,
        [(Some("CIP"), Some("Savings")), (None, Some("Notes"))]
    );
    assert_eq!(changes.cells().count(), 1);
}

#[test]
fn a_number_that_differs_in_its_last_bits_only_is_the_same() {
    let one = |number: f64| {
        let mut own = sheet("CIP", &drawn(PLAN));
        own.insert(1, 3, Cell::new(Value::Number(number)));
        book(vec![own])
    };
    assert!(compare_cells(&one(0.1 + 0.2), &one(0.3)).is_empty());
}

#[test]
fn a_row_that_moved_and_lost_its_number_is_gone_and_added_and_no_cell_is_invented() {
    let later = "Ref|Scheme|Lead|Value\nS1|Theatres|COO|1240\nS3|Beds|COO|310\nS4|Drugs|CP|95\nS2|Agency|CNO|600";
    let changes = of(PLAN, later);
    let own = &changes.sheets[0];
    assert_eq!(
        (own.rows_gone.as_slice(), own.rows_added.as_slice()),
        (&[2][..], &[4][..])
    );
    assert!(own.cells.is_empty());
}

fn rows() -> impl Strategy<Value = Vec<Vec<String>>> {
    let cell = prop_oneof![
        Just(String::new()),
        "[a-c]{1,2}",
        (0_u8..9).prop_map(|n| n.to_string())
    ];
    proptest::collection::vec(proptest::collection::vec(cell, 0..5), 0..12)
}

proptest! {
    #[test]
    fn a_workbook_beside_itself_has_no_changes(drawn in rows()) {
        let own = book(vec![sheet("a", &drawn)]);
        prop_assert!(compare_cells(&own, &own).is_empty());
    }

    #[test]
    fn every_filled_cell_is_accounted_for_in_either_direction(one in rows(), other in rows()) {
        let (before, now) = (book(vec![sheet("a", &one)]), book(vec![sheet("a", &other)]));
        for (before, now) in [(&before, &now), (&now, &before)] {
            let changes = compare_cells(before, now);
            let Some(own) = changes.sheets.first() else {
                // Nothing differs: both hold the same cells.
                prop_assert_eq!(before.sheets[0].cell_count(), now.sheets[0].cell_count());
                continue;
            };
            for (row, cells) in now.sheets[0].rows() {
                for (column, cell) in cells.iter() {
                    let told = own.rows_added.contains(&row)
                        || own.columns_added.contains(&column)
                        || own.cells.iter().any(|change| change.now.row == row && change.now.column == column);
                    // What is not told of stands in the other workbook too.
                    let there = before.sheets[0].rows().any(|(_, cells)| {
                        cells.iter().any(|(_, other)| is_same(cell.value, other.value))
                    });
                    prop_assert!(told || there, "{row} {column}");
                }
            }
        }
    }
}
