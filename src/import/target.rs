//! The savings target, wherever the workbook states it, and whose it is.

use super::grid::Grid;
use super::header::{Basis, Facets, Role};
use super::kind::Kind;
use super::page::Found;
use super::rows::RowKind;
use super::table::Column;
use super::table::Table;
use super::text::{has_any, is_one_of, one_line, padded, words};
use super::{beside, boxes, names, periods, target_parts, units, vocabulary, voice};
use crate::plan::{
    Cells, FinancialYear, LineKind, Money, Organisation, Position, Saving, Savings, Sourced, Unit,
};

/// A stated target, before it is known which one is the plan's.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stated {
    pub(super) value: Sourced<Money>,
    pub(super) organisation: Option<Organisation>,
    /// A total of organisations, or of the whole system.
    pub(super) whole: bool,
    /// Stands in the table of schemes itself.
    pub(super) beside_lines: bool,
}

/// How far from a loose target the table may stand whose columns it keeps to.
const NEAR_ROWS: u32 = 100;

/// Targets in rows of a sheet that belong to no table that was read: a label and the plan's figure to its right.
pub(super) fn loose<'a>(
    grid: &Grid<'a>,
    header: &dyn Fn(u32, u32) -> Option<&'a Column>,
    taken: &dyn Fn(u32, u32) -> bool,
    sheet_unit: Option<Unit>,
    year: Option<FinancialYear>,
    organisation: Option<&Organisation>,
) -> Vec<Stated> {
    let mut stated = Vec::new();
    for row in grid.row_numbers() {
        let cells = grid.row(row);
        for (column, text) in cells.texts() {
            if text.len() > 120 || taken(row, column) {
                continue;
            }
            let said = padded(&words(text));
            let is_target =
                vocabulary::target(&said) || vocabulary::target(&padded(&words(core(text))));
            if !is_target || vocabulary::gap(&said) || voice::heading(text) {
                continue;
            }
            let facets = Facets::of(text);
            let other_year = matches!((facets.year, year), (Some(own), Some(year)) if own != year);
            let of_percent = facets.percent && !text.contains('(') && units::stated(text).is_none();
            if of_percent || facets.to_date || other_year {
                continue;
            }
            let above = |column: u32| header(row, column);
            let of_table = |column: u32| {
                let near = grid
                    .row_numbers()
                    .skip_while(|at| at.saturating_add(NEAR_ROWS) < row);
                let mut near = near.take_while(|at| *at <= row.saturating_add(NEAR_ROWS));
                near.find_map(|row| header(row, column))
            };
            let beside = beside::figure(cells.from_column(column + 1), &above, year)
                .or_else(|| beside::in_plan_column(cells.from_column(column + 1), &of_table, year));
            let whole = names::is_whole(&one_line(text));
            let (row, column, cell, unit, whole) = if let Some(found) = beside {
                let unit = found.unit.or_else(|| units::stated(text));
                (row, found.column, found.cell, unit, whole || found.whole)
            } else if let Some((below, cell)) = boxes::under(grid, row, column) {
                (below, column, cell, units::stated(text), whole)
            } else {
                continue;
            };
            if taken(row, column) {
                continue;
            }
            let unit = units::stored(cell, unit.or(sheet_unit)).unwrap_or_default();
            let money = super::grid::number(cell).and_then(|number| Money::quoted(number, unit));
            if let Some(money) = money {
                stated.push(Stated {
                    value: Sourced::at(money.abs(), grid.at(row, column)),
                    organisation: organisation.cloned(),
                    whole,
                    beside_lines: false,
                });
            }
        }
    }
    stated
}

/// What a label says before a comma or brackets that tell who set it, and when: "(central)" makes it another.
fn core(text: &str) -> &str {
    const SET: &str = "board; nhse; england; icb; ics; system; region; set; agreed; approved; submitted; issued; final; \
        committee; executive; exec";
    let sourced = |word: &String| {
        is_one_of(word, SET)
            || periods::calendar_month(word).is_some()
            || word.chars().all(|c| c.is_ascii_digit())
    };
    let (first, rest) = text.split_once([',', ';']).unwrap_or((text, ""));
    let goes_on = rest.contains('%') || words(rest).iter().any(sourced);
    let first = if goes_on { first } else { text };
    let before = match first.split_once('(') {
        Some((before, inside)) if words(inside).iter().any(sourced) => before,
        _ => first,
    };
    before.trim()
}

/// The plan's target, and those of its organisations.
type Chosen = (Option<Sourced<Money>>, Vec<(Organisation, Sourced<Money>)>);

/// The plan's target: the system's own where one is stated, else the one that all agree on, else the sum of the
/// organisations' targets where each states one.
pub(super) fn choose(stated: &[Stated], lines: &[Saving]) -> Chosen {
    let mut by_organisation: Vec<(Organisation, Sourced<Money>)> = Vec::new();
    for target in stated.iter().filter(|target| !target.whole) {
        if let Some(organisation) = &target.organisation
            && !by_organisation
                .iter()
                .any(|(known, _)| names::same(known, organisation))
        {
            by_organisation.push((organisation.clone(), target.value.clone()));
        }
    }
    let organisations = if by_organisation.len() > 1 {
        by_organisation.clone()
    } else {
        Vec::new()
    };
    let parts = (organisations.is_empty() && !stated.iter().any(|target| target.whole))
        .then(|| target_parts::of_sheets(stated, lines))
        .flatten();
    let whole = stated
        .iter()
        .find(|target| target.whole)
        .or_else(|| target_parts::sum_of_smaller(stated));
    if let (None, Some(sum)) = (whole, parts) {
        return (Some(sum), organisations);
    }
    let whole = whole.or_else(|| stated.iter().find(|target| target.organisation.is_none()));
    if let Some(whole) = whole {
        return (Some(whole.value.clone()), organisations);
    }
    if by_organisation.len() > 1 {
        let sum = by_organisation.iter().map(|(_, value)| value).sum();
        return (Some(sum), organisations);
    }
    let beside = stated.iter().find(|target| target.beside_lines);
    (
        beside.or(stated.first()).map(|target| target.value.clone()),
        organisations,
    )
}

/// The cells that show the whole target inside the income and expenditure: a line of savings that is as large.
pub(super) fn in_position(savings: &Savings, position: Option<&Position>) -> Option<Cells> {
    let target = savings.target.as_ref()?;
    let lines = position?.organisations.iter().flat_map(|one| &one.lines);
    lines
        .filter(|line| {
            vocabulary::savings_words(&padded(&words(&line.label)))
                && !matches!(line.kind, LineKind::Surplus | LineKind::AdjustedSurplus)
        })
        .filter_map(|line| line.plan.as_ref())
        .find(|plan| {
            plan.value
                .abs()
                .agrees_with(target.value, Money::from_pounds(1))
        })
        .map(|plan| plan.cells.clone())
}

/// The targets that a list of schemes states in rows of its own. Of a list of the whole system any target is the whole
/// system's, unless one of several says so: then the others stand below a part of the list each.
pub(super) fn of_table(
    targets: &[(String, Sourced<Money>)],
    organisation: Option<&Organisation>,
) -> Vec<Stated> {
    let told = |label: &str| names::is_whole(label) && !is_difference(label);
    let one_tells = targets.iter().any(|(label, _)| told(label));
    let stated = targets.iter().map(|(label, value)| Stated {
        value: Sourced::new(value.value.abs(), value.cells.clone()),
        organisation: organisation.cloned(),
        whole: told(label) || (organisation.is_none() && !one_tells),
        beside_lines: true,
    });
    let mut stated: Vec<Stated> = stated.collect();
    one_whole(&mut stated);
    stated
}

/// "Difference (target less total CIP)".
fn is_difference(label: &str) -> bool {
    let padded = padded(&words(label));
    vocabulary::gap(&padded) || has_any(&padded, "difference; less; minus; balance")
}

/// Targets in a column of a table of organisations.
pub(super) fn column_targets(found: &[Found<'_, '_>], year: Option<FinancialYear>) -> Vec<Stated> {
    let mut stated = Vec::new();
    for found in found.iter().filter(|found| {
        // A table of asks by organisation is about savings too, and lists no schemes.
        !found.fixed.is_left_out()
            && (found.verdict.kind != Kind::Savings || found.table.by_role(Role::Name).is_none())
    }) {
        let table = &found.table;
        let Some(organisations) = table.by_role(Role::Organisation) else {
            continue;
        };
        let column = of_the_year(table, year, |column| {
            column.is_value()
                && vocabulary::target(&column.own.padded)
                && !matches!(
                    column.facets.basis,
                    Some(Basis::Actual | Basis::Forecast | Basis::Variance | Basis::Aside)
                )
        });
        let Some(column) = column else { continue };
        let from = stated.len();
        for row in &table.region.rows {
            let (Some(name), Some(value)) = (
                table.grid.label(*row, organisations.index),
                table.money(*row, column.index),
            ) else {
                continue;
            };
            let whole = names::is_whole(&name);
            stated.push(Stated {
                value: Sourced::new(value.value.abs(), value.cells),
                organisation: (!whole).then(|| names::labelled(&name)),
                whole,
                beside_lines: false,
            });
        }
        one_whole(stated.get_mut(from..).unwrap_or_default());
        total_of_the_others(stated.get_mut(from..).unwrap_or_default());
    }
    stated.extend(found.iter().filter_map(|found| by_line(found, year)));
    stated.extend(division_targets(found, year));
    stated
}

/// The first fitting column that is of the plan's year, or of none: of "25/26 ask" and "26/27 ask" the plan's.
pub(super) fn of_the_year<'t>(
    table: &'t Table<'_, '_>,
    year: Option<FinancialYear>,
    fits: impl Fn(&Column) -> bool,
) -> Option<&'t Column> {
    let fitting = || table.columns.iter().filter(|column| fits(column));
    let of = |own: Option<FinancialYear>| fitting().find(move |column| column.facets.year == own);
    match year {
        Some(_) => of(year).or_else(|| of(None)),
        None => fitting().next(),
    }
}

/// The target of a list of schemes that gives every scheme or division one beside its plan: the total row's, else
/// their sum.
fn by_line(found: &Found<'_, '_>, year: Option<FinancialYear>) -> Option<Stated> {
    let read = found.savings.as_ref()?;
    if found.repeat_of.is_some() || !read.targets.is_empty() {
        return None;
    }
    let table = &found.table;
    let values = read.value_columns();
    let column = of_the_year(table, year, |column| {
        let facets = &column.facets;
        column.is_value()
            && !values.contains(&column.index)
            && vocabulary::target(&column.own.padded)
            && !vocabulary::gap(&column.own.padded)
            && facets.month.is_none()
            && facets.quarter.is_none()
            && !facets.to_date
            && !facets.full_year_effect
            && facets.recurrent.is_none()
            && !matches!(
                facets.basis,
                Some(Basis::Actual | Basis::Forecast | Basis::Variance | Basis::Aside)
            )
    })?;
    let of = |kind: RowKind| {
        read.rows
            .iter()
            .filter(move |row| row.kind == kind)
            .filter_map(|row| table.money(row.at, column.index))
    };
    // Of several totals the one of all lines, which may stand above them.
    let of_all = read.rows.iter().rfind(|row| {
        let value = row.value.as_ref().map(|value| value.value.abs());
        row.kind == RowKind::Total
            && value
                .is_some_and(|value| value.agrees_with(read.taken.abs(), Money::from_pounds(1_000)))
    });
    let total = of_all
        .and_then(|row| table.money(row.at, column.index))
        .or_else(|| of(RowKind::Total).next_back());
    let value = match total {
        Some(total) => total,
        None => of(RowKind::Line).collect::<Vec<_>>().iter().sum(),
    };
    (!value.value.is_zero()).then(|| Stated {
        value: Sourced::new(value.value.abs(), value.cells),
        organisation: read.organisation.clone(),
        whole: false,
        beside_lines: true,
    })
}

/// Of several rows that sound like all of them, the one that is the sum of the others is: "System stretch" is a part of it.
fn one_whole(stated: &mut [Stated]) {
    if stated.iter().filter(|one| one.whole).count() < 2 {
        return;
    }
    let sum: Money = stated.iter().map(|one| one.value.value).sum();
    let is_sum =
        |one: &Stated| (sum - one.value.value).agrees_with(one.value.value, Money::from_pounds(1));
    if let Some(whole) = stated.iter().rposition(|one| one.whole && is_sum(one)) {
        for (at, one) in stated.iter_mut().enumerate() {
            one.whole &= at == whole;
        }
    }
}

/// A row whose target is the sum of all others is their total, whatever it is called.
fn total_of_the_others(stated: &mut [Stated]) {
    if stated.len() < 3 || stated.iter().any(|one| one.whole) {
        return;
    }
    let sum: Money = stated.iter().map(|one| one.value.value).sum();
    if let Some(last) = stated.last_mut()
        && !sum.is_zero()
        && (sum - last.value.value).agrees_with(last.value.value, Money::from_pounds(1))
    {
        last.whole = true;
        last.organisation = None;
    }
}

/// The row whose figure is the sum of all others in its column, whatever it is called: of "Trust" or "Both hospitals".
fn row_of_the_sum(table: &Table<'_, '_>, column: u32) -> Option<u32> {
    let figures: Vec<(u32, Money)> = table
        .region
        .rows
        .iter()
        .filter_map(|row| Some((*row, table.money(*row, column)?.value)))
        .collect();
    let sum: Money = figures.iter().map(|(_, value)| *value).sum();
    let is_sum = |value: Money| (sum - value).agrees_with(value, Money::from_pounds(1));
    let of_all = figures
        .iter()
        .rfind(|(_, value)| figures.len() >= 3 && !value.is_zero() && is_sum(*value));
    if let Some((row, _)) = of_all {
        return Some(*row);
    }
    // Another list may stand below it: the row is the sum of those above it in every column of the table that fills it.
    let sums = |column: u32| rows_of_running_sums(table, column);
    let own = sums(column);
    let mut others = table
        .columns
        .iter()
        .filter(|other| other.is_value() && other.index != column && !other.facets.percent)
        .map(|other| sums(other.index));
    let other = others.find(|rows| !rows.is_empty())?;
    let ends = |row: &u32| !table.region.rows.contains(&row.saturating_add(1));
    own.into_iter().find(|row| other.contains(row) && ends(row))
}

/// The rows that are the sum of two and more above them.
fn rows_of_running_sums(table: &Table<'_, '_>, column: u32) -> Vec<u32> {
    let mut above = Money::ZERO;
    let figures = table
        .region
        .rows
        .iter()
        .filter_map(|row| Some((*row, table.money(*row, column)?.value)));
    figures
        .enumerate()
        .filter_map(|(at, (row, value))| {
            let sum = above;
            above += value;
            let is_sum =
                at >= 2 && !value.is_zero() && sum.agrees_with(value, Money::from_pounds(1));
            is_sum.then_some(row)
        })
        .collect()
}

/// The total of a target column by division, on a summary that lists no schemes.
fn division_targets(found: &[Found<'_, '_>], year: Option<FinancialYear>) -> Vec<Stated> {
    let summaries = found.iter().filter(|found| {
        !found.fixed.is_left_out()
            && found.table.by_role(Role::Organisation).is_none()
            && found.table.by_role(Role::Name).is_none()
    });
    summaries
        .filter(|found| vocabulary::savings_words(&padded(&words(&found.table.words()))))
        .filter_map(|found| {
            let table = &found.table;
            let column = of_the_year(table, year, |column| {
                column.is_value()
                    && !column.facets.to_date
                    && vocabulary::target(&column.own.padded)
            })?;
            let named = table
                .region
                .rows
                .iter()
                .rfind(|row| names::is_whole(&super::rows::first_text(table, **row)));
            let total = named
                .copied()
                .or_else(|| row_of_the_sum(table, column.index))?;
            let value = table.money(total, column.index)?;
            Some(Stated {
                value: Sourced::new(value.value.abs(), value.cells),
                organisation: None,
                whole: false,
                beside_lines: false,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::core;
    use crate::import::fixture::{pounds, read};

    #[test]
    fn brackets_that_tell_who_set_it_are_no_part_of_a_label() {
        for (label, said) in [
            ("Net savings target (Board, May 2025)", "Net savings target"),
            (
                "CIP requirement year 1 (2025/26), 3% of budget",
                "CIP requirement year 1",
            ),
            ("CIP target (central)", "CIP target (central)"),
            ("Savings target, Medicine", "Savings target, Medicine"),
            ("CIP target (medicine)", "CIP target (medicine)"),
        ] {
            assert_eq!(core(label), said);
        }
    }

    #[test]
    fn the_target_of_divisions_stands_in_the_row_of_their_sum_whatever_is_below() {
        let list = "Oak NHS Trust CIP 2025/26 £000\n\nScheme|R/NR|Plan\nBeds|R|500\nBank|R|300";
        let side = "Cost improvement by division\n\n|Target for year|Plan for year\nMedicine|600|500\nSurgery|250|200\nCorporate|150|100\nTrust|1000|800\n\nCash at bank|31|29";
        let savings = read(&[("CIP", list), ("Dashboard", side)]).savings.unwrap();
        assert_eq!(savings.target.unwrap().value, pounds(1_000_000));
    }
}
