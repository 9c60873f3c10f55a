//! Notes in packages made of literal XML, honest and hostile.

use super::*;
use crate::workbook::sample_package::zipped;
use crate::workbook::{Value, Watch, Workbook, read};
use proptest::prelude::*;
use rust_xlsxwriter as xlsx;
use std::path::Path;

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const THREADS: &str = "http://schemas.microsoft.com/office/2017/10/relationships";

fn opened(name: &str, bytes: Vec<u8>) -> Workbook {
    read(name, Path::new(name), bytes, &Watch::default()).unwrap()
}

fn relation(kind: &str, target: &str) -> String {
    format!(r#"<Relationship Id="r1" Type="{kind}" Target="{target}"/>"#)
}

/// A workbook of one sheet with a scheme in A1 and £ in B1; with these relations of the sheet, and these parts.
fn with(relations: &str, parts: &[(&str, &str)]) -> Workbook {
    let list = |inside: &str| format!("<Relationships>{inside}</Relationships>");
    let office = |kind: &str, target: &str| relation(&format!("{OFFICE}/{kind}"), target);
    let people = format!(
        r#"{}<Relationship Id="r2" Type="{THREADS}/person" Target="persons/person.xml"/>"#,
        office("worksheet", "worksheets/sheet1.xml")
    );
    let (whole, book, sheet) = (
        list(&office("officeDocument", "xl/workbook.xml")),
        list(&people),
        list(relations),
    );
    let mut all = vec![
        ("_rels/.rels", whole.as_str()),
        ("xl/_rels/workbook.xml.rels", &book),
        (
            "xl/workbook.xml",
            r#"<workbook><sheets><sheet name="Plan" sheetId="1" r:id="r1"/></sheets></workbook>"#,
        ),
        (
            "xl/styles.xml",
            r#"<styleSheet><cellXfs count="1"><xf numFmtId="0"/></cellXfs></styleSheet>"#,
        ),
        (
            "xl/worksheets/sheet1.xml",
            r#"<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>Beds</v></c><c r="B1"><v>600</v></c></row></sheetData></worksheet>"#,
        ),
        ("xl/worksheets/_rels/sheet1.xml.rels", &sheet),
    ];
    all.extend(parts);
    let book = opened("plan.xlsx", zipped(&all));
    let value = book.sheets[0].cell(0, 1).unwrap().value;
    assert_eq!(value, Value::Number(600.0), "whatever its notes are");
    book
}

fn with_notes(comments: &str) -> Workbook {
    let relations = relation(&format!("{OFFICE}/comments"), "../comments1.xml");
    with(&relations, &[("xl/comments1.xml", comments)])
}

fn legacy(inside: &str) -> String {
    format!(
        "<comments><authors><author>J Brown</author><author>tc={{1}}</author></authors><commentList>{inside}</commentList></comments>"
    )
}

/// Place, author and text of each note.
fn told(book: &Workbook) -> Vec<String> {
    let sheet = &book.sheets[0];
    let said = |note: &CellNote| {
        let author = note.author.as_deref().unwrap_or("nobody");
        let closed = if note.is_resolved { ", closed" } else { "" };
        let at = sheet.at(note.row, note.column).a1();
        format!("{at} {author}{closed}: {}", note.text)
    };
    sheet.notes.iter().map(said).collect()
}

fn remarks(book: &Workbook) -> String {
    let said: Vec<&str> = book.notes.iter().map(|note| &*note.message).collect();
    said.join(" ")
}

#[test]
fn a_note_is_told_from_the_name_it_begins_with() {
    let told = |text: &str, author: Option<&str>| {
        CellNote::new((3, 1), text, author).map(|note| (note.text, note.author))
    };
    let by = |name: &str| Some(name.to_owned());
    assert_eq!(
        told("J Brown:\r\nno scheme behind this", Some("J Brown")),
        Some(("no scheme behind this".to_owned(), by("J Brown")))
    );
    assert_eq!(
        told("J Brown agreed it", Some("J Brown")),
        Some(("J Brown agreed it".to_owned(), by("J Brown")))
    );
    assert_eq!(
        told("Author:\nNHSE asked", Some("Author")),
        Some(("NHSE asked".to_owned(), None))
    );
    assert_eq!(told(" \n", None), None);
    assert_eq!(told("J Brown:", Some("J Brown")), None);
}

#[test]
fn notes_are_read_from_a_workbook_as_excel_writes_it() {
    let mut book = xlsx::Workbook::new();
    let note = |text: &str| xlsx::Note::new(text).set_author("J Brown");
    let sheet = book.add_worksheet().set_name("Savings").unwrap();
    sheet.write(4, 1, 600).unwrap();
    sheet
        .insert_note(4, 1, &note("NHSE asked for this"))
        .unwrap();
    sheet.insert_note(0, 7, &note("on an empty cell")).unwrap();
    book.add_worksheet().set_name("Quiet").unwrap();
    let other = book.add_worksheet().set_name("Position").unwrap();
    other
        .insert_note(2, 2, &note("late allocation").add_author_prefix(false))
        .unwrap();
    let read = opened("plan.xlsx", book.save_to_buffer().unwrap());
    assert_eq!(
        told(&read),
        [
            "H1 J Brown: on an empty cell",
            "B5 J Brown: NHSE asked for this"
        ]
    );
    let [note] = read.sheets[0].notes_on(4, 1) else {
        panic!("{:?}", read.sheets[0].notes)
    };
    assert_eq!(note.text, "NHSE asked for this");
    assert!(read.sheets[0].notes_on(4, 2).is_empty());
    assert!(read.sheets[1].notes.is_empty());
    assert_eq!(read.sheets[2].notes[0].text, "late allocation");
    assert_eq!(read.notes, []);
}

#[test]
fn a_thread_stands_in_place_of_the_note_that_repeats_it() {
    let relations = format!(
        "{}{}",
        relation(&format!("{OFFICE}/comments"), "/xl/comments1.xml"),
        relation(
            &format!("{THREADS}/threadedComment"),
            "../threadedComments/threadedComment1.xml"
        ),
    );
    let repeated = r#"<comment ref="B1" authorId="1"><text><t>[Threaded comment]

Your version of Excel allows you to read this.

Comment:
    no scheme</t></text></comment><comment ref="A1" authorId="0"><text><t>J Brown:
agreed in May</t></text></comment>"#;
    let people = r#"<personList><person displayName="Ruth O&apos;Neill" id="{P}"/><person displayName="J Brown" id="{Q}"/></personList>"#;
    let thread = r#"<ThreadedComments><threadedComment ref="B1" personId="{P}" id="{1}" done="1"><text>no scheme</text></threadedComment><threadedComment ref="B1" personId="{Q}" id="{2}" parentId="{1}"><text>found one</text></threadedComment><threadedComment ref="C7" personId="{Z}" id="{3}"><text>why £600k?</text></threadedComment></ThreadedComments>"#;
    let notes = legacy(repeated);
    let both = with(
        &relations,
        &[
            ("xl/comments1.xml", &notes),
            ("xl/threadedComments/threadedComment1.xml", thread),
            ("xl/persons/person.xml", people),
        ],
    );
    assert_eq!(
        told(&both),
        [
            "A1 J Brown: agreed in May",
            "B1 Ruth O'Neill, closed: no scheme",
            "B1 J Brown, closed: found one",
            "C7 nobody: why £600k?",
        ]
    );
    // Where the thread is lost, what repeats it is better than nothing.
    let without = with(&relations, &[("xl/comments1.xml", &notes)]);
    assert_eq!(
        told(&without),
        ["A1 J Brown: agreed in May", "B1 nobody: no scheme"]
    );
    assert!(remarks(&without).contains("missing or locked"));
}

#[test]
fn a_note_longer_than_excel_shows_is_cut_and_said() {
    let inside = format!(
        r#"<comment ref="B1" authorId="0"><text><t>{}</t></text></comment><comment ref="A1" authorId="0"><text><t>short</t></text></comment>"#,
        "x".repeat(3 << 20)
    );
    let book = with_notes(&legacy(&inside));
    let sheet = &book.sheets[0];
    assert_eq!(sheet.notes_on(0, 1)[0].text.len(), limits::TEXT_CHARS);
    assert_eq!(sheet.notes_on(0, 0)[0].text, "short");
    assert!(remarks(&book).contains("Plan!B1: the note on it is longer"));
}

#[test]
fn more_notes_than_are_kept_are_counted_out_and_their_bytes_bounded() {
    let one = r#"<comment ref="B1" authorId="0"><text><t>again</t></text></comment>"#;
    let book = with_notes(&legacy(&one.repeat(limits::CELL_NOTES + 10)));
    assert_eq!(book.sheets[0].notes.len(), limits::CELL_NOTES);
    let long = format!(
        r#"<comment ref="B1" authorId="0"><text><t>{}</t></text></comment>"#,
        "y".repeat(30_000)
    );
    let book = with_notes(&legacy(&long.repeat(1_200)));
    let kept: usize = book.sheets[0]
        .notes
        .iter()
        .map(|note| note.text.len())
        .sum();
    assert!(kept <= limits::CELL_NOTE_BYTES && kept > limits::CELL_NOTE_BYTES / 2);
    assert!(remarks(&book).contains("more notes on cells than can be kept"));
}

#[test]
fn a_list_that_breaks_off_gives_what_came_before_and_says_so() {
    let whole = legacy(
        r#"<comment ref="A1" authorId="0"><text><t>kept</t></text></comment><comment ref="B1" authorId="0"><text><t>lost</t></text></comment>"#,
    );
    let cut = &whole[..whole.find("lost").unwrap() + 2];
    let book = with_notes(cut);
    assert_eq!(told(&book), ["A1 J Brown: kept"]);
    assert!(
        remarks(&book).contains("read in part only"),
        "{}",
        remarks(&book)
    );
    for nonsense in ["", "no tags", "<<<>>", "<comments", "\u{0}<comments>&lol;"] {
        assert_eq!(told(&with_notes(nonsense)), [""; 0], "{nonsense}");
    }
}

#[test]
fn a_note_past_the_edge_of_the_sheet_is_left_out_and_entities_stay_as_written() {
    let book = with_notes(&legacy(
        r#"<comment ref="ZZZ1" authorId="0"><text><t>far right</t></text></comment><comment ref="A4294967295" authorId="0"><text><t>far down</t></text></comment><comment ref="A99999999999" authorId="0"><text><t>further</t></text></comment><comment ref="" authorId="0"><text><t>nowhere</t></text></comment><comment authorId="0"><text><t>nowhere</t></text></comment><comment ref="$B$1" authorId="-1"><text><t>&lol; &amp; so</t></text></comment>"#,
    ));
    assert_eq!(told(&book), ["B1 nobody: &lol; & so"]);
    let said = remarks(&book);
    assert!(
        said.contains("column 18278") && said.contains("row 4294967295"),
        "{said}"
    );
    assert!(
        said.contains("notes that name no cell were left out"),
        "{said}"
    );
}

#[test]
fn nothing_outside_the_file_is_looked_for() {
    let kind = format!("{OFFICE}/comments");
    for outside in [
        relation(&kind, "../../../../etc/passwd"),
        relation(&kind, "..\\..\\..\\secret.xml"),
        format!(
            r#"<Relationship Id="r1" Type="{kind}" Target="https://example.org/c.xml" TargetMode="External"/>"#
        ),
    ] {
        let book = with(&outside, &[("etc/passwd", "<comments/>")]);
        assert!(book.sheets[0].notes.is_empty());
        assert!(remarks(&book).contains("outside the file"), "{outside}");
    }
    let book = with(&relation(&kind, "file:///C:/notes.xml"), &[]);
    assert!(remarks(&book).contains("missing or locked"));
    // A sheet as its own list of notes is a list without any.
    let book = with(&relation(&kind, "sheet1.xml"), &[]);
    assert_eq!(told(&book), [""; 0]);
}

#[test]
fn a_list_is_read_once_and_many_within_one_bound() {
    let kind = format!("{OFFICE}/comments");
    let note = legacy(r#"<comment ref="A1" authorId="0"><text><t>once</t></text></comment>"#);
    let shared = relation(&kind, "../comments1.xml").repeat(5_000);
    let book = with(&shared, &[("xl/comments1.xml", &note)]);
    assert_eq!(told(&book), ["A1 J Brown: once"]);
    let blank = format!("<comments>{}</comments>", " ".repeat(24 << 20));
    let names = [1, 2, 3, 4].map(|number| format!("xl/comments{number}.xml"));
    let relations: String = names
        .iter()
        .map(|name| relation(&kind, &format!("/{name}")))
        .collect();
    let parts = names.each_ref().map(|name| (name.as_str(), &*blank));
    let book = with(&relations, &parts);
    let said = remarks(&book);
    assert_eq!(said.matches("read in part only").count(), 2, "{said}");
}

#[test]
fn notes_on_cells_of_an_ods_are_read_and_stay_out_of_their_cells() {
    let content = r#"<office:document-content><office:body><office:spreadsheet><table:table table:name="Plan"><table:table-row table:number-rows-repeated="2"><table:table-cell/><table:table-cell office:value-type="float" office:value="600"><office:annotation><dc:creator>J Brown</dc:creator><dc:date>2025-03-04T10:00:00</dc:date><text:p>no scheme</text:p><text:p>behind <text:span>this</text:span> &amp; no lead</text:p></office:annotation><text:p>600</text:p></table:table-cell><table:table-cell><office:annotation loext:resolved="true"><text:p>on an empty cell</text:p></office:annotation></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"#;
    let bytes = zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:manifest/>"),
        ("content.xml", content),
    ]);
    let book = opened("plan.ods", bytes);
    assert_eq!(
        told(&book),
        [
            "B1 J Brown: no scheme\nbehind this & no lead",
            "C1 nobody, closed: on an empty cell"
        ]
    );
    let sheet = &book.sheets[0];
    assert_eq!(sheet.cell(0, 1).unwrap().value, Value::Number(600.0));
    assert_eq!(sheet.cell(0, 2), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_list_of_notes_holds_the_figures_stay(pieces in proptest::collection::vec(proptest::sample::select(vec![
        r#"<comment ref="A1" authorId="0">"#, "</comment>", "<comment/>", "<text>", "</text>", "<t>", "</t>", "<t/>", "<authors>", "<author>", "</author>",
        "<rPh>", "</rPh>", "why", "&#0;&#x41;", "<![CDATA[", "]]>", "<!--", "-->", "<", ">", "\u{0}", "é", "<?", "?>",
        r#"<threadedComment ref="B1" id="1" parentId="1" done="1">"#, "</threadedComment>", "</comments>", "<comments>",
    ]), 0..60)) {
        let xml = pieces.concat();
        let kinds = [format!("{OFFICE}/comments"), format!("{THREADS}/threadedComment")];
        let relations: String = kinds.iter().map(|kind| relation(kind, "../list.xml")).collect();
        let book = with(&relations, &[("xl/list.xml", &xml), ("xl/persons/person.xml", &xml)]);
        prop_assert!(book.sheets[0].notes.iter().all(|note| !note.text.trim().is_empty()));
    }
}
