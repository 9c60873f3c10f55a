//! How well a column of a savings table speaks for the year's plan, by its header and by its figures.

use super::header::{Basis, Role};
use super::phases::adds_up;
use super::table::{Column, Table};
use super::values::Columns;
use crate::plan::FinancialYear;

/// How well a column's header and figures speak for the year's plan.
pub(super) fn score(
    table: &Table<'_, '_>,
    column: &Column,
    year: Option<FinancialYear>,
    columns: &Columns,
) -> Option<i32> {
    let facets = &column.facets;
    let full_year = columns.full_year_effect == Some(column.index);
    if facets.to_date || facets.weeks.is_some() || full_year {
        return None;
    }
    if facets.says("cost; costs; investment; spend; enabling; wte; fte; score")
        && !facets
            .says("cost improvement; cost reduction; cost saving; cost savings; reduction; saving")
    {
        return None;
    }
    if facets.says("identified; unidentified") && facets.role != Some(Role::Value) {
        return None;
    }
    let own_split = columns
        .split
        .is_some_and(|(yes, no)| column.index == yes || column.index == no);
    if own_split {
        return None;
    }
    let mut score = 0;
    score += if facets.basis == Some(Basis::Plan) {
        4
    } else {
        0
    };
    score += if facets.annual { 4 } else { 0 };
    score += if facets.total { 3 } else { 0 };
    score += i32::from(facets.says("revised; final; current; latest; approved; agreed"));
    score += i32::from(facets.unit.is_some());
    let net = |column: &Column| column.own.says("net") && !column.own.says("gross");
    if column.own.says("gross")
        && table
            .columns
            .iter()
            .any(|other| other.is_value() && net(other))
    {
        score -= 2;
    }
    score += i32::from(net(column)) * 2;
    score -= if column.own.says("target; requirement") {
        2
    } else {
        0
    };
    score -= if facets.recurrent == Some(true) { 2 } else { 0 };
    match (facets.year, year) {
        (Some(own), Some(year)) if own == year => score += 4,
        (Some(_), Some(_)) => return None,
        _ => {}
    }
    let phases: Vec<u32> = columns
        .months
        .iter()
        .flatten()
        .chain(columns.quarters.iter().flatten())
        .copied()
        .collect();
    if adds_up(table, column.index, &phases) {
        score += 5;
    }
    Some(score)
}
