//! One row of a published sheet. Knows what a cell says, not what it means.

use super::super::periods;
use super::super::text::{one_line, words};
use crate::plan::Month;
use crate::workbook::{Cell, CellRef, Row, Sheet, Value};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

#[derive(Clone, Copy)]
pub(super) struct Line<'s> {
    sheet: &'s Sheet,
    pub(super) row: u32,
    cells: Row<'s, 's>,
}

/// The filled rows from this one on.
pub(super) fn lines(sheet: &Sheet, from: u32) -> impl Iterator<Item = Line<'_>> {
    sheet
        .rows_from(from)
        .map(move |(row, cells)| Line { sheet, row, cells })
}

/// The filled rows above this one.
pub(super) fn lines_above(sheet: &Sheet, row: u32) -> impl Iterator<Item = Line<'_>> {
    lines(sheet, 0).take_while(move |line| line.row < row)
}

impl<'s> Line<'s> {
    pub(super) fn of(sheet: &'s Sheet, row: u32) -> Self {
        Self {
            sheet,
            row,
            cells: sheet.row(row),
        }
    }

    pub(super) fn row_cells(self) -> Row<'s, 's> {
        self.cells
    }

    pub(super) fn cells(self) -> impl Iterator<Item = (u32, Cell<'s>)> + use<'s> {
        self.cells.iter()
    }

    /// Every text of the row, in one line each.
    pub(super) fn texts(self) -> impl Iterator<Item = (u32, String)> + use<'s> {
        self.cells
            .iter()
            .filter_map(|(column, cell)| Some((column, one_line(cell.text()?))))
    }

    pub(super) fn cell(self, column: u32) -> Option<Cell<'s>> {
        self.cells.get(column)
    }

    pub(super) fn text(self, column: u32) -> Option<&'s str> {
        self.cell(column).and_then(Cell::text)
    }

    pub(super) fn at(self, column: u32) -> CellRef {
        self.sheet.at(self.row, column)
    }

    pub(super) fn number(self, column: u32) -> Option<Decimal> {
        self.cell(column)?.decimal()
    }

    /// Whole pathways; estimates carry fractions of them.
    pub(super) fn count(self, column: u32) -> Option<u64> {
        whole(self.cell(column)?)
    }

    pub(super) fn month(self, column: u32) -> Option<Month> {
        month_of(self.cell(column)?)
    }
}

/// A count of pathways. Nearly all are whole as they stand, and an extract holds millions.
pub(super) fn whole(cell: Cell<'_>) -> Option<u64> {
    match cell.value {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "whole and within range"
        )]
        Value::Number(number) if (0.0..=4e9).contains(&number) && number.fract() == 0.0 => {
            Some(number as u64)
        }
        _ => cell.decimal()?.round().to_u64(),
    }
}

/// The month a cell names: a date, `October 2022`, `2022-10`, `RTT-April-2021`.
pub(super) fn month_of(cell: Cell<'_>) -> Option<Month> {
    match cell.value {
        Value::Date(serial) => Month::from_excel_serial(serial),
        Value::Number(number) => digits(&format!("{number}")),
        Value::Text(text) => {
            let mut named = periods::dated_months(text).into_iter();
            match (named.next(), named.next()) {
                (Some(month), None) => Some(month),
                (Some(_), Some(_)) => None,
                (None, _) => numbers(text),
            }
        }
        _ => None,
    }
}

/// `2022-10`, `2022-10-31`, `31/10/2022`.
fn numbers(text: &str) -> Option<Month> {
    let words = words(text);
    let parts: Vec<&str> = words.iter().map(String::as_str).collect();
    let (year, month) = match parts.as_slice() {
        [year, month] | [year, month, _] if year.len() == 4 => (year, month),
        [_, month, year] if year.len() == 4 => (year, month),
        [digits] => return self::digits(digits),
        _ => return None,
    };
    checked(year.parse().ok()?, month.parse().ok()?)
}

/// `202210`.
fn digits(text: &str) -> Option<Month> {
    (text.len() == 6).then_some(())?;
    checked(text.get(..4)?.parse().ok()?, text.get(4..)?.parse().ok()?)
}

fn checked(year: u16, month: u8) -> Option<Month> {
    ((1990..=2100).contains(&year) && (1..=12).contains(&month)).then_some(Month { year, month })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_known_in_every_spelling() {
        let month = |text: &str| month_of(Cell::new(Value::Text(text)));
        let october = Some(Month {
            year: 2022,
            month: 10,
        });
        for text in [
            "2022-10",
            "October 2022",
            "RTT-October-2022",
            "Oct-22",
            "31/10/2022",
            "202210",
            "2022-10-31",
        ] {
            assert_eq!(month(text), october, "{text}");
        }
        for text in [
            "April 2007 to October 2022",
            "2022-13",
            "13th November",
            "52+",
        ] {
            assert_eq!(month(text), None, "{text}");
        }
    }
}
