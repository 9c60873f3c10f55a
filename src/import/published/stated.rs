//! Totals that a published sheet states, against the same totals recomputed.

use crate::finding::{Explanation, Finding, Severity, Stake};
use crate::plan::Sourced;
use crate::wording::{count, counted};
use crate::workbook::CellRef;

pub static PUBLISHED_TOTAL_DIFFERS: Explanation = Explanation {
    id: "published-total-differs",
    severity: Severity::Warning,
    title: "Published total differs from its parts",
    summary: "A total stated in a published workbook is not what its own columns or rows add up to.",
    rationale: "A published file that was cut, filtered or corrected by hand no longer adds up. A comparison with it would carry the fault into the board's paper.",
    example: "The row of a trust states 4,210 pathways over 52 weeks; its week columns hold 4,120.",
    fix: "Download the file again from its publisher, and take the revised edition where there is one.",
    question: "Is this the file as published, and which of the two figures did the publisher mean?",
};

/// Cells shown of one finding; the count tells the rest.
const CELLS_MAX: usize = 200;

/// What one sheet states wrongly.
#[derive(Debug, Default)]
pub(super) struct Differences {
    first: Option<String>,
    count: usize,
    largest: u64,
    cells: Vec<CellRef>,
}

impl Differences {
    /// Takes note where the stated total is not ours.
    pub(super) fn compare(&mut self, what: &str, ours: u64, stated: &Sourced<u64>) {
        let apart = ours.abs_diff(stated.value);
        if apart == 0 {
            return;
        }
        self.count += 1;
        self.largest = self.largest.max(apart);
        if self.first.is_none() {
            self.first = Some(format!(
                "{what} states {}; its parts add up to {}.",
                count(stated.value),
                count(ours)
            ));
        }
        let room = CELLS_MAX.saturating_sub(self.cells.len());
        self.cells.extend(stated.cells.iter().take(room).cloned());
    }

    /// One finding a sheet.
    pub(super) fn finding(self) -> Option<Finding> {
        let first = self.first?;
        let others = self.count.saturating_sub(1);
        let message = if others > 0 {
            format!(
                "{first} So it is with {}.",
                counted(others, "other", "others")
            )
        } else {
            first
        };
        Some(
            PUBLISHED_TOTAL_DIFFERS
                .at(self.cells.into(), message)
                .worth(Stake::Pathways(self.largest)),
        )
    }
}
