//! xlsx and xlsm: cells streamed, so that two cells in far corners cost two cells.

use super::builder::{Builder, Dress};
use super::package::Package;
use super::read::guarded;
use super::refusal::Refusal;
use super::sheet_scan::{self, SheetFacts};
use super::watch::Stage;
use super::{Value, limits};
use calamine::{
    DataType as _, Reader as _, SheetType, Style, Xlsx, XlsxError, XlsxFormulaMetadata,
};
use std::collections::{BTreeMap, HashMap};
use std::io::Cursor;
use std::sync::Arc;

type Book<'b> = Xlsx<Cursor<&'b [u8]>>;

/// A formula met before its value: the text, and whether a result is stored beside it.
struct Formula {
    text: Arc<str>,
    is_calculated: bool,
}

pub(super) fn read(bytes: &[u8], builder: &mut Builder<'_>) -> Result<(), Refusal> {
    let mut package = Package::open(bytes)?;
    package.check()?;
    sheet_scan::check_shared_strings(&mut package)?;
    let parts = sheet_scan::sheet_parts(&mut package);

    builder.watch.enter(Stage::Opening);
    let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
    builder.from_1904 = book.has_1904_epoch();
    let tabs = book.sheets_metadata().to_vec();

    builder.watch.enter(Stage::Reading);
    builder.watch.expect_sheets(tabs.len());
    for (index, tab) in tabs.iter().enumerate() {
        // Chart sheets have no cells.
        if tab.typ == SheetType::WorkSheet && builder.start_sheet(&tab.name, tab.visible) {
            let part = parts.get(index).cloned().flatten();
            let facts = match &part {
                Some(part) => sheet_scan::scan(&mut package, part, builder.watch)?,
                None => SheetFacts::default(),
            };
            let unread = guarded(|| read_sheet(&mut book, &tab.name, facts, builder));
            match unread {
                Ok(Ok(unread)) => note_unread(&mut package, part.as_deref(), &unread, builder),
                Ok(Err(stop)) => return Err(stop),
                Err(_panic) => builder.lose_sheet("it contradicts itself"),
            }
        }
        builder.watch.sheet_read();
    }
    Ok(())
}

/// Reads one sheet into the open tab; gives the places and reasons of the cells that could not be read.
fn read_sheet(
    book: &mut Book<'_>,
    name: &str,
    facts: SheetFacts,
    builder: &mut Builder<'_>,
) -> Result<Vec<(u64, String)>, Refusal> {
    if facts.is_utf16 {
        builder.lose_sheet("it is written in UTF-16, as Excel never does; save it anew in Excel");
        return Ok(Vec::new());
    }
    if facts.has_cut_values {
        builder.note_sheet(
            "it was not written by Excel and has remarks inside its cells; values may be cut there, so check the figures",
        );
    }
    let mut formulas = if facts.has_formulas {
        read_formulas(book, name, builder)?
    } else {
        BTreeMap::new()
    };
    builder.set_merges(facts.merges);

    let mut unread = Vec::new();
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        Err(error) => {
            builder.lose_sheet(&error.to_string());
            return Ok(unread);
        }
    };
    let styles = dresses(cells.styles(), builder)?;
    for place in 0_u64.. {
        match cells.next_cell_with_style_id() {
            Ok(Some((cell, style))) => {
                let at = cell.get_position();
                let formula = formulas.remove(&at);
                let value = cell.get_value();
                if value.is_empty() && formula.is_none() {
                    builder.watch.cell_read()?;
                    continue;
                }
                let mut dress = styles.get(style).cloned().unwrap_or_default();
                let is_calculated = formula.as_ref().is_none_or(|formula| formula.is_calculated);
                dress.formula = formula.map(|formula| formula.text);
                if value.is_empty() && !is_calculated {
                    builder.put_unknown(at, Value::NotCalculated, dress)?;
                } else {
                    builder.put(at, value, dress)?;
                }
            }
            Ok(None) => break,
            Err(error) if ends_the_sheet(&error) || unread.len() >= limits::BAD_CELLS => {
                builder.lose_sheet(&error.to_string());
                break;
            }
            Err(error) => unread.push((place, error.to_string())),
        }
    }
    Ok(unread)
}

/// The formulas of a sheet by position. They are evidence, so that what cannot be read of them is left out.
fn read_formulas(
    book: &mut Book<'_>,
    name: &str,
    builder: &mut Builder<'_>,
) -> Result<BTreeMap<(u32, u32), Formula>, Refusal> {
    let mut formulas = BTreeMap::new();
    let mut shared: HashMap<usize, (String, (u32, u32))> = HashMap::new();
    let mut written_out = 0;
    let Ok(mut cells) = book.worksheet_cells_reader(name) else {
        return Ok(formulas);
    };
    let mut n_bad = 0;
    loop {
        let record = match cells.next_cell_with_formula_metadata() {
            Ok(Some(record)) => record,
            Ok(None) => break,
            Err(error) if ends_the_sheet(&error) || n_bad >= limits::BAD_CELLS => break,
            Err(_bad_cell) => {
                n_bad += 1;
                continue;
            }
        };
        builder.watch.check()?;
        let text = match record.formula {
            Some(XlsxFormulaMetadata::Normal { formula }) => formula,
            Some(XlsxFormulaMetadata::Shared {
                shared_index,
                formula,
                ..
            }) => {
                shared.insert(shared_index, (formula.clone(), record.pos));
                formula
            }
            Some(XlsxFormulaMetadata::SharedDerived { shared_index }) => {
                let Some((template, from)) = shared.get(&shared_index) else {
                    continue;
                };
                written_out += template.len();
                if written_out > limits::SHARED_FORMULA_BYTES {
                    template.clone()
                } else {
                    calamine::expand_shared_formula(template, *from, record.pos)
                        .unwrap_or_else(|_error| template.clone())
                }
            }
            _ => continue,
        };
        if !text.is_empty() {
            let formula = Formula {
                text: builder.share(&text)?,
                is_calculated: !record.value.is_empty(),
            };
            formulas.insert(record.pos, formula);
            if formulas.len() as u64 > limits::CELLS {
                return Err(Refusal::too_large(
                    "A sheet holds more than 12 million formulas.",
                ));
            }
        }
    }
    Ok(formulas)
}

/// The number format and weight of each style of the workbook.
fn dresses(styles: &[Style], builder: &mut Builder<'_>) -> Result<Vec<Dress>, Refusal> {
    styles
        .iter()
        .map(|style| {
            let code = style
                .number_format
                .as_ref()
                .map(|format| format.format_code.as_str());
            let format = match code {
                None | Some("" | "General") => None,
                Some(code) => Some(builder.share(code)?),
            };
            Ok(Dress {
                formula: None,
                format,
                bold: style.font.as_ref().is_some_and(calamine::Font::is_bold),
            })
        })
        .collect()
}

fn note_unread(
    package: &mut Package<'_>,
    part: Option<&str>,
    unread: &[(u64, String)],
    builder: &mut Builder<'_>,
) {
    if unread.is_empty() {
        return;
    }
    let places: Vec<u64> = unread.iter().map(|(place, _)| *place).collect();
    let found = part
        .map(|part| sheet_scan::places(package, part, &places))
        .unwrap_or_default();
    for (index, (_, why)) in unread.iter().enumerate() {
        match found.get(index).copied().flatten() {
            Some((row, column)) => {
                builder.note_cell(row, column, &format!("the cell could not be read ({why})"))
            }
            None => builder.note_sheet(&format!("a cell could not be read ({why})")),
        }
    }
}

/// After these the rest of the stream means nothing; after all others only one cell is lost.
fn ends_the_sheet(error: &XlsxError) -> bool {
    matches!(
        error,
        XlsxError::Xml(_) | XlsxError::XmlEof(_) | XlsxError::Io(_) | XlsxError::Zip(_)
    )
}

fn refusal(error: &XlsxError) -> Refusal {
    match error {
        XlsxError::Password => Refusal::Encrypted,
        XlsxError::Unrecognized { typ: "sheet:type", .. } => Refusal::NotAWorkbook(
            "The workbook holds an Excel 4 macro sheet or another kind of sheet that cannot be read.".to_owned(),
        ),
        XlsxError::Unrecognized { typ: "sheet:state", val } => {
            Refusal::damaged(format!("one of its sheets is neither visible nor hidden but “{val}”"))
        }
        XlsxError::FileNotFound(part) => Refusal::damaged(format!("its part {part} is missing")),
        XlsxError::RelationshipNotFound => {
            Refusal::damaged("its list of parts does not say where a sheet is kept")
        }
        other => Refusal::damaged(format!("its list of sheets, styles or texts is broken ({other})")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Area, Visibility, Watch, Workbook, read};
    use super::*;
    use rust_xlsxwriter as xlsx;
    use std::path::Path;

    fn written(fill: impl FnOnce(&mut xlsx::Workbook)) -> Workbook {
        let mut book = xlsx::Workbook::new();
        fill(&mut book);
        let bytes = book.save_to_buffer().unwrap();
        read(
            "plan.xlsx",
            Path::new("plan.xlsx"),
            bytes,
            &Watch::default(),
        )
        .unwrap()
    }

    #[test]
    fn every_kind_of_value_arrives_with_its_dress() {
        let money = xlsx::Format::new().set_num_format("#,##0.0").set_bold();
        let day = xlsx::Format::new().set_num_format("dd/mm/yyyy");
        let book = written(|book| {
            let sheet = book.add_worksheet().set_name("CIP plan").unwrap();
            sheet
                .write_string_with_format(0, 0, "  Scheme ", &xlsx::Format::new().set_bold())
                .unwrap();
            sheet.write_number_with_format(1, 1, 12.5, &money).unwrap();
            sheet
                .write_number_with_format(2, 1, 45_748.0, &day)
                .unwrap();
            sheet.write_boolean(3, 1, true).unwrap();
            sheet
                .write_formula(4, 1, xlsx::Formula::new("=B2*2").set_result("25"))
                .unwrap();
            sheet.write_blank(5, 1, &money).unwrap();
            sheet
                .write_formula(6, 1, xlsx::Formula::new("=NA()").set_result("#N/A"))
                .unwrap();
            sheet.merge_range(9, 0, 9, 3, "Across", &day).unwrap();
        });
        let sheet = &book.sheets[0];
        assert_eq!(sheet.name(), "CIP plan");
        assert_eq!(book.notes, Vec::new());
        let title = sheet.cell(0, 0).unwrap();
        assert_eq!(title.value, Value::Text("  Scheme ".into()));
        assert!(title.bold);
        let figure = sheet.cell(1, 1).unwrap();
        assert_eq!(figure.value, Value::Number(12.5));
        assert_eq!(figure.format.as_deref(), Some("#,##0.0"));
        assert!(figure.bold);
        assert_eq!(sheet.cell(2, 1).unwrap().value, Value::Date(45_748.0));
        assert_eq!(sheet.cell(3, 1).unwrap().value, Value::Bool(true));
        let doubled = sheet.cell(4, 1).unwrap();
        assert_eq!(doubled.value, Value::Number(25.0));
        assert_eq!(doubled.formula.as_deref(), Some("B2*2"));
        assert_eq!(sheet.cell(5, 1), None, "a blank is no cell");
        assert_eq!(sheet.cell(6, 1).unwrap().value, Value::Error("#N/A".into()));
        assert_eq!(
            sheet.merges,
            [Area {
                first_row: 9,
                first_column: 0,
                last_row: 9,
                last_column: 3
            }]
        );
    }

    /// A workbook of one sheet made of this XML, with one date format as style 1.
    fn package(properties: &str, sheet: &str) -> Vec<u8> {
        use std::io::Write as _;
        const RELATIONS: &str =
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
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
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            zip.start_file(name, zip::write::SimpleFileOptions::default())
                .unwrap();
            zip.write_all(content.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn read_package(properties: &str, sheet: &str) -> Workbook {
        let bytes = package(properties, sheet);
        read(
            "plan.xlsx",
            Path::new("plan.xlsx"),
            bytes,
            &Watch::default(),
        )
        .unwrap()
    }

    #[test]
    fn a_formula_without_stored_result_is_not_calculated() {
        let book = read_package(
            "",
            r#"<row r="1"><c r="A1" s="1"><f>TODAY()</f></c><c r="B1" t="str"><f>""</f><v></v></c></row>"#,
        );
        let cell = book.sheets[0].cell(0, 0).unwrap();
        assert_eq!(cell.value, Value::NotCalculated);
        assert_eq!(cell.formula.as_deref(), Some("TODAY()"));
        assert_eq!(cell.format.as_deref(), Some("mm-dd-yy"));
        assert_eq!(
            book.sheets[0].cell(0, 1),
            None,
            "empty text is a result, and no cell"
        );
    }

    #[test]
    fn shared_formulas_are_written_out_for_each_cell() {
        let book = read_package(
            "",
            r#"<row r="1"><c r="A1"><f t="shared" si="0" ref="A1:A2">B1*2</f><v>2</v></c></row>
               <row r="2"><c r="A2"><f t="shared" si="0"/><v>4</v></c></row>"#,
        );
        let second = book.sheets[0].cell(1, 0).unwrap();
        assert_eq!(second.formula.as_deref(), Some("B2*2"));
        assert_eq!(second.value, Value::Number(4.0));
    }

    #[test]
    fn dates_counted_from_1904_are_shifted() {
        let sheet =
            r#"<row r="1"><c r="A1" s="1"><v>44286</v></c><c r="B1"><v>44286</v></c></row>"#;
        let book = read_package(r#"<workbookPr date1904="1"/>"#, sheet);
        assert_eq!(
            book.sheets[0].cell(0, 0).unwrap().value,
            Value::Date(45_748.0)
        );
        assert_eq!(
            book.sheets[0].cell(0, 1).unwrap().value,
            Value::Number(44_286.0)
        );
    }

    #[test]
    fn an_unreadable_cell_is_named_and_the_rest_is_read() {
        let book = read_package(
            "",
            r##"<row r="4"><c r="A4"><v>1</v></c><c r="B4" t="e"><v>#SPILL!</v></c><c r="C4"><v>3</v></c></row>
                <row r="5"><c r="A5"><v>NaN</v></c><c r="XFE9"><v>1</v></c></row>"##,
        );
        let sheet = &book.sheets[0];
        assert_eq!(sheet.cell(3, 2).unwrap().value, Value::Number(3.0));
        assert_eq!(sheet.cell_count(), 2);
        let named: Vec<_> = book
            .notes
            .iter()
            .filter_map(|note| note.cell.as_ref())
            .map(ToString::to_string)
            .collect();
        assert_eq!(named, ["Plan!A5", "Plan!B4"], "{:?}", book.notes);
        assert_eq!(book.notes.len(), 3);
    }

    #[test]
    fn hidden_sheets_are_read_and_marked() {
        let book = written(|book| {
            book.add_worksheet().write(0, 0, "seen").unwrap();
            let hidden = book.add_worksheet();
            hidden.write(0, 0, "unseen").unwrap();
            hidden.set_hidden(true);
            book.add_worksheet().set_very_hidden(true);
        });
        let kinds: Vec<Visibility> = book.sheets.iter().map(|sheet| sheet.visibility).collect();
        assert_eq!(
            kinds,
            [
                Visibility::Visible,
                Visibility::Hidden,
                Visibility::VeryHidden
            ]
        );
        assert_eq!(book.sheets[1].cell_count(), 1);
    }

    #[test]
    fn a_cancelled_reading_ends_as_such() {
        let mut book = xlsx::Workbook::new();
        book.add_worksheet().write(0, 0, 1).unwrap();
        let bytes = book.save_to_buffer().unwrap();
        let watch = Watch::default();
        watch.cancel();
        let ended = read("plan.xlsx", Path::new("plan.xlsx"), bytes, &watch);
        assert!(matches!(
            ended,
            Err(super::super::OpenError::Cancelled { .. })
        ));
    }
}
