//! A workbook as bytes, for the way from the reading process to the one that asked.
//! Texts travel once and come out shared, however many cells show them.

use super::{Area, Cell, ReadNote, Sheet, SheetAddress, Value, Visibility, Workbook};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;

/// Number of a text in the list of texts.
type TextId = u32;

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct WireBook {
    name: String,
    fingerprint: String,
    texts: Vec<String>,
    sheets: Vec<WireSheet>,
    notes: Vec<WireNote>,
}

#[derive(Debug, Serialize, Deserialize)]
struct WireSheet {
    name: String,
    visibility: u8,
    merges: Vec<[u32; 4]>,
    rows: Vec<(u32, Vec<WireCell>)>,
}

#[derive(Debug, Serialize, Deserialize)]
struct WireCell {
    column: u32,
    value: WireValue,
    formula: Option<TextId>,
    format: Option<TextId>,
    bold: bool,
}

#[derive(Debug, Serialize, Deserialize)]
enum WireValue {
    Text(TextId),
    Number(f64),
    Date(f64),
    Bool(bool),
    Error(TextId),
    NotCalculated,
}

/// The cell of a note lies on a sheet, named by its place among the tabs.
#[derive(Debug, Serialize, Deserialize)]
struct WireNote {
    message: String,
    cell: Option<(usize, u32, u32)>,
}

#[derive(Default)]
struct TextList<'a> {
    ids: HashMap<&'a str, TextId>,
    texts: Vec<String>,
}

impl<'a> TextList<'a> {
    fn id(&mut self, text: &'a str) -> TextId {
        let next = TextId::try_from(self.texts.len()).unwrap_or(TextId::MAX);
        *self.ids.entry(text).or_insert_with(|| {
            self.texts.push(text.to_owned());
            next
        })
    }
}

pub(super) fn pack(book: &Workbook) -> WireBook {
    let mut texts = TextList::default();
    let sheets = book
        .sheets
        .iter()
        .map(|sheet| pack_sheet(sheet, &mut texts))
        .collect();
    let notes = book.notes.iter().map(|note| WireNote {
        message: note.message.clone(),
        cell: note.cell.as_ref().and_then(|cell| {
            let sheet = book
                .sheets
                .iter()
                .position(|sheet| sheet.address == cell.sheet)?;
            Some((sheet, cell.row, cell.column))
        }),
    });
    WireBook {
        name: book.name.to_string(),
        fingerprint: book.fingerprint.clone(),
        sheets,
        notes: notes.collect(),
        texts: texts.texts,
    }
}

fn pack_sheet<'a>(sheet: &'a Sheet, texts: &mut TextList<'a>) -> WireSheet {
    let mut rows = Vec::with_capacity(sheet.rows.len());
    for (row, cells) in &sheet.rows {
        let cells = cells.iter().map(|(column, cell)| WireCell {
            column: *column,
            value: match &cell.value {
                Value::Text(text) => WireValue::Text(texts.id(text)),
                Value::Number(number) => WireValue::Number(*number),
                Value::Date(serial) => WireValue::Date(*serial),
                Value::Bool(truth) => WireValue::Bool(*truth),
                Value::Error(text) => WireValue::Error(texts.id(text)),
                Value::NotCalculated => WireValue::NotCalculated,
            },
            formula: cell.formula.as_deref().map(|text| texts.id(text)),
            format: cell.format.as_deref().map(|text| texts.id(text)),
            bold: cell.bold,
        });
        rows.push((*row, cells.collect()));
    }
    WireSheet {
        name: sheet.name().to_owned(),
        visibility: match sheet.visibility {
            Visibility::Visible => 0,
            Visibility::Hidden => 1,
            Visibility::VeryHidden => 2,
        },
        merges: sheet
            .merges
            .iter()
            .map(|area| {
                [
                    area.first_row,
                    area.first_column,
                    area.last_row,
                    area.last_column,
                ]
            })
            .collect(),
        rows,
    }
}

/// `None` where the bytes name a text or a sheet that they do not hold.
pub(super) fn unpack(wire: WireBook, path: &Path) -> Option<Workbook> {
    let name: Arc<str> = wire.name.into();
    let texts: Vec<Arc<str>> = wire.texts.into_iter().map(Arc::from).collect();
    let sheets: Option<Vec<Sheet>> = wire
        .sheets
        .into_iter()
        .map(|sheet| unpack_sheet(sheet, &name, &texts))
        .collect();
    let sheets = sheets?;
    let notes: Option<Vec<ReadNote>> = wire
        .notes
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
    Some(Workbook {
        name,
        path: path.to_path_buf(),
        fingerprint: wire.fingerprint,
        sheets,
        notes: notes?,
    })
}

fn unpack_sheet(wire: WireSheet, workbook: &Arc<str>, texts: &[Arc<str>]) -> Option<Sheet> {
    let mut rows = BTreeMap::new();
    for (row, cells) in wire.rows {
        let cells: Option<BTreeMap<u32, Cell>> = cells
            .into_iter()
            .map(|cell| Some((cell.column, unpack_cell(&cell, texts)?)))
            .collect();
        rows.insert(row, cells?);
    }
    let merges = wire
        .merges
        .into_iter()
        .map(|[first_row, first_column, last_row, last_column]| Area {
            first_row,
            first_column,
            last_row,
            last_column,
        });
    Some(Sheet {
        address: Arc::new(SheetAddress::new(Arc::clone(workbook), wire.name)),
        visibility: match wire.visibility {
            0 => Visibility::Visible,
            1 => Visibility::Hidden,
            _ => Visibility::VeryHidden,
        },
        rows,
        merges: merges.collect(),
    })
}

fn unpack_cell(cell: &WireCell, texts: &[Arc<str>]) -> Option<Cell> {
    let text = |id: TextId| texts.get(usize::try_from(id).ok()?).cloned();
    let shared = |id: Option<TextId>| match id {
        Some(id) => text(id).map(Some),
        None => Some(None),
    };
    Some(Cell {
        value: match cell.value {
            WireValue::Text(id) => Value::Text(text(id)?),
            WireValue::Number(number) => Value::Number(number),
            WireValue::Date(serial) => Value::Date(serial),
            WireValue::Bool(truth) => Value::Bool(truth),
            WireValue::Error(id) => Value::Error(text(id)?),
            WireValue::NotCalculated => Value::NotCalculated,
        },
        formula: shared(cell.formula)?,
        format: shared(cell.format)?,
        bold: cell.bold,
    })
}
