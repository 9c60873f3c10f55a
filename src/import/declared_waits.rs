//! What a workbook says in running words of when a long wait ends, or that it does not: "we will not eliminate 65-week waits
//! by March 2024", "zero 78 week waiters by end of June 2025". Labels of rows and questions are no such sentences.

use super::page::Page;
use super::text::{has_any, one_line, padded, words};
use super::weeks;
use crate::plan::{Declared, FinancialYear, Month, Weeks};

/// Fewer words are a label, more are a paragraph of which no one thing is said.
const WORDS: std::ops::RangeInclusive<usize> = 5..=60;

/// Every sentence on a sheet of the plan that says where a long wait will be.
pub(super) fn declared(pages: &[Page<'_>], year: Option<FinancialYear>) -> Vec<Declared> {
    let mut found = Vec::new();
    for page in pages {
        for row in page.grid.row_numbers() {
            for (column, cell) in page.grid.row(row).iter() {
                // Most cells hold a name or a number, and no week is named without a figure.
                let Some(text) = cell
                    .text()
                    .filter(|text| text.len() > 20 && text.contains(|c: char| c.is_ascii_digit()))
                else {
                    continue;
                };
                for sentence in text.split_inclusive(['.', ';', '\n', '?']) {
                    found.extend(of_sentence(sentence, year).map(|(measure, by, misses)| {
                        Declared {
                            measure,
                            by,
                            misses,
                            words: one_line(sentence),
                            cell: page.grid.at(row, column),
                        }
                    }));
                }
            }
        }
    }
    found
}

type Said = (Weeks, Option<Month>, bool);

fn of_sentence(sentence: &str, year: Option<FinancialYear>) -> Option<Said> {
    if sentence.trim_end().ends_with('?') {
        return None;
    }
    let all = words(sentence);
    if !WORDS.contains(&all.len()) {
        return None;
    }
    let measure = measure(&all)?;
    let said = padded(&all);
    let says = |phrases: &'static str| has_any(&said, phrases);
    // What must be, or would be if, is no forecast.
    if says(
        "must; should; guidance; requirement is; national target is; if we; if not; unless; would have to",
    ) {
        return None;
    }
    let by = month(&all, year);
    let misses = says(
        "will miss; to miss; misses the; miss the; unable to; cannot; not able to; fail to; fails to; \
            will not be met; not be met; not be achieved; not be eliminated; not be delivered; not be cleared; \
            will not meet; not meet; not achieve; not eliminate; not deliver; not clear; not reach; not land; \
            not compliant; non compliant; will remain; will still; not forecast to; not expected to; \
            does not expect to; do not expect to; no longer expect; not be at zero; not reach zero",
    );
    let ends = says(
        "eliminat*; eradicat*; clear; cleared; clearing; clears; zero; nil; no patients; no one; nobody; no waits; \
            none; no pathways; no longer than",
    );
    let intends = says(
        "will; plan; plans; planned; planning; expect; expects; expected; forecast; forecasts; trajectory; aim; aims; \
            commit; commits; committed; ambition; to; is; are; by",
    );
    (misses || (ends && intends && by.is_some())).then_some((measure, by, misses))
}

/// The one length of wait that the sentence is about: "65 week", "65-week", "65+ weeks", "65ww". A list of them says what
/// counts are of.
fn measure(all: &[String]) -> Option<Weeks> {
    let mut said = None;
    for (at, word) in all.iter().enumerate() {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let suffix = word.get(digits.len()..).unwrap_or_default();
        let Some(measure) = weeks::bare(digits).filter(|measure| *measure != Weeks(18)) else {
            continue;
        };
        if said.is_some_and(|(known, _)| known != measure) {
            return None;
        }
        let of_weeks =
            |word: &String| matches!(word.as_str(), "week" | "weeks" | "wk" | "wks" | "ww" | "w");
        let follows = |next: usize| suffix.is_empty() && all.get(at + next).is_some_and(of_weeks);
        let plus = all.get(at + 1).is_some_and(|next| next == "plus");
        let own = of_weeks(&suffix.to_owned()) || follows(1) || (plus && follows(2));
        said = Some((measure, own || said.is_some_and(|(_, known)| known)));
    }
    said.filter(|(_, of_weeks)| *of_weeks)
        .map(|(measure, _)| measure)
}

/// The last month named: with its year, or as the plan's own year has it: "by next March", "by the end of June".
fn month(all: &[String], year: Option<FinancialYear>) -> Option<Month> {
    all.iter().enumerate().rev().find_map(|(at, word)| {
        let number = Month::named(word)?;
        let calendar = all.get(at + 1).and_then(|next| calendar_year(next));
        if let Some(year) = calendar {
            return Some(Month {
                year,
                month: number,
            });
        }
        let before = all.get(..at)?.iter().rev();
        let mut before = before.skip_while(|word| {
            word.trim_end_matches(|c: char| c.is_ascii_alphabetic())
                .parse::<u8>()
                .is_ok_and(|day| day < 32)
        });
        let leads = before.next().is_some_and(|word| {
            matches!(
                word.as_str(),
                "by" | "next" | "of" | "end" | "until" | "before" | "in"
            )
        });
        let in_year = year?.months().into_iter().find(|own| own.month == number)?;
        leads.then_some(in_year)
    })
}

fn calendar_year(word: &str) -> Option<u16> {
    let year: u16 = word.parse().ok()?;
    match (word.len(), year) {
        (4, 2015..=2099) => Some(year),
        (2, 15..=99) => Some(2000 + year),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::fixture::{sheet, workbook};
    use crate::import::import;
    use crate::review::Review;

    fn of(sentence: &str) -> Option<(u16, Option<String>, bool)> {
        let (measure, by, misses) = of_sentence(sentence, Some(FinancialYear(2023)))?;
        Some((measure.0, by.map(Month::iso), misses))
    }

    #[test]
    fn a_miss_is_told_in_many_words() {
        let march = Some("2024-03".to_owned());
        for sentence in [
            "The system will not eliminate 65-week waits by next March.",
            "The ICB does not expect to meet the 65 week target by 31 March 2024",
            "This plan will miss the 65+ week standard by March",
            "We are unable to clear 65ww patients by end of March 2024",
        ] {
            assert_eq!(of(sentence), Some((65, march.clone(), true)), "{sentence}");
        }
    }

    #[test]
    fn an_end_is_told_with_its_month() {
        assert_eq!(
            of("Zero 65 week waits are planned by March 2025"),
            Some((65, Some("2025-03".to_owned()), false))
        );
        assert_eq!(
            of("We plan to eliminate 78 week waits by the end of June"),
            Some((78, Some("2023-06".to_owned()), false))
        );
    }

    #[test]
    fn labels_rules_and_questions_are_no_forecast() {
        for sentence in [
            "65+ week waits - plan",
            "Patients who will breach 65 weeks by March 2024 unless treated",
            "No patient must wait longer than 65 weeks by March 2024",
            "Will we eliminate 65 week waits by March 2024?",
            "Pathways over 52, 65 and 78 weeks to be cleared by March 2024",
            "Number of pathways waiting over 65 weeks at month end",
        ] {
            assert_eq!(of(sentence), None, "{sentence}");
        }
    }

    #[test]
    fn a_sentence_below_the_trajectory_stands_with_its_cell() {
        let drawn = "Long waits 2023/24: over 65 weeks\n\nTrust|Apr-23|May-23|Mar-24\nNorth|10|8|6\nSouth|5|4|3\n\nThe system will not eliminate 65 week waits by next March.";
        let read = import(&[workbook(vec![sheet("Waits", drawn)])], &Review::default());
        let elective = read.plan.elective.unwrap();
        let [said] = elective.declared.as_slice() else {
            panic!("{:?}", elective.declared)
        };
        assert!(said.misses);
        assert_eq!(said.cell.to_string(), "Waits!A7");
    }
}
