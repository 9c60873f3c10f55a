//! The formulas of an xlsx sheet, of which many are given as being like that of another cell.

use super::builder::Builder;
use super::limits;
use super::refusal::Refusal;
use super::texts::TextId;
use std::collections::HashMap;

/// Formulas that others are derived from.
#[derive(Debug, Default)]
pub(super) struct SharedFormulas {
    /// Text and cell of the formula, by the number it is shared under.
    templates: HashMap<usize, (String, (u32, u32))>,
    written_out: usize,
}

impl SharedFormulas {
    /// A formula of one cell alone; `None` where its text is empty.
    pub(super) fn own(text: &str, builder: &mut Builder<'_>) -> Result<Option<TextId>, Refusal> {
        if text.is_empty() {
            Ok(None)
        } else {
            builder.share(text).map(Some)
        }
    }

    /// A formula that others are derived from.
    pub(super) fn template(
        &mut self,
        number: usize,
        text: String,
        at: (u32, u32),
        builder: &mut Builder<'_>,
    ) -> Result<Option<TextId>, Refusal> {
        let id = Self::own(&text, builder)?;
        self.templates.insert(number, (text, at));
        Ok(id)
    }

    /// The formula of a cell that only says which other it is like; `None` where that one has not come.
    pub(super) fn derived(
        &mut self,
        number: usize,
        at: (u32, u32),
        builder: &mut Builder<'_>,
    ) -> Result<Option<TextId>, Refusal> {
        let Some((template, from)) = self.templates.get(&number) else {
            return Ok(None);
        };
        self.written_out += template.len();
        if self.written_out > limits::SHARED_FORMULA_BYTES {
            return Self::own(template, builder);
        }
        match calamine::expand_shared_formula(template, *from, at) {
            Ok(text) => Self::own(&text, builder),
            Err(_stays_as_it_is) => Self::own(template, builder),
        }
    }
}
