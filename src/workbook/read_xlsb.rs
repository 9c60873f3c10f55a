//! xlsb, the binary form of xlsx: cells streamed, with their dress read beside them. Its merged areas cannot be read.

use super::biff12::{self, Mark, Marks, error_word};
use super::builder::{Builder, Dress};
use super::package::{Package, PartBytes};
use super::read::guarded;
use super::refusal::Refusal;
use super::watch::Stage;
use super::{Value, limits, macro_sheets};
use calamine::{Reader as _, SheetType, Xlsb, XlsbError};
use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::Arc;

type Book<'b> = Xlsb<Cursor<&'b [u8]>>;

pub(super) fn read(bytes: &[u8], builder: &mut Builder<'_>) -> Result<(), Refusal> {
    let mut package = Package::open(bytes)?;
    package.check()?;
    let parts = biff12::sheet_parts(&mut package);
    let dresses = biff12::styles(&mut package).dresses(builder)?;
    let copy = macro_sheets::set_aside_binary(&mut package)?;

    builder.watch.enter(Stage::Opening);
    let bytes = copy.as_deref().unwrap_or(bytes);
    let mut book: Book<'_> = Xlsb::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
    builder.from_1904 = book.has_1904_epoch();
    let tabs = book.sheets_metadata().to_vec();

    builder.watch.enter(Stage::Reading);
    builder.watch.expect_sheets(tabs.len());
    for (index, tab) in tabs.iter().enumerate() {
        if tab.typ == SheetType::DialogSheet {
            builder.note_left_out(&tab.name);
        }
        if tab.typ == SheetType::WorkSheet && builder.start_sheet(&tab.name, tab.visible) {
            let part = parts.get(index).and_then(Option::as_deref);
            let marks = part.and_then(|part| package.bytes(part)).map(Marks::new);
            match guarded(|| read_sheet(&mut book, &tab.name, marks, &dresses, builder)) {
                Ok(Ok(())) => {}
                Ok(Err(stop)) => return Err(stop),
                Err(_panic) => builder.lose_sheet("it contradicts itself"),
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
    dresses: &[Dress],
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
    let dress = |mark: Option<Mark>, formula: Option<Arc<str>>| Dress {
        formula,
        ..mark
            .and_then(|mark| dresses.get(mark.style).cloned())
            .unwrap_or_default()
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
                builder.put_unknown(mark.at, Value::Error(word), dress(Some(mark), formula))?;
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
    for mark in marks.map(|marks| marks.failed).unwrap_or_default() {
        let word = builder.share(error_word(mark.error.unwrap_or_default()))?;
        let formula = formulas.remove(&mark.at);
        builder.put_unknown(mark.at, Value::Error(word), dress(Some(mark), formula))?;
    }
    Ok(())
}

/// The formulas by position, as far as they can be read: they are evidence only.
fn read_formulas(
    book: &mut Book<'_>,
    name: &str,
    builder: &mut Builder<'_>,
) -> Result<BTreeMap<(u32, u32), Arc<str>>, Refusal> {
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
        other => Refusal::damaged(format!(
            "its list of sheets, styles or texts is broken ({other})"
        )),
    }
}
