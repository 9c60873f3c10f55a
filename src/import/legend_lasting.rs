//! Words that the workbook explains as recurrent or one-off: "Run-rate: recurrent, the benefit goes on".

use super::table::Table;
use super::text::{has_any, padded, words};
use super::{header, lasting, lasting_marks};
use crate::workbook::CellRef;

/// What such an explanation begins with is said in so many words.
const HEAD_WORDS_MAX: usize = 4;

/// The words and what they mean, and the column of a table that holds nothing else.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct LastingWords {
    known: Vec<(String, bool)>,
    /// What a sheet says of all lines that bear no mark.
    others: Vec<(CellRef, bool)>,
    column: Option<u32>,
}

impl LastingWords {
    /// Takes a word whose explanation begins by saying whether it lasts. The first explanation counts.
    pub(super) fn read(&mut self, term: &str, meaning: &str) {
        let head = meaning
            .split([':', ',', ';', '.'])
            .next()
            .unwrap_or(meaning);
        let head = words(head);
        if head.is_empty() || head.len() > HEAD_WORDS_MAX {
            return;
        }
        let head = padded(&head);
        let Some(lasts) = header::recurrent(&head).or_else(|| lasting::said(&head)) else {
            return;
        };
        if !self.known.iter().any(|(known, _)| known == term) {
            self.known.push((term.to_owned(), lasts));
        }
    }

    /// Takes what a sentence says of all lines without a mark.
    pub(super) fn read_others(&mut self, sentence: &str, cell: &CellRef) {
        let said = lasting_marks::of_others(sentence);
        self.others.extend(said.map(|lasts| (cell.clone(), lasts)));
    }

    /// What the table's sheet says of all its lines without a mark.
    pub(super) fn of_others(&self, table: &Table<'_, '_>) -> Option<bool> {
        let own = |(cell, _): &&(CellRef, bool)| cell.sheet == table.grid.sheet.address;
        self.others.iter().find(own).map(|(_, lasts)| *lasts)
    }

    /// What a tick under this header means: "Tick in R".
    pub(super) fn of_tick(&self, header: &str) -> Option<bool> {
        let header = header.trim();
        let known = self.known.iter().find(|(term, _)| {
            let mut all = term.split_whitespace();
            let ticks = has_any(term, "tick; ticks; ticked; cross; mark; marked");
            ticks
                && !header.is_empty()
                && all.next_back() == Some(header)
                && !term.starts_with(" no ")
        });
        known.map(|(_, lasts)| *lasts)
    }

    /// With the column of this table that bears these words alone, where both kinds are explained.
    pub(super) fn for_table(&self, table: &Table<'_, '_>) -> Self {
        let both = [true, false]
            .iter()
            .all(|lasts| self.known.iter().any(|(_, own)| own == lasts));
        let column = table.columns.iter().find(|column| {
            let mut texts = table
                .region
                .rows
                .iter()
                .filter_map(|row| table.grid.text(*row, column.index));
            both && column.is_text()
                && column.texts > column.distinct
                && texts.all(|text| self.of(text).is_some())
        });
        Self {
            known: self.known.clone(),
            others: self.others.clone(),
            column: column.map(|column| column.index),
        }
    }

    /// Whether the saving of a row lasts, as the legend explains the word it bears.
    pub(super) fn of_row(&self, table: &Table<'_, '_>, row: u32) -> Option<bool> {
        self.of(table.grid.text(row, self.column?)?)
    }

    fn of(&self, text: &str) -> Option<bool> {
        let text = padded(&words(text));
        let known = self.known.iter().find(|(term, _)| *term == text);
        known.map(|(_, lasts)| *lasts)
    }
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{pounds, read};

    fn recurrent(key: &str) -> Option<crate::plan::Money> {
        let plan = read(&[
            ("Key", key),
            (
                "CIP",
                "Oak NHS Trust CIP 2024/25 £k\n\nScheme|Lead|Kind|Plan\nBeds|AB|Base|500\nSale|CD|Windfall|300\nBank|EF|Base|200",
            ),
        ]);
        plan.savings.unwrap().recurrent()
    }

    #[test]
    fn a_key_says_which_words_mean_that_a_saving_lasts() {
        let explained = Some(pounds(700_000));
        assert_eq!(
            recurrent(
                "Kind of saving\nBase|Recurrent: goes on into next year\nWindfall|Non-recurrent: this year only"
            ),
            explained
        );
        assert_eq!(
            recurrent(
                "Kind|Share|Meaning\nBase|1|Recurrent\nWindfall|0|One-off, not in the budget of next year"
            ),
            explained
        );
    }

    #[test]
    fn one_word_alone_or_a_word_of_the_column_that_is_not_explained_says_nothing() {
        assert_eq!(recurrent("Base|Recurrent"), None);
        assert_eq!(recurrent("Basic|Recurrent\nWindfall|Non-recurrent"), None);
    }
}
