//! Lists that say of each line that it is a saving, and of nothing else: "CIP agency staff", "CIP rota", "CIP to be found" down
//! the description of a ledger.

use super::grid::Grid;
use super::header::Role;
use super::table::Column;
use super::text::{padded, words};
use super::vocabulary::savings_words;
use std::collections::BTreeSet;

/// Fewer lines are called so by chance.
const LINES_MIN: usize = 4;
const LINES_READ: usize = 200;

/// The column of words whose cells nearly all begin with the same word of savings and are told apart by the rest.
pub(super) fn name_column(grid: &Grid<'_>, rows: &[u32], columns: &[Column]) -> Option<u32> {
    let fits = |column: &&Column| {
        let texts = || {
            rows.iter()
                .take(LINES_READ)
                .filter_map(|row| grid.text(*row, column.index))
        };
        let first = |text: &str| words(text).into_iter().next().unwrap_or_default();
        let is_called =
            |text: &&str| words(text).len() >= 2 && savings_words(&padded(&[first(text)]));
        // Most columns are known by their first cells.
        if !texts().take(LINES_MIN).any(|text| is_called(&text)) {
            return false;
        }
        let called: Vec<&str> = texts().filter(is_called).collect();
        let distinct: BTreeSet<&str> = called.iter().copied().collect();
        let firsts: BTreeSet<String> = called.iter().map(|text| first(text)).collect();
        called.len() >= LINES_MIN
            && called.len() * 10 >= texts().count() * 9
            && distinct.len() * 10 >= called.len() * 9
            && firsts.len() == 1
    };
    let mut open = columns.iter().filter(|column| column.is_text());
    open.find(fits).map(|column| column.index)
}

/// Makes it the name of the lines, where another column of words was taken for that.
pub(super) fn settle(grid: &Grid<'_>, rows: &[u32], columns: &mut [Column]) {
    let Some(at) = name_column(grid, rows, columns) else {
        return;
    };
    for column in columns.iter_mut() {
        if column.index == at {
            column.role = Some(Role::Name);
        } else if column.role == Some(Role::Name) {
            column.role = Some(Role::Division);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{flagged, pounds, read};

    const HEAD: &str = "CC|CC_DESC|AN|AN_DESC|REC_IND|P01|P02|P03|ANNUAL_BUD";

    #[test]
    fn lines_that_are_called_savings_one_by_one_are_a_list_of_savings() {
        let drawn = format!(
            "{HEAD}\n1100|WARDS|A1|CIP AGENCY STAFF|R|-100000|-100000|-100000|-300000\n1200|STORES|A2|CIP GAP SEAL STRIPS|R|0|-50000|-50000|-100000\n\
             1300|ESTATES|A3|CIP RATES REBATE|N|0|0|-70000|-70000\n1400|RESERVES|A4|CIP TBI - SURGERY|R|-40000|-40000|-40000|-120000\nTOTAL|||||-140000|-190000|-260000|-590000"
        );
        let savings = read(&[("EXTRACT 2025-26", &drawn)]).savings.unwrap();
        assert_eq!(savings.total().value, pounds(590_000));
        assert_eq!(flagged(&savings), ["CIP TBI - SURGERY"]);
    }

    #[test]
    fn one_line_of_savings_among_others_does_not_make_a_ledger_a_list_of_them() {
        let drawn = format!(
            "{HEAD}\n1100|WARDS|A1|NURSING PAY|R|10|10|10|30\n1200|STORES|A2|STOCK|R|0|5|5|10\n\
             1300|ESTATES|A3|RATES|N|0|0|7|7\n1400|RESERVES|A4|CIP TBI - SURGERY|R|-40000|-40000|-40000|-120000\nTOTAL|||||6|11|18|35"
        );
        assert!(read(&[("EXTRACT 2025-26", &drawn)]).savings.is_none());
    }
}
