//! Labels of a required sum of savings: a target, a requirement, an ask. Knows nothing of where it stands.

use super::text::{has_any, is_one_of};
use super::vocabulary::savings_words;

const HEADS: &str = "target; targets; requirement; required; ask; asked";
/// Words that name other things too.
const OTHER_HEADS: &str = "challenge; quantum; goal; expectation; commitment; needed; needs";

/// Whether a label names a required sum of savings rather than savings: its head is the target, or savings words
/// qualify it, or it is a target of savings.
pub(super) fn target(padded: &str) -> bool {
    if is_sentence(padded) {
        return true;
    }
    // Few labels have any word that could ask for something.
    if !has_any(padded, HEADS) && !has_any(padded, OTHER_HEADS) {
        return false;
    }
    let words: Vec<&str> = padded.split_whitespace().collect();
    let is_head = |word: &&str| is_one_of(word, HEADS);
    let Some(at) = words.iter().rposition(is_head) else {
        return challenge(&words);
    };
    let join = |words: &[&str]| format!(" {} ", words.join(" "));
    let (before, rest) = (
        words.get(..at).unwrap_or(&[]),
        words.get(at + 1..).unwrap_or(&[]),
    );
    // "Distance from target", "Progress towards the CIP target": something else, measured by the target.
    let measured = before.iter().any(|word| {
        matches!(
            *word,
            "from"
                | "to"
                | "against"
                | "towards"
                | "below"
                | "above"
                | "than"
                | "v"
                | "vs"
                | "versus"
                | "less"
                | "minus"
                | "with"
                | "agrees"
                | "agree"
                | "equals"
                | "meets"
                | "matches"
        )
    });
    if measured {
        return false;
    }
    let qualified = savings_words(&join(before));
    let ends = rest.iter().all(|word| is_plain(word));
    // "… set by the Board", "… agreed with NHSE": who set it, and not a noun that the target only qualifies.
    let goes_on = rest.first().is_some_and(|word| {
        matches!(
            *word,
            "per"
                | "for"
                | "in"
                | "on"
                | "from"
                | "of"
                | "allocation"
                | "as"
                | "set"
                | "given"
                | "by"
                | "at"
                | "to"
                | "built"
                | "held"
                | "put"
                | "net"
        ) || word.parse::<u32>().is_ok()
            || (word.len() > 4 && word.ends_with("ed"))
    });
    // "Requirement across the Trust": nothing but whose it is behind it.
    let of_all = before.is_empty()
        && rest.iter().all(|word| is_plain(word) || is_whole(word))
        && rest.iter().any(|word| is_whole(word));
    let noun = words
        .get(at)
        .is_some_and(|head| head.starts_with("target") || *head == "requirement");
    of_all
        || (noun && before.iter().all(|word| is_whole(word)) && is_sourced(rest))
        || (qualified && (ends || goes_on))
        || (ends && before.len() <= 2)
        || (savings_words(&join(rest)) && rest.len() <= 4)
}

/// "Target per exec 2 Apr": where it comes from, in a few words.
fn is_sourced(rest: &[&str]) -> bool {
    let from = rest.first().is_some_and(|word| {
        matches!(
            *word,
            "per" | "from" | "set" | "given" | "agreed" | "issued" | "advised" | "notified" | "by"
        )
    });
    // "Target (4.5% of operating expenditure)"
    let share =
        rest.first().is_some_and(|word| word.parse::<u32>().is_ok()) && rest.contains(&"of");
    (from || share) && rest.len() <= SOURCE_WORDS_MAX
}

const SOURCE_WORDS_MAX: usize = 7;

/// "Efficiency challenge £m", "Savings needed": words that name other things too, and a target only where savings
/// qualify them and nothing goes on behind.
fn challenge(words: &[&str]) -> bool {
    let head = words.iter().rposition(|word| is_one_of(word, OTHER_HEADS));
    let Some((before, rest)) = head.and_then(|at| Some((words.get(..at)?, words.get(at + 1..)?)))
    else {
        return false;
    };
    // "Savings needed to balance the budget": what for, and for what they are measured.
    let of_a_budget = |word: &&str| {
        is_plain(word)
            || is_whole(word)
            || is_one_of(
                word,
                "budget; balance; balanced; break; even; breakeven; control",
            )
    };
    let purpose = rest.len() <= SOURCE_WORDS_MAX
        && (rest.first() == Some(&"to")
            || (rest.first() == Some(&"for") && rest.iter().all(of_a_budget)));
    savings_words(&format!(" {} ", before.join(" ")))
        && (purpose || rest.iter().all(|word| is_plain(word)))
}

/// "We need to save in 2026/27", "Trust must find": a sentence that asks for savings and says nothing else.
fn is_sentence(padded: &str) -> bool {
    const ASKS: &str = "need to; needs to; have to; has to; must; required to; asked to; got to";
    let asked = |verb: &str| {
        let words: Vec<&str> = padded.split_whitespace().collect();
        let at = words.iter().position(|word| *word == verb)?;
        let before = words.get(..at)?;
        let rest = words.get(at + 1..)?;
        let asks = has_any(&format!(" {} ", before.join(" ")), ASKS);
        let plain = before.iter().chain(rest).all(|word| {
            is_plain(word)
                || is_whole(word)
                || savings_words(&format!(" {word} "))
                || is_one_of(word, "we; to; must; need; needs; have; has; got; required; asked; how; much; what; that; is; this")
        });
        Some(asks && plain)
    };
    let deliver = || {
        savings_words(padded)
            && [asked("find"), asked("deliver"), asked("make")].contains(&Some(true))
    };
    // "The Board requires savings of"
    let requires = || {
        let words: Vec<&str> = padded.split_whitespace().collect();
        let at = words
            .iter()
            .position(|word| is_one_of(word, "requires; expects; wants; demands"))?;
        let plain =
            |word: &&str| is_plain(word) || is_whole(word) || savings_words(&format!(" {word} "));
        let saved = savings_words(&format!(" {} ", words.get(at + 1..)?.join(" ")));
        Some(
            saved
                && at > 0
                && words
                    .iter()
                    .enumerate()
                    .all(|(own, word)| own == at || plain(word)),
        )
    };
    asked("save") == Some(true) || deliver() || requires() == Some(true)
}

/// Whose a target may be where nothing else is said of it.
fn is_whole(word: &str) -> bool {
    matches!(
        word,
        "trust"
            | "board"
            | "organisation"
            | "system"
            | "group"
            | "icb"
            | "ics"
            | "nhse"
            | "england"
            | "nhs"
            | "whole"
            | "all"
            | "across"
            | "set"
            | "on"
            | "asked"
            | "agreed"
            | "approved"
            | "programme"
            | "us"
            | "finance"
            | "committee"
    )
}

/// Years, units and other words that may follow "target" without making it about something else.
fn is_plain(word: &str) -> bool {
    word.trim_start_matches("fy")
        .chars()
        .all(|c| c.is_ascii_digit())
        || word.starts_with('£')
        || super::units::stated(word).is_some()
        || matches!(
            word,
            "fy" | "for"
                | "per"
                | "in"
                | "year"
                | "k"
                | "m"
                | "the"
                | "annual"
                | "from"
                | "by"
                | "of"
                | "plan"
                | "submitted"
                | "agreed"
                | "full"
                | "year's"
                | "value"
                | "total"
                | "net"
                | "gross"
                | "overall"
                | "final"
                | "latest"
                | "current"
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::text::{padded, words};

    fn is_target(text: &str) -> bool {
        target(&padded(&words(text)))
    }

    #[test]
    fn a_target_is_a_sum_required_and_not_a_scheme_about_targets() {
        for text in [
            "CIP target 2023/24",
            "Efficiency requirement 2024/25 (£k)",
            "System savings target",
            "CIP requirement (4.5% of turnover)",
            "CIP target per budget book",
            "Efficiency target",
            "Efficiency requirement (allocation growth less inflation and pressures)",
            "Savings target",
            "Target",
            "Target for savings",
            "Efficiency target FY25/26",
            "QIPP target (net)",
            "target per exec 2 Apr",
            "Target set by Board 27 March",
            "Efficiency challenge 2024/25 £m",
            "Savings needed",
            "Target (4.5% of operating expenditure)",
            "QIPP requirement, net of investment (£000)",
            "Trust requirement 2025/26 (3.8% of controllable spend)",
            "Efficiency target (final)",
            "Savings requirement on the trust, £m (see page 4)",
            "What we have to save this year",
            "The Trust must find savings of",
            "Board asked to save (£k)",
            "The Board requires savings of",
            "Savings needed for the budget 2025/26",
        ] {
            assert!(is_target(text), "{text}");
        }
        for text in [
            "Target-controlled infusion pumps: consumables",
            "Targeted recruitment instead of agency",
            "Back office target operating model",
            "Target operating model for pharmacy",
            "Required by CQC: ward staffing",
            "Savings challenge sessions with consultants",
            "Weekend working needed",
            "Savings needed for ward staffing",
            "We need to save the hospital pharmacy",
            "Ward staff must find cover",
            "Save energy",
            "The trust requires cash savings accounts",
            "Distance from target",
            "Progress towards CIP target",
            "Efficiencies total agrees with target",
        ] {
            assert!(!is_target(text), "{text}");
        }
    }
}
