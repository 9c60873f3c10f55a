//! Columns of variances that a workbook prints beside its plan and its actuals, and the cells that do not follow.

use super::{Money, Sourced};

/// One column of variances whose two figures were found beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct VarianceColumn {
    /// The words above the column.
    pub header: String,
    /// Rows with a plan, an outcome and a variance.
    pub rows: usize,
    pub odd: Vec<OddVariance>,
}

/// A variance that is not what the other rows of its column make of plan and outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct OddVariance {
    /// The words of its row.
    pub label: String,
    pub plan: Sourced<Money>,
    /// Actual or forecast.
    pub outcome: Sourced<Money>,
    pub stated: Sourced<Money>,
    /// In the sign that the other rows of its kind have.
    pub expected: Money,
}

impl OddVariance {
    /// Right but for its sign, so that it tells of better where it is worse.
    pub fn is_turned(&self) -> bool {
        let off = (self.stated.value + self.expected).abs();
        off < (self.stated.value - self.expected).abs() && !self.stated.value.is_zero()
    }
}
