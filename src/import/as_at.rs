//! When something is said to stand so: "at Month 6", "as at 30 September", "by quarter end". It says nothing of what is
//! said.

use super::periods::calendar_month;
use super::text::{first_word, is_one_of, words};

/// Begin it.
const AT: &str = "at; as; by; in; on; to; up; since";
/// What may stand in it besides months and numbers.
const WHEN: &str = "month; mth; period; quarter; qtr; year; end; start; close; date; now; today; present; week; the; this; m; \
    p; q; half; mid; h1; h2; st; nd; rd; th";
/// A time is said in fewer words: "as at the end of month 6 (30 September 2025)".
const BLANKS_MAX: usize = 12;

/// The text without a date or a month that it ends with: "Unidentified at Month 6" is "Unidentified".
pub(super) fn without(text: &str) -> &str {
    // Each of the last words may be where it begins; the first that leaves nothing but a time behind it is. The others are
    // not looked at: of a long text that would be each word times all behind it.
    let begins = |at: usize| {
        let behind = text.get(at..).unwrap_or("");
        let next = behind.split_whitespace().next().unwrap_or("");
        if !first_word(next).is_some_and(|first| is_one_of(&first, AT)) {
            return false;
        }
        let all = words(behind);
        let rest = all.get(1..).unwrap_or(&[]);
        rest.iter().any(|word| is_exact(word))
            && rest.iter().all(|word| {
                is_exact(word) || is_one_of(word, WHEN) || is_one_of(word, AT) || word == "of"
            })
    };
    let blanks = text.rmatch_indices(char::is_whitespace).take(BLANKS_MAX);
    let start = blanks
        .map(|(at, blank)| at + blank.len())
        .filter(|at| begins(*at))
        .last();
    start.and_then(|at| text.get(..at)).map_or(text, |head| {
        head.trim_end_matches([' ', ',', '-', '(', '\u{2013}'])
    })
}

/// "6", "M6", "Q2", "30th", "September", "Sep23".
fn is_exact(word: &str) -> bool {
    let letters = word.trim_matches(|c: char| c.is_ascii_digit());
    let numbered = letters.len() < word.len();
    calendar_month(letters).is_some()
        || letters.is_empty()
        || (numbered && is_one_of(letters, "m; p; q; wk; mth; month; st; nd; rd; th"))
}

#[cfg(test)]
mod tests {
    use super::without;
    use crate::import::fixture::{flagged, read};

    #[test]
    fn a_time_at_the_end_is_left_out() {
        for (text, left) in [
            ("Not identified at month 9", "Not identified"),
            ("Gap as at 31 December 2024", "Gap"),
            ("Unallocated, at M3", "Unallocated"),
            ("Nothing behind it by Q2", "Nothing behind it"),
            ("Unidentified (as at 30th Sept)", "Unidentified"),
        ] {
            assert_eq!(without(text), left, "{text}");
        }
        for text in [
            "Beds at Ward 6",
            "Unidentified",
            "Look at month 6 rota",
            "At month 6",
            "Savings by site",
            "Theatres on Saturday",
        ] {
            assert_eq!(without(text), text);
        }
    }

    #[test]
    #[expect(
        clippy::disallowed_methods,
        reason = "how long it takes is what is asked"
    )]
    fn only_the_end_of_a_long_text_is_looked_at() {
        let long = "by the wards at month 6 as told in the paper ".repeat(12_000);
        let begun = std::time::Instant::now();
        for (end, left) in [
            ("none", "none"),
            ("unidentified at month 9", "unidentified"),
            ("gap as at the end of month 6 (30 September 2025)", "gap"),
        ] {
            let text = format!("{long}{end}");
            assert!(without(&text).ends_with(&format!("paper {left}")), "{end}");
        }
        // All the rest taken apart at each of its words is a matter of minutes.
        assert!(begun.elapsed() < std::time::Duration::from_secs(5));
    }

    #[test]
    fn a_heading_may_say_when_nothing_was_identified() {
        for head in [
            "Recurrent, unidentified as at Month 9",
            "Unidentified at M9",
            "Not yet identified (as at 31 December)",
            "No scheme yet by quarter 3",
        ] {
            let savings = read(&[(
                "CIP",
                &format!(
                    "Fell NHS Trust CIP 2025/26 £000\n\nScheme|Plan 2025/26|Forecast\nRecurrent||\nBeds|500|500\nBank|400|350\n\
                     {head}||\nMedicine|300|0\nEstates|200|0\nTotal|1400|850"
                ),
            )])
            .savings
            .unwrap();
            assert_eq!(flagged(&savings), ["Medicine", "Estates"], "{head}");
        }
    }
}
