//! The month a scheme is to start in, from the words of its start date.

use super::savings::line_months;
use crate::plan::{FinancialYear, Month, Saving};

/// The number of the month in `year`, 1 for April: 1 for anything before the year, 13 for anything after it. `None`
/// where the words name no month; a month without a year is one of this year.
pub fn start_month(text: &str, year: FinancialYear) -> Option<u8> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    numbered(&words).or_else(|| dated(&words, year))
}

/// The month a line begins to save in: by its start date, else by the first month with a value. `None` where neither
/// says.
pub fn first_month(line: &Saving, year: Option<FinancialYear>) -> Option<u8> {
    let stated = line
        .start
        .as_deref()
        .zip(year)
        .and_then(|(text, year)| start_month(text, year));
    stated.or_else(|| {
        let mut months = line_months(line.phasing.as_ref()?);
        let first = months.find(|(_, value)| !value.value.is_zero());
        first.map(|(month, _)| month)
    })
}

/// `M4`, `Month 4`, `Q2`.
fn numbered(words: &[&str]) -> Option<u8> {
    match *words {
        [word] => {
            let (letter, digits) = word.split_at_checked(1)?;
            let number: u8 = digits.parse().ok()?;
            match letter {
                "m" if (1..=12).contains(&number) => Some(number),
                "q" if (1..=4).contains(&number) => Some(number * 3 - 2),
                _ => None,
            }
        }
        ["month", digits] => digits
            .parse()
            .ok()
            .filter(|number| (1..=12).contains(number)),
        _ => None,
    }
}

/// `Jul 2023`, `1 July 2023`, `Jul-23`, `01/07/2023`, `2023-07-01`, `July`.
fn dated(words: &[&str], year: FinancialYear) -> Option<u8> {
    // "May depend on recruitment" is a sentence, not a date.
    if words.len() > 3 {
        return None;
    }
    let numbers: Vec<u16> = words.iter().filter_map(|word| word.parse().ok()).collect();
    let named = words.iter().find_map(|word| Month::named(word));
    let (month, stated_year) = match (named, numbers.as_slice()) {
        (Some(month), [.., last]) => (month, full_year(*last)),
        (Some(month), []) => (month, None),
        (None, [first, month, _]) if *first >= 1990 => (u8::try_from(*month).ok()?, Some(*first)),
        (None, [_, month, last]) => (u8::try_from(*month).ok()?, full_year(*last)),
        _ => return None,
    };
    if !(1..=12).contains(&month) {
        return None;
    }
    let Some(calendar) = stated_year else {
        return Some(Month { year: 0, month }.number_in_year());
    };
    let date = Month {
        year: calendar,
        month,
    };
    Some(match date.financial_year().cmp(&year) {
        std::cmp::Ordering::Less => 1,
        std::cmp::Ordering::Equal => date.number_in_year(),
        std::cmp::Ordering::Greater => 13,
    })
}

/// 23 and 2023 are years; the first of July is none.
fn full_year(number: u16) -> Option<u16> {
    match number {
        20..=60 => Some(2_000 + number),
        1990..=2100 => Some(number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn start_dates_in_many_spellings_name_their_month() {
        let year = FinancialYear(2023);
        for text in [
            "Jul 2023",
            "1 July 2023",
            "Jul-23",
            "01/07/2023",
            "2023-07-01",
            "July",
            "M4",
            "Month 4",
        ] {
            assert_eq!(start_month(text, year), Some(4), "{text}");
        }
        assert_eq!(start_month("Q2", year), Some(4));
        assert_eq!(start_month("Oct 2022", year), Some(1));
        assert_eq!(start_month("Apr 2024", year), Some(13));
    }

    #[test]
    fn words_without_a_month_name_none() {
        for text in [
            "TBC",
            "Marketing",
            "May depend on recruitment",
            "in place",
            "phase 2",
            "2023",
            "M13",
            "99/99/2023",
        ] {
            assert_eq!(start_month(text, FinancialYear(2023)), None, "{text}");
        }
    }
}
