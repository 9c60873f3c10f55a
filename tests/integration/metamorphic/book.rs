//! A workbook as cells that can be moved, with what the first reading of it said about its tables.

use super::table::Table;
use planproof::import::Imported;
use planproof::plan::{Elective, Saving};
use planproof::workbook::{Area, Cell, Sheet, SheetAddress, Value, Visibility, Workbook};
use std::collections::BTreeMap;
use std::sync::Arc;

pub type Place = (u32, u32);

#[derive(Debug, Clone)]
pub struct Book {
    pub name: Arc<str>,
    pub tabs: Vec<Tab>,
    /// As the plan writes it, `2023/24`.
    pub year: Option<String>,
    pub elective: Option<Elective>,
}

#[derive(Debug, Clone)]
pub struct Tab {
    pub name: String,
    pub visibility: Visibility,
    pub cells: BTreeMap<Place, Cell>,
    pub merges: Vec<Area>,
    pub tables: Vec<Table>,
    /// Where the savings target stands, if on this sheet.
    pub target: Option<Place>,
}

impl Book {
    pub fn of(workbook: &Workbook, read: &Imported) -> Self {
        let lines = read.plan.savings.iter().flat_map(|savings| &savings.lines);
        let lines: Vec<&Saving> = lines.collect();
        let target = read.plan.savings.as_ref().and_then(|savings| {
            let target = savings.target.as_ref()?;
            target.cells.first().cloned()
        });
        let tabs = workbook.sheets.iter().map(|sheet| {
            let seen = read
                .coverage
                .sheets
                .iter()
                .find(|seen| seen.address == sheet.address);
            let own: Vec<&Saving> = lines
                .iter()
                .filter(|line| line.source.sheet == sheet.address)
                .copied()
                .collect();
            let tables = seen.iter().flat_map(|seen| &seen.tables);
            Tab {
                name: sheet.name().to_owned(),
                visibility: sheet.visibility,
                cells: cells(sheet),
                merges: sheet.merges.clone(),
                tables: tables.filter_map(|table| Table::of(table, &own)).collect(),
                target: target
                    .as_ref()
                    .filter(|cell| cell.sheet == sheet.address)
                    .map(|cell| (cell.row, cell.column)),
            }
        });
        Self {
            name: Arc::clone(&workbook.name),
            tabs: tabs.collect(),
            year: read.plan.year.as_ref().map(|year| year.value.to_string()),
            elective: read.plan.elective.clone(),
        }
    }

    pub fn into_workbook(self) -> Workbook {
        let name = &self.name;
        Workbook {
            name: Arc::clone(name),
            path: name.as_ref().into(),
            fingerprint: String::new(),
            sheets: self
                .tabs
                .into_iter()
                .map(|tab| tab.into_sheet(name))
                .collect(),
            notes: Vec::new(),
        }
    }

    /// Visible sheets that hold a table of the plan.
    pub fn plan_tabs(&mut self) -> impl Iterator<Item = &mut Tab> {
        self.tabs.iter_mut().filter(|tab| {
            tab.visibility == Visibility::Visible && tab.tables.iter().any(Table::is_plan)
        })
    }
}

/// Formulas are left behind: their addresses would no longer hold.
fn cells(sheet: &Sheet) -> BTreeMap<Place, Cell> {
    let rows = sheet.rows.iter();
    rows.flat_map(|(row, cells)| {
        cells.iter().map(|(column, cell)| {
            let cell = Cell {
                formula: None,
                ..cell.clone()
            };
            ((*row, *column), cell)
        })
    })
    .collect()
}

impl Tab {
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            visibility: Visibility::Visible,
            cells: BTreeMap::new(),
            merges: Vec::new(),
            tables: Vec::new(),
            target: None,
        }
    }

    fn into_sheet(self, workbook: &Arc<str>) -> Sheet {
        let mut rows: BTreeMap<u32, BTreeMap<u32, Cell>> = BTreeMap::new();
        for ((row, column), cell) in self.cells {
            rows.entry(row).or_default().insert(column, cell);
        }
        Sheet {
            address: Arc::new(SheetAddress::new(Arc::clone(workbook), self.name)),
            visibility: self.visibility,
            rows,
            merges: self.merges,
        }
    }

    pub fn text(&self, place: Place) -> Option<&str> {
        self.cells.get(&place)?.text()
    }

    pub fn put(&mut self, place: Place, text: &str) {
        self.cells
            .insert(place, Cell::new(Value::Text(text.into())));
    }

    /// The words of a cell, and no other thing of it, are replaced.
    pub fn reword(&mut self, place: Place, text: &str) {
        if let Some(cell) = self.cells.get_mut(&place) {
            cell.value = Value::Text(text.into());
        }
    }

    /// Everything from this row on moves down.
    pub fn insert_rows(&mut self, at: u32, count: u32) -> bool {
        self.move_all(
            &|row| if row >= at { row + count } else { row },
            &|column| column,
        );
        true
    }

    /// Everything from this column on moves right.
    pub fn insert_columns(&mut self, at: u32, count: u32) -> bool {
        self.move_all(&|row| row, &|column| {
            if column >= at { column + count } else { column }
        });
        true
    }

    fn move_all(&mut self, row: &dyn Fn(u32) -> u32, column: &dyn Fn(u32) -> u32) {
        let cells = std::mem::take(&mut self.cells).into_iter();
        self.cells = cells
            .map(|((r, c), cell)| ((row(r), column(c)), cell))
            .collect();
        self.target = self.target.map(|(r, c)| (row(r), column(c)));
        for area in &mut self.merges {
            (area.first_row, area.last_row) = (row(area.first_row), row(area.last_row));
            (area.first_column, area.last_column) =
                (column(area.first_column), column(area.last_column));
        }
        for table in &mut self.tables {
            table.header = (row(table.header.0), row(table.header.1));
            table.last_row = row(table.last_row);
            for own in &mut table.columns {
                own.at = column(own.at);
            }
            for line in &mut table.lines {
                line.row = row(line.row);
                line.status_column = line.status_column.map(column);
            }
        }
    }

    pub fn last_row(&self) -> u32 {
        self.cells.keys().next_back().map_or(0, |(row, _)| *row)
    }
}
