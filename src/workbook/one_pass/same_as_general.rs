//! What is read in one pass is what the general reader reads: over files, over sheets made by chance, and over such sheets
//! with bytes changed by chance.

use super::super::assemble::Assembly;
use super::super::builder::Builder;
use super::super::format::{Format, recognise};
use super::super::read::guarded;
use super::super::read_xlsx::{Way, read_by};
use super::super::refusal::Refusal;
use super::super::sample_package::zipped_bytes;
use super::super::{Cell, ReadNote, Sheet, Watch};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

type Read = Result<(Vec<Sheet>, Vec<ReadNote>), Refusal>;

fn read(way: Way, bytes: &[u8]) -> (Read, usize) {
    let watch = Watch::default();
    let mut assembly = Assembly::new("plan.xlsx".into());
    let read = guarded(|| {
        let mut builder = Builder::new("plan.xlsx".into(), &watch, &mut assembly);
        let n_short = read_by(way, bytes, &mut builder)?;
        Ok((builder.finish()?, n_short))
    });
    match read.unwrap_or_else(Err) {
        Ok((notes, n_short)) => (Ok(assembly.finish(notes).unwrap()), n_short),
        Err(refusal) => (Err(refusal), 0),
    }
}

/// All that a sheet says, in its order.
fn told(sheet: &Sheet) -> impl Iterator<Item = (u32, u32, Cell<'_>, Option<&str>)> {
    sheet.rows().flat_map(move |(row, cells)| {
        cells
            .iter()
            .map(move |(column, cell)| (row, column, cell, sheet.formula(row, column)))
    })
}

/// Reads both ways, which must agree; gives how many sheets were read in one pass, and how many there are.
fn agree(bytes: &[u8]) -> Result<(usize, usize), String> {
    let (short, n_short) = read(Way::Short, bytes);
    let (long, n_long) = read(Way::Long, bytes);
    assert_eq!(n_long, 0);
    let ((short, short_notes), (long, long_notes)) = match (short, long) {
        (Ok(short), Ok(long)) => (short, long),
        (Err(short), Err(long)) if short == long => return Ok((0, 0)),
        (short, long) => {
            let name = |read: Read| read.map(|(sheets, _)| sheets.len());
            return Err(format!("{:?} for {:?}", name(short), name(long)));
        }
    };
    if short_notes != long_notes {
        return Err(format!("{short_notes:?} for {long_notes:?}"));
    }
    if short.len() != long.len() {
        return Err(format!("{} sheets for {}", short.len(), long.len()));
    }
    for (short, long) in short.iter().zip(&long) {
        let around = |sheet: &Sheet| {
            let merges = sheet.merges.clone();
            (
                sheet.address.clone(),
                sheet.visibility,
                merges,
                sheet.hidden.clone(),
            )
        };
        if around(short) != around(long) {
            return Err(format!("sheet {} for {}", short.name(), long.name()));
        }
        let mut others = told(long);
        for own in told(short) {
            let other = others.next();
            if Some(own) != other {
                return Err(format!("{}: {own:?} for {other:?}", short.name()));
            }
        }
        if let Some(other) = others.next() {
            return Err(format!("{}: nothing for {other:?}", short.name()));
        }
    }
    Ok((n_short, short.len()))
}

fn books_in(folder: &Path) -> Vec<PathBuf> {
    let mut books: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    books.sort();
    books
}

/// Reads all workbooks of a folder both ways; gives how many of their sheets were read in one pass, and how many there are.
fn agree_in(folder: &Path) -> (usize, usize) {
    let (mut n_short, mut n_sheets) = (0, 0);
    for path in books_in(folder) {
        let bytes = fs::read(&path).unwrap();
        if recognise(&bytes).is_ok_and(|format| format == Format::Xlsx) {
            let (short, sheets) = agree(&bytes)
                .unwrap_or_else(|difference| panic!("{}: {difference}", path.display()));
            n_short += short;
            n_sheets += sheets;
        }
    }
    (n_short, n_sheets)
}

#[test]
fn samples_are_read_in_one_pass_and_alike() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_workbooks");
    let (n_short, n_sheets) = agree_in(&folder);
    assert!(n_sheets > 0);
    assert_eq!(n_short, n_sheets, "every sample is ordinary");
}

#[test]
fn workbooks_of_a_corpus_are_read_alike() {
    let Ok(corpus) = std::env::var("PLANPROOF_CORPUS") else {
        let note = b"not run: set PLANPROOF_CORPUS to the folder of workbooks\n";
        std::io::stderr().write_all(note).unwrap();
        return;
    };
    for (folder, least_share) in [("layouts", 0.95), ("real", 0.95), ("hostile", 0.0)] {
        let folder = Path::new(&corpus).join(folder);
        if folder.is_dir() {
            let (n_short, n_sheets) = agree_in(&folder);
            let share = n_short as f64 / n_sheets as f64;
            assert!(
                share >= least_share,
                "{}: {n_short} of {n_sheets}",
                folder.display()
            );
        }
    }
}

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const STYLES: &str = r##"<styleSheet><numFmts count="2"><numFmt numFmtId="164" formatCode="[h]:mm"/><numFmt numFmtId="165" formatCode="#,##0.0,"/></numFmts><fonts count="2"><font/><font><b/></font></fonts><cellXfs count="5"><xf numFmtId="0" fontId="1"/><xf numFmtId="14"/><xf numFmtId="164" fontId="0"/><xf numFmtId="165" fontId="1"/><xf/></cellXfs></styleSheet>"##;
const TEXTS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<sst xmlns="x" count="4" uniqueCount="4"><si><t>Scheme</t></si><si><t xml:space="preserve"> R&amp;D </t></si><si><r><rPr><b/></rPr><t>Be</t></r><r><t>ds</t></r></si><si><t/></si></sst>"#;

fn package(properties: &str, texts: &[u8], sheet: &[u8]) -> Vec<u8> {
    let relation = |kind: &str, target: &str| {
        format!(
            r#"<Relationships><Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    let book = format!(
        r#"<workbook>{properties}<sheets><sheet name="Plan" sheetId="1" r:id="r1"/></sheets></workbook>"#
    );
    let parts: [(&str, Vec<u8>); 6] = [
        (
            "_rels/.rels",
            relation("officeDocument", "xl/workbook.xml").into(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            relation("worksheet", "worksheets/sheet1.xml").into(),
        ),
        ("xl/workbook.xml", book.into()),
        ("xl/styles.xml", STYLES.into()),
        ("xl/sharedStrings.xml", texts.to_vec()),
        ("xl/worksheets/sheet1.xml", sheet.to_vec()),
    ];
    zipped_bytes(&parts.map(|(name, content)| (name.to_owned(), content)))
}

/// The inside of a cell with its kind: mostly as programs write it, at times not.
fn inside() -> impl Strategy<Value = (&'static str, String)> {
    let number = prop_oneof![
        Just("0".to_owned()),
        r"-?[0-9]{1,6}(\.[0-9]{1,4})?",
        r"[0-9]\.[0-9]{1,17}E-?[0-9]{1,2}",
        r"[0-9]{4}[0-9.eE+ -]{0,6}",
    ];
    let text = prop_oneof![
        "[ a-zA-Z0-9£é_%.,()-]{0,12}",
        Just(" R&amp;D &lt;&#163;&gt; ".to_owned()),
        Just("a_x000D_b_x005F_".to_owned()),
        Just("&laugh;".to_owned()),
        Just("a\r\nb".to_owned()),
    ];
    let value = prop_oneof![
        6 => number.prop_map(|number| ("", format!("<v>{number}</v>"))),
        3 => (0_u32..5).prop_map(|place| (" t=\"s\"", format!("<v>{place}</v>"))),
        1 => prop_oneof!["0", "1", "true", "2"].prop_map(|truth| (" t=\"b\"", format!("<v>{truth}</v>"))),
        1 => prop_oneof![Just("#N/A"), Just("#DIV/0!"), Just("#SPILL!")]
            .prop_map(|error| (" t=\"e\"", format!("<v>{error}</v>"))),
        2 => text.clone().prop_map(|text| (" t=\"str\"", format!("<v>{text}</v>"))),
        1 => text.clone().prop_map(|text| (" t=\"inlineStr\"", format!("<is><t>{text}</t></is>"))),
        1 => text.prop_map(|text| (" t=\"inlineStr\"", format!("<is><t xml:space=\"preserve\">{text}</t></is>"))),
        1 => Just((" t=\"n\"", "<v/>".to_owned())),
        1 => Just((" t=\"str\"", "<v></v>".to_owned())),
        1 => Just(("", String::new())),
        1 => Just((" t=\"d\"", "<v>2025-04-01</v>".to_owned())),
    ];
    let formula = prop_oneof![
        8 => Just(String::new()),
        2 => Just("<f>SUM(A1:B$2)&amp;\"&lt;x&gt;\"</f>".to_owned()),
        1 => Just("<f t=\"shared\" ref=\"B2:C9\" si=\"0\">B1*$A2</f>".to_owned()),
        2 => Just("<f t=\"shared\" si=\"0\"/>".to_owned()),
        1 => Just("<f t=\"array\" ref=\"A1\" ca=\"1\">TODAY()</f>".to_owned()),
        1 => Just("<f aca=\"false\"></f>".to_owned()),
    ];
    (formula, value).prop_map(|(formula, (kind, value))| (kind, formula + &value))
}

fn sheet() -> impl Strategy<Value = String> {
    let cell = (
        0_u8..3,
        prop::option::of(0_u32..7),
        prop::bool::weighted(0.9),
        inside(),
    );
    let row = (
        1_u32..3,
        prop::bool::weighted(0.9),
        prop::collection::vec(cell, 0..6),
    );
    let blank = prop_oneof![8 => Just(""), 1 => Just("\n  "), 1 => Just("<!-- -->")];
    let front = prop_oneof![
        4 => Just("<dimension ref=\"A1:F20\"/><sheetViews><sheetView workbookViewId=\"0\"/></sheetViews><cols><col min=\"1\" max=\"1\" width=\"9\"/><col min=\"2\" max=\"3\" hidden=\"1\"/></cols>"),
        1 => Just(""),
        1 => Just("<dimension ref=\"A0\"/>"),
    ];
    let back = prop_oneof![
        Just(""),
        Just(
            "<mergeCells count=\"1\"><mergeCell ref=\"A1:B2\"/></mergeCells><pageMargins left=\"0.7\"/>"
        ),
    ];
    (front, back, blank, prop::collection::vec(row, 0..6)).prop_map(|(front, back, blank, rows)| {
        let mut xml = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<worksheet xmlns=\"x\">{front}<sheetData>"
        );
        let mut row_number = 0;
        for (step, is_numbered, cells) in rows {
            row_number += if is_numbered { step } else { 1 };
            if is_numbered {
                write!(
                    xml,
                    "{blank}<row r=\"{row_number}\" spans=\"1:6\" hidden=\"{}\">",
                    row_number % 2
                )
                .unwrap();
            } else {
                xml.push_str("<row>");
            }
            let mut column = 0;
            for (step, style, is_addressed, (kind, inside)) in cells {
                column += 1;
                let mut address = String::new();
                if is_addressed {
                    column += u32::from(step);
                    let letters = crate::workbook::column_name(column - 1);
                    address = format!(" r=\"{letters}{row_number}\"");
                }
                let style = style
                    .map(|style| format!(" s=\"{style}\""))
                    .unwrap_or_default();
                if inside.is_empty() {
                    write!(xml, "<c{address}{style}{kind}/>").unwrap();
                } else {
                    write!(xml, "<c{address}{style}{kind}>{inside}</c>{blank}").unwrap();
                }
            }
            xml.push_str("</row>");
        }
        xml + "</sheetData>" + back + "</worksheet>"
    })
}

/// Changes to the bytes of a part: where, how many go, and what comes instead.
fn changes() -> impl Strategy<Value = Vec<(prop::sample::Index, usize, Vec<u8>)>> {
    let signs: Vec<u8> = b"<>/=\"' &;!?:-_.0179AZarcstv\r\n\0\xC3\xA9\xFF".to_vec();
    let new = prop_oneof![
        4 => prop::collection::vec(prop::sample::select(signs), 0..3),
        1 => prop::sample::select(vec![
            &b"<!---->"[..], b"<![CDATA[1]]>", b"<v>", b"</v>", b"<f/>", b"</c>", b"<c/>", b"</row>",
            b"<row>", b" r=\"A1\"", b" t=\"s\"", b"<x:c/>", b"</sheetData>", b"&#10;", b"_x0041_",
        ])
        .prop_map(<[u8]>::to_vec),
    ];
    prop::collection::vec((any::<prop::sample::Index>(), 0_usize..4, new), 1..4)
}

fn changed(part: &str, changes: Vec<(prop::sample::Index, usize, Vec<u8>)>) -> Vec<u8> {
    let mut bytes = part.as_bytes().to_vec();
    for (at, gone, new) in changes {
        let at = at.index(bytes.len().max(1)).min(bytes.len());
        let end = (at + gone).min(bytes.len());
        bytes.splice(at..end, new);
    }
    bytes
}

#[test]
fn an_ordinary_sheet_takes_the_short_way() {
    let sheet = br#"<worksheet><dimension ref="A1:C2"/><sheetData><row r="1" spans="1:3" ht="15"><c r="A1" t="s"><v>1</v></c><c r="B1" s="1"><v>45748</v></c><c r="C1" s="2"><f>B1/2</f><v>0.5</v></c></row></sheetData><mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells></worksheet>"#;
    for properties in ["", "<workbookPr date1904=\"1\"/>"] {
        assert_eq!(
            agree(&package(properties, TEXTS.as_bytes(), sheet)),
            Ok((1, 1))
        );
    }
}

#[test]
fn cells_passed_on_before_a_sheet_turns_odd_are_forgotten() {
    let odd = br#"<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1" t="str"><v>x</v></c></row><row r="2"><c r="C2" t="b"><v>maybe</v></c><c r="A2"><v>3</v></c></row></sheetData></worksheet>"#;
    assert_eq!(agree(&package("", TEXTS.as_bytes(), odd)), Ok((0, 1)));
}

/// What is no text may stand where no cell is: the general reader refuses some of it and passes over the rest.
#[test]
fn a_sheet_with_bytes_that_are_no_text_before_its_rows_is_left_to_the_general_reader() {
    let rows = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>";
    let places = [
        "<?xml version=\"1.0\" encoding=\"UTF-8\"@?><worksheet><sheetData>",
        "<?xml version=\"@<!---->1.0\" encoding=\"UTF-8\"?><worksheet><sheetData>",
        "<?xml version=\"1.0\"?>@<worksheet><sheetData>",
        "<worksheet xmlns=\"@\"><sheetData>",
        "<worksheet><!-- > @ --><sheetData>",
        "<worksheet><?p > @ ?><sheetData>",
        "<worksheet><sheetPr/>@<sheetData>",
        "<worksheet><sheet@Pr/><sheetData>",
    ];
    let read = |front: &str, letter: &[u8]| {
        let sheet = format!("{front}{rows}</sheetData></worksheet>");
        let (before, behind) = sheet.split_once('@').unwrap();
        let part = [before.as_bytes(), letter, behind.as_bytes()].concat();
        agree(&package("", TEXTS.as_bytes(), &part))
    };
    for front in places {
        let broken = read(front, b"\xC3");
        assert!(matches!(broken, Ok((0, _))), "{front}: {broken:?}");
    }
    // Without them, the sheet of the first place is an ordinary one.
    assert_eq!(read(places[0], b""), Ok((1, 1)));
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: ProptestConfig::default().cases.max(400),
        ..ProptestConfig::default()
    })]

    #[test]
    fn sheets_made_by_chance_are_read_alike(sheet in sheet()) {
        let agreed = agree(&package("", TEXTS.as_bytes(), sheet.as_bytes()));
        prop_assert!(agreed.is_ok(), "{agreed:?}\n{sheet}");
    }

    #[test]
    fn sheets_with_changed_bytes_are_read_alike(sheet in sheet(), changes in changes()) {
        let part = changed(&sheet, changes);
        let agreed = agree(&package("", TEXTS.as_bytes(), &part));
        prop_assert!(agreed.is_ok(), "{agreed:?}\n{}", String::from_utf8_lossy(&part));
    }

    #[test]
    fn texts_with_changed_bytes_are_read_alike(sheet in sheet(), changes in changes()) {
        let texts = changed(TEXTS, changes);
        let agreed = agree(&package("", &texts, sheet.as_bytes()));
        prop_assert!(agreed.is_ok(), "{agreed:?}\n{}", String::from_utf8_lossy(&texts));
    }
}
