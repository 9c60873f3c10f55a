//! The lines above a published table: `Title:`, `Summary:`, `Period:`, `Source:`, `Basis:`, `Published:`. What a sheet is
//! called and when it is of is read from the line that says so, never from a remark beside it.

use super::super::text::{one_line, padded, words};
use super::line::{lines_above, month_of};
use crate::plan::Month;
use crate::workbook::{Cell, Sheet};

/// The labels of the block that heads a published sheet.
const LABELS: [&str; 9] = [
    "title",
    "summary",
    "period",
    "source",
    "basis",
    "published",
    "revised",
    "status",
    "contact",
];

/// What stands above a table of a published sheet.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::import) struct Head {
    pub(in crate::import) title: Option<String>,
    /// `None` where the period is longer than a month.
    pub(super) month: Option<Month>,
    /// Every other text above the table, as padded words.
    said: String,
    labels: usize,
}

impl Head {
    pub(super) fn of(sheet: &Sheet, header_row: u32) -> Self {
        let mut head = Self::default();
        let mut unlabelled: Option<Month> = None;
        let mut said = vec![sheet.name().to_owned()];
        for line in lines_above(sheet, header_row) {
            let label = line
                .texts()
                .next()
                .and_then(|(column, text)| Some((column, label(&text)?)));
            let Some((column, label)) = label else {
                said.extend(line.texts().map(|(_, text)| text));
                // A remark may name a month too; a title is shorter.
                unlabelled = unlabelled.or_else(|| {
                    let mut short = line
                        .cells()
                        .filter(|(_, cell)| cell.text().is_none_or(|text| text.len() <= 80));
                    short.find_map(|(_, cell)| month_of(cell))
                });
                continue;
            };
            head.labels += 1;
            let value = line
                .cells()
                .find(|(own, _)| *own > column)
                .map(|(_, cell)| cell);
            match (label, value) {
                ("title", value) => head.title = value.and_then(Cell::text).map(one_line),
                ("period", Some(value)) => {
                    head.month = month_of(value);
                    unlabelled = None;
                }
                _ => {}
            }
            if matches!(label, "title" | "summary" | "basis") {
                said.extend(value.and_then(Cell::text).map(one_line));
            }
        }
        head.month = head.month.or(unlabelled);
        head.said = padded(&words(&said.join(" ")));
        head
    }

    /// Whether the sheet is headed as its publisher heads every table.
    pub(super) fn is_publication(&self) -> bool {
        self.labels >= 3
    }

    /// Sheet name, title and headings as padded words.
    pub(super) fn said(&self) -> &str {
        &self.said
    }
}

/// `Period:` is a label; `Period` above a column of months is a header.
fn label(text: &str) -> Option<&'static str> {
    let label = text.strip_suffix(':')?.trim().to_lowercase();
    LABELS.into_iter().find(|known| *known == label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::fixture::sheet;

    #[test]
    fn the_period_is_read_from_its_line_and_not_from_a_remark() {
        let drawn = "|Title:|Waiting Times, England\n|Period:|April 2007 to November 2022\n|Source:|NHS\n|Published:|13th January 2023\n|Missing data for November 2022: Frimley NHS Foundation Trust\n|Year|Month";
        let head = Head::of(&sheet("Series", drawn), 5);
        assert_eq!(head.title.as_deref(), Some("Waiting Times, England"));
        assert!(head.is_publication());
        let monthly = drawn.replace("April 2007 to ", "");
        let head = Head::of(&sheet("Series", &monthly), 5);
        assert_eq!(
            head.month,
            Some(Month {
                year: 2022,
                month: 11
            })
        );
    }
}
