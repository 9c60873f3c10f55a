//! A file's bytes, whole and of one saving, or why not: it may be locked, far away, half saved, or no file at all.

use super::error::OpenError;
use super::limits;
use super::read::too_large_on_disk;
use super::refusal::Refusal;
use super::stamp::FileStamp;
use super::watch::{Stage, Watch};
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Read as _};
use std::path::Path;
use std::time::Duration;

/// How often a file is read that is saved again meanwhile.
const ATTEMPTS: u32 = 4;
/// Excel writes another file and renames it: for a moment there is none of the name.
const BETWEEN_ATTEMPTS: Duration = Duration::from_millis(250);
/// Bytes between two looks at the wish to stop.
const PIECE: u64 = 1 << 16;
/// The notes that programs keep beside an open workbook are shorter than any workbook.
const NOTE_BYTES: u64 = 1_024;

/// The bytes and the stamp of the saving they are of.
pub(super) fn load(path: &Path, watch: &Watch) -> Result<(Vec<u8>, FileStamp), OpenError> {
    load_with(path, watch, |_| {})
}

/// `meanwhile` is called after each reading, before the file is looked at again.
fn load_with(
    path: &Path,
    watch: &Watch,
    mut meanwhile: impl FnMut(u32),
) -> Result<(Vec<u8>, FileStamp), OpenError> {
    watch.enter(Stage::Loading);
    let mut seen = look(path)?;
    for attempt in 1..=ATTEMPTS {
        if is_kept_online(&seen) {
            watch.enter(Stage::Fetching);
        }
        let bytes = read_all(path, &seen, watch)?;
        meanwhile(attempt);
        let before = FileStamp::from_metadata(&seen);
        seen = look_again(path, watch)?;
        if FileStamp::from_metadata(&seen) == before && bytes.len() as u64 == before.bytes {
            return Ok((bytes, before));
        }
        pause(watch).map_err(|refusal| refusal.at(path))?;
    }
    Err(Refusal::Busy(
        "It is being saved again and again while it is read. Wait until that has ended.".to_owned(),
    )
    .at(path))
}

fn look(path: &Path) -> Result<Metadata, OpenError> {
    let about = fs::metadata(path).map_err(|error| failed(path, &error))?;
    if about.is_dir() {
        return Err(OpenError::Folder {
            path: path.display().to_string(),
        });
    }
    if !about.is_file() {
        return Err(Refusal::Unreadable("it is a device, not a file".to_owned()).at(path));
    }
    if let Some(workbook) = beside(path).filter(|_| about.len() < NOTE_BYTES) {
        return Err(OpenError::OwnerNote {
            workbook,
            path: path.display().to_string(),
        });
    }
    Ok(about)
}

/// The file may be missing for the moment in which it is replaced.
fn look_again(path: &Path, watch: &Watch) -> Result<Metadata, OpenError> {
    for _ in 1..ATTEMPTS {
        match look(path) {
            Err(OpenError::Missing { .. }) => {
                pause(watch).map_err(|refusal| refusal.at(path))?;
            }
            known => return known,
        }
    }
    look(path)
}

fn read_all(path: &Path, about: &Metadata, watch: &Watch) -> Result<Vec<u8>, OpenError> {
    if about.len() > limits::FILE_BYTES {
        return Err(too_large_on_disk().at(path));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or(0));
    let mut file = File::open(path).map_err(|error| failed(path, &error))?;
    loop {
        watch.check().map_err(|refusal| refusal.at(path))?;
        let read = (&mut file)
            .take(PIECE)
            .read_to_end(&mut bytes)
            .map_err(|error| failed(path, &error))?;
        if read == 0 {
            return Ok(bytes);
        }
        if bytes.len() as u64 > limits::FILE_BYTES {
            return Err(too_large_on_disk().at(path));
        }
    }
}

fn pause(watch: &Watch) -> Result<(), Refusal> {
    std::thread::sleep(BETWEEN_ATTEMPTS);
    watch.check()
}

/// The workbook that a note beside it speaks of: Excel's `~$plan.xlsx`, LibreOffice's `.~lock.plan.xlsx#`.
fn beside(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    let of_excel = name.strip_prefix("~$");
    let of_libre_office = || name.strip_prefix(".~lock.")?.strip_suffix('#');
    of_excel.or_else(of_libre_office).map(str::to_owned)
}

fn failed(path: &Path, error: &io::Error) -> OpenError {
    if error.kind() == ErrorKind::NotFound && !(cfg!(windows) && is_network(error.raw_os_error())) {
        return OpenError::Missing {
            path: path.display().to_string(),
        };
    }
    why(error, cfg!(windows)).at(path)
}

/// What an error of the file system means to whoever wants the file. The numbers are those of Windows.
fn why(error: &io::Error, is_windows: bool) -> Refusal {
    let code = error.raw_os_error().filter(|_| is_windows);
    match (error.kind(), code) {
        // Sharing violation and lock violation.
        (_, Some(32 | 33)) => {
            Refusal::Busy("Another program, most likely Excel, keeps it to itself. Close it there.".to_owned())
        }
        // The errors of files kept online.
        (_, Some(358..=404)) => Refusal::Busy(
            "It is kept online (OneDrive or SharePoint) and could not be fetched. Check the connection, or choose “Always keep on this device” for it.".to_owned(),
        ),
        (
            ErrorKind::TimedOut
            | ErrorKind::HostUnreachable
            | ErrorKind::NetworkUnreachable
            | ErrorKind::NetworkDown
            | ErrorKind::StaleNetworkFileHandle,
            _,
        ) => far_away(),
        _ if is_network(code) => far_away(),
        (ErrorKind::PermissionDenied, _) => {
            Refusal::Unreadable("you have no permission to read it".to_owned())
        }
        (ErrorKind::ResourceBusy, _) => {
            Refusal::Busy("Another program keeps it to itself. Close it there.".to_owned())
        }
        _ => Refusal::Unreadable(error.to_string()),
    }
}

/// Errors of Windows for a server that does not answer, a share that is gone, or a connection that broke.
fn is_network(code: Option<i32>) -> bool {
    matches!(
        code,
        Some(
            51 | 53 | 54 | 55 | 59 | 64 | 67 | 121 | 1_167 | 1_203 | 1_222 | 1_231 | 1_232 | 1_236
        )
    )
}

pub(super) fn far_away() -> Refusal {
    Refusal::Busy("The drive it is on does not answer. Check the network or the VPN.".to_owned())
}

/// Whether reading the file fetches it first.
#[cfg(windows)]
fn is_kept_online(about: &Metadata) -> bool {
    use std::os::windows::fs::MetadataExt as _;
    const OFFLINE: u32 = 0x0000_1000;
    const RECALL_ON_OPEN: u32 = 0x0004_0000;
    const RECALL_ON_ACCESS: u32 = 0x0040_0000;
    about.file_attributes() & (OFFLINE | RECALL_ON_OPEN | RECALL_ON_ACCESS) != 0
}

#[cfg(not(windows))]
fn is_kept_online(_about: &Metadata) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("planproof-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn a_file_saved_while_it_is_read_is_read_again() {
        let folder = folder("saved-again");
        let path = folder.join("plan.xlsx");
        fs::write(&path, "first").unwrap();
        let (bytes, stamp) = load_with(&path, &Watch::default(), |attempt| {
            if attempt == 1 {
                fs::write(&path, "the second saving").unwrap();
            }
        })
        .unwrap();
        assert_eq!(bytes, b"the second saving");
        assert_eq!(stamp, FileStamp::of(&path).unwrap());

        let restless = load_with(&path, &Watch::default(), |attempt| {
            fs::write(&path, "again".repeat(attempt as usize)).unwrap();
        });
        assert!(
            matches!(restless, Err(OpenError::Busy { .. })),
            "{restless:?}"
        );
        let vanished = load_with(&path, &Watch::default(), |_| {
            fs::remove_dir_all(&folder).unwrap_or_default();
        });
        assert!(
            matches!(vanished, Err(OpenError::Missing { .. })),
            "{vanished:?}"
        );
    }

    #[test]
    fn what_is_no_file_is_named() {
        let folder = folder("no-file");
        let path = folder.join("plan.xlsx");
        fs::create_dir_all(&path).unwrap();
        let replaced = load(&path, &Watch::default());
        assert!(matches!(replaced, Err(OpenError::Folder { .. })));
        let note = folder.join("~$plan.xlsx");
        fs::write(&note, [0; 165]).unwrap();
        let refused = load(&note, &Watch::default()).unwrap_err();
        assert!(
            refused.to_string().contains("Open plan.xlsx instead"),
            "{refused}"
        );
        assert_eq!(
            beside(Path::new(".~lock.plan.ods#")).as_deref(),
            Some("plan.ods")
        );
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn each_trouble_with_a_file_has_its_own_sentence() {
        let said = |code, is_windows| {
            let error = io::Error::from_raw_os_error(code);
            why(&error, is_windows)
                .at(Path::new("plan.xlsx"))
                .to_string()
        };
        assert!(said(32, true).contains("most likely Excel"));
        assert!(said(362, true).contains("OneDrive"));
        assert!(said(53, true).contains("does not answer"));
        let refused = why(&ErrorKind::PermissionDenied.into(), false);
        assert!(matches!(refused, Refusal::Unreadable(why) if why.contains("no permission")));
        let late = why(&ErrorKind::TimedOut.into(), false);
        assert_eq!(late, far_away());
    }
}
