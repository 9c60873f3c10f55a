//! Where a board pack may be written, and where something else stands that must not be lost.

use super::error::ExportError;
use crate::disk;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

/// How a PDF begins.
const PDF: &[u8] = b"%PDF";

/// Puts a PDF where `out` says. Leaves alone whatever else stands there: a mistyped name must not cost a workbook.
pub fn replace(out: &Path, pdf: &[u8]) -> Result<(), ExportError> {
    let path = || out.display().to_string();
    if is_another_kind(out) {
        return Err(ExportError::OtherFile { path: path() });
    }
    disk::replace(out, pdf).map_err(|error| ExportError::NotWritten {
        why: disk::reason(&error),
        path: path(),
    })
}

/// Puts a list where `out` says; only a list that begins alike gives way to it.
pub fn replace_list(out: &Path, list: &[u8]) -> Result<(), ExportError> {
    let path = || out.display().to_string();
    if begins_otherwise(out, list) {
        return Err(ExportError::OtherFile { path: path() });
    }
    disk::replace(out, list).map_err(|error| ExportError::NotWritten {
        why: disk::reason(&error),
        path: path(),
    })
}

fn is_another_kind(out: &Path) -> bool {
    begins_otherwise(out, PDF)
}

/// Whether something else than a file of this beginning stands there.
fn begins_otherwise(out: &Path, beginning: &[u8]) -> bool {
    let mut start = [0; 4];
    match File::open(out).and_then(|mut file| file.read_exact(&mut start)) {
        Ok(()) => !beginning.starts_with(&start),
        // Shorter than four bytes, but there: only an empty file may go.
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            fs::metadata(out).is_ok_and(|about| about.len() > 0)
        }
        Err(_) => out.is_dir(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An empty folder of this test's own.
    fn folder(name: &str) -> std::path::PathBuf {
        let folder = std::env::temp_dir().join(format!("planproof-{name}-{}", std::process::id()));
        _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn a_pack_replaces_an_older_pack_and_leaves_nothing_beside_it() {
        let folder = folder("pack");
        let out = folder.join("pack.pdf");
        replace(&out, b"%PDF old").unwrap();
        replace(&out, b"%PDF new").unwrap();
        assert_eq!(fs::read(&out).unwrap(), b"%PDF new");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_workbook_is_never_overwritten() {
        let folder = folder("workbook");
        let out = folder.join("plan.xlsx");
        fs::write(&out, b"PK\x03\x04 a plan").unwrap();
        let refused = replace(&out, b"%PDF").unwrap_err();
        assert!(matches!(refused, ExportError::OtherFile { .. }));
        assert_eq!(fs::read(&out).unwrap(), b"PK\x03\x04 a plan");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_list_replaces_an_older_list_and_no_other_file() {
        let folder = folder("list");
        let out = folder.join("changes.csv");
        replace_list(&out, "\u{feff}\"What\"".as_bytes()).unwrap();
        replace_list(&out, "\u{feff}\"What\",1".as_bytes()).unwrap();
        fs::write(&out, b"Ref,Scheme").unwrap();
        let refused = replace_list(&out, "\u{feff}\"What\"".as_bytes()).unwrap_err();
        assert!(matches!(refused, ExportError::OtherFile { .. }));
        assert_eq!(fs::read(&out).unwrap(), b"Ref,Scheme");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_missing_folder_is_named_last() {
        let out = Path::new("/no/such/folder/pack.pdf");
        let error = replace(out, b"%PDF").unwrap_err().to_string();
        assert!(error.starts_with("The file could not be written: the folder does not exist"));
        assert!(error.ends_with("/no/such/folder/pack.pdf"));
    }
}
