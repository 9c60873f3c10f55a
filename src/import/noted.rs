//! What people wrote on the cells of a savings line, where it says that no scheme stands behind it.

use super::header::Role;
use super::no_scheme;
use super::not_yet;
use super::over;
use super::table::Table;
use super::text::{has_any, is_one_of, one_line, padded, sentences, words};
use super::unidentified::Weighed;
use super::voice::{self, Voice};
use crate::plan::{Evidence, Saving};
use crate::workbook::CellNote;
use std::collections::BTreeSet;

/// What may be missing. "TBC" on a figure leaves the figure open, not the scheme.
const WHAT: &str = "scheme; schemes; saving; savings; cip; cips; qipp; efficiency; efficiencies; project; projects; plans; \
    proposal; proposals; idea; ideas; unidentified; identified; identify; found; find";
/// A figure, a date or a paper is awaited.
const OPEN: &str = "tbc; tba; tbd; confirmed; agreed; approved; signed; value; profile; profiled; phasing; date; dates";
/// A sentence of more words tells a story.
const WORDS: usize = 60;
/// "Nothing behind it" is said of the line, "nothing yet" of what was delivered.
const BEHIND: &str = "behind; against; underneath; beneath; under";

/// How a sentence of a note speaks of the scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Speaks {
    Asks,
    States,
}

/// The notes on the name, the value and the status of a line. What is asked, or was answered in the thread, is a doubt.
pub(super) fn of_line(table: &Table<'_, '_>, row: u32, saving: &Saving) -> Weighed {
    let mut weighed = Weighed::default();
    let sheet = table.grid.sheet;
    if sheet.notes.is_empty() {
        return weighed;
    }
    let asked = [Role::Name, Role::Line, Role::Status].into_iter();
    let columns = asked.filter_map(|role| table.by_role(role).map(|column| column.index));
    let own = std::iter::once(&saving.source).chain(saving.value.cells.iter());
    let own = own.filter(|cell| *cell.sheet == *sheet.address);
    let places: BTreeSet<(u32, u32)> = columns
        .map(|column| table.grid.place(row, column))
        .chain(own.map(|cell| (cell.row, cell.column)))
        .collect();
    for (row, column) in places {
        let notes = sheet.notes_on(row, column);
        for (at, note) in notes.iter().enumerate() {
            let Some((speaks, sentence)) = said(note) else {
                continue;
            };
            let is_answered = at + 1 < notes.len();
            let (reason, list) = match (speaks, is_answered) {
                (Speaks::States, false) => ("says so", &mut weighed.strong),
                (Speaks::States, true) => ("says so and was answered", &mut weighed.weak),
                (Speaks::Asks, _) => ("asks", &mut weighed.weak),
            };
            list.push(Evidence {
                reason: format!("a note on it {reason}: \u{201c}{sentence}\u{201d}"),
                cell: sheet.at(row, column),
                by_name: false,
            });
        }
    }
    weighed
}

/// The sentence that says most, where the note is still open.
fn said(note: &CellNote) -> Option<(Speaks, String)> {
    let lines = note.text.lines();
    let all = lines.flat_map(|line| sentences(&one_line(line)));
    if note.is_resolved || over::is_over(&note.text) {
        return None;
    }
    // Of two that say as much, the first.
    all.filter_map(|sentence| Some((speaks(&sentence)?, sentence)))
        .reduce(|first, next| if next.0 > first.0 { next } else { first })
}

fn speaks(sentence: &str) -> Option<Speaks> {
    let text = sentence.trim_end_matches(['.', '!', '?', ';', ' ']);
    let of_nothing = not_yet::parts(text).iter().any(|part| {
        let all = words(part);
        let behind = all.iter().any(|word| is_one_of(word, BEHIND));
        no_scheme::is_all(&all) || (behind && no_scheme::is_state(&all))
    });
    let all = words(text);
    if all.len() > WORDS {
        return None;
    }
    let told = || {
        let padded = padded(&all);
        all.iter().any(|word| is_one_of(word, WHAT))
            && !has_any(&padded, OPEN)
            && (voice::heading(text) || voice::of_text(text) == Voice::Strong && all.len() <= 10)
    };
    (of_nothing || told()).then_some(if sentence.trim_end().ends_with('?') {
        Speaks::Asks
    } else {
        Speaks::States
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::fixture::{sheet, workbook};
    use crate::import::import;
    use crate::plan::Savings;
    use crate::review::Review;

    const DRAWN: &str = "Fell NHS Trust CIP 2025/26 £000\n\nScheme|Lead|Status|Plan 2025/26\nOrthopaedic beds|COO|In progress|600\nBank|CNO|In progress|500";

    fn note((row, column): (u32, u32), text: &str) -> CellNote {
        CellNote {
            row,
            column,
            text: text.to_owned(),
            author: Some("J Brown".to_owned()),
            is_resolved: false,
        }
    }

    fn with(notes: Vec<CellNote>) -> Savings {
        let mut cip = sheet("CIP", DRAWN);
        cip.notes = notes;
        let read = import(&[workbook(vec![cip])], &Review::default());
        read.plan.savings.unwrap()
    }

    fn reasons(all: &[Evidence]) -> Vec<(String, String)> {
        let said = |own: &Evidence| (own.cell.to_string(), own.reason.clone());
        all.iter().map(said).collect()
    }

    #[test]
    fn a_note_that_says_there_is_no_scheme_is_evidence_with_its_cell_and_words() {
        let savings = with(vec![note((3, 3), "no scheme behind this yet - JB")]);
        assert_eq!(
            reasons(&savings.lines[0].unidentified),
            [(
                "CIP!D4".to_owned(),
                "a note on it says so: \u{201c}no scheme behind this yet - JB\u{201d}".to_owned()
            )]
        );
        assert!(!savings.lines[1].is_unidentified());
        // On the name or the status it is as good; on the lead it is about the lead.
        for (column, is_unidentified) in [(0, true), (1, false), (2, true)] {
            let savings = with(vec![note((3, column), "Savings still to be identified")]);
            assert_eq!(
                savings.lines[0].is_unidentified(),
                is_unidentified,
                "{column}"
            );
        }
    }

    #[test]
    fn what_is_asked_or_was_answered_is_a_doubt_and_what_is_closed_is_none() {
        let asked = with(vec![note(
            (3, 3),
            "Is there no scheme behind this? Ask COO.",
        )]);
        assert!(!asked.lines[0].is_unidentified());
        let thread = [
            note((3, 3), "No scheme behind this"),
            note((3, 3), "PID agreed on Monday"),
        ];
        let answered = with(thread.to_vec());
        assert!(!answered.lines[0].is_unidentified());
        assert_eq!(
            reasons(&answered.lines[0].doubts),
            [(
                "CIP!D4".to_owned(),
                "a note on it says so and was answered: \u{201c}No scheme behind this\u{201d}"
                    .to_owned()
            )]
        );
        let closed = thread.map(|note| CellNote {
            is_resolved: true,
            ..note
        });
        let closed = with(closed.to_vec());
        assert!(!closed.lines[0].is_unidentified() && closed.lines[0].doubts.is_empty());
    }

    #[test]
    fn notes_say_it_in_many_words_and_speak_of_other_things_too() {
        let states = |text: &str| said(&note((0, 0), text)).map(|(speaks, _)| speaks);
        for text in [
            "No scheme identified",
            "JB 3/3: nothing behind this yet",
            "Target pushed down by exec.\nNo schemes against it.",
            "Unidentified - exec to find",
            "Balance still to be identified; chase divisions",
            "Schemes to follow after the away day, none identified yet",
        ] {
            assert_eq!(states(text), Some(Speaks::States), "{text}");
        }
        assert_eq!(states("No scheme behind this?"), Some(Speaks::Asks));
        for text in [
            "NHSE asked for this",
            "TBC",
            "Value to be confirmed by finance",
            "Was unidentified until May; ward 6 closure found since",
            "Nothing yet",
            "Scheme lead to be identified",
            "Agreed with CNO, PID signed",
            "Savings profile TBC",
            "Plans agreed with the division",
            "No change to the plan since May",
            "No plan for winter beds in this",
            "Not part of the recovery plan",
            "No project manager yet",
            "No savings before July",
            "Identified by the transformation team",
            "Efficiency not included in the NHSE return",
            "Found in the ledger review, not a new scheme",
            "Scheme 14 of the programme; no risk to delivery",
            "No further savings expected from this",
            "Lead to be identified for this scheme",
            "Stretch target agreed with NHSE for the scheme",
        ] {
            assert_eq!(states(text), None, "{text}");
        }
    }
}
