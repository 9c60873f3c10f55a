//! What the cells of a workbook share: their texts and the ways they are dressed.

use super::cell::{Cell, Value};
use super::cells::{Held, Packed, StyleId};
use super::texts::{TextId, Texts};

/// Number format and weight of a cell.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub(super) struct Style {
    pub format: Option<String>,
    pub bold: bool,
}

/// The texts and styles of a workbook by their numbers.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Tables {
    pub texts: Texts,
    /// From style 1 on; style 0 is plain.
    pub styles: Vec<Style>,
}

impl Tables {
    pub(super) fn text(&self, id: TextId) -> &str {
        self.texts.get(id).unwrap_or_default()
    }

    pub(super) fn style(&self, id: StyleId) -> Option<&Style> {
        self.styles.get((id as usize).checked_sub(1)?)
    }

    pub(super) fn cell(&self, packed: Packed) -> Cell<'_> {
        let style = self.style(packed.style());
        Cell {
            value: match packed.held() {
                Held::Text(text) => Value::Text(self.text(text)),
                Held::Number(number) => Value::Number(number),
                Held::Date(serial) => Value::Date(serial),
                Held::Bool(truth) => Value::Bool(truth),
                Held::Error(text) => Value::Error(self.text(text)),
                Held::NotCalculated => Value::NotCalculated,
            },
            format: style.and_then(|style| style.format.as_deref()),
            bold: style.is_some_and(|style| style.bold),
        }
    }

    /// Takes in a cell made elsewhere; `None` where the tables are full.
    pub(super) fn packed(&mut self, column: u32, cell: Cell<'_>) -> Option<Packed> {
        let held = match cell.value {
            Value::Text(text) => Held::Text(self.texts.push(text)?),
            Value::Number(number) => Held::Number(number),
            Value::Date(serial) => Held::Date(serial),
            Value::Bool(truth) => Held::Bool(truth),
            Value::Error(text) => Held::Error(self.texts.push(text)?),
            Value::NotCalculated => Held::NotCalculated,
        };
        let style = Style {
            format: cell.format.map(str::to_owned),
            bold: cell.bold,
        };
        Some(Packed::new(column, self.style_id(style)?, held))
    }

    fn style_id(&mut self, style: Style) -> Option<StyleId> {
        if style == Style::default() {
            return Some(0);
        }
        let known = self.styles.iter().position(|own| *own == style);
        let index = known.unwrap_or_else(|| {
            self.styles.push(style);
            self.styles.len() - 1
        });
        StyleId::try_from(index + 1)
            .ok()
            .filter(|id| *id < Packed::STYLES)
    }
}
