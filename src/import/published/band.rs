//! Columns of pathways by the week they have waited: `>0-1`, `Gt 00 To 01 Weeks SUM 1`, `104 plus`.

use super::super::text::words;
use std::collections::BTreeMap;

/// Fewer week columns than this are no return by week.
pub(super) const BANDS_MIN: usize = 20;

/// The first week of each column of weeks, and whether the last of them is open. The open one is known by arithmetic: it
/// begins where the closed ones end.
pub(super) fn bands(headers: &[(u32, &str)]) -> (BTreeMap<u32, u16>, bool) {
    let mut bands: BTreeMap<u32, u16> = headers
        .iter()
        .filter_map(|(column, text)| Some((*column, closed(text)?)))
        .collect();
    let end = bands.values().max().map(|last| last + 1);
    let open = headers
        .iter()
        .find(|(_, text)| end.is_some() && open(text) == end)
        .map(|(column, _)| *column);
    if let (Some(column), Some(end)) = (open, end) {
        bands.insert(column, end);
    }
    (bands, open.is_some())
}

pub(super) fn is_band(text: &str) -> bool {
    closed(text).is_some()
}

/// The week from which a band of one week runs.
fn closed(text: &str) -> Option<u16> {
    let words = words(text);
    let numbers: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|word| !matches!(*word, "gt" | "to" | "weeks" | "week" | "over"))
        .collect();
    let [from, to, rest @ ..] = numbers.as_slice() else {
        return None;
    };
    if !matches!(rest, [] | ["sum", _]) {
        return None;
    }
    let (from, to): (u16, u16) = (from.parse().ok()?, to.parse().ok()?);
    (to == from + 1).then_some(from)
}

/// The week from which an open band runs, if that is what the header is.
fn open(text: &str) -> Option<u16> {
    let words = words(text);
    let first = words.first()?.as_str();
    if matches!(first, "total" | "no" | "number") || text.contains('%') {
        return None;
    }
    let said = text.contains(['>', '+'])
        || words
            .iter()
            .any(|word| matches!(word.as_str(), "gt" | "plus" | "over"));
    let mut numbers = words.iter().filter_map(|word| word.parse::<u16>().ok());
    numbers.next().filter(|_| said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_are_known_in_both_layouts() {
        for (first, second, open) in [
            (">0-1", ">1-2", "2 plus"),
            (
                "Gt 00 To 01 Weeks SUM 1",
                "Gt 01 To 02 Weeks SUM 1",
                "Gt 02 Weeks SUM 1",
            ),
            ("0-1 weeks", "1-2 weeks", "2+ weeks"),
        ] {
            let (bands, is_open) = bands(&[
                (5, first),
                (6, second),
                (7, open),
                (8, "Total 2 plus weeks"),
            ]);
            assert_eq!(
                bands.into_iter().collect::<Vec<_>>(),
                [(5, 0), (6, 1), (7, 2)],
                "{first}"
            );
            assert!(is_open);
        }
    }

    #[test]
    fn a_year_is_no_band() {
        assert!(!is_band("2024-25"));
        assert!(!is_band("18-52 weeks"));
        assert!(!is_band("% within 18 weeks"));
    }
}
