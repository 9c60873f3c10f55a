//! Lists for a spreadsheet: what changed, cell by cell and in meaning, and many plans in a line each. Money in pounds to
//! the penny, so that sums can be made of it; texts so quoted that no spreadsheet takes one for a formula.

mod cell_by_cell;
mod in_meaning;
mod plans;
#[cfg(test)]
mod tests;

pub use cell_by_cell::cell_changes;
pub use in_meaning::changes;
pub use plans::plans;

use super::error::ExportError;
use super::file;
use crate::plan::{Money, Share};
use crate::workbook::CellRef;
use std::path::Path;

/// Puts a list where `out` says; leaves alone whatever else stands there.
pub fn write(list: &str, out: &Path) -> Result<(), ExportError> {
    // Without its mark, Excel takes a pound sign for two other signs.
    file::replace_list(out, format!("\u{feff}{list}").as_bytes())
}

/// Rows of fields, ended as spreadsheets end them.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn add(&mut self, fields: &[String]) {
        self.0.push_str(&fields.join(","));
        self.0.push_str("\r\n");
    }

    fn head(heads: &[&str]) -> Self {
        let mut lines = Self::default();
        let heads: Vec<String> = heads.iter().map(|head| text(head)).collect();
        lines.add(&heads);
        lines
    }
}

/// A text field. A sign that would begin a formula is kept from doing so by an apostrophe before it.
fn text(value: &str) -> String {
    let guard =
        if value.starts_with(['=', '+', '-', '@', '\t', '\r']) && value.parse::<f64>().is_err() {
            "'"
        } else {
            ""
        };
    format!("\"{guard}{}\"", value.replace('"', "\"\""))
}

fn pounds(money: Option<Money>) -> String {
    money.map_or_else(String::new, |money| money.pounds().normalize().to_string())
}

fn share(share: Option<Share>) -> String {
    share.map_or_else(String::new, |share| {
        share.0.round_dp(6).normalize().to_string()
    })
}

fn cell(at: &CellRef) -> String {
    text(&at.to_string())
}
