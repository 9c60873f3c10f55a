//! xlsb, the binary form of xlsx: cells streamed. Its number formats and merged areas cannot be read.

use super::builder::{Builder, Dress};
use super::cells::Held;
use super::limits;
use super::package::Package;
use super::read::guarded;
use super::refusal::Refusal;
use super::texts::TextId;
use super::watch::Stage;
use calamine::{Reader as _, SheetType, Xlsb, XlsbError};
use std::collections::BTreeMap;
use std::io::Cursor;

type Book<'b> = Xlsb<Cursor<&'b [u8]>>;

pub(super) fn read(bytes: &[u8], builder: &mut Builder<'_>) -> Result<(), Refusal> {
    Package::open(bytes)?.check()?;
    builder.watch.enter(Stage::Opening);
    let mut book: Book<'_> = Xlsb::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
    builder.from_1904 = book.has_1904_epoch();
    let tabs = book.sheets_metadata().to_vec();

    builder.watch.enter(Stage::Reading);
    builder.watch.expect_sheets(tabs.len());
    for tab in &tabs {
        if tab.typ == SheetType::WorkSheet && builder.start_sheet(&tab.name, tab.visible)? {
            match guarded(|| read_sheet(&mut book, &tab.name, builder)) {
                Ok(Ok(())) => {}
                Ok(Err(stop)) => return Err(stop),
                Err(_panic) => builder.lose_sheet("it contradicts itself"),
            }
        }
        builder.watch.sheet_read();
    }
    Ok(())
}

fn read_sheet(book: &mut Book<'_>, name: &str, builder: &mut Builder<'_>) -> Result<(), Refusal> {
    let mut formulas = read_formulas(book, name, builder)?;
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        Err(error) => {
            builder.lose_sheet(&error.to_string());
            return Ok(());
        }
    };
    let mut n_bad = 0;
    loop {
        match guarded(|| cells.next_cell()) {
            Ok(Ok(Some(cell))) => {
                let at = cell.get_position();
                let dress = Dress {
                    formula: formulas.remove(&at),
                    ..Dress::default()
                };
                builder.put(at, cell.get_value(), dress)?;
            }
            Ok(Ok(None)) => break,
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
    // What is left are formulas whose stored result is an error: the reader passes over those.
    if !formulas.is_empty() {
        builder.note_sheet(
            "which error its failing formulas show cannot be read from an .xlsb file; save it as .xlsx to see",
        );
    }
    let error = builder.share("#ERROR")?;
    for (at, formula) in formulas {
        let dress = Dress {
            formula: Some(formula),
            ..Dress::default()
        };
        builder.put_unknown(at, Held::Error(error), dress)?;
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
            "{n_bad} of its formulas could not be read; where such a formula shows an error, the cell is missing"
        ));
    }
    Ok(formulas)
}

fn refusal(error: &XlsbError) -> Refusal {
    match error {
        XlsbError::Password => Refusal::Encrypted,
        XlsbError::Unrecognized { typ: "BoundSheet8:dt", .. } => Refusal::NotAWorkbook(
            "The workbook holds an Excel 4 macro sheet or another kind of sheet that cannot be read.".to_owned(),
        ),
        other => Refusal::damaged(format!("its list of sheets, styles or texts is broken ({other})")),
    }
}
