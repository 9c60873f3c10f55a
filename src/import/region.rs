//! Where the tables of a sheet are: header rows of words above rows of values, whatever the row, side by side or
//! stacked. Knows nothing of what the tables mean.

use super::bands::{Band, bands, cells_in, fills, split, used_columns};
use super::boxes;
use super::grid::{self, Grid, is_nil};
use super::header_rows::{box_behind_title, boxes_above, header_depth, is_numbered_title};
use super::text::one_line;
use super::{keys, pages, subjects};
use crate::workbook::{Area, Cell, Value, decimal_from_float};
use std::collections::BTreeSet;

/// A block of cells with headers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Region {
    /// Rows of the header, top first.
    pub(super) header: Vec<u32>,
    /// Columns with a header or values, left to right.
    pub(super) columns: Vec<u32>,
    /// Rows below the header, blank ones left out.
    pub(super) rows: Vec<u32>,
    /// Lines of text right above the header, top first.
    pub(super) title: Vec<(u32, u32)>,
}

impl Region {
    /// Whether the row is one of the table's own, below the header.
    pub(super) fn holds_row(&self, row: u32) -> bool {
        // Where no row of the table is blank, its place is known at once.
        let guess = self.rows.first().and_then(|first| row.checked_sub(*first));
        guess.is_some_and(|at| {
            self.rows.get(at as usize) == Some(&row) || self.rows.binary_search(&row).is_ok()
        })
    }

    pub(super) fn area(&self, grid: &Grid<'_>) -> Area {
        let first = (
            self.header.first().copied().unwrap_or(0),
            self.columns.first().copied().unwrap_or(0),
        );
        let last = (
            self.rows
                .last()
                .or(self.header.last())
                .copied()
                .unwrap_or(0),
            self.columns.last().copied().unwrap_or(0),
        );
        let (first, last) = (grid.place(first.0, first.1), grid.place(last.0, last.1));
        Area {
            first_row: first.0,
            first_column: first.1,
            last_row: last.0,
            last_column: last.1,
        }
    }

    /// The header texts over a column, group first; a group header spreads over the blank cells to its right.
    pub(super) fn header_texts(&self, grid: &Grid<'_>, column: u32) -> Vec<String> {
        let mut texts: Vec<String> = Vec::new();
        for (level, row) in self.header.iter().enumerate() {
            let lowest = level + 1 == self.header.len();
            let own = header_text(grid, *row, column)
                .or_else(|| (!lowest).then(|| self.group_over(grid, *row, column))?);
            if let Some(text) = own
                && texts.last() != Some(&text)
            {
                texts.push(text);
            }
        }
        texts
    }

    /// The nearest header to the left in a group row, if nothing but blanks lies between and both have headers below.
    fn group_over(&self, grid: &Grid<'_>, row: u32, column: u32) -> Option<String> {
        let below = |column| {
            self.header
                .iter()
                .filter(|lower| **lower > row)
                .any(|lower| grid.cell(*lower, column).is_some())
        };
        if !below(column) {
            return None;
        }
        let (left, _) = grid
            .row(row)
            .iter()
            .rev()
            .find(|(at, _)| *at < column && self.columns.contains(at))?;
        (below(left) && !grid.is_merged(row, left)).then(|| header_text(grid, row, left))?
    }
}

/// A header cell as text: words as they are, dates as their month, numbers as written.
pub(super) fn header_text(grid: &Grid<'_>, row: u32, column: u32) -> Option<String> {
    said_in_header(grid.spread(row, column)?)
}

pub(super) fn said_in_header(cell: Cell<'_>) -> Option<String> {
    match cell.value {
        Value::Text(text) => Some(one_line(text)).filter(|text| !text.is_empty()),
        Value::Date(serial) => Some(crate::plan::Month::from_excel_serial(serial)?.short()),
        Value::Number(number) => decimal_from_float(number).map(|number| number.to_string()),
        _ => None,
    }
}

pub(super) fn is_number(cell: Cell<'_>) -> bool {
    grid::is_number(cell) || matches!(cell.value, Value::NotCalculated | Value::Error(_))
}

pub(super) fn is_label(cell: Cell<'_>) -> bool {
    matches!(cell.value, Value::Date(_))
        || (cell.text().is_some() && !grid::is_number(cell) && !is_nil(cell))
}

/// All tables of a sheet, in reading order.
pub(super) fn regions(grid: &Grid<'_>) -> Vec<Region> {
    let rows: Vec<u32> = grid.row_numbers().collect();
    bands(grid, &rows)
        .iter()
        .flat_map(|band| pages::join(grid, stacked(grid, &rows, band)))
        .flat_map(|region| side_by_side(grid, region))
        .flat_map(|region| keys::split(grid, region))
        .flat_map(|region| subjects::split(grid, region))
        .collect()
}

fn side_by_side(grid: &Grid<'_>, region: Region) -> Vec<Region> {
    let mut scope = region.header.clone();
    scope.extend(&region.rows);
    let parts = split(grid, &scope, &region.columns);
    if parts.len() < 2 {
        return vec![region];
    }
    parts
        .into_iter()
        .map(|columns| {
            let range =
                columns.first().copied().unwrap_or(0)..=columns.last().copied().unwrap_or(0);
            let mut part = Region {
                header: region.header.clone(),
                rows: filled(grid, &region.rows, &range),
                title: region
                    .title
                    .iter()
                    .filter(|(_, column)| range.contains(column))
                    .copied()
                    .collect(),
                columns,
            };
            part.lift_title(grid, &range);
            part
        })
        .collect()
}

impl Region {
    /// A top header row with one text over the first column alone is a title.
    fn lift_title(&mut self, grid: &Grid<'_>, range: &Band) {
        while self.header.len() > 1 {
            let Some(top) = self.header.first().copied() else {
                break;
            };
            let cells: Vec<u32> = cells_in(grid, top, range)
                .map(|(column, _)| column)
                .collect();
            match cells.as_slice() {
                [] => {}
                [only] if self.columns.first() == Some(only) => self.title.push((top, *only)),
                _ => break,
            }
            self.header.remove(0);
        }
    }
}

fn filled(grid: &Grid<'_>, rows: &[u32], band: &Band) -> Vec<u32> {
    rows.iter()
        .filter(|row| fills(grid, **row, band))
        .copied()
        .collect()
}

/// The tables of one band, top to bottom.
fn stacked(grid: &Grid<'_>, rows: &[u32], band: &Band) -> Vec<Region> {
    let rows = filled(grid, rows, band);
    let mut starts: Vec<(usize, usize)> = Vec::new();
    let mut ended: BTreeSet<usize> = BTreeSet::new();
    let mut at = 0;
    while at < rows.len() {
        let first = starts.is_empty();
        let depth = header_depth(grid, &rows, at, band, first);
        if depth > 0 && boxes::stand_at(grid, &rows, at, band) {
            // Above the first table they are part of its title, below one they end it.
            if !first {
                ended.insert(at);
                starts.push((at, 2));
            }
            at += 2;
        } else if depth == 0 {
            at += 1;
        } else {
            starts.push((at, depth));
            at += depth;
        }
    }
    let ends: Vec<usize> = starts
        .iter()
        .skip(1)
        .map(|(at, _)| *at)
        .chain([rows.len()])
        .collect();
    let mut regions = Vec::new();
    let mut from = 0;
    for ((start, depth), end) in starts.into_iter().zip(ends) {
        if ended.contains(&start) {
            from = start + depth;
            continue;
        }
        // Above the first table everything is its title.
        let boxes = if from == 0 {
            0
        } else {
            boxes_above(&rows, start, grid, band)
        };
        let mut title = title_above(grid, &rows, from, start - boxes, band);
        let beside = rows.get(start - boxes..start).unwrap_or(&[]);
        title.extend(
            beside
                .iter()
                .filter_map(|row| Some((*row, box_behind_title(grid, *row, band)?))),
        );
        if let Some(last) = regions.last_mut() {
            let first = title.first().map(|(row, _)| row);
            let first = first.or_else(|| rows.get(start - boxes).filter(|_| boxes > 0));
            trim(last, first.copied());
        }
        regions.push(region(
            grid,
            &rows,
            (start, start + depth, end),
            title,
            band,
        ));
        from = start + depth;
    }
    regions
}

/// Rows that turned out to be the next table's title are no rows of this one.
fn trim(region: &mut Region, first: Option<u32>) {
    if let Some(first) = first {
        region.rows.retain(|row| *row < first);
    }
}

fn region(
    grid: &Grid<'_>,
    rows: &[u32],
    (start, data, end): (usize, usize, usize),
    title: Vec<(u32, u32)>,
    band: &Band,
) -> Region {
    let header: Vec<u32> = rows.get(start..data).unwrap_or(&[]).to_vec();
    let rows: Vec<u32> = rows.get(data..end).unwrap_or(&[]).to_vec();
    Region {
        columns: used_columns(grid, header.iter().chain(&rows), band),
        header,
        rows,
        title,
    }
}

/// Single-text rows right above a header, with at most one blank row between.
fn title_above(
    grid: &Grid<'_>,
    rows: &[u32],
    from: usize,
    start: usize,
    band: &Band,
) -> Vec<(u32, u32)> {
    let mut title = Vec::new();
    let mut below = rows.get(start).copied().unwrap_or(0);
    // Above the first table of a sheet everything is its title.
    let first = from == 0;
    for row in rows.get(from..start).unwrap_or(&[]).iter().rev() {
        let cells: Vec<(u32, Cell<'_>)> = cells_in(grid, *row, band).collect();
        let texts = cells
            .iter()
            .filter(|(_, cell)| cell.text().is_some())
            .count();
        let values = cells.iter().any(|(_, cell)| is_number(*cell));
        if !first
            && (values || (texts > 1 && !is_numbered_title(grid, *row, band)) || below - row > 2)
        {
            break;
        }
        below = *row;
        title.extend(
            cells
                .iter()
                .filter(|(_, cell)| cell.text().is_some())
                .map(|(column, _)| (*row, *column))
                .rev(),
        );
    }
    title.reverse();
    title
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::fixture::sheet;

    #[test]
    fn tables_stand_side_by_side_and_one_above_the_other() {
        let sheet = sheet(
            "Page",
            "Title\n\nScheme|Plan||Scheme|Plan\nBeds|10||Bank|30\nFleet|20||Rota|40\n\nDivision|Plan\nEast|1\nWest|2",
        );
        let found = regions(&Grid::new(&sheet));
        let areas: Vec<String> = found
            .iter()
            .map(|region| region.area(&Grid::new(&sheet)).to_string())
            .collect();
        assert_eq!(areas, ["A3:B5", "A7:B9", "D3:E5"]);
    }

    #[test]
    fn a_spacer_column_does_not_split_a_table() {
        let sheet = sheet(
            "CIP",
            "Ref|Scheme||Plan|FYE\nS1|Beds||10|12\nS2|Fleet||20|20",
        );
        assert_eq!(regions(&Grid::new(&sheet)).len(), 1);
    }

    #[test]
    fn a_group_header_spreads_over_the_blanks_to_its_right() {
        let sheet = sheet(
            "QIPP",
            "Scheme|Full year||Year to date|\n|Plan|Actual|Plan|Actual\nBeds|10|9|5|4\nFleet|20|18|9|9",
        );
        let grid = Grid::new(&sheet);
        let found = regions(&grid);
        assert_eq!(found[0].header_texts(&grid, 2), ["Full year", "Actual"]);
        assert_eq!(found[0].header_texts(&grid, 4), ["Year to date", "Actual"]);
    }
}
