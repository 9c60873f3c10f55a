//! "Non-identified", "un-allocated": a negation that is set apart from its word says the same as one that is not.

use std::borrow::Cow;

const NEGATIONS: [&str; 2] = ["non", "un"];
/// What savings may be said to be, or not to be.
const NEGATED: [&str; 5] = [
    "identified",
    "allocated",
    "assigned",
    "developed",
    "planned",
];

/// The text with every such negation written as one word: "unidentified".
pub(super) fn joined(text: &str) -> Cow<'_, str> {
    let mut out: Option<String> = None;
    let mut copied = 0;
    for (at, _) in text.char_indices() {
        if at < copied || !begins_a_word(text, at) {
            continue;
        }
        let Some((end, word)) = negated(text, at) else {
            continue;
        };
        let own = out.get_or_insert_with(String::new);
        own.push_str(text.get(copied..at).unwrap_or(""));
        own.push_str("un");
        own.push_str(word);
        copied = end;
    }
    match out {
        Some(mut own) => {
            own.push_str(text.get(copied..).unwrap_or(""));
            Cow::Owned(own)
        }
        None => Cow::Borrowed(text),
    }
}

fn begins_a_word(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|text| text.chars().next_back());
    !before.is_some_and(char::is_alphanumeric)
}

/// Where a negated word that begins here ends, and what is negated.
fn negated(text: &str, at: usize) -> Option<(usize, &'static str)> {
    let starts = |at: usize, word: &str| {
        let own = text.get(at..at + word.len());
        own.is_some_and(|own| own.eq_ignore_ascii_case(word))
    };
    let negation = NEGATIONS.into_iter().find(|word| starts(at, word))?;
    let behind = at + negation.len();
    let mark = text.get(behind..)?.chars().next()?;
    let apart = matches!(mark, '-' | ' ' | '\u{2010}' | '\u{2011}' | '\u{2013}');
    // "Nonidentified" is one word already, and no word of English.
    let from = if apart {
        behind + mark.len_utf8()
    } else if negation == "non" {
        behind
    } else {
        return None;
    };
    let word = NEGATED.into_iter().find(|word| starts(from, word))?;
    let end = from + word.len();
    let whole = text.get(end..)?.chars().next();
    (!whole.is_some_and(char::is_alphanumeric)).then_some((end, word))
}

#[cfg(test)]
mod tests {
    use super::joined;
    use crate::import::fixture::{flagged, read};

    #[test]
    fn a_negation_set_apart_becomes_one_word() {
        for (text, whole) in [
            ("Non-identified savings", "unidentified savings"),
            ("CIP un-allocated", "CIP unallocated"),
            ("NON IDENTIFIED", "unidentified"),
            ("Nonidentified", "unidentified"),
            ("Savings (non\u{2011}assigned)", "Savings (unassigned)"),
        ] {
            assert_eq!(joined(text), whole, "{text}");
        }
        for text in [
            "Non-identifiable data",
            "Canon identified",
            "Union planned",
            "Non-pay",
            "Unplanned care",
        ] {
            assert_eq!(joined(text), text);
        }
    }

    #[test]
    fn lines_not_identified_are_heard_however_it_is_spelled() {
        let savings = read(&[(
            "CIP",
            "Fell NHS Trust CIP 2025/26 £000\n\nRef|Scheme|R/NR|Plan 2025/26\nA1|Beds|R|500\nA2|Non-identified|R|300\n\
             A3|Non identified CIP|NR|200\nA4|Efficiencies (un-identified)|R|100\nA5|Non-identified patients: charges|R|50\n\
             A6|Non-planned care hub|R|40\nA7|Non-allocated CIP|R|30\nTotal|||1220",
        )])
        .savings
        .unwrap();
        assert_eq!(
            flagged(&savings),
            [
                "Non-identified",
                "Non identified CIP",
                "Efficiencies (un-identified)",
                "Non-allocated CIP"
            ]
        );
    }
}
