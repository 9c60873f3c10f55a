//! The declared position of a workbook that states it nowhere but at the end of a bridge from last year's result: taken only
//! where the steps lead there.

use super::account_signs::signed;
use super::around::{is_of_a_scenario, is_walk, is_walk_end};
use super::header::Basis;
use super::names;
use super::owners::is_total_column;
use super::position::{Fact, Period, Whose, label_column};
use super::table::{Column, Table};
use crate::plan::{FinancialYear, LineKind, Money, Sourced};
use rust_decimal::Decimal;

/// The results at the end of a bridge that adds up, of each body across.
pub(super) fn facts(
    table: &Table<'_, '_>,
    year: Option<FinancialYear>,
    default: &Whose,
) -> Vec<Fact> {
    let is_planned = || {
        let titles = [table.caption(), table.grid.sheet.name()];
        is_walk(table) && !titles.into_iter().any(is_of_a_scenario)
    };
    let Some(names) = label_column(table).filter(|_| is_planned()) else {
        return Vec::new();
    };
    let labelled: Vec<(u32, String)> = table
        .region
        .rows
        .iter()
        .filter_map(|row| Some((*row, table.grid.label(*row, names.index)?)))
        .collect();
    let Some(end) = labelled
        .iter()
        .rposition(|(_, label)| is_walk_end(label, year))
    else {
        return Vec::new();
    };
    let Some((walk, label)) = labelled
        .get(..=end)
        .zip(labelled.get(end).map(|(_, label)| label))
    else {
        return Vec::new();
    };
    let columns: Vec<&Column> = table
        .columns
        .iter()
        .filter(|column| {
            column.is_value()
                && !matches!(column.facets.basis, Some(Basis::Variance | Basis::Actual))
        })
        .collect();
    let several = columns.len() > 1;
    let of = |column: &Column| -> Option<Whose> {
        if !several {
            return Some(default.clone());
        }
        if is_total_column(table, column) {
            return Some(Whose::Whole);
        }
        names::is_organisation(&column.own.text)
            .then(|| Whose::One(names::labelled(&column.own.text)))
    };
    let rows: Vec<u32> = walk.iter().map(|(row, _)| *row).collect();
    let Some(row) = rows.last().copied() else {
        return Vec::new();
    };
    let told: Vec<(&Column, Whose, Sourced<Money>)> = columns
        .iter()
        .filter_map(|column| Some((*column, of(column)?, table.money(row, column.index)?)))
        .collect();
    // A bridge with the mistake of one body in it is believed of none.
    if !told
        .iter()
        .all(|(column, ..)| leads_there(table, &rows, column.index))
    {
        return Vec::new();
    }
    told.into_iter()
        .map(|(column, whose, value)| Fact {
            whose,
            kind: LineKind::Surplus,
            value: signed(value, label, LineKind::Surplus),
            label: label.clone(),
            period: Period::Year,
            basis: Basis::Plan,
            to_date: false,
            unit: table.unit_of(row, column.index),
            row,
        })
        .collect()
}

/// Fewer steps add up by chance.
const STEPS_MIN: usize = 3;

/// Whether the first figure and the steps come to the last, whatever positions on the way are stated.
fn leads_there(table: &Table<'_, '_>, rows: &[u32], column: u32) -> bool {
    let figures: Vec<Decimal> = rows
        .iter()
        .filter_map(|row| table.grid.number(*row, column))
        .collect();
    let Some((first, [steps @ .., last])) = figures.split_first() else {
        return false;
    };
    let largest = figures.iter().map(Decimal::abs).max().unwrap_or_default();
    let tolerance = largest.checked_div(Decimal::from(500)).unwrap_or_default();
    let near = |one: Decimal, other: Decimal| {
        one.checked_sub(other)
            .is_some_and(|apart| apart.abs() <= tolerance)
    };
    let mut sum = *first;
    let mut taken = 0_usize;
    for step in steps {
        if step.is_zero() || near(*step, sum) {
            continue;
        }
        let Some(next) = sum.checked_add(*step) else {
            return false;
        };
        sum = next;
        taken += 1;
    }
    taken >= STEPS_MIN && near(sum, *last)
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{pounds, read};

    const BRIDGE: &str = "Vale plan bridge 2024/25 to 2025/26, £k\n\n|Oak NHS Trust|Elm NHS Trust|Group\n2024/25 forecast outturn|-900|400|-500\n\
        Pay awards|-1400|-600|-2000\nIncome growth|1100|500|1600\nBefore savings|-1200|300|-900\nSavings|700|200|900\n2025/26 plan surplus/(deficit)|";

    #[test]
    fn the_end_of_a_bridge_that_adds_up_is_the_position_where_nothing_else_states_it() {
        let bridge = format!("{BRIDGE}-500|500|0");
        let position = read(&[("Bridge", &bridge)]).position.unwrap();
        assert!(position.declared.unwrap().value.is_zero());
        let surpluses: Vec<_> = position
            .organisations
            .iter()
            .map(|one| one.surplus.value)
            .collect();
        assert_eq!(surpluses, [pounds(-500_000), pounds(500_000)]);
    }

    #[test]
    fn a_bridge_that_does_not_lead_to_its_end_is_no_position() {
        let bridge = format!("{BRIDGE}-900|900|0");
        assert!(
            read(&[("Bridge", &bridge)])
                .position
                .is_none_or(|position| position.organisations.is_empty())
        );
    }

    #[test]
    fn a_mistake_in_one_bodys_column_takes_all() {
        // Elm's steps come to 500.
        let bridge = format!("{BRIDGE}-500|900|0");
        assert!(read(&[("Bridge", &bridge)]).position.is_none());
    }

    #[test]
    fn a_bridge_to_what_nobody_plans_is_no_position() {
        let ends = |sheet: &str, end: &str| {
            let bridge = BRIDGE.replace("2025/26 plan surplus/(deficit)", end);
            let bridge = format!("{bridge}-500|500|0");
            let position = read(&[(sheet, &bridge)]).position;
            position.and_then(|position| position.declared).is_some()
        };
        for end in [
            "2025/26 surplus/(deficit)",
            "Planned surplus/(deficit)",
            "Opening plan 2025/26 surplus/(deficit)",
        ] {
            assert!(ends("Bridge", end), "{end}");
        }
        for end in [
            "2025/26 do minimum surplus/(deficit)",
            "Downside surplus/(deficit)",
            "Expected surplus/(deficit) at month 5",
            "2025/26 surplus/(deficit) still to be closed",
            "Opening surplus/(deficit)",
            "Unmitigated deficit 2025/26",
        ] {
            assert!(!ends("Bridge", end), "{end}");
        }
        assert!(!ends("Downside case", "2025/26 surplus/(deficit)"));
    }

    #[test]
    fn an_account_comes_before_the_bridge() {
        let bridge = format!("{BRIDGE}-500|500|0");
        let account = "Vale plan 2025/26 £000\n\n|Oak NHS Trust|Elm NHS Trust|Group\nIncome|100|100|200\nPay|-140|-70|-210\nSurplus/(deficit)|-40|30|-10";
        let position = read(&[("Bridge", &bridge), ("I&E", account)])
            .position
            .unwrap();
        assert_eq!(position.declared.unwrap().value, pounds(-10_000));
    }
}
