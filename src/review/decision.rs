//! One thing the reviewer decided, as data: every change to a review is one of these, so that each can be undone, told
//! and logged in the same way.

use super::Correction;

/// A decision of the reviewer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// The address of the cell that holds the declared position, such as `'I&E'!P48`.
    DeclarePosition(String),
    /// Reads a table otherwise than it was taken for.
    Correct(Box<Correction>),
    /// Reads it again as it was taken for before that correction.
    TakeBack(Box<Correction>),
}

impl Decision {
    /// What was done, as it stands after "Undo": sentence case, no full stop.
    pub fn in_words(&self) -> String {
        match self {
            Self::DeclarePosition(address) => format!("Declared position taken from {address}"),
            Self::Correct(correction) => correction.in_words(),
            Self::TakeBack(correction) => {
                format!("No longer so: {}", correction.in_words())
            }
        }
    }

    /// In few words, where what it changed in the plan is worth telling at once.
    pub fn in_short(&self) -> Option<String> {
        match self {
            Self::DeclarePosition(_) => None,
            Self::Correct(correction) => Some(correction.change.in_short()),
            Self::TakeBack(_) => Some("Taken back".to_owned()),
        }
    }

    /// Whether the workbooks have to be read again for it to show.
    pub fn changes_reading(&self) -> bool {
        match self {
            Self::DeclarePosition(_) | Self::Correct(_) | Self::TakeBack(_) => true,
        }
    }
}
