//! Small sheets for tests, drawn as text: one line a row, cells between bars.

use crate::plan::{Money, Plan, Savings};
use crate::review::Review;
use crate::workbook::{Cell, Sheet, SheetAddress, Value, Visibility, Workbook};
use std::sync::Arc;

/// A sheet from lines of cells between `|`. Numbers are numbers, `'1,240` is typed text, all else is text.
pub(in crate::import) fn sheet(name: &str, drawn: &str) -> Sheet {
    let address = Arc::new(SheetAddress::new("plan.xlsx", name));
    let mut sheet = Sheet::new(address, Visibility::Visible);
    for (row, line) in (0_u32..).zip(drawn.lines()) {
        for (column, text) in (0_u32..).zip(line.split('|')) {
            let text = text.trim();
            if text.is_empty() {
                continue;
            }
            let value = match (text.strip_prefix('\''), text.parse::<f64>()) {
                (Some(typed), _) => Value::Text(typed),
                (None, Ok(number)) => Value::Number(number),
                (None, Err(_)) if text.starts_with('#') => Value::Error(text),
                (None, Err(_)) => Value::Text(text),
            };
            sheet.insert(row, column, Cell::new(value));
        }
    }
    sheet
}

pub(in crate::import) fn workbook(sheets: Vec<Sheet>) -> Workbook {
    Workbook {
        name: "plan.xlsx".into(),
        sheets,
        ..Workbook::default()
    }
}

/// The plan of one workbook with these sheets.
pub(in crate::import) fn read(sheets: &[(&str, &str)]) -> Plan {
    let sheets = sheets
        .iter()
        .map(|(name, drawn)| sheet(name, drawn))
        .collect();
    super::import(&[workbook(sheets)], &Review::default()).plan
}

/// The names of the lines without a scheme behind them.
pub(in crate::import) fn flagged(savings: &Savings) -> Vec<&str> {
    let lines = savings.lines.iter().filter(|line| line.is_unidentified());
    lines.map(|line| line.name.as_str()).collect()
}

pub(in crate::import) fn target(savings: &Savings) -> Option<Money> {
    savings.target.as_ref().map(|target| target.value)
}

pub(in crate::import) fn pounds(number: i64) -> Money {
    Money::from_pounds(number)
}
