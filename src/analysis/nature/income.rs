//! Words for savings that are more income rather than less cost.

use super::says;

const INCOME: &[&[&str]] = &[
    &["income"],
    &["private", "patient*"],
    &["overseas", "visitor*|patient*"],
    &["erf|elective|activity", "over", "performance"],
    &["erf|elective|activity", "overperformance"],
];

/// The same word about patients' own purses, or about taxes.
const ELSEWHERE: &[&[&str]] = &[
    &["low|household|family|deferred", "income"],
    &["income", "tax|support|protection"],
];

/// Words that a phrase begins with.
pub(super) fn first_words() -> impl Iterator<Item = &'static str> {
    let first = INCOME.iter().filter_map(|phrase| phrase.first());
    first.flat_map(|alternatives| alternatives.split('|'))
}

pub(super) fn is_income(words: &[String]) -> bool {
    let words: Vec<&String> = words.iter().collect();
    INCOME.iter().any(|phrase| says(&words, phrase))
        && !ELSEWHERE.iter().any(|phrase| says(&words, phrase))
}
