//! When a file was saved and how long it is: enough to see that it was saved again, without reading it.

use serde::{Deserialize, Serialize};
use std::fs::{self, Metadata};
use std::io;
use std::path::Path;
use std::time::SystemTime;

/// The state of a file as its folder shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileStamp {
    /// `None` on the rare drives that do not tell.
    pub saved: Option<SystemTime>,
    /// Its length.
    pub bytes: u64,
}

impl FileStamp {
    /// Asks the drive, which may take long where that is far away. Errors as `std::fs::metadata`; a folder is none.
    pub fn of(path: &Path) -> io::Result<Self> {
        let about = fs::metadata(path)?;
        if about.is_file() {
            Ok(Self::from_metadata(&about))
        } else {
            Err(io::ErrorKind::NotFound.into())
        }
    }

    pub(super) fn from_metadata(about: &Metadata) -> Self {
        Self {
            saved: about.modified().ok(),
            bytes: about.len(),
        }
    }
}
