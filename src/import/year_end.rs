//! The financial year given by its end: "for the year ending 31 March 2026", "y/e 31/03/26", "Mar-26 year ending".

use super::periods::calendar_month;
use super::text::words;
use crate::plan::FinancialYear;

/// The year that a title gives by its end.
pub(super) fn in_title(text: &str) -> Option<FinancialYear> {
    let words = words(text);
    ends(&words).find_map(|end| {
        let from = end.from.saturating_sub(WORDS_BEFORE);
        let before = words.get(from..end.from).unwrap_or(&[]);
        let is = |wanted: &str| before.iter().any(|word| word == wanted);
        let said = end.with_day && (is("year") || is("ye") || is("y")) && !is("date");
        (said || is_named(&words, &end)).then_some(end.year)
    })
}

/// The year that a header gives by its end: right beside the date it says so. "Full year plan | Mar-26" is a month.
pub(super) fn in_header(words: &[String]) -> Option<FinancialYear> {
    ends(words)
        .find(|end| is_named(words, end))
        .map(|end| end.year)
}

/// How far before the date of a title the word "year" may stand.
const WORDS_BEFORE: usize = 4;

/// An end of March: where its words begin and end, and whether it names the day.
struct End {
    from: usize,
    to: usize,
    with_day: bool,
    year: FinancialYear,
}

fn ends(words: &[String]) -> impl Iterator<Item = End> + '_ {
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    (0..words.len()).filter_map(move |at| {
        let with_day = matches!(word(at), "31" | "31st");
        let month = at + usize::from(with_day);
        let march = calendar_month(word(month)) == Some(3)
            || (with_day && matches!(word(month), "03" | "3"));
        let year: u16 = word(month + 1).parse().ok().filter(|_| march)?;
        let year = if year < 100 { 2000 + year } else { year };
        (1990..=2100).contains(&year).then(|| End {
            from: at,
            to: month + 2,
            with_day,
            year: FinancialYear(year - 1),
        })
    })
}

/// Whether "year ending", "YE" or the like stands right before the date or right behind it.
fn is_named(words: &[String], end: &End) -> bool {
    let word = |at: Option<usize>| {
        let word = at.and_then(|at| words.get(at));
        word.map_or("", String::as_str)
    };
    let (last, first) = (word(end.from.checked_sub(1)), word(end.from.checked_sub(2)));
    let before = last == "ye"
        || (first == "y" && last == "e")
        || (matches!(first, "year" | "ye") && matches!(last, "ending" | "ended" | "end" | "to"));
    let (next, after) = (word(Some(end.to)), word(Some(end.to + 1)));
    let behind = next == "ye"
        || (next == "y" && after == "e")
        || (next == "year" && matches!(after, "end" | "ending" | "ended"));
    before || behind
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_may_be_given_by_its_end() {
        for text in [
            "Financial plan for the year ending 31 March 2026",
            "Budget, year to 31st March 2026",
            "Plan y/e 31/03/26",
            "Plan 31/03/2026 YE",
            "Plan Mar-26 year ending £000",
        ] {
            assert_eq!(in_title(text), Some(FinancialYear(2025)), "{text}");
        }
        assert_eq!(in_title("Prepared 31 March 2026"), None);
        assert_eq!(in_title("Year to date, 31 March 2026"), None);
    }

    #[test]
    fn a_month_under_a_years_heading_is_a_month() {
        let header = |text: &str| in_header(&words(text));
        assert_eq!(
            header("Plan 31/03/2026 YE £'000"),
            Some(FinancialYear(2025))
        );
        assert_eq!(header("Plan Mar-26 Year ending"), Some(FinancialYear(2025)));
        for month in [
            "Full year plan Mar-26",
            "Profile for the year 31/03/2026",
            "Plan Mar-26 Month 12",
        ] {
            assert_eq!(header(month), None, "{month}");
        }
    }
}
