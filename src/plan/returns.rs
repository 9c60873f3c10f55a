//! Who handed in what: the workbooks that make one plan, and the bodies of which nothing was handed in.

use super::Organisation;
use crate::workbook::CellRef;
use std::sync::Arc;

/// One workbook among those opened for a plan, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Return {
    /// File name without folders.
    pub workbook: Arc<str>,
    /// Whose plan it holds; `None` where it does not say.
    pub body: Option<Organisation>,
    pub standing: Standing,
    /// What speaks for that, in a sentence without a full stop.
    pub why: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Its figures are in the plan.
    Counted,
    /// The same return as another workbook: counted once.
    SameAs(Arc<str>),
    /// An earlier submission of the same plan: kept for comparison, not counted.
    Earlier,
    /// Published figures: beside the plan, not part of it.
    Published,
    /// Holds no plan.
    NoPlan,
}

impl Standing {
    pub fn label(&self) -> String {
        match self {
            Self::Counted => "counted".to_owned(),
            Self::SameAs(other) => format!("same as {other}, counted once"),
            Self::Earlier => "earlier submission, for comparison".to_owned(),
            Self::Published => "published figures, beside the plan".to_owned(),
            Self::NoPlan => "no plan in it".to_owned(),
        }
    }
}

/// A body whose return is older than those it is added to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Late {
    /// The body, or its workbook where that names none.
    pub name: String,
    /// What says so, in a sentence without a full stop.
    pub why: String,
}

/// A body that the plan names, of which no workbook is open, or nothing stands in its row beside others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absent {
    pub body: Organisation,
    /// Where it is named, the first first.
    pub named_at: Vec<CellRef>,
    /// Whether another body's workbook gives its position; without, the plan's sums are without it.
    pub figures_from_another: bool,
    /// Whether it has a row beside other bodies' results and no result in it.
    pub row_left_empty: bool,
}
