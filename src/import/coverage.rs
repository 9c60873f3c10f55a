//! What was read, what each sheet and table was taken for and why, and what was not understood.

use crate::plan::{Cells, Money, Unit};
use crate::workbook::{Area, SheetAddress, Visibility};
use std::sync::Arc;

/// The reading's own account of itself; nothing that stands in the workbook is dropped without a line here.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Coverage {
    pub sheets: Vec<SheetCoverage>,
    pub not_understood: Vec<NotUnderstood>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct SheetCoverage {
    pub address: Arc<SheetAddress>,
    pub visibility: Visibility,
    /// What the sheet was taken for, in a few words: "savings schemes", "left out: hidden", "no plan data".
    pub taken_for: String,
    pub tables: Vec<TableCoverage>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct TableCoverage {
    pub kind: TableKind,
    pub area: Area,
    /// The header rows within the area, zero-based, both ends included.
    pub header_rows: Option<(u32, u32)>,
    pub unit: Unit,
    /// 0 to 1.
    pub confidence: f32,
    /// What speaks for this reading, in sentences.
    pub evidence: Vec<String>,
    pub columns: Vec<ColumnMeaning>,
    /// Lines, organisations or trajectories taken from it.
    pub lines: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnMeaning {
    pub column: u32,
    pub header: String,
    /// "in-year plan value", "month 4", "status", "not used".
    pub meaning: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TableKind {
    Savings,
    Position,
    Elective,
    PublishedWaits,
    /// Repeats another table of the plan: shown, not counted.
    Repeat,
    /// Lists of words, notes, anything that is no part of a plan.
    Other,
}

impl TableKind {
    pub fn label(self) -> &'static str {
        match self {
            Self::Savings => "savings schemes",
            Self::Position => "income and expenditure",
            Self::Elective => "long waits",
            Self::PublishedWaits => "published waiting times",
            Self::Repeat => "repeats another table",
            Self::Other => "not part of the plan",
        }
    }
}

/// Cells that look as if they belong to the plan and could not be read.
#[derive(Debug, Clone, PartialEq)]
pub struct NotUnderstood {
    pub cells: Cells,
    /// A sentence.
    pub why: String,
    /// Pounds in those cells, where they are money.
    pub amount: Option<Money>,
}

impl Coverage {
    /// Tables that fed the plan.
    pub fn tables_read(&self) -> usize {
        let counts =
            |table: &&TableCoverage| !matches!(table.kind, TableKind::Repeat | TableKind::Other);
        self.sheets
            .iter()
            .flat_map(|sheet| &sheet.tables)
            .filter(counts)
            .count()
    }

    pub fn pounds_not_understood(&self) -> Money {
        self.not_understood
            .iter()
            .filter_map(|gap| gap.amount)
            .map(Money::abs)
            .sum()
    }
}
