//! A table cut anew: other header rows, another range. Rows are counted on the sheet of the file that was corrected; in
//! another file they move with the table.

use super::bands::cells_in;
use super::correct::Fixed;
use super::grid::Grid;
use super::page::Page;
use super::region::{Region, header_text};
use super::text::name_key;
use crate::review::{Change, Correction, TableMark};
use crate::workbook::Area;
use std::collections::BTreeSet;

/// The region as the reviewer cuts it; `None` where there are no such cells.
pub(super) fn recut(
    page: &Page<'_>,
    region: &Region,
    mark: &TableMark,
    correction: &Correction,
) -> Option<Region> {
    let was = Area::from_a1(&correction.table.area)?;
    let now = Area::from_a1(&mark.area)?;
    let grid = &page.grid;
    match &correction.change {
        Change::Range(range) => {
            let moved = moved(Area::from_a1(range)?, was, now)?;
            in_range(grid, region, turned(grid, moved))
        }
        Change::HeaderRows { first, last } => {
            let shift = |row: u32| shifted(row.checked_sub(1)?, was.first_row, now.first_row);
            headed(grid, region, shift(*first)?, shift(*last)?)
        }
        _ => None,
    }
}

/// A range moves with the table's first cell at its start and with its last at its end.
fn moved(range: Area, was: Area, now: Area) -> Option<Area> {
    Some(Area {
        first_row: shifted(range.first_row, was.first_row, now.first_row)?,
        first_column: shifted(range.first_column, was.first_column, now.first_column)?,
        last_row: shifted(range.last_row, was.last_row, now.last_row)?,
        last_column: shifted(range.last_column, was.last_column, now.last_column)?,
    })
}

fn shifted(at: u32, was: u32, now: u32) -> Option<u32> {
    u32::try_from(i64::from(at) + i64::from(now) - i64::from(was)).ok()
}

/// The area in the grid's own rows and columns.
fn turned(grid: &Grid<'_>, area: Area) -> Area {
    if grid.reads_across() {
        Area {
            first_row: area.first_column,
            first_column: area.first_row,
            last_row: area.last_column,
            last_column: area.last_row,
        }
    } else {
        area
    }
}

fn in_range(grid: &Grid<'_>, region: &Region, range: Area) -> Option<Region> {
    let band = range.first_column..=range.last_column;
    let filled: Vec<u32> = grid
        .row_numbers()
        .filter(|row| (range.first_row..=range.last_row).contains(row))
        .filter(|row| cells_in(grid, *row, &band).next().is_some())
        .collect();
    let mut header: Vec<u32> = region
        .header
        .iter()
        .filter(|row| filled.contains(row))
        .copied()
        .collect();
    if header.is_empty() {
        header.extend(filled.first());
    }
    let last = *header.last()?;
    let rows: Vec<u32> = filled.into_iter().filter(|row| *row > last).collect();
    if rows.is_empty() {
        return None;
    }
    let mut columns = BTreeSet::new();
    for row in header.iter().chain(&rows) {
        columns.extend(cells_in(grid, *row, &band).map(|(column, _)| column));
    }
    let title = outside(&region.title, &header, &rows);
    Some(Region {
        header,
        columns: columns.into_iter().collect(),
        rows,
        title,
    })
}

fn headed(grid: &Grid<'_>, region: &Region, first: u32, last: u32) -> Option<Region> {
    let band = *region.columns.first()?..=*region.columns.last()?;
    let header: Vec<u32> = grid
        .row_numbers()
        .filter(|row| (first..=last).contains(row))
        .filter(|row| cells_in(grid, *row, &band).next().is_some())
        .collect();
    let end = region.rows.last().or(region.header.last()).copied()?;
    let rows: Vec<u32> = grid
        .row_numbers()
        .filter(|row| *row > last && *row <= end)
        .filter(|row| cells_in(grid, *row, &band).next().is_some())
        .collect();
    if header.is_empty() || rows.is_empty() {
        return None;
    }
    let mut columns: BTreeSet<u32> = BTreeSet::new();
    for row in header.iter().chain(&rows) {
        columns.extend(cells_in(grid, *row, &band).map(|(column, _)| column));
    }
    let title = outside(&region.title, &header, &rows);
    Some(Region {
        header,
        columns: columns.into_iter().collect(),
        rows,
        title,
    })
}

/// Where the headers of a mark stand in one row: on the sheet of its name, else on the only one that has them.
pub(super) fn by_headers(pages: &[Page<'_>], mark: &TableMark) -> Option<(usize, Region)> {
    let area = Area::from_a1(&mark.area)?;
    let width = usize::try_from(area.last_column.checked_sub(area.first_column)?).ok()? + 1;
    if mark.headers.len() != width || mark.headers.iter().all(String::is_empty) {
        return None;
    }
    let holds = |page: &Page<'_>, row: u32| {
        (area.first_column..)
            .zip(&mark.headers)
            .all(|(column, header)| {
                let text = header_text(&page.grid, row, column);
                text.map(|text| name_key(&text)).unwrap_or_default() == *header
            })
    };
    let mut places: Vec<(usize, u32)> = Vec::new();
    for own in [true, false] {
        let pages = pages.iter().enumerate();
        for (at, page) in pages.filter(|(_, page)| {
            !page.grid.reads_across()
                && page.grid.sheet.name().eq_ignore_ascii_case(&mark.sheet) == own
        }) {
            let rows = page.grid.row_numbers().filter(|row| holds(page, *row));
            places.extend(rows.map(|row| (at, row)));
        }
        if !places.is_empty() {
            break;
        }
    }
    let same = |(_, row): &&(usize, u32)| *row == area.first_row;
    let (at, row) = match places.as_slice() {
        [only] => *only,
        several => *several.iter().find(same)?,
    };
    let grid = &pages.get(at)?.grid;
    let mut last = row.checked_add(area.last_row - area.first_row)?;
    let band = area.first_column..=area.last_column;
    // Lines added since stand right below the last one.
    while last < u32::MAX && cells_in(grid, last + 1, &band).next().is_some() {
        last += 1;
    }
    let empty = Region {
        header: vec![row],
        columns: Vec::new(),
        rows: Vec::new(),
        title: Vec::new(),
    };
    let range = Area {
        first_row: row,
        last_row: last,
        ..area
    };
    Some((at, in_range(grid, &empty, range)?))
}

/// Title lines that did not become part of the table.
fn outside(title: &[(u32, u32)], header: &[u32], rows: &[u32]) -> Vec<(u32, u32)> {
    title
        .iter()
        .filter(|(row, _)| !header.contains(row) && rows.binary_search(row).is_err())
        .copied()
        .collect()
}

/// Tables that were cut by the reviewer take their cells from those that were not.
pub(super) fn yield_to_ranges(page: &Page<'_>, tables: &mut Vec<(Region, Fixed)>) {
    let is_cut = |fixed: &Fixed| {
        let shape =
            |one: &Correction| matches!(one.change, Change::Range(_) | Change::HeaderRows { .. });
        fixed.added || fixed.applied.iter().any(shape)
    };
    let ranges: Vec<Area> = tables
        .iter()
        .filter(|(_, fixed)| is_cut(fixed))
        .map(|(region, _)| turned(&page.grid, region.area(&page.grid)))
        .collect();
    if ranges.is_empty() {
        return;
    }
    tables.retain_mut(|(region, fixed)| {
        if is_cut(fixed) {
            return true;
        }
        for range in &ranges {
            let beside = !region
                .columns
                .iter()
                .any(|column| (range.first_column..=range.last_column).contains(column));
            if beside {
                continue;
            }
            let free = |row: &u32| !(range.first_row..=range.last_row).contains(row);
            region.rows.retain(free);
            region.header.retain(free);
        }
        !region.header.is_empty() && !region.rows.is_empty()
    });
}
