//! Number formats and weights of an xls, which its reader does not tell: the list of styles, and the style of each cell.

use super::biff::{BEGIN, CELLS, END, FORMULA, NUMBERS, SHEET, records};
use super::builder::Builder;
use super::cells::StyleId;
use super::compound::{u16_at, u32_at};
use super::refusal::Refusal;
use super::style_table::StyleTable;
use super::watch::Watch;

const FONT: u16 = 0x0031;
const STYLE: u16 = 0x00E0;
const FORMAT: u16 = 0x041E;
const NOTE: u16 = 0x001C;
/// Version of the records from Excel 97 on.
const EXCEL_97: u16 = 0x0600;
/// No workbook has a font of this number; those behind it count one too many.
const NO_FONT: u16 = 4;

/// The builder's number of each style, and which cells wear one that is not plain.
pub(super) struct Styles {
    ids: Vec<StyleId>,
    stream: Vec<u8>,
    /// Where the records of each sheet begin, in the order of the tabs.
    sheets: Vec<usize>,
}

/// The dressed cells of one sheet by place.
pub(super) struct SheetStyles<'s> {
    ids: &'s [StyleId],
    /// Row, column and style, in order.
    cells: Vec<(u16, u16, u16)>,
    pub has_notes: bool,
}

impl Styles {
    /// From the stream that holds the sheets.
    pub(super) fn read(stream: Vec<u8>, builder: &mut Builder<'_>) -> Result<Self, Refusal> {
        let mut table = StyleTable::default();
        let mut sheets = Vec::new();
        let mut is_wide = true;
        for (kind, body) in records(&stream) {
            match kind {
                BEGIN => is_wide = u16_at(body, 0) == Some(EXCEL_97),
                FONT => table.add_font(u16_at(body, 6).unwrap_or_default()),
                FORMAT => {
                    if let (Some(id), Some(code)) = (u16_at(body, 0), format_code(body, is_wide)) {
                        table.add_format(id, code);
                    }
                }
                STYLE => {
                    let font = u16_at(body, 0).unwrap_or_default();
                    let font = if font > NO_FONT { font - 1 } else { font };
                    table.add_style(u16_at(body, 2).unwrap_or_default(), font);
                }
                SHEET => sheets.extend(u32_at(body, 0).and_then(|at| usize::try_from(at).ok())),
                END => break,
                _ => {}
            }
        }
        Ok(Self {
            ids: table.ids(builder)?,
            stream,
            sheets,
        })
    }

    /// What the cells of the sheet in this place wear.
    pub(super) fn of_sheet(&self, index: usize, watch: &Watch) -> Result<SheetStyles<'_>, Refusal> {
        let start = self.sheets.get(index).copied().unwrap_or(usize::MAX);
        let mut cells = Vec::new();
        let mut has_notes = false;
        let mut depth = 0;
        for (kind, body) in records(self.stream.get(start..).unwrap_or_default()) {
            match kind {
                BEGIN => depth += 1,
                END if depth <= 1 => break,
                END => depth -= 1,
                _ if depth > 1 => {}
                NOTE => has_notes = true,
                NUMBERS => {
                    watch.check()?;
                    self.add_row(body, &mut cells);
                }
                kind if kind == FORMULA || CELLS.contains(&kind) => {
                    if let (Some(row), Some(column), Some(style)) =
                        (u16_at(body, 0), u16_at(body, 2), u16_at(body, 4))
                    {
                        self.add(row, column, style, &mut cells);
                    }
                }
                _ => {}
            }
        }
        cells.sort_unstable();
        Ok(SheetStyles {
            ids: &self.ids,
            cells,
            has_notes,
        })
    }

    /// Several numbers beside each other: row, first column, style and number of each, last column.
    fn add_row(&self, body: &[u8], cells: &mut Vec<(u16, u16, u16)>) {
        let (Some(row), Some(first)) = (u16_at(body, 0), u16_at(body, 2)) else {
            return;
        };
        let each = body.get(4..).unwrap_or_default().chunks_exact(6);
        for (column, one) in (first..=u16::MAX).zip(each) {
            self.add(row, column, u16_at(one, 0).unwrap_or_default(), cells);
        }
    }

    fn add(&self, row: u16, column: u16, style: u16, cells: &mut Vec<(u16, u16, u16)>) {
        if self.ids.get(usize::from(style)).is_some_and(|id| *id > 0) {
            cells.push((row, column, style));
        }
    }
}

impl SheetStyles<'_> {
    /// What the cell at this place wears; plain where nothing is known.
    pub(super) fn style(&self, (row, column): (u32, u32)) -> StyleId {
        let place = |cell: &(u16, u16, u16)| (u32::from(cell.0), u32::from(cell.1));
        self.cells
            .binary_search_by_key(&(row, column), place)
            .ok()
            .and_then(|index| self.cells.get(index))
            .and_then(|cell| self.ids.get(usize::from(cell.2)).copied())
            .unwrap_or_default()
    }
}

/// The text of a format: its length in letters, whether they take two bytes, the letters.
fn format_code(body: &[u8], is_wide: bool) -> Option<String> {
    if !is_wide {
        let length = usize::from(*body.get(2)?);
        return Some(latin(body.get(3..3 + length)?));
    }
    let length = usize::from(u16_at(body, 2)?);
    if body.get(4)? & 1 == 0 {
        return Some(latin(body.get(5..5 + length)?));
    }
    let units: Vec<u16> = body
        .get(5..5 + 2 * length)?
        .chunks_exact(2)
        .filter_map(|pair| u16_at(pair, 0))
        .collect();
    Some(String::from_utf16_lossy(&units))
}

fn latin(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::assemble::Assembly;
    use super::super::biff::tests::record;
    use super::*;

    fn words(words: &[u16]) -> Vec<u8> {
        words.iter().flat_map(|word| word.to_le_bytes()).collect()
    }

    #[test]
    fn each_number_of_a_row_has_its_own_format_and_weight() {
        let font = |weight| record(FONT, &words(&[200, 0, 0, weight]));
        let style = |font, format| record(STYLE, &words(&[font, format, 0, 0]));
        let mut code = words(&[164, 6]);
        code.extend(b"\x00#,##0,");
        let globals = [
            record(BEGIN, &words(&[EXCEL_97, 5])),
            font(400),
            font(400),
            font(400),
            font(400),
            font(700),
            record(FORMAT, &code),
            style(0, 0),
            style(0, 164),
            style(5, 3),
        ]
        .concat();
        let end = record(END, &[]);
        let start = u32::try_from(globals.len() + 12 + end.len()).unwrap();
        let mut sheet = start.to_le_bytes().to_vec();
        sheet.extend([0; 4]);
        let numbers = words(&[7, 2, 0, 0, 0, 1, 0, 0, 2, 0, 0, 4]);
        let stream = [
            globals,
            record(SHEET, &sheet),
            end.clone(),
            record(BEGIN, &words(&[EXCEL_97, 16])),
            record(NUMBERS, &numbers),
            end,
        ]
        .concat();

        let watch = Watch::default();
        let mut sink = Assembly::new("plan.xls".into());
        let mut builder = Builder::new("plan.xls".into(), &watch, &mut sink);
        let styles = Styles::read(stream, &mut builder).unwrap();
        let sheet = styles.of_sheet(0, &watch).unwrap();
        let in_thousands = builder.style(Some("#,##0,"), false).unwrap();
        let in_bold = builder.style(Some("#,##0"), true).unwrap();
        let worn = [2, 3, 4, 5].map(|column| sheet.style((7, column)));
        assert_eq!(worn, [0, in_thousands, in_bold, 0]);
    }
}
