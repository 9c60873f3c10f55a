//! Lists for a spreadsheet: what changed, cell by cell and in meaning, and many plans in a line each. Money in pounds to
//! the penny, so that sums can be made of it; texts so quoted that no spreadsheet takes one for a formula.

mod cell_by_cell;
mod in_meaning;
mod plans;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{compare, compare_cells};
    use crate::assessment::Names;
    use crate::plan::example::{clean_case, scheme};
    use crate::report::ComparedCells;
    use crate::workbook::{Cell, Sheet, SheetAddress, Value, Visibility, Workbook};
    use std::sync::Arc;

    #[test]
    fn a_text_that_would_be_a_formula_is_none_and_quotes_are_doubled() {
        assert_eq!(text("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
        assert_eq!(text("-12.5"), "\"-12.5\"");
        assert_eq!(text("a,b"), "\"a,b\"");
    }

    #[test]
    fn the_list_of_changes_holds_each_scheme_with_its_pounds_and_cells() {
        let before = clean_case().plan;
        let mut now = clean_case().plan;
        let lines = &mut now.savings.as_mut().unwrap().lines;
        lines[0].value.value = Money::from_pounds(4_500_000);
        lines.push(scheme("New, with a comma", 250_000, 14));
        let list = changes(&compare(&before, &now), &Names::default());
        let rows: Vec<&str> = list.lines().collect();
        assert!(
            rows.iter().any(|row| row.contains("\"Agency exit\"")
                && row.contains(",5000000,4500000,-500000,\"CIP!B10\",\"CIP!B10\"")),
            "{list}"
        );
        assert!(
            rows.iter()
                .any(|row| row.contains("\"New, with a comma\",\"added\",,250000,250000,")),
            "{list}"
        );
        // A plan beside itself has nothing but the head of the list.
        let same = changes(&compare(&before, &before), &Names::default());
        assert_eq!(same.lines().count(), 1, "{same}");
    }

    #[test]
    fn a_hidden_name_stands_in_no_list_even_where_it_is_an_ordinary_word() {
        let mut case = clean_case();
        let before = case.plan.clone();
        let lines = &mut case.plan.savings.as_mut().unwrap().lines;
        let mut procurement = scheme("Procurement", 250_000, 14);
        procurement.division = Some("Procurement".to_owned());
        lines.push(procurement);
        let names = Names::hidden(&case);
        let list = changes(&compare(&before, &case.plan), &names);
        assert!(!list.contains("\"Procurement\""), "{list}");
        assert!(list.contains("\"added\",,250000,250000,"), "{list}");

        let book = |text: &str| {
            let address = SheetAddress::new("plan.xlsx", "CIP");
            let mut sheet = Sheet::new(Arc::new(address), Visibility::Visible);
            sheet.insert(0, 0, Cell::new(Value::Text(text)));
            Workbook {
                sheets: vec![sheet],
                ..Workbook::default()
            }
        };
        let (was, now) = (book("Agency exit"), book("Procurement"));
        let pair = ComparedCells {
            changes: &compare_cells(&was, &now),
            before: &was,
            now: &now,
        };
        let open = cell_changes(&[pair], &Names::default());
        assert!(open.contains("\"Agency exit\",\"Procurement\""), "{open}");
        let list = cell_changes(&[pair], &names);
        assert!(list.contains("\"changed\""), "{list}");
        assert!(
            !list.contains("Agency") && !list.contains("Procurement"),
            "{list}"
        );
    }
}
