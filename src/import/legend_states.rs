//! Words and letters of a state that the workbook explains itself: "D  in delivery", "N  nothing identified". One letter may
//! be an answer or a recurrence elsewhere; it is a state in the column that bears nothing but explained words.

use super::grid;
use super::header::Role;
use super::legend_words::absent;
use super::table::{Column, Table};
use super::text::{one_line, padded, words};
use super::vocabulary;
use crate::plan::Status;
use crate::workbook::CellRef;
use std::collections::BTreeSet;

/// A state is named in so few words, and explained in a line.
const TERM_WORDS_MAX: usize = 2;
const MEANING_MAX: usize = 20;
/// A word that more lines in a hundred bear does not set those apart that have no scheme.
const SHARE_MAX: usize = 70;

/// A word, what it means, and where the workbook says so.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct State {
    term: String,
    pub(super) meaning: String,
    pub(super) cell: CellRef,
}

impl State {
    /// The step of the national ladder that the meaning says.
    pub(super) fn status(&self) -> Option<Status> {
        if self.is_absent() {
            return Some(Status::Unidentified);
        }
        // "Opportunity only, no plan yet written" is an opportunity: what it lacks is said behind what it is.
        let parts = self.meaning.split([',', ';', ':', '.']);
        parts
            .filter_map(vocabulary::status)
            .find(|status| *status != Status::Unidentified)
    }

    /// Whether it means that there is no scheme.
    pub(super) fn is_absent(&self) -> bool {
        absent(&self.meaning)
    }
}

/// All words explained, and the column of a table that bears nothing else.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct States {
    known: Vec<State>,
    column: Option<u32>,
}

impl States {
    /// Takes a word and its meaning. The first explanation counts.
    pub(super) fn read(&mut self, term: &str, meaning: &str, cell: &CellRef) {
        let all = words(term);
        let known = |own: &State| own.term == padded(&all);
        let short = (1..=TERM_WORDS_MAX).contains(&all.len())
            && (1..=MEANING_MAX).contains(&words(meaning).len());
        if short && !self.known.iter().any(known) {
            self.known.push(State {
                term: padded(&all),
                meaning: one_line(meaning),
                cell: cell.clone(),
            });
        }
    }

    /// With the column of this table whose words are all explained, most of them as steps of a scheme.
    pub(super) fn for_table(&self, table: &Table<'_, '_>) -> Self {
        // A key right below the list is no part of it: its rows have no figures.
        let rows = table.region.rows.iter().copied();
        let lines: Vec<u32> = rows
            .filter(|row| {
                let mut cells = table.grid.row(*row).iter();
                cells.any(|(_, cell)| grid::number(cell).is_some())
            })
            .collect();
        let texts = |column: &Column| -> Option<Vec<&State>> {
            let texts = lines
                .iter()
                .filter_map(|row| table.grid.text(*row, column.index));
            texts.map(|text| self.of(text)).collect()
        };
        let is_it = |column: &&Column| {
            // "Code" heads references, unless they come again and again.
            let open = match column.role {
                None | Some(Role::Status) => true,
                Some(Role::Reference) => column.distinct * 2 <= column.texts,
                _ => false,
            };
            if !open || !column.is_text() {
                return false;
            }
            let Some(explained) = texts(column) else {
                return false;
            };
            let distinct: BTreeSet<&str> =
                explained.iter().map(|state| state.term.as_str()).collect();
            let steps = |term: &&&str| {
                let state = explained.iter().find(|state| state.term == **term);
                state.is_some_and(|state| state.status().is_some())
            };
            let missing = explained.iter().filter(|state| state.is_absent()).count();
            distinct.len() > 1
                && (missing > 0 || distinct.iter().filter(steps).count() * 2 > distinct.len())
                && missing * 100 <= explained.len() * SHARE_MAX
                && distinct
                    .iter()
                    .any(|term| vocabulary::status(term).is_none())
        };
        let column = if self.known.is_empty() {
            None
        } else {
            table.columns.iter().find(is_it)
        };
        Self {
            known: column.map_or(Vec::new(), |_| self.known.clone()),
            column: column.map(|column| column.index),
        }
    }

    /// The state that a row bears, its word and where it stands.
    pub(super) fn of_row(
        &self,
        table: &Table<'_, '_>,
        row: u32,
    ) -> Option<(String, CellRef, &State)> {
        let column = self.column?;
        let text = table.grid.text(row, column)?;
        Some((one_line(text), table.at(row, column), self.of(text)?))
    }

    fn of(&self, text: &str) -> Option<&State> {
        let term = padded(&words(text));
        self.known.iter().find(|state| state.term == term)
    }
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{flagged, read};
    use crate::plan::Status;

    const LIST: &str = "Oak NHS Trust CIP 2026/27 £000\n\nScheme|Lead|St|Lasting|Plan\nBeds|AB|L|R|500\nBank|CD|W|N|250\nArea C|EF|N|R|400\nLinen|GH|W|R|350\nWaste|AB|N|N|300\n|||Total|1800\n";

    fn steps(key: &str) -> (Vec<Option<Status>>, usize) {
        let plan = read(&[("CIP", &format!("{LIST}\n{key}"))]);
        let savings = plan.savings.unwrap();
        let steps = savings.lines.iter().map(|line| {
            let status = line.status.as_ref();
            status.and_then(|status| status.status)
        });
        (steps.collect(), flagged(&savings).len())
    }

    #[test]
    fn letters_of_a_key_are_states_where_a_column_bears_nothing_else() {
        let all = [
            Some(Status::FullyDeveloped),
            Some(Status::InProgress),
            Some(Status::Unidentified),
            Some(Status::InProgress),
            Some(Status::Unidentified),
        ];
        for key in [
            "Key\n\nL  live in the ledger\nW  being worked up\nN  nothing identified",
            "St: L = live; W = being worked up; N = no scheme behind it",
            "State:|L|Live\n|W|Being worked up\n|N|Nothing found yet",
            "L = live\nW = scoped, no plan yet written\nN = unidentified: no scheme behind it",
        ] {
            assert_eq!(steps(key), (all.to_vec(), 2), "{key}");
        }
    }

    #[test]
    fn a_key_beside_the_list_counts_its_schemes_too() {
        let drawn = "Oak NHS Trust savings month 8 2025/26 £k\n\n\
            Savings scheme|Service|Code|Plan|Actual||I&E|Plan\nBeds|Acute|G|500|300||Income|9000\n\
            Drugs|Acute|B|300|300||Pay|-7000\nWards efficiency|Acute|W|400|0||Non-pay|-2500\n\
            Teams|Community|R|90|10||Surplus/(deficit)|-500\nLinen|Community|G|60|30||\nLaundry|Community|G|60|30||Key to codes|Schemes\n\
            Post|Corporate|B|50|50||B - delivered|2\nCars|Corporate|A|40|20||G - on track|3\nPrint|Corporate|A|30|20||A - some slippage|2\n\
            Phones|Corporate|R|20|2||R - will not deliver|2\nTeam efficiency|Community|W|80|0||W - value in plan, no scheme behind it|2";
        let savings = read(&[("Dashboard", drawn)]).savings.unwrap();
        assert_eq!(flagged(&savings), ["Wards efficiency", "Team efficiency"]);
    }

    #[test]
    fn a_letter_that_is_not_explained_or_no_steps_at_all_are_none() {
        let none = (vec![None; 5], 0);
        assert_eq!(steps("Key\nL  live\nN  nothing identified"), none);
        assert_eq!(steps("Key\nL  Leeds\nW  Wells\nN  Newton"), none);
    }

    #[test]
    fn letters_of_an_assessment_say_nothing_of_the_scheme() {
        let list = "Oak NHS Trust CIP 2026/27 £000\n\nScheme|Lead|QIA|R/NR|Plan\nBeds|AB|A|R|500\nBank|CD|X|NR|250\nArea C|EF|X|R|400\nLinen|GH|P|R|350\n";
        let plan = read(&[(
            "CIP",
            &format!("{list}\nKey\n\nA  approved\nP  pending\nX  nothing yet"),
        )]);
        let savings = plan.savings.unwrap();
        assert!(flagged(&savings).is_empty());
        assert_eq!(savings.lines.len(), 4);
    }
}
