//! Cells told briefly: neighbours in one row or column as a range.

use super::CellRef;
use std::fmt;

/// Cells that go on in one row or one column, in the order they were given; one cell is its own range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range<'a> {
    pub first: &'a CellRef,
    pub last: &'a CellRef,
    pub count: usize,
}

/// The ranges that these cells make in their order.
pub fn ranges(cells: &[CellRef]) -> Vec<Range<'_>> {
    let mut ranges: Vec<Range<'_>> = Vec::new();
    for cell in cells {
        match ranges.last_mut() {
            Some(range) if range.goes_on_with(cell) => {
                range.last = cell;
                range.count += 1;
            }
            _ => ranges.push(Range {
                first: cell,
                last: cell,
                count: 1,
            }),
        }
    }
    ranges
}

impl Range<'_> {
    fn goes_on_with(&self, cell: &CellRef) -> bool {
        let (first, last) = (self.first, self.last);
        let right = first.row == cell.row && last.row == cell.row && last.column + 1 == cell.column;
        let below =
            first.column == cell.column && last.column == cell.column && last.row + 1 == cell.row;
        last.sheet == cell.sheet && (right || below)
    }

    /// `B9:D9`, without the sheet.
    pub fn a1(&self) -> String {
        if self.count == 1 {
            self.first.a1()
        } else {
            format!("{}:{}", self.first.a1(), self.last.a1())
        }
    }
}

/// `CIP!B9:D9`
impl fmt::Display for Range<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.first)?;
        if self.count > 1 {
            write!(f, ":{}", self.last.a1())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::SheetAddress;
    use super::*;
    use std::sync::Arc;

    #[test]
    fn neighbours_in_a_row_or_a_column_are_one_range_and_a_corner_ends_it() {
        let sheet = Arc::new(SheetAddress::new("plan.xlsx", "CIP"));
        let at = |row, column| CellRef::new(Arc::clone(&sheet), row, column);
        let cells = [at(8, 1), at(8, 2), at(8, 3), at(9, 3), at(10, 3), at(20, 0)];
        let told: Vec<String> = ranges(&cells).iter().map(ToString::to_string).collect();
        assert_eq!(told, ["CIP!B9:D9", "CIP!D10:D11", "CIP!A21"]);
        assert_eq!(ranges(&cells)[1].a1(), "D10:D11");
    }
}
