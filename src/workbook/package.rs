//! The zip package of a modern workbook, looked at before it is read: sizes, overlaps, locks, and text where it stands.

use super::limits;
use super::refusal::Refusal;
use super::tags::Tags;
use std::collections::HashMap;
use std::io::{BufReader, Cursor, Read as _, Write as _};
use zip::read::ZipFile;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// The parts of a package by name: lower case, forward slashes.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    parts: HashMap<String, usize>,
}

pub(super) type Part<'a, 'b> = ZipFile<'a, Cursor<&'b [u8]>>;
pub(super) type PartBytes<'a, 'b> = BufReader<Part<'a, 'b>>;
pub(super) type PartTags<'a, 'b> = Tags<PartBytes<'a, 'b>>;

impl<'b> Package<'b> {
    /// Reads the table of contents alone.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Refusal> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_inner| {
            Refusal::damaged(
                "its table of contents cannot be read, perhaps because a download or a copy was cut short",
            )
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
            return Err(twice("alike"));
        }
        if self.archive.has_overlapping_entries().unwrap_or(true) {
            return Err(Refusal::too_large(
                "Parts of the file overlap, as in a file made to fill a computer.",
            ));
        }
        let mut unpacked: u64 = 0;
        for index in 0..self.archive.len() {
            let part = self
                .archive
                .by_index_raw(index)
                .map_err(|_inner| Refusal::damaged("one of its parts cannot be found"))?;
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

    /// A part, unpacked as it is read.
    pub(super) fn part(&mut self, name: &str) -> Option<Part<'_, 'b>> {
        let index = *self.parts.get(&normal(name))?;
        self.archive.by_index(index).ok()
    }

    /// The same for reading a little at a time.
    pub(super) fn bytes(&mut self, name: &str) -> Option<PartBytes<'_, 'b>> {
        let index = *self.parts.get(&normal(name))?;
        let part = self.archive.by_index(index).ok()?;
        Some(BufReader::with_capacity(1 << 16, part))
    }

    /// A whole part as text, for the small ones.
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        String::from_utf8(self.head(name, limits::DIRECTORY_BYTES)?).ok()
    }

    /// The package with these parts exchanged, and without the parts that are not read.
    pub(super) fn copy_with(&mut self, exchanged: &[(String, String)]) -> Result<Vec<u8>, Refusal> {
        self.copy_where(is_read, exchanged)
    }

    /// A package of these parts alone, and others beside them.
    pub(super) fn copy_of(
        &mut self,
        kept: &[String],
        others: &[(String, String)],
    ) -> Result<Vec<u8>, Refusal> {
        let kept: Vec<String> = kept.iter().map(|name| normal(name)).collect();
        self.copy_where(|name| kept.iter().any(|own| own == name), others)
    }

    fn copy_where(
        &mut self,
        is_wanted: impl Fn(&str) -> bool,
        exchanged: &[(String, String)],
    ) -> Result<Vec<u8>, Refusal> {
        let failed = || Refusal::damaged("one of its parts cannot be copied");
        let mut copy = ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..self.archive.len() {
            let part = self
                .archive
                .by_index_raw(index)
                .map_err(|_inner| failed())?;
            let found = part.name().map(|name| normal(&name)).unwrap_or_default();
            let is_kept = !exchanged.iter().any(|(name, _)| normal(name) == found);
            if is_kept && is_wanted(&found) {
                copy.raw_copy_file(part).map_err(|_inner| failed())?;
            }
        }
        for (name, content) in exchanged {
            copy.start_file(name.as_str(), SimpleFileOptions::default())
                .map_err(|_inner| failed())?;
            copy.write_all(content.as_bytes())
                .map_err(|_inner| failed())?;
        }
        Ok(copy.finish().map_err(|_inner| failed())?.into_inner())
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

pub(super) fn has_ending(name: &str, ending: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, found)| found == ending)
}

/// Pictures, embedded files and macros are never unpacked.
fn is_read(name: &str) -> bool {
    const ASIDE: [&str; 7] = [
        "/media/",
        "/embeddings/",
        "/printersettings/",
        "vbaproject",
        "thumbnail",
        "pictures/",
        "object ",
    ];
    !ASIDE.iter().any(|aside| name.contains(aside))
}

fn bound_of(name: &str) -> u64 {
    let file = name.rsplit('/').next().unwrap_or(name);
    match file.split('.').next().unwrap_or(file) {
        "sharedstrings" => limits::SHARED_STRING_BYTES,
        "styles" | "workbook" => limits::DIRECTORY_BYTES,
        _ if has_ending(name, "rels") => limits::DIRECTORY_BYTES,
        _ => limits::UNPACKED_BYTES,
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample_package::zipped;
    use super::*;

    #[test]
    fn parts_are_found_whatever_their_case_and_slashes() {
        let bytes = zipped(&[("xl\\Workbook.xml", "<workbook/>")]);
        let mut package = Package::open(&bytes).unwrap();
        assert!(package.has("xl/workbook.xml"));
        assert_eq!(package.head("/xl/workbook.xml", 3), Some(b"<wo".to_vec()));
        assert_eq!(package.check(), Ok(()));
    }

    #[test]
    fn two_parts_that_differ_in_case_are_refused() {
        let bytes = zipped(&[("xl/sheet1.xml", "<a/>"), ("xl/SHEET1.xml", "<b/>")]);
        assert!(matches!(
            Package::open(&bytes).err(),
            Some(Refusal::Damaged(_))
        ));
    }

    #[test]
    fn a_part_that_would_unpack_past_its_bound_is_refused_unread() {
        let content = " ".repeat(usize::try_from(limits::DIRECTORY_BYTES).unwrap() + 1);
        let bytes = zipped(&[("xl/styles.xml", &content)]);
        assert!(bytes.len() < 1 << 20);
        let refused = Package::open(&bytes).unwrap().check();
        assert!(matches!(refused, Err(Refusal::TooLarge(what)) if what.contains("64 MB")));
    }

    #[test]
    fn pictures_and_macros_do_not_count() {
        for aside in [
            "xl/media/image1.png",
            "xl/vbaProject.bin",
            "xl/embeddings/sheet.bin",
        ] {
            assert!(!is_read(&normal(aside)), "{aside}");
        }
        assert!(is_read("xl/worksheets/sheet1.xml") && is_read("_rels/.rels"));
    }
}
