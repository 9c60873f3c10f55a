//! Long-wait measures in words: `65+ weeks`, `waiting more than 52 weeks`, `RTT_52W`, `Total 78 plus weeks`.

use super::text::words;
use crate::plan::Weeks;

const MEASURES: [u16; 5] = [18, 52, 65, 78, 104];

/// The measure, where the text counts those who wait longer than it; `within 18 weeks` counts the others.
pub(super) fn longer_than(text: &str) -> Option<Weeks> {
    let words = words(text);
    if words.iter().any(|word| {
        matches!(
            word.as_str(),
            "within" | "under" | "median" | "average" | "percentile" | "less" | "below"
        )
    }) {
        return None;
    }
    let mut found = None;
    for (at, word) in words.iter().enumerate() {
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
                && (is_marked(text, digits) || weeks_follow(words.get(at + 1..).unwrap_or(&[]))));
        if said {
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

fn is_week(word: &str) -> bool {
    matches!(word, "w" | "wk" | "wks" | "ww" | "week" | "weeks" | "wkw")
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

/// The measure in a cell under a header such as "Weeks", where `65` alone is enough.
pub(super) fn bare(text: &str) -> Option<Weeks> {
    longer_than(text).or_else(|| {
        let [word] = words(text).try_into().ok()?;
        let word: String = word;
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        digits
            .parse()
            .ok()
            .filter(|weeks| MEASURES.contains(weeks))
            .map(Weeks)
    })
}

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
            "Ward 52",
            "52",
            "52 to 65 weeks",
            "six week cycle",
        ] {
            assert_eq!(longer_than(text), None, "{text}");
        }
        assert_eq!(bare("65"), Some(Weeks(65)));
    }
}
