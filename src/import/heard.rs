//! What was made of the words of a savings table, remembered: most cells of a column say one of a few things, and what a
//! text means does not depend on the line it stands in.

use super::header::{self, Basis, Role};
use super::table::{Column, Table};
use super::{called_savings, governance, lasting_marks, recurrence, vocabulary};
use crate::plan::{Risk, Status};
use rust_decimal::Decimal;
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

/// The answers to one question by the texts it was asked of.
pub(super) struct Memo<T>(RefCell<HashMap<String, T>>);

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

/// A column with more different texts than this seldom says one twice.
const REMEMBERED_MAX: usize = 1_000;

impl<T: Clone> Memo<T> {
    pub(super) fn of(&self, text: &str, answer: impl FnOnce(&str) -> T) -> T {
        if let Some(known) = self.0.borrow().get(text) {
            return known.clone();
        }
        let found = answer(text);
        let mut known = self.0.borrow_mut();
        if known.len() < REMEMBERED_MAX {
            known.insert(text.to_owned(), found.clone());
        }
        found
    }
}

/// What is asked of every line of one table, and which columns are to be asked.
#[expect(
    clippy::struct_excessive_bools,
    reason = "what one column asks is independent of what another does"
)]
#[derive(Default)]
pub(super) struct Heard {
    pub(super) status: Memo<Option<Status>>,
    pub(super) risk: Memo<Option<Risk>>,
    /// Whether a word of risk says that nothing is there to be rated.
    pub(super) rated_missing: Memo<bool>,
    pub(super) recurrent: Memo<Option<bool>>,
    /// Whether the column of recurrence asks for the opposite.
    pub(super) asks_one_off: bool,
    /// Whether an answer under "Identified?" says no.
    pub(super) not_identified: Memo<bool>,
    pub(super) nobodys: Memo<bool>,
    /// Whether an answer about assurance says that there is no scheme.
    pub(super) assured_of_nothing: Memo<bool>,
    /// Whether a description announces lines without schemes.
    pub(super) heading: Memo<bool>,
    /// Columns that describe the line.
    pub(super) described: Vec<u32>,
    /// Columns of value headed with words of absence.
    pub(super) missing: Vec<u32>,
    /// Columns of bare numbers that a legend may explain.
    pub(super) codes: Vec<u32>,
    pub(super) has_phases: bool,
    /// A column of ticks that the sheet explains, and whether a tick means that the saving lasts.
    pub(super) ticks: Option<(u32, bool)>,
    /// Whether marks on names tell what lasts and what does not.
    pub(super) names_marked: bool,
    /// Whether each line is called a saving by its first word, which says nothing of it.
    pub(super) all_called: bool,
    /// "Unidentified?" asks whether there is none.
    pub(super) asks_absence: bool,
    /// What is asked of how far a line has been approved.
    pub(super) governance: governance::Asked,
}

impl Heard {
    pub(super) fn of(table: &Table<'_, '_>, values: &[u32]) -> Self {
        let columns = |fits: &dyn Fn(&Column) -> bool| -> Vec<u32> {
            let fitting = table.columns.iter().filter(|column| fits(column));
            fitting.map(|column| column.index).collect()
        };
        // Plan, actual and variance of one month are no months across.
        let phases: BTreeSet<(Option<u8>, Option<u8>)> = table
            .columns
            .iter()
            .map(|column| {
                let month = column.facets.month.map(|month| month.number);
                (month, column.facets.quarter)
            })
            .filter(|(month, quarter)| month.is_some() || quarter.is_some())
            .collect();
        Self {
            asks_one_off: table
                .by_role(Role::Recurrence)
                .is_some_and(|column| header::recurrent(&column.facets.padded) == Some(false)),
            described: columns(&|column| {
                let headless = column.role.is_none() && column.own.text.is_empty();
                let told = matches!(
                    column.role,
                    Some(Role::Note | Role::Category | Role::Workstream)
                );
                // "Narrative" names a line, or tells of one that has a name.
                let told = told
                    || (column.role == Some(Role::Line) && table.by_role(Role::Name).is_some());
                // "TBC" as the reason of a variance says nothing of the scheme.
                let of_figures = column.facets.basis == Some(Basis::Variance)
                    || column
                        .own
                        .says("reason; reasons; explanation; explanations; cause; causes");
                (told || headless) && column.is_text() && !of_figures
            }),
            missing: columns(&|column| {
                column.is_value() && vocabulary::unidentified_word(&column.own.padded)
            }),
            codes: if table.legend.is_empty() {
                Vec::new()
            } else {
                columns(&|column| holds_codes(table, column))
            },
            has_phases: phases.len() >= 3,
            asks_absence: table.by_role(Role::Identified).is_some_and(|column| {
                vocabulary::unidentified_word(&column.own.padded) && !column.own.says("identified")
            }),
            ticks: recurrence::explained_ticks(table),
            names_marked: marks_tell_all(table),
            all_called: called_savings::name_column(table.grid, &table.region.rows, &table.columns)
                .is_some(),
            governance: governance::Asked::of(table, values),
            ..Self::default()
        }
    }
}

/// Whether marks on the names of lines say of all of them whether they last: both kinds are marked, or the sheet says what
/// those without a mark are.
fn marks_tell_all(table: &Table<'_, '_>) -> bool {
    if table.by_role(Role::Recurrence).is_some() {
        return false;
    }
    let naming = table
        .by_role(Role::Name)
        .or_else(|| table.by_role(Role::Line));
    let Some(names) = naming else {
        return false;
    };
    let rows = table.region.rows.iter();
    let mut marks =
        rows.filter_map(|row| lasting_marks::in_name(table.grid.text(*row, names.index)?));
    let Some(first) = marks.next() else {
        return false;
    };
    marks.any(|other| other != first) || table.legend.lasting_others(table).is_some()
}

/// Whether a column holds a few small whole numbers, and nothing in its header makes them amounts.
fn holds_codes(table: &Table<'_, '_>, column: &Column) -> bool {
    let facets = &column.facets;
    let amounts = facets.unit.is_some()
        || facets.basis.is_some()
        || facets.year.is_some()
        || facets.month.is_some()
        || facets.quarter.is_some()
        || facets.annual
        || facets.full_year_effect
        || facets.percent
        || facets.recurrent.is_some();
    let mut numbers = table
        .region
        .rows
        .iter()
        .filter_map(|row| table.grid.number(*row, column.index));
    !amounts
        && !column.own.text.is_empty()
        && numbers.all(|number| {
            number.fract().is_zero() && number >= Decimal::ZERO && number < Decimal::TEN
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_asked_once_and_many_texts_are_not_kept() {
        let memo: Memo<usize> = Memo::default();
        let asked = RefCell::new(0);
        let length = |text: &str| {
            *asked.borrow_mut() += 1;
            text.len()
        };
        assert_eq!((memo.of("one", length), memo.of("one", length)), (3, 3));
        assert_eq!(*asked.borrow(), 1);
        for at in 0..REMEMBERED_MAX * 2 {
            memo.of(&at.to_string(), length);
        }
        assert!(memo.0.borrow().len() <= REMEMBERED_MAX);
    }
}
