//! A table of a workbook as the first reading described it.

use super::book::{Place, Tab};
use planproof::import::{TableCoverage, TableKind};
use planproof::plan::{Saving, Status, Unit};

/// A table as it was first read; rows and columns are those of the sheet.
#[derive(Debug, Clone)]
pub struct Table {
    pub kind: TableKind,
    pub unit: Unit,
    pub header: (u32, u32),
    pub last_row: u32,
    pub columns: Vec<Column>,
    pub lines: Vec<Line>,
}

#[derive(Debug, Clone)]
pub struct Column {
    pub at: u32,
    pub meaning: String,
}

/// One row that is a line of the savings plan.
#[derive(Debug, Clone)]
pub struct Line {
    pub row: u32,
    pub status: Option<Status>,
    pub status_column: Option<u32>,
}

impl Table {
    pub fn of(read: &TableCoverage, lines: &[&Saving]) -> Option<Self> {
        let header = read.header_rows?;
        let area = read.area;
        let columns: Vec<Column> = read
            .columns
            .iter()
            .map(|column| Column {
                at: column.column,
                meaning: column.meaning.clone(),
            })
            .collect();
        // A table that reads across is described as if it had been turned: it is left as it stands.
        let ends = (columns.first()?.at, columns.last()?.at);
        if header.0 != area.first_row || ends != (area.first_column, area.last_column) {
            return None;
        }
        let own = lines
            .iter()
            .filter(|line| area.contains(line.source.row, line.source.column));
        Some(Self {
            kind: read.kind,
            unit: read.unit,
            header,
            last_row: area.last_row,
            columns,
            lines: own
                .map(|line| Line {
                    row: line.source.row,
                    status: line.step(),
                    status_column: line.status.as_ref().map(|status| status.cell.column),
                })
                .collect(),
        })
    }

    pub fn holds(&self, place: Place) -> bool {
        (self.header.0..=self.last_row).contains(&place.0)
            && (self.first_column()..=self.last_column()).contains(&place.1)
    }

    pub fn is_plan(&self) -> bool {
        matches!(
            self.kind,
            TableKind::Savings | TableKind::Position | TableKind::Elective
        )
    }

    pub fn is(&self, kind: TableKind) -> bool {
        self.kind == kind
    }

    pub fn of_meaning<'t>(&'t self, meaning: &'t str) -> impl Iterator<Item = u32> + 't {
        self.columns
            .iter()
            .filter(move |column| column.meaning == meaning)
            .map(|column| column.at)
    }

    pub fn first_column(&self) -> u32 {
        self.columns.first().map_or(0, |column| column.at)
    }

    pub fn last_column(&self) -> u32 {
        self.columns.last().map_or(0, |column| column.at)
    }

    /// Whether the header is one row with no cell merged into another.
    pub fn is_simple(&self, tab: &Tab) -> bool {
        self.header.0 == self.header.1
            && !tab.merges.iter().any(|area| {
                area.last_row >= self.header.0
                    && area.first_row <= self.last_row
                    && area.last_column >= self.first_column()
                    && area.first_column <= self.last_column()
            })
    }
}

impl Column {
    pub fn is_month(&self) -> bool {
        self.meaning.starts_with("month ")
    }

    pub fn is_phase(&self) -> bool {
        self.is_month() || self.meaning.starts_with("quarter ")
    }

    /// Figures of the savings plan in pounds.
    pub fn is_money(&self) -> bool {
        self.is_phase()
            || matches!(
                self.meaning.as_str(),
                "in-year plan value"
                    | "full year effect"
                    | "plan to date"
                    | "actual to date"
                    | "forecast"
                    | "plan"
                    | "actual"
            )
    }
}
