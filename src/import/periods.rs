//! Months, quarters and financial years in words: `M01`, `Apr-23`, `Qtr 2`, `2023/24`, `FY24`, `2526`.

use super::text::words;
use crate::plan::{FinancialYear, Month};

const MONTHS: [(&str, u8); 26] = [
    ("jan", 1),
    ("january", 1),
    ("feb", 2),
    ("febr", 2),
    ("february", 2),
    ("mar", 3),
    ("march", 3),
    ("apr", 4),
    ("april", 4),
    ("may", 5),
    ("jun", 6),
    ("june", 6),
    ("jul", 7),
    ("july", 7),
    ("aug", 8),
    ("august", 8),
    ("sep", 9),
    ("sept", 9),
    ("september", 9),
    ("oct", 10),
    ("october", 10),
    ("nov", 11),
    ("november", 11),
    ("dec", 12),
    ("december", 12),
    ("mrch", 3),
];

/// A month as a header says it; the calendar year where it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct MonthInYear {
    /// 1 is April.
    pub(super) number: u8,
    pub(super) calendar_year: Option<u16>,
}

/// The calendar month named by a word, 1 is January.
pub(super) fn calendar_month(word: &str) -> Option<u8> {
    MONTHS
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, month)| *month)
}

fn in_year(calendar_month: u8) -> u8 {
    if calendar_month >= 4 {
        calendar_month - 3
    } else {
        calendar_month + 9
    }
}

/// Digits after a marker in one word (`m01`) or the next (`month 1`).
fn counted(words: &[String], markers: &[&str], last: u8) -> Option<u8> {
    words.iter().enumerate().find_map(|(at, word)| {
        let marker = markers
            .iter()
            .filter(|marker| word.starts_with(*marker))
            .max_by_key(|marker| marker.len())?;
        let rest = word.get(marker.len()..).unwrap_or("");
        let digits = if rest.is_empty() {
            words.get(at + 1).map_or("", String::as_str)
        } else {
            rest
        };
        digits
            .parse::<u8>()
            .ok()
            .filter(|number| (1..=last).contains(number))
    })
}

/// The numbered month up to which a header counts from the start of the year: "Budget to P03", "Plan to month 6".
pub(super) fn up_to(words: &[String]) -> Option<u8> {
    const MARKERS: [&str; 5] = ["m", "mth", "month", "p", "period"];
    let at = words.iter().position(|word| word == "to")?;
    let (before, behind) = words.split_at_checked(at)?;
    let next = behind.get(1..behind.len().min(3))?;
    let marked = next.first().is_some_and(|word| {
        let marker = word.trim_end_matches(|c: char| c.is_ascii_digit());
        MARKERS.contains(&marker)
    });
    // From one month to another is a part of the year.
    let range = counted(before, &MARKERS, 12).is_some() || before.iter().any(|word| word == "from");
    counted(next, &MARKERS, 12).filter(|_| marked && !range)
}

/// The month in a header or label; several months, such as a range, are none.
pub(super) fn month(words: &[String]) -> Option<MonthInYear> {
    if let Some(month) = in_figures(words) {
        return Some(month);
    }
    let named: Vec<(usize, u8)> = words
        .iter()
        .enumerate()
        .filter_map(|(at, word)| {
            calendar_month(word)
                .or_else(|| {
                    // `apr23`: a name and a year in one word.
                    let name = word.trim_end_matches(|c: char| c.is_ascii_digit());
                    (name.len() < word.len()).then(|| calendar_month(name))?
                })
                .map(|month| (at, month))
        })
        .collect();
    match named.as_slice() {
        [(at, month)] if is_a_day(words, *at, *month) => None,
        [] => counted(words, &["m", "mth", "month", "p", "period", "mo"], 12).map(|number| {
            MonthInYear {
                number,
                calendar_year: None,
            }
        }),
        [(at, month)] if words.len() <= 5 || is_counted(words, *month) => Some(MonthInYear {
            number: in_year(*month),
            calendar_year: calendar_year(words.get(*at..).unwrap_or(&[])),
        }),
        _ => None,
    }
}

/// "Draft plan (17 December)" is of a day on which something was written, and of no month: not its last, and no year behind.
fn is_a_day(words: &[String], at: usize, calendar: u8) -> bool {
    let day = at
        .checked_sub(1)
        .and_then(|before| words.get(before))
        .and_then(|word| {
            let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            digits.parse::<u8>().ok()
        });
    // "Month 12 Mar" counts months.
    let counts = at
        .checked_sub(2)
        .and_then(|before| words.get(before))
        .is_some_and(|word| matches!(word.as_str(), "month" | "mth" | "m" | "period" | "p" | "no"));
    // As does "12 Mar" where the financial year's months are numbered.
    !counts
        && day != Some(in_year(calendar))
        && day.is_some_and(|day| (1..=MONTH_ENDS_FROM).contains(&day))
        && words.len() > 2
        && calendar_year(words.get(at..).unwrap_or(&[])).is_none()
}

/// A later day may be the last of its month.
const MONTH_ENDS_FROM: u8 = 27;

/// "Plan | Apr-25 | Month 1 £000": a header of several rows that gives the month by name and by number.
fn is_counted(words: &[String], calendar: u8) -> bool {
    words.len() <= 8
        && counted(words, &["m", "mth", "month", "p", "period"], 12) == Some(in_year(calendar))
}

/// `2024-04`, `2024-04-30`, `202404`: how databases write a month. `2011-12` is a financial year, as everywhere.
fn in_figures(words: &[String]) -> Option<MonthInYear> {
    if let Some(month) = words.windows(3).find_map(written_out) {
        return Some(month);
    }
    let (year, month) = match words {
        [both] if both.len() == 6 => both.split_at_checked(4)?,
        // 20240401
        [all] if all.len() == 8 => {
            let (month, day) = all.split_at_checked(6)?;
            (1..=31).contains(&day.parse::<u8>().ok()?).then_some(())?;
            month.split_at_checked(4)?
        }
        [year, month] => (year.as_str(), month.as_str()),
        [year, month, day] if day.len() == 2 && (1..=31).contains(&day.parse::<u8>().ok()?) => {
            (year.as_str(), month.as_str())
        }
        _ => return None,
    };
    if year.len() != 4 || month.len() != 2 || pair(year, month).is_some() {
        return None;
    }
    let calendar = year
        .parse()
        .ok()
        .filter(|year| (1990..=2100).contains(year))?;
    let named = month
        .parse()
        .ok()
        .filter(|month| (1..=12).contains(month))?;
    Some(MonthInYear {
        number: in_year(named),
        calendar_year: Some(calendar),
    })
}

/// `30/04/2024` anywhere in a header: a day, a month and a year.
fn written_out(words: &[String]) -> Option<MonthInYear> {
    let [day, month, year] = words else {
        return None;
    };
    let within = |text: &str, last: u16| -> Option<u16> {
        let number = text.parse().ok().filter(|_| text.len() <= 2)?;
        (1..=last).contains(&number).then_some(number)
    };
    within(day, 31)?;
    let month = u8::try_from(within(month, 12)?).ok()?;
    let year = year
        .parse()
        .ok()
        .filter(|year| (1990..=2100).contains(year))?;
    Some(MonthInYear {
        number: in_year(month),
        calendar_year: Some(year),
    })
}

/// The day of the month in a text that writes out a day, a month and a year: `30/04/2024`, `2024-04-30`.
pub(super) fn day(words: &[String]) -> Option<u8> {
    let [first, _, last] = words else {
        return None;
    };
    month(words)?;
    let day = if first.len() == 4 { last } else { first };
    day.parse().ok().filter(|day| (1..=31).contains(day))
}

/// The calendar year in or after the word that names a month.
fn calendar_year(words: &[String]) -> Option<u16> {
    let own = words
        .first()?
        .trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let text = if own.is_empty() {
        words.get(1)?.as_str()
    } else {
        own
    };
    match (text.len(), text.parse::<u16>().ok()?) {
        (4, year @ 1990..=2100) => Some(year),
        (2, year) => Some(2000 + year),
        _ => None,
    }
}

/// "Q2", "Qtr 2", or by its first and last month: "Jul-Sep".
pub(super) fn quarter(words: &[String]) -> Option<u8> {
    counted(words, &["q", "qtr", "quarter"], 4).or_else(|| {
        let mut named = words
            .iter()
            .filter_map(|word| calendar_month(word))
            .map(in_year);
        let (first, last) = (named.next()?, named.next()?);
        let whole = first % 3 == 1 && last == first + 2 && named.next().is_none();
        (whole && words.len() <= 6).then_some(first.div_ceil(3))
    })
}

/// Every financial year named in a text, in order.
pub(super) fn years(text: &str) -> Vec<FinancialYear> {
    let words = words(text);
    let mut years = Vec::new();
    let mut skip = false;
    for (at, word) in words.iter().enumerate() {
        if std::mem::take(&mut skip) {
            continue;
        }
        let next = words.get(at + 1).map(String::as_str);
        let paired = next.and_then(|next| pair(word, next)).filter(|_| {
            // `12/13/2023` and `23 24 25` are dates or lists, not years.
            word.len() > 2
                || at == 0
                || !words
                    .get(at - 1)
                    .is_some_and(|word| word.parse::<u16>().is_ok_and(|n| n < 32))
        });
        if let Some(year) = paired {
            years.push(year);
            skip = true;
        } else if let Some(year) = single(word, next) {
            years.push(year);
        }
    }
    years
}

/// `2023` `24`, `23` `24`, `2023` `2024`, `fy23` `24`.
fn pair(first: &str, second: &str) -> Option<FinancialYear> {
    let first = first.strip_prefix("fy").unwrap_or(first);
    let start = match (first.len(), first.parse::<u16>().ok()?) {
        (4, year @ 1990..=2100) => year,
        (2, year @ 5..=60) => 2000 + year,
        _ => return None,
    };
    let end = match (second.len(), second.parse::<u16>().ok()?) {
        (4, year) if first.len() == 4 => year,
        (2, year) => 2000 + year,
        _ => return None,
    };
    (end == start + 1).then_some(FinancialYear(start))
}

/// `2324`, `202324`, `fy24` (the year that ends in 2024), `fy2324`, `fy 24`.
fn single(word: &str, next: Option<&str>) -> Option<FinancialYear> {
    let (named, digits) = match word.strip_prefix("fy") {
        Some("") => (true, next?),
        Some(rest) => (true, rest),
        None => (false, word),
    };
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    match digits.len() {
        2 if named => digits
            .parse::<u16>()
            .ok()
            .map(|end| FinancialYear(1999 + end)),
        4 => {
            let (start, end) = digits.split_at(2);
            pair(start, end).or_else(|| {
                let end: u16 = digits.parse().ok()?;
                (named && (1990..=2100).contains(&end)).then_some(FinancialYear(end - 1))
            })
        }
        6 => {
            let (start, end) = digits.split_at(4);
            pair(start, end)
        }
        _ => None,
    }
}

/// The months named with their calendar years in running text: `April 2023 to March 2024`.
pub(super) fn dated_months(text: &str) -> Vec<Month> {
    let words = words(text);
    words
        .iter()
        .enumerate()
        .filter_map(|(at, word)| {
            let month = calendar_month(word)?;
            let year = calendar_year(words.get(at..)?)?;
            // A day before the month makes it a date of writing, not a period.
            let day = at > 0
                && words
                    .get(at - 1)
                    .is_some_and(|day| day.parse::<u8>().is_ok_and(|day| day < 32));
            (!day).then_some(Month { year, month })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Option<u8> {
        month(&words(text)).map(|month| month.number)
    }

    #[test]
    fn months_are_known_in_every_spelling() {
        for text in [
            "Apr",
            "April 2023",
            "Apr-23",
            "M1",
            "M01",
            "Mth 1",
            "plan_m01",
            "Month 1",
            "P1",
            "Apr23 plan",
        ] {
            assert_eq!(number(text), Some(1), "{text}");
        }
        assert_eq!(number("Sept 22"), Some(6));
        assert_eq!(number("Full year plan Apr-25 Month 1 £000"), Some(1));
        assert_eq!(number("Full year plan Apr-25 Month 7 £000"), None);
        assert_eq!(number("March 2024"), Some(12));
        assert_eq!(number("April to March"), None);
        assert_eq!(number("Draft plan (17 December)"), None);
        assert_eq!(number("Final plan 12th February"), None);
        assert_eq!(number("Plan 30 April"), Some(1));
        assert_eq!(number("Plan Month 12 Mar"), Some(12));
        assert_eq!(number("12 Mar Plan £k"), Some(12));
        assert_eq!(number("02 May Plan £k"), Some(2));
        assert_eq!(number("Plan"), None);
        assert_eq!(number("M13"), None);
        assert_eq!(month(&words("Jan-24")).unwrap().calendar_year, Some(2024));
    }

    #[test]
    fn a_month_in_figures_is_known_and_a_financial_year_is_not() {
        for text in ["2024-04", "2024/04", "202404", "2024-04-30"] {
            let read = month(&words(text)).unwrap();
            assert_eq!((read.number, read.calendar_year), (1, Some(2024)), "{text}");
        }
        assert_eq!(number("2025-03"), Some(12));
        assert_eq!(number("Plan 30/04/2024"), Some(1));
        assert_eq!(number("24/13/2024"), None);
        for text in [
            "2024/25", "2011-12", "2024-13", "202425", "04-2024", "2024-4-x",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn quarters_are_known() {
        assert_eq!(quarter(&words("Q3")), Some(3));
        assert_eq!(quarter(&words("Quarter 2 plan")), Some(2));
        assert_eq!(quarter(&words("Apr-Jun")), Some(1));
        assert_eq!(quarter(&words("January to March £k")), Some(4));
        assert_eq!(quarter(&words("April to September")), None);
        assert_eq!(quarter(&words("QIPP")), None);
    }

    #[test]
    fn financial_years_are_known_in_every_spelling() {
        for text in [
            "Plan 2023/24",
            "2023-24",
            "23/24 £k",
            "FY24",
            "FY2023/24",
            "2324",
            "2023/2024",
            "plan 202324",
            "FY 24",
        ] {
            assert_eq!(years(text), [FinancialYear(2023)], "{text}");
        }
        assert_eq!(years("nurse bank to 24/7"), []);
        assert_eq!(years("23 March 2023"), []);
        assert_eq!(years("Month 9, 2023/24"), [FinancialYear(2023)]);
        assert_eq!(years("31/12/13"), []);
        assert_eq!(years("FYE 24/25"), [FinancialYear(2024)]);
    }

    #[test]
    fn a_date_of_writing_is_no_period() {
        assert_eq!(dated_months("April 2023 to March 2024").len(), 2);
        assert_eq!(dated_months("as at 28 April 2023"), []);
    }
}
