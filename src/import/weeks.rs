//! Long-wait measures in words: `65+ weeks`, `waiting more than 52 weeks`, `RTT_52W`, `Total 78 plus weeks`.

use super::spans;
use super::text::{has_any, is_one_of, padded, words};
use crate::plan::Weeks;

/// The whole list, however long they have waited.
pub(super) const LIST: Weeks = Weeks::LIST;

pub(super) const MEASURES: [u16; 5] = [18, 52, 65, 78, 104];

/// The measure, where the text counts those who wait longer than it; `within 18 weeks` counts the others.
pub(super) fn longer_than(text: &str) -> Option<Weeks> {
    let words = words(text);
    // "<18 weeks"; "≥ 52 and < 65" is a band, and no threshold either.
    if text.contains(['<', '\u{2264}'])
        || words.iter().any(|word| {
            matches!(
                word.as_str(),
                "within" | "under" | "median" | "average" | "percentile" | "less" | "below"
            )
        })
    {
        return None;
    }
    let mut found = spans::longer_than(&words);
    for (at, word) in words.iter().enumerate() {
        // "18 months" are no 18 weeks.
        if spans::is_told_in_months(&words, at) {
            continue;
        }
        // "GT52W" of an extract.
        let signed = ["gte", "gt", "ge"]
            .iter()
            .find_map(|sign| word.strip_prefix(sign));
        let word = signed.unwrap_or(word);
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let band = at > 1 && words.get(at - 1).is_some_and(|word| word == "to");
        let Some(measure) = digits.parse().ok().filter(|weeks| MEASURES.contains(weeks)) else {
            continue;
        };
        if band {
            return None;
        }
        let suffix = word.get(digits.len()..).unwrap_or("");
        let said = is_week(suffix)
            || (suffix.is_empty()
                && (signed.is_some()
                    || is_marked(text, digits)
                    || weeks_follow(words.get(at + 1..).unwrap_or(&[]))));
        if said {
            // "18 week performance".
            if measure == 18 && is_share_within_18(text) {
                return None;
            }
            if found.is_some_and(|found| found != measure) {
                // A band from one to the other, or a list of measures.
                return None;
            }
            found = Some(measure);
        }
    }
    found.map(Weeks)
}

/// `65+`, `>65`: the sign stands at the number itself, so that a code before it (`E.B.18 … 65+ weeks`) is no measure.
fn is_marked(text: &str, digits: &str) -> bool {
    text.match_indices(digits).any(|(at, _)| {
        let before = text.get(..at).unwrap_or("").trim_end();
        let behind = text.get(at + digits.len()..).unwrap_or("").trim_start();
        behind.starts_with('+') || before.ends_with(['>', '≥', '+'])
    })
}

pub(super) fn is_week(word: &str) -> bool {
    matches!(word, "w" | "wk" | "wks" | "ww" | "week" | "weeks" | "wkw")
}

/// Whether the text speaks of weeks: "65+ weeks", "52W".
pub(super) fn says_week(text: &str) -> bool {
    let says = |word: &String| is_week(word.trim_start_matches(|c: char| c.is_ascii_digit()));
    words(text).iter().any(says)
}

/// `weeks`, `plus weeks`, `or more weeks`, or `plus` alone.
fn weeks_follow(words: &[String]) -> bool {
    let mut joined = words
        .iter()
        .map(String::as_str)
        .skip_while(|word| matches!(*word, "plus" | "or" | "more" | "over" | "and" | "above"));
    match joined.next() {
        Some(word) => is_week(word),
        None => words.first().is_some_and(|word| word == "plus"),
    }
}

/// What a row or a column counts: a long wait, or the whole list.
pub(super) fn counted(text: &str) -> Option<Weeks> {
    longer_than(text).or_else(|| is_list(text).then_some(LIST))
}

/// The size of the waiting list; a part of it, its growth or another list is not it.
fn is_list(text: &str) -> bool {
    let padded = padded(&words(text));
    let bare = matches!(
        padded.trim(),
        "incomplete pathways"
            | "rtt incomplete pathways"
            | "incomplete rtt pathways"
            | "waiting list"
            | "rtt waiting list"
            | "total ptl"
            | "ptl size"
            | "all pathways"
    );
    let named = has_any(
        &padded,
        "waiting list size; size of the waiting list; size of waiting list; total waiting list; \
            total incomplete; incomplete pathways total; all incomplete pathways; total rtt pathways; \
            list size; total pathways waiting; number of incomplete pathways; total number waiting; \
            total number of incomplete; incomplete rtt pathways total; whole waiting list; total rtt waiting list",
    );
    (bare || named)
        && !text.contains('%')
        && !has_any(
            &padded,
            "within; under; over; week; weeks; wks; percent; percentage; new; completed; admitted; outpatient; \
                inpatient; diagnostic; diagnostics; cancer; community; change; movement; growth; reduction; variance; \
                clearance; follow up; validated; median; average; with",
        )
}

/// A row or column of the part of the list within 18 weeks, as a share.
pub(super) fn is_share_within_18(text: &str) -> bool {
    let words = words(text);
    let padded = padded(&words);
    let share = text.contains('%')
        || has_any(
            &padded,
            "percent; percentage; proportion; performance; share; standard; compliance",
        );
    is_of_18(&words)
        && share
        && !has_any(
            &padded,
            "over; more than; breach; breaches; breaching; admitted; longer",
        )
        && !text.contains('>')
}

/// Those who have not waited as long as any measure, in pathways: "Within 18 weeks", "<18 weeks".
pub(super) fn is_within_18(text: &str) -> bool {
    let all = words(text);
    let below = text.contains(['<', '\u{2264}'])
        || has_any(&padded(&all), "within; under; below; less than; up to");
    let numbers = all
        .iter()
        .filter(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    below && numbers.count() == 1 && is_of_18(&all) && !is_share_within_18(text)
}

fn is_of_18(words: &[String]) -> bool {
    words.iter().enumerate().any(|(at, word)| {
        let rest = word.strip_prefix("18");
        rest.is_some_and(|rest| {
            is_week(rest) || rest.is_empty() && weeks_follow(words.get(at + 1..).unwrap_or(&[]))
        })
    })
}

/// The measure in a cell under a header such as "Weeks", where `65` alone is enough, and so is "More than 65", "at least
/// 65" or "65 or longer".
pub(super) fn bare(text: &str) -> Option<Weeks> {
    let spelled = || spans::bare(&words(text)).map(Weeks);
    counted(text).or_else(spelled).or_else(|| {
        let all = words(text);
        let mut numbers = all.iter().filter_map(|word| {
            let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            let rest = word.get(digits.len()..).unwrap_or("");
            let number = digits.parse().ok()?;
            (rest.is_empty() || is_week(rest) || all.len() == 1).then_some(number)
        });
        let only = numbers.next().filter(|_| numbers.next().is_none())?;
        let plain = all
            .iter()
            .all(|word| word.starts_with(|c: char| c.is_ascii_digit()) || is_one_of(word, BEYOND));
        // "<52" counts those who have not waited as long.
        (plain && !text.contains(['<', '\u{2264}']) && MEASURES.contains(&only))
            .then_some(Weeks(only))
    })
}

/// What stands before or behind the weeks that somebody has waited beyond.
const BEYOND: &str = "more; than; over; above; beyond; greater; longer; exceeding; at; least; or; and; plus; gt; gte; ge; \
    waiting; waits; week; weeks; wks";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_are_read_from_every_wording() {
        for (text, weeks) in [
            ("65+ weeks", 65),
            ("Waiting more than 52 weeks", 52),
            ("Number of patients waiting 65 weeks or more", 65),
            ("Total 104 plus weeks", 104),
            ("RTT_52W", 52),
            ("65+", 65),
            (">78 wks", 78),
            ("78ww", 78),
            ("52 or more weeks", 52),
            ("E.B.18 Incomplete pathways 65+ weeks", 65),
        ] {
            assert_eq!(longer_than(text), Some(Weeks(weeks)), "{text}");
        }
        for text in [
            "Within 18 weeks",
            "<18 weeks",
            "Ward 52",
            "52",
            "52 to 65 weeks",
            "six week cycle",
        ] {
            assert_eq!(longer_than(text), None, "{text}");
        }
        assert_eq!(bare("65"), Some(Weeks(65)));
    }

    #[test]
    fn under_a_header_of_weeks_a_cell_need_not_repeat_them() {
        for (text, weeks) in [
            ("Over 65", 65),
            ("52 or longer", 52),
            ("At least 78", 78),
            ("greater than 18", 18),
            ("> 104", 104),
            ("Above 52 wks", 52),
            ("65 and over", 65),
        ] {
            assert_eq!(bare(text), Some(Weeks(weeks)), "{text}");
        }
        for text in [
            "Less than 52",
            "Under 18",
            "<52",
            "18 to 52",
            "Up to 65",
            "Over 26",
            "Ward 52",
            "Band 18",
            "More than 52 patients",
        ] {
            assert_eq!(bare(text), None, "{text}");
        }
    }

    #[test]
    fn the_whole_list_is_told_from_its_parts() {
        for text in [
            "Waiting list size",
            "Total incomplete pathways",
            "Incomplete pathways",
            "Total waiting list (RTT)",
            "E.B.3a Number of incomplete pathways",
        ] {
            assert_eq!(counted(text), Some(LIST), "{text}");
        }
        for text in [
            "Waiting list growth",
            "Incomplete pathways within 18 weeks",
            "Total incomplete pathways with a decision to admit",
            "Diagnostic waiting list size",
            "Total",
        ] {
            assert_eq!(counted(text), None, "{text}");
        }
        assert_eq!(
            counted("Incomplete pathways over 52 weeks"),
            Some(Weeks(52))
        );
    }

    #[test]
    fn the_share_within_18_weeks_is_known_in_words() {
        for text in [
            "% within 18 weeks",
            "RTT 18 week performance",
            "Percentage of pathways within 18 weeks",
            "18wk standard",
        ] {
            assert!(is_share_within_18(text), "{text}");
        }
        for text in [
            "Within 18 weeks",
            "% over 18 weeks",
            "Over 18 weeks",
            "% over 52 weeks",
        ] {
            assert!(!is_share_within_18(text), "{text}");
        }
    }
}
