//! Cells → plan, by what headers and cells say and never by fixed addresses. Never fails: what is wrong is a finding,
//! what is not understood is listed in the coverage.

mod account;
mod assemble;
mod balance;
mod balancing;
mod coverage;
mod elective;
mod faults;
#[cfg(test)]
mod fixture;
mod grid;
mod header;
mod key_figures;
mod kind;
mod long_form;
mod magnitude;
mod names;
mod periods;
mod position;
mod region;
mod repeats;
mod rows;
mod rtt;
mod savings;
mod table;
mod target;
mod text;
mod unidentified;
mod units;
mod values;
mod vocabulary;
mod voice;
mod weeks;
mod year;

pub use coverage::{
    ColumnMeaning, Coverage, NotUnderstood, SheetCoverage, TableCoverage, TableKind,
};

pub use faults::{
    ERROR_IN_FIGURES, FORMULA_NEVER_CALCULATED, NUMBER_TYPED_AS_TEXT, WORDS_FOR_FIGURE,
};

use crate::finding::Finding;
use crate::plan::Plan;
use crate::review::Review;
use crate::workbook::Workbook;

/// Everything that was made of the workbooks.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Imported {
    pub plan: Plan,
    pub coverage: Coverage,
    /// Faults seen while reading: text where a number should stand, a formula never calculated.
    pub findings: Vec<Finding>,
}

/// Reads the workbooks of one plan. The result does not depend on the order of anything but the workbooks.
pub fn import(workbooks: &[Workbook], review: &Review) -> Imported {
    assemble::import(workbooks, review)
}
