//! The records of an xls, looked through before they are read: is it locked, and how far do its cells reach.

use super::compound::{Compound, u16_at, u32_at};
use super::limits;
use super::refusal::Refusal;

pub(super) const END: u16 = 0x000A;
pub(super) const BEGIN: u16 = 0x0809;
const LOCK: u16 = 0x002F;
pub(super) const SHEET: u16 = 0x0085;
const EXTENT: u16 = 0x0200;
pub(super) const FORMULA: u16 = 0x0006;
/// Number, label, truth or error, short number, shared text, rich text.
pub(super) const CELLS: [u16; 6] = [0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x00D6];
pub(super) const NUMBERS: u16 = 0x00BD;

const LAST_ROW: u32 = 65_535;
const LAST_COLUMN: u32 = 255;

/// The stream that holds the sheets. Refuses what is locked, and sheets whose cells span more than memory.
pub(super) fn check(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let compound = Compound::open(bytes)?;
    let stream = compound
        .stream("Workbook")
        .or_else(|| compound.stream("Book"))
        .ok_or_else(|| Refusal::damaged("the part with its sheets cannot be found"))?;
    let mut sheets = Vec::new();
    for (kind, body) in records(&stream) {
        match kind {
            LOCK if u16_at(body, 0) != Some(0) => return Err(Refusal::Encrypted),
            SHEET => sheets.extend(u32_at(body, 0)),
            END => break,
            _ => {}
        }
    }
    let mut grid: u64 = 0;
    for start in sheets {
        let place = usize::try_from(start).unwrap_or(usize::MAX);
        let sheet = stream
            .get(place..)
            .ok_or_else(|| Refusal::damaged("a sheet is said to lie past the end of the file"))?;
        grid = grid.saturating_add(check_sheet(sheet)?);
        if grid > limits::GRID_CELLS {
            return Err(Refusal::too_large(format!(
                "Its sheets span more than {} million cells, filled or not.",
                limits::GRID_CELLS / 1_000_000
            )));
        }
    }
    Ok(stream)
}

/// The cells of the rectangles that its values and its formulas span.
fn check_sheet(sheet: &[u8]) -> Result<u64, Refusal> {
    let mut values = Span::default();
    let mut formulas = Span::default();
    let mut depth = 0;
    for (kind, body) in records(sheet) {
        match kind {
            BEGIN => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            // Charts inside the sheet have cells of their own, which are not read.
            _ if depth > 1 => {}
            EXTENT => check_extent(body)?,
            NUMBERS => {
                values.reach(body)?;
                let last = body.len().checked_sub(2).and_then(|at| u16_at(body, at));
                values.reach_column(u32::from(last.unwrap_or(0)))?;
            }
            FORMULA => {
                values.reach(body)?;
                formulas.reach(body)?;
            }
            kind if CELLS.contains(&kind) => values.reach(body)?,
            _ => {}
        }
    }
    Ok(values.cells() + formulas.cells())
}

/// The reader sets memory aside for the declared extent, backwards or not.
fn check_extent(body: &[u8]) -> Result<(), Refusal> {
    let short = |at| u16_at(body, at).map(u32::from);
    let corners = if body.len() >= 14 {
        (u32_at(body, 0), u32_at(body, 4), short(8), short(10))
    } else {
        (short(0), short(2), short(4), short(6))
    };
    let (Some(first_row), Some(end_row), Some(first_column), Some(end_column)) = corners else {
        return Ok(());
    };
    let is_empty = end_row == 0 || end_column == 0;
    let is_on_grid = end_row <= LAST_ROW + 1 && end_column <= LAST_COLUMN + 1;
    if is_on_grid && (is_empty || (first_row <= end_row && first_column <= end_column)) {
        Ok(())
    } else {
        Err(Refusal::damaged(
            "a sheet claims to reach where no sheet of this format can",
        ))
    }
}

/// The rows and columns that cells were met in.
#[derive(Debug, Default)]
struct Span {
    corners: Option<(u32, u32, u32, u32)>,
}

impl Span {
    fn reach(&mut self, body: &[u8]) -> Result<(), Refusal> {
        let (Some(row), Some(column)) = (u16_at(body, 0), u16_at(body, 2)) else {
            return Ok(());
        };
        let (row, column) = (u32::from(row), u32::from(column));
        let (top, bottom, left, right) = self.corners.unwrap_or((row, row, column, column));
        self.corners = Some((top.min(row), bottom.max(row), left.min(column), right));
        self.reach_column(column)
    }

    fn reach_column(&mut self, column: u32) -> Result<(), Refusal> {
        if column > LAST_COLUMN {
            return Err(Refusal::damaged(
                "a cell lies where no sheet of this format reaches",
            ));
        }
        if let Some((_, _, _, right)) = &mut self.corners {
            *right = (*right).max(column);
        }
        Ok(())
    }

    fn cells(&self) -> u64 {
        self.corners.map_or(0, |(top, bottom, left, right)| {
            u64::from(bottom - top + 1) * u64::from(right - left + 1)
        })
    }
}

/// Kind and body of each record, as far as the stream holds them.
pub(super) fn records(stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = stream;
    std::iter::from_fn(move || {
        let (kind, length) = (u16_at(rest, 0)?, usize::from(u16_at(rest, 2)?));
        let body = rest.get(4..4 + length)?;
        rest = rest.get(4 + length..)?;
        Some((kind, body))
    })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(crate) fn record(kind: u16, body: &[u8]) -> Vec<u8> {
        let mut record = kind.to_le_bytes().to_vec();
        record.extend(u16::try_from(body.len()).unwrap().to_le_bytes());
        record.extend(body);
        record
    }

    fn number(row: u16, column: u16) -> Vec<u8> {
        let mut body = row.to_le_bytes().to_vec();
        body.extend(column.to_le_bytes());
        body.extend([0; 10]);
        record(0x0203, &body)
    }

    #[test]
    fn a_sheet_spans_the_rectangle_of_its_cells() {
        let sheet = [number(2, 3), number(11, 5), record(END, &[])].concat();
        assert_eq!(check_sheet(&sheet), Ok(30));
    }

    #[test]
    fn a_cell_or_an_extent_off_the_grid_is_damage() {
        assert!(check_sheet(&number(0, 65_535)).is_err());
        let backwards = [9, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0];
        assert!(check_sheet(&record(EXTENT, &backwards)).is_err());
        let whole = [0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0];
        assert_eq!(check_sheet(&record(EXTENT, &whole)), Ok(0));
    }
}
