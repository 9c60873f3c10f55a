//! xls, the format before 2007. Its reader unpacks every sheet at once and as a full rectangle,
//! so that the records are looked through first, for the dress of the cells as well.

use super::biff_styles::{SheetStyles, Styles};
use super::builder::{Builder, Dress};
use super::cells::{Held, StyleId};
use super::refusal::Refusal;
use super::watch::Stage;
use super::{Area, biff, limits};
use calamine::{Data, Range, Reader as _, SheetType, Xls, XlsError};
use std::io::Cursor;

pub(super) fn read(bytes: &[u8], builder: &mut Builder<'_>) -> Result<(), Refusal> {
    let styles = Styles::read(biff::check(bytes)?, builder)?;
    builder.watch.enter(Stage::Opening);
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
    builder.from_1904 = book.has_1904_epoch();
    let tabs = book.sheets_metadata().to_vec();

    builder.watch.enter(Stage::Reading);
    builder.watch.expect_sheets(tabs.len());
    for (index, tab) in tabs.iter().enumerate() {
        if tab.typ == SheetType::WorkSheet && builder.start_sheet(&tab.name, tab.visible)? {
            let styles = styles.of_sheet(index, builder.watch)?;
            match (
                book.worksheet_range(&tab.name),
                book.worksheet_formula(&tab.name),
            ) {
                (Ok(values), Ok(formulas)) => put_all(&values, &formulas, &styles, builder)?,
                (Err(error), _) | (_, Err(error)) => builder.lose_sheet(&error.to_string()),
            }
            if styles.has_notes {
                builder.note_sheet(
                    "notes on cells are not read from .xls; save the workbook as .xlsx in Excel to have them read",
                );
            }
            let merges = book
                .merge_cells_by_sheet_name(&tab.name)
                .unwrap_or_default();
            let merges = merges.into_iter().map(|merge| Area {
                first_row: merge.start.0,
                first_column: merge.start.1,
                last_row: merge.end.0,
                last_column: merge.end.1,
            });
            let is_proper = |area: &Area| {
                area.first_row <= area.last_row && area.first_column <= area.last_column
            };
            builder.set_merges(merges.filter(is_proper).take(limits::MERGES).collect())?;
        } else if matches!(tab.typ, SheetType::MacroSheet | SheetType::DialogSheet) {
            builder.note_left_out(&tab.name);
        }
        builder.watch.sheet_read();
    }
    Ok(())
}

/// Puts the values of a rectangle with the formulas of another; both count from their own first cell, here from A1.
fn put_all(
    values: &Range<Data>,
    formulas: &Range<String>,
    styles: &SheetStyles<'_>,
    builder: &mut Builder<'_>,
) -> Result<(), Refusal> {
    for (at, value) in filled(values) {
        let dress = dress(styles.style(at), formulas.get_value(at), builder)?;
        builder.put(at, value, dress)?;
    }
    for (at, formula) in filled(formulas) {
        if values
            .get_value(at)
            .is_none_or(|value| *value == Data::Empty)
        {
            let dress = dress(styles.style(at), Some(formula), builder)?;
            builder.put_unknown(at, Held::NotCalculated, dress)?;
        }
    }
    Ok(())
}

fn dress(
    style: StyleId,
    formula: Option<&String>,
    builder: &mut Builder<'_>,
) -> Result<Dress, Refusal> {
    Ok(Dress {
        formula: match formula.map(String::as_str) {
            None | Some("") => None,
            Some(text) => Some(builder.share(text)?),
        },
        style,
    })
}

fn filled<T: calamine::CellType>(range: &Range<T>) -> impl Iterator<Item = ((u32, u32), &T)> {
    let (top, left) = range.start().unwrap_or_default();
    range.used_cells().filter_map(move |(row, column, value)| {
        let row = u32::try_from(row).ok()?.checked_add(top)?;
        let column = u32::try_from(column).ok()?.checked_add(left)?;
        Some(((row, column), value))
    })
}

fn refusal(error: &XlsError) -> Refusal {
    match error {
        XlsError::Password => Refusal::Encrypted,
        _ => Refusal::damaged("one of its records is broken"),
    }
}
