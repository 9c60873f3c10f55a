//! Bridges that the workbook walks from last year's position to the plan.

use super::rows::{LabelledRow, is_money, labelled, money_columns};
use super::words::{is_other, item_kind};
use crate::import::account_signs::signed;
use crate::import::header::{Basis, Facets};
use crate::import::owners::is_total_column;
use crate::import::position::label_column;
use crate::import::table::{Column, Table};
use crate::import::text::{has_any, padded, words};
use crate::import::vocabulary::{line_kind, savings_words, unidentified_word};
use crate::plan::{
    FinancialYear, ItemKind, LineKind, Organisation, StatedWalk, WalkKind, WalkStep,
};

/// Fewer rows than this lead nowhere.
const ROWS_MIN: usize = 4;

/// Whether the rows lead from one year's result to another's, so that they are no lines of an account.
pub(in crate::import) fn is_walk(table: &Table<'_, '_>) -> bool {
    let Some(names) = label_column(table) else {
        return false;
    };
    let labels: Vec<&str> = table
        .region
        .rows
        .iter()
        .filter_map(|row| table.grid.text(*row, names.index))
        .collect();
    let (Some(first), Some(last)) = (
        labels.first(),
        labels.iter().rev().find(|label| !is_check(label)),
    ) else {
        return false;
    };
    labels.len() >= ROWS_MIN && is_position(last) && is_of_last_year(first, None) && first != last
}

/// `None` where the table is no bridge from last year to the plan.
pub(super) fn read(
    table: &Table<'_, '_>,
    year: Option<FinancialYear>,
    default: Option<&Organisation>,
) -> Option<StatedWalk> {
    let columns = money_columns(table);
    if !is_money(table, &columns) {
        return None;
    }
    let column = value_column(table, &columns)?;
    let mut rows = labelled(table, &[column.index]);
    while rows.last().is_some_and(|row| is_check(&row.label)) {
        rows.pop();
    }
    if rows.len() < ROWS_MIN {
        return None;
    }
    let (first, last) = (rows.first()?, rows.last()?);
    if !is_of_last_year(&first.label, year) || !is_position(&last.label) {
        return None;
    }
    let ends = rows.len() - 1;
    let mut steps: Vec<WalkStep> = rows
        .iter()
        .enumerate()
        .filter_map(|(at, row)| {
            let kind = if at == 0 || at == ends {
                WalkKind::Position
            } else {
                kind(row)
            };
            let amount = table.money(row.row, column.index)?;
            let amount = if kind == WalkKind::Position {
                signed(amount, &row.label, LineKind::Surplus)
            } else {
                amount
            };
            Some(WalkStep {
                label: row.label.clone(),
                amount,
                kind,
            })
        })
        .collect();
    turn_if_costs_are_positive(&mut steps);
    Some(StatedWalk {
        organisation: default.cloned(),
        title: table.caption().to_owned(),
        steps,
    })
}

/// The column of the whole: a total where there is one, else the only one.
fn value_column<'t>(table: &'t Table<'_, '_>, columns: &[&'t Column]) -> Option<&'t Column> {
    let counts = |column: &&&Column| {
        !matches!(
            column.facets.basis,
            Some(Basis::Variance | Basis::Aside | Basis::Actual)
        )
    };
    columns
        .iter()
        .find(|column| is_total_column(table, column))
        .or_else(|| {
            let mut open = columns.iter().filter(counts);
            open.next().filter(|_| open.next().is_none())
        })
        .copied()
}

/// A position by its own words: the result of a year or of a stage on the way.
fn is_position(label: &str) -> bool {
    let padded = padded(&words(label));
    let says = |phrases: &'static str| has_any(&padded, phrases);
    if savings_words(&padded) && !says("surplus; position; outturn; before; after") {
        return false;
    }
    matches!(
        line_kind(label),
        Some(LineKind::Surplus | LineKind::AdjustedSurplus)
    ) || says(
        "outturn; underlying position; underlying deficit; underlying surplus; exit position; position before; \
               position after; recurrent position; opening position; closing position; plan position",
    ) || (says("plan; planned; subtotal; sub total; total")
        && says("position; deficit; surplus; plan"))
        && !says("plan change; planned change; investment; savings")
}

/// Whether a bridge that ends so leads to the plan of the year.
pub(in crate::import) fn is_walk_end(label: &str, year: Option<FinancialYear>) -> bool {
    let stated = Facets::of(label).year;
    let elsewhen = matches!((stated, year), (Some(own), Some(year)) if own != year);
    line_kind(label).is_some_and(LineKind::is_result)
        && is_position(label)
        && !elsewhen
        && !leads_elsewhere(label)
}

/// "2025/26 do nothing deficit", "Forecast deficit at month 8", "Gap: deficit to be closed": what would be, is expected or has to
/// change, and is not the plan; "Opening deficit" but not "Opening plan".
fn leads_elsewhere(label: &str) -> bool {
    let said = padded(&words(label));
    let is_planned = has_any(&said, "plan; planned; budget; budgeted");
    let is_expected = has_any(
        &said,
        "opening; start; starting; brought forward; exit; entry; forecast; outturn; expected; projected; actual; actuals; likely; \
         estimated; gap",
    );
    is_of_a_scenario(label)
        || has_any(
            &said,
            "to be closed; to close; unresolved; underlying; unmitigated; at risk; risk adjusted",
        )
        || (!is_planned && is_expected)
}

/// "Worst case bridge", "Do nothing": what would be.
pub(in crate::import) fn is_of_a_scenario(text: &str) -> bool {
    has_any(
        &padded(&words(text)),
        "do nothing; do minimum; no action; counterfactual; worst case; best case; downside; upside; scenario; scenarios; \
         sensitivity; stress test; stressed",
    )
}

fn is_of_last_year(label: &str, year: Option<FinancialYear>) -> bool {
    let padded = padded(&words(label));
    let stated = Facets::of(label).year;
    let earlier = matches!((stated, year), (Some(own), Some(year)) if own == year.previous());
    let said = has_any(
        &padded,
        "outturn; last year; prior year; previous year; exit; brought forward; recurrent position",
    );
    let elsewhen = matches!((stated, year), (Some(own), Some(year)) if own >= year);
    (earlier && is_position(label)) || (said && !elsewhen)
}

fn is_check(label: &str) -> bool {
    has_any(
        &padded(&words(label)),
        "check; variance; difference; control check; reconciles; requirement; target",
    )
}

fn kind(row: &LabelledRow) -> WalkKind {
    let padded = padded(&words(&row.label));
    let says = |phrases: &'static str| has_any(&padded, phrases);
    if row.is_total || is_position(&row.label) {
        return WalkKind::Position;
    }
    if unidentified_word(&padded) {
        return WalkKind::Unidentified;
    }
    match item_kind(&row.label) {
        Some(ItemKind::Support) => return WalkKind::Support,
        Some(ItemKind::Growth) => return WalkKind::Growth,
        Some(
            ItemKind::OneOffBenefit
            | ItemKind::OneOffCost
            | ItemKind::Release
            | ItemKind::BalanceSheet,
        ) if !savings_words(&padded) => {
            return WalkKind::OneOff;
        }
        _ => {}
    }
    if is_other(&row.label) {
        WalkKind::Other
    } else if savings_words(&padded) {
        WalkKind::Savings
    } else if says("non recurrent; one off; nonrecurrent; non recurring") {
        WalkKind::OneOff
    } else if says("growth; uplift; allocation; funding; tariff; convergence; additional income")
        && !says("cost; costs; demand; activity")
    {
        WalkKind::Growth
    } else {
        WalkKind::Change
    }
}

/// A bridge of deficits without signs, in which costs add and savings take away: turned where the ends are deficits and
/// its steps lead there only the other way round.
fn turn_if_costs_are_positive(steps: &mut [WalkStep]) {
    let (Some(first), Some(last)) = (steps.first(), steps.last()) else {
        return;
    };
    let changes = || {
        steps
            .iter()
            .filter(|step| step.kind != WalkKind::Position)
            .map(|step| step.amount.value)
    };
    let sum: crate::plan::Money = changes().sum();
    let wanted = last.amount.value - first.amount.value;
    let (as_it_is, turned) = ((wanted - sum).abs(), (wanted + sum).abs());
    let savings_cost = steps
        .iter()
        .filter(|step| matches!(step.kind, WalkKind::Savings | WalkKind::Unidentified))
        .all(|step| step.amount.value.is_negative());
    if turned < as_it_is && savings_cost {
        for step in steps
            .iter_mut()
            .filter(|step| step.kind != WalkKind::Position)
        {
            step.amount = -step.amount.clone();
        }
    }
}
