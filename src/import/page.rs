//! One visible sheet taken apart: its grid, its tables, whose it is.

use super::correct::Fixed;
use super::grid::Grid;
use super::kind::{self, Verdict};
use super::region::{self, Region};
use super::savings::SavingsTable;
use super::table::Table;
use super::text::one_line;
use super::{across, names};
use crate::plan::Organisation;
use crate::workbook::Sheet;

/// Lines above the first table that are read for what the sheet is about.
const HEAD_ROWS_MAX: usize = 20;

/// One visible sheet, taken apart.
pub(super) struct Page<'a> {
    pub(super) grid: Grid<'a>,
    pub(super) head: String,
    pub(super) organisation: Option<Organisation>,
    pub(super) regions: Vec<Region>,
}

/// A table with its verdict and, once read, what it gave.
pub(super) struct Found<'g, 'a> {
    pub(super) page: usize,
    pub(super) table: Table<'g, 'a>,
    pub(super) verdict: Verdict,
    pub(super) savings: Option<SavingsTable>,
    pub(super) repeat_of: Option<String>,
    /// Repeats as it was once: an older version or a draft.
    pub(super) outdated: bool,
    /// Lines or figures taken.
    pub(super) taken: usize,
    /// The columns its lines were taken from, where its rows are bodies and no schemes.
    pub(super) lines_from: Vec<u32>,
    /// Measures by month taken.
    pub(super) measured: usize,
    /// Figures around the position taken.
    pub(super) around: usize,
    /// What the reviewer said about it.
    pub(super) fixed: Fixed,
}

pub(super) fn page(sheet: &Sheet) -> Page<'_> {
    let grid = Grid::new(sheet);
    let regions = region::regions(&grid);
    let turned = across::reads_across(&grid, &regions).then(|| Grid::turned(sheet));
    let first_header = regions
        .iter()
        .filter_map(|region| region.header.first())
        .min()
        .copied();
    let lines: Vec<String> = grid
        .row_numbers()
        .take_while(|row| first_header.is_none_or(|header| *row < header))
        .take(HEAD_ROWS_MAX)
        .flat_map(|row| {
            grid.row(row)
                .iter()
                .filter_map(|(_, cell)| cell.text().map(one_line))
        })
        .filter(|text| text.len() <= 200)
        .collect();
    let organisation = lines
        .iter()
        .find_map(|text| names::in_title(text))
        .or_else(|| names::in_title(sheet.name()));
    let (grid, regions) = match turned {
        Some(turned) => {
            let regions = region::regions(&turned);
            (turned, regions)
        }
        None => (grid, regions),
    };
    Page {
        grid,
        head: lines.join(" | "),
        organisation,
        regions,
    }
}

/// The tables of a page, cut and corrected as the reviewer says.
pub(super) fn tables<'g, 'a>(
    at: usize,
    page: &'g Page<'a>,
    regions: Vec<(Region, Fixed)>,
) -> Vec<Found<'g, 'a>> {
    let mut tables: Vec<Found<'g, 'a>> = Vec::with_capacity(regions.len());
    for (region, fixed) in regions {
        let mut table = Table::new(&page.grid, region, &page.head);
        if let Some(before) = tables.last() {
            table.go_on_from(&before.table);
        }
        fixed.shape(&mut table);
        let verdict = fixed.judge(kind::judge(&table));
        tables.push(Found {
            page: at,
            table,
            verdict,
            savings: None,
            repeat_of: None,
            outdated: false,
            taken: 0,
            lines_from: Vec::new(),
            measured: 0,
            around: 0,
            fixed,
        });
    }
    tables
}
