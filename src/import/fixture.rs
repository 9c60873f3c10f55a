//! Small sheets for tests, drawn as text: one line a row, cells between bars.

use crate::workbook::{Cell, Sheet, SheetAddress, Value, Visibility, Workbook};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A sheet from lines of cells between `|`. Numbers are numbers, `'1,240` is typed text, all else is text.
pub(in crate::import) fn sheet(name: &str, drawn: &str) -> Sheet {
    let mut rows: BTreeMap<u32, BTreeMap<u32, Cell>> = BTreeMap::new();
    for (row, line) in (0_u32..).zip(drawn.lines()) {
        for (column, text) in (0_u32..).zip(line.split('|')) {
            let text = text.trim();
            if text.is_empty() {
                continue;
            }
            let value = match (text.strip_prefix('\''), text.parse::<f64>()) {
                (Some(typed), _) => Value::Text(typed.into()),
                (None, Ok(number)) => Value::Number(number),
                (None, Err(_)) if text.starts_with('#') => Value::Error(text.into()),
                (None, Err(_)) => Value::Text(text.into()),
            };
            rows.entry(row)
                .or_default()
                .insert(column, Cell::new(value));
        }
    }
    Sheet {
        address: Arc::new(SheetAddress::new("plan.xlsx", name)),
        visibility: Visibility::Visible,
        rows,
        merges: Vec::new(),
    }
}

pub(in crate::import) fn workbook(sheets: Vec<Sheet>) -> Workbook {
    Workbook {
        name: "plan.xlsx".into(),
        sheets,
        ..Workbook::default()
    }
}
