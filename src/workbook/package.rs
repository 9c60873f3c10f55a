//! The zip package of a modern workbook, looked at before it is read: sizes, overlaps, locks, and text where it stands.

use super::limits;
use super::refusal::Refusal;
use super::tags::Tags;
use std::collections::HashMap;
use std::io::{BufReader, Cursor, Read as _};
use zip::read::ZipFile;
use zip::{CompressionMethod, ZipArchive};

/// The parts of a package by name: lower case, forward slashes.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    parts: HashMap<String, usize>,
}

pub(super) type PartTags<'a, 'b> = Tags<BufReader<ZipFile<'a, Cursor<&'b [u8]>>>>;

impl<'b> Package<'b> {
    /// Reads the table of contents alone.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Refusal> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
            Refusal::damaged(format!(
                "its table of contents cannot be read ({error}), perhaps because a download or a copy was cut short"
            ))
        })?;
        if archive.len() > limits::ENTRIES {
            return Err(Refusal::too_large(format!(
                "The file is made of {} parts, where a workbook has a few dozen.",
                archive.len()
            )));
        }
        let mut parts = HashMap::with_capacity(archive.len());
        for index in 0..archive.len() {
            if let Some(Ok(name)) = archive.name_for_index(index) {
                let is_new = parts.insert(normal(&name), index).is_none();
                if !is_new {
                    return Err(twice(&name));
                }
            }
        }
        Ok(Self { archive, parts })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&normal(name))
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.keys().map(String::as_str)
    }

    /// What no honest workbook does: unpack to gigabytes, share bytes between parts, lock single parts.
    pub(super) fn check(&mut self) -> Result<(), Refusal> {
        if self.archive.has_duplicate_names() {
            return Err(twice("of that kind"));
        }
        if self.archive.has_overlapping_entries().unwrap_or(true) {
            return Err(Refusal::too_large(
                "Parts of the file overlap, as in a file made to fill a computer.",
            ));
        }
        let mut unpacked: u64 = 0;
        for index in 0..self.archive.len() {
            let part = self.archive.by_index_raw(index).map_err(|error| {
                Refusal::damaged(format!("one of its parts cannot be found ({error})"))
            })?;
            let name = part.name().map(|name| normal(&name)).unwrap_or_default();
            if !is_read(&name) {
                continue;
            }
            if part.encrypted() {
                return Err(Refusal::Encrypted);
            }
            let method = part.compression();
            if !matches!(
                method,
                CompressionMethod::Stored | CompressionMethod::Deflated
            ) {
                return Err(Refusal::damaged(format!(
                    "its part {name} is packed in a way that Excel does not use ({method})"
                )));
            }
            unpacked = unpacked.saturating_add(part.size());
            let bound = bound_of(&name);
            if part.size() > bound {
                return Err(Refusal::too_large(format!(
                    "Its part {name} would unpack to {} MB.",
                    part.size() >> 20
                )));
            }
        }
        if unpacked > limits::UNPACKED_BYTES {
            return Err(Refusal::too_large(format!(
                "The file would unpack to {:.1} GB.",
                unpacked as f64 / f64::from(1 << 30)
            )));
        }
        Ok(())
    }

    /// The unpacked size that the table of contents gives, and the tags of a part.
    pub(super) fn tags(&mut self, name: &str) -> Option<(u64, PartTags<'_, 'b>)> {
        let index = *self.parts.get(&normal(name))?;
        let part = self.archive.by_index(index).ok()?;
        let size = part.size();
        Some((size, Tags::new(BufReader::with_capacity(1 << 16, part))))
    }

    /// The first bytes of a part.
    pub(super) fn head(&mut self, name: &str, length: u64) -> Option<Vec<u8>> {
        let index = *self.parts.get(&normal(name))?;
        let mut head = Vec::new();
        let part = self.archive.by_index(index).ok()?;
        part.take(length).read_to_end(&mut head).ok()?;
        Some(head)
    }
}

fn twice(name: &str) -> Refusal {
    Refusal::damaged(format!(
        "it holds two parts named {name}, so that different programs would show different figures"
    ))
}

fn normal(name: &str) -> String {
    name.trim_start_matches('/')
        .replace('\\', "/")
        .to_ascii_lowercase()
}

/// Pictures, embedded files and macros are never unpacked.
fn is_read(name: &str) -> bool {
    let is_binary = std::path::Path::new(name)
        .extension()
        .is_some_and(|end| end == "bin");
    let is_part = is_binary
        || name == "mimetype"
        || std::path::Path::new(name)
            .extension()
            .is_some_and(|end| end == "xml" || end == "rels");
    is_part
        && !["/media/", "/embeddings/", "/printersettings/", "vbaproject"]
            .iter()
            .any(|aside| name.contains(aside))
}

fn bound_of(name: &str) -> u64 {
    let file = name.rsplit('/').next().unwrap_or(name);
    match file.split('.').next().unwrap_or(file) {
        "sharedstrings" => limits::SHARED_STRING_BYTES,
        "styles" | "workbook" => limits::DIRECTORY_BYTES,
        _ if name.ends_with(".rels") => limits::DIRECTORY_BYTES,
        _ => limits::UNPACKED_BYTES,
    }
}
