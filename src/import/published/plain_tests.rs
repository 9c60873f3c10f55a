//! An extract that is kept as text says what its cells say.

use crate::import::import;
use crate::review::Review;
use crate::workbook::{Sheet, Value, Watch, Workbook};
use std::fmt::Write as _;
use std::path::Path;

const ROWS: u32 = 16_000;

/// Above the size from which text stays text. Among its rows are blank ones, quoted names, withheld counts, an amount with a
/// comma, a half pathway, codes that look like numbers and rows that end early.
fn extract() -> Vec<u8> {
    let mut text = "Period,Provider Org Code,Provider Org Name,Commissioner Parent Org Code,Commissioner Parent Name,RTT Part Type,Treatment Function Code,Treatment Function Name".to_owned();
    for week in 0..104 {
        _ = write!(text, ",Gt {week:02} To {:02} Weeks SUM 1", week + 1);
    }
    text += ",Gt 104 Weeks SUM 1,Total,Patients with unknown clock start date,Total All\r\n";
    for row in 0..ROWS {
        let part = ["Part_1A", "Part_2", "Part_2A", "Part_3"][row as usize / 7 % 4];
        let function = match row % 7 {
            6 => "C_999,Total".to_owned(),
            own => format!("C_{},\"Surgery, {own}\"", 100 + own),
        };
        let trust = row / 7 % 60;
        _ = write!(
            text,
            "RTT-January-2026,R{trust:02},\"HOSPITAL {trust}, NHS TRUST\",00{},NHS BOARD {} ICB,{part},{function}",
            trust % 9,
            trust % 9
        );
        let mut total = 0;
        for week in 0..105 {
            let count = (row * 7 + week * 13) % 97 % (1 + (104 - week) / 9);
            total += count;
            match (row, week) {
                (500, 20) => text += ",*",
                (700, 3) => text += ",\"1,240\"",
                (900, 4) => text += ",7.5",
                _ if count == 0 => text += ",",
                _ => _ = write!(text, ",{count}"),
            }
        }
        match row {
            1_200 => {}
            _ => _ = write!(text, ",{total},{},{}", row % 3, total + row % 3),
        }
        text += "\r\n";
        if row % 999 == 0 {
            text += "\r\n,,,\r\n";
        }
    }
    text.into_bytes()
}

fn opened() -> Workbook {
    let bytes = extract();
    assert!(bytes.len() > 4 << 20, "{}", bytes.len());
    let (name, path) = ("extract.csv", Path::new("extract.csv"));
    crate::workbook::read(name, path, bytes, &Watch::default()).unwrap()
}

fn as_cells(book: &Workbook) -> Workbook {
    Workbook {
        sheets: book.sheets.iter().map(Sheet::as_cells).collect(),
        ..book.clone()
    }
}

#[test]
fn text_and_cells_are_one_table() {
    let book = opened();
    let (text, cells) = (&book.sheets[0], as_cells(&book).sheets.remove(0));
    assert!(text.plain_rows(0).is_some() && cells.plain_rows(0).is_none());
    assert_eq!(text.used(), cells.used());
    assert!(text.row_numbers().eq(cells.row_numbers()));
    assert!(text.row_numbers().rev().eq(cells.row_numbers().rev()));
    for (row, own) in cells.rows_from(900).take(700) {
        assert!(own.iter().eq(text.row(row).iter()), "{row}");
    }
    assert_eq!(text.row(3_000_000).len(), 0);
    let amount = cells.cell(703, 11).map(|cell| cell.value);
    assert_eq!(amount, Some(Value::Number(1_240.0)));
}

#[test]
fn reading_an_extract_makes_cells_of_few_of_its_rows() {
    let book = [opened()];
    let read = import(&book, &Review::default());
    assert_eq!(read.plan.published.len(), 6);
    let made = book[0].sheets[0].rows_made();
    // The header, and the rows that hold an amount or a half.
    assert!((1..1_100).contains(&made), "{made} of {ROWS}");
}

#[test]
fn an_extract_kept_as_text_is_read_as_its_cells_are() {
    let book = opened();
    let cells = as_cells(&book);
    let read = |book: Workbook| import(&[book], &Review::default());
    let (text, cells) = (read(book), read(cells));
    let bodies = |read: &crate::import::Imported| -> Vec<usize> {
        let waits = read.plan.published.iter();
        waits.map(|waits| waits.organisations.len()).collect()
    };
    assert_eq!(bodies(&text), bodies(&cells));
    assert_eq!(text.plan.published.len(), 6);
    assert_eq!(text.plan, cells.plan);
    assert_eq!(text.findings, cells.findings);
    assert!(
        !text.findings.is_empty(),
        "rows whose totals differ are told"
    );
    assert_eq!(text.coverage, cells.coverage);
}
