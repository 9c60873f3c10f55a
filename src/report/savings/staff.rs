//! Savings on pay beside the staff that is planned: pay falls with fewer, cheaper or shorter-working people, and a board should
//! see which.

use super::ask::Asked;
use crate::analysis::{PayAndStaff, pay_and_staff};
use crate::plan::Sourced;
use crate::report::link::{column, money_cell, optional_money_cell, text_cell};
use crate::report::{Align, Row, Table, TableCell, Tone};
use crate::wording::{Quote, staff};
use rust_decimal::Decimal;

/// `None` where nothing is saved on pay, or the staff is not planned from the beginning of the year to its end.
pub(super) fn table(asked: &Asked<'_>) -> Option<Table> {
    let rows = pay_and_staff(&asked.assessment.case.plan, &asked.lines);
    let whole = rows.last()?;
    if !whole.pay.value.is_positive() {
        return None;
    }
    let names = rows.iter().any(|row| row.named.is_some());
    let mut columns = vec![
        column("Organisation", Align::Left, 2.4),
        column("Saved on pay", Align::Right, 1.0),
        column(&format!("Staff {}", whole.moves.first), Align::Right, 1.0),
        column(&format!("Staff {}", whole.moves.last), Align::Right, 1.0),
        column("Fewer", Align::Right, 0.8),
    ];
    if names {
        columns.push(column("Schemes say", Align::Right, 0.9));
    }
    columns.push(column("Pay for each, £000", Align::Right, 1.1));
    Some(Table {
        title: title(whole, asked.quote),
        subtitle: format!(
            "{}; whole-time equivalents as planned; pay lines that have a scheme",
            asked.quote.unit()
        ),
        columns,
        rows: rows
            .iter()
            .map(|row| row_of(row, names, asked.quote))
            .collect(),
    })
}

fn title(whole: &PayAndStaff, quote: Quote) -> String {
    let pay = quote.sentence(whole.pay.value);
    let fall = whole.moves.fall().value;
    if fall > Decimal::ZERO {
        format!("{pay} is saved on pay, with {} fewer staff", staff(fall))
    } else if fall.is_zero() {
        format!("{pay} is saved on pay, with no fewer staff")
    } else {
        format!("{pay} is saved on pay, with {} more staff", staff(-fall))
    }
}

fn row_of(row: &PayAndStaff, names: bool, quote: Quote) -> Row {
    let name = row
        .organisation
        .as_ref()
        .map_or("All staff planned", |body| &body.name);
    let fall = row.moves.fall();
    let mut cells = vec![
        text_cell(name),
        money_cell(quote, &row.pay),
        staff_cell(Some(&row.moves.start)),
        staff_cell(Some(&row.moves.end)),
        TableCell {
            tone: if fall.value > Decimal::ZERO || !row.pay.value.is_positive() {
                Tone::Neutral
            } else {
                Tone::Adverse
            },
            ..staff_cell(Some(&fall))
        },
    ];
    if names {
        cells.push(staff_cell(row.named.as_ref()));
    }
    let each = row
        .each()
        .map(|each| Sourced::new(each, fall.cells.clone()));
    cells.push(optional_money_cell(Quote::Thousands, each.as_ref()));
    Row {
        cells,
        strong: row.organisation.is_none(),
    }
}

fn staff_cell(value: Option<&Sourced<Decimal>>) -> TableCell {
    value.map_or_else(
        || TableCell {
            tone: Tone::Muted,
            ..text_cell("–")
        },
        |value| TableCell {
            text: staff(value.value),
            number: f64::try_from(value.value).ok(),
            cells: value.cells.clone(),
            ..TableCell::default()
        },
    )
}
