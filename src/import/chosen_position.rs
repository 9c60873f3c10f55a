//! Which of the figures that could be the declared position the reviewer chose: on the sheet of that name by the words
//! beside it, so that it is found again in next month's file. Where two choices differ, or one fits two figures, none is.

use super::coverage::{CorrectionOutcome, Outcome};
use super::text::name_key;
use crate::plan::{Candidate, Position};
use crate::review::{Change, Correction, Mapping, TableMark};

/// The figure chosen.
pub(super) fn chosen<'c>(candidates: &'c [Candidate], mapping: &Mapping) -> Option<&'c Candidate> {
    let choices = mapping.corrections.iter().filter(|one| is_choice(one));
    let mut found: Vec<&Candidate> = Vec::new();
    for choice in choices {
        if let [only] = fitting(candidates, &choice.table).as_slice()
            && !found.contains(only)
        {
            found.push(only);
        }
    }
    match found.as_slice() {
        [only] => Some(only),
        _ => None,
    }
}

/// What became of each choice, once the position is read.
pub(super) fn tell(outcomes: &mut [CorrectionOutcome], position: Option<&Position>) {
    let candidates = position.map_or(&[][..], |position| &position.candidates);
    let choices = Mapping {
        corrections: outcomes.iter().map(|one| one.correction.clone()).collect(),
    };
    let chosen = chosen(candidates, &choices);
    for one in outcomes.iter_mut().filter(|one| is_choice(&one.correction)) {
        one.outcome = match fitting(candidates, &one.correction.table).as_slice() {
            [] => Outcome::NoSuchPosition,
            [_] if chosen.is_some() => Outcome::Applied,
            several => Outcome::SeveralPositions(several.len().max(2)),
        };
    }
}

fn is_choice(correction: &Correction) -> bool {
    correction.change == Change::DeclaredPosition
}

/// The figures that the mark can mean: those with its words on its sheet, else on any; of several the one in its cell.
fn fitting<'c>(candidates: &'c [Candidate], mark: &TableMark) -> Vec<&'c Candidate> {
    let wanted = name_key(&mark.headers.join(" "));
    let of = |on_its_sheet: bool| -> Vec<&Candidate> {
        candidates
            .iter()
            .filter(|one| name_key(&one.label) == wanted && is_on(one, mark) == on_its_sheet)
            .collect()
    };
    let in_its_cell = |one: &&&Candidate| {
        let mut cells = one.value.cells.iter();
        is_on(one, mark) && cells.any(|cell| cell.a1() == mark.area)
    };
    if wanted.is_empty() {
        // Nothing but its place is known of it.
        return candidates.iter().filter(|one| in_its_cell(&one)).collect();
    }
    let found = [of(true), of(false)]
        .into_iter()
        .find(|found| !found.is_empty())
        .unwrap_or_default();
    match found.iter().find(in_its_cell) {
        Some(same) => vec![*same],
        None => found,
    }
}

fn is_on(candidate: &Candidate, mark: &TableMark) -> bool {
    let mut cells = candidate.value.cells.iter();
    cells.any(|cell| {
        let sheet = cell.sheet.sheet.trim();
        sheet.eq_ignore_ascii_case(mark.sheet.trim())
    })
}
