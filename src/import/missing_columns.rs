//! The columns of a table that tells by body or division what is identified and what is missing, and its rows.

use super::body_subtotals::{is_beside_its_run, names_a_kind};
use super::header::{Basis, Role};
use super::table::{Column, Table};
use super::text::{has_any, one_line};
use super::{names, roll_up, vocabulary};
use crate::plan::{FinancialYear, Money, Sourced};

/// Fewer rows than this are no table of bodies.
const ROWS_MIN: usize = 2;
/// One step of the ladder alone may be a status.
const STEPS_MIN: usize = 2;

/// Such a table.
pub(super) struct ByBody<'t> {
    /// Bodies or divisions.
    pub(super) names: &'t Column,
    missing: Vec<&'t Column>,
    identified: Vec<&'t Column>,
    /// What the two make, or are to make.
    whole: Option<&'t Column>,
    pub(super) rows: Vec<Row>,
}

/// One body or division. What its cells leave blank is not known.
pub(super) struct Row {
    pub(super) at: u32,
    pub(super) name: String,
    pub(super) missing: Option<Sourced<Money>>,
    pub(super) identified: Option<Sourced<Money>>,
    pub(super) whole: Option<Money>,
}

impl Row {
    /// Whether anything is missing.
    pub(super) fn is_short(&self) -> bool {
        (self.missing.as_ref()).is_some_and(|own| own.value.is_positive())
    }

    /// Its name as lines of lists have it.
    pub(super) fn key(&self) -> String {
        names::short_key(&names::labelled(&self.name).name)
    }

    /// What it comes to, as far as it says.
    fn sum(&self) -> Money {
        let parts = self.missing.iter().chain(&self.identified);
        (self.whole).unwrap_or_else(|| parts.map(|own| own.value).sum())
    }
}

impl ByBody<'_> {
    pub(super) fn is_by_organisation(&self) -> bool {
        self.names.role == Some(Role::Organisation)
    }

    pub(super) fn missing_header(&self) -> &str {
        (self.missing.first()).map_or("Unidentified", |own| &own.own.text)
    }

    /// Where what is identified stands: in a column of its own, or in the one that holds all.
    pub(super) fn identified_column(&self) -> &Column {
        (self.identified.first().copied())
            .or(self.whole)
            .unwrap_or(self.names)
    }

    /// What a line of what is identified is called: what several columns hold together, or what is left of the
    /// whole, has no header of its own.
    pub(super) fn identified_header(&self, row: &Row) -> &str {
        if self.identified.len() > 1 || (self.identified.is_empty() && row.missing.is_some()) {
            "Identified"
        } else {
            &self.identified_column().own.text
        }
    }

    /// The columns that lines are made of.
    pub(super) fn columns(&self) -> Vec<u32> {
        let whole = self.whole.filter(|_| self.identified.is_empty());
        let values = self.missing.iter().chain(&self.identified).copied();
        values.chain(whole).map(|own| own.index).collect()
    }
}

pub(super) fn read<'t>(
    table: &'t Table<'_, '_>,
    year: Option<FinancialYear>,
) -> Option<ByBody<'t>> {
    let names = table
        .by_role(Role::Organisation)
        .or_else(|| table.by_role(Role::Division))?;
    let of = |fits: &dyn Fn(&Column) -> bool| of_the_year(table, year, fits);
    let says_missing = |column: &Column| vocabulary::unidentified_word(&column.own.padded);
    // "Fully developed | In progress | Opportunity | Unidentified": by the steps of the ladder.
    let is_step =
        |column: &Column| !says_missing(column) && vocabulary::ladder_word(&column.own.padded);
    let by_step = of(&is_step).len() >= STEPS_MIN;
    let says_found = |column: &Column| {
        (by_step && is_step(column))
            || (!says_missing(column)
                && has_any(&column.own.padded, "identified; found; with schemes"))
    };
    let missing = parts_or_one(&of(&says_missing));
    if missing.is_empty() {
        return None;
    }
    let found = parts_or_all(&of(&says_found));
    let is_other = |column: &Column| {
        !says_missing(column) && !says_found(column) && !vocabulary::gap(&column.own.padded)
    };
    let is_asked = |column: &Column| is_other(column) && vocabulary::target(&column.own.padded);
    let is_saved =
        |column: &Column| is_other(column) && vocabulary::savings_words(&column.own.padded);
    let is_total = |column: &Column| {
        is_other(column) && (column.facets.total || names::is_whole(&column.own.text))
    };
    let mut wholes = of(&is_asked);
    wholes.extend(of(&is_saved));
    let first = wholes.first().copied();
    wholes.extend(of(&is_total));
    let (identified, whole) = best(table, &missing, &found, &wholes)
        .unwrap_or_else(|| (without_their_sum(table, &found), first));
    let mut by_body = ByBody {
        names,
        missing,
        identified,
        whole,
        rows: Vec::new(),
    };
    by_body.rows = rows(table, &by_body);
    (by_body.rows.len() >= ROWS_MIN).then_some(by_body)
}

/// The fitting columns of money planned in the plan's year, or in none that is named.
fn of_the_year<'t>(
    table: &'t Table<'_, '_>,
    year: Option<FinancialYear>,
    fits: &dyn Fn(&Column) -> bool,
) -> Vec<&'t Column> {
    let planned = |column: &&Column| {
        let facets = &column.facets;
        column.is_value()
            && !facets.to_date
            && !facets.full_year_effect
            && facets.month.is_none()
            && facets.quarter.is_none()
            && !has_any(&column.own.padded, "number; number of; no of; count")
            && !matches!(
                facets.basis,
                Some(Basis::Actual | Basis::Forecast | Basis::Variance | Basis::Aside)
            )
    };
    let all = table.columns.iter().filter(planned);
    let fitting: Vec<&Column> = all.filter(|column| fits(column)).collect();
    let of = |own: Option<FinancialYear>| -> Vec<&Column> {
        let own = fitting.iter().filter(|column| column.facets.year == own);
        own.copied().collect()
    };
    match year {
        None => fitting,
        Some(_) if of(year).is_empty() => of(None),
        Some(_) => of(year),
    }
}

/// Those that say nothing of recurrence; else those that are recurrent and those that are not, which make the whole together.
fn parts_or_all<'t>(columns: &[&'t Column]) -> Vec<&'t Column> {
    let of = |recurrent: Option<bool>| -> Vec<&'t Column> {
        let own = columns
            .iter()
            .filter(|column| column.facets.recurrent == recurrent);
        own.copied().collect()
    };
    let (plain, lasting, once) = (of(None), of(Some(true)), of(Some(false)));
    if plain.is_empty() && !lasting.is_empty() && !once.is_empty() {
        return [lasting, once].concat();
    }
    plain
}

/// The same of what is missing, of which a second column says something else.
fn parts_or_one<'t>(columns: &[&'t Column]) -> Vec<&'t Column> {
    let mut all = parts_or_all(columns);
    let is_whole = |column: &&Column| column.facets.recurrent.is_none();
    if all.first().is_some_and(is_whole) {
        all.truncate(1);
    }
    all
}

/// Of all that could be what is identified, and could be the whole, those that make it with what is missing in most rows.
fn best<'t>(
    table: &Table<'_, '_>,
    missing: &[&'t Column],
    found: &[&'t Column],
    wholes: &[&'t Column],
) -> Option<(Vec<&'t Column>, Option<&'t Column>)> {
    let singles = found.iter().map(|own| vec![*own]);
    let sets: Vec<Vec<&Column>> = [found.to_vec()].into_iter().chain(singles).collect();
    let rows = &table.region.rows;
    let mut best = None;
    let mut most = 0;
    for set in sets.into_iter().filter(|set| !set.is_empty()) {
        let all: Vec<&Column> = missing.iter().chain(&set).copied().collect();
        for whole in wholes {
            let agrees = |row: &&u32| {
                let (sum, whole) = (sum(table, **row, &all), sum(table, **row, &[whole]));
                let both = sum.zip(whole).filter(|(_, whole)| !whole.value.is_zero());
                both.is_some_and(|(sum, whole)| {
                    sum.value.agrees_with(whole.value, Money::from_pounds(1))
                })
            };
            let agreeing = rows.iter().filter(agrees).count();
            if agreeing > most {
                most = agreeing;
                best = Some((set.clone(), Some(*whole)));
            }
        }
    }
    best
}

/// The columns without their parts, where one of them is the sum of the others in every row.
fn without_their_sum<'t>(table: &Table<'_, '_>, columns: &[&'t Column]) -> Vec<&'t Column> {
    let is_sum = |own: &&&Column| {
        let others = columns.iter().filter(|other| other.index != own.index);
        let others: Vec<&Column> = others.copied().collect();
        let told = table.region.rows.iter().filter_map(|row| {
            let one = sum(table, *row, &[own])?.value;
            Some((one, sum(table, *row, &others)?.value))
        });
        let told: Vec<(Money, Money)> = told.collect();
        told.len() >= ROWS_MIN
            && (told.iter()).all(|(one, others)| one.agrees_with(*others, Money::from_pounds(1)))
    };
    match columns.iter().find(is_sum) {
        Some(own) => vec![*own],
        None => columns.to_vec(),
    }
}

/// What a row says in these columns, a dash being nil; `None` where all are blank.
fn sum(table: &Table<'_, '_>, row: u32, columns: &[&Column]) -> Option<Sourced<Money>> {
    let figure = |column: &&Column| {
        let money = table.money(row, column.index);
        money.or_else(|| table.nil(row, column.index))
    };
    let told: Vec<Sourced<Money>> = columns.iter().filter_map(figure).collect();
    (!told.is_empty()).then(|| told.iter().sum())
}

/// One row for each body that states a part; totals and subtotals are none.
fn rows(table: &Table<'_, '_>, columns: &ByBody<'_>) -> Vec<Row> {
    let is_asked = (columns.whole).is_some_and(|own| vocabulary::target(&own.own.padded));
    let row = |at: &u32| {
        let name = one_line(table.grid.text(*at, columns.names.index)?);
        let missing = sum(table, *at, &columns.missing);
        let whole = columns.whole.and_then(|own| sum(table, *at, &[own]));
        let rest = || match (&whole, &missing) {
            (Some(whole), Some(missing)) => Some(whole.clone() - missing.clone()),
            // All that is planned; how much of it is missing is not said. What is asked is not planned yet.
            (Some(planned), None) if !is_asked => Some(planned.clone()),
            _ => None,
        };
        let identified = if columns.identified.is_empty() {
            rest()
        } else {
            sum(table, *at, &columns.identified)
        };
        let both = || Some(missing.as_ref()?.value + identified.as_ref()?.value);
        (missing.is_some() || identified.is_some()).then(|| Row {
            at: *at,
            name,
            whole: whole.as_ref().map(|own| own.value).or_else(both),
            missing: missing.clone(),
            identified: identified.clone(),
        })
    };
    let mut rows: Vec<Row> = table.region.rows.iter().filter_map(row).collect();
    rows.retain(|row| roll_up::nobodys(&row.name) || !names::is_whole(&row.name));
    let all: Vec<Money> = rows.iter().map(Row::sum).collect();
    let mut at = 0;
    rows.retain(|row| {
        let (above, own) = all.split_at_checked(at).unwrap_or((&[], &[]));
        at += 1;
        let below = own.get(1..).unwrap_or_default();
        let is_sum = is_beside_its_run(row.sum(), above, below);
        // The last of three and more that is the sum of those above is their total, whatever it is called.
        !(is_sum && (names_a_kind(&row.name) || (below.is_empty() && above.len() >= ROWS_MIN)))
    });
    rows
}
