//! Many files at once: which files of a folder are workbooks, and reading them side by side on the machine's cores.

use super::Workbook;
use std::fs;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Endings of the files Excel and its relatives write.
pub const ENDINGS: [&str; 6] = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv"];
/// How deep a folder is looked through, and how many files are taken from it.
const DEPTH: usize = 4;
const FILES: usize = 2_000;

/// The files meant by these paths: a folder stands for the workbooks in it and in its folders, by name. Excel's lock files
/// (`~$plan.xlsx`) and hidden files are no plans. A path that is no folder is returned as it is, to be opened or refused.
pub fn files_of(paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            look_into(path, DEPTH, &mut files);
        } else {
            files.push(path.clone());
        }
    }
    files
}

fn look_into(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with("~$") || name.starts_with('.') || files.len() >= FILES {
            continue;
        }
        if path.is_dir() {
            // A link back to a folder above would lead round for ever.
            if depth > 0 && !path.is_symlink() {
                look_into(&path, depth - 1, files);
            }
        } else if is_workbook(&path) {
            files.push(path);
        }
    }
}

fn is_workbook(path: &Path) -> bool {
    path.extension().is_some_and(|ending| {
        ENDINGS
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
    })
}

/// Does the same with each item, on as many threads as the machine has cores; results in the order of the items.
pub fn side_by_side<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let threads = cores.min(items.len());
    if threads < 2 {
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, R)>> = Mutex::new(Vec::with_capacity(items.len()));
    let step = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(at) else { return };
            let result = work(item);
            // A lock is poisoned only by a panic under it, and nothing under it can panic.
            if let Ok(mut done) = done.lock() {
                done.push((at, result));
            }
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(step);
        }
        step();
    });
    let mut done = done.into_inner().unwrap_or_default();
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

impl Workbook {
    /// Whether its addresses name the file: needed where several workbooks are read together.
    pub fn set_among_several(&mut self, among: bool) {
        for sheet in &mut self.sheets {
            if sheet.address.among_several != among {
                Arc::make_mut(&mut sheet.address).among_several = among;
            }
        }
        for cell in self.notes.iter_mut().filter_map(|note| note.cell.as_mut()) {
            Arc::make_mut(&mut cell.sheet).among_several = among;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..500).collect();
        let doubled = side_by_side(&items, |item| item * 2);
        assert!(
            doubled
                .iter()
                .enumerate()
                .all(|(at, value)| *value == at * 2)
        );
        assert_eq!(doubled.len(), 500);
    }

    #[test]
    fn a_folder_stands_for_its_workbooks_without_lock_files() {
        let folder = std::env::temp_dir().join(format!("planproof-folder-{}", std::process::id()));
        let inner = folder.join("Providers");
        fs::create_dir_all(&inner).unwrap();
        for name in ["b.XLSX", "a.xlsx", "~$a.xlsx", ".hidden.xlsx", "notes.docx"] {
            fs::write(folder.join(name), "").unwrap();
        }
        fs::write(inner.join("c.ods"), "").unwrap();
        let found = files_of(&[folder.clone(), PathBuf::from("typed.xyz")]);
        let names: Vec<String> = found
            .iter()
            .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
            .collect();
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(names, ["c.ods", "a.xlsx", "b.XLSX", "typed.xyz"]);
    }
}
