//! Which of two submissions came later: by the version or the date that the file name or the first lines give, then by
//! words such as "draft" and "final".

use super::super::text::{has_any, one_line, padded, words};
use crate::plan::Month;
use crate::workbook::{Cell, Visibility, Workbook};
use std::cmp::Ordering;

/// Lines of a sheet that may say which submission it is.
const HEAD_ROWS: u32 = 8;
/// A longer line is prose, which speaks of other submissions too.
const LINE_MAX: usize = 120;

/// What a workbook says of its place among submissions.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Told {
    /// Version number, its part behind the point in hundredths: `v1.2` is 102.
    version: Option<(u32, String)>,
    date: Option<(Date, String)>,
    /// Month of the year that it reports up to; 1 is April.
    month: Option<(u32, String)>,
    /// Draft 0, nothing said 1, final or resubmission 2.
    rank: Option<(u8, String)>,
}

impl Told {
    pub(super) fn of(workbook: &Workbook, stem: &str) -> Self {
        let mut told = Self::default();
        told.hear(stem);
        let sheets = workbook
            .sheets
            .iter()
            .filter(|sheet| sheet.visibility == Visibility::Visible);
        for sheet in sheets.take(3) {
            let Some(used) = sheet.used() else { continue };
            for row in used.first_row..used.first_row + HEAD_ROWS {
                for column in used.first_column..=used.last_column.min(used.first_column + 8) {
                    let text = sheet.cell(row, column).and_then(Cell::text);
                    if let Some(text) = text.filter(|text| text.len() <= LINE_MAX) {
                        told.hear(&one_line(text));
                    }
                }
            }
        }
        told
    }

    fn hear(&mut self, line: &str) {
        let words = words(line);
        if self.version.is_none() {
            self.version = version(line).map(|version| (version, line.to_owned()));
        }
        // A month in the lines may head a column or name a report; it dates the submission where the line says so.
        let dated = has_any(
            &padded(&words),
            "submission; submitted; draft; final; version; as at; dated; issued; prepared; plan",
        );
        if self.date.is_none() && dated {
            self.date = Date::of(&words).map(|date| (date, line.to_owned()));
        }
        if self.month.is_none() {
            self.month = month(&words).map(|month| (month, line.to_owned()));
        }
        if self.rank.is_none() {
            self.rank = rank(&padded(&words)).map(|rank| (rank, line.to_owned()));
        }
    }

    /// Whether this is behind another body's return, and what says so: a draft beside what is no draft, or an earlier
    /// date. Versions are counted by each body for itself.
    pub(super) fn is_behind(&self, other: &Self) -> Option<String> {
        if let (Some((own, one)), Some((date, two))) = (&self.date, &other.date)
            && own.compare(*date).is_lt()
        {
            return Some(format!("it says “{one}” where another says “{two}”"));
        }
        let (0, line) = self.rank.as_ref()? else {
            return None;
        };
        match &other.rank {
            Some((0, _)) => None,
            Some((_, two)) => Some(format!("it says “{line}” where another says “{two}”")),
            None => Some(format!("it says “{line}” and others do not")),
        }
    }

    /// Which is later, and the words that say so; `None` where nothing does.
    pub(super) fn compare(&self, other: &Self) -> Option<(Ordering, String)> {
        let quote = |one: &str, two: &str| format!("“{one}” against “{two}”");
        let mut said = Vec::new();
        if let (Some((a, one)), Some((b, two))) = (&self.version, &other.version) {
            said.push((a.cmp(b), quote(one, two)));
        }
        if let (Some((a, one)), Some((b, two))) = (&self.date, &other.date) {
            said.push((a.compare(*b), quote(one, two)));
        }
        if let (Some((a, one)), Some((b, two))) = (&self.month, &other.month) {
            said.push((a.cmp(b), quote(one, two)));
        }
        let rank = |told: &Self| told.rank.as_ref().map_or(1, |(rank, _)| *rank);
        let words = |told: &Self| {
            told.rank
                .as_ref()
                .map_or_else(|| "no such word".to_owned(), |(_, line)| line.clone())
        };
        said.push((
            rank(self).cmp(&rank(other)),
            quote(&words(self), &words(other)),
        ));
        said.into_iter().find(|(order, _)| order.is_ne())
    }
}

/// `v3`, `v1.2`, `version 2`, `rev 4` as hundredths.
fn version(line: &str) -> Option<u32> {
    let lower = line.to_lowercase();
    let parts: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric() && c != '.')
        .collect();
    parts.iter().enumerate().find_map(|(at, part)| {
        let number = part
            .strip_prefix('v')
            .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let number = number.or_else(|| {
            matches!(*part, "version" | "v" | "rev" | "revision")
                .then(|| parts.get(at + 1).copied())?
        })?;
        hundredths(number)
    })
}

fn hundredths(number: &str) -> Option<u32> {
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let whole: u32 = whole.parse().ok().filter(|whole| *whole < 1_000)?;
    let part: u32 = if part.is_empty() {
        0
    } else {
        part.chars().take(2).collect::<String>().parse().ok()?
    };
    Some(whole * 100 + part)
}

/// A day as a file name gives it: a named month, its day before it and its year behind it where they are given.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Date {
    year: Option<u32>,
    /// 1 is January.
    month: u32,
    /// 0 where it is not given.
    day: u32,
}

impl Date {
    fn of(words: &[String]) -> Option<Self> {
        let (at, month) = words
            .iter()
            .enumerate()
            .find_map(|(at, word)| Some((at, Month::named(word)?)))?;
        let number = |word: Option<&String>| -> Option<u32> {
            let digits: String = word?.chars().take_while(char::is_ascii_digit).collect();
            digits.parse().ok()
        };
        let day = at
            .checked_sub(1)
            .and_then(|before| number(words.get(before)))
            .filter(|day| (1..=31).contains(day));
        let year = number(words.get(at + 1)).and_then(|year| match year {
            2_000..2_100 => Some(year),
            20..60 => Some(2_000 + year),
            _ => None,
        });
        Some(Self {
            year,
            month: month.into(),
            day: day.unwrap_or(0),
        })
    }

    /// By the calendar where both name their year, else as plans are drawn up: from the autumn before their year on.
    fn compare(self, other: Self) -> Ordering {
        let in_season = |date: Self| ((date.month + 2) % 12, date.day);
        match (self.year, other.year) {
            (Some(a), Some(b)) => (a, self.month, self.day).cmp(&(b, other.month, other.day)),
            _ => in_season(self).cmp(&in_season(other)),
        }
    }
}

/// "Month 6", "M6", "position at month 06"; a bare "M6" heads a column.
fn month(words: &[String]) -> Option<u32> {
    if words.len() < 2 {
        return None;
    }
    let number = |text: &str| text.parse().ok().filter(|month| (1..=12).contains(month));
    words.iter().enumerate().find_map(|(at, word)| {
        if matches!(word.as_str(), "month" | "mth") {
            return number(words.get(at + 1)?);
        }
        number(word.strip_prefix('m')?)
    })
}

fn rank(padded: &str) -> Option<u8> {
    if has_any(
        padded,
        "draft; first cut; initial; interim; early; first submission; original",
    ) {
        Some(0)
    } else if has_any(
        padded,
        "final; resubmission; resubmitted; revised; signed off; approved; final submission; second submission",
    ) {
        Some(2)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(line: &str) -> Told {
        let mut told = Told::default();
        told.hear(line);
        told
    }

    fn later(one: &str, two: &str) -> Option<Ordering> {
        told(one).compare(&told(two)).map(|(order, _)| order)
    }

    #[test]
    fn a_higher_version_is_later_than_any_date_says() {
        assert_eq!(later("Plan v2", "Plan v1.9"), Some(Ordering::Greater));
        assert_eq!(later("Plan version 10", "Plan v9"), Some(Ordering::Greater));
    }

    #[test]
    fn plans_are_drawn_up_from_winter_to_summer() {
        let said = later("Trust plan March submission", "Trust plan June submission");
        assert_eq!(said, Some(Ordering::Less));
        let winter = later("Plan draft December", "Plan draft February");
        assert_eq!(winter, Some(Ordering::Less));
        let dated = later("Plan 27 March 2024", "Plan 12 Jun 2024");
        assert_eq!(dated, Some(Ordering::Less));
        // One of them without its year: still the same season.
        let mixed = later("Plan submission December", "Plan submission 3 March 2024");
        assert_eq!(mixed, Some(Ordering::Less));
    }

    #[test]
    fn a_draft_is_earlier_than_what_says_nothing_and_that_than_final() {
        assert_eq!(later("Plan draft", "Plan"), Some(Ordering::Less));
        assert_eq!(later("Plan", "Plan final"), Some(Ordering::Less));
        assert_eq!(later("Plan", "Plan"), None);
    }

    #[test]
    fn a_draft_among_finals_is_behind_and_a_lower_version_of_another_body_is_not() {
        let behind = |one: &str, other: &str| told(one).is_behind(&told(other)).is_some();
        assert!(behind("Plan draft", "Plan final"));
        assert!(behind(
            "Plan submission March 2024",
            "Plan submission June 2024"
        ));
        assert!(!behind("Plan v1", "Plan v3"));
        assert!(!behind("Plan final", "Plan draft"));
        assert!(!behind("Plan draft", "Plan draft"));
    }

    #[test]
    fn the_report_of_a_later_month_is_later() {
        let said = later("Trust M6", "Trust M7");
        assert_eq!(said, Some(Ordering::Less));
        let said = later("Month 10 2025/26, position", "Month 7 2025/26, position");
        assert_eq!(said, Some(Ordering::Greater));
        // Columns of months are those of any plan.
        assert_eq!(later("M1", "M2"), None);
    }

    #[test]
    fn a_year_is_no_day_and_a_financial_year_no_version() {
        assert_eq!(version("Plan 2024-25"), None);
        let date = Date::of(&words("2024 March plan")).unwrap();
        assert_eq!((date.year, date.month, date.day), (None, 3, 0));
    }
}
