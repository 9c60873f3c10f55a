//! A rewritten plan as a file, to look at in Excel where it reads differently.

use super::book::Book;
use planproof::workbook::{Value, Visibility};
use rust_xlsxwriter::{Format, Workbook};
use std::path::Path;

/// Writes values, number formats, weight, merges and hidden sheets.
pub fn write(book: &Book, path: &Path) {
    let mut file = Workbook::new();
    for tab in &book.tabs {
        let sheet = file.add_worksheet();
        sheet
            .set_name(tab.name.chars().take(31).collect::<String>())
            .unwrap();
        match tab.visibility {
            Visibility::Visible => {}
            Visibility::Hidden => drop(sheet.set_hidden(true)),
            Visibility::VeryHidden => drop(sheet.set_very_hidden(true)),
        }
        for area in &tab.merges {
            let column = |at: u32| u16::try_from(at).unwrap();
            let (top, left) = (area.first_row, column(area.first_column));
            let (bottom, right) = (area.last_row, column(area.last_column));
            sheet
                .merge_range(top, left, bottom, right, "", &Format::new())
                .unwrap();
        }
        for ((row, column), cell) in &tab.cells {
            let mut format = Format::new();
            if let Some(code) = &cell.format {
                format = format.set_num_format(code.as_ref());
            } else if matches!(cell.value, Value::Date(_)) {
                format = format.set_num_format("mmm-yy");
            }
            if cell.bold {
                format = format.set_bold();
            }
            let (row, column) = (*row, u16::try_from(*column).unwrap());
            match &cell.value {
                Value::Number(number) | Value::Date(number) => {
                    sheet.write_number_with_format(row, column, *number, &format)
                }
                Value::Text(text) | Value::Error(text) => {
                    sheet.write_string_with_format(row, column, text.as_ref(), &format)
                }
                Value::Bool(truth) => sheet.write_boolean_with_format(row, column, *truth, &format),
                Value::NotCalculated => sheet.write_blank(row, column, &format),
            }
            .unwrap();
        }
    }
    file.save(path).unwrap();
}
