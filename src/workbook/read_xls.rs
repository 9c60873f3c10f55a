//! xls, the format before 2007. Its reader unpacks every sheet at once and as a full rectangle,
//! so that the records are looked through first. Its number formats cannot be read.

use super::builder::{Builder, Dress};
use super::cells::Held;
use super::refusal::Refusal;
use super::watch::Stage;
use super::{Area, biff, limits};
use calamine::{Data, Range, Reader as _, SheetType, Xls, XlsError};
use std::io::Cursor;

pub(super) fn read(bytes: &[u8], builder: &mut Builder<'_>) -> Result<(), Refusal> {
    biff::check(bytes)?;
    builder.watch.enter(Stage::Opening);
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
    builder.from_1904 = book.has_1904_epoch();
    let tabs = book.sheets_metadata().to_vec();

    builder.watch.enter(Stage::Reading);
    builder.watch.expect_sheets(tabs.len());
    for tab in &tabs {
        if tab.typ == SheetType::WorkSheet && builder.start_sheet(&tab.name, tab.visible)? {
            match (
                book.worksheet_range(&tab.name),
                book.worksheet_formula(&tab.name),
            ) {
                (Ok(values), Ok(formulas)) => put_all(&values, &formulas, builder)?,
                (Err(error), _) | (_, Err(error)) => builder.lose_sheet(&error.to_string()),
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
            builder.note(format!(
                "Sheet “{}” is a macro or dialogue sheet and was left out.",
                tab.name
            ));
        }
        builder.watch.sheet_read();
    }
    Ok(())
}

/// Puts the values of a rectangle with the formulas of another; both count from their own first cell, here from A1.
pub(super) fn put_all(
    values: &Range<Data>,
    formulas: &Range<String>,
    builder: &mut Builder<'_>,
) -> Result<(), Refusal> {
    for (at, value) in filled(values) {
        let dress = dress(formulas.get_value(at), builder)?;
        builder.put(at, value, dress)?;
    }
    for (at, formula) in filled(formulas) {
        if values
            .get_value(at)
            .is_none_or(|value| *value == Data::Empty)
        {
            let dress = dress(Some(formula), builder)?;
            builder.put_unknown(at, Held::NotCalculated, dress)?;
        }
    }
    Ok(())
}

fn dress(formula: Option<&String>, builder: &mut Builder<'_>) -> Result<Dress, Refusal> {
    let text = formula.map(|text| text.strip_prefix("of:=").unwrap_or(text));
    Ok(Dress {
        formula: match text {
            None | Some("") => None,
            Some(text) => Some(builder.share(text)?),
        },
        ..Dress::default()
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
        other => Refusal::damaged(format!("one of its records is broken ({other})")),
    }
}
