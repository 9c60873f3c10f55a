//! Tables: header, wrapped text, numbers at the right, thin rules, continued where they are long.

use super::canvas::{Anchor, Canvas, Role, Stroke};
use super::style::{BODY, Frame, GRID, RULE, SECONDARY, SMALL, TEXT, Type, Weight};
use super::tone;
use crate::report::{Align, Row, Table, Tone};

const GUTTER: f32 = 14.0;
const PADDING: f32 = 4.0;
/// Lines of one cell; a longer text ends in an ellipsis.
const MOST_LINES: usize = 8;
/// Sizes tried until no number has to break.
const SIZES: [f32; 4] = [BODY.size, 10.5, 9.5, 8.5];

/// A table set for a width.
pub struct SetTable<'a> {
    table: &'a Table,
    style: Type,
    columns: Vec<Place>,
    header: SetRow,
    rows: Vec<SetRow>,
}

#[derive(Clone, Copy)]
struct Place {
    x: f32,
    width: f32,
    align: Align,
}

struct SetRow {
    cells: Vec<Vec<String>>,
    height: f32,
}

impl<'a> SetTable<'a> {
    pub fn new(canvas: &Canvas<'_>, table: &'a Table, width: f32) -> Self {
        let fits = |size: &f32| {
            let columns = columns(canvas, table, BODY.sized(*size), width);
            columns.numbers_fit.then_some((BODY.sized(*size), columns))
        };
        let smallest = BODY.sized(8.5);
        let (style, columns) = SIZES
            .iter()
            .find_map(fits)
            .unwrap_or_else(|| (smallest, columns(canvas, table, smallest, width)));
        let places = columns.places;
        let labels: Vec<String> = table
            .columns
            .iter()
            .map(|column| column.label.clone())
            .collect();
        let header = set_row(canvas, header_style(style), &labels, &places);
        let rows = table
            .rows
            .iter()
            .map(|row| {
                let texts: Vec<String> = row.cells.iter().map(|cell| cell.text.clone()).collect();
                set_row(canvas, row_style(style, row), &texts, &places)
            })
            .collect();
        Self {
            table,
            style,
            columns: places,
            header,
            rows,
        }
    }

    pub fn height_from(&self, first: usize) -> f32 {
        let rows = self.rows.iter().skip(first).map(|row| row.height);
        self.header.height + rows.sum::<f32>() + 2.0
    }

    /// The header and the rows that a reader needs to see with it.
    pub fn least_height_from(&self, first: usize) -> f32 {
        let rows = self.rows.iter().skip(first).take(3).map(|row| row.height);
        self.header.height + rows.sum::<f32>() + 2.0
    }

    /// Rows from `first` on that fit the frame, at least one; returns the first row that is left.
    pub fn draw(&self, canvas: &mut Canvas<'_>, frame: Frame, first: usize) -> usize {
        let mut next = first;
        canvas.group(Role::Table, |canvas| {
            let style = header_style(self.style);
            self.row(canvas, frame, &self.header, &Role::TableHeader, |_| style);
            let mut y = frame.y + self.header.height;
            canvas.rule(frame.x, y, frame.width, Stroke::solid(TEXT, 1.0));
            for (row, set) in self.table.rows.iter().zip(&self.rows).skip(first) {
                if next > first && y + set.height > frame.bottom() + 0.5 {
                    break;
                }
                if row.strong && next > first {
                    canvas.rule(frame.x, y, frame.width, Stroke::solid(SECONDARY, 0.8));
                }
                let at = Frame { y, ..frame };
                let style = row_style(self.style, row);
                self.row(canvas, at, set, &Role::TableCell, |column| {
                    let tone = row
                        .cells
                        .get(column)
                        .map_or(Tone::Neutral, |cell| cell.tone);
                    style.coloured(tone::colour(tone))
                });
                y += set.height;
                next += 1;
                let thin = Stroke::solid(if row.strong { RULE } else { GRID }, 0.6);
                canvas.rule(frame.x, y, frame.width, thin);
            }
        });
        next
    }

    fn row(
        &self,
        canvas: &mut Canvas<'_>,
        frame: Frame,
        set: &SetRow,
        role: &Role,
        style: impl Fn(usize) -> Type,
    ) {
        canvas.group(Role::TableRow, |canvas| {
            for (index, (lines, place)) in set.cells.iter().zip(&self.columns).enumerate() {
                let cell = Frame {
                    x: frame.x + place.x,
                    y: frame.y + PADDING,
                    width: place.width,
                    height: set.height,
                };
                let anchor = match place.align {
                    Align::Left => Anchor::Left,
                    Align::Right => Anchor::Right,
                };
                canvas.group(role.clone(), |canvas| {
                    if lines.is_empty() {
                        canvas.blank(cell.x, cell.y + style(index).ascent(), style(index));
                    }
                    canvas.lines(cell, anchor, style(index), lines);
                });
            }
        });
    }
}

fn header_style(style: Type) -> Type {
    let size = style.size.min(SMALL.size);
    style
        .sized(size)
        .weighing(Weight::SemiBold)
        .coloured(SECONDARY)
}

fn row_style(style: Type, row: &Row) -> Type {
    if row.strong {
        style.weighing(Weight::SemiBold)
    } else {
        style
    }
}

fn set_row(canvas: &Canvas<'_>, style: Type, texts: &[String], places: &[Place]) -> SetRow {
    let cells: Vec<Vec<String>> = places
        .iter()
        .enumerate()
        .map(|(index, place)| {
            let text = texts.get(index).map_or("", String::as_str);
            canvas
                .fonts
                .wrap_at_most(style, text, place.width, MOST_LINES)
        })
        .collect();
    let lines = cells.iter().map(Vec::len).max().unwrap_or(0).max(1);
    SetRow {
        cells,
        height: lines as f32 * style.leading() + 2.0 * PADDING,
    }
}

struct Columns {
    places: Vec<Place>,
    numbers_fit: bool,
}

/// Numbers get the width they need, text shares the rest by weight.
fn columns(canvas: &Canvas<'_>, table: &Table, style: Type, width: f32) -> Columns {
    let n = table.columns.len().max(1) as f32;
    let room = width - GUTTER * (n - 1.0);
    let needed: Vec<Option<f32>> = (0..table.columns.len())
        .map(|index| number_width(canvas, table, style, index))
        .collect();
    let numbers: f32 = needed.iter().flatten().sum();
    let text_weight: f32 = table
        .columns
        .iter()
        .zip(&needed)
        .filter(|(_, needed)| needed.is_none())
        .map(|(column, _)| column.weight.max(0.1))
        .sum();
    let n_texts = needed.iter().filter(|needed| needed.is_none()).count() as f32;
    let for_texts = (n_texts * 70.0).min(room * 0.6);
    // Where numbers leave too little for text they share what there is.
    let squeeze = ((room - for_texts) / numbers.max(1.0)).min(1.0);
    let for_numbers = numbers * squeeze;
    // Without text columns the numbers spread over the width.
    let spare = if n_texts > 0.0 {
        0.0
    } else {
        (room - for_numbers) / n
    };
    let mut places = Vec::new();
    let mut x = 0.0;
    for (column, needed) in table.columns.iter().zip(&needed) {
        let own = match needed {
            Some(needed) => needed * squeeze + spare,
            None => (room - for_numbers) * column.weight.max(0.1) / text_weight.max(0.1),
        };
        places.push(Place {
            x,
            width: own,
            align: column.align,
        });
        x += own + GUTTER;
    }
    Columns {
        places,
        numbers_fit: squeeze >= 1.0,
    }
}

/// What a column of numbers needs: its widest cell on one line, and the widest word of its head.
fn number_width(canvas: &Canvas<'_>, table: &Table, style: Type, index: usize) -> Option<f32> {
    let column = table.columns.get(index)?;
    if column.align == Align::Left {
        return None;
    }
    let bold = style.weighing(Weight::SemiBold);
    let widest = table
        .rows
        .iter()
        .filter_map(|row| row.cells.get(index))
        .map(|cell| canvas.fonts.width(bold, &cell.text))
        .fold(0.0, f32::max);
    let head = column
        .label
        .split_whitespace()
        .map(|word| canvas.fonts.width(header_style(style), word))
        .fold(0.0, f32::max);
    Some(widest.max(head) + 1.0)
}
