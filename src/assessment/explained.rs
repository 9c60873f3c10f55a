//! Lines that owe an explanation, beside what explains them: the workbook's own remarks, and comments of the review.

use super::Assessment;
use crate::analysis::{Comparison, OffPlan, off_plan};
use crate::import::{TableCoverage, is_remark};
use crate::plan::{Case, Cells};
use crate::policy::Policy;
use crate::review::{Comment, Placed, Signed};
use crate::workbook::{CellRef, Sheet};

/// A line beyond the policy's limits, and what was said of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Explained {
    pub off: OffPlan,
    /// The workbook's own first; empty where nobody said anything.
    pub said: Vec<Said>,
}

/// Words that may explain a figure. Whether they do is for the reviewer to judge.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    pub text: String,
    /// Who wrote the comment; `None` where the words stand in the workbook.
    pub by: Option<Signed>,
    pub cells: Cells,
}

/// The lines beyond the limits, before anybody explained any.
pub(super) fn find(case: &Case, changes: Option<&Comparison>, policy: &Policy) -> Vec<Explained> {
    off_plan(&case.plan, case.earlier.first().zip(changes), policy)
        .into_iter()
        .map(|off| Explained {
            off,
            said: Vec::new(),
        })
        .collect()
}

impl Explained {
    pub fn is_explained(&self) -> bool {
        !self.said.is_empty()
    }
}

impl Assessment {
    /// What still owes an explanation, the largest first.
    pub fn unexplained(&self) -> impl Iterator<Item = &Explained> {
        self.off_plan.iter().filter(|line| !line.is_explained())
    }

    /// The sheet and the table that hold a cell; none for a table on its side, whose lines are columns.
    pub fn table_at(&self, at: &CellRef) -> Option<(&Sheet, &TableCoverage)> {
        let sheet = self
            .workbooks
            .iter()
            .filter(|workbook| workbook.name == at.sheet.workbook)
            .flat_map(|workbook| &workbook.sheets)
            .find(|sheet| sheet.address.sheet == at.sheet.sheet)?;
        let table = self
            .coverage
            .sheets
            .iter()
            .filter(|own| {
                own.address.sheet == at.sheet.sheet && own.address.workbook == at.sheet.workbook
            })
            .flat_map(|own| &own.tables)
            .find(|table| table.area.contains(at.row, at.column) && !table.reads_across)?;
        Some((sheet, table))
    }

    /// Adds what the workbooks say of the lines beyond the limits.
    pub(super) fn take_remarks(&mut self) {
        let said: Vec<Vec<Said>> = self
            .off_plan
            .iter()
            .map(|line| self.remarks(&line.off))
            .collect();
        for (line, said) in self.off_plan.iter_mut().zip(said) {
            line.said = said;
        }
    }

    /// What the columns of remarks say in the rows of these figures.
    fn remarks(&self, off: &OffPlan) -> Vec<Said> {
        let mut said: Vec<Said> = Vec::new();
        for cell in off.gaps.iter().flat_map(|gap| gap.now.cells.iter()) {
            let Some((sheet, table)) = self.table_at(cell) else {
                continue;
            };
            for column in table.remark_columns() {
                let at: Cells = sheet.at(cell.row, column).into();
                let text = sheet.cell(cell.row, column).and_then(|cell| cell.text());
                if let Some(text) = text.filter(|text| is_remark(text))
                    && said.iter().all(|known| known.cells != at)
                {
                    said.push(Said {
                        text: text.trim().to_owned(),
                        by: None,
                        cells: at,
                    });
                }
            }
        }
        said
    }

    /// The same lines with the comments of the review as they stand.
    pub(super) fn explained_by(&self, comments: &[Placed<Comment>]) -> Vec<Explained> {
        let mut all = self.off_plan.clone();
        for line in &mut all {
            line.said.retain(|said| said.by.is_none());
            let own = comments.iter().filter(|one| {
                let cells = one.cells.as_deref().unwrap_or_default();
                cells.iter().any(|cell| self.is_of(&line.off, cell))
            });
            line.said.extend(own.map(|one| Said {
                text: one.note.text.clone(),
                by: Some(one.note.by.clone()),
                cells: one.cells.clone().unwrap_or_default().into(),
            }));
        }
        all
    }

    /// Whether a cell is one of the line's, or stands in its row of the same table.
    fn is_of(&self, off: &OffPlan, cell: &CellRef) -> bool {
        let own = off.cells();
        own.contains(cell)
            || own.iter().any(|figure| {
                let near = figure.sheet == cell.sheet && figure.row == cell.row;
                near && self
                    .table_at(figure)
                    .is_some_and(|(_, table)| table.area.contains(cell.row, cell.column))
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::assess;
    use crate::report::{to_explain, variance_items};
    use crate::review::{Decision, Ground, Moment, Review, Seen, Step};
    use crate::workbook::{Cell, SheetAddress, Value, Visibility, Workbook};
    use std::sync::Arc;

    const TRACKER: &str = "Fell NHS Trust CIP 2025/26 £000\n\nScheme|Lead|Plan 2025/26|Forecast|Reason for variance\nWard move|COO|2600|1200|Ward 4 handed over in October\nBank|COO|2500|1480|TBC\nDrugs|CP|1400|1410|Price rise\nFleet|CFO|1300|1300|";

    fn tracker() -> Assessment {
        let address = Arc::new(SheetAddress::new("fell.xlsx", "CIP"));
        let mut sheet = Sheet::new(Arc::clone(&address), Visibility::Visible);
        for (row, line) in (0..).zip(TRACKER.lines()) {
            let cells = (0..).zip(line.split('|'));
            for (column, text) in cells.filter(|(_, text)| !text.is_empty()) {
                let value = text.parse::<f64>().map_or(Value::Text(text), Value::Number);
                sheet.insert(row, column, Cell::new(value));
            }
        }
        let book = Workbook {
            name: Arc::clone(&address.workbook),
            sheets: vec![sheet],
            fingerprint: "11".to_owned(),
            ..Workbook::default()
        };
        assess([book].into(), &Review::default(), &Policy::default())
    }

    fn said(assessment: &Assessment) -> Vec<(String, Vec<String>)> {
        let items = variance_items(assessment);
        items
            .into_iter()
            .map(|item| (item.name, item.said))
            .collect()
    }

    #[test]
    fn the_workbooks_own_reason_explains_and_a_placeholder_does_not() {
        let assessment = tracker();
        assert_eq!(
            said(&assessment),
            [
                ("Bank".to_owned(), vec![]),
                (
                    "Ward move".to_owned(),
                    vec![
                        "\u{201c}Ward 4 handed over in October\u{201d} (workbook, CIP!E4)"
                            .to_owned()
                    ]
                )
            ]
        );
        assert_eq!(
            to_explain(&assessment).as_deref(),
            Some("1 variance asks for an explanation")
        );
    }

    #[test]
    fn a_comment_on_its_row_explains_it_until_it_is_taken_back() {
        let assessment = tracker();
        let open = assessment.unexplained().next().unwrap();
        let about =
            Ground::new(&assessment.case.plan, &assessment.workbooks).subject(&open.off.cells());
        let by = Signed::new("Ann", Moment::at(0));
        let comment = Comment::new("Shifts moved to agency", about, Seen::default(), by.clone());
        let mut review = Review::default();
        review.apply(&Decision::Comment(Box::new(comment.clone())));
        let reviewed = assessment.reviewed(&review);
        assert_eq!(to_explain(&reviewed), None);
        assert_eq!(
            said(&reviewed)[1].1,
            ["\u{201c}Shifts moved to agency\u{201d} (Ann, 1 Jan 1970)"]
        );
        // Undone, it is as it was.
        assert_eq!(
            reviewed.reviewed(&Review::default()).off_plan,
            assessment.off_plan
        );
        // Withdrawn, it stays in the file and explains nothing.
        let later = Signed::new("Ann", Moment::at(1));
        review.apply(&Decision::Follow(
            comment.id,
            Box::new(Step::withdraw(later)),
        ));
        assert!(to_explain(&reviewed.reviewed(&review)).is_some());
    }
}
