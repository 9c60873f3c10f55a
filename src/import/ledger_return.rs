//! The account of the numbers of a published return: its rows feed the figures of its bodies, its total rows are compared
//! with them. A national extract has millions of numbers, so that they are taken as they were noted while its rows were read.

use super::number_runs::{NumberRuns, RowRuns, is_number_in_text};
use super::published::Layout;
use super::tally::{Class, Numbers};
use crate::workbook::{NotPlain, Plain, PlainRow, Sheet};

/// `used` are row and column of the cells that feed figures, in order; `noted` are the numbers below the header, where they
/// were noted.
pub(super) fn of_return(
    sheet: &Sheet,
    layout: Option<&Layout>,
    noted: Option<&NumberRuns>,
    used: &[(u32, u32)],
) -> Numbers {
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
    let mut read = NumberRuns::default();
    if let Some(noted) = noted {
        let above = sheet.rows().take_while(|(row, _)| *row <= header_row);
        for (row, cells) in above {
            read.push(row, &RowRuns::of_cells(cells));
        }
        account.take_all(&read);
        account.take_all(noted);
    } else {
        note(sheet, &mut read);
        account.take_all(&read);
    }
    account.found
}

/// The numbers of all rows.
fn note(sheet: &Sheet, numbers: &mut NumberRuns) {
    let Some(rows) = sheet.plain_rows(0) else {
        for (row, cells) in sheet.rows() {
            numbers.push(row, &RowRuns::of_cells(cells));
        }
        return;
    };
    for row in rows {
        let runs = of_text(row).unwrap_or_else(|NotPlain| RowRuns::of_cells(sheet.row(row.row)));
        numbers.push(row.row, &runs);
    }
}

fn of_text(row: PlainRow<'_>) -> Result<RowRuns, NotPlain> {
    let mut runs = RowRuns::default();
    row.read(|column, field| {
        let is_number = match field {
            Plain::Count(_) => true,
            Plain::Text(text) => is_number_in_text(text),
        };
        if is_number {
            runs.push(column);
        }
    })?;
    Ok(runs)
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
    fn take_all(&mut self, numbers: &NumberRuns) {
        for (row, first, last) in numbers.iter() {
            self.take(row, (first, last));
        }
    }

    fn take(&mut self, row: u32, (first, last): (u32, u32)) {
        let rest = self.used.get(self.next..).unwrap_or_default();
        self.next += rest.iter().take_while(|(used, _)| *used < row).count();
        let rest = self.used.get(self.next..).unwrap_or_default();
        let here = rest.iter().take_while(|(used, _)| *used == row).count();
        let here = rest.get(..here).unwrap_or_default();
        let of_row = if row <= self.header_row {
            Class::Heading
        } else if self.is_part {
            Class::Elsewhere
        } else if here.is_empty() {
            Class::Total
        } else {
            Class::Used
        };
        let within = |column: u32| (first..=last).contains(&column);
        let has_codes = self.codes.iter().any(|code| within(*code));
        let has_used = of_row != Class::Used && here.iter().any(|(_, column)| within(*column));
        if !has_codes && !has_used {
            self.found.push_run(row, (first, last), of_row);
            return;
        }
        for column in first..=last {
            let class = if here.iter().any(|(_, own)| *own == column) {
                Class::Used
            } else if self.codes.contains(&column) {
                Class::Heading
            } else {
                of_row
            };
            self.found.push_run(row, (column, column), class);
        }
    }
}
