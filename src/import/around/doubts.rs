//! Where the workbook itself doubts that its plan will be delivered: sentences of its notes, word for word. A doubt is a
//! word of no or little confidence near a word of delivery, or delivery itself denied; wording families, not sentences.

use crate::import::page::Page;
use crate::import::text::{has_any, may_say, one_line, padded, sentences, words};
use crate::plan::Doubt;
use crate::workbook::CellRef;

/// Shorter than this is a label, longer is a chapter.
const WORDS: std::ops::RangeInclusive<usize> = 5..=60;
/// Words between a denial and what it denies.
const NEAR: usize = 5;
const MOST: usize = 12;

/// What is doubted: the plan, its savings, their delivery.
const ABOUT: &str = "deliver; delivers; delivered; delivery; deliverable; deliverability; achieve; achieved; achievable; \
    achievement; plan; plans; saving; savings; efficiency; efficiencies; cip; cips; qipp; target; position; deficit; \
    breakeven; control total; forecast; trajectory; scheme; schemes; programme; in full; year end; outturn";

const DENIALS: &[&str] = &[
    "no",
    "not",
    "cannot",
    "nor",
    "without",
    "lack",
    "lacks",
    "lacking",
    "little",
    "limited",
    "low",
    "insufficient",
    "unable",
    "never",
    "hardly",
    "isn",
    "don",
    "doesn",
    "aren",
    "reduced",
    "poor",
    "inadequate",
];

const TRUST: &[&str] = &[
    "confidence",
    "confident",
    "assurance",
    "assured",
    "certainty",
    "believe",
    "credible",
    "realistic",
    "deliverable",
    "achievable",
];

/// Doubts that need no denial.
const OUTRIGHT: &str = "unlikely to be delivered; unlikely to deliver; unlikely to be achieved; unlikely to achieve; \
    will not be delivered; will not be achieved; cannot be delivered; cannot be achieved; not expected to be delivered; \
    not expected to deliver; not expected to be achieved; undeliverable; unachievable; unrealistic; not deliverable; \
    not achievable; high risk of non delivery; significant risk of non delivery; significant risk to delivery; \
    significant delivery risk; considerable delivery risk; substantial delivery risk; serious doubt; serious doubts; \
    highly unlikely; significant concern; significant concerns; grave concern; no plans to deliver; no plan to deliver";

/// Of each of them one word.
const OF_OUTRIGHT: &[&str] = &[
    "unlikely",
    "not",
    "cannot",
    "undeliverable",
    "unachievable",
    "unrealistic",
    "non",
    "significant",
    "considerable",
    "substantial",
    "serious",
    "grave",
    "no",
];

/// Confidence that is there, or that something else lacks.
const GUARDS: &str = "no doubt that; not only confident; confidence interval; confidence intervals; confidence of delivery; \
    confidence rating; confidence level; confidence score; not in doubt; no concerns; low confidence scored; not assured by \
    internal audit; no longer at risk";

/// Each doubting sentence of the visible sheets once, in reading order; behind those of a sheet's cells those of the notes on
/// them that nobody closed.
pub(super) fn read(pages: &[Page<'_>]) -> Vec<Doubt> {
    let mut doubts: Vec<Doubt> = Vec::new();
    for page in pages {
        let may = |text: &str| may_be_sentence(text) && may_doubt(text);
        for (row, column, text) in page.grid.texts_where(may) {
            hear(text, || page.grid.at(row, column), &mut doubts);
        }
        let sheet = page.grid.sheet;
        for note in sheet.notes.iter().filter(|note| !note.is_resolved) {
            for line in note.text.lines() {
                hear(line, || sheet.at(note.row, note.column), &mut doubts);
            }
        }
    }
    doubts
}

/// Adds the sentences of a text that doubt and were not heard yet.
fn hear(text: &str, at: impl Fn() -> CellRef, doubts: &mut Vec<Doubt>) {
    for sentence in sentences(&one_line(text)) {
        let is_new = || doubts.iter().all(|known| known.text != sentence);
        if doubts.len() < MOST && is_doubt(&sentence) && is_new() {
            doubts.push(Doubt {
                text: sentence,
                cell: at(),
            });
        }
    }
}

/// Whether there are breaks enough in it for the words of a sentence.
fn may_be_sentence(text: &str) -> bool {
    let breaks = text
        .bytes()
        .filter(|byte| !byte.is_ascii_lowercase() && !byte.is_ascii_digit());
    text.len() > 20 && breaks.count() + 1 >= *WORDS.start()
}

/// Whether a word stands in it without which nothing is doubted: in most texts none does, and they are not taken apart.
fn may_doubt(text: &str) -> bool {
    may_say(text, |word| {
        let is = |known: &&str| known.eq_ignore_ascii_case(word);
        TRUST.iter().any(|known| is(known)) || OF_OUTRIGHT.iter().any(|known| is(known))
    })
}

fn is_doubt(sentence: &str) -> bool {
    let all = words(sentence);
    let padded = padded(&all);
    if !WORDS.contains(&all.len()) || has_any(&padded, GUARDS) || !has_any(&padded, ABOUT) {
        return false;
    }
    has_any(&padded, OUTRIGHT)
        || all
            .iter()
            .enumerate()
            .any(|(at, word)| is_denied(&all, at, word))
}

/// Whether this word of trust stands close behind a denial, or its own beginning denies it.
fn is_denied(all: &[String], at: usize, word: &str) -> bool {
    if !TRUST.contains(&word) {
        return false;
    }
    let from = at.saturating_sub(NEAR);
    let before = all.get(from..at).unwrap_or_default();
    before
        .iter()
        .rposition(|word| DENIALS.contains(&word.as_str()))
        .is_some_and(|denial| {
            // "Not only are we confident" and "no reason not to be confident" deny nothing.
            let between = before.get(denial + 1..).unwrap_or_default();
            let denials = before
                .iter()
                .filter(|word| DENIALS.contains(&word.as_str()))
                .count();
            denials % 2 == 1
                && !between
                    .iter()
                    .any(|word| matches!(word.as_str(), "only" | "but" | "however"))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_outright_doubt_is_looked_for_by_one_of_its_words() {
        for phrase in OUTRIGHT.split("; ") {
            assert!(may_doubt(phrase), "{phrase}");
        }
        assert!(may_doubt("Confident"));
        assert!(!may_doubt("Length of stay in planned care 31234"));
    }

    #[test]
    fn doubts_are_heard_in_many_words() {
        for sentence in [
            "We do not have confidence that we can deliver it in full.",
            "The Board has limited assurance over delivery of the efficiency programme.",
            "At this stage there is little confidence in the second half of the savings plan",
            "The trust is not confident the control total will be achieved.",
            "Delivery of the full target is considered unrealistic by the divisions.",
            "The stretch target is unlikely to be delivered without system support.",
            "There is a significant risk to delivery of the plan in quarter four.",
            "The executive cannot give assurance that the deficit will be held.",
        ] {
            assert!(is_doubt(sentence), "{sentence}");
        }
    }

    #[test]
    fn confidence_and_other_matters_are_no_doubt() {
        for sentence in [
            "We are confident that the plan will be delivered in full.",
            "There is no doubt that the savings target will be achieved.",
            "Confidence of delivery is rated by scheme on the next sheet.",
            "Not only are we confident of the plan, we expect to exceed it.",
            "No assurance",
            "Figures are in thousands and have not been audited by the plan team.",
            "The scheme lead is not yet confirmed for this part of the programme.",
        ] {
            assert!(!is_doubt(sentence), "{sentence}");
        }
    }

    #[test]
    fn a_note_of_several_sentences_gives_the_doubting_one() {
        let parts = sentences(
            "The plan saves £9.4m. We do not have confidence that we can deliver it in full. See tab 2.",
        );
        assert_eq!(parts.len(), 3);
        assert!(is_doubt(&parts[1]) && !is_doubt(&parts[0]));
    }
}
