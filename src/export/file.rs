//! Writes a file in one step: whoever looks sees the old one or the new one, never half of one.

use super::error::ExportError;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::Path;

/// How a PDF begins.
const PDF: &[u8] = b"%PDF";

/// Puts a PDF where `out` says. Leaves alone whatever else stands there: a mistyped name must not cost a workbook.
pub fn replace(out: &Path, pdf: &[u8]) -> Result<(), ExportError> {
    let path = || out.display().to_string();
    if is_another_kind(out) {
        return Err(ExportError::OtherFile { path: path() });
    }
    let mut name = OsString::from(".");
    name.push(out.file_name().unwrap_or_default());
    name.push(format!(".{}.part", std::process::id()));
    let beside = out.with_file_name(name);
    let done = write(&beside, pdf).and_then(|()| fs::rename(&beside, out));
    done.map_err(|error| {
        // The part is of no use; if it cannot be removed either, the first error is the one to report.
        _ = fs::remove_file(&beside);
        ExportError::NotWritten {
            why: reason(&error),
            path: path(),
        }
    })
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "the folder does not exist".to_owned(),
        io::ErrorKind::PermissionDenied => "you may not write there".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        _ => error.to_string(),
    }
}

fn is_another_kind(out: &Path) -> bool {
    let mut start = [0; 4];
    match File::open(out).and_then(|mut file| file.read_exact(&mut start)) {
        Ok(()) => start != PDF,
        // Shorter than four bytes, but there: only an empty file may go.
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            fs::metadata(out).is_ok_and(|about| about.len() > 0)
        }
        Err(_) => out.is_dir(),
    }
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
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
    fn a_missing_folder_is_named_last() {
        let out = Path::new("/no/such/folder/pack.pdf");
        let error = replace(out, b"%PDF").unwrap_err().to_string();
        assert!(error.starts_with("The file could not be written: the folder does not exist"));
        assert!(error.ends_with("/no/such/folder/pack.pdf"));
    }
}
