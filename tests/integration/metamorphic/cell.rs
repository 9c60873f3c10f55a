//! A cell that owns its text, so that it can be reworded and moved from sheet to sheet.

use planproof::workbook;
use rust_decimal::Decimal;
use std::sync::Arc;

#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    pub value: Value,
    pub format: Option<Arc<str>>,
    pub bold: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Text(Arc<str>),
    Number(f64),
    Date(f64),
    Bool(bool),
    Error(Arc<str>),
    NotCalculated,
}

impl From<workbook::Cell<'_>> for Cell {
    fn from(cell: workbook::Cell<'_>) -> Self {
        Self {
            value: match cell.value {
                workbook::Value::Text(text) => Value::Text(text.into()),
                workbook::Value::Number(number) => Value::Number(number),
                workbook::Value::Date(serial) => Value::Date(serial),
                workbook::Value::Bool(truth) => Value::Bool(truth),
                workbook::Value::Error(word) => Value::Error(word.into()),
                workbook::Value::NotCalculated => Value::NotCalculated,
            },
            format: cell.format.map(Into::into),
            bold: cell.bold,
        }
    }
}

impl Cell {
    pub fn new(value: Value) -> Self {
        Self {
            value,
            format: None,
            bold: false,
        }
    }

    /// As the program sees it.
    pub fn seen(&self) -> workbook::Cell<'_> {
        workbook::Cell {
            value: match &self.value {
                Value::Text(text) => workbook::Value::Text(text),
                Value::Number(number) => workbook::Value::Number(*number),
                Value::Date(serial) => workbook::Value::Date(*serial),
                Value::Bool(truth) => workbook::Value::Bool(*truth),
                Value::Error(word) => workbook::Value::Error(word),
                Value::NotCalculated => workbook::Value::NotCalculated,
            },
            format: self.format.as_deref(),
            bold: self.bold,
        }
    }

    pub fn text(&self) -> Option<&str> {
        self.seen().text()
    }

    pub fn decimal(&self) -> Option<Decimal> {
        self.seen().decimal()
    }
}
