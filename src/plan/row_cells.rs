//! Many cells, kept as row numbers or as the cells of other figures: a sum over a national extract rests on tens of thousands
//! of them, of which a reader looks at a few. They become references when somebody does.

use super::Cells;
use crate::workbook::{CellRef, SheetAddress};
use std::sync::{Arc, OnceLock};

/// Rows of one sheet whose cells feed several figures, each in a column of its own.
#[derive(Debug, Clone)]
pub struct SheetRows(Arc<Block>);

#[derive(Debug)]
struct Block {
    sheet: Arc<SheetAddress>,
    rows: Vec<u32>,
    made: OnceLock<Box<Made>>,
}

/// References that were asked for, and behind them those of the next column that was.
#[derive(Debug)]
struct Made {
    column: u32,
    cells: Vec<CellRef>,
    next: OnceLock<Box<Self>>,
}

/// The cells of several figures, one after another.
#[derive(Debug)]
pub(super) struct Joined {
    pub(super) parts: Vec<Cells>,
    made: OnceLock<Vec<CellRef>>,
}

impl Joined {
    pub(super) fn new(parts: Vec<Cells>) -> Arc<Self> {
        Arc::new(Self {
            parts,
            made: OnceLock::new(),
        })
    }

    pub(super) fn cells(&self) -> &[CellRef] {
        let all = || self.parts.iter().flat_map(|part| part.iter().cloned());
        self.made.get_or_init(|| all().collect())
    }
}

impl SheetRows {
    pub fn new(sheet: Arc<SheetAddress>, rows: Vec<u32>) -> Self {
        Self(Arc::new(Block {
            sheet,
            rows,
            made: OnceLock::new(),
        }))
    }

    pub(super) fn sheet(&self) -> &Arc<SheetAddress> {
        &self.0.sheet
    }

    pub(super) fn rows(&self) -> &[u32] {
        &self.0.rows
    }

    pub(super) fn cells(&self, column: u32) -> &[CellRef] {
        let mut place = &self.0.made;
        loop {
            let made = place.get_or_init(|| Box::new(self.0.made_in(column)));
            if made.column == column {
                return &made.cells;
            }
            place = &made.next;
        }
    }

    /// Adds rows; others that share these keep theirs.
    pub(super) fn append(&mut self, rows: &[u32]) {
        if let Some(own) = Arc::get_mut(&mut self.0) {
            own.rows.extend_from_slice(rows);
            own.made = OnceLock::new();
        } else {
            let all = [self.rows(), rows].concat();
            *self = Self::new(Arc::clone(self.sheet()), all);
        }
    }
}

impl Block {
    fn made_in(&self, column: u32) -> Made {
        let cell = |row: &u32| CellRef::new(Arc::clone(&self.sheet), *row, column);
        Made {
            column,
            cells: self.rows.iter().map(cell).collect(),
            next: OnceLock::new(),
        }
    }
}
