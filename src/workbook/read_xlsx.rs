//! xlsx and xlsm: cells streamed, so that two cells in far corners cost two cells.

use super::builder::{Builder, Dress};
use super::cell_notes::Notes;
use super::cells::{Held, StyleId};
use super::one_pass::{Ordinary, Stopped};
use super::package::Package;
use super::read::guarded;
use super::refusal::Refusal;
use super::shared_texts::SharedTexts;
use super::sheet_scan::{self, SheetFacts};
use super::style_runs::StyleRuns;
use super::watch::Stage;
use super::{limits, macro_sheets, upkeep, utf16, xlsx_formulas};
use calamine::{DataRef, Reader as _, SheetType, Style, Xlsx, XlsxError};
use std::io::Cursor;

pub(super) type Book<'b> = Xlsx<Cursor<&'b [u8]>>;

/// A cell the reader stumbled over: its number in the order of the file, and why.
pub(super) struct Unread {
    pub place: u64,
    pub error: XlsxError,
}

/// Which reader may read the sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// In one pass those that are written as Excel writes them.
    Short,
    /// The general reader alone.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "what the short way is held against")
    )]
    Long,
}

pub(super) fn read(bytes: &[u8], builder: &mut Builder<'_>) -> Result<(), Refusal> {
    read_by(Way::Short, bytes, builder).map(|_n_short| ())
}

/// Gives the number of sheets that were read in one pass.
pub(super) fn read_by(way: Way, bytes: &[u8], builder: &mut Builder<'_>) -> Result<usize, Refusal> {
    let mut package = Package::open(bytes)?;
    package.check()?;
    let plain = utf16::rewritten(&mut package)?;
    let bytes = plain.as_deref().unwrap_or(bytes);
    let mut package = Package::open(bytes)?;
    sheet_scan::check_shared_strings(&mut package)?;
    let parts = sheet_scan::sheet_parts(&mut package);
    builder.set_upkeep(upkeep::of(&mut package))?;

    let copy = macro_sheets::set_aside(&mut package)?;
    let bytes = copy.as_deref().unwrap_or(bytes);
    let mut package = Package::open(bytes)?;

    builder.watch.enter(Stage::Opening);
    let mut general = General { bytes, book: None };
    let mut ordinary = match way {
        Way::Short => unless_odd(Ordinary::open(&mut package, &parts, builder))?,
        Way::Long => None,
    };
    let tabs = if let Some(ordinary) = &ordinary {
        builder.from_1904 = ordinary.from_1904;
        ordinary.tabs.clone()
    } else {
        let book = general.book()?;
        builder.from_1904 = book.has_1904_epoch();
        book.sheets_metadata().to_vec()
    };

    let (mut n_short, mut notes) = (0, Notes::default());
    builder.watch.enter(Stage::Reading);
    builder.watch.expect_sheets(tabs.len());
    for (index, tab) in tabs.iter().enumerate() {
        if tab.typ == SheetType::DialogSheet {
            builder.note_left_out(&tab.name);
        }
        // Chart sheets have no cells.
        if tab.typ == SheetType::WorkSheet && builder.start_sheet(&tab.name, tab.visible)? {
            let part = parts.get(index).and_then(Option::as_deref);
            let read = match (&mut ordinary, part) {
                (Some(ordinary), Some(part)) => {
                    unless_odd(ordinary.read_sheet(&mut package, part, builder))?
                }
                _ => None,
            };
            if read.is_some() {
                n_short += 1;
            } else {
                builder.begin_anew()?;
                general.read_sheet(&tab.name, part, &mut package, builder)?;
            }
            if let Some(part) = part {
                notes.read_sheet(&mut package, part, builder)?;
            }
        }
        builder.watch.sheet_read();
    }
    Ok(n_short)
}

/// `None` for what the general reader must look at.
fn unless_odd<T>(read: Result<T, Stopped>) -> Result<Option<T>, Refusal> {
    match read {
        Ok(read) => Ok(Some(read)),
        Err(Stopped::Odd) => Ok(None),
        Err(Stopped::Refused(refusal)) => Err(refusal),
    }
}

/// The general reader, opened where it is needed.
struct General<'b> {
    bytes: &'b [u8],
    book: Option<Book<'b>>,
}

impl<'b> General<'b> {
    fn book(&mut self) -> Result<&mut Book<'b>, Refusal> {
        let book = match self.book.take() {
            Some(book) => book,
            None => Xlsx::new(Cursor::new(self.bytes)).map_err(|error| refusal(&error))?,
        };
        Ok(self.book.insert(book))
    }

    fn read_sheet(
        &mut self,
        name: &str,
        part: Option<&str>,
        package: &mut Package<'_>,
        builder: &mut Builder<'_>,
    ) -> Result<(), Refusal> {
        let facts = match part {
            Some(part) => sheet_scan::scan(package, part, builder.watch)?,
            None => SheetFacts::default(),
        };
        let book = self.book()?;
        match guarded(|| read_sheet(book, name, facts, builder)) {
            Ok(Ok(unread)) => place_unread(package, part, unread, builder),
            Ok(Err(stop)) => Err(stop),
            Err(_panic) => {
                builder.lose_sheet("it contradicts itself");
                Ok(())
            }
        }
    }
}

/// Reads one sheet into the open tab; gives the places and reasons of the cells that could not be read.
fn read_sheet(
    book: &mut Book<'_>,
    name: &str,
    facts: SheetFacts,
    builder: &mut Builder<'_>,
) -> Result<Vec<Unread>, Refusal> {
    for fault in &facts.faults {
        builder.note_sheet(fault);
    }
    builder.set_merges(facts.merges)?;
    builder.set_hidden(facts.hidden)?;
    builder.expect_strays(facts.strays);
    let found = if facts.has_formulas {
        let styles = match facts.styles {
            Some(styles) => styles,
            None => StyleRuns::read(book, name, builder)?,
        };
        xlsx_formulas::read_cells(book, name, styles, builder)?
    } else {
        read_cells(book, name, None, builder)?
    };
    Ok(found)
}

/// Reads the values of a sheet, of all its cells or of those at the given places in the order of the file.
/// Gives the places and reasons of the cells that could not be read.
pub(super) fn read_cells(
    book: &mut Book<'_>,
    name: &str,
    places: Option<&[u64]>,
    builder: &mut Builder<'_>,
) -> Result<Vec<Unread>, Refusal> {
    let mut unread = Vec::new();
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        Err(error) => {
            builder.lose_sheet(&error.to_string());
            return Ok(unread);
        }
    };
    let styles = style_ids(cells.styles(), builder)?;
    let mut texts = SharedTexts::new();
    for place in 0_u64.. {
        let is_wanted = places.is_none_or(|places| places.binary_search(&place).is_ok());
        match cells.next_cell_with_style_id() {
            Ok(Some(_)) if !is_wanted => {}
            Ok(Some((cell, style))) => {
                let dress = Dress {
                    formula: None,
                    style: styles.get(style).copied().unwrap_or_default(),
                };
                put(
                    cell.get_position(),
                    cell.get_value(),
                    dress,
                    &mut texts,
                    builder,
                )?;
            }
            Ok(None) => break,
            Err(error) if !is_wanted && !ends_the_sheet(&error) => {}
            Err(error) if ends_the_sheet(&error) || unread.len() >= limits::BAD_CELLS => {
                if places.is_none() {
                    builder.lose_sheet(&error.to_string());
                }
                break;
            }
            Err(error) => unread.push(Unread { place, error }),
        }
    }
    Ok(unread)
}

/// Puts a cell as the stream gives it.
pub(super) fn put<'t>(
    at: (u32, u32),
    value: &DataRef<'t>,
    dress: Dress,
    texts: &mut SharedTexts<'t>,
    builder: &mut Builder<'_>,
) -> Result<(), Refusal> {
    match value {
        DataRef::SharedString(text) => builder.put_shared(at, text, dress, texts),
        DataRef::Empty if dress.formula.is_some() => {
            builder.put_unknown(at, Held::NotCalculated, dress)
        }
        DataRef::Empty => builder.count_cell(),
        value => builder.put(at, value, dress),
    }
}

/// The number format and weight of each style of the workbook.
pub(super) fn style_ids(
    styles: &[Style],
    builder: &mut Builder<'_>,
) -> Result<Vec<StyleId>, Refusal> {
    styles
        .iter()
        .map(|style| {
            let code = style
                .number_format
                .as_ref()
                .map(|format| format.format_code.as_str());
            let is_bold = style.font.as_ref().is_some_and(calamine::Font::is_bold);
            builder.style(
                code.filter(|code| !matches!(*code, "" | "General")),
                is_bold,
            )
        })
        .collect()
}

/// Says which cells could not be read. Errors newer than the reader, such as `#SPILL!`, are read all the same.
fn place_unread(
    package: &mut Package<'_>,
    part: Option<&str>,
    unread: Vec<Unread>,
    builder: &mut Builder<'_>,
) -> Result<(), Refusal> {
    if unread.is_empty() {
        return Ok(());
    }
    let places: Vec<u64> = unread.iter().map(|cell| cell.place).collect();
    let found = part
        .map(|part| sheet_scan::places(package, part, &places))
        .unwrap_or_default();
    for (index, Unread { error, .. }) in unread.into_iter().enumerate() {
        match (found.get(index).copied().flatten(), error) {
            (Some(at), XlsxError::CellError(text)) if text.starts_with('#') => {
                let error = Held::Error(builder.share(&text)?);
                builder.put_unknown(at, error, Dress::default())?;
            }
            (Some((row, column)), error) => {
                builder.note_cell(
                    row,
                    column,
                    &format!("the cell could not be read ({error})"),
                );
            }
            (None, error) => builder.note_sheet(&format!("a cell could not be read ({error})")),
        }
    }
    Ok(())
}

/// After these the rest of the stream means nothing; after all others only one cell is lost.
pub(super) fn ends_the_sheet(error: &XlsxError) -> bool {
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
        _ => Refusal::damaged("its list of sheets, styles or texts is broken"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample_package::read_package;
    use super::super::{Area, Value, Visibility, Watch, Workbook, read};
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
        assert_eq!(title.value, Value::Text("  Scheme "));
        assert!(title.bold);
        let figure = sheet.cell(1, 1).unwrap();
        assert_eq!(figure.value, Value::Number(12.5));
        assert_eq!(figure.format, Some("#,##0.0"));
        assert!(figure.bold);
        assert_eq!(sheet.cell(2, 1).unwrap().value, Value::Date(45_748.0));
        assert_eq!(sheet.cell(3, 1).unwrap().value, Value::Bool(true));
        let doubled = sheet.cell(4, 1).unwrap();
        assert_eq!(doubled.value, Value::Number(25.0));
        assert_eq!(sheet.formula(4, 1), Some("B2*2"));
        assert_eq!(sheet.cell(5, 1), None, "a blank is no cell");
        assert_eq!(sheet.cell(6, 1).unwrap().value, Value::Error("#N/A"));
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
            r#"<row r="4"><c r="A4"><v>1</v></c><c r="B4" t="e"><v>#SPILL!</v></c><c r="C4"><v>3</v></c><c r="D4" t="b"><v>maybe</v></c></row>
                <row r="5"><c r="A5"><v>NaN</v></c><c r="XFE9"><v>1</v></c></row>"#,
        );
        let sheet = &book.sheets[0];
        assert_eq!(sheet.cell(3, 2).unwrap().value, Value::Number(3.0));
        assert_eq!(sheet.cell(3, 1).unwrap().value, Value::Error("#SPILL!"));
        assert_eq!(sheet.cell_count(), 3);
        let named: Vec<_> = book
            .notes
            .iter()
            .filter_map(|note| note.cell.as_ref())
            .map(ToString::to_string)
            .collect();
        assert_eq!(named, ["Plan!A5", "Plan!D4"], "{:?}", book.notes);
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
