//! Everything computed once: the value that screen, presentation, board pack, JSON and terminal all read.

use crate::finding::Finding;
use crate::import::Coverage;
use crate::plan::Case;
use crate::policy::Policy;
use crate::review::Review;
use crate::workbook::Workbook;
use std::sync::Arc;

/// One plan, judged. Immutable; shared in an `Arc`.
#[derive(Debug, Clone, Default)]
pub struct Assessment {
    pub workbooks: Arc<[Workbook]>,
    pub case: Case,
    pub coverage: Coverage,
    /// Gravest first, then by pounds at stake.
    pub findings: Vec<Finding>,
    pub policy: Policy,
    pub review: Review,
    /// Whether these are the workbooks that come with the app.
    pub is_sample: bool,
}

/// Reads, analyses and judges the workbooks of one plan.
pub fn assess(workbooks: Arc<[Workbook]>, review: &Review, policy: &Policy) -> Assessment {
    let imported = crate::import::import(&workbooks, review);
    Assessment {
        case: Case {
            plan: imported.plan,
        },
        coverage: imported.coverage,
        findings: imported.findings,
        policy: policy.clone(),
        review: review.clone(),
        is_sample: false,
        workbooks,
    }
}
