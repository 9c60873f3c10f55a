//! Numbers that were not understood, gathered by table and column so that the list of them stays short.

use super::coverage::NotUnderstood;
use super::kind::Kind;
use super::page::{Found, Page};
use super::region::Region;
use crate::plan::Money;
use crate::wording::money;
use crate::workbook::CellRef;
use std::collections::BTreeMap;

/// Cells named one by one in a group; the ledger knows the others.
const CELLS_MAX: usize = 500;

#[derive(Debug, Default)]
struct Group {
    cells: Vec<CellRef>,
    count: usize,
    /// In rows that no other cell counts.
    missing: Option<Money>,
    /// Beside lines that are counted.
    beside: Option<Money>,
}

/// Table (`None` outside all), page, column.
type Key = (usize, Option<usize>, u32);

#[derive(Debug, Default)]
pub(super) struct Gaps(BTreeMap<Key, Group>);

impl Gaps {
    pub(super) fn add(
        &mut self,
        table: Option<usize>,
        page: usize,
        column: u32,
        cell: CellRef,
        pounds: Option<Money>,
        counted: bool,
    ) {
        // Loose numbers of a sheet are one group.
        let column = if table.is_some() { column } else { 0 };
        let group = self.0.entry((page, table, column)).or_default();
        group.count += 1;
        if group.cells.len() < CELLS_MAX {
            group.cells.push(cell);
        }
        if let Some(pounds) = pounds {
            let sum = if counted {
                &mut group.beside
            } else {
                &mut group.missing
            };
            *sum = Some(sum.unwrap_or_default() + pounds.abs());
        }
    }

    /// The groups as sentences; a savings table without a column of the plan is told of already.
    pub(super) fn told(self, found: &[Found<'_, '_>], pages: &[Page<'_>]) -> Vec<NotUnderstood> {
        let mut told = Vec::new();
        for ((page, table, column), group) in self.0 {
            let Some(page) = pages.get(page) else {
                continue;
            };
            let sheet = page.grid.sheet.name();
            let numbers = match group.count {
                1 => "One number".to_owned(),
                many => format!("{many} numbers"),
            };
            let stand = if group.count == 1 { "stands" } else { "stand" };
            let were = if group.count == 1 { "was" } else { "were" };
            let one = table.and_then(|table| found.get(table));
            if one.is_some_and(|one| one.verdict.kind == Kind::Savings && one.taken == 0) {
                continue;
            }
            let why = match one {
                None => format!("{numbers} on {sheet} {stand} in no table."),
                Some(one) => {
                    let header = one
                        .table
                        .column(column)
                        .map_or("", |column| column.facets.text.as_str());
                    let under = if header.is_empty() {
                        "without a header".to_owned()
                    } else {
                        format!("under \u{201c}{header}\u{201d}")
                    };
                    let beside = group.beside.map_or_else(String::new, |pounds| {
                        format!(" ({} beside lines that are counted)", money(pounds))
                    });
                    let area = area(&one.table.region, page);
                    format!("{numbers} {under} in {sheet}!{area} {were} not used{beside}.")
                }
            };
            told.push(NotUnderstood {
                cells: group.cells.into(),
                why,
                amount: group.missing,
            });
        }
        told
    }
}

fn area(region: &Region, page: &Page<'_>) -> String {
    region.area(&page.grid).to_string()
}
