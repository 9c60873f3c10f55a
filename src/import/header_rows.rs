//! Which rows of a sheet are headers: words, or months, right above rows of values.

use super::bands::{Band, cells_in};
use super::grid::{Grid, is_nil};
use super::header::Facets;
use super::region::{is_label, is_number};
use super::{numbered_titles, periods};
use crate::workbook::{Cell, Value};
use rust_decimal::prelude::ToPrimitive as _;
use std::collections::BTreeSet;

/// How far below a header its first value may stand.
const ROWS_TO_FIRST_VALUE: usize = 6;

const HEADER_ROWS_MAX: usize = 4;

/// Figures that may stand between a title and its header.
const BOXES_MAX: usize = 3;

/// How many rows from here are a header; 0 if none.
pub(super) fn header_depth(
    grid: &Grid<'_>,
    rows: &[u32],
    at: usize,
    band: &Band,
    first: bool,
) -> usize {
    let mut depth = 0;
    let mut seen: BTreeSet<u32> = BTreeSet::new();
    while depth < HEADER_ROWS_MAX {
        let Some(row) = rows.get(at + depth) else {
            break;
        };
        let adjacent = depth == 0
            || rows
                .get(at + depth - 1)
                .is_some_and(|above| row - above == 1);
        let years = depth > 0 && adjacent && are_years_under_months(grid, *row, band);
        if !adjacent || !(years || is_header_row(grid, rows, at + depth, band, (first, depth))) {
            break;
        }
        if depth > 0 && !years && !continues(grid, *row, band, &seen) {
            break;
        }
        seen.extend(cells_in(grid, *row, band).map(|(column, _)| column));
        depth += 1;
    }
    depth
}

/// "Apr | May | Jun" over "2024 | 2024 | 2024": nothing but the calendar years of the months right above.
fn are_years_under_months(grid: &Grid<'_>, row: u32, band: &Band) -> bool {
    let mut before = None;
    let mut months = 0_usize;
    let years = cells_in(grid, row, band).all(|(column, cell)| {
        let month = row
            .checked_sub(1)
            .and_then(|above| grid.text(above, column));
        let month = month.and_then(|text| periods::month(&super::text::words(text)));
        let named = month.is_some_and(|month| month.calendar_year.is_none());
        let year = super::grid::number(cell)
            .and_then(|number| number.to_u16())
            .filter(|year| YEARS.contains(year));
        let next = before.is_none_or(|before| year == Some(before) || year == Some(before + 1));
        before = year;
        months += 1;
        named && year.is_some() && next
    });
    years && months >= 2
}

/// What a calendar year may be.
const YEARS: std::ops::RangeInclusive<u16> = 1990..=2100;

/// A further header row names parts of the columns above: blank there, or under a merged group, or known words.
fn continues(grid: &Grid<'_>, row: u32, band: &Band, above: &BTreeSet<u32>) -> bool {
    let mut cells = 0_usize;
    let mut fitting = 0_usize;
    for (column, cell) in cells_in(grid, row, band) {
        cells += 1;
        let under_blank = !above.contains(&column) || is_under_group(grid, row, column);
        let known = match cell.value {
            Value::Text(text) => Facets::of(text).recognised(),
            _ => true,
        };
        fitting += usize::from(under_blank || known);
    }
    fitting * 3 >= cells * 2
}

/// Whether the cell above is spread over further columns, of which this one names a part.
fn is_under_group(grid: &Grid<'_>, row: u32, column: u32) -> bool {
    let over = |column: u32| {
        let above = row.checked_sub(1)?;
        let own = grid.cell(above, column).is_none() && grid.is_merged(above, column);
        own.then(|| grid.spread(above, column)).flatten()
    };
    // Its own cell holds the group's text, and the one beside it is covered by it.
    row.checked_sub(1)
        .is_some_and(|above| grid.is_merged(above, column) && over(column + 1).is_some())
}

/// Whether a row is words (or months) with values right below them.
fn is_header_row(
    grid: &Grid<'_>,
    rows: &[u32],
    at: usize,
    band: &Band,
    (first, depth): (bool, usize),
) -> bool {
    let Some(row) = rows.get(at) else {
        return false;
    };
    // Most rows hold values, and none that does is a header; numbers are seen at once.
    let is_amount = |cell: Cell<'_>| matches!(cell.value, Value::Number(_)) && !is_counter(cell);
    if cells_in(grid, *row, band).any(|(_, cell)| is_amount(cell)) {
        return false;
    }
    if cells_in(grid, *row, band).any(|(_, cell)| !is_label(cell) && !is_counter(cell)) {
        return false;
    }
    let cells: Vec<(u32, Cell<'_>)> = cells_in(grid, *row, band).collect();
    let labels: Vec<u32> = cells
        .iter()
        .filter(|(_, cell)| is_label(*cell) || is_counter(*cell))
        .map(|(column, _)| *column)
        .collect();
    let words = cells.iter().filter(|(_, cell)| is_label(*cell)).count();
    let values = cells.len() - labels.len();
    if let [only] = labels.as_slice()
        && values == 0
        && words == 1
    {
        let apart = first || depth > 0 || gap_above(rows, at, grid, band);
        return apart
            && (is_lone_header(grid, rows, (at, depth), band, *only)
                || (depth == 0 && is_lone_group(grid, rows, at, band, *only)));
    }
    if labels.len() < 2 || words == 0 || values > 0 || (words < 2 && !counts_up(&cells)) {
        return false;
    }
    if labels.len() > words && !counts_up(&cells) {
        return false;
    }
    let fed = fed(grid, rows, at, band, &labels);
    if fed == 0 {
        // A group header: its values stand under the next header row's columns.
        return depth == 0
            && rows.get(at + 1).is_some_and(|next| next - row == 1)
            && is_header_row(grid, rows, at + 1, band, (first, 1))
            && (mostly_known(grid, *row, &labels)
                || rows
                    .get(at + 1)
                    .is_some_and(|next| repeats(grid, *next, band)))
            && !mostly_dates_or_long(grid, *row, &labels);
    }
    let structural = fed * 5 >= (labels.len() - 1) * 3
        || (depth > 0 && fed >= 2 && Some(fed) == first_numbers(grid, rows, at, band));
    // After the first table a new header must be set apart: a line of words inside a table is a line.
    let apart = first || depth > 0 || gap_above(rows, at, grid, band);
    let known = || mostly_known(grid, *row, &labels);
    (apart && (structural || known())) || (boxes_above(rows, at, grid, band) > 0 && known())
}

/// "Plan | Actual | Plan | Actual": the same headers under each of several groups, whatever these are called.
fn repeats(grid: &Grid<'_>, row: u32, band: &Band) -> bool {
    let texts: Vec<&str> = cells_in(grid, row, band)
        .filter_map(|(_, cell)| cell.text())
        .collect();
    let distinct: BTreeSet<&str> = texts.iter().copied().collect();
    distinct.len() >= 2 && texts.len() >= distinct.len() * 2
}

/// A known header over a single column of values whose labels to the left have none.
fn is_lone_header(
    grid: &Grid<'_>,
    rows: &[u32],
    (at, depth): (usize, usize),
    band: &Band,
    column: u32,
) -> bool {
    let labelled = |row: &u32| {
        cells_in(grid, *row, band).any(|(left, cell)| left < column && is_label(cell))
            && grid.cell(*row, column).is_some_and(is_number)
    };
    let known = rows.get(at).is_some_and(|row| is_known(grid, *row, column));
    // "31/03/2026" over "Year ending £000": below a header further words may stand over that column alone.
    let goes_on = |row: &u32| {
        let mut cells = cells_in(grid, *row, band);
        let own = cells
            .next()
            .is_some_and(|(own, cell)| own == column && is_label(cell));
        own && cells.next().is_none()
    };
    let below = rows.get(at + 1..).unwrap_or(&[]);
    let more = below
        .iter()
        .take(depth.min(2))
        .take_while(|row| goes_on(row))
        .count();
    known
        && below
            .get(more..more + 2)
            .is_some_and(|next| next.iter().all(labelled))
}

/// "2024/25" merged over some of the columns that the row right below heads: over all of them it is a title.
fn is_lone_group(grid: &Grid<'_>, rows: &[u32], at: usize, band: &Band, column: u32) -> bool {
    let (Some(row), Some(next)) = (rows.get(at), rows.get(at + 1)) else {
        return false;
    };
    let covers = |other: u32| {
        other > column && grid.cell(*row, other).is_none() && grid.spread(*row, other).is_some()
    };
    let heads: Vec<u32> = cells_in(grid, *next, band)
        .map(|(column, _)| column)
        .collect();
    let under = heads
        .iter()
        .filter(|head| **head == column || covers(**head));
    next - row == 1
        && grid.is_merged(*row, column)
        && is_known(grid, *row, column)
        && heads.first().is_some_and(|first| *first < column)
        && under.count() >= 2
        && is_header_row(grid, rows, at + 1, band, (true, 1))
}

fn is_known(grid: &Grid<'_>, row: u32, column: u32) -> bool {
    grid.text(row, column)
        .is_none_or(|text| text.len() <= 80 && Facets::of(text).recognised())
}

/// A number that may stand in a header: a month number or a calendar year.
fn is_counter(cell: Cell<'_>) -> bool {
    matches!(cell.value, Value::Number(n) if n.fract() == 0.0 && ((1.0..=12.0).contains(&n) || (1990.0..=2100.0).contains(&n)))
}

/// Numbers in a header must be the months 1, 2, 3 … or years; one alone is a figure, such as 2,000.
fn counts_up(cells: &[(u32, Cell<'_>)]) -> bool {
    let numbers: Vec<f64> = cells
        .iter()
        .filter_map(|(_, cell)| match cell.value {
            Value::Number(number) => Some(number),
            _ => None,
        })
        .collect();
    let steps = numbers.windows(2).all(|pair| match pair {
        [a, b] => (b - a - 1.0).abs() < f64::EPSILON,
        _ => false,
    });
    // "1 | Every ward has a budget | 3 | 4": a sentence with its marks counts no months.
    let spoken = cells.iter().any(|(_, cell)| {
        let words = cell
            .text()
            .map_or(0, |text| text.split_whitespace().count());
        words > COUNTED_WORDS_MAX
    });
    !spoken
        && numbers.len() != 1
        && steps
        && (numbers.len() >= 4 || numbers.iter().all(|n| *n >= 1990.0))
}

/// What stands among numbered months in a header is said in no more words.
const COUNTED_WORDS_MAX: usize = 5;

fn mostly_dates_or_long(grid: &Grid<'_>, row: u32, columns: &[u32]) -> bool {
    columns
        .iter()
        .any(|column| grid.text(row, *column).is_some_and(|text| text.len() > 80))
}

fn mostly_known(grid: &Grid<'_>, row: u32, columns: &[u32]) -> bool {
    let known = columns
        .iter()
        .filter(|column| {
            grid.cell(row, **column)
                .is_some_and(|cell| match cell.value {
                    Value::Text(text) => text.len() <= 80 && Facets::of(text).recognised(),
                    _ => true,
                })
        })
        .count();
    known >= 2 && known * 2 >= columns.len()
}

/// How many numbers the first row below has that has any. Where all of them stand under the words right below a header,
/// these are one as well: a line of words leaves the columns of numbers blank.
fn first_numbers(grid: &Grid<'_>, rows: &[u32], at: usize, band: &Band) -> Option<usize> {
    let mut below = rows.iter().skip(at + 1).take(ROWS_TO_FIRST_VALUE);
    below.find_map(|row| {
        let numbers = cells_in(grid, *row, band).filter(|(_, cell)| is_number(*cell));
        Some(numbers.count()).filter(|count| *count > 0)
    })
}

/// How many labels have numbers below them in the first row that has any.
fn fed(grid: &Grid<'_>, rows: &[u32], at: usize, band: &Band, labels: &[u32]) -> usize {
    for row in rows.iter().skip(at + 1).take(ROWS_TO_FIRST_VALUE) {
        let numbers: Vec<u32> = cells_in(grid, *row, band)
            .filter(|(_, cell)| is_number(*cell) || is_nil(*cell))
            .map(|(column, _)| column)
            .collect();
        if cells_in(grid, *row, band).any(|(_, cell)| is_number(cell)) {
            return labels
                .iter()
                .filter(|label| numbers.contains(label))
                .count();
        }
    }
    0
}

/// Rows of one label with one figure right above a header, "Efficiency target: 24,000", that a title or a blank row sets
/// apart from the table before: they belong to the header's own table. How many there are.
pub(super) fn boxes_above(rows: &[u32], at: usize, grid: &Grid<'_>, band: &Band) -> usize {
    let is_box = |at: usize| {
        let adjacent = matches!((rows.get(at), rows.get(at + 1)), (Some(own), Some(below)) if below - own == 1);
        let Some(row) = rows.get(at).filter(|_| adjacent) else {
            return false;
        };
        let cells: Vec<(u32, Cell<'_>)> = cells_in(grid, *row, band).collect();
        match cells.as_slice() {
            [(_, label), (_, figure)] => is_label(*label) && is_number(*figure),
            [_, _, (_, figure)] => {
                box_behind_title(grid, *row, band).is_some() && is_number(*figure)
            }
            _ => false,
        }
    };
    let count = (1..=BOXES_MAX)
        .take_while(|above| at.checked_sub(*above).is_some_and(is_box))
        .count();
    let top = at - count;
    if count > 0 && top > 0 && gap_above(rows, top, grid, band) {
        count
    } else {
        0
    }
}

/// The column of a title that stands in one row with a label and its figure, apart from them: "2. Savings | | | Target | 900".
pub(super) fn box_behind_title(grid: &Grid<'_>, row: u32, band: &Band) -> Option<u32> {
    let cells: Vec<(u32, Cell<'_>)> = cells_in(grid, row, band).collect();
    match cells.as_slice() {
        [(title, text), (at, label), (_, figure)] => {
            let apart = at.checked_sub(*title).is_some_and(|step| step > 1);
            (apart && is_label(*text) && is_label(*label) && is_number(*figure)).then_some(*title)
        }
        _ => None,
    }
}

/// Whether a blank row, or a title on its own, sets this row apart from what is above.
fn gap_above(rows: &[u32], at: usize, grid: &Grid<'_>, band: &Band) -> bool {
    let (Some(row), Some(above)) = (rows.get(at), at.checked_sub(1).and_then(|at| rows.get(at)))
    else {
        return true;
    };
    row - above > 1
        || cells_in(grid, *above, band).count() == 1
        || is_numbered_title(grid, *above, band)
}

/// Whether a row holds nothing but the number of a table and its title.
pub(super) fn is_numbered_title(grid: &Grid<'_>, row: u32, band: &Band) -> bool {
    let cells = || cells_in(grid, row, band);
    let texts: Vec<&str> = cells().filter_map(|(_, cell)| cell.text()).collect();
    cells().count() == texts.len() && numbered_titles::is_one(&texts)
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::sheet;
    use crate::import::grid::Grid;
    use crate::import::region::regions;

    fn header_rows(drawn: &str) -> usize {
        let sheet = sheet("Page", drawn);
        regions(&Grid::new(&sheet))[0].header.len()
    }

    #[test]
    fn marks_beside_a_sentence_are_no_numbered_months() {
        let marked = "No|Statement|Oct 2023|Oct 2024|Aim|Best\n1|Every ward manager signs a budget|2|3|4|5\n\
                      2|The board sees a forecast each month|3|3|4|5";
        assert_eq!(header_rows(marked), 1);
        let quarters = "Ref|Scheme|1|2|3|Quarter 1|4|5|6|Quarter 2\nA1|Beds|20|30|40|90|50|20|20|90\nA2|Bank|1|2|3|6|4|5|6|15";
        assert_eq!(header_rows(quarters), 1);
    }
}
