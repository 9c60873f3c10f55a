//! Words for money set aside earlier and taken out now: reserves, provisions, contingency, deferred income.

use super::is_any;

/// Words that stand between those that matter.
const FILLERS: &[&str] = &[
    "of",
    "the",
    "a",
    "an",
    "and",
    "from",
    "to",
    "on",
    "for",
    "in",
    "our",
    "its",
    "prior",
    "previous",
    "old",
    "last",
    "year",
    "years",
    "unused",
    "aged",
    "general",
    "central",
    "held",
    "surplus",
    "annual",
    "leave",
    "non",
    "recurrent",
    "one",
    "off",
    "other",
];

const RELEASE: &[&str] = &[
    "releas*",
    "drawdown*",
    "drawn",
    "drawing",
    "draw",
    "revers*",
    "unwind*",
    "utilis*",
    "utiliz*",
];

pub(super) const SET_ASIDE: &[&str] = &[
    "reserve*",
    "provision",
    "provisions",
    "contingenc*",
    "income",
];

/// Clinical or service words after which "reserve" and "provision" mean people or care.
const CARE_BEFORE: &[&str] = &[
    "service",
    "services",
    "care",
    "bed",
    "staff",
    "nursing",
    "equipment",
    "food",
    "agency",
    "bank",
];

/// A word for money set aside, close to a word for taking it out; or nothing but money set aside.
pub(super) fn are_released(words: &[String]) -> bool {
    // Nothing below holds without one of them.
    if !words.iter().any(|word| is_any(word, SET_ASIDE)) {
        return false;
    }
    let set_aside: Vec<usize> = (0..words.len())
        .filter(|at| is_set_aside(words, *at))
        .collect();
    let telling: Vec<&String> = words.iter().filter(|word| !is_any(word, FILLERS)).collect();
    let nothing_else = !telling.is_empty()
        && telling.iter().all(|word| {
            is_any(word, SET_ASIDE) || is_any(word, &["underspend*", "balance", "balances"])
        })
        && telling
            .iter()
            .any(|word| is_any(word, &["reserve*", "contingenc*"]));
    nothing_else
        || set_aside.iter().any(|noun| {
            let near = |verb: usize| {
                let (first, last) = (verb.min(*noun), verb.max(*noun));
                let between = words.iter().take(last).skip(first + 1);
                // "Release of the audit fee provision", but only "provision release" the other way round.
                between.filter(|word| !is_any(word, FILLERS)).count()
                    <= if verb < *noun { 2 } else { 0 }
            };
            words
                .iter()
                .enumerate()
                .any(|(verb, word)| is_any(word, RELEASE) && near(verb))
        })
}

fn is_set_aside(words: &[String], at: usize) -> bool {
    let word = |at: Option<usize>| at.and_then(|at| words.get(at)).map_or("", String::as_str);
    let (own, before, after) = (word(Some(at)), word(at.checked_sub(1)), word(Some(at + 1)));
    if !is_any(own, SET_ASIDE) || is_any(before, CARE_BEFORE) || own == "reserved" {
        return false;
    }
    match own {
        "income" => before == "deferred",
        // "Provision of virtual wards" and "reserve staff" set nothing aside.
        "provision" | "reserve" | "contingency" => {
            after.is_empty()
                || after == "for"
                || after == "against"
                || is_any(after, RELEASE)
                || is_any(after, SET_ASIDE)
                || is_any(after, FILLERS) && after != "of"
                || is_any(after, &["balance*", "review", "account*", "fund*"])
        }
        _ => true,
    }
}
