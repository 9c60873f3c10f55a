//! Long waits in years, months and spelled numbers: "waiting over one year", "18 months or more", "more than sixty-five
//! weeks". A year has 52 weeks and three months have 13.

use super::text::is_one_of;
use super::weeks::{MEASURES, is_week};

/// What somebody waits, or waits for, where a span of time is named: debts and loans have them too.
const WAITS: &str =
    "wait; waits; waited; waiting; waiter; waiters; pathway; pathways; rtt; incompletes; waitlist";
/// Stand before a span that is exceeded.
const OVER: &str = "over; than; above; exceeding; exceed; exceeds; beyond; least";
/// Stand behind one.
const OR_MORE: &str = "plus; or; and";
const MORE: &str = "more; longer; over; above; plus";

const UNITS: [&str; 19] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

/// A span of time as whole weeks, and how many words name it.
struct Span {
    weeks: u16,
    words: usize,
    /// In digits and weeks, as most are.
    plain: bool,
}

/// The measure that the words count the waits beyond, told in years, months or spelled numbers.
pub(super) fn longer_than(words: &[String]) -> Option<u16> {
    if !words.iter().any(|word| is_one_of(word, WAITS)) {
        return None;
    }
    measure(words)
}

/// The same of a label that says nothing else: "Over one year", "18 months +".
pub(super) fn bare(words: &[String]) -> Option<u16> {
    (words.len() <= BARE_WORDS_MAX)
        .then(|| measure(words))
        .flatten()
}

const BARE_WORDS_MAX: usize = 6;

fn measure(words: &[String]) -> Option<u16> {
    let said = |at: usize, list: &str| words.get(at).is_some_and(|word| is_one_of(word, list));
    let mut found = (0..words.len()).filter_map(|at| {
        let span = span(words, at).filter(|span| !span.plain)?;
        let end = at + span.words;
        let exceeded = at.checked_sub(1).is_some_and(|before| said(before, OVER))
            || (at >= 2 && said(at - 1, "of") && said(at - 2, "excess"))
            || (said(end, OR_MORE) && (said(end, "plus") || said(end + 1, MORE)));
        (exceeded && MEASURES.contains(&span.weeks) && span.weeks > 18).then_some(span.weeks)
    });
    let first = found.next()?;
    // "Over one year and under two".
    found.all(|other| other == first).then_some(first)
}

/// Whether the number at this word counts months or years.
pub(super) fn is_told_in_months(words: &[String], at: usize) -> bool {
    words
        .get(at + 1)
        .is_some_and(|unit| is_month(unit) || is_year(unit))
}

fn span(words: &[String], at: usize) -> Option<Span> {
    let (number, length, plain) = number(words, at)?;
    let unit = words.get(at + length)?;
    let weeks = if is_year(unit) {
        number.checked_mul(52)?
    } else if is_month(unit) {
        (number % 3 == 0).then(|| (number / 3).checked_mul(13))??
    } else if is_week(unit) {
        number
    } else {
        return None;
    };
    Some(Span {
        weeks,
        words: length + 1,
        plain: plain && is_week(unit),
    })
}

/// A number from this word on, of how many words it is, and whether it is in digits.
fn number(words: &[String], at: usize) -> Option<(u16, usize, bool)> {
    let word = words.get(at)?;
    if let Ok(number) = word.parse() {
        return Some((number, 1, true));
    }
    if word == "a" || word == "an" {
        return Some((1, 1, false));
    }
    let unit = |word: &String| (1..).zip(UNITS).find(|(_, name)| name == word);
    if let Some((number, _)) = unit(word) {
        return Some((number, 1, false));
    }
    let (tens, _) = (2_u16..).zip(TENS).find(|(_, name)| name == word)?;
    let rest = words
        .get(at + 1)
        .and_then(unit)
        .filter(|(rest, _)| *rest < 10);
    Some(match rest {
        Some((rest, _)) => (tens * 10 + rest, 2, false),
        None => (tens * 10, 1, false),
    })
}

fn is_month(word: &str) -> bool {
    matches!(word, "month" | "months" | "mth" | "mths")
}

fn is_year(word: &str) -> bool {
    matches!(word, "year" | "years" | "yr" | "yrs")
}

#[cfg(test)]
mod tests {
    use super::super::weeks;
    use crate::plan::Weeks;

    #[test]
    fn waits_told_in_years_and_months_are_weeks() {
        for (text, measure) in [
            ("waiting over one year", 52),
            ("Patients waiting more than a year", 52),
            ("RTT pathways at least 12 months", 52),
            ("Waiters: 15 months or more", 65),
            ("Pathways beyond eighteen months", 78),
            ("waiting in excess of 18 mths", 78),
            ("Waiting 2 years or longer", 104),
            ("waiting more than sixty-five weeks", 65),
        ] {
            assert_eq!(weeks::longer_than(text), Some(Weeks(measure)), "{text}");
        }
        assert_eq!(weeks::bare("Over 12 months"), Some(Weeks(52)));
    }

    #[test]
    fn other_years_and_months_are_no_measure() {
        for text in [
            "Borrowings due after more than one year",
            "Waiting list initiative, one year only",
            "Waiting over one year and under two years",
            "Waiting less than a year",
            "Over 12 months",
            "Waiting list entries validated in the past 12 months",
            "Waiting list initiative of one year",
            "RTT waits, 12 months to March",
            "Waiting over 18 weeks in the last 12 months",
        ] {
            let read = weeks::longer_than(text);
            assert!(
                read.is_none() || read == Some(Weeks(18)),
                "{text}: {read:?}"
            );
        }
        assert_eq!(weeks::bare("Month 12"), None);
    }
}
