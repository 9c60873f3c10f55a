//! What a line's own words say a saving is: money set aside and now released, or a change in the accounts, in vacancies
//! or in costs that were never spent, rather than in how the organisation works. Word families, general and bounded by
//! words; what the words do not say stays unsaid.

use crate::plan::Saving;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// Reserves, provisions or contingency released.
    Reserves,
    /// Accounting, held vacancies, general control of spending, or avoided cost.
    Technical,
}

/// From the name, else from the category.
pub fn nature(line: &Saving) -> Option<Nature> {
    of_words(&line.name).or_else(|| line.category.as_deref().and_then(of_words))
}

fn of_words(text: &str) -> Option<Nature> {
    let words = words(text);
    if releases_reserves(&words) {
        Some(Nature::Reserves)
    } else if is_technical(&words) {
        Some(Nature::Technical)
    } else {
        None
    }
}

/// Lower-case words of letters and digits, in order; "non-recurrent" is two.
fn words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

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

const SET_ASIDE: &[&str] = &[
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

fn is_any(word: &str, patterns: &[&str]) -> bool {
    patterns
        .iter()
        .any(|pattern| match pattern.strip_suffix('*') {
            Some(stem) => word.starts_with(stem),
            None => word == *pattern,
        })
}

/// A word for money set aside, close to a word for taking it out; or nothing but money set aside.
fn releases_reserves(words: &[String]) -> bool {
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

/// Phrases of neighbouring words, fillers between them left out.
const TECHNICAL: &[&[&str]] = &[
    &[
        "vacanc*",
        "factor*|slippage|control*|freeze*|hold*|held|saving*",
    ],
    &["hold*|held|freez*|frozen", "vacanc*"],
    &[
        "technical",
        "adjust*|efficienc*|saving*|flex*|measure*|account*|gain*|benefit*|item*|scheme*|financ*",
    ],
    &["balance", "sheet*"],
    &["accrual*"],
    &["slippage"],
    &["flexibilit*"],
    &["grip", "control*"],
    &["run", "rate"],
    &["budget*", "reset*|rebas*"],
    &["depreciation"],
    &["pdc", "dividend*|saving*|charge*|reduc*|benefit*"],
    &["public", "dividend", "capital"],
    &["interest", "receivable|received|income|earned"],
    &["bank|cash", "interest"],
    &["interest", "cash|deposit*|balances"],
    &["underspend*"],
    &["under", "spend*"],
    &["cost*", "avoid*"],
    &["avoid*", "cost*"],
    &["deficit|national|transitional", "support"],
    &[
        "capitalis*|capitaliz*",
        "cost*|staff*|pay|salar*|revenue|spend*|equipment|it",
    ],
    &["revenue", "capital", "transfer*|switch*"],
    &["write|written", "back*"],
    &["writeback*"],
    &["profit*|gain*", "disposal*|sale*"],
];

/// The same letters in another trade: fluid charts, research recruitment, staff groups.
const ELSEWHERE: &[&[&str]] = &[
    &["fluid", "balance"],
    &["research|trial*|recruit*|study|studies", "accrual*"],
    &[
        "scientific|therapeutic|professional|clinical|medical|pharmacy|laboratory",
        "technical",
    ],
];

fn is_technical(words: &[String]) -> bool {
    let kept: Vec<&String> = words
        .iter()
        .filter(|word| {
            !is_any(
                word,
                &[
                    "of",
                    "the",
                    "a",
                    "an",
                    "and",
                    "on",
                    "to",
                    "for",
                    "non",
                    "recurrent",
                    "other",
                ],
            )
        })
        .collect();
    if ELSEWHERE.iter().any(|phrase| says(&kept, phrase)) {
        return false;
    }
    let only_technical = kept.iter().all(|word| word.as_str() == "technical") && !kept.is_empty();
    // "Annual leave" is technical as a carry-over in the accounts; selling days to staff is a scheme.
    let leave = says(
        &kept,
        &[
            "annual",
            "leave",
            "provision*|carry|carried|carryover|adjust*",
        ],
    );
    only_technical || leave || TECHNICAL.iter().any(|phrase| says(&kept, phrase))
}

fn says(words: &[&String], phrase: &[&str]) -> bool {
    words.windows(phrase.len()).any(|window| {
        window.iter().zip(phrase).all(|(word, alternatives)| {
            let alternatives: Vec<&str> = alternatives.split('|').collect();
            is_any(word, &alternatives)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_set_aside_and_taken_out_is_a_release_of_reserves() {
        for name in [
            "Release of Reserves",
            "Release of contingency",
            "Reversal of Annual Leave Provision",
            "Provisions released (prior year)",
            "Release of the audit fee provision for 2021/22",
            "Contingency reserve",
            "Drawdown of earmarked reserves",
            "Reserves drawdown",
            "Deferred income release",
        ] {
            assert_eq!(of_words(name), Some(Nature::Reserves), "{name}");
        }
    }

    #[test]
    fn accounting_vacancies_and_avoided_cost_are_technical() {
        for name in [
            "Increase in Vacancy Factor",
            "Corporate vacancy controls",
            "Vacancies held in corporate teams",
            "Technical",
            "Non-recurrent technical adjustments",
            "Balance sheet review",
            "Old year accruals",
            "Non-recurrent flexibilities",
            "Cost avoidance: drugs",
            "Dental underspend, non-recurrent",
            "Interest receivable",
            "Interest on cash balances",
            "Grip & control",
            "Slippage on investments",
        ] {
            assert_eq!(of_words(name), Some(Nature::Technical), "{name}");
        }
    }

    #[test]
    fn schemes_that_share_a_word_are_neither() {
        for name in [
            "Interest rate swap of theatre lists",
            "Fluid balance sheets: electronic observations",
            "Research accruals: commercial trials income",
            "Scientific, therapeutic and technical skill mix",
            "Technical officers in theatre sterile services",
            "Release time to care on the wards",
            "Releasing beds: provision of virtual wards",
            "Release of estate after the community provision review",
            "Reserve list for cancelled theatre slots",
            "Community service provision: release of leases",
            "Annual leave purchase scheme for staff",
            "Balancing valves and boiler controls",
            "Vacancy advertising through one agency",
            "Length of stay: 28 beds closed",
            "Avoidable admissions: urgent community response",
        ] {
            assert_eq!(of_words(name), None, "{name}");
        }
    }
}
