//! Whether a saving is there again next year, in words that say as much of other things too: what a cell says and what a
//! header asks.

use super::periods;
use super::text::is_one_of;

const LASTS: &str = "structural; repeatable; repeating; ongoing; permanent; permanently; lasting; continuing; sustained; \
    sustainable";
const LAST_AS_VERBS: &str = "repeats; repeat; recurs; recur; lasts; continues; continue; carries; carry; persists; persist; come; \
    comes; return; returns";
const ONCE: &str = "one; once; oneoff; only; just; temporary; temporarily; single; short";
/// What may stand around these words without saying anything else.
const OF_TIME: &str = "each; every; year; years; next; this; the; in; on; into; over; from; for; off; term; time; after; beyond; \
    past; following; back";
/// What lasts.
const SUBJECT: &str = "saving; savings; scheme; schemes; benefit; benefits; effect; efficiency; efficiencies; value; reduction; \
    it; is; will; does; do; of; a; the; this";

/// It is said in no more words.
const SAID_MAX: usize = 5;
/// A question of more words asks of something else as well.
const ASKED_MAX: usize = 6;

fn is(word: &str, list: &str) -> bool {
    is_one_of(word, list)
}

/// What a cell says: "Permanent", "Repeats each year", "This year only".
pub(super) fn said(padded: &str) -> Option<bool> {
    let all: Vec<&str> = padded.split_whitespace().collect();
    let any = |list: &str| all.iter().any(|word| is(word, list));
    let plain = all.iter().all(|word| {
        [LASTS, LAST_AS_VERBS, ONCE, OF_TIME]
            .iter()
            .any(|list| is(word, list))
            || is(word, "saving; does; do; not; non; no; yes")
    });
    let lasts = any(LASTS) || any(LAST_AS_VERBS) || any("each; every");
    if !plain || all.len() > SAID_MAX {
        return None;
    }
    // "Not temporary" is left to the reader.
    if any(ONCE) && any("not; non; no") {
        return None;
    }
    if any(ONCE) || any("not; non; no") {
        return (lasts || any(ONCE)).then_some(false);
    }
    lasts.then_some(true)
}

/// Whether a header asks nothing else: "Lasting?", "Carries on into 26/27?", "Saving recurs after 2024/25?".
pub(super) fn asked(words: &[String]) -> bool {
    // The answers that it may have are no part of the question: "Ongoing (yes/no)", "Lasts? Y or N".
    let words = without_answers(words);
    // What lasts may be named before the verb that asks whether it does.
    let verb = words.iter().position(|word| is(word, LAST_AS_VERBS));
    let (subject, words) = words.split_at(verb.unwrap_or(0));
    if !subject
        .iter()
        .all(|word| is(word, SUBJECT) || is(word, OF_TIME))
    {
        return false;
    }
    let of_lasting = |word: &String| is(word, LASTS) || is(word, LAST_AS_VERBS) || word == "again";
    let plain = |word: &String| {
        of_lasting(word)
            || is(word, ONCE)
            || is(word, OF_TIME)
            || is(word, "it; is; will; does; or; and; then")
            || word.chars().all(|c| c.is_ascii_digit())
            || periods::calendar_month(word).is_some()
    };
    let yearly = words
        .windows(2)
        .any(|pair| matches!(pair, [each, year] if is(each, "each; every") && year == "year"));
    (1..=ASKED_MAX).contains(&words.len())
        && words.iter().all(plain)
        && (yearly || words.iter().any(of_lasting))
}

/// The words before two opposite answers that end a header.
fn without_answers(words: &[String]) -> &[String] {
    let opposite = |one: &str, other: &str| {
        let pairs = [("y", "n"), ("yes", "no"), ("true", "false"), ("1", "0")];
        pairs.contains(&(one, other)) || pairs.contains(&(other, one))
    };
    let (rest, ends) = match words {
        [rest @ .., one, or, other] if or == "or" => (rest, opposite(one, other)),
        [rest @ .., one, other] => (rest, opposite(one, other)),
        _ => return words,
    };
    if ends { rest } else { words }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::text::{padded, words};

    #[test]
    fn what_lasts_is_told_from_what_is_there_once() {
        for (text, told) in [
            ("Permanent", Some(true)),
            ("Repeats each year", Some(true)),
            ("Every year", Some(true)),
            ("This year only", Some(false)),
            ("Not repeating", Some(false)),
            ("One-off", Some(false)),
            ("Next year", None),
            ("Not temporary", None),
            ("Ongoing, not one-off", None),
            ("Carries on", Some(true)),
            ("Just once", Some(false)),
            ("Just this year", Some(false)),
            ("Yes, each year", Some(true)),
            ("Yes", None),
            ("This year", None),
            ("Ongoing discussions with landlord", None),
            ("No", None),
            ("", None),
        ] {
            assert_eq!(said(&padded(&words(text))), told, "{text}");
        }
    }

    #[test]
    fn a_question_of_a_year_is_none_of_what_lasts() {
        for text in [
            "Lasting?",
            "Carries on?",
            "Again in 26/27?",
            "Every year?",
            "Lasting (Y/N)",
            "Continues next year: yes or no",
            "Permanent? (no/yes)",
            "Sustained true/false",
            "Continues beyond 31 March 2026?",
            "Does it come back each year?",
        ] {
            assert!(asked(&words(text)), "{text}");
        }
        for text in [
            "Next year",
            "Saving every year",
            "One year only",
            "Last year",
            "Agreed (Y/N)",
            "Ongoing contract (yes/no)",
            "Next year (Y/N)",
        ] {
            assert!(!asked(&words(text)), "{text}");
        }
    }
}
