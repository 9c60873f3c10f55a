//! xlsb, the binary form of xlsx: cells streamed, with their dress read beside them. Its merged areas cannot be read.

use super::biff12::{self, Mark, Marks, error_word};
use super::builder::{Builder, Dress};
use super::cell_notes::Notes;
use super::cells::{Held, StyleId};
use super::package::{Package, PartBytes};
use super::read::guarded;
use super::refusal::Refusal;
use super::texts::TextId;
use super::watch::Stage;
use super::{limits, macro_sheets};
use calamine::{Reader as _, SheetType, Xlsb, XlsbError};
use std::collections::BTreeMap;
use std::io::Cursor;

type Book<'b> = Xlsb<Cursor<&'b [u8]>>;

pub(super) fn read(bytes: &[u8], builder: &mut Builder<'_>) -> Result<(), Refusal> {
    let mut package = Package::open(bytes)?;
    package.check()?;
    let parts = biff12::sheet_parts(&mut package);
    let styles = biff12::styles(&mut package).ids(builder)?;
    let copy = macro_sheets::set_aside_binary(&mut package)?;

    builder.watch.enter(Stage::Opening);
    let bytes = copy.as_deref().unwrap_or(bytes);
    let mut book: Book<'_> = Xlsb::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
    builder.from_1904 = book.has_1904_epoch();
    let tabs = book.sheets_metadata().to_vec();

    builder.watch.enter(Stage::Reading);
    builder.watch.expect_sheets(tabs.len());
    let mut notes = Notes::default();
    for (index, tab) in tabs.iter().enumerate() {
        if tab.typ == SheetType::DialogSheet {
            builder.note_left_out(&tab.name);
        }
        if tab.typ == SheetType::WorkSheet && builder.start_sheet(&tab.name, tab.visible)? {
            let part = parts.get(index).and_then(Option::as_deref);
            let marks = part.and_then(|part| package.bytes(part)).map(Marks::new);
            match guarded(|| read_sheet(&mut book, &tab.name, marks, &styles, builder)) {
                Ok(Ok(())) => {}
                Ok(Err(stop)) => return Err(stop),
                Err(_panic) => builder.lose_sheet("it contradicts itself"),
            }
            if let Some(part) = part {
                notes.read_sheet(&mut package, part, builder)?;
            }
        }
        builder.watch.sheet_read();
    }
    Ok(())
}

fn read_sheet(
    book: &mut Book<'_>,
    name: &str,
    mut marks: Option<Marks<PartBytes<'_, '_>>>,
    styles: &[StyleId],
    builder: &mut Builder<'_>,
) -> Result<(), Refusal> {
    let mut formulas = read_formulas(book, name, builder)?;
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        Err(error) => {
            builder.lose_sheet(&error.to_string());
            return Ok(());
        }
    };
    let dress = |mark: Option<Mark>, formula: Option<TextId>| {
        let style = mark.and_then(|mark| styles.get(mark.style).copied());
        Dress {
            formula,
            style: style.unwrap_or_default(),
        }
    };
    let mut n_bad = 0;
    loop {
        let next = guarded(|| cells.next_cell());
        let mark = marks.as_mut().and_then(Marks::next);
        match next {
            Ok(Ok(Some(cell))) => {
                let at = cell.get_position();
                let mark = mark.filter(|mark| mark.at == at);
                builder.put(at, cell.get_value(), dress(mark, formulas.remove(&at)))?;
            }
            Ok(Ok(None)) => break,
            // An error newer than the reader; which cell it stands in, the marks know.
            Ok(Err(XlsbError::CellError(number))) if mark.is_some() => {
                let Some(mark) = mark else { continue };
                let word = builder.share(error_word(number))?;
                let formula = formulas.remove(&mark.at);
                builder.put_unknown(mark.at, Held::Error(word), dress(Some(mark), formula))?;
            }
            Ok(Err(error)) => {
                builder.lose_sheet(&error.to_string());
                return Ok(());
            }
            Err(_panic) => {
                n_bad += 1;
                if n_bad > limits::BAD_CELLS {
                    builder.lose_sheet("too many of its cells contradict themselves");
                    return Ok(());
                }
            }
        }
    }
    if n_bad > 0 {
        builder.note_sheet(&format!(
            "{n_bad} of its cells could not be read; save the workbook as .xlsx in Excel to see which"
        ));
    }
    let n_short = marks.as_ref().map_or(0, |marks| marks.n_short);
    if n_short > 0 {
        builder.note_sheet(&format!(
            "{n_short} of its cells are written in a short form that is not read; save the workbook as .xlsx in Excel"
        ));
    }
    for mark in marks.map(|marks| marks.failed).unwrap_or_default() {
        let word = builder.share(error_word(mark.error.unwrap_or_default()))?;
        let formula = formulas.remove(&mark.at);
        builder.put_unknown(mark.at, Held::Error(word), dress(Some(mark), formula))?;
    }
    Ok(())
}

/// The formulas by position, as far as they can be read: they are evidence only.
fn read_formulas(
    book: &mut Book<'_>,
    name: &str,
    builder: &mut Builder<'_>,
) -> Result<BTreeMap<(u32, u32), TextId>, Refusal> {
    let mut formulas = BTreeMap::new();
    let Ok(Ok(mut cells)) = guarded(|| book.worksheet_cells_reader(name)) else {
        return Ok(formulas);
    };
    let mut n_bad = 0;
    loop {
        builder.watch.check()?;
        match guarded(|| cells.next_formula()) {
            Ok(Ok(Some(cell))) => {
                let text = builder.share(cell.get_value())?;
                formulas.insert(cell.get_position(), text);
            }
            Ok(Ok(None) | Err(XlsbError::Io(_) | XlsbError::Zip(_))) => break,
            Ok(Err(_)) | Err(_) => n_bad += 1,
        }
        if n_bad > limits::BAD_CELLS || formulas.len() as u64 > limits::CELLS {
            break;
        }
    }
    if n_bad > 0 {
        builder.note_sheet(&format!(
            "{n_bad} of its formulas could not be read; their results were"
        ));
    }
    Ok(formulas)
}

fn refusal(error: &XlsbError) -> Refusal {
    match error {
        XlsbError::Password => Refusal::Encrypted,
        _ => Refusal::damaged("its list of sheets, styles or texts is broken"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::biff12::tests::{cell, record};
    use super::super::sample_package::zipped_bytes;
    use super::super::{Value, Watch, read};
    use std::path::Path;

    fn wide(text: &str) -> Vec<u8> {
        let mut bytes = u32::try_from(text.len()).unwrap().to_le_bytes().to_vec();
        bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    }

    fn tab(relation: &str, name: &str) -> Vec<u8> {
        record(0x009C, &[vec![0; 8], wide(relation), wide(name)].concat())
    }

    /// A workbook of a macro sheet and a plan; in the plan 12,000 in bold and shown in thousands, and three errors.
    fn workbook() -> Vec<u8> {
        workbook_with(&[], Vec::new())
    }

    /// The same with more cells at the end of its row, and more parts.
    fn workbook_with(cells: &[u8], parts: Vec<(String, Vec<u8>)>) -> Vec<u8> {
        let relation = |id: &str, target: &str| {
            format!(r#"<Relationship Id="{id}" Type="x" Target="{target}"/>"#)
        };
        let relations = format!(
            "<Relationships>{}{}</Relationships>",
            relation("r1", "macrosheets/sheet1.bin"),
            relation("r2", "worksheets/sheet1.bin")
        );
        let list = [
            tab("r1", "Macro1"),
            tab("r2", "Plan"),
            record(0x0090, &[]),
            record(0x009D, &[]),
        ];
        let font = |weight: u16| {
            let weight = weight.to_le_bytes();
            record(0x002B, &[&[200, 0, 0, 0], &weight[..], &[0; 18]].concat())
        };
        let style = |format: u8, font: u8| {
            record(
                0x002F,
                &[&[0, 0, format, 0, font, 0], &[0; 10][..]].concat(),
            )
        };
        let styles = [
            record(0x0267, &1_u32.to_le_bytes()),
            record(0x002C, &[vec![164, 0], wide("#,##0,")].concat()),
            font(400),
            font(700),
            record(0x0269, &2_u32.to_le_bytes()),
            style(0, 0),
            style(164, 1),
            record(0x026A, &[]),
        ];
        // Column, style, error, flags, and the formula `TRUE()` as its one token.
        let failed = [0x17, 0, 0, 2, 0, 0, 0, 0x1D, 1, 0, 0, 0, 0];
        let sheet = [
            record(0x0094, &[0; 16]),
            record(0x0091, &[]),
            record(0x0000, &[2, 0, 0, 0, 0, 0, 0, 0]),
            cell(0x0005, 0, 1, &12_000_f64.to_le_bytes()),
            cell(0x0003, 1, 0, &[0x2A]),
            cell(0x000B, 2, 1, &failed),
            cell(0x0003, 3, 0, &[0x7F]),
            cell(0x0005, 4, 0, &7_f64.to_le_bytes()),
            cells.to_vec(),
            record(0x0092, &[]),
        ];
        let mut all = vec![
            (
                "xl/_rels/workbook.bin.rels".to_owned(),
                relations.into_bytes(),
            ),
            ("xl/workbook.bin".to_owned(), list.concat()),
            ("xl/styles.bin".to_owned(), styles.concat()),
            ("xl/worksheets/sheet1.bin".to_owned(), sheet.concat()),
            ("xl/macrosheets/sheet1.bin".to_owned(), Vec::new()),
        ];
        all.extend(parts);
        zipped_bytes(&all)
    }

    #[test]
    fn cells_without_a_column_of_their_own_are_told_and_notes_are_read() {
        let relations = r#"<Relationships><Relationship Id="r1" Type="x/relationships/comments" Target="../comments1.bin"/></Relationships>"#;
        // The author, then rows and columns from first to last; a byte before the text tells of its looks.
        let place: Vec<u8> = [0_u32, 2, 2, 4, 4]
            .iter()
            .flat_map(|number| number.to_le_bytes())
            .collect();
        let comments = [
            record(0x0278, &wide("Jo Brown")),
            record(0x027B, &[place, vec![0; 16]].concat()),
            record(0x027D, &[vec![0], wide("no scheme yet")].concat()),
            record(0x027C, &[]),
            record(0x0275, &[]),
        ];
        let parts = vec![
            (
                "xl/worksheets/_rels/sheet1.bin.rels".to_owned(),
                relations.as_bytes().to_vec(),
            ),
            ("xl/comments1.bin".to_owned(), comments.concat()),
        ];
        let short = [record(0x0010, &[0; 12]), record(0x000D, &[0; 8])].concat();
        let bytes = workbook_with(&short, parts);
        let book = read("p.xlsb", Path::new("p.xlsb"), bytes, &Watch::default()).unwrap();
        let [note] = book.sheets[0].notes_on(2, 4) else {
            panic!("{:?}", book.sheets[0].notes)
        };
        assert_eq!(note.text, "no scheme yet");
        assert_eq!(note.author.as_deref(), Some("Jo Brown"));
        let told = book.notes.last().unwrap();
        assert!(told.message.contains("2 of its cells"), "{told:?}");
    }

    #[test]
    fn errors_formats_and_the_sheets_beside_a_macro_sheet_are_read() {
        let book = read("p.xlsb", Path::new("p.xlsb"), workbook(), &Watch::default()).unwrap();
        assert_eq!(book.sheets.len(), 1, "{:?}", book.notes);
        let sheet = &book.sheets[0];
        assert_eq!(sheet.name(), "Plan");
        let figure = sheet.cell(2, 0).unwrap();
        assert_eq!(figure.value, Value::Number(12_000.0));
        assert_eq!(figure.format, Some("#,##0,"));
        assert!(figure.bold);
        let value = |column| sheet.cell(2, column).unwrap().value;
        assert_eq!(value(1), Value::Error("#N/A"));
        assert_eq!(value(2), Value::Error("#REF!"), "the result of a formula");
        assert!(sheet.formula(2, 2).is_some());
        assert_eq!(value(3), Value::Error("#ERROR"), "newer than the reader");
        assert_eq!(value(4), Value::Number(7.0));
        let told: Vec<_> = book
            .notes
            .iter()
            .map(|note| note.message.as_str())
            .collect();
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].contains("“Macro1” is a macro"), "{told:?}");
    }
}
