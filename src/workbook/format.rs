//! What a file really is, from its bytes; the ending of its name is not asked.

use super::compound::{self, Compound};
use super::package::{Package, has_ending};
use super::read_csv;
use super::refusal::Refusal;

/// The families of workbook that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Xlsx,
    Xlsb,
    Xls,
    Ods,
    /// A table as plain text.
    Csv,
}

/// The workbook's family, or what the file is instead.
pub(super) fn recognise(bytes: &[u8]) -> Result<Format, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Unreadable(
            "it is empty (0 bytes), perhaps because a download or a copy was cut short".to_owned(),
        ));
    }
    if bytes.starts_with(&compound::SIGNATURE) {
        return recognise_compound(bytes);
    }
    if let Some(kind) = other_document(bytes) {
        return Err(Refusal::NotASpreadsheet(format!(
            "This is {kind}, not a workbook."
        )));
    }
    if bytes.starts_with(b"PK") {
        return recognise_package(bytes);
    }
    if let Some(what) = written_as_text(bytes) {
        return if what == PLAIN_TEXT && read_csv::is_table(bytes) {
            Ok(Format::Csv)
        } else {
            Err(Refusal::NotAWorkbook(what.to_owned()))
        };
    }
    // Mail filters put bytes in front of an attachment; the package is found from its end.
    match Package::open(bytes) {
        Ok(_) => recognise_package(bytes),
        Err(_) => Err(Refusal::NotASpreadsheet(
            "This is not a workbook of any kind known here.".to_owned(),
        )),
    }
}

fn recognise_compound(bytes: &[u8]) -> Result<Format, Refusal> {
    let compound = Compound::open(bytes)?;
    if compound.has("EncryptedPackage") {
        Err(Refusal::Encrypted)
    } else if compound.has("Workbook") || compound.has("Book") {
        Ok(Format::Xls)
    } else if compound.has("WordDocument") {
        Err(Refusal::NotASpreadsheet(
            "This is a Word document, not a workbook.".to_owned(),
        ))
    } else if compound.has("PowerPoint Document") {
        Err(Refusal::NotASpreadsheet(
            "This is a PowerPoint presentation, not a workbook.".to_owned(),
        ))
    } else {
        Err(Refusal::damaged(
            "it is an old Office file without a workbook in it",
        ))
    }
}

fn recognise_package(bytes: &[u8]) -> Result<Format, Refusal> {
    let mut package = Package::open(bytes)?;
    if package.has("xl/workbook.bin") {
        return Ok(Format::Xlsb);
    }
    // How LibreOffice locks a workbook since 2024: whole, in one part.
    if package.has("encrypted-package") {
        return Err(Refusal::Encrypted);
    }
    if package.has("content.xml") {
        let kind = package.head("mimetype", 64).unwrap_or_default();
        return if kind.is_empty() || kind.ends_with(b"spreadsheet") {
            Ok(Format::Ods)
        } else {
            Err(Refusal::NotASpreadsheet(
                "This is an OpenDocument file, but not a spreadsheet.".to_owned(),
            ))
        };
    }
    let document = if package.has("word/document.xml") {
        "a Word document"
    } else if package.has("ppt/presentation.xml") {
        "a PowerPoint presentation"
    } else if package.has("_rels/.rels") || package.has("xl/workbook.xml") {
        return Ok(Format::Xlsx);
    } else if package
        .names()
        .any(|name| has_ending(name, "xlsx") || name.ends_with("workbook.xml"))
    {
        return Err(Refusal::NotASpreadsheet(
            "This is a zip archive, not a workbook: unpack it, and open the workbook inside if there is one."
                .to_owned(),
        ));
    } else {
        "a zip archive"
    };
    Err(Refusal::NotASpreadsheet(format!(
        "This is {document}, not a workbook."
    )))
}

fn other_document(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 8] = [
        (b"%PDF", "a PDF document"),
        (b"\x89PNG", "a picture (PNG)"),
        (b"\xFF\xD8\xFF", "a picture (JPEG)"),
        (b"GIF8", "a picture (GIF)"),
        (b"{\\rtf", "a text document (RTF)"),
        (b"Rar!", "a RAR archive"),
        (b"7z\xBC\xAF", "a 7-Zip archive"),
        (b"\x1F\x8B", "a gzip archive"),
    ];
    KINDS
        .iter()
        .find(|(start, _)| bytes.starts_with(start))
        .map(|(_, kind)| *kind)
}

/// What text without columns is called.
const PLAIN_TEXT: &str = "This is a text file without columns, not a workbook.";

/// Tables that Excel opens although they are plain text.
fn written_as_text(bytes: &[u8]) -> Option<&'static str> {
    let head = bytes.get(..4_096).unwrap_or(bytes);
    let is_utf16 = head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]);
    let text: String = head
        .iter()
        .filter(|byte| byte.is_ascii() && **byte != 0)
        .map(|byte| char::from(byte.to_ascii_lowercase()))
        .collect();
    let text = text.trim_start();
    let starts = |starts: &[&str]| starts.iter().any(|start| text.starts_with(start));
    if text.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        Some("This is an Excel 2003 XML table, not a workbook.")
    } else if text.contains("<office:document") {
        Some("This is a flat OpenDocument file, not a workbook.")
    } else if starts(&[
        "<html",
        "<!doctype html",
        "<table",
        "<meta",
        "<head",
        "<body",
    ]) || text.contains("<html")
    {
        Some("This is a web page (HTML) named like a workbook, as many systems export.")
    } else if starts(&["<?xml", "<"]) {
        Some("This is an XML file, not a workbook.")
    } else if is_utf16 || is_text(head) {
        Some(PLAIN_TEXT)
    } else {
        None
    }
}

fn is_text(head: &[u8]) -> bool {
    head.iter()
        .all(|byte| !byte.is_ascii_control() || matches!(byte, b'\t' | b'\r' | b'\n' | 0x0C))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_are_no_workbooks_are_named_for_what_they_are() {
        let named = |bytes: &[u8]| match recognise(bytes) {
            Err(Refusal::NotAWorkbook(what) | Refusal::NotASpreadsheet(what)) => what,
            other => panic!("{other:?}"),
        };
        assert!(named(b"%PDF-1.7").contains("PDF"));
        assert!(named(b"Dear colleague\r\nplease find the plan").contains("text file"));
        assert!(named(b"\xEF\xBB\xBF<html><table>").contains("web page"));
        assert!(named(b"\r\n<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>").contains("2003"));
        assert!(named(b"\x00\x01\x02\x03\x04").contains("not a workbook of any kind"));
    }

    #[test]
    fn a_table_of_text_is_known_whatever_its_name() {
        let format = recognise(b"Trust,Scheme,Value\r\nRXX,Beds,12\r\n").unwrap();
        assert_eq!(format, Format::Csv);
    }

    #[test]
    fn an_empty_file_and_a_broken_zip_say_so() {
        assert!(matches!(recognise(b""), Err(Refusal::Unreadable(why)) if why.contains("empty")));
        assert!(matches!(
            recognise(b"PK\x03\x04 cut"),
            Err(Refusal::Damaged(_))
        ));
    }
}
