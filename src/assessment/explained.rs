//! Lines that owe an explanation, beside what explains them: the workbook's own remarks, and comments of the review.

use super::Assessment;
use crate::analysis::{Comparison, OffPlan, off_plan};
use crate::import::{TableCoverage, is_remark};
use crate::plan::{Case, Cells};
use crate::policy::Policy;
use crate::review::{Comment, Placed, Signed};
use crate::workbook::{Cell, CellRef, Sheet, SheetAddress};
use std::collections::{BTreeSet, HashMap};

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

/// Notes of one row that are told; nobody reads more.
const MOST: usize = 12;

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

    /// What the columns of remarks say in the rows of these figures, and the notes on figures there.
    fn remarks(&self, off: &OffPlan) -> Vec<Said> {
        let mut said: Vec<Said> = Vec::new();
        for cell in off.gaps.iter().flat_map(|gap| gap.now.cells.iter()) {
            let Some((sheet, table)) = self.table_at(cell) else {
                continue;
            };
            for column in table.remark_columns() {
                let at: Cells = sheet.at(cell.row, column).into();
                let text = sheet.cell(cell.row, column).and_then(Cell::text);
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
            for note in sheet.notes_in(cell.row) {
                if said.len() >= MOST {
                    break;
                }
                let (row, column) = (note.row, note.column);
                let at: Cells = sheet.at(row, column).into();
                let is_figure = sheet.cell(row, column).and_then(Cell::decimal).is_some();
                let is_own = is_figure && table.area.contains(row, column);
                // What is asked explains nothing.
                let tells = is_remark(&note.text) && !note.text.ends_with('?');
                let is_new = said
                    .iter()
                    .all(|known| known.cells != at || known.text != note.text);
                if is_own && tells && is_new {
                    said.push(Said {
                        text: note.text.clone(),
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
        let by_row = ByRow::of(comments);
        let mut all = self.off_plan.clone();
        for line in &mut all {
            line.said.retain(|said| said.by.is_none());
            let own = self.comments_on(&line.off, &by_row).into_iter();
            let own = own.filter_map(|at| comments.get(at));
            line.said.extend(own.map(|one| Said {
                text: one.note.text.clone(),
                by: Some(one.note.by.clone()),
                cells: one.cells.clone().unwrap_or_default().into(),
            }));
        }
        all
    }

    /// The comments on one of the line's figures, or where the row of one has its remarks, as they were written. What was
    /// said of its owner or its status explains no figure.
    fn comments_on(&self, off: &OffPlan, comments: &ByRow<'_>) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        for figure in &off.cells() {
            let near = comments.0.get(&(&*figure.sheet, figure.row));
            let Some(near) = near else { continue };
            let table = self.table_at(figure).map(|(_, table)| table);
            let remarks: Vec<u32> =
                table.map_or_else(Vec::new, |own| own.remark_columns().collect());
            let own = near
                .iter()
                .filter(|(_, cell)| *cell == figure || remarks.contains(&cell.column));
            found.extend(own.map(|(at, _)| *at));
        }
        found
    }
}

/// The cells of comments by their rows, each with the comment's place among all.
struct ByRow<'c>(HashMap<(&'c SheetAddress, u32), Vec<(usize, &'c CellRef)>>);

impl<'c> ByRow<'c> {
    fn of(comments: &'c [Placed<Comment>]) -> Self {
        let mut rows: HashMap<_, Vec<_>> = HashMap::new();
        for (at, one) in comments.iter().enumerate() {
            for cell in one.cells.as_deref().unwrap_or_default() {
                rows.entry((&*cell.sheet, cell.row))
                    .or_default()
                    .push((at, cell));
            }
        }
        Self(rows)
    }
}
