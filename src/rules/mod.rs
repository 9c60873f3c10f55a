//! The checks, one file each. A rule judges the plan, never the grid.

use crate::finding::{Explanation, Finding};
use crate::plan::Case;
use crate::policy::Policy;

/// A rule is data: what it means, and a function that looks.
#[derive(Debug)]
pub struct Rule {
    pub about: Explanation,
    pub check: fn(&Case, &Policy) -> Outcome,
}

/// What came of looking.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    Found(Vec<Finding>),
    Passed,
    /// What the workbook would have to hold.
    CannotCheck {
        missing: &'static str,
    },
}

/// All rules, in display order. This list is the only registration.
pub static RULES: &[&Rule] = &[];
