//! The words that cells of a plan are filled with: status, risk, recurrence, totals, lines of income and expenditure.

use super::lasting;
use super::text::{has_any, padded, tick, words};
use crate::plan::{Risk, SAVINGS_NAMES, Status};

pub(super) use super::account_words::line_kind;
pub(super) use super::required::target;

/// The step of the national ladder that a status word or local gateway stands for.
pub(super) fn status(text: &str) -> Option<Status> {
    let words = words(text);
    let padded = padded(&words);
    let says = |phrases: &'static str| has_any(&padded, phrases);
    if unidentified_word(&padded)
        || says_nothing_is_there(text, &padded)
        || super::no_scheme::is_state(&words)
        || matches!(
            padded.trim(),
            "target only" | "figure only" | "number only" | "value only"
        )
    {
        return Some(Status::Unidentified);
    }
    if let Some(gate) = gateway(&words) {
        return Some(match gate {
            0 => Status::Opportunity,
            1 | 2 => Status::InProgress,
            _ => Status::FullyDeveloped,
        });
    }
    if says(
        "not started; opportunity; opportunities; idea; ideas; concept; pipeline; hopper; \
            proposal; scoping; potential; exploratory",
    ) {
        Some(Status::Opportunity)
    } else if says(
        "in progress; in development; developing; being developed; pid; scoped; plans in \
            progress; plan in progress; under development; partially developed; draft; qia; \
            planning; amber; working on it; working on; being worked; worked on; under way; underway",
    ) {
        Some(Status::InProgress)
    } else if says("not; to be; yet to; awaiting; subject to") {
        // "To be agreed", "Not yet done": the step is still to be taken, and which one has been is not said.
        None
    } else if says(
        "fully developed; developed; approved; in delivery; delivering; delivery; delivered; \
            complete; completed; done; agreed; banked; implemented; signed off; live; embedded; closed; green; blue; \
            validated",
    ) {
        Some(Status::FullyDeveloped)
    } else {
        None
    }
}

/// "Gap", "Shortfall", "To be found": a status that would, as a name, say that there are no savings. A status that
/// is itself to be confirmed says nothing of the kind.
fn says_nothing_is_there(text: &str, padded: &str) -> bool {
    super::voice::of_text(text) == super::voice::Voice::Strong
        && !super::not_yet::leaves_open(text)
        && !has_any(
            padded,
            "tbc; tbd; tba; tbf; to be confirmed; to be determined; to be agreed; to be developed; \
             to be worked up; to be allocated; yet to be; stretch; undeveloped; unplanned",
        )
}

/// A step of the national ladder by its own name.
pub(super) fn ladder_word(padded: &str) -> bool {
    matches!(
        padded.trim(),
        "fully developed"
            | "plans in progress"
            | "plan in progress"
            | "in progress"
            | "opportunity"
            | "unidentified"
    )
}

/// A status that says there is no scheme: the fourth step of the ladder in any of its spellings.
pub(super) fn unidentified_word(padded: &str) -> bool {
    has_any(padded, UNIDENTIFIED)
}

pub(super) const UNIDENTIFIED: &str = "unidentif*; un identif*; unident; non identified; nonidentified; not identified; not yet identified; to be \
    identified; no scheme; no schemes; no project; no plan; tbi; dont know; do not know";

/// The number of a local gateway: "Gateway 2", "GW2", "G2".
pub(super) fn gateway(words: &[String]) -> Option<u8> {
    words.iter().enumerate().find_map(|(at, word)| {
        let digits = match word.as_str() {
            "gateway" | "gate" | "g" | "stage" => words.get(at + 1)?.as_str(),
            _ => word
                .strip_prefix("gateway")
                .or_else(|| word.strip_prefix("gw"))
                .or_else(|| word.strip_prefix('g'))?,
        };
        digits.parse().ok().filter(|gate| *gate <= 6)
    })
}

/// Delivery risk: the national three steps, or the colours (blue and green low, amber medium, red high).
pub(super) fn risk(text: &str) -> Option<Risk> {
    let words = words(text);
    words.iter().find_map(|word| {
        Some(match word.as_str() {
            "low" | "l" | "green" | "g" | "blue" | "b" => Risk::Low,
            "medium" | "med" | "m" | "moderate" | "amber" | "a" | "yellow" | "y" => Risk::Medium,
            "high" | "h" | "red" | "r" | "extreme" | "black" => Risk::High,
            _ => return None,
        })
    })
}

/// Whether a saving is there again next year, as its cell says; `asks_non_recurrent` where the header asks the opposite.
pub(super) fn recurrence(text: &str, asks_non_recurrent: bool) -> Option<bool> {
    if let Some(yes) = tick(text) {
        return Some(yes != asks_non_recurrent);
    }
    let padded = padded(&words(text));
    if let Some(said) = super::header::recurrent(&padded) {
        return Some(said);
    }
    if let Some(lasting) = lasting::said(&padded) {
        return Some(lasting);
    }
    let yes = match padded.trim() {
        "r" => return Some(true),
        "n r" | "nr" | "non" => return Some(false),
        "y" | "yes" | "true" | "1" => true,
        "n" | "no" | "false" | "0" => false,
        _ => return None,
    };
    Some(yes != asks_non_recurrent)
}

/// Whether a label names a sum of other rows. "Total parenteral nutrition" is decided by what else the row holds.
pub(super) fn total(padded: &str) -> bool {
    is_all(padded)
        || has_any(
            padded,
            "total; totals; subtotal; sub total; subtotals; grand total; sum; overall; all \
            schemes; all organisations; all providers; c 999; c999",
        )
}

/// "All CIP", "All projects", "All divisions": everything that a list is of, and no more words.
fn is_all(padded: &str) -> bool {
    let mut words = padded.split_whitespace();
    let listed = |word: &str| {
        savings_words(&format!(" {word} "))
            || matches!(
                word,
                "projects"
                    | "lines"
                    | "programmes"
                    | "workstreams"
                    | "divisions"
                    | "directorates"
                    | "initiatives"
                    | "plans"
                    | "schemes"
            )
    };
    words.next() == Some("all") && {
        let rest: Vec<&str> = words.collect();
        !rest.is_empty() && rest.into_iter().all(listed)
    }
}

/// Words of the savings plan as a whole: CIP, QIPP, efficiency, cost improvement.
pub(super) fn savings_words(padded: &str) -> bool {
    has_any(padded, SAVINGS_NAMES)
        || has_any(
            padded,
            "financial recovery; recovery plan; recovery programme; transformation; frp; sustainability programme; financial \
            improvement; fip; wrp",
        )
}

/// What remains to be found after everything listed: never a line of the plan itself when it stands below the total.
pub(super) fn gap(padded: &str) -> bool {
    has_any(
        padded,
        "gap; shortfall; still to find; still to identify; left to identify; variance to target; variance; balance to find; over \
            programm*; under programm*; overprogramm*; headroom; surplus deficit against target; \
            remaining to find; left to find; against target; to target; from target; distance from; behind target; below target; short of; under over; over under; \
            unmet; not met; not covered; uncovered; not yet covered; below requirement; below the requirement; above requirement",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn status_words_of_many_houses_find_their_step() {
        assert_eq!(status("fully_developed"), Some(Status::FullyDeveloped));
        assert_eq!(status("Plans in progress"), Some(Status::InProgress));
        assert_eq!(status("G0 idea"), Some(Status::Opportunity));
        assert_eq!(status("Gateway 4"), Some(Status::FullyDeveloped));
        assert_eq!(status("Un-identified"), Some(Status::Unidentified));
        assert_eq!(status("Gap"), Some(Status::Unidentified));
        assert_eq!(status("No plan"), Some(Status::Unidentified));
        assert_eq!(status("Target only"), Some(Status::Unidentified));
        assert_eq!(status("TBC"), None);
        assert_eq!(status("-"), None);
    }

    #[test]
    fn recurrence_is_read_in_every_spelling() {
        for text in ["R", "Rec", "Recurrent", "recurring", "Ongoing"] {
            assert_eq!(recurrence(text, false), Some(true), "{text}");
        }
        for text in [
            "NR",
            "Non-rec",
            "non_recurrent",
            "Non recurrent",
            "One-off",
            "N-Rec",
            "N/R",
        ] {
            assert_eq!(recurrence(text, false), Some(false), "{text}");
        }
        assert_eq!(recurrence("Y", false), Some(true));
        assert_eq!(recurrence("Y", true), Some(false));
    }
}
