//! What the workbook itself says its words mean: "Black = value in the plan with no scheme behind it". A word that a
//! legend or a read-me explains as savings without a scheme is evidence wherever a line bears it.

use super::footnotes::{self, Footnote};
use super::grid::{self, Grid};
use super::keys;
use super::kind::Kind;
use super::legend_lasting::LastingWords;
use super::legend_places::{apart, is_headed, stacked, under_a_key};
use super::legend_states::{State, States};
use super::legend_words::{
    MARKS, absent, bracketed, coded, entries, names_a_scheme, quotation, sentences,
};
use super::page::{Found, Page};
use super::region::Region;
use super::table::Table;
use super::text::{one_line, padded, words};
use super::vocabulary::gateway;
use crate::workbook::CellRef;

/// A word and the cell that explains it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    /// As words between blanks.
    term: String,
    pub(super) word: String,
    pub(super) cell: CellRef,
    /// Put between quotation marks: it may also begin a line's name.
    quoted: bool,
    /// Explained in a sentence ("Stage 0 is …") and not by a sign: good for a status or a colour only.
    loose: bool,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Legend {
    entries: Vec<Entry>,
    lasting: LastingWords,
    states: States,
    footnotes: Vec<Footnote>,
}

/// A legend is no essay.
pub(super) const TEXT_MAX: usize = 1_200;
pub(super) const TERM_WORDS_MAX: usize = 4;
/// What a number in a list of states means is said in fewer words than this, unless the list is headed.
const MEANING_MAX: usize = 12;
const HEADED_MEANING_MAX: usize = 30;
/// Between a word and its meaning in a sentence.
const VERBS: [&str; 5] = [" is ", " are ", " has ", " have ", " marks "];
/// A word that more lines in a hundred bear says nothing about schemes.
const SHARE_MAX: usize = 70;

impl Legend {
    pub(super) fn of(pages: &[Page<'_>], found: &[Found<'_, '_>]) -> Self {
        let mut legend = Self::default();
        for (at, page) in pages.iter().enumerate() {
            for row in page.grid.row_numbers() {
                let cells = page.grid.row(row);
                let in_table = || {
                    found.iter().any(|found| {
                        found.page == at
                            && found.verdict.kind != Kind::Other
                            && found.table.region.holds_row(row)
                    })
                };
                // "Stage:" may lead a list that goes on below.
                let first = cells.texts().next();
                let leads = first.is_some_and(|(_, text)| text.ends_with(':'));
                let most = if leads { 3 } else { 2 };
                let plain = cells.len() <= most && cells.texts().count() == cells.len();
                if !plain && in_table() {
                    legend.read_key(&page.grid, row);
                    continue;
                }
                for (column, cell) in cells.iter() {
                    if let Some(text) = cell.text().filter(|text| text.len() <= TEXT_MAX) {
                        legend.read(text, &page.grid.at(row, column));
                    }
                }
                // Headers beside each other explain each other as little as values do.
                let heads = |region: &Region| region.header.contains(&row);
                if cells.len() > most && page.regions.iter().any(heads) {
                    continue;
                }
                for ((column, left), (next, right)) in cells.iter().zip(cells.iter().skip(1)) {
                    if next == column + 1
                        && let (Some(term), Some(meaning)) = (left.text(), right.text())
                    {
                        legend.add(term, meaning, &page.grid.at(row, column), false);
                    }
                }
            }
        }
        for page in pages {
            legend.footnotes.extend(footnotes::of(&page.grid));
            legend.read_numbers(&page.grid);
            legend.read_apart(&page.grid);
            legend.read_stacked(&page.grid);
            for region in &page.regions {
                legend.read_beside(&page.grid, region);
            }
        }
        legend
    }

    /// Entries of a key among the cells of a table, or beside them: below a cell "Key to codes", "W - no scheme behind it".
    fn read_key(&mut self, grid: &Grid<'_>, row: u32) {
        for (column, cell) in grid.row(row).iter() {
            let entry = cell.text().filter(|text| text.len() <= TEXT_MAX);
            if let Some(text) = entry.filter(|_| under_a_key(grid, row, column)) {
                self.read(text, &grid.at(row, column));
            }
        }
    }

    /// A list of numbers and their meanings, one under the other: 0 "a figure only", 1 "idea", 2 "scoped". Numbered notes
    /// are longer.
    fn read_numbers(&mut self, grid: &Grid<'_>) {
        let mut run: Vec<(u32, u32, &str)> = Vec::new();
        let mut headed = false;
        let rows: Vec<u32> = grid.row_numbers().collect();
        for (at, row) in rows.iter().enumerate() {
            let mut cells = grid.row(*row).iter();
            let entry = match (cells.next(), cells.next(), cells.next()) {
                (Some((column, number)), Some((next, meaning)), None) if next == column + 1 => {
                    let above = at.checked_sub(1).and_then(|above| rows.get(above));
                    headed |= above.is_some_and(|above| is_headed(grid, *above, column));
                    let most = if headed {
                        HEADED_MEANING_MAX
                    } else {
                        MEANING_MAX
                    };
                    meaning
                        .text()
                        .filter(|text| grid::number(number).is_some() && words(text).len() <= most)
                        .map(|text| (*row, column, text))
                }
                _ => None,
            };
            headed &= entry.is_some();
            let ended = entry.is_none() || at + 1 == rows.len();
            run.extend(entry);
            if ended {
                let listed = std::mem::take(&mut run);
                for (row, column, meaning) in listed.iter().filter(|_| listed.len() >= 3) {
                    self.add_number(grid, (*row, *column), meaning);
                }
            }
        }
    }

    /// A list in which each word stands apart from its meaning, by its weight in a forecast or by a blank cell: one row alone
    /// is a figure with a remark.
    fn read_apart(&mut self, grid: &Grid<'_>) {
        let mut run: Vec<(u32, u32, &str, &str)> = Vec::new();
        let rows: Vec<u32> = grid.row_numbers().collect();
        for (at, row) in rows.iter().enumerate() {
            let entry = apart(grid, *row);
            let ended = entry.is_none() || at + 1 == rows.len();
            run.extend(entry.map(|(column, term, meaning)| (*row, column, term, meaning)));
            if ended {
                let listed = std::mem::take(&mut run);
                for (row, column, term, meaning) in listed.iter().filter(|_| listed.len() >= 2) {
                    if grid.cell(*row, column + 1).is_some() {
                        self.add(term, meaning, &grid.at(*row, *column), false);
                    } else {
                        // Remarks on what is named at the left stand as far from it.
                        self.lasting.read(&padded(&words(term)), meaning);
                    }
                }
            }
        }
    }

    /// Codes and their meanings in one cell each, one under the other: "D  in delivery", "N  nothing found". One letter says
    /// something else in another column, so that it is good for states alone where its meaning names no scheme.
    fn read_stacked(&mut self, grid: &Grid<'_>) {
        for (cell, (term, meaning)) in stacked(grid) {
            if names_a_scheme(&meaning) {
                self.add(&term, &meaning, &cell, false);
            } else {
                self.states.read(&term, &meaning, &cell);
                self.lasting.read(&padded(&words(&term)), &meaning);
            }
        }
    }

    /// The same in two columns beside a table, the second headed as what the first means: "Stage | Meaning".
    fn read_beside(&mut self, grid: &Grid<'_>, region: &Region) {
        for pair in region.columns.windows(2) {
            let [first, second] = pair else { continue };
            let explains = region
                .header_texts(grid, *second)
                .last()
                .is_some_and(|head| keys::explains(head));
            if !explains {
                continue;
            }
            let listed: Vec<(u32, &str)> = region
                .rows
                .iter()
                .filter_map(|row| {
                    grid.number(*row, *first)?;
                    Some((*row, grid.text(*row, *second)?))
                })
                .collect();
            let short = |(_, text): &(u32, &str)| words(text).len() <= HEADED_MEANING_MAX;
            if listed.len() >= 3 && listed.iter().all(short) {
                for (row, meaning) in listed {
                    self.add_number(grid, (row, *first), meaning);
                }
            }
        }
    }

    fn add_number(&mut self, grid: &Grid<'_>, (row, column): (u32, u32), meaning: &str) {
        let term = grid.label(row, column).unwrap_or_default();
        self.add(&term, meaning, &grid.at(row, column), false);
        if let Some(entry) = self.entries.last_mut() {
            entry.loose |= entry.term == padded(&words(&term));
        }
    }

    fn read(&mut self, text: &str, cell: &CellRef) {
        // What is quoted is explained up to the next quotation, beyond any semicolon.
        for part in text
            .split(['\n', '|', '\u{2022}'])
            .flat_map(|part| part.split(". "))
        {
            if let Some((term, rest)) = quotation(&one_line(part)) {
                self.add(&term, &rest, cell, true);
            }
        }
        for sentence in sentences(text) {
            self.lasting.read_others(&sentence, cell);
            if let Some((term, rest)) = quotation(&sentence) {
                self.add(&term, &rest, cell, true);
            }
            for mark in MARKS {
                for (term, meaning) in entries(&sentence, mark) {
                    self.add(&term, &meaning, cell, false);
                }
            }
            let verb = VERBS.iter().find_map(|verb| sentence.split_once(verb));
            if let Some((term, meaning)) = verb
                && words(term).len() <= 2
            {
                self.add(term, meaning, cell, false);
                if let Some(entry) = self
                    .entries
                    .last_mut()
                    .filter(|entry| entry.term == padded(&words(term)))
                {
                    entry.loose = true;
                }
            }
        }
        for (term, meaning) in coded(text).into_iter().chain(bracketed(text)) {
            self.add(&term, &meaning, cell, false);
        }
    }

    fn add(&mut self, term: &str, meaning: &str, cell: &CellRef, quoted: bool) {
        let all = term_words(term);
        let held = (1..=TERM_WORDS_MAX).contains(&all.len())
            && !all.iter().any(|word| {
                matches!(
                    word.as_str(),
                    "it" | "this" | "there" | "that" | "note" | "notes" | "which"
                )
            });
        // "Identified = N" is an answer to its own column's question.
        let answer = all.iter().all(|word| {
            matches!(
                word.as_str(),
                "y" | "n" | "yes" | "no" | "identified" | "unknown"
            )
        });
        let term = padded(&all);
        if held {
            self.states.read(&term, meaning, cell);
        }
        if held && !answer {
            self.lasting.read(&term, meaning);
        }
        if held
            && !answer
            && absent(meaning)
            && !self.entries.iter().any(|known| known.term == term)
        {
            self.entries.push(Entry {
                term,
                word: one_line(meaning),
                cell: cell.clone(),
                quoted,
                loose: false,
            });
        }
    }

    /// Whether it explains nothing as savings without a scheme.
    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.footnotes.is_empty()
    }

    /// Without the words that most lines of this table bear: those cannot mean that there is no scheme.
    pub(super) fn for_table(&self, table: &Table<'_, '_>) -> Self {
        let bears = |entry: &Entry, row: u32| {
            table.columns.iter().any(|column| {
                let coded = column.is_numeric() && entry.term.trim().parse::<u8>().is_ok();
                let text = match table.grid.text(row, column.index) {
                    None if coded => table.grid.label(row, column.index),
                    text => text.map(str::to_owned),
                };
                text.is_some_and(|text| padded(&term_words(&text)) == entry.term)
            })
        };
        let rows = &table.region.rows;
        let entries = self
            .entries
            .iter()
            .filter(|entry| {
                rows.iter().filter(|row| bears(entry, **row)).count() * 100
                    <= rows.len() * SHARE_MAX
            })
            .cloned()
            .collect();
        Self {
            entries,
            lasting: self.lasting.for_table(table),
            states: self.states.for_table(table),
            footnotes: footnotes::on_sheet(&self.footnotes, table.grid.sheet),
        }
    }

    /// The note on the mark that a name ends with, where it says that nothing stands behind it.
    pub(super) fn footnote(&self, name: &str) -> Option<&Footnote> {
        footnotes::on(&self.footnotes, name)
    }

    /// The state that a row bears in words which the workbook explains, its word and where it stands.
    pub(super) fn state(
        &self,
        table: &Table<'_, '_>,
        row: u32,
    ) -> Option<(String, CellRef, &State)> {
        self.states.of_row(table, row)
    }

    /// Whether the saving of a row lasts, as the workbook explains the word it bears.
    pub(super) fn lasts(&self, table: &Table<'_, '_>, row: u32) -> Option<bool> {
        self.lasting.of_row(table, row)
    }

    /// Whether the savings of all lines that bear no mark last, as the sheet says.
    pub(super) fn lasting_others(&self, table: &Table<'_, '_>) -> Option<bool> {
        self.lasting.of_others(table)
    }

    /// Whether a tick under this header means that a saving lasts.
    pub(super) fn tick_lasts(&self, header: &str) -> Option<bool> {
        self.lasting.of_tick(header)
    }

    /// The entry that explains this cell of a line. "Gateway 0" and "GW0" are one.
    pub(super) fn explains(&self, text: &str, is_status: bool) -> Option<&Entry> {
        let all = term_words(text);
        let padded = padded(&all);
        let step = step(&all);
        self.entries.iter().find(|entry| {
            let own: Vec<String> = entry.term.split_whitespace().map(str::to_owned).collect();
            (entry.term == padded || (step.is_some() && self::step(&own) == step))
                && (is_status || !entry.loose)
        })
    }

    /// The entry whose term begins this name.
    pub(super) fn begins(&self, name: &str) -> Option<&Entry> {
        let padded = padded(&words(name));
        self.entries.iter().find(|entry| {
            entry.quoted && entry.term.matches(' ').count() > 2 && padded.starts_with(&entry.term)
        })
    }
}

/// The words of a term; signs stand for themselves where there are no words: "●●○".
fn term_words(text: &str) -> Vec<String> {
    let all = words(text);
    if !all.is_empty() {
        return all;
    }
    let signs = text.trim();
    let is_sign = |c: char| !c.is_ascii() && !c.is_whitespace();
    if !signs.is_empty() && signs.chars().all(is_sign) {
        return vec![signs.to_owned()];
    }
    Vec::new()
}

/// The number of a gateway that is all the words say.
fn step(all: &[String]) -> Option<u8> {
    let long =
        all.len() > 2 || (all.len() == 2 && !all.iter().any(|word| word.parse::<u8>().is_ok()));
    gateway(all).filter(|_| !long)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::fixture::sheet;

    fn legend(text: &str) -> Legend {
        let drawn = sheet("Read me", "x");
        let mut legend = Legend::default();
        legend.read(text, &drawn.at(0, 0));
        legend
    }

    #[test]
    fn a_word_explained_as_value_without_a_scheme_is_known_and_its_neighbours_are_not() {
        let colours = legend(
            "BRAG: Blue = banked; Red = high risk; Black = value in the plan with no scheme behind it.",
        );
        assert!(colours.explains("black", true).is_some());
        assert!(
            colours.explains("Blue", true).is_none() && colours.explains("Red", true).is_none()
        );
        let steps = legend("G0: unidentified | G1: idea, no plan yet | G2: plan agreed");
        assert!(steps.explains("G0", true).is_some());
        assert!(steps.explains("G1", true).is_none() && steps.explains("G2", true).is_none());
        let letters = legend("RAG key: B - delivered, G - on plan, W - not yet identified");
        assert!(letters.explains("W", true).is_some());
        assert!(
            letters.explains("B", true).is_none() && letters.explains("RAG key", true).is_none()
        );
        let explained = legend("A = live scheme; D = unidentified: no scheme behind it");
        assert!(explained.explains("D", true).is_some());
        assert!(explained.explains("A", true).is_none());
        let unmarked = legend(
            "Gateways: GW0 no scheme yet; GW1 idea with owner, no plan yet; GW2 PID; GW4 live",
        );
        let known = |text| unmarked.explains(text, true).is_some();
        assert!(known("GW0") && known("Gateway 0"));
        assert!(!known("GW1") && !known("GW2"));
        assert_eq!(legend("Ward 7 no scheme was found"), Legend::default());
        let document =
            legend("Opportunity = an idea with a lead and an estimate but no project document");
        assert!(document.explains("Opportunity", true).is_none());
        let wide = legend("GW0  no scheme yet; GW1  idea with owner; GW2  in delivery");
        assert!(wide.explains("GW0", true).is_some() && wide.explains("GW1", true).is_none());
        let spaced =
            legend("Mat. = maturity:  D developed in full   P in progress   U unidentified");
        assert!(spaced.explains("U", true).is_some());
        assert!(spaced.explains("P", true).is_none());
        let initials =
            legend("RAG: B delivered, G on track, R high risk, NP unidentified (no plan)");
        assert!(initials.explains("NP", true).is_some());
        assert!(initials.explains("R", true).is_none());
        let asked = legend("Identified = N: there is a number in the plan but no project.");
        assert!(asked.explains("N", true).is_none() && asked.is_empty());
        let dashed = legend("Black - unidentified: the division owes it and has no scheme");
        assert!(dashed.explains("Black", true).is_some());
        assert!(dashed.explains("Black unidentified", true).is_none());
        let stages =
            legend("Stage 0 is a placeholder value with no scheme; Stage 1 is an outline idea.");
        assert!(stages.explains("Stage 0", true).is_some());
        assert!(stages.explains("Stage 0", false).is_none());
        assert!(stages.explains("Stage 1", true).is_none());
        let quoted = legend("Lines called 'No scheme' hold the value each site still has to find.");
        assert!(quoted.begins("No scheme - North site").is_some());
        assert!(quoted.begins("North site").is_none());
        assert!(
            legend("Scoping - a named opportunity, not unidentified")
                .explains("Scoping", true)
                .is_none()
        );
    }
}
