//! A first look through the XML of an xlsx: which part is which sheet, what is in it, and whether it is safe to read.

use super::package::Package;
use super::refusal::Refusal;
use super::style_runs::StyleRuns;
use super::tags::Tag;
use super::watch::Watch;
use super::{Area, limits};
use std::collections::HashMap;

/// The reader takes `ZZZZZZZ1` for another address.
const WILD_PLACES: &str = "it was not written by Excel and has cells at impossible addresses, which may show in the wrong place";
/// The reader ends a value at a remark or literal section.
const CUT_VALUES: &str = "it was not written by Excel and has remarks inside its cells; values may be cut there, so check the figures";

/// What a sheet's part holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct SheetFacts {
    pub has_formulas: bool,
    /// The styles of the cells; `None` where the reader may count the cells otherwise.
    pub styles: Option<StyleRuns>,
    pub merges: Vec<Area>,
    /// Written in UTF-16, which would be read as an empty sheet.
    pub is_utf16: bool,
    /// What may show wrongly though the reader takes it without complaint; clauses for the notes.
    pub faults: Vec<&'static str>,
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
    let head = package.head(part, 2).unwrap_or_default();
    if head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]) {
        facts.is_utf16 = true;
        return Ok(facts);
    }
    let Some((_, mut tags)) = package.tags(part) else {
        return Ok(facts);
    };
    let mut n_tags: u64 = 0;
    let (mut is_in_cells, mut has_wild_places, mut has_cut_values) = (false, false, false);
    let (mut styles, mut has_odd_rows) = (StyleRuns::default(), false);
    // A part that breaks off is met again by the reader, which says so.
    while let Ok(Some(tag)) = tags.next() {
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
            b"sheetData" => is_in_cells = true,
            b"/sheetData" => is_in_cells = false,
            b"c" => {
                has_wild_places |= is_wild(tag.bytes());
                if is_in_cells {
                    let style = tag.attribute("s").and_then(|style| style.parse().ok());
                    styles.push(style.unwrap_or_default());
                }
            }
            b"row" => has_odd_rows |= is_odd_row(tag),
            b"f" => facts.has_formulas = true,
            b"mergeCell" if facts.merges.len() < limits::MERGES => {
                facts.merges.extend(tag.attribute("ref").and_then(area));
            }
            name if name.starts_with(b"!") && is_in_cells => has_cut_values = true,
            _ => {}
        }
        if tags.run > limits::RUN_BYTES {
            return Err(Refusal::too_large(format!(
                "A single value in one of its sheets is longer than {} MB.",
                limits::RUN_BYTES >> 20
            )));
        }
    }
    if has_wild_places {
        facts.faults.push(WILD_PLACES);
    }
    if has_cut_values {
        facts.faults.push(CUT_VALUES);
    }
    facts.styles = (!has_cut_values && !has_odd_rows).then_some(styles);
    Ok(facts)
}

/// The reader trips over such a row as over a cell.
fn is_odd_row(tag: Tag<'_>) -> bool {
    tag.attribute("r")
        .is_some_and(|row| row.is_empty() || !row.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether an address has more letters or digits than any on the grid.
fn is_wild(cell: &[u8]) -> bool {
    let Some(address) = cell.strip_prefix(br#"c r=""#) else {
        return false;
    };
    let letters = address
        .iter()
        .take_while(|byte| byte.is_ascii_alphabetic())
        .count();
    let digits = address
        .iter()
        .skip(letters)
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    letters > 3 || digits > 7
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
fn position(text: &str) -> Option<(u32, u32)> {
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

fn area(text: &str) -> Option<Area> {
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
    fn an_address_past_any_grid_is_wild() {
        assert!(is_wild(br#"c r="ZZZZZZZ1" s="3""#));
        assert!(is_wild(br#"c r="A99999999999""#));
        assert!(!is_wild(br#"c r="XFD1048576" s="1048576""#));
        assert!(!is_wild(b"c"));
    }

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
