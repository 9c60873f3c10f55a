//! A workbook in pieces, as its reader makes them and on their way from the reading process to the one that asked.
//! Cells travel as plain bytes; texts and styles travel once, before the first cell that shows them.

use super::cells::Packed;
use super::tables::Style;
use super::texts::TextId;
use super::{Area, CellNote, Hidden, Upkeep, Visibility};
use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// What is added to the workbook. All but the first belong to the tab last opened.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Piece<'t> {
    Tab {
        name: String,
        visibility: Visibility,
    },
    Cells(Batch),
    /// A part of the tab's text, where it stays text.
    #[serde(borrow)]
    Text(TextPart<'t>),
    /// The cells of the tab come anew; those that came are to be forgotten.
    Anew,
    Merges(Vec<Area>),
    Hidden(Hidden),
    CellNotes(Vec<CellNote>),
    /// Of the workbook as a whole.
    Upkeep(Upkeep),
}

/// Takes pieces in their order.
pub(super) trait Sink {
    /// Fails where nobody wants the workbook any more, or where the piece does not fit those before it.
    fn take(&mut self, piece: Piece<'_>) -> Result<(), Unwanted>;
}

/// The pieces are not taken any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unwanted;

/// Some cells of a tab, and the texts and styles that are new with them.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Batch {
    pub texts: String,
    pub text_lengths: Vec<u32>,
    pub styles: Vec<Style>,
    /// Row, and how many of the cells stand in it.
    pub rows: Vec<(u32, u32)>,
    pub cells: PackedCells,
    /// Place among these cells, and the text of the formula behind the cell.
    pub formulas: Vec<(u32, TextId)>,
}

/// A part of a table of plain text, cut anywhere between two signs.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct TextPart<'t> {
    pub delimiter: u8,
    /// Of all parts together.
    pub bytes: u64,
    pub text: &'t str,
}

/// A remark; its cell lies on a sheet, named by its place among the tabs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Note {
    pub message: String,
    pub cell: Option<(usize, u32, u32)>,
}

impl Batch {
    const CELLS: usize = 1 << 15;
    const TEXT_BYTES: usize = 1 << 20;

    /// With room for as much as is sent at once, so that it need not grow.
    pub(super) fn with_room() -> Self {
        Self {
            cells: PackedCells(Vec::with_capacity(Self::CELLS * Packed::BYTES)),
            ..Self::default()
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.cells.is_empty() && self.text_lengths.is_empty() && self.styles.is_empty()
    }

    /// Whether it is time to send it.
    pub(super) fn is_full(&self) -> bool {
        self.cells.len() >= Self::CELLS || self.texts.len() >= Self::TEXT_BYTES
    }

    /// Keeps the texts and styles alone.
    pub(super) fn forget_cells(&mut self) {
        self.rows.clear();
        self.cells.clear();
        self.formulas.clear();
    }

    pub(super) fn push(&mut self, row: u32, cell: Packed, formula: Option<TextId>) {
        if let Some(formula) = formula {
            let at = u32::try_from(self.cells.len()).unwrap_or(u32::MAX);
            self.formulas.push((at, formula));
        }
        match self.rows.last_mut() {
            Some((last, count)) if *last == row => *count += 1,
            _ => self.rows.push((row, 1)),
        }
        self.cells.push(cell);
    }

    pub(super) fn push_text(&mut self, text: &str) {
        self.texts.push_str(text);
        self.text_lengths
            .push(u32::try_from(text.len()).unwrap_or(u32::MAX));
    }
}

/// Cells one behind the other, as the bytes they travel as.
#[derive(Debug, Default)]
pub(super) struct PackedCells(Vec<u8>);

impl PackedCells {
    pub(super) fn push(&mut self, cell: Packed) {
        self.0.extend_from_slice(&cell.to_bytes());
    }

    pub(super) fn len(&self) -> usize {
        self.0.len() / Packed::BYTES
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Packed> {
        let (cells, _rest) = self.0.as_chunks();
        cells.iter().copied().map(Packed::from_bytes)
    }
}

impl Serialize for PackedCells {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for PackedCells {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_bytes(CellBytes)
    }
}

struct CellBytes;

impl Visitor<'_> for CellBytes {
    type Value = PackedCells;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cells of 16 bytes each")
    }

    fn visit_bytes<E: serde::de::Error>(self, bytes: &[u8]) -> Result<Self::Value, E> {
        if bytes.len().is_multiple_of(Packed::BYTES) {
            Ok(PackedCells(bytes.to_vec()))
        } else {
            Err(E::invalid_length(bytes.len(), &self))
        }
    }
}
