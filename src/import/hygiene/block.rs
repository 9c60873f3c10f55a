//! The figures of one table with their formulas: which are typed, and which differ, where all around them are alike.

use super::formula::Formula;
use crate::import::grid;
use crate::import::names;
use crate::import::page::Found;
use crate::plan::Cells;
use crate::workbook::Value;
use std::collections::HashMap;

/// Formulas of a table that are looked at; a table of more is no table that people keep by hand.
const FORMULAS_MAX: usize = 60_000;
/// Cells alike in a row or column from which on they are a block.
const ALIKE_MIN: usize = 3;
/// Rows of the table farther than this from every formula are compared with none.
const REACH: usize = 4;

/// What the formulas of a table show.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// Formulas that were looked at.
    pub(super) formulas: usize,
    pub(super) typed_over: Cells,
    pub(super) unlike: Cells,
    /// With a number inside, and the number.
    pub(super) adjusted: Vec<(crate::workbook::CellRef, String)>,
    /// That read other workbooks, and what they call them.
    pub(super) linked: Vec<(crate::workbook::CellRef, String)>,
}

/// A figure of the table.
#[derive(Debug, Clone, Copy)]
enum Figure {
    Typed,
    Formula(ShapeId),
    /// Blank, a word, or an error.
    Nothing,
}

/// Number of a shape: a table has many formulas, and few shapes of them.
type ShapeId = u32;

#[derive(Default)]
struct Shapes(HashMap<String, ShapeId>);

impl Shapes {
    fn id(&mut self, shape: String) -> ShapeId {
        // Formulas that are looked at are fewer.
        let next = ShapeId::try_from(self.0.len()).unwrap_or(ShapeId::MAX);
        *self.0.entry(shape).or_insert(next)
    }
}

impl Shown {
    pub(super) fn of(found: &Found<'_, '_>) -> Self {
        let table = &found.table;
        let sheet = table.grid.sheet;
        let mut shown = Self::default();
        if sheet.formula_count() == 0 {
            return shown;
        }
        let columns: Vec<u32> = table
            .columns
            .iter()
            .filter(|column| column.is_numeric())
            .map(|column| column.index)
            .collect();
        let rows = &table.region.rows;
        let mut shapes = Shapes::default();
        let mut figures: Vec<Vec<Figure>> = Vec::with_capacity(rows.len());
        let turned = table.grid.reads_across();
        let holds: Vec<bool> = rows
            .iter()
            .map(|row| turned || sheet.formulas_in(*row).next().is_some())
            .collect();
        for (line, row) in rows.iter().enumerate() {
            let near = line.saturating_sub(REACH)..rows.len().min(line + REACH + 1);
            if !holds.get(near).is_some_and(|near| near.contains(&true)) {
                figures.push(Vec::new());
                continue;
            }
            let mut formulas = sheet.formulas_in(*row).peekable();
            let line = columns.iter().map(|column| {
                let place = table.grid.place(*row, *column);
                let text = if turned {
                    sheet.formula(place.0, place.1)
                } else {
                    while formulas.next_if(|(own, _)| own < column).is_some() {}
                    let here = formulas.next_if(|(own, _)| own == column);
                    here.map(|(_, text)| text)
                };
                match text {
                    Some(text) if shown.formulas < FORMULAS_MAX => {
                        shown.formulas += 1;
                        let formula = Formula::of(text, place);
                        let cell = table.at(*row, *column);
                        if let Some(number) = formula.typed.first() {
                            shown.adjusted.push((cell.clone(), number.clone()));
                        }
                        if let Some(other) = formula.others.first() {
                            shown.linked.push((cell, other.clone()));
                        }
                        Figure::Formula(shapes.id(formula.shape))
                    }
                    Some(_) => Figure::Nothing,
                    None => match table.grid.cell(*row, *column) {
                        Some(cell)
                            if matches!(cell.value, Value::Number(_))
                                && grid::number(cell).is_some() =>
                        {
                            Figure::Typed
                        }
                        _ => Figure::Nothing,
                    },
                }
            });
            figures.push(line.collect());
        }
        shown.compare(found, &columns, &figures);
        shown
    }

    fn compare(&mut self, found: &Found<'_, '_>, columns: &[u32], figures: &[Vec<Figure>]) {
        let table = &found.table;
        let at = |row: usize, column: usize| figures.get(row)?.get(column).copied();
        let mut typed_over = Vec::new();
        let mut unlike = Vec::new();
        for (line, row) in (0..).zip(&table.region.rows) {
            let Some(own_figures) = figures.get(line).filter(|own| !own.is_empty()) else {
                continue;
            };
            let whole = || {
                let cells = table.grid.row(*row);
                let mut texts = cells.iter().filter_map(|(_, cell)| cell.text());
                texts.next().is_some_and(names::is_whole)
            };
            let alone_in_total = alone_among_formulas(own_figures) && whole();
            for (place, (column, figure)) in columns.iter().zip(own_figures).enumerate() {
                let sides = || {
                    [
                        Sides::of(|step| at(line, offset(place, step)?)),
                        Sides::of(|step| at(offset(line, step)?, place)),
                    ]
                };
                let cell = || table.at(*row, *column);
                match *figure {
                    Figure::Typed => {
                        let [across, down] = sides();
                        let in_block = (across.alike() && !down.both_typed)
                            || (down.alike() && !across.both_typed)
                            || (alone_in_total && !down.both_typed);
                        if in_block {
                            typed_over.push(cell());
                        }
                    }
                    Figure::Formula(own) => {
                        let [across, down] = sides();
                        let differs = |sides: &Sides| {
                            sides.alike() && sides.shape.is_some_and(|shape| shape != own)
                        };
                        let fits = |sides: &Sides| sides.near.contains(&Some(own));
                        if (differs(&across) && !fits(&down)) || (differs(&down) && !fits(&across))
                        {
                            unlike.push(cell());
                        }
                    }
                    Figure::Nothing => {}
                }
            }
        }
        self.typed_over = typed_over.into();
        self.unlike = unlike.into();
    }
}

fn offset(place: usize, step: isize) -> Option<usize> {
    place.checked_add_signed(step)
}

/// The only typed figure of a row of formulas that are alike.
fn alone_among_formulas(line: &[Figure]) -> bool {
    let typed = line.iter().filter(|one| matches!(one, Figure::Typed));
    let mut shapes = line.iter().filter_map(|one| match one {
        Figure::Formula(shape) => Some(*shape),
        _ => None,
    });
    typed.count() == 1
        && shapes.clone().count() >= ALIKE_MIN
        && shapes
            .next()
            .is_some_and(|first| shapes.all(|shape| shape == first))
}

/// What stands on both sides of a figure in its row or column.
struct Sides {
    /// Of the two cells next to it.
    near: [Option<ShapeId>; 2],
    /// The shape that both have.
    shape: Option<ShapeId>,
    /// Further cells of the same shape.
    more: usize,
    both_typed: bool,
}

impl Sides {
    fn of(at: impl Fn(isize) -> Option<Figure>) -> Self {
        let shape_at = |step: isize| match at(step) {
            Some(Figure::Formula(shape)) => Some(shape),
            _ => None,
        };
        let near = [shape_at(-1), shape_at(1)];
        let shape = near[0].filter(|_| near[0] == near[1]);
        let more = [-3_isize, -2, 2, 3]
            .into_iter()
            .filter(|step| shape.is_some() && shape_at(*step) == shape)
            .count();
        let typed = |step: isize| matches!(at(step), Some(Figure::Typed));
        Self {
            near,
            shape,
            more,
            both_typed: typed(-1) && typed(1),
        }
    }

    /// Whether it stands in a run of cells that do one thing.
    fn alike(&self) -> bool {
        self.shape.is_some() && 2 + self.more >= ALIKE_MIN
    }
}
