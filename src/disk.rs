//! Writes a file in one step: whoever looks sees the old one or the new one, never half of one. Knows nothing of what is
//! written, and asks before nothing: what may be replaced is for the caller to decide.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

/// Writes beside the target, then moves the result over it; a failure leaves the target as it was.
pub fn replace(out: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = OsString::from(".");
    name.push(out.file_name().unwrap_or_default());
    name.push(format!(".{}.part", std::process::id()));
    let beside = out.with_file_name(name);
    let done = write(&beside, bytes).and_then(|()| fs::rename(&beside, out));
    if done.is_err() {
        // The part is of no use; if it cannot be removed either, the first error is the one to report.
        _ = fs::remove_file(&beside);
    }
    done
}

/// Why a file could not be written, in words for the reader.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "the folder does not exist".to_owned(),
        io::ErrorKind::PermissionDenied => "you may not write there".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        _ => error.to_string(),
    }
}

/// Why a text file could not be read, in words for the reader.
pub fn unread(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no file of this name".to_owned(),
        io::ErrorKind::PermissionDenied => "you may not read it".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        io::ErrorKind::InvalidData => "it is not a text file".to_owned(),
        _ => error.to_string(),
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

    #[test]
    fn nothing_is_left_beside_a_file_that_was_written_or_refused() {
        let folder = std::env::temp_dir().join(format!("planproof-disk-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let out = folder.join("a.json");
        replace(&out, b"old").unwrap();
        replace(&out, b"new").unwrap();
        assert_eq!(fs::read(&out).unwrap(), b"new");
        let taken = folder.join("taken");
        fs::create_dir_all(taken.join("full")).unwrap();
        assert!(replace(&taken, b"x").is_err());
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 2);
        fs::remove_dir_all(folder).unwrap();
    }
}
