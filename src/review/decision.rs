//! One thing the reviewer decided, as data: every change to a review is one of these, so that each can be undone, told
//! and logged in the same way.

/// A decision of the reviewer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// The address of the cell that holds the declared position, such as `'I&E'!P48`.
    DeclarePosition(String),
}

impl Decision {
    /// What was done, as it stands after "Undo": sentence case, no full stop.
    pub fn in_words(&self) -> String {
        match self {
            Self::DeclarePosition(address) => format!("Declared position taken from {address}"),
        }
    }

    /// Whether the workbooks have to be read again for it to show.
    pub fn changes_reading(&self) -> bool {
        match self {
            Self::DeclarePosition(_) => true,
        }
    }
}
