//! A figure and the range around it: "Low | In the plan | High". The ends of the range are no parts of the figure and no
//! plan.

use super::grid::Grid;
use super::header::Basis;
use super::region::Region;
use super::table::Column;
use super::text::{is_one_of, words};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

const LOW: &str = "low; lower; lowest; min; minimum; pessimistic; worst; downside; cautious; floor";
const HIGH: &str = "high; higher; highest; upper; max; maximum; optimistic; best; upside; ceiling";
/// What may stand beside such a word: "Lower GI" and "High secure" are no ends of a range.
const BESIDE: &str = "case; end; estimate; estimates; range; scenario; value; values; view; limit; saving; savings; plan; \
    plans; planned; target; forecast; outturn; delivery; of; the; k; m";

/// Fewer rows may lie between two others by chance.
const ROWS_MIN: usize = 3;

/// Sets the ends of a range aside where a column beside them lies between them in nearly every row that has all three.
pub(super) fn settle(grid: &Grid<'_>, region: &Region, columns: &mut [Column]) {
    let groups: BTreeSet<Vec<String>> =
        columns.iter().map(|column| column.groups.clone()).collect();
    let ends: Vec<usize> = groups
        .iter()
        .filter_map(|group| ends_of(grid, region, columns, group))
        .flatten()
        .collect();
    for at in ends {
        if let Some(column) = columns.get_mut(at) {
            column.own.basis = Some(Basis::Aside);
            column.facets.basis = Some(Basis::Aside);
        }
    }
}

/// The two ends of the range under a group of headers, where a column beside them lies between them.
fn ends_of(
    grid: &Grid<'_>,
    region: &Region,
    columns: &[Column],
    group: &[String],
) -> Option<[usize; 2]> {
    let numeric = |column: &Column| column.groups == group && column.is_numeric();
    let end = |phrases: &'static str| {
        columns
            .iter()
            .position(|column| numeric(column) && is_end(&column.own.text, phrases))
    };
    let (low, high) = (end(LOW)?, end(HIGH)?);
    let between = columns.iter().enumerate().any(|(at, column)| {
        at != low
            && at != high
            && numeric(column)
            && lies_between(grid, region, columns, (low, at, high))
    });
    between.then_some([low, high])
}

/// Whether a header says which end of a range it is, and nothing else.
fn is_end(header: &str, ends: &'static str) -> bool {
    let all = words(header);
    let plain = |word: &String| {
        is_one_of(word, ends)
            || is_one_of(word, BESIDE)
            || word.starts_with('£')
            || word.chars().all(|c| c.is_ascii_digit())
    };
    all.iter().any(|word| is_one_of(word, ends)) && all.iter().all(plain)
}

fn lies_between(
    grid: &Grid<'_>,
    region: &Region,
    columns: &[Column],
    (low, at, high): (usize, usize, usize),
) -> bool {
    let number =
        |row: u32, at: usize| -> Option<Decimal> { grid.number(row, columns.get(at)?.index) };
    let rows: Vec<[Decimal; 3]> = region
        .rows
        .iter()
        .filter_map(|row| Some([number(*row, low)?, number(*row, at)?, number(*row, high)?]))
        // A line that nobody gave a range may stand among the others, and totals hold it.
        .filter(|[low, _, high]| !low.is_zero() && !high.is_zero())
        .collect();
    let rising = |rows: &[[Decimal; 3]]| {
        let fits = |[low, value, high]: &&[Decimal; 3]| low <= value && value <= high;
        rows.iter().filter(fits).count()
    };
    let falling: Vec<[Decimal; 3]> = rows
        .iter()
        .map(|[low, value, high]| [*high, *value, *low])
        .collect();
    let most = rising(&rows).max(rising(&falling));
    rows.len() >= ROWS_MIN
        && most * 10 >= rows.len() * 8
        && rows.iter().any(|[low, _, high]| low != high)
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{sheet, workbook};
    use crate::import::import;
    use crate::plan::Money;
    use crate::review::Review;

    fn total(head: &str, rows: &str) -> Money {
        let drawn = format!("Aske NHS Trust CIP 2025/26 £000\n\n{head}\n{rows}");
        import(&[workbook(vec![sheet("CIP", &drawn)])], &Review::default())
            .plan
            .savings
            .unwrap()
            .total()
            .value
    }

    const ROWS: &str = "Beds|R|100|150|200\nBank|R|40|60|60\nDrugs|NR|10|30|90\nRota|NR|5|5|6\nWards|R||40|\nTotal||155|285|356";

    #[test]
    fn the_ends_of_a_range_are_no_parts_of_the_figure() {
        for head in [
            "Scheme|R/NR|Low|Base|High",
            "Scheme|R/NR|Worst case|Valued at|Best case",
            "Scheme|R/NR|Cautious plan|Central plan|Optimistic plan",
            "Scheme|R/NR|Floor forecast|Planned|Ceiling forecast",
            "Scheme|R/NR|Minimum delivery|Delivery planned|Maximum delivery",
            "|||Value 2025/26|\nScheme|R/NR|Min|Most likely|Max",
        ] {
            assert_eq!(total(head, ROWS), Money::from_pounds(285_000), "{head}");
        }
    }

    #[test]
    fn a_lower_specialty_or_a_low_ward_is_no_end_of_a_range() {
        let drawn = "Aske NHS Trust, pathways over 52 weeks 2025/26\n\nMonth|Lower GI|Orthopaedics|Upper GI\nApr-25|10|30|50\nMay-25|9|28|45\nJun-25|8|20|40\nJul-25|7|18|30";
        let plan = import(&[workbook(vec![sheet("Waits", drawn)])], &Review::default()).plan;
        let april = crate::plan::Month {
            year: 2025,
            month: 4,
        };
        let total = plan.elective.unwrap().total(crate::plan::Weeks(52));
        assert_eq!(total[&april].plan.as_ref().unwrap().value, 90);
    }

    #[test]
    fn columns_called_low_and_high_are_no_range_where_nothing_lies_between() {
        let rows = "Beds|R|100|50|20\nBank|R|40|0|60\nDrugs|NR|10|30|9";
        // What the value is then is left to what is known of values.
        let base = Money::from_pounds(80_000);
        assert_ne!(total("Scheme|R/NR|Low|Base|High", rows), base);
    }
}
