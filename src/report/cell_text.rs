//! A stored value as its sheet shows it: enough of Excel's number formats to recognise the cell by.

use crate::assessment::Names;
use crate::wording::counted;
use crate::workbook::{Cell, CellNote, Value};
use std::borrow::Cow;

/// The value as shown in the grid.
pub fn shown(cell: Cell<'_>) -> String {
    match cell.value {
        Value::Text(text) | Value::Error(text) => text.to_owned(),
        Value::Number(number) => number_shown(number, cell.format),
        Value::Date(serial) => date_shown(serial),
        Value::Bool(true) => "TRUE".to_owned(),
        Value::Bool(false) => "FALSE".to_owned(),
        Value::NotCalculated => "not calculated".to_owned(),
    }
}

/// The same on a screen that is shared: a name on it may be hidden.
pub fn shown_to_all(names: &Names, cell: Cell<'_>) -> String {
    let text = shown(cell);
    match names.whole(&text) {
        Cow::Owned(neutral) => neutral,
        Cow::Borrowed(_) => text,
    }
}

/// Notes of one cell that are told one by one.
const NOTES: usize = 12;

/// Who wrote each note on a cell, and what, on a screen that may be shared; beyond a dozen, how many more there are.
pub fn notes_to_all(names: &Names, notes: &[CellNote]) -> Vec<(String, String)> {
    let shown = |note: &CellNote| {
        let by = note.author.as_deref().map(|author| names.whole(author));
        let by = by.map_or_else(String::new, |author| format!(", by {author}"));
        let state = if note.is_resolved { ", resolved" } else { "" };
        (
            format!("Note in the workbook{by}{state}"),
            names.text(&note.text).into_owned(),
        )
    };
    let mut all: Vec<(String, String)> = notes.iter().take(NOTES).map(shown).collect();
    if let Some(more) = notes.len().checked_sub(NOTES).filter(|more| *more > 0) {
        all.push((
            "Notes in the workbook".to_owned(),
            format!("{} on this cell", counted(more, "more note", "more notes")),
        ));
    }
    all
}

/// The value as stored, before any format.
pub fn stored(cell: Cell<'_>) -> String {
    match cell.value {
        Value::Number(number) => format!("{number}"),
        _ => shown(cell),
    }
}

fn number_shown(number: f64, format: Option<&str>) -> String {
    let Some(format) = format else {
        return plain(number);
    };
    let sections: Vec<&str> = format.split(';').collect();
    let negative = number < 0.0;
    let own = sections
        .get(1)
        .filter(|section| negative && !section.is_empty());
    let code = own.or_else(|| sections.first()).copied().unwrap_or("");
    if !code.contains(['0', '#']) {
        return plain(number);
    }
    let percent = code.contains('%');
    let decimals = code.split_once('.').map_or(0, |(_, rest)| {
        rest.chars().take_while(|c| "0#?".contains(*c)).count()
    });
    // A comma right after the last digit divides by a thousand.
    let last_digit = code.rfind(['0', '#']).unwrap_or(0);
    let thousands = code
        .get(last_digit + 1..)
        .map_or(0, |rest| rest.chars().take_while(|c| *c == ',').count());
    let mut value = if own.is_some() { number.abs() } else { number };
    if percent {
        value *= 100.0;
    }
    for _ in 0..thousands {
        value /= 1_000.0;
    }
    let digits = format!("{value:.decimals$}");
    let grouped = if code
        .get(..last_digit)
        .is_some_and(|code| code.contains(','))
    {
        group(&digits)
    } else {
        digits
    };
    let brackets = own.is_some_and(|section| section.contains('('));
    let sign = if own.is_some_and(|section| section.contains('-')) {
        "-"
    } else {
        ""
    };
    let pound = if code.contains('£') { "£" } else { "" };
    let unit = if percent { "%" } else { "" };
    if brackets {
        format!("({pound}{grouped}{unit})")
    } else {
        format!("{sign}{pound}{grouped}{unit}")
    }
}

/// As in a cell of format General: no more digits than a column shows.
fn plain(number: f64) -> String {
    let rounded = format!("{number:.6}");
    let short = rounded.trim_end_matches('0').trim_end_matches('.');
    if short.is_empty() || short == "-" || short == "-0" {
        "0".to_owned()
    } else {
        short.to_owned()
    }
}

fn group(digits: &str) -> String {
    let (sign, rest) = digits
        .strip_prefix('-')
        .map_or(("", digits), |rest| ("-", rest));
    let (whole, part) = rest
        .split_once('.')
        .map_or((rest, None), |(whole, part)| (whole, Some(part)));
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    match part {
        Some(part) => format!("{sign}{grouped}.{part}"),
        None => format!("{sign}{grouped}"),
    }
}

/// Day, month and year of a serial in the 1900 system, by the civil calendar.
fn date_shown(serial: f64) -> String {
    // Excel counts a 29 February 1900 that never was, so days before March 1900 stand one off there too.
    // Excel's last day is in the year 9999, far within range.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a stored date is finite and below three million days"
    )]
    let days = serial.floor() as i64 - 25_569 + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{day:02}/{month:02}/{year}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Case;
    use crate::workbook::{Sheet, SheetAddress, Visibility, Workbook};

    fn number(number: f64, format: Option<&str>) -> String {
        shown(Cell {
            format,
            ..Cell::new(Value::Number(number))
        })
    }

    #[test]
    fn numbers_look_as_in_their_sheet() {
        assert_eq!(number(1_234_567.8, Some("#,##0")), "1,234,568");
        assert_eq!(number(0.069, Some("0.0%")), "6.9%");
        assert_eq!(number(-42.0, Some("#,##0.0;(#,##0.0)")), "(42.0)");
        assert_eq!(number(-42.0, Some("#,##0;-#,##0")), "-42");
        assert_eq!(number(42_000.0, Some("#,##0.0,\"k\"")), "42.0");
        assert_eq!(number(0.1 + 0.2, None), "0.3");
        assert_eq!(number(1_240.0, None), "1240");
        assert_eq!(number(0.0, None), "0");
    }

    #[test]
    fn dates_are_read_in_the_1900_system() {
        assert_eq!(shown(Cell::new(Value::Date(45_017.0))), "01/04/2023");
        assert_eq!(shown(Cell::new(Value::Date(45_351.5))), "29/02/2024");
    }

    #[test]
    fn a_note_tells_who_wrote_it_and_hides_it_where_names_are_hidden() {
        let note = |author: Option<&str>, text: &str| CellNote {
            row: 3,
            column: 3,
            text: text.to_owned(),
            author: author.map(str::to_owned),
            is_resolved: author.is_none(),
        };
        let notes = [
            note(Some("Jo Brown"), "no scheme behind this"),
            note(None, "Jo Brown asked for this"),
            note(Some("Finance"), "Finance agreed it"),
        ];
        let said = |names: &Names| -> Vec<String> {
            let all = notes_to_all(names, &notes).into_iter();
            all.map(|(by, text)| format!("{by}: {text}")).collect()
        };
        assert_eq!(
            said(&Names::default()),
            [
                "Note in the workbook, by Jo Brown: no scheme behind this",
                "Note in the workbook, resolved: Jo Brown asked for this",
                "Note in the workbook, by Finance: Finance agreed it",
            ]
        );
        let many = vec![notes[1].clone(); NOTES + 3];
        let told = notes_to_all(&Names::default(), &many);
        assert_eq!(told.len(), NOTES + 1);
        assert_eq!(told[NOTES].1, "3 more notes on this cell");
        let address = SheetAddress::new("plan.xlsx", "CIP");
        let mut sheet = Sheet::new(address.into(), Visibility::Visible);
        sheet.notes = notes.to_vec();
        let workbook = Workbook {
            sheets: vec![sheet],
            ..Workbook::default()
        };
        // A team's name is an ordinary word wherever it signs nothing.
        assert_eq!(
            said(&Names::hidden(&Case::default(), &[workbook])),
            [
                "Note in the workbook, by Author 1: no scheme behind this",
                "Note in the workbook, resolved: Author 1 asked for this",
                "Note in the workbook, by Author 2: Finance agreed it",
            ]
        );
    }

    #[test]
    fn a_formula_that_was_never_calculated_is_not_zero() {
        assert_eq!(shown(Cell::new(Value::NotCalculated)), "not calculated");
    }
}
