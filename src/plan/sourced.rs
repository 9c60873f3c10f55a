//! A value and the cells it came from.

use super::Money;
use super::money::Adder;
use super::row_cells::{Joined, SheetRows};
use crate::workbook::{CellRef, SheetAddress};
use std::ops::{Add, Deref, Neg, Sub};
use std::sync::Arc;

/// A value with its provenance. A sum keeps the cells of its parts, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sourced<T> {
    pub value: T,
    pub cells: Cells,
}

/// Cells in order. One takes no memory of its own, and many are cheap to clone: a plan has a figure for most of its cells.
#[derive(Clone, Default)]
pub struct Cells(Held);

#[derive(Clone, Default)]
enum Held {
    #[default]
    None,
    One(CellRef),
    Many(Arc<Vec<CellRef>>),
    /// In many rows of this column.
    Rows(SheetRows, u32),
    /// Of several figures, of which one has its cells in many rows.
    Joined(Arc<Joined>),
}

impl<T> Sourced<T> {
    pub fn new(value: T, cells: impl Into<Cells>) -> Self {
        Self {
            value,
            cells: cells.into(),
        }
    }

    pub fn at(value: T, cell: CellRef) -> Self {
        Self {
            value,
            cells: cell.into(),
        }
    }

    /// The same cells, another reading of them.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Sourced<U> {
        Sourced {
            value: f(self.value),
            cells: self.cells,
        }
    }
}

impl Cells {
    pub fn push(&mut self, cell: CellRef) {
        self.extend([cell]);
    }

    pub fn as_slice(&self) -> &[CellRef] {
        match &self.0 {
            Held::None => &[],
            Held::One(cell) => std::slice::from_ref(cell),
            Held::Many(cells) => cells,
            Held::Rows(rows, column) => rows.cells(*column),
            Held::Joined(joined) => joined.cells(),
        }
    }

    /// Of the rows, in this column.
    pub fn in_column(rows: &SheetRows, column: u32) -> Self {
        Self(match rows.rows() {
            [] => Held::None,
            [row] => Held::One(CellRef::new(Arc::clone(rows.sheet()), *row, column)),
            _ => Held::Rows(rows.clone(), column),
        })
    }

    /// Adds the cells of another figure behind these.
    pub fn append(&mut self, more: &Self) {
        let in_one = self.column().is_some_and(|own| Some(own) == more.column());
        if in_one && let Held::One(cell) = &self.0 {
            let rows = SheetRows::new(Arc::clone(&cell.sheet), vec![cell.row]);
            self.0 = Held::Rows(rows, cell.column);
        }
        match (&mut self.0, &more.0) {
            (_, Held::None) => {}
            (Held::None, _) => *self = more.clone(),
            (Held::Rows(rows, _), Held::One(cell)) if in_one => rows.append(&[cell.row]),
            (Held::Rows(rows, _), Held::Rows(more, _)) if in_one => rows.append(more.rows()),
            (Held::Rows(..) | Held::Joined(_), _) | (_, Held::Rows(..) | Held::Joined(_)) => {
                let parts = vec![std::mem::take(self), more.clone()];
                self.0 = Held::Joined(Joined::new(parts));
            }
            _ => self.extend(more.iter().cloned()),
        }
    }

    /// The one column of one sheet in which all cells are known to stand.
    fn column(&self) -> Option<(&SheetAddress, u32)> {
        match &self.0 {
            Held::One(cell) => Some((&cell.sheet, cell.column)),
            Held::Rows(rows, column) => Some((rows.sheet(), *column)),
            Held::None | Held::Many(_) | Held::Joined(_) => None,
        }
    }

    /// Whether the cell is among them.
    pub fn holds(&self, cell: &CellRef) -> bool {
        match &self.0 {
            Held::Rows(rows, column) => {
                cell.column == *column
                    && cell.sheet == *rows.sheet()
                    && rows.rows().contains(&cell.row)
            }
            Held::Joined(joined) => joined.parts.iter().any(|part| part.holds(cell)),
            _ => self.contains(cell),
        }
    }

    /// Visits sheet, row and column of each cell, and makes no references where there are none yet.
    pub fn each_place(&self, visit: &mut dyn FnMut(&Arc<SheetAddress>, u32, u32)) {
        match &self.0 {
            Held::Rows(rows, column) => {
                for row in rows.rows() {
                    visit(rows.sheet(), *row, *column);
                }
            }
            Held::Joined(joined) => {
                for part in &joined.parts {
                    part.each_place(visit);
                }
            }
            _ => {
                for cell in self {
                    visit(&cell.sheet, cell.row, cell.column);
                }
            }
        }
    }
}

impl Deref for Cells {
    type Target = [CellRef];

    fn deref(&self) -> &[CellRef] {
        self.as_slice()
    }
}

impl std::fmt::Debug for Cells {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.as_slice().fmt(f)
    }
}

impl PartialEq for Cells {
    fn eq(&self, other: &Self) -> bool {
        if let (Held::Rows(rows, column), Held::Rows(others, other)) = (&self.0, &other.0) {
            return column == other
                && rows.sheet() == others.sheet()
                && rows.rows() == others.rows();
        }
        self.as_slice() == other.as_slice()
    }
}

impl Eq for Cells {}

impl<const N: usize> PartialEq<[CellRef; N]> for Cells {
    fn eq(&self, other: &[CellRef; N]) -> bool {
        self.as_slice() == other
    }
}

impl PartialEq<Vec<CellRef>> for Cells {
    fn eq(&self, other: &Vec<CellRef>) -> bool {
        self.as_slice() == other
    }
}

impl From<CellRef> for Cells {
    fn from(cell: CellRef) -> Self {
        Self(Held::One(cell))
    }
}

impl From<Vec<CellRef>> for Cells {
    fn from(mut cells: Vec<CellRef>) -> Self {
        Self(match (cells.pop(), cells.is_empty()) {
            (None, _) => Held::None,
            (Some(only), true) => Held::One(only),
            (Some(last), false) => {
                cells.push(last);
                Held::Many(Arc::new(cells))
            }
        })
    }
}

impl From<Cells> for Vec<CellRef> {
    fn from(cells: Cells) -> Self {
        match cells.0 {
            Held::None => Self::new(),
            Held::One(cell) => vec![cell],
            Held::Many(cells) => Arc::unwrap_or_clone(cells),
            Held::Rows(rows, column) => rows.cells(column).to_vec(),
            Held::Joined(joined) => joined.cells().to_vec(),
        }
    }
}

impl Extend<CellRef> for Cells {
    fn extend<I: IntoIterator<Item = CellRef>>(&mut self, cells: I) {
        let mut cells = cells.into_iter();
        if let Held::Rows(..) | Held::Joined(_) = &self.0 {
            self.0 = Held::Many(Arc::new(self.to_vec()));
        }
        while !matches!(self.0, Held::Many(_)) {
            let Some(cell) = cells.next() else {
                return;
            };
            self.0 = match std::mem::take(&mut self.0) {
                Held::One(first) => Held::Many(Arc::new(vec![first, cell])),
                _ => Held::One(cell),
            };
        }
        let mut rest = cells.peekable();
        if let (Held::Many(many), Some(_)) = (&mut self.0, rest.peek()) {
            Arc::make_mut(many).extend(rest);
        }
    }
}

impl FromIterator<CellRef> for Cells {
    fn from_iter<I: IntoIterator<Item = CellRef>>(cells: I) -> Self {
        let mut found = Self::default();
        found.extend(cells);
        found
    }
}

impl<'a> IntoIterator for &'a Cells {
    type Item = &'a CellRef;
    type IntoIter = std::slice::Iter<'a, CellRef>;

    fn into_iter(self) -> Self::IntoIter {
        self.as_slice().iter()
    }
}

/// The cells one after another.
#[derive(Debug, Clone)]
pub struct IntoIter {
    cells: Cells,
    at: usize,
}

impl Iterator for IntoIter {
    type Item = CellRef;

    fn next(&mut self) -> Option<CellRef> {
        let next = self.cells.get(self.at).cloned()?;
        self.at += 1;
        Some(next)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.cells.len().saturating_sub(self.at);
        (left, Some(left))
    }
}

impl IntoIterator for Cells {
    type Item = CellRef;
    type IntoIter = IntoIter;

    fn into_iter(self) -> IntoIter {
        IntoIter { cells: self, at: 0 }
    }
}

fn join(mut left: Cells, right: Cells) -> Cells {
    left.extend(right);
    left
}

impl Add for Sourced<Money> {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            value: self.value + other.value,
            cells: join(self.cells, other.cells),
        }
    }
}

impl Sub for Sourced<Money> {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self {
            value: self.value - other.value,
            cells: join(self.cells, other.cells),
        }
    }
}

impl Neg for Sourced<Money> {
    type Output = Self;
    fn neg(self) -> Self {
        self.map(Neg::neg)
    }
}

/// A sum in the making.
#[derive(Debug, Default)]
pub struct SumOf {
    value: Adder,
    cells: Vec<CellRef>,
}

impl SumOf {
    pub fn add(&mut self, part: &Sourced<Money>) {
        self.value.add(part.value);
        self.cells.extend_from_slice(&part.cells);
    }

    /// The sum, with the cells of its parts in order.
    pub fn total(mut self) -> Sourced<Money> {
        // Sums of a long plan are kept for as long as it is open.
        self.cells.shrink_to_fit();
        Sourced::new(self.value.total(), self.cells)
    }
}

impl<'a> std::iter::Sum<&'a Self> for Sourced<Money> {
    fn sum<I: Iterator<Item = &'a Self>>(iter: I) -> Self {
        let mut sum = SumOf::default();
        for part in iter {
            sum.add(part);
        }
        sum.total()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(rows: std::ops::Range<u32>) -> Vec<CellRef> {
        let sheet = Arc::new(SheetAddress::new("plan.xlsx", "CIP"));
        rows.map(|row| CellRef::new(Arc::clone(&sheet), row, 6))
            .collect()
    }

    #[test]
    fn cells_keep_their_order_however_many_there_are() {
        for count in 0..5 {
            let wanted = cells(0..count);
            let mut pushed = Cells::default();
            for cell in &wanted {
                pushed.push(cell.clone());
            }
            assert_eq!(pushed, wanted);
            assert_eq!(pushed, Cells::from(wanted.clone()));
            assert_eq!(Vec::from(pushed.clone()), wanted);
            pushed.extend(cells(count..9));
            assert_eq!(pushed, cells(0..9));
        }
    }

    #[test]
    fn rows_of_one_column_are_their_cells_and_stay_rows_when_added_up() {
        let wanted = cells(0..9);
        let sheet = || Arc::new(SheetAddress::new("plan.xlsx", "CIP"));
        for cut in 0..=9 {
            let rows = SheetRows::new(sheet(), (0..cut).collect());
            let mut sum = Cells::in_column(&rows, 6);
            let before = sum.clone();
            let mut places = Vec::new();
            sum.append(&Cells::in_column(
                &SheetRows::new(sheet(), (cut..9).collect()),
                6,
            ));
            sum.each_place(&mut |_, row, column| places.push((row, column)));
            assert!(matches!(sum.0, Held::Rows(..)), "{cut}");
            assert_eq!(places, (0..9).map(|row| (row, 6)).collect::<Vec<_>>());
            assert!(sum.holds(&wanted[8]) && !sum.holds(&CellRef::new(sheet(), 8, 5)));
            assert_eq!(sum, wanted);
            assert_eq!(before, wanted[..cut as usize].to_vec());
            assert_eq!(
                Cells::in_column(&rows, 5)
                    .iter()
                    .filter(|cell| cell.column == 5)
                    .count(),
                cut as usize
            );
        }
        let first = CellRef::new(sheet(), 3, 2);
        let mut other = Cells::from(first.clone());
        other.append(&Cells::in_column(
            &SheetRows::new(sheet(), (0..9).collect()),
            6,
        ));
        assert!(matches!(other.0, Held::Joined(_)));
        assert!(other.holds(&first) && other.holds(&wanted[8]));
        let mut places = 0;
        other.each_place(&mut |_, _, _| places += 1);
        let all: Vec<CellRef> = std::iter::once(first).chain(wanted).collect();
        assert_eq!((places, &other), (10, &Cells::from(all.clone())));
        other.push(all[0].clone());
        assert_eq!(other.len(), 11);
    }

    #[test]
    fn a_sum_keeps_the_cells_of_its_parts_and_leaves_the_parts_alone() {
        let part = |rows| Sourced::new(Money::from_pounds(1), cells(rows));
        let parts = [part(0..3), part(5..6)];
        let total: Sourced<Money> = parts.iter().sum();
        let more = total.clone() + part(8..9);
        assert_eq!(total.cells.len(), 4);
        assert_eq!(
            more.cells.iter().map(|cell| cell.row).collect::<Vec<_>>(),
            [0, 1, 2, 5, 8]
        );
    }

    #[test]
    fn a_figure_with_its_cell_is_small() {
        assert!(size_of::<Cells>() <= 24);
    }
}
