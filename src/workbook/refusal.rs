//! Why reading stopped, before anyone has said which file it was. Does not know the path.

use super::error::OpenError;
use std::path::Path;

/// An `OpenError` without its path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal {
    Unreadable(String),
    /// It cannot be had now, but may be later; a full sentence.
    Busy(String),
    Encrypted,
    /// A table Excel can open, but not a workbook; a full sentence.
    NotAWorkbook(String),
    /// Nothing Excel could make a workbook of; a full sentence.
    NotASpreadsheet(String),
    /// More than any honest workbook holds; a full sentence.
    TooLarge(String),
    /// A part of a sentence, without a full stop.
    Damaged(String),
    Cancelled,
}

impl Refusal {
    pub(super) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged(what.into())
    }

    pub(super) fn too_large(what: impl Into<String>) -> Self {
        Self::TooLarge(what.into())
    }

    pub(super) fn at(self, path: &Path) -> OpenError {
        let path = path.display().to_string();
        match self {
            Self::Unreadable(why) => OpenError::Unreadable { why, path },
            Self::Busy(what) => OpenError::Busy { what, path },
            Self::Encrypted => OpenError::Encrypted { path },
            Self::NotAWorkbook(what) => OpenError::NotAWorkbook { what, path },
            Self::NotASpreadsheet(what) => OpenError::NotASpreadsheet { what, path },
            Self::TooLarge(what) => OpenError::TooLarge { what, path },
            Self::Damaged(what) => OpenError::Damaged { what, path },
            Self::Cancelled => OpenError::Cancelled { path },
        }
    }
}
