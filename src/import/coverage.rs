//! What was read, what each sheet and table was taken for and why, and what was not understood.

use super::tally::{Numbers, Tally};
use crate::plan::{Cells, Money, Unit};
use crate::review::{Correction, Meaning, TableMark};
use crate::workbook::{Area, SheetAddress, Visibility};
use std::sync::Arc;

/// The reading's own account of itself; nothing that stands in the workbook is dropped without a line here.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Coverage {
    pub sheets: Vec<SheetCoverage>,
    pub not_understood: Vec<NotUnderstood>,
    /// What became of each correction of the reviewer, in their order.
    pub corrections: Vec<CorrectionOutcome>,
}

/// A correction, and whether it found its table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionOutcome {
    pub correction: Correction,
    pub outcome: Outcome,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Applied,
    /// No table has these headers.
    NoSuchTable,
    /// So many tables have these headers, and none stands where the corrected one stood.
    Several(usize),
    /// The table is there, but not these rows or this column.
    NoSuchCells,
    /// No figure that could be the declared position has that label or stands in that cell.
    NoSuchPosition,
    /// So many figures could be the declared position that was chosen.
    SeveralPositions(usize),
}

impl Outcome {
    /// Why a correction was not applied; `None` where it was.
    pub fn why_not(self) -> Option<String> {
        match self {
            Self::Applied => None,
            Self::NoSuchTable => {
                Some("not applied: no table in this file has the same headers".to_owned())
            }
            Self::Several(count) => Some(format!(
                "not applied: {count} tables in this file have the same headers"
            )),
            Self::NoSuchCells => Some(
                "not applied: its table is there, but not these rows or this column".to_owned(),
            ),
            Self::NoSuchPosition => Some(
                "not applied: no figure of that name could be the declared position".to_owned(),
            ),
            Self::SeveralPositions(count) => Some(format!(
                "not applied: {count} figures could be the one that was chosen"
            )),
        }
    }

    fn is_missing(self) -> bool {
        matches!(self, Self::NoSuchTable | Self::NoSuchPosition)
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct SheetCoverage {
    pub address: Arc<SheetAddress>,
    pub visibility: Visibility,
    /// What the sheet was taken for, in a few words: "savings schemes", "left out: hidden", "no plan data".
    pub taken_for: String,
    pub tables: Vec<TableCoverage>,
    /// What every number on it was counted as.
    pub numbers: Numbers,
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
    /// What corrections of this table are kept under; `None` where nothing can be corrected.
    pub mark: Option<TableMark>,
    /// What its numbers were counted as.
    pub numbers: Tally,
    /// Pounds, without sign, in its cells that are not part of the plan, where they are money.
    pub set_aside: Money,
    /// The corrections it was read with.
    pub corrected: Vec<Correction>,
    /// Whether the table lies on its side: its columns are rows of the sheet.
    pub reads_across: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnMeaning {
    pub column: u32,
    pub header: String,
    /// How many of its cells hold a number.
    pub numbers: usize,
    /// Of the closed list from which the reviewer chooses.
    pub taken_for: Meaning,
    /// "in-year plan value", "month 4", "status", "not used".
    pub meaning: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TableKind {
    Savings,
    Position,
    Elective,
    /// Risks, reserves, one-off items, cash, a bridge: what stands around the position.
    Around,
    /// Measures by month other than long waits: emergency care, beds, activity.
    Measures,
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
            Self::Around => "around the position",
            Self::Measures => "monthly measures",
            Self::PublishedWaits => "published figures",
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
        let counts = |table: &&TableCoverage| match table.kind {
            TableKind::Repeat | TableKind::Other => false,
            // Published figures that the reviewer set aside are named so, and not read.
            TableKind::PublishedWaits => table.lines > 0,
            _ => true,
        };
        self.sheets
            .iter()
            .flat_map(|sheet| &sheet.tables)
            .filter(counts)
            .count()
    }

    /// What the numbers of all sheets were counted as.
    pub fn numbers(&self) -> Tally {
        self.sheets.iter().fold(Tally::default(), |sum, sheet| {
            sum.joined(&sheet.numbers.tally)
        })
    }

    /// The outcomes in another file of the same plan: a correction is applied if it found its table in any of them.
    pub(super) fn join_corrections(&mut self, more: Vec<CorrectionOutcome>) {
        for one in more {
            let known = self
                .corrections
                .iter_mut()
                .find(|known| known.correction == one.correction);
            match known {
                Some(known) if known.outcome.is_missing() => known.outcome = one.outcome,
                Some(known) if one.outcome == Outcome::Applied => known.outcome = one.outcome,
                Some(_) => {}
                None => self.corrections.push(one),
            }
        }
    }

    pub fn pounds_not_understood(&self) -> Money {
        self.not_understood
            .iter()
            .filter_map(|gap| gap.amount)
            .map(Money::abs)
            .sum()
    }
}
