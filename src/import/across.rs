//! Whether a sheet reads across: its schemes stand side by side, and what is said of them one under the other.

use super::grid::Grid;
use super::header::{Basis, Facets, Role};
use super::region::Region;
use super::text::{padded, words};
use crate::plan::LineKind;
use crate::workbook::{Cell, Value};
use std::collections::BTreeSet;

/// A header that names an attribute of schemes is no longer than this.
const ATTRIBUTE_MAX: usize = 40;

/// Whether the schemes of a sheet stand side by side: by the headers down its first columns, or because the largest of its
/// tables has nothing but periods and headers down its side and nothing of the kind above its figures.
pub(super) fn reads_across(grid: &Grid<'_>, regions: &[Region]) -> bool {
    attributes_down(grid)
        || regions
            .iter()
            .max_by_key(|region| region.rows.len() * region.columns.len())
            .is_some_and(|region| schemes_above(grid, region))
}

/// What a label down the side of a table says of the figures to its right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// A month, a quarter, the year, the plan.
    Period,
    /// A lead, a state, a reference.
    Attribute,
    Else,
}

fn side(cell: Cell<'_>) -> Side {
    let text = match cell.value {
        Value::Date(_) => return Side::Period,
        Value::Text(text) if text.len() <= ATTRIBUTE_MAX => text,
        _ => return Side::Else,
    };
    let facets = Facets::of(text);
    let length = words(text).len();
    let named = facets.month.is_some() || facets.quarter.is_some() || facets.full_year_effect;
    let of_year = facets.annual || facets.to_date || facets.year.is_some() || facets.total;
    let planned = matches!(
        facets.basis,
        Some(Basis::Plan | Basis::Forecast | Basis::Actual)
    );
    if named || (of_year && length <= 4) || (planned && length <= 3) {
        Side::Period
    } else if facets.role.is_some_and(|role| ATTRIBUTES.contains(&role)) && length <= 5 {
        Side::Attribute
    } else {
        Side::Else
    }
}

/// Whether periods and headers run down the side and names stand above the figures, on a sheet about savings.
fn schemes_above(grid: &Grid<'_>, region: &Region) -> bool {
    let Some(first) = region.columns.first().copied() else {
        return false;
    };
    let sides: Vec<Side> = region
        .rows
        .iter()
        .take(ROWS_MAX)
        .filter_map(|row| grid.cell(*row, first))
        .map(side)
        .collect();
    let count = |wanted: Side| sides.iter().filter(|side| **side == wanted).count();
    let (periods, attributes) = (count(Side::Period), count(Side::Attribute));
    let enough = periods >= 3 || (periods >= 1 && periods + attributes >= 2);
    if !enough || (periods + attributes) * 4 < sides.len() * 3 {
        return false;
    }
    let heads: Vec<String> = region
        .columns
        .iter()
        .skip(1)
        .filter(|column| {
            let mut rows = region.rows.iter();
            rows.any(|row| grid.number(*row, **column).is_some())
        })
        .map(|column| region.header_texts(grid, *column).join(" "))
        .filter(|head| !super::names::is_whole(head))
        .collect();
    let of_bodies = heads.iter().any(|head| super::names::is_organisation(head));
    let account = super::without_result::is_account(heads.iter().map(String::as_str));
    let names = heads.iter().filter(|head| may_name_a_scheme(head)).count();
    let missing = |head: &&String| super::voice::heading(head);
    let others = heads.len()
        - names
        - heads
            .iter()
            .filter(missing)
            .count()
            .min(heads.len() - names);
    names >= 2 && names >= others * 2 && !of_bodies && !account && about_savings(grid, region)
}

/// Whether a header says nothing that a column of figures would be headed with.
fn may_name_a_scheme(head: &str) -> bool {
    let facets = Facets::of(head);
    let all = words(head);
    let padded = padded(&all);
    let timed = facets.month.is_some()
        || facets.quarter.is_some()
        || facets.annual
        || facets.full_year_effect
        || facets.to_date
        || facets.year.is_some()
        || facets.weeks.is_some()
        || facets.percent
        || facets.recurrent.is_some();
    let compared = matches!(
        facets.basis,
        Some(Basis::Actual | Basis::Forecast | Basis::Variance | Basis::Aside)
    );
    let bare = all.len() <= 2 && facets.role.is_some_and(|role| role != Role::Name)
        || matches!(padded.trim(), "pay" | "non pay" | "income" | "drugs");
    let state = super::vocabulary::ladder_word(&padded);
    let result = super::vocabulary::line_kind(head).is_some_and(LineKind::is_total);
    let worded = head.len() <= NAME_MAX && head.chars().any(char::is_alphabetic);
    worded && !timed && !compared && !bare && !state && !result
}

/// Whether savings are spoken of in the sheet's name, above the table or in its corner.
fn about_savings(grid: &Grid<'_>, region: &Region) -> bool {
    let end = region.header.last().copied().unwrap_or(0);
    let above = grid.row_numbers().take_while(|row| *row <= end);
    let said = |text: &str| super::vocabulary::savings_words(&padded(&words(text)));
    let corner = region.columns.first().is_some_and(|first| {
        Facets::of(&region.header_texts(grid, *first).join(" ")).role == Some(Role::Name)
    });
    corner
        || said(grid.sheet.name())
        || above
            .flat_map(|row| grid.row(row).iter().filter_map(|(_, cell)| cell.text()))
            .any(said)
}

/// Rows of a table that are looked at.
const ROWS_MAX: usize = 80;
/// No scheme's name is longer.
const NAME_MAX: usize = 80;

const ATTRIBUTES: [Role; 8] = [
    Role::Name,
    Role::Owner,
    Role::Recurrence,
    Role::Risk,
    Role::Status,
    Role::Reference,
    Role::Division,
    Role::Category,
];

/// Whether the sheet's first columns hold what headers say (scheme, lead, risk, recurrent …), one under the other,
/// with the schemes side by side: then it reads across, unless some row holds as many of those headers: schemes too are
/// called after reviews, risks and directors.
fn attributes_down(grid: &Grid<'_>) -> bool {
    let rows: Vec<u32> = grid.row_numbers().take(60).collect();
    let attribute = |text: &str| {
        Facets::of(text)
            .role
            .filter(|role| text.len() <= ATTRIBUTE_MAX && ATTRIBUTES.contains(role))
    };
    let down = rows
        .iter()
        .map(|row| {
            let cells = grid.row(*row).iter();
            roles_of(cells.filter_map(|(_, cell)| attribute(cell.text()?)))
        })
        .max();
    let across = (0..3)
        .filter_map(|column| {
            let led: Vec<&str> = rows
                .iter()
                .filter(|row| {
                    grid.row(**row)
                        .iter()
                        .filter(|(at, _)| *at > column)
                        .count()
                        >= 2
                })
                .filter_map(|row| grid.text(*row, column))
                .collect();
            // Nearly all of a column of headers are headers; of a column of schemes a few only look like them.
            let known = led
                .iter()
                .filter(|text| text.len() <= ATTRIBUTE_MAX && Facets::of(text).recognised())
                .count();
            (known * 3 >= led.len() * 2)
                .then(|| roles_of(led.iter().filter_map(|text| attribute(text))))
        })
        .max();
    across >= Some(3) && across > down
}

/// How many different attributes these headers name, if one of them names the schemes.
fn roles_of(roles: impl Iterator<Item = Role>) -> usize {
    let roles: BTreeSet<Role> = roles.collect();
    if roles.contains(&Role::Name) {
        roles.len()
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::fixture::sheet;

    #[test]
    fn schemes_called_after_risks_and_leads_do_not_turn_a_sheet_that_reads_down() {
        let down = sheet(
            "Plan",
            "Ref|Scheme|Lead|Risk|Status|Plan\n1|Rota risk|A|Low|Green|5\n2|Nurse lead|B|Low|Green|6\n\
             3|Corporate function|C|Low|Green|7\n4|Skill group|D|Low|Green|8",
        );
        assert!(!attributes_down(&Grid::new(&down)));
        let short = sheet(
            "Plan",
            "Scheme|R/NR|Plan\nRota risk|R|5\nNurse lead|R|6\nFlood|R|3\nSkill group|R|8\nBeds|NR|9\nBank|R|7\nKit|R|5",
        );
        assert!(!attributes_down(&Grid::new(&short)));
        let across = sheet(
            "Plan",
            "Scheme|Rota|Beds|Fleet\nLead|A|B|C\nRisk|Low|High|Low\nStatus|Green|Red|Red\nPlan|5|6|7",
        );
        assert!(attributes_down(&Grid::new(&across)));
    }

    fn turns(name: &str, drawn: &str) -> bool {
        let drawn = sheet(name, drawn);
        let grid = Grid::new(&drawn);
        reads_across(&grid, &super::super::region::regions(&grid))
    }

    #[test]
    fn schemes_above_months_turn_a_sheet() {
        let months = "Apr|10|20|5\nMay|10|20|5\nJun|10|20|5\nTotal|30|60|15";
        assert!(turns(
            "CIP",
            &format!("Month|Theatres|Rotas|Unidentified\n{months}")
        ));
        assert!(turns(
            "Plan",
            "Project|Theatres|Rotas\nPlan 24/25|10|20\nFYE|15|20\nR/NR|R|NR"
        ));
    }

    #[test]
    fn figures_bodies_states_and_accounts_above_months_do_not() {
        for heads in [
            "Plan|Actual|Forecast",
            "A Trust|B Trust|C ICB",
            "Fully developed|Opportunity|Unidentified",
            "Income|Pay|Drugs",
        ] {
            let months = "Apr|10|20|5\nMay|10|20|5\nJun|10|20|5";
            assert!(
                !turns("CIP", &format!("Month|{heads}\n{months}")),
                "{heads}"
            );
        }
        assert!(!turns(
            "CIP",
            "Scheme|Surgery|Medicine\nBed reduction|10|20\nBank savings|5|5\nDrug savings|5|5"
        ));
    }
}
