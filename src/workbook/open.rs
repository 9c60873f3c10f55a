//! From a path or from bytes to a `Workbook`. Reads the file once, keeps no hold of it, writes nothing.

use super::refusal::Refusal;
use super::watch::{Stage, Watch};
use super::{OpenError, Workbook, limits, read as reading};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _};
use std::path::Path;
use std::sync::Arc;

/// Opens a workbook of any format that Excel writes, in this process.
pub fn open(path: &Path, watch: &Watch) -> Result<Workbook, OpenError> {
    watch.enter(Stage::Loading);
    let bytes = load(path)?;
    let name = path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    );
    read_bytes(&name, path, &bytes, watch)
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
        sheets,
        notes,
    })
}

fn load(path: &Path) -> Result<Vec<u8>, OpenError> {
    let failed = |error: &io::Error| match error.kind() {
        ErrorKind::NotFound => OpenError::Missing {
            path: path.display().to_string(),
        },
        _ => Refusal::Unreadable(error.to_string()).at(path),
    };
    let about = fs::metadata(path).map_err(|error| failed(&error))?;
    if about.is_dir() {
        return Err(OpenError::Folder {
            path: path.display().to_string(),
        });
    }
    if !about.is_file() {
        return Err(Refusal::Unreadable("it is a device, not a file".to_owned()).at(path));
    }
    let mut bytes =
        Vec::with_capacity(usize::try_from(about.len().min(limits::FILE_BYTES)).unwrap_or(0));
    File::open(path)
        .and_then(|file| file.take(limits::FILE_BYTES + 1).read_to_end(&mut bytes))
        .map_err(|error| failed(&error))?;
    if bytes.len() as u64 > limits::FILE_BYTES {
        return Err(reading::too_large_on_disk().at(path));
    }
    Ok(bytes)
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
