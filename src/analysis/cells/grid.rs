//! A sheet as marks of its cells: what alignment looks at, so that no text is compared twice.

use crate::workbook::{Sheet, Value};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// Marks kept of a column: enough to tell how alike two are.
const SKETCH: usize = 96;

/// Stands for a value: equal for equal ones.
pub(super) type Mark = u64;

/// A sheet and the marks of its cells.
pub(super) struct Grid<'a> {
    pub(super) sheet: &'a Sheet,
    /// Filled rows, each with its cells from left to right.
    pub(super) rows: Vec<(u32, Vec<(u32, Seen)>)>,
    pub(super) columns: Vec<Column>,
}

/// A cell as far as alignment cares.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    pub(super) mark: Mark,
    /// Words name a row; numbers are what may have changed.
    pub(super) is_text: bool,
}

/// What a column is known by.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) index: u32,
    /// The first words in it, from above.
    pub(super) heading: Option<Mark>,
    /// The smallest marks of its values: a fair sample of them, the same for the same values in any order.
    pub(super) sketch: Vec<Mark>,
}

impl<'a> Grid<'a> {
    pub(super) fn of(sheet: &'a Sheet) -> Self {
        let mut columns: BTreeMap<u32, (Option<Mark>, Vec<Mark>)> = BTreeMap::new();
        let rows: Vec<(u32, Vec<(u32, Seen)>)> = sheet
            .rows()
            .map(|(row, cells)| {
                let seen: Vec<(u32, Seen)> = cells
                    .iter()
                    .filter(|(_, cell)| !matches!(cell.value, Value::Text(text) if text.trim().is_empty()))
                    .map(|(column, cell)| {
                        let seen = Seen {
                            mark: mark(cell.value),
                            is_text: matches!(cell.value, Value::Text(_)),
                        };
                        let (heading, marks) = columns.entry(column).or_default();
                        if heading.is_none() && seen.is_text {
                            *heading = Some(seen.mark);
                        }
                        keep_smallest(marks, seen.mark);
                        (column, seen)
                    })
                    .collect();
                (row, seen)
            })
            .filter(|(_, cells)| !cells.is_empty())
            .collect();
        let columns = columns
            .into_iter()
            .map(|(index, (heading, mut sketch))| {
                sketch.sort_unstable();
                sketch.dedup();
                sketch.truncate(SKETCH);
                Column {
                    index,
                    heading,
                    sketch,
                }
            })
            .collect();
        Self {
            sheet,
            rows,
            columns,
        }
    }
}

/// Keeps a few times as many as are needed, and sorts only when that is full.
fn keep_smallest(marks: &mut Vec<Mark>, mark: Mark) {
    marks.push(mark);
    if marks.len() >= SKETCH * 8 {
        marks.sort_unstable();
        marks.dedup();
        marks.truncate(SKETCH);
    }
}

fn mark(value: Value<'_>) -> Mark {
    let mut hasher = DefaultHasher::new();
    match value {
        Value::Text(text) => (0_u8, text.trim()).hash(&mut hasher),
        Value::Number(number) => (1_u8, number.to_bits()).hash(&mut hasher),
        Value::Date(serial) => (2_u8, serial.to_bits()).hash(&mut hasher),
        Value::Bool(yes) => (3_u8, yes).hash(&mut hasher),
        Value::Error(error) => (4_u8, error).hash(&mut hasher),
        Value::NotCalculated => 5_u8.hash(&mut hasher),
    }
    hasher.finish()
}

/// How alike two sets are of which the smallest marks are known: 0 to 1.
pub(super) fn likeness(one: &[Mark], other: &[Mark]) -> f64 {
    let (mut a, mut b) = (one.iter().peekable(), other.iter().peekable());
    let (mut seen, mut shared) = (0_u32, 0_u32);
    while seen < u32::try_from(SKETCH).unwrap_or(u32::MAX) {
        match (a.peek(), b.peek()) {
            (Some(left), Some(right)) if left == right => {
                shared += 1;
                a.next();
                b.next();
            }
            (Some(left), Some(right)) if left < right => {
                a.next();
            }
            (Some(_), None) => {
                a.next();
            }
            (_, Some(_)) => {
                b.next();
            }
            (None, None) => break,
        }
        seen += 1;
    }
    if seen == 0 {
        0.0
    } else {
        f64::from(shared) / f64::from(seen)
    }
}
