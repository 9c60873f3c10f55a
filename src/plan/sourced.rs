//! A value and the cells it came from.

use super::Money;
use crate::workbook::CellRef;
use std::ops::{Add, Neg, Sub};

/// A value with its provenance. A sum keeps the cells of its parts, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sourced<T> {
    pub value: T,
    pub cells: Vec<CellRef>,
}

impl<T> Sourced<T> {
    pub fn new(value: T, cells: Vec<CellRef>) -> Self {
        Self { value, cells }
    }

    pub fn at(value: T, cell: CellRef) -> Self {
        Self {
            value,
            cells: vec![cell],
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

fn join(mut left: Vec<CellRef>, right: Vec<CellRef>) -> Vec<CellRef> {
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

impl<'a> std::iter::Sum<&'a Self> for Sourced<Money> {
    fn sum<I: Iterator<Item = &'a Self>>(iter: I) -> Self {
        let mut total = Self::default();
        for part in iter {
            total.value += part.value;
            total.cells.extend(part.cells.iter().cloned());
        }
        total
    }
}
