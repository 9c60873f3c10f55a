//! Notes on the cells of an xlsx or xlsb and its threads of comments, found through each sheet's list of relations: a sheet without
//! one costs a look-up. Nothing outside the file is followed.

use super::part::{Legacy, LegacyPart, NotePart, Posted, ThreadPart};
use super::{CellNote, Gathered, binary};
use crate::workbook::builder::Builder;
use crate::workbook::package::{Package, has_ending};
use crate::workbook::refusal::Refusal;
use crate::workbook::sheet_scan::{relations_part, workbook_part};
use crate::workbook::tags::{Tag, Tags, unescaped};
use crate::workbook::{Watch, limits, place_from_a1};
use std::collections::{HashMap, HashSet};
use std::io::Read as _;

/// Relations of one kind that are followed; an honest sheet has one of each.
const PARTS: usize = 16;

/// Reads the notes of one sheet after another.
#[derive(Debug)]
pub(in crate::workbook) struct Notes {
    gathered: Gathered,
    /// Names by the numbers that comments know people by, once they were asked for.
    people: Option<HashMap<String, String>>,
    /// Bytes of parts that may still be read, over all sheets.
    left: u64,
    /// Notes of the open sheet that name no cell.
    n_astray: usize,
}

/// Where the notes of a sheet are kept.
#[derive(Debug, Default)]
struct Kept {
    notes: Vec<String>,
    threads: Vec<String>,
    is_outside: bool,
}

/// How far a part was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reached {
    Missing,
    Middle,
    End,
}

impl Default for Notes {
    fn default() -> Self {
        Self {
            gathered: Gathered::default(),
            people: None,
            left: limits::NOTE_PART_BYTES,
            n_astray: 0,
        }
    }
}

impl Notes {
    /// Reads the notes on the sheet that is open; what cannot be read is told, and the rest kept.
    pub(in crate::workbook) fn read_sheet(
        &mut self,
        package: &mut Package<'_>,
        part: &str,
        builder: &mut Builder<'_>,
    ) -> Result<(), Refusal> {
        if !package.has(&relations_part(part)) {
            return Ok(());
        }
        let kept = self.kept(package, part, builder.watch)?;
        if kept.is_outside {
            builder.note_sheet(
                "its notes on cells are said to lie outside the file and were not looked for",
            );
        }
        let mut threads: Vec<CellNote> = Vec::new();
        for part in &kept.threads {
            let posted = self.read::<ThreadPart>(package, part, builder)?;
            threads.extend(self.in_threads(package, posted, builder.watch)?);
        }
        let known: HashSet<(u32, u32)> = threads.iter().map(|one| (one.row, one.column)).collect();
        for part in &kept.notes {
            let found = if has_ending(&part.to_ascii_lowercase(), "bin") {
                self.read_binary(package, part, builder)?
            } else {
                self.read::<LegacyPart>(package, part, builder)?
            };
            for note in found {
                match place_from_a1(&note.place) {
                    Some(at) => {
                        if let Some(note) = placed(&note, at, &known) {
                            self.gathered.add(note, builder);
                        }
                    }
                    None => self.n_astray += 1,
                }
            }
        }
        for note in threads {
            self.gathered.add(note, builder);
        }
        if std::mem::take(&mut self.n_astray) > 0 {
            builder.note_sheet("notes that name no cell were left out");
        }
        self.gathered.pass(builder)
    }

    fn kept(
        &mut self,
        package: &mut Package<'_>,
        part: &str,
        watch: &Watch,
    ) -> Result<Kept, Refusal> {
        let mut kept = Kept::default();
        self.each_relation(package, part, watch, |kind, target| {
            let list = match kind {
                "comments" => &mut kept.notes,
                "threadedComment" => &mut kept.threads,
                _ => return,
            };
            match target {
                Some(found) if list.len() < PARTS && !list.contains(&found) => list.push(found),
                Some(_) => {}
                None => kept.is_outside = true,
            }
        })?;
        Ok(kept)
    }

    /// What a part is related to: the kind, and the part where it lies in the file.
    fn each_relation(
        &mut self,
        package: &mut Package<'_>,
        part: &str,
        watch: &Watch,
        mut visit: impl FnMut(&str, Option<String>),
    ) -> Result<(), Refusal> {
        self.each_tag(package, &relations_part(part), watch, |_, tag| {
            if tag.name() == b"Relationship"
                && let Some(kind) = tag.attribute("Type")
            {
                let is_outside = tag.attribute("TargetMode") == Some("External");
                let target = tag.attribute("Target").filter(|_| !is_outside);
                let target = target.and_then(|target| within(part, &unescaped(target)));
                visit(kind.rsplit('/').next().unwrap_or(kind), target);
            }
        })?;
        Ok(())
    }

    /// All that such a part holds.
    fn read<P: NotePart>(
        &mut self,
        package: &mut Package<'_>,
        part: &str,
        builder: &mut Builder<'_>,
    ) -> Result<Vec<P::Found>, Refusal> {
        let (mut found, mut reading) = (Vec::new(), P::default());
        let reached = self.each_tag(package, part, builder.watch, |text, tag| {
            let ended = reading.meet(text, tag);
            if found.len() < limits::CELL_NOTES {
                found.extend(ended);
            }
        })?;
        tell(reached, builder);
        Ok(found)
    }

    /// The notes of an xlsb.
    fn read_binary(
        &mut self,
        package: &mut Package<'_>,
        part: &str,
        builder: &mut Builder<'_>,
    ) -> Result<Vec<Legacy>, Refusal> {
        let Some(bytes) = package.bytes(part) else {
            tell(Reached::Missing, builder);
            return Ok(Vec::new());
        };
        let mut bytes = bytes.take(self.left);
        let (found, is_whole) = binary::notes(&mut bytes, builder.watch)?;
        self.left = bytes.limit();
        if !is_whole {
            tell(Reached::Middle, builder);
        }
        Ok(found)
    }

    /// Visits the tags of a part, with the text before each, as far as the bytes that may be read go.
    fn each_tag(
        &mut self,
        package: &mut Package<'_>,
        part: &str,
        watch: &Watch,
        mut visit: impl FnMut(&[u8], Tag<'_>),
    ) -> Result<Reached, Refusal> {
        let Some(bytes) = package.bytes(part) else {
            return Ok(Reached::Missing);
        };
        let mut tags = Tags::new(bytes.take(self.left));
        let (mut n_tags, mut n_bytes, mut depth) = (0_u64, 0_u64, 0_u32);
        let mut reached = Reached::Middle;
        while let Ok(Some((text, tag))) = tags.next_with_text() {
            n_tags += 1;
            if n_tags.is_multiple_of(1 << 12) {
                watch.check()?;
            }
            n_bytes += (text.len() + tag.bytes().len()) as u64 + 2;
            // Declarations and remarks are no elements.
            let is_element = !matches!(tag.bytes().first(), Some(b'?' | b'!'));
            if tag.ends().is_some() {
                depth = depth.saturating_sub(1);
            } else if is_element && !tag.is_closed() {
                depth += 1;
            }
            if is_element && depth == 0 {
                reached = Reached::End;
            }
            visit(text, tag);
        }
        self.left = self.left.saturating_sub(n_bytes);
        Ok(reached)
    }

    /// Comments with the names of those who wrote them; a reply is closed with what it answers.
    fn in_threads(
        &mut self,
        package: &mut Package<'_>,
        posted: Vec<Posted>,
        watch: &Watch,
    ) -> Result<Vec<CellNote>, Refusal> {
        let people = match self.people.take() {
            Some(people) => people,
            None if posted.is_empty() => return Ok(Vec::new()),
            None => self.read_people(package, watch)?,
        };
        let closed: HashSet<String> = posted
            .iter()
            .filter(|one| one.is_done)
            .map(|one| one.id.clone())
            .collect();
        let n_astray = &mut self.n_astray;
        let notes = posted.into_iter().filter_map(|one| {
            let Some(at) = place_from_a1(&one.place) else {
                *n_astray += 1;
                return None;
            };
            let author = people.get(&one.person).map(String::as_str);
            Some(CellNote {
                is_resolved: one.is_done || one.answers.is_some_and(|to| closed.contains(&to)),
                ..CellNote::new(at, &one.text, author)?
            })
        });
        let notes = notes.collect();
        self.people = Some(people);
        Ok(notes)
    }

    fn read_people(
        &mut self,
        package: &mut Package<'_>,
        watch: &Watch,
    ) -> Result<HashMap<String, String>, Refusal> {
        let workbook = workbook_part(package);
        let mut parts = Vec::new();
        self.each_relation(package, &workbook, watch, |kind, target| {
            if kind == "person" && parts.len() < PARTS {
                parts.extend(target);
            }
        })?;
        let mut people = HashMap::new();
        for part in parts {
            self.each_tag(package, &part, watch, |_, tag| {
                if tag.name() == b"person"
                    && let (Some(id), Some(name)) =
                        (tag.attribute("id"), tag.attribute("displayName"))
                    && people.len() < limits::CELL_NOTES
                {
                    people.insert(id.to_owned(), unescaped(name).into_owned());
                }
            })?;
        }
        Ok(people)
    }
}

/// Says what of a part could not be read.
fn tell(reached: Reached, builder: &mut Builder<'_>) {
    match reached {
        Reached::End => {}
        Reached::Middle => builder.note_sheet(
            "its notes on cells could be read in part only: the list of them breaks off or is too long",
        ),
        Reached::Missing => {
            builder.note_sheet("the part with its notes on cells is missing or locked");
        }
    }
}

/// A note in its place. Excel repeats a thread as one note for programs that know no threads: it counts only where the
/// thread itself could not be read.
fn placed(note: &Legacy, at: (u32, u32), threads: &HashSet<(u32, u32)>) -> Option<CellNote> {
    if !note.is_of_a_thread() {
        return CellNote::new(at, &note.text, Some(&note.author));
    }
    if threads.contains(&at) {
        return None;
    }
    CellNote::new(at, note.text_of_the_thread(), None)
}

/// The part of the package that a part of it names; `None` where that leads out of it.
fn within(part: &str, target: &str) -> Option<String> {
    let target = target.replace('\\', "/");
    let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
    let from = if target.starts_with('/') { "" } else { folder };
    let mut path: Vec<&str> = from.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                path.pop()?;
            }
            step => path.push(step),
        }
    }
    Some(path.join("/"))
}
