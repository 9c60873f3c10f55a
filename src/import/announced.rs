//! Headings, titles and remarks that announce savings without a scheme behind them.

use super::text::{has_any, padded, sentences, words};
use super::voice::{ATTRIBUTES, Voice, absent, may_speak, of_text};
use super::{no_scheme, not_yet};

/// Whether a heading or title announces lines without schemes. Of a long one a part between dashes, colons and brackets
/// must do so by itself.
pub(super) fn heading(text: &str) -> bool {
    let text = text_of_item(text);
    let announces = |text: &str| {
        let all = words(text);
        let missing = absent(&padded(&all))
            || no_scheme::is_all(&all)
            || not_yet::of_text(text, ATTRIBUTES) == Voice::Strong;
        all.len() <= 10 && missing && of_text(text) == Voice::Strong
    };
    if !may_speak(&words(text)) {
        return false;
    }
    // "Grey = no scheme" says what a word means and heads nothing.
    if text.contains('=') {
        return false;
    }
    let explains = text.trim_end().ends_with('.');
    let long = !explains && (11..=HEADING_MAX).contains(&words(text).len());
    let parts = || not_yet::parts(text);
    // "White space (in the plan, nothing behind it yet)"
    let nothing = |part: &str| {
        part.split(',').any(|part| {
            let all = words(part);
            all.len() >= 3 && no_scheme::is_state(&all)
        })
    };
    announces(text)
        || parts()
            .iter()
            .any(|part| nothing(part) || no_scheme::is_all(&words(part)))
        || (long && parts().iter().any(|part| announces(part)))
}

/// Whether a remark on a line says that no scheme stands behind it: a sentence of it does so by itself, and none says that
/// there is one now.
pub(super) fn remark(text: &str) -> bool {
    let all = words(text);
    if !may_speak(&all) {
        return false;
    }
    let now = has_any(&padded(&all), "now; since; meanwhile");
    let alone = |sentence: &String| heading(sentence.trim_end_matches(['.', '!', '?', ';']));
    heading(text) || (!now && sentences(text).iter().any(alone))
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
            "No scheme behind this yet; to be worked up with providers",
            "No scheme as yet. Value is the division's share of the requirement.",
            "Not identified. Executive workshop in August to agree how it will be found.",
        ] {
            assert!(remark(text), "{text}");
        }
        for text in [
            "Previously unidentified; occupational health contract now signed and plan in place.",
            "Was unidentified in March; scheme agreed with both trusts 3 May",
            "No scheme in the first draft; now signed",
            "No project manager yet. Starts in May.",
            "No scheme slippage reported",
            "Escalated to chief executives",
        ] {
            assert!(!remark(text), "{text}");
        }
    }

    #[test]
    fn a_heading_may_say_it_in_part_of_itself() {
        assert!(heading(
            "Section B: values in partner plans for which no scheme has been identified"
        ));
        assert!(heading(
            "WHITE SPACE (value in the plan, nothing behind it yet)"
        ));
        assert!(!heading(
            "WORKING UP (owner named, project document in draft)"
        ));
        assert!(!heading("Section A: schemes put forward by partners"));
    }
}
