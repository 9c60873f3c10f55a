//! What part of a line is there again next year: by column, by tick, by heading, or by values side by side.

use super::header::{self, Role};
use super::heard::Heard;
use super::table::{Column, Table};
use super::text::{padded, tick, words};
use super::values::Columns;
use super::{grid, lasting_marks as marks, vocabulary};
use crate::plan::{Money, Recurrence, Sourced};
use rust_decimal::Decimal;

pub(super) fn recurrence(
    table: &Table<'_, '_>,
    columns: &Columns,
    (row, name, value): (u32, &str, &Sourced<Money>),
    section: &super::savings::Section,
    negative: bool,
    heard: &Heard,
) -> Option<Recurrence> {
    if let Some((yes, no)) = columns.split {
        let read = |column| {
            let money = table.money(row, column)?.value;
            Some(if negative { -money } else { money })
        };
        let (recurrent, one_off) = (read(yes), read(no));
        let sum = recurrent.unwrap_or_default() + one_off.unwrap_or_default();
        if (recurrent.is_some() || one_off.is_some())
            && sum.agrees_with(value.value, Money::from_pounds(1_000))
        {
            return Some(
                match (recurrent.unwrap_or_default(), one_off.unwrap_or_default()) {
                    (_, rest) if rest.is_zero() => Recurrence::Recurrent,
                    (part, _) if part.is_zero() => Recurrence::NonRecurrent,
                    (part, _) => Recurrence::Part { recurrent: part },
                },
            );
        }
    }
    if let Some(recurrence) = part(table, columns, row, value) {
        return Some(recurrence);
    }
    if let Some(ticked) = ticked(table, row) {
        return Some(ticked);
    }
    if let Some(share) = share(table, row, value) {
        return Some(share);
    }
    let column = table.by_role(Role::Recurrence);
    let said = column
        .and_then(|column| {
            let row = table.naming_row(row, column.index);
            let own = table.grid.label(row, column.index);
            own.or_else(|| table.carried(row, column))
        })
        .and_then(|word| {
            heard.recurrent.of(&word, |word| {
                vocabulary::recurrence(word, heard.asks_one_off)
                    .or_else(|| opposite(table, column?, word))
            })
        })
        .or_else(|| Some(marked(table, column?, row)? != heard.asks_one_off))
        .or_else(|| table.legend.lasts(table, row).filter(|_| column.is_none()))
        .or_else(|| {
            let (ticks, lasts) = heard.ticks.filter(|_| column.is_none())?;
            Some(table.grid.cell(row, ticks).is_some() == lasts)
        })
        .or_else(|| marks::in_name(name).filter(|_| heard.names_marked && column.is_none()))
        .or(section.recurrent)
        .or_else(|| {
            table
                .legend
                .lasting_others(table)
                .filter(|_| heard.names_marked && column.is_none())
        })?;
    Some(if said {
        Recurrence::Recurrent
    } else {
        Recurrence::NonRecurrent
    })
}

/// The recurrent part of the value, where a column says how many per cent it is: `100%`, or 1 shown as such.
fn share(table: &Table<'_, '_>, row: u32, value: &Sourced<Money>) -> Option<Recurrence> {
    let column = table
        .columns
        .iter()
        .find(|column| column.facets.percent && column.own.recurrent == Some(true))?;
    let cell = table.grid.cell(row, column.index)?;
    let hundred = Decimal::ONE_HUNDRED;
    let percent = if let Some(text) = cell.text() {
        grid::number_in_text(text.trim().trim_end_matches('%'))?
    } else {
        let number = grid::number(cell)?;
        if number <= Decimal::ONE {
            number.checked_mul(hundred)?
        } else {
            number
        }
    };
    let recurrent = value
        .value
        .pounds()
        .checked_mul(percent)?
        .checked_div(hundred)?;
    match percent {
        none if none.is_zero() => Some(Recurrence::NonRecurrent),
        all if all == hundred => Some(Recurrence::Recurrent),
        some if some > Decimal::ZERO && some < hundred => Some(Recurrence::Part {
            recurrent: Money::from_pounds(recurrent),
        }),
        _ => None,
    }
}

/// The recurrent part of the value, where a column gives one of the two parts.
fn part(
    table: &Table<'_, '_>,
    columns: &Columns,
    row: u32,
    value: &Sourced<Money>,
) -> Option<Recurrence> {
    let (column, recurrent) = columns.part?;
    let given = table.money(row, column)?.value.abs();
    let recurrent = if recurrent {
        given
    } else {
        value.value - given
    };
    Some(if recurrent.is_zero() {
        Recurrence::NonRecurrent
    } else if recurrent == value.value {
        Recurrence::Recurrent
    } else {
        Recurrence::Part { recurrent }
    })
}

/// A word that the header sets against one that is understood says the opposite: of "Lasting or one-off" the first.
fn opposite(table: &Table<'_, '_>, column: &Column, word: &str) -> Option<bool> {
    let told = |text: &str| header::recurrent(&padded(&words(text)));
    let own = padded(&words(word));
    // A tick or a dash is no word.
    let silent = own.trim().is_empty();
    if silent || !column.own.padded.contains(own.trim_end()) || told(word).is_some() {
        return None;
    }
    let mut others = table
        .region
        .rows
        .iter()
        .filter_map(|row| table.grid.text(*row, column.index))
        .chain([column.own.text.as_str()])
        .filter_map(told);
    let first = others.next()?;
    others.all(|other| other == first).then_some(!first)
}

/// As many rows tell whether a column holds nothing but marks.
const MARKED_ROWS: usize = 200;

/// Whether a column holds something, and nothing but these marks.
fn holds_only(table: &Table<'_, '_>, column: &Column, is_mark: impl Fn(&str) -> bool) -> bool {
    let rows = table.region.rows.iter().take(MARKED_ROWS);
    let mut cells = rows
        .filter_map(|row| table.grid.cell(*row, column.index))
        .peekable();
    cells.peek().is_some() && cells.all(|cell| cell.text().is_some_and(&is_mark))
}

/// Whether the row is marked, in a column of nothing but marks under "Recurrent".
fn marked(table: &Table<'_, '_>, column: &Column, row: u32) -> Option<bool> {
    let asks_one_off = !header::recurrent(&column.own.padded)?;
    let is_mark = |text: &str| {
        let text = text.trim().to_lowercase();
        matches!(
            text.as_str(),
            "\u{2713}" | "\u{2714}" | "\u{2611}" | "x" | "\u{2022}" | "\u{25cf}" | "*" | "tick"
        ) || (asks_one_off && matches!(text.as_str(), "y" | "yes"))
    };
    holds_only(table, column, is_mark).then(|| table.grid.cell(row, column.index).is_some())
}

/// The column of nothing but ticks that the sheet explains, and what a tick in it means: "Tick in R = recurrent".
pub(super) fn explained_ticks(table: &Table<'_, '_>) -> Option<(u32, bool)> {
    let mut columns = table.columns.iter().filter(|column| !column.is_value());
    columns.find_map(|column| {
        let lasts = table.legend.tick_lasts(&column.own.padded)?;
        holds_only(table, column, |text| tick(text) == Some(true)).then_some((column.index, lasts))
    })
}

/// Two columns, recurrent and not, of which a line ticks one.
fn ticked(table: &Table<'_, '_>, row: u32) -> Option<Recurrence> {
    let says = |column: &Column| match column.own.padded.trim() {
        "r" | "rec" | "recurrent" | "recurring" => Some(true),
        "nr" | "n r" | "non rec" | "non recurrent" | "nonrecurrent" | "non recurring"
        | "one off" => Some(false),
        _ => None,
    };
    let columns: Vec<(u32, bool)> = table
        .columns
        .iter()
        .filter(|column| !column.is_value())
        .filter_map(|column| Some((column.index, says(column)?)))
        .collect();
    let [(first, one), (second, other)] = columns.as_slice() else {
        return None;
    };
    let marked = |column: u32| table.grid.cell(row, column).is_some();
    match (one != other, marked(*first), marked(*second)) {
        (true, true, false) => Some(*one),
        (true, false, true) => Some(*other),
        _ => None,
    }
    .map(|recurrent| {
        if recurrent {
            Recurrence::Recurrent
        } else {
            Recurrence::NonRecurrent
        }
    })
}
