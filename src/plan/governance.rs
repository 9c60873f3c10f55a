//! What a savings line says of its own approval: whether care was looked at, whether there is a plan, who signed.

use crate::workbook::CellRef;

/// What the columns of a savings table ask of each line; `None` where its table does not ask, as most ask for few of these.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Governance {
    /// Quality impact assessment: patient safety, effectiveness of care, patients' experience.
    pub quality_impact: Option<Box<StatedStep>>,
    /// Project initiation document, mandate or business case.
    pub project_document: Option<Box<StatedStep>>,
    pub milestones: Option<Box<StatedStep>>,
    pub sign_off: Option<Box<StatedStep>>,
    /// Whether the saving releases cash, as the workbook flags it.
    pub cash_releasing: Option<Box<StatedStep>>,
}

/// The answer of one cell, with the workbook's own word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedStep {
    pub answer: Answer,
    /// Empty where the cell is blank.
    pub word: String,
    pub cell: CellRef,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Yes,
    No,
    NotNeeded,
    /// The column asks and the cell is blank.
    Blank,
    /// A word that says neither.
    Unclear,
}

impl Answer {
    /// `yes`, `no`, `not needed`, `blank`, `unclear`.
    pub fn label(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::NotNeeded => "not needed",
            Self::Blank => "blank",
            Self::Unclear => "unclear",
        }
    }
}

impl StatedStep {
    /// Asked for and not there: a blank in a column that others fill is no approval.
    pub fn is_missing(&self) -> bool {
        matches!(self.answer, Answer::No | Answer::Blank)
    }
}
