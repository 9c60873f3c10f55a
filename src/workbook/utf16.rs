//! Parts of an xlsx written in UTF-16, which the reader takes for empty sheets: written anew in UTF-8 before it sees them.

use super::limits;
use super::package::{Package, has_ending};
use super::refusal::Refusal;

/// The package with its UTF-16 parts in UTF-8; `None` where there are none.
pub(super) fn rewritten(package: &mut Package<'_>) -> Result<Option<Vec<u8>>, Refusal> {
    let names: Vec<String> = package
        .names()
        .filter(|name| has_ending(name, "xml") || has_ending(name, "rels"))
        .map(str::to_owned)
        .collect();
    let mut anew = Vec::new();
    let mut n_bytes = 0;
    for name in names {
        let head = package.head(&name, 2).unwrap_or_default();
        let is_little = matches!(*head, [0xFF, 0xFE] | [b'<', 0]);
        if !is_little && !matches!(*head, [0xFE, 0xFF] | [0, b'<']) {
            continue;
        }
        let bytes = package
            .head(&name, limits::DIRECTORY_BYTES + 1)
            .unwrap_or_default();
        n_bytes += bytes.len() as u64;
        if n_bytes > limits::DIRECTORY_BYTES {
            return Err(Refusal::NotAWorkbook(
                "Its sheets are written in UTF-16, as Excel never does, and are too large to be read so."
                    .to_owned(),
            ));
        }
        anew.push((name, as_utf8(&bytes, is_little)));
    }
    if anew.is_empty() {
        return Ok(None);
    }
    package.copy_with(&anew).map(Some)
}

fn as_utf8(bytes: &[u8], is_little: bool) -> String {
    let units: Vec<u16> = bytes
        .chunks_exact(2)
        .filter_map(|pair| pair.first_chunk::<2>())
        .map(|pair| {
            if is_little {
                u16::from_le_bytes(*pair)
            } else {
                u16::from_be_bytes(*pair)
            }
        })
        .collect();
    let text = String::from_utf16_lossy(&units);
    let text = text.trim_start_matches('\u{FEFF}');
    // The declaration names the old encoding; without one it is UTF-8.
    match text.split_once("?>") {
        Some((declaration, rest)) if declaration.starts_with("<?xml") => rest.to_owned(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample_package::{package, zipped_bytes};
    use super::super::{Value, Watch, read};
    use super::*;
    use std::path::Path;

    #[test]
    fn a_sheet_in_utf_16_is_read_like_any_other() {
        let plain = package("", "");
        let sheet = "\u{FEFF}<?xml version=\"1.0\" encoding=\"UTF-16\"?><worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>Bäder</v></c><c r=\"B1\"><v>7</v></c></row></sheetData></worksheet>";
        for is_little in [true, false] {
            let order = |unit: u16| {
                if is_little {
                    unit.to_le_bytes()
                } else {
                    unit.to_be_bytes()
                }
            };
            let wide: Vec<u8> = sheet.encode_utf16().flat_map(order).collect();
            let mut parts = Package::open(&plain).unwrap();
            let names: Vec<String> = parts.names().map(str::to_owned).collect();
            let kept: Vec<(String, Vec<u8>)> = names
                .into_iter()
                .filter(|name| !name.contains("sheet1"))
                .map(|name| (name.clone(), parts.head(&name, 1 << 20).unwrap()))
                .chain([("xl/worksheets/sheet1.xml".to_owned(), wide)])
                .collect();
            let book = read(
                "p.xlsx",
                Path::new("p.xlsx"),
                zipped_bytes(&kept),
                &Watch::default(),
            )
            .unwrap();
            assert_eq!(book.notes, []);
            let value = |column| book.sheets[0].cell(0, column).unwrap().value;
            assert_eq!(value(0), Value::Text("Bäder"));
            assert_eq!(value(1), Value::Number(7.0));
        }
    }
}
