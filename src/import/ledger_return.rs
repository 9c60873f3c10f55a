//! The account of the numbers of a published return: its rows feed the figures of its bodies, its total rows are compared
//! with them. A national extract has millions of numbers, so that each row is looked at once, and as text where it is kept so.

use super::ledger::is_number;
use super::published::Layout;
use super::tally::{Class, Numbers};
use crate::workbook::{Cell, NotPlain, Plain, PlainRow, Row, Sheet, Value};

/// `used` are row and column of the cells that feed figures, in order.
pub(super) fn of_return(sheet: &Sheet, layout: Option<&Layout>, used: &[(u32, u32)]) -> Numbers {
    let Some(layout) = layout else {
        return Numbers::default();
    };
    let header_row = layout.header_row();
    let codes = sheet
        .row(header_row)
        .texts()
        .filter(|(_, header)| header.to_lowercase().contains("code"));
    let mut account = Account {
        header_row,
        codes: codes.map(|(column, _)| column).collect(),
        is_part: layout.is_part(sheet),
        used,
        next: 0,
        found: Numbers::default(),
    };
    if let Some(rows) = sheet.plain_rows(0) {
        let mut columns = Vec::new();
        for row in rows {
            columns.clear();
            match numbers_of_text(row, &mut columns) {
                Ok(()) => account.take(row.row, columns.iter().copied()),
                Err(NotPlain) => account.take(row.row, numbers_of(sheet.row(row.row))),
            }
        }
    } else {
        for (row, cells) in sheet.rows() {
            account.take(row, numbers_of(cells));
        }
    }
    account.found
}

fn numbers_of(cells: Row<'_, '_>) -> impl Iterator<Item = u32> {
    cells
        .iter()
        .filter(|(_, cell)| is_number(*cell))
        .map(|(column, _)| column)
}

/// The same of a row of text.
fn numbers_of_text(row: PlainRow<'_>, columns: &mut Vec<u32>) -> Result<(), NotPlain> {
    row.read(|column, field| {
        let is_number = match field {
            Plain::Count(_) => true,
            // No number begins with a letter; most texts do.
            Plain::Text(text) if text.starts_with(|c: char| c.is_ascii_alphabetic()) => false,
            Plain::Text(text) => is_number(Cell::new(Value::Text(text))),
        };
        if is_number {
            columns.push(column);
        }
    })
}

struct Account<'a> {
    header_row: u32,
    /// Columns of codes, whose numbers name other figures.
    codes: Vec<u32>,
    is_part: bool,
    used: &'a [(u32, u32)],
    /// Rows come from the top down, as the marks do: each is looked for from where the last was found.
    next: usize,
    found: Numbers,
}

impl Account<'_> {
    fn take(&mut self, row: u32, columns: impl Iterator<Item = u32>) {
        let rest = self.used.get(self.next..).unwrap_or_default();
        self.next += rest.iter().take_while(|(used, _)| *used < row).count();
        let rest = self.used.get(self.next..).unwrap_or_default();
        let here = rest.iter().take_while(|(used, _)| *used == row).count();
        let mut used = rest.get(..here).unwrap_or_default().iter().peekable();
        let of_row = if row <= self.header_row {
            Class::Heading
        } else if self.is_part {
            Class::Elsewhere
        } else if here == 0 {
            Class::Total
        } else {
            Class::Used
        };
        for column in columns {
            while used.next_if(|(_, own)| *own < column).is_some() {}
            let class = if used.peek().is_some_and(|(_, own)| *own == column) {
                Class::Used
            } else if self.codes.contains(&column) {
                Class::Heading
            } else {
                of_row
            };
            self.found.push(row, column, class);
        }
    }
}
