//! Workbooks made to harm, written here: whatever they hold, the reading ends, in a sentence or in a workbook.

use planproof::workbook::{OpenError, Watch, Workbook, open_in_child};
use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

const PROGRAM: &str = env!("CARGO_BIN_EXE_planproof");
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A file in the folder for temporary ones, gone with the test.
struct Written(PathBuf);

impl Written {
    fn new(name: &str, bytes: &[u8]) -> Self {
        let path = std::env::temp_dir().join(format!("planproof-{}-{name}", std::process::id()));
        fs::write(&path, bytes).unwrap();
        Self(path)
    }
}

impl Drop for Written {
    fn drop(&mut self) {
        fs::remove_file(&self.0).unwrap_or_default();
    }
}

/// Opens the bytes as a user would; an error must be a sentence that ends with the file.
fn opened(name: &str, bytes: &[u8]) -> Result<Workbook, OpenError> {
    let file = Written::new(name, bytes);
    let answer = open_in_child(Path::new(PROGRAM), &file.0, &Watch::default());
    if let Err(error) = &answer {
        let sentence = error.to_string();
        assert!(
            sentence.ends_with(&file.0.display().to_string()),
            "{sentence}"
        );
        assert!(!sentence.contains("got nowhere"), "{sentence}");
    }
    answer
}

fn zipped(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook of one sheet, whose part is this.
fn with_sheet(sheet: impl Into<Vec<u8>>, more: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let relation = |kind: &str, target: &str| {
        format!(
            r#"<Relationships><Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>"#
        )
        .into_bytes()
    };
    let mut parts = vec![
        ("_rels/.rels", relation("officeDocument", "xl/workbook.xml")),
        (
            "xl/_rels/workbook.xml.rels",
            relation("worksheet", "worksheets/sheet1.xml"),
        ),
        (
            "xl/workbook.xml",
            br#"<workbook><sheets><sheet name="Plan" sheetId="1" r:id="r1"/></sheets></workbook>"#
                .to_vec(),
        ),
        ("xl/worksheets/sheet1.xml", sheet.into()),
    ];
    parts.extend(more.iter().cloned());
    zipped(&parts)
}

fn with_rows(rows: &str) -> Vec<u8> {
    with_sheet(
        format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"),
        &[],
    )
}

fn with_tables(tables: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet".to_vec(),
        ),
        ("content.xml", content.into_bytes()),
    ])
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut bytes = bytes.to_vec();
    let places: Vec<usize> = (0..bytes.len() - from.len())
        .filter(|at| bytes[*at..].starts_with(from))
        .collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + to.len()].copy_from_slice(to);
    }
    bytes
}

fn is_too_large(answer: &Result<Workbook, OpenError>) -> bool {
    matches!(answer, Err(OpenError::TooLarge { .. }))
}

fn is_damaged(answer: &Result<Workbook, OpenError>) -> bool {
    matches!(answer, Err(OpenError::Damaged { .. }))
}

#[test]
fn two_cells_in_far_corners_are_two_cells() {
    let far = r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>"#;
    let book = opened("corners.xlsx", &with_rows(far)).unwrap();
    assert_eq!(book.sheets[0].cell_count(), 2);
    assert_eq!(book.notes, []);
    let sheet = r#"<worksheet><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>"#;
    let book = opened("dimension.xlsx", &with_sheet(sheet, &[])).unwrap();
    assert_eq!(book.sheets[0].cell_count(), 1);
}

#[test]
fn a_part_that_unpacks_without_end_is_refused() {
    let blanks = vec![b' '; (64 << 20) + 1];
    let styles = with_sheet("<worksheet/>", &[("xl/styles.xml", blanks.clone())]);
    assert!(styles.len() < 1 << 20);
    assert!(is_too_large(&opened("styles.xlsx", &styles)));

    let digits = vec![b'7'; (64 << 20) + 1];
    let value = [
        &b"<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>"[..],
        &digits,
        b"</v></c></row></sheetData></worksheet>",
    ]
    .concat();
    assert!(is_too_large(&opened("value.xlsx", &with_sheet(value, &[]))));

    let plain = with_rows(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#);
    let length = u32::try_from(b"<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData></worksheet>".len()).unwrap();
    let lying = replaced(
        &plain,
        &length.to_le_bytes(),
        &0xF000_0000_u32.to_le_bytes(),
    );
    assert!(is_too_large(&opened("lying.xlsx", &lying)));
}

#[test]
fn entities_within_entities_are_not_unfolded() {
    let mut laughs = String::from("<!DOCTYPE w [<!ENTITY l0 \"ha\">");
    for level in 1..12 {
        let inner = format!("&l{};", level - 1).repeat(10);
        write!(laughs, "<!ENTITY l{level} \"{inner}\">").unwrap();
    }
    let sheet = format!(
        r#"{laughs}]><worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&l11;</v></c><c r="B1"><v>2</v></c></row></sheetData></worksheet>"#
    );
    match opened("laughs.xlsx", &with_sheet(sheet, &[])) {
        Ok(book) => assert!(!book.notes.is_empty(), "the cell that was lost is told"),
        Err(error) => assert!(matches!(error, OpenError::Damaged { .. }), "{error}"),
    }
}

#[test]
fn deep_nesting_ends() {
    let deep = "<a>".repeat(300_000);
    let sheet = format!("<worksheet><sheetData><row r=\"1\"><c r=\"A1\">{deep}");
    let answer = opened("deep.xlsx", &with_sheet(sheet, &[]));
    assert!(is_damaged(&answer), "{answer:?}");
    let tables =
        r#"<table:table table:name="Plan"><table:table-row><table:table-cell>"#.repeat(20_000);
    let answer = opened("deep.ods", &with_tables(&tables));
    assert!(answer.is_err() || !answer.unwrap().notes.is_empty());
}

#[test]
fn a_file_cut_short_is_damaged() {
    let whole = with_rows(&"<row><c><v>1</v></c></row>".repeat(5_000));
    for share in [1, 10, 50, 90, 99] {
        let cut = &whole[..whole.len() * share / 100];
        assert!(is_damaged(&opened("cut.xlsx", cut)), "{share}%");
    }
}

#[test]
fn a_table_of_contents_that_lies_is_damage() {
    let whole = with_rows(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#);
    let directory = whole
        .windows(4)
        .position(|four| four == b"PK\x01\x02")
        .unwrap();
    let start = u32::try_from(directory).unwrap();
    let elsewhere = replaced(&whole, &start.to_le_bytes(), &(start + 7).to_le_bytes());
    let answer = opened("elsewhere.xlsx", &elsewhere);
    assert!(answer.is_err(), "{answer:?}");

    let twice = with_sheet(
        "<worksheet><sheetData/></worksheet>",
        &[("xl/worksheets/sheetX.xml", b"<worksheet/>".to_vec())],
    );
    let twice = replaced(&twice, b"sheetX.xml", b"sheet1.xml");
    let answer = opened("twice.xlsx", &twice);
    assert!(is_damaged(&answer), "{answer:?}");
}

#[test]
fn counts_beyond_belief_are_not_believed() {
    let texts = br#"<sst uniqueCount="18446744073709551615"><si><t>a</t></si></sst>"#.to_vec();
    let sheet =
        r#"<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>"#;
    let answer = opened(
        "texts.xlsx",
        &with_sheet(sheet, &[("xl/sharedStrings.xml", texts)]),
    );
    if let Ok(book) = &answer {
        assert_eq!(book.sheets[0].cell_count(), 1);
    }
    let cell = |repeats: &str| {
        format!(
            r#"<table:table-cell table:number-columns-repeated="{repeats}" office:value-type="float" office:value="1"/>"#
        )
    };
    let row = |repeats: &str, cells: &str| {
        format!(
            r#"<table:table-row table:number-rows-repeated="{repeats}">{cells}</table:table-row>"#
        )
    };
    let table = |rows: &str| {
        with_tables(&format!(
            r#"<table:table table:name="Plan">{rows}</table:table>"#
        ))
    };
    let whole = row("1048576", &cell("16384"));
    assert!(is_too_large(&opened("grid.ods", &table(&whole))));
    let empty = r#"<table:table-cell table:number-columns-repeated="16384"/>"#;
    let empty = format!(
        "{}{}",
        row("18446744073709551615", empty),
        row("1", &cell("1"))
    );
    let answer = opened("empty.ods", &table(&empty));
    assert!(answer.is_err() || !answer.unwrap().notes.is_empty());
}

#[test]
fn changed_bytes_never_kill_the_program() {
    let sample =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_workbooks/stonebeck-plan-2024-25.xlsx");
    let whole = fs::read(sample).unwrap();
    // A plain row of numbers, so that a failure can be repeated.
    let mut number: u64 = 7;
    let mut next = || {
        number = number
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(number >> 33).unwrap()
    };
    for mutant in 0..24 {
        let mut bytes = whole.clone();
        for _ in 0..=mutant % 4 {
            let at = next() % bytes.len();
            bytes[at] = u8::try_from(next() % 256).unwrap();
        }
        drop(opened("mutant.xlsx", &bytes));
    }
}

/// Processes whose command line names this file.
#[cfg(target_os = "linux")]
fn readers_of(path: &Path) -> Vec<PathBuf> {
    let path = path.display().to_string();
    let is_reader = |process: &PathBuf| {
        fs::read(process.join("cmdline"))
            .is_ok_and(|line| String::from_utf8_lossy(&line).contains(&path))
    };
    let processes = fs::read_dir("/proc").unwrap();
    processes
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(is_reader)
        .collect()
}

#[cfg(target_os = "linux")]
#[test]
fn cancelling_ends_the_reading_process() {
    let rows = with_rows(&"<row></row>".repeat(5_000_000));
    let file = Written::new("endless.xlsx", &rows);
    let watch = Watch::default();
    let ended = std::thread::scope(|scope| {
        let reading = scope.spawn(|| open_in_child(Path::new(PROGRAM), &file.0, &watch));
        while watch.stage() != "Reading the sheets" && !reading.is_finished() {
            std::thread::yield_now();
        }
        assert!(!readers_of(&file.0).is_empty());
        watch.cancel();
        reading.join().unwrap()
    });
    assert!(
        matches!(ended, Err(OpenError::Cancelled { .. })),
        "{:?}",
        ended.map(|book| book.name)
    );
    let is_gone = (0..1_000).any(|_| {
        std::thread::yield_now();
        readers_of(&file.0).is_empty()
    });
    assert!(is_gone, "the process outlived its cancelling");
}
