//! From a path or from bytes to a `Workbook`. Reads the file once, keeps no hold of it, writes nothing.

use super::load::load;
use super::watch::Watch;
use super::{OpenError, Workbook, read as reading};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

/// Opens a workbook of any format that Excel writes, in this process.
pub fn open(path: &Path, watch: &Watch) -> Result<Workbook, OpenError> {
    let (bytes, stamp) = load(path, watch)?;
    let name = path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    );
    let book = read_bytes(&name, path, &bytes, watch)?;
    Ok(Workbook {
        stamp: Some(stamp),
        ..book
    })
}

/// The same for a workbook that is already in memory, such as a sample; `path` only names it in messages.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the bytes are done with once read, and the caller should not keep them"
)]
pub fn read(name: &str, path: &Path, bytes: Vec<u8>, watch: &Watch) -> Result<Workbook, OpenError> {
    read_bytes(name, path, &bytes, watch)
}

fn read_bytes(name: &str, path: &Path, bytes: &[u8], watch: &Watch) -> Result<Workbook, OpenError> {
    let name: Arc<str> = name.into();
    let (sheets, notes) =
        reading::sheets(Arc::clone(&name), bytes, watch).map_err(|refusal| refusal.at(path))?;
    Ok(Workbook {
        name,
        path: path.to_path_buf(),
        fingerprint: fingerprint(bytes),
        stamp: None,
        sheets,
        notes,
    })
}

pub(super) fn fingerprint(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            // Writing to a string cannot fail.
            write!(text, "{byte:02x}").unwrap_or_default();
            text
        })
}
