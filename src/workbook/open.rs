//! From a path or from bytes to a `Workbook`. Reads the file once, keeps no hold of it, writes nothing.

use super::assemble::Assembly;
use super::load::load;
use super::piece::{Note, Sink};
use super::refusal::Refusal;
use super::stamp::FileStamp;
use super::watch::Watch;
use super::{OpenError, Workbook, read as reading};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

/// What is known of a workbook beside its sheets.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct About {
    pub fingerprint: String,
    pub stamp: Option<FileStamp>,
    pub notes: Vec<Note>,
}

/// Opens a workbook of any format that Excel writes, in this process.
pub fn open(path: &Path, watch: &Watch) -> Result<Workbook, OpenError> {
    let mut assembly = Assembly::new(name_of(path));
    let about = open_into(path, watch, &mut assembly)?;
    whole(path, assembly, about)
}

/// The same for a workbook that is already in memory, such as a sample; `path` only names it in messages.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the bytes are done with once read, and the caller should not keep them"
)]
pub fn read(name: &str, path: &Path, bytes: Vec<u8>, watch: &Watch) -> Result<Workbook, OpenError> {
    let mut assembly = Assembly::new(name.into());
    let about = read_into(&name.into(), path, &bytes, watch, &mut assembly)?;
    whole(path, assembly, about)
}

/// Passes the pieces of a file's workbook on to whoever puts them together.
pub(super) fn open_into(
    path: &Path,
    watch: &Watch,
    sink: &mut dyn Sink,
) -> Result<About, OpenError> {
    let (bytes, stamp) = load(path, watch)?;
    let about = read_into(&name_of(path), path, &bytes, watch, sink)?;
    Ok(About {
        stamp: Some(stamp),
        ..about
    })
}

/// The workbook whose pieces have all come.
pub(super) fn whole(path: &Path, assembly: Assembly, about: About) -> Result<Workbook, OpenError> {
    let (name, upkeep) = (assembly.name(), assembly.upkeep());
    let (sheets, notes) = assembly
        .finish(about.notes)
        .ok_or_else(|| broke_off().at(path))?;
    Ok(Workbook {
        name,
        path: path.to_path_buf(),
        fingerprint: about.fingerprint,
        stamp: about.stamp,
        sheets,
        upkeep,
        notes,
    })
}

/// The reading ended before its end, or what it gave makes no sense.
pub(super) fn broke_off() -> Refusal {
    Refusal::too_large(
        "Reading the file broke off, as when it asks for more memory than a workbook may take.",
    )
}

/// File name without folders.
pub(super) fn name_of(path: &Path) -> Arc<str> {
    path.file_name()
        .map_or_else(
            || path.display().to_string(),
            |name| name.to_string_lossy().into_owned(),
        )
        .into()
}

pub(super) fn read_into(
    name: &Arc<str>,
    path: &Path,
    bytes: &[u8],
    watch: &Watch,
    sink: &mut dyn Sink,
) -> Result<About, OpenError> {
    let notes = reading::sheets(name, bytes, watch, sink).map_err(|refusal| refusal.at(path))?;
    Ok(About {
        fingerprint: fingerprint(bytes),
        stamp: None,
        notes,
    })
}

/// SHA-256 in hexadecimal.
pub fn fingerprint(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            // Writing to a string cannot fail.
            write!(text, "{byte:02x}").unwrap_or_default();
            text
        })
}
