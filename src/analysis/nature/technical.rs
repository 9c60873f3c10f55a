//! Words for savings made in the accounts, by empty posts, by not spending, or by avoiding a cost.

use super::{is_any, says};
use std::sync::LazyLock;

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

/// Words that a phrase begins with: of most names none is one.
pub(super) fn first_words() -> impl Iterator<Item = &'static str> {
    let first = TECHNICAL.iter().filter_map(|phrase| phrase.first());
    first
        .flat_map(|alternatives| alternatives.split('|'))
        .chain(["annual"])
}

fn may_be_technical(words: &[String]) -> bool {
    static FIRST: LazyLock<Vec<&str>> = LazyLock::new(|| first_words().collect());
    words.iter().any(|word| is_any(word, &FIRST))
}

pub(super) fn is_technical(words: &[String]) -> bool {
    if !may_be_technical(words) {
        return false;
    }
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
