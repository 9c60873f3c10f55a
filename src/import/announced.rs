//! Headings, titles and remarks that announce savings without a scheme behind them.

use super::text::{has_any, padded, sentences, words};
use super::voice::{ATTRIBUTES, Voice, absent, may_speak, of_text};
use super::{as_at, negations, no_scheme, not_yet, over};

/// Whether a heading or title announces lines without schemes. Of a long one a part between dashes, colons and brackets
/// must do so by itself.
pub(super) fn heading(text: &str) -> bool {
    let text = negations::joined(text_of_item(text));
    let text = text.as_ref();
    let announces = |text: &str| {
        let text = as_at::without(text);
        let all = words(text);
        let missing = absent(&padded(&all))
            || no_scheme::is_all(&all)
            || not_yet::of_text(text, ATTRIBUTES) == Voice::Strong;
        all.len() <= 10 && missing && of_text(text) == Voice::Strong
    };
    if !may_speak(text) {
        return false;
    }
    // "Grey = no scheme" says what a word means and heads nothing.
    if text.contains('=') {
        return false;
    }
    // "No action has been found for this yet." is said of what stands above it.
    let back = has_any(&padded(&words(text)), "this; these; it; them; above");
    if back && text.trim_end().ends_with('.') {
        return false;
    }
    // A sentence that mentions it heads nothing.
    let short = words(text).len() <= HEADING_MAX && !text.trim_end().ends_with('.');
    // "White space (in the plan, nothing behind it yet)"
    let alone = |part: &str| {
        let part = as_at::without(part);
        let all = words(part);
        no_scheme::is_all(&all) || (all.len() >= 3 && no_scheme::is_state(&all)) || announces(part)
    };
    announces(text) || (short && not_yet::parts(text).iter().any(|part| alone(part)))
}

/// Whether a remark on a line says that no scheme stands behind it: a sentence of it does so by itself, and it is so still.
pub(super) fn remark(text: &str) -> bool {
    if !may_speak(text) {
        return false;
    }
    let alone = |sentence: &String| heading(sentence.trim_end_matches(['.', '!', '?', ';']));
    (heading(text) || sentences(text).iter().any(alone)) && !over::is_over(text)
}

/// The words behind the letter or number of a list: "C. Savings still to find", "iii) No scheme".
fn text_of_item(text: &str) -> &str {
    text.trim()
        .split_once(['.', ')'])
        .filter(|(mark, rest)| {
            let mark = mark.trim_start_matches('(');
            (1..=3).contains(&mark.len())
                && mark.chars().all(char::is_alphanumeric)
                && rest.starts_with(char::is_whitespace)
        })
        .map_or(text, |(_, rest)| rest.trim_start())
}

/// More words than this are a sentence.
const HEADING_MAX: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_says_in_a_sentence_of_its_own_that_there_is_no_scheme() {
        for text in [
            "No project against it at present; divisions meet in June",
            "Nothing identified so far. The sum is a fair share of the target.",
            "Sum agreed with the executive. No plans yet.",
        ] {
            assert!(remark(text), "{text}");
        }
        for text in [
            "Formerly unidentified; the lease was signed and the scheme runs",
            "Was unidentified at month 2; project agreed by both hospitals",
            "No scheme originally. Contract signed in May.",
            "No plans in the first draft; now signed",
            "No scheme lead yet. Starts in June.",
            "No project slippage expected",
            "Raised with the medical director",
        ] {
            assert!(!remark(text), "{text}");
        }
    }

    #[test]
    fn a_heading_may_say_it_in_part_of_itself() {
        for text in [
            "Part 3: amounts in divisional budgets for which no project has been named",
            "HOLES (sums in the plan, none behind them yet)",
        ] {
            assert!(heading(text), "{text}");
        }
        for text in [
            "READY NEXT (lead named, project brief written)",
            "Part 1: schemes brought forward by divisions",
            "The table lists what each division has put forward with its lead and value, and what is without any, no schemes, \
             as well",
        ] {
            assert!(!heading(text), "{text}");
        }
    }
}
