//! Listings printed page by page: the headers stand at the top of each page again, and running totals carry the sum from
//! one page to the next. The pages are one table, and what is carried is no line of it.

use super::grid::Grid;
use super::region::Region;
use super::text::{has_any, is_one_of, padded, words};

/// Fewer headers than this may be the same by chance.
const HEADERS_MIN: usize = 3;

/// Whether a label says that a sum is carried from one page to the next, and nothing else: "Total brought fwd from page 12".
pub(super) fn is_carried(label: &str) -> bool {
    let all = words(label);
    // The number of a page; a year that something was brought forward from is none.
    let is_of_a_page = |at: usize| {
        let is = |at: usize, list: &str| all.get(at).is_some_and(|word| is_one_of(word, list));
        let number = all
            .get(at)
            .is_some_and(|word| word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_digit()));
        let from_page = at
            .checked_sub(1)
            .is_some_and(|before| is(before, "page; pages; to; of"));
        number && from_page
    };
    has_any(&padded(&all), CARRIED)
        && all
            .iter()
            .enumerate()
            .all(|(at, word)| is_one_of(word, AROUND) || is_of_a_page(at))
}

const CARRIED: &str = "carried forward; brought forward; carried fwd; brought fwd; carried over; brought over; carried overleaf; \
    carried down; brought down; c f; b f; cf; bf; c fwd; b fwd; cfwd; bfwd; c forward; b forward";
const AROUND: &str = "carried; brought; forward; fwd; over; overleaf; down; b; c; f; cf; bf; cfwd; bfwd; total; totals; sub; \
    subtotal; balance; page; pages; from; to; of; the; previous; preceding; last; next; sum; this; so; far; table";

/// Puts each page of a printed listing behind the page before it.
pub(super) fn join(grid: &Grid<'_>, regions: Vec<Region>) -> Vec<Region> {
    let mut joined: Vec<Region> = Vec::with_capacity(regions.len());
    // The last one with rows: between two pages stands at most what is printed at the top of each.
    let mut last: Option<usize> = None;
    for region in regions {
        let before = last.filter(|last| {
            let before = joined.get(*last);
            before.is_some_and(|before| is_next_page(grid, before, &region))
        });
        let Some(before) = before else {
            last = (!region.rows.is_empty()).then_some(joined.len()).or(last);
            joined.push(region);
            continue;
        };
        joined.truncate(before + 1);
        if let Some(before) = joined.last_mut() {
            before.rows.extend(region.rows);
            before.columns.extend(region.columns);
            before.columns.sort_unstable();
            before.columns.dedup();
        }
    }
    joined
}

fn is_next_page(grid: &Grid<'_>, before: &Region, region: &Region) -> bool {
    let (Some(last), Some(first)) = (before.rows.last(), region.header.first()) else {
        return false;
    };
    let headers = |region: &Region| -> Vec<(u32, Vec<String>)> {
        let columns = region.columns.iter();
        columns
            .map(|column| (*column, region.header_texts(grid, *column)))
            .filter(|(_, texts)| !texts.is_empty())
            .collect()
    };
    let own = headers(region);
    last < first
        && own.len() >= HEADERS_MIN
        && own == headers(before)
        && (says(grid, region.rows.first(), is_carried)
            || says(grid, before.rows.last(), is_carried)
            || (*last + 1..*first).any(|row| says(grid, Some(&row), is_page_number)))
}

fn says(grid: &Grid<'_>, row: Option<&u32>, fits: fn(&str) -> bool) -> bool {
    row.is_some_and(|row| {
        let cells = grid.row(*row);
        cells.texts().any(|(_, text)| fits(text))
    })
}

/// "Page 2", "PAGE 2 OF 4".
fn is_page_number(text: &str) -> bool {
    let all = words(text);
    let number = |word: &String| word.parse::<u16>().is_ok();
    match all.as_slice() {
        [page, at] => page == "page" && number(at),
        [page, at, of, count] => page == "page" && of == "of" && number(at) && number(count),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_carried_from_page_to_page_says_nothing_else() {
        for text in [
            "CARRIED FORWARD",
            "Brought forward from page 2",
            "Total c/f",
            "Balance b/fwd",
            "Carried over",
            "C/f",
            "Total c/f to 3",
        ] {
            assert!(is_carried(text), "{text}");
        }
        for text in [
            "Savings brought forward",
            "Brought forward from 2024/25",
            "Recruitment brought forward to May",
            "Page 2",
            "Fleet b",
        ] {
            assert!(!is_carried(text), "{text}");
        }
        assert!(is_page_number("PAGE 2 OF 4") && is_page_number("Page 3"));
        assert!(!is_page_number("Landing page 2 redesign"));
    }
}
