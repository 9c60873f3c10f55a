//! Pieces → workbook. Believes nothing of what another process sends: a piece that contradicts those before it ends the reading.

use super::cells::{Cells, Entry, Held, Packed};
use super::piece::{Batch, Note, Piece, Sink, TextPart, Unwanted};
use super::tables::Tables;
use super::text_table::TextTable;
use super::texts::TextId;
use super::{Area, CellNote, Hidden, ReadNote, Sheet, SheetAddress, Upkeep, Visibility, limits};
use std::sync::Arc;

/// A workbook as far as its pieces have come.
#[derive(Debug)]
pub(super) struct Assembly {
    workbook: Arc<str>,
    tables: Tables,
    tabs: Vec<Tab>,
    cells: u64,
    upkeep: Option<Upkeep>,
}

#[derive(Debug)]
struct Tab {
    address: Arc<SheetAddress>,
    visibility: Visibility,
    merges: Vec<Area>,
    hidden: Hidden,
    notes: Vec<CellNote>,
    cells: Cells,
    /// Cells that came after one that stands behind them.
    late: Vec<Entry>,
    /// The table of plain text that the tab is, and its delimiter.
    text: Option<(u8, String)>,
}

impl Assembly {
    pub(super) fn new(workbook: Arc<str>) -> Self {
        Self {
            workbook,
            tables: Tables::default(),
            tabs: Vec::new(),
            cells: 0,
            upkeep: None,
        }
    }

    /// How the workbook is kept, where its reader told.
    pub(super) fn upkeep(&self) -> Option<Upkeep> {
        self.upkeep.clone()
    }

    /// The name of the workbook.
    pub(super) fn name(&self) -> Arc<str> {
        Arc::clone(&self.workbook)
    }

    /// The sheets and the remarks on them; `None` where a remark is on a sheet that never came.
    pub(super) fn finish(mut self, notes: Vec<Note>) -> Option<(Vec<Sheet>, Vec<ReadNote>)> {
        self.close_tab();
        self.tables.texts.shrink_to_fit();
        let tables = Arc::new(self.tables);
        let sheets: Option<Vec<Sheet>> = self
            .tabs
            .into_iter()
            .map(|tab| {
                let tables = Arc::clone(&tables);
                let address = Arc::clone(&tab.address);
                let mut sheet =
                    Sheet::of(tab.address, tab.visibility, tab.merges, tab.cells, tables);
                sheet.hidden = tab.hidden;
                sheet.notes = tab.notes;
                if let Some((delimiter, text)) = tab.text {
                    sheet.set_text(TextTable::new(address, text, delimiter)?);
                }
                Some(sheet)
            })
            .collect();
        let sheets = sheets?;
        let notes: Option<Vec<ReadNote>> = notes
            .into_iter()
            .map(|note| {
                let cell = match note.cell {
                    Some((sheet, row, column)) => Some(sheets.get(sheet)?.at(row, column)),
                    None => None,
                };
                Some(ReadNote {
                    message: note.message,
                    cell,
                })
            })
            .collect();
        Some((sheets, notes?))
    }

    fn close_tab(&mut self) {
        if let Some(tab) = self.tabs.last_mut() {
            let late = std::mem::take(&mut tab.late);
            tab.cells.put_all(late);
            tab.cells.shrink_to_fit();
        }
    }

    fn add(&mut self, batch: Batch) -> Option<()> {
        self.add_tables(&batch)?;
        self.cells = self.cells.checked_add(batch.cells.len() as u64)?;
        if self.cells > limits::CELLS {
            return None;
        }
        if batch.cells.is_empty() && batch.rows.is_empty() && batch.formulas.is_empty() {
            return Some(());
        }
        let (texts, styles) = (self.tables.texts.count(), self.tables.styles.len());
        let tab = self.tabs.last_mut()?;
        let mut formulas = batch.formulas.into_iter().peekable();
        let mut cells = (0_u32..).zip(batch.cells.iter());
        for (row, count) in batch.rows {
            for _ in 0..count {
                let (at, cell) = cells.next()?;
                if row >= limits::ROWS || !is_sound(cell, texts, styles) {
                    return None;
                }
                let formula = formulas
                    .next_if(|(own, _)| *own == at)
                    .map(|(_, text)| text);
                if formula.is_some_and(|text| text as usize >= texts) {
                    return None;
                }
                if let Err(entry) = tab.cells.push((row, cell, formula)) {
                    tab.late.push(entry);
                }
            }
        }
        (cells.next().is_none() && formulas.next().is_none()).then_some(())
    }

    /// A tab is text or cells, never both.
    fn add_text(&mut self, part: &TextPart<'_>) -> Option<()> {
        let tab = self.tabs.last_mut()?;
        if part.bytes > limits::UNPACKED_BYTES || tab.cells.count() > 0 {
            return None;
        }
        let (delimiter, text) = tab.text.get_or_insert_with(|| {
            // Nothing another process says is believed for a room of its own.
            let room = usize::try_from(part.bytes.min(limits::FILE_BYTES)).unwrap_or_default();
            (part.delimiter, String::with_capacity(room))
        });
        text.push_str(part.text);
        (*delimiter == part.delimiter && text.len() as u64 <= part.bytes).then_some(())
    }

    fn add_notes(&mut self, mut notes: Vec<CellNote>) -> Option<()> {
        let tab = self.tabs.last_mut()?;
        let is_sound = notes.len() <= limits::CELL_NOTES
            && notes
                .iter()
                .all(|note| note.row < limits::ROWS && note.column < limits::COLUMNS);
        // Those of one cell stay in their order.
        notes.sort_by_key(|note| (note.row, note.column));
        tab.notes = notes;
        is_sound.then_some(())
    }

    fn add_tables(&mut self, batch: &Batch) -> Option<()> {
        let mut rest = batch.texts.as_str();
        for length in &batch.text_lengths {
            let (text, behind) = rest.split_at_checked(*length as usize)?;
            self.tables.texts.push(text)?;
            rest = behind;
        }
        self.tables.styles.extend(batch.styles.iter().cloned());
        let is_bounded = self.tables.texts.bytes() as u64 <= limits::TEXT_BYTES
            && self.tables.styles.len() < Packed::STYLES as usize;
        (is_bounded && rest.is_empty()).then_some(())
    }
}

fn is_sound(cell: Packed, texts: usize, styles: usize) -> bool {
    let is_known = |id: TextId| (id as usize) < texts;
    let is_held = match cell.held() {
        Held::Text(text) | Held::Error(text) => is_known(text),
        Held::Number(number) | Held::Date(number) => number.is_finite(),
        Held::Bool(_) | Held::NotCalculated => true,
    };
    is_held && cell.column < limits::COLUMNS && cell.style() as usize <= styles
}

impl Sink for Assembly {
    fn take(&mut self, piece: Piece<'_>) -> Result<(), Unwanted> {
        match piece {
            Piece::Tab { name, visibility } => {
                self.close_tab();
                self.tabs.push(Tab {
                    address: Arc::new(SheetAddress::new(Arc::clone(&self.workbook), name)),
                    visibility,
                    merges: Vec::new(),
                    hidden: Hidden::default(),
                    notes: Vec::new(),
                    cells: Cells::default(),
                    late: Vec::new(),
                    text: None,
                });
            }
            Piece::Cells(batch) => self.add(batch).ok_or(Unwanted)?,
            Piece::Text(part) => self.add_text(&part).ok_or(Unwanted)?,
            Piece::Hidden(mut hidden) => {
                hidden.rows.truncate(limits::HIDDEN_RUNS);
                hidden.columns.truncate(limits::HIDDEN_RUNS);
                self.tabs.last_mut().ok_or(Unwanted)?.hidden = hidden;
            }
            Piece::CellNotes(notes) => self.add_notes(notes).ok_or(Unwanted)?,
            Piece::Upkeep(upkeep) => self.upkeep = Some(upkeep),
            Piece::Anew => {
                let tab = self.tabs.last_mut().ok_or(Unwanted)?;
                let forgotten = tab.cells.count() + tab.late.len();
                self.cells = self.cells.saturating_sub(forgotten as u64);
                tab.cells = Cells::default();
                tab.late = Vec::new();
            }
            Piece::Merges(merges) => {
                let tab = self.tabs.last_mut().ok_or(Unwanted)?;
                let is_area = |area: &Area| {
                    area.first_row <= area.last_row && area.first_column <= area.last_column
                };
                let areas = merges.into_iter().filter(is_area);
                tab.merges = areas.take(limits::MERGES).collect();
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::cell::{Cell, Value};
    use super::*;
    use proptest::prelude::*;

    fn tab() -> Assembly {
        let mut assembly = Assembly::new("plan.xlsx".into());
        let tab = Piece::Tab {
            name: "CIP".to_owned(),
            visibility: Visibility::Visible,
        };
        assembly.take(tab).unwrap();
        assembly
    }

    fn batch(row: u32, column: u32, held: Held) -> Batch {
        let mut batch = Batch::default();
        batch.push(row, Packed::new(column, 0, held), None);
        batch
    }

    #[test]
    fn a_piece_that_names_what_never_came_is_not_taken() {
        let wrong = [
            batch(0, 0, Held::Text(0)),
            batch(0, 0, Held::Error(7)),
            batch(0, 0, Held::Number(f64::NAN)),
            batch(0, limits::COLUMNS, Held::Bool(true)),
            batch(limits::ROWS, 0, Held::Bool(true)),
            Batch {
                rows: vec![(0, 2)],
                ..batch(0, 0, Held::Bool(true))
            },
            Batch {
                rows: Vec::new(),
                ..batch(0, 0, Held::Bool(true))
            },
            Batch {
                formulas: vec![(0, 4)],
                ..batch(0, 0, Held::Bool(true))
            },
            Batch {
                formulas: vec![(9, 0)],
                ..batch(0, 0, Held::Bool(true))
            },
            {
                let mut batch = Batch::default();
                batch.push(0, Packed::new(0, 1, Held::Bool(true)), None);
                batch
            },
            Batch {
                texts: "é".to_owned(),
                text_lengths: vec![1, 1],
                ..Batch::default()
            },
        ];
        for piece in wrong {
            let shown = format!("{piece:?}");
            assert_eq!(tab().take(Piece::Cells(piece)), Err(Unwanted), "{shown}");
        }
        let mut nothing_open = Assembly::new("plan.xlsx".into());
        let cell = batch(0, 0, Held::Bool(true));
        assert_eq!(nothing_open.take(Piece::Cells(cell)), Err(Unwanted));
        let astray = Note {
            message: "A remark.".to_owned(),
            cell: Some((1, 0, 0)),
        };
        assert!(tab().finish(vec![astray.clone()]).is_none());
        let placed = Note {
            cell: Some((0, 2, 1)),
            ..astray
        };
        let (_, notes) = tab().finish(vec![placed]).unwrap();
        let shown = notes[0].cell.as_ref().map(ToString::to_string);
        assert_eq!(shown.as_deref(), Some("CIP!B3"));
    }

    #[test]
    fn a_note_on_no_cell_of_the_sheet_is_not_taken() {
        let note = |row, column| CellNote {
            row,
            column,
            text: "why".to_owned(),
            author: None,
            is_resolved: false,
        };
        for astray in [note(limits::ROWS, 0), note(0, limits::COLUMNS)] {
            assert_eq!(tab().take(Piece::CellNotes(vec![astray])), Err(Unwanted));
        }
        let mut assembly = tab();
        let notes = vec![note(4, 1), note(0, 2)];
        assembly.take(Piece::CellNotes(notes)).unwrap();
        let (sheets, _) = assembly.finish(Vec::new()).unwrap();
        assert_eq!(sheets[0].notes, [note(0, 2), note(4, 1)]);
    }

    #[test]
    fn a_cell_that_comes_late_stands_in_its_place() {
        let mut assembly = tab();
        for (row, column, number) in [(2, 2, 1.0), (0, 5, 2.0), (2, 2, 3.0)] {
            let cells = batch(row, column, Held::Number(number));
            assembly.take(Piece::Cells(cells)).unwrap();
        }
        let (sheets, _) = assembly.finish(Vec::new()).unwrap();
        let shown: Vec<Option<Cell<'_>>> = [(0, 5), (2, 2)]
            .iter()
            .map(|(row, column)| sheets[0].cell(*row, *column))
            .collect();
        let number = |number| Some(Cell::new(Value::Number(number)));
        assert_eq!(shown, [number(2.0), number(3.0)]);
    }

    proptest! {
        #[test]
        fn no_bytes_of_another_process_cause_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(piece) = postcard::from_bytes::<Piece<'_>>(&bytes) {
                let mut assembly = tab();
                let taken = assembly.take(piece);
                prop_assert!(taken == Ok(()) || taken == Err(Unwanted));
                prop_assert!(assembly.finish(Vec::new()).is_some());
            }
        }
    }
}
