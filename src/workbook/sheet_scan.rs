//! A first look through the XML of an xlsx: which part is which sheet, what is in it, and whether it is safe to read.

use super::package::Package;
use super::refusal::Refusal;
use super::sheet_faults::Faults;
use super::style_runs::StyleRuns;
use super::tags::Tag;
use super::watch::Watch;
use super::{Area, Hidden, limits};
use std::collections::{BTreeSet, HashMap};

/// What a sheet's part holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct SheetFacts {
    pub has_formulas: bool,
    /// The styles of the cells; `None` where the reader may count the cells otherwise.
    pub styles: Option<StyleRuns>,
    pub merges: Vec<Area>,
    pub hidden: Hidden,
    /// What may show wrongly though the reader takes it without complaint; clauses for the notes.
    pub faults: Vec<&'static str>,
    /// Cells that the reader would give the text of another cell.
    pub strays: BTreeSet<(u32, u32)>,
}

/// The parts of the sheets in the order of the tabs; `None` where the package does not say.
pub(super) fn sheet_parts(package: &mut Package<'_>) -> Vec<Option<String>> {
    let workbook = workbook_part(package);
    let folder = workbook.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut targets = HashMap::new();
    each_tag(package, &relations_part(&workbook), |tag| {
        if tag.name() == b"Relationship"
            && let (Some(id), Some(target)) = (tag.attribute("Id"), tag.attribute("Target"))
        {
            let path = match target.strip_prefix('/') {
                Some(absolute) => absolute.to_owned(),
                None => format!("{folder}/{target}"),
            };
            targets.insert(id.to_owned(), path);
        }
    });
    let mut parts = Vec::new();
    each_tag(package, &workbook, |tag| {
        if tag.name() == b"sheet" {
            let id = tag.attribute("id").unwrap_or_default();
            parts.push(targets.get(id).cloned());
        }
    });
    parts
}

/// The part that says where the parts named in another are kept.
pub(super) fn relations_part(part: &str) -> String {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    format!("{folder}/_rels/{file}.rels")
}

/// The part that lists the sheets.
pub(super) fn workbook_part(package: &mut Package<'_>) -> String {
    let mut found = None;
    each_tag(package, "_rels/.rels", |tag| {
        if tag
            .attribute("Type")
            .is_some_and(|kind| kind.ends_with("/officeDocument"))
        {
            found = tag
                .attribute("Target")
                .map(|target| target.trim_start_matches('/').to_owned());
        }
    });
    found.unwrap_or_else(|| "xl/workbook.xml".to_owned())
}

pub(super) fn each_tag(package: &mut Package<'_>, part: &str, mut visit: impl FnMut(Tag<'_>)) {
    if let Some((_, mut tags)) = package.tags(part) {
        while let Ok(Some(tag)) = tags.next() {
            visit(tag);
        }
    }
}

/// The count of shared texts is believed by the reader and memory set aside for it: it must fit the part.
pub(super) fn check_shared_strings(package: &mut Package<'_>) -> Result<(), Refusal> {
    let parts: Vec<String> = package
        .names()
        .filter(|name| name.ends_with("sharedstrings.xml"))
        .map(str::to_owned)
        .collect();
    for part in parts {
        let Some((size, mut tags)) = package.tags(&part) else {
            continue;
        };
        while let Ok(Some(tag)) = tags.next() {
            if tag.name() != b"sst" {
                continue;
            }
            // The shortest text takes five bytes: `<si/>`.
            let declared = tag
                .attribute("uniqueCount")
                .and_then(|count| count.parse::<f64>().ok());
            if declared.is_some_and(|count| count > size as f64 / 5.0) {
                return Err(Refusal::damaged(
                    "its list of texts claims more entries than the file can hold",
                ));
            }
            break;
        }
    }
    Ok(())
}

/// Looks through one sheet.
pub(super) fn scan(
    package: &mut Package<'_>,
    part: &str,
    watch: &Watch,
) -> Result<SheetFacts, Refusal> {
    let mut facts = SheetFacts::default();
    let Some((_, mut tags)) = package.tags(part) else {
        return Ok(facts);
    };
    let mut n_tags: u64 = 0;
    let (mut styles, mut has_odd_rows) = (StyleRuns::default(), false);
    let mut faults = Faults::default();
    loop {
        let found = if faults.wants_text() {
            tags.next_with_text()
        } else {
            tags.next().map(|tag| tag.map(|tag| (&[][..], tag)))
        };
        let (text, tag) = match found {
            Ok(Some(found)) => found,
            Ok(None) => break,
            Err(error) => {
                // Any other break is met again by the reader, which says so.
                if error.to_string().contains("checksum") {
                    faults.end_corrupt();
                }
                break;
            }
        };
        faults.meet(text, tag);
        n_tags += 1;
        if n_tags.is_multiple_of(1 << 16) {
            watch.check()?;
        }
        if n_tags > limits::TAGS {
            return Err(Refusal::too_large(
                "One of its sheets is made of more than 100 million marks.",
            ));
        }
        match tag.name() {
            b"c" if faults.is_in_cells() => {
                let style = tag.attribute("s").and_then(|style| style.parse().ok());
                styles.push(style.unwrap_or_default());
            }
            b"row" => {
                has_odd_rows |= is_odd_row(tag);
                hide_row(&mut facts.hidden, tag);
            }
            b"col" => hide_columns(&mut facts.hidden, tag),
            b"f" => facts.has_formulas = true,
            b"mergeCell" if facts.merges.len() < limits::MERGES => {
                facts.merges.extend(tag.attribute("ref").and_then(area));
            }
            _ => {}
        }
        if tags.run > limits::RUN_BYTES {
            return Err(Refusal::too_large(format!(
                "A single value in one of its sheets is longer than {} MB.",
                limits::RUN_BYTES >> 20
            )));
        }
    }
    facts.styles = (!faults.has_cut_values() && !has_odd_rows).then_some(styles);
    facts.faults = faults.clauses();
    facts.strays = faults.strays;
    Ok(facts)
}

/// Takes a row in that nobody sees.
pub(super) fn hide_row(hidden: &mut Hidden, tag: Tag<'_>) {
    if is_hidden(tag)
        && let Some(row) = tag.attribute("r").and_then(|row| row.parse::<u32>().ok())
    {
        hidden.add_row(row.saturating_sub(1));
    }
}

/// Takes columns in that nobody sees.
pub(super) fn hide_columns(hidden: &mut Hidden, tag: Tag<'_>) {
    let number = |name| tag.attribute(name)?.parse::<u32>().ok()?.checked_sub(1);
    if is_hidden(tag)
        && let (Some(first), Some(last)) = (number("min"), number("max"))
    {
        hidden.add_columns(first, last);
    }
}

fn is_hidden(tag: Tag<'_>) -> bool {
    matches!(tag.attribute("hidden"), Some("1" | "true"))
}

/// The reader trips over such a row as over a cell.
fn is_odd_row(tag: Tag<'_>) -> bool {
    tag.attribute("r")
        .is_some_and(|row| row.is_empty() || !row.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Where the cells at these places in a sheet's part stand, counted in the order the reader meets them.
pub(super) fn places(
    package: &mut Package<'_>,
    part: &str,
    wanted: &[u64],
) -> Vec<Option<(u32, u32)>> {
    let mut found = Vec::with_capacity(wanted.len());
    let mut wanted = wanted.iter().copied().peekable();
    let mut ordinal: u64 = 0;
    each_tag(package, part, |tag| {
        let is_place = match tag.name() {
            b"c" => true,
            b"row" => is_odd_row(tag),
            _ => false,
        };
        if is_place {
            if wanted.next_if_eq(&ordinal).is_some() {
                found.push(tag.attribute("r").and_then(position));
            }
            ordinal += 1;
        }
    });
    found
}

/// `B7` as zero-based row and column, when it lies on the grid.
pub(super) fn position(text: &str) -> Option<(u32, u32)> {
    let split = text.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = text.split_at_checked(split)?;
    let mut column: u32 = 0;
    for letter in letters.bytes() {
        let digit = u32::from(letter.to_ascii_uppercase().checked_sub(b'A')?) + 1;
        column = column
            .checked_mul(26)?
            .checked_add(digit)
            .filter(|_| digit <= 26)?;
    }
    let row: u32 = digits.parse().ok()?;
    let place = (row.checked_sub(1)?, column.checked_sub(1)?);
    (place.0 < limits::ROWS && place.1 < limits::COLUMNS).then_some(place)
}

pub(super) fn area(text: &str) -> Option<Area> {
    let (first, last) = text.split_once(':')?;
    let ((first_row, first_column), (last_row, last_column)) = (position(first)?, position(last)?);
    (first_row <= last_row && first_column <= last_column).then_some(Area {
        first_row,
        first_column,
        last_row,
        last_column,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_only_on_the_grid() {
        assert_eq!(position("A1"), Some((0, 0)));
        assert_eq!(position("XFD1048576"), Some((1_048_575, 16_383)));
        for text in [
            "",
            "A",
            "1",
            "A0",
            "XFE1",
            "A1048577",
            "ZZZZZZZZZZ1",
            "A1B",
            "é1",
        ] {
            assert_eq!(position(text), None, "{text}");
        }
        assert_eq!(
            area("A4:F24").map(|area| area.to_string()).as_deref(),
            Some("A4:F24")
        );
        assert_eq!(area("B2:A1"), None);
    }
}
