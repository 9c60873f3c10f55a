//! Where each cell of a sheet stands on the screen.

use crate::app::theme::whole;
use crate::report::cell_shown as shown;
use crate::workbook::Sheet;
use egui::{Rect, pos2};

pub const ROW: f32 = 23.0;
pub const HEAD: f32 = 23.0;
pub const NUMBERS: f32 = 46.0;
/// Rows looked at to size a column.
const MEASURED: usize = 200;
/// Rows and columns shown beyond the last filled one.
const BEYOND: u32 = 6;
/// A small sheet still fills the window.
const LEAST_ROWS: u32 = 80;

/// Where each column starts, at 100 %, and how many rows there are.
#[derive(Debug, Clone)]
pub struct Columns {
    starts: Vec<f32>,
    pub rows: u32,
}

impl Columns {
    pub fn of(sheet: &Sheet) -> Self {
        let used = sheet.used();
        let count = used
            .map_or(8, |used| used.last_column.saturating_add(1 + BEYOND))
            .clamp(26, 16_384);
        let rows = used
            .map_or(0, |used| used.last_row.saturating_add(1 + BEYOND))
            .max(LEAST_ROWS);
        let mut widths = vec![64.0_f32; count as usize];
        for (_, row) in sheet.rows().take(MEASURED) {
            for (column, cell) in row.iter() {
                let Some(width) = widths.get_mut(column as usize) else {
                    continue;
                };
                let letters = shown(cell).chars().take(40).count() as f32;
                // A long title spills over its neighbours rather than stretch its column.
                let most = if cell.text().is_some() { 230.0 } else { 130.0 };
                *width = width.max((letters * 7.4 + 16.0).min(most));
            }
        }
        let mut starts = vec![0.0];
        let mut at = 0.0;
        for width in widths {
            at += width;
            starts.push(at);
        }
        Self { starts, rows }
    }

    pub fn start(&self, column: u32) -> f32 {
        self.starts
            .get(column as usize)
            .or_else(|| self.starts.last())
            .copied()
            .unwrap_or(0.0)
    }

    pub fn width(&self) -> f32 {
        self.starts.last().copied().unwrap_or(0.0)
    }

    /// The column at a distance from the left.
    pub fn at(&self, x: f32) -> u32 {
        let after = self.starts.partition_point(|start| *start <= x);
        u32::try_from(after.saturating_sub(1)).unwrap_or(0)
    }

    pub fn last(&self) -> u32 {
        u32::try_from(self.starts.len().saturating_sub(2)).unwrap_or(0)
    }
}

/// What is needed to place a cell.
pub struct Placing<'a> {
    pub columns: &'a Columns,
    pub scale: f32,
    /// Upper left corner of cell A1 on the screen.
    pub origin: egui::Pos2,
}

impl Placing<'_> {
    pub fn rect(&self, row: u32, column: u32) -> Rect {
        self.area(row, column, row, column)
    }

    pub fn area(&self, row: u32, column: u32, last_row: u32, last_column: u32) -> Rect {
        let top = self.origin.y + row as f32 * ROW * self.scale;
        let bottom = self.origin.y + (last_row as f32 + 1.0) * ROW * self.scale;
        let left = self.origin.x + self.columns.start(column) * self.scale;
        let right = self.origin.x + self.columns.start(last_column + 1) * self.scale;
        Rect::from_min_max(pos2(left, top), pos2(right, bottom))
    }
}

/// The rows and columns on screen, both ends included.
#[derive(Clone, Copy)]
pub struct Window {
    pub rows: (u32, u32),
    pub columns: (u32, u32),
}

/// The row at a distance from the top.
pub fn row_at(y: f32) -> u32 {
    u32::try_from(whole(y / ROW)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_found_by_where_it_stands() {
        let columns = Columns {
            starts: vec![0.0, 60.0, 100.0, 180.0],
            rows: 1,
        };
        assert_eq!(columns.at(0.0), 0);
        assert_eq!(columns.at(59.0), 0);
        assert_eq!(columns.at(60.0), 1);
        assert_eq!(columns.at(150.0), 2);
        assert_eq!(columns.last(), 2);
        assert!((columns.width() - 180.0).abs() < 0.01);
    }
}
