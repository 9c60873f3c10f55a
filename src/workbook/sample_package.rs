//! Tiny workbooks made of literal XML, for the tests of what no library would write.

use super::{Watch, Workbook, read};
use std::io::{Cursor, Write as _};
use std::path::Path;

/// A workbook of one sheet made of this XML, with one date format as style 1.
pub(super) fn package(properties: &str, sheet: &str) -> Vec<u8> {
    const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |id: &str, kind: &str, target: &str| {
        format!(r#"<Relationship Id="{id}" Type="{RELATIONS}/{kind}" Target="{target}"/>"#)
    };
    let list = |inside: &str| format!("<Relationships>{inside}</Relationships>");
    let parts = [
        ("_rels/.rels", list(&relation("r1", "officeDocument", "xl/workbook.xml"))),
        ("xl/_rels/workbook.xml.rels", list(&relation("r1", "worksheet", "worksheets/sheet1.xml"))),
        ("xl/workbook.xml", format!(r#"<workbook>{properties}<sheets><sheet name="Plan" sheetId="1" r:id="r1"/></sheets></workbook>"#)),
        ("xl/styles.xml", r#"<styleSheet><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#.to_owned()),
        ("xl/worksheets/sheet1.xml", format!("<worksheet><sheetData>{sheet}</sheetData></worksheet>")),
    ];
    let parts: Vec<_> = parts
        .iter()
        .map(|(name, content)| (*name, content.as_str()))
        .collect();
    zipped(&parts)
}

/// A zip package of these parts.
pub(super) fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let parts: Vec<_> = parts
        .iter()
        .map(|(name, content)| ((*name).to_owned(), content.as_bytes().to_vec()))
        .collect();
    zipped_bytes(&parts)
}

/// The same of parts that are not all text.
pub(super) fn zipped_bytes(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name.as_str(), zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub(super) fn read_package(properties: &str, sheet: &str) -> Workbook {
    let bytes = package(properties, sheet);
    read(
        "plan.xlsx",
        Path::new("plan.xlsx"),
        bytes,
        &Watch::default(),
    )
    .unwrap()
}
