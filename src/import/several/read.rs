//! One workbook read alone: its cells, what was made of them, and the card it is known by.

use super::super::Imported;
use super::card::Card;
use crate::plan::Plan;
use crate::workbook::Workbook;
use std::ops::Deref;

pub(super) use super::card::{is_same, key};

/// One workbook, read alone; asked for anything on its card, it answers as the card does.
pub(super) struct Read<'w> {
    pub(super) workbook: &'w Workbook,
    pub(super) imported: Imported,
    pub(super) card: Card,
}

impl<'w> Read<'w> {
    pub(super) fn new(workbook: &'w Workbook, imported: Imported) -> Self {
        Self {
            card: Card::of(workbook, &imported.plan),
            workbook,
            imported,
        }
    }

    pub(super) fn plan(&self) -> &Plan {
        &self.imported.plan
    }
}

impl Deref for Read<'_> {
    type Target = Card;

    fn deref(&self) -> &Card {
        &self.card
    }
}
